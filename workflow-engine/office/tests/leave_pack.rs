//! The parts of the leave pack fit each other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use jiff::civil::date;
use office::leave::Rules;

const FORM: &str = include_str!("../../packs/leave/form.json");
const FLOW: &str = include_str!("../../packs/leave/flow.bpmn");
const TEXTS: [&str; 2] = [
    include_str!("../../packs/leave/texts/zh-TW.ftl"),
    include_str!("../../packs/leave/texts/en.ftl"),
];

/// Ids of a texts file; an attribute is written behind its message.
fn ids(texts: &str) -> BTreeSet<String> {
    let mut message = "";
    let mut ids = BTreeSet::new();
    for line in texts.lines().filter(|line| !line.starts_with('#')) {
        let Some((id, _)) = line.split_once(" = ") else {
            continue;
        };
        if line.starts_with(' ') {
            ids.insert(format!("{message}{}", id.trim()));
        } else {
            message = id;
            ids.insert(id.to_owned());
        }
    }
    ids
}

#[test]
fn both_languages_say_the_same_things() {
    let [chinese, english] = TEXTS.map(ids);
    assert_eq!(chinese, english);
    assert!(chinese.len() > 50);
}

#[test]
fn every_kind_of_the_rules_is_in_the_form_and_in_the_texts() {
    let rules = Rules::read(include_bytes!("../../packs/leave/rules.dmn")).unwrap();
    let on = date(2026, 12, 3);
    let kinds = rules.kinds(on).unwrap();
    let form: serde_json::Value = serde_json::from_str(FORM).unwrap();
    let select = form["components"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["key"] == "kind")
        .unwrap();
    let offered: Vec<&str> = select["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v["value"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds.iter().map(|k| k.as_str()).collect::<Vec<_>>(),
        offered
    );
    let texts = ids(TEXTS[0]);
    for kind in kinds {
        assert!(texts.contains(&format!("kind-{kind}")), "{kind}");
        let pot = rules.kind(&kind, on).unwrap().pot;
        assert!(texts.contains(&format!("pot-{pot}")), "{pot}");
    }
}

#[test]
fn every_question_and_station_has_its_text() {
    let texts = ids(TEXTS[0]);
    let form: serde_json::Value = serde_json::from_str(FORM).unwrap();
    for component in form["components"].as_array().unwrap() {
        let id = component["id"].as_str().unwrap();
        assert!(texts.contains(id), "{id}");
    }
    let stations: Vec<&str> = FLOW
        .split("<userTask id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(stations, ["sign", "personnel", "file"]);
    let along = ["consent", "head", "unit-head", "top-head", "correct"];
    for station in along.into_iter().chain(["personnel", "file"]) {
        assert!(texts.contains(&format!("station-{station}")), "{station}");
    }
}

#[test]
fn the_form_is_read_without_a_doubt() {
    let form = form_model::Form::read(FORM.as_bytes()).unwrap();
    assert_eq!(form.problems(), []);
    let flow = workflow_engine::bpmn::read(FLOW.as_bytes()).unwrap();
    assert!(workflow_engine::plan::Plan::build(&flow).is_ok());
}
