//! What is printed is what is archived: official forms as PDF/A-2b.
//!
//! * [`Fonts::find`] reads the fonts once; they are shared from then on.
//! * [`print::Sheet`] is the look of a form, read from the `print.json` of a pack
//!   (`docs/formats/print.md`); [`print::Filled`] is what goes into it.
//! * [`form`] makes such a sheet from a form that has none, with its answers or to fill in by hand.
//! * [`make`] lays the sheet out and writes the PDF; the same input gives the same bytes.
//! * [`check`] is the gate through which every PDF goes before it is returned.
#![forbid(unsafe_code)]

mod fonts;
pub mod form;
mod gate;
mod pdf;
pub mod print;
mod problem;

pub use fonts::{Fonts, NoFont, Style};
pub use gate::{Finding, check};
pub use pdf::{Meta, Pdf, make};
pub use problem::Problem;
