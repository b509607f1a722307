//! Drafts: what is being typed, one row each, written at every keystroke.

use rusqlite::{OptionalExtension as _, Row};

use crate::{Tx, VaultError, View};

/// Something that is being filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// What kind of draft, e.g. the service.
    pub kind: String,
    /// Its content, JSON.
    pub json: Vec<u8>,
    /// Last change: ms since 1970 UTC.
    pub changed: i64,
}

impl View<'_> {
    /// All drafts, last changed first.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn drafts(&self) -> Result<Vec<Draft>, VaultError> {
        let mut query = self.connection.prepare_cached(
            "SELECT id, kind, json, changed FROM draft ORDER BY changed DESC, id",
        )?;
        let drafts = query.query_map([], draft)?;
        Ok(drafts.collect::<Result<_, _>>()?)
    }

    /// One draft.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn draft(&self, id: &str) -> Result<Option<Draft>, VaultError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT id, kind, json, changed FROM draft WHERE id = ?1")?;
        Ok(query.query_row([id], draft).optional()?)
    }
}

impl Tx<'_> {
    /// Writes a draft, new or changed.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn save_draft(&self, draft: &Draft) -> Result<(), VaultError> {
        self.connection
            .prepare_cached(
                "INSERT INTO draft (id, kind, json, changed) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE
                 SET kind = excluded.kind, json = excluded.json, changed = excluded.changed",
            )?
            .execute((&draft.id, &draft.kind, &draft.json, draft.changed))?;
        Ok(())
    }

    /// Removes a draft and its claim on blobs (`draft/ID`); answers whether it
    /// was there.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn remove_draft(&self, id: &str) -> Result<bool, VaultError> {
        self.disown_blobs(&format!("draft/{id}"))?;
        let removed = self
            .connection
            .prepare_cached("DELETE FROM draft WHERE id = ?1")?
            .execute([id])?;
        Ok(removed > 0)
    }
}

fn draft(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        id: row.get(0)?,
        kind: row.get(1)?,
        json: row.get(2)?,
        changed: row.get(3)?,
    })
}
