//! Any run of commands can be taken back.

use form_model::edit::{Command, Document, KINDS, Landing, Side, Towards, towards};
use form_model::{Form, Json, rows};
use proptest::prelude::*;
use serde_json::json;

use crate::{blank, field};

fn start() -> Document {
    let text = json!({"type":"default", "own": [1.50, {"deep": {}}], "components": [
        {"type": "textfield", "key": "a", "id": "x", "layout": {"row": "r", "columns": 6}, "other": 1e3},
        {"type": "number", "key": "b", "id": "y", "layout": {"row": "r"}, "conditional": {"hide": "=a = \"1\""}},
        {"type": "group", "path": "g", "id": "z", "components": [field("c"), field("d")]},
        {"type": "dynamiclist", "path": "l", "components": [field("a"), {"type": "expression", "key": "e", "expression": "=this.a + b"}]},
        {"type": "mystery", "id": "", "key": null},
    ]});
    Document::new(Form::read(text.to_string().as_bytes()).unwrap())
}

/// A command by numbers, which are taken as places of the form as it then is.
#[derive(Debug, Clone)]
struct Move {
    what: u8,
    at: usize,
    to: usize,
    more: usize,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = (0..14_u8, 0..64_usize, 0..64_usize, 0..64_usize);
    let one = one.prop_map(|(what, at, to, more)| Move { what, at, to, more });
    prop::collection::vec(one, 0..24)
}

fn landing(pointers: &[String], to: usize, more: usize) -> Landing {
    let target = pointers
        .get(to % (pointers.len() + 1))
        .cloned()
        .unwrap_or_default();
    match more % 4 {
        0 => Landing::Beside {
            of: target,
            side: Side::Left,
        },
        1 => Landing::Beside {
            of: target,
            side: Side::Right,
        },
        _ => Landing::Row {
            parent: target,
            at: more / 4,
        },
    }
}

fn command(document: &Document, step: &Move) -> Option<Command> {
    let all = document.form().all();
    let pointers: Vec<String> = all
        .iter()
        .map(|component| component.pointer.clone())
        .collect();
    let at = pointers
        .get(step.at % (pointers.len() + 1))
        .cloned()
        .unwrap_or_default();
    let to = landing(&pointers, step.to, step.more);
    let words = ["a", "b", "l", "q", "g.c", "", "不"];
    let texts = [
        "label",
        "validate/required",
        "conditional/hide",
        "values/0",
        "own/deep/er",
        "layout/columns",
    ];
    let text = |n: usize| Json::Text(words[n % words.len()].to_owned());
    Some(match step.what {
        0 | 1 => Command::Add {
            component: blank(KINDS[step.at % KINDS.len()]),
            to,
        },
        2 => Command::Remove(at),
        3..=5 => Command::Move { at, to },
        6 => Command::Duplicate(at),
        7 => Command::Set {
            at,
            property: texts[step.more % texts.len()].into(),
            value: (!step.to.is_multiple_of(3)).then(|| text(step.to)),
        },
        8 => Command::Columns {
            at,
            columns: u8::try_from(step.more).ok().filter(|n| *n < 20),
        },
        9 => Command::Split(at),
        10 | 11 => Command::Rename {
            at,
            key: words[step.more % words.len()].into(),
        },
        12 => Command::Paste {
            components: start().form().json().get("components")?.as_list()?.to_vec(),
            to,
        },
        _ => {
            let ways = [
                Towards::Up,
                Towards::Down,
                Towards::Left,
                Towards::Right,
                Towards::In,
                Towards::Out,
            ];
            let to = towards(document.form(), &at, ways[step.more % 6])?;
            Command::Move { at, to }
        }
    })
}

fn ids(document: &Document) -> Vec<String> {
    let all = document.form().all();
    let mut ids: Vec<String> = all
        .iter()
        .filter_map(|component| component.id.clone())
        .collect();
    ids.retain(|id| !id.is_empty());
    ids.sort();
    ids
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_way_leads_back(moves in moves(), begins in prop::collection::vec(any::<bool>(), 24)) {
        let mut document = start();
        let first = document.write().to_vec();
        for (step, begin) in moves.iter().zip(begins) {
            if begin {
                document.begin();
            }
            let before = document.write().to_vec();
            let Some(command) = command(&document, step) else { continue };
            match document.apply(&command) {
                Ok(at) => {
                    let gone = matches!(command, Command::Remove(_)) || at.is_empty();
                    prop_assert!(gone || document.form().all().iter().any(|one| one.pointer == at), "{at} after {command:?}");
                }
                Err(problem) => {
                    prop_assert_eq!(&before[..], document.write(), "{:?}", command);
                    prop_assert!(!problem.code().is_empty());
                }
            }
            let form = Form::read(document.write()).unwrap();
            prop_assert_eq!(form.json(), document.form().json());
            // Only what a change concerns was understood anew.
            let understood = |form: &Form| format!("{:?}", (form.components(), form.problems()));
            prop_assert_eq!(understood(&form), understood(document.form()));
            let ids = ids(&document);
            prop_assert!(ids.windows(2).all(|two| two[0] != two[1]), "{ids:?} after {command:?}");
        }
        document.commit();
        let last = document.write().to_vec();
        let steps = document.done().len();
        while document.undo() {}
        prop_assert_eq!(document.write(), &first[..]);
        prop_assert_eq!(document.undone().len(), steps);
        while document.redo() {}
        prop_assert_eq!(document.write(), &last[..]);
    }

    #[test]
    fn a_row_that_fits_goes_on_to_fit(moves in moves()) {
        let mut document = start();
        for step in &moves {
            if step.what == 7 {
                continue;
            }
            if let Some(command) = command(&document, step) {
                let _ = document.apply(&command);
            }
            for component in document.form().all() {
                for row in rows(&component.children) {
                    prop_assert!(row.cells.iter().map(|cell| u16::from(cell.columns)).sum::<u16>() <= 16, "{step:?}");
                }
            }
        }
    }

    #[test]
    fn a_key_may_be_given_back(at in 0..8_usize, key in "[a-z]{1,4}") {
        let mut document = start();
        let first = document.write().to_vec();
        let pointers: Vec<(String, String)> = document.form().all().iter().filter(|one| !one.path.is_empty())
            .map(|one| (one.pointer.clone(), one.path.rsplit('.').next().unwrap_or_default().to_owned())).collect();
        let (at, old) = pointers[at % pointers.len()].clone();
        if document.apply(&Command::Rename { at: at.clone(), key }).is_ok() {
            document.apply(&Command::Rename { at, key: old }).unwrap();
            prop_assert_eq!(document.write(), &first[..]);
        }
    }
}
