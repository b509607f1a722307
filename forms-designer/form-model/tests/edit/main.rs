//! Forms under edit: every command, what it says, and the way back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod chance;
mod commands;
mod renames;
mod steps;

use form_model::edit::{Command, Document, Landing};
use form_model::{Form, rows};
use serde_json::{Value as Json, json};

/// A form of these components, in a spelling that this program would not write itself.
pub(crate) fn document(components: Json) -> Document {
    let text = json!({ "components": components, "type": "default" }).to_string();
    Document::new(Form::read(text.as_bytes()).unwrap())
}

pub(crate) fn field(key: &str) -> Json {
    json!({"type": "textfield", "id": format!("id-{key}"), "key": key, "label": key.to_uppercase()})
}

pub(crate) fn blank(kind: &str) -> form_model::Json {
    form_model::edit::blank(kind, "新欄位", "選項").unwrap()
}

pub(crate) fn row(parent: &str, at: usize) -> Landing {
    let parent = parent.to_owned();
    Landing::Row { parent, at }
}

/// Does some commands, and takes the refusal as an answer.
pub(crate) fn after(components: Json, commands: &[Command]) -> String {
    let mut document = document(components);
    for command in commands {
        if let Err(problem) = document.apply(command) {
            return problem.to_string();
        }
    }
    drawn(&document)
}

/// The form in rows, such as `a:8 b:8 / g[c / d]`: what stands side by side with its columns where
/// it does not fill the row.
pub(crate) fn drawn(document: &Document) -> String {
    fn level(components: &[form_model::Component]) -> String {
        let rows = rows(components).into_iter().map(|row| {
            let cells = row.cells.iter().map(|cell| {
                let name = match cell.component.path.rsplit('.').next() {
                    Some(name) if !name.is_empty() => name,
                    _ => &cell.component.label,
                };
                let inside = match cell.component.children.as_slice() {
                    [] => String::new(),
                    children => format!("[{}]", level(children)),
                };
                let columns = match cell.columns {
                    16 => String::new(),
                    columns => format!(":{columns}"),
                };
                format!("{name}{columns}{inside}")
            });
            cells.collect::<Vec<_>>().join(" ")
        });
        rows.collect::<Vec<_>>().join(" / ")
    }
    level(document.form().components())
}
