//! The folder of the index, encrypted.
//!
//! Every file is a header (magic, random salt) and blocks of [`BLOCK`] bytes sealed by AES-256-GCM.
//! The key of a file is HKDF-SHA-256 (RFC 5869) of the index key, the file's salt and its name; the
//! nonce is the block's number, the additional data says whether the block is the last. So a changed,
//! moved, renamed or cut-off block is refused. Names and sizes of files stay visible; that a whole
//! folder was put back from an older copy is not seen, which a cache can bear.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::rand::{SecureRandom, SystemRandom};
use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};
use zeroize::Zeroizing;

/// Bytes of clear text in a block.
pub(crate) const BLOCK: usize = 16 * 1024;
/// Decrypted blocks kept in memory.
const CACHE_BYTES: usize = 48 * 1024 * 1024;
const TAG: usize = 16;
const MAGIC: &[u8; 8] = b"ANTOUIX1";
const SALT: usize = 32;
const HEADER: usize = MAGIC.len() + SALT;
/// Largest file read whole (`meta.json` and its like).
const WHOLE_LIMIT: u64 = 64 * 1024 * 1024;

/// The encrypted folder; clones share the cache.
#[derive(Clone)]
pub(crate) struct Store(Arc<Shared>);

/// Clear blocks by the number of their file's opening and their own.
type Blocks = lru::LruCache<(u64, u64), Arc<[u8]>>;

struct Shared {
    folder: PathBuf,
    key: Zeroizing<[u8; 32]>,
    cache: Mutex<Blocks>,
    opened: AtomicU64,
    damaged: Mutex<Option<String>>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store")
            .field("folder", &self.0.folder)
            .finish_non_exhaustive()
    }
}

/// A lock that was poisoned by a panic still guards plain data: take it.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Store {
    pub(crate) fn new(folder: &Path, key: &[u8; 32]) -> Self {
        const BLOCKS: NonZeroUsize = match NonZeroUsize::new(CACHE_BYTES / BLOCK) {
            Some(blocks) => blocks,
            None => NonZeroUsize::MIN,
        };
        Self(Arc::new(Shared {
            folder: folder.to_path_buf(),
            key: Zeroizing::new(*key),
            cache: Mutex::new(lru::LruCache::new(BLOCKS)),
            opened: AtomicU64::new(0),
            damaged: Mutex::new(None),
        }))
    }

    /// The first file that did not carry the seal of this key, if one was met.
    pub(crate) fn damaged(&self) -> Option<String> {
        held(&self.0.damaged).clone()
    }

    /// Reads every block of a sealed file.
    pub(crate) fn read_all(&self, name: &Path) -> io::Result<()> {
        let file = self.open(name)?;
        for block in 0..file.blocks {
            file.unseal(block)?;
        }
        Ok(())
    }

    /// Names of the files in the folder, locks and unfinished writes left out.
    pub(crate) fn names(&self) -> io::Result<BTreeSet<String>> {
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(&self.0.folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let ours = !name.ends_with(".lock") && !name.ends_with(".part");
            if ours && entry.file_type()?.is_file() {
                names.insert(name);
            }
        }
        Ok(names)
    }

    fn path(&self, name: &Path) -> PathBuf {
        self.0.folder.join(name)
    }

    fn tampered(&self, name: &Path) -> io::Error {
        let file = name.to_string_lossy().into_owned();
        let error = io::Error::new(io::ErrorKind::InvalidData, format!("{file}: wrong seal"));
        held(&self.0.damaged).get_or_insert(file);
        error
    }

    fn file_key(&self, name: &Path, salt: &[u8]) -> io::Result<LessSafeKey> {
        let name = name.to_string_lossy();
        let info: [&[u8]; 2] = [b"antou search index file 1", name.as_bytes()];
        let secret = Salt::new(HKDF_SHA256, salt).extract(self.0.key.as_ref());
        secret
            .expand(&info, &AES_256_GCM)
            .map(|key| LessSafeKey::new(UnboundKey::from(key)))
            .map_err(|_| io::Error::other("key derivation failed"))
    }

    /// Opens a sealed file and checks its last block, which binds its length.
    fn open(&self, name: &Path) -> io::Result<Sealed> {
        let mut file = File::open(self.path(name))?;
        let length = file.metadata()?.len();
        let body = length
            .checked_sub(HEADER as u64)
            .filter(|body| *body >= TAG as u64)
            .ok_or_else(|| self.tampered(name))?;
        let mut header = [0; HEADER];
        file.read_exact(&mut header)?;
        let (magic, salt) = header.split_at(MAGIC.len());
        let sealed_block = (BLOCK + TAG) as u64;
        let blocks = body.div_ceil(sealed_block);
        let clear = body.saturating_sub(blocks * TAG as u64);
        if magic != MAGIC || body - (blocks - 1) * sealed_block < TAG as u64 {
            return Err(self.tampered(name));
        }
        let sealed = Sealed {
            key: self.file_key(name, salt)?,
            store: self.clone(),
            name: name.to_path_buf(),
            id: self.0.opened.fetch_add(1, Ordering::Relaxed),
            file: Mutex::new(file),
            blocks,
            length: usize::try_from(clear).map_err(io::Error::other)?,
        };
        sealed.block(blocks - 1)?;
        Ok(sealed)
    }

    fn writer(&self, name: &Path, file: File) -> io::Result<SealedWriter> {
        let mut salt = [0; SALT];
        SystemRandom::new()
            .fill(&mut salt)
            .map_err(|_| io::Error::other("no random bytes"))?;
        let mut writer = SealedWriter {
            key: self.file_key(name, &salt)?,
            file,
            block: 0,
            clear: Vec::with_capacity(BLOCK + TAG),
        };
        writer.file.write_all(MAGIC)?;
        writer.file.write_all(&salt)?;
        Ok(writer)
    }
}

fn nonce(block: u64) -> Nonce {
    let mut bytes = [0; 12];
    bytes[4..].copy_from_slice(&block.to_be_bytes());
    Nonce::assume_unique_for_key(bytes)
}

/// A sealed file, open for reading.
struct Sealed {
    store: Store,
    name: PathBuf,
    /// Number of this opening: a file written again under the same name gets another one.
    id: u64,
    key: LessSafeKey,
    file: Mutex<File>,
    blocks: u64,
    /// Bytes of clear text.
    length: usize,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealed")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl HasLen for Sealed {
    fn len(&self) -> usize {
        self.length
    }
}

impl Sealed {
    /// A block in clear, from the cache or the disk.
    fn block(&self, block: u64) -> io::Result<Arc<[u8]>> {
        let at = (self.id, block);
        if let Some(found) = held(&self.store.0.cache).get(&at) {
            return Ok(found.clone());
        }
        let clear: Arc<[u8]> = self.unseal(block)?.into();
        held(&self.store.0.cache).put(at, clear.clone());
        Ok(clear)
    }

    fn unseal(&self, block: u64) -> io::Result<Vec<u8>> {
        let last = block + 1 == self.blocks;
        let size = if last {
            self.length - (self.blocks as usize - 1) * BLOCK + TAG
        } else {
            BLOCK + TAG
        };
        let mut bytes = vec![0; size];
        {
            let mut file = held(&self.file);
            file.seek(SeekFrom::Start(
                HEADER as u64 + block * (BLOCK + TAG) as u64,
            ))?;
            file.read_exact(&mut bytes)?;
        }
        let clear = self
            .key
            .open_in_place(nonce(block), Aad::from([u8::from(last)]), &mut bytes)
            .map_err(|_| self.store.tampered(&self.name))?
            .len();
        bytes.truncate(clear);
        Ok(bytes)
    }
}

impl FileHandle for Sealed {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        let (first, last) = (range.start / BLOCK, (range.end - 1) / BLOCK);
        let from = range.start - first * BLOCK;
        if first == last {
            let block = OwnedBytes::new(self.block(first as u64)?);
            return Ok(block.slice(from..from + range.len()));
        }
        let mut bytes = Vec::with_capacity((last - first + 1) * BLOCK);
        for block in first..=last {
            bytes.extend_from_slice(&self.block(block as u64)?);
        }
        bytes.drain(..from);
        bytes.truncate(range.len());
        Ok(OwnedBytes::new(bytes))
    }
}

/// Writes a sealed file; the last block is known at the end only.
struct SealedWriter {
    key: LessSafeKey,
    file: File,
    block: u64,
    clear: Vec<u8>,
}

impl SealedWriter {
    fn seal(&mut self, last: bool) -> io::Result<()> {
        self.key
            .seal_in_place_append_tag(
                nonce(self.block),
                Aad::from([u8::from(last)]),
                &mut self.clear,
            )
            .map_err(|_| io::Error::other("sealing failed"))?;
        self.file.write_all(&self.clear)?;
        self.clear.clear();
        self.block += 1;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.seal(true)?;
        self.file.sync_all()
    }
}

impl Write for SealedWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.clear.len() == BLOCK {
            self.seal(false)?;
        }
        let taken = bytes.len().min(BLOCK - self.clear.len());
        self.clear.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    /// Nothing to do: a block is written when it is full or the last.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for SealedWriter {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.finish()
    }
}

fn read_error(error: io::Error, name: &Path) -> OpenReadError {
    if error.kind() == io::ErrorKind::NotFound {
        OpenReadError::FileDoesNotExist(name.to_path_buf())
    } else {
        OpenReadError::wrap_io_error(error, name.to_path_buf())
    }
}

impl Directory for Store {
    fn get_file_handle(&self, name: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match self.open(name) {
            Ok(sealed) => Ok(Arc::new(sealed)),
            Err(error) => Err(read_error(error, name)),
        }
    }

    fn delete(&self, name: &Path) -> Result<(), DeleteError> {
        fs::remove_file(self.path(name)).map_err(|error| {
            if error.kind() == io::ErrorKind::NotFound {
                DeleteError::FileDoesNotExist(name.to_path_buf())
            } else {
                DeleteError::IoError {
                    io_error: Arc::new(error),
                    filepath: name.to_path_buf(),
                }
            }
        })
    }

    fn exists(&self, name: &Path) -> Result<bool, OpenReadError> {
        self.path(name)
            .try_exists()
            .map_err(|error| read_error(error, name))
    }

    fn open_write(&self, name: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(self.path(name));
        let writer = file.and_then(|file| self.writer(name, file));
        match writer {
            Ok(writer) => Ok(BufWriter::with_capacity(BLOCK, Box::new(writer))),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(OpenWriteError::FileAlreadyExists(name.to_path_buf()))
            }
            Err(error) => Err(OpenWriteError::wrap_io_error(error, name.to_path_buf())),
        }
    }

    fn atomic_read(&self, name: &Path) -> Result<Vec<u8>, OpenReadError> {
        let read = || {
            let sealed = self.open(name)?;
            if sealed.length as u64 > WHOLE_LIMIT {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            Ok(sealed.read_bytes(0..sealed.length)?.to_vec())
        };
        read().map_err(|error| read_error(error, name))
    }

    fn atomic_write(&self, name: &Path, data: &[u8]) -> io::Result<()> {
        let part = self.path(name).with_extension("part");
        let mut writer = self.writer(name, File::create(&part)?)?;
        writer.write_all(data)?;
        writer.finish()?;
        fs::rename(&part, self.path(name))?;
        self.sync_directory()
    }

    fn sync_directory(&self) -> io::Result<()> {
        if cfg!(unix) {
            File::open(&self.0.folder)?.sync_all()?;
        }
        Ok(())
    }

    /// Locks by the system's file lock, which a killed process lets go.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let file = File::create(self.path(&lock.filepath)).map_err(LockError::wrap_io_error)?;
        if lock.is_blocking {
            file.lock().map_err(LockError::wrap_io_error)?;
        } else {
            file.try_lock().map_err(|error| match error {
                fs::TryLockError::WouldBlock => LockError::LockBusy,
                fs::TryLockError::Error(error) => LockError::wrap_io_error(error),
            })?;
        }
        Ok(DirectoryLock::from(Box::new(file)))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{BLOCK, HEADER, Store, TAG};
    use std::path::Path;
    use tantivy::Directory;
    use tantivy::directory::TerminatingWrite;

    const KEY: [u8; 32] = [7; 32];

    fn bytes(length: usize) -> Vec<u8> {
        (0..length).map(|at| (at * 31 % 251) as u8).collect()
    }

    fn write(store: &Store, name: &str, data: &[u8]) {
        use std::io::Write;
        let mut file = store.open_write(Path::new(name)).unwrap();
        file.write_all(data).unwrap();
        file.terminate().unwrap();
    }

    #[test]
    fn comes_back_at_every_size() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path(), &KEY);
        for length in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 5] {
            let name = format!("f{length}");
            write(&store, &name, &bytes(length));
            let slice = store.open_read(Path::new(&name)).unwrap();
            assert_eq!(slice.read_bytes().unwrap().as_slice(), bytes(length));
            store.read_all(Path::new(&name)).unwrap();
            let on_disk = std::fs::read(folder.path().join(&name)).unwrap();
            let blocks = length.div_ceil(BLOCK).max(1);
            assert_eq!(on_disk.len(), HEADER + length + blocks * TAG);
            for (from, to) in [(0, length / 2), (length / 3, length), (length, length)] {
                let part = slice.slice(from..to).read_bytes().unwrap();
                assert_eq!(part.as_slice(), &bytes(length)[from..to]);
            }
        }
    }

    /// Every single changed byte, every cut and every exchange of files is refused by name.
    #[test]
    fn refuses_what_was_touched() {
        let folder = tempfile::tempdir().unwrap();
        let fresh = || Store::new(folder.path(), &KEY);
        write(&fresh(), "a", &bytes(BLOCK + 100));
        let path = folder.path().join("a");
        let whole = std::fs::read(&path).unwrap();
        let refused = |case: &str| {
            let store = fresh();
            assert!(store.read_all(Path::new("a")).is_err(), "{case}");
            assert_eq!(store.damaged().as_deref(), Some("a"), "{case}");
        };
        for at in (0..whole.len()).step_by(997).chain([whole.len() - 1]) {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            std::fs::write(&path, &changed).unwrap();
            refused(&format!("byte {at}"));
        }
        for length in [0, 10, HEADER, HEADER + TAG + BLOCK, whole.len() - 1] {
            std::fs::write(&path, &whole[..length]).unwrap();
            refused(&format!("cut at {length}"));
        }
        std::fs::remove_file(&path).unwrap();
        write(&fresh(), "b", &bytes(50));
        std::fs::rename(folder.path().join("b"), &path).unwrap();
        refused("another file under this name");
        std::fs::write(&path, &whole).unwrap();
        assert!(fresh().read_all(Path::new("a")).is_ok());
        let other = Store::new(folder.path(), &[8; 32]);
        assert!(other.atomic_read(Path::new("a")).is_err());
        assert_eq!(other.damaged().as_deref(), Some("a"));
    }

    #[test]
    fn nothing_is_readable_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path(), &KEY);
        store
            .atomic_write(Path::new("meta.json"), "王小明請假".as_bytes())
            .unwrap();
        let on_disk = std::fs::read(folder.path().join("meta.json")).unwrap();
        let clear = "王小明".as_bytes();
        assert!(!on_disk.windows(clear.len()).any(|part| part == clear));
        assert_eq!(
            store.atomic_read(Path::new("meta.json")).unwrap(),
            "王小明請假".as_bytes()
        );
    }
}
