//! Going through a form with its answers: which component is shown, where its answer stands, and
//! what its expressions may read there.

use std::collections::BTreeSet;

use feel::{Context, Value};

use crate::answers::Answers;
use crate::component::{Component, Kind};
use crate::form::Form;
use crate::path;
use crate::problem::Problem;
use crate::scope::Scope;

/// Most items of one list.
pub const MAX_ITEMS: usize = 1_000;
/// Most fields of one form with all the items of its lists.
pub const MAX_PLACES: usize = 50_000;

/// A component at one place of the answers.
pub(crate) struct Seen<'a> {
    pub(crate) component: &'a Component,
    /// The full path of its answer, of a component without an answer its pointer.
    pub(crate) path: String,
    /// What is answered there.
    pub(crate) value: &'a Value,
    /// Whether it, or a container around it, is hidden.
    pub(crate) hidden: bool,
    pub(crate) scope: &'a Scope<'a>,
}

/// Longest duration, in seconds, that the evaluator of FEEL holds (in nanoseconds).
const MAX_SECONDS: i64 = i64::MAX / 1_000_000_000;

/// Visits every component at every place.
///
/// # Errors
/// `answer-too-many` (limit) beyond [`MAX_PLACES`]; `answer-too-large` (limit) for a duration
/// that no expression can read.
pub(crate) fn walk(
    form: &Form,
    answers: &Answers,
    context: &Context,
    visit: &mut dyn FnMut(&Seen<'_>),
) -> Result<(), Problem> {
    if let Some((name, _)) = answers.iter().find(|(_, value)| is_too_long(value)) {
        return Err(Problem::new(name.as_str(), "answer-too-large").with("limit", MAX_SECONDS));
    }

    let scope = Scope {
        answers,
        context,
        item: None,
    };
    let mut walking = Walking {
        left: MAX_PLACES,
        visit,
    };
    walking.level(form.components(), &scope, "", false);
    if walking.left == 0 {
        return Err(Problem::new("", "answer-too-many").with("limit", MAX_PLACES));
    }
    Ok(())
}

fn is_too_long(value: &Value) -> bool {
    match value {
        Value::Days(seconds) => !(-MAX_SECONDS..=MAX_SECONDS).contains(seconds),
        Value::List(items) => items.iter().any(is_too_long),
        Value::Context(entries) => entries.values().any(is_too_long),
        _ => false,
    }
}

struct Walking<'v> {
    left: usize,
    visit: &'v mut dyn FnMut(&Seen<'_>),
}

impl Walking<'_> {
    fn level(&mut self, components: &[Component], scope: &Scope<'_>, before: &str, hidden: bool) {
        for component in components {
            self.left = self.left.saturating_sub(1);
            if self.left == 0 {
                return;
            }
            let hidden = hidden || component.hide.within(scope).is_true();
            let value = path::get(scope.answers, &component.path);
            let seen = Seen {
                path: place_of(component, before),
                component,
                value,
                hidden,
                scope,
            };
            (self.visit)(&seen);
            match component.kind {
                Kind::Group => self.level(&component.children, scope, before, hidden),
                Kind::DynamicList if !hidden => self.items(component, value, scope, &seen.path),
                _ => {}
            }
        }
    }

    fn items(&mut self, list: &Component, value: &Value, outer: &Scope<'_>, before: &str) {
        let items = value.as_list().unwrap_or_default();
        for (place, item) in items.iter().take(MAX_ITEMS).enumerate() {
            if let Value::Context(answers) = item {
                let scope = Scope {
                    answers,
                    context: outer.context,
                    item: Some((place, outer)),
                };
                self.level(&list.children, &scope, &path::item(before, place), false);
            }
        }
    }
}

fn place_of(component: &Component, before: &str) -> String {
    let answers = component.is_field() || component.kind == Kind::DynamicList;
    if answers && !component.path.is_empty() {
        path::join(before, &component.path)
    } else {
        format!("{before}{}", component.pointer)
    }
}

/// What is shown with these answers: of fields and lists the paths of their answers
/// (`trip.days[0].place`); of other components, which have none, their pointers
/// (`/components/3`), inside a list's item behind its path (`days[0]/components/1/components/2`).
/// Nothing where the answers are too many to be checked. `context` as in
/// [`check`](crate::check).
#[must_use]
pub fn visible(form: &Form, answers: &Answers, context: &Context) -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    let walked = walk(form, answers, context, &mut |seen| {
        if !seen.hidden {
            shown.insert(seen.path.clone());
        }
    });
    match walked {
        Ok(()) => shown,
        Err(_) => BTreeSet::new(),
    }
}
