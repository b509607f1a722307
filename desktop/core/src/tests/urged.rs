//! Urging whoever keeps a case waiting, taking back a submission that nobody opened, a signature
//! looked at closely, and somebody on another day.

use serde_json::{Value, json};

use super::{Room, act, ask, inbox, refused, submit};
use crate::practice::{APPLICANT, DEPUTY, HEAD};

fn opened(core: &crate::Core, case: &str) -> Value {
    ask(core, "case_open", json!({ "case": case }))
}

fn acts_at<'v>(shown: &'v Value, station: &str) -> &'v Vec<Value> {
    let route = shown["route"].as_array().unwrap();
    let found = route.iter().find(|one| one["id"] == station).unwrap();
    found["acts"].as_array().unwrap()
}

fn on_station(core: &crate::Core, case: &str, (station, what): (&str, &str)) {
    let asked = json!({ "case": case, "station": station, "act": what, "opinion": "" });
    ask(core, "station_act", asked);
}

#[test]
fn who_is_urged_sees_it_and_what_was_put_off_is_back() {
    let mut room = Room::new();
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    let row = inbox(&deputy)["rows"][0].clone();
    assert_eq!(
        (&row["split"], &row["urged"]),
        (&json!("routine"), &Value::Null)
    );
    let until = room.clock_now() + 86_400_000;
    let later = json!({ "case": case, "station": row["station"], "until": until });
    ask(&deputy, "inbox_later", later.clone());
    assert_eq!(inbox(&deputy)["total"], 0);

    room.later(60_000);
    let station = row["station"].as_str().unwrap();
    on_station(&applicant, &case, (station, "urge"));
    room.later(60_000);
    applicant.session().unwrap().seal_due(true).unwrap();
    room.sync(&[&applicant, &deputy]);
    let page = inbox(&deputy);
    assert_eq!((&page["total"], &page["later"]), (&json!(1), &json!(0)));
    let row = &page["rows"][0];
    assert_eq!(row["split"], "look", "no routine any more");
    assert_eq!(row["urged"]["who"]["id"], APPLICANT);
    let shown = opened(&applicant, &case);
    let waits = shown["route"].as_array().unwrap().iter();
    let waits: Vec<_> = waits.filter(|one| one["mark"] == "now").collect();
    assert_eq!(waits[0]["urged"]["who"]["id"], APPLICANT);
    let line = shown["history"].as_array().unwrap().last().unwrap();
    assert_eq!(line["what"]["code"], "history-urged");
    assert_eq!(line["what"]["facts"]["desk_name"], "李大華");
    // Put off once more it stays away.
    ask(&deputy, "inbox_later", later);
    assert_eq!(inbox(&deputy)["total"], 0);
}

#[test]
fn a_submission_that_nobody_opened_is_taken_back() {
    let mut room = Room::new();
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    assert!(acts_at(&opened(&applicant, &case), "submit").contains(&json!("take-back")));
    assert!(acts_at(&opened(&deputy, &case), "submit").is_empty());
    on_station(&applicant, &case, ("submit", "take-back"));
    room.later(60_000);
    applicant.session().unwrap().seal_due(true).unwrap();
    room.sync(&[&applicant, &deputy]);
    let shown = opened(&applicant, &case);
    assert_eq!(shown["mark"], "returned");
    assert_eq!(shown["acts"][0], "correct");
    let line = shown["history"].as_array().unwrap().last().unwrap();
    assert_eq!(line["what"]["code"], "history-recalled");
    assert_eq!(inbox(&deputy)["total"], 0);

    let other = submit(&applicant, "12/4", "搬家");
    room.sync(&[&applicant, &deputy]);
    ask(&deputy, "case_seen", json!({ "case": other }));
    room.sync(&[&deputy, &applicant]);
    let shown = opened(&applicant, &other);
    assert!(acts_at(&shown, "submit").is_empty(), "it was opened");
}

#[test]
fn by_which_key_and_when() {
    let mut room = Room::new();
    let [applicant, deputy, head] = [APPLICANT, DEPUTY, HEAD].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    let of = |core: &crate::Core, nth: usize| {
        let shown = opened(core, &case);
        let operation = shown["history"][nth]["operation"].clone();
        ask(
            core,
            "signature",
            json!({ "case": case, "operation": operation }),
        )
    };
    let waits = of(&applicant, 0);
    assert_eq!(
        (&waits["state"], &waits["known"]),
        (&json!("pending"), &Value::Null)
    );
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "approve", "");
    room.later(60_000);
    room.sync(&[&deputy, &head]);
    let [asked, agreed] = [0, 1].map(|nth| of(&head, nth));
    let by = |view: &Value| view["who"]["id"].as_str().unwrap().to_owned();
    assert_eq!((by(&asked), by(&agreed)), (APPLICANT.into(), DEPUTY.into()));
    for view in [&asked, &agreed] {
        assert_eq!(
            (&view["state"], &view["card"]),
            (&json!("valid"), &json!(false))
        );
        let times = ["from", "signed", "known", "until"].map(|at| view[at].as_i64().unwrap());
        assert!(times.is_sorted(), "{view}");
        assert_eq!(
            view["stamped"],
            Value::Null,
            "the practice agency stamps nothing"
        );
        assert_eq!(view["digest"].as_str().unwrap().len(), 64);
    }
    assert_ne!(asked["serial"], agreed["serial"]);
    assert_ne!(asked["device"], agreed["device"]);
    let refusal = |operation: &str| {
        let asked = json!({ "case": case, "operation": operation });
        refused(&head, "signature", asked).code
    };
    assert_eq!(refusal("zz"), "signature-unknown");
    assert_eq!(refusal(&"00".repeat(32)), "signature-unknown");
}

#[test]
fn somebody_on_another_day() {
    let mut room = Room::new();
    let people = [APPLICANT, DEPUTY, HEAD];
    let [applicant, deputy, head] = people.map(|person| room.computer(person));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "approve", "");
    room.later(60_000);
    room.sync(&[&deputy, &head]);
    act(&head, &case, "approve", "");
    room.later(60_000);
    room.sync(&[&head]);
    let personnel = room.computer(crate::practice::PERSONNEL);
    act(&personnel, &case, "approve", "");
    room.later(60_000);
    room.sync(&[&personnel, &head]);
    let on = |day: Value| ask(&head, "person", json!({ "person": APPLICANT, "on": day }));
    let today = on(Value::Null);
    assert_eq!(
        (&today["on"], &today["today"]),
        (&json!("2026-11-24"), &json!(true))
    );
    assert_eq!(today["away"], Value::Null);
    let then = on(json!("2026-12-03"));
    assert_eq!(
        (&then["today"], &then["away"]["deputy"]["id"]),
        (&json!(false), &json!(DEPUTY))
    );
    let before = on(json!("1990-01-01"));
    assert_eq!(
        (&before["head"], &before["person"]["title"]),
        (&Value::Null, &json!(""))
    );
    let asked = json!({ "person": APPLICANT, "on": "明天" });
    assert_eq!(refused(&head, "person", asked).code, "person-day");
}
