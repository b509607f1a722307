//! One transaction of the vault: everything in it becomes durable together.

use office::{SHAPE, State, Stream};
use serde::Serialize;
use sync::{Hash, outbox};
use vault::{Draft, Row, Snapshot};

use super::{CURSOR, LAST_SYNC, Table, json, sort_key};
use crate::Failure;
use crate::draft::Stored;
use crate::queue::Queued;

/// One transaction.
pub(crate) struct Tx<'a>(&'a vault::Tx<'a>);

impl<'a> Tx<'a> {
    pub(super) fn of(tx: &'a vault::Tx<'a>) -> Self {
        Self(tx)
    }
}

impl Tx<'_> {
    pub(crate) fn put<T: Serialize>(
        &self,
        table: Table,
        key: &str,
        sort: i64,
        value: &T,
    ) -> Result<(), Failure> {
        let row = Row {
            list: table.name().to_owned(),
            key: key.to_owned(),
            sort: sort_key(sort),
            mark: String::new(),
            body: json(value)?,
        };
        Ok(self.0.put_row(&row)?)
    }

    pub(crate) fn delete(&self, table: Table, key: &str) -> Result<(), Failure> {
        self.0.remove_row(table.name(), key)?;
        Ok(())
    }

    /// The document must be put into the search index anew.
    pub(crate) fn index(&self, document: &str) -> Result<(), Failure> {
        Ok(self.0.queue_index(document, None)?)
    }

    pub(crate) fn index_done(&self, place: i64) -> Result<(), Failure> {
        Ok(self.0.index_done(place)?)
    }

    pub(crate) fn append(&self, stream: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.0.append(stream, bytes)?;
        Ok(())
    }

    pub(crate) fn cache(&self, stream: &Stream, state: &State) -> Result<(), Failure> {
        let snapshot = Snapshot {
            shape: SHAPE,
            bytes: state.to_cache(),
        };
        Ok(self.0.set_snapshot(&stream.to_string(), &snapshot)?)
    }

    pub(crate) fn remove_stream(&self, stream: &Stream) -> Result<(), Failure> {
        Ok(self.0.remove_stream(&stream.to_string())?)
    }

    /// Keeps the signed bytes of somebody's operation.
    pub(crate) fn keep_signed(&self, bytes: &[u8], sound: bool) -> Result<(), Failure> {
        if sound {
            self.0.keep_signed(bytes)?;
            return Ok(());
        }
        self.put(
            Table::Unsound,
            &sync::envelope::id_of(bytes).to_hex(),
            0,
            &(),
        )
    }

    /// Keeps the agency's proven word on somebody's operation.
    pub(crate) fn keep_word(&self, id: &sync::OpId, bytes: &[u8]) -> Result<(), Failure> {
        Ok(self.0.keep_word(id, bytes)?)
    }

    /// Keeps what proves a stream beside its records.
    pub(crate) fn keep_proof(&self, stream: &str, bytes: &[u8]) -> Result<(), Failure> {
        Ok(self.0.keep_proof(stream, bytes)?)
    }

    pub(crate) fn save_draft(&self, id: &str, stored: &Stored) -> Result<(), Failure> {
        let draft = Draft {
            id: id.to_owned(),
            kind: stored.service.to_string(),
            json: json(stored)?,
            changed: stored.saved,
        };
        Ok(self.0.save_draft(&draft)?)
    }

    pub(crate) fn remove_draft(&self, id: &str) -> Result<(), Failure> {
        self.0.remove_draft(id)?;
        Ok(())
    }

    pub(crate) fn own_blob(&self, sha256: &[u8; 32], owner: &str) -> Result<(), Failure> {
        Ok(self.0.own_blob(&Hash(*sha256), owner)?)
    }

    pub(crate) fn disown_blob(&self, sha256: &[u8; 32], owner: &str) -> Result<(), Failure> {
        Ok(self.0.disown_blob(&Hash(*sha256), owner)?)
    }

    pub(crate) fn blob_arrived(&self, sha256: &[u8; 32]) -> Result<(), Failure> {
        Ok(self.0.blob_arrived(&Hash(*sha256))?)
    }

    /// The agency says that it lacks the file.
    pub(crate) fn blob_is_missed(&self, sha256: &[u8; 32]) -> Result<(), Failure> {
        Ok(self.0.blob_is_missed(&Hash(*sha256))?)
    }

    pub(crate) fn set_cursor(&self, cursor: &[u8]) -> Result<(), Failure> {
        Ok(self.0.set_setting(CURSOR, cursor)?)
    }

    pub(crate) fn set_last_sync(&self, now: i64) -> Result<(), Failure> {
        Ok(self.0.set_setting(LAST_SYNC, &now.to_be_bytes())?)
    }

    /// Writes an operation that is new or changed.
    pub(crate) fn put_queued(
        &self,
        before: Option<&Queued>,
        queued: &Queued,
    ) -> Result<(), Failure> {
        let (Some(signed), Some(id)) = (&queued.signed, queued.op_id()) else {
            return self.put(Table::Unsealed, &queued.key, queued.at, queued);
        };
        let meta = json(queued)?;
        if before.is_some_and(Queued::is_sealed) {
            self.0.outbox_redecide(&id, &meta)?;
        } else {
            self.delete(Table::Unsealed, &queued.key)?;
            self.0
                .outbox_add(signed, &queued.streams(), &meta, queued.at)?;
        }
        let moved = before
            .is_none_or(|before| before.state != queued.state || before.verdict != queued.verdict);
        if moved {
            self.0
                .outbox_move(&id, queued.state(), queued.verdict.as_deref())?;
        }
        Ok(())
    }

    fn settle_draft(&self, queued: &Queued) -> Result<(), Failure> {
        let Some(row) = self.0.row(Table::Sent.name(), &queued.key)? else {
            return Ok(());
        };
        self.delete(Table::Sent, &queued.key)?;
        if queued.state() == outbox::State::Accepted {
            return Ok(());
        }
        let (id, stored): (String, Stored) = super::from_json(&row)?;
        for file in &stored.attachments {
            self.own_blob(&file.sha256, &format!("draft/{id}"))?;
            if let (None, Some(case)) = (&stored.correcting, queued.case()) {
                self.disown_blob(&file.sha256, &format!("case/{case}"))?;
            }
        }
        self.save_draft(&id, &stored)
    }

    /// An operation has come to an end: its receipt stays. When it did not
    /// become true, the draft of which it was made is there again.
    pub(crate) fn close_queued(&self, queued: &Queued) -> Result<(), Failure> {
        self.settle_draft(queued)?;
        let Some(id) = queued.op_id() else {
            return self.delete(Table::Unsealed, &queued.key);
        };
        if !queued.state().is_final() {
            self.0.outbox_move(&id, outbox::State::Withdrawn, None)?;
        }
        Ok(self.0.outbox_close(&id)?)
    }
}
