//! A blob that is being taken in: bytes come in any pieces, the file grows
//! encrypted, and there is a blob only when all of it is on the disk.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use ring::aead::{Aad, LessSafeKey};
use ring::digest::{Context, SHA256};
use ring::hmac;
use sync::Hash;
use zeroize::Zeroizing;

use super::{BLOB_BYTES_MAX, BlobId, CHUNK, MAGIC, VERSION, nonce};
use crate::VaultError;
use crate::keys::hex;

/// Bytes that are handed to the system at once.
const WRITE: usize = 256 * 1024;

/// A blob that is being taken in. Dropped before it is kept, it leaves nothing.
pub struct Intake {
    file: BufWriter<File>,
    path: PathBuf,
    key: LessSafeKey,
    names: hmac::Context,
    whole: Context,
    /// The last bytes that came: whether they are the last chunk is not known yet.
    pending: Zeroizing<Vec<u8>>,
    number: u64,
    size: u64,
    is_kept: bool,
}

impl Intake {
    pub(super) fn begin(
        path: PathBuf,
        salt: &[u8],
        key: LessSafeKey,
        names: &hmac::Key,
    ) -> Result<Self, VaultError> {
        let mut intake = Self {
            file: BufWriter::with_capacity(WRITE, File::create(&path)?),
            path,
            key,
            names: hmac::Context::with_key(names),
            whole: Context::new(&SHA256),
            pending: Zeroizing::new(Vec::with_capacity(CHUNK)),
            number: 0,
            size: 0,
            is_kept: false,
        };
        intake
            .file
            .write_all(&[MAGIC.as_slice(), &[VERSION], salt].concat())?;
        Ok(intake)
    }

    /// Bytes that came so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes the next bytes in. After an error the blob cannot be kept.
    ///
    /// # Errors
    /// `blob-too-large`, `disk-*`.
    pub fn add(&mut self, mut bytes: &[u8]) -> Result<(), VaultError> {
        if self.size.saturating_add(bytes.len() as u64) > BLOB_BYTES_MAX {
            return Err(VaultError::BlobTooLarge {
                max: BLOB_BYTES_MAX,
            });
        }
        while !bytes.is_empty() {
            if self.pending.len() == CHUNK {
                self.seal(false)?;
            }
            let (some, rest) = bytes.split_at(bytes.len().min(CHUNK - self.pending.len()));
            self.pending.extend_from_slice(some);
            self.size += some.len() as u64;
            bytes = rest;
        }
        Ok(())
    }

    fn seal(&mut self, last: bool) -> Result<(), VaultError> {
        self.names.update(&self.pending);
        self.whole.update(&self.pending);
        let aad = Aad::from([u8::from(last)]);
        let tag = self
            .key
            .seal_in_place_separate_tag(nonce(self.number), aad, &mut self.pending)
            .map_err(|_| VaultError::Crypto("seal"))?;
        self.file.write_all(&self.pending)?;
        self.file.write_all(tag.as_ref())?;
        self.pending.clear();
        self.number += 1;
        Ok(())
    }

    /// Writes the last chunk and waits for the disk.
    pub(super) fn finish(&mut self) -> Result<BlobId, VaultError> {
        self.seal(true)?;
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        let sha256 = Hash::from_slice(self.whole.clone().finish().as_ref());
        Ok(BlobId {
            sha256: sha256.ok_or(VaultError::Crypto("digest"))?,
            name: hex(self.names.clone().sign().as_ref()),
            size: self.size,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn is_placed(&mut self) {
        self.is_kept = true;
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        if !self.is_kept {
            // What cannot be removed now is removed when the vault is opened.
            let _ = fs::remove_file(&self.path);
        }
    }
}
