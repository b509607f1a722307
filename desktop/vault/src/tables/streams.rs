//! Streams: heads, states, event records, signed operations.

use rusqlite::{OptionalExtension as _, Row};
use sync::event::{Head, Record, StreamHead, extend};
use sync::{OpId, envelope};

use super::{hash_at, to_i64, u64_at};
use crate::{Tx, VaultError, View};

/// The office's state of a stream after its last event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Which shape of state this is; another shape is computed anew from the
    /// events.
    pub shape: u32,
    /// The office's bytes.
    pub bytes: Vec<u8>,
}

impl View<'_> {
    /// Where a stream ends here; [`Head::EMPTY`] for an unknown one.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn head(&self, stream: &str) -> Result<Head, VaultError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT seq, hash FROM stream WHERE name = ?1")?;
        let head = query
            .query_row([stream], |row| {
                Ok(Head {
                    seq: u64_at(row, 0)?,
                    hash: hash_at(row, 1)?,
                })
            })
            .optional()?;
        Ok(head.unwrap_or(Head::EMPTY))
    }

    /// The heads of all streams whose name begins with `prefix`, by name.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn heads(&self, prefix: &str) -> Result<Vec<StreamHead>, VaultError> {
        let mut query = self.connection.prepare_cached(
            "SELECT name, seq, hash FROM stream INDEXED BY stream_head
             WHERE name >= ?1 AND name < ?1 || char(1114111) ORDER BY name",
        )?;
        let heads = query.query_map([prefix], |row| {
            Ok(StreamHead {
                stream: row.get(0)?,
                seq: u64_at(row, 1)?,
                hash: hash_at(row, 2)?,
            })
        })?;
        Ok(heads.collect::<Result<_, _>>()?)
    }

    /// The state that was kept with a stream's head.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn snapshot(&self, stream: &str) -> Result<Option<Snapshot>, VaultError> {
        let mut query = self.connection.prepare_cached(
            "SELECT shape, state FROM stream WHERE name = ?1 AND state IS NOT NULL",
        )?;
        let read = |row: &Row<'_>| {
            Ok(Snapshot {
                shape: row.get(0)?,
                bytes: row.get(1)?,
            })
        };
        Ok(query.query_row([stream], read).optional()?)
    }

    /// The records of a stream from number `from_seq` (from 1) on, at most
    /// `limit`, as they came.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn records(
        &self,
        stream: &str,
        from_seq: u64,
        limit: u32,
    ) -> Result<Vec<Vec<u8>>, VaultError> {
        let mut query = self.connection.prepare_cached(
            "SELECT bytes FROM event WHERE stream = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3",
        )?;
        let records = query.query_map((stream, to_i64(from_seq)?, limit), |row| row.get(0))?;
        Ok(records.collect::<Result<_, _>>()?)
    }

    /// The signed bytes of an operation that is in a stream here.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn signed(&self, id: &OpId) -> Result<Option<Vec<u8>>, VaultError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT bytes FROM signed WHERE id = ?1")?;
        Ok(query.query_row([id.0], |row| row.get(0)).optional()?)
    }

    /// The agency's signed word on an operation that is in a stream here.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn word(&self, id: &OpId) -> Result<Option<Vec<u8>>, VaultError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT verdict FROM signed WHERE id = ?1")?;
        let word = query.query_row([id.0], |row| row.get(0)).optional()?;
        Ok(word.flatten())
    }

    /// What proves a stream beside its records, as it came.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn proof(&self, stream: &str) -> Result<Option<Vec<u8>>, VaultError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT bytes FROM proof WHERE stream = ?1")?;
        Ok(query.query_row([stream], |row| row.get(0)).optional()?)
    }

    /// Whether an event of this operation is in any stream here.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn has_events_of(&self, id: &OpId) -> Result<bool, VaultError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT 1 FROM event WHERE operation = ?1 LIMIT 1")?;
        Ok(query.exists([id.0])?)
    }
}

impl Tx<'_> {
    /// Adds the next record of a stream after checking that it continues it;
    /// the state that was kept no longer fits and is dropped: see
    /// [`Tx::set_snapshot`].
    ///
    /// # Errors
    /// `event-*` when it does not continue the stream; `disk-full`, `vault-*`.
    pub fn append(&self, stream: &str, bytes: &[u8]) -> Result<Record, VaultError> {
        let before = self.head(stream)?;
        let (record, head) = extend(stream, &before, bytes)?;
        let seq = to_i64(head.seq)?;
        self.connection
            .prepare_cached(
                "INSERT INTO stream (name, seq, hash) VALUES (?1, ?2, ?3)
                 ON CONFLICT (name) DO UPDATE
                 SET seq = excluded.seq, hash = excluded.hash, shape = NULL, state = NULL",
            )?
            .execute((stream, seq, head.hash.0))?;
        self.connection
            .prepare_cached(
                "INSERT INTO event (stream, seq, operation, at, bytes)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((stream, seq, record.operation.0, record.at, bytes))?;
        Ok(record)
    }

    /// Keeps the state after a stream's last event.
    ///
    /// # Errors
    /// `vault-not-found` for an unknown stream; `disk-full`, `vault-*`.
    pub fn set_snapshot(&self, stream: &str, snapshot: &Snapshot) -> Result<(), VaultError> {
        let changed = self
            .connection
            .prepare_cached("UPDATE stream SET shape = ?2, state = ?3 WHERE name = ?1")?
            .execute((stream, snapshot.shape, &snapshot.bytes))?;
        if changed == 0 {
            return Err(VaultError::NotFound {
                what: "stream",
                id: stream.to_owned(),
            });
        }
        Ok(())
    }

    /// Keeps the signed bytes of an operation; answers its id. The caller has
    /// verified them.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn keep_signed(&self, bytes: &[u8]) -> Result<OpId, VaultError> {
        let id = envelope::id_of(bytes);
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO signed (id, bytes) VALUES (?1, ?2)")?
            .execute((id.0, bytes))?;
        Ok(id)
    }

    /// Keeps the agency's signed word on an operation whose bytes are here. The
    /// caller has proven it.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn keep_word(&self, id: &OpId, bytes: &[u8]) -> Result<(), VaultError> {
        self.connection
            .prepare_cached("UPDATE signed SET verdict = ?2 WHERE id = ?1")?
            .execute((id.0, bytes))?;
        Ok(())
    }

    /// Keeps what proves a stream beside its records.
    ///
    /// # Errors
    /// `vault-database` for an unknown stream; `disk-full`, `vault-*`.
    pub fn keep_proof(&self, stream: &str, bytes: &[u8]) -> Result<(), VaultError> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO proof (stream, bytes) VALUES (?1, ?2)")?
            .execute((stream, bytes))?;
        Ok(())
    }

    /// Removes a stream that may no longer be seen: its events, its state, the
    /// signed operations that stand in no other stream here, and its claim on
    /// blobs (`owner` is the stream's name). Lists and index are the caller's.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn remove_stream(&self, stream: &str) -> Result<(), VaultError> {
        self.connection
            .prepare_cached(
                "DELETE FROM signed WHERE id IN
                   (SELECT operation FROM event WHERE stream = ?1)
                 AND NOT EXISTS
                   (SELECT 1 FROM event WHERE operation = signed.id AND stream <> ?1)",
            )?
            .execute([stream])?;
        self.connection
            .prepare_cached("DELETE FROM stream WHERE name = ?1")?
            .execute([stream])?;
        self.disown_blobs(stream)
    }
}
