//! Office files as text: OOXML (ECMA-376) and OpenDocument (ISO/IEC 26300).
//! Only text is read, tables with tabs between their cells; no formula, macro,
//! picture or link is followed.

use std::io::{Read, Seek};

use quick_xml::events::BytesStart;
use zip::ZipArchive;

use super::xml::{Go, Piece, attribute, walk};
use super::{TEXT_BYTES, damaged, empty};
use crate::Failure;
use crate::views::{PreviewKind, PreviewView};

/// Most files in one archive.
const ENTRIES: usize = 20_000;
/// Most bytes that one archive may unfold to, of all that is read of it.
const UNFOLDED: u64 = 128 * 1024 * 1024;
/// Most bytes of shared texts of a table.
const SHARED: usize = 16 * 1024 * 1024;
/// Most cells that stand empty before one that does not.
const GAP: usize = 256;
/// Most spaces that one element may stand for.
const SPACES: usize = 64;

/// The text of an office file.
///
/// # Errors
/// `preview-damaged`; `preview-unknown` for other archives; `preview-unfolds`
/// for one that unfolds to more than it may.
pub fn read(source: impl Read + Seek) -> Result<PreviewView, Failure> {
    let archive = ZipArchive::new(source).map_err(damaged)?;
    if archive.len() > ENTRIES {
        return Err(Failure::new("preview-unfolds").with("limit_bytes", UNFOLDED));
    }
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    let mut parts = Parts {
        archive,
        left: UNFOLDED,
    };
    let mut out = Out::default();
    let kind = if has("word/document.xml") {
        document(&mut parts, "word/document.xml", &mut out)?;
        PreviewKind::Text
    } else if has("xl/workbook.xml") {
        workbook(&mut parts, &names, &mut out)?;
        PreviewKind::Table
    } else if has("ppt/presentation.xml") {
        for (number, name) in numbered(&names, "ppt/slides/slide") {
            out.section(&number.to_string());
            document(&mut parts, &name, &mut out)?;
        }
        PreviewKind::Text
    } else if has("content.xml") {
        open_document(&mut parts, &mut out)?
    } else {
        return Err(Failure::new("preview-unknown"));
    };
    Ok(PreviewView {
        text: out.text.trim_end().to_owned(),
        cut: out.is_full,
        ..empty(kind)
    })
}

/// The files of an archive, and how much may still unfold.
struct Parts<S> {
    archive: ZipArchive<S>,
    left: u64,
}

impl<S: Read + Seek> Parts<S> {
    fn walk(&mut self, name: &str, visit: &mut dyn FnMut(Piece<'_>) -> Go) -> Result<(), Failure> {
        let file = self.archive.by_name(name).map_err(damaged)?;
        let mut counted = Counted {
            file: file.take(self.left),
            left: &mut self.left,
        };
        let walked = walk(&mut counted, visit);
        if self.left == 0 {
            return Err(Failure::new("preview-unfolds").with("limit_bytes", UNFOLDED));
        }
        walked
    }
}

struct Counted<'l, R> {
    file: R,
    left: &'l mut u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        *self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}

/// The text so far; a table's row ends without empty cells.
#[derive(Default)]
struct Out {
    text: String,
    is_full: bool,
}

impl Out {
    fn say(&mut self, text: &str) {
        let room = TEXT_BYTES.saturating_sub(self.text.len());
        if text.len() <= room {
            self.text.push_str(text);
        } else {
            let end = (0..=room).rev().find(|end| text.is_char_boundary(*end));
            self.text.push_str(&text[..end.unwrap_or(0)]);
            self.is_full = true;
        }
    }

    fn line(&mut self) {
        let end = self.text.trim_end_matches('\t').len();
        self.text.truncate(end);
        self.say("\n");
    }

    fn section(&mut self, name: &str) {
        if !self.text.is_empty() {
            self.say("\n");
        }
        self.say("— ");
        self.say(name);
        self.say(" —\n");
    }

    fn go(&self) -> Go {
        if self.is_full { Go::Enough } else { Go::On }
    }
}

/// The files `PREFIXn.xml` by their number.
fn numbered(names: &[String], prefix: &str) -> Vec<(u32, String)> {
    let number = |name: &String| {
        let rest = name.strip_prefix(prefix)?.strip_suffix(".xml")?;
        Some((rest.parse().ok()?, name.clone()))
    };
    let mut found: Vec<(u32, String)> = names.iter().filter_map(number).collect();
    found.sort_unstable();
    found
}

/// Word and PowerPoint: text stands in `t`, paragraphs end with `p`.
fn document<S: Read + Seek>(
    parts: &mut Parts<S>,
    name: &str,
    out: &mut Out,
) -> Result<(), Failure> {
    let (mut in_text, mut cells) = (false, 0usize);
    parts.walk(name, &mut |piece| {
        match piece {
            Piece::Open("t", _) => in_text = true,
            Piece::Close("t") => in_text = false,
            Piece::Text(text) if in_text => out.say(text),
            Piece::Open("tc", _) => cells += 1,
            Piece::Close("tab") => out.say("\t"),
            Piece::Close("br" | "cr") => out.say(if cells > 0 { " " } else { "\n" }),
            Piece::Close("p") if cells > 0 => out.say(" "),
            Piece::Close("p") => out.say("\n"),
            Piece::Close("tc") => {
                cells = cells.saturating_sub(1);
                let end = out.text.trim_end_matches(' ').len();
                out.text.truncate(end);
                out.say("\t");
            }
            Piece::Close("tr") => out.line(),
            _ => {}
        }
        out.go()
    })
}

/// Excel: the texts that cells share, then sheet by sheet.
fn workbook<S: Read + Seek>(
    parts: &mut Parts<S>,
    names: &[String],
    out: &mut Out,
) -> Result<(), Failure> {
    let mut titles = Vec::new();
    parts.walk("xl/workbook.xml", &mut |piece| {
        if let Piece::Open("sheet", start) = piece {
            titles.push(attribute(start, "name").unwrap_or_default());
        }
        Go::On
    })?;
    let shared = if names.iter().any(|name| name == "xl/sharedStrings.xml") {
        shared(parts)?
    } else {
        Vec::new()
    };
    for (at, (number, name)) in numbered(names, "xl/worksheets/sheet")
        .into_iter()
        .enumerate()
    {
        let title = titles
            .get(at)
            .cloned()
            .unwrap_or_else(|| number.to_string());
        out.section(&title);
        sheet(parts, &name, &shared, out)?;
        if out.is_full {
            break;
        }
    }
    Ok(())
}

/// Readings of characters (`rPh`) are no text of the cell.
fn shared<S: Read + Seek>(parts: &mut Parts<S>) -> Result<Vec<String>, Failure> {
    let (mut texts, mut bytes) = (Vec::<String>::new(), 0usize);
    let (mut in_text, mut in_reading) = (false, false);
    parts.walk("xl/sharedStrings.xml", &mut |piece| {
        match piece {
            Piece::Open("si", _) => texts.push(String::new()),
            Piece::Open("t", _) => in_text = true,
            Piece::Close("t") => in_text = false,
            Piece::Open("rPh", _) => in_reading = true,
            Piece::Close("rPh") => in_reading = false,
            Piece::Text(text) if in_text && !in_reading => {
                bytes += text.len();
                if let Some(last) = texts.last_mut() {
                    last.push_str(text);
                }
            }
            _ => {}
        }
        if bytes > SHARED { Go::Enough } else { Go::On }
    })?;
    Ok(texts)
}

fn sheet<S: Read + Seek>(
    parts: &mut Parts<S>,
    name: &str,
    shared: &[String],
    out: &mut Out,
) -> Result<(), Failure> {
    let (mut column, mut kind) = (0usize, String::new());
    let (mut value, mut in_value) = (String::new(), false);
    parts.walk(name, &mut |piece| {
        match piece {
            Piece::Open("row", _) => column = 0,
            Piece::Open("c", start) => {
                kind = attribute(start, "t").unwrap_or_default();
                let at = attribute(start, "r").map_or(column, |place| column_of(&place));
                out.say(&"\t".repeat(at.saturating_sub(column).min(GAP)));
                column = at.max(column);
                value.clear();
            }
            Piece::Open("v" | "t", _) => in_value = true,
            Piece::Close("v" | "t") => in_value = false,
            Piece::Text(text) if in_value => value.push_str(text),
            Piece::Close("c") => {
                let of_all = value.trim().parse::<usize>().ok();
                let text = match (kind.as_str(), of_all) {
                    ("s", Some(at)) => shared.get(at).map_or("", String::as_str),
                    _ => value.as_str(),
                };
                out.say(&text.replace(['\n', '\t', '\r'], " "));
                out.say("\t");
                column += 1;
            }
            Piece::Close("row") => out.line(),
            _ => {}
        }
        out.go()
    })
}

/// The column of a place such as `AB12`, from 0.
fn column_of(place: &str) -> usize {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number = letters.fold(0usize, |sum, letter| {
        sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    number.saturating_sub(1)
}

/// OpenDocument of every kind: one file holds all.
fn open_document<S: Read + Seek>(
    parts: &mut Parts<S>,
    out: &mut Out,
) -> Result<PreviewKind, Failure> {
    let mut kind = PreviewKind::Text;
    let (mut in_text, mut cells, mut repeated, mut pages) = (0usize, 0usize, 1usize, 0u32);
    parts.walk("content.xml", &mut |piece| {
        match piece {
            Piece::Open("spreadsheet", _) => kind = PreviewKind::Table,
            Piece::Open("table", start) if kind == PreviewKind::Table => {
                out.section(&attribute(start, "name").unwrap_or_default());
            }
            Piece::Open("page", _) => {
                pages += 1;
                out.section(&pages.to_string());
            }
            Piece::Open("p" | "h", _) => in_text += 1,
            Piece::Close("p" | "h") => {
                in_text = in_text.saturating_sub(1);
                out.say(if cells > 0 { " " } else { "\n" });
            }
            Piece::Open("s", start) => out.say(&" ".repeat(count(start, "c").min(SPACES))),
            Piece::Close("tab") => out.say("\t"),
            Piece::Close("line-break") => out.say(if cells > 0 { " " } else { "\n" }),
            Piece::Text(text) if in_text > 0 => out.say(text),
            Piece::Open("table-cell" | "covered-table-cell", start) => {
                cells += 1;
                repeated = count(start, "number-columns-repeated");
            }
            Piece::Close("table-cell" | "covered-table-cell") => {
                cells = cells.saturating_sub(1);
                let end = out.text.trim_end_matches(' ').len();
                out.text.truncate(end);
                out.say(&"\t".repeat(repeated.min(GAP)));
            }
            Piece::Close("table-row") => out.line(),
            _ => {}
        }
        out.go()
    })?;
    Ok(kind)
}

fn count(start: &BytesStart<'_>, name: &str) -> usize {
    attribute(start, name)
        .and_then(|text| text.parse().ok())
        .unwrap_or(1)
}
