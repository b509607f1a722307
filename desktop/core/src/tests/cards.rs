//! A service that wants the card's signature, on computers without a card.

use std::fs;

use serde_json::{Value, json};

use super::forms::copy;
use super::{Room, ask, inbox, leave_pack, refused, submit};
use crate::practice::{APPLICANT, DEPUTY, HEAD};

/// The leave pack, whose stations are signed by card.
fn by_card() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&leave_pack(), folder.path());
    let manifest = folder.path().join("pack.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, format!("{text}\n[route]\ncard = true\n")).unwrap();
    folder
}

#[test]
fn signed_for_now_and_waiting_for_the_card() {
    let pack = by_card();
    let mut room = Room::with(pack.path());
    let [applicant, deputy, head] = [APPLICANT, DEPUTY, HEAD].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);

    let shown = ask(&deputy, "case_open", json!({ "case": case }));
    assert_eq!(shown["card"], true);
    let signs = |reason: Value| json!({ "case": case, "station": shown["station"], "act": "approve", "unsealed": reason });
    let bare = refused(&deputy, "station_act", signs(Value::Null));
    assert_eq!(bare.code, "signature-card");
    let tried = ask(&deputy, "station_try", signs(Value::Null));
    assert_eq!(tried["refusal"], Value::Null, "the card is all that lacks");
    ask(&deputy, "station_act", signs(json!("忘了帶卡")));
    let own = ask(&deputy, "case_open", json!({ "case": case }))["route"][1].clone();
    assert_eq!(own["acts"], json!(["take-back", "seal"]));
    room.later(60_000);
    room.sync(&[&deputy, &head]);

    let row = inbox(&deputy)["rows"][0].clone();
    assert_eq!(
        (&row["split"], &row["acts"], &row["remark"]["code"]),
        (&json!("attention"), &json!(["seal"]), &json!("seal-wanted"))
    );
    assert_eq!(row["remark"]["facts"]["reason"], "忘了帶卡");
    let seals = json!({ "case": case, "station": row["station"], "act": "seal" });
    assert_eq!(
        refused(&deputy, "station_act", seals).code,
        "signature-card"
    );
    let shown = ask(&head, "case_open", json!({ "case": case }));
    let consent = &shown["route"][1];
    assert_eq!(consent["marks"], json!(["consented", "unsealed"]));
    assert_eq!(consent["unsealed"], "忘了帶卡");
    assert_eq!(consent["reason"], json!(null));
    let picks = json!({ "rows": [{ "case": case, "station": shown["station"] }] });
    assert_eq!(ask(&head, "batch", picks)["card"], true);

    let state = ask(&head, "card", json!({}));
    assert_eq!(
        (&state["open"], &state["holder"]),
        (&json!(false), &Value::Null)
    );
    let code = state["problem"]["code"].as_str().unwrap();
    assert!(code.starts_with("card-"), "{code}");
    let wrong = json!({ "path": "/nowhere/module.so" });
    assert_eq!(refused(&head, "card_module", wrong).code, "card-no-module");
}
