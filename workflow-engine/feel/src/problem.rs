//! What can be wrong with an expression, a model or stored bytes.

use thiserror::Error;

/// Why a text, a model or a stored value was refused. Every kind has a stable [`code`](Self::code).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Problem {
    /// The expression is longer than [`crate::lang::parser::MAX_TEXT`].
    #[error("the expression has {bytes} bytes, the limit is {limit}")]
    TooLong {
        /// Length found.
        bytes: usize,
        /// Length allowed.
        limit: usize,
    },
    /// The expression nests deeper than [`crate::lang::parser::MAX_NESTING`], or has a longer chain
    /// than [`crate::lang::parser::MAX_CHAIN`].
    #[error("the expression nests deeper than {limit} at byte {at}")]
    TooDeep {
        /// Byte offset at which the limit was passed.
        at: usize,
        /// Depth allowed.
        limit: usize,
    },
    /// The expression asks for the clock.
    #[error("`{word}` reads the clock; give the time as a variable")]
    Clock {
        /// `now` or `today`.
        word: String,
    },
    /// The expression or model calls out of the engine.
    #[error("external function ({kind}) is refused")]
    External {
        /// `external`, `Java` or `PMML`.
        kind: String,
    },
    /// The expression is not FEEL.
    #[error("expected {expected} at byte {at}, found `{found}`")]
    Syntax {
        /// Byte offset.
        at: usize,
        /// What should stand there.
        expected: String,
        /// The beginning of what stands there, empty at the end.
        found: String,
    },
    /// A name is longer than [`crate::MAX_NAME`] or empty.
    #[error("a name of {bytes} bytes is not allowed, the limit is {limit}")]
    Name {
        /// Length found.
        bytes: usize,
        /// Length allowed.
        limit: usize,
    },
    /// The model is larger than [`crate::dmn::MAX_MODEL`].
    #[error("the model has {bytes} bytes, the limit is {limit}")]
    ModelTooLarge {
        /// Length found.
        bytes: usize,
        /// Length allowed.
        limit: usize,
    },
    /// The model is not well-formed XML, has a DTD, is too large or no DMN model.
    #[error("{reason} (line {line}, column {column})")]
    Xml {
        /// Line from 1.
        line: usize,
        /// Column from 1, in characters.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// An expression inside the model is refused.
    #[error("line {line}, column {column}: {problem}")]
    InModel {
        /// Line from 1.
        line: usize,
        /// Column from 1, in characters.
        column: usize,
        /// The expression's own problem.
        problem: Box<Problem>,
    },
    /// The model requires itself in a circle.
    #[error("`{id}` requires itself in a circle")]
    Circle {
        /// Id of one element in the circle.
        id: String,
    },
    /// Text that is not a plain decimal number.
    #[error("`{text}` is not a decimal number")]
    NumberText {
        /// The start of the text.
        text: String,
    },
}

impl Problem {
    /// The stable code of this problem.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "feel-too-long",
            Self::TooDeep { .. } => "feel-too-deep",
            Self::Clock { .. } => "feel-clock",
            Self::External { .. } => "feel-external",
            Self::Syntax { .. } => "feel-syntax",
            Self::Name { .. } => "feel-name",
            Self::ModelTooLarge { .. } => "dmn-too-large",
            Self::Xml { .. } => "dmn-xml",
            Self::InModel { problem, .. } => problem.code(),
            Self::Circle { .. } => "dmn-circle",
            Self::NumberText { .. } => "number-text",
        }
    }
}
