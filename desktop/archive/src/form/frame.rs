//! What stands around a form's fields: the head, who applies, who signed, the foot.

use super::build::{Builder, SIZE, grid, literal};
use super::field::LINE;
use super::width::ems;
use crate::print::{
    Align, Block, Border, Cell, Column, Grid, GridRow, Qr, Role, Rule, Table, Text, Valign,
};

/// Where the marks of signers stand.
const SIGNERS: &str = "signers";
/// Paths and share of the width of the columns of signers, in millimetres of an upright A4.
const SIGNER: [(&str, f32); 6] = [
    ("role", 23.0),
    ("title", 28.0),
    ("name", 24.0),
    ("mark", 18.0),
    ("time", 34.0),
    ("opinion", 49.0),
];
/// Most boxes to sign by hand in a row.
const HANDS: usize = 5;
/// Height of a box to sign by hand, in millimetres.
const HAND: f32 = 22.0;
/// Ems of a title that is repeated at the foot.
const SHORT: f32 = 16.0;

impl Builder<'_> {
    /// The blocks at the top of each page.
    pub(crate) fn header(&self) -> Vec<Block> {
        let words = self.words();
        let left = [
            self.where_given(&words.file, "file.number"),
            self.where_given(&words.kept, "file.retention"),
        ];
        let right = [
            self.where_given(&words.case, "case.number"),
            self.where_given(&words.printed, "print.time"),
        ];
        let left: Vec<&str> = left.into_iter().flatten().collect();
        let right: Vec<&str> = right.into_iter().flatten().collect();
        let rows: Vec<GridRow> = (0..left.len().max(right.len()))
            .map(|at| {
                let text = |column: &[&str]| column.get(at).copied().unwrap_or_default().to_owned();
                GridRow {
                    cells: vec![
                        small(text(&left), Align::Left),
                        small(text(&right), Align::Right),
                    ],
                    ..GridRow::default()
                }
            })
            .collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let half = self.width / 2.0;
        vec![plain(vec![half, half], rows, 9.0), Block::Space(4.0)]
    }

    /// The blocks at the foot of each page.
    pub(crate) fn footer(&self) -> Vec<Block> {
        let words = self.words();
        let title = self.tell.title();
        let page = match ems(title) <= SHORT && !title.is_empty() {
            true => format!("{}　{}", literal(title), words.page),
            false => words.page.clone(),
        };
        let side = self.width * 52.0 / 176.0;
        let middle = self.width - 2.0 * side;
        let given = |template, path| {
            let text = self.where_given(template, path);
            text.unwrap_or_default().to_owned()
        };
        let code = self.blank.map_or("", |blank| blank.code.as_str());
        let first = match code {
            "" => small(given(&words.case, "case.number"), Align::Left),
            code => Cell {
                qr: Some(Qr {
                    text: literal(code),
                    size: 20.0,
                    caption: true,
                    align: Align::Left,
                }),
                ..Cell::default()
            },
        };
        let cells = vec![
            first,
            Cell {
                valign: Valign::Middle,
                ..small(page, Align::Center)
            },
            small(given(&words.digest, "case.digest"), Align::Right),
        ];
        let row = GridRow {
            cells,
            ..GridRow::default()
        };
        vec![
            Block::Space(3.0),
            Block::Rule(Rule { weight: 0.4 }),
            Block::Space(1.0),
            plain(vec![side, middle, side], vec![row], 8.5),
        ]
    }

    /// A template of the caller, where there is something at the path that it is for.
    fn where_given<'w>(&self, template: &'w str, path: &str) -> Option<&'w str> {
        (!template.is_empty() && self.filled.has(path)).then_some(template)
    }

    /// Agency, title, and who applies.
    pub(crate) fn head(&mut self) {
        if self.filled.has("agency.name") {
            self.blocks.push(Block::Text(Text {
                align: Align::Center,
                size: Some(17.0),
                ..text("{agency.name}")
            }));
        }
        let title = self.tell.title();
        if !title.is_empty() {
            let room = self.width * 72.0 / 25.4;
            self.blocks.push(Block::Text(Text {
                align: Align::Center,
                size: Some((room / ems(title)).clamp(14.0, 21.0)),
                bold: true,
                role: Role::Title,
                before: 0.5,
                after: 3.0,
                ..text(&literal(title))
            }));
        }
        self.heads = self.blocks.len();
        self.applicant();
    }

    fn applicant(&mut self) {
        let words = self.words();
        let by_hand = self.blank.is_some_and(|blank| blank.applicant);
        let day = literal(&words.day);
        let fields = [
            (&words.name, "applicant.name", ""),
            (&words.post, "applicant.title", ""),
            (&words.unit, "applicant.unit", ""),
            (&words.applied, "applied.date", day.as_str()),
        ];
        let fields = fields.into_iter().filter_map(|(label, path, empty)| {
            let given = self.filled.has(path);
            let text = match given {
                true => format!("{{{path}}}"),
                false => empty.to_owned(),
            };
            ((given || by_hand) && !label.is_empty()).then_some((label, text))
        });
        let fields: Vec<_> = fields.collect();
        for pair in fields.chunks(2) {
            let width = self.width / pair.len() as f32;
            let mut row = GridRow {
                height: LINE,
                ..GridRow::default()
            };
            for (label, text) in pair {
                row.widths.extend([self.label, width - self.label]);
                row.cells.push(label_cell(label));
                row.cells.push(text_cell(text));
            }
            self.row(row);
        }
    }

    /// Attachments, and who signed or is to sign.
    pub(crate) fn foot(&mut self) {
        let words = self.words();
        self.close();
        if self.filled.has("attachments") && !words.attachments.is_empty() {
            self.attachments(&words.attachments);
        }
        if self.filled.has(SIGNERS) {
            self.blocks.push(Block::Space(5.0));
            self.signers_heading();
            self.signed();
        }
        if let Some(blank) = self.blank.filter(|blank| !blank.signers.is_empty()) {
            self.blocks.push(Block::Space(5.0));
            self.hands(&blank.signers);
        }
    }

    /// Adds the attachments to the last boxes, before the texts that end the form.
    fn attachments(&mut self, label: &str) {
        let row = GridRow {
            height: LINE,
            cells: vec![label_cell(label), text_cell("{attachments}")],
            widths: vec![self.label, self.width - self.label],
            ..GridRow::default()
        };
        let is_text = |block: &Block| matches!(block, Block::Text(_));
        let boxes = self.blocks.iter().rposition(|block| !is_text(block));
        let boxes = boxes.map_or(0, |at| at + 1).max(self.heads);
        let texts = self.blocks.split_off(boxes);
        match self.blocks.last_mut() {
            Some(Block::Grid(grid)) => grid.rows.push(row),
            _ => self.blocks.push(Block::Grid(grid(self.width, vec![row]))),
        }
        self.blocks.extend(texts);
    }

    fn signers_heading(&mut self) {
        let heading = literal(&self.words().signers);
        if !heading.is_empty() {
            self.blocks.push(Block::Text(Text {
                align: Align::Center,
                size: Some(13.0),
                bold: true,
                role: Role::Heading,
                after: 1.5,
                keep: true,
                ..text(&heading)
            }));
        }
    }

    fn signed(&mut self) {
        let share = self.width / SIGNER.iter().map(|(_, width)| width).sum::<f32>();
        let heads = self.words().signer.iter();
        let columns = SIGNER.iter().zip(heads).map(|((path, width), head)| {
            let (mark, opinion) = (*path == "mark", *path == "opinion");
            Column {
                head: head.clone(),
                width: width * share,
                text: format!("{{{path}?}}"),
                align: if opinion { Align::Left } else { Align::Center },
                bold: false,
                size: match *path {
                    "name" => Some(12.0),
                    "mark" => Some(11.0),
                    "time" => Some(9.5),
                    _ => None,
                },
                mark,
            }
        });
        self.blocks.push(Block::Table(Table {
            rows: SIGNERS.to_owned(),
            columns: columns.collect(),
            height: 11.5,
            size: Some(10.5),
            empty: None,
        }));
    }

    /// Boxes to sign by hand.
    fn hands(&mut self, signers: &[String]) {
        for signers in signers.chunks(HANDS) {
            let widths = vec![self.width / signers.len() as f32; signers.len()];
            let labels = signers.iter().map(|signer| label_cell(signer));
            let rows = vec![
                GridRow {
                    height: 8.0,
                    cells: labels.collect(),
                    widths: widths.clone(),
                    keep: true,
                    when: None,
                },
                GridRow {
                    height: HAND,
                    cells: vec![text_cell(""); signers.len()],
                    widths,
                    ..GridRow::default()
                },
            ];
            self.blocks.push(Block::Grid(grid(self.width, rows)));
        }
    }
}

fn text(template: &str) -> Text {
    Text {
        text: template.to_owned(),
        size: None,
        bold: false,
        align: Align::Left,
        role: Role::Paragraph,
        before: 0.0,
        after: 0.0,
        keep: false,
        when: None,
    }
}

fn label_cell(label: &str) -> Cell {
    Cell {
        label: Some(label.to_owned()),
        align: Some(Align::Spread),
        size: Some(SIZE),
        ..Cell::default()
    }
}

fn text_cell(template: &str) -> Cell {
    Cell {
        text: Some(template.to_owned()),
        ..Cell::default()
    }
}

fn small(template: String, align: Align) -> Cell {
    Cell {
        text: Some(template),
        align: Some(align),
        valign: Valign::Top,
        ..Cell::default()
    }
}

/// Boxes without lines.
fn plain(widths: Vec<f32>, rows: Vec<GridRow>, size: f32) -> Block {
    Block::Grid(Grid {
        widths,
        rows,
        border: Border::None,
        size: Some(size),
        when: None,
    })
}
