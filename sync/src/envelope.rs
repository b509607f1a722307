//! What a person asked for, signed: the operation (`docs/formats/operation.md`).

use minicbor::{Decode, Encode};

use crate::card::{self, CardRefused, CardSignature};
use crate::cbor::{self, NotDeterministic, Unreadable};
use crate::certificate::{self, Identity, Roots, Untrusted, Usage};
use crate::cose::{self, Envelope, Fault, Kind, Unsigned};
use crate::disclosure::{self, Disclosure, Disclosures, Key, Misfit};
use crate::event::StreamHead;
use crate::key::Algorithm;
use crate::{Facts, Hash, OpId, stream_name_is_sound};

/// Bytes of one signed operation, its certificates included.
pub const OPERATION_BYTES_MAX: usize = 64 * 1024;
/// Stream heads that one operation may have seen.
pub const SEEN_MAX: usize = 64;
/// Version written by this code.
pub const OPERATION_VERSION: u64 = 1;
/// Longest id of an agency, person or device, in bytes.
pub const ID_BYTES_MAX: usize = 64;

/// The highest payload key that this version understands.
const KEY_MAX: u64 = 12;
/// The payload key of the card's binding.
const BINDING: u64 = 11;
/// The payload key of the card's signature, which is not over itself.
const CARD: u64 = 12;

const OPERATION: Kind = Kind {
    content_type: "application/vnd.antou.operation+cbor",
    max: OPERATION_BYTES_MAX,
    discloses: true,
};

/// What was asked, by whom, and what they had seen when they asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Agency id.
    pub agency: String,
    /// Who acts: a person id, or [`certificate::AGENCY_ACTOR`].
    pub actor: String,
    /// The device that signs.
    pub device: String,
    /// The person for whom the actor stands in.
    pub acting_for: Option<String>,
    /// When, by the device's clock: ms since 1970 UTC.
    pub at: i64,
    /// Heads of the streams as they were shown to the actor.
    pub seen: Vec<StreamHead>,
    /// The office's CBOR, as far as it is disclosed; opaque here.
    pub content: Vec<u8>,
    /// Random: two equal requests are two operations.
    pub nonce: [u8; 16],
    /// Payload keys that a reader must know or refuse the whole.
    pub must_understand: Vec<u64>,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Payload {
    #[n(1)]
    version: u64,
    #[n(2)]
    agency: String,
    #[n(3)]
    actor: String,
    #[n(4)]
    device: String,
    #[n(5)]
    acting_for: Option<String>,
    #[n(6)]
    at: i64,
    #[n(7)]
    seen: Vec<StreamHead>,
    #[cbor(n(8), with = "minicbor::bytes")]
    content: Vec<u8>,
    #[cbor(n(9), with = "minicbor::bytes")]
    nonce: [u8; 16],
    #[n(10)]
    must_understand: Option<Vec<u64>>,
    #[cbor(n(11), with = "minicbor::bytes")]
    binding: Option<Vec<u8>>,
    #[cbor(n(12), with = "minicbor::bytes")]
    card: Option<Vec<u8>>,
}

/// The key could not sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("signing failed ({code}): {detail}")]
pub struct SignFailed {
    code: &'static str,
    detail: String,
}

impl SignFailed {
    /// What the keeper of the key said: its own code, or `sign-failed`.
    #[must_use]
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }

    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Facts for the sentence: `detail`.
    #[must_use]
    pub fn facts(&self) -> Facts {
        crate::facts([("detail", self.detail.clone())])
    }
}

/// A key that signs with the certificates that vouch for it.
pub trait Signer {
    /// DER, leaf first, at most [`certificate::CHAIN_MAX`].
    fn certificate_chain(&self) -> &[Vec<u8>];
    /// How it signs; it must be an algorithm of the leaf's key.
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDsa
    }
    /// The signature over `bytes`, in the form of [`Signer::algorithm`].
    ///
    /// # Errors
    /// When the key cannot be used.
    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, SignFailed>;
}

/// A signed operation: the bytes that travel unchanged, and their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The tagged COSE_Sign1.
    pub bytes: Vec<u8>,
    /// Its name: [`id_of`] these bytes.
    pub id: OpId,
}

/// An operation whose form is right. Nothing is proven before [`Opened::verify`].
#[derive(Debug, Clone)]
pub struct Opened {
    /// Its name: [`id_of`] the signed bytes.
    pub id: OpId,
    /// What it says.
    pub operation: Operation,
    /// What of its content is only a hash in what was signed.
    pub disclosures: Disclosures,
    /// What of its content is not disclosed.
    pub blackened: Vec<Key>,
    envelope: Envelope,
    card: Option<CardSignature>,
}

/// With what an operation was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignedWith {
    /// With the key of the device alone.
    Device,
    /// With the person's own card, and the device.
    Card,
}

/// What a signature proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Agency, person and device, and the serial number of the device's certificate.
    pub by: Identity,
    /// With what it was signed.
    pub signed_with: SignedWith,
    /// Serial number of the certificate that signed (the card's, where a card
    /// signed), lower-case hexadecimal.
    pub serial: String,
    /// SHA-256 of that certificate (DER).
    pub certificate: Hash,
}

/// Why signed bytes are not taken as an operation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not deterministic CBOR, or too large.
    #[error(transparent)]
    Form(#[from] NotDeterministic),
    /// Not the shape of an operation.
    #[error("no operation: {0}")]
    Shape(String),
    /// More certificates than [`certificate::CHAIN_MAX`].
    #[error("{0} certificates")]
    Chain(usize),
    /// A field is longer than its limit or empty.
    #[error("field {0} is over its limit or empty")]
    Limit(&'static str),
    /// Written by a later version.
    #[error("version {0} is not known")]
    Version(u64),
    /// Needs a key that this version does not know.
    #[error("payload key {0} must be understood and is not")]
    MustUnderstand(u64),
    /// The certificate is not accepted.
    #[error(transparent)]
    Certificate(#[from] Untrusted),
    /// Not signed by the key of its certificate.
    #[error("signature is wrong")]
    Signature,
    /// The algorithm is not one of the certificate's key.
    #[error("signed by {algorithm} with a key that is {key}")]
    Algorithm {
        /// As COSE names it.
        algorithm: &'static str,
        /// Kind of the key.
        key: String,
    },
    /// The card's signature does not count.
    #[error(transparent)]
    Card(#[from] CardRefused),
    /// What stands beside the signed bytes does not belong to them.
    #[error("disclosure: {0}")]
    Disclosure(Misfit),
    /// The device's clock and ours are too far apart ([`crate::clock`]).
    #[error("signed at {at_ms}, but it is {now_ms}")]
    Clock {
        /// What the operation says, ms.
        at_ms: i64,
        /// Our time, ms.
        now_ms: i64,
    },
    /// The payload names another than the certificate.
    #[error("{field} is {payload} but the certificate says {certificate}")]
    Differs {
        /// `agency`, `actor` or `device`.
        field: &'static str,
        /// What the payload says.
        payload: String,
        /// What the certificate says.
        certificate: String,
    },
}

impl Refused {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form(error) => error.code(),
            Self::Shape(_) => "operation-shape",
            Self::Chain(_) => "operation-chain",
            Self::Limit(_) => "operation-limit",
            Self::Version(_) => "operation-version",
            Self::MustUnderstand(_) => "operation-must-understand",
            Self::Certificate(error) => error.code(),
            Self::Signature => "operation-signature",
            Self::Algorithm { .. } => "operation-algorithm",
            Self::Card(error) => error.code(),
            Self::Disclosure(_) => "operation-disclosure",
            Self::Clock { .. } => "operation-clock",
            Self::Differs { .. } => "operation-differs",
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::Form(error) => error.facts(),
            Self::Shape(detail) => crate::facts([("detail", detail.clone())]),
            Self::Chain(count) => crate::facts([
                ("count", count.to_string()),
                ("max", certificate::CHAIN_MAX.to_string()),
            ]),
            Self::Limit(field) => crate::facts([("field", (*field).to_owned())]),
            Self::Version(version) => crate::facts([("version", version.to_string())]),
            Self::MustUnderstand(key) => crate::facts([("key", key.to_string())]),
            Self::Certificate(error) => error.facts(),
            Self::Signature => Facts::new(),
            Self::Algorithm { algorithm, key } => {
                crate::facts([("algorithm", (*algorithm).to_owned()), ("key", key.clone())])
            }
            Self::Card(error) => error.facts(),
            Self::Disclosure(misfit) => crate::facts([("problem", misfit.word().to_owned())]),
            Self::Clock { at_ms, now_ms } => {
                crate::facts([("at", at_ms.to_string()), ("now", now_ms.to_string())])
            }
            Self::Differs {
                field,
                payload,
                certificate,
            } => crate::facts([
                ("field", (*field).to_owned()),
                ("payload", payload.clone()),
                ("certificate", certificate.clone()),
            ]),
        }
    }
}

/// Why an operation could not be sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealFailed {
    /// The key could not sign.
    #[error(transparent)]
    Key(#[from] SignFailed),
    /// Nobody would take it: over a limit.
    #[error(transparent)]
    Refused(#[from] Refused),
}

impl SealFailed {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Key(error) => error.code(),
            Self::Refused(error) => error.code(),
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::Key(error) => error.facts(),
            Self::Refused(error) => error.facts(),
        }
    }
}

/// Signs an operation, all of it in clear words.
///
/// # Errors
/// When the key fails, or when no reader would take the result.
pub fn seal(operation: &Operation, signer: &dyn Signer) -> Result<Signed, SealFailed> {
    seal_disclosing(operation, &Disclosures::none(), signer)
}

/// Signs an operation. What of its content the disclosures say is only a hash in
/// what is signed, and they travel beside.
///
/// # Errors
/// When the key fails, or when no reader would take the result.
pub fn seal_disclosing(
    operation: &Operation,
    disclosures: &Disclosures,
    signer: &dyn Signer,
) -> Result<Signed, SealFailed> {
    let (payload, beside) = covered(operation, disclosures)?;
    sealed(&payload, &beside, signer)
}

/// Signs an operation with a person's card and with their device. `binding` is
/// the agency's word that the card is the person's.
///
/// # Errors
/// When a key fails, or when no reader would take the result.
pub fn seal_with_card(
    operation: &Operation,
    disclosures: &Disclosures,
    device: &dyn Signer,
    card: &dyn Signer,
    binding: &[u8],
) -> Result<Signed, SealFailed> {
    let mut operation = operation.clone();
    operation.must_understand.extend([BINDING, CARD]);
    let (mut payload, beside) = covered(&operation, disclosures)?;
    payload.binding = Some(binding.to_vec());
    payload.card = Some(card::seal(&cbor::encode(&payload), card)?);
    sealed(&payload, &beside, device)
}

fn covered(
    operation: &Operation,
    disclosures: &Disclosures,
) -> Result<(Payload, Disclosures), Refused> {
    let covered = disclosure::cover(&operation.content, disclosures)?;
    let payload = Payload {
        content: covered.content,
        ..Payload::from(operation)
    };
    Ok((payload, covered.disclosures))
}

fn sealed(
    payload: &Payload,
    beside: &Disclosures,
    signer: &dyn Signer,
) -> Result<Signed, SealFailed> {
    let payload = cbor::encode(payload);
    let bytes = cose::seal_beside(&OPERATION, payload, &beside.to_list(), signer)?;
    let opened = open(&bytes)?;
    Ok(Signed {
        bytes,
        id: opened.id,
    })
}

/// The name of an operation: the SHA-256 of its signed bytes without what is
/// disclosed beside. Of bytes that are none, the SHA-256.
#[must_use]
pub fn id_of(bytes: &[u8]) -> OpId {
    cose::bare(bytes).map_or_else(|| Hash::of(bytes), |bare| Hash::of(&bare))
}

/// The same operation with only those disclosures that `keep` wants: its name and
/// its signature stay.
///
/// # Errors
/// When the bytes are no operation.
pub fn blacken(bytes: &[u8], keep: &dyn Fn(&Disclosure) -> bool) -> Result<Vec<u8>, Refused> {
    let left = open(bytes)?.disclosures.filter(keep);
    let list = disclosure::beside(&left).map(|beside| cbor::encode(&beside));
    cose::disclosing(bytes, list.as_deref()).ok_or_else(|| Refused::Shape("envelope".to_owned()))
}

/// Reads signed bytes without believing them.
///
/// # Errors
/// When they are not the form of an operation that this version understands.
pub fn open(bytes: &[u8]) -> Result<Opened, Refused> {
    let envelope = cose::open(&OPERATION, bytes)?;
    let payload: Payload = cbor::decode(&envelope.payload, OPERATION_BYTES_MAX)?;
    if payload.version != OPERATION_VERSION {
        return Err(Refused::Version(payload.version));
    }
    let card = card_of(&payload, &envelope.payload)?;
    let mut operation = Operation::from(payload);
    check(&operation)?;
    let disclosures = match &envelope.beside {
        Some(list) => Disclosures::from_list(list).map_err(Refused::Disclosure)?,
        None => Disclosures::none(),
    };
    let said = disclosure::uncover(&operation.content, &disclosures);
    let said = said.map_err(Refused::Disclosure)?;
    operation.content = said.content;
    Ok(Opened {
        id: id_of(bytes),
        operation,
        disclosures,
        blackened: said.blackened,
        envelope,
        card,
    })
}

/// The card's signature over all of the payload but itself. A reader of before
/// must not take what a card signed for what a device signed: keys 11 and 12 are
/// there together, and must be understood.
fn card_of(payload: &Payload, bytes: &[u8]) -> Result<Option<CardSignature>, Refused> {
    let (binding, card) = match (&payload.binding, &payload.card) {
        (None, None) => return Ok(None),
        (Some(binding), Some(card)) => (binding, card),
        _ => return Err(Refused::Shape("card".to_owned())),
    };
    let listed = payload.must_understand.as_deref().unwrap_or_default();
    if ![BINDING, CARD].iter().all(|key| listed.contains(key)) {
        return Err(Refused::Shape("card".to_owned()));
    }
    let content = cbor::without(bytes, CARD).ok_or_else(|| Refused::Shape("card".to_owned()))?;
    Ok(Some(CardSignature::open(card, binding, &content)?))
}

impl Opened {
    /// The certificates that came along, leaf first, DER.
    #[must_use]
    pub fn chain(&self) -> &[Vec<u8>] {
        &self.envelope.chain
    }

    /// Whom the leaf certificate names; proves nothing.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn claimed(&self) -> Result<Identity, Refused> {
        let leaf = self.chain().first().ok_or(Untrusted::Missing)?;
        Ok(certificate::identity(leaf)?)
    }

    /// The certificates of the card that signed, leaf first, DER; none where only
    /// the device did. Whoever has lists of revocation asks them about these.
    #[must_use]
    pub fn card_chain(&self) -> Option<&[Vec<u8>]> {
        self.card.as_ref().map(CardSignature::chain)
    }

    /// Proves who signed: see [`Opened::prove`].
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn verify(
        &self,
        roots: &Roots,
        at_ms: i64,
        revoked: &dyn Fn(&str) -> bool,
    ) -> Result<Identity, Refused> {
        self.prove(roots, at_ms, revoked).map(|proof| proof.by)
    }

    /// Proves who signed, and with what: certificate path to `roots` at `at_ms`,
    /// not `revoked` (by serial number), usage, algorithm, signature, payload and
    /// certificate naming the same; and where a card signed, all that
    /// [`crate::card`] asks, but for its revocation.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn prove(
        &self,
        roots: &Roots,
        at_ms: i64,
        revoked: &dyn Fn(&str) -> bool,
    ) -> Result<Proof, Refused> {
        let named = certificate::verify(self.chain(), roots, at_ms, Usage::Operation, revoked)?;
        self.envelope.signed()?;
        let said = &self.operation;
        same("agency", &said.agency, &named.agency)?;
        same("actor", &said.actor, &named.person)?;
        same("device", &said.device, &named.device)?;
        let mut signed_with = SignedWith::Device;
        if let Some(card) = &self.card {
            card.prove(roots, &said.agency, &said.actor, at_ms)?;
            signed_with = SignedWith::Card;
        }
        let chain = self.card_chain().unwrap_or_else(|| self.chain());
        let leaf = chain.first().ok_or(Untrusted::Missing)?;
        Ok(Proof {
            by: named,
            signed_with,
            serial: certificate::serial_of(&certificate::read(leaf)?),
            certificate: Hash::of(leaf),
        })
    }
}

fn same(field: &'static str, payload: &str, certificate: &str) -> Result<(), Refused> {
    if payload == certificate {
        return Ok(());
    }
    Err(Refused::Differs {
        field,
        payload: payload.to_owned(),
        certificate: certificate.to_owned(),
    })
}

fn check(operation: &Operation) -> Result<(), Refused> {
    let id = |text: &str| (1..=ID_BYTES_MAX).contains(&text.len());
    let checks = [
        ("agency", id(&operation.agency)),
        ("actor", id(&operation.actor)),
        ("device", id(&operation.device)),
        ("acting-for", operation.acting_for.as_deref().is_none_or(id)),
        ("seen", operation.seen.len() <= SEEN_MAX),
        (
            "stream",
            operation
                .seen
                .iter()
                .all(|head| stream_name_is_sound(&head.stream)),
        ),
    ];
    if let Some((field, _)) = checks.into_iter().find(|(_, sound)| !sound) {
        return Err(Refused::Limit(field));
    }
    let unknown = |key: &&u64| !(1..=KEY_MAX).contains(*key);
    match operation.must_understand.iter().find(unknown) {
        Some(key) => Err(Refused::MustUnderstand(*key)),
        None => Ok(()),
    }
}

impl From<&Operation> for Payload {
    fn from(operation: &Operation) -> Self {
        let said = operation.clone();
        Self {
            version: OPERATION_VERSION,
            agency: said.agency,
            actor: said.actor,
            device: said.device,
            acting_for: said.acting_for,
            at: said.at,
            seen: said.seen,
            content: said.content,
            nonce: said.nonce,
            must_understand: Some(said.must_understand).filter(|keys| !keys.is_empty()),
            binding: None,
            card: None,
        }
    }
}

impl From<Payload> for Operation {
    fn from(read: Payload) -> Self {
        Self {
            agency: read.agency,
            actor: read.actor,
            device: read.device,
            acting_for: read.acting_for,
            at: read.at,
            seen: read.seen,
            content: read.content,
            nonce: read.nonce,
            must_understand: read.must_understand.unwrap_or_default(),
        }
    }
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Form(error) => Self::Form(error),
            Fault::Shape(what) => Self::Shape(what.to_owned()),
            Fault::Chain(count) => Self::Chain(count),
        }
    }
}

impl From<Unsigned> for Refused {
    fn from(unsigned: Unsigned) -> Self {
        match unsigned {
            Unsigned::Certificate(error) => Self::Certificate(error),
            Unsigned::Algorithm { algorithm, key } => Self::Algorithm {
                algorithm: algorithm.name(),
                key,
            },
            Unsigned::Wrong => Self::Signature,
        }
    }
}

impl From<Unreadable> for Refused {
    fn from(error: Unreadable) -> Self {
        match error {
            Unreadable::Form(error) => Self::Form(error),
            Unreadable::Shape(detail) => Self::Shape(detail),
        }
    }
}
