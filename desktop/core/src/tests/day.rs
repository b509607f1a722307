//! One request from form to file, cables in and out.

use serde_json::{Value, json};

use super::{Room, act, ask, inbox, refused, submit};
use crate::filing;
use crate::papers::find_fonts;
use crate::practice::{APPLICANT, ARCHIVIST, DEPUTY, HEAD, OUTSIDER, PERSONNEL};

#[test]
fn from_form_to_file() {
    let mut room = Room::new();
    let [applicant, deputy, head, personnel] =
        [APPLICANT, DEPUTY, HEAD, PERSONNEL].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3 1.5日", "返鄉探親");

    // Cable out: it is there at once, and shown as waiting.
    let mine = ask(&applicant, "mine", json!({}));
    assert_eq!(
        (&mine["rows"][0]["provisional"], &mine["rows"][0]["number"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(mine["rows"][0]["leave"]["minutes"], 720);
    assert_eq!(mine["drafts"], json!([]));
    let frame = ask(&applicant, "frame", json!({}));
    assert_eq!(
        (&frame["sync"]["mark"], &frame["sync"]["waiting"]),
        (&json!("offline"), &json!(1))
    );
    assert_eq!(inbox(&deputy)["total"], 0);

    room.sync(&[&applicant, &deputy, &head]);
    let mine = ask(&applicant, "mine", json!({}));
    assert_eq!(
        (&mine["rows"][0]["provisional"], &mine["rows"][0]["number"]),
        (&json!(false), &json!("115-HR-00001"))
    );
    assert_eq!(mine["rows"][0]["waitingOn"]["id"], DEPUTY);
    let waiting = inbox(&deputy);
    assert_eq!(
        (&waiting["rows"][0]["split"], &waiting["rows"][0]["role"]),
        (&json!("routine"), &json!("consent"))
    );
    assert_eq!(waiting["rows"][0]["remark"]["code"], "row-deputy");

    act(&deputy, &case, "approve", "");
    assert_eq!(
        (&inbox(&deputy)["total"], &inbox(&deputy)["doneToday"]),
        (&json!(0), &json!(1))
    );
    room.sync(&[&deputy, &head]);

    // The head decides while her cable is out.
    act(&head, &case, "approve", "同意");
    let shown = ask(&head, "case_open", json!({ "case": case }));
    let last = shown["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["what"]["code"], &last["provisional"]),
        (&json!("history-decided"), &json!(true))
    );
    assert_eq!(last["signature"], "pending");
    room.later(60_000);
    room.sync(&[&head, &personnel, &applicant]);
    act(&personnel, &case, "approve", "");
    room.sync(&[&personnel, &applicant, &head]);

    let shown = ask(&applicant, "case_open", json!({ "case": case }));
    assert_eq!(shown["mark"], "approved");
    assert_eq!(
        (&shown["signaturesValid"], &shown["signaturesTotal"]),
        (&json!(4), &json!(4))
    );
    let roles: Vec<_> = shown["route"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["role"].as_str().unwrap())
        .collect();
    assert_eq!(roles, ["submit", "consent", "decide", "note", "file"]);
    let account = ask(&applicant, "account", json!({ "person": null }));
    let annual = account["pots"]
        .as_array()
        .unwrap()
        .iter()
        .find(|pot| pot["pot"] == "annual")
        .unwrap()
        .clone();
    assert_eq!((&annual["used"], &annual["held"]), (&json!(720), &json!(0)));

    let Ok(fonts) = find_fonts(&[]) else {
        println!("skipped: no font for Chinese");
        return;
    };
    let session = personnel.session().unwrap();
    assert_eq!(
        filing::file_all(&session, &|| Ok(fonts.clone())).unwrap(),
        1
    );
    assert_eq!(
        filing::file_all(&session, &|| Ok(fonts.clone())).unwrap(),
        0,
        "a filing that waits is not made again"
    );
    room.sync(&[&personnel, &applicant]);
    let shown = ask(&applicant, "case_open", json!({ "case": case }));
    assert_eq!(
        (&shown["mark"], &shown["fileNumber"]),
        (&json!("filed"), &json!("115/0301/1/1/1"))
    );
    assert_eq!(
        ask(&personnel, "case_open", json!({ "case": case }))["paper"]["here"],
        true
    );
    let paper = ask(&personnel, "paper", json!({ "case": case }));
    assert!(
        std::fs::read(paper["path"].as_str().unwrap())
            .unwrap()
            .starts_with(b"%PDF-1.")
    );
    assert_eq!(
        refused(&applicant, "paper", json!({ "case": case })).code,
        "paper-not-here"
    );
    let archives = room.computer(ARCHIVIST);
    assert_eq!(
        ask(&archives, "case_open", json!({ "case": case }))["mark"],
        "filed"
    );
}

#[test]
fn who_has_no_part_in_it_receives_nothing() {
    let mut room = Room::new();
    let [applicant, outsider] = [APPLICANT, OUTSIDER].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &outsider]);
    outsider.work_until_idle().unwrap();
    assert_eq!(
        refused(&outsider, "case_open", json!({ "case": case })).code,
        "case-unknown"
    );
    assert_eq!(
        refused(&outsider, "account", json!({ "person": APPLICANT })).code,
        "account-hidden"
    );
    assert_eq!(
        ask(&outsider, "search", json!({ "text": "探親", "limit": 10 }))["total"],
        0
    );
}

#[test]
fn withdrawn_and_approved_while_both_were_offline() {
    let mut room = Room::new();
    let [applicant, deputy, head] = [APPLICANT, DEPUTY, HEAD].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "approve", "");
    room.sync(&[&deputy, &head, &applicant]);

    ask(
        &applicant,
        "case_withdraw",
        json!({ "case": case, "reason": "行程取消" }),
    );
    let operation = act(&head, &case, "approve", "");
    room.later(60_000);
    room.sync(&[&applicant]);
    room.sync(&[&head]);

    let rows = inbox(&head);
    let row = &rows["rows"][0];
    assert_eq!(
        (&row["split"], &row["operation"]),
        (&json!("attention"), &json!(operation))
    );
    assert_eq!(row["remark"]["code"], "late-withdrawn");
    assert_eq!(row["remark"]["facts"]["applicant_person_name"], "王小明");
    assert_eq!(row["acts"], json!(["acknowledge"]));
    assert_eq!(ask(&head, "frame", json!({}))["sync"]["mark"], "attention");
    assert_eq!(
        ask(&head, "case_open", json!({ "case": case }))["mark"],
        "withdrawn"
    );
    ask(&head, "acknowledge", json!({ "operation": operation }));
    assert_eq!(inbox(&head)["total"], 0);
    assert_eq!(ask(&head, "sync_state", json!({}))["queue"], json!([]));
}

#[test]
fn what_was_overtaken_before_it_was_signed_never_leaves() {
    let mut room = Room::new();
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    ask(
        &applicant,
        "case_withdraw",
        json!({ "case": case, "reason": "" }),
    );
    room.sync(&[&applicant]);
    act(&deputy, &case, "approve", "");
    room.agency.deliver(&deputy).unwrap();
    let queue = ask(&deputy, "sync_state", json!({}))["queue"].clone();
    assert_eq!(
        (&queue[0]["mark"], &queue[0]["answer"]["code"]),
        (&json!("refused"), &json!("late-withdrawn"))
    );
    room.later(60_000);
    deputy.work_until_idle().unwrap();
    assert_eq!(room.agency.collect(&deputy).unwrap(), 0);
}

#[test]
fn returned_corrected_and_approved() {
    let mut room = Room::new();
    let [applicant, deputy, head] = [APPLICANT, DEPUTY, HEAD].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "探親");
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "return", "請寫明日期");
    room.sync(&[&deputy, &applicant]);

    let row = inbox(&applicant)["rows"][0].clone();
    assert_eq!(
        (&row["split"], &row["acts"]),
        (&json!("attention"), &json!(["correct"]))
    );
    let draft = ask(&applicant, "draft_correct", json!({ "case": case }));
    assert_eq!(draft["returned"]["opinion"], "請寫明日期");
    let again = ask(&applicant, "draft_correct", json!({ "case": case }));
    assert_eq!(
        again["draft"], draft["draft"],
        "a correction is opened once"
    );
    let field = |name: &str| {
        let fields = draft["fields"].as_array().unwrap();
        fields.iter().find(|field| field["key"] == name).unwrap()["value"].clone()
    };
    assert_eq!(
        (field("reason"), field("kind"), field("deputy")),
        (json!("探親"), json!("annual"), json!(DEPUTY))
    );
    let id = draft["draft"].clone();
    ask(
        &applicant,
        "draft_change",
        json!({ "draft": id, "field": "when", "value": "12/4" }),
    );
    ask(&applicant, "draft_submit", json!({ "draft": id }));
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "approve", "");
    room.sync(&[&deputy, &head]);
    act(&head, &case, "approve", "");
    room.sync(&[&head, &applicant]);
    let shown = ask(&applicant, "case_open", json!({ "case": case }));
    assert_eq!(shown["leave"]["from"], "2026-12-04");
    let marks: Vec<_> = shown["route"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["mark"].as_str().unwrap())
        .collect();
    assert_eq!(
        marks,
        ["done", "returned", "done", "done", "done", "now", "ahead"]
    );
}
