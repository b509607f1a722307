//! Versions of a form: what is different, and what becomes of a draft.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod chance;
mod differences;
mod drafts;

use form_model::Form;
use serde_json::{Value as Json, json};

pub(crate) fn form(components: Json) -> Form {
    let text = json!({"type": "default", "components": components}).to_string();
    Form::read(text.as_bytes()).unwrap()
}

pub(crate) fn field(id: &str, key: &str) -> Json {
    json!({"type": "textfield", "id": id, "key": key, "label": key.to_uppercase()})
}
