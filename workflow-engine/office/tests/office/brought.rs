//! Leave that was decided before the agency worked here.

use jiff::civil::date;
use office::ids::CaseId;
use office::leave::{Kind, Span};
use office::operation::BringLeave;
use office::{Content, Reading};

use crate::agency::{Agency, person};

fn leave(agency: &Agency) -> BringLeave {
    BringLeave {
        case: CaseId::new("brought-1").unwrap(),
        person: person("p12"),
        pack: agency.pack_ref.clone(),
        kind: Kind::new("annual").unwrap(),
        span: Span {
            from: date(2026, 12, 3).at(13, 30, 0, 0),
            to: date(2026, 12, 4).at(17, 30, 0, 0),
        },
        deputy: Some(person("p13")),
    }
}

#[test]
fn it_is_taken_from_the_account_and_shown_to_the_unit() {
    let mut agency = Agency::open();
    let before = agency.left("p12", "annual");
    let brought = leave(&agency);
    agency.ask_agency(Content::BringLeave(brought)).unwrap();
    assert_eq!(before - agency.left("p12", "annual"), 720);
    let account = agency.account(&person("p12")).unwrap().unwrap();
    let lines: Vec<String> = account
        .lines()
        .iter()
        .filter(|line| line.case.is_some())
        .map(|line| format!("{:?} {} {:?}", line.kind, line.minutes, line.why))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    let away = agency
        .away(&office::ids::UnitId::new("u-plan-1").unwrap())
        .unwrap()
        .unwrap();
    let noon = date(2026, 12, 4).at(12, 0, 0, 0);
    let absence = away.absent(&person("p12"), noon).unwrap();
    assert_eq!(absence.deputy, Some(person("p13")));
}

#[test]
fn what_cannot_be_brought() {
    let check = |who: &str, change: &dyn Fn(&mut BringLeave), code: &str| {
        let mut agency = Agency::open();
        let mut brought = leave(&agency);
        change(&mut brought);
        let content = Content::BringLeave(brought);
        let found = match who {
            "agency" => agency.ask_agency(content),
            who => agency.ask(who, content),
        };
        let found = found.unwrap_err();
        assert!(found.starts_with(code), "{found}, not {code}");
    };
    check("p12", &|_| (), "operation-agency-only");
    check("p31", &|_| (), "operation-agency-only");
    check("agency", &|b| b.person = person("p99"), "org-unknown");
    check("agency", &|b| b.deputy = Some(person("p99")), "org-unknown");
    check("agency", &|b| b.deputy = Some(person("p12")), "deputy-self");
    check(
        "agency",
        &|b| b.kind = Kind::new("moon").unwrap(),
        "leave-kind-unknown",
    );
    check("agency", &|b| b.span.to = b.span.from, "leave-span-empty");
    let mut agency = Agency::open();
    let brought = Content::BringLeave(leave(&agency));
    agency.ask_agency(brought.clone()).unwrap();
    let again = agency.ask_agency(brought).unwrap_err();
    assert!(again.starts_with("leave-overlap"), "{again}");
}
