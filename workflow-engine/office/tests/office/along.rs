//! A leave along its route: what the pack's tables lay, what corrections change, who is told when it
//! waits too long, and what is routine.

mod bounds;
pub mod day;
mod words;

use jiff::civil::{Date, DateTime, date};
use office::Content;
use office::case::{Role, Status};
use office::decide::{next_wake, remarks};
use office::ids::CaseId;
use office::operation::{Decide, Wake};
use workflow_engine::time;

use crate::agency::{Agency, answers, approve, correct, send_back, withdraw};
use crate::explaining::explained;

fn day(day: i8, hour: i8) -> DateTime {
    date(2026, 12, day).at(hour, 30, 0, 0)
}

/// A leave of p12, from the morning of a day to the evening of another, with consent given.
fn agreed(to: i8) -> Agency {
    let mut agency = Agency::open_along();
    let leave = answers("annual", day(7, 8), day(to, 17), "p13");
    agency.ask("p12", agency.submit("c1", leave)).unwrap();
    assert_eq!(agency.waits("c1"), ["Consent@p13"]);
    let consent = agency.open_station("c1", Role::Consent);
    agency.ask("p13", approve("c1", consent)).unwrap();
    agency
}

fn decide(agency: &mut Agency, who: &str, grants: bool, opinion: &str) -> Result<(), String> {
    let content = Content::Decide(Decide {
        case: CaseId::new("c1").unwrap(),
        station: agency.open_station("c1", Role::Decide),
        grants,
        opinion: opinion.to_owned(),
        provisional: None,
        filled: None,
    });
    agency.ask(who, content)
}

/// The signatures in order with their marks.
fn signatures(agency: &Agency) -> Vec<String> {
    let case = agency.case("c1");
    let office::State::Org(org) = &*agency.state_of("org") else {
        panic!("no org")
    };
    let told = |station: &office::case::Station| {
        let by = station.closed.as_ref()?.by.clone()?;
        Some(format!("{by} {:?}", case.marks(org, station)))
    };
    case.stations.iter().filter_map(|s| told(s)).collect()
}

#[test]
fn more_days_are_decided_higher() {
    let check = |to: i8, expected: &[&str]| {
        let mut agency = Agency::open_along();
        let leave = answers("annual", day(7, 8), day(to, 17), "p13");
        agency.ask("p12", agency.submit("c1", leave)).unwrap();
        let planned = office::decide::route(&agency, &agency.case("c1"), agency.now).unwrap();
        let planned: Vec<_> = planned
            .iter()
            .map(|p| format!("{:?}@{}", p.role, p.people[0]))
            .collect();
        assert_eq!(planned, expected, "{to}");
    };
    check(7, &["Consent@p13", "Decide@p10", "Note@p31", "File@p31"]);
    check(
        11,
        &[
            "Consent@p13",
            "Approve@p10",
            "Decide@p5",
            "Note@p31",
            "File@p31",
        ],
    );
    let highest = [
        "Consent@p13",
        "Approve@p10",
        "Approve@p5",
        "Decide@p1",
        "Note@p31",
        "File@p31",
    ];
    check(22, &highest);
}

#[test]
fn decided_at_its_level_and_told_why() {
    let mut agency = agreed(11);
    assert_eq!(agency.waits("c1"), ["Approve@p10"]);
    let head = agency.open_station("c1", Role::Approve);
    agency.ask("p10", approve("c1", head)).unwrap();
    assert_eq!(agency.waits("c1"), ["Decide@p5"]);
    let told = explained(&agency, "p12", "c1");
    let desk = &told.desks[0];
    let rules: Vec<_> = desk
        .rules
        .iter()
        .map(|row| (row.table.as_str(), &row.rows))
        .collect();
    assert_eq!(
        rules,
        [("決行層級", &vec![2]), ("簽核路徑", &vec![1, 3, 4])]
    );
    assert_eq!(
        format!(
            "{:?} {:?}",
            desk.by,
            desk.came.as_ref().map(|came| came.what)
        ),
        "Head(2) Some(Closed(Approve, Done))"
    );
    agency
        .ask("p12", withdraw("c1"))
        .expect("it is not decided");
    let mut agency = agreed(11);
    let head = agency.open_station("c1", Role::Approve);
    agency.ask("p10", approve("c1", head)).unwrap();
    decide(&mut agency, "p5", true, "准").unwrap();
    let late = agency.ask("p12", withdraw("c1")).unwrap_err();
    assert!(late.starts_with("withdraw-too-late"), "{late}");
    assert_eq!(agency.waits("c1"), ["Note@p31+p32"]);
    assert_eq!(
        signatures(&agency),
        ["p13 [Consented]", "p10 [Approved]", "p5 [DecidedFor]"]
    );
}

#[test]
fn not_granted_gives_it_back() {
    let mut agency = Agency::open_along();
    let before = agency.left("p12", "annual");
    let leave = answers("annual", day(7, 8), day(7, 17), "p13");
    agency.ask("p12", agency.submit("c1", leave)).unwrap();
    let consent = agency.open_station("c1", Role::Consent);
    agency.ask("p13", approve("c1", consent)).unwrap();
    assert_eq!(agency.left("p12", "annual"), before - 480);
    let silent = decide(&mut agency, "p10", false, "").unwrap_err();
    assert_eq!(silent, "reason-required");
    decide(&mut agency, "p10", false, "業務繁忙").unwrap();
    assert_eq!(agency.case("c1").status, Status::Refused);
    assert_eq!(agency.left("p12", "annual"), before, "given back");
}

#[test]
fn a_correction_lays_what_is_ahead_anew() {
    let mut agency = agreed(7);
    assert_eq!(agency.waits("c1"), ["Decide@p10"]);
    let head = agency.open_station("c1", Role::Decide);
    agency
        .ask("p10", send_back("c1", head, "請一併請到週五"))
        .unwrap();
    assert_eq!(agency.waits("c1"), ["Correct@p12"]);
    let before = agency.left("p12", "annual");
    let longer = answers("annual", day(7, 8), day(11, 17), "p13");
    let station = agency.open_station("c1", Role::Correct);
    agency.ask("p12", correct("c1", station, longer)).unwrap();
    assert_eq!(agency.left("p12", "annual"), before - 4 * 480, "held anew");
    assert_eq!(agency.waits("c1"), ["Consent@p13"]);
    let consent = agency.open_station("c1", Role::Consent);
    agency.ask("p13", approve("c1", consent)).unwrap();
    assert_eq!(
        agency.waits("c1"),
        ["Approve@p10"],
        "now it goes one level higher"
    );
    let head = agency.open_station("c1", Role::Approve);
    agency.ask("p10", approve("c1", head)).unwrap();
    decide(&mut agency, "p5", true, "").unwrap();
    assert_eq!(agency.waits("c1"), ["Note@p31+p32"]);
}

#[test]
fn a_correction_that_cannot_be_held_is_refused() {
    let mut agency = agreed(7);
    let head = agency.open_station("c1", Role::Decide);
    agency.ask("p10", send_back("c1", head, "請改")).unwrap();
    let station = agency.open_station("c1", Role::Correct);
    let long = answers(
        "annual",
        date(2026, 11, 30).at(8, 30, 0, 0),
        day(31, 17),
        "p13",
    );
    let refused = agency.ask("p12", correct("c1", station, long)).unwrap_err();
    assert!(refused.starts_with("leave-beyond-quota"), "{refused}");
    assert_eq!(
        agency.waits("c1"),
        ["Correct@p12"],
        "something else can be written"
    );
}

#[test]
fn who_keeps_it_waiting_is_reminded_and_the_head_is_told() {
    let mut agency = agreed(11);
    let due = |agency: &Agency| Some(time::to_civil(next_wake(&agency.case("c1"))?)?.date());
    let wake = |agency: &mut Agency, on: Date| {
        agency.now = time::to_ms(on.at(17, 0, 0, 0)).unwrap();
        let case = CaseId::new("c1").unwrap();
        agency.ask_agency(Content::Wake(Wake { case })).unwrap();
    };
    let lines = |agency: &Agency| -> Vec<String> {
        let case = agency.case("c1");
        let lines = case.history.iter().map(|line| line.what.clone());
        lines
            .filter(|what| what == "reminded" || what == "escalated")
            .collect()
    };
    // Tuesday: one working day later is Wednesday, three are Friday.
    assert_eq!(due(&agency), Some(date(2026, 11, 25)));
    wake(&mut agency, date(2026, 11, 25));
    assert_eq!(
        (lines(&agency), due(&agency)),
        (vec!["reminded".to_owned()], Some(date(2026, 11, 27)))
    );
    wake(&mut agency, date(2026, 11, 27));
    assert_eq!((lines(&agency).len(), due(&agency)), (2, None));
    let case = agency.case("c1");
    let told = case.open_stations().next().unwrap().escalated.clone();
    assert_eq!(format!("{told:?}"), "Some(Post(PostId(\"post-plan\")))");
    let p5 = crate::agency::person("p5");
    let stream = office::Stream::Case(CaseId::new("c1").unwrap());
    assert!(office::scope::may_see(&agency, &p5, &stream, agency.now).unwrap());
    // The desk above is told, and signs nothing here.
    let head = agency.open_station("c1", Role::Approve);
    let other = agency.ask("p5", approve("c1", head)).unwrap_err();
    assert!(other.starts_with("standing-none"), "{other}");
}

#[test]
fn what_there_is_to_know() {
    let told = |to: i8, deputy: &str| {
        let mut agency = Agency::open_along();
        let leave = answers("annual", day(7, 8), day(to, 17), deputy);
        agency.ask("p12", agency.submit("c1", leave)).unwrap();
        let found = remarks(&agency, &agency.case("c1")).unwrap();
        found.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(11, "p13"), Vec::<String>::new());
    assert_eq!(told(14, "p13"), ["look key=long-leave"]);
}
