//! Variables that are known at a place, with their types and how certain they are.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use feel::{Type, Types};

/// How certain it is that a variable has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    /// It is set on some ways, or at some time.
    Sometimes,
    /// It is a field of the form that may be left empty.
    Unless,
    /// It has one.
    Always,
}

/// A variable at a place.
#[derive(Debug, Clone)]
pub(super) struct Variable {
    pub of: Type,
    pub sure: Sure,
}

impl Variable {
    pub fn always(of: Type) -> Self {
        let sure = Sure::Always;
        Self { of, sure }
    }

    pub fn sometimes() -> Self {
        let (of, sure) = (Type::Any, Sure::Sometimes);
        Self { of, sure }
    }
}

/// Variables by name.
pub(super) type Variables = BTreeMap<String, Variable>;

/// What is known at a place.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub variables: Rc<Variables>,
    /// Whether there may be others, which a called process sets.
    pub open: bool,
}

impl Known {
    pub fn of(variables: Variables) -> Self {
        Self {
            variables: Rc::new(variables),
            open: false,
        }
    }

    pub fn get(&self, name: &str) -> Option<&Variable> {
        self.variables.get(name)
    }

    /// The types by name, for a check.
    pub fn types(&self) -> Types {
        let all = self.variables.iter();
        all.map(|(name, variable)| (name.clone(), variable.of.clone()))
            .collect()
    }

    /// With these set.
    pub fn with(&self, set: impl IntoIterator<Item = (String, Variable)>) -> Self {
        let mut set = set.into_iter().peekable();
        if set.peek().is_none() {
            return self.clone();
        }
        let mut variables = (*self.variables).clone();
        variables.extend(set);
        Self {
            variables: Rc::new(variables),
            open: self.open,
        }
    }

    /// With what nobody knows set.
    pub fn opened(&self) -> Self {
        let variables = Rc::clone(&self.variables);
        let open = true;
        Self { variables, open }
    }

    /// With a value set: in the variable that is named, or as a context each entry in its own.
    pub fn given(&self, of: &Type, result: Option<&str>) -> Self {
        if let Some(result) = result {
            return self.with([(result.to_owned(), Variable::always(of.clone()))]);
        }
        let Some(entries) = entries(of).filter(|entries| !entries.is_empty()) else {
            return self.opened();
        };
        let entry = |(name, of): &(std::sync::Arc<str>, Type)| {
            (name.to_string(), Variable::always(of.clone()))
        };
        self.with(entries.iter().map(entry))
    }

    /// With these perhaps set.
    pub fn perhaps<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> Self {
        let new = |name: &&String| {
            self.get(name)
                .is_none_or(|known| known.sure != Sure::Sometimes)
        };
        let changed = |name: &String| {
            let known = self.get(name).map(|known| Variable {
                of: Type::Any,
                sure: known.sure,
            });
            (name.clone(), known.unwrap_or_else(Variable::sometimes))
        };
        self.with(names.into_iter().filter(new).map(changed))
    }

    /// By one way or the other.
    pub fn or(&self, other: &Self) -> Self {
        self.joined(other, |a, b| match (a, b) {
            (Some(a), Some(b)) => Variable {
                of: a.of.or(&b.of),
                sure: a.sure.min(b.sure),
            },
            (Some(one), None) | (None, Some(one)) => Variable {
                of: one.of.clone(),
                sure: Sure::Sometimes,
            },
            (None, None) => Variable::sometimes(),
        })
    }

    /// By both ways.
    pub fn and(&self, other: &Self) -> Self {
        self.joined(other, |a, b| match (a, b) {
            (Some(a), Some(b)) => Variable {
                of: a.of.or(&b.of),
                sure: a.sure.max(b.sure),
            },
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => Variable::sometimes(),
        })
    }

    fn joined(
        &self,
        other: &Self,
        one: impl Fn(Option<&Variable>, Option<&Variable>) -> Variable,
    ) -> Self {
        let open = self.open || other.open;
        if Rc::ptr_eq(&self.variables, &other.variables) {
            let variables = Rc::clone(&self.variables);
            return Self { variables, open };
        }
        let names: BTreeSet<&String> = self
            .variables
            .keys()
            .chain(other.variables.keys())
            .collect();
        let joined = names.into_iter().map(|name| {
            let both = one(self.get(name), other.get(name));
            (name.clone(), both)
        });
        Self {
            variables: Rc::new(joined.collect()),
            open,
        }
    }

    pub fn is_same(&self, other: &Self) -> bool {
        let same = |((a, x), (b, y)): ((&String, &Variable), (&String, &Variable))| {
            a == b && x.sure == y.sure && x.of.is_same(&y.of)
        };
        let pairs = || self.variables.iter().zip(other.variables.iter());
        self.open == other.open
            && (Rc::ptr_eq(&self.variables, &other.variables)
                || self.variables.len() == other.variables.len() && pairs().all(same))
    }
}

/// The entries of a context.
pub(super) fn entries(of: &Type) -> Option<&[(std::sync::Arc<str>, Type)]> {
    match of {
        Type::Named(named) => entries(&named.base),
        Type::Context(entries) => Some(entries),
        _ => None,
    }
}
