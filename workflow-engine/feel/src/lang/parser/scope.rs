//! What names mean at a place of the text.

use super::Vocabulary;
use crate::lang::builtins::{self, Builtin};
use crate::lang::expr::Ref;
use crate::lang::names::{self, Names};
use crate::lang::types::Type;
use std::sync::{Arc, LazyLock};

/// Names of the language's functions.
static BUILTINS: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::default();
    builtins::names().for_each(|name| names.add(name));
    names
});

/// A value bound inside the expression.
enum Bound {
    /// Under a name.
    Name(Arc<str>),
    /// The item of a filter, whose entries are names too.
    Item,
}

pub(super) struct Scope<'v> {
    vocabulary: &'v Vocabulary,
    declared: Names,
    bound: Vec<Bound>,
    reads: Vec<Arc<str>>,
}

impl<'v> Scope<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary) -> Self {
        let mut declared = Names::default();
        for name in vocabulary.inputs.iter().chain(&vocabulary.entries) {
            declared.add(name);
        }
        Self {
            vocabulary,
            declared,
            bound: Vec::new(),
            reads: Vec::new(),
        }
    }

    pub(super) fn reads(self) -> Vec<Arc<str>> {
        self.reads
    }

    /// The place that the next bound value takes.
    pub(super) fn next(&self) -> u32 {
        u32::try_from(self.bound.len()).unwrap_or(u32::MAX)
    }

    /// Binds a name; from now on it is also known as a word of the text.
    pub(super) fn bind(&mut self, name: &str) {
        self.declared.add(name);
        self.bound.push(Bound::Name(names::spelled(name).into()));
    }

    /// Binds the item of a filter.
    pub(super) fn bind_item(&mut self) {
        self.bound.push(Bound::Item);
    }

    /// Ends what was bound since there were so many.
    pub(super) fn unbind(&mut self, to: u32) {
        self.bound.truncate(to as usize);
    }

    /// The longest known name at the beginning of a text.
    pub(super) fn longest(&self, text: &str) -> Option<(Arc<str>, usize)> {
        let known = [self.declared.longest(text), BUILTINS.longest(text)];
        known
            .into_iter()
            .flatten()
            .max_by_key(|(_, length)| *length)
    }

    /// The type of this name.
    pub(super) fn type_of(&self, name: &str) -> Option<Type> {
        self.vocabulary.types.get(name).cloned()
    }

    /// The longest name of a type at the beginning of a text.
    pub(super) fn longest_type(&self, text: &str) -> Option<(&'v str, usize)> {
        let known = self.vocabulary.types.keys();
        let found = known.filter_map(|name| Some((name.as_str(), names::found(name, text)?)));
        found.max_by_key(|(_, length)| *length)
    }

    /// What a name stands for here, where it is called or not.
    pub(super) fn resolve(&mut self, name: &str, called: bool) -> Ref {
        let mut items = Vec::new();
        let mut found = None;
        for (place, bound) in self.bound.iter().enumerate().rev() {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            match bound {
                Bound::Name(known) if **known == *name => {
                    found = Some(Ref::Local(place));
                    break;
                }
                Bound::Name(_) => {}
                Bound::Item => {
                    items.push(place);
                    if name == "item" {
                        found = Some(Ref::Local(place));
                        break;
                    }
                }
            }
        }
        let otherwise = found.unwrap_or_else(|| self.outside(name, called, !items.is_empty()));
        if items.is_empty() {
            return otherwise;
        }
        Ref::Entry {
            items,
            otherwise: Box::new(otherwise),
        }
    }

    fn outside(&mut self, name: &str, called: bool, in_filter: bool) -> Ref {
        if called
            && self.vocabulary.values_only
            && let Some(builtin) = Builtin::named(name)
        {
            return Ref::Builtin(builtin);
        }
        let mut inputs = self.vocabulary.inputs.iter();
        let is_input = inputs.any(|input| input == name || names::spelled(input) == name);
        if is_input {
            return self.input(name);
        }
        if let Some(builtin) = Builtin::named(name) {
            return Ref::Builtin(builtin);
        }
        if self.vocabulary.open && !in_filter {
            return self.input(name);
        }
        Ref::Unknown
    }

    fn input(&mut self, name: &str) -> Ref {
        let known = self.reads.iter().position(|read| **read == *name);
        let place = known.unwrap_or_else(|| {
            self.reads.push(name.into());
            self.reads.len() - 1
        });
        Ref::Input(u32::try_from(place).unwrap_or(u32::MAX))
    }
}
