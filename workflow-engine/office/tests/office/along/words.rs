//! What becomes of words that come late, of a submission that nobody opened, and of a card whose
//! authority cannot be asked; and what the history says of whom.

use office::Content;
use office::case::{Closed, Role, Status};
use office::ids::{CaseId, PostId, StationId};
use office::operation::{
    AddSign, Call, Called, Decide, Key, Receive, Return, Say, Seal, TakeBack, Transfer, Urge,
};
use office::org::{Desk, HoldingKind};
use office::route::{Mode, Place, Siblings};

use super::bounds::{code, holds, organise};
use super::{agreed, day};
use crate::agency::{Agency, answers, approve, correct, person, withdraw};

fn c1() -> CaseId {
    CaseId::new("c1").unwrap()
}

fn submitted() -> Agency {
    let mut agency = Agency::open_along();
    let leave = answers("annual", day(7, 8), day(7, 17), "p13");
    agency.ask("p12", agency.submit("c1", leave)).unwrap();
    agency
}

fn recall(agency: &mut Agency, who: &str) -> String {
    let back = Content::TakeBack(TakeBack {
        case: c1(),
        station: StationId::new(TakeBack::SUBMISSION).unwrap(),
        reason: "日期寫錯".to_owned(),
    });
    code(agency.ask(who, back))
}

/// The last line of the history: who, what, facts, words.
fn last(agency: &Agency) -> String {
    let case = agency.case("c1");
    let line = case.history.last().unwrap();
    let by = line.by.as_ref().map(ToString::to_string);
    let facts: Vec<_> = line.facts.iter().map(|(k, v)| format!("{k}={v}")).collect();
    format!(
        "{} {} {} {}",
        by.unwrap_or_default(),
        line.what,
        facts.join(" "),
        line.opinion
    )
}

#[test]
fn a_submission_that_nobody_opened_comes_back_to_be_changed() {
    let mut agency = submitted();
    assert_eq!(recall(&mut agency, "p13"), "take-back-other");
    assert_eq!(recall(&mut agency, "p12"), "yes");
    assert_eq!(last(&agency), "p12 recalled  日期寫錯");
    assert_eq!(agency.case("c1").status, Status::Returned);
    assert_eq!(agency.waits("c1"), ["Correct@p12"]);
    assert_eq!(recall(&mut agency, "p12"), "take-back-unsigned");
    let station = agency.open_station("c1", Role::Correct);
    let longer = answers("annual", day(7, 8), day(8, 17), "p13");
    agency.ask("p12", correct("c1", station, longer)).unwrap();
    assert_eq!(agency.waits("c1"), ["Consent@p13"]);
    // Signed again as a correction: that is taken back as such.
    assert_eq!(recall(&mut agency, "p12"), "take-back-unsigned");
}

#[test]
fn a_submission_that_went_on_stays() {
    let check = |goes_on: fn(&mut Agency), expected: &str| {
        let mut agency = submitted();
        goes_on(&mut agency);
        assert_eq!(recall(&mut agency, "p12"), expected);
    };
    let opens = |agency: &mut Agency| {
        let station = Some(agency.open_station("c1", Role::Consent));
        let receive = Receive {
            case: c1(),
            station,
        };
        agency.ask("p13", Content::Receive(receive)).unwrap();
    };
    let signs = |agency: &mut Agency| {
        let station = agency.open_station("c1", Role::Consent);
        agency.ask("p13", approve("c1", station)).unwrap();
    };
    check(opens, "take-back-late");
    check(signs, "take-back-signed");
    check(
        |agency| agency.ask("p12", withdraw("c1")).unwrap(),
        "take-back-ended",
    );
}

#[test]
fn words_that_come_after_another_signed_are_kept() {
    let check = |grants: bool, who: &str, expected: &str| {
        let mut agency = agreed(7);
        let beside = holds(
            "p22",
            "post-plan-1",
            HoldingKind::Acting,
            ("2026-01-01", ""),
        );
        organise(&mut agency, vec![beside]);
        let station = agency.open_station("c1", Role::Decide);
        let decide = Content::Decide(Decide {
            case: c1(),
            station: station.clone(),
            grants,
            opinion: "人力不足".to_owned(),
            provisional: None,
        });
        agency.ask("p10", approve("c1", station)).unwrap();
        let told = code(agency.ask(who, decide));
        let told = match &*told {
            "yes" => last(&agency),
            _ => told,
        };
        assert_eq!(told, expected, "{grants} {who}");
    };
    check(false, "p22", "p22 opposed-late  人力不足");
    check(true, "p22", "p22 agreed-late  人力不足");
    check(true, "p10", "late-done");
    check(false, "p5", "late-done");
}

#[test]
fn a_card_whose_authority_cannot_be_asked_signs_for_now() {
    let check = |key: Key, expected: Option<&str>| {
        let mut agency = Agency::open_with_cards();
        let leave = answers("annual", day(7, 8), day(7, 17), "p13");
        agency.ask("p12", agency.submit("c1", leave)).unwrap();
        let station = agency.open_station("c1", Role::Consent);
        let signed = approve("c1", station.clone());
        agency.ask_by(key, "p13", signed).unwrap();
        let case = agency.case("c1");
        let closed = case.station(&station).unwrap().closed.clone().unwrap();
        assert_eq!(closed.provisional.as_deref(), expected, "{key:?}");
        assert_eq!(case.unsealed().count(), usize::from(expected.is_some()));
        let seal = Content::Seal(Seal {
            case: c1(),
            station,
            reason: String::new(),
        });
        if expected.is_some() {
            let again = code(agency.ask_by(Key::Unchecked, "p13", seal.clone()));
            assert_eq!(again, "signature-card", "a seal needs a list");
            agency.ask_by_card("p13", seal).unwrap();
            assert_eq!(agency.case("c1").unsealed().count(), 0);
        }
    };
    check(Key::Card, None);
    check(Key::Unchecked, Some(Closed::UNCHECKED));
}

#[test]
fn who_works_for_somebody_that_left_or_an_office_without_people() {
    let check = |desk: &str, who: &str, expected: &str| {
        let mut agency = agreed(11);
        let desk = Desk::from_text(desk).unwrap();
        let called = vec![Called {
            role: Role::Consult,
            desk: desk.clone(),
            opinion: false,
        }];
        let ask = Content::AddSign(AddSign {
            case: c1(),
            station: agency.open_station("c1", Role::Approve),
            call: Call::Consult,
            anchor: None,
            place: Place::Before,
            called,
            together: false,
            reason: String::new(),
        });
        agency.ask("p10", ask).unwrap();
        let gone = |who: &str, post: &str, from: &str| {
            holds(who, post, HoldingKind::Regular, (from, "2026-11-20"))
        };
        let left = vec![
            gone("p22", "post-general", "2019-04-01"),
            gone("p40", "post-archives", "2011-09-01"),
        ];
        organise(&mut agency, left);
        let station = agency.open_station("c1", Role::Consult);
        let told = code(agency.ask(who, approve("c1", station)));
        assert_eq!(told, expected, "{desk:?} {who}");
    };
    check("person:p22", "p1", "yes");
    check("person:p22", "p5", "standing-none");
    check("unit:u-archives", "p1", "yes");
    check("unit:u-archives", "p22", "standing-none");
    check("person:p5", "p1", "standing-none");
}

#[test]
fn the_history_says_to_whom() {
    let post = |id: &str| Desk::Post(PostId::new(id).unwrap());
    let mut agency = agreed(11);
    let station = agency.open_station("c1", Role::Approve);
    let urge = Content::Urge(Urge {
        case: c1(),
        station: station.clone(),
    });
    agency.ask("p12", urge).unwrap();
    assert_eq!(last(&agency), "p12 urged desk=post:post-plan-1 ");
    let case = agency.case("c1");
    let urged = case.station(&station).unwrap().urged.clone().unwrap();
    assert_eq!((urged.by, urged.at), (Some(person("p12")), agency.now));
    let add = Content::AddSign(AddSign {
        case: c1(),
        station: station.clone(),
        call: Call::Sign,
        anchor: None,
        place: Place::After,
        called: [post("post-general"), Desk::Person(person("p31"))]
            .map(|desk| Called {
                role: Role::Consult,
                desk,
                opinion: false,
            })
            .into(),
        together: true,
        reason: "請會".to_owned(),
    });
    agency.ask("p10", add).unwrap();
    assert_eq!(
        last(&agency),
        "p10 added desks=post:post-general person:p31 請會"
    );
    let back = |to: &str| {
        let case = agency.case("c1");
        let mut slots = case.routes.values().flat_map(|route| route.slots());
        let slot = slots.find(|slot| slot.desk == Desk::Person(person(to)));
        Content::Return(Return {
            case: c1(),
            station: station.clone(),
            reason: "請再看".to_owned(),
            to: Some(slot.unwrap().id.clone()),
            mode: Some(Mode::Straight),
            siblings: Some(Siblings::Cancel),
        })
    };
    let (to_deputy, to_applicant) = (back("p13"), back("p12"));
    let mut other = agreed(11);
    let transfer = Content::Transfer(Transfer {
        case: c1(),
        station: other.open_station("c1", Role::Approve),
        desk: post("post-plan"),
        reason: "迴避".to_owned(),
    });
    other.ask("p10", transfer).unwrap();
    assert_eq!(last(&other), "p10 transferred desks=post:post-plan 迴避");
    agency.ask("p10", to_deputy).unwrap();
    assert_eq!(
        last(&agency),
        "p10 returned to_person=p13 way=straight 請再看"
    );
    let mut third = agreed(11);
    third.ask("p10", to_applicant).unwrap();
    assert_eq!(
        last(&third),
        "p10 returned to_person=p12 way=straight 請再看"
    );
}

#[test]
fn nothing_is_said_of_a_case_that_has_ended() {
    let mut agency = submitted();
    agency.ask("p12", withdraw("c1")).unwrap();
    let say = Content::Say(Say {
        case: c1(),
        opinion: "可惜".to_owned(),
    });
    assert_eq!(code(agency.ask("p13", say)), "say-ended");
}
