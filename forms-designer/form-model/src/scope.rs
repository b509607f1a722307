//! What an expression may read, depending on where it stands.

use feel::{Context, Number, Value};

/// Names that stand for something inside a repeated component, as in form-js: its position
/// from 1, its own answers, and those around it.
pub(crate) const LOCAL_NAMES: [&str; 3] = ["i", "this", "parent"];

/// The name under which the caller gives the day on which a form is filled in, a date: a form has no
/// clock.
pub const TODAY: &str = "today";

/// The variables at one place of a form: the local names, the context, then the answers from
/// the inside out.
pub(crate) struct Scope<'a> {
    pub(crate) answers: &'a Context,
    pub(crate) context: &'a Context,
    /// Of a list's item its place from 0, and what stands around the list.
    pub(crate) item: Option<(usize, &'a Scope<'a>)>,
}

impl Scope<'_> {
    /// The value under a name.
    pub(crate) fn get(&self, name: &str) -> Option<Value> {
        if let Some((place, outer)) = self.item {
            match name {
                "i" => {
                    let number = i64::try_from(place).unwrap_or(i64::MAX).saturating_add(1);
                    return Some(Value::Number(Number::from(number)));
                }
                "this" => return Some(Value::Context(self.answers.clone())),
                "parent" => return Some(Value::Context(outer.answers.clone())),
                _ => {}
            }
        }
        let own = self.context.get(name).or_else(|| self.answers.get(name));
        own.cloned()
            .or_else(|| self.item.and_then(|(_, outer)| outer.get(name)))
    }

    /// The values under some names.
    pub(crate) fn all(&self, names: &[String]) -> Context {
        let read = |name: &String| Some((name.clone(), self.get(name)?));
        names.iter().filter_map(read).collect()
    }
}
