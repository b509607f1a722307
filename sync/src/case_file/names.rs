//! Names of people, posts and units, as they were where a case file was made:
//! nobody proves them, but a reader wants to see more than ids.

use minicbor::{Decode, Encode};

use super::KEPT_BYTES_MAX;
use crate::Facts;
use crate::cbor::{self, Unreadable};

/// Names by id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Names {
    /// Of people.
    #[cbor(n(1), with = "crate::cbor::text_map")]
    pub people: Facts,
    /// Of posts.
    #[cbor(n(2), with = "crate::cbor::text_map")]
    pub posts: Facts,
    /// Of units.
    #[cbor(n(3), with = "crate::cbor::text_map")]
    pub units: Facts,
}

impl Names {
    /// The bytes of the part.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// Reads the part.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        cbor::decode(bytes, usize::try_from(KEPT_BYTES_MAX).unwrap_or(usize::MAX))
    }
}
