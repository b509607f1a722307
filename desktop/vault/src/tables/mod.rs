//! One file a table, as methods of [`View`](crate::View) (reading) and
//! [`Tx`](crate::Tx) (writing).

pub(crate) mod blobs;
pub(crate) mod drafts;
pub(crate) mod index_queue;
pub(crate) mod outbox;
pub(crate) mod rows;
pub(crate) mod settings;
pub(crate) mod streams;

use rusqlite::Row;
use sync::Hash;

use crate::VaultError;

/// SQLite counts in i64: numbers beyond it do not occur in our streams.
pub(crate) fn to_i64(number: u64) -> Result<i64, VaultError> {
    i64::try_from(number).map_err(|_| VaultError::Unreadable("number"))
}

pub(crate) fn u64_at(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

pub(crate) fn hash_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Hash> {
    let bytes: [u8; 32] = row.get(column)?;
    Ok(Hash(bytes))
}
