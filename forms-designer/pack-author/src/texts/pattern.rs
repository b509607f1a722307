//! The grammar of a text (Fluent 1.0, `Pattern`): characters, and places in braces that hold values.

use std::collections::BTreeSet;

/// Deepest nesting of places, as the texts of a pack are read with.
pub const MAX_PLACES: usize = 32;

/// The variables of a text; else the byte at which it is no text.
pub(super) fn variables(text: &str) -> Result<BTreeSet<String>, usize> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
        found: BTreeSet::new(),
    };
    reader.pattern(false)?;
    match reader.at == text.len() {
        true => Ok(reader.found),
        false => Err(reader.at),
    }
}

/// Whether this is a name of Fluent: a letter, then letters, digits, `-` and `_`.
pub(super) fn is_name(name: &str) -> bool {
    let more = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(more)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    found: BTreeSet<String>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn sees(&self, sign: &str) -> bool {
        self.rest().starts_with(sign)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let sees = self.sees(sign);
        if sees {
            self.at += sign.len();
        }
        sees
    }

    fn needs(&mut self, sign: &str) -> Result<(), usize> {
        match self.takes(sign) {
            true => Ok(()),
            false => Err(self.at),
        }
    }

    fn blank(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\n']).len();
    }

    fn name(&mut self) -> Result<&'t str, usize> {
        let rest = self.rest();
        let more = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let end = rest.find(|c| !more(c)).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        if !is_name(name) {
            return Err(self.at);
        }
        self.at += end;
        Ok(name)
    }

    /// Characters and places, of a variant up to the sign that begins the next one.
    fn pattern(&mut self, variant: bool) -> Result<(), usize> {
        loop {
            let rest = self.rest();
            let end = rest.find(['{', '}']).unwrap_or(rest.len());
            let plain = rest.get(..end).unwrap_or_default();
            if variant && let Some(next) = next_variant(plain) {
                self.at += next;
                return Ok(());
            }
            self.at += end;
            if !self.takes("{") {
                return Ok(());
            }
            self.place()?;
        }
    }

    /// What stands behind an opening brace, up to its closing one.
    fn place(&mut self) -> Result<(), usize> {
        self.depth += 1;
        if self.depth > MAX_PLACES {
            return Err(self.at);
        }
        self.blank();
        self.inline()?;
        self.blank();
        if self.takes("->") {
            self.variants()?;
        }
        self.needs("}")?;
        self.depth -= 1;
        Ok(())
    }

    fn inline(&mut self) -> Result<(), usize> {
        if self.takes("\"") {
            return self.quoted();
        }
        if self.takes("$") {
            let name = self.name()?;
            self.found.insert(name.to_owned());
            return Ok(());
        }
        if self.takes("{") {
            return self.place();
        }
        let number = |c: char| c.is_ascii_digit() || c == '-';
        let begins = self.rest().chars().nth(1);
        if self.rest().starts_with(|c: char| c.is_ascii_digit())
            || self.sees("-") && begins.is_some_and(|c| c.is_ascii_digit())
        {
            let rest = self.rest();
            let end = rest.find(|c| !number(c) && c != '.');
            self.at += end.unwrap_or(rest.len());
            return Ok(());
        }
        self.takes("-");
        self.name()?;
        if self.takes(".") {
            self.name()?;
        }
        let before = self.at;
        self.blank();
        match self.takes("(") {
            true => self.arguments(),
            false => {
                self.at = before;
                Ok(())
            }
        }
    }

    fn quoted(&mut self) -> Result<(), usize> {
        loop {
            let rest = self.rest();
            let end = rest.find(['"', '\\', '\n']).ok_or(self.at)?;
            self.at += end;
            if self.takes("\"") {
                return Ok(());
            }
            if !self.takes("\\") {
                return Err(self.at);
            }
            let digits = match self.rest().chars().next() {
                Some('"' | '\\') => 0,
                Some('u') => 4,
                Some('U') => 6,
                _ => return Err(self.at),
            };
            self.at += 1;
            let code = self.rest().get(..digits).ok_or(self.at)?;
            if !code.chars().all(|c| c.is_ascii_hexdigit()) {
                return Err(self.at);
            }
            self.at += digits;
        }
    }

    fn arguments(&mut self) -> Result<(), usize> {
        self.depth += 1;
        if self.depth > MAX_PLACES {
            return Err(self.at);
        }
        loop {
            self.blank();
            if self.takes(")") {
                self.depth -= 1;
                return Ok(());
            }
            self.inline()?;
            self.blank();
            if self.takes(":") {
                self.blank();
                self.inline()?;
                self.blank();
            }
            if !self.takes(",") && !self.sees(")") {
                return Err(self.at);
            }
        }
    }

    /// The variants of a choice; one of them is the default.
    fn variants(&mut self) -> Result<(), usize> {
        let mut defaults = 0;
        loop {
            self.blank();
            if self.sees("}") && defaults == 1 {
                return Ok(());
            }
            defaults += usize::from(self.takes("*"));
            self.needs("[")?;
            self.blank();
            let key = self.rest();
            let end = key.find([']', ' ', '\n']).ok_or(self.at)?;
            let number = key.get(..end).unwrap_or_default();
            let numeric = number.trim_start_matches('-');
            let numeric =
                !numeric.is_empty() && numeric.chars().all(|c| c.is_ascii_digit() || c == '.');
            match numeric {
                true => self.at += end,
                false => {
                    self.name()?;
                }
            }
            self.blank();
            self.needs("]")?;
            self.pattern(true)?;
        }
    }
}

/// Where in the text of a variant a line begins the next one.
fn next_variant(text: &str) -> Option<usize> {
    let mut starts = text.match_indices('\n').map(|(at, _)| at + 1);
    starts.find(|at| {
        let line = text.get(*at..).unwrap_or_default().trim_start_matches(' ');
        line.starts_with('[') || line.starts_with("*[")
    })
}
