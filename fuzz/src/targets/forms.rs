//! Forms of packs and answers of people.

use std::sync::LazyLock;

use feel::Context;
use form_model::schema::{self, Dialect};
use form_model::{Form, Json, answers_from_json, answers_to_json, check, rows, visible};

use crate::seeds::LEAVE_FORM;
use crate::{Held, same};

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
