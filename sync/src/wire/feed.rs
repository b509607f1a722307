//! Push, changes and pull.

use minicbor::{Decode, Encode};

use super::{Body, first_over};
use crate::cbor::ByteLists;
use crate::envelope::OPERATION_BYTES_MAX;
use crate::event::{EVENT_BYTES_MAX, StreamHead};
use crate::stream_name_is_sound;
use crate::verdict::VERDICT_BYTES_MAX;

/// Operations in one push.
pub const PUSH_OPS_MAX: usize = 200;
/// Bytes of all operations in one push.
pub const PUSH_BYTES_MAX: usize = 1024 * 1024;
/// Streams in one answer of changes.
pub const CHANGES_MAX: usize = 5_000;
/// Streams in one pull.
pub const PULL_STREAMS_MAX: usize = 500;
/// Records in one answer of pull, over all streams.
pub const PULL_RECORDS_MAX: usize = 5_000;
/// Bytes of one answer of pull.
const PULLED_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Room for the heads of maps, arrays and strings around the contents.
const FRAME_BYTES: usize = 16 * 1024;

/// Request of `POST /v1/push`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Push {
    /// Signed operations, in the order in which they are to be decided.
    #[cbor(n(1), with = "crate::cbor::byte_lists")]
    pub operations: Vec<Vec<u8>>,
    /// What the client holds of the server's history, so that a server that
    /// tells two histories is found.
    #[n(2)]
    pub heads: Option<Vec<StreamHead>>,
}

impl Body for Push {
    const NAME: &'static str = "push";
    const BYTES_MAX: usize = PUSH_BYTES_MAX + OPERATION_BYTES_MAX + FRAME_BYTES;

    fn over_limit(&self) -> Option<&'static str> {
        let total: usize = self.operations.iter().map(Vec::len).sum();
        let each = self
            .operations
            .iter()
            .all(|one| one.len() <= OPERATION_BYTES_MAX);
        let heads = self.heads.as_ref().map_or(0, Vec::len);
        first_over([
            (
                "operations",
                (1..=PUSH_OPS_MAX).contains(&self.operations.len()),
            ),
            ("operation", each),
            ("bytes", total <= PUSH_BYTES_MAX),
            ("heads", heads <= PULL_STREAMS_MAX),
        ])
    }
}

/// Answer of `POST /v1/push`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Pushed {
    /// Signed verdicts, one for each operation in the request's order; an
    /// empty byte string where the server came to none.
    #[cbor(n(1), with = "crate::cbor::byte_lists")]
    pub verdicts: Vec<Vec<u8>>,
}

impl Body for Pushed {
    const NAME: &'static str = "pushed";
    const BYTES_MAX: usize = PULLED_BYTES_MAX;

    fn over_limit(&self) -> Option<&'static str> {
        let each = self
            .verdicts
            .iter()
            .all(|one| one.len() <= VERDICT_BYTES_MAX);
        first_over([
            ("verdicts", self.verdicts.len() <= PUSH_OPS_MAX),
            ("verdict", each),
        ])
    }
}

/// Request of `POST /v1/changes`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct ChangesQuery {
    /// Where the last answer ended; empty for the beginning.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub cursor: Vec<u8>,
    /// How long the server may wait for news, ms.
    #[n(2)]
    pub wait_ms: u64,
}

impl Body for ChangesQuery {
    const NAME: &'static str = "changes-query";
    const BYTES_MAX: usize = 1024;

    fn over_limit(&self) -> Option<&'static str> {
        first_over([
            ("cursor", self.cursor.len() <= 256),
            ("wait", self.wait_ms <= 60_000),
        ])
    }
}

/// Answer of `POST /v1/changes`: an index, the contents are pulled.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Changes {
    /// Streams that the reader may see and that have grown.
    #[n(1)]
    pub streams: Vec<StreamHead>,
    /// Streams that the reader may no longer see: they are to be removed.
    #[n(2)]
    pub revoked: Vec<String>,
    /// Where this answer ends.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub cursor: Vec<u8>,
    /// There is more at once.
    #[n(4)]
    pub more: bool,
    /// Signed verdicts on the reader's own operations that were held before.
    #[cbor(n(5), with = "crate::cbor::byte_lists")]
    pub verdicts: Vec<Vec<u8>>,
}

impl Body for Changes {
    const NAME: &'static str = "changes";
    const BYTES_MAX: usize = 4 * 1024 * 1024;

    fn over_limit(&self) -> Option<&'static str> {
        let named = self
            .streams
            .iter()
            .all(|head| stream_name_is_sound(&head.stream));
        first_over([
            ("streams", self.streams.len() <= CHANGES_MAX),
            ("revoked", self.revoked.len() <= CHANGES_MAX),
            (
                "stream",
                named && self.revoked.iter().all(|name| stream_name_is_sound(name)),
            ),
            ("cursor", self.cursor.len() <= 256),
            ("verdicts", self.verdicts.len() <= PUSH_OPS_MAX),
        ])
    }
}

/// From where one stream is wanted; in CBOR the array [stream, from].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct PullFrom {
    /// Name of the stream.
    #[n(0)]
    pub stream: String,
    /// Number of the first event that is wanted, from 1.
    #[n(1)]
    pub from_seq: u64,
}

/// Request of `POST /v1/pull`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Pull {
    /// What is wanted.
    #[n(1)]
    pub streams: Vec<PullFrom>,
    /// Most records in the answer, over all streams.
    #[n(2)]
    pub limit: u64,
}

impl Body for Pull {
    const NAME: &'static str = "pull";
    const BYTES_MAX: usize = 128 * 1024;

    fn over_limit(&self) -> Option<&'static str> {
        let sound = |one: &PullFrom| stream_name_is_sound(&one.stream) && one.from_seq >= 1;
        first_over([
            (
                "streams",
                (1..=PULL_STREAMS_MAX).contains(&self.streams.len()),
            ),
            ("stream", self.streams.iter().all(sound)),
            ("limit", (1..=PULL_RECORDS_MAX as u64).contains(&self.limit)),
        ])
    }
}

/// What came of one stream.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PulledStream {
    /// Name of the stream.
    #[n(1)]
    pub stream: String,
    /// Event records, as they are stored.
    #[cbor(n(2), with = "crate::cbor::byte_lists")]
    pub records: Vec<Vec<u8>>,
    /// The signed operations behind them, as far as the reader may see them.
    #[cbor(n(3), with = "crate::cbor::byte_lists")]
    pub operations: Vec<Vec<u8>>,
    /// The stream goes on after the last record here.
    #[n(4)]
    pub more: bool,
    /// Why nothing came: the reader may not see this stream.
    #[n(5)]
    pub refused: Option<String>,
    /// The agency's signed words on those operations.
    #[n(6)]
    pub verdicts: Option<ByteLists>,
}

impl PulledStream {
    /// The agency's signed words, as far as they came.
    #[must_use]
    pub fn words(&self) -> &[Vec<u8>] {
        self.verdicts.as_ref().map_or(&[], |list| &list.0)
    }
}

/// Answer of `POST /v1/pull`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Pulled {
    /// One for each stream that was asked for, as far as the limits went.
    #[n(1)]
    pub streams: Vec<PulledStream>,
}

impl Body for Pulled {
    const NAME: &'static str = "pulled";
    const BYTES_MAX: usize = PULLED_BYTES_MAX;

    fn over_limit(&self) -> Option<&'static str> {
        let records: usize = self.streams.iter().map(|one| one.records.len()).sum();
        let operations: usize = self.streams.iter().map(|one| one.operations.len()).sum();
        let each = self.streams.iter().all(|one| {
            stream_name_is_sound(&one.stream)
                && one
                    .records
                    .iter()
                    .all(|record| record.len() <= EVENT_BYTES_MAX)
                && one
                    .operations
                    .iter()
                    .all(|signed| signed.len() <= OPERATION_BYTES_MAX)
                && one
                    .words()
                    .iter()
                    .all(|word| word.len() <= VERDICT_BYTES_MAX)
        });
        let words: usize = self.streams.iter().map(|one| one.words().len()).sum();
        first_over([
            ("streams", self.streams.len() <= PULL_STREAMS_MAX),
            ("records", records <= PULL_RECORDS_MAX),
            ("operations", operations <= PULL_RECORDS_MAX),
            ("verdicts", words <= PULL_RECORDS_MAX),
            ("stream", each),
        ])
    }
}
