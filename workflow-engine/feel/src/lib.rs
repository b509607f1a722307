//! FEEL expressions and DMN decision tables behind one narrow face.
//!
//! FEEL is the expression language of DMN 1.3–1.5 (OMG, chapter 10). The evaluator below this
//! face is `dsntk`; no type of it leaves this crate, so that it can be replaced. What is refused
//! before it is reached is written in [`bounds`].
//!
//! Nothing here reads a clock: `now()` and `today()` are refused, the time is a variable.
//! Date-times are civil ones of Asia/Taipei (+08:00); expressions write them without a zone, since
//! FEEL does not compare a time that has a zone with one that has none. Two limits come from the
//! evaluator: the *difference* of two date-times is off by an hour across a daylight saving change
//! of the computer's own zone (Taiwan: before 1980; dates are not concerned), and a loop over a
//! range of numbers runs as long as the range says, so who writes the expressions is trusted.
#![forbid(unsafe_code)]

pub mod bounds;
pub mod cbor;
pub mod dmn;
mod foreign;
mod names;
mod number;
mod problem;
mod program;
mod value;

pub use names::names_in;
pub use number::Number;
pub use problem::Problem;
pub use program::{Outcome, Program, compile};
pub use value::{Context, Value};
