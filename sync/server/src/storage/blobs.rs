//! What is known of blobs; their bytes are files beside the database.

use rusqlite::params;
use sync::{Hash, OpId};

use super::sqlite::{Sqlite, count_at, hash_at, row, rows, signed};
use super::{StoreFault, StoredBlob};

const BLOB: &str = "SELECT sha256, size, manifest, sender, at FROM blob";

fn blob_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<StoredBlob> {
    Ok(StoredBlob {
        sha256: hash_at(row, 0)?,
        size: count_at(row, 1)?,
        manifest: row.get(2)?,
        sender: row.get(3)?,
        at: row.get(4)?,
    })
}

impl Sqlite {
    pub(super) fn blob_row(&self, sha256: &Hash) -> Result<Option<StoredBlob>, StoreFault> {
        let sql = format!("{BLOB} WHERE sha256 = ?1");
        self.read(|c| row(c, &sql, [sha256.0], blob_of))
    }

    pub(super) fn blob_rows(
        &self,
        after: &Hash,
        limit: usize,
    ) -> Result<Vec<StoredBlob>, StoreFault> {
        let sql = format!("{BLOB} WHERE sha256 > ?1 ORDER BY sha256 LIMIT ?2");
        self.read(|c| rows(c, &sql, params![after.0, signed(limit as u64)], blob_of))
    }

    pub(super) fn insert_blob(&self, blob: &StoredBlob) -> Result<Vec<OpId>, StoreFault> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO blob VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                params![
                    blob.sha256.0,
                    signed(blob.size),
                    blob.manifest,
                    blob.sender,
                    blob.at
                ],
            )?;
            let sql = "SELECT operation FROM missing WHERE sha256 = ?1";
            rows(transaction, sql, [blob.sha256.0], |row| hash_at(row, 0))
        })
    }

    pub(super) fn sent_bytes_of(&self, sender: &str) -> Result<u64, StoreFault> {
        let sql = "SELECT COALESCE(SUM(size), 0) FROM blob WHERE sender = ?1";
        let sum = self.read(|c| row(c, sql, [sender], |row| count_at(row, 0)))?;
        Ok(sum.unwrap_or(0))
    }

    pub(super) fn reader_rows(&self, sha256: &Hash) -> Result<Vec<String>, StoreFault> {
        let sql = "SELECT stream FROM blob_reader WHERE sha256 = ?1 ORDER BY stream";
        self.read(|c| rows(c, sql, [sha256.0], |row| row.get(0)))
    }
}
