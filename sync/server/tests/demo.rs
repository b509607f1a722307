//! The demo agency: its people, and what the rules open for them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod practice;

use office::Reading as _;
use office::ids::{LotId, PersonId};
use office::org::{Desk, Parties};
use practice::{NINE, Site};

#[tokio::test]
async fn accounts_are_opened_by_the_rules() {
    let site = Site::whole().await;
    let agency = site.open();
    let check = |person: &str, lot: &str, days_tenths: Option<i64>| {
        let account = agency
            .states
            .account(&PersonId::new(person).unwrap())
            .unwrap()
            .unwrap();
        let left = account.pot(&LotId::new(lot).unwrap()).map(|pot| pot.left);
        assert_eq!(
            left,
            days_tenths.map(|tenths| tenths * 48),
            "{person} {lot}"
        );
    };
    let annual = [
        ("p0001", 300),
        ("p0011", 280),
        ("p0012", 210),
        ("p0013", 130),
        ("p0014", 35),
        ("p0015", 25),
        ("p0018", 300),
        ("p0019", 280),
        ("p0027", 140),
        ("p0030", 30),
        ("p0032", 70),
        ("p0039", 30),
        ("p0040", 210),
    ];
    for (person, tenths) in annual {
        check(person, "annual-2026", Some(tenths));
    }
    check("p0030", "personal-2026", Some(25));
    check("p0012", "personal-2026", Some(70));
    check("p0012", "sick-2026", Some(280));
    check("p0010", "annual-2025-kept", Some(45));
    check("p0012", "comp-2026-10-17", Some(5));
    check("p0014", "comp-2026-10-17", None);
}

#[tokio::test]
async fn routes_lead_through_three_levels_of_heads() {
    let site = Site::with_people().await;
    let agency = site.open();
    let org = agency.states.org().unwrap().unwrap();
    let on = office::org::day(NINE);
    let person = |id: &str| PersonId::new(id).unwrap();
    assert_eq!((org.people.len(), org.units.len()), (41, 14));
    let heads = |id: &str| {
        let posts = org.heads_above(&person(id), on);
        posts
            .iter()
            .flat_map(|post| org.holders(&post.id, on))
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(heads("p0012"), ["p0010", "p0005", "p0001"]);
    assert_eq!(
        heads("p0022"),
        ["p0021", "p0006", "p0001"],
        "an acting head fills the vacant post"
    );
    assert_eq!(heads("p0031"), ["p0009", "p0001"]);
    assert_eq!(heads("p0001"), Vec::<String>::new());
    let parties = |applicant| Parties {
        applicant,
        deputy: None,
        last_signer: None,
    };
    let office = org
        .desk("office:personnel", &parties(&person("p0012")), on)
        .unwrap();
    assert!(matches!(office, Some(Desk::Office(unit)) if unit.as_str() == "u-hr"));
    for id in org.people.keys() {
        assert!(!org.deputies_of(id, on).is_empty(), "{id} has no deputy");
    }
}

#[tokio::test]
async fn leave_from_before_is_brought_over_once() {
    let site = Site::whole().await;
    {
        let agency = site.open();
        let again = agency_server::admin::import(&agency, &practice::demo("agency.toml")).await;
        assert_eq!(again.unwrap(), agency_server::admin::Imported::default());
        let unit = office::ids::UnitId::new("u-plan-1").unwrap();
        let away = agency.states.away(&unit).unwrap().unwrap();
        let shown: Vec<String> = away
            .absences
            .values()
            .map(|a| format!("{} {} {} {}", a.person, a.from, a.to, a.asked))
            .collect();
        assert_eq!(shown.len(), 7);
        assert_eq!(
            shown[0],
            "p0010 2026-12-11T13:30:00 2026-12-11T17:30:00 false"
        );
    }
    let check = |change: (&str, &str), expected: &str| {
        let text = practice::demo_text().replacen(change.0, change.1, 1);
        assert_ne!(text, practice::demo_text(), "{}", change.0);
        (text, expected.to_owned())
    };
    let leave = "person = \"p0017\"\nkind = \"personal\"";
    for (text, expected) in [
        check(
            (leave, "person = \"p0017\"\nkind = \"moon\""),
            "leave-kind-unknown",
        ),
        check(
            (leave, "person = \"p9999\"\nkind = \"personal\""),
            "is not in this file",
        ),
        check(
            ("to = \"2026-12-03T12:30\"", "to = \"2026-12-02T12:30\""),
            "leave-span-empty",
        ),
        check(("deputy = \"p0016\"", "deputy = \"p0017\""), "deputy-self"),
    ] {
        let site = Site::empty();
        let agency = site.open();
        agency_server::admin::add_pack(&agency, &practice::leave_pack(), &[])
            .await
            .unwrap();
        let file = site.folder().path().join("changed.toml");
        std::fs::write(&file, text).unwrap();
        let problem = agency_server::admin::import(&agency, &file)
            .await
            .unwrap_err();
        assert!(problem.to_string().contains(&expected), "{problem}");
    }
}

#[tokio::test]
async fn an_invitation_says_for_whom_it_is() {
    let site = Site::with_people().await;
    let invitation =
        agency_server::admin::invite(&site.folder(), "p0017", site.hands.now()).unwrap();
    assert_eq!(
        (invitation.agency.as_str(), invitation.person.as_str()),
        ("示範市政府檔案服務處", "葉雅𤧟")
    );
}
