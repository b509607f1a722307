#![allow(clippy::unwrap_used)]
use super::*;

const LEAVE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../workflow-engine/packs/leave"
);
/// The leave's flow as bpmn-js writes it; `desktop/ui/src/flow/kept.test.ts` holds it to that.
const WRITTEN: &str = include_str!("../../tests/flows/leave-as-the-editor-writes-it.bpmn");

/// A copy of the leave pack that may be written to.
fn leave() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["pack.toml", FLOW, FORM, RULES] {
        std::fs::copy(Path::new(LEAVE).join(name), folder.path().join(name)).unwrap();
    }
    folder
}

fn ask(desk: &FlowDesk, name: &str, request: Value) -> Result<Value, (String, Value)> {
    let reply = desk.reply(name, request);
    let code = reply["error"]["code"].as_str().map(str::to_owned);
    code.map_or_else(
        || Ok(reply["ok"].clone()),
        |code| Err((code, reply["error"]["facts"].clone())),
    )
}

fn code(answer: Result<Value, (String, Value)>) -> String {
    answer.map_or_else(|(code, _)| code, |_| String::new())
}

#[test]
fn a_pack_is_put_on_the_desk_with_what_stands_around_its_flow() {
    let folder = leave();
    for path in [folder.path().to_path_buf(), folder.path().join(FLOW)] {
        let desk = FlowDesk::open(&path, Some("en")).unwrap();
        let view = ask(&desk, "flow_read", json!({})).unwrap();
        assert_eq!(view["pack"], true);
        assert_eq!(view["language"], "en");
        assert!(view["name"].as_str().unwrap().ends_with("/flow.bpmn"));
        assert!(
            view["xml"]
                .as_str()
                .unwrap()
                .contains("antou:route=\"簽核路徑\"")
        );
        assert!(
            view["decisions"]
                .as_array()
                .unwrap()
                .contains(&json!("簽核路徑"))
        );
        assert!(
            view["desks"]
                .as_array()
                .unwrap()
                .contains(&json!("office:personnel"))
        );
        let fields = view["fields"].as_array().unwrap();
        assert!(
            fields
                .iter()
                .any(|field| field["path"] == "reason" || field["path"] == "when")
        );
        let remarks = ask(&desk, "flow_check", json!({ "xml": view["xml"] })).unwrap();
        let errors = remarks.as_array().unwrap().iter();
        assert_eq!(
            errors.filter(|one| one["weight"] == "error").count(),
            0,
            "{remarks}"
        );
        assert_eq!(desk.first(), Some("flow"));
    }
}

#[test]
fn a_flow_by_itself_has_no_pack_around_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.bpmn");
    std::fs::copy(Path::new(LEAVE).join(FLOW), &path).unwrap();
    let desk = FlowDesk::open(&path, None).unwrap();
    let view = ask(&desk, "flow_read", json!({})).unwrap();
    assert_eq!(
        (&view["pack"], &view["name"]),
        (&json!(false), &json!("other.bpmn"))
    );
    assert_eq!(view["language"], "zh-TW");
    assert_eq!(view["fields"], json!([]));
    let gone = FlowDesk::open(&folder.path().join("none.bpmn"), None);
    assert_eq!(gone.err().unwrap().code, "file-unreadable");
}

#[test]
fn every_level_of_the_engine_says_what_it_finds() {
    let folder = leave();
    let desk = FlowDesk::open(folder.path(), None).unwrap();
    let view = ask(&desk, "flow_read", json!({})).unwrap();
    let xml = view["xml"].as_str().unwrap();
    let check = |from: &str, to: &str, expected: &str, element: &str| {
        assert!(xml.contains(from), "{from}");
        let xml = xml.replace(from, to);
        let remarks = ask(&desk, "flow_check", json!({ "xml": xml })).unwrap();
        let found = remarks.as_array().unwrap().iter();
        let mut found = found.filter(|one| one["what"]["code"] == expected);
        let one = found.next();
        assert!(
            one.is_some_and(|one| one["element"] == element),
            "{expected}: {remarks}"
        );
    };
    check("</definitions>", "", "finding-xml-syntax", "");
    check(
        "office:personnel",
        "somewhere",
        "finding-desk-unknown",
        "personnel",
    );
    check(
        "ledger.commit",
        "ledger.comit",
        "finding-flow-service",
        "commit",
    );
    check(
        "outcome = \"refused\"",
        "outcme = \"refused\"",
        "finding-feel-name-unknown",
        "outcome-refused",
    );
    check(
        "targetRef=\"sign-outcome\"",
        "targetRef=\"nowhere\"",
        "finding-flow-dangling",
        "sign-to-outcome",
    );
}

#[test]
fn what_is_saved_is_there_whole() {
    let folder = leave();
    let desk = FlowDesk::open(folder.path(), None).unwrap();
    let view = ask(&desk, "flow_read", json!({})).unwrap();
    let xml = view["xml"]
        .as_str()
        .unwrap()
        .replace("人事登記", "人事室登記");
    let saved = ask(
        &desk,
        "flow_save",
        json!({ "xml": xml, "stamp": view["stamp"] }),
    )
    .unwrap();
    let there = std::fs::read_to_string(folder.path().join(FLOW)).unwrap();
    assert_eq!(there, xml);
    assert!(!folder.path().join("flow.bpmn.part").exists());
    let again = ask(
        &desk,
        "flow_save",
        json!({ "xml": xml, "stamp": saved["stamp"] }),
    );
    assert_eq!(code(again), "");
}

#[test]
fn a_file_that_changed_meanwhile_is_written_over_only_when_asked_again() {
    let folder = leave();
    let path = folder.path().join(FLOW);
    let desk = FlowDesk::open(folder.path(), None).unwrap();
    let view = ask(&desk, "flow_read", json!({})).unwrap();
    let xml = view["xml"].as_str().unwrap();
    let others = xml.replace("人事登記", "人事室");
    std::fs::write(&path, &others).unwrap();
    let (code_of, facts) = ask(
        &desk,
        "flow_save",
        json!({ "xml": xml, "stamp": view["stamp"] }),
    )
    .unwrap_err();
    assert_eq!(code_of, "flow-file-changed");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), others);
    let saved = ask(
        &desk,
        "flow_save",
        json!({ "xml": xml, "stamp": facts["stamp"] }),
    );
    assert_eq!(code(saved), "");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), xml);

    std::fs::remove_file(&path).unwrap();
    assert_eq!(code(ask(&desk, "flow_read", json!({}))), "flow-file-gone");
    let stamp = file::stamp(Some(xml.as_bytes()));
    let (code_of, facts) =
        ask(&desk, "flow_save", json!({ "xml": xml, "stamp": stamp })).unwrap_err();
    assert_eq!(
        (code_of.as_str(), &facts["stamp"]),
        ("flow-file-changed", &json!(""))
    );
    assert_eq!(
        code(ask(&desk, "flow_save", json!({ "xml": xml, "stamp": "" }))),
        ""
    );
    assert!(path.exists());
}

#[test]
fn what_cannot_be_read_is_neither_opened_nor_saved() {
    let folder = leave();
    let path = folder.path().join(FLOW);
    let desk = FlowDesk::open(folder.path(), None).unwrap();
    let view = ask(&desk, "flow_read", json!({})).unwrap();
    let before = std::fs::read(&path).unwrap();
    let check = |xml: String, expected: &str| {
        let saved = ask(
            &desk,
            "flow_save",
            json!({ "xml": xml, "stamp": view["stamp"] }),
        );
        assert_eq!(code(saved), expected);
        assert_eq!(std::fs::read(&path).unwrap(), before);
    };
    check(String::new(), "xml-syntax");
    check("<definitions/>".to_owned(), "flow-no-process");
    check(" ".repeat(flow_file::MAX_FLOW + 1), "xml-too-large");

    let check = |bytes: &[u8], expected: &str| {
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(code(ask(&desk, "flow_read", json!({}))), expected);
    };
    check(b"<definitions", "xml-syntax");
    check(&vec![b' '; flow_file::MAX_FLOW + 2], "xml-too-large");
    check(b"<?xml version=\"1.0\"?><!DOCTYPE a><a/>", "xml-dtd");
}

#[test]
fn the_editor_loses_nothing_of_a_flow() {
    let folder = leave();
    let desk = FlowDesk::open(folder.path(), None).unwrap();
    let lost = |xml: &str| {
        let kept = ask(&desk, "flow_kept", json!({ "xml": xml })).unwrap();
        kept["lost"].as_str().map(str::to_owned)
    };
    assert_eq!(lost(WRITTEN), None);
    let less = WRITTEN.replace("antou:route=\"簽核路徑\"", "");
    assert!(lost(&less).is_some_and(|line| line.contains("route")));
}

#[test]
fn nothing_else_is_answered() {
    let folder = leave();
    let desk = FlowDesk::open(folder.path(), None).unwrap();
    assert_eq!(code(ask(&desk, "frame", json!({}))), "command-unknown");
    assert_eq!(code(ask(&desk, "flow_save", json!({}))), "command-request");
}

#[test]
fn what_is_not_saved_is_kept_until_it_is() {
    let folder = leave();
    let desk = FlowDesk::open(folder.path(), None).unwrap();
    let read = |desk: &FlowDesk| ask(desk, "flow_read", json!({})).unwrap();
    let view = read(&desk);
    assert_eq!(view["unsaved"], Value::Null);
    let drawn = view["xml"].as_str().unwrap().replace("簽核", "核閱");
    ask(&desk, "flow_keep", json!({ "xml": drawn })).unwrap();
    // As after a window was closed.
    let again = FlowDesk::open(folder.path(), None).unwrap();
    assert_eq!(read(&again)["unsaved"], drawn.as_str());
    assert_eq!(read(&again)["xml"], view["xml"]);
    assert_eq!(
        code(ask(&again, "flow_keep", json!({ "xml": "<" }))),
        "xml-syntax"
    );
    assert_eq!(read(&again)["unsaved"], drawn.as_str());
    let save = json!({ "xml": drawn, "stamp": view["stamp"] });
    ask(&again, "flow_save", save).unwrap();
    assert_eq!(read(&again)["unsaved"], Value::Null);
    ask(&again, "flow_keep", json!({ "xml": view["xml"] })).unwrap();
    ask(&again, "flow_keep", json!({ "xml": "" })).unwrap();
    assert_eq!(read(&again)["unsaved"], Value::Null);
}
