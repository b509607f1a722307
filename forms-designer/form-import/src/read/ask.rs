//! A question as it stands on paper.

use super::choice::Choices;
use super::moment::Moment;

/// What an answer on paper looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// A line to write on.
    Line,
    /// Several.
    Lines,
    /// A number before a unit, such as 元.
    Number(String),
    Moment(Moment),
    /// From when to when.
    When,
    /// How long something takes, as it is written.
    Total(String),
    Choices(Choices),
    /// One of a list that the file has.
    Listed(Vec<String>),
}

/// Which end of a time a blank is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    From,
    To,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ask {
    /// Its own words; may be empty.
    pub label: String,
    pub answer: Answer,
    /// What is said besides.
    pub hint: String,
    pub edge: Option<Edge>,
    /// Whether a total that stood beside it was left out.
    pub total: Option<String>,
}

impl Ask {
    pub fn new(label: &str, answer: Answer) -> Self {
        Self {
            label: label.trim().to_owned(),
            answer,
            hint: String::new(),
            edge: None,
            total: None,
        }
    }
}
