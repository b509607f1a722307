//! Forms while they are filled in.

use serde_json::{Value, json};

use super::{Room, ask, draft, refused, submit};
use crate::practice::{APPLICANT, DEPUTY};

fn field(draft: &Value, name: &str) -> Value {
    draft["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find(|field| field["key"] == name)
        .unwrap()
        .clone()
}

fn change(core: &crate::Core, id: &Value, field: &str, value: &str) -> Value {
    ask(
        core,
        "draft_change",
        json!({ "draft": id, "field": field, "value": value }),
    )
}

#[test]
fn a_request_shows_what_it_costs_before_it_is_signed() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let fresh = ask(&core, "draft_new", json!({ "service": "leave" }));
    let id = fresh["draft"].clone();
    assert_eq!(
        (&fresh["ready"], &field(&fresh, "deputy")["value"]),
        (&json!(false), &json!(DEPUTY))
    );
    assert_eq!(field(&fresh, "when")["kind"], "antou-when");
    assert_eq!(field(&fresh, "proof")["visible"], false);

    change(&core, &id, "kind", "annual");
    let view = change(&core, &id, "when", "12/3 下午");
    let echo = field(&view, "when")["echo"].clone();
    assert_eq!(echo["code"], "when-echo");
    assert_eq!(
        (&echo["facts"]["from_time"], &echo["facts"]["minutes"]),
        (&json!("13:30"), &json!("240"))
    );
    let check = &view["check"];
    assert_eq!(
        (&check["minutes"], &check["payCut"]),
        (&json!(240), &json!(0))
    );
    assert_eq!(
        check["charges"][0],
        json!({ "pot": "annual", "minutes": 240, "before": 6720, "after": 6480 })
    );
    let roles: Vec<_> = check["route"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["role"].clone())
        .collect();
    assert_eq!(roles, ["consent", "decide", "note", "file"]);
    let team = &check["team"];
    assert_eq!(
        (&team["rows"][0]["me"], &team["rows"][1]["deputy"]),
        (&json!(true), &json!(true))
    );
    let day = team["columns"]
        .as_array()
        .unwrap()
        .iter()
        .position(|c| c["date"] == "2026-12-03")
        .unwrap();
    assert_eq!(
        team["rows"][0]["days"][day],
        json!({ "part": "afternoon", "start": 55, "end": 100, "tentative": true })
    );
    assert_eq!(
        (&view["ready"], &view["problems"]),
        (&json!(true), &json!([]))
    );
}

#[test]
fn what_cannot_stay_is_said_beside_its_field() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    submit(&core, "12/3", "第一件");
    let check = |when: &str, kind: &str, field: &str, code: &str| {
        let id = json!(draft(&core, when, ""));
        let view = change(&core, &id, "kind", kind);
        let problems: Vec<(String, String)> = view["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| {
                (
                    p["field"].as_str().unwrap().to_owned(),
                    p["what"]["code"].as_str().unwrap().to_owned(),
                )
            })
            .collect();
        assert!(
            problems.contains(&(field.to_owned(), code.to_owned())),
            "{when} {kind}: {problems:?}"
        );
        assert_eq!(view["ready"], false);
    };
    check("12/3", "annual", "when", "leave-overlap");
    check("12/5", "annual", "when", "leave-no-working-time");
    check("改天", "annual", "when", "when-unread");
    check("", "annual", "when", "answer-required");
    check("12/7", "marriage", "kind", "answer-option");
    let id = draft(&core, "", "");
    let failure = refused(&core, "draft_submit", json!({ "draft": id }));
    assert_eq!(
        (failure.code.as_str(), failure.facts["field"].as_str()),
        ("draft-not-ready", "when")
    );
    assert_eq!(
        refused(
            &core,
            "draft_change",
            json!({ "draft": id, "field": "x", "value": "" })
        )
        .code,
        "field-unknown"
    );
    assert_eq!(
        refused(&core, "draft_open", json!({ "draft": "x" })).code,
        "draft-gone"
    );
}

#[test]
fn a_day_in_words_does_not_move_while_the_draft_lies() {
    let mut room = Room::new();
    let core = room.computer(APPLICANT);
    let id = draft(&core, "明天", "明天的事");
    room.later(24 * 60 * 60 * 1000);
    let view = ask(&core, "draft_open", json!({ "draft": id }));
    assert_eq!(field(&view, "when")["echo"]["facts"]["from"], "2026-11-25");
}

#[test]
fn every_change_survives_the_end_of_the_program() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let id = draft(&core, "12/3", "還沒寫完");
    let case = submit(&core, "12/8", "寫完了");
    drop(core);
    let core = crate::Core::start(crate::CoreOptions {
        home: room.home(APPLICANT),
        ..room.options()
    })
    .unwrap();
    ask(
        &core,
        "unlock",
        json!({ "passphrase": crate::practice::PASSPHRASE }),
    );
    let mine = ask(&core, "mine", json!({}));
    assert_eq!(
        (&mine["drafts"][0]["draft"], &mine["rows"][0]["case"]),
        (&json!(id), &json!(case))
    );
    assert_eq!(mine["rows"][0]["provisional"], true);
    let view = ask(&core, "draft_open", json!({ "draft": id }));
    assert_eq!(field(&view, "reason")["value"], "還沒寫完");
    assert_eq!(field(&view, "reason")["recent"], json!(["寫完了"]));
    assert_eq!(
        ask(&core, "sync_state", json!({}))["queue"][0]["canCancel"],
        true
    );
}

#[test]
fn files_of_a_draft() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let id = draft(&core, "12/3", "");
    let attach = |name: &str, base64: &str| json!({ "draft": id, "name": name, "media": "text/plain", "base64": base64 });
    let view = ask(&core, "draft_attach", attach("證明.txt", "Zm9v"));
    let file = view["attachments"][0].clone();
    assert_eq!(
        (&file["name"], &file["bytes"], &file["here"]),
        (&json!("證明.txt"), &json!(3), &json!(true))
    );
    assert_eq!(
        refused(&core, "draft_attach", attach("x", "Zm9v!")).code,
        "attachment-unreadable"
    );
    assert_eq!(
        refused(&core, "draft_attach", attach("x", "")).code,
        "attachment-empty"
    );
    assert_eq!(
        refused(&core, "draft_attach", attach("", "Zm9v")).code,
        "attachment-name"
    );
    // The list of names is what an operation has room for.
    let long = "長".repeat(190);
    let mut taken = 0;
    let full = loop {
        let name = format!("{long}{taken}");
        match core.call("draft_attach", attach(&name, "YmFy")) {
            Ok(_) => taken += 1,
            Err(failure) => break failure,
        }
    };
    assert_eq!(full.code, "attachments-room");
    assert!((50..70).contains(&taken), "{taken}");
    let gone = json!({ "draft": id, "sha256": file["sha256"] });
    let view = ask(&core, "draft_detach", gone);
    assert!(
        view["attachments"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["sha256"] != file["sha256"])
    );
    let signed = ask(&core, "draft_submit", json!({ "draft": id }));
    let shown = ask(&core, "case_open", json!({ "case": signed["case"] }));
    assert_eq!(
        shown["attachments"].as_array().unwrap().len(),
        view["attachments"].as_array().unwrap().len()
    );
}

/// The leave pack as its next version: the reason has another name, the place is not asked for any
/// more, and a telephone number is.
fn next_version(folder: &std::path::Path) {
    super::forms::copy(&super::leave_pack(), folder);
    let change = |file: &str, from: &str, to: &str| {
        let path = folder.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    };
    change("pack.toml", "version = 2", "version = 3");
    change("form.json", r#""key": "reason""#, r#""key": "why""#);
    change("form.json", r#""label": "事由""#, r#""label": "請假事由""#);
    change(
        "form.json",
        r#""id": "field-place",
      "key": "place",
      "label": "地點""#,
        r#""id": "field-phone",
      "key": "phone",
      "label": "聯絡電話""#,
    );
}

#[test]
fn a_draft_goes_over_to_a_newer_form_and_back() {
    let mut room = Room::new();
    let core = room.computer(APPLICANT);
    let id = json!(draft(&core, "12/3 下午", "返鄉探親"));
    change(&core, &id, "place", "花蓮");
    let opened = |core: &crate::Core| ask(core, "draft_open", json!({ "draft": id }));
    assert_eq!(opened(&core)["moved"], Value::Null);
    let folder = tempfile::tempdir().unwrap();
    next_version(folder.path());
    room.agency.publish(folder.path()).unwrap();
    // The news of a version is here before the version.
    room.agency.deliver_spoiled(&core).unwrap_err();
    let view = opened(&core);
    assert_eq!(
        (&view["moved"], &field(&view, "place")["value"]),
        (&Value::Null, &json!("花蓮"))
    );
    room.sync(&[&core]);

    let view = opened(&core);
    let told = json!({
        "from": 2,
        "to": 3,
        "renamed": [{ "before": "事由", "after": "請假事由" }],
        "lost": [{ "label": "地點", "value": "花蓮" }],
        "new": ["聯絡電話"],
    });
    assert_eq!(view["moved"], told);
    assert_eq!(field(&view, "why")["value"], "返鄉探親");
    assert_eq!(field(&view, "when")["value"], "12/3 下午");
    change(&core, &id, "phone", "02-2345-6789");
    change(&core, &id, "why", "返鄉");

    let say = |back: bool| ask(&core, "draft_version", json!({ "draft": id, "back": back }));
    let view = say(true);
    assert_eq!(field(&view, "reason")["value"], "返鄉");
    assert_eq!(field(&view, "place")["value"], "花蓮");
    assert_eq!(view["moved"]["lost"][0]["value"], "02-2345-6789");
    assert_eq!(
        opened(&core)["moved"]["to"],
        2,
        "it stays where it was told to"
    );
    let view = say(true);
    assert_eq!(field(&view, "why")["value"], "返鄉");
    assert_eq!(field(&view, "phone")["value"], "02-2345-6789");
    assert_eq!(say(false)["moved"], Value::Null);
    let signed = ask(&core, "draft_submit", json!({ "draft": id }));
    room.sync(&[&core]);
    let case = ask(&core, "case_open", json!({ "case": signed["case"] }));
    assert_eq!(case["provisional"], false);
}
