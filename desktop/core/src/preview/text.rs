//! Plain text, in the encodings that Taiwan's offices have written in.

use encoding_rs::{BIG5, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{TEXT_BYTES, empty};
use crate::Failure;
use crate::views::{PreviewKind, PreviewView};

/// Of how many characters one may be no character of the encoding.
const FAULTY: usize = 100;

/// The beginning of a text. More than [`TEXT_BYTES`] bytes are cut.
///
/// # Errors
/// `preview-unknown` when it is no text of a known encoding.
pub fn read(bytes: &[u8]) -> Result<PreviewView, Failure> {
    let cut = bytes.len() > TEXT_BYTES;
    let bytes = &bytes[..bytes.len().min(TEXT_BYTES)];
    let (text, encoding) = decode(bytes, cut).ok_or_else(|| Failure::new("preview-unknown"))?;
    Ok(PreviewView {
        text,
        cut,
        encoding: encoding.name().to_owned(),
        ..empty(PreviewKind::Text)
    })
}

fn decode(bytes: &[u8], cut: bool) -> Option<(String, &'static Encoding)> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Some((lossy(encoding, &bytes[mark..], cut), encoding));
    }
    if bytes.contains(&0) {
        return sixteen(bytes, cut);
    }
    let end = match std::str::from_utf8(bytes) {
        Ok(text) => return Some((text.to_owned(), UTF_8)),
        Err(error) if cut && error.error_len().is_none() => error.valid_up_to(),
        Err(_) => 0,
    };
    if end > 0 {
        let text = std::str::from_utf8(&bytes[..end]).ok()?;
        return Some((text.to_owned(), UTF_8));
    }
    let text = lossy(BIG5, bytes, cut);
    let faults = text.chars().filter(|one| *one == '\u{fffd}').count();
    let odd = text
        .chars()
        .filter(|one| one.is_control() && !one.is_whitespace())
        .count();
    ((faults + odd) * FAULTY <= text.chars().count()).then_some((text, BIG5))
}

/// UTF-16 without a mark: every second byte of its spaces and digits is zero.
fn sixteen(bytes: &[u8], cut: bool) -> Option<(String, &'static Encoding)> {
    let zeros = |from: usize| {
        bytes
            .iter()
            .skip(from)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let encoding = if zeros(1) > zeros(0) {
        UTF_16LE
    } else {
        UTF_16BE
    };
    let text = lossy(encoding, bytes, cut);
    let is_text = text
        .chars()
        .all(|one| one != '\u{fffd}' && (!one.is_control() || one.is_whitespace()));
    is_text.then_some((text, encoding))
}

/// A character that the cut went through is left out.
fn lossy(encoding: &'static Encoding, bytes: &[u8], cut: bool) -> String {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let mut text = text.into_owned();
    if cut && text.ends_with('\u{fffd}') {
        text.pop();
    }
    text
}
