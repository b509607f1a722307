//! 代理人: asked, agreed to, used and ended by the commands, also without a network.

use serde_json::{Value, json};

use super::{Room, act, ask, inbox, refused, submit};
use crate::Core;
use crate::practice::{APPLICANT, DEPUTY, HEAD, OUTSIDER};

fn asking(deputy: &str, when: &str) -> Value {
    json!({
        "principal": "", "deputy": deputy, "when": when, "services": [], "reserved": false,
        "order": 1, "reason": "出差", "via": null, "unit": "",
    })
}

fn rows<'a>(page: &'a Value, part: &str) -> &'a Vec<Value> {
    page[part].as_array().unwrap()
}

fn deputies(core: &Core) -> Value {
    ask(core, "deputies", json!({}))
}

fn does(core: &Core, row: &Value, what: &str) {
    ask(
        core,
        "deputy_act",
        json!({ "unit": row["unit"], "deputation": row["id"], "what": what, "reason": "" }),
    );
}

#[test]
fn asked_agreed_used_and_ended() {
    let mut room = Room::new();
    let [applicant, deputy, head, other] =
        [APPLICANT, DEPUTY, HEAD, OUTSIDER].map(|person| room.computer(person));
    // The deputy of somebody of another unit, who sees nothing of it before.
    assert!(rows(&deputies(&other), "asked").is_empty());
    ask(&head, "deputy_ask", asking(OUTSIDER, "11/24-12/4"));
    let mine = deputies(&head);
    assert_eq!(rows(&mine, "mine")[0]["mark"], "asked");
    assert_eq!(rows(&mine, "mine")[0]["provisional"], true);
    room.sync(&[&head, &other]);
    let asked = deputies(&other);
    let row = &rows(&asked, "asked")[0];
    assert_eq!(row["principal"]["id"], HEAD);
    let waits = inbox(&other);
    let waits = waits["rows"].as_array().unwrap();
    assert_eq!(waits[0]["split"], "attention");
    assert_eq!(waits[0]["remark"]["code"], "deputation-asks");
    assert_eq!(ask(&other, "frame", json!({}))["inbox"], 1);

    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "approve", "");
    room.sync(&[&deputy, &other, &head]);
    does(&other, row, "consent");
    assert!(rows(&deputies(&other), "asked").is_empty());
    assert_eq!(rows(&deputies(&other), "theirs")[0]["provisional"], true);
    room.sync(&[&other]);
    room.sync(&[&other, &head]);
    assert_eq!(rows(&deputies(&head), "mine")[0]["mark"], "in-force");

    // Signed by the deputy without a network, ended meanwhile, and sent afterwards: it holds.
    act(&other, &case, "approve", "");
    room.later(120_000);
    let page = deputies(&head);
    does(&head, &rows(&page, "mine")[0], "end");
    room.sync(&[&head]);
    room.later(60_000);
    room.sync(&[&other]);
    room.sync(&[&applicant, &head, &other]);
    let shown = ask(&applicant, "case_open", json!({ "case": case }));
    let station = &shown["route"][2];
    assert_eq!(station["who"]["id"], OUTSIDER, "{shown}");
    assert_eq!(station["standingInFor"]["id"], HEAD);
    let page = deputies(&other);
    assert_eq!(rows(&page, "theirs")[0]["mark"], "ended");
    assert_eq!(rows(&page, "theirs")[0]["closed"]["by"]["id"], HEAD);
}

#[test]
fn what_would_be_refused_is_said_before() {
    let room = Room::new();
    let head = room.computer(HEAD);
    let check = |change: &[(&str, Value)], field: &str, code: &str| {
        let mut asked = asking(DEPUTY, "11/25");
        for (name, value) in change {
            asked[name] = value.clone();
        }
        let found = ask(&head, "deputy_check", asked);
        let problems = found["problems"].as_array().unwrap();
        let told = problems
            .first()
            .map(|one| (&one["field"], &one["what"]["code"]));
        let wanted = (&json!(field), &json!(code));
        assert_eq!(told, (!field.is_empty()).then_some(wanted), "{change:?}");
    };
    check(&[], "", "");
    check(&[("deputy", json!(HEAD))], "deputy", "deputation-self");
    check(&[("deputy", json!(""))], "deputy", "answer-required");
    check(
        &[("deputy", json!("p9999"))],
        "deputy",
        "deputation-no-post",
    );
    check(&[("reason", json!(" "))], "reason", "answer-required");
    check(
        &[("reason", json!("長".repeat(101)))],
        "reason",
        "words-too-long",
    );
    check(
        &[("services", json!(["nothing"]))],
        "services",
        "deputation-service",
    );
    let failure = refused(&head, "deputy_ask", asking("", "11/25"));
    assert_eq!(failure.code, "deputation-incomplete");
    let nothing =
        json!({ "unit": "u-plan", "deputation": "none", "what": "consent", "reason": "" });
    let failure = refused(&head, "deputy_act", nothing);
    assert_eq!(failure.code, "deputation-unknown");
}
