//! Sheets that are read, and sheets that are refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use archive::print::Sheet;

/// A sheet with this body.
fn sheet(body: &str) -> Result<Sheet, archive::Problem> {
    let json = format!(
        r#"{{"format":"antou-print/1","paper":{{"size":"A4","top":10,"right":10,"bottom":10,"left":10}},"body":[{body}]}}"#
    );
    Sheet::read(json.as_bytes())
}

fn check(body: &str, expected: &str) {
    let answer = match sheet(body) {
        Ok(_) => "ok".to_owned(),
        Err(error) => format!("{}: {error}", error.code()),
    };
    assert!(answer.contains(expected), "{body}\n  gave {answer}");
}

#[test]
fn refuses_what_cannot_be_laid_out() {
    check(r#"{"space": 3}"#, "ok");
    check(
        r#"{"text": {"text": "甲{a.b}", "align": "center", "when": "a"}}"#,
        "ok",
    );
    check(r#"{"page_break": true}"#, "ok");
    check(r#"{"spaec": 3}"#, "print-sheet-unreadable");
    check(
        r#"{"text": {"text": "甲", "colour": "red"}}"#,
        "print-sheet-unreadable",
    );
    check(
        r#"{"text": {"text": "甲{a"}}"#,
        "print-sheet-wrong: the print sheet is wrong at body[0]",
    );
    check(
        r#"{"text": {"text": "甲", "size": 100}}"#,
        "letters are 5 to 72 points",
    );
    check(r#"{"space": -1}"#, "heights are 0 to 200 mm");
    check(r#"{"rule": {"weight": 99}}"#, "lines are 0.1 to 10 points");
    check(
        r#"{"grid": {"widths": [100, 100], "rows": []}}"#,
        "columns are 200 mm wide, the paper has 190 mm",
    );
    check(
        r#"{"grid": {"widths": [], "rows": []}}"#,
        "columns are 5 mm wide or more",
    );
    check(
        r#"{"grid": {"widths": [50, 50], "rows": [{"cells": [{"label": "甲", "span": 3}]}]}}"#,
        "body[0].grid.rows[0]: boxes span 3 columns, the grid has 2",
    );
    check(
        r#"{"grid": {"widths": [50], "rows": [{"cells": [{"label": "甲", "text": "乙"}]}]}}"#,
        "a box is one of label, text and choice",
    );
    check(
        r#"{"grid": {"widths": [50], "rows": [{"cells": [{"choice": {"path": "a}", "of": []}}]}]}}"#,
        "a brace",
    );
    check(
        r#"{"table": {"rows": "r", "columns": [{"head": "甲", "width": 50, "text": "}"}]}}"#,
        "a brace",
    );
    let big = format!(r#"{{"text": {{"text": "{}"}}}}"#, "a".repeat(300_000));
    check(&big, "are allowed");
    assert_eq!(
        Sheet::read(b"").unwrap_err().code(),
        "print-sheet-unreadable"
    );
    assert_eq!(
        Sheet::read(&[0xFF; 40]).unwrap_err().code(),
        "print-sheet-unreadable"
    );
    let deep = "[".repeat(100_000);
    assert_eq!(
        Sheet::read(deep.as_bytes()).unwrap_err().code(),
        "print-sheet-unreadable"
    );
}

#[test]
fn says_what_it_needs() {
    let leave = Sheet::read(include_bytes!("fixtures/leave-print.json")).unwrap();
    let needs: Vec<String> = leave.needs().into_iter().collect();
    assert_eq!(
        needs,
        [
            "agency.name",
            "applicant.name",
            "applicant.title",
            "applicant.unit",
            "applied.date",
            "attachments",
            "case.digest",
            "case.number",
            "deputy.name",
            "deputy.title",
            "leave.from",
            "leave.kind",
            "leave.reason",
            "leave.to",
            "leave.total",
            "print.time",
            "signers",
            "signers[].mark",
            "signers[].name",
            "signers[].role",
            "signers[].time",
            "signers[].title",
        ]
    );
}
