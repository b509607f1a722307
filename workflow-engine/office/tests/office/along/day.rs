//! A day on which everything is done along routes that can be done there, and signed by cards.

use jiff::civil::date;
use office::Content;
use office::calendar::{CalendarEvent, NamedDay};
use office::case::Role;
use office::ids::{CaseId, PostId, SlotId, StationId};
use office::operation::{
    AddSign, Approve, AskDeputy, Call, Called, ConsentDeputy, Decide, PublishCalendar, Receive,
    Return, Say, Seal, SendCopy, TakeBack, TakeOff, Transfer, Urge, Wake,
};
use office::org::Desk;
use office::route::{Mode, Place, Siblings};

use super::day as morning_of;
use crate::agency::{Agency, answers, correct, file, person, withdraw};

const UNPLUGGED: &str = "讀卡機故障";

fn id(case: &str) -> CaseId {
    CaseId::new(case).unwrap()
}

fn post(name: &str) -> Desk {
    Desk::Post(PostId::new(name).unwrap())
}

fn ok(told: Result<(), String>) {
    told.unwrap_or_else(|refused| panic!("{refused}"));
}

/// What people do at the stations of one case.
struct Acting<'a> {
    agency: &'a mut Agency,
    case: &'static str,
}

impl Acting<'_> {
    fn at(&self, desk: &Desk) -> StationId {
        let case = self.agency.case(self.case);
        let mut open = case.open_stations();
        let station = open.find(|station| station.desk == *desk);
        let station = station.unwrap_or_else(|| panic!("{:?}", self.agency.waits(self.case)));
        station.id.clone()
    }

    fn slot(&self, desk: &Desk) -> SlotId {
        let case = self.agency.case(self.case);
        let mut slots = case.routes.values().flat_map(|route| route.slots());
        slots.find(|slot| slot.desk == *desk).unwrap().id.clone()
    }

    fn last_of(&self, who: &str) -> StationId {
        let case = self.agency.case(self.case);
        let signed = case.stations.iter().rev().find(|station| {
            let closed = station.closed.as_ref();
            closed.and_then(|closed| closed.by.as_ref()) == Some(&person(who))
        });
        signed.unwrap().id.clone()
    }

    fn agree(&mut self, who: &str, desk: &Desk, opinion: &str) {
        let content = Content::Approve(Approve {
            case: id(self.case),
            station: self.at(desk),
            opinion: opinion.to_owned(),
            provisional: None,
            filled: None,
        });
        ok(self.agency.ask_by_card(who, content));
    }

    fn call(&mut self, who: &str, desk: &Desk, (call, place): (Call, Place), called: &[Called]) {
        let content = Content::AddSign(AddSign {
            case: id(self.case),
            station: self.at(desk),
            call,
            anchor: None,
            place,
            called: called.to_vec(),
            together: called.len() > 1,
            reason: "請表示意見".to_owned(),
        });
        ok(self.agency.ask_by_card(who, content));
    }

    fn back(&mut self, who: &str, desk: &Desk, to: &Desk, ways: (Mode, Siblings)) {
        let content = Content::Return(Return {
            case: id(self.case),
            station: self.at(desk),
            reason: "請補充說明".to_owned(),
            to: Some(self.slot(to)),
            mode: Some(ways.0),
            siblings: Some(ways.1),
        });
        ok(self.agency.ask_by_card(who, content));
    }

    fn receive(&mut self, who: &str, station: Option<StationId>) {
        let case = id(self.case);
        ok(self
            .agency
            .ask(who, Content::Receive(Receive { case, station })));
    }
}

fn called(role: Role, desk: &Desk) -> Called {
    Called {
        role,
        desk: desk.clone(),
        opinion: role == Role::Consult,
    }
}

/// Three leaves: one that goes everywhere, one that is refused, one that is withdrawn.
pub fn played() -> Agency {
    let mut agency = Agency::open_with_cards();
    for (case, from, to) in [("c1", 7, 11), ("c2", 14, 14), ("c3", 15, 15)] {
        let leave = answers("annual", morning_of(from, 8), morning_of(to, 17), "p13");
        let submit = agency.submit(case, leave);
        ok(agency.ask("p12", submit));
    }
    one_that_goes_everywhere(&mut agency);
    one_that_a_deputy_refuses(&mut agency);
    ok(agency.ask("p12", withdraw("c3")));
    agency
}

fn one_that_goes_everywhere(agency: &mut Agency) {
    let mut c1 = Acting { agency, case: "c1" };
    let (clerk, head, chief) = (
        Desk::Person(person("p13")),
        post("post-plan-1"),
        post("post-plan"),
    );
    let (general, archives) = (post("post-general"), post("post-archives"));

    c1.agree("p13", &clerk, "");
    let signed = c1.last_of("p13");
    ok(c1.agency.ask_by_card(
        "p13",
        Content::TakeBack(TakeBack {
            case: id("c1"),
            station: signed,
            reason: "想再看一次".to_owned(),
        }),
    ));
    c1.agree("p13", &clerk, "已交接");
    let waiting = c1.at(&head);
    c1.receive("p10", Some(waiting.clone()));
    c1.call(
        "p10",
        &head,
        (Call::Consult, Place::Before),
        &[
            called(Role::Consult, &general),
            called(Role::Consult, &archives),
        ],
    );
    let unneeded = c1.slot(&archives);
    ok(c1.agency.ask_by_card(
        "p10",
        Content::TakeOff(TakeOff {
            case: id("c1"),
            slots: vec![unneeded],
            reason: "無庸會辦".to_owned(),
        }),
    ));
    c1.agree("p22", &general, "無意見");
    c1.call(
        "p10",
        &head,
        (Call::Delegate, Place::Before),
        &[called(Role::Approve, &Desk::Person(person("p13")))],
    );
    c1.agree("p13", &clerk, "已查明");
    c1.call(
        "p10",
        &head,
        (Call::Sign, Place::Beside),
        &[called(Role::Approve, &general)],
    );
    ok(c1.agency.ask_by_card(
        "p22",
        Content::Transfer(Transfer {
            case: id("c1"),
            station: c1.at(&general),
            desk: archives.clone(),
            reason: "非本室業務".to_owned(),
        }),
    ));
    c1.agree("p40", &archives, "");
    let content = Content::Approve(Approve {
        case: id("c1"),
        station: c1.at(&head),
        opinion: "擬同意".to_owned(),
        provisional: Some(UNPLUGGED.to_owned()),
        filled: None,
    });
    ok(c1.agency.ask("p10", content));
    c1.back("p5", &chief, &head, (Mode::Straight, Siblings::Wait));
    c1.agree("p10", &head, "已補充");
    sent_to_the_applicant(&mut c1, &chief);
    around_the_route(&mut c1, &chief);
    to_the_file(&mut c1, &chief);
}

/// Back to the applicant, and everybody signs again what is shorter now.
fn sent_to_the_applicant(c1: &mut Acting<'_>, chief: &Desk) {
    let applicant = Desk::Person(person("p12"));
    c1.back("p5", chief, &applicant, (Mode::Again, Siblings::Cancel));
    let shorter = answers("annual", morning_of(7, 8), morning_of(10, 17), "p13");
    let corrected = correct("c1", c1.at(&applicant), shorter);
    ok(c1.agency.ask("p12", corrected));
    while !c1.agency.waits("c1").contains(&"Decide@p5".to_owned()) {
        let case = c1.agency.case("c1");
        let station = case.open_stations().next().unwrap();
        let desk = station.desk.clone();
        let who = match &desk {
            Desk::Person(who) => who.to_string(),
            Desk::Post(name) if name.as_str() == "post-plan-1" => "p10".to_owned(),
            Desk::Post(name) if name.as_str() == "post-general" => "p22".to_owned(),
            _ => "p40".to_owned(),
        };
        c1.agree(&who, &desk, "同前");
    }
}

/// Copies, words, reminders, a day off, and a seal.
fn around_the_route(c1: &mut Acting<'_>, chief: &Desk) {
    let station = c1.at(chief);
    for content in [
        Content::Copy(SendCopy {
            case: id("c1"),
            to: vec![person("p31"), person("p40")],
            word: "請參考".to_owned(),
        }),
        Content::Say(Say {
            case: id("c1"),
            opinion: "盼儘速核示".to_owned(),
        }),
        Content::Urge(Urge {
            case: id("c1"),
            station,
        }),
    ] {
        ok(c1.agency.ask("p12", content));
    }
    c1.receive("p40", None);
    let year = office::calendar::read(include_str!("../../../data/calendar-2026.toml")).unwrap();
    let CalendarEvent::YearPublished(mut year) = year;
    year.off.push(NamedDay {
        date: date(2026, 11, 25),
        name: "天然災害停止上班".to_owned(),
    });
    let year = CalendarEvent::YearPublished(year);
    ok(c1
        .agency
        .ask_agency(Content::PublishCalendar(PublishCalendar { year })));
    for (month, day) in [(11, 25), (11, 26), (11, 30)] {
        let evening = date(2026, month, day).at(17, 0, 0, 0);
        c1.agency.now = workflow_engine::time::to_ms(evening).unwrap();
        ok(c1.agency.ask_agency(Content::Wake(Wake { case: id("c1") })));
    }
}

fn to_the_file(c1: &mut Acting<'_>, chief: &Desk) {
    let content = Content::Decide(Decide {
        case: id("c1"),
        station: c1.at(chief),
        grants: true,
        opinion: "准".to_owned(),
        provisional: None,
        filled: None,
    });
    ok(c1.agency.ask_by_card("p5", content));
    let noted = c1
        .agency
        .case("c1")
        .open_stations()
        .next()
        .unwrap()
        .desk
        .clone();
    c1.agree("p31", &noted, "");
    let number = c1.agency.case("c1").file_number.clone().unwrap();
    let filing = file("c1", c1.agency.open_station("c1", Role::File), &number);
    let early = c1.agency.ask_by_card("p31", filing.clone()).unwrap_err();
    assert!(early.starts_with("file-unsealed"), "{early}");
    let case = c1.agency.case("c1");
    let unsealed: Vec<_> = case.unsealed().map(|station| station.id.clone()).collect();
    for station in unsealed {
        let seal = Seal {
            case: id("c1"),
            station,
            reason: String::new(),
        };
        ok(c1.agency.ask_by_card("p10", Content::Seal(seal)));
    }
    ok(c1.agency.ask_by_card("p31", filing));
}

/// The head is away: a deputy who agreed signs.
fn one_that_a_deputy_refuses(agency: &mut Agency) {
    let mut c2 = Acting { agency, case: "c2" };
    c2.agree("p13", &Desk::Person(person("p13")), "");
    let deputation = office::ids::DeputationId::new("d1").unwrap();
    ok(c2.agency.ask(
        "p10",
        Content::AskDeputy(AskDeputy {
            deputation: deputation.clone(),
            principal: person("p10"),
            deputy: person("p5"),
            from: date(2026, 11, 30).at(8, 0, 0, 0),
            to: date(2026, 12, 31).at(18, 0, 0, 0),
            services: Vec::new(),
            reserved: Vec::new(),
            order: 1,
            reason: "公差".to_owned(),
        }),
    ));
    ok(c2.agency.ask(
        "p5",
        Content::ConsentDeputy(ConsentDeputy {
            unit: office::ids::UnitId::new("u-plan-1").unwrap(),
            deputation,
        }),
    ));
    let content = Content::Decide(Decide {
        case: id("c2"),
        station: c2.at(&post("post-plan-1")),
        grants: false,
        opinion: "業務繁忙，請改期".to_owned(),
        provisional: Some(UNPLUGGED.to_owned()),
        filled: None,
    });
    ok(c2.agency.ask_for("p5", "p10", content));
}
