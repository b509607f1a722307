//! Numbers in digits and in Chinese numerals.

/// A number as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numeral {
    /// Hundred times its value.
    pub(super) hundredths: i64,
    /// How many digits it was written with; 0 in Chinese numerals.
    pub(super) digits: usize,
}

impl Numeral {
    pub(super) fn whole(self) -> Option<i64> {
        (self.hundredths % 100 == 0).then_some(self.hundredths / 100)
    }
}

/// Largest number that a person may write; a date without signs is longer.
const MAX_NUMBER: i64 = 99_999_999;

pub(super) fn numeral_of(c: char) -> Option<i64> {
    "零一二三四五六七八九"
        .chars()
        .position(|digit| digit == c)
        .and_then(|at| i64::try_from(at).ok())
}

/// A number at the front of a text, and its length in bytes.
pub(super) fn numeral(text: &str, fraction: bool) -> Option<(Numeral, usize)> {
    digits(text, fraction).or_else(|| chinese(text))
}

fn digits(text: &str, fraction: bool) -> Option<(Numeral, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let value: i64 = text
        .get(..length)?
        .parse()
        .ok()
        .filter(|value| *value <= MAX_NUMBER)?;
    let whole = Numeral {
        hundredths: value * 100,
        digits: length,
    };
    let after = text.get(length..).unwrap_or_default();
    let Some(part) = after.strip_prefix('.').filter(|_| fraction) else {
        return Some((whole, length));
    };
    let places = part.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&places) {
        return Some((whole, length));
    }
    let part: i64 = part.get(..places)?.parse().ok()?;
    let hundredths = value * 100 + if places == 1 { part * 10 } else { part };
    Some((
        Numeral {
            hundredths,
            digits: length,
        },
        length + 1 + places,
    ))
}

/// Chinese numerals up to 九十九, and 兩.
fn chinese(text: &str) -> Option<(Numeral, usize)> {
    let mut value: Option<i64> = None;
    let mut length = 0;
    for c in text.chars() {
        value = match (value, c) {
            (None, '兩') => Some(2),
            (None, '十') => Some(10),
            (Some(tens @ 1..=9), '十') => Some(tens * 10),
            (None, _) if numeral_of(c).is_some() => numeral_of(c),
            (Some(tens), _) if tens >= 10 && tens % 10 == 0 && numeral_of(c).is_some() => {
                numeral_of(c).map(|ones| tens + ones)
            }
            _ => break,
        };
        length += c.len_utf8();
    }
    value.map(|value| {
        (
            Numeral {
                hundredths: value * 100,
                digits: 0,
            },
            length,
        )
    })
}
