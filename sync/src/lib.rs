//! How client and agency agree: signed operations, chained events, signed
//! verdicts, the bodies that travel between them and the outbox that waits.
//!
//! Pure and sans I/O: no clock, disk, network or randomness. Times (milliseconds
//! since 1970-01-01 UTC, `i64`) and random numbers come in as arguments. The
//! byte formats are written down in `docs/formats/`.
#![forbid(unsafe_code)]

pub mod card;
pub mod case_file;
pub mod cbor;
pub mod certificate;
pub mod clock;
mod cose;
pub mod crl;
pub mod disclosure;
pub mod envelope;
pub mod event;
mod hash;
pub mod invitation;
pub mod key;
pub mod merkle;
pub mod outbox;
pub mod pack_file;
pub mod stamped;
pub mod timestamp;
pub mod verdict;
pub mod wire;

pub use hash::{Hash, OpId};

use std::collections::BTreeMap;

/// What an error can say beside its code: named values, wording lives elsewhere.
pub type Facts = BTreeMap<String, String>;

/// Longest name of a stream, in bytes (`case/` and 32 hex characters are 37).
pub const STREAM_NAME_MAX: usize = 128;

/// Whether `name` may name a stream: 1 to [`STREAM_NAME_MAX`] bytes, parts of
/// lower case letters, digits, `-`, `_` and `.` divided by `/`; no part is empty
/// or begins with a dot, so that a name is sound as a path too.
#[must_use]
pub fn stream_name_is_sound(name: &str) -> bool {
    let allowed = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.');
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(allowed);
    name.len() <= STREAM_NAME_MAX && name.split('/').all(part)
}

pub(crate) fn facts<const N: usize>(pairs: [(&str, String); N]) -> Facts {
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
