//! BPMN files: read, model, check.

mod check;
mod kinds;
pub mod meaning;
pub mod model;
mod read;
pub mod rules;
pub mod xml;

pub use check::{check, check_with};
pub(crate) use check::{handlers_of, local};
pub use model::Definitions;
pub use read::{MAX_FLOWS, MAX_NODES, read};
pub use xml::{MAX_DEPTH, MAX_ELEMENTS, MAX_FILE};

/// Namespace of BPMN 2.0 models.
pub const BPMN: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// Namespace of this office's extension attributes and elements.
pub const ANTOU: &str = "https://antou.tw/bpmn/1";
