//! Licence expressions (SPDX 2.3, annex D), with the slash that old crates write
//! for OR.

/// A licence expression, or the reason why it is none.
#[derive(Debug, PartialEq, Eq)]
pub enum Licence {
    /// An identifier, perhaps `ID WITH EXCEPTION`.
    One(String),
    /// Both hold.
    And(Box<Licence>, Box<Licence>),
    /// The taker chooses.
    Or(Box<Licence>, Box<Licence>),
}

impl Licence {
    /// Reads an expression.
    ///
    /// # Errors
    /// With the place that cannot be understood.
    pub fn read(text: &str) -> Result<Self, String> {
        let spaced = text
            .replace('(', " ( ")
            .replace(')', " ) ")
            .replace('/', " OR ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let mut reader = Reader {
            words: &words,
            at: 0,
        };
        let licence = reader.either()?;
        match reader.words.get(reader.at) {
            None => Ok(licence),
            Some(word) => Err(format!("`{word}` was not expected in `{text}`")),
        }
    }

    /// True when the taker can keep to licences of the list.
    pub fn is_allowed(&self, list: &[String]) -> bool {
        match self {
            Self::One(id) => list
                .iter()
                .any(|allowed| allowed == id.trim_end_matches('+')),
            Self::And(left, right) => left.is_allowed(list) && right.is_allowed(list),
            Self::Or(left, right) => left.is_allowed(list) || right.is_allowed(list),
        }
    }
}

struct Reader<'a> {
    words: &'a [&'a str],
    at: usize,
}

impl Reader<'_> {
    fn next_is(&mut self, wanted: &str) -> bool {
        let is = self
            .words
            .get(self.at)
            .is_some_and(|word| word.eq_ignore_ascii_case(wanted));
        self.at += usize::from(is);
        is
    }

    /// OR binds least.
    fn either(&mut self) -> Result<Licence, String> {
        let mut left = self.both()?;
        while self.next_is("OR") {
            left = Licence::Or(Box::new(left), Box::new(self.both()?));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Licence, String> {
        let mut left = self.one()?;
        while self.next_is("AND") {
            left = Licence::And(Box::new(left), Box::new(self.one()?));
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Licence, String> {
        if self.next_is("(") {
            let inside = self.either()?;
            return if self.next_is(")") {
                Ok(inside)
            } else {
                Err("a parenthesis is not closed".into())
            };
        }
        let id = self.id()?;
        if self.next_is("WITH") {
            return Ok(Licence::One(format!("{id} WITH {}", self.id()?)));
        }
        Ok(Licence::One(id))
    }

    fn id(&mut self) -> Result<String, String> {
        let word = self
            .words
            .get(self.at)
            .ok_or("a licence is missing at the end")?;
        let reserved = ["AND", "OR", "WITH", "(", ")"]
            .iter()
            .any(|other| word.eq_ignore_ascii_case(other));
        if reserved
            || !word
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-.+:".contains(c))
        {
            return Err(format!("`{word}` stands where a licence should"));
        }
        self.at += 1;
        Ok((*word).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<bool>) {
        let list =
            ["MIT", "Apache-2.0", "ISC", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        assert_eq!(
            Licence::read(text)
                .ok()
                .map(|licence| licence.is_allowed(&list)),
            expected,
            "{text}"
        );
    }

    #[test]
    fn expressions_are_weighed() {
        check("MIT", Some(true));
        check("GPL-3.0-only", Some(false));
        check("MIT OR GPL-3.0-only", Some(true));
        check("MIT AND GPL-3.0-only", Some(false));
        check("MIT/Apache-2.0", Some(true));
        check("Apache-2.0 / MIT / MPL-2.0", Some(true));
        check("GPL-2.0-only OR MIT AND ISC", Some(true));
        check("(GPL-2.0-only OR MIT) AND GPL-2.0-only", Some(false));
        check(
            "ISC AND (Apache-2.0 OR ISC) AND (Apache-2.0 OR ISC OR MIT-0)",
            Some(true),
        );
        check("Apache-2.0 WITH LLVM-exception", Some(true));
        check("MIT WITH Classpath-exception-2.0", Some(false));
        check("Apache-2.0+", Some(true));
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        for text in [
            "",
            "MIT OR",
            "(MIT",
            "MIT)",
            "AND MIT",
            "MIT Apache-2.0",
            "see LICENSE, please",
            "MIT WITH",
        ] {
            check(text, None);
        }
    }
}
