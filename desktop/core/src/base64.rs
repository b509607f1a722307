//! Base64 (RFC 4648 §4) of what the page hands in and is handed.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text of bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let at = |place: usize| u32::from(group.get(place).copied().unwrap_or(0));
        let value = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4usize {
            let sextet = value >> (18 - 6 * place) & 63;
            match place <= group.len() {
                true => out.push(char::from(ALPHABET[sextet as usize])),
                false => out.push('='),
            }
        }
    }
    out
}

/// The bytes of a text; none when it is not exactly the standard form.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    if !bytes.len().is_multiple_of(4) {
        return None;
    }
    let padding = bytes
        .iter()
        .rev()
        .take(2)
        .take_while(|byte| **byte == b'=')
        .count();
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let body = &bytes[..bytes.len() - padding];
    for group in body.chunks(4) {
        let mut value = 0u32;
        for place in 0..4 {
            value = value << 6 | group.get(place).map_or(Some(0), |byte| sextet(*byte))?;
        }
        let count = group.len() * 6 / 8;
        let left = value.to_be_bytes();
        if left[1 + count..].iter().any(|byte| *byte != 0) {
            return None;
        }
        out.extend_from_slice(&left[1..=count]);
    }
    Some(out)
}

fn sextet(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard() {
        let check = |text: &str, expected: Option<&[u8]>| {
            assert_eq!(decode(text).as_deref(), expected, "{text}");
            if let Some(bytes) = expected {
                assert_eq!(encode(bytes), text);
            }
        };
        check("", Some(b""));
        check("Zg==", Some(b"f"));
        check("Zm8=", Some(b"fo"));
        check("Zm9v", Some(b"foo"));
        check("Zm9vYmFy", Some(b"foobar"));
        check("Zm9vYg", None);
        check("Zh==", None);
        check("Z===", None);
        check("Zm9v\n", None);
        check("=Zm9", None);
    }
}
