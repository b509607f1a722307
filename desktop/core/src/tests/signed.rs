//! What one signed, saved copies, and the files of earlier versions.

use serde_json::{Value, json};
use sync::Hash;

use super::{Room, act, ask, draft, refused, submit};
use crate::practice::{APPLICANT, DEPUTY, HEAD};

fn done(core: &crate::Core, offset: u32, limit: u32) -> Value {
    ask(core, "done", json!({ "offset": offset, "limit": limit }))
}

#[test]
fn the_cases_that_one_signed_the_last_first() {
    let mut room = Room::new();
    let people = [APPLICANT, DEPUTY, HEAD].map(|person| room.computer(person));
    let [applicant, deputy, head] = &people;
    let cores: Vec<&crate::Core> = people.iter().map(|core| &**core).collect();
    let mut cases = Vec::new();
    for (when, reason) in [("12/3", "探親"), ("12/4", "搬家")] {
        let case = submit(applicant, when, reason);
        room.sync(&cores);
        act(deputy, &case, "approve", "");
        room.later(60_000);
        room.sync(&cores);
        cases.push(case);
    }
    assert_eq!(done(head, 0, 50)["total"], 0, "nothing yet");
    act(head, &cases[0], "return", "請補證明");
    room.later(60_000);
    let back = act(head, &cases[1], "approve", "");
    let page = done(head, 0, 50);
    let told: Vec<(&Value, &Value)> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (&row["reason"], &row["what"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!("搬家"), &json!("decided-for")),
            (&json!("探親"), &json!("returned"))
        ]
    );
    assert_eq!(page["rows"][1]["mark"], "returned");
    assert_eq!(page["rows"][0]["who"]["id"], APPLICANT);
    assert_eq!(done(head, 1, 1)["rows"][0]["case"], page["rows"][1]["case"]);
    assert_eq!(done(applicant, 0, 50)["total"], 0, "who asked did not sign");
    // A decision that was taken back unsigned never was.
    ask(head, "queue_cancel", json!({ "operation": back }));
    assert_eq!(done(head, 0, 50)["total"], 1);
}

fn attach(core: &crate::Core, draft: &str, name: &str, base64: &str) {
    let file = json!({ "draft": draft, "name": name, "media": "text/plain", "base64": base64 });
    ask(core, "draft_attach", file);
}

#[test]
fn files_of_every_version_are_shown_and_saved() {
    let mut room = Room::new();
    let people = [APPLICANT, DEPUTY].map(|person| room.computer(person));
    let [applicant, deputy] = &people;
    let cores: Vec<&crate::Core> = people.iter().map(|core| &**core).collect();
    let id = draft(applicant, "12/3", "探親");
    attach(applicant, &id, "證明.txt", "Zmlyc3Q=");
    let signed = ask(applicant, "draft_submit", json!({ "draft": id }));
    let case = signed["case"].as_str().unwrap();
    applicant.session().unwrap().seal_due(true).unwrap();
    room.sync(&cores);
    act(deputy, case, "return", "請換證明");
    room.later(60_000);
    room.sync(&cores);
    let again = ask(applicant, "draft_correct", json!({ "case": case }))["draft"].clone();
    let again = again.as_str().unwrap();
    let first = Hash::of(b"first").to_hex();
    ask(
        applicant,
        "draft_detach",
        json!({ "draft": again, "sha256": first }),
    );
    attach(applicant, again, "證明.txt", "c2Vjb25k");
    ask(applicant, "draft_submit", json!({ "draft": again }));

    let shown = ask(applicant, "case_open", json!({ "case": case }));
    let second = Hash::of(b"second").to_hex();
    let version = &shown["versions"][0];
    assert_eq!(version["changes"], json!([]));
    assert_eq!(
        version["files"],
        json!([
            { "name": "證明.txt", "sha256": first, "gone": true },
            { "name": "證明.txt", "sha256": second, "gone": false },
        ])
    );
    for (sha256, name, content) in [
        (&second, "證明.txt", "second"),
        (&second, "證明 (2).txt", "second"),
        (&first, "證明 (3).txt", "first"),
    ] {
        let saved = ask(
            applicant,
            "file_save",
            json!({ "case": case, "sha256": sha256 }),
        );
        assert_eq!(saved["name"], name);
        let path = std::path::Path::new(saved["folder"].as_str().unwrap()).join(name);
        assert_eq!(std::fs::read_to_string(path).unwrap(), content);
    }
    let other = json!({ "case": case, "sha256": Hash::of(b"other").to_hex() });
    assert_eq!(
        refused(applicant, "file_save", other).code,
        "attachment-gone"
    );
}

#[test]
fn a_case_file_is_saved_under_its_number() {
    let mut room = Room::new();
    let applicant = room.computer(APPLICANT);
    let case = submit(&applicant, "12/3", "返鄉探視父母");
    let saved = |more: Value| {
        let mut request =
            json!({ "case": case, "redact": [], "redact_names": false, "files": true });
        request
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        ask(&applicant, "case_save", request)
    };
    // What is not the agency's yet is nothing to prove.
    let early = json!({ "case": case, "redact": [], "redact_names": false, "files": true });
    assert_eq!(refused(&applicant, "case_save", early).code, "case-unknown");
    room.sync(&[&*applicant]);
    let shown = ask(&applicant, "case_open", json!({ "case": case }));
    let number = shown["number"].as_str().unwrap();
    let whole = saved(json!({}));
    assert_eq!(whole["name"], format!("{number}.antou-case"));
    let black = saved(json!({ "redact": ["reason"], "files": false }));
    assert_eq!(black["name"], format!("{number} (2).antou-case"));
    let read = |view: &Value| {
        let folder = std::path::Path::new(view["folder"].as_str().unwrap());
        std::fs::read(folder.join(view["name"].as_str().unwrap())).unwrap()
    };
    let words = "返鄉探視父母".as_bytes();
    let says = |bytes: &[u8]| bytes.windows(words.len()).any(|window| window == words);
    assert!(says(&read(&whole)) && !says(&read(&black)));
    let left: Vec<_> = std::fs::read_dir(whole["folder"].as_str().unwrap())
        .unwrap()
        .collect();
    assert_eq!(left.len(), 2, "what failed left nothing");
}
