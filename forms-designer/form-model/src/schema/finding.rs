//! What the schema finds, and how it is said.

use std::collections::BTreeMap;
use std::fmt;

/// Every code of a [`Finding`].
pub const CODES: &[&str] = &[
    "schema-choice",
    "schema-columns",
    "schema-default",
    "schema-kind",
    "schema-missing",
    "schema-not-allowed",
    "schema-pattern-missing",
    "schema-spelling",
    "schema-too-large",
    "schema-too-small",
    "schema-type",
];

/// A rule of JSON Schema (draft 07) that a document breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keyword {
    /// A value is of another type.
    Type,
    /// A value is none of those that are listed.
    Enum,
    /// A value is not the one that it must be.
    Const,
    /// A text is written otherwise.
    Pattern,
    /// A number is too small.
    Minimum,
    /// A number is too large.
    Maximum,
    /// A name is missing.
    Required,
    /// Not exactly one of several schemas holds.
    OneOf,
    /// Nothing may stand here.
    False,
    /// What holds under a condition does not; it stands beside the reason.
    If,
}

impl Keyword {
    /// The keyword as it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Enum => "enum",
            Self::Const => "const",
            Self::Pattern => "pattern",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::Required => "required",
            Self::OneOf => "oneOf",
            Self::False => "false schema",
            Self::If => "if",
        }
    }
}

/// What a validator for JSON Schema says of a fault: one fault breaks several rules at times.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// The place (RFC 6901).
    pub path: String,
    /// The rule.
    pub keyword: Keyword,
}

/// A fault of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands (RFC 6901).
    pub path: String,
    /// Stable: `schema-type` (expected_type, found_type), `schema-missing` (property), `schema-not-allowed`
    /// (property, kind), `schema-kind` (kind), `schema-choice` (allowed), `schema-spelling`
    /// (expected), `schema-too-small` (limit), `schema-too-large` (limit), `schema-columns`,
    /// `schema-default`, `schema-pattern-missing`.
    pub code: &'static str,
    /// What the sentence needs.
    pub facts: BTreeMap<&'static str, String>,
    /// The same in the words of the schema.
    pub said: Vec<Said>,
}

impl Finding {
    pub(super) fn new(path: &str, code: &'static str) -> Self {
        debug_assert!(CODES.contains(&code), "{code} is not listed");
        Self {
            path: path.to_owned(),
            code,
            facts: BTreeMap::new(),
            said: Vec::new(),
        }
    }

    pub(super) fn with(mut self, fact: &'static str, value: impl fmt::Display) -> Self {
        self.facts.insert(fact, value.to_string());
        self
    }

    pub(super) fn said(mut self, path: &str, keyword: Keyword) -> Self {
        self.said.push(Said {
            path: path.to_owned(),
            keyword,
        });
        self
    }

    /// What is so and what to do, in English; a person's sentence is made of code and facts.
    #[must_use]
    pub fn sentence(&self) -> String {
        let fact = |name| self.facts.get(name).map_or("", String::as_str);
        match self.code {
            "schema-type" => {
                let (found, expected) = (fact("found_type"), fact("expected_type"));
                format!("this is {found}: write {expected}")
            }
            "schema-missing" => format!("add `{}`", fact("property")),
            "schema-not-allowed" => {
                let (property, kind) = (fact("property"), fact("kind"));
                format!("take `{property}` out: {kind} has no such property")
            }
            "schema-kind" => format!(
                "`{}` is no type of a component: choose one that form-js has",
                fact("kind")
            ),
            "schema-choice" => format!("write one of: {}", fact("allowed")),
            "schema-spelling" => format!("write {}", fact("expected")),
            "schema-too-small" => format!("write at least {}", fact("limit")),
            "schema-too-large" => format!("write at most {}", fact("limit")),
            "schema-columns" => {
                "give the table either `columns` or `columnsExpression`, and not both".to_owned()
            }
            "schema-default" => {
                "take `defaultValue` or `valuesKey` out: what is chosen from the data has no \
                 default"
                    .to_owned()
            }
            _ => "add `pattern`, or take `patternErrorMessage` out: it speaks of the pattern"
                .to_owned(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at `{}`: {}", self.code, self.path, self.sentence())
    }
}
