//! What the search index has still to take in: written with what it is about,
//! taken in later in batches.

use crate::{Tx, VaultError, View};

/// One document for the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexTask {
    /// Its place: answer the last one to [`Tx::index_done`].
    pub place: i64,
    /// The document's id.
    pub document: String,
    /// Its content in the caller's form; `None`: it is to be removed.
    pub body: Option<Vec<u8>>,
}

impl View<'_> {
    /// The next documents for the index, oldest first.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn index_tasks(&self, limit: u32) -> Result<Vec<IndexTask>, VaultError> {
        let mut query = self.connection.prepare_cached(
            "SELECT place, document, body FROM index_queue ORDER BY place LIMIT ?1",
        )?;
        let tasks = query.query_map([limit], |row| {
            Ok(IndexTask {
                place: row.get(0)?,
                document: row.get(1)?,
                body: row.get(2)?,
            })
        })?;
        Ok(tasks.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Puts a document last; an earlier word about it is dropped.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn queue_index(&self, document: &str, body: Option<&[u8]>) -> Result<(), VaultError> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO index_queue (document, body) VALUES (?1, ?2)")?
            .execute((document, body))?;
        Ok(())
    }

    /// The index has everything up to this place, durably.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn index_done(&self, place: i64) -> Result<(), VaultError> {
        self.connection
            .prepare_cached("DELETE FROM index_queue WHERE place <= ?1")?
            .execute([place])?;
        Ok(())
    }
}
