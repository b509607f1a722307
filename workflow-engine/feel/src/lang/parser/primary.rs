//! Values that stand alone (DMN 1.5 grammar rules 5, 33, 45–49, 55–61).

use super::{Parser, Read};
use crate::Problem;
use crate::lang::expr::{Domain, Expr, Kind, Param, Ref};
use crate::lang::names;
use crate::lang::types::Type;
use crate::lang::val::Val;
use std::sync::Arc;

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Read<Expr> {
        let start = self.at;
        if let Some(number) = self.number()? {
            return Ok(number);
        }
        if let Some(text) = self.quoted()? {
            return Ok(self.node(start, Kind::Literal(Val::text(text))));
        }
        if let Some(temporal) = self.at_literal()? {
            return Ok(temporal);
        }
        match self.rest().chars().next() {
            Some('(') => self.deeper(|parser| parser.bracket(start)),
            Some('[') => self.deeper(|parser| parser.list_or_range(start)),
            Some(']') => self.deeper(|parser| parser.excluding_range(start)),
            Some('{') => self.deeper(|parser| parser.context(start)),
            _ => self.word(start),
        }
    }

    fn word(&mut self, start: usize) -> Read<Expr> {
        let known = self.scope.longest(self.rest());
        let is_longer = |word: &str| {
            known
                .as_ref()
                .is_none_or(|(_, length)| *length <= word.len())
        };
        for (word, value) in [
            ("true", Val::Bool(true)),
            ("false", Val::Bool(false)),
            ("null", Val::Null),
        ] {
            if self.sees_word(word) && is_longer(word) {
                self.needs_word(word)?;
                return Ok(self.node(start, Kind::Literal(value)));
            }
        }
        if self.sees_word("if") && is_longer("if") {
            return self.conditional(start);
        }
        if self.sees_word("for") && is_longer("for") {
            return self.iteration(start);
        }
        if self.sees_word("some") && is_longer("some")
            || self.sees_word("every") && is_longer("every")
        {
            return self.quantified(start);
        }
        if self.sees_word("function") && is_longer("function") {
            return self.function(start, None);
        }
        let (name, length) = match known {
            Some(known) => known,
            None => {
                let length = names::word(self.rest()).ok_or_else(|| self.wrong("a value"))?;
                let word = self.rest().get(..length).unwrap_or_default();
                if names::is_keyword(word) && word != "not" {
                    return Err(self.wrong("a value"));
                }
                (Arc::from(word), length)
            }
        };
        self.pass(length)?;
        let called = self.sees("(");
        let meaning = self.scope.resolve(&name, called);
        Ok(self.node(start, Kind::Name(name, meaning)))
    }

    /// `(a)`, `(a..b)`, `(< a)`
    fn bracket(&mut self, start: usize) -> Read<Expr> {
        self.needs("(")?;
        if self.sees("..") {
            return self.range_to(start, None);
        }
        if let Some(sign) = self.comparison_sign()? {
            let value = self.sum()?;
            self.needs(")")?;
            return match super::tests::half(sign, value) {
                Ok(kind) => Ok(self.node(start, kind)),
                Err(value) => Ok(self.node(start, Kind::Point(Box::new(value)))),
            };
        }
        let inside = self.expression()?;
        if self.sees("..") {
            return self.range_to(start, Some((Box::new(inside), false)));
        }
        self.needs(")")?;
        // The brackets belong to its place.
        Ok(self.node(start, inside.kind))
    }

    /// `[a, b]`, `[a..b]`
    fn list_or_range(&mut self, start: usize) -> Read<Expr> {
        self.needs("[")?;
        if self.takes("]")? {
            return Ok(self.node(start, Kind::List(Vec::new())));
        }
        let first = self.expression()?;
        if self.sees("..") {
            return self.range_to(start, Some((Box::new(first), true)));
        }
        let mut items = vec![first];
        while self.takes(",")? {
            items.push(self.expression()?);
        }
        self.needs("]")?;
        Ok(self.node(start, Kind::List(items)))
    }

    /// `]a..b[`
    fn excluding_range(&mut self, start: usize) -> Read<Expr> {
        self.needs("]")?;
        if self.sees("..") {
            return self.range_to(start, None);
        }
        let first = self.expression()?;
        self.range_to(start, Some((Box::new(first), false)))
    }

    fn range_to(&mut self, start: usize, low: Option<(Box<Expr>, bool)>) -> Read<Expr> {
        self.needs("..")?;
        let high = if self.sees(")") || self.sees("[") {
            None
        } else {
            let outer = std::mem::replace(&mut self.in_range, true);
            let high = self.expression();
            self.in_range = outer;
            Some(Box::new(high?))
        };
        let included = if self.takes("]")? {
            true
        } else if self.takes(")")? || self.takes("[")? {
            false
        } else {
            return Err(self.wrong("`]` or `)`"));
        };
        if low.is_none() && high.is_none() {
            return Err(self.wrong("an end of the range"));
        }
        let range = Kind::Range {
            start: low,
            end: high.map(|high| (high, included)),
        };
        Ok(self.node(start, range))
    }

    fn context(&mut self, start: usize) -> Read<Expr> {
        self.needs("{")?;
        let first = self.scope.next();
        let mut entries: Vec<(Arc<str>, Expr)> = Vec::new();
        while !self.takes("}")? {
            let name: Arc<str> = match self.quoted()? {
                Some(text) => text.into(),
                None => self.name_until(&[':'])?.into(),
            };
            self.needs(":")?;
            let begin = self.at;
            let value = if self.sees_word("function") {
                let place = self.scope.next();
                self.scope.bind(&name);
                let value = self.function(begin, Some(place));
                self.scope.unbind(place);
                value?
            } else {
                self.expression()?
            };
            self.scope.bind(&name);
            entries.push((name, value));
            if !self.takes(",")? && !self.sees("}") {
                return Err(self.wrong("`,` or `}`"));
            }
        }
        self.scope.unbind(first);
        Ok(self.node(start, Kind::Context(entries)))
    }

    /// A new name: everything up to one of these signs.
    pub(super) fn name_until(&mut self, ends: &[char]) -> Read<String> {
        let rest = self.rest();
        let end = rest
            .find(|c| ends.contains(&c))
            .ok_or_else(|| self.wrong("a name"))?;
        let name = rest.get(..end).unwrap_or_default();
        let sign = |c: char| names::is_part(c) || c.is_whitespace() || "'’-+*/.".contains(c);
        let is_name = name.chars().next().is_some_and(names::is_start) && name.chars().all(sign);
        if !is_name {
            return Err(self.wrong("a name"));
        }
        self.pass(end)?;
        Ok(names::spelled(name))
    }

    fn conditional(&mut self, start: usize) -> Read<Expr> {
        self.needs_word("if")?;
        let condition = Box::new(self.expression()?);
        self.needs_word("then")?;
        let then = Box::new(self.expression()?);
        self.needs_word("else")?;
        let otherwise = Box::new(self.expression()?);
        Ok(self.node(start, Kind::If(condition, then, otherwise)))
    }

    /// A variable and what it goes through, bound from here on.
    fn domain(&mut self) -> Read<Domain> {
        let rest = self.rest();
        let end = rest
            .match_indices("in")
            .map(|(at, _)| at)
            .find(|at| {
                let before = rest
                    .get(..*at)
                    .and_then(|before| before.chars().next_back());
                let after = rest.get(at + 2..).and_then(|after| after.chars().next());
                before.is_some_and(char::is_whitespace) && !after.is_some_and(names::is_part)
            })
            .ok_or_else(|| self.wrong("a variable and `in`"))?;
        let name = rest.get(..end).unwrap_or_default().trim();
        if !name.chars().next().is_some_and(names::is_start)
            || name.contains(['(', '[', '{', '"', ','])
        {
            return Err(self.wrong("a variable"));
        }
        self.pass(end)?;
        self.needs_word("in")?;
        let from = self.expression()?;
        let domain = if self.takes("..")? {
            Domain::FromTo(from, self.expression()?)
        } else {
            Domain::List(from)
        };
        self.scope.bind(name);
        Ok(domain)
    }

    fn domains(&mut self) -> Read<Vec<Domain>> {
        let mut domains = vec![self.domain()?];
        while self.takes(",")? {
            domains.push(self.domain()?);
        }
        Ok(domains)
    }

    fn iteration(&mut self, start: usize) -> Read<Expr> {
        self.needs_word("for")?;
        let at = self.scope.next();
        let domains = self.domains()?;
        self.needs_word("return")?;
        let place = self.scope.next();
        self.scope.bind("partial");
        let body = Box::new(self.expression()?);
        self.scope.unbind(at);
        let mut partial = false;
        body.walk(&mut |part| partial |= reads_local(part, place));
        let kind = Kind::For {
            at,
            domains,
            partial,
            body,
        };
        Ok(self.node(start, kind))
    }

    fn quantified(&mut self, start: usize) -> Read<Expr> {
        let every = self.takes_word("every")?;
        if !every {
            self.needs_word("some")?;
        }
        let at = self.scope.next();
        let domains = self.domains()?;
        self.needs_word("satisfies")?;
        let satisfies = Box::new(self.expression()?);
        self.scope.unbind(at);
        let kind = Kind::Quantified {
            every,
            at,
            domains,
            satisfies,
        };
        Ok(self.node(start, kind))
    }

    fn function(&mut self, start: usize, itself: Option<u32>) -> Read<Expr> {
        self.needs_word("function")?;
        self.needs("(")?;
        let at = self.scope.next();
        let mut params = Vec::new();
        while !self.takes(")")? {
            let name = self.name_until(&[':', ',', ')'])?;
            let of = if self.takes(":")? {
                self.type_name()?
            } else {
                Type::Any
            };
            params.push(Param {
                name: name.into(),
                of,
            });
            if !self.takes(",")? && !self.sees(")") {
                return Err(self.wrong("`,` or `)`"));
            }
        }
        if self.sees_word("external") {
            return Err(Problem::External {
                kind: "external".to_owned(),
            });
        }
        for param in &params {
            self.scope.bind(&param.name);
        }
        let body = self.expression()?;
        self.scope.unbind(at);
        let kind = Kind::Function {
            params: params.into(),
            body: Arc::new(body),
            itself,
            at,
        };
        Ok(self.node(start, kind))
    }
}

/// Whether a name stands for the value at this place.
fn reads_local(part: &Expr, place: u32) -> bool {
    match &part.kind {
        Kind::Name(_, Ref::Local(local)) => *local == place,
        Kind::Name(_, Ref::Entry { otherwise, .. }) => {
            matches!(**otherwise, Ref::Local(local) if local == place)
        }
        _ => false,
    }
}
