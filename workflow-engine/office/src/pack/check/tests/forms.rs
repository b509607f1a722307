//! A form beside the schema of form-js, and beside what is run here.

use super::*;

#[test]
fn a_form_is_held_to_its_own_fields() {
    let check = |from: &str, to: &str, expected: &[&str]| {
        let mut files = pack(&chain(&[]));
        assert!(QUESTIONS.contains(from), "{from}");
        files.insert(
            FORM.to_owned(),
            QUESTIONS.replacen(from, to, 1).into_bytes(),
        );
        let found = found(&files, FORM);
        let codes: Vec<&str> = found.iter().map(|(code, ..)| code.as_str()).collect();
        assert_eq!(codes, expected, "{to}");
    };
    let hide = "=amount < 100";
    check(hide, "=amount < 100", &[]);
    check(hide, "=amuont < 100", &["feel-name-unknown"]);
    check(hide, "=amount + 100", &["form-type"]);
    check(hide, "=due < @\\\"2026-01-01\\\"", &[]);
    check(hide, "=due < 3", &["feel-never"]);
    check(hide, "=due < today", &[]);
    check(hide, "=amount < today", &["feel-never"]);
    check(hide, "=due < today()", &["form-expression"]);
    let place = "\"key\": \"place\"";
    let hidden = |text: &str| format!("{place}, \"conditional\": {{\"hide\": \"{text}\"}}");
    check(place, &hidden("=cost > 3"), &[]);
    check(place, &hidden("=this.cost > parent.amount and i > 1"), &[]);
    check(place, &hidden("=this.price > 3"), &["feel-no-entry"]);
    check(place, &hidden("=parent.due < today"), &[]);
    check(place, &hidden("=due < parent.today"), &["feel-no-entry"]);
}

#[test]
fn a_form_is_held_to_the_schema_and_to_what_is_run() {
    use Weight::{Error, Notice, Warning};
    let check = |from: &str, to: &str, expected: &[(&str, Weight, &str, (usize, usize))]| {
        let mut files = leave();
        let text = String::from_utf8(files[FORM].clone()).unwrap();
        assert!(text.contains(from), "{from}");
        files.insert(FORM.to_owned(), text.replacen(from, to, 1).into_bytes());
        let found = super::super::check(&files);
        let found: Vec<(&str, Weight, &str, (usize, usize))> = found
            .iter()
            .filter(|f| f.file == FORM)
            .map(|f| {
                let place = f.place.map(|place| (place.line, place.column));
                let place = place.unwrap_or_default();
                (f.code.as_str(), f.weight, f.element.as_str(), place)
            })
            .collect();
        assert_eq!(found, expected, "{to}");
    };
    let row = "\"layout\": { \"row\": \"row-3\", \"columns\": null }";
    check(row, row, &[]);
    check(
        row,
        "\"layout\": { \"row\": 3, \"columns\": null }",
        &[("schema-type", Error, "/components/3/layout/row", (49, 26))],
    );
    check(
        row,
        "\"searchable\": true",
        &[(
            "schema-not-allowed",
            Error,
            "/components/3/searchable",
            (49, 21),
        )],
    );
    // Said to be missing where the component begins.
    check(
        "\"key\": \"place\",",
        "",
        &[
            ("form-key", Error, "/components/4", (52, 5)),
            ("schema-missing", Error, "/components/4", (52, 5)),
        ],
    );
    // What is run here and not by form-js.
    let long = "\"validate\": { \"maxLength\": 60 }";
    let required = |text: &str| format!("\"validate\": {{ \"required\": \"{text}\" }}");
    check(long, &required("=kind = \\\"sick\\\""), &[]);
    check(
        long,
        &required("=kind + 1"),
        &[("feel-operands", Error, "/components/4", (58, 33))],
    );
    check(
        long,
        &required("yes"),
        &[(
            "schema-spelling",
            Error,
            "/components/4/validate/required",
            (58, 33),
        )],
    );
    check(
        "\"type\": \"textarea\",",
        "\"type\": \"html\",",
        &[
            ("schema-not-allowed", Error, "/components/3/key", (47, 14)),
            ("schema-not-allowed", Error, "/components/3/label", (48, 16)),
            (
                "schema-not-allowed",
                Error,
                "/components/3/validate",
                (50, 19),
            ),
            (
                "schema-not-allowed",
                Error,
                "/components/3/validate/maxLength",
                (50, 34),
            ),
            ("form-kind-plain", Notice, "/components/3", (44, 5)),
        ],
    );
    check(
        "\"value\": \"sick\"",
        "\"value\": \"annual\"",
        &[("form-option-twice", Warning, "/components/1", (17, 5))],
    );
    check(
        "\"multiple\": true",
        "\"multiple\": true,,",
        &[("form-unreadable", Error, "", (67, 24))],
    );
    check(
        "\"components\": [",
        "\"components\": [3,",
        &[("form-shape", Error, "/components/0", (6, 18))],
    );
}

#[test]
fn a_finding_is_one_line() {
    let check = |finding: Finding, expected: &str| assert_eq!(finding.to_string(), expected);
    let new = || Finding::new(FORM, Weight::Error, "form-key", "write a key".to_owned());
    check(new(), "form.json: error form-key: write a key");
    let place = Some(Place { line: 3, column: 9 });
    let facts = new().of("/components/0").with("key", "").with("id", "f");
    check(
        Finding { place, ..facts },
        "form.json:3:9: error form-key at /components/0: write a key (id=f, key=)",
    );
}
