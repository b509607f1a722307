//! Decision models (DMN 1.5): read once, asked by name.
//!
//! The file says what there is ([`xml`], [`graph`]); each decision's logic is compiled once
//! ([`compile`], [`boxed`], [`table`]); asking evaluates what is required, each part once.

mod boxed;
mod check;
mod compile;
mod decide;
mod graph;
mod link;
mod reads;
mod segments;
mod table;
mod typed;
mod types;
mod xml;

pub use check::{CODES, Finding, Severity};
pub use decide::{Answer, Asked, Decided, Decisions};
pub use table::{Aggregation, HitPolicy};
pub use typed::{Checked, Misfit};
pub(crate) use xml::passed;
pub use xml::{MAX_DEPTH, MAX_ELEMENTS, MAX_MODEL, Place};
