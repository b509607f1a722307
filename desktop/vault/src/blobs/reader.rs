//! Reading any range of a blob: each chunk is verified before a byte of it is
//! handed out, and nothing else is read.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use ring::aead::{Aad, LessSafeKey};
use zeroize::Zeroizing;

use super::{BlobId, CHUNK, HEADER, TAG, fill, nonce};
use crate::VaultError;

/// A blob that is open for reading. Its place, size and last chunk are bound
/// to the bytes; that the whole is what its name says is [`super::Blobs::verify`]'s.
pub struct BlobReader {
    file: File,
    key: LessSafeKey,
    id: BlobId,
    clear: Zeroizing<Vec<u8>>,
    loaded: Option<u64>,
    place: u64,
}

/// Chunks of a blob of so many bytes; an empty one has one.
pub(super) fn chunks(size: u64) -> u64 {
    size.div_ceil(CHUNK as u64).max(1)
}

/// Where a chunk begins in the file.
pub(super) fn offset(number: u64) -> u64 {
    HEADER as u64 + number * (CHUNK + TAG) as u64
}

/// Bytes of clear content in a chunk of a blob of so many bytes.
pub(super) fn length(number: u64, size: u64) -> usize {
    let left = size.saturating_sub(number * CHUNK as u64);
    usize::try_from(left).unwrap_or(CHUNK).min(CHUNK)
}

impl BlobReader {
    pub(super) fn open(mut file: File, key: LessSafeKey, id: BlobId) -> Result<Self, VaultError> {
        let expected = HEADER as u64 + id.size + chunks(id.size) * TAG as u64;
        if file.metadata()?.len() != expected {
            return Err(VaultError::BlobDamaged(id.name));
        }
        file.seek(SeekFrom::Start(offset(0)))?;
        Ok(Self {
            file,
            key,
            id,
            clear: Zeroizing::new(Vec::new()),
            loaded: None,
            place: 0,
        })
    }

    /// Bytes of the whole.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.id.size
    }

    /// Fills `buffer` from `place`; fewer bytes only at the end.
    ///
    /// # Errors
    /// `blob-damaged`, `disk-*`.
    pub fn read_at(&mut self, place: u64, buffer: &mut [u8]) -> Result<usize, VaultError> {
        let (mut at, mut filled) = (place, 0);
        while filled < buffer.len() && at < self.id.size {
            let number = at / CHUNK as u64;
            self.load(number)?;
            let within = usize::try_from(at % CHUNK as u64).unwrap_or(0);
            let some = self.clear.get(within..).unwrap_or_default();
            let count = some.len().min(buffer.len() - filled);
            buffer[filled..filled + count].copy_from_slice(&some[..count]);
            filled += count;
            at += count as u64;
        }
        Ok(filled)
    }

    fn load(&mut self, number: u64) -> Result<(), VaultError> {
        if self.loaded == Some(number) {
            return Ok(());
        }
        let is_next = self.loaded.map_or(0, |before| before + 1) == number;
        self.loaded = None;
        if !is_next {
            self.file.seek(SeekFrom::Start(offset(number)))?;
        }
        let length = length(number, self.id.size);
        self.clear.resize(length + TAG, 0);
        let damaged = || VaultError::BlobDamaged(self.id.name.clone());
        if fill(&mut self.file, &mut self.clear)? != length + TAG {
            return Err(damaged());
        }
        let last = number + 1 == chunks(self.id.size);
        self.key
            .open_in_place(nonce(number), Aad::from([u8::from(last)]), &mut self.clear)
            .map_err(|_| damaged())?;
        self.clear.truncate(length);
        self.loaded = Some(number);
        Ok(())
    }
}

impl Read for BlobReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self
            .read_at(self.place, buffer)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        self.place += count as u64;
        Ok(count)
    }
}

impl Seek for BlobReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(from) => self.id.size.checked_add_signed(from),
            SeekFrom::Current(from) => self.place.checked_add_signed(from),
        };
        self.place = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.place)
    }
}
