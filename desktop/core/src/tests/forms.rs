//! Forms with every kind of field, groups and lists, and who may stand in.

use std::path::Path;

use jiff::civil::date;
use office::Content;
use office::ids::{CaseId, PersonId};
use office::leave::{Kind, Span};
use office::operation::BringLeave;
use serde_json::{Value, json};

use super::{Room, act, ask, draft, leave_pack, refused, submit};
use crate::Core;
use crate::practice::{APPLICANT, DEPUTY, HEAD};

/// What the form of this test asks beside the leave.
const MORE: &str = r#",
    { "type": "number", "key": "people", "label": "人數", "validate": { "min": 1, "max": 50 } },
    { "type": "datetime", "subtype": "date", "key": "back", "dateLabel": "銷假日" },
    { "type": "datetime", "subtype": "time", "key": "hour", "timeLabel": "時刻" },
    { "type": "datetime", "subtype": "datetime", "key": "meet", "dateLabel": "會合" },
    { "type": "checklist", "key": "means", "label": "交通工具",
      "values": [{ "label": "高鐵", "value": "hsr" }, { "label": "客運", "value": "bus" }] },
    { "type": "group", "label": "緊急聯絡", "path": "contact", "components": [
      { "type": "textfield", "key": "name", "label": "姓名" },
      { "type": "textfield", "key": "phone", "label": "電話", "validate": { "maxLength": 20 } } ] },
    { "type": "textfield", "key": "mine", "label": "填表人", "antou": { "prefill": "=me.name + \" \" + me.title", "help": "您的姓名" } },
    { "type": "antou-person", "key": "witness", "label": "見證人" },
    { "type": "antou-unit", "key": "dept", "label": "會辦單位" },
    { "type": "antou-post", "key": "desk", "label": "職務" },
    { "type": "antou-money", "key": "cost", "label": "費用" },
    { "type": "antou-document-number", "key": "basis", "label": "依據" },
    { "type": "antou-signature", "key": "signed", "label": "具結" },
    { "type": "dynamiclist", "label": "行程", "path": "days", "components": [
      { "type": "textfield", "key": "place", "label": "地點", "validate": { "required": true } },
      { "type": "number", "key": "km", "label": "公里" } ] }
  ]
}"#;

/// The leave pack with those fields in its form.
fn wide_pack(folder: &Path) {
    copy(&leave_pack(), folder);
    let form = folder.join("form.json");
    let text = std::fs::read_to_string(&form).unwrap();
    let (before, _) = text.trim_end().rsplit_once("]\n}").unwrap();
    std::fs::write(form, format!("{}{MORE}", before.trim_end())).unwrap();
}

pub(super) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn set(core: &Core, id: &str, field: &str, value: &str) -> Value {
    let change = json!({ "draft": id, "field": field, "value": value });
    ask(core, "draft_change", change)
}

/// The field of a key, however deep it stands.
fn find(fields: &Value, key: &str) -> Option<Value> {
    fields.as_array().unwrap().iter().find_map(|field| {
        let rows = field["rows"].as_array().unwrap().iter();
        if field["key"] == key {
            return Some(field.clone());
        }
        find(&field["fields"], key)
            .or_else(|| rows.clone().find_map(|row| find(&row["fields"], key)))
    })
}

fn problem(view: &Value, field: &str) -> Option<String> {
    let problems = view["problems"].as_array().unwrap();
    let found = problems.iter().find(|problem| problem["field"] == field)?;
    Some(found["what"]["code"].as_str().unwrap().to_owned())
}

#[test]
fn every_kind_is_drawn_and_checked_as_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    wide_pack(folder.path());
    let room = Room::with(folder.path());
    let core = room.computer(APPLICANT);
    let id = draft(&core, "12/3", "");
    let check = |field: &str, kind: &str, value: &str, expected: Option<&str>| {
        let view = set(&core, &id, field, value);
        let shown = find(&view["fields"], field).unwrap();
        assert_eq!(shown["kind"], kind, "{field}");
        assert_eq!(
            problem(&view, field).as_deref(),
            expected,
            "{field} {value}"
        );
        shown["echo"].clone()
    };
    check("people", "number", "十", Some("answer-kind"));
    check("people", "number", "0", Some("answer-too-small"));
    check("people", "number", "１，０００", Some("answer-too-large"));
    check("people", "number", "12", None);
    check("back", "date", "12/3 下午", Some("answer-kind"));
    check("back", "date", "改天", Some("when-unread"));
    let echo = check("back", "date", "明天", None);
    assert_eq!(echo["facts"]["date"], "2026-11-25");
    check("hour", "time", "25:00", Some("answer-kind"));
    check("hour", "time", "下午1:30", None);
    check("meet", "datetime", "12/3", Some("answer-kind"));
    let echo = check("meet", "datetime", "12/3 1330", None);
    assert_eq!(echo["facts"]["time"], "13:30");
    check("means", "checklist", "hsr\ncar", Some("answer-option"));
    check("means", "checklist", "hsr\nbus", None);
    check("contact.name", "textfield", "李雅婷", None);
    check(
        "contact.phone",
        "textfield",
        "一二三四五六七八九十一二三四五六七八九十一",
        Some("answer-too-long"),
    );
    check("contact.phone", "textfield", "02-2345", None);
    check("days[0].place", "textfield", "", Some("answer-required"));
    check("days[0].place", "textfield", "花蓮", None);
    check("days[0].km", "number", "遠", Some("answer-kind"));
    let view = ask(&core, "draft_open", json!({ "draft": id }));
    let group = find(&view["fields"], "contact.name").unwrap();
    assert_eq!(group["label"], "姓名");
}

/// What is offered for a text: label and second line of each.
fn offered(core: &Core, id: &str, field: &str, text: &str) -> Vec<String> {
    let view = ask(
        core,
        "draft_pick",
        json!({ "draft": id, "field": field, "text": text }),
    );
    let options = view["options"].as_array().unwrap().iter();
    let line = |option: &Value| {
        let text = |name: &str| option[name].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}", text("value"), text("label"), text("hint"))
    };
    options.map(line).collect()
}

#[test]
fn people_units_and_posts_are_picked() {
    let folder = tempfile::tempdir().unwrap();
    wide_pack(folder.path());
    let room = Room::with(folder.path());
    let core = room.computer(APPLICANT);
    let id = draft(&core, "12/3", "");
    let begun = ask(&core, "draft_open", json!({ "draft": id }));
    let mine = find(&begun["fields"], "mine").unwrap();
    assert_eq!(mine["value"], "王小明 科員");
    assert_eq!(mine["help"], "您的姓名");
    let found: Vec<(&str, &str, Vec<String>)> = [
        ("witness", "李"),
        ("witness", "科長 企"),
        ("dept", "人事"),
        ("desk", "科長"),
        ("witness", "不會有人叫這個"),
    ]
    .map(|(field, text)| (field, text, offered(&core, &id, field, text)))
    .into();
    insta::assert_debug_snapshot!(found);
    let request = json!({ "draft": id, "field": "mine", "text": "" });
    assert_eq!(refused(&core, "draft_pick", request).code, "field-unknown");
    let check = |field: &str, value: &str, expected: Option<&str>, label: &str| {
        let view = set(&core, &id, field, value);
        assert_eq!(
            problem(&view, field).as_deref(),
            expected,
            "{field} {value}"
        );
        let shown = find(&view["fields"], field).unwrap();
        let shown = shown["options"][0]["label"].as_str().unwrap_or_default();
        assert_eq!(shown, label, "{field} {value}");
    };
    check("witness", "nobody", Some("answer-not-known"), "nobody");
    check("witness", HEAD, None, "陳美玉");
    check("dept", "nowhere", Some("answer-not-known"), "");
    check("dept", "", None, "");
    let view = set(&core, &id, "cost", "1200");
    let echo = &find(&view["fields"], "cost").unwrap()["echo"];
    assert_eq!(echo["facts"]["words"], "新臺幣壹仟貳佰元整");
    let view = set(&core, &id, "basis", "府人考第1號");
    assert_eq!(
        problem(&view, "basis").as_deref(),
        Some("answer-document-number")
    );
    set(&core, &id, "basis", "");
    set(&core, &id, "days[0].place", "花蓮");
    // Whoever signs with a card needs the card.
    set(&core, &id, "signed", "true");
    let failure = refused(&core, "draft_submit", json!({ "draft": id }));
    assert_eq!(failure.code, "signature-card");
    set(&core, &id, "signed", "");
    ask(&core, "draft_submit", json!({ "draft": id }));
}

/// The text of a paper that was made.
fn paper_text(made: &Value) -> String {
    let bytes = std::fs::read(made["path"].as_str().unwrap()).unwrap();
    assert!(archive::check(&bytes).is_empty());
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document
        .extract_text(&pages)
        .unwrap()
        .replace(['\u{3000}', ' '], "")
}

#[test]
fn a_form_without_a_sheet_is_printed_from_its_own_grid() {
    let folder = tempfile::tempdir().unwrap();
    wide_pack(folder.path());
    std::fs::remove_file(folder.path().join("print.json")).unwrap();
    let room = Room::with(folder.path());
    let core = room.computer(APPLICANT);
    let id = draft(&core, "12/3", "巡查");
    for (field, value) in [
        ("days[0].place", "花蓮"),
        ("witness", HEAD),
        ("cost", "1200"),
    ] {
        set(&core, &id, field, value);
    }
    let filled = paper_text(&ask(&core, "paper_preview", json!({ "draft": id })));
    for words in ["緊急聯絡", "花蓮", "陳美玉", "NT$1,200", "巡查", "送出"] {
        assert!(filled.contains(words), "{words} in {filled}");
    }
    let blank = paper_text(&ask(&core, "paper_blank", json!({ "service": "leave" })));
    for words in ["緊急聯絡", "□高鐵", "年月日"] {
        assert!(blank.contains(words), "{words} in {blank}");
    }
    assert!(!blank.contains("花蓮"));
    let unknown = json!({ "service": "nothing" });
    assert_eq!(
        refused(&core, "paper_blank", unknown).code,
        "service-unknown"
    );
}

#[test]
fn rows_are_moved_and_pasted() {
    let folder = tempfile::tempdir().unwrap();
    wide_pack(folder.path());
    let room = Room::with(folder.path());
    let core = room.computer(APPLICANT);
    let id = draft(&core, "12/3", "");
    let rows = |view: &Value| -> Vec<String> {
        let list = find(&view["fields"], "days").unwrap();
        let rows = list["rows"].as_array().unwrap().iter();
        let cell = |row: &Value, at: usize| row["fields"][at]["value"].as_str().unwrap().to_owned();
        rows.map(|row| format!("{}/{}", cell(row, 0), cell(row, 1)))
            .collect()
    };
    let paste = |field: &str, text: &str| json!({ "draft": id, "field": field, "text": text });
    let view = ask(
        &core,
        "draft_paste",
        paste("days[0].place", "花蓮\t42\r\n台東\t1,200\t多的\n"),
    );
    assert_eq!(rows(&view), ["花蓮/42", "台東/1,200"]);
    let view = ask(&core, "draft_paste", paste("days[1].km", "7\n8"));
    assert_eq!(rows(&view), ["花蓮/42", "台東/7", "/8"]);
    let order = |from: u32, to: u32| json!({ "draft": id, "list": "days", "from": from, "to": to });
    let view = ask(&core, "draft_row_move", order(0, 2));
    assert_eq!(rows(&view), ["台東/7", "/8", "花蓮/42"]);
    let view = ask(&core, "draft_row_move", order(2, 1));
    assert_eq!(rows(&view), ["台東/7", "花蓮/42", "/8"]);
    assert_eq!(
        refused(&core, "draft_row_move", order(0, 3)).code,
        "field-unknown"
    );
    for (field, text, code) in [
        ("days[0].nothing", "1", "field-unknown"),
        ("people", "1", "field-unknown"),
        (
            "days[2].place",
            "x\n".repeat(99).as_str(),
            "answer-too-many",
        ),
    ] {
        assert_eq!(
            refused(&core, "draft_paste", paste(field, text)).code,
            code,
            "{field}"
        );
    }
    let view = ask(&core, "draft_open", json!({ "draft": id }));
    assert_eq!(rows(&view), ["台東/7", "花蓮/42", "/8"]);
}

#[test]
fn rows_come_and_go_and_reach_the_case() {
    let folder = tempfile::tempdir().unwrap();
    wide_pack(folder.path());
    let mut room = Room::with(folder.path());
    let [core, deputy, head] = [APPLICANT, DEPUTY, HEAD].map(|p| room.computer(p));
    let id = draft(&core, "12/3", "巡查");
    let rows = |view: &Value| -> Vec<String> {
        let list = view["fields"].as_array().unwrap().iter();
        let list = list.clone().find(|field| field["key"] == "days").unwrap();
        assert_eq!(list["kind"], "list");
        let rows = list["rows"].as_array().unwrap().iter();
        rows.map(|row| row["fields"][0]["value"].as_str().unwrap().to_owned())
            .collect()
    };
    let list = json!({ "draft": id, "list": "days" });
    for _ in 0..2 {
        ask(&core, "draft_row_add", list.clone());
    }
    for (at, place) in ["花蓮", "台東", "玉里"].iter().enumerate() {
        set(&core, &id, &format!("days[{at}].place"), place);
    }
    let view = set(&core, &id, "days[2].km", "42");
    assert_eq!(rows(&view), ["花蓮", "台東", "玉里"]);
    let remove = |row: u32| json!({ "draft": id, "list": "days", "row": row });
    let view = ask(&core, "draft_row_remove", remove(1));
    assert_eq!(rows(&view), ["花蓮", "玉里"]);
    assert_eq!(find(&view["fields"], "days[1].km").unwrap()["value"], "42");
    for (name, request) in [
        ("draft_row_remove", remove(2)),
        ("draft_row_add", json!({ "draft": id, "list": "people" })),
    ] {
        assert_eq!(refused(&core, name, request).code, "field-unknown");
    }
    for _ in 2..100 {
        ask(&core, "draft_row_add", list.clone());
    }
    let failure = refused(&core, "draft_row_add", list);
    assert_eq!(
        (failure.code.as_str(), failure.facts["limit"].as_str()),
        ("answer-too-many", "100")
    );
    for _ in 2..100 {
        ask(&core, "draft_row_remove", remove(2));
    }
    set(&core, &id, "contact.phone", "02-2345");
    let signed = ask(&core, "draft_submit", json!({ "draft": id }));
    let case = signed["case"].as_str().unwrap();
    let lines = |core: &Core| -> Vec<String> {
        let shown = ask(core, "case_open", json!({ "case": case }));
        let lines = shown["answers"].as_array().unwrap().iter();
        let text = |line: &Value, name: &str| line[name].as_str().unwrap().to_owned();
        lines
            .map(|line| format!("{}={}", text(line, "label"), text(&line["value"], "text")))
            .collect()
    };
    let mine = lines(&core);
    assert!(mine.contains(&"行程 2 · 公里=42".to_owned()), "{mine:?}");
    assert!(mine.contains(&"電話=02-2345".to_owned()), "{mine:?}");
    room.sync(&[&core, &deputy]);
    assert_eq!(lines(&deputy), mine);

    act(&deputy, case, "approve", "");
    room.sync(&[&deputy, &head]);
    act(&head, case, "return", "請補一站");
    room.sync(&[&head, &core]);
    let view = ask(&core, "draft_correct", json!({ "case": case }));
    assert_eq!(rows(&view), ["花蓮", "玉里"]);
    let when = find(&view["fields"], "when").unwrap();
    assert_eq!(when["value"], "12/3");
    assert_eq!(view["title"], "休假 12/3");
}

#[test]
fn a_draft_is_called_what_it_asks_for() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let check = |when: &str, reason: &str, title: &str| {
        let id = draft(&core, when, reason);
        let view = ask(&core, "draft_open", json!({ "draft": id }));
        assert_eq!(view["title"], title);
        let mine = ask(&core, "mine", json!({}));
        let rows = mine["drafts"].as_array().unwrap().iter();
        let row = rows.clone().find(|row| row["draft"] == id).unwrap();
        assert_eq!(row["title"], title);
    };
    check("12/3 上午–12/4", "返鄉", "休假 12/3 上午–12/4");
    check("", "返鄉探親", "休假 返鄉探親");
    check("", "", "休假");
    check("  明天   下午 ", "", "休假 明天 下午");
}

#[test]
fn who_is_away_cannot_stand_in() {
    let mut room = Room::new();
    let pack = room.agency.pack_ref().unwrap();
    let brought = BringLeave {
        case: CaseId::new("brought-1").unwrap(),
        person: PersonId::new(DEPUTY).unwrap(),
        pack,
        kind: Kind::new("annual").unwrap(),
        span: Span {
            from: date(2026, 12, 3).at(8, 30, 0, 0),
            to: date(2026, 12, 3).at(17, 30, 0, 0),
        },
        deputy: None,
    };
    room.agency.agency(Content::BringLeave(brought)).unwrap();
    let core = room.computer(APPLICANT);
    let check = |when: &str, barred: bool, echo: Value| {
        let id = draft(&core, when, "");
        let view = set(&core, &id, "deputy", DEPUTY);
        let field = find(&view["fields"], "deputy").unwrap();
        let options = field["options"].as_array().unwrap();
        let of = |who: &str| {
            let mut options = options.iter();
            options.find(|option| option["value"] == who).unwrap()["barred"]["code"].clone()
        };
        assert_eq!(of(APPLICANT), "deputy-self");
        assert_eq!(of(DEPUTY) == "deputy-on-leave", barred, "{when}");
        assert_eq!(
            problem(&view, "deputy").as_deref() == Some("deputy-on-leave"),
            barred
        );
        assert_eq!(view["ready"], json!(!barred && !when.is_empty()), "{when}");
        assert_eq!(field["echo"]["code"], echo, "{when}");
    };
    check("", false, json!("deputy-listed"));
    check("12/3 下午", true, Value::Null);
    check("12/2-12/3", true, Value::Null);
    check("12/4", false, json!("deputy-listed-in"));
}

#[test]
fn what_was_submitted_by_mistake_is_a_draft_again() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let id = draft(&core, "12/3", "按錯了");
    let attach =
        json!({ "draft": id, "name": "證明.txt", "media": "text/plain", "base64": "Zm9v" });
    ask(&core, "draft_attach", attach);
    let before = ask(&core, "draft_open", json!({ "draft": id }));
    let signed = ask(&core, "draft_submit", json!({ "draft": id }));
    let queue = ask(&core, "sync_state", json!({}))["queue"].clone();
    assert_eq!(queue[0]["mark"], "unsealed");
    assert_eq!(
        refused(&core, "draft_open", json!({ "draft": id })).code,
        "draft-gone"
    );
    ask(&core, "undo", json!({ "operation": signed["operation"] }));
    let after = ask(&core, "draft_open", json!({ "draft": id }));
    assert_eq!(after, before);
    let mine = ask(&core, "mine", json!({}));
    assert_eq!(mine["rows"], json!([]));
    core.session()
        .unwrap()
        .store()
        .vault()
        .sweep_blobs()
        .unwrap();
    let signed = ask(&core, "draft_submit", json!({ "draft": id }));
    let shown = ask(&core, "case_open", json!({ "case": signed["case"] }));
    assert_eq!(shown["attachments"][0]["here"], true);
    let queued = json!({ "operation": signed["operation"] });
    ask(&core, "queue_cancel", queued);
    ask(&core, "draft_open", json!({ "draft": id }));
}

#[test]
fn the_queue_and_the_account_say_of_which_leave() {
    let mut room = Room::new();
    let [applicant, deputy] = [APPLICANT, DEPUTY].map(|p| room.computer(p));
    let case = submit(&applicant, "12/3 下午", "返鄉探親");
    let what = |core: &Core| ask(core, "sync_state", json!({}))["queue"][0]["what"].clone();
    let mine = what(&applicant);
    assert_eq!(mine["code"], "queue-submit");
    assert_eq!(
        (&mine["facts"]["applicant_person"], &mine["facts"]["kind"]),
        (&json!(APPLICANT), &json!("annual"))
    );
    let account = ask(&applicant, "account", json!({ "person": null }));
    let line = &account["lines"][0];
    assert_eq!(line["why"]["code"], "leave-asked");
    assert_eq!(
        line["why"]["facts"],
        json!({ "kind": "annual", "from_date": "2026-12-03", "to_date": "2026-12-03" })
    );
    assert_eq!(line["case"], json!(case));
    room.sync(&[&applicant, &deputy]);
    act(&deputy, &case, "approve", "");
    let theirs = what(&deputy);
    assert_eq!(theirs["code"], "queue-consent");
    assert_eq!(theirs["facts"]["from_date"], "2026-12-03");
    assert_eq!(theirs["facts"]["applicant_person"], json!(APPLICANT));
}

#[test]
fn a_kind_that_does_not_reach_still_shows_who_is_away() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let id = draft(&core, "12/3", "");
    let view = set(&core, &id, "kind", "comp");
    assert_eq!(
        problem(&view, "kind").as_deref(),
        Some("leave-beyond-quota")
    );
    let check = &view["check"];
    assert_eq!(
        (&check["minutes"], &check["charges"]),
        (&json!(480), &json!([]))
    );
    assert_eq!(check["team"]["rows"][0]["me"], true);
    let echo = find(&view["fields"], "when").unwrap()["echo"].clone();
    assert_eq!(echo["code"], "when-echo");
}
