//! The proof that a stream had a head at a time (decision 0017): its place in the
//! tree over all heads that one time stamp is over, and the token.

use minicbor::{Decode, Encode};

use crate::event::StreamHead;
use crate::merkle::{self, PROOF_MAX};
use crate::timestamp::{self, STAMP_BYTES_MAX, Stamp, StampRefused};
use crate::wire::Body;
use crate::{Hash, cbor, stream_name_is_sound};

/// The proof that a head was there at a time: what a case file carries.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct StampProof {
    /// The head.
    #[n(1)]
    pub head: StreamHead,
    /// Its place in the tree.
    #[n(2)]
    pub place: u64,
    /// Leaves of the tree.
    #[n(3)]
    pub size: u64,
    /// The path from leaf to root.
    #[n(4)]
    pub path: Vec<Hash>,
    /// The token (DER).
    #[cbor(n(5), with = "minicbor::bytes")]
    pub token: Vec<u8>,
}

impl StampProof {
    /// Proves it against roots of time stamp services (certificates, DER).
    ///
    /// # Errors
    /// [`StampRefused`].
    pub fn verify(&self, roots: &[Vec<u8>]) -> Result<Stamp, StampRefused> {
        let root = merkle::root_of(leaf(&self.head), self.place, self.size, &self.path);
        let root = root.ok_or(StampRefused::Imprint)?;
        timestamp::verify(&self.token, &Hash::of(&root.0), None, roots)
    }
}

impl Body for StampProof {
    const NAME: &'static str = "stamp-proof";
    const BYTES_MAX: usize = STAMP_BYTES_MAX + 4 * 1024;

    fn over_limit(&self) -> Option<&'static str> {
        let checks = [
            ("stream", stream_name_is_sound(&self.head.stream)),
            ("path", self.path.len() <= PROOF_MAX),
            ("token", self.token.len() <= STAMP_BYTES_MAX),
        ];
        let over = checks.into_iter().find(|(_, within)| !within);
        over.map(|(field, _)| field)
    }
}

/// The leaf of a head in the tree.
#[must_use]
pub fn leaf(head: &StreamHead) -> Hash {
    merkle::leaf(&cbor::encode(head))
}
