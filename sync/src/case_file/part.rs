//! The parts of a case file, by their names, in their order.

use std::fmt;

use super::RECORDS_MAX;
use crate::{Hash, OpId};

/// One part; they stand in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What is in the file, signed by who made it.
    Manifest,
    /// The paper of the case, PDF/A.
    Paper,
    /// A record, by its number.
    Record(u64),
    /// A signed operation.
    Operation(OpId),
    /// The agency's word on an operation.
    Verdict(OpId),
    /// A root certificate of the agency, counted from 1.
    Root(u64),
    /// A list of revocation, counted from 1.
    List(u64),
    /// The proof by a time stamp.
    Stamp,
    /// A root certificate of the time stamp service, counted from 1.
    StampRoot(u64),
    /// A version of the service, by its SHA-256.
    Pack(Hash),
    /// Names of people, posts and units, as they were where the file was made.
    Names,
    /// An attachment, by its SHA-256.
    File(Hash),
}

/// Most roots and lists.
const COUNT_MAX: u64 = 999;

impl Part {
    /// Whether its bytes are hashed on the way and not kept.
    #[must_use]
    pub fn is_large(self) -> bool {
        matches!(self, Self::Paper | Self::File(_))
    }

    /// The part of a name; none for any other.
    #[must_use]
    pub fn read(name: &str) -> Option<Self> {
        let hash = |name: &str| Hash::from_hex(name);
        let number = |text: &str| text.parse().ok();
        let part = match name.split_once('/') {
            None => match name {
                "manifest.cose" => Self::Manifest,
                "paper.pdf" => Self::Paper,
                "stamp.cbor" => Self::Stamp,
                "names.cbor" => Self::Names,
                _ => return None,
            },
            Some(("records", rest)) => Self::Record(number(rest.strip_suffix(".cbor")?)?),
            Some(("operations", rest)) => Self::Operation(hash(rest.strip_suffix(".cose")?)?),
            Some(("verdicts", rest)) => Self::Verdict(hash(rest.strip_suffix(".cose")?)?),
            Some(("lists", rest)) => Self::List(number(rest.strip_suffix(".crl")?)?),
            Some(("packs", rest)) => Self::Pack(hash(rest.strip_suffix(".cbor")?)?),
            Some(("files", rest)) => Self::File(hash(rest)?),
            Some(("roots", rest)) => match rest.strip_suffix(".der")?.split_once('-')? {
                ("agency", rest) => Self::Root(number(rest)?),
                ("stamp", rest) => Self::StampRoot(number(rest)?),
                _ => return None,
            },
            _ => return None,
        };
        let counted = match part {
            Self::Record(seq) => (1..=RECORDS_MAX).contains(&seq),
            Self::Root(count) | Self::List(count) | Self::StampRoot(count) => {
                (1..=COUNT_MAX).contains(&count)
            }
            _ => true,
        };
        // One name for one part, and no other spelling of it.
        (counted && part.to_string() == name).then_some(part)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest => f.write_str("manifest.cose"),
            Self::Paper => f.write_str("paper.pdf"),
            Self::Record(seq) => write!(f, "records/{seq:05}.cbor"),
            Self::Operation(id) => write!(f, "operations/{id}.cose"),
            Self::Verdict(id) => write!(f, "verdicts/{id}.cose"),
            Self::Root(count) => write!(f, "roots/agency-{count}.der"),
            Self::List(count) => write!(f, "lists/{count}.crl"),
            Self::Stamp => f.write_str("stamp.cbor"),
            Self::StampRoot(count) => write!(f, "roots/stamp-{count}.der"),
            Self::Pack(sha256) => write!(f, "packs/{sha256}.cbor"),
            Self::Names => f.write_str("names.cbor"),
            Self::File(sha256) => write!(f, "files/{sha256}"),
        }
    }
}
