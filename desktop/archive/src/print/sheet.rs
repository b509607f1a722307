//! The look of a form, read from `print.json`; the format is `docs/formats/print.md`.

use super::check::wrong;
use super::template::{self, Part};
use crate::fonts::Style;
use crate::problem::Problem;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Largest `print.json` in bytes.
pub const SHEET_LIMIT: usize = 256 * 1024;

/// The look of one form. Lengths are millimetres, letters are points.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Always `antou-print/1`.
    format: Format,
    /// Paper and margins.
    pub paper: Paper,
    /// Look of the letters.
    #[serde(default)]
    pub style: Style,
    /// Size of letters that say nothing else.
    #[serde(default = "twelve")]
    pub size: f32,
    /// At the top of each page, inside the margins.
    #[serde(default)]
    pub header: Vec<Block>,
    /// The form itself, over as many pages as it needs.
    pub body: Vec<Block>,
    /// At the bottom of each page, inside the margins.
    #[serde(default)]
    pub footer: Vec<Block>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Format {
    #[serde(rename = "antou-print/1")]
    One,
}

/// Paper and margins.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Size of the paper.
    pub size: Size,
    /// On its long side.
    #[serde(default)]
    pub landscape: bool,
    /// Margin in millimetres.
    pub top: f32,
    /// Margin in millimetres.
    pub right: f32,
    /// Margin in millimetres.
    pub bottom: f32,
    /// Margin in millimetres.
    pub left: f32,
}

/// Sizes of paper (CNS 5 P1001, ISO 216).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Size {
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
}

impl Paper {
    /// Width and height in millimetres, as the paper lies.
    pub fn extent(&self) -> (f32, f32) {
        let (short, long) = match self.size {
            Size::A4 => (210.0, 297.0),
            Size::A3 => (297.0, 420.0),
        };
        if self.landscape {
            (long, short)
        } else {
            (short, long)
        }
    }

    /// Width between the margins in millimetres.
    pub fn text_width(&self) -> f32 {
        self.extent().0 - self.left - self.right
    }
}

/// One thing under another.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Running text.
    Text(Text),
    /// Empty height in millimetres.
    Space(f32),
    /// A line across.
    Rule(Rule),
    /// Boxes in rows.
    Grid(Grid),
    /// A table with a row for each of many.
    Table(Table),
    /// The rest begins on a new page.
    PageBreak(bool),
}

/// Running text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Template.
    pub text: String,
    /// Points.
    #[serde(default)]
    pub size: Option<f32>,
    /// Heavy letters.
    #[serde(default)]
    pub bold: bool,
    /// Where the lines stand.
    #[serde(default)]
    pub align: Align,
    /// What it is for a reader that reads aloud.
    #[serde(default)]
    pub role: Role,
    /// Height before in millimetres.
    #[serde(default)]
    pub before: f32,
    /// Height after in millimetres.
    #[serde(default)]
    pub after: f32,
    /// Stays on the page of what follows.
    #[serde(default)]
    pub keep: bool,
    /// Printed only when there is something at this path.
    #[serde(default)]
    pub when: Option<String>,
}

/// What a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A paragraph.
    #[default]
    Paragraph,
    /// The title of the form.
    Title,
    /// A heading inside the form.
    Heading,
}

/// A line across.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Points.
    #[serde(default = "half")]
    pub weight: f32,
}

/// Where lines stand in their width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// At the left, ragged right: never justified, which would tear narrow columns.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
    /// Flush on both sides, the last line left; only where a line holds twenty characters or more.
    Justify,
}

/// Where lines stand in the height of their box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Valign {
    /// In the middle.
    #[default]
    Middle,
    /// At the top.
    Top,
}

/// Lines around boxes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Border {
    /// A frame around all and hairlines between.
    #[default]
    Box,
    /// None.
    None,
}

/// Boxes in rows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// Widths of the columns in millimetres.
    pub widths: Vec<f32>,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// Lines around the boxes.
    #[serde(default)]
    pub border: Border,
    /// Points.
    #[serde(default)]
    pub size: Option<f32>,
    /// Printed only when there is something at this path.
    #[serde(default)]
    pub when: Option<String>,
}

/// A row of boxes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GridRow {
    /// Least height in millimetres; the row grows with its text.
    #[serde(default)]
    pub height: f32,
    /// Its boxes, whose spans add up to the number of columns.
    pub cells: Vec<Cell>,
    /// Printed only when there is something at this path.
    #[serde(default)]
    pub when: Option<String>,
}

/// A box: exactly one of `label`, `text` and `choice`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Cell {
    /// What the box beside it holds; centred.
    pub label: Option<String>,
    /// Template.
    pub text: Option<String>,
    /// Boxes to tick.
    pub choice: Option<Choices>,
    /// How many columns it takes; 0 and 1 mean one.
    pub span: usize,
    /// Where its lines stand.
    pub align: Option<Align>,
    /// Where its lines stand in the height.
    pub valign: Valign,
    /// Heavy letters.
    pub bold: bool,
    /// Points.
    pub size: Option<f32>,
    /// One character under the other.
    pub vertical: bool,
}

/// Boxes to tick: ■ before what the value says, □ before the others.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choices {
    /// Where the value is.
    pub path: String,
    /// What may be ticked.
    pub of: Vec<Choice>,
}

/// One box to tick.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The value that ticks it.
    pub value: String,
    /// What stands beside it.
    pub text: String,
}

/// A table with a row for each of many; its head is repeated on each page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Path of the rows.
    pub rows: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// Least height of a row in millimetres.
    #[serde(default)]
    pub height: f32,
    /// Points.
    #[serde(default)]
    pub size: Option<f32>,
    /// Template of what stands there when there are no rows; without it nothing is printed then.
    #[serde(default)]
    pub empty: Option<String>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// What stands above it.
    pub head: String,
    /// Millimetres.
    pub width: f32,
    /// Template, with the paths of a row and of the form.
    pub text: String,
    /// Where its lines stand.
    #[serde(default)]
    pub align: Align,
    /// Heavy letters.
    #[serde(default)]
    pub bold: bool,
    /// Points.
    #[serde(default)]
    pub size: Option<f32>,
    /// The text is a mark of somebody who signed: framed, in seal red.
    #[serde(default)]
    pub mark: bool,
}

/// A template with its place and the paths without which it is not printed.
pub(crate) struct Template<'a> {
    pub(crate) place: String,
    pub(crate) text: &'a str,
    pub(crate) when: [Option<&'a str>; 2],
}

fn twelve() -> f32 {
    12.0
}

fn half() -> f32 {
    0.5
}

impl Sheet {
    /// Reads a sheet and checks that it can be laid out.
    ///
    /// # Errors
    /// `print-sheet-unreadable`, `print-sheet-wrong`.
    pub fn read(json: &[u8]) -> Result<Self, Problem> {
        if json.len() > SHEET_LIMIT {
            let why = format!("{} bytes, {SHEET_LIMIT} are allowed", json.len());
            return Err(wrong("", &why));
        }
        let sheet: Self =
            serde_json::from_slice(json).map_err(|error| Problem::SheetUnreadable {
                line: error.line(),
                column: error.column(),
                why: error.to_string(),
            })?;
        sheet.check()?;
        Ok(sheet)
    }

    /// The paths of values that the sheet needs; rows as `signers[].name`. Those that may be missing
    /// are left out: `{path?}`, and `{path}` in what is printed only when there is something at `path`.
    pub fn needs(&self) -> BTreeSet<String> {
        let mut needs = BTreeSet::new();
        for template in self.templates() {
            let paths = required(template.text, "");
            needs.extend(
                paths
                    .into_iter()
                    .filter(|path| !template.when.contains(&Some(path.as_str()))),
            );
        }
        for block in self.blocks() {
            match block {
                Block::Table(table) => {
                    needs.insert(table.rows.clone());
                    for column in &table.columns {
                        needs.extend(required(&column.text, &format!("{}[].", table.rows)));
                    }
                }
                Block::Grid(grid) => needs.extend(
                    grid.rows
                        .iter()
                        .flat_map(|row| &row.cells)
                        .filter_map(|cell| Some(cell.choice.as_ref()?.path.clone())),
                ),
                _ => {}
            }
        }
        needs
    }

    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.header.iter().chain(&self.body).chain(&self.footer)
    }

    pub(crate) fn named(&self) -> impl Iterator<Item = (String, &Block)> {
        let name = |part: &'static str, blocks: &'_ [Block]| -> Vec<String> {
            (0..blocks.len())
                .map(|at| format!("{part}[{at}]"))
                .collect()
        };
        let names = [
            name("header", &self.header),
            name("body", &self.body),
            name("footer", &self.footer),
        ];
        names.into_iter().flatten().zip(self.blocks())
    }

    /// The templates outside tables.
    pub(crate) fn templates(&self) -> Vec<Template<'_>> {
        let mut all = Vec::new();
        for (place, block) in self.named() {
            match block {
                Block::Text(text) => all.push(Template {
                    place,
                    text: &text.text,
                    when: [text.when.as_deref(), None],
                }),
                Block::Grid(grid) => {
                    for (at, row) in grid.rows.iter().enumerate() {
                        let texts = row.cells.iter().filter_map(|cell| cell.text.as_deref());
                        all.extend(texts.map(|text| Template {
                            place: format!("{place}.grid.rows[{at}]"),
                            text,
                            when: [grid.when.as_deref(), row.when.as_deref()],
                        }));
                    }
                }
                _ => {}
            }
        }
        all
    }
}

/// Paths that a template cannot do without, `page` and `pages` left out.
fn required(template: &str, before: &str) -> Vec<String> {
    let parts = template::parts(template).unwrap_or_default();
    parts
        .into_iter()
        .filter_map(|part| match part {
            Part::Value { path, optional } if !optional && !matches!(path, "page" | "pages") => {
                Some(format!("{before}{path}"))
            }
            _ => None,
        })
        .collect()
}
