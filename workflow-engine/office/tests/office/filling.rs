//! What stations fill in of a form: the personnel office the days that it grants, the head of the
//! section a word of their own, and what the form computes of both.

use feel::Value;
use jiff::civil::{DateTime, date};
use office::Content;
use office::case::Role;
use office::ids::CaseId;
use office::operation::{Answers, Approve, Decide, Filled};

use crate::agency::{Agency, answers, approve, correct, send_back};

/// What the form of the leave gets beside its own questions.
const MORE: &str = r#"
    { "type": "group", "id": "check", "path": "check", "label": "查核", "antou": { "stations": { "applicant": "hidden", "*": "read" } },
      "components": [
        { "type": "textfield", "id": "word", "key": "word", "label": "主管意見",
          "antou": { "stations": { "head": "write" } } },
        { "type": "number", "id": "days", "key": "days", "label": "核給日數", "validate": { "max": 30 },
          "antou": { "stations": { "personnel": "require" } } },
        { "type": "number", "id": "pages", "key": "pages", "label": "附件頁數",
          "antou": { "stations": { "personnel": "write", "head": "write" } } },
        { "type": "expression", "id": "twice", "key": "twice", "expression": "=check.days * 2", "computeOn": "change" }
      ] },
    { "type": "textfield","#;

fn moment(day: i8, hour: i8) -> DateTime {
    date(2026, 12, day).at(hour, 30, 0, 0)
}

/// A leave of p12 to which p13 has agreed: it waits for the head of the section.
fn agreed() -> Agency {
    let mut agency = Agency::open_filling(MORE);
    let leave = answers("annual", moment(7, 8), moment(7, 17), "p13");
    agency.ask("p12", agency.submit("c1", leave)).unwrap();
    let consent = agency.open_station("c1", Role::Consent);
    agency.ask("p13", approve("c1", consent)).unwrap();
    agency
}

/// The same decided: it waits for the personnel office.
fn decided() -> Agency {
    let mut agency = agreed();
    let content = decide(&agency, &[]);
    agency.ask("p10", content).unwrap();
    assert_eq!(agency.waits("c1"), ["Note@p31+p32"]);
    agency
}

fn filled(entries: &[(&str, Value)]) -> Option<Filled> {
    let answers: Answers = entries
        .iter()
        .map(|(path, value)| ((*path).to_owned(), value.clone()))
        .collect();
    (!answers.is_empty()).then_some(Filled { answers })
}

fn decide(agency: &Agency, entries: &[(&str, Value)]) -> Content {
    Content::Decide(Decide {
        case: CaseId::new("c1").unwrap(),
        station: agency.open_station("c1", Role::Decide),
        grants: true,
        opinion: String::new(),
        provisional: None,
        filled: filled(entries),
    })
}

fn note(agency: &Agency, entries: &[(&str, Value)]) -> Content {
    Content::Approve(Approve {
        case: CaseId::new("c1").unwrap(),
        station: agency.open_station("c1", Role::Note),
        opinion: String::new(),
        provisional: None,
        filled: filled(entries),
    })
}

fn number(number: i64) -> Value {
    Value::from(number)
}

#[test]
fn a_station_fills_in_what_the_form_gives_it() {
    let check = |entries: &[(&str, Value)], expected: &str| {
        let mut agency = decided();
        let content = note(&agency, entries);
        let told = agency.ask("p31", content);
        assert_eq!(told.err().unwrap_or_default(), expected, "{entries:?}");
    };
    let days = ("check.days", number(3));
    let twice = ("check.twice", number(6));
    check(&[days.clone(), twice.clone()], "");
    check(
        &[days.clone(), twice.clone(), ("check.pages", number(1))],
        "",
    );
    check(
        &[],
        "answers-refused count=1 field=check.days problem=answer-required",
    );
    check(
        std::slice::from_ref(&days),
        "answers-refused count=1 field=check.twice problem=answer-computed",
    );
    check(
        &[days.clone(), ("check.twice", number(7))],
        "answers-refused count=1 field=check.twice problem=answer-computed",
    );
    check(
        &[("check.days", number(31)), ("check.twice", number(62))],
        "answers-refused count=1 field=check.days problem=answer-too-large",
    );
    check(
        &[days.clone(), twice.clone(), ("reason", Value::text("其他"))],
        "answers-refused count=1 field=reason problem=answer-not-asked",
    );
    check(
        &[
            days.clone(),
            twice.clone(),
            ("check.word", Value::text("可")),
        ],
        "answers-refused count=1 field=check.word problem=answer-not-asked",
    );
    check(
        &[days, twice, ("nothing", number(1))],
        "answers-refused count=1 field=nothing problem=answer-unknown",
    );
}

#[test]
fn what_was_filled_in_is_the_cases_and_the_flows() {
    let mut agency = agreed();
    let word = decide(&agency, &[("check.word", Value::text("可"))]);
    agency.ask("p10", word).unwrap();
    let days = note(
        &agency,
        &[("check.days", number(3)), ("check.twice", number(6))],
    );
    agency.ask("p31", days).unwrap();
    let case = agency.case("c1");
    let check = case.answers.get("check").unwrap();
    let wanted = [
        ("days".to_owned(), number(3)),
        ("twice".to_owned(), number(6)),
        ("word".to_owned(), Value::text("可")),
    ];
    assert_eq!(*check, Value::Context(wanted.into()));
    assert_eq!(case.flow.variables.get("check"), Some(check));
    let lines: Vec<_> = case.history.iter().map(|line| &*line.what).collect();
    assert_eq!(
        lines,
        [
            "submitted",
            "consented",
            "filled-in",
            "decided",
            "filled-in",
            "noted"
        ]
    );
}

#[test]
fn an_applicant_leaves_it_alone() {
    let mut agency = Agency::open_filling(MORE);
    let mut leave = answers("annual", moment(7, 8), moment(7, 17), "p13");
    let check = [("days".to_owned(), number(3))];
    leave.insert("check".to_owned(), Value::Context(check.into()));
    let told = agency.ask("p12", agency.submit("c1", leave)).unwrap_err();
    assert!(told.contains("field=check"), "{told}");

    // Who corrects keeps what the head of the section wrote.
    let mut agency = agreed();
    let head = agency.open_station("c1", Role::Decide);
    agency.ask("p10", send_back("c1", head, "請改期")).unwrap();
    let again = agency.open_station("c1", Role::Correct);
    let leave = answers("annual", moment(8, 8), moment(8, 17), "p13");
    agency.ask("p12", correct("c1", again, leave)).unwrap();
}

#[test]
fn nobody_overwrites_what_they_did_not_see() {
    let mut agency = agreed();
    let before = agency.now;
    let pages = decide(&agency, &[("check.pages", number(2))]);
    agency.ask("p10", pages).unwrap();
    let days = [("check.days", number(3)), ("check.twice", number(6))];
    let mut entries = days.to_vec();
    entries.push(("check.pages", number(5)));
    agency.saw = Some(before);
    let late = note(&agency, &entries);
    let told = agency.ask("p31", late).unwrap_err();
    assert!(told.starts_with("late-filled"), "{told}");
    // What the other did not touch may be filled in without having seen it.
    let content = note(&agency, &days);
    agency.ask("p31", content).unwrap();
}
