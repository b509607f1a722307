//! Every kept input, and some thousands of mutations that are the same in every run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use fuzz::{TARGETS, corpus, mutate};

/// Runs one input. It is written down first: a stack overflow ends the test without a word, and
/// the file says what it was.
fn check(target: &fuzz::Target, what: &str, bytes: &[u8]) {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.last", target.name));
    fs::write(&kept, bytes).unwrap();
    let held = catch_unwind(AssertUnwindSafe(|| (target.run)(bytes)));
    match held {
        Ok(Ok(())) => {}
        Ok(Err(why)) => panic!(
            "{} {what}: {why}; the input is {}",
            target.name,
            kept.display()
        ),
        Err(_) => panic!(
            "{} {what} panics; the input is {}",
            target.name,
            kept.display()
        ),
    }
}

fn replay(name: &str) {
    let target = fuzz::target(name).unwrap();
    let inputs = corpus::inputs(name).unwrap();
    assert!(!inputs.is_empty(), "{name} has no seed");
    for (file, bytes) in &inputs {
        check(target, file, bytes);
    }
    let corpus: Vec<Vec<u8>> = inputs.into_iter().map(|(_, bytes)| bytes).collect();
    for number in 0..target.mutations {
        let bytes = mutate::mutated(&corpus, number, target.longest);
        check(target, &format!("mutation {number}"), &bytes);
    }
}

macro_rules! replays {
    ($($test:ident: $name:literal,)*) => {
        const REPLAYED: &[&str] = &[$($name),*];
        $(#[test] fn $test() { replay($name) })*
    };
}

replays! {
    feel_expression: "feel-expression",
    feel_dmn: "feel-dmn",
    feel_value: "feel-value",
    bpmn: "bpmn",
    timer: "timer",
    flow_picture: "flow-picture",
    flow_command: "flow-command",
    scenario: "scenario",
    form: "form",
    form_answers: "form-answers",
    form_session: "form-session",
    paper_form: "paper-form",
    service_route: "service-route",
    service_table: "service-table",
    service_texts: "service-texts",
    pack_file: "pack-file",
    office_content: "office-content",
    office_event: "office-event",
    office_history: "office-history",
    office_state: "office-state",
    office_pack: "office-pack",
    office_pack_manifest: "office-pack-manifest",
    office_calendar: "office-calendar",
    office_bands: "office-bands",
    office_when: "office-when",
    sync_operation: "sync-operation",
    sync_event: "sync-event",
    sync_verdict: "sync-verdict",
    sync_body: "sync-body",
    sync_invitation: "sync-invitation",
    sync_certificate: "sync-certificate",
    sync_crl: "sync-crl",
    sync_stamp: "sync-stamp",
    sync_case_file: "sync-case-file",
    server_enrol_request: "server-enrol-request",
    server_body: "server-body",
    server_plan: "server-plan",
    server_agency_file: "server-agency-file",
    server_people_csv: "server-people-csv",
    server_people_ldif: "server-people-ldif",
    vault_slots: "vault-slots",
    vault_blob: "vault-blob",
    vault_recovery_code: "vault-recovery-code",
    search_query: "search-query",
    search_file: "search-file",
    print_sheet: "print-sheet",
    print_text: "print-text",
    print_archive: "print-archive",
    pack_texts: "pack-texts",
    host_request: "host-request",
    preview_office: "preview-office",
    preview_file: "preview-file",
    blob_manifest: "blob-manifest",
    demo_file: "demo-file",
}

#[test]
fn every_target_is_replayed() {
    let targets: BTreeSet<&str> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(targets.len(), TARGETS.len(), "two targets of one name");
    assert_eq!(targets, REPLAYED.iter().copied().collect());
    let folders: BTreeSet<String> = fs::read_dir(corpus::folder(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(
        folders,
        targets.iter().map(|name| (*name).to_owned()).collect()
    );
}
