//! Lists, undo, search and settings.

use serde_json::json;

use super::{Room, act, ask, inbox, refused, submit};
use crate::practice::{APPLICANT, COLLEAGUE, DEPUTY, HEAD};

#[test]
fn a_decision_can_be_taken_back_while_it_is_not_signed() {
    let mut room = Room::new();
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);

    let operation = act(&deputy, &case, "approve", "");
    let queue = ask(&deputy, "sync_state", json!({}))["queue"].clone();
    assert_eq!(queue[0]["mark"], "unsealed");
    ask(&deputy, "undo", json!({ "operation": operation }));
    assert_eq!(
        (&inbox(&deputy)["total"], &inbox(&deputy)["doneToday"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(
        refused(&deputy, "undo", json!({ "operation": operation })).code,
        "operation-gone"
    );

    let operation = act(&deputy, &case, "approve", "");
    room.later(11_000);
    deputy.work_until_idle().unwrap();
    assert_eq!(
        refused(&deputy, "undo", json!({ "operation": operation })).code,
        "operation-left"
    );
    ask(&deputy, "queue_cancel", json!({ "operation": operation }));
    assert_eq!(inbox(&deputy)["total"], 1);

    let operation = act(&deputy, &case, "approve", "");
    room.sync(&[&deputy]);
    assert_eq!(
        refused(&deputy, "queue_cancel", json!({ "operation": operation })).code,
        "operation-gone"
    );
}

#[test]
fn an_unsigned_decision_survives_and_is_signed_in_time() {
    let mut room = Room::new();
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "approve", "");
    // As a program that is killed: nothing is closed.
    let store = deputy.session().unwrap().store().clone();
    assert_eq!(store.queue().unwrap().len(), 1);
    assert!(!store.queue().unwrap()[0].is_sealed());
    room.later(11_000);
    deputy.work_until_idle().unwrap();
    assert!(store.queue().unwrap()[0].is_sealed());
}

#[test]
fn sections_of_the_inbox() {
    let mut room = Room::new();
    let [applicant, colleague, deputy, head] =
        [APPLICANT, COLLEAGUE, DEPUTY, HEAD].map(|p| room.computer(p));
    for (core, when) in [
        (&applicant, "12/3"),
        (&colleague, "12/3"),
        (&deputy, "12/3"),
    ] {
        let draft = super::draft(core, when, "同一天");
        let other = if std::sync::Arc::ptr_eq(core, &deputy) {
            APPLICANT
        } else {
            DEPUTY
        };
        ask(
            core,
            "draft_change",
            json!({ "draft": draft, "field": "deputy", "value": other }),
        );
        ask(core, "draft_submit", json!({ "draft": draft }));
    }
    room.sync(&[&applicant, &colleague, &deputy, &head]);
    let rows = inbox(&deputy);
    let count = |split: &str| {
        let splits = rows["splits"].as_array().unwrap();
        splits.iter().find(|one| one["split"] == split).unwrap()["count"].clone()
    };
    assert_eq!(
        (count("routine"), count("look")),
        (json!(0), json!(2)),
        "{rows}"
    );
    let codes: Vec<_> = rows["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["remark"]["code"].clone())
        .collect();
    assert_eq!(codes, ["deputy-away", "deputy-away"]);
    room.later(4 * 24 * 60 * 60 * 1000);
    let late = ask(
        &deputy,
        "inbox",
        json!({ "split": "overdue", "offset": 1, "limit": 1 }),
    );
    assert_eq!(
        (&late["total"], late["rows"].as_array().unwrap().len()),
        (&json!(2), 1)
    );
}

#[test]
fn search_finds_by_words_names_and_numbers() {
    let mut room = Room::new();
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親，並整理老屋");
    room.sync(&[&applicant, &deputy]);
    deputy.work_until_idle().unwrap();
    let check = |text: &str, kind: &str, key: &str, marked: &str| {
        let page = ask(&deputy, "search", json!({ "text": text, "limit": 10 }));
        let groups = page["groups"].as_array().unwrap();
        let group = groups
            .iter()
            .find(|group| group["kind"] == kind)
            .unwrap_or_else(|| panic!("{text}: {page}"));
        let hit = &group["hits"][0];
        assert_eq!(hit["key"], key, "{text}");
        let pieces = hit["title"]
            .as_array()
            .unwrap()
            .iter()
            .chain(hit["snippet"].as_array().unwrap());
        let found: Vec<_> = pieces
            .filter(|p| p["hit"] == true)
            .map(|p| p["text"].as_str().unwrap())
            .collect();
        assert!(
            marked.is_empty() || found.contains(&marked),
            "{text}: {found:?}"
        );
    };
    check("探親", "case", &case, "探親");
    check("王小明", "case", &case, "王小明");
    check("王小明", "person", APPLICANT, "王小明");
    check("115-HR-00001", "case", &case, "");
    check("休假", "case", &case, "休假");

    // The index is a cache: damaged, it is made anew and answers the same.
    drop(deputy);
    for file in std::fs::read_dir(room.home(DEPUTY).join("index")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|end| end != "lock") {
            std::fs::write(path, b"no index at all").unwrap();
        }
    }
    let deputy = crate::Core::start(crate::CoreOptions {
        home: room.home(DEPUTY),
        ..room.options()
    })
    .unwrap();
    ask(
        &deputy,
        "unlock",
        json!({ "passphrase": crate::practice::PASSPHRASE }),
    );
    let first = refused(&deputy, "search", json!({ "text": "探親", "limit": 10 }));
    assert_eq!(
        first.code, "index-damaged",
        "nothing is said to be not there"
    );
    deputy.work_until_idle().unwrap();
    assert_eq!(
        ask(&deputy, "search", json!({ "text": "探親", "limit": 10 }))["total"],
        1
    );
}

#[test]
fn settings_are_kept_and_checked() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let mut settings = ask(&core, "frame", json!({}))["settings"].clone();
    settings["theme"] = json!("dark");
    settings["undoSeconds"] = json!(0);
    ask(&core, "settings_set", settings.clone());
    assert_eq!(ask(&core, "frame", json!({}))["settings"], settings);
    for (field, value) in [
        ("theme", json!("pink")),
        ("size", json!(89)),
        ("undoSeconds", json!(31)),
    ] {
        let mut wrong = settings.clone();
        wrong[field] = value;
        assert_eq!(
            refused(&core, "settings_set", wrong).code,
            "settings-value",
            "{field}"
        );
    }
}

#[test]
fn services_and_commands() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let services = ask(&core, "services", json!({}));
    assert_eq!(
        (&services[0]["service"], &services[0]["name"]),
        (&json!("leave"), &json!("請假單"))
    );
    assert_eq!(
        refused(&core, "no_such_command", json!({})).code,
        "command-unknown"
    );
    assert_eq!(
        refused(&core, "inbox", json!({ "limit": "many" })).code,
        "command-request"
    );
    assert_eq!(
        refused(&core, "demo_cable", json!({ "plugged": true })).code,
        "demo-only"
    );
}
