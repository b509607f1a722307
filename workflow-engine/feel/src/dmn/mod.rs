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
mod segments;
mod table;
mod types;
mod xml;

pub use check::{Finding, Severity};
pub use decide::{Answer, Decisions};
pub use table::{Aggregation, HitPolicy};
pub use xml::{MAX_DEPTH, MAX_ELEMENTS, MAX_MODEL, Place};
