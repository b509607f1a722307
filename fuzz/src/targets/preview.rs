//! Files of other people, as they are shown beside a case, and the lists by which they come.

use std::io::Cursor;

use desktop_core::preview;
use sync::wire::{BlobManifest, Body as _};

use crate::{Held, must};

/// Most bytes of text that may come of anything.
const TEXT_MAX: usize = preview::TEXT_BYTES + 16;

/// The XML inside an office file: the first byte says which file, the rest is its content. What
/// begins with another byte is the archive itself.
pub fn office(bytes: &[u8]) -> Held {
    const NAMES: [&[&str]; 4] = [
        &["word/document.xml"],
        &[
            "xl/workbook.xml",
            "xl/sharedStrings.xml",
            "xl/worksheets/sheet1.xml",
        ],
        &["ppt/presentation.xml", "ppt/slides/slide1.xml"],
        &["content.xml"],
    ];
    let archive = match bytes.split_first() {
        Some((which, xml)) if usize::from(*which) < NAMES.len() => {
            let names = NAMES[usize::from(*which)];
            stored(&names.iter().map(|name| (*name, xml)).collect::<Vec<_>>())
        }
        _ => bytes.to_vec(),
    };
    match preview::read_office(Cursor::new(archive)) {
        Ok(view) => must(view.text.len() <= TEXT_MAX, "more text than is shown"),
        Err(failure) => known(&failure.code),
    }
}

/// Any file at all.
pub fn file(bytes: &[u8]) -> Held {
    match preview::read(Cursor::new(bytes.to_vec()), 1) {
        Ok(view) => must(view.text.len() <= TEXT_MAX * 3, "more text than is shown"),
        Err(failure) => known(&failure.code),
    }
}

fn known(code: &str) -> Held {
    must(
        code.starts_with("preview-"),
        "a code that is not of previews",
    )
}

/// The list of the parts of a blob: what is taken keeps its limits and its bytes.
pub fn manifest(bytes: &[u8]) -> Held {
    let Ok(manifest) = BlobManifest::from_bytes(bytes) else {
        return Ok(());
    };
    let again = BlobManifest::from_bytes(&manifest.to_bytes());
    must(again.as_ref() == Ok(&manifest), "a manifest that changes")?;
    must(
        manifest.parts.len() as u64 == manifest.size.div_ceil(sync::wire::PART_BYTES),
        "a manifest whose parts are not its size",
    )
}

/// An archive whose files are not packed (APPNOTE 6.3.10).
#[must_use]
pub fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let at = u32::try_from(out.len()).unwrap_or(0);
        let size = u32::try_from(content.len()).unwrap_or(0).to_le_bytes();
        let length = u16::try_from(name.len()).unwrap_or(0).to_le_bytes();
        let about = [
            &[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0][..],
            &crc(content).to_le_bytes(),
            &size,
            &size,
            &length,
            &[0, 0],
        ]
        .concat();
        out.extend([b"PK\x03\x04", &about[..], name.as_bytes(), content].concat());
        directory.extend(
            [
                b"PK\x01\x02\x14\0",
                &about[..],
                &[0; 10],
                &at.to_le_bytes(),
                name.as_bytes(),
            ]
            .concat(),
        );
    }
    let count = u16::try_from(files.len()).unwrap_or(0).to_le_bytes();
    let (at, size) = (out.len(), directory.len());
    let number = |value: usize| u32::try_from(value).unwrap_or(0).to_le_bytes();
    out.extend(directory);
    out.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count].concat());
    out.extend([&number(size)[..], &number(at), &[0, 0]].concat());
    out
}

/// CRC-32 (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |mut sum, byte| {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = sum >> 1 ^ (0xedb8_8320 & (sum & 1).wrapping_neg());
        }
        sum
    })
}
