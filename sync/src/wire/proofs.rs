//! What proves a stream beside its records.

use minicbor::{Decode, Encode};

use super::{Body, first_over};
use crate::certificate::CERTIFICATE_BYTES_MAX;
use crate::crl::CRL_BYTES_MAX;
use crate::stamped::StampProof;

/// Bytes of one answer.
pub const PROOF_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Roots and lists in one answer.
const COUNT_MAX: usize = 64;

/// Answer of `GET /v1/proofs/{stream}`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Proofs {
    /// The last time stamp that proves the stream.
    #[n(1)]
    pub stamp: Option<StampProof>,
    /// Roots of the time stamp service, DER; none where the agency asks no service.
    #[cbor(n(2), with = "crate::cbor::byte_lists")]
    pub stamp_roots: Vec<Vec<u8>>,
    /// Lists of revocation, DER: the agency's own first, then those of cards, as
    /// far as there is room.
    #[cbor(n(3), with = "crate::cbor::byte_lists")]
    pub lists: Vec<Vec<u8>>,
}

impl Body for Proofs {
    const NAME: &'static str = "proofs";
    const BYTES_MAX: usize = PROOF_BYTES_MAX;

    fn over_limit(&self) -> Option<&'static str> {
        let root = |der: &Vec<u8>| der.len() <= CERTIFICATE_BYTES_MAX;
        first_over([
            (
                "stamp",
                self.stamp
                    .as_ref()
                    .is_none_or(|stamp| stamp.over_limit().is_none()),
            ),
            (
                "roots",
                self.stamp_roots.len() <= COUNT_MAX && self.stamp_roots.iter().all(root),
            ),
            (
                "lists",
                self.lists.len() <= COUNT_MAX
                    && self.lists.iter().all(|der| der.len() <= CRL_BYTES_MAX),
            ),
        ])
    }
}
