//! What our own dialect has and form-js has not: the object `antou` of a component and of a form,
//! and two properties that are wider here. Published as `docs/formats/antou-form.schema.json`.

use super::shape::{Items, Shape, Spelling, Type};
use super::table::{INPUTS, Property, any, on};
use crate::component::{ACCESS, OWN_KINDS};
use crate::json::Json;

const TEXT: Shape = Shape::of(&[Type::Text]);
const OBJECT: Shape = Shape::of(&[Type::Object]);
const LIST: Shape = Shape::of(&[Type::List]);
const EXPRESSION: Shape = TEXT.spelled(Spelling::Computed);
const DAY: Shape = TEXT.spelled(Spelling::Day);

/// What stands in place of the entries of the same name in the tables of form-js, or beside them;
/// each name stands there in one table only.
pub(super) const OWN: &[Property] = &[
    on(INPUTS, "description", TEXT),
    any(
        "required",
        Shape::of(&[Type::Flag, Type::Text]).spelled(Spelling::Expression),
    ),
];

/// The object `antou` of a component.
pub(super) const OF_COMPONENT: &Property = &any("antou", OBJECT.with(COMPONENT));
/// The object `antou` of a form.
pub(super) const OF_FORM: &Property = &any("antou", OBJECT.with(FORM));

const COMPONENT: &[Property] = &[
    any("on", EXPRESSION),
    any("prefill", EXPRESSION),
    any("value", EXPRESSION),
    any("help", TEXT),
    any("table", TEXT),
    any("section", TEXT),
    any("stations", OBJECT.of_each(&STATION)),
    any("rules", LIST.list(Items::Each(&RULE))),
];

const STATION: Shape = TEXT.choice(&["hidden", "read", "write", "require"]);
const RULE: Shape = OBJECT.with(&[any("fails", EXPRESSION), any("message", TEXT)]);

const FORM: &[Property] = &[
    any("tables", OBJECT.of_each(&TABLE)),
    any("sections", OBJECT.of_each(&SECTION)),
];

const TABLE: Shape = LIST.list(Items::Each(&CODE));
const CODE: Shape = OBJECT.with(&[
    any("value", TEXT),
    any("label", TEXT),
    any("from", DAY),
    any("until", DAY),
]);
const SECTION: Shape = OBJECT.with(&[
    any("label", TEXT),
    any("components", LIST.list(Items::Components)),
]);

/// The extension as a JSON Schema (draft-07): what `antou` objects hold, and the types of our own
/// with the type of form-js to whose rules each is held. The published file is this text.
#[must_use]
pub fn published() -> String {
    let text = |text: &str| Json::Text(text.to_owned());
    let object = |entries: Vec<(&str, Json)>| {
        let entries = entries.into_iter();
        Json::Object(
            entries
                .map(|(name, json)| (name.to_owned(), json))
                .collect(),
        )
    };
    let kinds = OWN_KINDS.iter().map(|(own, kept)| (*own, text(kept)));
    let definitions = object(vec![
        ("component", shape(&OF_COMPONENT.shape)),
        ("form", shape(&OF_FORM.shape)),
    ]);
    let schema = object(vec![
        ("$schema", text("http://json-schema.org/draft-07/schema#")),
        ("$id", text("https://antou.tw/schema/form/1")),
        (
            "title",
            text("antou: what a form of form-js has besides, in Antou"),
        ),
        (
            "description",
            text(
                "definitions/component is the object `antou` of a component, definitions/form that of a form. keptAs names the type of form-js to whose rules a type of our own is held.",
            ),
        ),
        ("keptAs", object(kinds.collect())),
        ("definitions", definitions),
    ]);
    schema.pretty() + "\n"
}

fn shape(of: &Shape) -> Json {
    let text = |text: &str| Json::Text(text.to_owned());
    let mut entries: Vec<(String, Json)> = Vec::new();
    let mut put = |name: &str, json: Json| entries.push((name.to_owned(), json));
    match of.types {
        [one] => put("type", text(one.keyword())),
        types => put(
            "type",
            Json::List(types.iter().map(|kind| text(kind.keyword())).collect()),
        ),
    }
    if !of.choices.is_empty() {
        put(
            "enum",
            Json::List(of.choices.iter().map(|one| text(one)).collect()),
        );
    }
    if let Some(pattern) = of.spelling.map(Spelling::pattern) {
        put("pattern", text(pattern));
    }
    if !of.entries.is_empty() {
        let inside = of.entries.iter();
        let inside = inside.map(|property| (property.name.to_owned(), shape(&property.shape)));
        put("properties", Json::Object(inside.collect()));
    }
    if let Some(each) = of.each {
        put("additionalProperties", shape(each));
    }
    match of.items {
        Items::Any => {}
        Items::Each(each) => put("items", shape(each)),
        Items::Components => put(
            "items",
            Json::Object(vec![("type".to_owned(), text("object"))]),
        ),
    }
    Json::Object(entries)
}

/// The words of access are those that are read.
const _: () = assert!(ACCESS.len() == STATION.choices.len());
