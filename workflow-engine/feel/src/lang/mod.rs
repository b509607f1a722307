//! FEEL, the expression language of DMN 1.5 (OMG, chapter 10): text, expression, value.

pub mod builtins;
pub mod check;
pub mod eval;
pub mod expr;
pub mod names;
pub mod parser;
pub mod program;
pub mod time;
pub mod types;
pub mod val;
pub(crate) mod write;

pub use eval::{Limits, Machine, Reason};
pub use parser::{Vocabulary, expression, unary_tests};
pub use program::Compiled;
pub use types::Type;
pub use val::Val;
