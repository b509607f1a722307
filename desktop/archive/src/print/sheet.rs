//! The look of a form, read from `print.json`; the format is `docs/formats/print.md`.

use super::check::wrong;
use crate::fonts::Style;
use crate::problem::Problem;
use serde::Deserialize;

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
    /// The same blocks for each of many.
    Each(Each),
    /// A QR code.
    Qr(Qr),
    /// Where a seal goes.
    Stamp(Stamp),
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
    /// In the middle, two or three wide characters spread over the width of four (分散對齊).
    Spread,
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
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GridRow {
    /// Least height in millimetres; the row grows with its text.
    #[serde(default)]
    pub height: f32,
    /// Its boxes, whose spans add up to the number of columns.
    pub cells: Vec<Cell>,
    /// Columns of its own in millimetres, together as wide as the grid; none are those of the grid.
    #[serde(default)]
    pub widths: Vec<f32>,
    /// Stays on the page of what follows.
    #[serde(default)]
    pub keep: bool,
    /// Printed only when there is something at this path.
    #[serde(default)]
    pub when: Option<String>,
}

/// A box: exactly one of `label`, `text`, `choice`, `qr` and `stamp`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Cell {
    /// What the box beside it holds; centred.
    pub label: Option<String>,
    /// Template.
    pub text: Option<String>,
    /// Boxes to tick.
    pub choice: Option<Choices>,
    /// A QR code.
    pub qr: Option<Qr>,
    /// Where a seal goes.
    pub stamp: Option<Stamp>,
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
    /// On a light grey ground.
    pub shade: bool,
}

/// Boxes to tick: ■ before what the value says, □ before the others.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choices {
    /// Where the value is.
    pub path: String,
    /// What may be ticked.
    pub of: Vec<Choice>,
    /// Several may be ticked: the value has one on each line.
    #[serde(default)]
    pub many: bool,
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

/// The same blocks for each of many. Inside, a path is looked for in the row first; rows inside the
/// row stand at the path of these rows, the number of the row from 0, and their own name:
/// `answers.trips.0.days`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Each {
    /// Path of the rows.
    pub rows: String,
    /// What is printed for each.
    pub blocks: Vec<Block>,
}

/// A QR code (ISO/IEC 18004), error correction level M.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Qr {
    /// Template of what it says; nothing is printed for an empty text.
    pub text: String,
    /// Side in millimetres, with the quiet zone around it.
    #[serde(default = "eighteen")]
    pub size: f32,
    /// The text stands beneath it in small letters.
    #[serde(default)]
    pub caption: bool,
    /// Where it stands; in a box the box says it.
    #[serde(default)]
    pub align: Align,
}

/// A red square with words, where a seal goes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// Template of the words in the square; may be empty.
    pub text: String,
    /// Side in millimetres.
    #[serde(default = "twenty")]
    pub size: f32,
    /// Where it stands; in a box the box says it.
    #[serde(default)]
    pub align: Align,
}

fn eighteen() -> f32 {
    18.0
}

fn twenty() -> f32 {
    20.0
}

fn twelve() -> f32 {
    12.0
}

fn half() -> f32 {
    0.5
}

impl Sheet {
    /// A sheet with nothing on it.
    pub(crate) fn new(paper: Paper, style: Style) -> Self {
        Self {
            format: Format::One,
            paper,
            style,
            size: twelve(),
            header: Vec::new(),
            body: Vec::new(),
            footer: Vec::new(),
        }
    }

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
}
