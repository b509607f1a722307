//! Desks, and what a flow means by them.

use jiff::civil::Date;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Org;
use crate::Refusal;
use crate::ids::{PersonId, PostId, UnitId};

/// Where a case waits: a place, not a name, wherever that is possible.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
pub enum Desk {
    /// One person, such as the applicant or the chosen deputy.
    #[n(1)]
    Person(#[n(0)] PersonId),
    /// Whoever holds the post.
    #[n(2)]
    Post(#[n(0)] PostId),
    /// Anybody of the unit that does the work of an office.
    #[n(3)]
    Office(#[n(0)] UnitId),
}

/// The people of a case whom a desk can mean.
#[derive(Debug, Clone, Copy)]
pub struct Parties<'a> {
    /// Who asked.
    pub applicant: &'a PersonId,
    /// The deputy named on the form.
    pub deputy: Option<&'a PersonId>,
    /// Who signed last.
    pub last_signer: Option<&'a PersonId>,
}

impl Desk {
    /// The desk as one word, for the facts of a line: `person:ID`, `post:ID` or `unit:ID`.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Person(person) => format!("person:{person}"),
            Self::Post(post) => format!("post:{post}"),
            Self::Office(unit) => format!("unit:{unit}"),
        }
    }

    /// Reads what [`Desk::to_text`] writes; none when it is something else.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        match kind {
            "person" => PersonId::new(id).ok().map(Self::Person),
            "post" => PostId::new(id).ok().map(Self::Post),
            "unit" => UnitId::new(id).ok().map(Self::Office),
            _ => None,
        }
    }
}

impl Org {
    /// The desk that the text of a flow means for a case.
    ///
    /// `applicant`, `deputy`, `last-signer`, `head:N` (the N-th head above the
    /// applicant), `office:NAME`, `post:ID`. None when there is nobody, as with the
    /// third head above a unit head: such a station is passed over.
    ///
    /// # Errors
    /// `desk-unknown` when the text means nothing, `desk-post` when there is no such post,
    /// `desk-office` when no unit does the work of the office, `desk-deputy` when no deputy was named.
    pub fn desk(&self, text: &str, who: &Parties<'_>, on: Date) -> Result<Option<Desk>, Refusal> {
        let unknown = || Refusal::new("desk-unknown").with("desk", text);
        if let Some(level) = text.strip_prefix("head:") {
            let level: usize = level.parse().ok().filter(|n| *n > 0).ok_or_else(unknown)?;
            let heads = self.heads_above(who.applicant, on);
            return Ok(heads.get(level - 1).map(|post| Desk::Post(post.id.clone())));
        }
        if let Some(office) = text.strip_prefix("office:") {
            let unit = self
                .offices
                .get(office)
                .ok_or_else(|| Refusal::new("desk-office").with("office", office))?;
            return Ok(Some(Desk::Office(self.unit_on(unit, on).clone())));
        }
        if let Some(post) = text.strip_prefix("post:") {
            let known = PostId::new(post)
                .ok()
                .filter(|id| self.posts.contains_key(id));
            return known
                .map(|id| Some(Desk::Post(id)))
                .ok_or_else(|| Refusal::new("desk-post").with("post", post));
        }
        match text {
            "applicant" => Ok(Some(Desk::Person(who.applicant.clone()))),
            "deputy" => who
                .deputy
                .cloned()
                .map(Desk::Person)
                .map(Some)
                .ok_or_else(|| Refusal::new("desk-deputy")),
            "last-signer" => Ok(Some(Desk::Person(
                who.last_signer.unwrap_or(who.applicant).clone(),
            ))),
            _ => Err(unknown()),
        }
    }
}
