//! Which types have which properties, and what these may hold.

use super::check;
use crate::json::Json;
use crate::schema::table::{COMPONENT, KINDS};
use crate::schema::{Dialect, Finding};

/// The least component of each type that has everything that it must.
const LEAST: &[&str] = &[
    r#"{"type": "button"}"#,
    r#"{"type": "checkbox", "key": "x"}"#,
    r#"{"type": "checklist", "key": "x"}"#,
    r#"{"type": "datetime", "key": "x"}"#,
    r#"{"type": "documentPreview", "dataSource": "=x"}"#,
    r#"{"type": "dynamiclist"}"#,
    r#"{"type": "expression", "key": "x", "expression": "=1", "computeOn": "change"}"#,
    r#"{"type": "filepicker", "key": "x"}"#,
    r#"{"type": "group"}"#,
    r#"{"type": "html"}"#,
    r#"{"type": "iframe"}"#,
    r#"{"type": "image"}"#,
    r#"{"type": "number", "key": "x"}"#,
    r#"{"type": "radio", "key": "x"}"#,
    r#"{"type": "select", "key": "x"}"#,
    r#"{"type": "separator"}"#,
    r#"{"type": "spacer"}"#,
    r#"{"type": "table", "dataSource": "=x", "columnsExpression": "=y"}"#,
    r#"{"type": "taglist", "key": "x"}"#,
    r#"{"type": "text"}"#,
    r#"{"type": "textarea", "key": "x"}"#,
    r#"{"type": "textfield", "key": "x"}"#,
];

/// The least component of a type with one property more.
pub(super) fn least(kind: &str, property: &str, value: &str) -> Json {
    let all = LEAST
        .iter()
        .map(|text| Json::read(text.as_bytes()).unwrap());
    let mut all = all.filter(|json| json.get("type").and_then(Json::as_text) == Some(kind));
    let mut component = all.next().unwrap();
    *component.entry(property) = Json::read(value.as_bytes()).unwrap();
    component
}

#[test]
fn the_least_of_each_type() {
    assert_eq!(LEAST.len(), KINDS.len());
    for component in LEAST {
        check(component, "");
    }
}

#[test]
fn which_types_have_a_property() {
    let check = |property: &str, value: &str, expected: &str| {
        let has = |kind: &&&str| {
            let component = least(kind, property, value).compact();
            let form = format!(r#"{{"type": "default", "components": [{component}]}}"#);
            let found = crate::schema::check(form.as_bytes(), Dialect::FormJs).unwrap();
            let is_refusal = |finding: &Finding| finding.code == "schema-not-allowed";
            assert!(found.iter().all(is_refusal), "{component}: {found:?}");
            found.is_empty()
        };
        let mut kinds: Vec<&str> = KINDS.iter().filter(has).copied().collect();
        if kinds.len() == KINDS.len() {
            kinds = vec!["all"];
        }
        assert_eq!(kinds.join(" "), expected, "{property}");
    };
    let inputs = "checkbox checklist datetime expression filepicker number radio select taglist \
                  textarea textfield";
    for (property, value) in [
        ("id", r#""a""#),
        ("url", r#""a""#),
        ("layout", "{}"),
        ("appearance", "{}"),
        ("conditional", "{}"),
        ("properties", "{}"),
        ("security", "{}"),
        ("expression", "1"),
        ("computeOn", "1"),
        ("ours", "null"),
    ] {
        check(property, value, "all");
    }
    for (property, value) in [
        ("key", r#""x""#),
        ("readonly", "true"),
        ("disabled", r#""=a""#),
        ("validate", "{}"),
    ] {
        check(property, value, inputs);
    }
    check("description", r#""a""#, &inputs.replace("filepicker ", ""));
    check(
        "label",
        r#""a""#,
        "button checkbox checklist datetime documentPreview dynamiclist expression filepicker \
         group iframe number radio select table taglist textarea textfield",
    );
    for (property, value) in [
        ("values", "[]"),
        ("valuesKey", r#""a.b""#),
        ("valuesExpression", r#""=a""#),
    ] {
        check(property, value, "checklist radio select taglist");
    }
    for (property, value) in [
        ("subtype", r#""time""#),
        ("dateLabel", r#""a""#),
        ("timeLabel", r#""a""#),
        ("use24h", "true"),
        ("timeSerializingFormat", r#""utc_offset""#),
        ("timeInterval", "60"),
        ("disallowPassedDates", "false"),
    ] {
        check(property, value, "datetime");
    }
    for property in ["path", "showOutline", "verticalAlignment", "components"] {
        let value = match property {
            "showOutline" => "true",
            "components" => "[]",
            _ => r#""start""#,
        };
        check(property, value, "dynamiclist group");
    }
    for (property, value) in [
        ("isRepeating", "true"),
        ("allowAddRemove", "true"),
        ("disableCollapse", "true"),
        ("defaultRepetitions", "1.5"),
        ("nonCollapsedItems", "-1"),
    ] {
        check(property, value, "dynamiclist");
    }
    for (property, value) in [
        ("increment", "0.1"),
        ("decimalDigits", "2"),
        ("serializeToString", "true"),
    ] {
        check(property, value, "number");
    }
    check("accept", r#"".pdf""#, "filepicker");
    check("multiple", r#""=a""#, "filepicker");
    check("searchable", "true", "select");
    check("dataSource", r#""=a""#, "documentPreview table");
    check("columnsExpression", r#""=a""#, "table");
    check("rowCount", "5", "table");
    check("maxHeight", "5", "documentPreview");
    check("text", r#""a""#, "text");
    check("content", r#""a""#, "html");
    check("action", r#""reset""#, "button");
    check("source", r#""a""#, "image");
    check("alt", r#""a""#, "image");
    check("height", "0.5", "iframe spacer");
    for rule in ["min", "max"] {
        check_inner("validate", rule, "1", "number");
    }
    for rule in ["minLength", "maxLength"] {
        check_inner("validate", rule, r#""=a""#, "textarea textfield");
    }
    check_inner("validate", "validationType", r#""email""#, "textfield");
    check_inner("validate", "pattern", r#""a""#, "textfield");
    check_inner("validate", "required", "true", inputs);
    check_inner("appearance", "prefixAdorner", r#""a""#, "number textfield");
    check_inner("appearance", "suffixAdorner", r#""a""#, "number textfield");
}

/// As for a property of a component, for one of an object in it.
fn check_inner(outer: &str, property: &str, value: &str, expected: &str) {
    let has = |kind: &&&str| {
        let component = least(kind, outer, &format!(r#"{{"{property}": {value}}}"#));
        let form = format!(
            r#"{{"type": "default", "components": [{}]}}"#,
            component.compact()
        );
        crate::schema::check(form.as_bytes(), Dialect::FormJs)
            .unwrap()
            .is_empty()
    };
    let kinds: Vec<&str> = KINDS.iter().filter(has).copied().collect();
    assert_eq!(kinds.join(" "), expected, "{outer}.{property}");
}

#[test]
fn what_a_property_may_hold() {
    let check = |kind: &str, property: &str, value: &str, expected: &str| {
        check(&least(kind, property, value).compact(), expected);
    };
    for property in COMPONENT.iter().filter(|p| !p.shape.types.is_empty()) {
        let kind = property.on.first().unwrap_or(&"text");
        let mut expected = format!("schema-type ^/{}", property.name);
        if property.name == "columns" {
            expected.push_str("; schema-columns ^");
        }
        check(kind, property.name, "null", &expected);
    }
    check("text", "text", "3", "schema-type ^/text");
    check("textfield", "key", r#""a_1.b""#, "");
    check("textfield", "key", r#""""#, "schema-spelling ^/key");
    check("textfield", "key", r#""a..b""#, "schema-spelling ^/key");
    check("textfield", "key", r#"".a""#, "schema-spelling ^/key");
    check("textfield", "key", r#""事由""#, "schema-spelling ^/key");
    check("textfield", "key", r#""a\n""#, "schema-spelling ^/key");
    check("group", "path", r#""""#, "");
    check("group", "path", r#""a.b""#, "");
    check("group", "path", r#""a.""#, "schema-spelling ^/path");
    check("select", "valuesKey", r#""""#, "");
    check("select", "valuesKey", r#""選項\u0085""#, "");
    check(
        "select",
        "valuesKey",
        r#""a\u3000b""#,
        "schema-spelling ^/valuesKey",
    );
    check(
        "select",
        "valuesKey",
        r#""\ufeff""#,
        "schema-spelling ^/valuesKey",
    );
    check("textfield", "disabled", "1", "schema-type ^/disabled");
    check("number", "decimalDigits", "2.0", "");
    check(
        "number",
        "decimalDigits",
        "2.5",
        "schema-type ^/decimalDigits",
    );
    check(
        "datetime",
        "timeInterval",
        "61",
        "schema-too-large ^/timeInterval",
    );
    check(
        "datetime",
        "timeInterval",
        "0",
        "schema-too-small ^/timeInterval",
    );
    check(
        "datetime",
        "timeInterval",
        "0.5",
        "schema-type ^/timeInterval",
    );
    check(
        "datetime",
        "subtype",
        r#""year""#,
        "schema-choice ^/subtype",
    );
    check("button", "action", r#""send""#, "schema-choice ^/action");
    check(
        "group",
        "verticalAlignment",
        r#""top""#,
        "schema-choice ^/verticalAlignment",
    );
    check("text", "layout", r#"{"row": null, "columns": null}"#, "");
    check(
        "text",
        "layout",
        r#"{"columns": 17}"#,
        "schema-too-large ^/layout/columns",
    );
    check(
        "text",
        "layout",
        r#"{"columns": 1}"#,
        "schema-too-small ^/layout/columns",
    );
    check(
        "text",
        "layout",
        r#"{"row": 1}"#,
        "schema-type ^/layout/row",
    );
    check(
        "text",
        "conditional",
        r#"{"hide": 1}"#,
        "schema-type ^/conditional/hide",
    );
    check(
        "iframe",
        "security",
        r#"{"camera": "no"}"#,
        "schema-type ^/security/camera",
    );
    check(
        "radio",
        "values",
        r#"[{"label": "A", "value": "a"}, {}, {"value": 1}, 3]"#,
        "schema-type ^/values/2/value; schema-type ^/values/3",
    );
    check("textfield", "validate", r#"{"validationType": ""}"#, "");
    check(
        "textfield",
        "validate",
        r#"{"validationType": "tel", "required": "=a", "minLength": 1.5}"#,
        "schema-choice ^/validate/validationType; schema-type ^/validate/required; \
         schema-type ^/validate/minLength",
    );
}
