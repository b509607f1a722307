//! A property that is either written out or computed by FEEL.

use std::collections::BTreeSet;

use feel::{Context, Program, Value};

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
                Some(expression) => Self::compile(expression, names),
                None => Self::Fixed(Value::text(text.as_str())),
            },
            Some(json) => Self::Fixed(json.to_value()),
        }
    }

    fn compile(expression: &str, names: &BTreeSet<String>) -> Self {
        let mut known = feel::names_in(expression);
        known.extend(names.iter().cloned());
        match feel::compile(expression, &known) {
            Ok(program) => Self::Computed(program),
            Err(problem) => Self::Broken(problem),
        }
    }

    /// The value with these variables; null where there is none.
    #[must_use]
    pub fn value(&self, variables: &Context) -> Value {
        match self {
            Self::None | Self::Broken(_) => Value::Null,
            Self::Fixed(value) => value.clone(),
            Self::Computed(program) => program.eval(variables).value,
        }
    }

    /// Whether the value is exactly true.
    #[must_use]
    pub fn is_true(&self, variables: &Context) -> bool {
        self.value(variables).is_true()
    }

    /// Whether it is there at all.
    #[must_use]
    pub fn is_set(&self) -> bool {
        *self != Self::None
    }

    /// The value at a place of the form.
    pub(crate) fn within(&self, scope: &Scope<'_>) -> Value {
        match self {
            Self::Computed(program) => self.value(&scope.all(program.reads())),
            _ => self.value(scope.answers),
        }
    }
}
