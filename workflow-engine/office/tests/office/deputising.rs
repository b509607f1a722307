//! Who stands in for whom: asked, agreed, ended, handed on; looked at when it
//! was signed and when it arrived; and whatever people ask, nobody gets a right
//! that nobody gave.

mod absent;

use jiff::ToSpan;
use jiff::civil::{DateTime, date};
use office::case::{Authority, Role, Station};
use office::decide::standing;
use office::deputation::{Kept, Phase};
use office::ids::{CaseId, DeputationId, PackId, PersonId, UnitId};
use office::operation::{
    AskDeputy, BringLeave, ConsentDeputy, DeclineDeputy, EndDeputy, HandOnDeputy, Organise,
};
use office::org::{DeputyRule, OrgEvent};
use office::{Content, Reading, civil, scope};
use proptest::prelude::*;

use crate::agency::{Agency, MORNING, answers, approve, person};

const UNIT: &str = "u-plan-1";

fn id(name: &str) -> DeputationId {
    DeputationId::new(name).unwrap()
}

fn unit() -> UnitId {
    UnitId::new(UNIT).unwrap()
}

/// So many hours after the morning on which everything begins.
fn hour(hours: i64) -> DateTime {
    MORNING.checked_add(hours.hours()).unwrap()
}

fn asking(name: &str, principal: &str, deputy: &str, from: DateTime, to: DateTime) -> AskDeputy {
    AskDeputy {
        deputation: id(name),
        principal: person(principal),
        deputy: person(deputy),
        from,
        to,
        services: Vec::new(),
        reserved: Vec::new(),
        order: 1,
        reason: "公差".to_owned(),
    }
}

fn ask(name: &str, principal: &str, deputy: &str) -> Content {
    Content::AskDeputy(asking(name, principal, deputy, MORNING, hour(240)))
}

fn consent(name: &str) -> Content {
    Content::ConsentDeputy(ConsentDeputy {
        unit: unit(),
        deputation: id(name),
    })
}

fn decline(name: &str) -> Content {
    Content::DeclineDeputy(DeclineDeputy {
        unit: unit(),
        deputation: id(name),
        reason: String::new(),
    })
}

fn end(name: &str) -> Content {
    Content::EndDeputy(EndDeputy {
        unit: unit(),
        deputation: id(name),
        reason: "提前銷差".to_owned(),
    })
}

fn hand_on(via: &str, name: &str, deputy: &str, from: DateTime, to: DateTime) -> Content {
    Content::HandOnDeputy(HandOnDeputy {
        unit: unit(),
        via: id(via),
        deputation: id(name),
        deputy: person(deputy),
        from,
        to,
        reason: "請假".to_owned(),
    })
}

/// Somebody is away by a leave that was decided before.
fn away(agency: &Agency, name: &str, who: &str, from: DateTime, to: DateTime) -> Content {
    Content::BringLeave(BringLeave {
        case: CaseId::new(name).unwrap(),
        person: person(who),
        pack: agency.pack_ref.clone(),
        kind: office::leave::Kind::new("annual").unwrap(),
        span: office::leave::Span { from, to },
        deputy: None,
    })
}

/// A case of p12 that waits for the head p10.
fn waiting() -> Agency {
    let mut agency = Agency::open();
    let (from, to) = (
        date(2026, 12, 17).at(8, 30, 0, 0),
        date(2026, 12, 17).at(17, 30, 0, 0),
    );
    agency
        .ask(
            "p12",
            agency.submit("c1", answers("annual", from, to, "p13")),
        )
        .unwrap();
    let station = agency.open_station("c1", Role::Consent);
    agency.ask("p13", approve("c1", station)).unwrap();
    agency
}

fn sign(agency: &Agency) -> Content {
    approve("c1", agency.open_station("c1", Role::Approve))
}

/// The code of a refusal; nothing when it became true.
fn code(told: Result<(), String>) -> String {
    let told = told.err().unwrap_or_default();
    told.split(' ').next().unwrap_or_default().to_owned()
}

fn sees(agency: &Agency, who: &str, stream: &str) -> bool {
    scope::may_see(agency, &person(who), &stream.parse().unwrap(), agency.now).unwrap()
}

#[test]
fn from_asking_to_the_signature() {
    let mut agency = waiting();
    assert!(!sees(&agency, "p22", "away/u-plan-1"));
    agency.ask("p10", ask("d1", "p10", "p22")).unwrap();
    assert!(sees(&agency, "p22", "away/u-plan-1"), "to answer");
    assert!(!sees(&agency, "p22", "case/c1"), "before the answer");
    let station = sign(&agency);
    let early = agency.ask_for("p22", "p10", station.clone());
    assert_eq!(code(early), "deputation-not-consented");
    agency.ask("p22", consent("d1")).unwrap();
    assert!(sees(&agency, "p22", "case/c1"));
    assert!(!sees(&agency, "p22", "account/p12"));
    agency.ask_for("p22", "p10", station).unwrap();
    let case = agency.case("c1");
    let mut closed = case.stations.iter().filter_map(|s| s.closed.as_ref());
    let closed = closed.next_back().unwrap();
    assert_eq!(closed.acting_for, Some(person("p10")));
    let right = closed.right.as_ref().unwrap();
    assert_eq!(right.authority, Authority::Deputy);
    assert_eq!(right.reason, "公差");
    assert_eq!(right.deputation, Some(id("d1")));
    assert!(right.at_signing && right.at_arrival);
    assert!(sees(&agency, "p22", "case/c1"), "whoever signed there");
}

#[test]
fn a_right_is_looked_at_at_two_times() {
    let hours = |hours: i64| civil::instant(hour(hours));
    // The deputation runs for ten days; p10 may end it at the hour of `ended`.
    let check = |signed: i64, seen: Option<i64>, ended: Option<i64>, arrives: i64, told: &str| {
        let mut agency = waiting();
        agency.ask("p10", ask("d1", "p10", "p22")).unwrap();
        agency.ask("p22", consent("d1")).unwrap();
        let station = sign(&agency);
        if let Some(ended) = ended {
            agency.now = hours(ended);
            agency.ask("p10", end("d1")).unwrap();
        }
        agency.now = hours(arrives);
        let signed = (hours(signed), seen.map(hours));
        let done = agency.ask_late_for(("p22", "p10"), station, signed);
        assert_eq!(code(done), told, "{signed:?} {ended:?} {arrives}");
        if told.is_empty() {
            let case = agency.case("c1");
            let mut closed = case.stations.iter().filter_map(|s| s.closed.as_ref());
            let right = closed.next_back().unwrap().right.clone().unwrap();
            let still = arrives < 240 && ended.is_none();
            assert_eq!((right.at_signing, right.at_arrival), (true, still));
        }
    };
    check(2, None, None, 3, "");
    // Signed in time without a network, and sent when it was over or ended.
    check(2, None, None, 300, "");
    check(2, None, Some(5), 6, "");
    check(250, None, None, 300, "deputation-over");
    check(6, None, Some(5), 7, "deputation-ended");
    // A clock that is set back before the end that its owner had seen buys nothing.
    check(2, Some(5), Some(4), 7, "deputation-ended");
    check(2, Some(241), None, 300, "deputation-over");
    // Nor one that is set forward, or back before the station opened.
    check(900, None, None, 300, "deputation-over");
    check(-9_000, None, None, 3, "deputation-not-consented");
}

#[test]
fn what_is_refused() {
    let check = |who: &str, content: Content, told: &str| {
        let mut agency = waiting();
        let rule = OrgEvent::DeputyRulePut(DeputyRule {
            max_grades_below: 1,
            same_unit_only: false,
        });
        let changes = vec![rule];
        agency
            .ask_agency(Content::Organise(Organise { changes }))
            .unwrap();
        let leave = away(&agency, "b1", "p40", hour(24), hour(26));
        agency.ask_agency(leave).unwrap();
        agency.ask("p10", ask("d1", "p10", "p13")).unwrap();
        agency.ask("p10", ask("d2", "p10", "p22")).unwrap();
        agency.ask("p22", consent("d2")).unwrap();
        let before = agency.histories.clone();
        assert_eq!(code(agency.ask(who, content.clone())), told, "{content:?}");
        assert_eq!(told.is_empty(), before != agency.histories);
    };
    let asked = |change: &dyn Fn(&mut AskDeputy)| {
        let mut asked = asking("d9", "p10", "p31", MORNING, hour(240));
        change(&mut asked);
        Content::AskDeputy(asked)
    };
    check("p10", asked(&|_| {}), "");
    check("p5", asked(&|_| {}), "");
    check("p5", asked(&|a| a.deputy = person("p5")), "");
    check("p12", asked(&|_| {}), "deputation-not-yours");
    check(
        "p10",
        asked(&|a| a.deputy = person("p10")),
        "deputation-self",
    );
    check(
        "p10",
        asked(&|a| a.deputy = person("p99")),
        "deputation-no-post",
    );
    check(
        "p10",
        asked(&|a| a.principal = person("p99")),
        "deputation-no-post",
    );
    check("p5", asked(&|a| a.principal = person("p13")), "");
    // p5 is of grade 9, so that p31 of grade 7 is too low.
    check(
        "p5",
        asked(&|a| a.principal = person("p5")),
        "deputation-rank",
    );
    check(
        "p10",
        asked(&|a| a.deputy = person("p40")),
        "deputation-deputy-away",
    );
    check(
        "p10",
        asked(&|a| a.deputation = id("d1")),
        "deputation-exists",
    );
    check("p10", asked(&|a| a.to = a.from), "deputation-period");
    check(
        "p10",
        asked(&|a| a.to = hour(1) + 1.second()),
        "deputation-period",
    );
    check("p10", asked(&|a| a.to = hour(24 * 366)), "deputation-long");
    check("p10", asked(&|a| a.to = hour(24 * 365)), "");
    let past = |a: &mut AskDeputy| (a.from, a.to) = (hour(-9), hour(-8));
    check("p10", asked(&past), "deputation-past");
    check("p10", asked(&|a| a.reason = " ".into()), "reason-required");
    check(
        "p10",
        asked(&|a| a.reason = "事".repeat(101)),
        "words-too-long",
    );
    let service = |a: &mut AskDeputy| a.services = vec![PackId::new("none").unwrap()];
    check("p10", asked(&service), "deputation-service");
    let services = |a: &mut AskDeputy| a.services = vec![PackId::new("leave").unwrap(); 51];
    check("p10", asked(&services), "deputation-services");
    check("p13", consent("d1"), "");
    check("p12", consent("d1"), "deputation-not-asked");
    check("p22", consent("d2"), "deputation-consented");
    check("p22", decline("d2"), "deputation-consented");
    check("p12", decline("d1"), "deputation-not-asked");
    check("p13", consent("d7"), "deputation-unknown");
    check("p12", end("d2"), "deputation-not-yours");
    for who in ["p10", "p22", "p5"] {
        check(who, end("d2"), "");
    }
    check("p22", hand_on("d2", "d9", "p31", MORNING, hour(9)), "");
    check(
        "p22",
        hand_on("d2", "d9", "p10", MORNING, hour(9)),
        "deputation-loop",
    );
    check(
        "p22",
        hand_on("d2", "d9", "p22", MORNING, hour(9)),
        "deputation-loop",
    );
    check(
        "p12",
        hand_on("d2", "d9", "p31", MORNING, hour(9)),
        "deputation-not-yours",
    );
    check(
        "p22",
        hand_on("d2", "d9", "p31", MORNING, hour(241)),
        "deputation-beyond",
    );
    check(
        "p22",
        hand_on("d7", "d9", "p31", MORNING, hour(9)),
        "deputation-unknown",
    );
}

#[test]
fn no_circle_at_any_moment() {
    let check = |from: i64, to: i64, told: &str| {
        let mut agency = waiting();
        // p10 → p12 → p13 from the 10th to the 20th hour.
        let first = asking("d1", "p10", "p12", hour(0), hour(20));
        agency.ask("p10", Content::AskDeputy(first)).unwrap();
        let second = asking("d2", "p12", "p13", hour(10), hour(30));
        agency.ask("p12", Content::AskDeputy(second)).unwrap();
        let third = asking("d3", "p13", "p10", hour(from), hour(to));
        assert_eq!(code(agency.ask("p13", Content::AskDeputy(third))), told);
    };
    check(0, 40, "deputation-loop");
    check(19, 40, "deputation-loop");
    check(0, 11, "deputation-loop");
    check(0, 10, "");
    check(20, 40, "");
}

#[test]
fn no_more_than_twenty() {
    let mut agency = waiting();
    for number in 0..20 {
        let name = format!("d{number}");
        agency.ask("p10", ask(&name, "p10", "p22")).unwrap();
    }
    let more = agency.ask("p10", ask("d20", "p10", "p22"));
    assert_eq!(code(more), "deputation-many");
    agency.ask("p22", decline("d7")).unwrap();
    agency.ask("p10", ask("d20", "p10", "p22")).unwrap();
}

#[test]
fn the_first_who_is_at_work_acts() {
    let mut agency = waiting();
    for (order, name, deputy) in [(1, "d1", "p22"), (2, "d2", "p31")] {
        let mut asked = asking(name, "p10", deputy, MORNING, hour(240));
        asked.order = order;
        agency.ask("p10", Content::AskDeputy(asked)).unwrap();
        agency.ask(deputy, consent(name)).unwrap();
    }
    let station = sign(&agency);
    let acts = |agency: &Agency, at: i64| -> Vec<&str> {
        let mut who = vec!["p12", "p13", "p22", "p31", "p32"];
        let case = agency.case("c1");
        let open = case.open_stations().next().unwrap();
        let at = civil::instant(hour(at));
        who.retain(|who| {
            let right = standing(agency, &case, open, &person(who), at).unwrap();
            right.is_some()
        });
        who
    };
    assert_eq!(acts(&agency, 2), ["p22"]);
    let second = agency.ask_for("p31", "p10", station);
    assert_eq!(code(second), "deputation-order");
    // p22 is away for a day, and has it handed on for the first half.
    let leave = away(&agency, "b1", "p22", hour(24), hour(32));
    let on = hand_on("d1", "d3", "p32", hour(24), hour(28));
    agency.ask("p22", on).unwrap();
    agency.ask_agency(leave).unwrap();
    assert_eq!(acts(&agency, 25), ["p31"], "p32 has not agreed");
    agency.ask("p32", consent("d3")).unwrap();
    assert_eq!(acts(&agency, 25), ["p32"]);
    assert_eq!(acts(&agency, 30), ["p31"]);
    assert_eq!(acts(&agency, 40), ["p22"]);
    agency.ask("p10", end("d1")).unwrap();
    assert_eq!(acts(&agency, 25), ["p31"], "what it hangs on was ended");
}

#[test]
fn a_leave_that_leaves_somebody_alone_is_odd() {
    let mut agency = Agency::open();
    let codes = |agency: &Agency| -> Vec<String> {
        let found = office::decide::remarks(agency, &agency.case("c1")).unwrap();
        found.into_iter().map(|remark| remark.code).collect()
    };
    let asked = asking("d1", "p10", "p12", hour(0), hour(24 * 40));
    agency.ask("p10", Content::AskDeputy(asked)).unwrap();
    let day = date(2026, 12, 17);
    let (from, to) = (day.at(8, 30, 0, 0), day.at(17, 30, 0, 0));
    let leave = answers("annual", from, to, "p13");
    agency.ask("p12", agency.submit("c1", leave)).unwrap();
    assert!(codes(&agency).is_empty());
    // p12 is to be away within the time: it is handed on before it can be agreed to.
    let told = agency.ask("p12", consent("d1"));
    assert_eq!(code(told), "deputation-deputy-away");
    let on = hand_on("d1", "d2", "p13", from, to);
    agency.ask("p12", on).unwrap();
    agency.ask("p12", consent("d1")).unwrap();
    assert!(codes(&agency).is_empty());
    agency.ask("p13", decline("d2")).unwrap();
    assert_eq!(codes(&agency), ["deputising-then"]);
}

#[test]
fn the_bytes_of_deputations() {
    let mut asked = asking("d1", "p10", "p13", MORNING, hour(240));
    asked.services = vec![PackId::new("leave").unwrap()];
    asked.reserved = vec![Role::Approve];
    let contents = [
        Content::AskDeputy(asked),
        consent("d1"),
        decline("d1"),
        end("d1"),
        hand_on("d1", "d2", "p22", MORNING, hour(9)),
    ];
    let hex = |bytes: Vec<u8>| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let mut lines: Vec<String> = contents.iter().map(|c| hex(c.to_bytes())).collect();
    let mut agency = waiting();
    agency.ask("p10", contents[0].clone()).unwrap();
    agency.ask("p13", consent("d1")).unwrap();
    agency.ask("p13", contents[4].clone()).unwrap();
    agency.ask("p22", decline("d2")).unwrap();
    agency.ask("p10", end("d1")).unwrap();
    let stream = format!("away/{UNIT}").parse().unwrap();
    let history = agency.histories[&stream].iter();
    lines.extend(history.map(|(event, _, _)| hex(event.to_bytes())));
    insta::assert_snapshot!(lines.join("\n"));
}

#[derive(Debug, Clone)]
enum Move {
    Ask(u8, u8, i64, i64, u8, bool),
    Answer(u8, bool),
    End(u8),
    HandOn(u8, u8, i64, i64),
    Away(u8, i64),
}

const WHO: [&str; 6] = ["p10", "p12", "p13", "p22", "p31", "p5"];

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let who = 0..6_u8;
    let name = 0..12_u8;
    let span = (0..60_i64, 1..60_i64);
    let ask = (0..3_u8, who.clone(), span.clone(), 1..4_u8, any::<bool>());
    let ask = ask.prop_map(|(p, d, (from, long), order, all)| {
        Move::Ask(p, d, from, from + long, order, all)
    });
    let hand = (name.clone(), who.clone(), span)
        .prop_map(|(via, d, (from, long))| Move::HandOn(via, d, from, from + long));
    let one = prop_oneof![
        4 => ask,
        6 => (name.clone(), prop::bool::weighted(0.9)).prop_map(|(n, yes)| Move::Answer(n, yes)),
        1 => name.prop_map(Move::End),
        3 => hand,
        2 => (who, 0..3_i64).prop_map(|(who, day)| Move::Away(who, day)),
    ];
    prop::collection::vec(one, 1..30)
}

/// The people who are asked, by the number of the deputation.
fn asked_of(agency: &Agency, number: u8) -> Option<(String, String)> {
    let away = agency.away(&unit()).unwrap().unwrap();
    let kept = away.deputations.values().nth(usize::from(number))?;
    let asked = &kept.deputation;
    Some((asked.id.to_string(), asked.deputy.to_string()))
}

fn play(agency: &mut Agency, step: &Move, count: usize) {
    let name = format!("d{count:02}");
    let who = |number: u8| WHO[usize::from(number)];
    let told = match step {
        Move::Ask(principal, deputy, from, to, order, all) => {
            let mut asked = asking(&name, who(*principal), who(*deputy), hour(*from), hour(*to));
            asked.order = *order;
            asked.reserved = if *all { vec![] } else { vec![Role::Approve] };
            agency.ask(who(*principal), Content::AskDeputy(asked))
        }
        Move::Answer(number, yes) => {
            let Some((name, deputy)) = asked_of(agency, *number) else {
                return;
            };
            let answer = if *yes { consent(&name) } else { decline(&name) };
            agency.ask(&deputy, answer)
        }
        Move::End(number) => {
            let Some((name, deputy)) = asked_of(agency, *number) else {
                return;
            };
            agency.ask(&deputy, end(&name))
        }
        Move::HandOn(via, deputy, from, to) => {
            let Some((via, by)) = asked_of(agency, *via) else {
                return;
            };
            let on = hand_on(&via, &name, who(*deputy), hour(*from), hour(*to));
            agency.ask(&by, on)
        }
        Move::Away(absent, day) => {
            let from = hour(24 * day);
            let leave = away(agency, &name, who(*absent), from, from + 8.hours());
            agency.ask_agency(leave)
        }
    };
    // What is refused is refused; what became true is looked at below.
    let _ = told;
}

/// Whether somebody is away, by what the whole agency knows.
fn is_absent(agency: &Agency, who: &PersonId, at: DateTime) -> bool {
    ["u-plan-1", "u-plan", "u-general", "u-personnel"]
        .iter()
        .any(|unit| {
            let away = agency.away(&UnitId::new(*unit).unwrap()).unwrap().unwrap();
            away.absent(who, at).is_some()
        })
}

/// The one who takes the place of a deputation, told anew from its definition.
fn takes<'a>(
    agency: &Agency,
    all: &[&'a Kept],
    kept: &'a Kept,
    applicant: &PersonId,
    at: i64,
) -> Option<&'a PersonId> {
    let asked = &kept.deputation;
    let moment = civil::wall(at);
    let agreed = kept.consented.is_some_and(|when| when <= at);
    let closed = kept.closed.as_ref().is_some_and(|closed| closed.at <= at);
    let now = asked.from <= moment && moment < asked.to;
    let open = agreed && !closed && now && asked.reserved.is_empty();
    if !open || asked.deputy == *applicant || asked.principal == *applicant {
        return None;
    }
    if !is_absent(agency, &asked.deputy, moment) {
        return Some(&asked.deputy);
    }
    let next = all
        .iter()
        .filter(|k| k.deputation.via.as_ref() == Some(&asked.id));
    first(agency, all, next.copied().collect(), applicant, at)
}

fn first<'a>(
    agency: &Agency,
    all: &[&'a Kept],
    mut places: Vec<&'a Kept>,
    applicant: &PersonId,
    at: i64,
) -> Option<&'a PersonId> {
    places.sort_by_key(|k| (k.deputation.order, k.asked, k.deputation.id.clone()));
    let mut found = places
        .into_iter()
        .filter_map(|kept| takes(agency, all, kept, applicant, at));
    found.next()
}

fn rights(agency: &Agency, station: &Station, at: i64) {
    let case = agency.case("c1");
    let away = agency.away(&unit()).unwrap().unwrap();
    let all: Vec<&Kept> = away.deputations.values().collect();
    let of_head =
        |k: &&&Kept| k.deputation.principal == person("p10") && k.deputation.via.is_none();
    let places = all.iter().filter(of_head).copied().collect();
    let acting = first(agency, &all, places, &case.applicant, at);
    for who in WHO {
        let who = person(who);
        let right = standing(agency, &case, station, &who, at).unwrap();
        let by_deputation = right.as_ref().is_some_and(|r| r.deputation.is_some());
        assert_eq!(
            by_deputation,
            acting == Some(&who),
            "{who} at {}",
            civil::wall(at)
        );
        if let Some(right) = right {
            assert_ne!(who, case.applicant, "never for himself");
            let own = right.authority == Authority::Own;
            assert_eq!(own, who == person("p10"), "the own right stays");
            let listed = is_absent(agency, &person("p10"), civil::wall(at));
            assert!(own || by_deputation || listed, "{who} by no right");
        }
    }
}

/// No moment at which people stand in for each other in a circle.
fn no_circle(agency: &Agency) {
    let away = agency.away(&unit()).unwrap().unwrap();
    let open: Vec<&Kept> = away
        .deputations
        .values()
        .filter(|k| {
            k.deputation.via.is_none()
                && matches!(k.phase(agency.now), Phase::Ahead | Phase::InForce)
        })
        .collect();
    for moment in open.iter().map(|k| k.deputation.from) {
        for start in WHO.map(person) {
            let (mut here, mut steps) = (vec![start.clone()], 0);
            while !here.is_empty() && steps <= WHO.len() {
                let next = open.iter().filter(|k| {
                    here.contains(&k.deputation.principal)
                        && k.deputation.from <= moment
                        && moment < k.deputation.to
                });
                here = next.map(|k| k.deputation.deputy.clone()).collect();
                assert!(!here.contains(&start), "{start} in a circle at {moment}");
                steps += 1;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_ask(moves in moves(), times in prop::collection::vec(0..100_i64, 6)) {
        let mut agency = waiting();
        for (count, step) in moves.iter().enumerate() {
            play(&mut agency, step, count);
        }
        no_circle(&agency);
        let station = agency.case("c1").open_stations().next().unwrap().clone();
        for time in times {
            rights(&agency, &station, civil::instant(hour(time) + 1.minute()));
        }
    }
}
