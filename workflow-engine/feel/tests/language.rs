//! The whole language by tables: an expression, and its value as text.
#![allow(clippy::unwrap_used, clippy::panic)]

use feel::lang::time::DateTime;
use feel::lang::{Compiled, Limits, Val, Vocabulary};
use proptest::prelude::*;

fn eval(text: &str) -> Val {
    let now = DateTime::read("2026-11-24T09:00:00").unwrap();
    let compiled = Compiled::expression(text, &Vocabulary::default())
        .unwrap_or_else(|problem| panic!("{text}: {problem}"));
    compiled.eval(&[], Limits::default(), Some(&now)).0
}

/// The value must be the same as that of the other expression.
fn check(text: &str, expected: &str) {
    assert_eq!(eval(text), eval(expected), "{text}");
}

#[test]
fn operators() {
    check("1 + 2 * 3 - 4 / 2", "5");
    check("2 ** 3 ** 2", "64");
    check("-2 ** 2", "4");
    check("1.5e3 + .5", "1500.5");
    check("\"a\" + \"b\"", "\"ab\"");
    check("1 + \"a\"", "null");
    check("null + 1", "null");
    check("true and null", "null");
    check("false and null", "false");
    check("null or true", "true");
    check("\"a\" or false", "null");
    check("1 = \"1\"", "null");
    check("null = null", "true");
    check("[1, 2] = [1, 2.0]", "true");
    check("3 between 1 and 3", "true");
    check("5 in (1..5)", "false");
    check("5 in (1, 5)", "true");
    check("5 in > 4", "true");
    check("5 in (< 3, [4..6])", "true");
    check("5 in !=5", "false");
    check("(1 + 2) in [3..3]", "true");
    check("if null then 1 else 2", "2");
    check("{a: 1}.a instance of number", "true");
    check("[1, \"a\"] instance of list<number>", "false");
    check("1 instance of Any", "true");
}

#[test]
fn names_with_spaces_and_signs() {
    let vocabulary = Vocabulary {
        inputs: vec![
            "申請 天數".into(),
            "a".into(),
            "b".into(),
            "a-b".into(),
            "date".into(),
        ],
        ..Vocabulary::default()
    };
    let check = |text: &str, expected: &[&str]| {
        let compiled = Compiled::expression(text, &vocabulary).unwrap();
        let reads: Vec<&str> = compiled.reads().iter().map(|name| &**name).collect();
        assert_eq!(reads, expected, "{text}");
    };
    check("申請 天數 + 1", &["申請 天數"]);
    check("申請   天數 + 1", &["申請 天數"]);
    check("a-b", &["a-b"]);
    check("a - b", &["a-b"]);
    check("b-a", &["b", "a"]);
    check("date(\"2026-01-01\")", &["date"]);
    check("{入 數: 1, 總: 入 數 + a}", &["a"]);
    check("for 某 人 in [1, 2] return 某 人 + b", &["b"]);
    check("[{a: 1}][a > b]", &["a", "b"]);
}

#[test]
fn lists_and_contexts() {
    check("[1, 2, 3][-1]", "3");
    check("[1, 2, 3][item > 1]", "[2, 3]");
    check("[{x: 1, y: 2}, {x: 2, y: 3}][x = 2].y", "[3]");
    check("5[1]", "5");
    check(
        "for i in 1..3, j in [10, 20] return i * j",
        "[10, 20, 20, 40, 30, 60]",
    );
    check(
        "for i in 0..4 return if i = 0 then 1 else i * partial[-1]",
        "[1, 1, 2, 6, 24]",
    );
    check(
        "for d in @\"2026-02-27\"..@\"2026-03-01\" return d.day",
        "[27, 28, 1]",
    );
    check("some x in [1, 2] satisfies x > 1", "true");
    check("every x in [] satisfies x", "true");
    check("{a: 1, b: a + 1, c: {d: b * 2}}.c.d", "4");
    check(
        "{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(20)}.r",
        "2432902008176640000",
    );
    check("(function(a, b) a - b)(b: 1, a: 3)", "2");
    check("get entries({a: 1})[1].key", "\"a\"");
    check("context put({a: 1}, [\"b\", \"c\"], 2).b.c", "2");
    check("sort([3, 1, 2], function(x, y) x < y)", "[1, 2, 3]");
    check(
        "list replace([1, 2, 3], function(item, new) item > 1, 9)",
        "[1, 9, 9]",
    );
    check("distinct values([1, 2, 1, null, null])", "[1, 2, null]");
    check("flatten([[1, [2]], [[[3]]]])", "[1, 2, 3]");
    check("mode([1, 2, 2, 1, 3])", "[1, 2]");
    check("median([1, 2, 3, 4])", "2.5");
    check(
        "stddev([2, 4, 7, 5])",
        "2.081665999466132735282297706979931",
    );
    check("union([1, 2], [2, 3])", "[1, 2, 3]");
    check("sublist([1, 2, 3], -2, 1)", "[2]");
    check("insert before([1, 3], 2, 2)", "[1, 2, 3]");
    check("all([true, null])", "null");
    check("any([true, null])", "true");
    check("max(1, 5, 3)", "5");
    check("min([])", "null");
}

#[test]
fn texts() {
    check("substring(\"foobar\", -2)", "\"ar\"");
    check("string length(\"𪚥主\")", "2");
    check("upper case(\"abc\")", "\"ABC\"");
    check(
        "replace(\"0123456789\", \"(\\d{3})(\\d{3})(\\d{4})\", \"($1) $2-$3\")",
        "\"(012) 345-6789\"",
    );
    check("matches(\"abc\", \"[a-z-[d]]+\")", "true");
    check("matches(\"abc\", \"(\")", "null");
    check("split(\"a;b;c\", \";\")", "[\"a\", \"b\", \"c\"]");
    check("string join([\"a\", null, \"b\"], \"、\")", "\"a、b\"");
    check(
        "string([1, \"a\", {b: null}])",
        "\"[1, \\\"a\\\", {b: null}]\"",
    );
    check("string(@\"P1DT2H\")", "\"P1DT2H\"");
    check("number(\"1,000.5\", \",\", \".\")", "1000.5");
    check("contains(\"請假單\", \"假\")", "true");
}

#[test]
fn times() {
    check("time(\"24:00:00\")", "time(\"00:00:00\")");
    check("@\"24:00:00.00+08:00\"", "time(\"00:00:00+08:00\")");
    check("time(\"24:00:01\")", "null");
    check(
        "@\"2026-12-31T24:00:00.0\"",
        "date and time(\"2027-01-01T00:00:00\")",
    );
    check("@\"2026-01-31\" + @\"P1M\"", "@\"2026-02-28\"");
    check("@\"2024-02-29\" - @\"P1Y\"", "@\"2023-02-28\"");
    check("@\"2026-03-02\" - @\"2026-03-01\"", "@\"P1D\"");
    check(
        "@\"2026-03-02T08:30:00+08:00\" = @\"2026-03-02T00:30:00Z\"",
        "true",
    );
    check(
        "@\"2026-03-02T08:30:00\" = @\"2026-03-02T00:30:00Z\"",
        "null",
    );
    check(
        "@\"2026-07-01T12:00:00@Europe/Paris\".time offset",
        "@\"PT2H\"",
    );
    check("@\"23:30:00\" + @\"PT1H\"", "@\"00:30:00\"");
    check("date(2026, 2, 30)", "null");
    check("date(\"999999999-12-31\").year", "999999999");
    check("day of week(@\"2026-11-24\")", "\"Tuesday\"");
    check("week of year(@\"2026-01-01\")", "1");
    check(
        "years and months duration(@\"2011-12-22\", @\"2013-08-24\")",
        "@\"P1Y8M\"",
    );
    check("@\"P1Y\" / 2", "@\"P6M\"");
    check("@\"PT1H\" * 1.5", "@\"PT1H30M\"");
    check("@\"P1D\" > @\"PT23H\"", "true");
    check("today()", "@\"2026-11-24\"");
    check("now()", "@\"2026-11-24T09:00:00\"");
}

#[test]
fn ranges() {
    check("before([1..5], 6)", "true");
    check("meets([1..5], [5..9])", "true");
    check("overlaps([1..5], [4..9])", "true");
    check("includes([1..9], [2..3])", "true");
    check("started by([1..5], 1)", "true");
    check("coincides([1..5], [1..5])", "true");
    check("[1..5].end included", "true");
    check("range(\"[1..3]\") = [1..3]", "true");
    check("[5..1]", "null");
    check("is(@\"P1Y\", @\"P12M\")", "true");
}

#[test]
fn a_null_says_where_and_why() {
    let check = |text: &str, expected: &str| {
        let compiled = Compiled::expression(text, &Vocabulary::default()).unwrap();
        let (value, reasons, _) = compiled.eval(&[], Limits::default(), None);
        assert!(value.is_null(), "{text}");
        assert_eq!(reasons.first().unwrap().to_string(), expected, "{text}");
    };
    check(
        "1 + (2 / 0)",
        "feel-division-by-zero at 4..11 left_type=number right_type=number",
    );
    check(
        "1 < \"a\"",
        "feel-operands at 0..7 left_type=number right_type=string",
    );
    check("{a: 1}.b", "feel-no-entry at 0..8 name=b of_type=context");
    check("沒有", "feel-name-unknown at 0..6 name=沒有");
    check(
        "10 ** 6200",
        "feel-number-range at 0..10 left_type=number right_type=number",
    );
    check(
        "substring(1, 2)",
        "feel-arguments at 0..15 function=substring",
    );
    check("5(1)", "feel-not-a-function at 0..4 of_type=number");
    check("[1][2]", "feel-index at 0..6 index=2");
    check("now()", "feel-arguments at 0..5 function=now");
}

#[test]
fn what_takes_too_much_is_cut_off() {
    let check = |text: &str, expected: &str| {
        let compiled = Compiled::expression(text, &Vocabulary::default()).unwrap();
        let (value, reasons, _) = compiled.eval(&[], Limits::default(), None);
        assert!(value.is_null(), "{text}");
        assert!(
            reasons.iter().any(|reason| reason.code == expected),
            "{text}: {reasons:?}"
        );
    };
    check("for i in 1..1000000000 return i", "feel-steps");
    check(
        "count(for i in 1..100000, j in 1..100000 return 1)",
        "feel-steps",
    );
    check("{f: function(n) f(n + 1), r: f(1)}.r", "feel-calls");
    check("{f: function(n) f(n) + f(n), r: f(1)}.r", "feel-calls");
    let doubled = format!(
        "{{a0: \"0123456789\", {} r: a40}}.r",
        (1..=40)
            .map(|n| format!("a{n}: a{0} + a{0}, ", n - 1))
            .collect::<String>()
    );
    check(&doubled, "feel-size");
    let lists = format!(
        "{{a0: [1, 2], {} r: count(a40)}}.r",
        (1..=40)
            .map(|n| format!("a{n}: concatenate(a{0}, a{0}), ", n - 1))
            .collect::<String>()
    );
    check(&lists, "feel-steps");
    check(
        "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\", \"(a|aa)+$(b)\\2\")",
        "feel-arguments",
    );
}

#[test]
fn refused_texts_say_where() {
    let check = |text: &str, expected: &str| {
        let problem = Compiled::expression(text, &Vocabulary::default()).unwrap_err();
        assert_eq!(problem.to_string(), expected, "{text}");
    };
    check("1 +", "expected a value at byte 3, found ``");
    check("(1", "expected `)` at byte 2, found ``");
    check("if true then 1", "expected `else` at byte 14, found ``");
    check("[1..2", "expected `]` or `)` at byte 5, found ``");
    check(
        "1 2",
        "expected an operator or the end at byte 2, found `2`",
    );
    check("1 instance of 5", "expected a type at byte 14, found `5`");
    check(
        "@\"x\"",
        "expected a date, a time or a duration at byte 4, found ``",
    );
    check(
        "function(x) external {}",
        "external function (external) is refused",
    );
    check(
        "/* x",
        "expected the end of the comment at byte 0, found `/* x`",
    );
}

proptest! {
    #[test]
    fn no_text_is_fatal(text in "[a-c0-9 .,()\\[\\]{}\"+*/<>=:?@-]{0,60}") {
        if let Ok(compiled) = Compiled::expression(&text, &Vocabulary::default()) {
            let limits = Limits { steps: 10_000, ..Limits::default() };
            let _ = compiled.eval(&[], limits, None);
        }
    }

    #[test]
    fn days_come_back(number in -300_000_000_000i64..300_000_000_000) {
        use feel::lang::time::Date;
        let date = Date::from_number(number).unwrap();
        prop_assert_eq!(date.number(), number);
        prop_assert_eq!(Date::read(&date.to_string()), Some(date));
    }

    #[test]
    fn written_values_are_read_back(nanos in -10i128.pow(18)..10i128.pow(18), months in -100_000i64..100_000) {
        use feel::lang::time::{DayTime, read_months, write_months};
        let duration = DayTime(nanos);
        prop_assert_eq!(DayTime::read(&duration.to_string()), Some(duration));
        prop_assert_eq!(read_months(&write_months(months)), Some(months));
    }
}
