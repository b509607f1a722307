//! Types, and which values are of them (DMN 1.5 §10.3.2.9).

use super::eval::Machine;
use super::expr::Expr;
use super::time::{DateTime, Time, Zone};
use super::val::{Function, Val};
use std::sync::Arc;

/// A type.
#[derive(Clone, Debug, Default)]
pub enum Type {
    /// Every value.
    #[default]
    Any,
    /// Null alone.
    Null,
    /// Numbers.
    Number,
    /// Texts.
    Text,
    /// True and false.
    Bool,
    /// Days.
    Date,
    /// Times.
    Time,
    /// Moments.
    DateTime,
    /// Days-and-time durations.
    DayTime,
    /// Years-and-months durations.
    Months,
    /// Lists of this.
    List(Arc<Type>),
    /// Contexts with these entries.
    Context(Arc<[(Arc<str>, Type)]>),
    /// Functions of these to that.
    Function(Arc<[Type]>, Arc<Type>),
    /// Ranges of this.
    Range(Arc<Type>),
    /// A type with a name and perhaps with allowed values.
    Named(Arc<Named>),
}

/// A type that a model defines.
#[derive(Debug)]
pub struct Named {
    /// Its name.
    pub name: Arc<str>,
    /// What it is made from.
    pub base: Type,
    /// Tests that a value must pass; of a list every item.
    pub allowed: Option<Arc<Expr>>,
}

impl Type {
    /// The simple type of this name (DMN 1.5 §10.3.1.3, and the spellings of earlier versions).
    #[must_use]
    pub fn simple(name: &str) -> Option<Self> {
        Some(match name {
            "Any" => Self::Any,
            "Null" => Self::Null,
            "number" => Self::Number,
            "string" => Self::Text,
            "boolean" => Self::Bool,
            "date" => Self::Date,
            "time" => Self::Time,
            "date and time" | "dateTime" => Self::DateTime,
            "days and time duration" | "dayTimeDuration" => Self::DayTime,
            "years and months duration" | "yearMonthDuration" => Self::Months,
            "list" => Self::List(Arc::new(Self::Any)),
            "context" => Self::Context(Arc::from([])),
            _ => return None,
        })
    }

    /// What the type is called in a message.
    #[must_use]
    pub fn name(&self) -> &'static str {
        super::check::type_name(self)
    }

    /// Whether some value of this type is, as it is or coerced, of the other: false only where
    /// that is certain.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        super::check::fits(self, other)
    }

    /// Whether it is the same type.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        super::check::same(self, other)
    }

    /// The type of what is of this one or of the other.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        super::check::joined(self, other)
    }

    /// Whether the value is of the type, allowed values included. Null is of no type but `Null`.
    pub fn has(&self, value: &Val, machine: &mut Machine<'_>) -> bool {
        self.holds(value, &mut Some(machine))
    }

    /// Whether the value is of the type, whatever values are allowed (`instance of`).
    #[must_use]
    pub fn is_kind_of(&self, value: &Val) -> bool {
        self.holds(value, &mut None)
    }

    fn holds(&self, value: &Val, machine: &mut Option<&mut Machine<'_>>) -> bool {
        let mut each = |of: &Self, part: &Val| part.is_null() || of.holds(part, machine);
        match (self, value) {
            (Self::Null, value) => value.is_null(),
            (Self::Any, value) => !value.is_null(),
            (Self::Number, Val::Number(_))
            | (Self::Text, Val::Text(_))
            | (Self::Bool, Val::Bool(_))
            | (Self::Date, Val::Date(_))
            | (Self::Time, Val::Time(_))
            | (Self::DateTime, Val::DateTime(_))
            | (Self::DayTime, Val::DayTime(_))
            | (Self::Months, Val::Months(_)) => true,
            (Self::List(of), Val::List(items)) => items.iter().all(|item| each(of, item)),
            (Self::Context(entries), Val::Context(context)) => entries
                .iter()
                .all(|(name, of)| context.get(name).is_some_and(|value| each(of, value))),
            (Self::Range(of), Val::Range(range)) => [range.start.value(), range.end.value()]
                .iter()
                .all(|end| each(of, end)),
            (Self::Function(params, result), Val::Function(function)) => {
                function_has(function, params, result)
            }
            (Self::Named(named), value) => named.holds(value, machine),
            _ => false,
        }
    }

    /// The same where null is let through.
    pub fn admits(&self, value: &Val, machine: &mut Machine<'_>) -> bool {
        value.is_null() || self.has(value, machine)
    }

    /// The value as one of the type: itself, the only item of a list, a list of the value alone, or
    /// the midnight of a day; `None` when it is none of these (DMN 1.5 §10.3.2.9.4).
    pub fn coerced(&self, value: &Val, machine: &mut Machine<'_>) -> Option<Val> {
        if self.admits(value, machine) {
            return Some(value.clone());
        }
        match value {
            Val::List(items) if items.len() == 1 && !self.is_list() => {
                let item = items.first()?;
                self.has(item, machine).then(|| item.clone())
            }
            Val::Date(date) if self.is_moment() => {
                let midnight = Time::midnight(Zone::Offset(0));
                Some(Val::DateTime(DateTime::new(*date, midnight)))
            }
            value if self.is_list() => {
                let list = Val::list(vec![value.clone()]);
                self.has(&list, machine).then_some(list)
            }
            _ => None,
        }
    }

    fn is_list(&self) -> bool {
        match self {
            Self::List(_) => true,
            Self::Named(named) => named.base.is_list(),
            _ => false,
        }
    }

    fn is_moment(&self) -> bool {
        match self {
            Self::DateTime => true,
            Self::Named(named) => named.base.is_moment(),
            _ => false,
        }
    }

    /// Whether every value of this type is of the other (DMN 1.5 §10.3.2.9.2).
    #[must_use]
    pub fn conforms_to(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::Any) | (Self::Null, _) => true,
            (Self::Named(a), Self::Named(b)) if Arc::ptr_eq(a, b) || a.name == b.name => true,
            (Self::Named(a), b) => a.base.conforms_to(b),
            (a, Self::Named(b)) => a.conforms_to(&b.base),
            (Self::List(a), Self::List(b)) | (Self::Range(a), Self::Range(b)) => a.conforms_to(b),
            (Self::Context(a), Self::Context(b)) => b.iter().all(|(name, wanted)| {
                a.iter()
                    .any(|(key, of)| key == name && of.conforms_to(wanted))
            }),
            (Self::Function(a, x), Self::Function(b, y)) => {
                a.len() == b.len()
                    && a.iter().zip(b.iter()).all(|(a, b)| b.conforms_to(a))
                    && x.conforms_to(y)
            }
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }
}

fn function_has(function: &Function, params: &[Type], result: &Type) -> bool {
    let (own, computed): (Vec<&Type>, Option<&Type>) = match function {
        Function::Builtin(_) => return true,
        Function::Defined { params, result, .. } => (
            params.iter().map(|param| &param.of).collect(),
            result.as_ref(),
        ),
        Function::Host(host) => (
            host.params().iter().map(|param| &param.of).collect(),
            Some(host.result()),
        ),
    };
    // Of a function without a declared result nothing can be said against it.
    let fits = computed.is_none_or(|of| matches!(of, Type::Any) || of.conforms_to(result));
    let takes =
        || own.len() == params.len() && params.iter().zip(&own).all(|(p, own)| p.conforms_to(own));
    fits && (params.is_empty() || takes())
}

impl Named {
    fn holds(&self, value: &Val, machine: &mut Option<&mut Machine<'_>>) -> bool {
        if !self.base.holds(value, machine) {
            return false;
        }
        let (Some(allowed), Some(machine)) = (&self.allowed, machine) else {
            return true;
        };
        match value {
            Val::List(items) if self.base.is_list() => {
                items.iter().all(|item| machine.passes(allowed, item))
            }
            value => machine.passes(allowed, value),
        }
    }
}
