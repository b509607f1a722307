//! What `antou-cli` says of a flow, from a pipe.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::Write;
use std::process::{Command, Stdio};

const LEAVE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../workflow-engine/office/tests/packs/leave-1"
);

/// What it wrote, and whether all was well.
fn said(arguments: &[&str], lines: &str) -> (String, bool) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_antou-cli"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who does not read its lines may have ended already.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    let output = child.wait_with_output().unwrap();
    let said =
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (said, output.status.success())
}

#[test]
fn a_flow_is_played_from_a_pipe() {
    let lines = "start\ndone hold days = 5, grade = 7\nwhy consent-outcome\nclose 代理人同意 outcome = \"return\"\nback\nclose consent outcome = \"done\"\nwait 2 working days\ndone remind\nclose head outcome = \"done\"\nvars\nmessage withdraw\ndone release\n";
    let (said, well) = said(&["flow", "play", LEAVE], lines);
    assert!(well, "{said}");
    insta::assert_snapshot!(said);
}

#[test]
fn a_bad_line_loses_nothing() {
    let lines = "start\njump\nclose nobody\nclose hold\ndone hold days = x\nwait -P1D\nback 9\nback\nfail hold leave-short\n";
    let (said, well) = said(&["flow", "play", LEAVE, "--lang", "en"], lines);
    assert!(!well, "{said}");
    insta::assert_snapshot!(said);
}

#[test]
fn scenarios_and_checks_answer_with_their_exit() {
    fn check(arguments: &[&str], expected: &str, well: bool) {
        let (said, was_well) = said(arguments, "");
        assert!(said.contains(expected), "{arguments:?}: {said}");
        assert_eq!(was_well, well, "{arguments:?}: {said}");
    }
    check(&["scenarios", LEAVE], "32 個案例，32 個通過", true);
    check(
        &["scenarios", LEAVE, "--lang", "en"],
        "32 scenarios, 32 passed",
        true,
    );
    check(&["flow", "check", LEAVE], "其中 0 項錯誤", true);
    check(&["check", LEAVE], "\"ok\": [", true);
    check(&["flow", "check", "/no/such.bpmn"], "/no/such.bpmn", false);
    check(
        &["flow", "render", LEAVE, "--after", "start; close head"],
        "「head」現在不在此處",
        false,
    );
    check(
        &["flow", "render", LEAVE, "--after", "start"],
        "class=\"token\"",
        true,
    );
    check(&["flow", "play", LEAVE, "--lang", "xx"], "--lang", false);
    check(&["flow"], "antou-cli flow play", false);
}

#[test]
fn a_pack_whose_scenario_fails_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("scenarios")).unwrap();
    for name in ["flow.bpmn", "rules.dmn", "form.json"] {
        std::fs::copy(format!("{LEAVE}/{name}"), folder.path().join(name)).unwrap();
    }
    let wrong = std::fs::read_to_string(format!("{LEAVE}/scenarios/c01-one-day.toml")).unwrap();
    let wrong = wrong.replacen("waits = [\"consent\"]", "waits = [\"head\"]", 1);
    std::fs::write(folder.path().join("scenarios/wrong.toml"), wrong).unwrap();
    let path = folder.path().to_str().unwrap();
    for arguments in [
        &["check", path][..],
        &["flow", "check", path],
        &["scenarios", path],
    ] {
        let (said, well) = said(arguments, "");
        assert!(
            !well && said.contains("head") && said.contains("consent"),
            "{said}"
        );
    }
}
