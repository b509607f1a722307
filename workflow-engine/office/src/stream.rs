//! The streams of the office: the history of one thing each.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ids::{BadName, CaseId, PersonId, SeriesId, UnitId};

/// The history of one thing, numbered and chained. 歷程
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Stream {
    /// `org`: units, posts, people and deputies of the agency.
    Org,
    /// `calendar`: the official days off and make-up days.
    Calendar,
    /// `packs`: the services that the agency offers, with their versions.
    Packs,
    /// `case/ID`: one matter from form to file.
    Case(CaseId),
    /// `account/PERSON`: one person's leave account.
    Account(PersonId),
    /// `away/UNIT`: who of a unit is away when, without why.
    Away(UnitId),
    /// `series/NAME`: numbers that are given out once.
    Series(SeriesId),
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Org => f.write_str("org"),
            Self::Calendar => f.write_str("calendar"),
            Self::Packs => f.write_str("packs"),
            Self::Case(case) => write!(f, "case/{case}"),
            Self::Account(person) => write!(f, "account/{person}"),
            Self::Away(unit) => write!(f, "away/{unit}"),
            Self::Series(series) => write!(f, "series/{series}"),
        }
    }
}

impl FromStr for Stream {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        match text.split_once('/') {
            None => match text {
                "org" => Ok(Self::Org),
                "calendar" => Ok(Self::Calendar),
                "packs" => Ok(Self::Packs),
                _ => Err(BadName),
            },
            Some(("case", id)) => CaseId::new(id).map(Self::Case),
            Some(("account", id)) => PersonId::new(id).map(Self::Account),
            Some(("away", id)) => UnitId::new(id).map(Self::Away),
            Some(("series", id)) => SeriesId::new(id).map(Self::Series),
            Some(_) => Err(BadName),
        }
    }
}

impl TryFrom<String> for Stream {
    type Error = BadName;
    fn try_from(text: String) -> Result<Self, BadName> {
        text.parse()
    }
}

impl From<Stream> for String {
    fn from(stream: Stream) -> String {
        stream.to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_of_streams() {
        let check = |text: &str, known: bool| {
            let read: Result<Stream, _> = text.parse();
            assert_eq!(read.is_ok(), known, "{text}");
            if let Ok(stream) = read {
                assert_eq!(stream.to_string(), text);
            }
        };
        for text in [
            "org",
            "calendar",
            "packs",
            "case/0a",
            "account/p0012",
            "away/u-plan",
            "series/leave-115",
        ] {
            check(text, true);
        }
        for text in [
            "",
            "orgs",
            "case/",
            "case/A",
            "case/a/b",
            "account",
            "away/企劃",
            "other/x",
        ] {
            check(text, false);
        }
    }
}
