//! Paths, filters and calls, which follow a value (DMN 1.5 grammar rules 38–45, 52).

use super::{Parser, Read};
use crate::lang::expr::{Expr, Kind};
use crate::lang::names;
use std::sync::Arc;

/// Properties of values whose names have several words.
const PHRASES: [&str; 3] = ["time offset", "start included", "end included"];

impl Parser<'_> {
    pub(super) fn postfix(&mut self) -> Read<Expr> {
        let (start, mut links) = (self.at, 0);
        let mut value = self.primary()?;
        loop {
            self.link(&mut links)?;
            if self.sees(".") && !self.sees("..") {
                self.needs(".")?;
                let name = self.entry_name()?;
                value = self.node(start, Kind::Path(Box::new(value), name));
            } else if self.sees("[") && !is_text_range(&value) {
                let (begin, before) = (self.at, self.scope.next());
                value = match self.filter(start, &value) {
                    Ok(filtered) => filtered,
                    // The sign may be the end of a range, and belong to nothing here.
                    Err(_) if self.in_range => {
                        self.at = begin;
                        self.scope.unbind(before);
                        return Ok(value);
                    }
                    Err(problem) => return Err(problem),
                };
            } else if self.sees("(") {
                value = self.call(start, value)?;
            } else {
                return Ok(value);
            }
        }
    }

    /// The name behind a point.
    fn entry_name(&mut self) -> Read<Arc<str>> {
        let own = PHRASES
            .into_iter()
            .find_map(|phrase| Some((Arc::from(phrase), names::found(phrase, self.rest())?)));
        let known = [self.scope.longest(self.rest()), own].into_iter().flatten();
        if let Some((name, length)) = known.max_by_key(|(_, length)| *length) {
            self.pass(length)?;
            return Ok(name);
        }
        let length = names::word(self.rest()).ok_or_else(|| self.wrong("a name"))?;
        let name = Arc::from(self.rest().get(..length).unwrap_or_default());
        self.pass(length)?;
        Ok(name)
    }

    fn filter(&mut self, start: usize, value: &Expr) -> Read<Expr> {
        self.needs("[")?;
        let place = self.scope.next();
        self.scope.bind_item();
        let condition = self.expression()?;
        self.scope.unbind(place);
        self.needs("]")?;
        Ok(self.node(
            start,
            Kind::Filter(Box::new(value.clone()), place, Box::new(condition)),
        ))
    }

    fn call(&mut self, start: usize, function: Expr) -> Read<Expr> {
        let function = Box::new(function);
        self.needs("(")?;
        if self.takes(")")? {
            return Ok(self.node(start, Kind::Call(function, Vec::new())));
        }
        if self.named_argument().is_some() {
            return self.named_call(start, function);
        }
        let mut arguments = vec![self.argument()?];
        while self.takes(",")? {
            arguments.push(self.argument()?);
        }
        self.needs(")")?;
        Ok(self.node(start, Kind::Call(function, arguments)))
    }

    /// An argument may be a half range without brackets, as in `before(1, > 5)`.
    fn argument(&mut self) -> Read<Expr> {
        let start = self.at;
        if let Some(sign) = self.comparison_sign()? {
            let value = self.sum()?;
            return match super::tests::half(sign, value) {
                Ok(kind) => Ok(self.node(start, kind)),
                Err(_) => Err(self.wrong("a value")),
            };
        }
        self.expression()
    }

    fn named_call(&mut self, start: usize, function: Box<Expr>) -> Read<Expr> {
        let mut arguments: Vec<(Arc<str>, Expr)> = Vec::new();
        loop {
            let (name, length) = self
                .named_argument()
                .ok_or_else(|| self.wrong("a parameter"))?;
            self.pass(length)?;
            self.needs(":")?;
            arguments.push((name, self.argument()?));
            if !self.takes(",")? {
                break;
            }
        }
        self.needs(")")?;
        Ok(self.node(start, Kind::CallNamed(function, arguments)))
    }

    /// The name of a parameter, when one with a colon behind it stands here.
    fn named_argument(&self) -> Option<(Arc<str>, usize)> {
        let rest = self.rest();
        if let Some(text) = rest.strip_prefix('"') {
            let end = text.find('"')?;
            let after = text.get(end + 1..)?.trim_start();
            return after.starts_with(':').then(|| {
                (
                    names::spelled(text.get(..end).unwrap_or_default()).into(),
                    end + 2,
                )
            });
        }
        let sign = |c: char| matches!(c, '\'' | '’' | '-' | '+' | '*' | '/' | '.');
        let end = rest.find(|c: char| !names::is_part(c) && !c.is_whitespace() && !sign(c))?;
        let name = rest.get(..end)?;
        let is_name = name.chars().next().is_some_and(names::is_start);
        let colon = rest.get(end..)?.starts_with(':');
        (is_name && colon).then(|| (names::spelled(name).into(), name.trim_end().len()))
    }
}

/// Behind a range, `[` would begin the next one; a range has no filter without brackets.
fn is_text_range(value: &Expr) -> bool {
    matches!(value.kind, Kind::Range { .. })
}
