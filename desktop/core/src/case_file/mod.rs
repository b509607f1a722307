//! The case file (案卷檔): made from the vault, and read by anybody
//! (`docs/formats/case-file.md`). What bytes prove is `sync::case_file`'s; here is
//! what the office says in them, and what a person is told.

pub(crate) mod export;
mod report;
mod said;
mod teller;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use sync::case_file::{Content, ReadFailed, Trust, prove, read};

use crate::Failure;

pub use report::{Answer, FileLine, Left, Named, Report, Saw, Step, Told, Verdict, Version};

/// A file on the disk, as a case file is read from it.
#[derive(Debug)]
pub struct OnDisk {
    file: File,
    size: u64,
}

impl OnDisk {
    /// Opens a file.
    ///
    /// # Errors
    /// `file-unreadable`.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let failed = |error: std::io::Error| {
            Failure::new("file-unreadable")
                .with("path", path.display())
                .with("detail", error)
        };
        let file = File::open(path).map_err(failed)?;
        let size = file.metadata().map_err(failed)?.len();
        Ok(Self { file, size })
    }
}

impl Content for OnDisk {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> Result<(), ReadFailed> {
        let read = self
            .file
            .seek(SeekFrom::Start(at))
            .and_then(|_| self.file.read_exact(into));
        read.map_err(|error| ReadFailed(error.to_string()))
    }
}

/// A case file in which one byte is another: the proof that it would be found.
pub struct Changed<'c> {
    whole: &'c mut dyn Content,
    at: u64,
    mask: u8,
}

impl<'c> Changed<'c> {
    /// `whole` with the bits of `mask` turned in the byte at `at`.
    pub fn new(whole: &'c mut dyn Content, at: u64, mask: u8) -> Self {
        Self { whole, at, mask }
    }
}

impl Content for Changed<'_> {
    fn size(&self) -> u64 {
        self.whole.size()
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> Result<(), ReadFailed> {
        self.whole.read_at(at, into)?;
        let place = self.at.checked_sub(at);
        let place = place.and_then(|place| usize::try_from(place).ok());
        if let Some(byte) = place.and_then(|place| into.get_mut(place)) {
            *byte ^= self.mask;
        }
        Ok(())
    }
}

/// Reads and proves a case file, and says in `language` what it shows.
/// A file that is none, or whose manifest is changed, answers with a report that has
/// only this fault.
pub fn verify(content: &mut dyn Content, trust: &Trust, language: &str) -> Report {
    match read(content) {
        Ok(opened) => {
            let proof = prove(&opened, trust);
            teller::of(&opened, proof, language)
        }
        Err(fault) => Report::of_fault(fault),
    }
}
