//! Content-addressed encrypted files.
//!
//! `blobs/AB/CDEF…`: the name is HMAC-SHA-256 of the clear content under the
//! vault's key (a plain hash would tell what is stored). A file is a header
//! (magic, version, salt) and AES-256-GCM chunks under a key of its own: nonce =
//! number of the chunk, additional data = whether it is the last, so that a
//! file that was cut or whose chunks were moved is found, and any range can be
//! read alone.

mod arrival;
mod intake;
mod reader;

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use ring::aead::{Aad, LessSafeKey, Nonce};
use ring::hmac;
use sync::Hash;
use zeroize::Zeroizing;

use crate::keys::{Secret, derive, hex, random, sealing};
use crate::{VaultError, disk};

pub use arrival::Arrival;
pub use intake::Intake;
pub use reader::BlobReader;

/// Largest blob, bytes.
pub const BLOB_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;

const FOLDER: &str = "blobs";
const UNFINISHED: &str = "unfinished";
const MAGIC: &[u8; 8] = b"ANTOUBLB";
const VERSION: u8 = 1;
const SALT: usize = 32;
const HEADER: usize = MAGIC.len() + 1 + SALT;
const CHUNK: usize = 64 * 1024;
/// Bytes that are read of a source at once.
const PIECE: usize = 1024 * 1024;
const TAG: usize = 16;

/// Names a blob.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlobId {
    /// SHA-256 of the content: its name for the agency and in what is signed.
    pub sha256: Hash,
    /// HMAC-SHA-256 of the content, hexadecimal: its name on this disk.
    pub name: String,
    /// Bytes of the content.
    pub size: u64,
}

/// The encrypted files of a vault.
pub struct Blobs {
    folder: PathBuf,
    key: Secret,
    names: hmac::Key,
    unfinished: AtomicU64,
}

impl Blobs {
    pub(crate) fn open(place: &Path, key: Secret, names: Secret) -> Result<Self, VaultError> {
        let folder = place.join(FOLDER);
        let unfinished = folder.join(UNFINISHED);
        if unfinished.exists() {
            // What a crash left behind was never named in the database.
            fs::remove_dir_all(&unfinished)?;
        }
        disk::make_dir(&folder)?;
        disk::make_dir(&unfinished)?;
        let names = hmac::Key::new(hmac::HMAC_SHA256, names.bytes());
        Ok(Self {
            folder,
            key,
            names,
            unfinished: AtomicU64::new(0),
        })
    }

    /// Stores content; durable when this returns. The same content twice is one
    /// file, written anew (which also mends a damaged one).
    ///
    /// # Errors
    /// `blob-too-large`; `disk-full` and other `disk-*` with nothing left behind.
    pub fn put(&self, content: &mut dyn Read) -> Result<BlobId, VaultError> {
        self.take(content, &mut |_| true)
    }

    /// Stores content as [`Blobs::put`] does, in bounded memory. After each
    /// piece `watch` hears how many bytes have come, and answers whether to go on.
    ///
    /// # Errors
    /// `blob-stopped` when `watch` said so, and those of [`Blobs::put`]: with
    /// nothing left behind.
    pub fn take(
        &self,
        content: &mut dyn Read,
        watch: &mut dyn FnMut(u64) -> bool,
    ) -> Result<BlobId, VaultError> {
        let mut intake = self.begin()?;
        let mut piece = Zeroizing::new(vec![0; PIECE]);
        loop {
            let count = fill(content, &mut piece)?;
            intake.add(&piece[..count])?;
            if count < piece.len() {
                break;
            }
            if !watch(intake.size()) {
                return Err(VaultError::BlobStopped);
            }
        }
        self.keep(intake)
    }

    /// Begins a blob whose bytes come in pieces.
    ///
    /// # Errors
    /// `disk-*`.
    pub fn begin(&self) -> Result<Intake, VaultError> {
        let number = self.unfinished.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.join(UNFINISHED).join(number.to_string());
        let salt = random::<SALT>()?;
        Intake::begin(path, &salt, self.file_key(&salt)?, &self.names)
    }

    /// Keeps what was taken in; durable when this returns.
    ///
    /// # Errors
    /// `disk-*` with nothing left behind.
    pub fn keep(&self, mut intake: Intake) -> Result<BlobId, VaultError> {
        let id = intake.finish()?;
        self.place(intake.path(), &id)?;
        intake.is_placed();
        Ok(id)
    }

    /// Opens a blob for reading any range of it.
    ///
    /// # Errors
    /// `blob-missing`, `blob-damaged`, `disk-*`.
    pub fn reader(&self, id: &BlobId) -> Result<BlobReader, VaultError> {
        let (file, key) = self.open_file(id)?;
        BlobReader::open(file, key, id.clone())
    }

    /// The file of a blob after its header, and its key.
    fn open_file(&self, id: &BlobId) -> Result<(File, LessSafeKey), VaultError> {
        let mut file = match File::open(self.path(&id.name)) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(VaultError::BlobMissing(id.name.clone()));
            }
            Err(error) => return Err(error.into()),
        };
        let mut header = [0; HEADER];
        let got = fill(&mut file, &mut header)?;
        if got != HEADER || header[..8] != *MAGIC || header[8] != VERSION {
            return Err(VaultError::BlobDamaged(id.name.clone()));
        }
        let key = self.file_key(&header[9..])?;
        Ok((file, key))
    }

    /// The content, every byte of it verified.
    ///
    /// # Errors
    /// `blob-missing`, `blob-damaged`; `blob-too-large` over `max` bytes; `disk-*`.
    pub fn get(&self, id: &BlobId, max: u64) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        if id.size > max {
            return Err(VaultError::BlobTooLarge { max });
        }
        let mut content = Zeroizing::new(Vec::new());
        self.copy(id, &mut *content)?;
        Ok(content)
    }

    /// Writes the content to `out`, chunk by chunk as each is verified; when
    /// this fails, what was written must not be used.
    ///
    /// # Errors
    /// `blob-missing`, `blob-damaged`, `disk-*`.
    pub fn copy(&self, id: &BlobId, out: &mut dyn Write) -> Result<(), VaultError> {
        let (mut file, key) = self.open_file(id)?;
        let damaged = || VaultError::BlobDamaged(id.name.clone());
        let mut names = hmac::Context::with_key(&self.names);
        let mut chunks = Chunks::new(&mut file, CHUNK + TAG)?;
        let mut size = 0u64;
        while let Some((number, last, sealed)) = chunks.next()? {
            let aad = Aad::from([u8::from(last)]);
            let clear = key
                .open_in_place(nonce(number), aad, sealed)
                .map_err(|_| damaged())?;
            names.update(clear);
            size += clear.len() as u64;
            out.write_all(clear)?;
        }
        let name = hex(names.sign().as_ref());
        if name == id.name && size == id.size {
            Ok(())
        } else {
            Err(damaged())
        }
    }

    /// Reads a blob through without keeping it.
    ///
    /// # Errors
    /// `blob-missing`, `blob-damaged`, `disk-*`.
    pub fn verify(&self, id: &BlobId) -> Result<(), VaultError> {
        self.copy(id, &mut std::io::sink())
    }

    /// Removes a blob's file; answers whether it was there.
    ///
    /// # Errors
    /// `disk-*`.
    pub fn remove(&self, id: &BlobId) -> Result<bool, VaultError> {
        match fs::remove_file(self.path(&id.name)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn place(&self, path: &Path, id: &BlobId) -> Result<(), VaultError> {
        let target = self.path(&id.name);
        if let Some(shelf) = target.parent() {
            let new = !shelf.exists();
            disk::make_dir(shelf)?;
            if new {
                disk::sync_dir(&self.folder)?;
            }
            fs::rename(path, &target)?;
            disk::sync_dir(shelf)?;
        }
        Ok(())
    }

    fn file_key(&self, salt: &[u8]) -> Result<LessSafeKey, VaultError> {
        sealing(&derive(self.key.bytes(), salt, b"antou vault 1 blob file")?)
    }

    fn path(&self, name: &str) -> PathBuf {
        // Names are ours: 64 hexadecimal digits.
        let (shelf, rest) = name.split_at_checked(2).unwrap_or((name, ""));
        self.folder.join(shelf).join(rest)
    }
}

fn nonce(number: u64) -> Nonce {
    let mut bytes = [0; 12];
    bytes[4..].copy_from_slice(&number.to_be_bytes());
    Nonce::assume_unique_for_key(bytes)
}

/// Number, whether it is the last, bytes.
type Chunk<'b> = (u64, bool, &'b mut [u8]);

/// Cuts a stream into chunks and knows of each whether it is the last; an empty
/// stream is one empty chunk.
struct Chunks<'r> {
    source: &'r mut dyn Read,
    now: Zeroizing<Vec<u8>>,
    ahead: Zeroizing<Vec<u8>>,
    ahead_filled: usize,
    number: u64,
    ended: bool,
}

impl<'r> Chunks<'r> {
    fn new(source: &'r mut dyn Read, size: usize) -> Result<Self, VaultError> {
        let mut ahead = Zeroizing::new(vec![0; size]);
        let ahead_filled = fill(source, &mut ahead)?;
        let now = Zeroizing::new(vec![0; size]);
        Ok(Self {
            source,
            now,
            ahead,
            ahead_filled,
            number: 0,
            ended: false,
        })
    }

    fn next(&mut self) -> Result<Option<Chunk<'_>>, VaultError> {
        if self.ended {
            return Ok(None);
        }
        std::mem::swap(&mut self.now, &mut self.ahead);
        let filled = self.ahead_filled;
        self.ahead_filled = match filled == self.now.len() {
            true => fill(self.source, &mut self.ahead)?,
            false => 0,
        };
        self.ended = self.ahead_filled == 0;
        let number = self.number;
        self.number += 1;
        Ok(Some((number, self.ended, &mut self.now[..filled])))
    }
}

/// Reads until the buffer is full or the source ends.
fn fill(source: &mut dyn Read, buffer: &mut [u8]) -> Result<usize, VaultError> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(filled)
}
