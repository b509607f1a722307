//! What became true, numbered and chained (`docs/formats/event.md`).

use minicbor::{Decode, Encode};

use crate::cbor::{self, ByteLists, NotDeterministic, Unreadable};
use crate::disclosure::{self, Disclosure, Disclosures, Key, Misfit};
use crate::{Facts, Hash, OpId, stream_name_is_sound};

/// Bytes of one event record.
pub const EVENT_BYTES_MAX: usize = 256 * 1024;
/// Version written by this code.
pub const EVENT_VERSION: u64 = 1;
/// The key of the disclosures, which are not part of what is chained.
const DISCLOSED: u64 = 8;

/// Where a stream ends: number and hash of its last event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Head {
    /// Number of the last event; 0 for an empty stream.
    pub seq: u64,
    /// Hash of its record ([`hash_of`]); zeros for an empty stream.
    pub hash: Hash,
}

impl Head {
    /// The head of a stream without events.
    pub const EMPTY: Self = Self {
        seq: 0,
        hash: Hash::ZERO,
    };
}

/// A named stream's head; in CBOR the array [stream, seq, hash].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct StreamHead {
    /// Name of the stream.
    #[n(0)]
    pub stream: String,
    /// Number of its last event.
    #[n(1)]
    pub seq: u64,
    /// Hash of that event's record ([`hash_of`]).
    #[n(2)]
    pub hash: Hash,
}

impl StreamHead {
    /// `head` of `stream`.
    #[must_use]
    pub fn new(stream: &str, head: Head) -> Self {
        Self {
            stream: stream.to_owned(),
            seq: head.seq,
            hash: head.hash,
        }
    }

    /// The head without the name.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            seq: self.seq,
            hash: self.hash,
        }
    }
}

/// One event in its stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Name of the stream.
    pub stream: String,
    /// Number in the stream, from 1.
    pub seq: u64,
    /// Hash of the record before; zeros for the first.
    pub previous: Hash,
    /// The operation that caused it.
    pub operation: OpId,
    /// When the server wrote it: ms since 1970 UTC.
    pub at: i64,
    /// The office's CBOR, as far as it is disclosed; opaque here.
    pub body: Vec<u8>,
    /// What of it is only a hash in what is chained.
    pub disclosures: Disclosures,
    /// What of it is not disclosed.
    pub blackened: Vec<Key>,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Shape {
    #[n(1)]
    version: u64,
    #[n(2)]
    stream: String,
    #[n(3)]
    seq: u64,
    #[n(4)]
    previous: Hash,
    #[n(5)]
    operation: OpId,
    #[n(6)]
    at: i64,
    #[cbor(n(7), with = "minicbor::bytes")]
    body: Vec<u8>,
    #[n(8)]
    disclosed: Option<ByteLists>,
}

/// Why a record does not continue a stream.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Not deterministic CBOR, or too large.
    #[error(transparent)]
    Form(#[from] NotDeterministic),
    /// Not the shape of a record.
    #[error("no event record: {0}")]
    Shape(String),
    /// Written by a later version.
    #[error("version {0} is not known")]
    Version(u64),
    /// What stands beside the chained bytes does not belong to them.
    #[error("disclosure: {0}")]
    Disclosure(Misfit),
    /// A record of another stream, or one with an unsound name.
    #[error("record of stream {found}, not {expected}")]
    Stream {
        /// The stream that is being read.
        expected: String,
        /// The stream that the record names.
        found: String,
    },
    /// Not the next number.
    #[error("event {found} of {stream} where {expected} is next")]
    Sequence {
        /// Name of the stream.
        stream: String,
        /// The number that is next.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// The chain does not hold: somebody tells another history.
    #[error("event {seq} of {stream} does not follow the one before")]
    Chain {
        /// Name of the stream.
        stream: String,
        /// Number of the record that does not follow.
        seq: u64,
    },
}

impl Broken {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form(error) => error.code(),
            Self::Shape(_) => "event-shape",
            Self::Version(_) => "event-version",
            Self::Disclosure(_) => "event-disclosure",
            Self::Stream { .. } => "event-stream",
            Self::Sequence { .. } => "event-sequence",
            Self::Chain { .. } => "event-chain",
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::Form(error) => error.facts(),
            Self::Shape(detail) => crate::facts([("detail", detail.clone())]),
            Self::Version(version) => crate::facts([("version", version.to_string())]),
            Self::Disclosure(misfit) => crate::facts([("problem", misfit.word().to_owned())]),
            Self::Stream { expected, found } => {
                crate::facts([("expected", expected.clone()), ("found", found.clone())])
            }
            Self::Sequence {
                stream,
                expected,
                found,
            } => crate::facts([
                ("stream", stream.clone()),
                ("expected", expected.to_string()),
                ("found", found.to_string()),
            ]),
            Self::Chain { stream, seq } => {
                crate::facts([("stream", stream.clone()), ("seq", seq.to_string())])
            }
        }
    }
}

impl Record {
    /// Writes the next record after `head`: its bytes and the new head. What of the
    /// `body` the disclosures say is covered, and they travel beside.
    ///
    /// # Errors
    /// [`Broken::Stream`] for an unsound name, [`Broken::Form`] when over
    /// [`EVENT_BYTES_MAX`], [`Broken::Sequence`] when the numbers are used up.
    pub fn seal(
        head: &Head,
        stream: &str,
        operation: OpId,
        at: i64,
        body: &[u8],
        disclosures: &Disclosures,
    ) -> Result<(Vec<u8>, Head), Broken> {
        let seq = next(head, stream, u64::MAX)?;
        let covered = disclosure::cover(body, disclosures)?;
        let bytes = cbor::encode(&Shape {
            version: EVENT_VERSION,
            stream: stream.to_owned(),
            seq,
            previous: head.hash,
            operation,
            at,
            body: covered.content,
            disclosed: disclosure::beside(&covered.disclosures),
        });
        let (_, head) = extend(stream, head, &bytes)?;
        Ok((bytes, head))
    }

    /// Reads a record by itself, without its place in the chain.
    ///
    /// # Errors
    /// When the bytes are no record of a version that is known.
    pub fn read(bytes: &[u8]) -> Result<Self, Broken> {
        let shape: Shape = cbor::decode(bytes, EVENT_BYTES_MAX)?;
        if shape.version != EVENT_VERSION {
            return Err(Broken::Version(shape.version));
        }
        let disclosures = disclosure::read_beside(shape.disclosed).map_err(Broken::Disclosure)?;
        let said = disclosure::uncover(&shape.body, &disclosures).map_err(Broken::Disclosure)?;
        Ok(Self {
            stream: shape.stream,
            seq: shape.seq,
            previous: shape.previous,
            operation: shape.operation,
            at: shape.at,
            body: said.content,
            disclosures,
            blackened: said.blackened,
        })
    }
}

/// The hash of a record: the SHA-256 of its bytes without the disclosures.
#[must_use]
pub fn hash_of(bytes: &[u8]) -> Hash {
    cbor::without(bytes, DISCLOSED).map_or_else(|| Hash::of(bytes), |chained| Hash::of(&chained))
}

/// The same record with only those disclosures that `keep` wants: its hash stays.
///
/// # Errors
/// When the bytes are no record.
pub fn blacken(bytes: &[u8], keep: &dyn Fn(&Disclosure) -> bool) -> Result<Vec<u8>, Broken> {
    let left = Record::read(bytes)?.disclosures.filter(keep);
    let bare = cbor::without(bytes, DISCLOSED).unwrap_or_else(|| bytes.to_vec());
    let Some(beside) = disclosure::beside(&left) else {
        return Ok(bare);
    };
    cbor::with(&bare, DISCLOSED, &cbor::encode(&beside))
        .ok_or_else(|| Broken::Shape("map".to_owned()))
}

/// Reads the record that follows `head` in `stream`: it and the new head.
///
/// # Errors
/// When the bytes are no record, or not the one that comes next.
pub fn extend(stream: &str, head: &Head, bytes: &[u8]) -> Result<(Record, Head), Broken> {
    let record = Record::read(bytes)?;
    if record.stream != stream || !stream_name_is_sound(stream) {
        return Err(Broken::Stream {
            expected: stream.to_owned(),
            found: record.stream,
        });
    }
    let seq = next(head, stream, record.seq)?;
    if record.seq != seq {
        return Err(Broken::Sequence {
            stream: stream.to_owned(),
            expected: seq,
            found: record.seq,
        });
    }
    if record.previous != head.hash {
        return Err(Broken::Chain {
            stream: stream.to_owned(),
            seq,
        });
    }
    let hash = hash_of(bytes);
    Ok((record, Head { seq, hash }))
}

fn next(head: &Head, stream: &str, found: u64) -> Result<u64, Broken> {
    head.seq.checked_add(1).ok_or_else(|| Broken::Sequence {
        stream: stream.to_owned(),
        expected: head.seq,
        found,
    })
}

impl From<Unreadable> for Broken {
    fn from(error: Unreadable) -> Self {
        match error {
            Unreadable::Form(error) => Self::Form(error),
            Unreadable::Shape(detail) => Self::Shape(detail),
        }
    }
}
