//! The inputs that are kept: seeds, and everything that once broke a target.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The end of the name of every kept input: no rule for texts looks at it.
pub const EXTENSION: &str = "seed";

/// The folder of a target's inputs.
#[must_use]
pub fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target)
}

/// The inputs of a target with their file names, sorted by name.
///
/// # Errors
/// When the folder or a file cannot be read.
pub fn inputs(target: &str) -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let mut inputs = Vec::new();
    for entry in fs::read_dir(folder(target))? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == EXTENSION) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            inputs.push((name.into_owned(), fs::read(&path)?));
        }
    }
    inputs.sort();
    Ok(inputs)
}

/// The words of `fuzz/tokens.dict` (libFuzzer's form: `"text"` a line, with `\xNN`, `\"` and `\\`).
#[must_use]
pub fn tokens() -> &'static [Vec<u8>] {
    static TOKENS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
        include_str!("../tokens.dict")
            .lines()
            .filter_map(|line| {
                line.trim()
                    .strip_prefix('"')?
                    .strip_suffix('"')
                    .map(unescape)
            })
            .collect()
    });
    &TOKENS
}

fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after
            .strip_prefix(b"x")
            .and_then(|digits| digits.get(..2))
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (first, hex, after.first()) {
            (b'\\', Some(byte), _) => {
                bytes.push(byte);
                rest = after.get(3..).unwrap_or_default();
            }
            (b'\\', None, Some(escaped)) => {
                bytes.push(*escaped);
                rest = after.get(1..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_as_the_engine_reads_them() {
        for (text, expected) in [
            ("for ", &b"for "[..]),
            (r"\xff\x00", &[0xff, 0][..]),
            (r#"\"\\"#, &b"\"\\"[..]),
            (r"\xe7\x97\x85", "病".as_bytes()),
        ] {
            assert_eq!(unescape(text), expected, "{text}");
        }
        assert!(tokens().len() > 40);
    }
}
