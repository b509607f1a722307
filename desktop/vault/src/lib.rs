//! What this computer keeps, encrypted: one SQLCipher database, content-addressed
//! blobs, the device's key, and the slots that unlock them. The layout is
//! written down in `docs/formats/vault.md`.
//!
//! Nothing here reads the clock: times (ms since 1970 UTC) come in as arguments.
#![forbid(unsafe_code)]

mod blobs;
mod card;
mod check;
mod database;
mod device;
mod disk;
mod error;
mod keys;
mod rebuild;
mod slots;
mod tables;

pub use blobs::{Arrival, BLOB_BYTES_MAX, BlobId, BlobReader, Blobs, Intake};
pub use card::{
    Card, CardCertificate, CardError, CardModule, Ended, FoundCard, Pin, Tries, one_by_one,
};
pub use check::Finding;
pub use database::{Tx, View};
pub use device::{DeviceKey, TlsIdentity};
pub use error::VaultError;
pub use keys::{Passphrase, RecoveryCode, Secret};
pub use rebuild::Rebuilt;
pub use slots::{ATTEMPTS_MAX, Cost, LOCK_MS, PASSPHRASE_CHARS_MIN, SlotKind, Unlock};
pub use tables::blobs::{BlobNote, BlobPlace};
pub use tables::drafts::Draft;
pub use tables::index_queue::IndexTask;
pub use tables::outbox::{OutboxRow, Receipt};
pub use tables::rows::{Row, RowQuery};
pub use tables::settings::Enrolment;
pub use tables::streams::Snapshot;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use database::Database;
use disk::Lock;
use keys::{MasterKey, Role};
use sync::Hash;
use zeroize::Zeroizing;

/// An open vault. `Send` and `Sync`: one connection writes, one reads.
pub struct Vault {
    place: PathBuf,
    master: MasterKey,
    database: Database,
    blobs: Blobs,
    // Held for its life: a second process is told that the vault is in use.
    _lock: Lock<File>,
}

impl Vault {
    /// Whether there is a vault at `place`.
    #[must_use]
    pub fn exists(place: &Path) -> bool {
        slots::exist(place)
    }

    /// The ways in which the vault at `place` can be unlocked.
    ///
    /// # Errors
    /// `vault-missing`, `vault-slots-damaged`, `disk-*`.
    pub fn ways(place: &Path) -> Result<Vec<SlotKind>, VaultError> {
        slots::kinds(place)
    }

    /// Makes a vault with one way to unlock it; add more with
    /// [`Vault::add_passphrase`], [`Vault::add_system`] and [`Vault::add_recovery`].
    /// A crash before the end leaves no vault.
    ///
    /// # Errors
    /// `vault-exists`, `vault-passphrase-short`, `vault-no-key-store`, `disk-*`;
    /// `vault-recovery-code` for [`Unlock::Recovery`], which needs a vault first.
    pub fn create(place: &Path, by: &Unlock, cost: Cost) -> Result<Self, VaultError> {
        disk::make_dir(place)?;
        let lock = disk::lock(place)?;
        if slots::exist(place) {
            return Err(VaultError::Exists);
        }
        database::set_aside(place)?;
        let master = MasterKey::random()?;
        let database = Database::open(place, master.derive(Role::Database)?)?;
        slots::create(place, &master, by, cost)?;
        Self::assemble(place, master, database, lock)
    }

    /// Opens the vault. A wrong passphrase is written down before it is tried,
    /// so that ending the program does not help a guesser; after
    /// [`ATTEMPTS_MAX`] the vault stays shut for [`LOCK_MS`].
    ///
    /// # Errors
    /// `vault-missing`, `vault-wrong-passphrase`, `vault-locked`,
    /// `vault-no-slot`, `vault-no-key-store`, `vault-in-use`, `vault-newer`,
    /// `vault-damaged` (the file was put aside; opening again begins an empty
    /// one), `disk-*`.
    pub fn open(place: &Path, by: &Unlock, now_ms: i64) -> Result<Self, VaultError> {
        if !slots::exist(place) {
            return Err(VaultError::Missing);
        }
        let lock = disk::lock(place)?;
        let master = slots::unlock(place, by, now_ms)?;
        let database = Database::open(place, master.derive(Role::Database)?)?;
        Self::assemble(place, master, database, lock)
    }

    fn assemble(
        place: &Path,
        master: MasterKey,
        database: Database,
        lock: Lock<File>,
    ) -> Result<Self, VaultError> {
        let blobs = Blobs::open(
            place,
            master.derive(Role::Blobs)?,
            master.derive(Role::BlobNames)?,
        )?;
        Ok(Self {
            place: place.to_owned(),
            master,
            database,
            blobs,
            _lock: lock,
        })
    }

    /// The folder of this vault.
    #[must_use]
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// The database file was gone or put aside when this vault was opened: it is
    /// empty, and the computer must be enrolled again.
    #[must_use]
    pub fn begun_anew(&self) -> bool {
        self.database.begun_anew()
    }

    /// The key of the search index; the index is a cache and may be deleted.
    ///
    /// # Errors
    /// `vault-crypto`.
    pub fn index_key(&self) -> Result<Secret, VaultError> {
        self.master.derive(Role::Index)
    }

    /// The encrypted files.
    #[must_use]
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Reads from one consistent state of the database. Not to be called inside
    /// another `read` of the same thread: it would wait for itself for ever.
    ///
    /// # Errors
    /// Those of `work`, and `vault-damaged`, `vault-database`.
    pub fn read<T, E: From<VaultError>>(
        &self,
        work: impl FnOnce(&View<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.database.read(work)
    }

    /// One transaction: durable when this returns `Ok`, undone otherwise. Not to
    /// be called inside another `write` of the same thread: it would wait for
    /// itself for ever. A `read` inside sees the state before.
    ///
    /// # Errors
    /// Those of `work`, and `disk-full`, `vault-damaged`, `vault-database`.
    pub fn write<T, E: From<VaultError>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.database.write(work)
    }

    /// Sets or changes the passphrase.
    ///
    /// # Errors
    /// `vault-passphrase-short`, `disk-*`.
    pub fn add_passphrase(&self, passphrase: &Passphrase, cost: Cost) -> Result<(), VaultError> {
        slots::add_passphrase(&self.place, &self.master, passphrase, cost)
    }

    /// Lets the operating system's key store unlock this vault.
    ///
    /// # Errors
    /// `vault-no-key-store`, `disk-*`.
    pub fn add_system(&self) -> Result<(), VaultError> {
        slots::add_system(&self.place, &self.master)
    }

    /// Makes a recovery code to be written on paper; an older one stops working.
    ///
    /// # Errors
    /// `disk-*`, `vault-crypto`.
    pub fn add_recovery(&self) -> Result<RecoveryCode, VaultError> {
        slots::add_recovery(&self.place, &self.master)
    }

    /// Closes one way in.
    ///
    /// # Errors
    /// `vault-no-slot`; `vault-last-slot` for the only one; `disk-*`.
    pub fn remove_way(&self, kind: SlotKind) -> Result<(), VaultError> {
        slots::remove(&self.place, kind)
    }

    /// Stores content and notes it in one go: the file first, then the note, so
    /// that a crash leaves at most a file that nothing names.
    ///
    /// # Errors
    /// `blob-too-large`, `disk-full` with nothing half done, `vault-*`.
    pub fn keep_blob(
        &self,
        content: &mut dyn Read,
        media: &str,
        owner: &str,
        place: BlobPlace,
        now_ms: i64,
    ) -> Result<BlobId, VaultError> {
        let id = self.blobs.put(content)?;
        self.note_blob(&id, media, owner, place, now_ms)?;
        Ok(id)
    }

    /// Notes a blob whose file is in place.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn note_blob(
        &self,
        id: &BlobId,
        media: &str,
        owner: &str,
        place: BlobPlace,
        now_ms: i64,
    ) -> Result<(), VaultError> {
        let note = BlobNote {
            id: id.clone(),
            media: media.to_owned(),
            place,
            made: now_ms,
        };
        self.write(|tx| tx.note_blob(&note, owner))
    }

    /// Opens a blob by its SHA-256 for reading any range of it.
    ///
    /// # Errors
    /// `blob-missing` also for one that is not noted; `blob-damaged`, `disk-*`, `vault-*`.
    pub fn blob_reader(&self, sha256: &Hash) -> Result<BlobReader, VaultError> {
        let note = self.read(|view| view.blob(sha256))?;
        let note = note.ok_or_else(|| VaultError::BlobMissing(sha256.to_hex()))?;
        self.blobs.reader(&note.id)
    }

    /// The content of a blob by its SHA-256, verified.
    ///
    /// # Errors
    /// `blob-missing` also for one that is not noted; `blob-damaged`,
    /// `blob-too-large`, `disk-*`, `vault-*`.
    pub fn blob_content(&self, sha256: &Hash, max: u64) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let note = self.read(|view| view.blob(sha256))?;
        let note = note.ok_or_else(|| VaultError::BlobMissing(sha256.to_hex()))?;
        self.blobs.get(&note.id, max)
    }

    /// Removes the blobs that belong to nothing any more; answers how many.
    ///
    /// # Errors
    /// `disk-*`, `vault-*`.
    pub fn sweep_blobs(&self) -> Result<usize, VaultError> {
        let unowned = self.write(|tx| {
            let unowned = tx.unowned_blobs()?;
            for note in &unowned {
                tx.forget_blob(&note.id.sha256)?;
            }
            Ok::<_, VaultError>(unowned)
        })?;
        for note in &unowned {
            self.blobs.remove(&note.id)?;
        }
        Ok(unowned.len())
    }

    /// Looks at every page of the database and every blob.
    ///
    /// # Errors
    /// Only when looking itself fails; what is found is in the answer.
    pub fn check(&self) -> Result<Vec<Finding>, VaultError> {
        check::check(&self.database, &self.blobs)
    }

    /// Closes the vault and rebuilds its database after [`Vault::check`] has
    /// found it damaged: what can be read of keys, settings, outbox, drafts,
    /// receipts and blobs is carried over, the damaged file is put aside (never
    /// deleted). Streams are pulled again, so the caller forgets its cursor.
    ///
    /// # Errors
    /// `disk-full` and other `disk-*`, with the damaged database still in its
    /// place.
    pub fn rebuild(self) -> Result<Rebuilt, VaultError> {
        let Self {
            place,
            database,
            _lock,
            ..
        } = self;
        rebuild::rebuild(&place, database)
    }
}

/// Chooses the operating system's own key store for [`Unlock::System`]: Windows
/// Credential Manager, macOS Keychain, Secret Service. Call once at start; a
/// host that sets another default store of `keyring-core` does not call it.
///
/// # Errors
/// `vault-no-key-store`.
pub fn use_system_key_store() -> Result<(), VaultError> {
    match keyring::v1::Entry::store_status() {
        Ok(()) => Ok(()),
        Err(error) => Err(VaultError::NoKeyStore(error.to_string())),
    }
}
