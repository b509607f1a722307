//! What is known of blobs; their content lies in encrypted files.

use rusqlite::{OptionalExtension as _, Row};
use sync::Hash;

use super::{hash_at, to_i64, u64_at};
use crate::{BlobId, Tx, VaultError, View};

/// Where a blob is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlobPlace {
    /// Only on this computer: to be sent.
    OnlyHere,
    /// The agency has it too.
    AtAgency,
}

impl BlobPlace {
    fn name(self) -> &'static str {
        match self {
            Self::OnlyHere => "only-here",
            Self::AtAgency => "at-agency",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::OnlyHere, Self::AtAgency]
            .into_iter()
            .find(|place| place.name() == name)
    }
}

/// What is known of a blob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobNote {
    /// Its names and size.
    pub id: BlobId,
    /// Media type (RFC 6838).
    pub media: String,
    /// Where it is.
    pub place: BlobPlace,
    /// When it was put here: ms since 1970 UTC.
    pub made: i64,
}

const COLUMNS: &str = "sha256, name, size, media, place, made";

impl View<'_> {
    /// What is known of a blob.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn blob(&self, sha256: &Hash) -> Result<Option<BlobNote>, VaultError> {
        let mut query = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM blob WHERE sha256 = ?1"))?;
        query
            .query_row([sha256.0], |row| Ok(note(row)))
            .optional()?
            .transpose()
    }

    /// All blobs, or those that are in one place.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn blob_notes(&self, place: Option<BlobPlace>) -> Result<Vec<BlobNote>, VaultError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM blob WHERE ?1 IS NULL OR place = ?1 ORDER BY made, sha256"
        ))?;
        let rows = query.query_map([place.map(BlobPlace::name)], |row| Ok(note(row)))?;
        rows.map(|row| row?).collect()
    }

    /// The blobs of one owner.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn blobs_of(&self, owner: &str) -> Result<Vec<BlobNote>, VaultError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM blob WHERE sha256 IN
               (SELECT sha256 FROM blob_owner WHERE owner = ?1) ORDER BY made, sha256"
        ))?;
        let rows = query.query_map([owner], |row| Ok(note(row)))?;
        rows.map(|row| row?).collect()
    }

    /// The blobs that belong to nothing any more.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn unowned_blobs(&self) -> Result<Vec<BlobNote>, VaultError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM blob WHERE NOT EXISTS
               (SELECT 1 FROM blob_owner WHERE blob_owner.sha256 = blob.sha256)"
        ))?;
        let rows = query.query_map([], |row| Ok(note(row)))?;
        rows.map(|row| row?).collect()
    }
}

impl Tx<'_> {
    /// Notes a blob whose file is in place, and whom it belongs to. One that
    /// the agency has does not become one that only we have.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn note_blob(&self, note: &BlobNote, owner: &str) -> Result<(), VaultError> {
        self.connection
            .prepare_cached(
                "INSERT INTO blob (sha256, name, size, media, place, made)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (sha256) DO UPDATE SET place = excluded.place
                 WHERE excluded.place = 'at-agency'",
            )?
            .execute((
                note.id.sha256.0,
                &note.id.name,
                to_i64(note.id.size)?,
                &note.media,
                note.place.name(),
                note.made,
            ))?;
        self.own_blob(&note.id.sha256, owner)
    }

    /// Adds an owner, e.g. the case that a draft has become.
    ///
    /// # Errors
    /// `vault-database` for an unknown blob; `disk-full`, `vault-*`.
    pub fn own_blob(&self, sha256: &Hash, owner: &str) -> Result<(), VaultError> {
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO blob_owner (owner, sha256) VALUES (?1, ?2)")?
            .execute((owner, sha256.0))?;
        Ok(())
    }

    /// Ends all claims of an owner.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn disown_blobs(&self, owner: &str) -> Result<(), VaultError> {
        self.connection
            .prepare_cached("DELETE FROM blob_owner WHERE owner = ?1")?
            .execute([owner])?;
        Ok(())
    }

    /// Ends one claim of an owner.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn disown_blob(&self, sha256: &Hash, owner: &str) -> Result<(), VaultError> {
        self.connection
            .prepare_cached("DELETE FROM blob_owner WHERE owner = ?1 AND sha256 = ?2")?
            .execute((owner, sha256.0))?;
        Ok(())
    }

    /// The agency has the blob now.
    ///
    /// # Errors
    /// `vault-not-found`; `disk-full`, `vault-*`.
    pub fn blob_arrived(&self, sha256: &Hash) -> Result<(), VaultError> {
        self.move_blob(sha256, BlobPlace::AtAgency)
    }

    /// The agency says that it does not have the blob: it is to be sent.
    ///
    /// # Errors
    /// `vault-not-found`; `disk-full`, `vault-*`.
    pub fn blob_is_missed(&self, sha256: &Hash) -> Result<(), VaultError> {
        self.move_blob(sha256, BlobPlace::OnlyHere)
    }

    fn move_blob(&self, sha256: &Hash, place: BlobPlace) -> Result<(), VaultError> {
        let changed = self
            .connection
            .prepare_cached("UPDATE blob SET place = ?2 WHERE sha256 = ?1")?
            .execute((sha256.0, place.name()))?;
        if changed == 0 {
            return Err(VaultError::NotFound {
                what: "blob",
                id: sha256.to_hex(),
            });
        }
        Ok(())
    }

    /// Forgets a blob; its file is the caller's to remove afterwards.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn forget_blob(&self, sha256: &Hash) -> Result<(), VaultError> {
        self.connection
            .prepare_cached("DELETE FROM blob WHERE sha256 = ?1")?
            .execute([sha256.0])?;
        Ok(())
    }
}

fn note(row: &Row<'_>) -> Result<BlobNote, VaultError> {
    let place: String = row.get(4)?;
    Ok(BlobNote {
        id: BlobId {
            sha256: hash_at(row, 0)?,
            name: row.get(1)?,
            size: u64_at(row, 2)?,
        },
        media: row.get(3)?,
        place: BlobPlace::from_name(&place).ok_or(VaultError::Unreadable("place"))?,
        made: row.get(5)?,
    })
}
