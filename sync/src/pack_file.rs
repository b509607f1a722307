//! The file in which a pack travels by itself, between agencies or from a vendor:
//! the pack's bytes, signed by who published them (`docs/formats/pack-file.md`).
//! It proves who made the pack without a network; whether an agency uses it says
//! the agency's own operation.

use minicbor::{Decode, Encode};

use crate::certificate::{self, Identity, Roots, Usage};
use crate::cose::{self, Envelope, Kind};
use crate::envelope::{ID_BYTES_MAX, SignFailed, Signer};
use crate::{Facts, cbor};

/// The version of the format.
pub const PACK_FILE_VERSION: u64 = 1;
/// Bytes of the pack inside.
pub const PACK_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Bytes of the whole file: the pack, and at most 64 KiB of names, certificates
/// and signature.
pub const PACK_FILE_BYTES_MAX: usize = PACK_BYTES_MAX + 64 * 1024;
/// How far a signer's clock may be ahead of the reader's, ms.
pub const CLOCK_AHEAD_MAX: i64 = 24 * 60 * 60 * 1000;

/// Every code of a fault that only this room says.
pub const CODES: &[&str] = &["pack-signature-broken", "pack-signer-unknown"];

const PACK: Kind = Kind {
    content_type: "application/vnd.antou.pack+cbor",
    max: PACK_FILE_BYTES_MAX,
    discloses: false,
};

/// What a pack file says: a pack, and who publishes it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Published {
    /// [`PACK_FILE_VERSION`].
    #[n(1)]
    pub version: u64,
    /// Agency id; that of the certificate.
    #[n(2)]
    pub agency: String,
    /// Who signs: a person id, or the agency itself.
    #[n(3)]
    pub person: String,
    /// On which device.
    #[n(4)]
    pub device: String,
    /// When, by that device's clock, ms since 1970 UTC.
    #[n(5)]
    pub at: i64,
    /// The pack's bytes (`docs/formats/pack.md`), unopened.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub pack: Vec<u8>,
}

/// Why a pack file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub struct Fault {
    /// Stable code.
    pub code: &'static str,
    /// Facts for the sentence: `reason`, and what a certificate says.
    pub facts: Facts,
}

impl Fault {
    fn broken(reason: &str) -> Self {
        Self {
            code: "pack-signature-broken",
            facts: crate::facts([("reason", reason.to_owned())]),
        }
    }

    fn unknown(reason: &str, facts: Facts) -> Self {
        let mut all = facts;
        all.insert("reason".to_owned(), reason.to_owned());
        Self {
            code: "pack-signer-unknown",
            facts: all,
        }
    }
}

/// Signs a pack. `at` is ms since 1970 UTC; the names are those of the signer's
/// certificate.
///
/// # Errors
/// When the key cannot be used (its own code), or its certificate names nobody
/// (`sign-failed`).
pub fn seal(pack: &[u8], at: i64, signer: &dyn Signer) -> Result<Vec<u8>, SignFailed> {
    let leaf = signer.certificate_chain().first();
    let named = leaf.map(|leaf| certificate::identity(leaf)).transpose();
    let named = named.map_err(|error| SignFailed::new("sign-failed", error.to_string()))?;
    let named = named.ok_or_else(|| SignFailed::new("sign-failed", "no certificate"))?;
    let published = Published {
        version: PACK_FILE_VERSION,
        agency: named.agency,
        person: named.person,
        device: named.device,
        at,
        pack: pack.to_vec(),
    };
    cose::seal(&PACK, cbor::encode(&published), signer)
}

/// A pack file whose signature is right; whose it is, is proven by [`Opened::verify`].
#[derive(Debug, Clone)]
pub struct Opened {
    /// What it says.
    pub published: Published,
    envelope: Envelope,
}

/// Reads a pack file and holds it to the key of its own certificate.
///
/// # Errors
/// `pack-signature-broken` (reason): it is no such file, one byte of it is another
/// one, or the certificate in it does not name who it says.
pub fn open(bytes: &[u8]) -> Result<Opened, Fault> {
    let envelope = cose::open(&PACK, bytes).map_err(|_| Fault::broken("form"))?;
    envelope.signed().map_err(|_| Fault::broken("signature"))?;
    let read = cbor::decode(&envelope.payload, PACK_FILE_BYTES_MAX);
    let published: Published = read.map_err(|_| Fault::broken("content"))?;
    if published.version != PACK_FILE_VERSION {
        return Err(Fault::broken("version"));
    }
    let ids = [&published.agency, &published.person, &published.device];
    let is_id = |id: &&String| (1..=ID_BYTES_MAX).contains(&id.len());
    if !ids.iter().all(is_id) || published.pack.len() > PACK_BYTES_MAX {
        return Err(Fault::broken("limit"));
    }
    Ok(Opened {
        published,
        envelope,
    })
}

impl Opened {
    /// The certificates that came with it, DER, leaf first.
    #[must_use]
    pub fn chain(&self) -> &[Vec<u8>] {
        &self.envelope.chain
    }

    /// Whether one of `roots` vouches for the signer at the time of the signature. `now` is ms
    /// since 1970 UTC: nobody signs in the future.
    ///
    /// # Errors
    /// `pack-signer-unknown` (reason: the code of what is wrong with the certificate, with its
    /// facts; `names` where it names somebody else; `clock` for a time to come).
    pub fn verify(
        &self,
        roots: &Roots,
        now: i64,
        revoked: &dyn Fn(&str) -> bool,
    ) -> Result<Identity, Fault> {
        let said = &self.published;
        if said.at > now.saturating_add(CLOCK_AHEAD_MAX) {
            return Err(Fault::unknown("clock", Facts::new()));
        }
        let named = certificate::verify(self.chain(), roots, said.at, Usage::Operation, revoked);
        let named = named.map_err(|error| Fault::unknown(error.code(), error.facts()))?;
        let same = (&named.agency, &named.person, &named.device)
            == (&said.agency, &said.person, &said.device);
        match same {
            true => Ok(named),
            false => Err(Fault::unknown("names", Facts::new())),
        }
    }
}
