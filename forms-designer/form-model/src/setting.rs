//! A property that is either written out or computed by FEEL.

use std::collections::BTreeSet;

use feel::{Program, Value};

use crate::json::Json;
use crate::scope::Scope;

/// A property of a component: fixed, or the value of an expression. form-js marks an
/// expression by a `=` in front.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Setting {
    /// It is not there.
    #[default]
    None,
    /// It is written out.
    Fixed(Value),
    /// It is computed over the answers and the context.
    Computed(Program),
    /// It is an expression that cannot be computed, and why.
    Broken(feel::Problem),
}

impl Setting {
    pub(crate) fn read(json: Option<&Json>, names: &BTreeSet<String>) -> Self {
        match json {
            None | Some(Json::Null) => Self::None,
            Some(Json::Text(text)) => match text.strip_prefix('=') {
                Some(expression) => Self::expression(expression, names),
                None => Self::Fixed(Value::text(text.as_str())),
            },
            Some(json) => Self::Fixed(json.to_value()),
        }
    }

    /// An expression without the sign in front.
    pub(crate) fn expression(expression: &str, names: &BTreeSet<String>) -> Self {
        let mut known = feel::names_in(expression);
        // Of all names of the form those that stand in it: a name of a field may be that of a
        // function, and then only declaring it makes it one of a value.
        let words = expression.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        known.extend(
            words
                .filter(|word| names.contains(*word))
                .map(str::to_owned),
        );
        match feel::compile(expression, &known) {
            Ok(program) => Self::Computed(program),
            Err(problem) => Self::Broken(problem),
        }
    }

    /// Whether it is there at all.
    #[must_use]
    pub fn is_set(&self) -> bool {
        *self != Self::None
    }

    /// The value at a place of the form; null where there is none.
    pub(crate) fn within(&self, scope: &Scope<'_>) -> Value {
        match self {
            Self::None | Self::Broken(_) => Value::Null,
            Self::Fixed(value) => value.clone(),
            Self::Computed(program) => scope.eval(program).value,
        }
    }

    /// Whether it holds: it is true, or an expression that has no value. form-js reads a
    /// condition as a unary test, which an unknown passes: `=a > 3` hides while `a` is empty.
    pub(crate) fn holds(&self, scope: &Scope<'_>) -> bool {
        match self {
            Self::None | Self::Broken(_) => false,
            Self::Fixed(value) => value.is_true(),
            Self::Computed(program) => {
                let value = scope.eval(program).value;
                value.is_true() || value.is_null()
            }
        }
    }
}
