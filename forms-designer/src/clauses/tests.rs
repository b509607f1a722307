use form_model::Form;

use super::*;
use crate::arguments::Language;
use crate::texts::Say;

fn form() -> Form {
    Form::read(
        r#"{"components":[
        {"type":"number","key":"days","label":"日數"},
        {"type":"select","key":"kind","label":"假別","values":[{"label":"休假","value":"annual"},{"label":"病假","value":"sick"}]},
        {"type":"checkbox","key":"abroad","label":"出國"},
        {"type":"textfield","key":"reason","label":"事由"},
        {"type":"datetime","subtype":"date","key":"from","label":"起日"},
        {"type":"checklist","key":"needs","label":"需要","values":[{"label":"電腦","value":"pc"}]}]}"#
            .as_bytes(),
    )
    .expect("a form")
}

fn reach() -> Reach {
    Reach::at(&form(), "/components/9")
}

#[test]
fn comparisons_are_read_and_written() {
    let check = |text: &str, expected: Option<&str>| {
        let read = read(text);
        assert_eq!(read.map(|own| own.write()).as_deref(), expected, "{text}");
    };
    check("", Some(""));
    check("days > 3", Some("days > 3"));
    check(
        "days>=-1.5 and kind=\"sick\"",
        Some("days >= -1.5 and kind = \"sick\""),
    );
    check(
        "abroad or not(abroad)",
        Some("abroad = true or abroad != true"),
    );
    check(
        "reason = null and me.rank != null",
        Some("reason = null and me.rank != null"),
    );
    check(
        "from < date(\"2026-01-02\")",
        Some("from < date(\"2026-01-02\")"),
    );
    check(
        "list contains(needs, \"pc\")",
        Some("list contains(needs, \"pc\")"),
    );
    check("reason = \"a\\\"b\\\\\"", Some("reason = \"a\\\"b\\\\\""));
    check("days > 3 and (abroad or kind = \"sick\")", None);
    check("days > hours", None);
    check("sum(items.price) > 3", None);
    check("days >", None);
    check("if abroad then 1 else 2", None);
}

#[test]
fn a_change_makes_an_expression_that_holds() {
    let check = |text: &str, change: Change<'_>, expected: Option<&str>| {
        let found = changed(text, &reach(), &change);
        assert_eq!(found.as_deref(), expected, "{text} {change:?}");
    };
    check("", Change::Add, Some("days >= 1"));
    check(
        "days > 3",
        Change::Add,
        Some("days > 3 and kind = \"annual\""),
    );
    check("days > 3", Change::Field(0, 2), Some("abroad = true"));
    check("days > 3", Change::Way(0, 3), Some("days < 3"));
    check("days > 3", Change::Way(0, 7), Some("days = null"));
    check("days = null", Change::Way(0, 0), Some("days >= 1"));
    check(
        "kind = \"sick\"",
        Change::Option(0, 0),
        Some("kind = \"annual\""),
    );
    check("days > 3", Change::Write(0, "12,000"), Some("days > 12000"));
    check("days > 3", Change::Write(0, "three"), None);
    check("days > 3", Change::Write(0, ""), None);
    check(
        "reason = \"\"",
        Change::Write(0, "a \"b\""),
        Some("reason = \"a \\\"b\\\"\""),
    );
    check(
        "from >= date(\"2026-01-01\")",
        Change::Write(0, "115/12/3"),
        Some("from >= date(\"2026-12-03\")"),
    );
    check("from = null", Change::Write(0, "115/13/3"), None);
    check(
        "days > 3 and abroad",
        Change::Any(true),
        Some("days > 3 or abroad = true"),
    );
    check("days > 3", Change::Remove(0), Some(""));
    check("days > 3", Change::Remove(1), None);
    check("sum(days) > 3", Change::Add, None);
}

#[test]
fn a_condition_is_said_in_words() {
    let say = Say::new(Language::Chinese);
    let check = |text: &str, expected: &str| {
        assert_eq!(spoken(text, &reach(), &say), expected, "{text}");
    };
    check("days > 3", "日數大於 3");
    check("kind = \"sick\" and abroad", "假別是病假，而且有勾選出國");
    check("days > 3 or reason != null", "日數大於 3，或是有填事由");
    check("sum(days) > 3", "sum(days) > 3");
}

#[test]
fn the_boxes_of_a_condition() {
    let say = Say::new(Language::Chinese);
    let check = |text: &str, by_hand: bool, expected: &[&str]| {
        let rows = rows(("c", "條件"), text, &reach(), by_hand, &say);
        let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(ids, expected, "{text}");
    };
    check("", false, &["title 條件", "c#"]);
    check("days > 3", false, &["title 條件", "c#0", "c#"]);
    check("days > 3 or abroad", false, &["c#any", "c#0", "c#1", "c#"]);
    check("days > 3", true, &["c", "c#"]);
    check("sum(days) > 3", false, &["c"]);
}

#[test]
fn of_a_span_of_time_one_asks_how_many_days_it_has() {
    let form = r#"{"type":"default","components":[
        {"type":"textfield","id":"a","key":"reason","label":"事由"},
        {"type":"textfield","id":"b","key":"span","label":"起訖","properties":{"antou":"when"}}]}"#;
    let form = form_model::Form::read(form.as_bytes()).expect("a form");
    let names = ["reason", "span", pack_author::DAY_ASKED].map(str::to_owned);
    let reach = Reach::of_station(&form, names.into());
    let say = Say::new(Language::Chinese);
    let known: Vec<String> = reach.fields().iter().map(|own| own.called(&say)).collect();
    assert_eq!(known, ["事由", "起訖", "「起訖」的天數（含假日）"]);
    let text = changed("", &reach, &Change::Add).expect("a condition");
    assert_eq!(text, "(date(span.to) - date(span.from)).days + 1 >= 1");
    assert_eq!(crate::expression::check(&text, &reach, &say), None);
    assert_eq!(
        read(&text).map(|clauses| clauses.write()),
        Some(text.clone())
    );
    let text = changed(&text, &reach, &Change::Way(0, 1)).expect("more");
    let text = changed(&text, &reach, &Change::Write(0, "3")).expect("three");
    assert_eq!(
        spoken(&text, &reach, &say),
        "「起訖」的天數（含假日）大於 3"
    );
    // From a Monday morning to a Wednesday noon are 3 days, to a Thursday 4.
    let holds = |until: &str| {
        let from = "date and time(\"2026-12-07T08:30:00\")";
        let span = format!("{{from: {from}, to: date and time(\"{until}\")}}");
        let text = text.replace("span.", &format!("({span})."));
        let program = feel::compile(&text, &feel::names_in(&text)).expect("an expression");
        program.eval(&Default::default()).value
    };
    assert_eq!(holds("2026-12-09T12:30:00"), feel::Value::Bool(false));
    assert_eq!(holds("2026-12-10T08:30:00"), feel::Value::Bool(true));
}
