//! Files that belong to fields: each where it was put, and none where nobody asks.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::forms::copy;
use super::{Room, act, ask, leave_pack, refused};
use crate::Core;
use crate::practice::{APPLICANT, DEPUTY, HEAD};

/// What the form of this test asks beside the leave and its own attachments.
const MORE: &str = r#",
    { "type": "filepicker", "key": "plan", "label": "計畫書", "multiple": true, "validate": { "required": true } },
    { "type": "checkbox", "key": "far", "label": "出國" },
    { "type": "filepicker", "key": "permit", "label": "許可", "conditional": { "hide": "=not(far)" } },
    { "type": "dynamiclist", "label": "單據", "path": "bills", "components": [
      { "type": "textfield", "key": "what", "label": "項目" },
      { "type": "filepicker", "key": "scan", "label": "影本" } ] }
  ]
}"#;

fn pack(folder: &Path) {
    copy(&leave_pack(), folder);
    let form = folder.join("form.json");
    let text = std::fs::read_to_string(&form).unwrap();
    let (before, _) = text.trim_end().rsplit_once("]\n}").unwrap();
    std::fs::write(form, format!("{}{MORE}", before.trim_end())).unwrap();
}

struct Desk {
    room: Room,
    core: Arc<Core>,
    draft: Value,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        pack(folder.path());
        let room = Room::with(folder.path());
        let core = room.computer(APPLICANT);
        let draft = ask(&core, "draft_new", json!({ "service": "leave" }))["draft"].clone();
        let desk = Self { room, core, draft };
        for (field, value) in [("kind", "annual"), ("when", "12/3"), ("reason", "返鄉")] {
            desk.set(field, value);
        }
        desk
    }

    fn set(&self, field: &str, value: &str) -> Value {
        let change = json!({ "draft": self.draft, "field": field, "value": value });
        ask(&self.core, "draft_change", change)
    }

    fn attach(&self, field: &str, name: &str, base64: &str) -> Value {
        let file = json!({ "draft": self.draft, "field": field, "name": name, "media": "text/plain", "base64": base64 });
        ask(&self.core, "draft_attach", file)
    }

    fn view(&self) -> Value {
        ask(&self.core, "draft_open", json!({ "draft": self.draft }))
    }
}

/// Each field that has files, with their names.
fn held(view: &Value) -> Vec<String> {
    fn walk(fields: &Value, files: &[Value], into: &mut Vec<String>) {
        for field in fields.as_array().unwrap() {
            walk(&field["fields"], files, into);
            for row in field["rows"].as_array().unwrap() {
                walk(&row["fields"], files, into);
            }
            let value = field["value"].as_str().unwrap();
            let own = files.iter().filter(|file| {
                let hash = file["sha256"].as_str().unwrap();
                value
                    .split('\n')
                    .any(|mark| mark.len() == 8 && hash.starts_with(mark))
            });
            let names: Vec<&str> = own.map(|file| file["name"].as_str().unwrap()).collect();
            if field["kind"] == "filepicker" && !names.is_empty() {
                into.push(format!(
                    "{}: {}",
                    field["key"].as_str().unwrap(),
                    names.join(" ")
                ));
            }
        }
    }
    let mut found = Vec::new();
    walk(
        &view["fields"],
        view["attachments"].as_array().unwrap(),
        &mut found,
    );
    found
}

fn names(view: &Value) -> Vec<&str> {
    let files = view["attachments"].as_array().unwrap().iter();
    files.map(|file| file["name"].as_str().unwrap()).collect()
}

#[test]
fn each_field_has_its_own_files() {
    let desk = Desk::new();
    assert_eq!(desk.view()["problems"][0]["field"], "plan");
    desk.attach("plan", "計畫.txt", "Zm9v");
    desk.attach("proof", "證明.txt", "YmFy");
    // Of no field that was named: as drafts had it before.
    let view = desk.attach("", "其他.txt", "YmF6");
    assert_eq!(view["problems"], json!([]));
    assert_eq!(held(&view), ["proof: 證明.txt 其他.txt", "plan: 計畫.txt"]);

    // The same file in two fields goes out of one alone.
    desk.attach("proof", "計畫.txt", "Zm9v");
    let sha256 = desk.view()["attachments"][2]["sha256"].clone();
    let out = json!({ "draft": desk.draft, "field": "proof", "sha256": sha256 });
    let view = ask(&desk.core, "draft_detach", out);
    assert_eq!(held(&view), ["proof: 證明.txt 其他.txt", "plan: 計畫.txt"]);
    let out = json!({ "draft": desk.draft, "field": "plan", "sha256": sha256 });
    let view = ask(&desk.core, "draft_detach", out);
    assert_eq!(
        (held(&view), names(&view)),
        (
            vec!["proof: 證明.txt 其他.txt".to_owned()],
            vec!["證明.txt", "其他.txt"]
        )
    );
    assert_eq!(view["problems"][0]["what"]["code"], "answer-required");

    let other = json!({ "draft": desk.draft, "field": "reason", "name": "a", "media": "", "base64": "Zm9v" });
    assert_eq!(
        refused(&desk.core, "draft_attach", other).code,
        "field-unknown"
    );
    let typed = json!({ "draft": desk.draft, "field": "plan", "value": "0b0b0b0b" });
    assert_eq!(
        refused(&desk.core, "draft_change", typed).code,
        "field-unknown"
    );
}

#[test]
fn a_row_takes_its_files_along() {
    let desk = Desk::new();
    for _ in 0..2 {
        ask(
            &desk.core,
            "draft_row_add",
            json!({ "draft": desk.draft, "list": "bills" }),
        );
    }
    desk.attach("bills[0].scan", "一.txt", "Zm9v");
    desk.attach("bills[1].scan", "二.txt", "YmFy");
    let gone = json!({ "draft": desk.draft, "list": "bills", "row": 0 });
    let view = ask(&desk.core, "draft_row_remove", gone);
    assert_eq!(
        (held(&view), names(&view)),
        (vec!["bills[0].scan: 二.txt".to_owned()], vec!["二.txt"])
    );
}

#[test]
fn what_nobody_sees_is_not_sent_and_the_case_says_what_is_where() {
    let mut desk = Desk::new();
    desk.set("far", "true");
    desk.attach("permit", "許可.txt", "YmF6");
    desk.attach("plan", "計畫.txt", "Zm9v");
    let view = desk.set("far", "false");
    assert_eq!(names(&view), ["許可.txt", "計畫.txt"], "the draft keeps it");
    let signed = ask(&desk.core, "draft_submit", json!({ "draft": desk.draft }));
    desk.core.session().unwrap().seal_due(true).unwrap();
    let case = signed["case"].as_str().unwrap();
    let [deputy, head] = [DEPUTY, HEAD].map(|person| desk.room.computer(person));
    desk.room.sync(&[&desk.core, &deputy]);
    act(&deputy, case, "approve", "");
    desk.room.sync(&[&deputy, &head]);
    let shown = ask(&head, "case_open", json!({ "case": case }));
    assert_eq!(names(&shown), ["計畫.txt"]);
    let mut lines = shown["answers"].as_array().unwrap().iter();
    let line = lines.find(|line| line["key"] == "plan").unwrap();
    assert_eq!(line["value"]["text"], "計畫.txt");
}
