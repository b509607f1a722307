//! Forms of packs and answers of people.

use std::sync::LazyLock;

use feel::{Context, Value};
use form_model::schema::{self, Dialect};
use form_model::{Form, Json, Session, answers_from_json, answers_to_json, check, rows, visible};

use crate::seeds::{LEAVE_FORM, RICH_FORM};
use crate::{Held, same};

/// Most steps of a form that is filled in.
const MOST_STEPS: usize = 60;
/// Why a form may be refused with which the schema finds nothing wrong.
const LIMITS: [&str; 3] = ["form-too-large", "form-too-deep", "form-too-many"];

/// A form: held to its schema, read, laid out, walked with no answer, and written as it was read.
pub fn form(bytes: &[u8]) -> Held {
    if let Ok(json) = Json::read(bytes) {
        let back = Json::read(json.compact().as_bytes()).map_err(|p| p.code.to_string())?;
        same(&json, &back, "JSON that changes when it is written")?;
    }
    let faults = schema::check(bytes, Dialect::FormJs);
    let form = match Form::read(bytes) {
        Ok(form) => form,
        Err(problem) => {
            let valid = faults.is_ok_and(|found| found.is_empty());
            let strict = valid && !LIMITS.contains(&problem.code());
            return same(&strict, &false, "a valid form that is refused");
        }
    };
    same(
        &form.write(),
        &bytes,
        "a form that is not written as it was read",
    )?;
    let _ = (form.problems(), rows(form.components()));
    let (answers, context) = (Context::new(), Context::new());
    let shown = visible(&form, &answers, &context);
    same(&shown, &visible(&form, &answers, &context), "shown twice")?;
    let _ = check(&form, &answers, &context);
    let again = form.edit(|_| {}).map_err(|p| p.code.to_string())?;
    same(&again.write(), &bytes, "an edit without a change")
}

/// A form that is filled in step by step, three bytes a step: which field, and what is put there.
/// What it comes to is what opening it anew with the same answers comes to.
pub fn session(bytes: &[u8]) -> Held {
    static FORM: LazyLock<Option<Form>> = LazyLock::new(|| Form::read(RICH_FORM).ok());
    let form = FORM.as_ref().ok_or("the rich form is none")?;
    let open = |answers| Session::open(form, answers, Context::new());
    let told = |problem: form_model::Problem| problem.code.to_string();
    let mut session = open(form.start()).map_err(told)?;
    for step in bytes.chunks_exact(3).take(MOST_STEPS) {
        let mut paths = Vec::new();
        session.each(&mut |seen| paths.push(seen.path.clone()));
        let path = paths.get(usize::from(step[0]) % paths.len().max(1));
        let _ = match (path, step[1] % 8) {
            (Some(list), 0) => session.add_row(list),
            (Some(path), kind) => session.change(path, put(kind, step[2])),
            (None, _) => break,
        };
    }
    let again = open(session.entered().clone()).map_err(told)?;
    same(session.answers(), again.answers(), "answers by another way")?;
    same(&session.problems(), &again.problems(), "other problems")
}

fn put(kind: u8, what: u8) -> Value {
    match kind {
        1 => Value::Null,
        2 => Value::Bool(what & 1 == 1),
        3 | 4 => Value::from(i64::from(what) - 8),
        5 => Value::List(vec![Value::from(i64::from(what))]),
        _ => Value::text(
            "甲乙丙丁"
                .chars()
                .take(usize::from(what) % 5)
                .collect::<String>(),
        ),
    }
}

/// Answers to the leave form: read, checked, and written to what reads the same.
pub fn answers(bytes: &[u8]) -> Held {
    static FORM: LazyLock<Option<Form>> = LazyLock::new(|| Form::read(LEAVE_FORM).ok());
    let form = FORM.as_ref().ok_or("the leave form is none")?;
    let Ok(answers) = answers_from_json(form, bytes) else {
        return Ok(());
    };
    let text = answers_to_json(&answers);
    let back = answers_from_json(form, text.as_bytes())
        .map_err(|problems| format!("answers that cannot be read back: {problems:?}"))?;
    same(&answers, &back, "answers that change when they are written")?;
    let context = Context::new();
    let _ = check(form, &answers, &context);
    let _ = form_model::without_hidden(form, &answers, &context);
    Ok(())
}
