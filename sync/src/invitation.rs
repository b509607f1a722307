//! The invitation to enrol a computer: where the agency's server is, how to know
//! it, a one-time code, and for whom it is. Crockford base32 in numbered lines that can be read
//! aloud; every line carries a check character, so a slip is found in its line.
//!
//! Bytes: version 2, count of URLs, each as length and text, 32 bytes SHA-256 of
//! the agency's root certificate (DER), length and text of the code, of the
//! agency's name and of the person's name, first 4 bytes of the SHA-256 of all
//! before. Lines: four groups of five characters, the
//! last character of a line its check; the first line says `ANTOU-1`.

use crate::{Facts, Hash};

/// Server addresses in one invitation.
pub const SERVERS_MAX: usize = 4;
/// Bytes of one server address.
pub const SERVER_BYTES_MAX: usize = 200;
/// Characters of the one-time code.
pub const CODE_MAX: usize = 32;
/// Bytes of the agency's name and of the person's; a longer name is cut.
pub const NAME_BYTES_MAX: usize = 120;
/// Bytes of text that are read at all.
pub const TEXT_BYTES_MAX: usize = 16 * 1024;

const TITLE: &str = "ANTOU-1";
const VERSION: u8 = 2;
const CHECKSUM: usize = 4;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Data characters in a line; the twentieth is the check.
const LINE: usize = 19;
const GROUP: usize = 5;

/// What a person needs to enrol a computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Where the server may be found, best first: `https://` addresses.
    pub servers: Vec<String>,
    /// SHA-256 of the agency's root certificate, DER.
    pub root: Hash,
    /// The one-time code: capital letters, digits and hyphens.
    pub code: String,
    /// Name of the agency. It proves nothing; the fingerprint does.
    pub agency: String,
    /// Name of the person whose computer is to be enrolled.
    pub person: String,
}

/// As much of a name as an invitation holds.
#[must_use]
pub fn fitting(name: &str) -> String {
    let mut kept = String::new();
    for character in name.chars().filter(|one| !one.is_control()) {
        if kept.len() + character.len_utf8() > NAME_BYTES_MAX {
            break;
        }
        kept.push(character);
    }
    kept
}

/// Why a text is no invitation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// It does not begin as an invitation does, or is far too long.
    #[error("this is no invitation")]
    NoInvitation,
    /// A character that the alphabet does not have.
    #[error("line {line} has the character {character:?}")]
    Character {
        /// Which line, from 1.
        line: usize,
        /// The character.
        character: char,
    },
    /// A slip in this line.
    #[error("line {line} does not add up")]
    Line {
        /// Which line, from 1.
        line: usize,
    },
    /// Every line is right but the whole is not: a line is missing or twice.
    #[error("the lines do not belong together")]
    Whole,
    /// Made by another version.
    #[error("version {0} is not known")]
    Version(u8),
    /// A part is missing, too long, or no `https://` address.
    #[error("the {0} cannot be used")]
    Part(&'static str),
}

impl Unusable {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoInvitation => "invitation-none",
            Self::Character { .. } => "invitation-character",
            Self::Line { .. } => "invitation-line",
            Self::Whole => "invitation-whole",
            Self::Version(_) => "invitation-version",
            Self::Part(_) => "invitation-part",
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::NoInvitation | Self::Whole => Facts::new(),
            Self::Character { line, character } => crate::facts([
                ("line", line.to_string()),
                ("character", character.to_string()),
            ]),
            Self::Line { line } => crate::facts([("line", line.to_string())]),
            Self::Version(version) => crate::facts([("version", version.to_string())]),
            Self::Part(part) => crate::facts([("part", (*part).to_owned())]),
        }
    }
}

impl Invitation {
    /// The text form, ending in a line feed.
    ///
    /// # Errors
    /// [`Unusable::Part`] when a part is over its limit.
    pub fn to_text(&self) -> Result<String, Unusable> {
        self.check()?;
        let symbols = to_symbols(&self.to_bytes());
        let mut text = format!("{TITLE}\n");
        for (number, data) in symbols.chunks(LINE).enumerate() {
            let mut line = data.to_vec();
            line.push(check_symbol(number, data));
            for (index, group) in line.chunks(GROUP).enumerate() {
                if index > 0 {
                    text.push('-');
                }
                text.extend(group.iter().map(|symbol| letter(*symbol)));
            }
            text.push('\n');
        }
        Ok(text)
    }

    /// Reads the text form: case, spaces and hyphens do not matter, `O` is 0,
    /// `I` and `L` are 1.
    ///
    /// # Errors
    /// What is wrong with it, with the line where that can be said.
    pub fn from_text(text: &str) -> Result<Self, Unusable> {
        if text.len() > TEXT_BYTES_MAX {
            return Err(Unusable::NoInvitation);
        }
        let text = text
            .trim_start_matches('\u{feff}')
            .trim()
            .to_ascii_uppercase();
        let body = text.strip_prefix(TITLE).ok_or(Unusable::NoInvitation)?;
        let bytes = from_symbols(&read_lines(body)?).ok_or(Unusable::Whole)?;
        Self::from_bytes(&bytes)
    }

    fn to_bytes(&self) -> Vec<u8> {
        // The lengths fit: `check` holds them below 256.
        let short = |text: &str| {
            let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
            [&[length], text.as_bytes()].concat()
        };
        let mut bytes = vec![VERSION, u8::try_from(self.servers.len()).unwrap_or(u8::MAX)];
        for server in &self.servers {
            bytes.extend(short(server));
        }
        bytes.extend(self.root.0);
        for text in [&self.code, &self.agency, &self.person] {
            bytes.extend(short(text));
        }
        let sum = Hash::of(&bytes);
        bytes.extend(&sum.0[..CHECKSUM]);
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, Unusable> {
        let (body, sum) = bytes
            .split_last_chunk::<CHECKSUM>()
            .ok_or(Unusable::Whole)?;
        if Hash::of(body).0[..CHECKSUM] != *sum {
            return Err(Unusable::Whole);
        }
        let mut rest = Rest(body);
        match rest.byte()? {
            VERSION => {}
            other => return Err(Unusable::Version(other)),
        }
        let count = rest.byte()?;
        let servers = (0..count).map(|_| rest.short()).collect::<Result<_, _>>()?;
        let root = Hash::from_slice(rest.take(32)?).ok_or(Unusable::Whole)?;
        let invitation = Self {
            servers,
            root,
            code: rest.short()?,
            agency: rest.short()?,
            person: rest.short()?,
        };
        if !rest.0.is_empty() {
            return Err(Unusable::Whole);
        }
        invitation.check()?;
        Ok(invitation)
    }

    fn check(&self) -> Result<(), Unusable> {
        let server = |text: &String| {
            text.len() <= SERVER_BYTES_MAX
                && text
                    .strip_prefix("https://")
                    .is_some_and(|host| !host.is_empty())
                && text.bytes().all(|byte| byte.is_ascii_graphic())
        };
        let character =
            |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
        if !(1..=SERVERS_MAX).contains(&self.servers.len()) || !self.servers.iter().all(server) {
            return Err(Unusable::Part("server"));
        }
        if !(1..=CODE_MAX).contains(&self.code.len()) || !self.code.bytes().all(character) {
            return Err(Unusable::Part("code"));
        }
        let name = |text: &String| {
            (1..=NAME_BYTES_MAX).contains(&text.len()) && !text.chars().any(char::is_control)
        };
        if !name(&self.agency) {
            return Err(Unusable::Part("agency"));
        }
        if !name(&self.person) {
            return Err(Unusable::Part("person"));
        }
        Ok(())
    }
}

struct Rest<'b>(&'b [u8]);

impl<'b> Rest<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], Unusable> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Unusable::Whole)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Unusable> {
        self.take(1).map(|byte| byte[0])
    }

    fn short(&mut self) -> Result<String, Unusable> {
        let length = self.byte()?;
        let text = self.take(usize::from(length))?;
        String::from_utf8(text.to_vec()).map_err(|_| Unusable::Whole)
    }
}

/// The data symbols of all lines, each line's check tried. Lines are counted by
/// characters, not by line feeds: a mail program may have joined them.
fn read_lines(body: &str) -> Result<Vec<u8>, Unusable> {
    let skipped = |character: &char| character.is_whitespace() || *character == '-';
    let mut symbols = Vec::new();
    for character in body.chars().filter(|one| !skipped(one)) {
        let line = symbols.len() / (LINE + 1) + 1;
        symbols.push(symbol(character).ok_or(Unusable::Character { line, character })?);
    }
    let mut data = Vec::new();
    for (number, line) in symbols.chunks(LINE + 1).enumerate() {
        match line.split_last() {
            Some((check, rest)) if *check == check_symbol(number, rest) => data.extend(rest),
            _ => return Err(Unusable::Line { line: number + 1 }),
        }
    }
    Ok(data)
}

fn check_symbol(line: usize, data: &[u8]) -> u8 {
    let sum = Hash::of(&[line.to_string().as_bytes(), b":", data].concat());
    sum.0[0] & 31
}

fn letter(symbol: u8) -> char {
    char::from(ALPHABET[usize::from(symbol & 31)])
}

fn symbol(character: char) -> Option<u8> {
    let meant = match character {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET
        .iter()
        .position(|known| char::from(*known) == meant)?;
    u8::try_from(place).ok()
}

/// Five bits a symbol, the last one filled with zeros.
fn to_symbols(bytes: &[u8]) -> Vec<u8> {
    let bit = |index: usize| bytes[index / 8] >> (7 - index % 8) & 1;
    let bits: Vec<u8> = (0..bytes.len() * 8).map(bit).collect();
    bits.chunks(5)
        .map(|five| {
            (0..5).fold(0, |symbol, place| {
                symbol << 1 | five.get(place).unwrap_or(&0)
            })
        })
        .collect()
}

/// The bytes again; `None` when the filling is not zeros or too long.
fn from_symbols(symbols: &[u8]) -> Option<Vec<u8>> {
    let bits: Vec<u8> = symbols
        .iter()
        .flat_map(|symbol| (0..5).rev().map(move |place| symbol >> place & 1))
        .collect();
    let (bytes, filling) = bits.as_chunks::<8>();
    if filling.len() >= 5 || filling.contains(&1) {
        return None;
    }
    Some(
        bytes
            .iter()
            .map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | bit))
            .collect(),
    )
}
