//! XML that is kept byte for byte: read, looked at, changed, written back.
//!
//! [`Document::read`] keeps everything: declaration, byte order mark, comments, spacing inside of
//! tags, quotes, spellings of entities, line ends, the encoding. [`Document::write`] of what was
//! not changed is the same bytes; a change touches only what it names.

mod document;
mod edit;
mod encoding;
mod node;
mod parse;
mod problem;
mod spelling;
#[cfg(test)]
mod tests;

pub use document::{Attribute, Document, ElementId};
pub use encoding::Encoding;
pub(in crate::bpmn) use node::{Node, tree};
pub use problem::{EditProblem, XmlProblem};

/// Largest file, in bytes.
pub const MAX_FILE: usize = 8 * 1024 * 1024;
/// Deepest nesting of elements.
pub const MAX_DEPTH: usize = 64;
/// Most elements in a file.
pub const MAX_ELEMENTS: usize = 50_000;
/// Most attributes of an element.
pub const MAX_ATTRIBUTES: usize = 256;

/// What a file may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes; never more than [`u32::MAX`] / 2.
    pub file: usize,
    /// Nesting of elements.
    pub depth: usize,
    /// Elements.
    pub elements: usize,
    /// Attributes of one element.
    pub attributes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: MAX_FILE,
            depth: MAX_DEPTH,
            elements: MAX_ELEMENTS,
            attributes: MAX_ATTRIBUTES,
        }
    }
}
