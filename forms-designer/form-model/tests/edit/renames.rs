//! A key under another name, and what expressions say of it.

use form_model::Json as FormJson;
use form_model::edit::Command;
use serde_json::{Value as Json, json};

use crate::document;

/// A form with a list and a group; the conditions stand where `place` says.
fn form(place: &str, expression: &str) -> Json {
    let hide = |here: &str| match here == place {
        true => json!({ "hide": format!("={expression}") }),
        false => json!({}),
    };
    json!([
        {"type": "number", "key": "km", "conditional": hide("top")},
        {"type": "group", "path": "trip", "components": [
            {"type": "number", "key": "cost", "conditional": hide("group")},
        ]},
        {"type": "dynamiclist", "path": "days", "conditional": hide("list"), "components": [
            {"type": "number", "key": "hours", "conditional": hide("item")},
            {"type": "textfield", "key": "place"},
            {"type": "dynamiclist", "path": "meals", "components": [
                {"type": "number", "key": "price", "conditional": hide("meal")},
            ]},
        ]},
    ])
}

const KM: &str = "/components/0";
const TRIP: &str = "/components/1";
const COST: &str = "/components/1/components/0";
const DAYS: &str = "/components/2";
const HOURS: &str = "/components/2/components/0";
const PRICE: &str = "/components/2/components/2/components/0";

fn check(at: &str, key: &str, place: &str, before: &str, after: &str) {
    let mut document = document(form(place, before));
    let command = |key: &str| Command::Rename {
        at: at.into(),
        key: key.into(),
    };
    document.apply(&command(key)).unwrap();
    let quoted = |text: &str| FormJson::Text(format!("={text}")).compact();
    let text = String::from_utf8(document.write().to_vec()).unwrap();
    assert!(
        text.contains(&quoted(after)),
        "{at} -> {key} at {place}: {before}\n{text}"
    );
}

#[test]
fn expressions_follow_a_key() {
    check(KM, "far", "top", "km > 3 and km < 9", "far > 3 and far < 9");
    check(KM, "far", "item", "km > 3", "far > 3");
    check(KM, "far", "top", "\"km\" = km", "\"km\" = far");
    check(KM, "a.b", "top", "km > 3", "a.b > 3");
    check(KM, "far", "top", "trip.km > 3", "trip.km > 3");
    check(
        KM,
        "far",
        "top",
        "{km: 1}.km + km > 3",
        "{km: 1}.km + far > 3",
    );
    check(
        KM,
        "far",
        "top",
        "some km in [1] satisfies km > 3",
        "some km in [1] satisfies km > 3",
    );
}

#[test]
fn groups_stand_before_their_keys() {
    check(COST, "price", "top", "trip.cost > km", "trip.price > km");
    check(COST, "price", "group", "cost > 1", "cost > 1");
    check(TRIP, "journey", "top", "trip.cost > 3", "journey.cost > 3");
    check(TRIP, "", "top", "trip.cost > 3", "cost > 3");
    check(TRIP, "a.b", "meal", "trip.cost > 3", "a.b.cost > 3");
}

#[test]
fn lists_are_read_from_inside_and_outside() {
    check(HOURS, "h", "item", "hours > 3", "h > 3");
    check(HOURS, "h", "item", "this.hours > 3", "this.h > 3");
    check(HOURS, "h", "meal", "parent.hours > hours", "parent.h > h");
    check(HOURS, "h", "top", "sum(days.hours) > 3", "sum(days.h) > 3");
    check(HOURS, "h", "top", "days[1].hours > 3", "days[1].h > 3");
    check(
        HOURS,
        "h",
        "top",
        "count(days[hours > 3]) > 1",
        "count(days[h > 3]) > 1",
    );
    check(
        HOURS,
        "h",
        "top",
        "count(days[item.hours > 3]) > 1",
        "count(days[item.h > 3]) > 1",
    );
    check(
        HOURS,
        "h",
        "list",
        "sum(for d in days return d.hours) > 1",
        "sum(for d in days return d.h) > 1",
    );
    check(
        HOURS,
        "h",
        "list",
        "some d in days[hours > 1] satisfies d.hours > 3",
        "some d in days[h > 1] satisfies d.h > 3",
    );
    check(HOURS, "h", "top", "hours > 3", "hours > 3");
    check(
        DAYS,
        "dates",
        "top",
        "count(days) > 1 and sum(days.hours) > 3",
        "count(dates) > 1 and sum(dates.hours) > 3",
    );
    check(DAYS, "dates", "item", "count(days) > 1", "count(dates) > 1");
    check(
        PRICE,
        "p",
        "top",
        "sum(for d in days return sum(d.meals.price)) > 3",
        "sum(for d in days return sum(d.meals.p)) > 3",
    );
    check(PRICE, "p", "meal", "this.price > 3", "this.p > 3");
}

#[test]
fn a_key_must_be_a_word_that_nobody_has() {
    let check = |at: &str, key: &str, expected: &str| {
        let mut document = document(form("", ""));
        let command = Command::Rename {
            at: at.into(),
            key: key.into(),
        };
        let refused = document
            .apply(&command)
            .map_or_else(|problem| problem.code(), |_| "");
        assert_eq!(refused, expected, "{at} {key}");
    };
    for bad in ["", "a b", "1a", "a..b", ".a", "a-b", "假別"] {
        check(KM, bad, "edit-key");
    }
    check(KM, "days", "edit-key-taken");
    check(KM, "trip.cost", "edit-key-taken");
    for of_expressions in ["i", "this", "parent.km", "today"] {
        check(KM, of_expressions, "edit-key-taken");
    }
    check(KM, "hours", "");
    check(HOURS, "place", "edit-key-taken");
    check(HOURS, "km", "");
    check(TRIP, "", "");
    check(DAYS, "", "edit-key");
    check(KM, "km", "");
    check("/components/9", "a", "edit-place");
}
