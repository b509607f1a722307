//! Lengths in tenths of a pixel, and how wide text is without a font.

use std::fmt;

/// A length in tenths of a pixel.
pub type Tenths = i64;

/// The largest length that is taken from a file, in tenths of a pixel.
pub const MAX_LENGTH: Tenths = 10_000_000;

/// Pixels as [`Tenths`].
pub const fn px(pixels: i64) -> Tenths {
    pixels * 10
}

/// Reads a decimal number of pixels; nothing for what is none or beyond [`MAX_LENGTH`].
pub fn read(text: &str) -> Option<Tenths> {
    let number: feel::Number = text.trim().parse().ok()?;
    let tenths = number.checked_mul(10.into())?;
    let whole = tenths.to_string();
    let whole = whole.split('.').next().unwrap_or_default();
    let length: i64 = whole.parse().ok()?;
    (length.abs() <= MAX_LENGTH).then_some(length)
}

/// A point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    pub x: Tenths,
    pub y: Tenths,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    pub x: Tenths,
    pub y: Tenths,
    pub width: Tenths,
    pub height: Tenths,
}

impl Rect {
    pub fn right(self) -> Tenths {
        self.x + self.width
    }

    pub fn bottom(self) -> Tenths {
        self.y + self.height
    }

    pub fn centre(self) -> Point {
        Point {
            x: self.x + self.width / 2,
            y: self.y + self.height / 2,
        }
    }

    /// The same rectangle, smaller by as much on each side.
    pub fn inset(self, by: Tenths) -> Self {
        Self {
            x: self.x + by,
            y: self.y + by,
            width: (self.width - 2 * by).max(0),
            height: (self.height - 2 * by).max(0),
        }
    }

    pub fn moved(self, x: Tenths, y: Tenths) -> Self {
        Self {
            x: self.x + x,
            y: self.y + y,
            ..self
        }
    }

    /// The smallest rectangle that holds both.
    pub fn with(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self {
            x,
            y,
            width: self.right().max(other.right()) - x,
            height: self.bottom().max(other.bottom()) - y,
        }
    }

    /// Whether some of both is in the same place.
    pub fn meets(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

/// Tenths as SVG writes a number.
pub struct Shown(pub Tenths);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.abs() / 10, self.0.abs() % 10);
        match part {
            0 => write!(f, "{sign}{whole}"),
            part => write!(f, "{sign}{whole}.{part}"),
        }
    }
}

/// Whether a character is as wide as it is high: Han, kana, hangul, full-width forms.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

/// How wide a character is, in hundredths of the size of the type; a little more than in most.
fn width_of(c: char) -> i64 {
    match c {
        c if is_wide(c) => 100,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 30,
        'f' | 't' | 'r' | 'I' | ' ' | '(' | ')' | '[' | ']' | '/' | '-' | '"' => 38,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 90,
        'A'..='Z' | '&' => 68,
        _ => 57,
    }
}

/// How wide text is in type of this size.
pub fn width(text: &str, size: Tenths) -> Tenths {
    text.chars().map(width_of).sum::<i64>() * size / 100
}

/// No line begins with these.
const NOT_FIRST: &str = "，。、；：？！）」』》〉,.;:?!)]";

/// Text in lines that are no wider than `limit`: broken between words, between Han characters, and
/// in a word that is too wide by itself.
pub fn wrap(text: &str, size: Tenths, limit: Tenths) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            let clings = piece.chars().all(|c| NOT_FIRST.contains(c));
            let joined = width(&line, size) + width(piece.trim_end(), size);
            if joined > limit && !line.is_empty() && !clings {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            if width(piece, size) > limit && !clings {
                let mut parts = split(piece, size, limit);
                line = parts.pop().unwrap_or_default();
                lines.extend(parts);
            } else if !(line.is_empty() && piece.trim().is_empty()) {
                line.push_str(piece);
            }
        }
        if !line.trim().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
    }
    lines
}

/// Words with the space behind them; wide characters one by one.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut after_space = false;
    for (at, c) in text.char_indices() {
        let breaks = is_wide(c) || after_space && !c.is_whitespace();
        if breaks && at > start {
            found.push(&text[start..at]);
            start = at;
        }
        let end = at + c.len_utf8();
        if is_wide(c) || c == '-' {
            found.push(&text[start..end]);
            start = end;
        }
        after_space = c.is_whitespace();
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

fn split(word: &str, size: Tenths, limit: Tenths) -> Vec<String> {
    let mut parts = vec![String::new()];
    for c in word.chars() {
        let wide = parts.last().map_or(0, |part| width(part, size));
        if wide + width_of(c) * size / 100 > limit && wide > 0 {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        fn check(text: &str, expected: Option<Tenths>) {
            assert_eq!(read(text), expected, "{text}");
        }
        check("12", Some(120));
        check(" 12.57 ", Some(125));
        check("-3.5", Some(-35));
        check("1e3", None);
        check("", None);
        check("99999999999", None);
        assert_eq!(Shown(-35).to_string(), "-3.5");
        assert_eq!(Shown(120).to_string(), "12");
    }

    #[test]
    fn lines() {
        fn check(text: &str, pixels: i64, expected: &[&str]) {
            assert_eq!(wrap(text, px(12), px(pixels)), expected, "{text}");
        }
        check("直屬主管核", 90, &["直屬主管核"]);
        check("上一級單位主管核", 60, &["上一級單位", "主管核"]);
        check("直屬主管。", 48, &["直屬主管。"]);
        check("Check the invoice", 50, &["Check", "the", "invoice"]);
        check("Check the invoice", 80, &["Check the", "invoice"]);
        check("一\n二", 90, &["一", "二"]);
        check("Donaudampfschiff", 40, &["Donau", "dampf", "schiff"]);
        check("   ", 40, &[]);
    }
}
