//! The day that the office fills in: for the rules that a flow asks, and for a form.

use feel::Value;
use jiff::civil::{Date, date};
use office::case::Role;
use office::civil;

use crate::agency::{Agency, answers, approve};
use crate::explaining::explained;

/// The rule for up to three days, and the same one level higher from the new year on.
fn stricter_from_the_new_year(rules: &str) -> String {
    let begin = rules.find("<rule id=\"level-1\">").unwrap();
    let end = begin + rules[begin..].find("</rule>").unwrap() + "</rule>".len();
    let rule = &rules[begin..end];
    let day = |test: &str| rule.replacen("<text>-</text>", &format!("<text>{test}</text>"), 1);
    let old = day("&lt; date(\"2027-01-01\")");
    let new = day("&gt;= date(\"2027-01-01\")")
        .replace("level-1", "level-1-new")
        .replace("<text>1</text>", "<text>2</text>");
    [&rules[..begin], &old, &new, &rules[end..]].concat()
}

#[test]
fn a_rule_holds_from_its_day_on() {
    let check = |on: Date, waits: &str, rows: &[u32]| {
        let mut agency = Agency::open();
        agency.publish_changed("rules.dmn", stricter_from_the_new_year);
        let (from, to) = (
            date(2026, 12, 3).at(8, 30, 0, 0),
            date(2026, 12, 3).at(17, 30, 0, 0),
        );
        let asked = agency.submit("c1", answers("annual", from, to, "p13"));
        agency.ask("p12", asked).unwrap();
        let consent = agency.open_station("c1", Role::Consent);
        agency.ask("p13", approve("c1", consent)).unwrap();
        agency.now = civil::instant(on.at(9, 0, 0, 0));
        let head = agency.open_station("c1", Role::Approve);
        agency.ask("p10", approve("c1", head)).unwrap();
        assert_eq!(agency.waits("c1"), [waits], "{on}");
        let case = agency.case("c1");
        assert!(
            !case.flow.variables.contains_key("日期"),
            "it is no variable"
        );
        let told = explained(&agency, "p12", "c1").rules;
        assert_eq!(told[0].rows, rows, "{on}");
        assert_eq!(told[0].inputs[0], ("日期".to_owned(), Value::from(on)));
    };
    check(date(2026, 12, 31), "Note@p31+p32", &[1]);
    check(date(2027, 1, 1), "Approve@p5", &[2]);
}

#[test]
fn a_form_has_the_day_of_the_signature() {
    let hidden_before =
        "\"conditional\": { \"hide\": \"=today < date(\\\"2026-12-01\\\")\" }, \"key\": \"place\"";
    let mut agency = Agency::open();
    agency.publish_changed("form.json", |form| {
        form.replace("\"key\": \"place\"", hidden_before)
    });
    let check = |case: &str, signed: Date, decided: Date, expected: Result<(), &str>| {
        let day = date(2026, 12, 3);
        let mut given = answers("annual", day.at(8, 30, 0, 0), day.at(9, 30, 0, 0), "p13");
        given.insert("place".to_owned(), Value::text("臺北"));
        let mut agency = agency.clone();
        agency.now = civil::instant(decided.at(9, 0, 0, 0));
        let asked = agency.submit(case, given);
        let got = agency.ask_late("p12", asked, civil::instant(signed.at(8, 0, 0, 0)));
        assert_eq!(got, expected.map_err(str::to_owned), "{signed} {decided}");
    };
    let hidden = Err("answers-refused count=1 field=place problem=answer-hidden");
    let (before, after) = (date(2026, 11, 30), date(2026, 12, 1));
    check("c1", before, before, hidden);
    check("c2", before, after, hidden);
    check("c3", after, after, Ok(()));
    check("c4", after, date(2026, 12, 2), Ok(()));
    // A clock that runs ahead is not believed.
    check("c5", after, before, hidden);
}
