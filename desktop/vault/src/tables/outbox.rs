//! Own operations on their way, and the receipts of those that arrived. The
//! rules are [`sync::outbox`]'s; this writes them down.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension as _, Row};
use sync::outbox::{Entry, Outbox, State};
use sync::{OpId, envelope};

use super::{hash_at, to_i64, u64_at};
use crate::{Tx, VaultError, View};

/// An own operation on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its place: lower leaves first.
    pub place: u64,
    /// Its name ([`envelope::id_of`]).
    pub id: OpId,
    /// The signed bytes.
    pub bytes: Vec<u8>,
    /// The streams that it touches.
    pub streams: BTreeSet<String>,
    /// The events that it would cause, as decided here: the office's bytes.
    pub provisional: Vec<u8>,
    /// How far it has come.
    pub state: State,
    /// It has left at least once.
    pub sent: bool,
    /// The agency's signed word, when there is one.
    pub verdict: Option<Vec<u8>>,
    /// When it was signed: ms since 1970 UTC.
    pub created: i64,
}

/// An own operation that has come to an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its name ([`envelope::id_of`]).
    pub id: OpId,
    /// The signed bytes: a server that lost them gets them again.
    pub bytes: Vec<u8>,
    /// The agency's signed word; `None` when it was withdrawn before it left.
    pub verdict: Option<Vec<u8>>,
    /// Accepted or withdrawn.
    pub state: State,
    /// When it was signed: ms since 1970 UTC.
    pub created: i64,
}

const COLUMNS: &str = "place, id, bytes, streams, provisional, state, sent, verdict, created";

impl View<'_> {
    /// Everything in the outbox, in order.
    ///
    /// # Errors
    /// `vault-unreadable`, `vault-*`.
    pub fn outbox(&self) -> Result<Vec<OutboxRow>, VaultError> {
        let mut query = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM outbox ORDER BY place"))?;
        let rows = query.query_map([], |row| Ok(outbox_row(row)))?;
        rows.map(|row| row?).collect()
    }

    /// One operation of the outbox.
    ///
    /// # Errors
    /// `vault-unreadable`, `vault-*`.
    pub fn outbox_row(&self, id: &OpId) -> Result<Option<OutboxRow>, VaultError> {
        let mut query = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM outbox WHERE id = ?1"))?;
        query
            .query_row([id.0], |row| Ok(outbox_row(row)))
            .optional()?
            .transpose()
    }

    /// The outbox as [`sync::outbox`] runs it, from what was written down.
    ///
    /// # Errors
    /// `vault-unreadable`, `vault-*`.
    pub fn outbox_machine(&self) -> Result<Outbox, VaultError> {
        let entries = self.outbox()?.into_iter().map(|row| Entry {
            id: row.id,
            order: row.place,
            bytes: row.bytes.len(),
            streams: row.streams,
            state: row.state,
            sent: row.sent,
        });
        Outbox::restore(entries).map_err(|_| VaultError::Unreadable("outbox"))
    }

    /// The receipt of an own operation.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn receipt(&self, id: &OpId) -> Result<Option<Receipt>, VaultError> {
        let mut query = self.connection.prepare_cached(
            "SELECT id, bytes, verdict, state, created FROM receipt WHERE id = ?1",
        )?;
        query
            .query_row([id.0], |row| Ok(receipt(row)))
            .optional()?
            .transpose()
    }

    /// All receipts since `created_ms`, oldest first.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn receipts_since(&self, created_ms: i64) -> Result<Vec<Receipt>, VaultError> {
        let mut query = self.connection.prepare_cached(
            "SELECT id, bytes, verdict, state, created FROM receipt
             WHERE created >= ?1 ORDER BY created, id",
        )?;
        let rows = query.query_map([created_ms], |row| Ok(receipt(row)))?;
        rows.map(|row| row?).collect()
    }
}

impl Tx<'_> {
    /// Puts a signed operation last in the outbox; answers its place.
    ///
    /// # Errors
    /// `vault-database` when it is there already; `disk-full`, `vault-*`.
    pub fn outbox_add(
        &self,
        bytes: &[u8],
        streams: &BTreeSet<String>,
        provisional: &[u8],
        created_ms: i64,
    ) -> Result<u64, VaultError> {
        let streams =
            serde_json::to_string(streams).map_err(|_| VaultError::Unreadable("streams"))?;
        let place: i64 = self
            .connection
            .prepare_cached("SELECT coalesce(max(place), 0) + 1 FROM outbox")?
            .query_row([], |row| row.get(0))?;
        self.connection
            .prepare_cached(
                "INSERT INTO outbox (place, id, bytes, streams, provisional, state, created)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((
                place,
                envelope::id_of(bytes).0,
                bytes,
                streams,
                provisional,
                State::Waiting.name(),
                created_ms,
            ))?;
        u64::try_from(place).map_err(|_| VaultError::Unreadable("outbox"))
    }

    /// Writes down how far an operation has come; a verdict stays once it is
    /// there. An operation that was sending or decided counts as sent.
    ///
    /// # Errors
    /// `vault-not-found`; `disk-full`, `vault-*`.
    pub fn outbox_move(
        &self,
        id: &OpId,
        state: State,
        verdict: Option<&[u8]>,
    ) -> Result<(), VaultError> {
        let left = state == State::Sending || verdict.is_some();
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE outbox
                 SET state = ?2, verdict = coalesce(?3, verdict), sent = max(sent, ?4)
                 WHERE id = ?1",
            )?
            .execute((id.0, state.name(), verdict, left))?;
        found(changed, id)
    }

    /// Writes the provisional events anew after they were decided on a new base.
    ///
    /// # Errors
    /// `vault-not-found`; `disk-full`, `vault-*`.
    pub fn outbox_redecide(&self, id: &OpId, provisional: &[u8]) -> Result<(), VaultError> {
        let changed = self
            .connection
            .prepare_cached("UPDATE outbox SET provisional = ?2 WHERE id = ?1")?
            .execute((id.0, provisional))?;
        found(changed, id)
    }

    /// Takes an operation that has come to an end (accepted or withdrawn) out
    /// of the outbox and keeps its receipt.
    ///
    /// # Errors
    /// `vault-not-found` when it is not there or not at an end; `disk-full`,
    /// `vault-*`.
    pub fn outbox_close(&self, id: &OpId) -> Result<(), VaultError> {
        let row = self.outbox_row(id)?.filter(|row| row.state.is_final());
        let row = row.ok_or_else(|| not_found(id))?;
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO receipt (id, bytes, verdict, state, created)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((
                id.0,
                &row.bytes,
                &row.verdict,
                row.state.name(),
                row.created,
            ))?;
        self.connection
            .prepare_cached("DELETE FROM outbox WHERE place = ?1")?
            .execute([to_i64(row.place)?])?;
        Ok(())
    }
}

fn found(changed: usize, id: &OpId) -> Result<(), VaultError> {
    if changed == 0 {
        Err(not_found(id))
    } else {
        Ok(())
    }
}

fn not_found(id: &OpId) -> VaultError {
    VaultError::NotFound {
        what: "operation",
        id: id.to_hex(),
    }
}

fn outbox_row(row: &Row<'_>) -> Result<OutboxRow, VaultError> {
    let streams: String = row.get(3)?;
    Ok(OutboxRow {
        place: u64_at(row, 0)?,
        id: hash_at(row, 1)?,
        bytes: row.get(2)?,
        streams: serde_json::from_str(&streams).map_err(|_| VaultError::Unreadable("streams"))?,
        provisional: row.get(4)?,
        state: state_at(row, 5)?,
        sent: row.get(6)?,
        verdict: row.get(7)?,
        created: row.get(8)?,
    })
}

fn receipt(row: &Row<'_>) -> Result<Receipt, VaultError> {
    Ok(Receipt {
        id: hash_at(row, 0)?,
        bytes: row.get(1)?,
        verdict: row.get(2)?,
        state: state_at(row, 3)?,
        created: row.get(4)?,
    })
}

fn state_at(row: &Row<'_>, column: usize) -> Result<State, VaultError> {
    let name: String = row.get(column)?;
    State::from_name(&name).ok_or(VaultError::Unreadable("state"))
}
