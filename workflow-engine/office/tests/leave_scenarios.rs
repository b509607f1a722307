//! The scenarios of the leave pack: what must come out of its rules and its flow.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![expect(
    clippy::disallowed_methods,
    reason = "a test reads the pack's scenarios"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use office::scenario::{Body, Flow, Outcome, Scenario, run_all};

fn pack() -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs/leave");
    let mut files = BTreeMap::new();
    for name in ["flow.bpmn", "rules.dmn"] {
        files.insert(name.to_owned(), std::fs::read(folder.join(name)).unwrap());
    }
    for entry in std::fs::read_dir(folder.join("scenarios")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        files.insert(format!("scenarios/{name}"), std::fs::read(&path).unwrap());
    }
    files
}

#[test]
fn every_scenario_of_the_pack_comes_out_right() {
    let played = run_all(&pack());
    for one in &played {
        assert_eq!(one.outcome, Outcome::Passed, "{}", one.file);
        assert!(!one.title.is_empty(), "{}", one.file);
    }
    assert!(played.len() >= 24, "only {} scenarios", played.len());
}

#[test]
fn every_scenario_says_where_it_is_from() {
    let files = pack();
    let scenarios = files
        .iter()
        .filter(|(path, _)| path.starts_with("scenarios/"));
    for (path, bytes) in scenarios {
        assert!(!Scenario::read(bytes).unwrap().source.is_empty(), "{path}");
    }
}

/// The flow scenarios together take every flow of the diagram.
#[test]
fn no_flow_of_the_diagram_is_left_out() {
    let files = pack();
    let flow = Flow::read(&files["flow.bpmn"], Some(&files["rules.dmn"]), None).unwrap();
    let mut left: BTreeSet<String> = flow
        .plan()
        .nodes()
        .iter()
        .flat_map(|node| node.ways.iter().map(|way| way.id.to_string()))
        .collect();
    for (path, bytes) in files
        .iter()
        .filter(|(path, _)| path.starts_with("scenarios/"))
    {
        let scenario = Scenario::read(bytes).unwrap();
        if let Body::Flow(scenario) = &scenario.body {
            let passed = scenario
                .passes(&flow)
                .unwrap_or_else(|miss| panic!("{path}: {miss:?}"));
            left.retain(|way| !passed.contains(way));
        }
    }
    assert!(left.is_empty(), "not taken: {left:?}");
}
