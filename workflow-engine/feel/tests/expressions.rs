//! Expressions as the packs write them.
#![allow(clippy::unwrap_used)]

use feel::{Context, Outcome, Value, compile};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn variables() -> Context {
    Context::from([
        ("天數".into(), Value::Number("1.5".parse().unwrap())),
        ("單位".into(), Value::from("主計處")),
        ("起日".into(), Value::Date(jiff::civil::date(2026, 3, 2))),
        (
            "起".into(),
            Value::DateTime(jiff::civil::datetime(2026, 3, 2, 8, 30, 0, 0)),
        ),
        (
            "附件".into(),
            Value::List(vec![Value::from("a"), Value::from("b")]),
        ),
        ("核准".into(), Value::Bool(true)),
        ("空".into(), Value::Null),
        ("申請 人".into(), Value::from("王小明")),
        (
            "申請".into(),
            Value::Context(Context::from([("級別".into(), Value::from(3))])),
        ),
        ("年資".into(), Value::Months(18)),
        ("時長".into(), Value::Days(5400)),
        ("時刻".into(), Value::Time(jiff::civil::time(8, 30, 0, 0))),
    ])
}

fn eval(text: &str) -> Outcome {
    let mut names: BTreeSet<String> = variables().into_keys().collect();
    names.insert("申請.級別".to_owned());
    compile(text, &names).unwrap().eval(&variables())
}

#[test]
fn values() {
    fn check(text: &str, expected: Value) {
        assert_eq!(eval(text).value, expected, "{text}");
    }
    let number = |t: &str| Value::Number(t.parse().unwrap());
    check("0.1 + 0.2", number("0.3"));
    check("1/3", number("0.3333333333333333333333333333333333"));
    check("天數 * 480", number("720"));
    check(
        "天數 <= 3 and 單位 = \"主計處\" and count(附件) = 2",
        true.into(),
    );
    check(
        "起日 >= date(\"2026-01-01\") and 起日 < date(2027, 1, 1)",
        true.into(),
    );
    check(
        "起日 in [date(\"2026-03-01\")..date(\"2026-03-31\")]",
        true.into(),
    );
    check("起 = date and time(\"2026-03-02T08:30:00\")", true.into());
    check(
        "起 + duration(\"PT4H\")",
        Value::DateTime(jiff::civil::datetime(2026, 3, 2, 12, 30, 0, 0)),
    );
    check(
        "date and time(\"2026-03-02T00:30:00Z\")",
        Value::DateTime(jiff::civil::datetime(2026, 3, 2, 8, 30, 0, 0)),
    );
    check(
        "date and time(\"2026-03-02T10:00:00@Asia/Tokyo\")",
        Value::DateTime(jiff::civil::datetime(2026, 3, 2, 9, 0, 0, 0)),
    );
    check(
        "time(\"01:00:00+00:00\")",
        Value::Time(jiff::civil::time(9, 0, 0, 0)),
    );
    check("時刻", Value::Time(jiff::civil::time(8, 30, 0, 0)));
    check(
        "起日 + duration(\"P1M\")",
        Value::Date(jiff::civil::date(2026, 4, 2)),
    );
    check(
        "date(\"2026-01-31\") + duration(\"P1M\")",
        Value::Date(jiff::civil::date(2026, 2, 28)),
    );
    check("duration(\"PT1H30M\") = 時長", true.into());
    check("年資 + duration(\"P6M\")", Value::Months(24));
    check("date(\"2026-03-04\") - 起日", Value::Days(2 * 86_400));
    check("申請 人", "王小明".into());
    check("申請.級別 in [1..3]", true.into());
    check("附件[1]", "a".into());
    check(
        "for x in 附件 return x + \"!\"",
        Value::List(vec!["a!".into(), "b!".into()]),
    );
    check("some x in 附件 satisfies x = \"b\"", true.into());
    check("if 核准 then \"核可\" else \"退回\"", "核可".into());
    check(
        "{甲: 1, 乙: 甲 + 1}",
        Value::Context(Context::from([
            ("甲".into(), 1.into()),
            ("乙".into(), 2.into()),
        ])),
    );
    check(
        "sort([3,1,2], function(x, y) x < y)",
        Value::List(vec![1.into(), 2.into(), 3.into()]),
    );
    check("\"𪚥\" + substring(單位, 1, 1)", "𪚥主".into());
}

#[test]
fn a_variable_may_be_named_as_a_function() {
    fn check(text: &str, expected: &str) {
        let day = Value::Date("2026-12-03".parse().unwrap());
        let variables = Context::from([
            ("date".to_owned(), day),
            ("count".to_owned(), Value::from(3i64)),
        ]);
        let names: BTreeSet<String> = variables.keys().cloned().collect();
        let program = compile(text, &names).unwrap();
        assert_eq!(
            format!("{:?}", program.eval(&variables).value),
            expected,
            "{text}"
        );
    }
    check("date = date(\"2026-12-03\")", "Bool(true)");
    check("count([1, 2]) + count", "Number(Number(5))");
    check("(function(count) count)(7)", "Number(Number(7))");
}

#[test]
fn what_is_read() {
    fn check(text: &str, expected: &str) {
        let names = feel::names_in(text);
        let told: Vec<String> = compile(text, &names)
            .unwrap()
            .paths()
            .into_iter()
            .map(|read| format!("{}{}", if read.counts { "#" } else { "" }, read.path))
            .collect();
        assert_eq!(told.join(" "), expected, "{text}");
    }
    check("1 + 2", "");
    check("a + b.c.d", "a b.c.d");
    check("if a.b then a else 1", "a a.b");
    check("count(days) + sum(days.km)", "#days days.km");
    check("count(days[km > 1])", "days km");
    check(
        "some d in trip.days satisfies d.km > limit",
        "limit trip.days",
    );
    check("{x: a, y: x + b}.y", "a b");
}

#[test]
fn what_takes_too_much_is_told_and_counted() {
    let text = "count(for a in 1..1000, b in 1..1000 return a)";
    let program = compile(text, &BTreeSet::new()).unwrap();
    let limits = feel::Limits {
        steps: 1_000,
        ..feel::Limits::default()
    };
    let outcome = program.eval_over(&|_| None, limits);
    assert_eq!(outcome.value, Value::Null);
    assert_eq!(outcome.cut_off().unwrap().code, "feel-steps");
    assert!(outcome.steps > 1_000);
    let small = compile("1 + 2", &BTreeSet::new())
        .unwrap()
        .eval(&Context::new());
    assert_eq!((small.cut_off(), small.steps), (None, 3));
}

#[test]
fn a_null_has_its_reason() {
    fn check(text: &str) {
        let outcome = eval(text);
        assert_eq!(outcome.value, Value::Null, "{text}");
        assert!(outcome.reason.is_some(), "{text}");
    }
    check("1 / 0");
    check("沒有這個");
    check("date(\"2026-02-30\")");
    check("10 ** 6000");
    check("[1..5]");
    check("count");
    check("天數 + 單位");
}

#[test]
fn refused() {
    fn check(text: &str, expected: &str) {
        let got = compile(text, &BTreeSet::new()).unwrap_err();
        assert_eq!(got.code(), expected, "{text}");
    }
    check("", "feel-syntax");
    check("1 +", "feel-syntax");
    check("(((", "feel-syntax");
    check("now()", "feel-clock");
    check(
        "function(x) external {java: {class: \"X\", \"method signature\": \"f()\"}}",
        "feel-external",
    );
    check(&"(".repeat(8000), "feel-too-deep");
    let long = BTreeSet::from(["名".repeat(200)]);
    assert_eq!(compile("1", &long).unwrap_err().code(), "feel-name");
}

#[test]
fn the_deepest_allowed_runs_on_a_small_stack() {
    let texts = [
        format!("1{}", "+1".repeat(190)),
        format!("{}1{}", "(".repeat(99), ")".repeat(99)),
        format!("{}1{}", "[".repeat(99), "]".repeat(99)),
        format!("{}1{}", "if true then ".repeat(60), " else 2".repeat(60)),
    ];
    let run = move || {
        for text in texts {
            let program = compile(&text, &BTreeSet::new()).unwrap();
            assert_ne!(program.eval(&Context::new()).value, Value::Null, "{text}");
        }
    };
    std::thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(run)
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn a_program_is_shared_between_threads() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    let program = compile("天數 > 1", &BTreeSet::from(["天數".to_owned()])).unwrap();
    shared(&program);
    assert_eq!(program.reads(), ["天數"]);
    std::thread::scope(|scope| {
        let answer = scope.spawn(|| program.eval(&variables()).value);
        assert_eq!(answer.join().unwrap(), Value::Bool(true));
    });
}

/// Pieces of FEEL, so that random texts are often nearly right.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "天數",
        "1",
        "-",
        "+",
        "*",
        "/",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        ".",
        "..",
        "\"a\"",
        "and",
        "or",
        "not",
        "if",
        "then",
        "else",
        "for",
        "x",
        "in",
        "return",
        "some",
        "satisfies",
        "date(\"2026-02-29\")",
        "duration(\"P1Y\")",
        "count",
        "sum",
        "=",
        "<",
        ">=",
        "null",
        "true",
        "substring",
        "instance of",
        "number",
        "@\"PT1H\"",
        "sort",
        "function",
        "9999999999",
        "**",
    ]);
    prop::collection::vec(pieces, 0..14).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_refused_or_gives_the_same_value_twice(text in soup()) {
        let names = BTreeSet::from(["天數".to_owned()]);
        if let Ok(program) = compile(&text, &names) {
            prop_assert_eq!(program.eval(&variables()), program.eval(&variables()));
        }
    }
}
