//! Reading JSON.

use std::collections::BTreeSet;

use feel::Number;

use super::{Json, MAX_NESTING};
use crate::problem::Problem;

/// Longest run of digits that an exponent may stand for.
const MAX_DIGITS: usize = 40;

/// What becomes of a name that stands twice in an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Twice {
    Refused,
    Kept,
}

/// Reads a document as [`Json::read`] says.
pub(super) fn document(bytes: &[u8], twice: Twice) -> Result<Json, Problem> {
    let text = text_of(bytes)?;
    let mut reader = Reader::new(text, twice);
    let read = reader.document();
    read.map_err(|reason| wrong(text.get(..reader.at).unwrap_or(text), reason))
}

/// The text of a document, without a byte order mark.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, Problem> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|e| {
        let before = bytes.get(..e.valid_up_to()).unwrap_or_default();
        wrong(&String::from_utf8_lossy(before), "not UTF-8")
    })
}

fn wrong(before: &str, reason: &str) -> Problem {
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |place| place + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    Problem::new("", "json-unreadable")
        .with("reason", reason)
        .with("line", line)
        .with("column", column)
}

/// Whether these are digits as JSON writes a number.
pub(super) fn is_number(digits: &str) -> bool {
    let mut reader = Reader::new(digits, Twice::Kept);
    reader.number().is_ok() && reader.at == digits.len()
}

/// The exact decimal that JSON digits stand for; none where it does not fit.
pub(crate) fn number(digits: &str) -> Option<Number> {
    let Some((mantissa, exponent)) = digits.split_once(['e', 'E']) else {
        return digits.parse().ok();
    };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: isize = exponent.parse().ok()?;
    let point = isize::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let all = format!("{whole}{fraction}");
    let shift = point.unsigned_abs();
    if shift > MAX_DIGITS || all.len() > MAX_DIGITS {
        return None;
    }
    let plain = if point <= 0 {
        format!("0.{}{all}", "0".repeat(shift))
    } else {
        let padded = format!("{all:0<shift$}");
        let (whole, fraction) = padded.split_at(shift);
        format!("{whole}.{fraction}")
    };
    let plain = match plain.split_once('.') {
        Some((whole, fraction)) => {
            let whole = whole.trim_start_matches('0');
            let fraction = fraction.trim_end_matches('0');
            let whole = if whole.is_empty() { "0" } else { whole };
            if fraction.is_empty() {
                whole.to_owned()
            } else {
                format!("{whole}.{fraction}")
            }
        }
        None => plain,
    };
    format!("{sign}{plain}").parse().ok()
}

pub(super) struct Reader<'a> {
    text: &'a str,
    /// In bytes, at the start of a character.
    pub(super) at: usize,
    twice: Twice,
}

type Read<T> = Result<T, &'static str>;

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, twice: Twice) -> Self {
        Self { text, at: 0, twice }
    }

    fn document(&mut self) -> Read<Json> {
        let json = self.value(0)?;
        self.space();
        if self.at < self.text.len() {
            Err("more than one value")
        } else {
            Ok(json)
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn space(&mut self) {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches([' ', '\n', '\r', '\t']);
        self.at += rest.len() - trimmed.len();
    }

    pub(super) fn take(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    pub(super) fn value(&mut self, depth: usize) -> Read<Json> {
        if depth > MAX_NESTING {
            return Err("nested too deep");
        }
        self.space();
        match self.peek() {
            Some('{') => self.object(depth),
            Some('[') => self.list(depth),
            Some('"') => self.string().map(Json::Text),
            Some('-' | '0'..='9') => self.number(),
            Some(_) if self.take("true") => Ok(Json::Bool(true)),
            Some(_) if self.take("false") => Ok(Json::Bool(false)),
            Some(_) if self.take("null") => Ok(Json::Null),
            Some(_) => Err("not a value"),
            None => Err("the text ends early"),
        }
    }

    fn list(&mut self, depth: usize) -> Read<Json> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.take("]") {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.take("]") {
                return Ok(Json::List(items));
            }
            self.need(",", "`,` or `]` is missing")?;
        }
    }

    fn object(&mut self, depth: usize) -> Read<Json> {
        self.at += 1;
        let mut entries = Vec::new();
        let mut names = BTreeSet::new();
        self.space();
        if self.take("}") {
            return Ok(Json::Object(entries));
        }
        loop {
            self.space();
            let start = self.at;
            if self.peek() != Some('"') {
                return Err("a name is missing");
            }
            let name = self.string()?;
            if self.twice == Twice::Refused && !names.insert(name.clone()) {
                self.at = start;
                return Err("the name stands twice");
            }
            self.space();
            self.need(":", "`:` is missing")?;
            entries.push((name, self.value(depth + 1)?));
            self.space();
            if self.take("}") {
                return Ok(Json::Object(entries));
            }
            self.need(",", "`,` or `}` is missing")?;
        }
    }

    fn need(&mut self, token: &str, reason: &'static str) -> Read<()> {
        if self.take(token) {
            Ok(())
        } else {
            Err(reason)
        }
    }

    fn digits(&mut self) -> Read<()> {
        let rest = self.rest();
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.at += count;
        if count == 0 {
            Err("a digit is missing")
        } else {
            Ok(())
        }
    }

    fn number(&mut self) -> Read<Json> {
        let start = self.at;
        self.take("-");
        if !self.take("0") {
            self.digits()?;
        }
        if self.take(".") {
            self.digits()?;
        }
        if self.take("e") || self.take("E") {
            let _ = self.take("+") || self.take("-");
            self.digits()?;
        }
        let digits = self.text.get(start..self.at).unwrap_or_default();
        Ok(Json::Number(digits.to_owned()))
    }

    pub(super) fn string(&mut self) -> Read<String> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let plain = rest
                .find(|c: char| c == '"' || c == '\\' || c < ' ')
                .unwrap_or(rest.len());
            text.push_str(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            match self.peek() {
                Some('"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some('\\') => text.push(self.escape()?),
                Some(_) => return Err("a control character in a text"),
                None => return Err("the text ends early"),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let sign = self.rest().chars().nth(1).ok_or("the text ends early")?;
        let plain = match sign {
            '"' | '\\' | '/' => sign,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => return self.unicode(),
            _ => return Err("an unknown escape"),
        };
        self.at += 2;
        Ok(plain)
    }

    /// `\uXXXX`, or two of them for a character beyond U+FFFF.
    fn unicode(&mut self) -> Read<char> {
        let high = self.unit().ok_or("not a Unicode escape")?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high).ok_or("half a character");
        }
        let low = self.unit().filter(|low| (0xdc00..0xe000).contains(low));
        let low = low.ok_or("half a character")?;
        let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
        char::from_u32(code).ok_or("half a character")
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.rest().strip_prefix("\\u")?.get(..4)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 6;
        u32::from_str_radix(digits, 16).ok()
    }
}
