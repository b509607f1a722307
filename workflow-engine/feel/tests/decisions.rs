//! Small tables with dates of effect, Chinese names and the hit policies U, F, C and C+.
#![allow(clippy::unwrap_used)]

use feel::dmn::{Decisions, MAX_MODEL};
use feel::{Context, Value};

fn model(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="規則" namespace="https://antou.tw/rules">
  <inputData id="i1" name="年資"><variable name="年資" typeRef="number"/></inputData>
  <inputData id="i2" name="日期"><variable name="日期" typeRef="date"/></inputData>
  <inputData id="i3" name="假別"><variable name="假別" typeRef="string"/></inputData>
{body}
</definitions>"#
    )
}

/// A decision over the three inputs; each row is three tests and one output.
fn table(name: &str, policy: &str, kind: &str, rows: &[[&str; 4]]) -> String {
    let escape = |t: &str| {
        t.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let rules: String = rows
        .iter()
        .enumerate()
        .map(|(n, row)| {
            let tests: String = row[..3]
                .iter()
                .map(|t| format!("<inputEntry><text>{}</text></inputEntry>", escape(t)))
                .collect();
            format!(
                "<rule id=\"{name}-{n}\">{tests}<outputEntry><text>{}</text></outputEntry></rule>",
                escape(row[3])
            )
        })
        .collect();
    let requirements: String = ["i1", "i2", "i3"]
        .iter()
        .map(|i| {
            format!(
                "<informationRequirement><requiredInput href=\"#{i}\"/></informationRequirement>"
            )
        })
        .collect();
    let inputs: String = ["年資", "日期", "假別"]
        .iter()
        .map(|i| format!("<input><inputExpression><text>{i}</text></inputExpression></input>"))
        .collect();
    format!(
        r#"<decision id="d-{name}" name="{name}"><variable name="{name}"/>{requirements}
<decisionTable {policy}>{inputs}<output typeRef="{kind}"/>{rules}</decisionTable></decision>"#
    )
}

fn rules() -> Decisions {
    let quota = table(
        "休假日數",
        r#"hitPolicy="UNIQUE""#,
        "number",
        &[
            ["< 12", "-", "\"休假\"", "0"],
            ["[12..36)", "< date(\"2026-07-01\")", "\"休假\"", "7"],
            ["[12..36)", ">= date(\"2026-07-01\")", "\"休假\"", "8"],
            [">= 36", "-", "\"休假\"", "14"],
            [">= 0", "-", "\"重複\"", "1"],
            [">= 0", "-", "\"重複\"", "2"],
        ],
    );
    let first = table(
        "決行層級",
        r#"hitPolicy="FIRST""#,
        "string",
        &[["> 36", "-", "-", "\"科長\""], ["-", "-", "-", "\"處長\""]],
    );
    let collect = table(
        "應附文件",
        r#"hitPolicy="COLLECT""#,
        "string",
        &[
            ["-", "-", "\"病假\"", "\"診斷書\""],
            ["-", ">= date(\"2026-01-01\")", "\"病假\"", "\"收據\""],
            ["-", "-", "\"婚假\"", "\"戶籍謄本\""],
        ],
    );
    let sum = table(
        "加給",
        r#"hitPolicy="COLLECT" aggregation="SUM""#,
        "number",
        &[
            ["-", "-", "-", "0.5"],
            ["> 36", "-", "-", "1.25"],
            ["> 120", "-", "-", "3"],
        ],
    );
    Decisions::read(model(&[quota, first, collect, sum].concat()).as_bytes()).unwrap()
}

fn inputs(months: i64, day: jiff::civil::Date, kind: &str) -> Context {
    Context::from([
        ("年資".into(), Value::from(months)),
        ("日期".into(), Value::from(day)),
        ("假別".into(), Value::from(kind)),
        ("不相干".into(), Value::from("x")),
    ])
}

#[test]
fn tables_decide() {
    let rules = rules();
    let check =
        |decision: &str, months: i64, day: jiff::civil::Date, kind: &str, expected: Value| {
            let outcome = rules.decide(decision, &inputs(months, day, kind));
            assert_eq!(
                outcome.value, expected,
                "{decision} {months} {day} {kind}: {:?}",
                outcome.reason
            );
            assert_eq!(
                outcome.value.is_null(),
                outcome.reason.is_some(),
                "{outcome:?}"
            );
        };
    let (before, after) = (
        jiff::civil::date(2026, 6, 30),
        jiff::civil::date(2026, 7, 1),
    );
    check("休假日數", 11, before, "休假", 0.into());
    check("休假日數", 12, before, "休假", 7.into());
    check("休假日數", 12, after, "休假", 8.into());
    check("休假日數", 36, after, "休假", 14.into());
    check("休假日數", 36, after, "重複", Value::Null);
    check("休假日數", 36, after, "沒有", Value::Null);
    check("決行層級", 37, after, "休假", "科長".into());
    check("決行層級", 36, after, "休假", "處長".into());
    check(
        "應附文件",
        1,
        after,
        "病假",
        Value::List(vec!["診斷書".into(), "收據".into()]),
    );
    check(
        "應附文件",
        1,
        jiff::civil::date(2025, 12, 31),
        "病假",
        Value::List(vec!["診斷書".into()]),
    );
    check(
        "加給",
        121,
        after,
        "休假",
        Value::Number("4.75".parse().unwrap()),
    );
    check(
        "加給",
        36,
        after,
        "休假",
        Value::Number("0.5".parse().unwrap()),
    );
    check("沒有這張表", 36, after, "休假", Value::Null);
}

#[test]
fn a_missing_or_wrong_input_is_null_with_a_reason() {
    let outcome = rules().decide("休假日數", &Context::new());
    assert_eq!(outcome.value, Value::Null);
    assert!(outcome.reason.is_some());
    let wrong = Context::from([("年資".into(), Value::from("很久"))]);
    assert_eq!(rules().decide("休假日數", &wrong).value, Value::Null);
}

#[test]
fn names_and_inputs() {
    let rules = rules();
    let mut names: Vec<_> = rules.names().collect();
    names.sort_unstable();
    assert_eq!(names.len(), 4);
    assert!(names.contains(&"決行層級"));
    assert_eq!(rules.inputs().count(), 3);
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    shared(&rules);
}

#[test]
fn refused_models() {
    fn check(xml: &[u8], expected: &str) {
        let got = Decisions::read(xml).unwrap_err();
        assert_eq!(got.code(), expected, "{got}");
    }
    let literal = |text: &str| {
        model(&format!(
            r#"<decision id="d" name="d"><variable name="d"/><literalExpression><text>{text}</text></literalExpression></decision>"#
        ))
    };
    check(b"", "dmn-xml");
    check(b"<a", "dmn-xml");
    check(b"\xff", "dmn-xml");
    check(b"<!DOCTYPE x [<!ENTITY a \"b\">]><x/>", "dmn-xml");
    check(&vec![b' '; MAX_MODEL + 1], "dmn-too-large");
    check("<a>".repeat(100).as_bytes(), "dmn-xml");
    check(b"<html/>", "dmn-xml");
    check(literal("today()").as_bytes(), "feel-clock");
    check(literal("t&#111;day()").as_bytes(), "feel-clock");
    check(literal("<![CDATA[today()]]>").as_bytes(), "feel-clock");
    check(literal(&"(".repeat(300)).as_bytes(), "feel-too-deep");
    check(literal("1 +").as_bytes(), "feel-syntax");
    check(
        model(r#"<businessKnowledgeModel id="b" name="b"><variable name="b"/><encapsulatedLogic kind="Java"/></businessKnowledgeModel>"#).as_bytes(),
        "feel-external",
    );
    check(
        model(r#"<import namespace="x" name="x" importType="http://www.dmg.org/PMML-4_2"/>"#)
            .as_bytes(),
        "feel-external",
    );
    check(
        model(r##"<decision id="d" name="d"><variable name="d"/><informationRequirement><requiredDecision href="#d"/></informationRequirement><literalExpression><text>1</text></literalExpression></decision>"##).as_bytes(),
        "dmn-circle",
    );
}
