//! What nobody may do along a route, and who acts where nobody is left.

use jiff::civil::date;
use office::Content;
use office::case::Role;
use office::civil::NO_END;
use office::ids::{CaseId, PostId, SlotId, StationId};
use office::operation::{
    AddSign, Approve, Call, Called, Decide, Organise, Receive, Return, Seal, TakeBack, TakeOff,
};
use office::org::{Deputies, Desk, Holding, HoldingKind, OrgEvent};
use office::route::{Mode, Place, Siblings};

use super::{agreed, day};
use crate::agency::{Agency, answers, approve, correct, person, send_back};

fn c1() -> CaseId {
    CaseId::new("c1").unwrap()
}

fn at(who: &str) -> Desk {
    Desk::Person(person(who))
}

fn station_of(agency: &Agency, who: &str) -> StationId {
    let case = agency.case("c1");
    let mut open = case.open_stations();
    open.find(|one| one.desk == at(who)).unwrap().id.clone()
}

fn slot_of(agency: &Agency, who: &str) -> SlotId {
    let case = agency.case("c1");
    let mut slots = case.routes.values().flat_map(|route| route.slots());
    slots.find(|slot| slot.desk == at(who)).unwrap().id.clone()
}

fn call(
    agency: &mut Agency,
    (who, role): (&str, Role),
    place: Place,
    (called, as_role): (&str, Role),
) -> Result<(), String> {
    let station = agency.open_station("c1", role);
    let content = Content::AddSign(AddSign {
        case: c1(),
        station,
        call: Call::Sign,
        anchor: None,
        place,
        called: vec![Called {
            role: as_role,
            desk: at(called),
            opinion: as_role == Role::Approve,
        }],
        together: false,
        reason: String::new(),
    });
    agency.ask(who, content)
}

fn take_off(agency: &mut Agency, who: &str, whom: &str) -> Result<(), String> {
    let slots = vec![slot_of(agency, whom)];
    let reason = String::new();
    agency.ask(
        who,
        Content::TakeOff(TakeOff {
            case: c1(),
            slots,
            reason,
        }),
    )
}

fn receive(agency: &mut Agency, who: &str, station: StationId) {
    let station = Some(station);
    agency
        .ask(
            who,
            Content::Receive(Receive {
                case: c1(),
                station,
            }),
        )
        .unwrap();
}

pub fn code(told: Result<(), String>) -> String {
    match told {
        Ok(()) => "yes".to_owned(),
        Err(refused) => refused.split(' ').next().unwrap_or_default().to_owned(),
    }
}

#[test]
fn nobody_is_put_where_the_decision_leaves_them_out() {
    let check = |place: Place, role: Role, expected: &str| {
        let mut agency = agreed(7);
        let told = call(&mut agency, ("p10", Role::Decide), place, ("p22", role));
        assert_eq!(code(told), expected, "{place:?} {role:?}");
    };
    check(Place::Before, Role::Approve, "yes");
    check(Place::After, Role::Approve, "route-after-decision");
    check(Place::Beside, Role::Consult, "route-after-decision");
    check(Place::After, Role::Note, "yes");
    let mut agency = agreed(11);
    let told = call(
        &mut agency,
        ("p10", Role::Approve),
        Place::After,
        ("p22", Role::Approve),
    );
    assert_eq!(code(told), "yes", "the decision comes later");
}

#[test]
fn who_opened_it_or_signed_stays_on_the_route() {
    let asked = || {
        let mut agency = agreed(11);
        call(
            &mut agency,
            ("p10", Role::Approve),
            Place::Before,
            ("p22", Role::Consult),
        )
        .unwrap();
        agency
    };
    let mut agency = asked();
    take_off(&mut agency, "p10", "p22").unwrap();
    let mut agency = asked();
    let station = station_of(&agency, "p22");
    receive(&mut agency, "p22", station.clone());
    assert_eq!(code(take_off(&mut agency, "p10", "p22")), "take-off-late");
    // Sent back by whom was asked: they wait again for the deputy, and what they said stands.
    let to = Some(slot_of(&agency, "p13"));
    let back = Content::Return(Return {
        case: c1(),
        station,
        reason: "請補資料".to_owned(),
        to,
        mode: Some(Mode::Again),
        siblings: Some(Siblings::Cancel),
    });
    agency.ask("p22", back).unwrap();
    assert_eq!(agency.waits("c1"), ["Consent@p13"]);
    assert_eq!(code(take_off(&mut agency, "p10", "p22")), "take-off-signed");
}

#[test]
fn what_the_next_has_opened_is_not_taken_back() {
    let check = |opens: bool, expected: &str| {
        let mut agency = agreed(11);
        let head = agency.open_station("c1", Role::Approve);
        agency.ask("p10", approve("c1", head.clone())).unwrap();
        let chief = agency.open_station("c1", Role::Decide);
        if opens {
            receive(&mut agency, "p5", chief);
        }
        call(
            &mut agency,
            ("p5", Role::Decide),
            Place::Before,
            ("p22", Role::Consult),
        )
        .unwrap();
        assert_eq!(agency.waits("c1"), ["Consult@p22"]);
        let back = Content::TakeBack(TakeBack {
            case: c1(),
            station: head,
            reason: String::new(),
        });
        assert_eq!(code(agency.ask("p10", back)), expected, "{opens}");
    };
    check(false, "yes");
    check(true, "take-back-late");
}

#[test]
fn a_decision_too_needs_the_opinion_that_is_asked_for() {
    let mut agency = agreed(11);
    call(
        &mut agency,
        ("p10", Role::Approve),
        Place::Before,
        ("p5", Role::Approve),
    )
    .unwrap();
    let station = station_of(&agency, "p5");
    let decide = |opinion: &str| {
        Content::Decide(Decide {
            case: c1(),
            station: station.clone(),
            grants: true,
            opinion: opinion.to_owned(),
            provisional: None,
            filled: None,
        })
    };
    assert_eq!(code(agency.ask("p5", decide(""))), "reason-required");
    // What is lacking then is the level: no table gives one here.
    assert_eq!(code(agency.ask("p5", decide("准"))), "decide-level");
}

#[test]
fn answers_that_were_corrected_since_are_read_again() {
    let check = |saw: fn(&Agency) -> Option<i64>, expected: &str| {
        let mut agency = agreed(7);
        let before = agency.now;
        let head = agency.open_station("c1", Role::Decide);
        agency.ask("p10", send_back("c1", head, "請改")).unwrap();
        let station = agency.open_station("c1", Role::Correct);
        let longer = answers("annual", day(7, 8), day(8, 17), "p13");
        agency.ask("p12", correct("c1", station, longer)).unwrap();
        let consent = agency.open_station("c1", Role::Consent);
        agency.saw = match saw(&agency) {
            Some(0) => Some(before),
            other => other,
        };
        assert_eq!(code(agency.ask("p13", approve("c1", consent))), expected);
    };
    check(|_| Some(0), "late-corrected");
    check(|agency| Some(agency.now), "yes");
    check(|_| None, "yes");
}

#[test]
fn a_signature_that_was_taken_back_need_not_be_sealed() {
    let mut agency = Agency::open_with_cards();
    let leave = answers("annual", day(7, 8), day(7, 17), "p13");
    agency.ask("p12", agency.submit("c1", leave)).unwrap();
    let station = agency.open_station("c1", Role::Consent);
    let signed = Content::Approve(Approve {
        case: c1(),
        station: station.clone(),
        opinion: String::new(),
        provisional: Some("忘了帶卡".to_owned()),
        filled: None,
    });
    agency.ask("p13", signed).unwrap();
    assert_eq!(agency.case("c1").unsealed().count(), 1);
    let reason = String::new();
    let back = Content::TakeBack(TakeBack {
        case: c1(),
        station,
        reason,
    });
    agency.ask("p13", back).unwrap();
    assert_eq!(agency.case("c1").unsealed().count(), 0);
}

pub fn organise(agency: &mut Agency, changes: Vec<OrgEvent>) {
    agency
        .ask_agency(Content::Organise(Organise { changes }))
        .unwrap();
}

/// Somebody holds a post from a day until another.
pub fn holds(who: &str, post: &str, kind: HoldingKind, (from, until): (&str, &str)) -> OrgEvent {
    OrgEvent::HoldingPut(Holding {
        person: person(who),
        post: PostId::new(post).unwrap(),
        from: from.parse().unwrap(),
        until: until.parse().unwrap_or(NO_END),
        kind,
    })
}

fn deputies(post: &str, people: &[&str]) -> OrgEvent {
    OrgEvent::DeputiesPut(Deputies {
        post: PostId::new(post).unwrap(),
        people: people.iter().map(|one| person(one)).collect(),
        from: date(2026, 1, 2),
        until: NO_END,
    })
}

#[test]
fn the_head_above_acts_for_a_post_that_nobody_holds() {
    let check = |listed: &[&str], who: &str, expected: &str| {
        let mut agency = agreed(7);
        let left = holds(
            "p10",
            "post-plan-1",
            HoldingKind::Regular,
            ("2012-02-01", "2026-11-20"),
        );
        let gone = holds(
            "p22",
            "post-general",
            HoldingKind::Regular,
            ("2019-04-01", "2026-11-20"),
        );
        organise(
            &mut agency,
            vec![left, gone, deputies("post-plan-1", listed)],
        );
        let station = agency.open_station("c1", Role::Decide);
        let told = agency.ask(who, approve("c1", station));
        assert_eq!(code(told), expected, "{listed:?} {who}");
    };
    check(&["p13"], "p13", "yes");
    check(&["p13"], "p5", "standing-none");
    check(&["p12"], "p5", "yes");
    check(&[], "p5", "yes");
    check(&[], "p1", "standing-none");
    check(&["p22"], "p5", "yes");
    check(&[], "p12", "standing-own-case");
}

#[test]
fn a_post_held_beside_another_counts_for_the_work_of_an_office() {
    let check = |kind: Option<HoldingKind>, expected: &str| {
        let mut agency = agreed(7);
        let beside = kind.map(|kind| holds("p22", "post-personnel", kind, ("2026-01-01", "")));
        organise(&mut agency, beside.into_iter().collect());
        let station = agency.open_station("c1", Role::Decide);
        agency.ask("p10", approve("c1", station)).unwrap();
        let note = agency.open_station("c1", Role::Note);
        assert_eq!(
            code(agency.ask("p22", approve("c1", note))),
            expected,
            "{kind:?}"
        );
    };
    check(None, "standing-none");
    check(Some(HoldingKind::Concurrent), "yes");
    check(Some(HoldingKind::Acting), "yes");
}

#[test]
fn what_somebody_signed_who_left_is_sealed_by_who_came_after_or_the_head_above() {
    let check = |who: &str, reason: &str, expected: &str| {
        let mut agency = Agency::open_with_cards();
        let leave = answers("annual", day(7, 8), day(11, 17), "p13");
        agency.ask("p12", agency.submit("c1", leave)).unwrap();
        let consent = agency.open_station("c1", Role::Consent);
        agency.ask_by_card("p13", approve("c1", consent)).unwrap();
        let station = agency.open_station("c1", Role::Approve);
        let signed = Content::Approve(Approve {
            case: c1(),
            station: station.clone(),
            opinion: String::new(),
            provisional: Some("讀卡機故障".to_owned()),
            filled: None,
        });
        agency.ask("p10", signed).unwrap();
        let left = holds(
            "p10",
            "post-plan-1",
            HoldingKind::Regular,
            ("2012-02-01", "2026-11-20"),
        );
        let next = holds(
            "p13",
            "post-plan-1",
            HoldingKind::Acting,
            ("2026-11-21", ""),
        );
        organise(&mut agency, vec![left, next]);
        let reason = reason.to_owned();
        let seal = Content::Seal(Seal {
            case: c1(),
            station,
            reason,
        });
        assert_eq!(code(agency.ask_by_card(who, seal)), expected, "{who}");
    };
    check("p13", "前手離職", "yes");
    check("p5", "前手離職", "yes");
    check("p5", "", "reason-required");
    check("p22", "前手離職", "seal-other");
    check("p12", "前手離職", "seal-other");
}

#[test]
fn heads_over_a_post() {
    let agency = Agency::open_along();
    let office::State::Org(org) = &*agency.state_of("org") else {
        panic!("no org")
    };
    let check = |post: &str, expected: &[&str]| {
        let post = PostId::new(post).unwrap();
        let heads = org.heads_over(&post, date(2026, 11, 24));
        let heads: Vec<&str> = heads.iter().map(|head| head.id.as_str()).collect();
        assert_eq!(heads, expected, "{post}");
    };
    check("post-clerk-a", &["post-plan-1", "post-plan", "post-agency"]);
    check("post-plan-1", &["post-plan", "post-agency"]);
    check("post-agency", &[]);
    check("post-nobody", &[]);
}
