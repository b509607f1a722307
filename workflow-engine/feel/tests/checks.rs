//! What the checker says of an expression before it is evaluated.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use feel::dmn::Decisions;
use feel::{Type, Types};
use std::sync::Arc;

/// The variables of the cases, with their types.
fn types() -> Types {
    let trip: Vec<(Arc<str>, Type)> = vec![
        ("地點".into(), Type::Text),
        ("費用".into(), Type::Number),
        ("日期".into(), Type::Date),
    ];
    let trip = Type::Context(trip.into());
    let types = [
        ("days", Type::Number),
        ("kind", Type::Text),
        ("urgent", Type::Bool),
        ("start", Type::Date),
        ("noon", Type::Time),
        ("sent", Type::DateTime),
        ("wait", Type::DayTime),
        ("term", Type::Months),
        ("trip", trip.clone()),
        ("trips", Type::List(trip.into())),
        ("numbers", Type::List(Type::Number.into())),
        ("anything", Type::Any),
    ];
    types
        .into_iter()
        .map(|(name, of)| (name.to_owned(), of))
        .collect()
}

fn compiled(text: &str) -> feel::Program {
    let mut names = feel::names_in(text);
    names.extend(types().into_keys());
    feel::compile(text, &names).unwrap_or_else(|problem| panic!("{text}: {problem}"))
}

#[test]
fn what_never_works_is_found_where_it_stands() {
    let check = |text: &str, expected: &[(&str, &str)]| {
        let found = feel::check(&compiled(text), &types());
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|f| {
                let place = f.span.start as usize..f.span.end as usize;
                (f.code, text.get(place).unwrap())
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    };
    // Names.
    check("day > 3", &[("feel-name-unknown", "day")]);
    check(
        "days > 3 and kindd = \"a\"",
        &[("feel-name-unknown", "kindd")],
    );
    check("trip.地名 = \"a\"", &[("feel-no-entry", "trip.地名")]);
    check("trip.地點 = \"a\"", &[]);
    check("start.yaer", &[("feel-no-entry", "start.yaer")]);
    check("kind.length", &[("feel-no-entry", "kind.length")]);
    check("anything.at.all", &[]);
    check(
        "{a: 1, b: a + 1}.c",
        &[("feel-no-entry", "{a: 1, b: a + 1}.c")],
    );
    check("trips[費用 > 100].地點", &[]);
    check("trips[費用 > days].地點", &[]);
    check("trips[費 > 100]", &[("feel-name-unknown", "費")]);
    check("numbers[item > x]", &[("feel-name-unknown", "x")]);
    check("for t in trips return t.費用 * days", &[]);
    check("for t in trips return t.費", &[("feel-no-entry", "t.費")]);
    check("some t in trips satisfies t.費用 > 5", &[]);
    check(
        "some t in trips satisfies t.地點",
        &[("feel-not-boolean", "t.地點")],
    );
    // Operands.
    check("\"a\" + 1", &[("feel-operands", "\"a\" + 1")]);
    check("days + kind", &[("feel-operands", "days + kind")]);
    check("start + wait", &[]);
    check("start + 1", &[("feel-operands", "start + 1")]);
    check("sent - start", &[]);
    check("start - days", &[("feel-operands", "start - days")]);
    check("wait * 2 + wait", &[]);
    check("wait + term", &[("feel-operands", "wait + term")]);
    check("noon + term", &[("feel-operands", "noon + term")]);
    check("-kind", &[("feel-operand", "-kind")]);
    check("days + null", &[("feel-operands", "days + null")]);
    check(
        "anything + 1 + \"a\"",
        &[("feel-operands", "anything + 1 + \"a\"")],
    );
    check("numbers + 1", &[("feel-operands", "numbers + 1")]);
    check("2 ** kind", &[("feel-operands", "2 ** kind")]);
    // Comparisons.
    check("start > 3", &[("feel-never", "start > 3")]);
    check("kind = 3", &[("feel-never", "kind = 3")]);
    check("days = \"3\"", &[("feel-never", "days = \"3\"")]);
    check("start < sent", &[]);
    check("kind = null or days != null", &[]);
    check("days > null", &[("feel-never", "days > null")]);
    check("urgent < true", &[("feel-never", "urgent < true")]);
    check("days between 1 and \"3\"", &[("feel-never", "\"3\"")]);
    check("days in (1, [3..5], > 9)", &[]);
    check(
        "days in (\"1\", \"2\")",
        &[("feel-never", "\"1\""), ("feel-never", "\"2\"")],
    );
    check("kind in [1..3]", &[("feel-never", "[1..3]")]);
    check("[1..\"b\"]", &[("feel-operands", "[1..\"b\"]")]);
    // Conditions.
    check("if days then 1 else 2", &[("feel-not-boolean", "days")]);
    check("if urgent then 1 else \"a\"", &[]);
    check("urgent and kind", &[("feel-not-boolean", "kind")]);
    check("not(days)", &[("feel-argument", "days")]);
    check("trips[kind]", &[("feel-filter", "kind")]);
    // Functions.
    check("upper case(days)", &[("feel-argument", "days")]);
    check(
        "substring(kind, 1, 2, 3)",
        &[("feel-arguments", "substring(kind, 1, 2, 3)")],
    );
    check(
        "substring(string: kind, start: 1)",
        &[("feel-parameter-unknown", "1")],
    );
    check(
        "substring(string: kind, start position: \"a\")",
        &[("feel-argument", "\"a\"")],
    );
    check(
        "contain(kind, \"a\")",
        &[("feel-function-unknown", "contain")],
    );
    check("days(1)", &[("feel-not-a-function", "days")]);
    check("sum(numbers) + count(trips)", &[]);
    check("sum(trips)", &[("feel-argument", "trips")]);
    check("sum(trips.費用)", &[]);
    check("min(numbers) > 1", &[]);
    check(
        "date(\"114-01-01\")",
        &[("feel-no-value", "date(\"114-01-01\")")],
    );
    check(
        "date(\"2025-02-30\") < start",
        &[("feel-no-value", "date(\"2025-02-30\")")],
    );
    check("duration(\"P1D\") + wait", &[]);
    check(
        "duration(\"P1D\") + term",
        &[("feel-operands", "duration(\"P1D\") + term")],
    );
    check("start + duration(\"PT1H\")", &[]);
    check("date and time(start, noon) > sent", &[]);
    check("date and time(noon, start)", &[("feel-argument", "noon")]);
    check(
        "(function(a: number) a + 1)(kind)",
        &[("feel-argument", "kind")],
    );
    check(
        "{f: function(a) a, x: f(1, 2)}.x",
        &[("feel-arguments", "f(1, 2)")],
    );
    check("{a: 1, a: 2}", &[("feel-entry-twice", "{a: 1, a: 2}")]);
    check("for i in 1..kind return i", &[("feel-domain", "1")]);
    // What is asked whether it has a value at all.
    check("(\"a\" + 1) = null", &[]);
    check("is(start + 1, null)", &[]);
}

#[test]
fn a_slip_is_told_with_what_was_meant() {
    let check = |text: &str, fact: &str, expected: &str| {
        let found = feel::check(&compiled(text), &types());
        assert_eq!(found.first().unwrap().facts[fact], expected, "{text}");
    };
    check("day > 3", "nearest", "days");
    check("Kind = \"a\"", "nearest", "kind");
    check("trip.地", "nearest", "地點");
    check("contain(kind, \"a\")", "nearest", "contains");
    check("start > 3", "left_type", "date");
    check("start > 3", "right_type", "number");
    check("upper case(days)", "wanted_type", "string");
}

#[test]
fn types_come_of_what_is_known() {
    let check = |text: &str, expected: &str| {
        let of = feel::type_of(&compiled(text), &types());
        assert_eq!(of.name(), expected, "{text}");
    };
    check("days * 2", "number");
    check("if urgent then days else null", "number");
    check("if urgent then days else kind", "Any");
    check("trips[1].日期 + wait", "date");
    check("trips[費用 > 1]", "list");
    check("trips[1].費用", "number");
    check("max(numbers)", "number");
    check("split(kind, \",\")[1]", "string");
    check("start in [start..start]", "boolean");
    check("{a: 1}", "context");
    check("[1..3]", "range");
    check("function(x) x", "function");
    check("duration(\"P1M\")", "years and months duration");
    check("duration(kind)", "Any");
    check("anything", "Any");
    check("sort(numbers, function(a, b) a < b)[1]", "number");
}

/// One decision over `days` (number) and `kind` (text) with this logic and this declared type.
fn model(of: &str, logic: &str) -> String {
    format!(
        r##"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
<itemDefinition name="Trip"><itemComponent name="place"><typeRef>string</typeRef></itemComponent>
<itemComponent name="cost"><typeRef>number</typeRef></itemComponent></itemDefinition>
<inputData id="days" name="days"><variable name="days" typeRef="number"/></inputData>
<inputData id="kind" name="kind"><variable name="kind" typeRef="string"/></inputData>
<inputData id="trip" name="trip"><variable name="trip" typeRef="Trip"/></inputData>
<businessKnowledgeModel id="fee" name="fee"><variable name="fee" typeRef="number"/>
<encapsulatedLogic><formalParameter name="n" typeRef="number"/>
<literalExpression><text>n * 10</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
<decision id="d" name="d"><variable name="d" typeRef="{of}"/>
<informationRequirement><requiredInput href="#days"/></informationRequirement>
<informationRequirement><requiredInput href="#kind"/></informationRequirement>
<informationRequirement><requiredInput href="#trip"/></informationRequirement>
<knowledgeRequirement><requiredKnowledge href="#fee"/></knowledgeRequirement>
{logic}</decision></definitions>"##
    )
}

fn literal(text: &str) -> String {
    format!("<literalExpression>\n<text>\n  {text}</text></literalExpression>")
}

#[test]
fn a_model_is_held_to_the_types_that_it_declares() {
    let check = |of: &str, logic: &str, expected: &[(&str, &str)]| {
        let decisions = Decisions::read(model(of, logic).as_bytes()).unwrap();
        let misfits = decisions.check_types().misfits;
        let found: Vec<(&str, String)> = misfits
            .iter()
            .map(|m| {
                let place = m.place.map(|p| format!("{}:{}", p.line, p.column));
                (m.finding.code, place.unwrap_or_default())
            })
            .collect();
        let expected: Vec<(&str, String)> = expected
            .iter()
            .map(|(c, p)| (*c, (*p).to_owned()))
            .collect();
        assert_eq!(found, expected, "{logic}");
    };
    check("number", &literal("days + 1"), &[]);
    check("string", &literal("days + 1"), &[("dmn-type", "17:3")]);
    check(
        "number",
        &literal("days &lt; 3 and dayz &gt; 1"),
        &[("feel-name-unknown", "17:19"), ("dmn-type", "17:3")],
    );
    check("number", &literal("fee(days)"), &[]);
    check(
        "number",
        &literal("fee(kind)"),
        &[("feel-argument", "17:7")],
    );
    check("number", &literal("trip.cost"), &[]);
    check(
        "number",
        &literal("trip.price"),
        &[("feel-no-entry", "17:3")],
    );
    let table = |input: &str, test: &str, output: &str| {
        format!(
            "<decisionTable><input><inputExpression typeRef=\"number\"><text>{input}</text>\
             </inputExpression></input>\n<output typeRef=\"string\"/>\n<rule><inputEntry>\n\
             <text>{test}</text></inputEntry>\n<outputEntry><text>{output}</text></outputEntry>\
             </rule></decisionTable>"
        )
    };
    check("string", &table("days", "&gt; 3", "\"x\""), &[]);
    check(
        "string",
        &table("kind", "&gt; 3", "\"x\""),
        &[("dmn-type", "15:63")],
    );
    check(
        "string",
        &table("days", "\"a\"", "\"x\""),
        &[("feel-never", "18:7")],
    );
    check(
        "string",
        &table("days", "&gt; 3", "3"),
        &[("dmn-type", "19:20")],
    );
    check(
        "number",
        &table("days", "&gt; 3", "kind"),
        &[("dmn-type", "")],
    );
}

#[test]
fn a_decision_says_what_it_needs_and_gives() {
    let text = model("number", &literal("days + trip.cost"));
    let decisions = Decisions::read(text.as_bytes()).unwrap();
    let needs = decisions.needs("d").unwrap();
    let needs: Vec<(&str, &str)> = needs
        .iter()
        .map(|(n, of)| (n.as_str(), of.name()))
        .collect();
    assert_eq!(needs, [("days", "number"), ("trip", "context")]);
    assert_eq!(decisions.gives("d").unwrap().name(), "number");
    assert!(decisions.needs("e").is_none());
}
