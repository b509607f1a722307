//! 流程異常: who is told what while a flow is stuck, and how an administrator mends it.

use std::collections::BTreeMap;
use std::sync::Arc;

use office::ids::CaseId;
use office::operation::{Mend, Mending};
use office::{Content, TokenId};
use serde_json::{Value, json};

use super::{MORNING, Room, act, ask, flow_led_pack, inbox, refused, submit};
use crate::Core;
use crate::practice::{ADMINISTRATOR, APPLICANT, DEPUTY, HEAD, PERSONNEL, Practice};

/// An agency without a personnel office, and a case that was approved there: it is stuck.
fn stuck() -> (Room, [Arc<Core>; 4], String) {
    let agency = Practice::begin_without(&["personnel"], &flow_led_pack(), MORNING).unwrap();
    let mut room = Room::of(agency);
    let people = [APPLICANT, DEPUTY, HEAD, ADMINISTRATOR];
    let [applicant, deputy, head, administrator] = people.map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "approve", "");
    room.sync(&[&deputy, &head]);
    room.later(60_000);
    act(&head, &case, "approve", "");
    room.sync(&[&head, &applicant, &deputy, &administrator]);
    (room, [applicant, deputy, head, administrator], case)
}

fn mend(case: &str, what: &str, token: &Value, more: &[(&str, Value)]) -> Value {
    let mut act = json!({
        "case": case, "what": what, "token": token, "element": null, "values": [], "reason": "已查明",
    });
    for (name, value) in more {
        act[name] = value.clone();
    }
    act
}

fn token(administrator: &Core, case: &str) -> Value {
    ask(administrator, "stuck_open", json!({ "case": case }))["places"][0]["token"].clone()
}

#[test]
fn applicant_and_signers_are_told_quietly() {
    let (room, [applicant, _, head, administrator], case) = stuck();
    let shown = ask(&applicant, "case_open", json!({ "case": case }));
    assert_eq!(shown["mark"], "stuck");
    let facts = json!({ "name": "人事登記", "told": "yes", "to_do": "nothing" });
    assert_eq!(
        shown["stuck"],
        json!([{
            "what": { "code": "case-stuck", "facts": facts },
            "why": { "code": "finding-desk-office", "facts": { "office": "personnel" } },
        }])
    );
    let last = shown["history"].as_array().unwrap().last().unwrap();
    assert_eq!(last["what"]["code"], "history-stuck");
    assert_eq!(last["what"]["facts"]["name"], "人事登記");
    let mine = ask(&applicant, "mine", json!({}));
    assert_eq!(mine["rows"][0]["mark"], "stuck");
    // Neither of them is an administrator.
    for core in [&applicant, &head] {
        assert_eq!(ask(core, "frame", json!({}))["stuck"], Value::Null);
        for (name, asked) in [
            ("stuck", json!({})),
            ("stuck_open", json!({ "case": case })),
        ] {
            let failure = refused(core, name, asked);
            assert_eq!(failure.code, "operation-administrator-only", "{name}");
        }
        let act = mend(&case, "retry", &json!(1), &[]);
        let failure = refused(core, "stuck_mend", act);
        assert_eq!(failure.code, "operation-administrator-only");
    }
    assert_eq!(ask(&administrator, "frame", json!({}))["stuck"], 1);
    drop(room);
}

#[test]
fn nobody_is_said_to_know_who_does_not() {
    let check = |without: &[&str], before: (&str, &str), after: (&str, &str)| {
        let agency = Practice::begin_without(without, &flow_led_pack(), MORNING).unwrap();
        let mut room = Room::of(agency);
        let [applicant, deputy, head] = [APPLICANT, DEPUTY, HEAD].map(|p| room.computer(p));
        let case = submit(&applicant, "12/3", "返鄉探親");
        room.sync(&[&applicant, &deputy]);
        act(&deputy, &case, "approve", "");
        room.sync(&[&deputy, &head]);
        act(&head, &case, "approve", "");
        let told = || {
            let shown = ask(&head, "case_open", json!({ "case": case }));
            shown["stuck"][0]["what"]["facts"].clone()
        };
        let facts = |(told, to_do): (&str, &str)| json!({ "name": "人事登記", "told": told, "to_do": to_do });
        assert_eq!(told(), facts(before));
        room.sync(&[&head]);
        assert_eq!(told(), facts(after));
    };
    check(&["personnel"], ("later", "nothing"), ("yes", "nothing"));
    check(
        &["personnel", "system"],
        ("nobody", "tell"),
        ("nobody", "tell"),
    );
}

#[test]
fn a_matter_that_waits_elsewhere_says_so_in_its_row() {
    let (mut room, [_, deputy, head, administrator], case) = stuck();
    let at = token(&administrator, &case);
    let begin = mend(&case, "begin", &at, &[("element", json!("head"))]);
    ask(&administrator, "stuck_mend", begin);
    room.sync(&[&administrator, &head, &deputy]);
    let row = inbox(&head)["rows"][0].clone();
    assert_eq!(row["stuck"], true);
    assert_eq!(row["odd"], false);
    assert_eq!(row["remark"]["code"], "case-stuck");
    let facts = json!({ "name": "人事登記", "told": "yes", "to_do": "station" });
    assert_eq!(row["remark"]["facts"], facts);
    let shown = ask(&head, "case_open", json!({ "case": case }));
    assert_eq!(shown["stuck"][0]["what"]["facts"], facts);
}

#[test]
fn what_an_administrator_sees() {
    let (_room, [.., administrator], case) = stuck();
    let rows = ask(&administrator, "stuck", json!({}));
    let mut shown = ask(&administrator, "stuck_open", json!({ "case": case }));
    assert!(!shown.to_string().contains("返鄉"), "no reason of a leave");
    shown["case"] = json!("the case");
    let elements = shown["elements"].as_array_mut().unwrap();
    elements.retain(|one| one["name"] != "");
    let mut rows = rows;
    rows[0]["case"] = json!("the case");
    let shown = json!({ "list": rows, "open": shown });
    insta::assert_snapshot!(serde_json::to_string_pretty(&shown).unwrap());
}

#[test]
fn tried_again_until_it_goes_on() {
    let (mut room, [applicant, deputy, head, administrator], case) = stuck();
    let personnel = room.computer(PERSONNEL);
    let at = token(&administrator, &case);
    let retry = mend(&case, "retry", &at, &[]);
    let without = mend(&case, "retry", &at, &[("reason", json!(" "))]);
    let failure = refused(&administrator, "stuck_mend", without);
    assert_eq!(failure.code, "reason-required");

    // Nothing was repaired: it is stuck again, and the count says so.
    room.later(60_000);
    ask(&administrator, "stuck_mend", retry.clone());
    let queue = ask(&administrator, "sync_state", json!({}))["queue"].clone();
    assert_eq!(queue[0]["what"]["code"], "queue-mend");
    assert_eq!(queue[0]["mark"], "unsealed");
    room.sync(&[&administrator]);
    let rows = ask(&administrator, "stuck", json!({}));
    assert_eq!(
        (&rows[0]["tried"], &rows[0]["since"]),
        (&json!(1), &json!(MORNING + 60_000))
    );

    // With the cable out, and then in.
    room.agency.assign("personnel").unwrap();
    room.sync(&[&administrator]);
    let signed = ask(&administrator, "stuck_mend", retry.clone());
    assert_eq!(ask(&administrator, "stuck", json!({})), json!([]));
    ask(
        &administrator,
        "undo",
        json!({ "operation": signed["operation"] }),
    );
    assert_eq!(ask(&administrator, "frame", json!({}))["stuck"], 1);
    ask(&administrator, "stuck_mend", retry);
    room.sync(&[&administrator, &applicant, &deputy, &head, &personnel]);
    let frame = ask(&administrator, "frame", json!({}));
    assert_eq!(
        administrator.session().unwrap().queue().0,
        [],
        "nothing is still on its way"
    );
    assert_eq!(frame["stuck"], 0);
    let gone = refused(&administrator, "stuck_open", json!({ "case": case }));
    assert_eq!(
        gone.code, "case-unknown",
        "what is mended is theirs to see no more"
    );

    let shown = ask(&applicant, "case_open", json!({ "case": case }));
    assert_eq!(
        (&shown["mark"], &shown["stuck"]),
        (&json!("running"), &json!([]))
    );
    let told: Vec<&str> = shown["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["what"]["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        told[3..],
        [
            "history-stuck",
            "history-retried",
            "history-stuck",
            "history-retried"
        ]
    );
    assert_eq!(inbox(&personnel)["rows"][0]["case"], case);
}

#[test]
fn what_somebody_else_mended_is_explained() {
    let (mut room, [.., administrator], case) = stuck();
    let at = token(&administrator, &case);
    room.agency.assign("personnel").unwrap();
    ask(&administrator, "stuck_mend", mend(&case, "retry", &at, &[]));
    let retry = Mend {
        case: CaseId::new(case.clone()).unwrap(),
        mending: Mending::Retry(TokenId(at.as_u64().unwrap()), BTreeMap::new()),
        reason: "由機關處理".to_owned(),
    };
    room.agency.agency(Content::Mend(retry)).unwrap();
    room.sync(&[&administrator]);
    let row = inbox(&administrator)["rows"][0].clone();
    assert_eq!(row["split"], "attention");
    assert_eq!(row["remark"]["code"], "run-no-incident");
    let read = json!({ "operation": row["operation"] });
    ask(&administrator, "acknowledge", read);
    assert_eq!(inbox(&administrator)["total"], 0);
    assert_eq!(ask(&administrator, "stuck", json!({})), json!([]));
}

#[test]
fn moved_taken_away_and_set() {
    let check = |what: &str, more: &[(&str, Value)], still: bool, line: &str| {
        let (mut room, [applicant, .., administrator], case) = stuck();
        let at = token(&administrator, &case);
        ask(&administrator, "stuck_mend", mend(&case, what, &at, more));
        room.sync(&[&administrator, &applicant]);
        let shown = ask(&applicant, "case_open", json!({ "case": case }));
        let told = shown["history"].as_array().unwrap();
        assert!(
            told.iter().any(|one| one["what"]["code"] == line),
            "{told:?}"
        );
        let stuck = shown["stuck"].as_array().unwrap();
        let here = |note: &Value| note["what"]["facts"]["name"] == "人事登記";
        assert_eq!(stuck.iter().any(here), still, "{what}");
    };
    let values = json!([{ "name": "level", "value": "2" }]);
    check(
        "move",
        &[("element", json!("head"))],
        false,
        "history-moved",
    );
    check("cancel", &[], false, "history-cancelled");
    check(
        "begin",
        &[("element", json!("head"))],
        true,
        "history-begun",
    );
    check(
        "set",
        &[("values", values.clone()), ("token", Value::Null)],
        true,
        "history-set",
    );
    check("retry", &[("values", values)], true, "history-retried");

    let (_room, [.., administrator], case) = stuck();
    let at = token(&administrator, &case);
    let check = |act: Value, code: &str| {
        assert_eq!(refused(&administrator, "stuck_mend", act).code, code);
    };
    let unread = json!([{ "name": "level", "value": "2 +" }]);
    check(
        mend(&case, "set", &at, &[("values", unread)]),
        "value-unreadable",
    );
    check(mend(&case, "set", &at, &[]), "value-missing");
    check(mend(&case, "move", &at, &[]), "act-unknown");
    check(mend(&case, "retry", &Value::Null, &[]), "act-unknown");
    check(mend(&case, "retry", &json!(99), &[]), "run-no-incident");
    check(
        mend(&case, "move", &at, &[("element", json!("consent-late"))]),
        "run-no-place",
    );
}
