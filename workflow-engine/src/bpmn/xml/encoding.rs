//! Which bytes a file is written in, and back.

use super::problem::XmlProblem;
use crate::bpmn::model::Place;

/// How a file's characters are bytes. What is read is written back in the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with or without a byte order mark.
    Utf8 {
        /// The file begins with EF BB BF.
        mark: bool,
    },
    /// UTF-16, little endian.
    Utf16Le {
        /// The file begins with FF FE.
        mark: bool,
    },
    /// UTF-16, big endian.
    Utf16Be {
        /// The file begins with FE FF.
        mark: bool,
    },
    /// US-ASCII: characters above 7F are written as references.
    Ascii,
    /// ISO-8859-1.
    Latin1,
    /// windows-1252; the five bytes that it leaves out stand for the controls of ISO-8859-1.
    Windows1252,
}

/// The characters of the bytes 80 to 9F in windows-1252 (WHATWG Encoding Standard, index
/// windows-1252).
const WINDOWS: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}',
    '\u{2c6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}',
    '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}',
    '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
];

impl Encoding {
    /// Decodes a file: by its byte order mark, by its first bytes, by its declaration, else UTF-8
    /// (XML 1.0, appendix F).
    ///
    /// # Errors
    /// [`XmlProblem::Encoding`] for a declared encoding that is not read here,
    /// [`XmlProblem::Bytes`] with the place of the first byte that the encoding does not allow.
    pub fn decode(bytes: &[u8]) -> Result<(Self, String), XmlProblem> {
        let (encoding, skip) = Self::of(bytes)?;
        let body = bytes.get(skip..).unwrap_or_default();
        let text = match encoding {
            Self::Utf8 { .. } | Self::Ascii => utf8(body, encoding)?,
            Self::Utf16Le { .. } => utf16(body, u16::from_le_bytes)?,
            Self::Utf16Be { .. } => utf16(body, u16::from_be_bytes)?,
            Self::Latin1 => body.iter().copied().map(char::from).collect(),
            Self::Windows1252 => body.iter().copied().map(windows).collect(),
        };
        Ok((encoding, text))
    }

    fn of(bytes: &[u8]) -> Result<(Self, usize), XmlProblem> {
        Ok(match bytes {
            [0xef, 0xbb, 0xbf, ..] => (Self::Utf8 { mark: true }, 3),
            [0xff, 0xfe, ..] => (Self::Utf16Le { mark: true }, 2),
            [0xfe, 0xff, ..] => (Self::Utf16Be { mark: true }, 2),
            [b'<', 0, ..] => (Self::Utf16Le { mark: false }, 0),
            [0, b'<', ..] => (Self::Utf16Be { mark: false }, 0),
            _ => (Self::declared(bytes)?, 0),
        })
    }

    fn declared(bytes: &[u8]) -> Result<Self, XmlProblem> {
        let Some(name) = declared_name(bytes) else {
            return Ok(Self::Utf8 { mark: false });
        };
        Ok(match name.to_ascii_lowercase().as_str() {
            // A declaration that can be read byte by byte is not UTF-16: the file was converted
            // and its declaration was not.
            "utf-8" | "utf8" | "utf-16" | "utf-16le" | "utf-16be" => Self::Utf8 { mark: false },
            "us-ascii" | "ascii" => Self::Ascii,
            "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" => Self::Latin1,
            "windows-1252" | "cp1252" => Self::Windows1252,
            _ => return Err(XmlProblem::Encoding { name }),
        })
    }

    /// True when the encoding has this character.
    #[must_use]
    pub fn holds(self, c: char) -> bool {
        match self {
            Self::Utf8 { .. } | Self::Utf16Le { .. } | Self::Utf16Be { .. } => true,
            Self::Ascii => c.is_ascii(),
            Self::Latin1 => u32::from(c) < 0x100,
            Self::Windows1252 => windows_byte(c).is_some(),
        }
    }

    /// The bytes of a text. A character that the encoding does not [hold](Self::holds) becomes
    /// `?`; what this crate writes holds none, it writes a reference instead.
    #[must_use]
    pub fn encode(self, text: &str) -> Vec<u8> {
        let single = |byte: fn(char) -> Option<u8>| -> Vec<u8> {
            text.chars().map(|c| byte(c).unwrap_or(b'?')).collect()
        };
        match self {
            Self::Utf8 { mark } => [if mark { "\u{feff}" } else { "" }, text]
                .concat()
                .into_bytes(),
            Self::Ascii => text.as_bytes().to_vec(),
            Self::Latin1 => single(|c| u8::try_from(u32::from(c)).ok()),
            Self::Windows1252 => single(windows_byte),
            Self::Utf16Le { mark } => wide(text, mark, u16::to_le_bytes),
            Self::Utf16Be { mark } => wide(text, mark, u16::to_be_bytes),
        }
    }
}

/// The encoding named in `<?xml ... encoding="..."?>`.
fn declared_name(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(256))?;
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(head.get(..end)?).ok()?;
    let rest = declaration.strip_prefix("<?xml")?.split_once("encoding")?.1;
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value.get(1..)?.split_once(quote)?.0.to_owned())
}

fn utf8(body: &[u8], encoding: Encoding) -> Result<String, XmlProblem> {
    let fault = match std::str::from_utf8(body) {
        Ok(text) if encoding != Encoding::Ascii => return Ok(text.to_owned()),
        Ok(text) => match text.bytes().position(|b| !b.is_ascii()) {
            None => return Ok(text.to_owned()),
            Some(at) => at,
        },
        Err(error) => error.valid_up_to(),
    };
    let before = String::from_utf8_lossy(body.get(..fault).unwrap_or_default());
    let name = if encoding == Encoding::Ascii {
        "US-ASCII"
    } else {
        "UTF-8"
    };
    Err(bytes_problem(&before, name))
}

fn bytes_problem(before: &str, encoding: &'static str) -> XmlProblem {
    let line = before.matches('\n').count() + 1;
    let last = before.rsplit('\n').next().unwrap_or_default();
    let column = last.chars().count() + 1;
    XmlProblem::Bytes {
        place: Place { line, column },
        encoding,
    }
}

fn utf16(body: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, XmlProblem> {
    let (pairs, rest) = body.as_chunks::<2>();
    let mut text = String::with_capacity(body.len() / 2);
    for c in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match c {
            Ok(c) => text.push(c),
            Err(_) => return Err(bytes_problem(&text, "UTF-16")),
        }
    }
    if rest.is_empty() {
        Ok(text)
    } else {
        Err(bytes_problem(&text, "UTF-16"))
    }
}

fn wide(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = mark.then_some(0xfeff);
    let units = mark.into_iter().chain(text.encode_utf16());
    units.flat_map(bytes).collect()
}

fn windows(byte: u8) -> char {
    let high = usize::from(byte).checked_sub(0x80);
    let special = high.and_then(|at| WINDOWS.get(at));
    special.copied().unwrap_or(char::from(byte))
}

fn windows_byte(c: char) -> Option<u8> {
    let special = WINDOWS.iter().position(|known| *known == c);
    match (special, u8::try_from(u32::from(c))) {
        (Some(at), _) => u8::try_from(at + 0x80).ok(),
        (None, Ok(byte)) if !(0x80..0xa0).contains(&byte) => Some(byte),
        _ => None,
    }
}
