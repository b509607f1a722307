//! The services that the designer begins with, walked from the form to the end of their route.

use std::sync::Arc;

use pack_author::template::Template;
use serde_json::{Value, json};

use super::{Room, act, ask};
use crate::Core;
use crate::practice::{APPLICANT, CHIEF, DEPUTY, HEAD, OUTSIDER, PERSONNEL};

/// Who may come by on a route, in the order in which they look into their inboxes.
const PEOPLE: [(&str, &str); 6] = [
    ("applicant", APPLICANT),
    ("deputy", DEPUTY),
    ("head", HEAD),
    ("personnel", PERSONNEL),
    ("general", OUTSIDER),
    ("chief", CHIEF),
];
/// What somebody does who agrees, the most that they may first.
const ACTS: [&str; 2] = ["decide", "approve"];
/// More steps than any of these routes has.
const MANY: usize = 20;

/// A room that offers a service of the designer.
fn room(template: Template) -> Room {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in template.files().unwrap() {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    Room::with(folder.path())
}

/// Fills the form in and submits it; answers the case.
fn submitted(core: &Core, service: &str, answers: &[(&str, &str)]) -> String {
    let draft = ask(core, "draft_new", json!({ "service": service }))["draft"].clone();
    let mut view = Value::Null;
    for (field, value) in answers {
        let change = json!({ "draft": draft, "field": field, "value": value });
        view = ask(core, "draft_change", change);
    }
    assert_eq!(view["problems"], json!([]), "{service}");
    let signed = ask(core, "draft_submit", json!({ "draft": draft }));
    core.session().unwrap().seal_due(true).unwrap();
    signed["case"].as_str().unwrap().to_owned()
}

/// What the first that can do something does to the case, if anybody can.
fn step(computers: &[(&str, Arc<Core>)], case: &str) -> Option<String> {
    computers.iter().find_map(|(name, core)| {
        let shown = core.call("case_open", json!({ "case": case })).ok()?;
        let may = |act: &&str| {
            shown["acts"]
                .as_array()
                .is_some_and(|acts| acts.contains(&json!(act)))
        };
        let can = ACTS.into_iter().find(may)?;
        act(core, case, can, "知悉");
        core.session().unwrap().seal_due(true).unwrap();
        Some(format!("{name} {can}"))
    })
}

fn check(template: Template, answers: &[(&str, &str)], expected: &[&str]) {
    let mut room = room(template);
    let computers = PEOPLE.map(|(name, person)| (name, room.computer(person)));
    let cores: Vec<&Core> = computers.iter().map(|(_, core)| &**core).collect();
    let applicant = &computers[0].1;
    let case = submitted(applicant, template.name(), answers);
    let mut walked = Vec::new();
    room.sync(&cores);
    while let Some(what) = step(&computers, &case) {
        walked.push(what);
        assert!(walked.len() < MANY, "{walked:?}");
        room.sync(&cores);
    }
    let shown = ask(applicant, "case_open", json!({ "case": case }));
    // What is decided is running until it is filed, which is no matter of its route.
    walked.push(shown["mark"].as_str().unwrap().to_owned());
    assert_eq!(walked, expected, "{} {answers:?}", template.name());
}

#[test]
fn a_request_is_decided_by_one_head() {
    check(
        Template::Request,
        &[("subject", "申請門禁卡"), ("reason", "原卡遺失")],
        &["head decide", "running"],
    );
}

#[test]
fn three_levels_are_called_by_days() {
    let asks = |days: &'static str| {
        [
            ("subject", "國外旅遊"),
            ("from", "12/7"),
            ("days", days),
            ("deputy", DEPUTY),
            ("reason", "休假"),
        ]
    };
    check(
        Template::Levels,
        &asks("2"),
        &[
            "deputy approve",
            "head decide",
            "personnel approve",
            "running",
        ],
    );
    check(
        Template::Levels,
        &asks("5"),
        &[
            "deputy approve",
            "head approve",
            "chief decide",
            "personnel approve",
            "running",
        ],
    );
}

#[test]
fn leave_by_dates_goes_as_far_up_as_its_days_ask_for() {
    check(
        Template::Absence,
        &[
            ("kind", "personal"),
            ("deputy", DEPUTY),
            ("from", "12/7"),
            ("until", "12/11"),
            ("days", "5"),
            ("reason", "家庭因素"),
        ],
        &[
            "deputy approve",
            "head approve",
            "chief decide",
            "personnel approve",
            "running",
        ],
    );
}

#[test]
fn units_are_heard_side_by_side() {
    let asks = |amount: &'static str| {
        [
            ("subject", "採購投影機"),
            ("explanation", "舊機故障"),
            ("proposal", "擬請同意"),
            ("amount", amount),
        ]
    };
    check(
        Template::Consult,
        &asks("0"),
        &[
            "personnel approve",
            "general approve",
            "head decide",
            "running",
        ],
    );
    check(
        Template::Consult,
        &asks("30000"),
        &[
            "personnel approve",
            "general approve",
            "general approve",
            "head decide",
            "running",
        ],
    );
}

#[test]
fn a_notice_is_read_by_two_heads() {
    check(
        Template::Notice,
        &[
            ("subject", "漏水"),
            ("happened", "11/23"),
            ("explanation", "三樓茶水間"),
        ],
        &["head approve", "chief approve", "closed"],
    );
}
