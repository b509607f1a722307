//! From the bytes of a list to its text. A list is UTF-8, with or without a byte order mark, or
//! Big5 as Windows writes it (code page 950).

use std::borrow::Cow;

use encoding_rs::{BIG5, UTF_8};

use super::fault::{Fault, Faults};

/// Largest list, in bytes.
pub const BYTES_MAX: usize = 64 * 1024 * 1024;
/// Longest line, in bytes of UTF-8.
pub const LINE_MAX: usize = 64 * 1024;

/// The text of a list.
pub(super) fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, Faults> {
    let whole = |code| Faults::one(Fault::new(0, "", code));
    if bytes.len() > BYTES_MAX {
        let mut faults = Faults::default();
        faults.add(Fault::new(0, "", "people-file-large").with("limit", BYTES_MAX));
        return Err(faults);
    }
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if marked || bytes.contains(&0) {
        return Err(whole("people-encoding"));
    }
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = UTF_8.decode_without_bom_handling_and_without_replacement(plain);
    let text = match text {
        Some(text) => text,
        None if plain.len() != bytes.len() => return Err(whole("people-encoding")),
        None => BIG5
            .decode_without_bom_handling_and_without_replacement(plain)
            .ok_or_else(|| unreadable(plain))?,
    };
    let mut faults = Faults::default();
    for (line, at) in text.split('\n').zip(1..) {
        if line.len() > LINE_MAX {
            faults.add(Fault::new(at, "", "people-line-long").with("limit", LINE_MAX));
        }
    }
    faults.or(text)
}

/// The lines that are neither UTF-8 nor Big5.
fn unreadable(bytes: &[u8]) -> Faults {
    let mut faults = Faults::default();
    for (line, at) in bytes.split(|byte| *byte == b'\n').zip(1..) {
        let read = BIG5.decode_without_bom_handling_and_without_replacement(line);
        if read.is_none() {
            faults.add(Fault::new(at, "", "people-encoding"));
        }
    }
    if faults.count == 0 {
        faults.add(Fault::new(0, "", "people-encoding"));
    }
    faults
}
