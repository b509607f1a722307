//! Steps, and the way back and forth.

use form_model::Json as FormJson;
use form_model::edit::{Command, Did, Document};
use serde_json::json;

use crate::{document, drawn, field, row};

fn label(at: &str, text: &str) -> Command {
    Command::Set {
        at: at.into(),
        property: "label".into(),
        value: Some(FormJson::Text(text.into())),
    }
}

/// The steps that were taken and those that were taken back, shortly.
fn told(document: &Document) -> String {
    let told = |steps: &[form_model::edit::Step]| {
        let steps = steps
            .iter()
            .map(|step| format!("{:?} {} {}", step.did, step.about, step.property));
        steps
            .map(|step| step.trim().to_owned())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let told = format!("{} | {}", told(document.done()), told(document.undone()));
    told.trim().to_owned()
}

#[test]
fn a_way_is_told_and_gone_back_and_forth() {
    let mut document = document(json!([field("a"), field("b")]));
    let first = document.write().to_vec();
    document
        .apply(&Command::Remove("/components/0".into()))
        .unwrap();
    document.apply(&label("/components/0", "乙")).unwrap();
    assert_eq!(told(&document), "Removed A, Set B label |");
    assert!(document.undo());
    assert_eq!(told(&document), "Removed A | Set B label");
    assert!(document.undo());
    assert_eq!(document.write(), first);
    assert!(!document.undo());
    assert!(document.redo() && document.redo() && !document.redo());
    assert_eq!(drawn(&document), "b");
    assert!(document.undo());
    document
        .apply(&Command::Duplicate("/components/0".into()))
        .unwrap();
    assert_eq!(told(&document), "Removed A, Duplicated B |");
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut document = document(json!([field("a")]));
    document.apply(&label("/components/0", "A")).unwrap();
    document.begin();
    document.apply(&label("/components/0", "甲")).unwrap();
    document.apply(&label("/components/0", "A")).unwrap();
    document.commit();
    assert!(document.done().is_empty());
    assert!(
        document
            .apply(&Command::Remove("/components/7".into()))
            .is_err()
    );
    assert!(document.done().is_empty());
}

#[test]
fn typing_is_one_step() {
    let mut document = document(json!([field("a"), field("b")]));
    let first = document.write().to_vec();
    document.begin();
    for text in ["請", "請假", "請假單"] {
        document.apply(&label("/components/1", text)).unwrap();
    }
    document.commit();
    assert_eq!(document.done().len(), 1);
    assert_eq!(document.done()[0].did, Did::Set);
    document.begin();
    document.apply(&label("/components/1", "又")).unwrap();
    document.begin();
    document.apply(&label("/components/0", "甲")).unwrap();
    // Undoing ends what has begun.
    assert!(document.undo() && document.undo() && document.undo());
    assert_eq!(document.write(), first);
}

#[test]
fn a_drag_may_be_given_up() {
    let mut document = document(json!([field("a"), field("b")]));
    let first = document.write().to_vec();
    document.begin();
    let at = "/components/1".to_owned();
    document
        .apply(&Command::Move { at, to: row("", 0) })
        .unwrap();
    document.cancel();
    assert_eq!(document.write(), first);
    assert!(document.done().is_empty() && !document.undo());
}
