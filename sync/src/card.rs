//! A person's own card (自然人憑證, 機關憑證 IC 卡): its authority is not the
//! agency, and its certificate names no agency and no person id. The agency
//! binds the two: it signs that this card is this person's
//! (`docs/formats/operation.md`, decision 0015).
//!
//! An operation that is signed with a card is signed twice: by the card over
//! everything that was asked, and by the device over that and the card's
//! signature. So it still names agency, actor and device, and neither key alone
//! can make one.

use minicbor::{Decode, Encode};
use webpki::{ExtendedKeyUsageValidator, KeyPurposeIdIter};
use x509_cert::ext::pkix::KeyUsage;

use crate::certificate::{self, AGENCY_ACTOR, Roots, Untrusted, Usage};
use crate::cose::{self, Fault, Kind, Unsigned};
use crate::envelope::{ID_BYTES_MAX, SignFailed, Signer};
use crate::{Facts, Hash, cbor};

/// Bytes of one signed binding.
pub const BINDING_BYTES_MAX: usize = 8 * 1024;
/// Version written by this code.
pub const BINDING_VERSION: u64 = 1;

const SIGNATURE: Kind = Kind {
    content_type: "application/vnd.antou.card+cbor",
    max: 24 * 1024,
    discloses: false,
};
const BINDING: Kind = Kind {
    content_type: "application/vnd.antou.card-binding+cbor",
    max: BINDING_BYTES_MAX,
    discloses: false,
};

/// What the agency says of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Agency id.
    pub agency: String,
    /// Whose card it is: a person id.
    pub person: String,
    /// SHA-256 of the card's certificate (DER).
    pub card: Hash,
    /// SHA-256 of the root certificate (DER) below which it was issued.
    pub root: Hash,
    /// From when the agency says so, ms.
    pub from: i64,
    /// Until when, ms: not longer than the card's own certificate.
    pub until: i64,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Payload {
    #[n(1)]
    version: u64,
    #[n(2)]
    agency: String,
    #[n(3)]
    person: String,
    #[n(4)]
    card: Hash,
    #[n(5)]
    root: Hash,
    #[n(6)]
    from: i64,
    #[n(7)]
    until: i64,
}

/// Why a card's signature does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardRefused {
    /// Signature or binding is not of the form.
    #[error("no signature of a card: {0}")]
    Shape(String),
    /// The card's certificate is not accepted.
    #[error("card: {0}")]
    Certificate(Untrusted),
    /// The binding is not the agency's.
    #[error("the binding of the card is not the agency's")]
    Binding,
    /// The binding is for another card, person, agency or root.
    #[error("the card is bound to another {0}")]
    Another(&'static str),
    /// The agency does not say so for this time.
    #[error("the card is not bound at {at_ms}")]
    Time {
        /// The time at which it was looked at, ms.
        at_ms: i64,
    },
    /// Not signed by the card.
    #[error("the card's signature is wrong")]
    Signature,
}

impl CardRefused {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "card-shape",
            Self::Certificate(Untrusted::Issuer(_)) => "card-issuer",
            Self::Certificate(Untrusted::Time { .. }) => "card-expired",
            Self::Certificate(Untrusted::Usage) => "card-usage",
            Self::Certificate(Untrusted::Revoked { .. }) => "card-revoked",
            Self::Certificate(other) => other.code(),
            Self::Binding => "card-binding",
            Self::Another(_) => "card-of-another",
            Self::Time { .. } => "card-not-bound",
            Self::Signature => "card-signature",
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::Shape(detail) => crate::facts([("detail", detail.clone())]),
            Self::Certificate(error) => error.facts(),
            Self::Another(field) => crate::facts([("field", (*field).to_owned())]),
            Self::Time { at_ms } => crate::facts([("at", at_ms.to_string())]),
            Self::Binding | Self::Signature => Facts::new(),
        }
    }
}

impl From<Untrusted> for CardRefused {
    fn from(error: Untrusted) -> Self {
        Self::Certificate(error)
    }
}

impl From<Fault> for CardRefused {
    fn from(fault: Fault) -> Self {
        Self::Shape(match fault {
            Fault::Form(error) => error.to_string(),
            Fault::Shape(what) => what.to_owned(),
            Fault::Chain(count) => format!("{count} certificates"),
        })
    }
}

impl From<Unsigned> for CardRefused {
    fn from(unsigned: Unsigned) -> Self {
        match unsigned {
            Unsigned::Certificate(error) => Self::Certificate(error),
            Unsigned::Algorithm { .. } | Unsigned::Wrong => Self::Signature,
        }
    }
}

impl Binding {
    /// Signs it with the agency's key for verdicts, which says on its behalf.
    ///
    /// # Errors
    /// When the key cannot be used.
    pub fn sign(&self, signer: &dyn Signer) -> Result<Vec<u8>, SignFailed> {
        let said = self.clone();
        let payload = Payload {
            version: BINDING_VERSION,
            agency: said.agency,
            person: said.person,
            card: said.card,
            root: said.root,
            from: said.from,
            until: said.until,
        };
        cose::seal(&BINDING, cbor::encode(&payload), signer)
    }

    /// Reads a signed binding and proves that the agency of `roots` said it:
    /// its signer's path is looked at as of the binding's own beginning, so that
    /// it stays true after that key was renewed.
    ///
    /// # Errors
    /// [`CardRefused::Shape`], [`CardRefused::Binding`].
    pub fn open(bytes: &[u8], roots: &Roots) -> Result<Self, CardRefused> {
        let envelope = cose::open(&BINDING, bytes)?;
        let read: Payload = cbor::decode(&envelope.payload, BINDING_BYTES_MAX)
            .map_err(|error| CardRefused::Shape(error.to_string()))?;
        let id = |text: &str| (1..=ID_BYTES_MAX).contains(&text.len());
        if read.version != BINDING_VERSION || !id(&read.agency) || !id(&read.person) {
            return Err(CardRefused::Shape("binding".to_owned()));
        }
        let nobody = |_: &str| false;
        let by = certificate::verify(&envelope.chain, roots, read.from, Usage::Verdict, &nobody)
            .map_err(|_| CardRefused::Binding)?;
        let ours = by.person == AGENCY_ACTOR && by.agency == read.agency;
        if !ours || envelope.signed().is_err() {
            return Err(CardRefused::Binding);
        }
        Ok(Self {
            agency: read.agency,
            person: read.person,
            card: read.card,
            root: read.root,
            from: read.from,
            until: read.until,
        })
    }
}

/// A card's signature whose form is right; [`Opened::prove`] proves it.
///
/// [`Opened::prove`]: crate::envelope::Opened::prove
#[derive(Debug, Clone)]
pub(crate) struct CardSignature {
    envelope: cose::Envelope,
    binding: Vec<u8>,
}

/// Signs `content` with a card.
pub(crate) fn seal(content: &[u8], card: &dyn Signer) -> Result<Vec<u8>, SignFailed> {
    cose::seal_detached(&SIGNATURE, content, card)
}

impl CardSignature {
    pub fn open(bytes: &[u8], binding: &[u8], content: &[u8]) -> Result<Self, CardRefused> {
        Ok(Self {
            envelope: cose::open_detached(&SIGNATURE, bytes, content)?,
            binding: binding.to_vec(),
        })
    }

    /// The card's certificates, leaf first.
    pub fn chain(&self) -> &[Vec<u8>] {
        &self.envelope.chain
    }

    /// Proves that the card of `person` signed at `at_ms`: the agency's binding,
    /// the path to the root that it names, use and strength of the key, and the
    /// signature. Revocation is asked apart ([`crate::crl::Crls::look`]).
    pub fn prove(
        &self,
        roots: &Roots,
        agency: &str,
        person: &str,
        at_ms: i64,
    ) -> Result<(), CardRefused> {
        let binding = Binding::open(&self.binding, roots)?;
        let leaf = self.chain().first().ok_or(Untrusted::Missing)?;
        let checks = [
            ("agency", binding.agency == agency),
            ("person", binding.person == person),
            ("card", binding.card == Hash::of(leaf)),
        ];
        if let Some((field, _)) = checks.into_iter().find(|(_, same)| !same) {
            return Err(CardRefused::Another(field));
        }
        if !(binding.from..=binding.until).contains(&at_ms) {
            return Err(CardRefused::Time { at_ms });
        }
        self.envelope.signed()?;
        // The root travels with the chain, and the agency's word says which it is.
        let roots: Vec<_> = self
            .chain()
            .iter()
            .filter(|der| Hash::of(der) == binding.root)
            .cloned()
            .collect();
        if roots.is_empty() {
            return Err(CardRefused::Another("root"));
        }
        Ok(verify(self.chain(), &roots, at_ms)?)
    }
}

/// Checks a card's chain (leaf first) against roots of card authorities at
/// `at_ms`: path, strength, and a key that is for signatures. Revocation is
/// asked apart.
///
/// # Errors
/// The first reason not to trust it.
pub fn verify(chain: &[Vec<u8>], roots: &[Vec<u8>], at_ms: i64) -> Result<(), Untrusted> {
    let (leaf, between) = chain.split_first().ok_or(Untrusted::Missing)?;
    certificate::strong(chain)?;
    let read = certificate::read(leaf)?;
    let usage = certificate::extension::<KeyUsage>(&read)?;
    // Cards carry a second certificate for encryption beside the one that signs.
    if usage.is_none_or(|usage| !certificate::signs(&usage)) {
        return Err(Untrusted::Usage);
    }
    certificate::path(leaf, between, roots, at_ms, CardPurpose)
}

/// What a card's certificate may say it is for: nothing at all (the usual), or
/// any, client authentication, e-mail protection or document signing among others.
struct CardPurpose;

const PURPOSES: [&[usize]; 4] = [
    &[2, 5, 29, 37, 0],
    &[1, 3, 6, 1, 5, 5, 7, 3, 2],
    &[1, 3, 6, 1, 5, 5, 7, 3, 4],
    &[1, 3, 6, 1, 5, 5, 7, 3, 36],
];

/// id-kp-documentSigning (RFC 9336), for the sentence of the refusal.
const SIGNING_DER: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x24];

impl ExtendedKeyUsageValidator for CardPurpose {
    fn validate(&self, purposes: KeyPurposeIdIter<'_, '_>) -> Result<(), webpki::Error> {
        let mut none = true;
        for purpose in purposes {
            none = false;
            let arcs = purpose?.to_decoded_oid();
            if PURPOSES.contains(&arcs.as_slice()) {
                return Ok(());
            }
        }
        if none {
            Ok(())
        } else {
            let context = webpki::RequiredEkuNotFoundContext {
                required: webpki::KeyUsage::required(SIGNING_DER),
                present: Vec::new(),
            };
            Err(webpki::Error::RequiredEkuNotFoundContext(context))
        }
    }
}
