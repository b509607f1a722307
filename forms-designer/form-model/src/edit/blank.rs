//! New components, as the palette gives them.

use crate::json::Json;

/// The kinds of leave that a leave form begins with (公務人員請假規則 3、5、7、8; 公務員服務法 12).
const LEAVE_KINDS: &[(&str, &str)] = &[
    ("annual", "休假"),
    ("personal", "事假"),
    ("sick", "病假"),
    ("comp", "補休"),
];
/// The kinds that can be added: those of form-js that the office shows, and our own parts, which
/// are kept as the type that form-js can open.
pub const KINDS: &[&str] = &[
    "textfield",
    "textarea",
    "number",
    "datetime",
    "checkbox",
    "checklist",
    "radio",
    "select",
    "taglist",
    "filepicker",
    "expression",
    "when",
    "date",
    "leave-kind",
    "deputy",
    "person",
    "unit",
    "post",
    "room",
    "stock-item",
    "document-number",
    "subject",
    "money",
    "opinion",
    "signature",
    "code",
    "total",
    "barcode",
    "group",
    "dynamiclist",
    "text",
    "separator",
    "spacer",
];

/// A new component of one of [`KINDS`] without id and key, which [`Command::Add`] gives it; none of
/// another kind. `label` is what is shown beside it (of a text what it says), `option` the word for
/// its first options, which are numbered.
///
/// [`Command::Add`]: super::Command::Add
#[must_use]
pub fn blank(kind: &str, label: &str, option: &str) -> Option<Json> {
    if !KINDS.contains(&kind) {
        return None;
    }
    let (of, part) = match kind {
        "when" | "deputy" | "person" | "unit" | "post" | "room" | "stock-item"
        | "document-number" | "subject" => ("textfield", Some(kind)),
        "date" => ("datetime", Some(kind)),
        "money" => ("number", Some(kind)),
        "opinion" => ("textarea", Some(kind)),
        "signature" => ("checkbox", Some(kind)),
        "leave-kind" | "code" => ("select", Some(kind)),
        "total" => ("expression", Some(kind)),
        "barcode" => ("text", Some(kind)),
        other => (other, None),
    };
    let mut component = Json::Object(Vec::new());
    let mut put = |name: &str, value: Json| *component.entry(name) = value;
    put("type", text(of));
    match kind {
        "text" | "barcode" => put("text", text(label)),
        "separator" => {}
        "spacer" => put("height", Json::Number("32".into())),
        "datetime" | "date" => {
            put("subtype", text("date"));
            put("dateLabel", text(label));
        }
        _ => put("label", text(label)),
    }
    match kind {
        "leave-kind" => {
            let kinds = LEAVE_KINDS.iter();
            let kinds = kinds
                .map(|(value, label)| object(&[("label", text(label)), ("value", text(value))]));
            put("values", Json::List(kinds.collect()));
        }
        "checklist" | "radio" | "select" | "taglist" => {
            put(
                "values",
                Json::List(vec![choice(option, 1), choice(option, 2)]),
            );
        }
        "expression" | "total" => {
            put("expression", text("="));
            put("computeOn", text("change"));
        }
        "group" => put("showOutline", Json::Bool(true)),
        "dynamiclist" => {
            put("showOutline", Json::Bool(true));
            put("isRepeating", Json::Bool(true));
            put("allowAddRemove", Json::Bool(true));
        }
        _ => {}
    }
    if let Some(part) = part {
        // By these names flows and rules know them.
        if !matches!(part, "barcode") {
            put("key", text(&part.replace('-', "_")));
        }
        put("properties", object(&[("antou", text(part))]));
    }
    if matches!(kind, "group" | "dynamiclist") {
        put("components", Json::List(Vec::new()));
    }
    Some(component)
}

fn choice(word: &str, number: usize) -> Json {
    let value = format!("option_{number}");
    let label = format!("{word} {number}");
    object(&[("label", text(&label)), ("value", text(&value))])
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn object(entries: &[(&str, Json)]) -> Json {
    let entries = entries.iter();
    Json::Object(
        entries
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
    )
}
