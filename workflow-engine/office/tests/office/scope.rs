//! Who receives what, and what a computer decides that does not see everything.

use jiff::civil::date;
use office::case::Role;
use office::{Decision, Stream, World, scope};

use crate::agency::{Agency, Seen, answers, approve, person};

fn with_case() -> Agency {
    let mut agency = Agency::open();
    let (from, to) = (
        date(2026, 12, 3).at(8, 30, 0, 0),
        date(2026, 12, 4).at(12, 30, 0, 0),
    );
    agency
        .ask(
            "p12",
            agency.submit("c1", answers("annual", from, to, "p13")),
        )
        .unwrap();
    agency
}

#[test]
fn who_receives_what() {
    let mut agency = with_case();
    let check = |agency: &Agency, who: &str, stream: &str, expected: bool| {
        let seen =
            scope::may_see(agency, &person(who), &stream.parse().unwrap(), agency.now).unwrap();
        assert_eq!(seen, expected, "{who} {stream}");
    };
    for (who, case, account, away) in [
        ("p12", true, true, true),
        ("p13", true, false, true),
        ("p10", true, true, true),
        ("p5", true, true, true),
        ("p31", true, true, true),
        ("p22", false, false, false),
        ("p40", false, false, false),
        ("p99", false, false, false),
    ] {
        check(&agency, who, "case/c1", case);
        check(&agency, who, "account/p12", account);
        check(&agency, who, "away/u-plan-1", away);
        check(&agency, who, "org", who != "p99");
        check(&agency, who, "series/case-hr-115", false);
    }
    agency
        .ask(
            "p13",
            approve("c1", agency.open_station("c1", Role::Consent)),
        )
        .unwrap();
    agency
        .ask(
            "p10",
            approve("c1", agency.open_station("c1", Role::Approve)),
        )
        .unwrap();
    agency
        .ask("p31", approve("c1", agency.open_station("c1", Role::Note)))
        .unwrap();
    check(&agency, "p40", "case/c1", false);
    let number = agency.case("c1").file_number.clone().unwrap();
    agency
        .ask(
            "p31",
            crate::agency::file("c1", agency.open_station("c1", Role::File), &number),
        )
        .unwrap();
    check(&agency, "p40", "case/c1", true);
    check(&agency, "p22", "case/c1", false);
}

#[test]
fn a_computer_decides_what_it_sees() {
    let agency = with_case();
    let station = agency.open_station("c1", Role::Consent);
    let id = office::ids::OperationId([9; 32]);
    let actor = office::Actor::Person(person("p13"));
    let operation = office::Operation {
        id,
        actor,
        acting_for: None,
        at: agency.now,
        key: office::operation::Key::Device,
        not_before: None,
        saw: None,
        content: approve("c1", station),
    };
    let seen = Seen(&agency, person("p13"));
    let touched = |world: &dyn World| match office::decide(world, &operation, agency.now).unwrap() {
        Decision::Accepted(changes) => {
            let mut streams: Vec<Stream> = changes.into_iter().map(|c| c.stream).collect();
            streams.dedup();
            streams
        }
        Decision::Refused(refusal) => panic!("{refusal}"),
    };
    assert_eq!(touched(&seen), touched(&agency));
    assert_eq!(seen.state(&"account/p12".parse().unwrap()).unwrap(), None);
}
