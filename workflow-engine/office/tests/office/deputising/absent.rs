//! Who acts while somebody is away by a leave: whom the leave names, then the list of the post, the
//! first who is at work; and never past what was asked for or reserved.

use jiff::civil::date;
use office::case::Role;
use office::civil::NO_END;
use office::decide::standing;
use office::ids::PostId;
use office::operation::Organise;
use office::org::{Deputies, DeputyRule, Holding, HoldingKind, OrgEvent};
use office::{Content, World};

use super::{asking, away, code, consent, hour, sign, waiting};
use crate::agency::{Agency, MORNING, Seen, answers, person};

fn organise(agency: &mut Agency, change: OrgEvent) {
    let changes = vec![change];
    agency
        .ask_agency(Content::Organise(Organise { changes }))
        .unwrap();
}

/// The head p10 is away for ten days, and these stand on the list of the post.
fn headless(listed: &[&str]) -> Agency {
    let mut agency = waiting();
    let list = OrgEvent::DeputiesPut(Deputies {
        post: PostId::new("post-plan-1").unwrap(),
        people: listed.iter().map(|one| person(one)).collect(),
        from: date(2026, 1, 2),
        until: NO_END,
    });
    organise(&mut agency, list);
    let leave = away(&agency, "b1", "p10", MORNING, hour(240));
    agency.ask_agency(leave).unwrap();
    agency
}

fn acts(agency: &mut Agency, who: &str) -> String {
    let station = sign(agency);
    code(agency.ask_for(who, "p10", station))
}

#[test]
fn the_list_goes_in_its_order() {
    let check = |listed: &[&str], gone: &[&str], who: &str, told: &str| {
        let mut agency = headless(listed);
        for (number, one) in gone.iter().enumerate() {
            let leave = away(&agency, &format!("g{number}"), one, MORNING, hour(240));
            agency.ask_agency(leave).unwrap();
        }
        assert_eq!(acts(&mut agency, who), told, "{listed:?} {gone:?} {who}");
    };
    check(&["p13", "p22"], &[], "p13", "");
    check(&["p13", "p22"], &[], "p22", "deputation-order");
    check(&["p13", "p22"], &["p13"], "p22", "");
    check(&["p13", "p22"], &[], "p31", "standing-not-deputy");
    // The applicant never acts in the own case, nor does anybody wait for them.
    check(&["p12", "p22"], &[], "p22", "");
    check(&["p12", "p22"], &[], "p12", "standing-own-case");
}

#[test]
fn the_list_of_the_post_that_is_asked_goes_before_those_of_others() {
    let check = |who: &str, told: &str| {
        let mut agency = headless(&["p13"]);
        let beside = OrgEvent::HoldingPut(Holding {
            person: person("p10"),
            post: PostId::new("post-archives").unwrap(),
            from: date(2010, 1, 1),
            until: NO_END,
            kind: HoldingKind::Concurrent,
        });
        let list = OrgEvent::DeputiesPut(Deputies {
            post: PostId::new("post-archives").unwrap(),
            people: vec![person("p40")],
            from: date(2026, 1, 2),
            until: NO_END,
        });
        organise(&mut agency, beside);
        organise(&mut agency, list);
        assert_eq!(acts(&mut agency, who), told, "{who}");
    };
    check("p13", "");
    check("p40", "deputation-order");
}

#[test]
fn a_computer_that_may_not_see_whether_the_first_is_there_leaves_it_to_the_agency() {
    let agency = headless(&["p31", "p22"]);
    let case = agency.case("c1");
    let station = case.open_stations().next().unwrap();
    let second = person("p22");
    let acts = |world: &dyn World| {
        let right = standing(world, &case, station, &second, agency.now);
        right.unwrap().is_some()
    };
    assert!(!acts(&agency), "the first is at work");
    assert!(acts(&Seen(&agency, second.clone())), "as far as it knows");
}

#[test]
fn what_was_asked_for_goes_before_the_list() {
    let check = |reserved: Vec<Role>, who: &str, told: &str| {
        let mut agency = headless(&["p13"]);
        let mut asked = asking("d1", "p10", "p22", MORNING, hour(240));
        asked.reserved = reserved;
        agency.ask("p10", Content::AskDeputy(asked)).unwrap();
        agency.ask("p22", consent("d1")).unwrap();
        assert_eq!(acts(&mut agency, who), told, "{who}");
    };
    check(Vec::new(), "p22", "");
    check(Vec::new(), "p13", "deputation-order");
    check(vec![Role::Approve], "p22", "deputation-scope");
    check(vec![Role::Approve], "p13", "deputation-scope");
    check(vec![Role::Decide], "p22", "");
}

#[test]
fn whom_a_leave_names_is_of_the_rank() {
    let check = |below: Option<u8>, who: &str, deputy: &str, told: &str| {
        let mut agency = Agency::open();
        if let Some(max_grades_below) = below {
            let rule = DeputyRule {
                max_grades_below,
                same_unit_only: false,
            };
            organise(&mut agency, OrgEvent::DeputyRulePut(rule));
        }
        let day = date(2026, 12, 17);
        let (from, to) = (day.at(8, 30, 0, 0), day.at(17, 30, 0, 0));
        let leave = answers("annual", from, to, deputy);
        let told_now = agency.ask(who, agency.submit("c1", leave));
        assert_eq!(code(told_now), told, "{below:?} {who} {deputy}");
    };
    check(None, "p10", "p13", "");
    check(Some(1), "p10", "p13", "");
    check(Some(0), "p10", "p13", "deputation-rank");
    check(Some(0), "p13", "p12", "");
}
