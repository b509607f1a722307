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

/// The code of each kind, and all of them.
macro_rules! codes {
    ($($kind:ident => $code:literal,)*) => {
        /// Codes of everything that can be wrong with a text, a model or stored bytes.
        pub const CODES: &'static [&'static str] = &[$($code),*];

        /// The stable code of this problem.
        #[must_use]
        pub fn code(&self) -> &'static str {
            match self {
                $(Self::$kind { .. } => $code,)*
                Self::InModel { problem, .. } => problem.code(),
            }
        }
    };
}

impl Problem {
    codes! {
        TooLong => "feel-too-long",
        TooDeep => "feel-too-deep",
        Clock => "feel-clock",
        External => "feel-external",
        Syntax => "feel-syntax",
        Name => "feel-name",
        ModelTooLarge => "dmn-too-large",
        Xml => "dmn-xml",
        Circle => "dmn-circle",
        NumberText => "number-text",
    }

    /// The byte offset in the expression at which it is, when it is at one.
    #[must_use]
    pub fn at(&self) -> Option<usize> {
        match self {
            Self::TooDeep { at, .. } | Self::Syntax { at, .. } => Some(*at),
            Self::InModel { problem, .. } => problem.at(),
            _ => None,
        }
    }

    /// Line and column, each from 1, in the model, when it is in one.
    #[must_use]
    pub fn place(&self) -> Option<crate::dmn::Place> {
        match self {
            Self::Xml { line, column, .. } | Self::InModel { line, column, .. } => {
                let (line, column) = (*line, *column);
                Some(crate::dmn::Place { line, column })
            }
            _ => None,
        }
    }
}
