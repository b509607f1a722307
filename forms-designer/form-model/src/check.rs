//! Whether answers are what a form asks for. The one place in which a form is validated: for the
//! designer, the person's computer and the agency.

use std::collections::{BTreeMap, BTreeSet};

use feel::{Context, Value};

use crate::answers::{Answers, is_empty};
use crate::component::{Access, Component, Kind, Part};
use crate::field;
use crate::form::Form;
use crate::path::{self, join};
use crate::plan::{Names, PartId, Place};
use crate::problem::Problem;
use crate::scope::Scope;
use crate::session::{Asked, MAX_ITEMS, Session};
use crate::setting::Setting;

/// What is wrong with answers; empty when nothing is. `context` as in [`Session::open`].
///
/// Codes: `answer-unknown`, `answer-hidden`, `answer-disabled`, `answer-kind` (expected),
/// `answer-required`, `answer-too-short` (limit, length), `answer-too-long` (limit, length),
/// `answer-character`, `answer-pattern` (pattern), `answer-email`, `answer-phone`,
/// `answer-too-small` (limit), `answer-too-large` (limit), `answer-decimals` (digits),
/// `answer-step` (step), `answer-option` (value), `answer-option-twice` (value), `answer-when`
/// (from, to), `answer-past` (today), `answer-document-number`, `answer-rule` (message),
/// `answer-computed`, `answer-too-many` (limit); and where the
/// form itself is broken there `form-expression` (property, problem), `form-circle` and
/// `form-pattern` (pattern).
#[must_use]
pub fn check(form: &Form, answers: &Answers, context: &Context) -> Vec<Problem> {
    let mut problems = match Session::open(form, answers.clone(), context.clone()) {
        Ok(session) => {
            let mut problems = session.problems();
            let hidden = session.hidden().into_iter();
            problems.extend(hidden.map(|path| Problem::new(path, "answer-hidden")));
            problems
        }
        Err(problem) => vec![problem],
    };
    unknown(&form.plan().names, answers, "", &mut problems);
    problems
}

/// The answers without those of hidden fields, which are no longer asked for, and with those that
/// the form computes; all of them where they are too many to be checked.
#[must_use]
pub fn without_hidden(form: &Form, answers: &Answers, context: &Context) -> Answers {
    match Session::open(form, answers.clone(), context.clone()) {
        Ok(session) => session.answers().clone(),
        Err(_) => answers.clone(),
    }
}

/// What is shown with these answers, as [`Seen::path`](crate::Seen::path); nothing where the
/// answers are too many to be checked. `context` as in [`Session::open`].
#[must_use]
pub fn visible(form: &Form, answers: &Answers, context: &Context) -> BTreeSet<String> {
    let session = Session::open(form, answers.clone(), context.clone());
    session.map(|session| session.shown()).unwrap_or_default()
}

/// What a component asks at one place, and what is wrong with its answer there.
pub(crate) fn rules(
    session: &Session,
    part: PartId,
    rows: &[usize],
    known: &Asked,
    scope: &Scope<'_>,
) -> Asked {
    let mut asked = Asked {
        shown: known.shown,
        access: session.access(part),
        cut_off: known.cut_off.clone(),
        ..Asked::default()
    };
    if !asked.shown && asked.cut_off.is_empty() {
        return asked;
    }
    let component = session.component(part);
    let mut cut_off: BTreeSet<&'static str> = asked.cut_off.clone();
    let mut within = |property: &'static str, computed: &mut dyn FnMut(&Scope<'_>)| {
        scope.cut_off.set(false);
        computed(scope);
        if scope.cut_off.get() {
            cut_off.insert(property);
        }
    };
    within("validate.required", &mut |scope| {
        let required = component.rules.required.within(scope).is_true();
        asked.required = required && asked.access == Access::Write
            || asked.access == Access::Require && component.kind != Kind::Group;
    });
    within("disabled", &mut |scope| {
        asked.disabled = component.disabled.within(scope).is_true();
    });
    within("readonly", &mut |scope| {
        asked.readonly = !asked.access.writes() || component.readonly.holds(scope);
    });
    within("antou.on", &mut |scope| {
        asked.on = component.own.on.within(scope).as_date()
    });
    within("valuesExpression", &mut |scope| {
        asked.options = component.options.within(scope, asked.on);
    });
    for (name, words) in &component.words {
        within(name, &mut |scope| {
            asked
                .words
                .extend(words.within(scope).map(|words| (*name, words)));
        });
    }
    if component.part == Some(Part::Barcode) {
        within("antou.value", &mut |scope| {
            let value = component.own.value.within(scope);
            asked.words.insert("value", crate::words::text(&value));
        });
    }
    let mut problems = broken(session, part);
    if problems.is_empty() && asked.access.writes() {
        within("validate", &mut |scope| {
            problems = wrong(session, part, rows, &asked, scope);
        });
        within("antou.rules", &mut |scope| {
            problems.extend(own_rules(component, scope))
        });
    }
    problems.extend(cut_off.into_iter().map(|property| {
        let problem = Problem::new("", "form-expression").with("property", property);
        problem.with("problem", "feel-steps")
    }));
    let own = session.form().path_of(part, rows);
    for problem in &mut problems {
        if problem.path.is_empty() {
            problem.path.clone_from(&own);
        }
    }
    asked.problems = problems;
    asked
}

/// The rules of its own that are broken.
fn own_rules<'a>(component: &'a Component, scope: &'a Scope<'_>) -> impl Iterator<Item = Problem> {
    let broken = component.own.rules.iter();
    let broken = broken.filter(|rule| rule.fails.within(scope).is_true());
    broken.map(|rule| {
        let message = rule.message.within(scope);
        let message = message.unwrap_or_else(|| rule.written.clone());
        Problem::new("", "answer-rule").with("message", message)
    })
}

/// What is wrong where one station fills in its part of answers that stood before: what it changed
/// is what it may change, and what it must fill in is there. `context` as in [`Session::open`].
///
/// Codes: as [`check`], of the fields that the station writes; `answer-not-asked` where it changed
/// another one. What its answers hide of what others filled in may stay.
#[must_use]
pub fn check_at(
    form: &Form,
    before: &Answers,
    after: &Answers,
    context: &Context,
    station: &str,
) -> Vec<Problem> {
    let open =
        |answers: &Answers| Session::open_at(form, answers.clone(), context.clone(), Some(station));
    let (before, after_filled) = match (open(before), open(after)) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(problem), _) | (_, Err(problem)) => return vec![problem],
    };
    let mut problems = after_filled.problems();
    let hidden = after_filled.hidden().into_iter();
    let own = |path: &String| before.entered_under(path) != after_filled.entered_under(path);
    problems.extend(
        hidden
            .filter(own)
            .map(|path| Problem::new(path, "answer-hidden")),
    );
    let mut known = BTreeMap::new();
    before.each(&mut |seen| {
        known.insert(seen.path.clone(), seen.value.clone());
    });
    after_filled.each(&mut |seen| {
        let kept = known.remove(&seen.path).unwrap_or_default();
        let computed = seen.component.kind == Kind::Expression;
        let is_list = seen.component.kind == Kind::DynamicList;
        let rows = |value: &Value| value.as_list().map_or(0, <[Value]>::len);
        let same = if is_list {
            rows(&kept) == rows(seen.value)
        } else {
            kept == *seen.value
        };
        if !same && !computed && !seen.asked.access.writes() && seen.asked.shown {
            problems.push(Problem::new(seen.path.as_str(), "answer-not-asked"));
        }
    });
    unknown(&form.plan().names, after, "", &mut problems);
    problems
}

/// What is wrong with an answer whose rules can all be computed.
fn wrong(
    session: &Session,
    part: PartId,
    rows: &[usize],
    asked: &Asked,
    scope: &Scope<'_>,
) -> Vec<Problem> {
    let component = session.component(part);
    let entered = session.entered_at(part, rows);
    match component.kind {
        Kind::DynamicList => list(entered, &session.form().path_of(part, rows)),
        Kind::Expression => {
            let other = !is_empty(entered) && entered != session.counted(part, rows);
            let told = other && asked.cut_off.is_empty();
            told.then(|| Problem::new("", "answer-computed"))
                .into_iter()
                .collect()
        }
        _ if component.is_field() => {
            let value = session.counted(part, rows);
            let found = field::check(component, value, asked, scope).err();
            found.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn list(entered: &Value, path: &str) -> Vec<Problem> {
    let items = match entered {
        Value::Null => return Vec::new(),
        Value::List(items) => items,
        _ => return vec![field::of_kind("list")],
    };
    if items.len() > MAX_ITEMS {
        return vec![Problem::new("", "answer-too-many").with("limit", MAX_ITEMS)];
    }
    let items = items.iter().enumerate();
    let wrong = items.filter(|(_, item)| item.as_context().is_none());
    wrong
        .map(|(place, _)| Problem {
            path: path::item(path, place),
            ..field::of_kind("context")
        })
        .collect()
}

/// A rule that cannot be computed lets nothing pass.
fn broken(session: &Session, part: PartId) -> Vec<Problem> {
    let component = session.component(part);
    let mut found = Vec::new();
    for (property, setting) in component.settings() {
        if let Setting::Broken(problem) = setting {
            let broken = Problem::new("", "form-expression").with("property", property);
            found.push(broken.with("problem", problem.code()));
        }
    }
    if session.form().plan().parts[part].circular {
        found.push(Problem::new("", "form-circle"));
    }
    let pattern = component.rules.pattern.as_ref();
    if let Some(broken) = pattern.filter(|pattern| pattern.regex.is_none()) {
        found.push(Problem::new("", "form-pattern").with("pattern", &broken.text));
    }
    found
}

/// Answers that no field asks for.
fn unknown(names: &Names, answers: &Answers, before: &str, problems: &mut Vec<Problem>) {
    for (name, value) in answers {
        let path = join(before, name);
        match (names.0.get(name), value) {
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
            (Some(Place::List(_, items)), Value::List(list)) => {
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
