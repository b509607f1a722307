//! Settings by name, and what enrolment brought.

use rusqlite::OptionalExtension as _;
use serde::{Deserialize, Serialize};

use crate::{Tx, VaultError, View};

const ENROLMENT: &str = "enrolment";

/// What the agency said when this computer was enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// Agency id.
    pub agency: String,
    /// Agency name, as shown.
    pub agency_name: String,
    /// Person id.
    pub person: String,
    /// The person's name, as shown.
    pub person_name: String,
    /// Device id.
    pub device: String,
    /// Addresses of the server, best first.
    pub servers: Vec<String>,
    /// The agency's root certificates, DER.
    pub roots: Vec<Vec<u8>>,
    /// The device's certificates, DER, leaf first.
    pub chain: Vec<Vec<u8>>,
    /// When: ms since 1970 UTC.
    pub at: i64,
}

impl View<'_> {
    /// The setting of this name.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
        Ok(query.query_row([name], |row| row.get(0)).optional()?)
    }

    /// What enrolment brought; `None` before it.
    ///
    /// # Errors
    /// `vault-unreadable`, `vault-*`.
    pub fn enrolment(&self) -> Result<Option<Enrolment>, VaultError> {
        let stored = self.setting(ENROLMENT)?;
        stored
            .map(|json| serde_json::from_slice(&json))
            .transpose()
            .map_err(|_| VaultError::Unreadable("enrolment"))
    }
}

impl Tx<'_> {
    /// Writes a setting.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn set_setting(&self, name: &str, value: &[u8]) -> Result<(), VaultError> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)")?
            .execute((name, value))?;
        Ok(())
    }

    /// Removes a setting; answers whether it was there.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn remove_setting(&self, name: &str) -> Result<bool, VaultError> {
        let removed = self
            .connection
            .prepare_cached("DELETE FROM setting WHERE name = ?1")?
            .execute([name])?;
        Ok(removed > 0)
    }

    /// Writes what enrolment or renewal brought.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn set_enrolment(&self, enrolment: &Enrolment) -> Result<(), VaultError> {
        let json =
            serde_json::to_vec(enrolment).map_err(|_| VaultError::Unreadable("enrolment"))?;
        self.set_setting(ENROLMENT, &json)
    }
}
