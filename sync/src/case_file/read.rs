//! Reads a case file: the manifest says what must stand where, and every byte is
//! held to that.

use std::collections::BTreeMap;

use ring::digest::{Context, SHA256};

use super::manifest::{Listed, Manifest};
use super::part::Part;
use super::write::{digest, directory, each};
use super::zip::{Crc, Entry, LOCAL_BYTES};
use super::{Content, Fault, KEPT_BYTES_MAX, KEPT_TOGETHER_MAX, MANIFEST_BYTES_MAX, ReadFailed};
use crate::Hash;
use crate::cose::Envelope;

/// A case file that was read from its first byte to its last.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What it says of itself; signed by the key of the certificate that it
    /// carries, whosever that is.
    pub manifest: Manifest,
    /// Every place where it is not what was written, in order.
    pub faults: Vec<Fault>,
    pub(super) envelope: Envelope,
    kept: BTreeMap<Part, Vec<u8>>,
    hashes: BTreeMap<Part, (u64, Hash)>,
    entries: Vec<Entry>,
}

impl Opened {
    /// The bytes of a part; none of one that is not there or is large.
    #[must_use]
    pub fn part(&self, part: Part) -> Option<&[u8]> {
        self.kept.get(&part).map(Vec::as_slice)
    }

    /// Size and SHA-256 of a part, as it is in the file.
    #[must_use]
    pub fn hash(&self, part: Part) -> Option<(u64, Hash)> {
        self.hashes.get(&part).copied()
    }

    /// All parts, in their order.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        self.hashes.keys().copied()
    }

    /// The name of the part to which the byte at `at` belongs, its headers too;
    /// `end` for what follows the directory.
    #[must_use]
    pub fn part_at(&self, at: u64) -> String {
        let parts = self.entries.iter().find(|entry| at < entry.end());
        if let Some(entry) = parts {
            return entry.name.clone();
        }
        let mut end = self.entries.last().map_or(0, Entry::end);
        for entry in &self.entries {
            end += entry.central().len() as u64;
            if at < end {
                return entry.name.clone();
            }
        }
        "end".to_owned()
    }

    pub(super) fn kept(&self) -> impl Iterator<Item = (Part, &[u8])> {
        self.kept
            .iter()
            .map(|(part, bytes)| (*part, bytes.as_slice()))
    }
}

/// Reads a case file. What is changed in it is in [`Opened::faults`].
///
/// # Errors
/// When it is none, or its manifest is changed: nothing else can then be told.
pub fn read(content: &mut dyn Content) -> Result<Opened, Fault> {
    let (manifest, envelope, entry, faults) = first(content)?;
    within(&manifest)?;
    let mut reading = Reading {
        size: content.size(),
        content,
        faults,
        entries: vec![entry],
        kept: BTreeMap::new(),
        hashes: BTreeMap::new(),
    };
    let whole = manifest
        .named()
        .try_fold(true, |whole, (part, listed)| {
            Ok::<_, ReadFailed>(whole && reading.one(part, listed)?)
        })
        .and_then(|whole| if whole { reading.rest() } else { Ok(()) });
    whole.map_err(|failed| unreadable(&failed))?;
    Ok(Opened {
        manifest,
        faults: reading.faults,
        envelope,
        kept: reading.kept,
        hashes: reading.hashes,
        entries: reading.entries,
    })
}

fn unreadable(failed: &ReadFailed) -> Fault {
    Fault::new(Part::Manifest, "case-file-unreadable").with("detail", &failed.0)
}

/// Nothing is read into memory without a limit.
fn within(manifest: &Manifest) -> Result<(), Fault> {
    let mut together = 0_u64;
    for (part, listed) in manifest.named().filter(|(part, _)| !part.is_large()) {
        together = together.saturating_add(listed.size);
        if listed.size > KEPT_BYTES_MAX || together > KEPT_TOGETHER_MAX {
            return Err(Fault::new(part, "case-file-limit").with("field", "size"));
        }
    }
    Ok(())
}

type First = (Manifest, Envelope, Entry, Vec<Fault>);

/// The manifest comes first; how long it is, is said twice in its header.
fn first(content: &mut dyn Content) -> Result<First, Fault> {
    let name = Part::Manifest.to_string();
    let begin = LOCAL_BYTES + name.len() as u64;
    let cut = || Fault::new(Part::Manifest, "case-file-cut");
    if content.size() < begin {
        return Err(cut());
    }
    let mut header = vec![0; LOCAL_BYTES as usize + name.len()];
    content
        .read_at(0, &mut header)
        .map_err(|failed| unreadable(&failed))?;
    let number = |at: usize| {
        let bytes = header
            .get(at..at + 4)
            .and_then(|bytes| bytes.try_into().ok());
        u32::from_le_bytes(bytes.unwrap_or_default())
    };
    let mut sizes = vec![number(18), number(22)];
    sizes.dedup();
    let mut why = cut();
    for size in sizes {
        let length = usize::try_from(size).unwrap_or(usize::MAX);
        if length > MANIFEST_BYTES_MAX || content.size() < begin + u64::from(size) {
            continue;
        }
        let mut bytes = vec![0; length];
        content
            .read_at(begin, &mut bytes)
            .map_err(|failed| unreadable(&failed))?;
        let entry = Entry {
            name: name.clone(),
            size: u64::from(size),
            crc: Crc::of(&bytes),
            offset: 0,
        };
        match Manifest::open(&bytes) {
            Ok((manifest, envelope)) => {
                let same = entry.local() == header;
                let fault = Fault::new(Part::Manifest, "case-file-header");
                let faults = if same { Vec::new() } else { vec![fault] };
                return Ok((manifest, envelope, entry, faults));
            }
            Err(fault) => why = fault,
        }
    }
    Err(why)
}

struct Reading<'c> {
    content: &'c mut dyn Content,
    size: u64,
    faults: Vec<Fault>,
    entries: Vec<Entry>,
    kept: BTreeMap<Part, Vec<u8>>,
    hashes: BTreeMap<Part, (u64, Hash)>,
}

impl Reading<'_> {
    /// Reads a part; whether the file goes on behind it.
    fn one(&mut self, part: Part, listed: &Listed) -> Result<bool, ReadFailed> {
        let mut entry = Entry {
            name: listed.name.clone(),
            size: listed.size,
            crc: 0,
            offset: self.entries.last().map_or(0, Entry::end),
        };
        if self.size < entry.end() {
            self.faults.push(Fault::new(part, "case-file-cut"));
            return Ok(false);
        }
        let mut header = vec![0; LOCAL_BYTES as usize + entry.name.len()];
        self.content.read_at(entry.offset, &mut header)?;
        let (mut sha256, mut crc) = (Context::new(&SHA256), Crc::new());
        let mut bytes = Vec::new();
        each(self.content, entry.begin(), entry.size, &mut |some| {
            sha256.update(some);
            crc.update(some);
            if !part.is_large() {
                bytes.extend_from_slice(some);
            }
        })?;
        let found = digest(sha256);
        if found == listed.sha256 {
            entry.crc = crc.finish();
        } else {
            self.faults.push(Fault::new(part, "case-file-content"));
            // What its sum was cannot be known any more; the header says one.
            let said = header.get(14..18).and_then(|bytes| bytes.try_into().ok());
            entry.crc = u32::from_le_bytes(said.unwrap_or_default());
        }
        if entry.local() != header {
            self.faults.push(Fault::new(part, "case-file-header"));
        }
        if !part.is_large() {
            self.kept.insert(part, bytes);
        }
        self.hashes.insert(part, (entry.size, found));
        self.entries.push(entry);
        Ok(true)
    }

    /// The directory, and that nothing follows.
    fn rest(&mut self) -> Result<(), ReadFailed> {
        let mut at = self.entries.last().map_or(0, Entry::end);
        let names = self
            .entries
            .iter()
            .map(|entry| (entry.name.clone(), "case-file-directory"));
        let names = names.chain([("end".to_owned(), "case-file-end")]);
        let names: Vec<_> = names.collect();
        for (expected, (name, code)) in directory(&self.entries).into_iter().zip(names) {
            let length = expected.len() as u64;
            if self.size < at + length {
                self.faults.push(Fault::new(name, "case-file-cut"));
                return Ok(());
            }
            let mut found = vec![0; expected.len()];
            self.content.read_at(at, &mut found)?;
            if found != expected {
                self.faults.push(Fault::new(name, code));
            }
            at += length;
        }
        if self.size > at {
            self.faults.push(Fault::new("end", "case-file-end"));
        }
        Ok(())
    }
}
