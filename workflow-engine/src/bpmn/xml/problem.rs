//! Why bytes are no document, and why a change of one is refused.

use crate::Problem;
use crate::bpmn::model::Place;
use thiserror::Error;

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum XmlProblem {
    /// More bytes than [`Limits::file`](super::Limits::file).
    #[error("the file has {bytes} bytes, the limit is {limit}")]
    TooLarge {
        /// Length found.
        bytes: usize,
        /// Length allowed.
        limit: usize,
    },
    /// Elements nest deeper than [`Limits::depth`](super::Limits::depth).
    #[error("elements nest deeper than {limit} (line {}, column {})", place.line, place.column)]
    TooDeep {
        /// The first element that is too deep.
        place: Place,
        /// Depth allowed.
        limit: usize,
    },
    /// More elements than [`Limits::elements`](super::Limits::elements).
    #[error("more than {limit} elements (line {}, column {})", place.line, place.column)]
    TooMany {
        /// The first element that is too many.
        place: Place,
        /// Elements allowed.
        limit: usize,
    },
    /// An element has more attributes than [`Limits::attributes`](super::Limits::attributes).
    #[error("more than {limit} attributes (line {}, column {})", place.line, place.column)]
    TooManyAttributes {
        /// The element.
        place: Place,
        /// Attributes allowed.
        limit: usize,
    },
    /// A document type declaration: with it would come entities.
    #[error("a DTD is refused (line {}, column {})", place.line, place.column)]
    Dtd {
        /// Where it begins.
        place: Place,
    },
    /// The declaration names an encoding that is not read here.
    #[error("the encoding {name} is not read")]
    Encoding {
        /// The name in the declaration.
        name: String,
    },
    /// A byte that the file's encoding does not allow.
    #[error("the file is not {encoding} (line {}, column {})", place.line, place.column)]
    Bytes {
        /// Where it stands.
        place: Place,
        /// The encoding that the file claims.
        encoding: &'static str,
    },
    /// Not well-formed (XML 1.0) or not namespace-well-formed (Namespaces in XML 1.0).
    #[error("{reason} (line {}, column {})", place.line, place.column)]
    Syntax {
        /// Where.
        place: Place,
        /// What is wrong.
        reason: String,
    },
}

impl XmlProblem {
    codes! {
        TooLarge => "xml-too-large",
        TooDeep => "xml-too-deep",
        TooMany => "xml-too-many-elements",
        TooManyAttributes => "xml-too-many-attributes",
        Dtd => "xml-dtd",
        Encoding => "xml-encoding",
        Bytes => "xml-bytes",
        Syntax => "xml-syntax",
    }

    /// Where it is; the first character for what is about the whole file.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::TooLarge { .. } | Self::Encoding { .. } => Place { line: 1, column: 1 },
            Self::TooDeep { place, .. }
            | Self::TooMany { place, .. }
            | Self::TooManyAttributes { place, .. }
            | Self::Dtd { place }
            | Self::Bytes { place, .. }
            | Self::Syntax { place, .. } => *place,
        }
    }
}

impl From<XmlProblem> for Problem {
    fn from(problem: XmlProblem) -> Self {
        let Place { line, column } = problem.place();
        let reason = match problem {
            XmlProblem::TooLarge { bytes, limit } => return Self::TooLarge { bytes, limit },
            XmlProblem::TooDeep { limit, .. } => format!("elements nest deeper than {limit}"),
            XmlProblem::TooMany { limit, .. } => format!("more than {limit} elements"),
            XmlProblem::TooManyAttributes { limit, .. } => format!("more than {limit} attributes"),
            XmlProblem::Dtd { .. } => "a DTD is refused".to_owned(),
            XmlProblem::Encoding { name } => format!("the encoding {name} is not read"),
            XmlProblem::Bytes { encoding, .. } => format!("the file is not {encoding}"),
            XmlProblem::Syntax { reason, .. } => reason,
        };
        Self::Xml {
            line,
            column,
            reason,
        }
    }
}

/// Why a change of a document is refused. The document stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EditProblem {
    /// A name that is no XML name, or that the file's encoding cannot hold.
    #[error("`{name}` is no name for XML")]
    Name {
        /// The name.
        name: String,
    },
    /// A character that XML 1.0 does not allow, not even as a reference.
    #[error("the character U+{code:04X} is not allowed")]
    Character {
        /// Its code point.
        code: u32,
    },
    /// No prefix stands for the namespace here, or it would stand for another one there.
    #[error("no prefix stands for {space} here")]
    Prefix {
        /// The namespace.
        space: String,
    },
    /// An element would be put into itself, beside the root, or beside what is not its sibling.
    #[error("the element cannot be put there")]
    Position,
    /// The element was removed.
    #[error("the element is no longer in the document")]
    Gone,
    /// The element holds other elements, so that it has no text of its own to set.
    #[error("the element holds elements")]
    HoldsElements,
}

impl EditProblem {
    /// The stable code of this problem.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Name { .. } => "edit-name",
            Self::Character { .. } => "edit-character",
            Self::Prefix { .. } => "edit-prefix",
            Self::Position => "edit-position",
            Self::Gone => "edit-gone",
            Self::HoldsElements => "edit-holds-elements",
        }
    }
}
