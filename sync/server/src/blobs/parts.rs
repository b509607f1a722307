//! Blobs that are on their way in.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use ring::digest::{Context, SHA256};
use sync::Hash;
use sync::wire::{BlobManifest, PART_BYTES, PARTS_MAX};

use super::{Blobs, Finished, remove, settle};
use crate::storage::StoreFault;

/// How long a blob that nobody goes on with is kept.
const ABANDONED: Duration = Duration::from_secs(14 * 24 * 60 * 60);
/// Bytes of one line of `have`.
const LINE: usize = 36;
/// Most bytes of `have` that are read: each part sent sixteen times.
const HAVE_MAX: u64 = (PARTS_MAX * LINE * 16) as u64;

impl Blobs {
    fn person(&self, sender: &str) -> PathBuf {
        let name = Hash::of(sender.as_bytes()).to_hex();
        self.parts.join(&name[..16])
    }

    fn unfinished(&self, sender: &str, sha256: &Hash) -> PathBuf {
        self.person(sender).join(sha256.to_hex())
    }

    /// Keeps a part at its place. It counts only when a manifest names it.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn put_part(
        &self,
        sender: &str,
        sha256: &Hash,
        number: u32,
        bytes: &[u8],
    ) -> Result<(), StoreFault> {
        let folder = self.unfinished(sender, sha256);
        fs::create_dir_all(&folder)?;
        let mut content = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join("content"))?;
        content.seek(SeekFrom::Start(u64::from(number) * PART_BYTES))?;
        content.write_all(bytes)?;
        say(&folder, number, &Hash::of(bytes))
    }

    /// The numbers of the parts that are here, ascending.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn present(&self, sender: &str, sha256: &Hash) -> Result<Vec<u32>, StoreFault> {
        Ok(have(&self.unfinished(sender, sha256))?
            .into_keys()
            .collect())
    }

    /// Bytes of what a person has begun to send, each part counted whole.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn unfinished_bytes(&self, sender: &str) -> Result<u64, StoreFault> {
        let mut bytes = 0;
        for folder in entries(&self.person(sender))? {
            match fs::metadata(folder.join("have")) {
                Ok(about) => bytes += about.len() / LINE as u64 * PART_BYTES,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(bytes)
    }

    /// Proves each part and the whole where they lie, and makes the blob
    /// outlive a power cut before it says so.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn finish(&self, sender: &str, manifest: &BlobManifest) -> Result<Finished, StoreFault> {
        let sha256 = &manifest.sha256;
        let folder = self.unfinished(sender, sha256);
        if self.has(sha256) {
            remove(&folder)?;
            return Ok(Finished::Whole);
        }
        let had = have(&folder)?;
        for (number, expected) in (0u32..).zip(&manifest.parts) {
            let found = had.get(&number);
            if found == Some(expected) {
                continue;
            }
            if found.is_some() {
                say(&folder, number, &Hash([0; 32]))?;
            }
            return Ok(Finished::Part(number));
        }
        let done = prove(&folder.join("content"), manifest)?;
        match &done {
            Finished::Whole => {
                settle(&folder.join("content"), &self.path(sha256))?;
                remove(&folder)?;
            }
            Finished::Part(number) => say(&folder, *number, &Hash([0; 32]))?,
            Finished::Other => remove(&folder)?,
        }
        Ok(done)
    }

    /// Removes what nobody has gone on with for two weeks; answers how many.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn sweep(&self, now: SystemTime) -> Result<usize, StoreFault> {
        let mut count = 0;
        for person in entries(&self.parts)? {
            for begun in entries(&person)? {
                let touched = fs::metadata(begun.join("have"))
                    .or_else(|_| fs::metadata(&begun))?
                    .modified()?;
                let age = now.duration_since(touched).unwrap_or_default();
                if age > ABANDONED {
                    remove(&begun)?;
                    count += 1;
                }
            }
        }
        Ok(count)
    }
}

/// Reads the parts as they lie on the disk.
fn prove(content: &Path, manifest: &BlobManifest) -> Result<Finished, StoreFault> {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(manifest.size == 0)
        .truncate(false)
        .open(content)?;
    let (mut whole, mut left) = (Context::new(&SHA256), manifest.size);
    let mut bytes = Vec::new();
    for (number, expected) in (0u32..).zip(&manifest.parts) {
        let size = left.min(PART_BYTES);
        bytes.clear();
        (&mut file).take(size).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != size || Hash::of(&bytes) != *expected {
            return Ok(Finished::Part(number));
        }
        left -= size;
        whole.update(&bytes);
    }
    if left != 0 || whole.finish().as_ref() != manifest.sha256.0 {
        return Ok(Finished::Other);
    }
    file.set_len(manifest.size)?;
    file.sync_all()?;
    Ok(Finished::Whole)
}

fn say(folder: &Path, number: u32, hash: &Hash) -> Result<(), StoreFault> {
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join("have"))?;
    Ok(file.write_all(&[number.to_be_bytes().as_slice(), &hash.0].concat())?)
}

/// What came, by the last line of each part; a line that a crash cut off is none.
fn have(folder: &Path) -> Result<BTreeMap<u32, Hash>, StoreFault> {
    let mut lines = Vec::new();
    match File::open(folder.join("have")) {
        Ok(file) => file.take(HAVE_MAX).read_to_end(&mut lines)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
        Err(error) => return Err(error.into()),
    };
    let mut had = BTreeMap::new();
    for line in lines.as_chunks::<LINE>().0 {
        let (number, hash) = line.split_at(4);
        let number = <[u8; 4]>::try_from(number).map(u32::from_be_bytes);
        let (Ok(number), Some(hash)) = (number, Hash::from_slice(hash)) else {
            continue;
        };
        if hash == Hash([0; 32]) {
            had.remove(&number);
        } else if (number as usize) < PARTS_MAX {
            had.insert(number, hash);
        }
    }
    Ok(had)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, StoreFault> {
    match fs::read_dir(folder) {
        Ok(found) => Ok(found
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(Vec::new())
        }
        Err(error) => Err(error.into()),
    }
}
