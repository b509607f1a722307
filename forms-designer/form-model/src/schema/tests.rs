//! Every type, every property and every rule, in forms of our own.
#![allow(clippy::unwrap_used)]

mod chance;
mod properties;

use self::properties::least;
use super::shape::{beside, is_whole};
use super::*;

/// A component, and what the schema finds: `code place` each.
fn check(component: &str, expected: &str) {
    let form = format!(r#"{{"type": "default", "components": [{component}]}}"#);
    check_form(&form, &expected.replace("^", "/components/0"));
}

fn check_form(form: &str, expected: &str) {
    let found = super::check(form.as_bytes(), Dialect::FormJs).unwrap();
    let told: Vec<String> = found
        .iter()
        .map(|finding| format!("{} {}", finding.code, finding.path))
        .collect();
    assert_eq!(told.join("; "), expected, "{form}");
}

#[test]
fn forms() {
    check_form("3", "schema-type ");
    check_form("[]", "schema-type ");
    check_form("{}", "schema-missing ; schema-missing ");
    check_form(r#"{"type": "default"}"#, "schema-missing ");
    check_form(r#"{"components": []}"#, "schema-missing ");
    check_form(
        r#"{"type": "page", "components": []}"#,
        "schema-choice /type",
    );
    check_form(
        r#"{"type": null, "components": {}}"#,
        "schema-choice /type; schema-type /components",
    );
    let with = |entry: &str, expected: &str| {
        let form = format!(r#"{{"type": "default", "components": [], {entry}}}"#);
        check_form(&form, expected);
    };
    with(r#""id": "f", "ours": {"a": 1}"#, "");
    with(r#""id": 3"#, "schema-type /id");
    with(r#""schemaVersion": 19"#, "");
    with(r#""schemaVersion": 1.0"#, "");
    with(r#""schemaVersion": 20"#, "schema-too-large /schemaVersion");
    with(r#""schemaVersion": 0"#, "schema-too-small /schemaVersion");
    with(
        r#""schemaVersion": 1e60"#,
        "schema-too-large /schemaVersion",
    );
    with(r#""schemaVersion": 1.5"#, "schema-type /schemaVersion");
    with(r#""schemaVersion": "19""#, "schema-type /schemaVersion");
    with(
        r#""executionPlatform": 1"#,
        "schema-type /executionPlatform",
    );
    with(
        r#""executionPlatformVersion": 8.2"#,
        "schema-type /executionPlatformVersion",
    );
    with(r#""versionTag": []"#, "schema-type /versionTag");
    with(r#""exporter": {"name": "x", "version": "1"}"#, "");
    with(r#""exporter": "x""#, "schema-type /exporter");
    with(
        r#""exporter": {"name": 1, "version": null}"#,
        "schema-type /exporter/name; schema-type /exporter/version",
    );
    with(r#""layout": 3"#, "schema-not-allowed /layout");
    with(r#""conditional": {}"#, "schema-not-allowed /conditional");
    with(r#""properties": {}"#, "schema-not-allowed /properties");
    check_form(
        r#"{"type": "other", "components": [], "layout": {}}"#,
        "schema-choice /type",
    );
}

#[test]
fn the_last_of_a_name_counts() {
    check(
        r#"{"type": 3, "key": 1, "type": "textfield", "key": "a"}"#,
        "",
    );
    check(r#"{"type": "text", "type": 3}"#, "schema-kind ^/type");
}

#[test]
fn types_of_components() {
    check("7", "schema-type ^");
    check("null", "schema-type ^");
    check("{}", "schema-missing ^");
    check(r#"{"type": "seal"}"#, "schema-kind ^/type");
    check(r#"{"type": "page"}"#, "schema-kind ^/type");
    check(r#"{"type": 3}"#, "schema-kind ^/type");
    check(r#"{"type": "Text"}"#, "schema-kind ^/type");
    // Of no known type, nothing that belongs to a type is allowed.
    check(
        r#"{"type": "seal", "key": "a", "id": "b", "seal": 1}"#,
        "schema-kind ^/type; schema-not-allowed ^/key",
    );
    check(
        r#"{"key": "a"}"#,
        "schema-missing ^; schema-not-allowed ^/key",
    );
}

#[test]
fn our_own_types() {
    let check = |component: &str, expected: [usize; 2]| {
        let form = format!(r#"{{"type": "default", "components": [{component}]}}"#);
        let count = |dialect| super::check(form.as_bytes(), dialect).unwrap().len();
        let got = [count(Dialect::FormJs), count(Dialect::Antou)];
        assert_eq!(got, expected, "{component}");
    };
    check(r#"{"type": "antou-when", "key": "w"}"#, [2, 0]);
    check(r#"{"type": "antou-when"}"#, [1, 1]);
    check(
        r#"{"type": "antou-deputy", "key": "w", "values": []}"#,
        [3, 1],
    );
    check(
        r#"{"type": "antou-leave-kind", "key": "k", "values": []}"#,
        [3, 0],
    );
    check(r#"{"type": "antou-seal", "key": "k"}"#, [2, 2]);
    check(
        r#"{"type": "textfield", "key": "w", "properties": {"antou": "when"}}"#,
        [0, 0],
    );
}

#[test]
fn our_own_properties() {
    let check = |component: &str, expected: &str| {
        let form = format!(r#"{{"type": "default", "components": [{component}]}}"#);
        let codes = |dialect| {
            let found = super::check(form.as_bytes(), dialect).unwrap();
            let codes: Vec<&str> = found.iter().map(|finding| finding.code).collect();
            codes.join(" ")
        };
        let got = format!("{} | {}", codes(Dialect::FormJs), codes(Dialect::Antou));
        assert_eq!(got, expected, "{component}");
    };
    let required = |value: &str, expected: &str| {
        let validate = format!(r#"{{"required": {value}}}"#);
        check(
            &least("textfield", "validate", &validate).compact(),
            expected,
        );
    };
    required("true", " | ");
    required(r#""=a > 1""#, "schema-type | ");
    required(r#""yes""#, "schema-type | schema-spelling");
    required("1", "schema-type | schema-type");
    let described = |kind: &str, value: &str, expected: &str| {
        check(&least(kind, "description", value).compact(), expected);
    };
    described("textfield", r#""a""#, " | ");
    described("filepicker", r#""a""#, "schema-not-allowed | ");
    described(
        "filepicker",
        "1",
        "schema-not-allowed schema-type | schema-type",
    );
    described(
        "separator",
        r#""a""#,
        "schema-not-allowed | schema-not-allowed",
    );
}

#[test]
fn rules_between_properties() {
    check(r#"{"type": "textfield"}"#, "schema-missing ^");
    check(r#"{"type": "documentPreview"}"#, "schema-missing ^");
    check(
        r#"{"type": "expression"}"#,
        "schema-missing ^; schema-missing ^; schema-missing ^",
    );
    let table = |entries: &str, expected: &str| {
        check(&format!(r#"{{"type": "table"{entries}}}"#), expected);
    };
    table("", "schema-missing ^; schema-columns ^");
    table(r#", "columns": []"#, "schema-missing ^");
    table(r#", "dataSource": "=a""#, "schema-columns ^");
    table(
        r#", "dataSource": "=a", "columns": [{"label": "A", "key": 1}]"#,
        "schema-type ^/columns/0/key",
    );
    table(
        r#", "dataSource": "=a", "columns": [], "columnsExpression": "=b""#,
        "schema-columns ^",
    );
    let default = |kind: &str, value: &str, expected: &str| {
        check(&least(kind, "defaultValue", value).compact(), expected);
    };
    let wrong = "schema-type ^/defaultValue";
    default("checkbox", "true", "");
    default("checkbox", r#""true""#, wrong);
    default("textfield", r#""a""#, "");
    default("select", "1", wrong);
    default("datetime", "null", wrong);
    default("number", "1.50", "");
    default("number", r#""1.50""#, "");
    default("number", "true", wrong);
    default("taglist", "[1]", "");
    default("checklist", r#""a""#, wrong);
    default("filepicker", "false", "");
    default("filepicker", "{}", wrong);
    default("separator", r#""a""#, "schema-not-allowed ^/defaultValue");
    check(
        r#"{"type": "radio", "key": "x", "valuesKey": "v", "defaultValue": "a"}"#,
        "schema-default ^/defaultValue",
    );
    check(
        r#"{"type": "radio", "key": "x", "valuesExpression": "=v", "defaultValue": "a"}"#,
        "",
    );
    let message = |rest: &str, expected: &str| {
        let validate = format!(r#"{{"patternErrorMessage": "a"{rest}}}"#);
        check(
            &least("textfield", "validate", &validate).compact(),
            expected,
        );
    };
    message("", "schema-pattern-missing ^/validate");
    message(r#", "pattern": "b""#, "");
}

#[test]
fn components_in_components() {
    check(
        r#"{"type": "group", "components": [{"type": "dynamiclist", "components": [
            {"type": "textfield", "key": "a", "label": 3}]}]}"#,
        "schema-type ^/components/0/components/0/label",
    );
    check(
        r#"{"type": "text", "components": [{"type": "textfield"}]}"#,
        "schema-not-allowed ^/components; schema-missing ^/components/0",
    );
    check(
        r#"{"type": "group", "components": {}}"#,
        "schema-type ^/components",
    );
}

#[test]
fn what_is_said() {
    let check = |component: &str, expected: &[&str]| {
        let form = format!(r#"{{"type": "default", "components": [{component}]}}"#);
        let found = super::check(form.as_bytes(), Dialect::FormJs).unwrap();
        let mut lines = Vec::new();
        for finding in &found {
            lines.push(finding.sentence());
            let words = finding.said.iter();
            lines.extend(words.map(|said| format!("{} {}", said.path, said.keyword.name())));
        }
        assert_eq!(lines, expected, "{component}");
    };
    check(
        r#"{"type": "text", "key": "a"}"#,
        &[
            "take `key` out: a component of type `text` has no such property",
            "/components/0/key false schema",
            "/components/0 if",
        ],
    );
    check(
        r#"{"type": "textfield", "key": "a", "label": null}"#,
        &["this is null: write a text", "/components/0/label type"],
    );
    check(
        r#"{"type": "textfield"}"#,
        &["add `key`", "/components/0 required", "/components/0 if"],
    );
    check(
        r#"{"type": "button", "action": 3}"#,
        &[
            "this is a number: write a text",
            "/components/0/action type",
            "/components/0/action enum",
        ],
    );
    check(
        r#"{"type": "table", "dataSource": "=a", "columns": [], "columnsExpression": "=b"}"#,
        &[
            "give the table either `columns` or `columnsExpression`, and not both",
            "/components/0/columns false schema",
            "/components/0/columnsExpression false schema",
            "/components/0 oneOf",
            "/components/0 if",
        ],
    );
}

#[test]
fn numbers_as_they_are_written() {
    let check = |digits: &str, whole: bool, to_ten: &str| {
        let place = match beside(digits, 10) {
            std::cmp::Ordering::Less => "<",
            std::cmp::Ordering::Equal => "=",
            std::cmp::Ordering::Greater => ">",
        };
        assert_eq!((is_whole(digits), place), (whole, to_ten), "{digits}");
    };
    check("10", true, "=");
    check("-0", true, "<");
    check("10.000", true, "=");
    check("1e1", true, "=");
    check("10.001", false, ">");
    check("100e-1", true, "=");
    check("105e-1", false, ">");
    check("1e400", true, ">");
    check("-1e400", true, "<");
    check("1e-400", false, "<");
    check("1e99999999999999999999", true, ">");
    check("0e99999999999999999999", true, "<");
    check("1e-99999999999999999999", false, "<");
    let long = format!("9.{}", "3".repeat(5_000));
    check(&long, false, "<");
    check(&"9".repeat(5_000), true, ">");
}

#[test]
fn limits() {
    let code = |bytes: &[u8]| super::check(bytes, Dialect::FormJs).unwrap_err().code;
    assert_eq!(code(&vec![b' '; MAX_FORM + 1]), "form-too-large");
    assert_eq!(code("[".repeat(1_000).as_bytes()), "form-unreadable");
    let many = vec!["1"; MAX_FINDINGS * 2].join(",");
    let form = format!(r#"{{"type": "default", "components": [{many}]}}"#);
    let found = super::check(form.as_bytes(), Dialect::FormJs).unwrap();
    assert_eq!(found.len(), MAX_FINDINGS);
}
