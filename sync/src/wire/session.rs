//! Hello, enrolment and the answer that says what went wrong.

use minicbor::{Decode, Encode};

use super::{Body, first_over};
use crate::card::BINDING_BYTES_MAX;
use crate::certificate::{CERTIFICATE_BYTES_MAX, CHAIN_MAX};
use crate::invitation::CODE_MAX;
use crate::verdict::FACTS_MAX;
use crate::{Facts, Hash};

/// What the server allows, as it says itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct HelloLimits {
    /// Operations in one push.
    #[n(1)]
    pub push_ops: u64,
    /// Bytes of one push.
    #[n(2)]
    pub push_bytes: u64,
    /// Bytes of one operation.
    #[n(3)]
    pub operation_bytes: u64,
    /// Bytes of one blob.
    #[n(4)]
    pub blob_bytes: u64,
    /// Bytes of one part of a blob.
    #[n(5)]
    pub part_bytes: u64,
}

/// Answer of `GET /v1/hello`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Hello {
    /// Oldest protocol version that the server speaks.
    #[n(1)]
    pub version_min: u64,
    /// Newest protocol version that the server speaks.
    #[n(2)]
    pub version_max: u64,
    /// Agency id.
    #[n(3)]
    pub agency: String,
    /// Agency name, as shown.
    #[n(4)]
    pub name: String,
    /// The server's clock: ms since 1970 UTC.
    #[n(5)]
    pub clock: i64,
    /// The server's epoch: it grows when the server was restored from a copy,
    /// and clients then send again what it has lost.
    #[n(6)]
    pub epoch: u64,
    /// What the server allows.
    #[n(7)]
    pub limits: HelloLimits,
    /// SHA-256 of the agency's root certificate (DER).
    #[n(8)]
    pub root: Hash,
}

impl Body for Hello {
    const NAME: &'static str = "hello";
    const BYTES_MAX: usize = 16 * 1024;

    fn over_limit(&self) -> Option<&'static str> {
        first_over([("versions", self.version_min <= self.version_max)])
    }
}

/// Request of `POST /v1/enrol`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Enrol {
    /// The one-time code of the invitation.
    #[n(1)]
    pub code: String,
    /// Certificate signing request (RFC 2986), DER: subject `OU` is the device
    /// id; the person comes from the code.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub request: Vec<u8>,
    /// Name of the computer, as shown in lists.
    #[n(3)]
    pub computer: String,
}

impl Body for Enrol {
    const NAME: &'static str = "enrol";
    const BYTES_MAX: usize = 8 * 1024;

    fn over_limit(&self) -> Option<&'static str> {
        first_over([
            ("code", self.code.len() <= CODE_MAX),
            ("request", self.request.len() <= CERTIFICATE_BYTES_MAX),
            ("computer", self.computer.len() <= 128),
        ])
    }
}

/// Answer of `POST /v1/enrol`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Enrolled {
    /// The device's certificates, DER, leaf first, without the root.
    #[cbor(n(1), with = "crate::cbor::byte_lists")]
    pub chain: Vec<Vec<u8>>,
    /// The agency's root certificate, DER: its SHA-256 must be the
    /// invitation's.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub root: Vec<u8>,
    /// Agency id.
    #[n(3)]
    pub agency: String,
    /// Agency name, as shown.
    #[n(4)]
    pub agency_name: String,
    /// The person whom the code was made for.
    #[n(5)]
    pub person: String,
    /// The person's name, as shown.
    #[n(6)]
    pub person_name: String,
}

impl Body for Enrolled {
    const NAME: &'static str = "enrolled";
    const BYTES_MAX: usize = 32 * 1024;

    fn over_limit(&self) -> Option<&'static str> {
        let sound = |certificate: &Vec<u8>| certificate.len() <= CERTIFICATE_BYTES_MAX;
        first_over([
            ("chain", (1..=CHAIN_MAX).contains(&self.chain.len())),
            (
                "certificate",
                self.chain.iter().all(sound) && sound(&self.root),
            ),
        ])
    }
}

/// Cards of one person that are told.
pub const CARDS_MAX: usize = 16;
/// Certificates of the authorities of cards that are told.
pub const CARD_AUTHORITIES_MAX: usize = 32;

/// Answer of `GET /v1/cards`: the agency's word on the reader's cards.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Cards {
    /// Signed bindings ([`crate::card::Binding`]), newest first.
    #[cbor(n(1), with = "crate::cbor::byte_lists")]
    pub bindings: Vec<Vec<u8>>,
    /// Certificates (DER) of the authorities of cards that the agency trusts, roots and those
    /// between.
    #[cbor(n(2), with = "crate::cbor::byte_lists")]
    pub authorities: Vec<Vec<u8>>,
}

impl Body for Cards {
    const NAME: &'static str = "cards";
    const BYTES_MAX: usize = 256 * 1024;

    fn over_limit(&self) -> Option<&'static str> {
        let sound = |binding: &Vec<u8>| binding.len() <= BINDING_BYTES_MAX;
        first_over([
            ("bindings", self.bindings.len() <= CARDS_MAX),
            ("binding", self.bindings.iter().all(sound)),
            (
                "authorities",
                self.authorities.len() <= CARD_AUTHORITIES_MAX
                    && self
                        .authorities
                        .iter()
                        .all(|der| der.len() <= CERTIFICATE_BYTES_MAX),
            ),
        ])
    }
}

/// Answer of any request that could not be served, with the HTTP status beside.
/// It never decides an operation: only a verdict does.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Problem {
    /// Stable code.
    #[n(1)]
    pub code: String,
    /// Facts for the sentence.
    #[cbor(n(2), with = "crate::cbor::text_map")]
    pub facts: Facts,
}

impl Body for Problem {
    const NAME: &'static str = "problem";
    const BYTES_MAX: usize = 16 * 1024;

    fn over_limit(&self) -> Option<&'static str> {
        first_over([("facts", self.facts.len() <= FACTS_MAX)])
    }
}
