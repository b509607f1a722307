//! The case file (案卷檔, `docs/formats/case-file.md`, decision 0021): one file
//! with the history of a case, the signed operations behind it, the agency's
//! words on them, certificates, lists of revocation, a time stamp, the files and
//! the paper. It proves itself with nothing but a root certificate.
//!
//! [`write()`] makes one, [`read()`] holds every byte to what a writer would have
//! written and names the part that differs, [`prove()`] proves what it says.

mod manifest;
mod names;
mod part;
mod prove;
mod read;
mod write;
mod zip;

pub use manifest::{Elided, LeftOut, Listed, Manifest, Missing};
pub use names::Names;
pub use part::Part;
pub use prove::{Link, Proof, Revocation, Signature, Stamped, Trust, prove};
pub use read::{Opened, read};
pub use write::{NotWritten, Piece, Said, write};

use crate::Facts;

/// Version written by this code.
pub const CASE_FILE_VERSION: u64 = 1;
/// Parts of one file, its manifest not counted.
pub const PARTS_MAX: usize = 30_000;
/// Records of one case.
pub const RECORDS_MAX: u64 = 10_000;
/// Bytes of the manifest, its certificates included.
pub const MANIFEST_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Bytes of one part: those of the largest attachment.
pub const PART_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;
/// Bytes of a part that is read into memory.
pub const KEPT_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// Bytes of all parts that are read into memory together.
pub const KEPT_TOGETHER_MAX: u64 = 256 * 1024 * 1024;

/// Bytes that can be read at any place: a file, or memory.
pub trait Content {
    /// How many there are.
    fn size(&self) -> u64;

    /// Fills `into` with the bytes from `at` on, all of which are there.
    ///
    /// # Errors
    /// When they cannot be read.
    fn read_at(&mut self, at: u64, into: &mut [u8]) -> Result<(), ReadFailed>;
}

/// Bytes could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot be read: {0}")]
pub struct ReadFailed(pub String);

impl<B: AsRef<[u8]>> Content for B {
    fn size(&self) -> u64 {
        self.as_ref().len() as u64
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> Result<(), ReadFailed> {
        let from = usize::try_from(at).unwrap_or(usize::MAX);
        let part = self.as_ref().get(from..from.saturating_add(into.len()));
        let part = part.ok_or_else(|| ReadFailed("past the end".to_owned()))?;
        into.copy_from_slice(part);
        Ok(())
    }
}

/// Something that is not as it must be: where, and what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The name of the part.
    pub part: String,
    /// Stable code.
    pub code: String,
    /// Facts for the sentence.
    pub facts: Facts,
}

impl Fault {
    pub(crate) fn new(part: impl ToString, code: &str) -> Self {
        Self {
            part: part.to_string(),
            code: code.to_owned(),
            facts: Facts::new(),
        }
    }

    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.facts.insert(name.to_owned(), value.to_string());
        self
    }

    pub(crate) fn of(part: impl ToString, code: &str, facts: Facts) -> Self {
        Self {
            part: part.to_string(),
            code: code.to_owned(),
            facts,
        }
    }
}

/// Every code of a fault or gap that only this room says.
pub const CODES: &[&str] = &[
    "case-file-unreadable",
    "case-file-header",
    "case-file-content",
    "case-file-directory",
    "case-file-end",
    "case-file-cut",
    "case-file-manifest",
    "case-file-version",
    "case-file-limit",
    "case-file-exporter",
    "case-file-root",
    "case-file-root-none",
    "case-file-record-missing",
    "case-file-record-surplus",
    "case-file-record-other",
    "case-file-head",
    "case-file-tail",
    "case-file-operation-missing",
    "case-file-operation-other",
    "case-file-foreign",
    "case-file-verdict-missing",
    "case-file-verdict-other",
    "case-file-stamp-other",
    "case-file-part-name",
];
