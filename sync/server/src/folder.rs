//! The server's folder: settings, keys, database, blobs. Keys are files that
//! only their owner may read (mode 0600).
//!
//! ```text
//! server.toml   settings
//! keys/         root, verdict and agency keys (PKCS#8) and certificates, DER
//! agency.db     the database
//! blobs/        attachments, papers and packs by SHA-256
//! parts/        parts of blobs that are not whole yet
//! lock          held while a process may write history
//! ```

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::storage::Sqlite;

/// Largest settings file, in bytes.
pub const SETTINGS_BYTES_MAX: u64 = 64 * 1024;

/// `server.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Id of the agency, lower-case letters, digits and hyphens.
    pub agency_id: String,
    /// Name of the agency, as shown.
    pub name: String,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// Names and addresses in the server's certificate.
    pub names: Vec<String>,
    /// Addresses that invitations tell, best first.
    pub urls: Vec<String>,
    /// The service for time stamps, where the agency has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_stamps: Option<TimeStamps>,
    /// Bytes of blobs that one person may send in all, unfinished ones included.
    #[serde(default = "person_blob_bytes")]
    pub person_blob_bytes: u64,
}

/// A time stamp service (RFC 3161).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeStamps {
    /// Where it listens: `http://…` or `https://…`. What it says is signed.
    pub url: String,
    /// Files with the certificates of its roots, DER or PEM, seen from the folder.
    pub roots: Vec<String>,
    /// Minutes between two questions.
    #[serde(default = "an_hour")]
    pub every_minutes: u32,
}

fn an_hour() -> u32 {
    60
}

/// What a person may send unless `server.toml` says otherwise: 50 GiB.
fn person_blob_bytes() -> u64 {
    50 * 1024 * 1024 * 1024
}

impl Settings {
    /// Settings of a server that is reached at the address on which it listens.
    #[must_use]
    pub fn new(agency_id: &str, name: &str, listen: SocketAddr) -> Self {
        Self {
            agency_id: agency_id.to_owned(),
            name: name.to_owned(),
            listen,
            names: vec![
                "localhost".to_owned(),
                "127.0.0.1".to_owned(),
                "::1".to_owned(),
            ],
            urls: vec![format!("https://{listen}")],
            time_stamps: None,
            person_blob_bytes: person_blob_bytes(),
        }
    }
}

/// A server's folder.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

/// Held while a process may write history; dropped with the process.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Folder {
    /// The folder at a path; whether it is one is seen when it is used.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A file of `keys/`.
    #[must_use]
    pub fn key(&self, name: &str) -> PathBuf {
        self.path.join("keys").join(name)
    }

    /// Where blobs are.
    #[must_use]
    pub fn blobs(&self) -> PathBuf {
        self.path.join("blobs")
    }

    /// Where parts of unfinished blobs are.
    #[must_use]
    pub fn parts(&self) -> PathBuf {
        self.path.join("parts")
    }

    /// Makes an empty server folder.
    ///
    /// # Errors
    /// [`Problem::FolderTaken`], [`Problem::File`].
    pub fn create(&self, settings: &Settings) -> Result<(), Problem> {
        let file = self.path.join("server.toml");
        if file.exists() {
            return Err(Problem::FolderTaken(self.path.clone()));
        }
        for folder in [
            self.path.clone(),
            self.path.join("keys"),
            self.blobs(),
            self.parts(),
        ] {
            fs::create_dir_all(&folder).map_err(Problem::file(&folder))?;
            private_folder(&folder)?;
        }
        let text = toml::to_string_pretty(settings).map_err(|error| Problem::File {
            path: file.clone(),
            error: std::io::Error::other(error),
        })?;
        write_private(&file, text.as_bytes())
    }

    /// Reads the settings.
    ///
    /// # Errors
    /// [`Problem::File`], [`Problem::Entry`].
    pub fn settings(&self) -> Result<Settings, Problem> {
        let path = self.path.join("server.toml");
        let text = read_text(&path, SETTINGS_BYTES_MAX)?;
        toml::from_str(&text).map_err(|error| entry_error(&path, &text, &error))
    }

    /// Opens the database.
    ///
    /// # Errors
    /// [`Problem::Store`].
    pub fn store(&self) -> Result<Sqlite, Problem> {
        Ok(Sqlite::open(&self.path.join("agency.db"))?)
    }

    /// Takes the right to write history.
    ///
    /// # Errors
    /// [`Problem::FolderBusy`] while another process has it, [`Problem::File`].
    pub fn lock(&self) -> Result<Lock, Problem> {
        let path = self.path.join("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(Problem::file(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Problem::FolderBusy(self.path.clone())),
            Err(TryLockError::Error(error)) => Err(Problem::File { path, error }),
        }
    }
}

/// A TOML error with its line.
pub(crate) fn entry_error(path: &Path, text: &str, error: &toml::de::Error) -> Problem {
    let line = error.span().map_or(0, |span| line_of(text, span.start));
    Problem::Entry {
        file: path.display().to_string(),
        line,
        field: String::new(),
        reason: error.message().to_owned(),
    }
}

/// The line, from 1, of a byte of a text.
pub(crate) fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    before.filter(|byte| **byte == b'\n').count() + 1
}

/// A UTF-8 file of at most `max` bytes.
pub(crate) fn read_text(path: &Path, max: u64) -> Result<String, Problem> {
    let bytes = read_bytes(path, max)?;
    String::from_utf8(bytes).map_err(|error| Problem::File {
        path: path.to_owned(),
        error: std::io::Error::other(error),
    })
}

/// A file of at most `max` bytes.
pub fn read_bytes(path: &Path, max: u64) -> Result<Vec<u8>, Problem> {
    use std::io::Read as _;
    let file = File::open(path).map_err(Problem::file(path))?;
    let mut bytes = Vec::new();
    file.take(max + 1)
        .read_to_end(&mut bytes)
        .map_err(Problem::file(path))?;
    if bytes.len() as u64 > max {
        let error = std::io::Error::new(
            std::io::ErrorKind::FileTooLarge,
            format!("more than {max} bytes"),
        );
        return Err(Problem::File {
            path: path.to_owned(),
            error,
        });
    }
    Ok(bytes)
}

/// Writes a file that only its owner may read, whole or not at all.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let fresh = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let write = || {
        let mut file = options.open(&fresh)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&fresh, path)?;
        sync_folder(path)
    };
    write().map_err(Problem::file(path))
}

/// Makes a rename in the folder of `path` outlive a power cut.
pub(crate) fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        #[cfg(unix)]
        Some(folder) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

fn private_folder(path: &Path) -> Result<(), Problem> {
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        fs::set_permissions(path, mode).map_err(Problem::file(path))?;
    }
    Ok(())
}
