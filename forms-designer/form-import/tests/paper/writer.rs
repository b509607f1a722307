//! Writes DOCX and ODT files from a notation that a reader can see the paper in:
//!
//! ```text
//! # a heading
//! = a line in the middle
//! a paragraph
//! @ 2 3 2 9            a table begins: widths of its columns in centimetres
//! | 姓名 | | 職稱 | |    cells
//! |4 基本資料 |         a cell over four columns
//! |v 申請人 | 姓名 | |   a cell that the rows below continue
//! |^ | 職稱 | |          which they do so
//! ~| 事由 |3 |           a tall row
//! ```
//!
//! `⏎` ends a paragraph within a cell, `〔…〕` is a control (`date`, `line`, `lines`, `box`, `list
//! 甲,乙`, `old line`, `old box`, `old list 甲,乙`), `⟦…⟧` is underlined, and `⟨…⟩` is a table in the
//! cell, of one row of cells between `/`.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) enum Block {
    Paragraph { style: char, text: String },
    Table { widths: Vec<u32>, rows: Vec<Row> },
}

pub(crate) struct Row {
    pub is_tall: bool,
    pub cells: Vec<Cell>,
}

#[derive(Clone)]
pub(crate) struct Cell {
    pub columns: usize,
    /// `v` begins a tall cell, `^` continues one.
    pub merge: char,
    pub text: String,
}

/// Reads the notation.
pub(crate) fn blocks(notation: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for line in notation
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        if let Some(widths) = line.strip_prefix('@') {
            let widths = widths
                .split_whitespace()
                .map(|width| width.parse().unwrap());
            blocks.push(Block::Table {
                widths: widths.collect(),
                rows: Vec::new(),
            });
        } else if let Some(cells) = line.strip_prefix('|').or_else(|| line.strip_prefix("~|")) {
            let cells = cells
                .strip_suffix('|')
                .unwrap_or(cells)
                .split('|')
                .map(cell);
            let Some(Block::Table { rows, .. }) = blocks.last_mut() else {
                panic!("a row without a table: {line}");
            };
            rows.push(Row {
                is_tall: line.starts_with('~'),
                cells: cells.collect(),
            });
        } else {
            let style = line
                .chars()
                .next()
                .filter(|c| "#=".contains(*c))
                .unwrap_or(' ');
            blocks.push(Block::Paragraph {
                style,
                text: line.trim_start_matches(['#', '=']).trim().to_owned(),
            });
        }
    }
    blocks
}

fn cell(text: &str) -> Cell {
    let (signs, text) = text.split_at(
        text.find(|c: char| !c.is_ascii_digit() && !"v^".contains(c))
            .unwrap_or(text.len()),
    );
    let merge = signs.chars().find(|c| "v^".contains(*c)).unwrap_or(' ');
    let columns = signs.trim_start_matches(['v', '^']).parse().unwrap_or(1);
    let text = text.strip_prefix(' ').unwrap_or(text);
    Cell {
        columns,
        merge,
        text: text.strip_suffix(' ').unwrap_or(text).to_owned(),
    }
}

/// A ZIP of named parts.
pub(crate) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Pieces of a line: text, and what stands between the brackets of a control.
fn pieces(line: &str) -> Vec<(char, &str)> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['〔', '⟦', '⟨']) {
        let open = rest[at..].chars().next().unwrap();
        let close = match open {
            '〔' => '〕',
            '⟦' => '⟧',
            _ => '⟩',
        };
        let end = at + rest[at..].find(close).unwrap();
        pieces.push((' ', &rest[..at]));
        pieces.push((open, &rest[at + open.len_utf8()..end]));
        rest = &rest[end + close.len_utf8()..];
    }
    pieces.push((' ', rest));
    pieces.retain(|(kind, text)| *kind != ' ' || !text.is_empty());
    pieces
}

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const WORD_STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="My heading"/><w:basedOn w:val="a1"/></w:style></w:styles>"#;

/// A DOCX file of an already written body.
pub(crate) fn docx_of(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    );
    zip(&[
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", WORD_STYLES.as_bytes()),
    ])
}

/// A DOCX file of the notation.
pub(crate) fn docx(notation: &str) -> Vec<u8> {
    docx_of(&blocks(notation).iter().map(word_block).collect::<String>())
}

fn word_block(block: &Block) -> String {
    match block {
        Block::Paragraph { style, text } => {
            let settings = match style {
                '#' => r#"<w:pStyle w:val="a2"/>"#,
                '=' => r#"<w:jc w:val="center"/>"#,
                _ => "",
            };
            word_lines(text, settings)
        }
        Block::Table { widths, rows } => {
            let grid: String = widths
                .iter()
                .map(|w| format!(r#"<w:gridCol w:w="{}"/>"#, w * 567))
                .collect();
            let rows: String = rows.iter().map(word_row).collect();
            format!("<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>")
        }
    }
}

fn word_row(row: &Row) -> String {
    let cells = row.cells.iter().map(|cell| {
        let span = match cell.columns {
            1 => String::new(),
            columns => format!(r#"<w:gridSpan w:val="{columns}"/>"#),
        };
        let merge = match cell.merge {
            'v' => r#"<w:vMerge w:val="restart"/>"#,
            '^' => "<w:vMerge/>",
            _ => "",
        };
        format!(
            "<w:tc><w:tcPr>{span}{merge}</w:tcPr>{}</w:tc>",
            word_lines(&cell.text, "")
        )
    });
    let height = if row.is_tall {
        r#"<w:trPr><w:trHeight w:val="1800"/></w:trPr>"#
    } else {
        ""
    };
    format!("<w:tr>{height}{}</w:tr>", cells.collect::<String>())
}

fn word_lines(text: &str, settings: &str) -> String {
    text.split('⏎')
        .map(|line| {
            if let Some(table) = line.trim().strip_prefix('⟨') {
                let cells = table.trim_end_matches('⟩').split('/').map(cell).collect();
                let inner = Row {
                    is_tall: false,
                    cells,
                };
                let widths = vec![2; inner.cells.len()];
                return word_block(&Block::Table {
                    widths,
                    rows: vec![inner],
                });
            }
            let runs: String = pieces(line).into_iter().map(word_piece).collect();
            format!("<w:p><w:pPr>{settings}</w:pPr>{runs}</w:p>")
        })
        .collect()
}

fn word_run(text: &str, settings: &str) -> String {
    format!(
        r#"<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>"#,
        escaped(text)
    )
}

fn word_piece((kind, text): (char, &str)) -> String {
    let sdt = |settings: &str, shown: &str| {
        format!(
            "<w:sdt><w:sdtPr>{settings}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            word_run(shown, "")
        )
    };
    let old = |data: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            word_run("     ", "")
        )
    };
    let (name, items) = text
        .rsplit_once(' ')
        .filter(|(name, _)| name.ends_with("list"))
        .unwrap_or((text, ""));
    match (kind, name) {
        (' ', _) => word_run(text, ""),
        ('⟦', _) => word_run(text, r#"<w:u w:val="single"/>"#),
        (_, "date") => sdt("<w:date/>", "按一下輸入日期"),
        (_, "line") => sdt("<w:text/><w:showingPlcHdr/>", "按一下輸入文字"),
        (_, "lines") => sdt(r#"<w:text w:multiLine="1"/>"#, "按一下輸入文字"),
        (_, "box") => sdt("<w14:checkbox/>", "☐"),
        (_, "list") => {
            let items: String = items
                .split(',')
                .map(|i| format!(r#"<w:listItem w:displayText="{i}" w:value="{i}"/>"#))
                .collect();
            let asking = r#"<w:listItem w:displayText="選擇一個項目" w:value="x"/>"#;
            sdt(
                &format!("<w:dropDownList>{asking}{items}</w:dropDownList>"),
                "選擇一個項目。",
            )
        }
        (_, "old line") => old("<w:textInput/>"),
        (_, "old box") => old("<w:checkBox/>"),
        (_, "old list") => {
            let items: String = items
                .split(',')
                .map(|i| format!(r#"<w:listEntry w:val="{i}"/>"#))
                .collect();
            old(&format!("<w:ddList>{items}</w:ddList>"))
        }
        other => panic!("no such control: {other:?}"),
    }
}

/// An ODT file of an already written body, with styles before it.
pub(crate) fn odt_of(styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s" xmlns:fo="f" xmlns:form="m" xmlns:draw="d"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
    ])
}

/// An ODT file of the notation.
pub(crate) fn odt(notation: &str) -> Vec<u8> {
    let blocks = blocks(notation);
    let mut styles = String::from(
        r#"<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="U" style:family="text"><style:text-properties style:text-underline-style="solid"/></style:style>
<style:style style:name="R" style:family="table-row"><style:table-row-properties style:min-row-height="3.2cm"/></style:style>"#,
    );
    let mut forms = String::new();
    let mut body = String::new();
    for block in &blocks {
        match block {
            Block::Paragraph { style, text } => {
                body.push_str(&open_lines(text, *style, &mut forms))
            }
            Block::Table { widths, rows } => {
                body.push_str(&open_table(widths, rows, &mut styles, &mut forms))
            }
        }
    }
    let forms = format!("<office:forms><form:form>{forms}</form:form></office:forms>");
    odt_of(&styles, &format!("{forms}{body}"))
}

fn open_table(widths: &[u32], rows: &[Row], styles: &mut String, forms: &mut String) -> String {
    let mut table = String::from("<table:table>");
    for width in widths {
        styles.push_str(&format!(
            r#"<style:style style:name="C{width}" style:family="table-column"><style:table-column-properties style:column-width="{width}cm"/></style:style>"#
        ));
        table.push_str(&format!(
            r#"<table:table-column table:style-name="C{width}"/>"#
        ));
    }
    for (at, row) in rows.iter().enumerate() {
        table.push_str(if row.is_tall {
            r#"<table:table-row table:style-name="R">"#
        } else {
            "<table:table-row>"
        });
        let mut column = 0;
        for cell in &row.cells {
            if cell.merge == '^' {
                table.push_str(&format!(
                    r#"<table:covered-table-cell table:number-columns-repeated="{}"/>"#,
                    cell.columns
                ));
            } else {
                let below = rows[at + 1..]
                    .iter()
                    .take_while(|row| continues(row, column))
                    .count();
                let down = if cell.merge == 'v' { below + 1 } else { 1 };
                table.push_str(&format!(
                    r#"<table:table-cell table:number-columns-spanned="{}" table:number-rows-spanned="{down}">{}</table:table-cell>"#,
                    cell.columns,
                    open_lines(&cell.text, ' ', forms)
                ));
                table.push_str(&"<table:covered-table-cell/>".repeat(cell.columns - 1));
            }
            column += cell.columns;
        }
        table.push_str("</table:table-row>");
    }
    table.push_str("</table:table>");
    table
}

fn continues(row: &Row, column: usize) -> bool {
    let mut at = 0;
    row.cells.iter().any(|cell| {
        let here = at == column && cell.merge == '^';
        at += cell.columns;
        here
    })
}

fn open_lines(text: &str, style: char, forms: &mut String) -> String {
    text.split('⏎')
        .map(|line| {
            if let Some(table) = line.trim().strip_prefix('⟨') {
                let cells = table.trim_end_matches('⟩').split('/').map(cell).collect();
                let inner = Row {
                    is_tall: false,
                    cells,
                };
                return open_table(&[], &[inner], &mut String::new(), forms);
            }
            let spans: String = pieces(line)
                .into_iter()
                .map(|piece| open_piece(piece, forms))
                .collect();
            match style {
                '#' => format!("<text:h>{spans}</text:h>"),
                '=' => format!(r#"<text:p text:style-name="P1">{spans}</text:p>"#),
                _ => format!("<text:p>{spans}</text:p>"),
            }
        })
        .collect()
}

/// ASCII spaces that follow one another are written as an element.
fn open_text(text: &str) -> String {
    let mut out = String::new();
    let mut spaces = 0;
    for c in text.chars().chain(['\0']) {
        if c == ' ' {
            spaces += 1;
            continue;
        }
        match spaces {
            0 => {}
            1 => out.push(' '),
            more => out.push_str(&format!(r#" <text:s text:c="{}"/>"#, more - 1)),
        }
        spaces = 0;
        if c != '\0' {
            out.push_str(&escaped(&c.to_string()));
        }
    }
    out
}

fn open_piece((kind, text): (char, &str), forms: &mut String) -> String {
    let (name, items) = text
        .rsplit_once(' ')
        .filter(|(name, _)| name.ends_with("list"))
        .unwrap_or((text, ""));
    let mut control = |element: &str, inner: &str| {
        let id = format!("control{}", forms.matches("form:id").count());
        forms.push_str(&format!(
            r#"<form:{element} form:id="{id}">{inner}</form:{element}>"#
        ));
        format!(r#"<draw:control draw:control="{id}"/>"#)
    };
    match (kind, name) {
        (' ', _) => open_text(text),
        ('⟦', _) => format!(
            r#"<text:span text:style-name="U">{}</text:span>"#,
            open_text(text)
        ),
        (_, "date") => control("date", ""),
        (_, "line") => {
            r#"<text:text-input text:description="">按一下</text:text-input>"#.to_owned()
        }
        (_, "old line") => control("text", ""),
        (_, "lines") => control("textarea", ""),
        (_, "box" | "old box") => control("checkbox", ""),
        (_, "list") => {
            let items: String = items
                .split(',')
                .map(|i| format!(r#"<text:label text:value="{i}"/>"#))
                .collect();
            format!("<text:drop-down>{items}{}</text:drop-down>", items.len())
        }
        (_, "old list") => {
            let items: String = items
                .split(',')
                .map(|i| format!(r#"<form:option form:label="{i}"/>"#))
                .collect();
            control("listbox", &items)
        }
        other => panic!("no such control: {other:?}"),
    }
}
