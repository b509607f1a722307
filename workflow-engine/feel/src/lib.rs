//! FEEL and DMN 1.5 (OMG): expressions, decision tables, and the values that the office keeps.
//!
//! Text becomes an expression whose names are resolved and whose every part knows its place
//! ([`lang::parser`]); a machine with limits evaluates it ([`lang::eval`]); decision models are
//! compiled once ([`dmn`]). The office sees [`Value`], [`compile`] and [`dmn::Decisions::decide`]
//! and no more of it.
//!
//! Nothing here reads a clock: `now()` and `today()` have the moment that they are given, and an
//! expression of the office may not ask for them, because the time is a variable. The office's
//! date-times are civil ones of Asia/Taipei (+08:00) and are written without a zone, since FEEL
//! does not compare a time that has a zone with one that has none.
#![forbid(unsafe_code)]

mod border;
pub mod cbor;
pub mod dmn;
pub mod lang;
pub mod number;
mod problem;
mod program;
mod value;

pub use lang::check::{Finding, Types, nearest};
pub use lang::expr::Span;
pub use lang::{Limits, Type};
pub use number::Number;
pub use problem::Problem;
pub use program::{MAX_NAME, Outcome, Program, Read, check, compile, names_in, type_of};
pub use value::{Context, Value};

/// Every code that a person may be told by this crate: problems of texts and models, findings of
/// the checks, and reasons of nulls.
pub fn codes() -> impl Iterator<Item = &'static str> {
    let all = [
        Problem::CODES,
        lang::check::CODES,
        lang::eval::CODES,
        dmn::CODES,
    ];
    all.into_iter().flatten().copied()
}
