//! The vault as this crate uses it: typed lists, states, the queue.

mod table;
mod tx;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use office::ids::OperationId;
use office::{Event, SHAPE, State, Stream};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::certificate::Roots;
use sync::disclosure::Disclosures;
use sync::event::{Head, Record};
use sync::wire::{Body as _, Proofs};
use sync::{Hash, OpId, outbox};
use vault::{BlobId, BlobNote, BlobPlace, DeviceKey, Enrolment, Row, RowQuery, Vault, VaultError};

pub(crate) use table::Table;
pub(crate) use tx::Tx;

use crate::Failure;
use crate::draft::Stored;
use crate::queue::Queued;
use crate::replica::Wanted;

/// Records of a stream that are read together.
const RECORDS: u32 = 500;
/// Most rows of one list.
const MAX_ROWS: u32 = 100_000;
/// The largest blob that is read into memory, in bytes.
pub(crate) const MAX_BLOB: u64 = 64 * 1024 * 1024;
const CURSOR: &str = "cursor";
const LAST_SYNC: &str = "last-sync";

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        Self::of(error.code(), error.facts())
    }
}

/// Who sits at this computer, by the enrolment.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    pub agency: String,
    pub agency_name: String,
    pub person: String,
    pub person_name: String,
    pub device: String,
    pub servers: Vec<String>,
    pub roots: Roots,
    pub certificate_until: Option<i64>,
}

/// The open vault.
#[derive(Clone)]
pub(crate) struct Store {
    vault: Arc<Vault>,
    device: Arc<DeviceKey>,
}

fn unreadable(what: &str) -> Failure {
    Failure::new("vault-unreadable").with("what", what)
}

fn from_json<T: DeserializeOwned>(row: &Row) -> Result<T, Failure> {
    serde_json::from_slice(&row.body).map_err(|_| unreadable(&row.list))
}

fn json<T: Serialize>(value: &T) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(value).map_err(|_| unreadable("row"))
}

/// Numbers as texts that sort as the numbers do.
fn sort_key(number: i64) -> String {
    format!("{:020}", i128::from(number) - i128::from(i64::MIN))
}

impl Store {
    /// Takes an open vault over.
    ///
    /// # Errors
    /// `vault-not-enrolled`, `vault-*`.
    pub(crate) fn new(vault: Vault) -> Result<Self, Failure> {
        let key = vault.read(|view| view.device_key())?;
        let enrolled = vault.read(|view| view.enrolment())?.is_some();
        let device = key
            .filter(|_| enrolled)
            .ok_or_else(|| Failure::new("vault-not-enrolled"))?;
        Ok(Self {
            vault: Arc::new(vault),
            device: Arc::new(device),
        })
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.vault
    }

    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.vault.write(|tx| work(&Tx::of(tx)))
    }

    pub(crate) fn identity(&self) -> Result<Identity, Failure> {
        let enrolment: Option<Enrolment> = self.vault.read(|view| view.enrolment())?;
        let said = enrolment.ok_or_else(|| Failure::new("vault-not-enrolled"))?;
        let leaf = said.chain.first();
        let until = leaf
            .map(|leaf| sync::certificate::validity(leaf))
            .transpose()?
            .map(|(_, until)| until);
        Ok(Identity {
            agency: said.agency,
            agency_name: said.agency_name,
            person: said.person,
            person_name: said.person_name,
            device: said.device,
            servers: said.servers,
            roots: Roots::new(said.roots)?,
            certificate_until: until,
        })
    }

    /// Until when the newest certificate is valid, ms.
    pub(crate) fn certificate_until(&self) -> Result<Option<i64>, Failure> {
        Ok(self.identity()?.certificate_until)
    }

    /// The request for the next certificate of this device.
    pub(crate) fn renewal(&self) -> Result<sync::wire::Enrol, Failure> {
        let person = self.identity()?.person;
        let request = self.device.request(Some(&person))?;
        Ok(sync::wire::Enrol {
            code: String::new(),
            request,
            computer: String::new(),
        })
    }

    /// Certificates and private key for TLS.
    pub(crate) fn tls(&self) -> Result<(Vec<Vec<u8>>, Vec<u8>), Failure> {
        let identity = self.device.tls_identity()?;
        Ok((identity.chain.clone(), identity.key.to_vec()))
    }

    /// Signs an operation with the device's key.
    pub(crate) fn seal(
        &self,
        operation: &sync::envelope::Operation,
        disclosures: &Disclosures,
    ) -> Result<sync::envelope::Signed, Failure> {
        let sealed = sync::envelope::seal_disclosing(operation, disclosures, &*self.device);
        Ok(sealed?)
    }

    /// The heads of all streams here. A name that this program does not know
    /// was kept by a newer one and is left alone.
    pub(crate) fn heads(&self) -> Result<BTreeMap<Stream, Head>, Failure> {
        let heads = self.vault.read(|view| view.heads(""))?;
        Ok(heads
            .into_iter()
            .filter_map(|head| Some((head.stream.parse().ok()?, head.head())))
            .collect())
    }

    /// The state after the head, from its cache or from its events.
    pub(crate) fn state(&self, stream: &Stream, head: &Head) -> Result<State, Failure> {
        let name = stream.to_string();
        let snapshot = self.vault.read(|view| view.snapshot(&name))?;
        let cached = snapshot
            .filter(|s| s.shape == SHAPE)
            .and_then(|s| State::from_cache(&s.bytes));
        match cached {
            Some(state) => Ok(state),
            None => self.replay(stream, &name, head),
        }
    }

    fn replay(&self, stream: &Stream, name: &str, head: &Head) -> Result<State, Failure> {
        let mut state = State::empty(stream);
        self.each(name, head, |event, record| {
            state.apply(&event, record.at, OperationId(record.operation.0));
        })?;
        Ok(state)
    }

    /// The events of a stream with their times, ms.
    pub(crate) fn history(
        &self,
        stream: &Stream,
        head: &Head,
    ) -> Result<Vec<(Event, i64)>, Failure> {
        let mut history = Vec::new();
        self.each(&stream.to_string(), head, |event, record| {
            history.push((event, record.at));
        })?;
        Ok(history)
    }

    fn each(
        &self,
        name: &str,
        head: &Head,
        mut visit: impl FnMut(Event, &Record),
    ) -> Result<(), Failure> {
        let mut next = 1;
        while next <= head.seq {
            let records = self.vault.read(|view| view.records(name, next, RECORDS))?;
            if records.is_empty() {
                return Err(unreadable("event"));
            }
            for bytes in &records {
                let record = Record::read(bytes)?;
                visit(event(&record)?, &record);
                next += 1;
            }
        }
        Ok(())
    }

    /// The records of a stream up to its head, as they came.
    pub(crate) fn records(&self, name: &str, head: &Head) -> Result<Vec<Vec<u8>>, Failure> {
        let mut all: Vec<Vec<u8>> = Vec::new();
        while (all.len() as u64) < head.seq {
            let next = all.len() as u64 + 1;
            let some = self.vault.read(|view| view.records(name, next, RECORDS))?;
            if some.is_empty() {
                return Err(unreadable("event"));
            }
            all.extend(some);
        }
        Ok(all)
    }

    /// A signed operation of a stream here.
    pub(crate) fn signed(&self, id: &OpId) -> Result<Option<Vec<u8>>, Failure> {
        Ok(self.vault.read(|view| view.signed(id))?)
    }

    /// The agency's word on an operation: as it came with it, or as it answered.
    pub(crate) fn word(&self, id: &OpId) -> Result<Option<Vec<u8>>, Failure> {
        let word = self.vault.read(|view| view.word(id))?;
        if word.is_some() {
            return Ok(word);
        }
        let receipt = self.vault.read(|view| view.receipt(id))?;
        Ok(receipt.and_then(|receipt| receipt.verdict))
    }

    /// What proves a stream beside its records; none when it was never asked for.
    pub(crate) fn proofs(&self, stream: &str) -> Result<Option<Proofs>, Failure> {
        let kept = self.vault.read(|view| view.proof(stream))?;
        Ok(kept.and_then(|bytes| Proofs::from_bytes(&bytes).ok()))
    }

    /// Signs a case file with the device's key.
    pub(crate) fn signer(&self) -> &dyn sync::envelope::Signer {
        &*self.device
    }

    /// The agency's time of one event of a stream, ms; none when it is not here.
    pub(crate) fn time_of(&self, stream: &str, seq: u64) -> Result<Option<i64>, Failure> {
        let records = self.vault.read(|view| view.records(stream, seq, 1))?;
        let record = records.first().map(|bytes| Record::read(bytes));
        Ok(record.transpose()?.map(|record| record.at))
    }

    pub(crate) fn row<T: DeserializeOwned>(
        &self,
        table: Table,
        key: &str,
    ) -> Result<Option<T>, Failure> {
        let row = self.vault.read(|view| view.row(table.name(), key))?;
        row.as_ref().map(from_json).transpose()
    }

    fn query<T: DeserializeOwned>(
        &self,
        table: Table,
        descending: bool,
        limit: u32,
    ) -> Result<Vec<(String, T)>, Failure> {
        let wanted = RowQuery {
            list: table.name().to_owned(),
            descending,
            limit,
            ..RowQuery::default()
        };
        let rows = self.vault.read(|view| view.rows(&wanted))?;
        rows.into_iter()
            .map(|row| Ok((row.key.clone(), from_json(&row)?)))
            .collect()
    }

    /// All rows in their order.
    pub(crate) fn rows<T: DeserializeOwned>(
        &self,
        table: Table,
    ) -> Result<Vec<(String, T)>, Failure> {
        self.query(table, false, MAX_ROWS)
    }

    /// All rows, the last first.
    pub(crate) fn newest<T: DeserializeOwned>(
        &self,
        table: Table,
    ) -> Result<Vec<(String, T)>, Failure> {
        self.query(table, true, MAX_ROWS)
    }

    /// Some rows, the last first.
    pub(crate) fn newest_some<T: DeserializeOwned>(
        &self,
        table: Table,
        limit: u32,
    ) -> Result<Vec<(String, T)>, Failure> {
        self.query(table, true, limit)
    }

    /// The keys of rows in their order, some at a time.
    pub(crate) fn keys(&self, table: Table, skip: u32, limit: u32) -> Result<Vec<String>, Failure> {
        self.keys_in(table, false, skip, limit)
    }

    /// The same, the last first.
    pub(crate) fn newest_keys(
        &self,
        table: Table,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<String>, Failure> {
        self.keys_in(table, true, skip, limit)
    }

    fn keys_in(
        &self,
        table: Table,
        descending: bool,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<String>, Failure> {
        let wanted = RowQuery {
            list: table.name().to_owned(),
            descending,
            skip,
            limit,
            ..RowQuery::default()
        };
        Ok(self
            .vault
            .read(|view| view.rows(&wanted))?
            .into_iter()
            .map(|row| row.key)
            .collect())
    }

    /// The keys of rows that stand at `now` or before, in their order.
    pub(crate) fn due(&self, table: Table, now: i64, limit: u32) -> Result<Vec<String>, Failure> {
        let wanted = RowQuery {
            list: table.name().to_owned(),
            until: Some(sort_key(now.saturating_add(1))),
            limit,
            ..RowQuery::default()
        };
        let rows = self.vault.read(|view| view.rows(&wanted))?;
        Ok(rows.into_iter().map(|row| row.key).collect())
    }

    pub(crate) fn count(&self, table: Table) -> Result<usize, Failure> {
        self.count_from(table, None)
    }

    pub(crate) fn count_since(&self, table: Table, sort: i64) -> Result<usize, Failure> {
        self.count_from(table, Some(sort_key(sort)))
    }

    fn count_from(&self, table: Table, from: Option<String>) -> Result<usize, Failure> {
        let wanted = RowQuery {
            list: table.name().to_owned(),
            from,
            ..RowQuery::default()
        };
        let count = self.vault.read(|view| view.count_rows(&wanted))?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    pub(crate) fn draft(&self, id: &str) -> Result<Option<Stored>, Failure> {
        let draft = self.vault.read(|view| view.draft(id))?;
        draft
            .map(|draft| serde_json::from_slice(&draft.json).map_err(|_| unreadable("draft")))
            .transpose()
    }

    /// All drafts, the last changed first. One that cannot be read is passed over.
    pub(crate) fn drafts(&self) -> Result<Vec<(String, Stored)>, Failure> {
        let drafts = self.vault.read(|view| view.drafts())?;
        Ok(drafts
            .into_iter()
            .filter_map(|d| Some((d.id, serde_json::from_slice(&d.json).ok()?)))
            .collect())
    }

    /// What is on its way, in the order in which it was asked for.
    pub(crate) fn queue(&self) -> Result<Vec<Queued>, Failure> {
        let mut queue: Vec<Queued> = self
            .rows(Table::Unsealed)?
            .into_iter()
            .map(|(_, queued)| queued)
            .collect();
        for row in self.vault.read(|view| view.outbox())? {
            let mut queued: Queued =
                serde_json::from_slice(&row.provisional).map_err(|_| unreadable("outbox"))?;
            queued.id = Some(row.id.to_hex());
            queued.signed = Some(row.bytes);
            row.state.name().clone_into(&mut queued.state);
            queued.sent = row.sent;
            queued.verdict = row.verdict;
            queue.push(queued);
        }
        queue.sort_by(|a, b| (a.at, &a.key).cmp(&(b.at, &b.key)));
        Ok(queue)
    }

    pub(crate) fn outbox(&self) -> Result<outbox::Outbox, Failure> {
        Ok(self.vault.read(|view| view.outbox_machine())?)
    }

    /// Whether the signature of an operation holds; none when its bytes are not here.
    pub(crate) fn is_sound(&self, operation: &OperationId) -> Result<Option<bool>, Failure> {
        let id = Hash(operation.0);
        if self
            .vault
            .read(|view| view.row(Table::Unsound.name(), &id.to_hex()))?
            .is_some()
        {
            return Ok(Some(false));
        }
        Ok(self.vault.read(|view| view.signed(&id))?.map(|_| true))
    }

    pub(crate) fn has_blob(&self, sha256: &[u8; 32]) -> Result<bool, Failure> {
        Ok(self.vault.read(|view| view.blob(&Hash(*sha256)))?.is_some())
    }

    /// A blob; none when it is not here.
    pub(crate) fn blob(&self, sha256: &[u8; 32]) -> Result<Option<Vec<u8>>, Failure> {
        if !self.has_blob(sha256)? {
            return Ok(None);
        }
        Ok(Some(
            self.vault.blob_content(&Hash(*sha256), MAX_BLOB)?.to_vec(),
        ))
    }

    /// A file of the agency's; one that is damaged here is fetched again with the
    /// next news.
    ///
    /// # Errors
    /// `blob-damaged`, `blob-missing` until then.
    pub(crate) fn agency_blob(
        &self,
        sha256: &[u8; 32],
        owner: &str,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let found = self.blob(sha256);
        if let Err(failure) = &found
            && matches!(failure.code.as_str(), "blob-damaged" | "blob-missing")
        {
            let wanted = Wanted::new(sha256, owner);
            self.write(|tx| tx.put(Table::Wanted, &wanted.key(), 0, &wanted))?;
        }
        found
    }

    /// What is known of a blob.
    pub(crate) fn blob_note(&self, sha256: &Hash) -> Result<Option<BlobNote>, Failure> {
        Ok(self.vault.read(|view| view.blob(sha256))?)
    }

    /// Notes a blob whose file is in the vault, for an owner as of [`Store::keep_blob`].
    pub(crate) fn note_blob(
        &self,
        id: &BlobId,
        media: &str,
        owner: &str,
        place: BlobPlace,
        now: i64,
    ) -> Result<(), Failure> {
        Ok(self.vault.note_blob(id, media, owner, place, now)?)
    }

    /// Removes what has come of files that nobody waits for any more.
    pub(crate) fn sweep_arrivals(&self) -> Result<(), Failure> {
        let wanted: Vec<Hash> = self
            .rows::<Wanted>(Table::Wanted)?
            .iter()
            .filter_map(|(_, wanted)| Hash::from_hex(&wanted.sha256))
            .collect();
        Ok(self.vault.blobs().sweep_arrivals(&wanted)?)
    }

    /// Keeps a file for an owner: `draft/ID`, `case/ID`, `packs`.
    pub(crate) fn keep_blob(
        &self,
        content: &[u8],
        media: &str,
        owner: &str,
        from_agency: bool,
        now: i64,
    ) -> Result<Hash, Failure> {
        let place = if from_agency {
            BlobPlace::AtAgency
        } else {
            BlobPlace::OnlyHere
        };
        Ok(self
            .vault
            .keep_blob(&mut Cursor::new(content), media, owner, place, now)?
            .sha256)
    }

    pub(crate) fn cursor(&self) -> Result<Vec<u8>, Failure> {
        Ok(self
            .vault
            .read(|view| view.setting(CURSOR))?
            .unwrap_or_default())
    }

    pub(crate) fn last_sync(&self) -> Result<Option<i64>, Failure> {
        let stored = self.vault.read(|view| view.setting(LAST_SYNC))?;
        Ok(stored.and_then(|bytes| Some(i64::from_be_bytes(bytes.try_into().ok()?))))
    }
}

/// The office's event in a record.
///
/// # Errors
/// `event-unknown` when a newer agency wrote it.
pub(crate) fn event(record: &Record) -> Result<Event, Failure> {
    Event::from_bytes(&record.body)
        .ok_or_else(|| Failure::new("event-unknown").with("stream", &record.stream))
}
