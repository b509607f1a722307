//! The case file of a real case: made from a vault, read by anybody.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use sync::case_file::{Content as _, Trust, read};

use super::{Room, act, ask, refused, submit};
use crate::Core;
use crate::case_file::{Changed, OnDisk, Report, Verdict, verify};
use crate::practice::{APPLICANT, DEPUTY, HEAD, PERSONNEL};

/// A leave that was asked for, consented to and approved.
fn approved(room: &mut Room, reason: &str) -> (Vec<std::sync::Arc<Core>>, String) {
    let people: Vec<_> = [APPLICANT, DEPUTY, HEAD, PERSONNEL]
        .map(|person| room.computer(person))
        .into();
    let case = submit(&people[0], "12/3 1.5日", reason);
    for turn in 0..3 {
        let cores: Vec<&Core> = people.iter().map(|core| &**core).collect();
        room.sync(&cores);
        let core = &people[turn + 1];
        act(
            core,
            &case,
            "approve",
            if turn == 1 { "所請合宜" } else { "" },
        );
        room.later(60_000);
    }
    let cores: Vec<&Core> = people.iter().map(|core| &**core).collect();
    room.sync(&cores);
    (people, case)
}

fn export(core: &Core, case: &str, path: &Path, more: Value) -> Value {
    let mut request = json!({ "case": case, "path": path.to_str().unwrap() });
    request
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    ask(core, "case_export", request)
}

fn told(path: &Path) -> Report {
    verify(&mut OnDisk::open(path).unwrap(), &Trust::default(), "zh-TW")
}

fn codes(report: &Report) -> BTreeSet<String> {
    let all = report.faults.iter().chain(&report.gaps);
    all.map(|told| told.code.clone()).collect()
}

fn text(path: &Path, words: &str) -> bool {
    let bytes = std::fs::read(path).unwrap();
    bytes
        .windows(words.len())
        .any(|window| window == words.as_bytes())
}

#[test]
fn who_when_for_whom_and_what_they_saw() {
    let mut room = Room::new();
    let (people, case) = approved(&mut room, "返鄉探親");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("leave.antou-case");
    let view = export(&people[0], &case, &path, json!({}));
    // The practice agency has no list of revocation and no time stamp.
    let missing: Vec<_> = view["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    assert_eq!(missing, ["export-missing-list", "export-missing-stamp"]);
    let report = told(&path);
    assert_eq!(report.verdict, Verdict::Gaps, "{:?}", report.faults);
    assert_eq!(codes(&report), ["crl-missing".to_owned()].into());
    let steps: Vec<_> = report
        .steps
        .iter()
        .map(|step| {
            let by = step.by.as_ref().map_or("", |by| by.id.as_str());
            let saw = step.saw.as_ref().map_or(0, |saw| saw.version);
            (
                step.what,
                by,
                step.signature,
                saw,
                step.words.as_str(),
                step.word.is_some(),
            )
        })
        .collect();
    assert_eq!(
        steps,
        [
            ("submit", APPLICANT, "valid", 0, "", true),
            ("consent", DEPUTY, "valid", 1, "", true),
            ("approve", HEAD, "valid", 1, "所請合宜", true),
            ("note", PERSONNEL, "valid", 1, "", true),
        ]
    );
    let reason = report.versions[0]
        .answers
        .iter()
        .find(|one| one.key == "reason")
        .unwrap();
    assert_eq!(reason.value.as_deref(), Some("返鄉探親"));
    assert_ne!(reason.label, "reason");
    let applicant = report.steps[0].by.as_ref().unwrap();
    assert_ne!(applicant.name, applicant.id);

    // Anybody else of the case makes the same of it, under their own name.
    let theirs = folder.path().join("theirs.antou-case");
    export(&people[2], &case, &theirs, json!({}));
    let theirs = told(&theirs);
    assert_eq!((theirs.steps, theirs.head), (report.steps, report.head));
    assert_eq!(theirs.exporter.unwrap().id, HEAD);
}

#[test]
fn a_blackened_reason_is_nowhere_and_everything_holds() {
    let mut room = Room::new();
    let (people, case) = approved(&mut room, "偏頭痛就醫");
    let folder = tempfile::tempdir().unwrap();
    let (whole, less) = (folder.path().join("whole"), folder.path().join("less"));
    export(&people[0], &case, &whole, json!({}));
    let view = export(&people[0], &case, &less, json!({ "redact": ["reason"] }));
    assert_eq!(view["fields"], json!(["reason"]));
    assert_eq!(view["leftOutRecords"], json!([]));
    assert!(text(&whole, "偏頭痛就醫") && !text(&less, "偏頭痛就醫"));
    let (whole, report) = (told(&whole), told(&less));
    assert_eq!(report.verdict, Verdict::Gaps, "{:?}", report.faults);
    assert_eq!(report.head, whole.head);
    let operations = |report: &Report| -> Vec<_> {
        report
            .steps
            .iter()
            .map(|step| step.operation.clone())
            .collect()
    };
    assert_eq!(operations(&report), operations(&whole));
    assert!(report.steps.iter().all(|step| step.signature == "valid"));
    let reason = report.versions[0]
        .answers
        .iter()
        .find(|one| one.key == "reason")
        .unwrap();
    assert_eq!(reason.value, None);

    // What the office concluded from an answer says it too, and is left out with it.
    let kind = folder.path().join("kind");
    let view = export(
        &people[0],
        &case,
        &kind,
        json!({ "redact": ["kind", "when"] }),
    );
    assert_ne!(view["leftOutRecords"], json!([]));
    let report = told(&kind);
    assert_eq!(report.verdict, Verdict::Gaps, "{:?}", report.faults);
    assert_eq!(report.head, whole.head);
    assert!(!text(&kind, "2026-12-03"));

    let none = json!({ "case": case, "path": kind.to_str().unwrap(), "redact": ["nothing"] });
    assert_eq!(
        refused(&people[0], "case_export", none).code,
        "export-field-unknown"
    );
    let last = whole.steps[2].operation.clone().unwrap();
    let out = export(&people[0], &case, &less, json!({ "leave_out": [last] }));
    assert_eq!(out["leftOutOperations"], 1);
    let report = told(&less);
    assert_eq!(report.verdict, Verdict::Gaps, "{:?}", report.faults);
    assert!(!text(&less, "所請合宜"));
}

#[test]
fn two_hundred_changed_copies_are_found_and_named() {
    let mut room = Room::new();
    let (people, case) = approved(&mut room, "返鄉探親");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("leave.antou-case");
    export(&people[0], &case, &path, json!({}));
    let mut bytes = std::fs::read(&path).unwrap();
    let whole = read(&mut bytes).unwrap();
    let mut state: u64 = 20_261_124;
    let mut chance = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    for number in 0..200 {
        let (at, mask) = (
            chance() % bytes.size(),
            u8::try_from(chance() % 255 + 1).unwrap(),
        );
        let part = whole.part_at(at);
        let report = verify(
            &mut Changed::new(&mut bytes, at, mask),
            &Trust::default(),
            "en",
        );
        assert_eq!(report.verdict, Verdict::Broken, "copy {number}, byte {at}");
        assert!(
            report.faults.iter().any(|fault| fault.part == part),
            "copy {number}, byte {at} of {part}: {:?}",
            report.faults
        );
    }
}

#[test]
fn a_foreign_root_and_a_missing_word() {
    let mut room = Room::new();
    let (people, case) = approved(&mut room, "返鄉探親");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("leave.antou-case");
    export(&people[0], &case, &path, json!({}));
    let other = Room::new();
    let stranger = other.computer(APPLICANT);
    let root = stranger
        .session()
        .unwrap()
        .identity
        .roots
        .certificates()
        .to_vec();
    let trust = Trust {
        roots: root,
        ..Trust::default()
    };
    let report = verify(&mut OnDisk::open(&path).unwrap(), &trust, "en");
    assert_eq!(report.verdict, Verdict::Broken);
    assert!(codes(&report).contains("case-file-root"));
    let none = verify(&mut b"PK".to_vec(), &Trust::default(), "en");
    assert_eq!(codes(&none), ["case-file-cut".to_owned()].into());
}
