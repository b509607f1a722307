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
    fn signs(agency: &mut Agency) {
        let station = agency.open_station("c1", Role::Consent);
        agency.ask("p13", approve("c1", station)).unwrap();
    }
    let comes_back = |agency: &mut Agency| {
        signs(agency);
        let head = agency.open_station("c1", Role::Decide);
        let case = agency.case("c1");
        let deputy = case.station(&agency.case("c1").stations[0].id).unwrap();
        let back = Content::Return(Return {
            case: c1(),
            station: head,
            reason: "請再看".to_owned(),
            to: deputy.slot.clone(),
            mode: Some(Mode::Again),
            siblings: Some(Siblings::Cancel),
        });
        agency.ask("p10", back).unwrap();
        assert_eq!(agency.waits("c1"), ["Consent@p13"]);
    };
    check(opens, "take-back-late");
    check(comes_back, "take-back-signed");
    check(signs, "take-back-signed");
    check(
        |agency| agency.ask("p12", withdraw("c1")).unwrap(),
        "take-back-ended",
    );
}

/// Two hold the post that decides: p10, and p22 who acts beside another post.
fn two_heads() -> Agency {
    let mut agency = agreed(7);
    let since = ("2026-01-01", "");
    let beside = holds("p22", "post-plan-1", HoldingKind::Acting, since);
    organise(&mut agency, vec![beside]);
    agency
}

fn decided(station: &StationId, grants: bool, opinion: &str) -> Content {
    Content::Decide(Decide {
        case: c1(),
        station: station.clone(),
        grants,
        opinion: opinion.to_owned(),
        provisional: None,
        filled: None,
    })
}

/// What the history says of what became true, else the code of the refusal.
fn line_or_code(agency: &Agency, done: Result<(), String>) -> String {
    match done {
        Ok(()) => last(agency),
        refused => code(refused),
    }
}

#[test]
fn words_that_come_after_another_signed_are_kept() {
    let check = |grants: bool, who: &str, expected: &str| {
        let mut agency = two_heads();
        let station = agency.open_station("c1", Role::Decide);
        let decide = decided(&station, grants, "人力不足");
        agency.ask("p10", approve("c1", station)).unwrap();
        let done = agency.ask(who, decide);
        let told = line_or_code(&agency, done);
        assert_eq!(told, expected, "{grants} {who}");
        if !told.starts_with("late") {
            let gone = holds(
                "p22",
                "post-plan-1",
                HoldingKind::Acting,
                ("2026-01-01", "2026-11-20"),
            );
            organise(&mut agency, vec![gone]);
            let stream = "case/c1".parse().unwrap();
            let sees = office::scope::may_see(&agency, &person(who), &stream, agency.now);
            assert!(sees.unwrap(), "whose words are in it");
        }
    };
    check(false, "p22", "p22 opposed-late  人力不足");
    check(true, "p22", "p22 agreed-late  人力不足");
    check(true, "p10", "late-done");
    check(false, "p5", "late-done");
}

#[test]
fn words_about_a_station_that_need_not_be_signed_and_about_a_case_that_ended() {
    let check = |signed_before: bool, expected: &str| {
        let mut agency = two_heads();
        let station = agency.open_station("c1", Role::Decide);
        let before = agency.now;
        agency
            .ask("p10", decided(&station, false, "人力不足"))
            .unwrap();
        assert_eq!(agency.case("c1").status, Status::Refused);
        let late = decided(&station, false, "我也不同意");
        agency.now += 60_000;
        let signed = if signed_before { before } else { agency.now };
        let done = agency.ask_late("p22", late, signed);
        let told = line_or_code(&agency, done);
        assert_eq!(told, expected);
    };
    check(true, "p22 opposed-late  我也不同意");
    check(false, "late-ended");

    let mut agency = agreed(11);
    let chosen = Called {
        role: Role::Consult,
        desk: Desk::Person(person("p22")),
        opinion: false,
    };
    let station = agency.open_station("c1", Role::Approve);
    let add = Content::AddSign(AddSign {
        case: c1(),
        station: station.clone(),
        call: Call::Consult,
        anchor: None,
        place: Place::Beside,
        called: vec![chosen],
        together: false,
        reason: String::new(),
    });
    agency.ask("p10", add).unwrap();
    let asked = agency.open_station("c1", Role::Consult);
    let case = agency.case("c1");
    let slot = case.station(&asked).unwrap().slot.clone().unwrap();
    let off = Content::TakeOff(office::operation::TakeOff {
        case: c1(),
        slots: vec![slot],
        reason: String::new(),
    });
    agency.ask("p10", off).unwrap();
    agency.ask("p22", approve("c1", asked)).unwrap();
    assert_eq!(last(&agency), "p22 agreed-spared  ");
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
    check("post:post-general", "p1", "yes");
    check("post:post-general", "p5", "standing-none");
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
        "p10 returned desk=person:p13 way=straight 請再看"
    );
    let mut third = agreed(11);
    third.ask("p10", to_applicant).unwrap();
    assert_eq!(
        last(&third),
        "p10 returned desk=person:p12 way=straight 請再看"
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
    let ended = agency.now;
    assert_eq!(agency.case("c1").ended_at(), Some(ended));
    assert_eq!(code(agency.ask("p13", say.clone())), "say-ended");
    // Written before the end, and sent after it.
    let early = agency.ask_late("p13", say, ended - 1);
    assert_eq!(code(early), "yes");
    assert_eq!(agency.case("c1").ended_at(), Some(ended));
}
