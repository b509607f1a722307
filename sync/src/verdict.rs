//! The server's signed answer to an operation (`docs/formats/verdict.md`).

use minicbor::{Decode, Encode};

use crate::cbor::{self, NotDeterministic, Unreadable};
use crate::certificate::{self, Identity, Roots, Untrusted, Usage};
use crate::cose::{self, Envelope, Fault, Kind, Unsigned};
use crate::envelope::{SignFailed, Signer};
use crate::event::StreamHead;
use crate::{Facts, OpId, stream_name_is_sound};

/// Bytes of one signed verdict, its certificates included.
pub const VERDICT_BYTES_MAX: usize = 64 * 1024;
/// Events that one operation may cause.
pub const EVENTS_MAX: usize = 1_000;
/// Facts of one refusal.
pub const FACTS_MAX: usize = 64;
/// Version written by this code.
pub const VERDICT_VERSION: u64 = 1;

const VERDICT: Kind = Kind {
    content_type: "application/vnd.antou.verdict+cbor",
    max: VERDICT_BYTES_MAX,
    discloses: false,
};

/// What the agency decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// It became true: see the events.
    Accepted,
    /// It did not: see code and facts.
    Refused,
    /// A person at the agency must look at it first.
    Held,
}

/// The answer to one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The operation.
    pub operation: OpId,
    /// What was decided.
    pub decision: Decision,
    /// It had been decided before; this repeats that decision.
    pub duplicate: bool,
    /// When, by the server's clock: ms since 1970 UTC.
    pub at: i64,
    /// The events that it caused.
    pub events: Vec<StreamHead>,
    /// Why it was refused or held; empty when accepted.
    pub code: String,
    /// The facts for the sentence.
    pub facts: Facts,
    /// The server's epoch: it grows when the server was restored from a copy.
    pub epoch: u64,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Payload {
    #[n(1)]
    version: u64,
    #[n(2)]
    operation: OpId,
    #[n(3)]
    outcome: u64,
    #[n(4)]
    at: i64,
    #[n(5)]
    events: Vec<StreamHead>,
    #[n(6)]
    code: String,
    #[cbor(n(7), with = "crate::cbor::text_map")]
    facts: Facts,
    #[n(8)]
    epoch: u64,
    #[n(9)]
    inner: Option<u64>,
}

const DUPLICATE: u64 = 4;

/// A verdict whose form is right; nothing is proven before [`Opened::verify`].
#[derive(Debug, Clone)]
pub struct Opened {
    /// What it says.
    pub verdict: Verdict,
    envelope: Envelope,
}

/// A verdict that was proven to be the agency's. Only [`Opened::verify`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    verdict: Verdict,
    by: Identity,
}

/// Why bytes are not taken as a verdict.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Doubted {
    /// Not deterministic CBOR, or too large.
    #[error(transparent)]
    Form(#[from] NotDeterministic),
    /// Not the shape of a verdict.
    #[error("no verdict: {0}")]
    Shape(String),
    /// Written by a later version.
    #[error("version {0} is not known")]
    Version(u64),
    /// The certificate is not accepted.
    #[error(transparent)]
    Certificate(#[from] Untrusted),
    /// The certificate is not the server's own.
    #[error("signed by {0}, not by the agency")]
    NotAgency(String),
    /// Not signed by the key of its certificate.
    #[error("signature is wrong")]
    Signature,
}

impl Doubted {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form(error) => error.code(),
            Self::Shape(_) => "verdict-shape",
            Self::Version(_) => "verdict-version",
            Self::Certificate(error) => error.code(),
            Self::NotAgency(_) => "verdict-not-agency",
            Self::Signature => "verdict-signature",
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::Form(error) => error.facts(),
            Self::Shape(detail) => crate::facts([("detail", detail.clone())]),
            Self::Version(version) => crate::facts([("version", version.to_string())]),
            Self::Certificate(error) => error.facts(),
            Self::NotAgency(person) => crate::facts([("person", person.clone())]),
            Self::Signature => Facts::new(),
        }
    }
}

impl Verdict {
    /// Signs this verdict with the server's key.
    ///
    /// # Errors
    /// When the key cannot be used.
    pub fn sign(&self, signer: &dyn Signer) -> Result<Vec<u8>, SignFailed> {
        cose::seal(&VERDICT, cbor::encode(&Payload::from(self)), signer)
    }
}

/// Reads signed bytes without believing them.
///
/// # Errors
/// When they are not the form of a verdict.
pub fn open(bytes: &[u8]) -> Result<Opened, Doubted> {
    let envelope = cose::open(&VERDICT, bytes)?;
    let payload: Payload = cbor::decode(&envelope.payload, VERDICT_BYTES_MAX)?;
    if payload.version != VERDICT_VERSION {
        return Err(Doubted::Version(payload.version));
    }
    let verdict = Verdict::try_from(payload)?;
    Ok(Opened { verdict, envelope })
}

impl Opened {
    /// Proves that the agency said this: certificate path to `roots`, the
    /// verdict usage, and the signature. `at_ms` is best the verdict's own
    /// time: an old verdict stays true after the server's key was renewed.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn verify(
        self,
        roots: &Roots,
        at_ms: i64,
        revoked: &dyn Fn(&str) -> bool,
    ) -> Result<Verified, Doubted> {
        let chain = &self.envelope.chain;
        let by = certificate::verify(chain, roots, at_ms, Usage::Verdict, revoked)?;
        if by.person != certificate::AGENCY_ACTOR {
            return Err(Doubted::NotAgency(by.person));
        }
        self.envelope.signed().map_err(|unsigned| match unsigned {
            Unsigned::Certificate(error) => Doubted::Certificate(error),
            Unsigned::Algorithm { .. } | Unsigned::Wrong => Doubted::Signature,
        })?;
        Ok(Verified {
            verdict: self.verdict,
            by,
        })
    }
}

impl Verified {
    /// What the agency said.
    #[must_use]
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// Which server key said it.
    #[must_use]
    pub fn by(&self) -> &Identity {
        &self.by
    }
}

impl Decision {
    fn number(self) -> u64 {
        match self {
            Self::Accepted => 1,
            Self::Refused => 2,
            Self::Held => 3,
        }
    }

    fn from_number(number: u64) -> Option<Self> {
        [Self::Accepted, Self::Refused, Self::Held]
            .into_iter()
            .find(|decision| decision.number() == number)
    }
}

impl From<&Verdict> for Payload {
    fn from(verdict: &Verdict) -> Self {
        let said = verdict.clone();
        let decision = said.decision.number();
        Self {
            version: VERDICT_VERSION,
            operation: said.operation,
            outcome: if said.duplicate { DUPLICATE } else { decision },
            at: said.at,
            events: said.events,
            code: said.code,
            facts: said.facts,
            epoch: said.epoch,
            inner: said.duplicate.then_some(decision),
        }
    }
}

impl TryFrom<Payload> for Verdict {
    type Error = Doubted;

    fn try_from(read: Payload) -> Result<Self, Doubted> {
        let shape = |what: &str| Doubted::Shape(what.to_owned());
        let duplicate = read.outcome == DUPLICATE;
        if duplicate != read.inner.is_some() {
            return Err(shape("outcome"));
        }
        let decision = Decision::from_number(read.inner.unwrap_or(read.outcome))
            .ok_or_else(|| shape("outcome"))?;
        let streams_sound = read
            .events
            .iter()
            .all(|head| stream_name_is_sound(&head.stream));
        if read.events.len() > EVENTS_MAX || !streams_sound {
            return Err(shape("events"));
        }
        if read.facts.len() > FACTS_MAX {
            return Err(shape("facts"));
        }
        Ok(Self {
            operation: read.operation,
            decision,
            duplicate,
            at: read.at,
            events: read.events,
            code: read.code,
            facts: read.facts,
            epoch: read.epoch,
        })
    }
}

impl From<Fault> for Doubted {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Form(error) => Self::Form(error),
            Fault::Shape(what) => Self::Shape(what.to_owned()),
            Fault::Chain(count) => Self::Shape(format!("{count} certificates")),
        }
    }
}

impl From<Unreadable> for Doubted {
    fn from(error: Unreadable) -> Self {
        match error {
            Unreadable::Form(error) => Self::Form(error),
            Unreadable::Shape(detail) => Self::Shape(detail),
        }
    }
}
