//! A list as LDIF (RFC 2849): what directories give out. Only records of content are read; a
//! file that would change a directory, or that names other files, is refused.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::column::Column;
use super::fault::{Fault, Faults};
use super::sheet::{Row, Sheet, field};
use super::text::LINE_MAX;

/// One line after unfolding: where it began, and what it says.
type Line = (u64, String);

/// Reads a text.
pub(super) fn read(text: &str) -> Result<Sheet, Faults> {
    let mut faults = Faults::default();
    let lines = unfold(text, &mut faults);
    let mut sheet = Sheet::default();
    let mut names = BTreeSet::new();
    let mut entries = lines.split(|(_, line)| line.is_empty());
    let mut is_first = true;
    for entry in entries.by_ref() {
        let entry = match entry {
            [(_, version), rest @ ..] if is_first && is_version(version) => rest,
            entry => entry,
        };
        is_first &= entry.is_empty();
        if entry.is_empty() {
            continue;
        }
        if let Some(row) = Entry::read(entry, &mut names, &mut faults) {
            sheet.columns.extend(row.says.keys());
            if !sheet.add(row, &mut faults) {
                break;
            }
        }
    }
    faults.or(sheet)
}

fn is_version(line: &str) -> bool {
    line.strip_prefix("version:")
        .is_some_and(|number| number.trim() == "1")
}

/// Lines without comments, each with its continuations.
fn unfold(text: &str, faults: &mut Faults) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut in_comment = false;
    for (line, at) in text.split('\n').zip(1..) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if let Some(more) = line.strip_prefix(' ') {
            match lines.last_mut() {
                _ if in_comment => {}
                Some((begun, known)) if !known.is_empty() => {
                    if known.len() + more.len() > LINE_MAX {
                        let fault = Fault::new(*begun, "", "people-line-long");
                        faults.add(fault.with("limit", LINE_MAX));
                        // Nothing is read once there is a fault.
                        return Vec::new();
                    }
                    known.push_str(more);
                }
                _ => faults.add(Fault::new(at, "", "people-ldif")),
            }
            continue;
        }
        in_comment = line.starts_with('#');
        if !in_comment {
            lines.push((at, line.to_owned()));
        }
    }
    lines
}

/// What is gathered of one entry.
#[derive(Default)]
struct Entry {
    /// What each column says, with how much its attribute is preferred.
    says: BTreeMap<Column, (usize, String)>,
    /// Its object classes, in lower case.
    classes: BTreeSet<String>,
    /// The names of a unit, when it is one.
    unit_names: Vec<String>,
}

impl Entry {
    fn read(lines: &[Line], names: &mut BTreeSet<String>, faults: &mut Faults) -> Option<Row> {
        let (at, first) = lines.first()?;
        let before = faults.count;
        match split(first) {
            Some(("dn", value)) => match value.text() {
                Some(name) if names.insert(name.to_lowercase()) => {}
                Some(_) => faults.add(Fault::new(*at, "", "people-duplicate").with("what", "dn")),
                None => faults.add(Fault::new(*at, "", "people-ldif")),
            },
            _ => faults.add(Fault::new(*at, "", "people-ldif")),
        }
        let mut entry = Self::default();
        for (at, line) in &lines[1..] {
            if let Err(fault) = entry.line(*at, line) {
                faults.add(fault);
            }
        }
        if faults.count > before {
            return None;
        }
        entry.into_row(*at)
    }

    fn line(&mut self, at: u64, line: &str) -> Result<(), Fault> {
        let (attribute, value) = split(line).ok_or_else(|| Fault::new(at, "", "people-ldif"))?;
        let attribute = attribute.split(';').next().unwrap_or_default();
        let attribute = attribute.to_ascii_lowercase();
        if ["changetype", "control"].contains(&&*attribute) {
            return Err(Fault::new(at, "", "people-ldif-change"));
        }
        let named = Column::of_attribute(&attribute);
        let classes = attribute == "objectclass";
        let unit_name = attribute == "description";
        if named.is_none() && !classes && !unit_name {
            return Ok(());
        }
        if matches!(value, Value::Address) {
            return Err(Fault::new(at, "", "people-ldif-address"));
        }
        let text = value.text();
        let text = text.ok_or_else(|| Fault::new(at, "", "people-ldif"))?;
        if classes {
            self.classes.insert(text.to_ascii_lowercase());
            return Ok(());
        }
        let Some((column, rank)) = named else {
            self.unit_names.push(field(&text, at, Column::UnitName)?);
            return Ok(());
        };
        let text = field(&text, at, column)?;
        match self.says.get(&column) {
            Some((known, said)) if *known == rank && *said != text => {
                return Err(Fault::new(at, column.english(), "people-conflict"));
            }
            Some((known, _)) if *known <= rank => {}
            _ if text.is_empty() => {}
            _ => {
                self.says.insert(column, (rank, text));
            }
        }
        Ok(())
    }

    /// The row that an entry is; none when it is neither a person nor a unit nor a post.
    fn into_row(mut self, at: u64) -> Option<Row> {
        let is_unit = self.classes.contains("organizationalunit");
        if is_unit {
            self.says.remove(&Column::Name);
            if let Some(name) = self.unit_names.into_iter().next() {
                self.says.entry(Column::UnitName).or_insert((0, name));
            }
        }
        let known = |column| self.says.contains_key(&column);
        if !is_unit && !known(Column::Person) && !known(Column::Post) {
            return None;
        }
        let says = self.says.into_iter();
        Some(Row {
            at,
            says: says.map(|(column, (_, text))| (column, text)).collect(),
        })
    }
}

/// A value as it stands.
enum Value<'t> {
    Plain(&'t str),
    Base64(&'t str),
    /// `:<`, the address of a file: never opened.
    Address,
}

impl Value<'_> {
    fn text(&self) -> Option<String> {
        match self {
            Self::Plain(text) => Some((*text).to_owned()),
            Self::Base64(text) => String::from_utf8(base64(text)?).ok(),
            Self::Address => None,
        }
    }
}

/// Attribute and value of a line.
fn split(line: &str) -> Option<(&str, Value<'_>)> {
    let (attribute, rest) = line.split_once(':')?;
    let mut letters = attribute.chars();
    let is_attribute = letters.next().is_some_and(|c| c.is_ascii_alphanumeric())
        && letters.all(|c| c.is_ascii_alphanumeric() || "-._;".contains(c));
    if !is_attribute {
        return None;
    }
    let value = if let Some(text) = rest.strip_prefix(':') {
        Value::Base64(text.trim_matches(' '))
    } else if rest.starts_with('<') {
        Value::Address
    } else {
        Value::Plain(rest.trim_start_matches(' '))
    };
    Some((attribute, value))
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 with padding (RFC 4648 §4).
fn base64(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    if !bytes.len().is_multiple_of(4) {
        return None;
    }
    let kept = text.trim_end_matches('=');
    if text.len() - kept.len() > 2 {
        return None;
    }
    let (mut out, mut held, mut bits) = (Vec::with_capacity(kept.len() * 3 / 4), 0_u32, 0);
    for byte in kept.bytes() {
        let digit = DIGITS.iter().position(|known| *known == byte)?;
        held = held << 6 | u32::try_from(digit).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    // What is left over of the last digit is nothing.
    (held & ((1 << bits) - 1) == 0).then_some(out)
}

fn to_base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let held = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            if place <= three.len() {
                out.push(char::from(DIGITS[(held >> (18 - 6 * place) & 63) as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

/// A line of a value, in Base64 where plain text could be read as something else.
fn line(out: &mut String, attribute: &str, value: &str) {
    let is_plain = value.bytes().all(|byte| (0x20..0x7f).contains(&byte))
        && !value.starts_with([' ', ':', '<'])
        && !value.ends_with(' ');
    if is_plain {
        let _ = writeln!(out, "{attribute}: {value}");
    } else {
        let _ = writeln!(out, "{attribute}:: {}", to_base64(value.as_bytes()));
    }
}

/// Writes rows under `o=AGENCY`.
pub(super) fn write(agency: &str, rows: &[BTreeMap<Column, String>]) -> Vec<u8> {
    let mut out = String::from("version: 1\n");
    for row in rows {
        out.push('\n');
        entry(&mut out, agency, row);
    }
    out.into_bytes()
}

fn entry(out: &mut String, agency: &str, row: &BTreeMap<Column, String>) {
    let said = |column| row.get(&column).map_or("", String::as_str);
    let (class, name) = if row.contains_key(&Column::Person) {
        let (person, post) = (said(Column::Person), said(Column::Post));
        let place = format!(
            "uid={person}+antouPost={post}+antouFrom={}",
            said(Column::From)
        );
        ("inetOrgPerson", place)
    } else if row.contains_key(&Column::Post) {
        (
            "organizationalRole",
            format!("antouPost={}", said(Column::Post)),
        )
    } else {
        ("organizationalUnit", format!("ou={}", said(Column::Unit)))
    };
    line(out, "dn", &format!("{name},o={}", escaped(agency)));
    line(out, "objectClass", class);
    for (column, value) in row {
        line(out, column.attribute(), value);
    }
}

/// A value inside a distinguished name (RFC 4514 §2.4).
fn escaped(value: &str) -> String {
    let mut out = String::new();
    for (at, letter) in value.chars().enumerate() {
        let at_edge = letter == ' ' && (at == 0 || at + 1 == value.chars().count());
        if at_edge || "\"+,;<>\\=".contains(letter) || letter == '#' && at == 0 {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn base64_is_read_as_it_is_written() {
        // RFC 4648 §10.
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(to_base64(plain.as_bytes()), coded);
            assert_eq!(base64(coded).unwrap(), plain.as_bytes());
        }
        for wrong in ["Zg=", "Z===", "====", "Zh==", "Z g=", "Zg==Zg=="] {
            assert_eq!(base64(wrong), None, "{wrong}");
        }
    }
}
