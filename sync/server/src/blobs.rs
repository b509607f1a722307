//! Blobs as files named by their SHA-256. Parts come one by one in any order
//! and may come again; the manifest comes last, and only then is there a blob.
//!
//! What a person sends lies apart from what others send, in
//! `parts/PERSON/SHA256/`: `content` with each part at its place, and `have`
//! with a line of 36 bytes for each that came (number, big-endian, and SHA-256;
//! a later line wins, one of zeros takes a part back).

mod parts;

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use ring::digest::{Context, SHA256};
use sync::Hash;
use sync::wire::PART_BYTES;

use crate::folder::{Folder, sync_folder};
use crate::storage::StoreFault;

/// The folders of blobs.
#[derive(Debug, Clone)]
pub struct Blobs {
    whole: PathBuf,
    parts: PathBuf,
}

/// What came of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finished {
    /// The blob is whole and on disk.
    Whole,
    /// This part is not here, or is not what the manifest says: send it again.
    Part(u32),
    /// The parts are right, but together they are not the blob.
    Other,
}

/// Tells two files apart that are written at the same time.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

impl From<io::Error> for StoreFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Database(error.to_string()),
        }
    }
}

impl Blobs {
    /// The blobs of a server's folder.
    #[must_use]
    pub fn new(folder: &Folder) -> Self {
        Self {
            whole: folder.blobs(),
            parts: folder.parts(),
        }
    }

    fn path(&self, sha256: &Hash) -> PathBuf {
        let name = sha256.to_hex();
        self.whole.join(&name[..2]).join(&name)
    }

    /// Whether the blob is whole and on disk.
    #[must_use]
    pub fn has(&self, sha256: &Hash) -> bool {
        self.path(sha256).is_file()
    }

    /// A whole blob of at most `max` bytes; none when it is not here or larger.
    ///
    /// # Errors
    /// A [`StoreFault`]; [`StoreFault::Damaged`] when the bytes are others.
    pub fn read(&self, sha256: &Hash, max: usize) -> Result<Option<Vec<u8>>, StoreFault> {
        let path = self.path(sha256);
        match fs::metadata(&path) {
            Ok(about) if about.len() <= max as u64 => {}
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let bytes = fs::read(&path)?;
        if Hash::of(&bytes) != *sha256 {
            return Err(StoreFault::Damaged(format!("blob {sha256}")));
        }
        Ok(Some(bytes))
    }

    /// A part of a whole blob; none when it has no such part.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn read_part(&self, sha256: &Hash, number: u32) -> Result<Option<Vec<u8>>, StoreFault> {
        let mut file = match File::open(self.path(sha256)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        file.seek(SeekFrom::Start(u64::from(number) * PART_BYTES))?;
        let mut bytes = Vec::new();
        file.take(PART_BYTES).read_to_end(&mut bytes)?;
        Ok((!bytes.is_empty()).then_some(bytes))
    }

    /// Keeps a blob that is whole in memory; answers its name.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn put(&self, bytes: &[u8]) -> Result<Hash, StoreFault> {
        let sha256 = Hash::of(bytes);
        if !self.has(&sha256) {
            write_whole(&self.path(&sha256), bytes)?;
        }
        Ok(sha256)
    }

    /// Proves a whole blob without holding it in memory.
    ///
    /// # Errors
    /// A [`StoreFault`]; [`StoreFault::Damaged`] when it is not what its name says.
    pub fn prove(&self, sha256: &Hash) -> Result<(), StoreFault> {
        let mut file = File::open(self.path(sha256))?;
        let (mut whole, mut buffer) = (Context::new(&SHA256), vec![0; 64 * 1024]);
        loop {
            match file.read(&mut buffer)? {
                0 => break,
                count => whole.update(&buffer[..count]),
            }
        }
        if whole.finish().as_ref() == sha256.0 {
            return Ok(());
        }
        Err(StoreFault::Damaged(format!("blob {sha256}")))
    }
}

fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreFault> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let fresh = path.with_extension(format!("new{}", WRITTEN.fetch_add(1, Ordering::Relaxed)));
    let write = || {
        let mut file = File::create(&fresh)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    if let Err(error) = write() {
        remove(&fresh)?;
        return Err(error.into());
    }
    settle(&fresh, path)
}

fn settle(fresh: &Path, path: &Path) -> Result<(), StoreFault> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
        sync_folder(folder)?;
    }
    fs::rename(fresh, path)?;
    Ok(sync_folder(path)?)
}

fn remove(path: &Path) -> Result<(), StoreFault> {
    let done = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    match done {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
