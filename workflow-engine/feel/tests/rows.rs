//! Which rules of decision tables counted, for those who ask why.
#![allow(clippy::unwrap_used)]

use feel::dmn::Decisions;
use feel::{Context, Number, Value};

/// A rule: its tests, what it says, and its annotation.
type Row<'r> = (&'r str, &'r str, &'r str);

fn table(policy: &str, rows: &[Row<'_>]) -> String {
    let rules: String = rows
        .iter()
        .map(|(test, says, note)| {
            format!(
                "<rule><inputEntry><text>{test}</text></inputEntry><outputEntry><text>{says}</text></outputEntry><annotationEntry><text>{note}</text></annotationEntry></rule>"
            )
        })
        .collect();
    format!(
        r#"<decisionTable hitPolicy="{policy}"><input label="日數"><inputExpression><text>days</text></inputExpression></input><output/><annotation name="依據"/>{rules}</decisionTable>"#
    )
}

fn model(body: &str) -> Decisions {
    let text = format!(
        r##"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="規則" namespace="https://antou.tw/rules">
<inputData id="i" name="days"><variable name="days"/></inputData>{body}</definitions>"##
    );
    Decisions::read(text.as_bytes()).unwrap()
}

fn decision(logic: &str) -> Decisions {
    model(&format!(
        r##"<decision id="d" name="層級"><variable name="層級"/><informationRequirement><requiredInput href="#i"/></informationRequirement>{logic}</decision>"##
    ))
}

fn written(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(items) => items.iter().map(written).collect::<Vec<_>>().join(" "),
        other => format!("{other:?}"),
    }
}

fn told(decisions: &Decisions, days: i64) -> String {
    let inputs = Context::from([("days".to_owned(), Value::Number(Number::from(days)))]);
    let decided = decisions.decide_by_rules("層級", &inputs);
    assert_eq!(
        decided.outcome,
        decisions.decide("層級", &inputs),
        "asking why changes nothing"
    );
    let tables = decided.tables.iter().map(|asked| {
        let inputs: Vec<_> = asked
            .inputs
            .iter()
            .map(|(label, value)| format!("{label}={}", written(value)))
            .collect();
        format!(
            "{} {:?} ({}) {}",
            asked.table,
            asked.rows,
            inputs.join(", "),
            asked.notes.join("、")
        )
    });
    let value = match &decided.outcome.value {
        Value::Null => decided.outcome.reason.clone().unwrap_or_default(),
        value => written(value),
    };
    format!("{value}: {}", tables.collect::<Vec<_>>().join("; "))
}

#[test]
fn rules_that_counted_by_hit_policy() {
    const SHORT: Row<'_> = ("&lt;= 3", "1", "三日以下");
    const LONG: Row<'_> = ("&gt; 3", "2", "逾三日");
    const ANY: Row<'_> = ("-", "1", "一律");
    let check = |policy: &str, rows: &[Row<'_>], days: i64, expected: &str| {
        let decisions = decision(&table(policy, rows));
        assert_eq!(told(&decisions, days), expected, "{policy} {days}");
    };
    check("UNIQUE", &[SHORT, LONG], 2, "1: 層級 [1] (日數=2) 三日以下");
    check("UNIQUE", &[SHORT, LONG], 5, "2: 層級 [2] (日數=5) 逾三日");
    check(
        "UNIQUE",
        &[SHORT, ANY],
        2,
        "dmn-not-unique at 0..0 rules=1, 2: 層級 [1, 2] (日數=2) 三日以下、一律",
    );
    check(
        "UNIQUE",
        &[SHORT],
        9,
        "dmn-no-rule at 0..0: 層級 [] (日數=9) ",
    );
    check("FIRST", &[ANY, SHORT], 2, "1: 層級 [1] (日數=2) 一律");
    check(
        "ANY",
        &[SHORT, ANY],
        2,
        "1: 層級 [1, 2] (日數=2) 三日以下、一律",
    );
    check(
        "RULE ORDER",
        &[SHORT, LONG, ANY],
        5,
        "2 1: 層級 [2, 3] (日數=5) 逾三日、一律",
    );
    check(
        "COLLECT",
        &[SHORT, LONG, ANY],
        5,
        "2 1: 層級 [2, 3] (日數=5) 逾三日、一律",
    );
}

#[test]
fn tables_that_a_decision_requires_or_calls() {
    let inner = table("UNIQUE", &[("&lt;= 3", "1", "短"), ("&gt; 3", "2", "長")]);
    let required = model(&format!(
        r##"<decision id="c" name="長短"><variable name="長短"/><informationRequirement><requiredInput href="#i"/></informationRequirement>{inner}</decision>
<decision id="d" name="層級"><variable name="層級"/><informationRequirement><requiredDecision href="#c"/></informationRequirement>
<decisionTable hitPolicy="FIRST"><input><inputExpression><text>長短</text></inputExpression></input><output/>
<rule><inputEntry><text>1</text></inputEntry><outputEntry><text>"近"</text></outputEntry></rule>
<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"遠"</text></outputEntry></rule></decisionTable></decision>"##
    ));
    assert_eq!(
        told(&required, 7),
        r#"遠: 長短 [2] (日數=7) 長; 層級 [2] (長短=2) "#
    );
    let called = model(&format!(
        r##"<businessKnowledgeModel id="b" name="分級"><variable name="分級"/><encapsulatedLogic><formalParameter name="days"/>{inner}</encapsulatedLogic></businessKnowledgeModel>
<decision id="d" name="層級"><variable name="層級"/><informationRequirement><requiredInput href="#i"/></informationRequirement><knowledgeRequirement><requiredKnowledge href="#b"/></knowledgeRequirement>
<literalExpression><text>分級(days) + 分級(1) + 分級(days)</text></literalExpression></decision>"##
    ));
    assert_eq!(
        told(&called, 7),
        "5: 分級 [2] (日數=7) 長; 分級 [1] (日數=1) 短",
        "the same is noted once"
    );
}
