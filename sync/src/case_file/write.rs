//! Makes a case file: looks at every part once for the list, then writes.

use ring::digest::{Context, SHA256};

use super::manifest::{LeftOut, Listed, Manifest};
use super::part::Part;
use super::zip::{self, Crc, Entry};
use super::{Content, Fault, MANIFEST_BYTES_MAX, PARTS_MAX, ReadFailed};
use crate::Hash;
use crate::envelope::{SignFailed, Signer};
use crate::event::StreamHead;

/// Bytes that are read at once.
pub(super) const BUFFER: usize = 64 * 1024;

/// A part and its bytes.
pub struct Piece<'a> {
    /// Which part.
    pub part: Part,
    /// Its bytes: they are read twice, and must be the same.
    pub content: Box<dyn Content + 'a>,
}

/// What the manifest says beside its parts.
#[derive(Debug, Clone)]
pub struct Said {
    /// Agency id.
    pub agency: String,
    /// Who makes the file.
    pub person: String,
    /// On which device.
    pub device: String,
    /// When, ms.
    pub at: i64,
    /// The stream of the case, and where it ends.
    pub head: StreamHead,
    /// What is not in the file.
    pub left_out: LeftOut,
}

/// Why a case file was not written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten<E> {
    /// A part could not be read.
    #[error(transparent)]
    Read(ReadFailed),
    /// The key could not sign.
    #[error(transparent)]
    Sign(SignFailed),
    /// No reader would take it.
    #[error("{}", .0.code)]
    Refused(Fault),
    /// It could not be put down.
    #[error("not written")]
    Sink(E),
}

/// Writes a case file, piece by piece, into `sink`.
///
/// # Errors
/// [`NotWritten`]; what was written before is no case file.
pub fn write<E>(
    pieces: &mut [Piece<'_>],
    said: Said,
    signer: &dyn Signer,
    sink: &mut dyn FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), NotWritten<E>> {
    pieces.sort_by_key(|piece| piece.part);
    let limit = |field| Fault::new(Part::Manifest, "case-file-limit").with("field", field);
    if pieces.len() > PARTS_MAX {
        return Err(NotWritten::Refused(limit("parts")));
    }
    let (mut parts, mut crcs) = (Vec::new(), Vec::new());
    for piece in pieces.iter_mut() {
        let (sha256, crc) = look(&mut *piece.content).map_err(NotWritten::Read)?;
        crcs.push(crc);
        parts.push(Listed {
            name: piece.part.to_string(),
            size: piece.content.size(),
            sha256,
        });
    }
    let manifest = Manifest {
        agency: said.agency,
        person: said.person,
        device: said.device,
        at: said.at,
        head: said.head,
        parts,
        left_out: said.left_out,
    };
    let bytes = manifest.sign(signer).map_err(NotWritten::Sign)?;
    if bytes.len() > MANIFEST_BYTES_MAX {
        return Err(NotWritten::Refused(limit("manifest")));
    }
    // What this reader would not take is not written.
    Manifest::open(&bytes).map_err(NotWritten::Refused)?;
    let mut entries = vec![Entry {
        name: Part::Manifest.to_string(),
        size: bytes.len() as u64,
        crc: Crc::of(&bytes),
        offset: 0,
    }];
    for (listed, crc) in manifest.parts.iter().zip(crcs) {
        entries.push(Entry {
            name: listed.name.clone(),
            size: listed.size,
            crc,
            offset: entries.last().map_or(0, Entry::end),
        });
    }
    let mut first = bytes;
    let mut all: Vec<&mut dyn Content> = vec![&mut first];
    all.extend(
        pieces
            .iter_mut()
            .map(|piece| &mut *piece.content as &mut dyn Content),
    );
    for (entry, content) in entries.iter().zip(all) {
        sink(&entry.local()).map_err(NotWritten::Sink)?;
        pour(content, sink)?;
    }
    directory(&entries)
        .iter()
        .try_for_each(|bytes| sink(bytes))
        .map_err(NotWritten::Sink)
}

/// Everything behind the parts: one item for each entry, and the end.
pub(super) fn directory(entries: &[Entry]) -> Vec<Vec<u8>> {
    let offset = entries.last().map_or(0, Entry::end);
    let mut all: Vec<Vec<u8>> = entries.iter().map(Entry::central).collect();
    let size = all.iter().map(|one| one.len() as u64).sum();
    all.push(zip::end(entries.len() as u64, offset, size));
    all
}

/// SHA-256 and CRC-32 of a content.
fn look(content: &mut dyn Content) -> Result<(Hash, u32), ReadFailed> {
    let (mut sha256, mut crc) = (Context::new(&SHA256), Crc::new());
    let size = content.size();
    each(content, 0, size, &mut |bytes| {
        sha256.update(bytes);
        crc.update(bytes);
    })?;
    Ok((digest(sha256), crc.finish()))
}

pub(super) fn digest(sha256: Context) -> Hash {
    let mut out = [0; 32];
    out.copy_from_slice(sha256.finish().as_ref());
    Hash(out)
}

/// Hands over `size` bytes from `at` on, some at a time.
pub(super) fn each(
    content: &mut dyn Content,
    mut at: u64,
    size: u64,
    visit: &mut dyn FnMut(&[u8]),
) -> Result<(), ReadFailed> {
    let mut buffer = vec![0; BUFFER];
    let end = at.saturating_add(size);
    while at < end {
        let left = usize::try_from(end - at).unwrap_or(BUFFER).min(BUFFER);
        let some = buffer.get_mut(..left).unwrap_or_default();
        content.read_at(at, some)?;
        visit(some);
        at += left as u64;
    }
    Ok(())
}

fn pour<E>(
    content: &mut dyn Content,
    sink: &mut dyn FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), NotWritten<E>> {
    let (mut done, size) = (Ok(()), content.size());
    let read = each(content, 0, size, &mut |bytes| {
        if done.is_ok() {
            done = sink(bytes);
        }
    });
    read.map_err(NotWritten::Read)?;
    done.map_err(NotWritten::Sink)
}
