//! What is found wrong with decision tables.
#![allow(clippy::unwrap_used)]

use feel::dmn::Decisions;

/// A table over `x` (and `y`) as rows of tests and an output.
fn table(policy: &str, inputs: &[(&str, &str)], rows: &[&str], values: Option<&str>) -> String {
    let columns: String = inputs
        .iter()
        .map(|(name, of)| {
            let values = values.map_or(String::new(), |v| format!("<inputValues><text>{v}</text></inputValues>"));
            format!(r#"<input><inputExpression typeRef="{of}"><text>{name}</text></inputExpression>{values}</input>"#)
        })
        .collect();
    let rules: String = rows
        .iter()
        .map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let (output, tests) = cells.split_last().unwrap();
            let tests: String = tests
                .iter()
                .map(|test| {
                    format!(
                        "<inputEntry><text>{}</text></inputEntry>",
                        test.replace('<', "&lt;")
                    )
                })
                .collect();
            format!("<rule>{tests}<outputEntry><text>{output}</text></outputEntry></rule>")
        })
        .collect();
    let needs: String = inputs
        .iter()
        .map(|(name, _)| format!(r##"<informationRequirement><requiredInput href="#{name}"/></informationRequirement>"##))
        .collect();
    let data: String = inputs
        .iter()
        .map(|(name, of)| format!(r#"<inputData id="{name}" name="{name}"><variable name="{name}" typeRef="{of}"/></inputData>"#))
        .collect();
    format!(
        r#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="t" name="t">{data}<decision id="d" name="d"><variable name="d"/>{needs}<decisionTable hitPolicy="{policy}">{columns}<output/>{rules}</decisionTable></decision></definitions>"#
    )
}

fn findings(xml: &str) -> Vec<String> {
    let decisions = Decisions::read(xml.as_bytes()).unwrap();
    let found = decisions.check().into_iter();
    found
        .map(|found| {
            let values: Vec<String> = found
                .values
                .iter()
                .map(|(input, value)| format!("{input}: {value}"))
                .collect();
            let rules: Vec<String> = found.rules.iter().map(ToString::to_string).collect();
            let parts = [found.code.to_owned(), rules.join(","), values.join(", ")];
            parts
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

#[test]
fn gaps_are_shown_as_values() {
    let check = |rows: &[&str], expected: &[&str]| {
        assert_eq!(
            findings(&table("UNIQUE", &[("x", "number")], rows, None)),
            expected,
            "{rows:?}"
        );
    };
    check(&["<= 3 | 1", "> 3 | 2"], &[]);
    check(&["<= 3 | 1", ">= 4 | 2"], &["dmn-gap x: (3..4)"]);
    check(&["< 3 | 1", "> 3 | 2"], &["dmn-gap x: 3"]);
    check(
        &["[0..3] | 1", "(3..7] | 2"],
        &["dmn-gap x: < 0", "dmn-gap x: > 7"],
    );
    check(&["not(5) | 1", "5 | 2"], &[]);
    check(&["1, 2, 3 | 1", "- | 2"], &["dmn-overlap 1,2 x: 1"]);
    check(&["x * 2 | 1"], &["dmn-not-checked"]);
}

#[test]
fn several_columns() {
    let inputs = [("kind", "string"), ("days", "number")];
    let check = |policy: &str, rows: &[&str], expected: &[&str]| {
        assert_eq!(
            findings(&table(policy, &inputs, rows, None)),
            expected,
            "{rows:?}"
        );
    };
    check(
        "UNIQUE",
        &[
            "\"病假\" | <= 3 | 1",
            "\"病假\" | > 3 | 2",
            "not(\"病假\") | - | 3",
        ],
        &[],
    );
    check(
        "UNIQUE",
        &["\"病假\" | <= 3 | 1", "\"事假\" | - | 3"],
        &[
            "dmn-gap kind: not(\"事假\", \"病假\")",
            "dmn-gap kind: \"病假\", days: > 3",
        ],
    );
    check(
        "UNIQUE",
        &[
            "- | <= 3 | 1",
            "\"事假\" | >= 3 | 3",
            "not(\"事假\") | > 3 | 4",
        ],
        &["dmn-overlap 1,2 kind: \"事假\", days: 3"],
    );
    check("ANY", &["- | - | 1", "\"事假\" | >= 3 | 1"], &[]);
    check(
        "ANY",
        &["- | - | 1", "\"事假\" | >= 3 | 2"],
        &["dmn-overlap 1,2 kind: \"事假\", days: 3"],
    );
    check(
        "FIRST",
        &["- | <= 3 | 1", "\"事假\" | [1..2] | 3", "- | - | 4"],
        &["dmn-rule-unreachable 2,1"],
    );
}

#[test]
fn only_what_may_come_in_is_looked_at() {
    let check = |values: &str, rows: &[&str], expected: &[&str]| {
        assert_eq!(
            findings(&table("UNIQUE", &[("x", "string")], rows, Some(values))),
            expected,
            "{rows:?}"
        );
    };
    check("\"a\", \"b\"", &["\"a\" | 1", "\"b\" | 2"], &[]);
    check("\"a\", \"b\"", &["\"a\" | 1"], &["dmn-gap x: \"b\""]);
    check(
        "\"a\", \"b\"",
        &["\"a\" | 1", "\"b\" | 2", "\"c\" | 3"],
        &["dmn-rule-unreachable 3,3"],
    );
    let days = table(
        "UNIQUE",
        &[("on", "date")],
        &["< date(\"2026-01-01\") | 1", ">= date(\"2026-01-01\") | 2"],
        None,
    );
    assert_eq!(findings(&days), Vec::<String>::new());
    let bools = table("UNIQUE", &[("b", "boolean")], &["true | 1"], None);
    assert_eq!(findings(&bools), ["dmn-gap b: false"]);
}

#[test]
fn a_thousand_rules_are_checked() {
    let rows: Vec<String> = (0..1000)
        .map(|n| format!("[{n}..{}) | - | {n}", n + 1))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let found = findings(&table(
        "UNIQUE",
        &[("x", "number"), ("y", "number")],
        &rows,
        None,
    ));
    assert_eq!(found, ["dmn-gap x: < 0", "dmn-gap x: >= 1000"]);
}
