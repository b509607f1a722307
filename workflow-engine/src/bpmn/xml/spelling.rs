//! How characters are spelled in XML, and which are allowed.

use super::Encoding;
use super::problem::EditProblem;
use std::borrow::Cow;
use std::fmt::Write;

/// XML 1.0, production 2.
pub(super) fn allowed(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// White space of XML 1.0, production 3.
pub(super) fn blank(text: &str) -> bool {
    text.bytes()
        .all(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n'))
}

/// A name with at most one colon (Namespaces in XML 1.0, production 7); characters above 7F are
/// taken as letters.
pub(super) fn is_name(name: &str) -> bool {
    let mut parts = name.split(':');
    parts.by_ref().take(2).all(is_simple_name) && parts.next().is_none()
}

fn is_simple_name(name: &str) -> bool {
    let letter = |c: char| c == '_' || c.is_ascii_alphabetic() || !c.is_ascii();
    name.starts_with(letter)
        && name
            .chars()
            .all(|c| letter(c) || matches!(c, '-' | '.') || c.is_ascii_digit())
}

/// The text of `&name;` without its `&` and `;`.
pub(super) fn reference(name: &str) -> Option<char> {
    let code = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        },
        None => {
            let known = quick_xml::escape::resolve_predefined_entity(name)?;
            return known.chars().next();
        }
    };
    let signed = name.contains(['+', '-']);
    char::from_u32(code).filter(|c| !signed && allowed(*c))
}

/// Where a raw text holds a `&` that begins no known reference; `None` when all are known.
pub(super) fn unknown_reference(raw: &str) -> Option<usize> {
    let known = |at: usize| {
        let rest = raw.get(at + 1..)?;
        reference(rest.split_once(';')?.0)
    };
    let mut marks = raw.match_indices('&');
    marks.find(|(at, _)| known(*at).is_none()).map(|(at, _)| at)
}

/// The characters of a raw text: references resolved, line ends made one (XML 1.0, 2.11).
pub(super) fn plain(raw: &str) -> Cow<'_, str> {
    if !raw.contains(['&', '\r']) {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(resolved(&raw.replace("\r\n", "\n").replace('\r', "\n")))
}

/// The value of a raw attribute: like [`plain`], and its white space is spaces (XML 1.0, 3.3.3).
pub(super) fn plain_value(raw: &str) -> Cow<'_, str> {
    if !raw.contains(['&', '\r', '\n', '\t']) {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(resolved(
        &raw.replace("\r\n", " ").replace(['\r', '\n', '\t'], " "),
    ))
}

fn resolved(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        rest = after;
        if let Some((name, behind)) = after.split_once(';')
            && let Some(c) = reference(name)
        {
            text.push(c);
            rest = behind;
        } else {
            text.push('&');
        }
    }
    text.push_str(rest);
    text
}

/// Spells a text so that reading gives it back.
pub(super) fn spelled(text: &str, encoding: Encoding) -> Result<String, EditProblem> {
    spell(text, encoding, |c| matches!(c, '&' | '<' | '>' | '\r'))
}

/// Spells an attribute's value for this quote so that reading gives it back.
pub(super) fn spelled_value(
    value: &str,
    quote: char,
    encoding: Encoding,
) -> Result<String, EditProblem> {
    spell(value, encoding, |c| {
        c == quote || matches!(c, '&' | '<' | '\t' | '\n' | '\r')
    })
}

fn spell(
    text: &str,
    encoding: Encoding,
    special: impl Fn(char) -> bool,
) -> Result<String, EditProblem> {
    let mut raw = String::with_capacity(text.len());
    for c in text.chars() {
        if !allowed(c) {
            return Err(EditProblem::Character { code: c.into() });
        }
        match c {
            '&' => raw.push_str("&amp;"),
            '<' => raw.push_str("&lt;"),
            '>' if special(c) => raw.push_str("&gt;"),
            '"' if special(c) => raw.push_str("&quot;"),
            '\'' if special(c) => raw.push_str("&apos;"),
            c if special(c) || !encoding.holds(c) => {
                // Writing into a text cannot fail.
                let _ = write!(raw, "&#x{:X};", u32::from(c));
            }
            c => raw.push(c),
        }
    }
    Ok(raw)
}
