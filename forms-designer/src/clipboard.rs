//! Components on the clipboard, so that they can be copied between forms, windows and programs: a
//! form-js document of them, which a text editor can take too.

use form_model::{Form, Json, MAX_FORM};

/// The text for the clipboard.
#[must_use]
pub fn write(components: Vec<Json>) -> String {
    let entries = vec![
        ("type".to_owned(), Json::Text("default".into())),
        ("components".to_owned(), Json::List(components)),
    ];
    Json::Object(entries).compact()
}

/// The components of a text: a form-js document, a list of components, or one.
#[must_use]
pub fn read(text: &str) -> Vec<Json> {
    if text.len() > MAX_FORM || !text.trim_start().starts_with(['{', '[']) {
        return Vec::new();
    }
    let Ok(json) = Json::read_loosely(text.trim().as_bytes()) else {
        return Vec::new();
    };
    let list = match &json {
        Json::List(items) => items.clone(),
        Json::Object(_)
            if json.get("components").is_some()
                && json.get("key").is_none()
                && json.get("path").is_none()
                && json.get("label").is_none() =>
        {
            json.get("components")
                .and_then(Json::as_list)
                .unwrap_or_default()
                .to_vec()
        }
        _ => vec![json],
    };
    // Only what a form can hold.
    let held = Form::read(write(list.clone()).as_bytes());
    if held.is_ok() { list } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_come_from_texts() {
        let check = |text: &str, expected: usize| assert_eq!(read(text).len(), expected, "{text}");
        check(r#"{"components":[{"type":"number"},{"type":"text"}]}"#, 2);
        check(r#" [{"type":"number"}]"#, 1);
        check(r#"{"type":"number","key":"a"}"#, 1);
        check(
            r#"{"type":"group","label":"G","components":[{"type":"number"}]}"#,
            1,
        );
        check(r#"{"components":[{"kind":"number"}]}"#, 0);
        check("hello", 0);
        check("{", 0);
        check("[]", 0);
        let json = read(r#"[{"type":"number","x":1.50}]"#);
        assert_eq!(read(&write(json.clone())), json);
    }
}
