#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use form_model::Json;
use form_model::edit::{Command, Landing, blank};
use proptest::prelude::*;

use super::*;
use crate::manifest::{self, Value};
use crate::route::Step as RouteStep;
use crate::table::{self, Column};
use crate::template::Template;
use crate::texts::{self, Language};

fn levels() -> Service {
    Service::open(Template::Levels.files().unwrap()).unwrap()
}

fn text(key: &str, text: &str) -> Edit {
    let (key, text) = (key.to_owned(), text.to_owned());
    let language = Language::Chinese;
    Edit::Text(texts::Command::Set {
        key,
        language,
        text,
    })
}

fn set(at: &str, property: &str, value: &str) -> Edit {
    let (at, property) = (at.to_owned(), property.to_owned());
    let value = Some(Json::Text(value.to_owned()));
    Edit::Form(Command::Set {
        at,
        property,
        value,
    })
}

fn rename(at: &str, key: &str) -> Edit {
    let (at, key) = (at.to_owned(), key.to_owned());
    Edit::Form(Command::Rename { at, key })
}

fn add(kind: &str, label: &str) -> Edit {
    let component = blank(kind, label, "選項").unwrap();
    let to = Landing::Row {
        parent: String::new(),
        at: 0,
    };
    Edit::Form(Command::Add { component, to })
}

fn manifest(key: &str, value: i64) -> Edit {
    let (key, value) = (key.to_owned(), Some(Value::Number(value)));
    Edit::Manifest(manifest::Command { key, value })
}

fn cell(row: usize, text: &str) -> Edit {
    let text = text.to_owned();
    let column = Column::Annotation(0);
    Edit::Table(
        crate::route::DECISION.to_owned(),
        table::Command::Cell { row, column, text },
    )
}

fn file(path: &str, content: Option<&str>) -> Edit {
    let (path, content) = (
        path.to_owned(),
        content.map(|text| text.as_bytes().to_vec()),
    );
    Edit::File { path, content }
}

fn route(change: impl Fn(&mut Linear)) -> Edit {
    let mut linear = levels().route().unwrap();
    change(&mut linear);
    Edit::Route(Box::new(linear))
}

#[test]
fn one_way_back_over_everything() {
    let mut service = levels();
    let mut states = vec![service.files().clone()];
    let edits = [
        set("/components/0", "label", "案由"),
        text("pack-name", "三級單"),
        route(|linear| linear.urge = Some(3)),
        cell(0, "職務代理辦法"),
        manifest("version", 2),
        file("print.json", Some("{}")),
        file("scenarios/a02-refused.toml", None),
    ];
    for edit in &edits {
        service.apply(edit).unwrap();
        states.push(service.files().clone());
    }
    let told: Vec<String> = service
        .steps()
        .map(|step| format!("{:?} {} {}", step.did, step.about, step.property))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
    let changed: Vec<&str> = service.changed().into_iter().collect();
    assert_eq!(
        changed,
        [
            "flow.bpmn",
            "form.json",
            "pack.toml",
            "print.json",
            "rules.dmn",
            "scenarios/a02-refused.toml",
            "texts/zh-TW.ftl"
        ]
    );
    for state in states.iter().rev().skip(1) {
        assert!(service.undo());
        assert_eq!(service.files(), state);
        let form = service.form().unwrap();
        assert_eq!(form.write(), state[FORM]);
    }
    assert!(!service.undo() && service.changed().is_empty());
    for state in &states[1..] {
        assert!(service.redo());
        assert_eq!(service.files(), state);
    }
    assert!(!service.redo());
    service.go_to(3);
    assert_eq!((service.files(), service.done().len()), (&states[3], 3));
    service.apply(&manifest("version", 9)).unwrap();
    assert_eq!((service.done().len(), service.undone().len()), (4, 0));
    service.saved();
    assert!(service.changed().is_empty() && service.undo());
    assert_eq!(
        service.changed().into_iter().collect::<Vec<_>>(),
        ["pack.toml"]
    );
}

#[test]
fn several_edits_are_one_step() {
    let mut service = levels();
    let first = service.files().clone();
    service.begin();
    for typed in ["三", "三級", "三級單"] {
        service.apply(&text("pack-name", typed)).unwrap();
    }
    service.commit();
    assert_eq!(service.done().len(), 1);
    service.begin();
    service.apply(&set("/components/0", "label", "x")).unwrap();
    service.cancel();
    assert_eq!(
        (service.done().len(), service.form().unwrap().write()),
        (1, &first[FORM][..])
    );
    service.begin();
    service.apply(&text("pack-name", "三級單")).unwrap();
    service.commit();
    assert_eq!(service.done().len(), 1, "what changes nothing is no step");
    assert!(service.undo());
    assert_eq!(service.files(), &first);
}

#[test]
fn texts_go_along_with_the_form() {
    let mut service = levels();
    let check = |service: &Service, key: &str, expected: [&str; 2]| {
        let texts = service.texts().unwrap();
        let said = Language::ALL.map(|language| texts.get(key, language).unwrap_or("-").to_owned());
        assert_eq!(said, expected, "{key}");
    };
    service.apply(&rename("/components/3", "stand_in")).unwrap();
    check(&service, "field-stand_in", ["職務代理人", "Deputy"]);
    check(&service, "field-deputy", ["-", "-"]);
    service
        .apply(&set("/components/3", "label", "代理<b>{人}</b>"))
        .unwrap();
    check(
        &service,
        "field-stand_in",
        ["代理<b>{\"{\"}人{\"}\"}</b>", "Deputy"],
    );
    service.apply(&text("field-reason", "為何")).unwrap();
    service
        .apply(&set("/components/4", "label", "原因"))
        .unwrap();
    check(&service, "field-reason", ["為何", "Reason"]);
    let at = service.apply(&add("textfield", "電話")).unwrap();
    assert_eq!(at, "/components/0");
    let key = service.form().unwrap().components()[0].path.clone();
    check(&service, &format!("field-{key}"), ["電話", "-"]);
    let mut alone = Service::open(Files::from([(
        FORM.to_owned(),
        service.files()[FORM].clone(),
    )]))
    .unwrap();
    alone.apply(&rename("/components/1", "topic")).unwrap();
    assert_eq!(alone.files().len(), 1);
}

#[test]
fn what_is_missing_or_broken_opens_too() {
    let bare = Files::from([(
        FORM.to_owned(),
        br#"{"type":"default","components":[]}"#.to_vec(),
    )]);
    let mut service = Service::open(bare).unwrap();
    assert_eq!(service.route().unwrap_err().code, "pack-file-missing");
    assert_eq!(service.decisions().unwrap(), []);
    service.apply(&add("textfield", "甲")).unwrap();
    service.apply(&manifest("version", 1)).unwrap();
    let plain = route(|linear| {
        linear
            .steps
            .retain(|step| matches!(step, RouteStep::Station(one) if one.when.is_empty()))
    });
    service.apply(&plain).unwrap();
    assert_eq!(service.files().len(), 6);
    let broken = Files::from(
        [
            "form.json",
            "flow.bpmn",
            "rules.dmn",
            "texts/en.ftl",
            "pack.toml",
        ]
        .map(|path| (path.to_owned(), b"\xff{<".to_vec())),
    );
    let mut service = Service::open(broken.clone()).unwrap();
    assert!(service.form().is_none() && service.texts().is_err() && service.decisions().is_err());
    for edit in [
        add("number", "x"),
        text("a", "b"),
        plain,
        cell(0, "x"),
        manifest("version", 1),
    ] {
        match service.apply(&edit) {
            // A text of the language that has no file yet can be said.
            Ok(_) => assert!(matches!(edit, Edit::Text(_))),
            Err(problem) => assert!(!problem.code.is_empty()),
        }
    }
    assert!(!crate::check(&broken).is_empty());
    service.go_to(0);
    assert_eq!(service.files(), &broken);
}

#[test]
fn what_is_refused_changes_nothing() {
    let mut service = levels();
    let first = service.files().clone();
    let large = "x".repeat(9 * 1024 * 1024);
    for (edit, code) in [
        (rename("/components/0", "days"), "edit-key-taken"),
        (rename("/components/99", "x"), "edit-place"),
        (text("a b", "x"), "texts-key"),
        (text("a", "{"), "texts-pattern"),
        (route(|linear| linear.steps.clear()), "route-empty"),
        (cell(99, "x"), "table-row"),
        (manifest("keep", 1), "manifest-value"),
        (file("../x", Some("")), "pack-path"),
        (file("print.json", Some(&large)), "pack-too-large"),
    ] {
        assert_eq!(service.apply(&edit).unwrap_err().code, code);
        assert_eq!((service.files(), service.done().len()), (&first, 0));
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = (0..7_usize).prop_map(|at| format!("/components/{at}"));
    let word = prop::sample::select(vec!["subject", "days", "deputy", "a", "b.c", "x"]);
    prop_oneof![
        (at.clone(), word.clone()).prop_map(|(at, word)| rename(&at, word)),
        (at.clone(), "[a字{<]{0,3}").prop_map(|(at, label)| set(&at, "label", &label)),
        at.prop_map(|at| Edit::Form(Command::Remove(at))),
        prop::sample::select(vec!["textfield", "number", "group", "dynamiclist"])
            .prop_map(|kind| add(kind, "新")),
        (word.clone(), "[a字 ]{0,3}")
            .prop_map(|(key, said)| text(&format!("field-{}", key.replace('.', "-")), &said)),
        word.prop_map(|key| Edit::Text(texts::Command::Remove(format!("field-{key}")))),
        (0..6_usize, "[a字]{0,3}").prop_map(|(row, text)| cell(row, &text)),
        (0..9_i64).prop_map(|version| manifest("version", version)),
        (1..9_u8).prop_map(|days| route(|linear| linear.urge = Some(days))),
        prop::sample::select(vec!["print.json", "form.json", "texts/en.ftl"])
            .prop_map(|path| file(path, None)),
        Just(file("print.json", Some("{}"))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_way_leads_back_and_forth(edits in prop::collection::vec(edit(), 1..10), to in 0..10_usize) {
        let mut service = levels();
        let mut states = vec![service.files().clone()];
        for edit in &edits {
            let before = service.done().len();
            let done = service.apply(edit).is_ok();
            if done && service.done().len() > before {
                states.push(service.files().clone());
            }
            prop_assert_eq!(service.files(), states.last().unwrap());
        }
        service.go_to(to);
        let at = to.min(states.len() - 1);
        prop_assert_eq!(service.files(), &states[at]);
        service.go_to(usize::MAX);
        prop_assert_eq!(service.files(), states.last().unwrap());
        service.go_to(0);
        prop_assert_eq!(service.files(), &states[0]);
        prop_assert_eq!(service.form().map(Form::write), Some(&states[0][FORM][..]));
    }
}
