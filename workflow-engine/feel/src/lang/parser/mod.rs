//! From text to expression. Names are resolved while reading, because the grammar depends on them.

mod literal;
mod operators;
mod postfix;
mod primary;
mod scope;
mod tests;
mod types;

use super::expr::{Expr, Kind, Span};
use super::types::Type;
use crate::Problem;
use scope::Scope;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Longest text, in bytes.
pub const MAX_TEXT: usize = 64 * 1024;
/// Deepest nesting.
pub const MAX_NESTING: usize = 200;
/// Longest chain of operators, filters, paths or calls without brackets.
pub const MAX_CHAIN: usize = 2_000;

/// What a text may refer to.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Names of values that are given from outside.
    pub inputs: Vec<String>,
    /// Names of entries, which matter where they hold spaces or signs.
    pub entries: Vec<String>,
    /// Types by name.
    pub types: BTreeMap<String, Type>,
    /// Whether a name that is not known counts as an input that is not given yet.
    pub open: bool,
    /// Whether what is given from outside is never a function: then `date(…)` calls the function
    /// of the language also where a variable is named `date`.
    pub values_only: bool,
}

/// What was read.
#[derive(Debug)]
pub struct Parsed {
    /// The expression.
    pub expr: Expr,
    /// The names of the inputs that it reads, in the order of their places.
    pub reads: Vec<Arc<str>>,
}

/// Reads one expression (DMN 1.5 grammar rule 1).
///
/// # Errors
/// [`Problem::TooLong`], [`Problem::TooDeep`], [`Problem::External`], [`Problem::Syntax`].
pub fn expression(text: &str, vocabulary: &Vocabulary) -> Result<Parsed, Problem> {
    read(text, vocabulary, Parser::expression)
}

/// Reads unary tests over `?` (DMN 1.5 grammar rule 15).
///
/// # Errors
/// As [`expression`].
pub fn unary_tests(text: &str, vocabulary: &Vocabulary) -> Result<Parsed, Problem> {
    read(text, vocabulary, Parser::unary_tests)
}

fn read<'t>(
    text: &'t str,
    vocabulary: &'t Vocabulary,
    rule: fn(&mut Parser<'t>) -> Result<Expr, Problem>,
) -> Result<Parsed, Problem> {
    if text.len() > MAX_TEXT {
        return Err(Problem::TooLong {
            bytes: text.len(),
            limit: MAX_TEXT,
        });
    }
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
        in_range: false,
        scope: Scope::new(vocabulary),
    };
    parser.space()?;
    let expr = rule(&mut parser)?;
    if parser.at < text.len() {
        return Err(parser.wrong("an operator or the end"));
    }
    Ok(Parsed {
        expr,
        reads: parser.scope.reads(),
    })
}

/// Where reading stands.
struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    /// Whether a range is open whose end may be written `[`.
    in_range: bool,
    scope: Scope<'t>,
}

type Read<T> = Result<T, Problem>;

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What is wrong here: something else was expected.
    fn wrong(&self, expected: &str) -> Problem {
        let found: String = self.rest().chars().take(12).collect();
        Problem::Syntax {
            at: self.at,
            expected: expected.to_owned(),
            found,
        }
    }

    /// Passes over white space and comments.
    fn space(&mut self) -> Read<()> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(is_space);
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find(['\n', '\r']).unwrap_or(trimmed.len());
            } else if let Some(inside) = trimmed.strip_prefix("/*") {
                let end = inside
                    .find("*/")
                    .ok_or_else(|| self.wrong("the end of the comment"))?;
                self.at += end + 4;
            } else {
                return Ok(());
            }
        }
    }

    /// Passes over so many bytes and the space behind them.
    fn pass(&mut self, length: usize) -> Read<()> {
        self.at += length;
        self.space()
    }

    /// Whether this sign stands here.
    fn sees(&self, sign: &str) -> bool {
        self.rest().starts_with(sign)
    }

    /// Passes over a sign, when it stands here.
    fn takes(&mut self, sign: &str) -> Read<bool> {
        if !self.sees(sign) {
            return Ok(false);
        }
        self.pass(sign.len())?;
        Ok(true)
    }

    /// Passes over a sign that must stand here.
    fn needs(&mut self, sign: &str) -> Read<()> {
        if self.takes(sign)? {
            Ok(())
        } else {
            Err(self.wrong(&format!("`{sign}`")))
        }
    }

    /// Whether this word stands here, whole.
    fn sees_word(&self, word: &str) -> bool {
        self.rest()
            .strip_prefix(word)
            .is_some_and(|after| !after.chars().next().is_some_and(super::names::is_part))
    }

    /// Passes over a word, when it stands here, whole.
    fn takes_word(&mut self, word: &str) -> Read<bool> {
        if !self.sees_word(word) {
            return Ok(false);
        }
        self.pass(word.len())?;
        Ok(true)
    }

    /// Passes over a word that must stand here.
    fn needs_word(&mut self, word: &str) -> Read<()> {
        if self.takes_word(word)? {
            Ok(())
        } else {
            Err(self.wrong(&format!("`{word}`")))
        }
    }

    /// Reads one level deeper.
    fn deeper<T>(&mut self, rule: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= MAX_NESTING {
            return Err(Problem::TooDeep {
                at: self.at,
                limit: MAX_NESTING,
            });
        }
        self.depth += 1;
        let read = stacker::maybe_grow(128 * 1024, 1024 * 1024, || rule(self));
        self.depth -= 1;
        read
    }

    /// Counts the links of a chain.
    fn link(&self, links: &mut usize) -> Read<()> {
        *links += 1;
        if *links > MAX_CHAIN {
            return Err(Problem::TooDeep {
                at: self.at,
                limit: MAX_CHAIN,
            });
        }
        Ok(())
    }

    /// An expression with the place where it began.
    fn node(&self, start: usize, kind: Kind) -> Expr {
        let before = self.text.get(..self.at).unwrap_or_default();
        let end = before.trim_end_matches(is_space).len().max(start);
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Expr {
            span: Span {
                start: offset(start),
                end: offset(end),
            },
            kind,
        }
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{180e}' | '\u{200b}')
}
