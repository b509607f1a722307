//! Whether answers are what a form asks for. The one place in which a form is validated: for the
//! designer, the person's computer and the agency.

use std::collections::BTreeSet;

use feel::{Context, Value};

use crate::answers::{Answers, Place, Shape, is_empty};
use crate::component::Kind;
use crate::field;
use crate::form::Form;
use crate::path::{self, join};
use crate::problem::Problem;
use crate::setting::Setting;
use crate::walk::{MAX_ITEMS, Seen, walk};

/// Hiding one field can hide another; more rounds than this are a circle.
const MAX_ROUNDS: usize = 64;

/// What is wrong with answers; empty when nothing is. `context` holds what else conditions,
/// options and limits read, such as [`TODAY`](crate::TODAY); where a name is both, the context is read and not
/// the answer.
///
/// Codes: `answer-unknown`, `answer-hidden`, `answer-disabled`, `answer-kind` (expected),
/// `answer-required`, `answer-too-short` (limit, length), `answer-too-long` (limit, length),
/// `answer-character`, `answer-pattern` (pattern), `answer-email`, `answer-phone`,
/// `answer-too-small` (limit), `answer-too-large` (limit), `answer-decimals` (digits),
/// `answer-step` (step), `answer-option` (value), `answer-option-twice` (value), `answer-when`
/// (from, to), `answer-past` (today), `answer-computed`, `answer-too-many` (limit); and where the
/// form itself is broken there `form-expression` (property, problem) and `form-pattern`
/// (pattern).
#[must_use]
pub fn check(form: &Form, answers: &Answers, context: &Context) -> Vec<Problem> {
    let mut places = Places::default();
    let mut problems = Vec::new();
    let walked = walk(form, answers, context, &mut |seen| {
        places.note(seen);
        if !seen.hidden {
            problems.extend(of(seen));
        }
    });
    problems.extend(walked.err());
    let hidden = places.only_hidden();
    problems.extend(hidden.map(|path| Problem::new(path.as_str(), "answer-hidden")));
    unknown(&Shape::of(form.components()), answers, "", &mut problems);
    problems
}

/// The answers without those of hidden fields, which are no longer asked for; all of them where
/// they are too many to be checked.
#[must_use]
pub fn without_hidden(form: &Form, answers: &Answers, context: &Context) -> Answers {
    let mut answers = answers.clone();
    for _ in 0..MAX_ROUNDS {
        let mut places = Places::default();
        if walk(form, &answers, context, &mut |seen| places.note(seen)).is_err() {
            break;
        }
        let dropped: Vec<&String> = places.only_hidden().collect();
        if dropped.is_empty() {
            break;
        }
        for path in dropped {
            path::remove(&mut answers, path);
        }
    }
    answers
}

/// Paths of answers whose field is shown, and of those whose field is hidden: two fields may
/// share a path, of which one is shown.
#[derive(Default)]
struct Places {
    shown: BTreeSet<String>,
    hidden: BTreeSet<String>,
}

impl Places {
    fn note(&mut self, seen: &Seen<'_>) {
        let component = seen.component;
        if !component.asks() || component.path.is_empty() {
            return;
        }
        if !seen.hidden {
            self.shown.insert(seen.path.clone());
        } else if !is_empty(seen.value) {
            self.hidden.insert(seen.path.clone());
        }
    }

    fn only_hidden(&self) -> impl Iterator<Item = &String> {
        self.hidden.difference(&self.shown)
    }
}

/// What is wrong with one answer.
fn of(seen: &Seen<'_>) -> Vec<Problem> {
    let found = match seen.component.kind {
        Kind::Group => broken(seen),
        Kind::DynamicList => [broken(seen), list(seen)].concat(),
        _ if seen.component.is_field() => {
            let broken = broken(seen);
            if broken.is_empty() {
                field::check(seen.component, seen.value, seen.scope)
                    .err()
                    .into_iter()
                    .collect()
            } else {
                broken
            }
        }
        _ => Vec::new(),
    };
    let here = |problem: Problem| Problem {
        path: if problem.path.is_empty() {
            seen.path.clone()
        } else {
            problem.path
        },
        ..problem
    };
    found.into_iter().map(here).collect()
}

fn list(seen: &Seen<'_>) -> Vec<Problem> {
    let items = match seen.value {
        Value::Null => return Vec::new(),
        Value::List(items) => items,
        _ => return vec![field::of_kind("list")],
    };
    if items.len() > MAX_ITEMS {
        return vec![Problem::new("", "answer-too-many").with("limit", MAX_ITEMS)];
    }
    let wrong = items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.as_context().is_none());
    wrong
        .map(|(place, _)| Problem {
            path: path::item(&seen.path, place),
            ..field::of_kind("context")
        })
        .collect()
}

/// A rule that cannot be computed lets nothing pass.
fn broken(seen: &Seen<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    for (property, setting) in seen.component.settings() {
        if let Setting::Broken(problem) = setting {
            let broken = Problem::new("", "form-expression").with("property", property);
            found.push(broken.with("problem", problem.code()));
        }
    }
    let pattern = seen.component.rules.pattern.as_ref();
    if let Some(broken) = pattern.filter(|pattern| pattern.regex.is_none()) {
        found.push(Problem::new("", "form-pattern").with("pattern", &broken.text));
    }
    found
}

/// Answers that no field asks for.
fn unknown(shape: &Shape<'_>, answers: &Answers, before: &str, problems: &mut Vec<Problem>) {
    for (name, value) in answers {
        let path = join(before, name);
        match (shape.0.get(name), value) {
            (None, _) => problems.push(Problem::new(path, "answer-unknown")),
            (Some(Place::Inside(inside)), Value::Context(entries)) => {
                unknown(inside, entries, &path, problems);
            }
            (Some(Place::Inside(_)), value) if !value.is_null() => {
                problems.push(Problem {
                    path,
                    ..field::of_kind("context")
                });
            }
            (Some(Place::List(items)), Value::List(list)) => {
                for (place, item) in list.iter().take(MAX_ITEMS).enumerate() {
                    if let Value::Context(entries) = item {
                        unknown(items, entries, &path::item(&path, place), problems);
                    }
                }
            }
            _ => {}
        }
    }
}
