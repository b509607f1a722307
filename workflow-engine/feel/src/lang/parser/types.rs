//! Names of types (DMN 1.5 grammar rule 54).

use super::{Parser, Read};
use crate::lang::names;
use crate::lang::types::Type;
use std::sync::Arc;

/// Simple types whose names have several words.
const PHRASES: [&str; 3] = [
    "days and time duration",
    "years and months duration",
    "date and time",
];

impl Parser<'_> {
    pub(super) fn type_name(&mut self) -> Read<Type> {
        self.deeper(Self::one_type)
    }

    fn one_type(&mut self) -> Read<Type> {
        for (word, make) in [("list", list as fn(Type) -> Type), ("range", range)] {
            if self.sees_generic(word) {
                self.needs_word(word)?;
                self.needs("<")?;
                let of = self.type_name()?;
                self.needs(">")?;
                return Ok(make(of));
            }
        }
        if self.sees_generic("context") {
            return self.context_type();
        }
        if self.sees_word("function") {
            return self.function_type();
        }
        if let Some((name, length)) = self.scope.longest_type(self.rest()) {
            let of = self.scope.type_of(name).unwrap_or_default();
            self.pass(length)?;
            return Ok(of);
        }
        for phrase in PHRASES {
            if let Some(length) = names::found(phrase, self.rest()) {
                self.pass(length)?;
                return Ok(Type::simple(phrase).unwrap_or_default());
            }
        }
        let length = names::word(self.rest()).ok_or_else(|| self.wrong("a type"))?;
        let name = self.rest().get(..length).unwrap_or_default();
        let of = Type::simple(name).ok_or_else(|| self.wrong("a type"))?;
        self.pass(length)?;
        Ok(of)
    }

    fn sees_generic(&self, word: &str) -> bool {
        let after = self.rest().strip_prefix(word);
        after.is_some_and(|after| after.trim_start().starts_with('<'))
    }

    fn context_type(&mut self) -> Read<Type> {
        self.needs_word("context")?;
        self.needs("<")?;
        let mut entries = Vec::new();
        while !self.takes(">")? {
            let name = self.name_until(&[':'])?;
            self.needs(":")?;
            entries.push((Arc::from(name), self.type_name()?));
            if !self.takes(",")? && !self.sees(">") {
                return Err(self.wrong("`,` or `>`"));
            }
        }
        Ok(Type::Context(entries.into()))
    }

    fn function_type(&mut self) -> Read<Type> {
        self.needs_word("function")?;
        let mut params = Vec::new();
        if self.takes("<")? {
            while !self.takes(">")? {
                params.push(self.type_name()?);
                if !self.takes(",")? && !self.sees(">") {
                    return Err(self.wrong("`,` or `>`"));
                }
            }
        }
        let result = if self.takes("->")? {
            self.type_name()?
        } else {
            Type::Any
        };
        Ok(Type::Function(params.into(), Arc::new(result)))
    }
}

fn list(of: Type) -> Type {
    Type::List(Arc::new(of))
}

fn range(of: Type) -> Type {
    Type::Range(Arc::new(of))
}
