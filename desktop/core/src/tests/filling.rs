//! What a station fills in of a form: from the row in its inbox to what the applicant then reads.

use serde_json::{Value, json};

use super::forms::copy;
use super::{Room, act, ask, inbox, leave_pack, refused, submit};
use crate::Core;
use crate::practice::{APPLICANT, DEPUTY, HEAD};

/// What the head of the section is asked beside the leave.
const ASKED: &str = r#",
    { "type": "group", "label": "核定", "path": "grant", "antou": { "stations": { "applicant": "hidden", "*": "read" } },
      "components": [
        { "type": "number", "key": "days", "label": "核給日數", "validate": { "max": 30 },
          "antou": { "stations": { "head": "require" } } },
        { "type": "textfield", "key": "word", "label": "交辦事項", "antou": { "stations": { "head": "write" } } },
        { "type": "expression", "key": "twice", "expression": "=grant.days * 2", "computeOn": "change" } ] }
  ]
}"#;

/// A room whose leave form asks the head of the section something.
fn room() -> Room {
    let folder = tempfile::tempdir().unwrap();
    copy(&leave_pack(), folder.path());
    let form = folder.path().join("form.json");
    let text = std::fs::read_to_string(&form).unwrap();
    let (before, _) = text.trim_end().rsplit_once("]\n}").unwrap();
    std::fs::write(form, format!("{}{ASKED}", before.trim_end())).unwrap();
    Room::with(folder.path())
}

fn opened(core: &Core, case: &str) -> Value {
    ask(core, "case_open", json!({ "case": case }))
}

fn fill(core: &Core, case: &str) -> Value {
    let station = opened(core, case)["station"].clone();
    ask(
        core,
        "draft_fill",
        json!({ "case": case, "station": station }),
    )
}

fn set(core: &Core, draft: &Value, field: &str, value: &str) -> Value {
    let change = json!({ "draft": draft["draft"], "field": field, "value": value });
    ask(core, "draft_change", change)
}

/// Which fields can be seen, and which of them changed.
fn fields(view: &Value) -> Vec<String> {
    fn walk(fields: &Value, into: &mut Vec<String>) {
        for field in fields.as_array().unwrap() {
            if field["visible"] == true {
                let mark = if field["readonly"] == true { "" } else { "*" };
                into.push(format!("{}{mark}", field["key"].as_str().unwrap()));
                walk(&field["fields"], into);
            }
        }
    }
    let mut found = Vec::new();
    walk(&view["fields"], &mut found);
    found
}

fn station_act(core: &Core, case: &str, act: &str) -> Value {
    let station = opened(core, case)["station"].clone();
    json!({ "case": case, "station": station, "act": act, "opinion": "" })
}

#[test]
fn a_head_fills_in_and_signs() {
    let mut room = room();
    let [applicant, deputy, head] = [APPLICANT, DEPUTY, HEAD].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    assert_eq!(opened(&deputy, &case)["fills"], Value::Null);
    act(&deputy, &case, "approve", "");
    room.sync(&[&deputy, &head]);

    assert_eq!(inbox(&head)["rows"][0]["fills"], "must");
    let shown = opened(&head, &case);
    assert_eq!(shown["fills"], "must");
    let acts = shown["acts"].as_array().unwrap();
    assert!(acts.contains(&json!("fill")) && acts.contains(&json!("decide")));
    let failure = refused(&head, "station_act", station_act(&head, &case, "decide"));
    assert_eq!(failure.code, "answers-refused");

    let draft = fill(&head, &case);
    assert_eq!(
        fields(&draft),
        [
            "when",
            "kind",
            "deputy",
            "reason",
            "place",
            "/components/6",
            "grant.days*",
            "grant.word*",
            "grant.twice"
        ]
    );
    let view = set(&head, &draft, "grant.days", "31");
    assert_eq!(view["problems"][0]["what"]["code"], "answer-too-large");
    let failure = refused(&head, "station_act", station_act(&head, &case, "decide"));
    assert_eq!(failure.code, "draft-not-ready");
    set(&head, &draft, "grant.days", "3");
    assert_eq!(inbox(&head)["rows"][0]["fills"], "done");
    assert_eq!(fill(&head, &case)["draft"], draft["draft"]);
    assert_eq!(ask(&head, "mine", json!({}))["drafts"], json!([]));

    let signed = ask(&head, "station_act", station_act(&head, &case, "decide"));
    ask(&head, "undo", json!({ "operation": signed["operation"] }));
    assert_eq!(opened(&head, &case)["fills"], "done", "it is there again");
    ask(&head, "station_act", station_act(&head, &case, "decide"));
    room.sync(&[&head, &applicant]);

    let shown = opened(&applicant, &case);
    let lines = shown["answers"].as_array().unwrap().iter();
    let lines: Vec<String> = lines
        .map(|line| format!("{} {}", line["key"], line["value"]["text"]))
        .collect();
    assert!(
        lines.contains(&r#""grant.days" "3""#.to_owned()),
        "{lines:?}"
    );
    assert!(
        lines.contains(&r#""grant.twice" "6""#.to_owned()),
        "{lines:?}"
    );
    let history = shown["history"].as_array().unwrap().iter();
    let history: Vec<&str> = history
        .map(|line| line["what"]["code"].as_str().unwrap())
        .collect();
    assert!(history.contains(&"history-filled-in"), "{history:?}");
    let versions = shown["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0]["changes"].as_array().unwrap().len(), 2);
}
