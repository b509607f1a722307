#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::civil::NO_END;

fn unit_id(id: &str) -> UnitId {
    UnitId::new(id).unwrap()
}

fn post_id(id: &str) -> PostId {
    PostId::new(id).unwrap()
}

fn person_id(id: &str) -> PersonId {
    PersonId::new(id).unwrap()
}

fn unit(id: &str, above: Option<&str>) -> OrgEvent {
    OrgEvent::UnitPut(Unit {
        id: unit_id(id),
        name: id.to_owned(),
        above: above.map(unit_id),
    })
}

fn post(id: &str, of: &str, heads: Option<&str>) -> OrgEvent {
    OrgEvent::PostPut(Post {
        id: post_id(id),
        unit: unit_id(of),
        title: id.to_owned(),
        grade: 9,
        heads: heads.map(unit_id),
    })
}

fn person(id: &str) -> OrgEvent {
    OrgEvent::PersonPut(Person {
        id: person_id(id),
        name: id.to_owned(),
        first_post: date(2010, 3, 1),
        credited_months: 0,
    })
}

fn held(person: &str, post: &str, kind: HoldingKind, from: Date, until: Date) -> OrgEvent {
    OrgEvent::HoldingPut(Holding {
        person: person_id(person),
        post: post_id(post),
        from,
        until,
        kind,
    })
}

fn deputies(post: &str, people: &[&str]) -> OrgEvent {
    OrgEvent::DeputiesPut(Deputies {
        post: post_id(post),
        people: people.iter().map(|id| person_id(id)).collect(),
        from: date(2020, 1, 1),
        until: NO_END,
    })
}

fn said(org: &mut Org, events: impl IntoIterator<Item = OrgEvent>) {
    for event in events {
        org.allows(&event).unwrap();
        org.apply(&event);
    }
}

const LONG_AGO: Date = date(2020, 1, 1);
const BEFORE: Date = date(2026, 3, 1);
const DAY: Date = date(2026, 3, 2);

/// A bureau with a division, which has two sections; a clerk in the first.
fn agency() -> Org {
    let mut org = Org::default();
    let regular =
        |person: &str, post: &str| held(person, post, HoldingKind::Regular, LONG_AGO, NO_END);
    said(
        &mut org,
        [
            unit("bureau", None),
            unit("division", Some("bureau")),
            unit("plan", Some("division")),
            unit("audit", Some("division")),
            post("director", "bureau", Some("bureau")),
            post("deputy-director", "bureau", None),
            post("chief", "division", Some("division")),
            post("plan-head", "plan", Some("plan")),
            post("audit-head", "audit", Some("audit")),
            post("clerk", "plan", None),
            person("ann"),
            person("ben"),
            person("cho"),
            person("dai"),
            person("eve"),
            regular("ann", "director"),
            regular("ben", "chief"),
            regular("cho", "plan-head"),
            regular("dai", "audit-head"),
            regular("eve", "clerk"),
        ],
    );
    org
}

fn heads(org: &Org, of: &str, on: Date) -> Vec<String> {
    let above = org.heads_above(&person_id(of), on);
    above.into_iter().map(|post| post.id.to_string()).collect()
}

fn desk_of(org: &Org, desk: &Desk, on: Date) -> Vec<String> {
    org.at_desk(desk, on)
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn levels_of_decision() {
    let org = agency();
    for (post, expected) in [
        ("director", 1),
        ("chief", 2),
        ("plan-head", 3),
        ("clerk", 4),
        ("deputy-director", 4),
        ("nothing", 4),
    ] {
        assert_eq!(org.level(&post_id(post)), expected, "{post}");
    }
}

#[test]
fn who_is_head_on_a_day() {
    let check = |events: Vec<OrgEvent>, on: Date, expected: Option<(&str, &[&str], bool)>| {
        let mut org = agency();
        said(&mut org, events);
        let head = org.head_of(&person_id("eve"), on);
        let told = head.as_ref().map(|head| {
            let people: Vec<&str> = head.people.iter().map(|id| id.as_str()).collect();
            (head.post.id.as_str(), people, head.is_vacant)
        });
        let expected = expected.map(|(post, people, vacant)| (post, people.to_vec(), vacant));
        assert_eq!(told, expected);
    };
    let left = || held("cho", "plan-head", HoldingKind::Regular, LONG_AGO, BEFORE);
    check(vec![], DAY, Some(("plan-head", &["cho"], false)));
    check(vec![left()], BEFORE, Some(("plan-head", &["cho"], false)));
    // Vacant: whoever acts, else the deputies of the post, else the head above.
    let acts = held("dai", "plan-head", HoldingKind::Acting, DAY, NO_END);
    check(
        vec![left(), acts],
        DAY,
        Some(("plan-head", &["dai"], false)),
    );
    let list = deputies("plan-head", &["eve", "dai"]);
    check(vec![left(), list], DAY, Some(("plan-head", &["dai"], true)));
    check(vec![left()], DAY, Some(("chief", &["ben"], false)));
    // The section was abolished with its post.
    let gone = Term {
        from: LONG_AGO,
        until: BEFORE,
    };
    let moved = held("eve", "audit-clerk", HoldingKind::Regular, DAY, NO_END);
    let events = vec![
        OrgEvent::UnitTerm(unit_id("plan"), gone),
        post("audit-clerk", "audit", None),
        moved,
    ];
    check(events, DAY, Some(("audit-head", &["dai"], false)));
    check(vec![OrgEvent::UnitTerm(unit_id("plan"), gone)], DAY, None);
}

#[test]
fn a_seconded_person_belongs_to_the_borrower_and_is_paid_at_home() {
    let mut org = agency();
    let lent = held("eve", "audit-clerk", HoldingKind::Seconded, DAY, DAY);
    said(&mut org, [post("audit-clerk", "audit", None), lent]);
    let eve = person_id("eve");
    for (on, main, home, head) in [
        (BEFORE, "clerk", "clerk", "plan-head"),
        (DAY, "audit-clerk", "clerk", "audit-head"),
        (date(2026, 3, 3), "clerk", "clerk", "plan-head"),
    ] {
        assert_eq!(org.main_post(&eve, on).unwrap().id.as_str(), main, "{on}");
        assert_eq!(org.home_post(&eve, on).unwrap().id.as_str(), home, "{on}");
        assert_eq!(heads(&org, "eve", on)[0], head, "{on}");
    }
    assert!(org.members(&unit_id("audit"), DAY).contains(&eve));
    assert!(!org.members(&unit_id("plan"), DAY).contains(&eve));
}

#[test]
fn what_waits_at_a_desk_moves_with_the_desk() {
    let mut org = agency();
    said(
        &mut org,
        [
            unit("strategy", Some("division")),
            post("strategy-head", "strategy", Some("strategy")),
            person("fay"),
            held("fay", "strategy-head", HoldingKind::Regular, DAY, NO_END),
            deputies("strategy-head", &["dai"]),
            OrgEvent::UnitReplaced(unit_id("plan"), unit_id("strategy"), DAY),
            OrgEvent::PostReplaced(post_id("plan-head"), post_id("strategy-head"), DAY),
            OrgEvent::OfficePut("planning".to_owned(), unit_id("plan")),
        ],
    );
    let post = Desk::Post(post_id("plan-head"));
    let office = Desk::Office(unit_id("plan"));
    assert_eq!(desk_of(&org, &post, BEFORE), ["cho"]);
    assert_eq!(desk_of(&org, &post, DAY), ["fay"]);
    assert_eq!(desk_of(&org, &office, BEFORE), ["cho", "eve"]);
    // The clerk's post came along with the unit; the former head holds nothing any more.
    assert_eq!(desk_of(&org, &office, DAY), ["eve", "fay"]);
    assert_eq!(org.main_post(&person_id("cho"), DAY), None);
    assert_eq!(org.deputies_of_post(&post_id("plan-head"), DAY).len(), 1);
    assert_eq!(org.deputies_of_post(&post_id("plan-head"), BEFORE).len(), 0);
    assert_eq!(
        heads(&org, "eve", DAY),
        ["strategy-head", "chief", "director"]
    );
    assert_eq!(
        heads(&org, "eve", BEFORE),
        ["plan-head", "chief", "director"]
    );
    assert!(org.serves_in(&person_id("eve"), "planning", DAY));
    let eve = person_id("eve");
    let parties = Parties {
        applicant: &eve,
        deputy: None,
        last_signer: None,
    };
    let opened = org.desk("office:planning", &parties, DAY).unwrap();
    assert_eq!(opened, Some(Desk::Office(unit_id("strategy"))));
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut org = agency();
    said(
        &mut org,
        [
            unit("strategy", Some("division")),
            post("strategy-head", "strategy", Some("strategy")),
            OrgEvent::UnitReplaced(unit_id("plan"), unit_id("strategy"), DAY),
            OrgEvent::PostReplaced(post_id("plan-head"), post_id("strategy-head"), DAY),
        ],
    );
    let grades = |lowest| Grades {
        lowest,
        supervisory: false,
    };
    let backwards = Term {
        from: DAY,
        until: BEFORE,
    };
    let unit_moves = |old: &str, new: &str| OrgEvent::UnitReplaced(unit_id(old), unit_id(new), DAY);
    let post_moves = |old: &str, new: &str| OrgEvent::PostReplaced(post_id(old), post_id(new), DAY);
    for (event, expected) in [
        (unit_moves("strategy", "plan"), "org-circle"),
        (unit_moves("plan", "plan"), "org-circle"),
        (unit_moves("division", "plan"), "org-circle"),
        (unit_moves("plan", "nothing"), "org-unknown"),
        (unit("division", Some("strategy")), "org-circle"),
        (unit("strategy", Some("plan")), "org-circle"),
        (post_moves("strategy-head", "plan-head"), "org-circle"),
        (post_moves("nothing", "plan-head"), "org-unknown"),
        (OrgEvent::UnitTerm(unit_id("plan"), backwards), "org-dates"),
        (OrgEvent::PostTerm(post_id("clerk"), backwards), "org-dates"),
        (OrgEvent::PostTerm(post_id("no"), backwards), "org-unknown"),
        (
            OrgEvent::PostGrades(post_id("clerk"), grades(0)),
            "org-grade",
        ),
        (
            OrgEvent::PostGrades(post_id("clerk"), grades(10)),
            "org-grade",
        ),
        (
            OrgEvent::PostGrades(post_id("no"), grades(1)),
            "org-unknown",
        ),
    ] {
        assert_eq!(org.allows(&event).unwrap_err().code, expected, "{event:?}");
    }
    // A section that is merged into the division above it.
    org.allows(&unit_moves("audit", "division")).unwrap();
    assert_eq!(org.grades(&post_id("clerk")), Some(grades(9)));
    assert!(org.grades(&post_id("chief")).unwrap().supervisory);
}

/// The questions asked by going through everything, without replacements and terms: as they were
/// answered before there was an index.
mod plainly {
    use super::*;

    fn in_force(org: &Org, on: Date) -> Vec<&Holding> {
        let all = org.holdings.iter();
        all.filter(|h| h.from <= on && on <= h.until).collect()
    }

    pub(super) fn main_post<'o>(org: &'o Org, person: &PersonId, on: Date) -> Option<&'o Post> {
        let of = in_force(org, on)
            .into_iter()
            .filter(|h| h.person == *person);
        org.posts.get(&of.min_by_key(|h| h.kind)?.post)
    }

    pub(super) fn holders<'o>(org: &'o Org, post: &PostId, on: Date) -> Vec<&'o PersonId> {
        let of = in_force(org, on).into_iter().filter(|h| h.post == *post);
        of.map(|h| &h.person).collect()
    }

    pub(super) fn members<'o>(org: &'o Org, unit: &UnitId, on: Date) -> Vec<&'o PersonId> {
        let people = org.people.keys();
        let here = |person: &&PersonId| main_post(org, person, on).is_some_and(|p| p.unit == *unit);
        people.filter(here).collect()
    }

    pub(super) fn heads_above(org: &Org, person: &PersonId, on: Date) -> Vec<PostId> {
        let start = main_post(org, person, on).map(|post| &post.unit);
        let mut at = start.and_then(|unit| org.units.get(unit));
        let mut found = Vec::new();
        while let Some(unit) = at {
            let head = org
                .posts
                .values()
                .find(|p| p.heads.as_ref() == Some(&unit.id));
            let other = |post: &&Post| !holders(org, &post.id, on).contains(&person);
            found.extend(head.filter(other).map(|post| post.id.clone()));
            at = unit.above.as_ref().and_then(|above| org.units.get(above));
        }
        found
    }
}

const KINDS: [HoldingKind; 4] = [
    HoldingKind::Seconded,
    HoldingKind::Regular,
    HoldingKind::Acting,
    HoldingKind::Concurrent,
];

prop_compose! {
    fn any_event()(
        what in 0..10_u8, a in 0..6_u8, b in 0..6_u8, c in 0..6_u8,
        kind in 0..4_usize, from in 1..28_i8, long in 0..60_i64,
    ) -> OrgEvent {
        let (from, name) = (date(2026, 3, from), |what: &str, n: u8| format!("{what}{n}"));
        let until = from.saturating_add(jiff::Span::new().days(long));
        let (u, p, x) = (name("u", a), name("p", b), name("x", c));
        let term = Term { from, until };
        match what {
            0 => unit(&u, (b > a).then_some(name("u", b)).as_deref()),
            1 | 2 => post(&p, &u, (c < 3).then_some(name("u", c)).as_deref()),
            3 => person(&x),
            4..=6 => held(&x, &p, KINDS[kind], from, until),
            7 => deputies(&p, &[&x]),
            8 => OrgEvent::UnitReplaced(unit_id(&u), unit_id(&name("u", b)), from),
            _ if kind == 0 => OrgEvent::PostReplaced(post_id(&p), post_id(&name("p", c)), from),
            _ if kind == 1 => OrgEvent::UnitTerm(unit_id(&u), term),
            _ => OrgEvent::PostTerm(post_id(&p), term),
        }
    }
}

fn made(events: Vec<OrgEvent>, plain_only: bool) -> Org {
    let mut org = Org::default();
    let is_plain = |event: &OrgEvent| {
        use OrgEvent::{PostReplaced, PostTerm, UnitReplaced, UnitTerm};
        !matches!(
            event,
            UnitReplaced(..) | PostReplaced(..) | UnitTerm(..) | PostTerm(..)
        )
    };
    for event in events {
        if (!plain_only || is_plain(&event)) && org.allows(&event).is_ok() {
            org.apply(&event);
        }
    }
    org
}

proptest! {
    #[test]
    fn the_index_answers_as_going_through_everything_does(
        events in prop::collection::vec(any_event(), 0..120), day in 1..31_i8,
    ) {
        let (org, on) = (made(events, true), date(2026, 3, day));
        for person in org.people.keys() {
            prop_assert_eq!(org.main_post(person, on), plainly::main_post(&org, person, on));
            let above: Vec<PostId> =
                org.heads_above(person, on).iter().map(|post| post.id.clone()).collect();
            prop_assert_eq!(above, plainly::heads_above(&org, person, on));
        }
        for post in org.posts.keys() {
            prop_assert_eq!(org.holders(post, on), plainly::holders(&org, post, on));
        }
        for unit in org.units.keys() {
            let members: Vec<&PersonId> = org.members(unit, on).into_iter().collect();
            prop_assert_eq!(members, plainly::members(&org, unit, on));
        }
    }

    #[test]
    fn a_cache_brings_the_index_back(
        events in prop::collection::vec(any_event(), 0..120), day in 1..31_i8,
    ) {
        let (org, on) = (made(events, false), date(2026, 3, day));
        let back: Org = crate::codec::from_cache(&crate::codec::to_cache(&org)).unwrap();
        prop_assert_eq!(&back, &org);
        for unit in org.units.keys() {
            prop_assert_eq!(back.members(unit, on), org.members(unit, on));
            // Whoever is at a desk holds something that counts on the day.
            for person in org.members(unit, on) {
                let post = org.main_post(person, on).unwrap();
                prop_assert!(org.post_stands(&post.id, on));
                prop_assert_eq!(org.unit_on(&post.unit, on), org.unit_on(unit, on));
            }
        }
    }
}
