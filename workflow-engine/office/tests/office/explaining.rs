//! Why a case is at whose desk, and what comes next: the leave pack, told in facts.

use std::fmt::Write;

use feel::Value;
use jiff::civil::{DateTime, date};
use office::case::Role;
use office::decide::Planned;
use office::explain::{AtDesk, Explanation, RuleRow, explain};
use office::ids::{CaseId, PersonId};
use office::operation::{Mend, Mending, Wake};
use office::{Content, Event, Stop, Stream, World, civil};
use workflow_engine::explain::{By, Why};

use crate::agency::{Agency, Seen, answers, approve, correct, person, send_back};

fn at(day: i8, hour: i8, minute: i8) -> DateTime {
    date(2026, 12, day).at(hour, minute, 0, 0)
}

fn case(id: &str) -> CaseId {
    CaseId::new(id).unwrap()
}

/// The stream of a case with its times.
fn history<'a>(agency: &'a Agency, id: &str) -> Vec<(&'a Event, i64)> {
    let stream = Stream::Case(case(id));
    let history = &agency.histories[&stream];
    history.iter().map(|(event, at, _)| (event, *at)).collect()
}

/// What a person is told of a case: the same at the agency and on their own computer.
pub fn explained(agency: &Agency, reader: &str, id: &str) -> Explanation {
    let reader = person(reader);
    let ask = |world: &dyn World| {
        explain(world, &reader, &case(id), history(agency, id), agency.now)
            .unwrap_or_else(|stop| panic!("{stop:?}"))
    };
    let told = ask(agency);
    assert_eq!(
        ask(&Seen(agency, reader.clone())),
        told,
        "on the reader's computer"
    );
    told
}

fn value(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}

fn people(people: &[PersonId]) -> String {
    let ids: Vec<_> = people.iter().map(PersonId::as_str).collect();
    ids.join("+")
}

fn planned(list: &[Planned]) -> String {
    let places = list
        .iter()
        .map(|p| format!("{:?}@{}", p.role, people(&p.people)));
    places.collect::<Vec<_>>().join(" → ")
}

fn rule(row: &RuleRow) -> String {
    let inputs: Vec<_> = row
        .inputs
        .iter()
        .map(|(label, v)| format!("{label} {}", value(v)))
        .collect();
    format!(
        "《{}》{:?} ({}) {} => {}, version {}{}",
        row.table,
        row.rows,
        row.notes.join("、"),
        inputs.join("、"),
        value(&row.says),
        row.version,
        if row.recorded { "" } else { ", asked again" }
    )
}

fn desk(desk: &AtDesk) -> String {
    let mut out = String::new();
    let came = desk.came.as_ref().map(|came| {
        let by = came.by.as_ref().map_or("-", |by| by.as_str());
        let stood = came.acting_for.as_ref();
        let stood = stood.map(|p| format!(" for {p}")).unwrap_or_default();
        format!("{:?} by {by}{stood} at {}", came.what, civil::wall(came.at))
    });
    let came = came.unwrap_or_default();
    writeln!(
        out,
        "{:?} {} @{} by {:?}",
        desk.role,
        desk.element,
        people(&desk.people),
        desk.by
    )
    .unwrap();
    writeln!(out, "  came: {came}").unwrap();
    let chosen = desk.way.iter().filter_map(|step| match &step.by {
        By::Way { flow, why, .. } => match why {
            Why::True { asked, .. } => {
                Some(format!("{flow} for {} {:?}", asked.condition, asked.values))
            }
            Why::Default(others) => {
                let asked: Vec<_> = others
                    .iter()
                    .map(|a| format!("{} {:?}", a.condition, a.values))
                    .collect();
                Some(format!("{flow} for not {}", asked.join(", not ")))
            }
            _ => None,
        },
        _ => None,
    });
    for way in chosen {
        writeln!(out, "  way: {way}").unwrap();
    }
    for row in &desk.rules {
        writeln!(out, "  rule: {}", rule(row)).unwrap();
    }
    for skipped in &desk.skipped {
        writeln!(
            out,
            "  passed over: {} {:?} {:?}",
            skipped.element, skipped.role, skipped.by
        )
        .unwrap();
    }
    for stand_in in &desk.stand_ins {
        writeln!(out, "  stands in: {stand_in:?}").unwrap();
    }
    for due in &desk.due {
        let reminds = if due.reminds { "reminds" } else { "due" };
        writeln!(
            out,
            "  {reminds}: {} at {}",
            due.element,
            civil::wall(due.at)
        )
        .unwrap();
    }
    for reminded in &desk.reminded {
        writeln!(out, "  reminded: {}", civil::wall(*reminded)).unwrap();
    }
    if !desk.if_returned.is_empty() {
        writeln!(out, "  if returned: {}", planned(&desk.if_returned)).unwrap();
    }
    out
}

fn text(told: &Explanation) -> String {
    let desks: String = told.desks.iter().map(desk).collect();
    let rules: Vec<_> = told.rules.iter().map(rule).collect();
    format!(
        "{:?}\n{desks}next: {}\nrules: {}\n",
        told.status,
        planned(&told.next),
        rules.join("; ")
    )
}

fn told(agency: &Agency, id: &str) -> String {
    text(&explained(agency, "p12", id))
}

fn agree(agency: &mut Agency, who: &str, id: &str, role: Role) {
    agency
        .ask(who, approve(id, agency.open_station(id, role)))
        .unwrap();
}

fn ask_for(agency: &mut Agency, who: &str, id: &str, from: DateTime, to: DateTime, deputy: &str) {
    agency
        .ask(who, agency.submit(id, answers("annual", from, to, deputy)))
        .unwrap();
}

#[test]
fn agreed_to_at_each_desk() {
    let mut agency = Agency::open();
    // Five days: beyond the first head.
    ask_for(
        &mut agency,
        "p12",
        "c1",
        at(7, 8, 30),
        at(11, 17, 30),
        "p13",
    );
    let mut out = told(&agency, "c1");
    for (who, role) in [
        ("p13", Role::Consent),
        ("p10", Role::Approve),
        ("p5", Role::Approve),
        ("p31", Role::Note),
    ] {
        agree(&mut agency, who, "c1", role);
        out += "--\n";
        out += &told(&agency, "c1");
    }
    insta::assert_snapshot!(out);
}

#[test]
fn sent_back_and_corrected() {
    let mut agency = Agency::open();
    ask_for(&mut agency, "p12", "c1", at(3, 8, 30), at(4, 12, 30), "p13");
    agree(&mut agency, "p13", "c1", Role::Consent);
    agency
        .ask(
            "p10",
            send_back("c1", agency.open_station("c1", Role::Approve), "請改為一日"),
        )
        .unwrap();
    let mut out = told(&agency, "c1");
    let shorter = answers("annual", at(3, 8, 30), at(3, 17, 30), "p13");
    agency
        .ask(
            "p12",
            correct("c1", agency.open_station("c1", Role::Correct), shorter),
        )
        .unwrap();
    out += "--\n";
    out += &told(&agency, "c1");
    insta::assert_snapshot!(out);
}

#[test]
fn somebody_stands_in() {
    let mut agency = Agency::open();
    let away = (
        date(2026, 11, 25).at(8, 30, 0, 0),
        date(2026, 11, 26).at(17, 30, 0, 0),
    );
    ask_for(&mut agency, "p10", "c1", away.0, away.1, "p12");
    agree(&mut agency, "p12", "c1", Role::Consent);
    agree(&mut agency, "p5", "c1", Role::Approve);
    agency.now = civil::instant(date(2026, 11, 25).at(10, 0, 0, 0));
    ask_for(&mut agency, "p13", "c2", at(3, 8, 30), at(3, 17, 30), "p12");
    agree(&mut agency, "p12", "c2", Role::Consent);
    let mut out = text(&explained(&agency, "p13", "c2"));
    agency
        .ask_for(
            "p12",
            "p10",
            approve("c2", agency.open_station("c2", Role::Approve)),
        )
        .unwrap();
    out += "--\n";
    out += &text(&explained(&agency, "p13", "c2"));
    // The personnel office sees who is away; so does whoever stands in.
    for reader in ["p31", "p12"] {
        assert!(
            explained(&agency, reader, "c1").desks[0]
                .stand_ins
                .is_empty()
        );
    }
    insta::assert_snapshot!(out);
}

#[test]
fn nobody_at_that_desk() {
    let mut agency = Agency::open();
    // The head of the section asks for twelve days: three heads up, of whom there is one.
    ask_for(&mut agency, "p5", "c1", at(1, 8, 30), at(16, 17, 30), "p10");
    agree(&mut agency, "p10", "c1", Role::Consent);
    let mut out = text(&explained(&agency, "p5", "c1"));
    agree(&mut agency, "p1", "c1", Role::Approve);
    out += "--\n";
    out += &text(&explained(&agency, "p5", "c1"));
    insta::assert_snapshot!(out);
}

#[test]
fn reminded_after_a_working_day() {
    let mut agency = Agency::open();
    ask_for(&mut agency, "p12", "c1", at(7, 8, 30), at(7, 12, 30), "p13");
    let mut out = told(&agency, "c1");
    agency.now = civil::instant(date(2026, 11, 25).at(16, 0, 0, 0));
    agency
        .ask_agency(Content::Wake(Wake { case: case("c1") }))
        .unwrap();
    out += "--\n";
    out += &told(&agency, "c1");
    insta::assert_snapshot!(out);
}

#[test]
fn nobody_is_told_what_they_may_not_see() {
    let mut agency = Agency::open();
    ask_for(&mut agency, "p12", "c1", at(3, 8, 30), at(3, 17, 30), "p13");
    let refused = |reader: &str, id: &str| {
        let told = explain(
            &agency,
            &person(reader),
            &case(id),
            history(&agency, "c1"),
            agency.now,
        );
        match told {
            Err(Stop::Refused(refusal)) => refusal.to_string(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused("p22", "c1"), "explain-hidden case=c1");
    assert_eq!(refused("p40", "c1"), "explain-hidden case=c1");
    assert_eq!(refused("p12", "c9"), "case-unknown case=c9");
}

#[test]
fn who_is_away_is_told_to_those_who_may_know() {
    let mut agency = Agency::open();
    let away = (
        date(2026, 11, 25).at(8, 30, 0, 0),
        date(2026, 11, 26).at(17, 30, 0, 0),
    );
    // The head of the section is away; of the other unit nobody may know.
    ask_for(&mut agency, "p5", "c1", away.0, away.1, "p10");
    agree(&mut agency, "p10", "c1", Role::Consent);
    agree(&mut agency, "p1", "c1", Role::Approve);
    agency.now = civil::instant(date(2026, 11, 25).at(10, 0, 0, 0));
    ask_for(&mut agency, "p10", "c2", at(3, 8, 30), at(3, 17, 30), "p12");
    agree(&mut agency, "p12", "c2", Role::Consent);
    let stand_ins = |reader: &str| {
        let told = explain(
            &agency,
            &person(reader),
            &case("c2"),
            history(&agency, "c2"),
            agency.now,
        );
        told.unwrap().desks[0].stand_ins.len()
    };
    // The applicant's own unit is another than that of his head.
    assert_eq!((stand_ins("p10"), stand_ins("p12")), (1, 0));
    assert_eq!((stand_ins("p1"), stand_ins("p31")), (1, 1));
}

#[test]
fn rules_of_events_that_do_not_say_them_are_asked_again() {
    let mut agency = Agency::open();
    ask_for(
        &mut agency,
        "p12",
        "c1",
        at(7, 8, 30),
        at(11, 17, 30),
        "p13",
    );
    agree(&mut agency, "p13", "c1", Role::Consent);
    agree(&mut agency, "p10", "c1", Role::Approve);
    let recorded = explained(&agency, "p12", "c1").rules;
    let stream = Stream::Case(case("c1"));
    for (event, _, _) in agency.histories.get_mut(&stream).unwrap() {
        let Event::Case(event) = event else { continue };
        let office::case::CaseEvent::FlowMoved(moves) = &mut **event else {
            continue;
        };
        for one in moves {
            if let workflow_engine::run::Event::ServiceDone { decided, .. } = one {
                *decided = None;
            }
        }
    }
    let mut again = explained(&agency, "p12", "c1").rules;
    assert!(!again[0].recorded && recorded[0].recorded);
    again[0].recorded = true;
    assert_eq!(again, recorded);
}

fn organised(agency: &mut Agency, office: &str, unit: &str) {
    let unit = office::ids::UnitId::new(unit).unwrap();
    let changes = vec![office::org::OrgEvent::OfficePut(office.into(), unit)];
    let organise = Content::Organise(office::operation::Organise { changes });
    agency.ask_agency(organise).unwrap();
}

fn mended(agency: &mut Agency, who: Option<&str>, mending: Mending) {
    let content = Content::Mend(Mend {
        case: case("c1"),
        mending,
        reason: "已修正".to_owned(),
    });
    match who {
        Some(who) => agency.ask(who, content).unwrap(),
        None => agency.ask_agency(content).unwrap(),
    }
}

#[test]
fn stuck_and_mended() {
    let mut agency = Agency::open_without("personnel");
    organised(&mut agency, "system", "u-general");
    ask_for(&mut agency, "p12", "c1", at(3, 8, 30), at(3, 17, 30), "p13");
    agree(&mut agency, "p13", "c1", Role::Consent);
    agree(&mut agency, "p10", "c1", Role::Approve);
    let stuck = explained(&agency, "p12", "c1");
    assert!(stuck.desks.is_empty());
    assert_eq!(stuck.stuck.len(), 1);
    assert_eq!(
        (&*stuck.stuck[0].name, &*stuck.stuck[0].code),
        ("人事登記", "desk-office")
    );
    let token = *agency.case("c1").flow.incidents.keys().next().unwrap();
    organised(&mut agency, "personnel", "u-personnel");
    mended(
        &mut agency,
        Some("p22"),
        Mending::Retry(token, Default::default()),
    );
    let retried = explained(&agency, "p12", "c1");
    assert!(retried.stuck.is_empty());
    let token = *agency.case("c1").flow.tasks.keys().next().unwrap();
    mended(&mut agency, None, Mending::Move(token, "head".to_owned()));
    let moved = explained(&agency, "p12", "c1");
    insta::assert_snapshot!(format!("{}--\n{}", text(&retried), text(&moved)));
}

#[test]
fn gone_over_to_the_next_version() {
    let mut agency = Agency::open();
    ask_for(
        &mut agency,
        "p12",
        "c1",
        at(7, 8, 30),
        at(11, 17, 30),
        "p13",
    );
    agree(&mut agency, "p13", "c1", Role::Consent);
    let before = explained(&agency, "p12", "c1");
    let old = agency.pack_ref.version;
    agency.publish_next(|flow| {
        flow.replace("\"head\"", "\"first-head\"")
            .replace("level &gt;= 2", "level &gt; 1")
    });
    let migration =
        workflow_engine::migration::difference(agency.flow(old), agency.flow(old + 1)).migration();
    let over = Content::GoOver(office::operation::GoOver {
        case: case("c1"),
        service: office::ids::PackId::new("leave").unwrap(),
        to: agency.pack_ref.clone(),
        migration,
        reason: "新版流程".to_owned(),
    });
    agency.ask_agency(over).unwrap();
    let mut after = explained(&agency, "p12", "c1");
    assert_eq!(
        (
            &*after.desks[0].element,
            &*after.desks[0].way.last().unwrap().element
        ),
        ("first-head", "first-head"),
        "by its name of today"
    );
    assert_eq!(after.desks[0].came, before.desks[0].came);
    agree(&mut agency, "p10", "c1", Role::Approve);
    after = explained(&agency, "p12", "c1");
    insta::assert_snapshot!(text(&after));
}
