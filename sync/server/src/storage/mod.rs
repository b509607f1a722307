//! What the agency keeps. [`Store`] is the whole face of a database; it is
//! called on threads that may block, and never decides anything.

mod blobs;
mod devices;
mod history;
mod migrate;
mod register;
mod sqlite;

pub use register::{
    Attempt, Register, StampedHead, StoredAttempt, StoredCard, StoredStamp, audit_hash,
};
pub use sqlite::Sqlite;

use sync::event::{Head, StreamHead};
use sync::verdict::Decision;
use sync::{Facts, Hash, OpId};

/// Why the store did not do it. Nothing was decided and nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreFault {
    /// The database failed: disk, lock, permission.
    #[error("database: {0}")]
    Database(String),
    /// The disk is full.
    #[error("disk is full")]
    Full,
    /// What was read is not what was written.
    #[error("damaged: {0}")]
    Damaged(String),
    /// Written by a later version of this program.
    #[error("database has version {found}, this program knows {known}")]
    Newer {
        /// Version of the database.
        found: i64,
        /// Newest version that is known.
        known: i64,
    },
}

impl StoreFault {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Database(_) => "store-fault",
            Self::Full => "store-full",
            Self::Damaged(_) => "store-damaged",
            Self::Newer { .. } => "store-newer",
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::Full => Facts::new(),
            Self::Database(detail) | Self::Damaged(detail) => {
                Facts::from([("detail".to_owned(), detail.clone())])
            }
            Self::Newer { found, known } => Facts::from([
                ("found".to_owned(), found.to_string()),
                ("known".to_owned(), known.to_string()),
            ]),
        }
    }
}

/// An event record as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecord {
    /// SHA-256 of the record.
    pub hash: Hash,
    /// The operation that caused it.
    pub operation: OpId,
    /// The record.
    pub bytes: Vec<u8>,
}

/// New records of one stream, to be written only if it still ends at `base`.
#[derive(Debug, Clone)]
pub struct Append {
    /// Name of the stream.
    pub stream: String,
    /// Where the stream ended when this was decided.
    pub base: Head,
    /// Where it ends with this.
    pub head: Head,
    /// The records, in order.
    pub records: Vec<StoredRecord>,
}

/// A verdict as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVerdict {
    /// The operation.
    pub operation: OpId,
    /// What was decided.
    pub decision: Decision,
    /// When, ms.
    pub at: i64,
    /// Why it was refused or held; empty when accepted.
    pub code: String,
    /// Who signed the operation, where that is proven; else empty.
    pub actor: String,
    /// On which device, where that is proven; else empty.
    pub device: String,
    /// The signer's clock less ours, ms.
    pub skew: i64,
    /// The signed verdict.
    pub bytes: Vec<u8>,
}

/// What one transaction writes: all or nothing.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// New records.
    pub appends: Vec<Append>,
    /// Signed operations with their ids; one that is there stays.
    pub operations: Vec<(OpId, Vec<u8>)>,
    /// Verdicts; only one that was held may be replaced.
    pub verdicts: Vec<StoredVerdict>,
    /// When cases want to be woken; none when they wait for people only.
    pub wakes: Vec<(String, Option<i64>)>,
    /// Which stream's readers may read which blob.
    pub readers: Vec<(Hash, String)>,
    /// Operations held until a blob comes: blob, operation.
    pub missing: Vec<(Hash, OpId)>,
    /// Lines of the audit log.
    pub attempts: Vec<Attempt>,
}

impl Batch {
    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.appends.is_empty() && self.verdicts.is_empty() && self.attempts.is_empty()
    }
}

/// What came of a [`Batch`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Committed {
    /// It is on disk; the feed now ends here.
    Done(u64),
    /// Somebody else wrote first: nothing of it was written. Decide again.
    Lost,
}

/// A line of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    /// Its place; grows, with gaps.
    pub position: u64,
    /// What changed.
    pub what: FeedItem,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedItem {
    /// A stream grew.
    Stream(String),
    /// A held operation was decided.
    Decided(OpId),
}

/// A cached state with the place that it reflects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Name of the stream.
    pub stream: String,
    /// [`office::SHAPE`] of the program that wrote it.
    pub shape: u32,
    /// The event up to which it goes.
    pub head: Head,
    /// The office's bytes.
    pub state: Vec<u8>,
}

/// A blob that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredBlob {
    /// SHA-256 of the whole.
    pub sha256: Hash,
    /// Bytes of the whole.
    pub size: u64,
    /// Its manifest, as it came.
    pub manifest: Vec<u8>,
    /// Who sent it: person, or the agency.
    pub sender: String,
    /// When, ms.
    pub at: i64,
}

/// A one-time code to enrol a computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredInvitation {
    /// Public half of the code.
    pub ticket: String,
    /// SHA-256 of the secret half.
    pub secret: Hash,
    /// For whom.
    pub person: String,
    /// Until when, ms.
    pub expires: i64,
    /// Wrong tries that are left.
    pub tries: u32,
}

/// What came of a one-time code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redeemed {
    /// It was right, and is used up now.
    For(String),
    /// It was right, and was used up before by the same device: for an answer
    /// that was lost.
    Again(String),
    /// It was right, and was used up before by another device.
    Used,
    /// There is no such code.
    Unknown,
    /// It came too late.
    Expired,
    /// The secret half is wrong; so many tries are left.
    Wrong(u32),
}

/// A certificate that was issued to a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCertificate {
    /// Serial number, lower-case hexadecimal.
    pub serial: String,
    /// Whose device.
    pub person: String,
    /// Which device.
    pub device: String,
    /// The name of the computer, as its owner calls it.
    pub computer: String,
    /// When it was issued, ms.
    pub at: i64,
    /// Until when it is valid, ms.
    pub until: i64,
    /// DER.
    pub der: Vec<u8>,
    /// Since when it is revoked, ms.
    pub revoked: Option<i64>,
}

/// The agency's database. Every method is one transaction.
///
/// All of them fail with a [`StoreFault`] and have then written nothing.
#[expect(clippy::missing_errors_doc, reason = "said once, above")]
pub trait Store: Register + Send + Sync + 'static {
    /// The server's epoch: grows when it was restored from a copy.
    fn epoch(&self) -> Result<u64, StoreFault>;

    /// Where a stream ends.
    fn head(&self, stream: &str) -> Result<Head, StoreFault>;
    /// Streams by name after `after`, at most `limit`.
    fn heads(&self, after: &str, limit: usize) -> Result<Vec<StreamHead>, StoreFault>;
    /// Records of a stream from a number on: at most `limit`, and after the
    /// first no more than `bytes` in all.
    fn records(
        &self,
        stream: &str,
        from: u64,
        limit: usize,
        bytes: usize,
    ) -> Result<Vec<StoredRecord>, StoreFault>;
    /// A signed operation.
    fn operation(&self, id: &OpId) -> Result<Option<Vec<u8>>, StoreFault>;
    /// The verdict on an operation.
    fn verdict(&self, id: &OpId) -> Result<Option<StoredVerdict>, StoreFault>;
    /// Verdicts by operation after `after`, at most `limit`.
    fn verdicts(&self, after: &OpId, limit: usize) -> Result<Vec<StoredVerdict>, StoreFault>;
    /// Writes a batch, guarded by the heads of its streams.
    fn commit(&self, batch: &Batch) -> Result<Committed, StoreFault>;

    /// Lines of the feed after a position, at most `limit`.
    fn feed(&self, after: u64, limit: usize) -> Result<Vec<FeedEntry>, StoreFault>;
    /// Where the feed ends.
    fn feed_end(&self) -> Result<u64, StoreFault>;

    /// The cached state of a stream.
    fn snapshot(&self, stream: &str) -> Result<Option<Snapshot>, StoreFault>;
    /// Replaces cached states.
    fn save_snapshots(&self, snapshots: &[Snapshot]) -> Result<(), StoreFault>;

    /// Cases that want to be woken by `now`, most overdue first.
    fn due(&self, now: i64, limit: usize) -> Result<Vec<String>, StoreFault>;
    /// The next time at which a case wants to be woken, ms.
    fn next_due(&self) -> Result<Option<i64>, StoreFault>;
    /// Puts the waking of a case off.
    fn put_off(&self, stream: &str, until: i64) -> Result<(), StoreFault>;

    /// A blob that is whole.
    fn blob(&self, sha256: &Hash) -> Result<Option<StoredBlob>, StoreFault>;
    /// Blobs by hash after `after`, at most `limit`.
    fn blobs(&self, after: &Hash, limit: usize) -> Result<Vec<StoredBlob>, StoreFault>;
    /// Bytes of the whole blobs of a sender.
    fn sent_bytes(&self, sender: &str) -> Result<u64, StoreFault>;
    /// Notes a blob that is whole and on disk; answers which held operations
    /// waited for it.
    fn put_blob(&self, blob: &StoredBlob) -> Result<Vec<OpId>, StoreFault>;
    /// The streams whose readers may read a blob.
    fn blob_readers(&self, sha256: &Hash) -> Result<Vec<String>, StoreFault>;

    /// Notes a one-time code.
    fn invite(&self, invitation: &StoredInvitation) -> Result<(), StoreFault>;
    /// Tries a one-time code; a right one is used up for the device.
    fn redeem(
        &self,
        ticket: &str,
        secret: &Hash,
        device: &str,
        now: i64,
    ) -> Result<Redeemed, StoreFault>;
    /// Notes a certificate that was issued.
    fn put_certificate(&self, certificate: &StoredCertificate) -> Result<(), StoreFault>;
    /// A certificate by its serial number.
    fn certificate(&self, serial: &str) -> Result<Option<StoredCertificate>, StoreFault>;
    /// The certificates of a device, oldest first.
    fn certificates_of(&self, device: &str) -> Result<Vec<StoredCertificate>, StoreFault>;
    /// Revokes all certificates of a device; answers how many.
    fn revoke(&self, device: &str, at: i64) -> Result<usize, StoreFault>;

    /// Whether a device was told of a stream.
    fn was_shown(&self, device: &str, stream: &str) -> Result<bool, StoreFault>;
    /// Notes that a device was told of streams.
    fn show(&self, device: &str, streams: &[String]) -> Result<(), StoreFault>;
    /// Forgets what a device was told of: it begins anew.
    fn unshow(&self, device: &str) -> Result<(), StoreFault>;
}
