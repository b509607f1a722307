//! 通訊錄: who is found by what, and what is shown of one of them.

use office::Content;
use office::civil::NO_END;
use office::ids::{PersonId, PostId, UnitId};
use office::operation::Organise;
use office::org::{Grades, Holding, HoldingKind, OrgEvent, Person};
use serde_json::{Value, json};

use super::{Room, ask, refused, submit};
use crate::practice::{APPLICANT, COLLEAGUE, DEPUTY, HEAD, OUTSIDER};

fn page(text: &str, unit: Option<&str>) -> Value {
    json!({ "text": text, "unit": unit, "offset": 0, "limit": 50 })
}

fn names(page: &Value) -> Vec<&str> {
    let rows = page["rows"].as_array().unwrap().iter();
    rows.map(|row| row["person"]["name"].as_str().unwrap())
        .collect()
}

fn organise(room: &mut Room, changes: Vec<OrgEvent>) {
    let content = Content::Organise(Organise { changes });
    room.agency.agency(content).unwrap();
}

/// Somebody new, whose name is beyond 16 bits, acting for a head.
fn joined(room: &mut Room) {
    let person = PersonId::new("p0100").unwrap();
    let from = jiff::civil::date(2026, 1, 1);
    let held = |post: &str, kind, until| {
        OrgEvent::HoldingPut(Holding {
            person: person.clone(),
            post: PostId::new(post).unwrap(),
            from,
            until,
            kind,
        })
    };
    let changes = vec![
        OrgEvent::PersonPut(Person {
            id: person.clone(),
            name: "𠮷田𡃁".to_owned(),
            first_post: from,
            credited_months: 0,
        }),
        held("post-general-01", HoldingKind::Regular, NO_END),
        held(
            "post-plan-head",
            HoldingKind::Acting,
            jiff::civil::date(2026, 12, 31),
        ),
    ];
    organise(room, changes);
}

#[test]
fn everybody_is_found_by_what_is_typed() {
    let mut room = Room::new();
    joined(&mut room);
    let core = room.computer(APPLICANT);
    let check = |text: &str, unit: Option<&str>, expected: &[&str]| {
        let shown = ask(&core, "people", page(text, unit));
        assert_eq!(names(&shown), expected, "{text} {unit:?}");
        assert_eq!(shown["total"], expected.len());
    };
    check(
        "",
        None,
        &[
            "鄭國安",
            "黃文堂",
            "吳淑芬",
            "𠮷田𡃁",
            "林素真",
            "陳美玉",
            "王小明",
            "李大華",
            "張家豪",
            "蘇柏宇",
        ],
    );
    check("小", None, &["王小明"]);
    check("P0002", None, &["李大華"]);
    check("科員 企劃", None, &["王小明", "李大華"]);
    check("企劃科", Some("u-hr"), &[]);
    check("𠮷", None, &["𠮷田𡃁"]);
    check("𡃁", None, &["𠮷田𡃁"]);
    // By the title of the post in which one acts.
    check("科長", None, &["𠮷田𡃁", "陳美玉"]);
    check("沒有這個人", None, &[]);
    check("", Some("u-file"), &["黃文堂"]);
    check("", Some("u-nothing"), &[]);
    let shown = ask(&core, "people", page("", Some("u-plan")));
    let path = shown["path"].as_array().unwrap();
    let path: Vec<_> = path.iter().map(|unit| &unit["name"]).collect();
    assert_eq!(path, ["練習機關", "企劃科"]);
    let tops = ask(&core, "people", page("", None))["below"].clone();
    assert_eq!(
        tops,
        json!([{ "unit": "u-agency", "name": "練習機關", "people": 10 }])
    );
    let later = json!({ "text": "", "unit": null, "offset": 8, "limit": 50 });
    assert_eq!(names(&ask(&core, "people", later)), ["張家豪", "蘇柏宇"]);
}

#[test]
fn what_is_shown_of_a_person() {
    let mut room = Room::new();
    joined(&mut room);
    let grades = Grades {
        lowest: 5,
        supervisory: false,
    };
    let post = PostId::new("post-plan-01").unwrap();
    // Its highest grade is 5, so it spans one grade only.
    organise(&mut room, vec![OrgEvent::PostGrades(post, grades)]);
    let core = room.computer(COLLEAGUE);
    let shown = ask(&core, "person", json!({ "person": APPLICANT }));
    assert_eq!(shown["head"]["people"][0]["name"], "陳美玉");
    assert_eq!(shown["head"]["people"][1]["name"], "𠮷田𡃁");
    assert_eq!(shown["deputies"][0]["name"], "李大華");
    assert_eq!(shown["away"], Value::Null);
    assert_eq!(shown["awayKnown"], true);
    insta::assert_snapshot!(serde_json::to_string_pretty(&shown["posts"]).unwrap());
    let acting = ask(&core, "person", json!({ "person": "p0100" }));
    let kinds: Vec<_> = acting["posts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|post| &post["kind"])
        .collect();
    assert_eq!(kinds, ["regular", "acting"]);
    // The absences of another unit are not for everybody.
    assert_eq!(acting["awayKnown"], false);
    let failure = refused(&core, "person", json!({ "person": "p9999" }));
    assert_eq!(failure.code, "org-unknown");
    let failure = refused(&core, "person", json!({ "person": "王" }));
    assert_eq!(failure.code, "name-unreadable");
}

#[test]
fn who_is_away_now_and_what_was_replaced() {
    let mut room = Room::new();
    let people = [APPLICANT, DEPUTY, HEAD];
    let [applicant, deputy, head] = people.map(|person| room.computer(person));
    let case = submit(&applicant, "今天", "返鄉探親");
    room.sync(&[&applicant, &deputy]);
    super::act(&deputy, &case, "approve", "");
    room.sync(&[&deputy, &head]);
    super::act(&head, &case, "approve", "");
    room.sync(&[&head]);
    let personnel = room.computer(crate::practice::PERSONNEL);
    super::act(&personnel, &case, "approve", "");
    room.sync(&[&personnel, &head, &deputy]);
    let shown = ask(&head, "person", json!({ "person": APPLICANT }));
    assert_eq!(shown["away"]["deputy"]["name"], "李大華", "{shown}");
    // The unit is replaced: the directory shows the new one, with the people of the old.
    let unit = |id: &str| UnitId::new(id).unwrap();
    let today = jiff::civil::date(2026, 11, 24);
    let put = OrgEvent::UnitPut(office::org::Unit {
        id: unit("u-strategy"),
        name: "策略科".to_owned(),
        above: Some(unit("u-agency")),
    });
    let moved = OrgEvent::UnitReplaced(unit("u-plan"), unit("u-strategy"), today);
    organise(&mut room, vec![put, moved]);
    let outsider = room.computer(OUTSIDER);
    let shown = ask(&outsider, "people", page("策略", None));
    assert_eq!(names(&shown), ["陳美玉", "王小明", "李大華", "張家豪"]);
    let shown = ask(&outsider, "people", page("", Some("u-agency")));
    let below: Vec<_> = shown["below"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| &unit["name"])
        .collect();
    assert_eq!(below, ["檔案室", "秘書室", "人事室", "策略科", "資訊室"]);
}
