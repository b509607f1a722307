use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

use sync::Facts;

/// Why the vault does not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// No vault at this place.
    #[error("there is no vault here")]
    Missing,
    /// A vault is here already.
    #[error("there is a vault here already")]
    Exists,
    /// Another process has it open.
    #[error("the vault is in use by another process")]
    InUse,
    /// Wrong passphrase or recovery code.
    #[error("wrong passphrase, {left} tries left")]
    WrongPassphrase {
        /// Tries left before it is locked.
        left: u32,
        /// Set when that was the last try: when the next may be made, ms.
        again_at: Option<i64>,
    },
    /// Too many wrong tries.
    #[error("the vault is locked until {again_at}")]
    Locked {
        /// When the next try may be made, ms since 1970 UTC.
        again_at: i64,
    },
    /// The passphrase is too short to protect anything.
    #[error("the passphrase is shorter than {min} characters")]
    PassphraseShort {
        /// Characters needed.
        min: usize,
    },
    /// A recovery code with a slip in it, or where none can be used.
    #[error("this is no recovery code")]
    RecoveryCode,
    /// The vault has no slot of this kind.
    #[error("the vault has no {0} slot")]
    NoSlot(&'static str),
    /// The only slot is not removed: the vault could never be opened again.
    #[error("the last slot stays")]
    LastSlot,
    /// The operating system's key store cannot be used.
    #[error("no key store: {0}")]
    NoKeyStore(String),
    /// The file of slots cannot be read.
    #[error("the slots cannot be read: {0}")]
    SlotsDamaged(String),
    /// A vault of a later version.
    #[error("schema {found}, this program knows {known}")]
    Newer {
        /// Version of the vault.
        found: i64,
        /// Version of this program.
        known: i64,
    },
    /// The database is damaged.
    #[error("the database is damaged: {detail}")]
    Damaged {
        /// What was noticed.
        detail: String,
        /// The name under which it was put aside, if it was.
        aside: Option<String>,
    },
    /// Built without encryption: nothing is written.
    #[error("this build does not encrypt")]
    NotEncrypting,
    /// No space left; nothing was done.
    #[error("the disk is full")]
    DiskFull,
    /// The disk or its rights.
    #[error("disk: {0}")]
    Disk(io::Error),
    /// The database refuses.
    #[error("database: {0}")]
    Database(rusqlite::Error),
    /// What is stored is not what this program stored.
    #[error("stored {0} cannot be read")]
    Unreadable(&'static str),
    /// A blob that is not here.
    #[error("blob {0} is not here")]
    BlobMissing(String),
    /// A blob that is not what was stored.
    #[error("blob {0} is damaged")]
    BlobDamaged(String),
    /// A blob over the limit.
    #[error("a blob of more than {max} bytes")]
    BlobTooLarge {
        /// Bytes allowed.
        max: u64,
    },
    /// Taking a blob in was stopped; nothing of it stays.
    #[error("taking the blob in was stopped")]
    BlobStopped,
    /// A record that does not continue its stream.
    #[error(transparent)]
    Broken(#[from] sync::event::Broken),
    /// The computer is not enrolled.
    #[error("this computer is not enrolled")]
    NotEnrolled,
    /// Not there.
    #[error("no {what} {id}")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// Randomness or a cipher failed.
    #[error("cryptography failed: {0}")]
    Crypto(&'static str),
}

impl VaultError {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "vault-missing",
            Self::Exists => "vault-exists",
            Self::InUse => "vault-in-use",
            Self::WrongPassphrase { .. } => "vault-wrong-passphrase",
            Self::Locked { .. } => "vault-locked",
            Self::PassphraseShort { .. } => "vault-passphrase-short",
            Self::RecoveryCode => "vault-recovery-code",
            Self::NoSlot(_) => "vault-no-slot",
            Self::LastSlot => "vault-last-slot",
            Self::NoKeyStore(_) => "vault-no-key-store",
            Self::SlotsDamaged(_) => "vault-slots-damaged",
            Self::Newer { .. } => "vault-newer",
            Self::Damaged { .. } => "vault-damaged",
            Self::NotEncrypting => "vault-not-encrypting",
            Self::DiskFull => "disk-full",
            Self::Disk(error) if error.kind() == io::ErrorKind::PermissionDenied => "disk-denied",
            Self::Disk(_) => "disk-failed",
            Self::Database(_) => "vault-database",
            Self::Unreadable(_) => "vault-unreadable",
            Self::BlobMissing(_) => "blob-missing",
            Self::BlobDamaged(_) => "blob-damaged",
            Self::BlobTooLarge { .. } => "blob-too-large",
            Self::BlobStopped => "blob-stopped",
            Self::Broken(error) => error.code(),
            Self::NotEnrolled => "vault-not-enrolled",
            Self::NotFound { .. } => "vault-not-found",
            Self::Crypto(_) => "vault-crypto",
        }
    }

    /// Facts for the sentence; the names are in `docs/formats/vault.md`.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let one = |name: &str, value: String| Facts::from([(name.to_owned(), value)]);
        match self {
            Self::WrongPassphrase { left, again_at } => {
                let mut facts = one("left", left.to_string());
                facts.extend(again_at.map(|at| ("again-at".to_owned(), at.to_string())));
                facts
            }
            Self::Locked { again_at } => one("again-at", again_at.to_string()),
            Self::PassphraseShort { min } => one("min", min.to_string()),
            Self::NoSlot(kind) => one("slot", (*kind).to_owned()),
            Self::NoKeyStore(detail) | Self::SlotsDamaged(detail) => one("detail", detail.clone()),
            Self::Newer { found, known } => {
                let mut facts = one("found", found.to_string());
                facts.insert("known".to_owned(), known.to_string());
                facts
            }
            Self::Damaged { detail, aside } => {
                let mut facts = one("detail", detail.clone());
                facts.extend(aside.iter().map(|name| ("aside".to_owned(), name.clone())));
                facts
            }
            Self::Disk(error) => one("detail", error.to_string()),
            Self::Database(error) => one("detail", error.to_string()),
            Self::Unreadable(what) => one("what", (*what).to_owned()),
            Self::BlobMissing(name) | Self::BlobDamaged(name) => one("blob", name.clone()),
            Self::BlobTooLarge { max } => one("max", max.to_string()),
            Self::Broken(error) => error.facts(),
            Self::NotFound { what, id } => {
                let mut facts = one("what", (*what).to_owned());
                facts.insert("id".to_owned(), id.clone());
                facts
            }
            Self::Crypto(what) => one("what", (*what).to_owned()),
            Self::Missing
            | Self::Exists
            | Self::InUse
            | Self::RecoveryCode
            | Self::LastSlot
            | Self::NotEncrypting
            | Self::DiskFull
            | Self::BlobStopped
            | Self::NotEnrolled => Facts::new(),
        }
    }
}

impl From<io::Error> for VaultError {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        match error.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => Self::DiskFull,
            _ => Self::Disk(error),
        }
    }
}

/// How often this process has met a damaged page. SQLCipher lets a connection
/// that has met one read nothing more, so the database opens a new one then;
/// the error itself may be wrapped in the caller's own before it gets there.
static DAMAGE_MET: AtomicU64 = AtomicU64::new(0);

pub(crate) fn damage_met() -> u64 {
    DAMAGE_MET.load(Ordering::Relaxed)
}

impl From<rusqlite::Error> for VaultError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, DiskFull, NotADatabase};
        match error.sqlite_error_code() {
            Some(DiskFull) => Self::DiskFull,
            Some(DatabaseCorrupt | NotADatabase) => {
                DAMAGE_MET.fetch_add(1, Ordering::Relaxed);
                Self::Damaged {
                    detail: error.to_string(),
                    aside: None,
                }
            }
            _ => Self::Database(error),
        }
    }
}
