//! Names that stand twice in an object: form-js and this program take the last, others may not.

use std::collections::BTreeSet;

use crate::json::Json;
use crate::problem::Problem;

/// A step of the way to a value.
enum Step<'j> {
    Name(&'j str),
    Place(usize),
}

/// Adds `form-name-twice` for each.
pub(super) fn find(json: &Json, found: &mut Vec<Problem>) {
    walk(json, &mut Vec::new(), found);
}

fn walk<'j>(json: &'j Json, way: &mut Vec<Step<'j>>, found: &mut Vec<Problem>) {
    match json {
        Json::Object(entries) => {
            let mut seen = BTreeSet::new();
            for (name, value) in entries {
                if !seen.insert(name) {
                    let twice = Problem::new(pointer(way), "form-name-twice");
                    found.push(twice.with("name", name));
                }
                way.push(Step::Name(name));
                walk(value, way, found);
                way.pop();
            }
        }
        Json::List(items) => {
            for (place, item) in items.iter().enumerate() {
                way.push(Step::Place(place));
                walk(item, way, found);
                way.pop();
            }
        }
        _ => {}
    }
}

fn pointer(way: &[Step<'_>]) -> String {
    let steps = way.iter().map(|step| match step {
        Step::Name(name) => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
        Step::Place(place) => format!("/{place}"),
    });
    steps.collect()
}
