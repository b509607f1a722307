//! What is drawn rather than written: QR codes, and squares for seals.

use super::layout::{Flow, Ink, Item, Kind, Layout, MM, Row, Set};
use super::lines::{self, Look};
use super::sheet::{Align, Qr, Stamp, Valign};
use crate::problem::Problem;
use qrcode::{Color, EcLevel, QrCode};

/// Modules left empty around a code (ISO/IEC 18004, 5.3.8).
const QUIET: usize = 4;
/// Size of the letters beneath a code, in points.
const CAPTION: f32 = 7.0;
/// Between the frame of a seal and its words, in points.
const SEAL_PAD: f32 = 3.0;

/// What is drawn with the lines of a box.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Art {
    /// Above the lines.
    Code(Code),
    /// Around the lines; the side in points.
    Seal { side: f32 },
}

/// A QR code.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Code {
    /// Side in points, with the quiet zone.
    pub(crate) side: f32,
    /// Rows of modules, true for dark ones.
    pub(crate) modules: Vec<Vec<bool>>,
    /// Its place in the structure.
    pub(crate) node: Option<usize>,
}

impl Code {
    /// Side of a module in points.
    pub(crate) fn step(&self) -> f32 {
        self.side / (self.modules.len() + 2 * QUIET) as f32
    }

    /// Width of the quiet zone in points.
    pub(crate) fn quiet(&self) -> f32 {
        QUIET as f32 * self.step()
    }
}

/// A place for something that is set.
#[derive(Clone, Copy)]
pub(crate) struct Space {
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) pad_x: f32,
    pub(crate) look: Look,
    pub(crate) valign: Valign,
}

impl Space {
    /// Nothing set in this place.
    pub(crate) fn set(self, node: Option<usize>) -> Set {
        Set {
            lines: Vec::new(),
            look: self.look,
            valign: self.valign,
            ink: Ink::Black,
            framed: false,
            repeats: false,
            x: self.x,
            width: self.width,
            pad_x: self.pad_x,
            node,
            art: None,
            shade: false,
        }
    }
}

impl Layout<'_, '_> {
    /// The width of the page as a place.
    fn across(&self, align: Align) -> Space {
        Space {
            x: 0.0,
            width: self.sheet.paper.text_width() * MM,
            pad_x: 0.0,
            look: self.look(self.sheet.size, false, align),
            valign: Valign::Top,
        }
    }

    pub(crate) fn qr(&self, qr: &Qr, flow: &mut Flow) -> Result<(), Problem> {
        let set = self.qr_set(qr, self.across(qr.align), None, flow)?;
        flow.items.push(Item::Row(alone(set)));
        Ok(())
    }

    pub(crate) fn stamp(&self, stamp: &Stamp, flow: &mut Flow) -> Result<(), Problem> {
        let node = self.node(flow, Kind::Paragraph, None);
        let set = self.stamp_set(stamp, self.across(stamp.align), node)?;
        flow.items.push(Item::Row(alone(set)));
        Ok(())
    }

    /// A code in its place; `node` is the box around it.
    pub(crate) fn qr_set(
        &self,
        qr: &Qr,
        space: Space,
        node: Option<usize>,
        flow: &mut Flow,
    ) -> Result<Set, Problem> {
        let text = self.values(None).fill(&qr.text)?;
        if text.is_empty() {
            return Ok(space.set(node));
        }
        let code = Code {
            side: qr.size * MM,
            modules: modules(&text)?,
            node: self.node(flow, Kind::Figure, node),
        };
        if let Some(figure) = code.node.and_then(|node| flow.nodes.get_mut(node)) {
            figure.instead = Some(text.clone());
        }
        let look = Look {
            size: CAPTION,
            ..space.look
        };
        let (lines, node) = if qr.caption {
            let room = space.width - 2.0 * space.pad_x;
            let node = node.or_else(|| self.node(flow, Kind::Paragraph, None));
            (lines::broken(&text, room, look, self.setter)?, node)
        } else {
            (Vec::new(), node)
        };
        Ok(Set {
            lines,
            look,
            art: Some(Art::Code(code)),
            ..space.set(node)
        })
    }

    /// A square with its words in its place.
    pub(crate) fn stamp_set(
        &self,
        stamp: &Stamp,
        space: Space,
        node: Option<usize>,
    ) -> Result<Set, Problem> {
        let side = stamp.size * MM;
        let spare = space.width - side;
        let shift = match space.look.align {
            Align::Left | Align::Justify => space.pad_x,
            Align::Center | Align::Spread => spare / 2.0,
            Align::Right => spare - space.pad_x,
        };
        let words = self.values(None).fill(&stamp.text)?;
        let look = Look {
            align: Align::Center,
            ..space.look
        };
        let place = Space {
            x: space.x + shift,
            width: side,
            pad_x: SEAL_PAD,
            look,
            ..space
        };
        let lines = match words.as_str() {
            "" => Vec::new(),
            words => lines::broken(words, side - 2.0 * SEAL_PAD, look, self.setter)?,
        };
        Ok(Set {
            lines,
            ink: Ink::Seal,
            art: Some(Art::Seal { side }),
            ..place.set(node)
        })
    }
}

fn alone(set: Set) -> Row {
    Row {
        sets: vec![set],
        ..Row::default()
    }
}

fn modules(text: &str) -> Result<Vec<Vec<bool>>, Problem> {
    let long = |_| Problem::QrTooLong { bytes: text.len() };
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(long)?;
    let dark: Vec<bool> = (code.to_colors().iter())
        .map(|module| *module == Color::Dark)
        .collect();
    Ok(dark.chunks(code.width()).map(<[bool]>::to_vec).collect())
}
