//! The bodies of requests and answers (`docs/formats/wire.md`): deterministic
//! CBOR maps with integer keys; unknown keys are skipped. Signed and chained
//! bytes travel inside as byte strings, unchanged.

mod blobs;
mod feed;
mod proofs;
mod session;

pub use blobs::{BlobManifest, BlobState, PART_BYTES, PARTS_MAX};
pub use feed::{
    CHANGES_MAX, Changes, ChangesQuery, PULL_RECORDS_MAX, PULL_STREAMS_MAX, PUSH_BYTES_MAX,
    PUSH_OPS_MAX, Pull, PullFrom, Pulled, PulledStream, Push, Pushed,
};
pub use proofs::{PROOF_BYTES_MAX, Proofs};
pub use session::{
    CARD_AUTHORITIES_MAX, CARDS_MAX, Cards, Enrol, Enrolled, Hello, HelloLimits, Problem,
};

use minicbor::{Decode, Encode};

use crate::Facts;
use crate::cbor::{self, Unreadable};

/// Version of the protocol spoken by this code; it also reads the one before.
pub const PROTOCOL_VERSION: u64 = 1;
/// Media type of every body.
pub const MEDIA_TYPE: &str = "application/vnd.antou+cbor";

/// Why a body is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Garbled {
    /// Not deterministic CBOR of the expected shape.
    #[error("{body}: {why}")]
    Unreadable {
        /// Which body.
        body: &'static str,
        /// What is wrong with it.
        why: Unreadable,
    },
    /// More of something than the format allows.
    #[error("{body}: too much of {field}")]
    Limit {
        /// Which body.
        body: &'static str,
        /// Which field.
        field: &'static str,
    },
}

impl Garbled {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "wire-unreadable",
            Self::Limit { .. } => "wire-limit",
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::Unreadable { body, why } => {
                let mut facts = why.facts();
                facts.insert("body".to_owned(), (*body).to_owned());
                facts.insert("why".to_owned(), why.code().to_owned());
                facts
            }
            Self::Limit { body, field } => {
                crate::facts([("body", (*body).to_owned()), ("field", (*field).to_owned())])
            }
        }
    }
}

/// A request or answer.
pub trait Body: Encode<()> + for<'b> Decode<'b, ()> {
    /// Name for messages.
    const NAME: &'static str;
    /// Most bytes that are read.
    const BYTES_MAX: usize;

    /// The first field that is over its limit.
    fn over_limit(&self) -> Option<&'static str>;

    /// The bytes to send.
    fn to_bytes(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// Reads foreign bytes.
    ///
    /// # Errors
    /// [`Garbled`] with the name of the body and what is wrong.
    fn from_bytes(bytes: &[u8]) -> Result<Self, Garbled> {
        let body: Self =
            cbor::decode(bytes, Self::BYTES_MAX).map_err(|why| Garbled::Unreadable {
                body: Self::NAME,
                why,
            })?;
        match body.over_limit() {
            Some(field) => Err(Garbled::Limit {
                body: Self::NAME,
                field,
            }),
            None => Ok(body),
        }
    }
}

/// The name of the first check that does not hold.
fn first_over<const N: usize>(checks: [(&'static str, bool); N]) -> Option<&'static str> {
    checks
        .into_iter()
        .find(|(_, within)| !within)
        .map(|(field, _)| field)
}
