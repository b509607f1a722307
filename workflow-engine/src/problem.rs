//! What is wrong with a process before it runs.

use thiserror::Error;

/// Why a file cannot be read or a process cannot be run. Every kind has a stable
/// [`code`](Self::code).
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Problem {
    /// The file is larger than [`crate::bpmn::MAX_FILE`].
    #[error("the file has {bytes} bytes, the limit is {limit}")]
    TooLarge {
        /// Length found.
        bytes: usize,
        /// Length allowed.
        limit: usize,
    },
    /// Not well-formed XML, a DTD, too deep, too many elements, or an id is missing.
    #[error("{reason} (line {line}, column {column})")]
    Xml {
        /// Line from 1.
        line: usize,
        /// Column from 1, in characters.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// The file holds no BPMN definitions or no process that is marked executable.
    #[error("{reason}")]
    NoProcess {
        /// What is missing.
        reason: String,
    },
    /// An element that this engine does not run. It is never passed over.
    #[error("{kind} `{element}` is not run: {reason}")]
    Unsupported {
        /// Id of the element.
        element: String,
        /// Its BPMN name, such as `complexGateway`.
        kind: String,
        /// What of it is not run.
        reason: String,
    },
    /// Two elements have one id.
    #[error("the id `{element}` is used twice")]
    DuplicateId {
        /// The id.
        element: String,
    },
    /// A sequence flow, boundary event or association leads to nothing, or out of its scope.
    #[error("{kind} `{element}` refers to `{missing}`, which is not there")]
    Dangling {
        /// Id of the element that refers.
        element: String,
        /// Its BPMN name.
        kind: String,
        /// The id that is not there.
        missing: String,
    },
    /// A flow out of a gateway that chooses has neither a condition nor is it the default.
    #[error("flow `{element}` out of `{gateway}` has no condition and is not the default")]
    NoCondition {
        /// Id of the flow.
        element: String,
        /// Id of the gateway.
        gateway: String,
    },
    /// Nothing leads to the element.
    #[error("{kind} `{element}` cannot be reached")]
    Unreachable {
        /// Id of the element.
        element: String,
        /// Its BPMN name.
        kind: String,
    },
    /// A process or sub-process without a start, or with two starts of the same kind.
    #[error("`{element}`: {reason}")]
    Start {
        /// Id of the process or sub-process.
        element: String,
        /// What is wrong with its starts.
        reason: String,
    },
    /// A flow into a start or boundary event, or out of an end event, or two flows where one may
    /// be.
    #[error("{kind} `{element}`: {reason}")]
    Shape {
        /// Id of the element.
        element: String,
        /// Its BPMN name.
        kind: String,
        /// What is wrong.
        reason: String,
    },
    /// A condition, script or timer expression is not FEEL.
    #[error("`{element}`: {problem}")]
    Expression {
        /// Id of the element.
        element: String,
        /// The expression, without white space and sign before it.
        text: String,
        /// What FEEL says.
        problem: feel::Problem,
    },
    /// An expression in another language than FEEL.
    #[error("`{element}` is written in {language}, only FEEL is run")]
    Language {
        /// Id of the element.
        element: String,
        /// The language named in the file.
        language: String,
    },
    /// A timer that is neither an ISO 8601 duration, date or cycle nor an expression.
    #[error("`{element}`: {reason}")]
    Timer {
        /// Id of the element.
        element: String,
        /// What is wrong.
        reason: String,
    },
    /// What the host of the engine finds wrong with an element.
    #[error("{kind} `{element}`: {reason}")]
    Host {
        /// The host's own stable code.
        code: &'static str,
        /// Id of the element.
        element: String,
        /// Its BPMN name.
        kind: String,
        /// What is wrong.
        reason: String,
    },
}

impl Problem {
    codes! {
        TooLarge => "flow-too-large",
        Xml => "flow-xml",
        NoProcess => "flow-no-process",
        Unsupported => "flow-unsupported",
        DuplicateId => "flow-duplicate-id",
        Dangling => "flow-dangling",
        NoCondition => "flow-no-condition",
        Unreachable => "flow-unreachable",
        Start => "flow-start",
        Shape => "flow-shape",
        Expression => "flow-expression",
        Language => "flow-language",
        Timer => "flow-timer",
        ; Self::Host { code, .. } => code
    }

    /// The id of the element that it is about; empty for the file.
    #[must_use]
    pub fn element(&self) -> &str {
        match self {
            Self::TooLarge { .. } | Self::Xml { .. } | Self::NoProcess { .. } => "",
            Self::Unsupported { element, .. }
            | Self::DuplicateId { element }
            | Self::Dangling { element, .. }
            | Self::NoCondition { element, .. }
            | Self::Unreachable { element, .. }
            | Self::Start { element, .. }
            | Self::Shape { element, .. }
            | Self::Expression { element, .. }
            | Self::Language { element, .. }
            | Self::Timer { element, .. }
            | Self::Host { element, .. } => element,
        }
    }
}
