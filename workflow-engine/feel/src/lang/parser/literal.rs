//! Numbers, texts and temporal literals (DMN 1.5 grammar rules 33–37, 62–66).

use super::{Parser, Read};
use crate::lang::expr::{Expr, Kind};
use crate::lang::val::Val;
use crate::number;

impl Parser<'_> {
    /// A number, when one stands here.
    pub(super) fn number(&mut self) -> Read<Option<Expr>> {
        let (start, rest) = (self.at, self.rest());
        let whole = count_digits(rest);
        let mut length = whole;
        if let Some(after) = rest.get(whole..).and_then(|rest| rest.strip_prefix('.')) {
            let fraction = count_digits(after);
            if fraction > 0 {
                length = whole + 1 + fraction;
            }
        }
        if length == 0 {
            return Ok(None);
        }
        let tail = rest.get(length..).unwrap_or_default();
        if let Some(after) = tail.strip_prefix(['e', 'E']) {
            let signed = after.strip_prefix(['+', '-']).unwrap_or(after);
            let digits = count_digits(signed);
            if digits > 0 {
                length += 1 + (after.len() - signed.len()) + digits;
            }
        }
        let text = rest.get(..length).unwrap_or_default();
        let value = number::read(text).ok_or_else(|| self.wrong("a number of 34 digits"))?;
        self.pass(length)?;
        Ok(Some(self.node(start, Kind::Literal(Val::Number(value)))))
    }

    /// A text in quotes, when one stands here.
    pub(super) fn quoted(&mut self) -> Read<Option<String>> {
        let Some(inside) = self.rest().strip_prefix('"') else {
            return Ok(None);
        };
        let mut text = String::new();
        let mut rest = inside;
        loop {
            let c = rest
                .chars()
                .next()
                .ok_or_else(|| self.wrong("the end of the text"))?;
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            match c {
                '"' => break,
                '\\' => rest = escape(rest, &mut text),
                c => text.push(c),
            }
        }
        let length = self.rest().len() - rest.len();
        self.pass(length)?;
        Ok(Some(text))
    }

    /// `@"…"`
    pub(super) fn at_literal(&mut self) -> Read<Option<Expr>> {
        let start = self.at;
        if !self.takes("@")? {
            return Ok(None);
        }
        let text = self.quoted()?.ok_or_else(|| self.wrong("a text"))?;
        let value = crate::lang::builtins::temporal::literal(&text)
            .ok_or_else(|| self.wrong("a date, a time or a duration"))?;
        Ok(Some(self.node(start, Kind::Literal(value))))
    }
}

fn count_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Adds what stands behind a backslash; answers what is left. An escape that is none stays as it
/// is written.
fn escape<'t>(rest: &'t str, text: &mut String) -> &'t str {
    let Some(c) = rest.chars().next() else {
        text.push('\\');
        return rest;
    };
    let after = rest.get(c.len_utf8()..).unwrap_or_default();
    let plain = match c {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '"' | '\\' | '\'' => c,
        'u' | 'U' => {
            return match code(after, if c == 'u' { 4 } else { 6 }) {
                Some((c, rest)) => put(c, rest, text),
                None => kept(c, after, text),
            };
        }
        _ => return kept(c, after, text),
    };
    put(plain, after, text)
}

fn put<'t>(c: char, rest: &'t str, text: &mut String) -> &'t str {
    text.push(c);
    rest
}

fn kept<'t>(c: char, rest: &'t str, text: &mut String) -> &'t str {
    text.push('\\');
    text.push(c);
    rest
}

/// A character by its number in so many hexadecimal digits; two halves make one.
fn code(text: &str, digits: usize) -> Option<(char, &str)> {
    let number = |text: &str| u32::from_str_radix(text.get(..digits)?, 16).ok();
    let first = number(text)?;
    let rest = text.get(digits..)?;
    if let Some(c) = char::from_u32(first) {
        return Some((c, rest));
    }
    let low_text = rest.strip_prefix("\\u")?;
    let low = number(low_text)?;
    if !(0xD800..0xDC00).contains(&first) || !(0xDC00..0xE000).contains(&low) {
        return None;
    }
    let joined = 0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00);
    Some((char::from_u32(joined)?, low_text.get(digits..)?))
}
