//! Patterns (XPath and XQuery Functions 3.1 §5.6, to which DMN 1.5 table 72 refers), by a library
//! whose patterns are spelled a little differently.

use super::text_of;
use crate::lang::eval::Machine;
use crate::lang::val::Val;
use fancy_regex::{Regex, RegexBuilder};
use std::fmt::Write as _;

/// Longest pattern, in bytes.
const MAX_PATTERN: usize = 4_096;
/// Steps back that a match may take.
const MAX_BACKTRACKS: usize = 200_000;
/// Largest compiled pattern, in bytes.
const MAX_COMPILED: usize = 1024 * 1024;

/// How a pattern is read.
#[derive(Clone, Copy, Default)]
struct Flags {
    dot_all: bool,
    multi_line: bool,
    ignore_case: bool,
    ignore_space: bool,
    literal: bool,
}

fn flags(value: Option<&Val>) -> Option<Flags> {
    let mut flags = Flags::default();
    let text = match value {
        None | Some(Val::Null) => return Some(flags),
        value => text_of(value)?,
    };
    for c in text.chars() {
        match c {
            's' => flags.dot_all = true,
            'm' => flags.multi_line = true,
            'i' => flags.ignore_case = true,
            'x' => flags.ignore_space = true,
            'q' => flags.literal = true,
            _ => return None,
        }
    }
    Some(flags)
}

fn compiled(machine: &mut Machine<'_>, pattern: &str, flags: Flags) -> Option<Regex> {
    if pattern.len() > MAX_PATTERN || !machine.takes(pattern.len()) {
        return None;
    }
    let spelled = if flags.literal {
        fancy_regex::escape(pattern).into_owned()
    } else {
        translated(pattern, flags)?
    };
    let mut switches = String::new();
    for (on, letter) in [(flags.multi_line, 'm'), (flags.ignore_case, 'i')] {
        if on {
            switches.push(letter);
        }
    }
    let whole = if switches.is_empty() {
        spelled
    } else {
        format!("(?{switches}){spelled}")
    };
    RegexBuilder::new(&whole)
        .backtrack_limit(MAX_BACKTRACKS)
        .delegate_size_limit(MAX_COMPILED)
        .build()
        .ok()
}

/// Reads a pattern of XPath and spells it for the library.
struct Translation<'p> {
    rest: std::iter::Peekable<std::str::Chars<'p>>,
    flags: Flags,
    out: String,
    /// Groups that were opened, and those of them that are closed.
    groups: Vec<bool>,
    open: Vec<Option<usize>>,
}

fn translated(pattern: &str, flags: Flags) -> Option<String> {
    let mut translation = Translation {
        rest: pattern.chars().peekable(),
        flags,
        out: String::new(),
        groups: Vec::new(),
        open: Vec::new(),
    };
    while let Some(c) = translation.rest.next() {
        translation.one(c)?;
    }
    Some(translation.out)
}

impl Translation<'_> {
    fn one(&mut self, c: char) -> Option<()> {
        match c {
            c if self.flags.ignore_space && is_space(c) => {}
            '.' if self.flags.dot_all => self.out.push_str("(?s:.)"),
            '.' => self.out.push_str(r"[^\n\r]"),
            '[' => self.class()?,
            '\\' => self.escaped()?,
            '(' => self.group()?,
            ')' => {
                if let Some(group) = self.open.pop()?
                    && let Some(closed) = self.groups.get_mut(group)
                {
                    *closed = true;
                }
                self.out.push(')');
            }
            '#' | '&' | '~' => {
                self.out.push('\\');
                self.out.push(c);
            }
            c => self.out.push(c),
        }
        Some(())
    }

    fn group(&mut self) -> Option<()> {
        self.out.push('(');
        if self.rest.peek() == Some(&'?') {
            self.rest.next();
            // XPath knows groups that do not count, and nothing else behind the sign.
            if self.rest.next() != Some(':') {
                return None;
            }
            self.out.push_str("?:");
            self.open.push(None);
        } else {
            self.open.push(Some(self.groups.len()));
            self.groups.push(false);
        }
        Some(())
    }

    fn escaped(&mut self) -> Option<()> {
        let mut c = self.rest.next()?;
        while self.flags.ignore_space && is_space(c) {
            c = self.rest.next()?;
        }
        match c {
            '1'..='9' => self.back_reference(c),
            '0' => None,
            c => {
                let spelled = self.class_escape(c)?;
                self.out.push_str(&spelled);
                Some(())
            }
        }
    }

    /// `\N`: as many digits as there are groups; the group must be closed.
    fn back_reference(&mut self, first: char) -> Option<()> {
        let mut number = usize::try_from(first.to_digit(10)?).ok()?;
        while let Some(digit) = self.rest.peek().and_then(|c| c.to_digit(10)) {
            let longer = number * 10 + usize::try_from(digit).ok()?;
            if longer > self.groups.len() {
                break;
            }
            number = longer;
            self.rest.next();
        }
        if !*self.groups.get(number.checked_sub(1)?)? {
            return None;
        }
        write!(self.out, r"(?:\{number})").ok()
    }

    /// What stands behind a backslash, in a class or outside.
    fn class_escape(&mut self, c: char) -> Option<String> {
        Some(match c {
            'i' => r"[\p{L}_:]".to_owned(),
            'I' => r"[^\p{L}_:]".to_owned(),
            'c' => r"[\p{L}\p{N}_:.\-]".to_owned(),
            'C' => r"[^\p{L}\p{N}_:.\-]".to_owned(),
            'n' | 'r' | 't' | 'd' | 'D' | 's' | 'S' | 'w' | 'W' => format!("\\{c}"),
            'p' | 'P' => self.property(c == 'P')?,
            '\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '$' | '-' | '[' | ']'
            | '^' => {
                format!("\\{c}")
            }
            _ => return None,
        })
    }

    /// `\p{…}`: a category, or a block with `Is` before its name.
    fn property(&mut self, not: bool) -> Option<String> {
        if self.rest.next() != Some('{') {
            return None;
        }
        let mut name = String::new();
        loop {
            match self.rest.next()? {
                '}' => break,
                c if self.flags.ignore_space && is_space(c) => {}
                c => name.push(c),
            }
        }
        let sign = if not { "^" } else { "" };
        if let Some(block) = name.strip_prefix("Is") {
            let (_, first, last) = BLOCKS.iter().find(|(known, ..)| *known == block)?;
            return Some(format!(r"[{sign}\x{{{first:X}}}-\x{{{last:X}}}]"));
        }
        let is_category = (1..=2).contains(&name.len()) && name.chars().all(char::is_alphabetic);
        is_category.then(|| format!(r"\{}{{{name}}}", if not { 'P' } else { 'p' }))
    }

    /// `[…]`, whose `-[…]` takes something out.
    fn class(&mut self) -> Option<()> {
        self.out.push('[');
        if self.rest.peek() == Some(&'^') {
            self.rest.next();
            self.out.push('^');
        }
        let mut first = true;
        loop {
            match self.rest.next()? {
                ']' if !first => break,
                ']' => return None,
                '\\' => {
                    let c = self.rest.next()?;
                    if c.is_ascii_digit() {
                        return None;
                    }
                    let spelled = self.class_escape(c)?;
                    self.out.push_str(&spelled);
                }
                '-' if self.rest.peek() == Some(&'[') => {
                    self.rest.next();
                    self.out.push_str("--");
                    self.class()?;
                    // Nothing may follow what is taken out.
                    if self.rest.next()? != ']' {
                        return None;
                    }
                    break;
                }
                '-' if first || self.rest.peek() == Some(&']') || self.out.ends_with('-') => {
                    self.out.push_str(r"\-");
                }
                '-' => self.hyphen(),
                '[' => return None,
                c @ ('&' | '~' | '^') => {
                    self.out.push('\\');
                    self.out.push(c);
                }
                c => self.out.push(c),
            }
            first = false;
        }
        self.out.push(']');
        Some(())
    }

    /// A hyphen behind a whole range stands for itself.
    fn hyphen(&mut self) {
        let mut back = self.out.chars().rev();
        let after_range =
            back.next().is_some() && back.next() == Some('-') && back.next() != Some('\\');
        self.out.push_str(if after_range { r"\-" } else { "-" });
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Blocks of Unicode by the names of XML Schema.
const BLOCKS: [(&str, u32, u32); 24] = [
    ("BasicLatin", 0x0, 0x7F),
    ("Latin-1Supplement", 0x80, 0xFF),
    ("LatinExtended-A", 0x100, 0x17F),
    ("LatinExtended-B", 0x180, 0x24F),
    ("IPAExtensions", 0x250, 0x2AF),
    ("SpacingModifierLetters", 0x2B0, 0x2FF),
    ("CombiningDiacriticalMarks", 0x300, 0x36F),
    ("Greek", 0x370, 0x3FF),
    ("GreekandCoptic", 0x370, 0x3FF),
    ("Cyrillic", 0x400, 0x4FF),
    ("Hebrew", 0x590, 0x5FF),
    ("Arabic", 0x600, 0x6FF),
    ("Thai", 0xE00, 0xE7F),
    ("HangulJamo", 0x1100, 0x11FF),
    ("GeneralPunctuation", 0x2000, 0x206F),
    ("CurrencySymbols", 0x20A0, 0x20CF),
    ("Arrows", 0x2190, 0x21FF),
    ("MathematicalOperators", 0x2200, 0x22FF),
    ("CJKSymbolsandPunctuation", 0x3000, 0x303F),
    ("Hiragana", 0x3040, 0x309F),
    ("Katakana", 0x30A0, 0x30FF),
    ("Bopomofo", 0x3100, 0x312F),
    ("CJKUnifiedIdeographs", 0x4E00, 0x9FFF),
    ("HangulSyllables", 0xAC00, 0xD7AF),
];

pub(super) fn matches(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let (input, pattern) = (text_of(arguments.first())?, text_of(arguments.get(1))?);
    let regex = compiled(machine, pattern, flags(arguments.get(2))?)?;
    if !machine.takes(input.len()) {
        return None;
    }
    regex.is_match(input).ok().map(Val::Bool)
}

/// One piece of a replacement.
enum Piece {
    Text(String),
    Group(usize),
}

/// Reads `$N`, `\$` and `\\`; anything else behind these signs is wrong.
fn pieces(replacement: &str, groups: usize, literal: bool) -> Option<Vec<Piece>> {
    if literal {
        return Some(vec![Piece::Text(replacement.to_owned())]);
    }
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = replacement.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next()? {
                c @ ('\\' | '$') => text.push(c),
                _ => return None,
            },
            '$' => {
                let mut number = usize::try_from(rest.next()?.to_digit(10)?).ok()?;
                while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
                    let longer = number * 10 + usize::try_from(digit).ok()?;
                    if longer > groups {
                        break;
                    }
                    number = longer;
                    rest.next();
                }
                pieces.push(Piece::Text(std::mem::take(&mut text)));
                pieces.push(Piece::Group(number));
            }
            c => text.push(c),
        }
    }
    pieces.push(Piece::Text(text));
    Some(pieces)
}

pub(super) fn replace(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let (input, pattern) = (text_of(arguments.first())?, text_of(arguments.get(1))?);
    let replacement = text_of(arguments.get(2))?;
    let flags = flags(arguments.get(3))?;
    let regex = compiled(machine, pattern, flags)?;
    if !machine.takes(input.len()) || regex.is_match("").ok()? {
        return None;
    }
    let pieces = pieces(
        replacement,
        regex.captures_len().saturating_sub(1),
        flags.literal,
    )?;
    let mut out = String::new();
    let mut last = 0;
    for found in regex.captures_iter(input) {
        let found = found.ok()?;
        let whole = found.get(0)?;
        out.push_str(input.get(last..whole.start())?);
        for piece in &pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Group(group) => {
                    out.push_str(found.get(*group).map_or("", |group| group.as_str()));
                }
            }
        }
        last = whole.end();
        if !machine.writes(out.len() / 64 + 1) {
            return None;
        }
    }
    out.push_str(input.get(last..)?);
    machine.writes(out.len()).then(|| Val::text(out))
}

pub(super) fn split(machine: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let (input, pattern) = (text_of(arguments.first())?, text_of(arguments.get(1))?);
    let regex = compiled(machine, pattern, Flags::default())?;
    if !machine.takes(input.len()) {
        return None;
    }
    let parts: Result<Vec<&str>, _> = regex.split(input).collect();
    Some(Val::list(parts.ok()?.into_iter().map(Val::text).collect()))
}
