//! The draft: rows of questions, groups, lists and texts, before they are a document.

pub(crate) mod grid;
pub(crate) mod keys;
pub(crate) mod text;
pub(crate) mod write;

use crate::problem::Place;
use crate::read::field::Field;

/// Something of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Questions side by side.
    Row(Line),
    /// Questions that are asked again and again.
    List {
        label: String,
        line: Line,
        /// How many empty rows there were.
        rows: usize,
        place: Option<Place>,
    },
    /// What belongs together under a caption.
    Group {
        label: String,
        parts: Vec<Part>,
    },
    /// Words, paragraph by paragraph.
    Text(Vec<String>),
    Heading(String),
}

/// Questions side by side, and where what they stand in begins and ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Line {
    pub fields: Vec<Placed>,
    pub left: u64,
    pub right: u64,
}

/// A question and where it begins and ends, in the measure of its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub field: Field,
    pub left: u64,
    pub right: u64,
}

impl Line {
    /// Questions that share a width evenly.
    pub fn even(fields: Vec<Field>) -> Self {
        let right = fields.len() as u64;
        let placed = (0..).zip(fields).map(|(left, field)| Placed {
            field,
            left,
            right: left + 1,
        });
        Self {
            fields: placed.collect(),
            left: 0,
            right,
        }
    }
}

impl Part {
    /// How many components it makes at least.
    pub fn count(&self) -> usize {
        match self {
            Self::Row(line) => line.fields.len(),
            Self::List { line, .. } => line.fields.len() + 1,
            Self::Group { parts, .. } => parts.iter().map(Self::count).sum::<usize>() + 1,
            Self::Text(_) | Self::Heading(_) => 1,
        }
    }

    /// Whether it asks anything.
    pub fn asks(&self) -> bool {
        match self {
            Self::Row(line) | Self::List { line, .. } => !line.fields.is_empty(),
            Self::Group { parts, .. } => parts.iter().any(Self::asks),
            Self::Text(_) | Self::Heading(_) => false,
        }
    }
}
