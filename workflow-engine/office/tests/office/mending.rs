//! A flow that is stuck, who mends it and how, and cases that go over to another version.

use jiff::civil::date;
use office::case::{Case, Role};
use office::ids::{CaseId, PackId, UnitId};
use office::operation::{GoOver, Mend, Mending, Organise};
use office::org::OrgEvent;
use office::{Content, scope};
use workflow_engine::migration::{Fate, Migration, difference};
use workflow_engine::run::TokenId;

use crate::agency::{Agency, answers, approve, person};

fn submitted(agency: &mut Agency) {
    let (from, to) = (
        date(2026, 12, 3).at(8, 30, 0, 0),
        date(2026, 12, 4).at(12, 30, 0, 0),
    );
    let submit = agency.submit("c1", answers("annual", from, to, "p13"));
    agency.ask("p12", submit).unwrap();
}

fn sign(agency: &mut Agency, who: &str, role: Role) {
    let station = agency.open_station("c1", role);
    agency.ask(who, approve("c1", station)).unwrap();
}

fn office_put(agency: &mut Agency, office: &str, unit: &str) {
    let change = OrgEvent::OfficePut(office.into(), UnitId::new(unit).unwrap());
    let changes = vec![change];
    let organise = Content::Organise(Organise { changes });
    agency.ask_agency(organise).unwrap();
}

fn mend(mending: Mending, reason: &str) -> Content {
    Content::Mend(Mend {
        case: CaseId::new("c1").unwrap(),
        mending,
        reason: reason.to_owned(),
    })
}

fn stuck_at(case: &Case) -> Vec<(TokenId, String)> {
    let stuck = case.flow.incidents.iter();
    stuck
        .map(|(token, incident)| (*token, format!("{} {}", incident.element, incident.code)))
        .collect()
}

fn told(case: &Case) -> Vec<String> {
    let line = |line: &std::sync::Arc<office::case::Line>| {
        let by = line.by.as_ref().map(ToString::to_string);
        let facts: Vec<&str> = line.facts.values().map(String::as_str).collect();
        format!(
            "{} {} {}",
            line.what,
            by.unwrap_or_default(),
            facts.join(" ")
        )
    };
    case.history.iter().map(line).collect()
}

#[test]
fn a_signature_holds_though_the_flow_is_stuck() {
    let mut agency = Agency::open_without("personnel");
    office_put(&mut agency, "system", "u-general");
    submitted(&mut agency);
    sign(&mut agency, "p13", Role::Consent);
    sign(&mut agency, "p10", Role::Approve);
    let case = agency.case("c1");
    assert!(case.is_stuck());
    let stuck = stuck_at(&case);
    assert_eq!(stuck.len(), 1);
    let (token, at) = stuck[0].clone();
    assert_eq!(at, "personnel desk-office");

    let sees = |agency: &Agency, who: &str| {
        let stream = "case/c1".parse().unwrap();
        scope::may_see(agency, &person(who), &stream, agency.now).unwrap()
    };
    assert!(sees(&agency, "p22"), "an administrator sees what is stuck");
    assert!(!sees(&agency, "p40"));

    let retry = |reason: &str| mend(Mending::Retry(token, Default::default()), reason);
    let refused =
        |agency: &mut Agency, who: &str, content: Content| agency.ask(who, content).unwrap_err();
    assert_eq!(
        refused(&mut agency, "p12", retry("再試")),
        "operation-administrator-only"
    );
    assert_eq!(refused(&mut agency, "p22", retry(" ")), "reason-required");
    // Nobody mends a case of their own.
    office_put(&mut agency, "system", "u-plan-1");
    assert_eq!(
        refused(&mut agency, "p12", retry("再試")),
        "operation-own-case"
    );
    office_put(&mut agency, "system", "u-general");
    // Nothing was repaired yet: it is stuck again, and says so once more.
    agency.ask("p22", retry("再試一次")).unwrap();
    assert!(agency.case("c1").is_stuck());
    office_put(&mut agency, "personnel", "u-personnel");
    agency.ask("p22", retry("已指定人事單位")).unwrap();
    let case = agency.case("c1");
    assert!(!case.is_stuck());
    assert_eq!(agency.waits("c1"), ["Note@p31+p32"]);
    assert!(
        !sees(&agency, "p22"),
        "what is mended is theirs to see no more"
    );
    assert_eq!(
        refused(&mut agency, "p22", retry("再試")),
        "run-no-incident"
    );
    insta::assert_snapshot!(told(&case).join("\n"));
}

#[test]
fn who_asks_can_still_do_something_else() {
    let mut agency = Agency::open();
    let (from, to) = (
        date(2026, 12, 3).at(8, 30, 0, 0),
        date(2026, 12, 4).at(12, 30, 0, 0),
    );
    agency
        .publish_next(|flow| flow.replace("antou:desk=\"deputy\"", "antou:desk=\"office:nobody\""));
    let submit = agency.submit("c1", answers("annual", from, to, "p13"));
    let refused = agency.ask("p12", submit).unwrap_err();
    assert_eq!(refused, "desk-office office=nobody");
}

#[test]
fn an_administrator_moves_takes_away_and_begins() {
    fn check(mending: impl Fn(TokenId) -> Mending, waits: &[&str]) {
        let mut agency = Agency::open();
        submitted(&mut agency);
        let case = agency.case("c1");
        let token = *case.flow.tasks.keys().next().unwrap();
        let content = mend(mending(token), "代理人出國");
        agency.ask_agency(content).unwrap();
        assert_eq!(agency.waits("c1"), waits);
    }
    check(
        |token| Mending::Move(token, "head".to_owned()),
        &["Approve@p10"],
    );
    check(
        |_| Mending::Begin("head".to_owned(), None),
        &["Consent@p13", "Approve@p10"],
    );
    check(
        |_| Mending::Set(None, [("level".to_owned(), feel::Value::from(2))].into()),
        &["Consent@p13"],
    );
}

fn over(agency: &Agency, migration: Migration) -> Content {
    Content::GoOver(GoOver {
        case: CaseId::new("c1").unwrap(),
        service: PackId::new("leave").unwrap(),
        to: agency.pack_ref.clone(),
        migration,
        reason: "新版流程增加覆核".to_owned(),
    })
}

/// The flow with the head's task under another id, and a second signature after it.
fn with_second_look(flow: &str) -> String {
    flow.replace("\"head\"", "\"head-2\"").replace(
        r#"<exclusiveGateway id="head-outcome" name="核可？" default="head-to-level">
        <incoming>head-to-outcome</incoming>"#,
        r#"<userTask id="second-look" name="覆核" antou:role="approve" antou:desk="head:2"><incoming>head-to-outcome</incoming><outgoing>second-to-outcome</outgoing></userTask>
      <sequenceFlow id="second-to-outcome" sourceRef="second-look" targetRef="head-outcome"/>
      <exclusiveGateway id="head-outcome" name="核可？" default="head-to-level">
        <incoming>second-to-outcome</incoming>"#,
    ).replace(
        r#"sourceRef="head-2" targetRef="head-outcome""#,
        r#"sourceRef="head-2" targetRef="second-look""#,
    )
}

#[test]
fn a_case_goes_over_to_the_next_version() {
    let mut agency = Agency::open();
    submitted(&mut agency);
    sign(&mut agency, "p13", Role::Consent);
    let (old, before) = (agency.pack_ref.version, agency.case("c1"));
    agency.publish_next(with_second_look);
    let found = difference(agency.flow(old), agency.flow(old + 1));
    let migration = found.migration();
    let content = over(&agency, migration.clone());
    assert_eq!(
        agency.ask("p22", content.clone()).unwrap_err(),
        "operation-administrator-only"
    );
    let mut away = migration.clone();
    away.elements.remove("head");
    let refused = agency.ask_agency(over(&agency, away)).unwrap_err();
    assert_eq!(refused, "run-undecided case=c1 element=head");
    let mut wrong = migration;
    wrong
        .elements
        .insert("head".into(), Fate::Keeps("level".into()));
    let refused = agency.ask_agency(over(&agency, wrong)).unwrap_err();
    assert_eq!(refused, "migration-kind element=head to=level");
    assert_eq!(agency.case("c1"), before);

    agency.ask_agency(content).unwrap();
    let case = agency.case("c1");
    assert_eq!(case.pack, agency.pack_ref);
    assert_eq!(agency.waits("c1"), ["Approve@p10"]);
    let station = case.open_stations().next().unwrap();
    assert_eq!(station.element, "head-2");
    assert_eq!(
        station.opened,
        before.open_stations().next().unwrap().opened
    );
    sign(&mut agency, "p10", Role::Approve);
    assert_eq!(agency.waits("c1"), ["Approve@p5"]);
    sign(&mut agency, "p5", Role::Approve);
    assert_eq!(agency.waits("c1"), ["Note@p31+p32"]);
    insta::assert_snapshot!(told(&agency.case("c1")).join("\n"));
}
