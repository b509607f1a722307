#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use form_model::edit::{Command, Landing};
use proptest::prelude::*;

use super::*;
use crate::manifest::{self, Value};
use crate::template::Template;
use crate::texts::{self, Language};
use crate::{Edit, Service};

fn told(old: &Files, new: &Files) -> String {
    let lines = difference(old, new).into_iter().map(|one| {
        let facts = one
            .facts
            .iter()
            .map(|(name, fact)| format!(" {name}={fact:?}"));
        format!(
            "{} {} {}{}",
            one.file,
            one.code,
            one.about,
            facts.collect::<String>()
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A version of the three levels on which everything was changed.
fn next(first: &Files) -> Files {
    let mut service = Service::open(first.clone()).unwrap();
    let mut route = service.route().unwrap();
    route.steps.swap(1, 2);
    route.steps.remove(3);
    if let Some(Step::Station(consent)) = route.steps.get_mut(0) {
        consent.opinion = true;
        consent.names[1] = "Consent".to_owned();
    }
    let mut new = route.stations().next().unwrap().clone();
    new.key = "accounting".to_owned();
    new.desk = route::Desk::Office("accounting".to_owned());
    new.role = route::Role::Note;
    route.steps.push(Step::Station(new));
    route.urge = Some(4);
    let text = |key: &str, text: &str| {
        let (key, text) = (key.to_owned(), text.to_owned());
        let language = Language::English;
        Edit::Text(texts::Command::Set {
            key,
            language,
            text,
        })
    };
    let set = |at: &str, property: &str, value: Option<Json>| {
        let (at, property) = (at.to_owned(), property.to_owned());
        Edit::Form(Command::Set {
            at,
            property,
            value,
        })
    };
    let file = |path: &str, content: Option<&str>| Edit::File {
        path: path.to_owned(),
        content: content.map(|text| text.as_bytes().to_vec()),
    };
    let to = Landing::Row {
        parent: String::new(),
        at: 0,
    };
    for edit in [
        Edit::Route(Box::new(route)),
        set(
            "/components/4",
            "validate/maxLength",
            Some(Json::Number("800".to_owned())),
        ),
        set("/components/2", "validate/max", None),
        Edit::Form(Command::Rename {
            at: "/components/1".to_owned(),
            key: "begin".to_owned(),
        }),
        Edit::Form(Command::Remove("/components/5".to_owned())),
        Edit::Form(Command::Move {
            at: "/components/4".to_owned(),
            to,
        }),
        text("field-deputy", "Stand-in"),
        text("field-more", "More"),
        Edit::Manifest(manifest::Command {
            key: "version".to_owned(),
            value: Some(Value::Number(2)),
        }),
        Edit::Manifest(manifest::Command {
            key: "inbox.look".to_owned(),
            value: Some(Value::Text("要看".to_owned())),
        }),
        Edit::NewTable("要看".to_owned()),
    ] {
        service.apply(&edit).unwrap();
    }
    for edit in [
        Edit::Table("要看".to_owned(), table::Command::AddRule(0)),
        file("scenarios/a02-refused.toml", None),
        file(
            "scenarios/c01-more.toml",
            Some("kind = \"flow\"\ntitle = \"更多\"\nstep = []\n"),
        ),
        file("print.json", Some("{}")),
    ] {
        service.apply(&edit).unwrap();
    }
    service.files().clone()
}

#[test]
fn two_versions_of_a_service() {
    let first = Template::Levels.files().unwrap();
    insta::assert_snapshot!("forth", told(&first, &next(&first)));
    insta::assert_snapshot!("back", told(&next(&first), &first));
    assert_eq!(told(&first, &first), "");
}

#[test]
fn rows_of_a_table() {
    let rules = include_bytes!("../../../../workflow-engine/packs/leave/rules.dmn");
    let first = Files::from([(RULES.to_owned(), rules.to_vec())]);
    let mut second = first.clone();
    for command in [
        table::Command::Succeed {
            row: 3,
            on: jiff::civil::date(2027, 1, 1),
        },
        table::Command::RemoveRule(0),
    ] {
        table::apply(&mut second, "可請假別", &command).unwrap();
    }
    insta::assert_snapshot!(told(&first, &second));
}

#[test]
fn files_that_cannot_be_read_are_told_whole() {
    let broken = |text: &str| {
        Files::from(
            [FORM, FLOW, RULES, MANIFEST].map(|path| (path.to_owned(), text.as_bytes().to_vec())),
        )
    };
    insta::assert_snapshot!(told(&broken("a"), &broken("b")));
    assert_eq!(told(&Files::new(), &Files::new()), "");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// What stands on one side only is told from either side.
    #[test]
    fn both_ways_tell_as_much(a in 0..4_usize, b in 0..4_usize) {
        let [old, new] = [a, b].map(|at| Template::ALL[at].files().unwrap());
        let count = |codes: &[&str], old: &Files, new: &Files| {
            difference(old, new).iter().filter(|one| codes.contains(&one.code)).count()
        };
        for (came, went) in [("form-added", "form-removed"), ("text-added", "text-removed"), ("route-added", "route-removed")] {
            prop_assert_eq!(count(&[came], &old, &new), count(&[went], &new, &old));
        }
        prop_assert_eq!(difference(&old, &new).is_empty(), a == b);
    }
}
