//! Publishing: what is ready, the pack file, and what a reader of it refuses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod agency;

use agency::{Agency, Key, NOW};
use office::pack::Manifest;
use pack_author::manifest::{Command, Value};
use pack_author::publication::{Trust, prepare, receive, review, sign};
use pack_author::template::Template;
use pack_author::{Edit, Files, Problem, Service, check, manifest};
use proptest::prelude::*;

fn changed(edits: &[Edit]) -> Files {
    let mut service = Service::open(Template::Levels.files().unwrap()).unwrap();
    for edit in edits {
        service.apply(edit).unwrap();
    }
    service.files().clone()
}

fn set(key: &str, value: Value) -> Edit {
    let (key, value) = (key.to_owned(), Some(value));
    Edit::Manifest(Command { key, value })
}

fn version(number: i64) -> Edit {
    set("version", Value::Number(number))
}

fn without(path: &str) -> Edit {
    let (path, content) = (path.to_owned(), None);
    Edit::File { path, content }
}

fn red() -> Edit {
    let path = "scenarios/z.toml".to_owned();
    let text = "kind = \"flow\"\ntitle = \"z\"\n\n[[step]]\nwhen = \"start\"\n[step.then]\nwaits = [\"file\"]\n";
    let content = Some(text.as_bytes().to_vec());
    Edit::File { path, content }
}

fn told(problem: &Problem) -> String {
    let facts = problem
        .facts
        .iter()
        .map(|(name, fact)| format!(" {name}={fact}"));
    format!("{}{}", problem.code, facts.collect::<String>())
}

fn current(number: i64) -> Manifest {
    manifest::read(&changed(&[version(number)])).unwrap()
}

#[test]
fn what_is_ready() {
    let check = |edits: &[Edit], current: Option<&Manifest>, expected: &str| {
        let files = changed(edits);
        let told = match prepare(&files, current) {
            Ok(ready) => format!("{} {}", ready.manifest.id, ready.manifest.version),
            Err(problem) => told(&problem),
        };
        assert_eq!(told, expected);
        assert_eq!(review(&files, current).is_ready(), !expected.contains('='));
    };
    check(&[], None, "levels 1");
    check(&[version(3)], Some(&current(2)), "levels 3");
    check(
        &[version(2)],
        Some(&current(2)),
        "pack-version-old current=2 version=2",
    );
    check(
        &[],
        Some(&current(2)),
        "pack-version-old current=2 version=1",
    );
    let other = set("id", Value::Text("other".to_owned()));
    check(
        &[other],
        Some(&current(0)),
        "pack-other-service current=levels service=other",
    );
    check(&[red()], None, "pack-not-ready errors=0 red=1");
    check(
        &[without("rules.dmn")],
        None,
        "pack-not-ready errors=1 red=1",
    );
    let review = review(&changed(&[red()]), None);
    let red = review
        .scenarios
        .iter()
        .find_map(|run| run.red.as_ref())
        .unwrap();
    assert_eq!(
        (red.line, red.what.as_str(), red.actual.as_str()),
        (4, "waits", "sign")
    );
}

#[test]
fn scenarios_stay_at_home() {
    let ready = prepare(&changed(&[]), None).unwrap();
    let inside = office::pack::unbundle(&ready.bytes).unwrap();
    let paths: Vec<&str> = inside.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        [
            "flow.bpmn",
            "form.json",
            "pack.toml",
            "rules.dmn",
            "texts/en.ftl",
            "texts/zh-TW.ftl"
        ]
    );
}

fn signed(by: &Key) -> Vec<u8> {
    let ready = prepare(&changed(&[version(2)]), None).unwrap();
    sign(&ready, NOW, by).unwrap()
}

#[test]
fn a_pack_file_and_its_reader() {
    let (agency, other) = (Agency::new(1), Agency::new(2));
    let bytes = signed(&agency.issue(12));
    let check = |bytes: &[u8], by: &Agency, current: Option<&Manifest>, expected: &str| {
        let roots = by.roots();
        let trust = Trust {
            roots: &roots,
            now: NOW,
            revoked: &|_| false,
        };
        let told = match receive(bytes, trust, current) {
            Ok(got) => format!(
                "{} {} by {}",
                got.pack.manifest.id, got.pack.manifest.version, got.signer.person
            ),
            Err(problem) => told(&problem),
        };
        assert_eq!(told, expected);
    };
    check(&bytes, &agency, None, "levels 2 by p0012");
    check(&bytes, &agency, Some(&current(1)), "levels 2 by p0012");
    check(
        &bytes,
        &agency,
        Some(&current(2)),
        "pack-version-old current=2 version=2",
    );
    let foreign =
        "pack-signer-unknown detail=InvalidSignatureForPublicKey reason=certificate-of-another";
    check(&bytes, &other, None, foreign);
    let mut bent = bytes.clone();
    let middle = bent.len() / 2;
    bent[middle] ^= 1;
    check(
        &bent,
        &agency,
        None,
        "pack-signature-broken reason=signature",
    );
    check(
        &bytes[..bytes.len() - 1],
        &agency,
        None,
        "pack-signature-broken reason=form",
    );
    let request = manifest::read(&Template::Request.files().unwrap()).unwrap();
    check(
        &bytes,
        &agency,
        Some(&request),
        "pack-other-service current=request service=levels",
    );
    let no_pack = sync::pack_file::seal(b"x", NOW, &agency.issue(12)).unwrap();
    check(&no_pack, &agency, None, "pack-unreadable");
}

#[test]
fn what_came_opens_for_edit() {
    let agency = Agency::new(1);
    let roots = agency.roots();
    let trust = Trust {
        roots: &roots,
        now: NOW,
        revoked: &|_| false,
    };
    let got = receive(&signed(&agency.issue(12)), trust, None).unwrap();
    let service = Service::open(got.files).unwrap();
    assert_eq!(service.route().unwrap(), Template::Levels.route());
    assert_eq!(got.at, NOW);
}

#[test]
fn what_is_wrong_with_a_service() {
    let stations = Edit::Form(form_model::edit::Command::Set {
        at: "/components/0".to_owned(),
        property: "antou/stations".to_owned(),
        value: Some(form_model::Json::read(br#"{"headd": "read", "*": "write"}"#).unwrap()),
    });
    let mut route = Template::Levels.route();
    if let Some(pack_author::route::Step::Station(unit)) = route.steps.get_mut(2) {
        unit.when = "dayz > 3".to_owned();
        unit.names[1] = String::new();
    }
    let edits = [
        Edit::Route(Box::new(route)),
        stations,
        Edit::Form(form_model::edit::Command::Remove(
            "/components/3".to_owned(),
        )),
        Edit::Text(pack_author::texts::Command::Remove(
            "station-head".to_owned(),
        )),
        without("pack.toml"),
    ];
    let lines = check(&changed(&edits)).into_iter().map(|finding| {
        let place = finding.place.map_or(String::new(), |place| {
            format!(":{}:{}", place.line, place.column)
        });
        let facts = finding
            .facts
            .iter()
            .map(|(name, fact)| format!(" {name}={fact}"));
        let facts: String = facts.collect();
        format!(
            "{:?} {}{place} {} {}{facts}",
            finding.weight, finding.file, finding.code, finding.element
        )
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_no_pack_file(bytes in any::<Vec<u8>>()) {
        let roots = Agency::new(1).roots();
        let trust = Trust { roots: &roots, now: NOW, revoked: &|_| false };
        prop_assert_eq!(receive(&bytes, trust, None).unwrap_err().code, "pack-signature-broken");
    }
}
