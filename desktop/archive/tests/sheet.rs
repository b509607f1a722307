//! Sheets that are read, and sheets that are refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use archive::print::{Filled, Sheet};
use archive::{Fonts, Meta, check as check_pdf, make};

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
        "a box is one of label, text, choice, qr and stamp",
    );
    check(
        r#"{"grid": {"widths": [50], "rows": [{"cells": [{"choice": {"path": "a}", "of": []}}]}]}}"#,
        "a brace",
    );
    check(
        r#"{"table": {"rows": "r", "columns": [{"head": "甲", "width": 50, "text": "}"}]}}"#,
        "a brace",
    );
    check(
        r#"{"grid": {"widths": [50, 50], "rows": [{"widths": [30, 30, 40], "cells": [{"label": "甲"}, {"text": ""}, {"stamp": {"text": ""}}]}]}}"#,
        "ok",
    );
    check(
        r#"{"grid": {"widths": [50, 50], "rows": [{"widths": [30, 30], "cells": [{"label": "甲"}, {"text": ""}]}]}}"#,
        "the row's columns are 60 mm wide, the grid's 100 mm",
    );
    check(
        r#"{"each": {"rows": "a.b", "blocks": [{"qr": {"text": "{c}"}}, {"page_break": true}]}}"#,
        "ok",
    );
    check(
        r#"{"each": {"rows": "a", "blocks": [{"text": {"text": "{"}}]}}"#,
        "body[0].each.blocks[0]",
    );
    check(r#"{"each": {"rows": "a b", "blocks": []}}"#, "a brace");
    check(r#"{"qr": {"text": "{"}}"#, "a brace");
    check(
        r#"{"qr": {"text": "a", "size": 5}}"#,
        "codes and seals are 8 to 80 mm wide",
    );
    check(
        r#"{"stamp": {"text": "", "size": 99}}"#,
        "codes and seals are 8 to 80 mm wide",
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

/// An agency's own sheet with what a form may hold: rows in rows, several ticks, a code, a seal.
const OWN: &str = r#"
    {"text": {"text": "出差單", "role": "title", "align": "center"}},
    {"grid": {"widths": [30, 120], "rows": [
        {"cells": [{"label": "姓名", "align": "spread"}, {"text": "{name}"}]},
        {"cells": [{"label": "設備"}, {"choice": {"path": "tools", "many": true, "of": [
            {"value": "a", "text": "投影機"}, {"value": "b", "text": "麥克風"}, {"value": "c", "text": "白板"}]}}]},
        {"widths": [50, 50, 50], "keep": true, "cells": [
            {"qr": {"text": "{name}", "caption": true}}, {"stamp": {"text": "{seal?}"}, "align": "center"}, {"text": "", "shade": true}]}
    ]}},
    {"each": {"rows": "days", "blocks": [
        {"text": {"text": "{on}：{name}", "when": "on"}},
        {"table": {"rows": "stops", "columns": [{"head": "地點", "width": 60, "text": "{place}（{on}）"}]}}
    ]}},
    {"stamp": {"text": "收文章", "align": "right"}},
    {"qr": {"text": "{code}", "size": 25, "align": "center"}}"#;

#[test]
fn an_own_sheet_holds_what_a_form_may_hold() {
    let sheet = sheet(OWN).unwrap();
    let needs: Vec<String> = sheet.needs().into_iter().collect();
    let expected = [
        "code",
        "days",
        "days[].name",
        "days[].stops",
        "days[].stops[].on",
        "days[].stops[].place",
        "name",
        "tools",
    ];
    assert_eq!(needs, expected);
    let Ok(fonts) = Fonts::find(&[]) else {
        println!("skipped: no font for Chinese");
        return;
    };
    let meta = Meta {
        title: "出差單".into(),
        language: "zh-TW".into(),
        created_ms: 0,
        document_id: "own".into(),
    };
    let filled = Filled::default()
        .with("name", "王小明")
        .with("tools", "a\nc")
        .with("code", "A1")
        .with_row("days", &[("on", "甲日")])
        .with_row("days", &[("on", "乙日")])
        .with_row("days.0.stops", &[("place", "臺北")])
        .with_row("days.1.stops", &[("place", "臺中")])
        .with_row("days.1.stops", &[("place", "高雄")]);
    let code = |filled: &Filled| {
        make(&sheet, filled, &fonts, &meta).map_or_else(|error| error.code(), |_| "ok")
    };
    assert_eq!(
        code(&filled.clone().with("tools", "a\nd")),
        "print-choice-unknown"
    );
    assert_eq!(
        code(&filled.clone().with("code", &"a".repeat(2400))),
        "print-qr-too-long"
    );
    let pdf = make(&sheet, &filled, &fonts, &meta).unwrap();
    assert_eq!(check_pdf(&pdf.bytes), []);
    let document = lopdf::Document::load_mem(&pdf.bytes).unwrap();
    let text = document.extract_text(&[1]).unwrap().replace('\n', "");
    let words = [
        "■投影機",
        "□麥克風",
        "■白板",
        "甲日：王小明",
        "臺北（甲日）",
        "高雄（乙日）",
        "收文章",
    ];
    for word in words {
        assert!(text.contains(word), "{word} not in {text}");
    }
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("form");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("own.pdf"), &pdf.bytes).unwrap();
}
