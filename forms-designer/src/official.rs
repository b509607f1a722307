//! The official sheet of a service (`print.json`, `docs/formats/print.md`): its lines, and what a
//! person does with them. 公文紙
//!
//! A line is a block of the sheet or a row of a grid; it goes by its JSON pointer.

mod begin;
mod boxes;
mod sample;

pub use begin::begin;
pub use boxes::{change, choose, press, rows, spoken, tick};
pub use sample::{Signer, Told, filled, given};

use archive::print::Sheet as Laid;
use form_model::{Form, Json};

/// The parts of a sheet, in their order.
pub const SECTIONS: [&str; 3] = ["header", "body", "footer"];

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `header`, `body` or `footer`.
    Section,
    /// Running text.
    Text,
    /// Empty height.
    Space,
    /// A line across.
    Rule,
    /// What follows begins a page.
    Break,
    /// Boxes in rows.
    Grid,
    /// A row of a grid.
    Row,
    /// A row for each of many.
    Table,
    /// The same blocks for each of many.
    Each,
    /// A QR code.
    Qr,
    /// Where a seal goes.
    Stamp,
}

impl Kind {
    /// What may be added, in the order of the buttons.
    pub const ADDED: [Self; 7] = [
        Self::Row,
        Self::Text,
        Self::Table,
        Self::Space,
        Self::Rule,
        Self::Stamp,
        Self::Break,
    ];

    /// Its name in the file, and in keys of texts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Text => "text",
            Self::Space => "space",
            Self::Rule => "rule",
            Self::Break => "page_break",
            Self::Grid => "grid",
            Self::Row => "row",
            Self::Table => "table",
            Self::Each => "each",
            Self::Qr => "qr",
            Self::Stamp => "stamp",
        }
    }

    fn of(block: &Json) -> Option<Self> {
        let (name, _) = block.as_object()?.first()?;
        let all = [
            Self::Text,
            Self::Space,
            Self::Rule,
            Self::Break,
            Self::Grid,
            Self::Table,
            Self::Each,
            Self::Qr,
            Self::Stamp,
        ];
        all.into_iter().find(|kind| kind.name() == name)
    }
}

/// A line of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it stands, a JSON pointer.
    pub at: String,
    /// How deep it stands in others.
    pub depth: i32,
    /// What it is.
    pub kind: Kind,
    /// What is written in it, in short; empty where nothing is.
    pub said: String,
}

/// The lines of a sheet.
#[must_use]
pub fn lines(sheet: &Json) -> Vec<Line> {
    let mut found = Vec::new();
    for section in SECTIONS {
        let at = format!("/{section}");
        found.push(Line {
            at: at.clone(),
            depth: 0,
            kind: Kind::Section,
            said: String::new(),
        });
        blocks(sheet.get(section), &at, 1, &mut found);
    }
    found
}

fn blocks(list: Option<&Json>, at: &str, depth: i32, found: &mut Vec<Line>) {
    let list = list.and_then(Json::as_list).unwrap_or_default();
    for (number, block) in list.iter().enumerate() {
        let Some(kind) = Kind::of(block) else {
            continue;
        };
        let (at, body) = (format!("{at}/{number}"), block.get(kind.name()));
        found.push(Line {
            at: at.clone(),
            depth,
            kind,
            said: body.map(|body| said(kind, body)).unwrap_or_default(),
        });
        match (kind, body) {
            (Kind::Grid, Some(grid)) => {
                let rows = grid.get("rows").and_then(Json::as_list).unwrap_or_default();
                found.extend(rows.iter().enumerate().map(|(number, row)| Line {
                    at: format!("{at}/grid/rows/{number}"),
                    depth: depth + 1,
                    kind: Kind::Row,
                    said: cells(row),
                }));
            }
            (Kind::Each, Some(each)) => {
                let inside = format!("{at}/each/blocks");
                blocks(each.get("blocks"), &inside, depth + 1, found);
            }
            _ => {}
        }
    }
}

fn text<'j>(json: &'j Json, name: &str) -> &'j str {
    json.get(name).and_then(Json::as_text).unwrap_or_default()
}

fn said(kind: Kind, body: &Json) -> String {
    match kind {
        Kind::Text | Kind::Qr | Kind::Stamp => text(body, "text").replace('\n', " "),
        Kind::Table => {
            let columns = body.get("columns").and_then(Json::as_list);
            let heads = columns.unwrap_or_default().iter();
            let heads: Vec<&str> = heads.map(|column| text(column, "head")).collect();
            heads.join("｜")
        }
        Kind::Each => text(body, "rows").to_owned(),
        _ => String::new(),
    }
}

fn cells(row: &Json) -> String {
    let cells = row.get("cells").and_then(Json::as_list).unwrap_or_default();
    let said: Vec<String> = cells
        .iter()
        .map(|cell| {
            let own = ["label", "text"].map(|name| text(cell, name));
            let inside = ["choice", "qr", "stamp"]
                .into_iter()
                .find_map(|name| cell.get(name));
            let inside = inside.map(|inside| [text(inside, "path"), text(inside, "text")].concat());
            let said = own.concat() + &inside.unwrap_or_default();
            said.replace(['\n', '　'], "")
        })
        .collect();
    said.join("｜")
}

/// A list of lines and a place in it, of a pointer.
fn parted(at: &str) -> Option<(&str, usize)> {
    let (list, number) = at.rsplit_once('/')?;
    Some((list, number.parse().ok()?))
}

fn list_mut<'j>(sheet: &'j mut Json, at: &str) -> Option<&'j mut Vec<Json>> {
    // The sections need not stand in the file.
    if let Some(section) = at.strip_prefix('/').filter(|name| SECTIONS.contains(name))
        && sheet.get(section).is_none()
    {
        *sheet.entry(section) = Json::List(Vec::new());
    }
    match sheet.at_mut(at)? {
        Json::List(list) => Some(list),
        _ => None,
    }
}

fn number(digits: &str) -> Json {
    Json::Number(digits.to_owned())
}

fn words(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn object(entries: Vec<(&str, Json)>) -> Json {
    let entries = entries.into_iter();
    Json::Object(
        entries
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

/// A new block; `word` is what stands in it.
fn fresh(kind: Kind, word: &str) -> Json {
    let body = match kind {
        Kind::Text => object(vec![("text", words(word))]),
        Kind::Space => number("4"),
        Kind::Rule => object(vec![("weight", number("0.5"))]),
        Kind::Break => Json::Bool(true),
        Kind::Stamp => object(vec![("text", words(word)), ("size", number("20"))]),
        Kind::Qr => object(vec![("text", words(word))]),
        Kind::Table => object(vec![
            ("rows", words("signers")),
            ("height", number("10")),
            ("columns", Json::List(vec![column(word, "176", "{name}")])),
        ]),
        Kind::Each | Kind::Section | Kind::Row | Kind::Grid => object(vec![
            (
                "widths",
                Json::List(["25", "63", "25", "63"].map(number).to_vec()),
            ),
            ("rows", Json::List(vec![row(4)])),
        ]),
    };
    let name = match kind {
        Kind::Row | Kind::Section | Kind::Each => Kind::Grid.name(),
        kind => kind.name(),
    };
    object(vec![(name, body)])
}

/// A column of a table.
fn column(head: &str, width: &str, template: &str) -> Json {
    object(vec![
        ("head", words(head)),
        ("width", number(width)),
        ("text", words(template)),
    ])
}

/// A row of boxes, names and places to write in by turns.
fn row(columns: usize) -> Json {
    let cell = |at: usize| {
        object(vec![(
            if at.is_multiple_of(2) {
                "label"
            } else {
                "text"
            },
            words(""),
        )])
    };
    object(vec![
        ("height", number("10.5")),
        ("cells", Json::List((0..columns.max(1)).map(cell).collect())),
    ])
}

fn columns(sheet: &Json, grid: &str) -> usize {
    let widths = crate::sheet::at(sheet, &format!("{grid}/widths"));
    widths.and_then(Json::as_list).map_or(4, <[Json]>::len)
}

/// Puts a new line behind another one and says where it stands; a row comes into the grid that is
/// there, or into one of its own.
pub fn add(sheet: &mut Json, after: &str, kind: Kind, word: &str) -> Option<String> {
    let found = lines(sheet);
    let line = found.iter().find(|line| line.at == after)?;
    match (kind, line.kind) {
        (Kind::Row, Kind::Row) => {
            let (rows, number) = parted(after)?;
            let new = row(columns(sheet, rows.strip_suffix("/rows")?));
            list_mut(sheet, rows)?.insert(number + 1, new);
            Some(format!("{rows}/{}", number + 1))
        }
        (Kind::Row, Kind::Grid) => {
            let grid = format!("{after}/grid");
            let new = row(columns(sheet, &grid));
            list_mut(sheet, &format!("{grid}/rows"))?.insert(0, new);
            Some(format!("{grid}/rows/0"))
        }
        (_, Kind::Section) => {
            list_mut(sheet, after)?.insert(0, fresh(kind, word));
            Some(inside(kind, format!("{after}/0")))
        }
        (_, own) => {
            // Behind the grid in which the row stands.
            let after = match own {
                Kind::Row => after.rsplit_once("/grid/rows/")?.0,
                _ => after,
            };
            let (list, number) = parted(after)?;
            list_mut(sheet, list)?.insert(number + 1, fresh(kind, word));
            Some(inside(kind, format!("{list}/{}", number + 1)))
        }
    }
}

/// The row of a grid that was made for it.
fn inside(kind: Kind, at: String) -> String {
    match kind {
        Kind::Row => format!("{at}/grid/rows/0"),
        _ => at,
    }
}

/// Takes a line out and says which is looked at then. The last row of a grid takes it along.
pub fn remove(sheet: &mut Json, at: &str) -> Option<String> {
    let (list, number) = parted(at)?;
    let left = {
        let lines = list_mut(sheet, list)?;
        if number >= lines.len() {
            return None;
        }
        lines.remove(number);
        lines.len()
    };
    match (left, at.rsplit_once("/grid/rows/")) {
        (0, Some((grid, _))) => remove(sheet, grid),
        (0, None) => Some(
            list.rsplit_once("/each/")
                .map_or(list, |(each, _)| each)
                .to_owned(),
        ),
        (left, _) => Some(format!("{list}/{}", number.min(left - 1))),
    }
}

/// Puts a line one place earlier or later among its own, and says where it stands.
pub fn shift(sheet: &mut Json, at: &str, later: bool) -> Option<String> {
    let (list, number) = parted(at)?;
    let to = if later {
        number + 1
    } else {
        number.checked_sub(1)?
    };
    let lines = list_mut(sheet, list)?;
    (to < lines.len()).then(|| lines.swap(number, to))?;
    Some(format!("{list}/{to}"))
}

/// What is wrong with a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It cannot be laid out: a code of `archive`, where, and why.
    Sheet(&'static str, String, String),
    /// It prints an answer that the form does not ask for, by its path.
    Answer(String),
}

/// What is wrong with the file of a sheet.
#[must_use]
pub fn wrong(bytes: &[u8], form: &Form) -> Vec<Wrong> {
    let sheet = match Laid::read(bytes) {
        Ok(sheet) => sheet,
        Err(problem) => {
            let (place, why) = match &problem {
                archive::Problem::SheetUnreadable { line, why, .. } => {
                    (line.to_string(), why.clone())
                }
                archive::Problem::SheetWrong { place, why } => (place.clone(), why.clone()),
                other => (String::new(), other.to_string()),
            };
            return vec![Wrong::Sheet(problem.code(), place, why)];
        }
    };
    let all = form.all();
    let asked = |path: &str| {
        all.iter().any(|component| {
            !component.path.is_empty() && crate::sheet::full_path(form, &component.pointer) == path
        })
    };
    let answers = sheet.needs().into_iter().filter_map(|path| {
        let path = path.strip_prefix("answers.")?.replace("[]", "");
        (!asked(&path)).then_some(Wrong::Answer(path))
    });
    answers.collect()
}

#[cfg(test)]
mod tests;
