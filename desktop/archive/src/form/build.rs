//! Components into blocks of a sheet, in the rows and columns of the form.

use super::field::{self, Boxed};
use super::notes::{Note, notes};
use super::place::Place;
use super::tell::{Blank, Tell};
use super::width::{boxed, ems, held};
use super::{Words, list};
use crate::print::{Align, Block, Cell, Filled, Grid, GridRow, Role, Rule, Text};
use crate::problem::Problem;
use form_model::{COLUMNS, Component, Form, Json, Kind, rows};

/// Size of the letters in boxes, in points.
pub(crate) const SIZE: f32 = 12.0;
/// Size of the letters of notes, in points.
pub(crate) const NOTE: f32 = 10.5;
/// Widths of the boxes that hold labels, in millimetres.
const LABEL: std::ops::RangeInclusive<f32> = 25.0..=38.0;
/// Least width of an answer beside its label, in millimetres.
const ANSWER: f32 = 28.0;
/// Ems of a label that is a sentence: it stands above its answer.
pub(crate) const SENTENCE: f32 = 24.0;
/// Height of a row that names what follows, in millimetres.
const CAPTION: f32 = 8.5;
/// Height of a spacer that says nothing, in the pixels of form-js.
const SPACER: f32 = 60.0;

/// A sheet that is being made.
pub(crate) struct Builder<'a> {
    form: &'a Form,
    pub(crate) tell: &'a dyn Tell,
    pub(crate) blank: Option<&'a Blank>,
    /// Width between the margins in millimetres.
    pub(crate) width: f32,
    /// Width of a label's box in millimetres.
    pub(crate) label: f32,
    pub(crate) blocks: Vec<Block>,
    /// How many of them are the head.
    pub(crate) heads: usize,
    /// Rows of the grid that is being made.
    rows: Vec<GridRow>,
    pub(crate) filled: Filled,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(
        form: &'a Form,
        tell: &'a dyn Tell,
        blank: Option<&'a Blank>,
        width: f32,
        filled: Filled,
    ) -> Self {
        Self {
            form,
            tell,
            blank,
            width,
            label: *LABEL.start(),
            blocks: Vec::new(),
            heads: 0,
            rows: Vec::new(),
            filled,
        }
    }

    pub(crate) fn words(&self) -> &'a Words {
        self.tell.words()
    }

    /// The blocks that were made, and what goes into them.
    pub(crate) fn take(&mut self) -> (Vec<Block>, Filled) {
        self.close();
        (
            std::mem::take(&mut self.blocks),
            std::mem::take(&mut self.filled),
        )
    }

    /// Makes the boxes of labels as wide as the longest label that is no sentence.
    pub(crate) fn label_width(&mut self, places: &[Place<'_>]) {
        fn longest(tell: &dyn Tell, places: &[Place<'_>]) -> f32 {
            let one = |place: &Place<'_>| match place.component.kind {
                Kind::DynamicList => 0.0,
                _ if !place.is_printed() => 0.0,
                _ if place.is_field() => {
                    let label = ems(&tell.label(&place.at()));
                    if label > SENTENCE { 0.0 } else { label }
                }
                _ => place
                    .inside
                    .iter()
                    .map(|inside| longest(tell, inside))
                    .fold(0.0, f32::max),
            };
            places.iter().map(one).fold(0.0, f32::max)
        }
        let widest = boxed(longest(self.tell, places), SIZE) + 0.5;
        self.label = widest.clamp(*LABEL.start(), *LABEL.end());
    }

    /// Adds a row to the grid that is being made.
    pub(crate) fn row(&mut self, row: GridRow) {
        self.rows.push(row);
    }

    /// Ends the grid that is being made.
    pub(crate) fn close(&mut self) {
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            self.blocks.push(Block::Grid(grid(self.width, rows)));
        }
    }

    /// Adds a row across that names what follows.
    pub(crate) fn caption(&mut self, words: &str, depth: usize) {
        if words.is_empty() {
            return;
        }
        let indent = "　".repeat(depth.saturating_sub(2).min(4));
        self.row(GridRow {
            height: CAPTION,
            cells: vec![Cell {
                label: Some(format!("{indent}{words}")),
                align: Some(Align::Left),
                bold: true,
                shade: depth <= 1,
                ..Cell::default()
            }],
            widths: vec![self.width],
            keep: true,
            when: None,
        });
    }

    /// Adds what some components print; `depth` counts the captions around them, from 1.
    pub(crate) fn level(
        &mut self,
        places: &[Place<'_>],
        components: &[Component],
        depth: usize,
    ) -> Result<(), Problem> {
        for row in rows(components) {
            let cells = row.cells.iter().filter_map(|cell| {
                let same = |place: &&Place<'_>| std::ptr::eq(place.component, cell.component);
                Some((places.iter().find(same)?, cell.columns))
            });
            let cells: Vec<_> = cells.filter(|(place, _)| place.is_printed()).collect();
            let alone = cells.len() == 1;
            let mut side_by_side = Vec::new();
            for (place, columns) in cells {
                if place.is_field() || (!alone && is_text(place)) {
                    side_by_side.push((place, columns));
                    continue;
                }
                self.side_by_side(&side_by_side);
                side_by_side.clear();
                self.whole(place, depth, alone)?;
            }
            self.side_by_side(&side_by_side);
        }
        Ok(())
    }

    /// Adds what takes the whole width.
    fn whole(&mut self, place: &Place<'_>, depth: usize, alone: bool) -> Result<(), Problem> {
        let component = place.component;
        match &component.kind {
            Kind::DynamicList => self.list(place, depth),
            Kind::Shown(name) if name == "separator" && alone => {
                self.close();
                self.blocks.push(Block::Space(2.5));
                self.blocks.push(Block::Rule(Rule { weight: 0.5 }));
                self.blocks.push(Block::Space(2.5));
                Ok(())
            }
            Kind::Shown(name) if name == "spacer" && alone => {
                self.close();
                self.blocks.push(Block::Space(spacer(self.form, component)));
                Ok(())
            }
            Kind::Shown(name) if ["separator", "spacer"].contains(&name.as_str()) => Ok(()),
            Kind::Shown(_) => {
                let notes = notes(component, &self.tell.content(&place.at()));
                self.close();
                self.running(&notes);
                Ok(())
            }
            _ => {
                let label = self.tell.label(&place.at());
                self.caption(&label, depth);
                let inside = depth + usize::from(!label.is_empty());
                for places in &place.inside {
                    self.level(places, &component.children, inside)?;
                }
                Ok(())
            }
        }
    }

    /// Adds running text.
    fn running(&mut self, notes: &[Note]) {
        for (at, note) in notes.iter().enumerate() {
            let first = at == 0;
            self.blocks.push(Block::Text(Text {
                text: literal(&note.text),
                size: Some(if note.heading { 13.0 } else { NOTE }),
                bold: note.heading,
                align: Align::Left,
                role: match note.heading {
                    true => Role::Heading,
                    false => Role::Paragraph,
                },
                before: if first { 2.0 } else { 0.0 },
                after: if note.heading || at + 1 == notes.len() {
                    1.5
                } else {
                    0.0
                },
                keep: note.heading,
                when: None,
            }));
        }
    }

    /// Adds boxes side by side, as many rows as their columns need.
    fn side_by_side(&mut self, places: &[(&Place<'_>, u8)]) {
        let mut from = 0;
        while from < places.len() {
            let mut taken = 0;
            let fits = |(_, columns): &&(&Place<'_>, u8)| {
                taken += columns;
                taken <= COLUMNS
            };
            let count = places[from..].iter().take_while(fits).count().max(1);
            self.boxes(&places[from..from + count]);
            from += count;
        }
    }

    fn boxes(&mut self, places: &[(&Place<'_>, u8)]) {
        let column = self.width / f32::from(COLUMNS);
        let mut widths: Vec<f32> = places
            .iter()
            .map(|(_, columns)| f32::from(*columns) * column)
            .collect();
        let rest = self.width - widths.iter().sum::<f32>();
        if let Some(last) = widths.last_mut() {
            *last += rest;
        }
        let boxes = places.iter().zip(&widths).map(|((place, _), width)| {
            let beside = width - self.label;
            let answer = if beside >= ANSWER { beside } else { *width };
            field::boxed(self, place, held(answer, SIZE))
        });
        let boxes: Vec<Boxed> = boxes.collect();
        let beside = widths.iter().zip(&boxes).all(|(width, boxed)| {
            boxed.label.is_empty()
                || (*width >= self.label + ANSWER && ems(&boxed.label) <= SENTENCE)
        });
        if beside {
            self.beside(widths, boxes);
        } else {
            self.above(widths, boxes);
        }
    }

    /// Labels beside their answers.
    fn beside(&mut self, widths: Vec<f32>, boxes: Vec<Boxed>) {
        let mut row = GridRow::default();
        for (width, boxed) in widths.into_iter().zip(boxes) {
            row.height = row.height.max(boxed.height);
            if boxed.label.is_empty() {
                row.widths.push(width);
            } else {
                row.widths.extend([self.label, width - self.label]);
                row.cells.push(Cell {
                    label: Some(boxed.label),
                    align: Some(Align::Spread),
                    ..Cell::default()
                });
            }
            row.cells.push(boxed.cell);
        }
        self.row(row);
    }

    /// Labels above their answers.
    fn above(&mut self, widths: Vec<f32>, boxes: Vec<Boxed>) {
        let height = boxes.iter().map(|boxed| boxed.height).fold(0.0, f32::max);
        let label = |boxed: &Boxed| Cell {
            label: Some(boxed.label.clone()),
            align: Some(match ems(&boxed.label) > SENTENCE {
                true => Align::Left,
                false => Align::Center,
            }),
            size: Some(NOTE + 0.5),
            ..Cell::default()
        };
        self.row(GridRow {
            height: 8.0,
            cells: boxes.iter().map(label).collect(),
            widths: widths.clone(),
            keep: true,
            when: None,
        });
        self.row(GridRow {
            height,
            cells: boxes.into_iter().map(|boxed| boxed.cell).collect(),
            widths,
            ..GridRow::default()
        });
    }

    fn list(&mut self, place: &Place<'_>, depth: usize) -> Result<(), Problem> {
        let columns = list::columns(place, self.tell, self.blank.is_some());
        match list::arranged(&columns, self.width, self.words()) {
            Some((widths, size)) => {
                list::table(self, place, depth, &columns, &widths, size);
                Ok(())
            }
            None => list::cards(self, place, depth),
        }
    }

    /// Puts a text under `form.` and a path, and answers the path.
    pub(crate) fn put(&mut self, path: &str, text: String) -> String {
        let path = format!("form.{}", list::named(path));
        let text_at = &mut self.filled.text;
        let mut free = path.clone();
        let mut number = 1;
        while text_at.contains_key(&free) {
            number += 1;
            free = format!("{path}-{number}");
        }
        text_at.insert(free.clone(), text);
        free
    }
}

pub(crate) fn is_text(place: &Place<'_>) -> bool {
    let texts = ["text", "html"];
    matches!(&place.component.kind, Kind::Shown(name) if texts.contains(&name.as_str()))
}

/// A grid whose rows have columns of their own.
pub(crate) fn grid(width: f32, rows: Vec<GridRow>) -> Grid {
    Grid {
        widths: vec![width],
        rows,
        border: crate::print::Border::Box,
        size: Some(SIZE),
        when: None,
    }
}

/// A template that says just this.
pub(crate) fn literal(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// The height of a spacer in millimetres; form-js has it in pixels of 1/96 inch.
fn spacer(form: &Form, component: &Component) -> f32 {
    let mut steps = component.pointer.split('/').skip(1);
    let found = steps.try_fold(form.json(), |json, step| match step.parse::<usize>() {
        Ok(at) => json.as_list()?.get(at),
        Err(_) => json.get(step),
    });
    let pixels = match found.and_then(|json| json.get("height")) {
        Some(Json::Number(digits)) => digits.parse().unwrap_or(SPACER),
        _ => SPACER,
    };
    (pixels * 25.4 / 96.0).clamp(1.0, 60.0)
}
