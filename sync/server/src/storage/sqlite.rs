//! The embedded store: one SQLite file in WAL mode, every commit on disk
//! before it is answered (`synchronous = FULL`), one writer, some readers.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior};
use sync::Hash;

use super::{StoreFault, migrate};

/// Connections that only read.
const READERS: usize = 4;
/// How long another process may keep us waiting.
const BUSY: Duration = Duration::from_secs(5);

/// A SQLite database.
pub struct Sqlite {
    // Dropped before the writer: the last to close writes the WAL back, and a
    // reader may not.
    readers: Vec<Mutex<Connection>>,
    writer: Mutex<Connection>,
}

impl From<rusqlite::Error> for StoreFault {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full,
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Database(error.to_string()),
        }
    }
}

impl Sqlite {
    /// Opens the database, makes it where there is none, and brings it up to
    /// this program's version.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn open(path: &Path) -> Result<Self, StoreFault> {
        let mut writer = Connection::open(path)?;
        prepare(&writer)?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        writer.pragma_update(None, "synchronous", "FULL")?;
        migrate::migrate(&mut writer)?;
        let reader = || {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let reader = Connection::open_with_flags(path, flags)?;
            prepare(&reader)?;
            Ok(Mutex::new(reader))
        };
        let readers = (0..READERS)
            .map(|_| reader())
            .collect::<Result<_, StoreFault>>()?;
        Ok(Self {
            readers,
            writer: Mutex::new(writer),
        })
    }

    /// Runs `work` on a connection that only reads.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreFault>,
    ) -> Result<T, StoreFault> {
        let free = self
            .readers
            .iter()
            .find_map(|reader| reader.try_lock().ok());
        match free {
            Some(reader) => work(&reader),
            None => work(&locked(&self.readers[0])),
        }
    }

    /// Runs `work` in a transaction that is committed when it succeeds.
    pub(super) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreFault>,
    ) -> Result<T, StoreFault> {
        let mut writer = locked(&self.writer);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Like [`Sqlite::write`], committed only when `work` answers something.
    pub(super) fn write_if<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<Option<T>, StoreFault>,
    ) -> Result<Option<T>, StoreFault> {
        let mut writer = locked(&self.writer);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        if done.is_some() {
            transaction.commit()?;
        }
        Ok(done)
    }
}

/// A thread that panicked left its transaction rolled back: the connection is sound.
fn locked(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

fn prepare(connection: &Connection) -> Result<(), StoreFault> {
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.pragma_update(None, "cache_size", -16_384)?;
    Ok(())
}

/// The rows of a query, mapped.
pub(super) fn rows<T>(
    connection: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    map: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreFault> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement
        .query_map(params, map)?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

/// The one row of a query, mapped.
pub(super) fn row<T>(
    connection: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    map: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, StoreFault> {
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row(params, map).optional()?)
}

/// A hash in a column.
pub(super) fn hash_at(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Hash> {
    let bytes: [u8; 32] = row.get(column)?;
    Ok(Hash(bytes))
}

/// A count that SQLite keeps as a signed number; ours are never negative.
pub(super) fn count_at(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

/// A count as SQLite keeps it.
pub(super) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
