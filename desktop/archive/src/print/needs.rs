//! What a sheet asks for: its blocks with their places, and the values that they name.

use super::sheet::{Block, Cell, Sheet};
use super::template::{self, Part};
use std::collections::BTreeSet;

/// A template with its place and the paths without which it is not printed.
pub(crate) struct Template<'a> {
    pub(crate) place: String,
    pub(crate) text: &'a str,
    pub(crate) when: [Option<&'a str>; 2],
    /// The rows around it: empty, or `trips[].`.
    rows: String,
}

/// A block with its place.
pub(crate) struct Named<'a> {
    /// As a path into the JSON (`body[2]`).
    pub(crate) place: String,
    pub(crate) block: &'a Block,
    rows: String,
}

impl Sheet {
    /// The paths of values that the sheet needs; rows as `signers[].name`. Those that may be missing
    /// are left out: `{path?}`, and `{path}` in what is printed only when there is something at `path`.
    pub fn needs(&self) -> BTreeSet<String> {
        let mut needs = BTreeSet::new();
        for template in self.templates() {
            let unless = |path: &&str| !template.when.contains(&Some(*path));
            let paths = required(template.text).into_iter().filter(unless);
            needs.extend(paths.map(|path| format!("{}{path}", template.rows)));
        }
        for named in self.named() {
            match named.block {
                Block::Table(table) => {
                    let rows = format!("{}{}", named.rows, table.rows);
                    for column in &table.columns {
                        let paths = required(&column.text).into_iter();
                        needs.extend(paths.map(|path| format!("{rows}[].{path}")));
                    }
                    needs.insert(rows);
                }
                Block::Each(each) => {
                    needs.insert(format!("{}{}", named.rows, each.rows));
                }
                Block::Grid(grid) => {
                    let cells = grid.rows.iter().flat_map(|row| &row.cells);
                    let choices = cells.filter_map(|cell| cell.choice.as_ref());
                    needs.extend(choices.map(|choice| format!("{}{}", named.rows, choice.path)));
                }
                _ => {}
            }
        }
        needs
    }

    /// Every block, those inside others behind them.
    pub(crate) fn named(&self) -> Vec<Named<'_>> {
        let mut all = Vec::new();
        let parts = [
            ("header", &self.header),
            ("body", &self.body),
            ("footer", &self.footer),
        ];
        for (part, blocks) in parts {
            name(part, "", blocks, &mut all);
        }
        all
    }

    /// The templates outside tables.
    pub(crate) fn templates(&self) -> Vec<Template<'_>> {
        self.named().iter().flat_map(templates).collect()
    }
}

fn name<'a>(part: &str, rows: &str, blocks: &'a [Block], all: &mut Vec<Named<'a>>) {
    for (at, block) in blocks.iter().enumerate() {
        let place = format!("{part}[{at}]");
        all.push(Named {
            place: place.clone(),
            block,
            rows: rows.to_owned(),
        });
        if let Block::Each(each) = block {
            let rows = format!("{rows}{}[].", each.rows);
            name(&format!("{place}.each.blocks"), &rows, &each.blocks, all);
        }
    }
}

fn templates<'a>(named: &Named<'a>) -> Vec<Template<'a>> {
    let one = |place: String, text: &'a str, when: [Option<&'a str>; 2]| Template {
        place,
        text,
        when,
        rows: named.rows.clone(),
    };
    let place = || named.place.clone();
    match named.block {
        Block::Text(text) => vec![one(place(), &text.text, [text.when.as_deref(), None])],
        Block::Qr(qr) => vec![one(place(), &qr.text, [None, None])],
        Block::Stamp(stamp) => vec![one(place(), &stamp.text, [None, None])],
        Block::Grid(grid) => {
            let mut all = Vec::new();
            for (at, row) in grid.rows.iter().enumerate() {
                let when = [grid.when.as_deref(), row.when.as_deref()];
                let place = format!("{}.grid.rows[{at}]", named.place);
                let texts = row.cells.iter().filter_map(template_of);
                all.extend(texts.map(|text| one(place.clone(), text, when)));
            }
            all
        }
        _ => Vec::new(),
    }
}

fn template_of(cell: &Cell) -> Option<&str> {
    let qr = cell.qr.as_ref().map(|qr| &qr.text);
    let stamp = cell.stamp.as_ref().map(|stamp| &stamp.text);
    let text = cell.text.as_ref().or(qr).or(stamp)?;
    Some(text)
}

/// Paths that a template cannot do without, `page` and `pages` left out.
fn required(template: &str) -> Vec<&str> {
    let parts = template::parts(template).unwrap_or_default();
    parts
        .into_iter()
        .filter_map(|part| match part {
            Part::Value { path, optional } if !optional && !matches!(path, "page" | "pages") => {
                Some(path)
            }
            _ => None,
        })
        .collect()
}
