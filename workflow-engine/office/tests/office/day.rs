//! Whole days: each line is an operation, with what waits after it.

use jiff::civil::{DateTime, date};
use office::case::{Role, Status};

use crate::agency::{Agency, answers, approve, correct, file, send_back, withdraw};

fn at(day: i8, hour: i8, minute: i8) -> DateTime {
    date(2026, 12, day).at(hour, minute, 0, 0)
}

/// Thursday 3 December all day and Friday morning: one and a half days.
fn day_and_a_half() -> (DateTime, DateTime) {
    (at(3, 8, 30), at(4, 12, 30))
}

#[test]
fn from_form_to_file() {
    let mut agency = Agency::open();
    let before = agency.left("p12", "annual");
    let (from, to) = day_and_a_half();
    agency
        .ask(
            "p12",
            agency.submit("c1", answers("annual", from, to, "p13")),
        )
        .unwrap();
    assert_eq!(agency.waits("c1"), ["Consent@p13"]);
    assert_eq!(agency.left("p12", "annual"), before - 720, "held at once");
    assert!(
        agency
            .case("c1")
            .number
            .as_deref()
            .is_some_and(|n| n.starts_with("115-"))
    );

    agency
        .ask(
            "p13",
            approve("c1", agency.open_station("c1", Role::Consent)),
        )
        .unwrap();
    assert_eq!(agency.waits("c1"), ["Approve@p10"]);
    agency
        .ask(
            "p10",
            approve("c1", agency.open_station("c1", Role::Approve)),
        )
        .unwrap();
    assert_eq!(agency.waits("c1"), ["Note@p31+p32"]);
    agency
        .ask("p31", approve("c1", agency.open_station("c1", Role::Note)))
        .unwrap();
    assert_eq!(agency.waits("c1"), ["File@p31"]);
    let case = agency.case("c1");
    assert_eq!(case.status, Status::Approved);

    let number = case.file_number.clone().unwrap();
    let station = agency.open_station("c1", Role::File);
    let refused = agency.ask("p31", file("c1", station.clone(), "115/0/0/0/0"));
    assert_eq!(refused, Err("file-number number=115/0/0/0/0".into()));
    agency.ask("p31", file("c1", station, &number)).unwrap();
    let case = agency.case("c1");
    assert_eq!((case.status, agency.waits("c1").len()), (Status::Filed, 0));
    assert_eq!(agency.left("p12", "annual"), before - 720, "taken for good");
    insta::assert_snapshot!(story(&agency, "c1"));
}

fn story(agency: &Agency, case: &str) -> String {
    let case = agency.case(case);
    let line = |line: &std::sync::Arc<office::case::Line>| {
        let by = line.by.as_ref().map_or("-", |by| by.as_str());
        let for_whom = line
            .acting_for
            .as_ref()
            .map(|p| format!(" for {p}"))
            .unwrap_or_default();
        format!("{by}{for_whom} {} {}", line.what, line.opinion)
            .trim_end()
            .to_owned()
    };
    case.history.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn withdrawn_first_or_approved_first() {
    let mut agency = Agency::open();
    let before = agency.left("p12", "annual");
    let (from, to) = day_and_a_half();
    agency
        .ask(
            "p12",
            agency.submit("c2", answers("annual", from, to, "p13")),
        )
        .unwrap();
    agency
        .ask(
            "p13",
            approve("c2", agency.open_station("c2", Role::Consent)),
        )
        .unwrap();
    let station = agency.open_station("c2", Role::Approve);

    let mut withdrawn_first = agency.clone();
    withdrawn_first.ask("p12", withdraw("c2")).unwrap();
    assert_eq!(withdrawn_first.left("p12", "annual"), before, "given back");
    assert_eq!(withdrawn_first.case("c2").status, Status::Withdrawn);
    let late = withdrawn_first
        .ask("p10", approve("c2", station.clone()))
        .unwrap_err();
    assert!(
        late.starts_with("late-withdrawn applicant_person=p12 at_ms="),
        "{late}"
    );
    assert!(
        late.contains("by_person=p12 from_date=2026-12-03"),
        "{late}"
    );

    agency.ask("p10", approve("c2", station)).unwrap();
    let late = agency.ask("p12", withdraw("c2")).unwrap_err();
    assert!(
        late.starts_with("withdraw-too-late by_person=p10 signed_ms="),
        "{late}"
    );
    assert_eq!(agency.waits("c2"), ["Note@p31+p32"]);
}

#[test]
fn returned_corrected_approved() {
    let mut agency = Agency::open();
    let before = agency.left("p12", "annual");
    let (from, to) = day_and_a_half();
    agency
        .ask(
            "p12",
            agency.submit("c3", answers("annual", from, to, "p13")),
        )
        .unwrap();
    agency
        .ask(
            "p13",
            approve("c3", agency.open_station("c3", Role::Consent)),
        )
        .unwrap();
    let station = agency.open_station("c3", Role::Approve);
    assert_eq!(
        agency.ask("p10", send_back("c3", station.clone(), " ")),
        Err("reason-required".into())
    );
    agency
        .ask("p10", send_back("c3", station, "請改為一日"))
        .unwrap();
    assert_eq!(agency.waits("c3"), ["Correct@p12"]);
    assert_eq!(agency.case("c3").status, Status::Returned);

    let shorter = answers("annual", from, at(3, 17, 30), "p13");
    agency
        .ask(
            "p12",
            correct("c3", agency.open_station("c3", Role::Correct), shorter),
        )
        .unwrap();
    assert_eq!(agency.left("p12", "annual"), before - 480, "held anew");
    assert_eq!(agency.waits("c3"), ["Consent@p13"]);
    agency
        .ask(
            "p13",
            approve("c3", agency.open_station("c3", Role::Consent)),
        )
        .unwrap();
    agency
        .ask(
            "p10",
            approve("c3", agency.open_station("c3", Role::Approve)),
        )
        .unwrap();
    agency
        .ask("p32", approve("c3", agency.open_station("c3", Role::Note)))
        .unwrap();
    assert_eq!(agency.case("c3").status, Status::Approved);
    insta::assert_snapshot!(story(&agency, "c3"));
}

#[test]
fn who_may_and_who_may_not() {
    let mut agency = Agency::open();
    let (from, to) = day_and_a_half();
    let ask = |agency: &mut Agency, who: &str, kind: &str, deputy: &str| {
        agency.ask(who, agency.submit("c4", answers(kind, from, to, deputy)))
    };
    assert_eq!(
        ask(&mut agency, "p12", "annual", "p12"),
        Err("deputy-self".into())
    );
    assert_eq!(
        ask(&mut agency, "p12", "annual", "p22"),
        Err("deputy-not-listed person=p22".into())
    );
    assert_eq!(
        ask(&mut agency, "p12", "annual", "p99"),
        Err("deputy-unknown person=p99".into())
    );
    let strange = ask(&mut agency, "p12", "lottery", "p13").unwrap_err();
    assert!(
        strange.starts_with("answers-refused") && strange.contains("field=kind"),
        "{strange}"
    );
    ask(&mut agency, "p12", "annual", "p13").unwrap();
    assert_eq!(
        ask(&mut agency, "p12", "annual", "p13"),
        Err("case-exists".into())
    );
    let twice = agency
        .ask(
            "p12",
            agency.submit("c5", answers("personal", from, to, "p13")),
        )
        .unwrap_err();
    assert!(twice.starts_with("leave-overlap"), "{twice}");

    let station = agency.open_station("c4", Role::Consent);
    assert_eq!(
        agency.ask("p22", approve("c4", station.clone())),
        Err("standing-none person=p22".into())
    );
    assert_eq!(
        agency.ask("p12", approve("c4", station.clone())),
        Err("standing-own-case person=p12".into())
    );
    assert_eq!(
        agency.ask("p22", withdraw("c4")),
        Err("withdraw-other".into())
    );
    agency.ask("p13", approve("c4", station.clone())).unwrap();
    let again = agency.ask("p13", approve("c4", station)).unwrap_err();
    assert!(again.starts_with("late-done"), "{again}");
    let head = agency.open_station("c4", Role::Approve);
    assert_eq!(
        agency.ask_for("p12", "p10", approve("c4", head.clone())),
        Err("standing-own-case person=p10".into())
    );
    assert_eq!(
        agency.ask_for("p13", "p10", approve("c4", head)),
        Err("standing-not-absent person=p10".into())
    );
}

#[test]
fn more_days_go_higher() {
    let route = |from: DateTime, to: DateTime| {
        let mut agency = Agency::open();
        agency
            .ask(
                "p12",
                agency.submit("c6", answers("annual", from, to, "p13")),
            )
            .unwrap();
        let case = agency.case("c6");
        let planned = office::decide::route(&agency, &case, agency.now).unwrap();
        planned
            .iter()
            .map(|p| format!("{:?}@{}", p.role, p.people[0]))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        route(at(3, 8, 30), at(3, 17, 30)),
        "Consent@p13 Approve@p10 Note@p31 File@p31"
    );
    let five_days = route(at(7, 8, 30), at(11, 17, 30));
    assert_eq!(
        five_days,
        "Consent@p13 Approve@p10 Approve@p5 Note@p31 File@p31"
    );
}
