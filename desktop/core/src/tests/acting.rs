//! What can be done along a route, from the command that asks to what others then see.

use serde_json::{Value, json};

use super::{Room, act, ask, inbox, refused, submit};
use crate::Core;
use crate::practice::{APPLICANT, DEPUTY, HEAD, OUTSIDER};

fn opened(core: &Core, case: &str) -> Value {
    ask(core, "case_open", json!({ "case": case }))
}

/// The route as text: mark, role, who, and the marks beside the signature.
fn route(shown: &Value) -> Vec<String> {
    let station = |station: &Value| {
        let word = |name: &str| station[name].as_str().unwrap_or_default().to_owned();
        let marks = station["marks"].as_array().unwrap().iter();
        let marks: Vec<&str> = marks.map(|mark| mark.as_str().unwrap()).collect();
        let who = station["who"]["name"].as_str().unwrap();
        format!(
            "{} {} {who} {}",
            word("mark"),
            word("role"),
            marks.join("+")
        )
        .trim_end()
        .to_owned()
    };
    shown["route"]
        .as_array()
        .unwrap()
        .iter()
        .map(station)
        .collect()
}

fn acts(shown: &Value) -> String {
    let acts = shown["acts"].as_array().unwrap().iter();
    acts.map(|act| act.as_str().unwrap())
        .collect::<Vec<_>>()
        .join(" ")
}

/// An act at the station where this person can act, with more of what it needs.
fn asked(core: &Core, case: &str, act: &str, opinion: &str, more: &[(&str, Value)]) -> Value {
    let station = opened(core, case)["station"].clone();
    let station = station.as_str().unwrap_or_default();
    let mut asked = json!({ "case": case, "station": station, "act": act, "opinion": opinion });
    for (name, value) in more {
        asked[name] = value.clone();
    }
    asked
}

fn calls(desks: &[&str], place: &str) -> Value {
    json!({ "desks": desks, "place": place, "anchor": null, "together": false, "mustSay": false })
}

#[test]
fn returned_to_the_deputy_and_straight_back() {
    let mut room = Room::new();
    let [applicant, deputy, head] = [APPLICANT, DEPUTY, HEAD].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "approve", "");
    room.sync(&[&deputy, &head]);

    let shown = opened(&head, &case);
    assert_eq!(
        acts(&shown),
        "decide refuse return consult add-sign transfer delegate say copy print"
    );
    let returns = shown["returns"].as_array().unwrap();
    let to: Vec<_> = returns
        .iter()
        .map(|to| (&to["role"], &to["applicant"], &to["between"]))
        .collect();
    assert_eq!(
        to,
        [
            (&json!("correct"), &json!(true), &json!(true)),
            (&json!("consent"), &json!(false), &json!(false))
        ]
    );
    let back = json!({ "to": returns[1]["slot"], "way": "straight", "siblings": "cancel" });
    let sends = asked(&head, &case, "return", "請確認代理期間", &[("back", back)]);
    let tried = ask(&head, "station_try", sends.clone());
    assert_eq!(tried["refusal"], Value::Null);
    assert_eq!(route(&tried)[3], "now consent 李大華");
    ask(&head, "station_act", sends);
    room.sync(&[&head, &deputy]);
    assert_eq!(inbox(&deputy)["total"], 1);
    act(&deputy, &case, "approve", "可以代理");
    room.sync(&[&deputy, &head]);
    insta::assert_snapshot!(route(&opened(&head, &case)).join("\n"));
}

#[test]
fn heard_added_taken_off_and_handed_over() {
    let mut room = Room::new();
    let [applicant, deputy, head, other] =
        [APPLICANT, DEPUTY, HEAD, OUTSIDER].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "approve", "");
    room.sync(&[&deputy, &head]);

    let offered = ask(
        &head,
        "desks",
        json!({ "case": case, "act": "consult", "text": "" }),
    );
    let offered = offered.as_array().unwrap();
    let own = offered
        .iter()
        .find(|one| one["desk"] == format!("person:{HEAD}"));
    assert_eq!(own.unwrap()["barred"]["code"], "called-yourself");
    let asker = offered
        .iter()
        .find(|one| one["desk"] == format!("person:{APPLICANT}"));
    assert_eq!(asker.unwrap()["barred"]["code"], "called-applicant");
    assert!(offered.iter().any(|one| one["kind"] == "unit"));

    let desk = format!("person:{OUTSIDER}");
    let call = [("call", calls(&[&desk], "before"))];
    let consults = asked(&head, &case, "consult", "請表示意見", &call);
    ask(&head, "station_act", consults);
    room.sync(&[&head, &other]);
    let waits = inbox(&other);
    assert_eq!(
        (&waits["total"], &waits["rows"][0]["role"]),
        (&json!(1), &json!("consult"))
    );
    // Nobody opened it yet, so who asked can take it back.
    let shown = opened(&head, &case);
    let there = shown["route"].as_array().unwrap();
    let there = there.iter().find(|s| s["role"] == "consult").unwrap();
    assert_eq!(there["askedBy"]["mark"], "asked-unit");
    assert!(
        there["acts"]
            .as_array()
            .unwrap()
            .contains(&json!("take-off"))
    );
    ask(&other, "case_seen", json!({ "case": case }));
    room.sync(&[&other, &head]);
    let shown = opened(&head, &case);
    let there = shown["route"].as_array().unwrap();
    let there = there.iter().find(|s| s["role"] == "consult").unwrap();
    assert_eq!(there["seen"]["who"]["id"], OUTSIDER);
    assert!(
        !there["acts"]
            .as_array()
            .unwrap()
            .contains(&json!("take-off"))
    );
    assert!(there["acts"].as_array().unwrap().contains(&json!("urge")));

    act(&other, &case, "approve", "無意見");
    room.sync(&[&other, &head]);
    assert_eq!(
        acts(&opened(&head, &case)).split(' ').next(),
        Some("decide")
    );
    let hands = [("call", calls(&[&format!("person:{APPLICANT}")], "after"))];
    let own = asked(&head, &case, "transfer", "請您決行", &hands);
    assert_eq!(
        refused(&head, "station_act", own.clone()).code,
        "standing-own-case"
    );
    let tried = ask(&head, "station_try", own);
    assert_eq!(tried["refusal"]["code"], "standing-own-case");
    act(&head, &case, "decide", "准");
    insta::assert_snapshot!(route(&opened(&head, &case)).join("\n"));
}

#[test]
fn copied_said_and_put_off() {
    let mut room = Room::new();
    let [applicant, deputy, other] = [APPLICANT, DEPUTY, OUTSIDER].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    let desk = format!("person:{OUTSIDER}");
    let copy = json!({ "case": case, "act": "copy", "opinion": "請參閱", "call": calls(&[&desk], "after") });
    ask(&deputy, "station_act", copy);
    ask(
        &deputy,
        "station_act",
        json!({ "case": case, "act": "say", "opinion": "已交接" }),
    );
    room.sync(&[&deputy, &other]);
    let row = inbox(&other)["rows"][0].clone();
    assert_eq!(
        (&row["copy"]["id"], &row["role"]),
        (&json!(DEPUTY), &Value::Null)
    );
    ask(&other, "case_seen", json!({ "case": case }));
    assert_eq!(inbox(&other)["total"], 0);
    room.sync(&[&other, &deputy]);
    assert!(opened(&deputy, &case)["copies"][0]["read"].is_i64());

    let row = inbox(&deputy)["rows"][0].clone();
    let until = room.clock_now() + 3_600_000;
    let later = json!({ "case": case, "station": row["station"], "until": until });
    ask(&deputy, "inbox_later", later);
    let page = inbox(&deputy);
    assert_eq!((&page["total"], &page["later"]), (&json!(0), &json!(1)));
    room.later(3_600_001);
    assert_eq!(inbox(&deputy)["total"], 1);
}

#[test]
fn what_each_correction_changed() {
    let mut room = Room::new();
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "探親");
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "return", "請寫明事由");
    room.sync(&[&deputy, &applicant]);
    let correction = ask(&applicant, "draft_correct", json!({ "case": case }))["draft"].clone();
    let change = json!({ "draft": correction, "field": "reason", "value": "返鄉探視父母" });
    ask(&applicant, "draft_change", change);
    ask(&applicant, "draft_submit", json!({ "draft": correction }));
    room.sync(&[&applicant, &deputy]);
    let versions = opened(&deputy, &case)["versions"].clone();
    assert_eq!(versions.as_array().unwrap().len(), 2);
    let changes = versions[0]["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(
        (&changes[0]["before"]["text"], &changes[0]["after"]["text"]),
        (&json!("探親"), &json!("返鄉探視父母"))
    );
    let flow = ask(&deputy, "case_flow", json!({ "case": case, "dark": true }));
    let svg = flow["svg"].as_str().unwrap();
    assert!(svg.contains("簽核") && svg.contains("@media all"));
}

#[test]
fn decided_together() {
    let mut room = Room::new();
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    for day in ["12/3", "12/8", "12/10 下午"] {
        submit(&applicant, day, "返鄉探親");
    }
    room.sync(&[&applicant, &deputy]);
    let rows = inbox(&deputy)["rows"].clone();
    let picks: Vec<Value> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| json!({ "case": row["case"], "station": row["station"] }))
        .chain([json!({ "case": "c-none", "station": "1-1" })])
        .collect();
    let batch = ask(&deputy, "batch", json!({ "rows": picks }));
    assert_eq!(batch["rows"].as_array().unwrap().len(), 3);
    assert_eq!(
        (&batch["leftOut"], &batch["card"]),
        (&json!(1), &json!(false))
    );
    assert_eq!(
        batch["totals"],
        json!([{
            "kind": "annual", "service": "leave", "count": 3, "minutes": 1200, "figure": null,
        }])
    );
    assert_eq!(batch["outliers"][0]["what"], "twice");
}

#[test]
fn saved_views() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let view = |name: &str| json!({ "name": name, "text": "", "marks": ["running"], "services": [], "order": "updated" });
    let kept = ask(&core, "mine_views", json!([view("進行中"), view("今年")]));
    assert_eq!(ask(&core, "mine", json!({}))["views"], kept);
    let check = |views: Value, code: &str| {
        assert_eq!(refused(&core, "mine_views", views).code, code);
    };
    check(json!([view(" ")]), "view-name");
    check(json!([view("甲"), view("甲")]), "view-twice");
    let many: Vec<Value> = (0..21).map(|n| view(&n.to_string())).collect();
    check(json!(many), "view-many");
    assert_eq!(
        ask(&core, "mine", json!({}))["views"],
        kept,
        "nothing was lost"
    );
}
