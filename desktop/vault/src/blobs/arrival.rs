//! A blob that comes from the agency part by part. What has come stays when
//! the line is cut or the program ends, and nobody sees it before it is whole.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use ring::aead::{Aad, LessSafeKey};
use ring::digest::{Context, SHA256};
use ring::hmac;
use sync::Hash;
use sync::wire::{BlobManifest, Body as _, PART_BYTES};
use zeroize::Zeroizing;

use super::reader::{chunks, length, offset};
use super::{BLOB_BYTES_MAX, BlobId, Blobs, CHUNK, HEADER, MAGIC, SALT, TAG, VERSION, fill, nonce};
use crate::VaultError;
use crate::keys::{hex, random};

/// The folder of what has not come whole.
const ARRIVING: &str = "arriving";

/// A blob that is on its way here.
pub struct Arrival {
    file: File,
    path: PathBuf,
    key: LessSafeKey,
    names: hmac::Context,
    whole: Context,
    manifest: BlobManifest,
    parts: usize,
    done: u64,
}

impl Blobs {
    /// Goes on with a blob of which parts are here, or begins it. The parts that
    /// are here are read and verified. A file belongs to one manifest: the same
    /// number of a part is the same bytes, so no nonce seals two contents.
    ///
    /// # Errors
    /// `blob-too-large`, `disk-*`.
    pub fn arrival(&self, manifest: &BlobManifest) -> Result<Arrival, VaultError> {
        if manifest.size > BLOB_BYTES_MAX || manifest.over_limit().is_some() {
            return Err(VaultError::BlobTooLarge {
                max: BLOB_BYTES_MAX,
            });
        }
        let folder = self.folder.join(ARRIVING);
        crate::disk::make_dir(&folder)?;
        let of = hmac::sign(&self.names, &manifest.to_bytes());
        let name = format!(
            "{}-{}",
            self.arriving(&manifest.sha256),
            &hex(of.as_ref())[..16]
        );
        let path = folder.join(name);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)?;
        let mut header = [0; HEADER];
        let is_begun = fill(&mut file, &mut header)? == HEADER
            && header[..8] == *MAGIC
            && header[8] == VERSION;
        if !is_begun {
            let salt = random::<SALT>()?;
            header = header_of(&salt);
            file.set_len(0)?;
            file.seek(SeekFrom::Start(0))?;
            file.write_all(&header)?;
        }
        let mut arrival = Arrival {
            file,
            path,
            key: self.file_key(&header[MAGIC.len() + 1..])?,
            names: hmac::Context::with_key(&self.names),
            whole: Context::new(&SHA256),
            manifest: manifest.clone(),
            parts: 0,
            done: 0,
        };
        arrival.go_on()?;
        Ok(arrival)
    }

    /// Keeps a blob that has come whole; durable when this returns.
    ///
    /// # Errors
    /// `blob-damaged` when the parts are right and the whole is not what was
    /// asked for: nothing of it stays; `disk-*`.
    pub fn arrived(&self, mut arrival: Arrival) -> Result<BlobId, VaultError> {
        if arrival.manifest.size == 0 {
            arrival.seal_all(&mut [])?;
        }
        let damaged = || VaultError::BlobDamaged(arrival.manifest.sha256.to_hex());
        let is_whole = arrival.done == arrival.manifest.size
            && arrival.whole.clone().finish().as_ref() == arrival.manifest.sha256.0;
        if !is_whole {
            fs::remove_file(&arrival.path)?;
            return Err(damaged());
        }
        arrival.file.sync_all()?;
        let id = BlobId {
            sha256: arrival.manifest.sha256,
            name: hex(arrival.names.clone().sign().as_ref()),
            size: arrival.manifest.size,
        };
        self.place(&arrival.path, &id)?;
        Ok(id)
    }

    /// Removes what has come of blobs that nobody waits for any more.
    ///
    /// # Errors
    /// `disk-*`.
    pub fn sweep_arrivals(&self, wanted: &[Hash]) -> Result<(), VaultError> {
        let wanted: BTreeSet<String> = wanted.iter().map(|hash| self.arriving(hash)).collect();
        let found = match fs::read_dir(self.folder.join(ARRIVING)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            found => found?,
        };
        for entry in found {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_str().and_then(|name| name.split_once('-'));
            if name.is_none_or(|(name, _)| !wanted.contains(name)) {
                remove_if_there(&entry.path())?;
            }
        }
        Ok(())
    }

    fn arriving(&self, sha256: &Hash) -> String {
        let name = [b"arriving".as_slice(), &sha256.0].concat();
        hex(hmac::sign(&self.names, &name).as_ref())
    }
}

impl Arrival {
    /// The number of the part that is to come next; the count of all when it is whole.
    #[must_use]
    pub fn next(&self) -> usize {
        self.parts
    }

    /// Bytes that are here.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.done
    }

    /// The next part.
    ///
    /// # Errors
    /// `blob-damaged` when it is not what the manifest says; `disk-*`.
    pub fn add(&mut self, part: &[u8]) -> Result<(), VaultError> {
        let expected = self.manifest.parts.get(self.parts);
        let size = (self.manifest.size - self.done).min(PART_BYTES);
        if part.len() as u64 != size || expected != Some(&Hash::of(part)) {
            return Err(VaultError::BlobDamaged(self.manifest.sha256.to_hex()));
        }
        self.names.update(part);
        self.whole.update(part);
        let mut clear = Zeroizing::new(part.to_vec());
        self.seal_all(&mut clear)?;
        self.parts += 1;
        Ok(())
    }

    fn seal_all(&mut self, clear: &mut [u8]) -> Result<(), VaultError> {
        let mut sealed = Vec::with_capacity(clear.len() + clear.len() / CHUNK * TAG + TAG);
        let all = chunks(self.manifest.size);
        let first = self.done / CHUNK as u64;
        let length = clear.len();
        let mut pieces: Vec<&mut [u8]> = clear.chunks_mut(CHUNK).collect();
        let mut none: [u8; 0] = [];
        if pieces.is_empty() {
            pieces.push(&mut none);
        }
        for (number, piece) in (first..).zip(pieces) {
            let aad = Aad::from([u8::from(number + 1 == all)]);
            let tag = self
                .key
                .seal_in_place_separate_tag(nonce(number), aad, piece)
                .map_err(|_| VaultError::Crypto("seal"))?;
            sealed.extend_from_slice(piece);
            sealed.extend_from_slice(tag.as_ref());
        }
        self.file.write_all(&sealed)?;
        self.done += length as u64;
        Ok(())
    }

    /// Takes up what is on the disk, whole parts only; the rest is cut off.
    fn go_on(&mut self) -> Result<(), VaultError> {
        let mut part = Zeroizing::new(Vec::new());
        while self.done < self.manifest.size {
            if !self.read_part(&mut part)? {
                break;
            }
            self.names.update(&part);
            self.whole.update(&part);
            self.done += part.len() as u64;
            self.parts += 1;
        }
        let end = offset(self.done / CHUNK as u64);
        if self.done < self.manifest.size || self.manifest.size == 0 {
            self.file.set_len(end)?;
            self.file.seek(SeekFrom::Start(end))?;
        }
        Ok(())
    }

    fn read_part(&mut self, part: &mut Vec<u8>) -> Result<bool, VaultError> {
        let size = (self.manifest.size - self.done).min(PART_BYTES);
        let first = self.done / CHUNK as u64;
        part.clear();
        for number in first..first + size.div_ceil(CHUNK as u64) {
            let mut sealed = vec![0; length(number, self.manifest.size) + TAG];
            if self.file.read_exact(&mut sealed).is_err() {
                return Ok(false);
            }
            let last = number + 1 == chunks(self.manifest.size);
            let aad = Aad::from([u8::from(last)]);
            match self.key.open_in_place(nonce(number), aad, &mut sealed) {
                Ok(clear) => part.extend_from_slice(clear),
                Err(_) => return Ok(false),
            }
        }
        Ok(self.manifest.parts.get(self.parts) == Some(&Hash::of(part)))
    }
}

fn header_of(salt: &[u8; SALT]) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[..MAGIC.len()].copy_from_slice(MAGIC);
    header[MAGIC.len()] = VERSION;
    header[MAGIC.len() + 1..].copy_from_slice(salt);
    header
}

fn remove_if_there(path: &Path) -> Result<(), VaultError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
