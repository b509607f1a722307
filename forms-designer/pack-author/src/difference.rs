//! What is different between two versions of a service, for people: codes and facts in an order
//! that does not change.

mod rows;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use form_model::{Form, Json};
use office::scenario::FOLDER;
use rows::{Edit, edits};

use crate::files::{FLOW, FORM, MANIFEST, RULES, TEXTS};
use crate::route::{Linear, Station, Step};
use crate::table::{Grid, Rule};
use crate::texts::{Language, Texts};
use crate::{Files, route, table};

/// Every code of a difference.
pub const CODES: &[&str] = &[
    "decision-added",
    "decision-changed",
    "decision-removed",
    "file-added",
    "file-changed",
    "file-removed",
    "form-added",
    "form-changed",
    "form-moved",
    "form-removed",
    "manifest-changed",
    "route-added",
    "route-changed",
    "route-moved",
    "route-redrawn",
    "route-removed",
    "route-station-changed",
    "row-added",
    "row-changed",
    "row-removed",
    "scenario-added",
    "scenario-changed",
    "scenario-removed",
    "text-added",
    "text-changed",
    "text-removed",
];

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The file in which it is.
    pub file: String,
    /// Stable code.
    pub code: &'static str,
    /// What it is about: a label, the key of a station or text, the name of a decision or
    /// scenario, a path.
    pub about: String,
    /// Facts for the sentence: `property`, `before`, `after`, `row`, `column`, `language`,
    /// `pointer`.
    pub facts: BTreeMap<&'static str, String>,
}

impl Difference {
    fn new(file: &str, code: &'static str, about: &str) -> Self {
        debug_assert!(CODES.contains(&code), "{code} is not listed");
        Self {
            file: file.to_owned(),
            code,
            about: about.to_owned(),
            facts: BTreeMap::new(),
        }
    }

    fn with(mut self, name: &'static str, fact: impl ToString) -> Self {
        self.facts.insert(name, fact.to_string());
        self
    }

    /// With a value before and after; what there was not is left out.
    fn became(self, before: Option<String>, after: Option<String>) -> Self {
        let with = |told: Self, name, fact: Option<String>| match fact {
            Some(fact) => told.with(name, fact),
            None => told,
        };
        let told = with(self, "before", before);
        with(told, "after", after)
    }
}

/// Everything that is different: the manifest, the form, the route, tables, texts, scenarios, then
/// other files.
#[must_use]
pub fn difference(old: &Files, new: &Files) -> Vec<Difference> {
    let mut found = Vec::new();
    manifest(old, new, &mut found);
    form(old, new, &mut found);
    let routes = [old, new].map(|files| route::read(files).ok());
    flow(old, new, &routes, &mut found);
    tables(old, new, &routes, &mut found);
    texts(old, new, &mut found);
    scenarios(old, new, &mut found);
    others(old, new, &mut found);
    found
}

fn same(old: &Files, new: &Files, path: &str) -> bool {
    old.get(path) == new.get(path)
}

/// Says of a file as a whole that it came, went or is another one.
fn whole(old: &Files, new: &Files, path: &str, found: &mut Vec<Difference>) {
    let code = match (old.contains_key(path), new.contains_key(path)) {
        (false, true) => "file-added",
        (true, false) => "file-removed",
        _ if same(old, new, path) => return,
        _ => "file-changed",
    };
    found.push(Difference::new(path, code, path));
}

/// The values of `pack.toml` by their keys.
fn values(files: &Files) -> Option<BTreeMap<String, String>> {
    let text = std::str::from_utf8(files.get(MANIFEST)?).ok()?;
    let table: toml::Table = toml::from_str(text).ok()?;
    let mut found = BTreeMap::new();
    for (name, value) in &table {
        match value {
            toml::Value::Table(inner) => {
                let inner = inner.iter();
                found
                    .extend(inner.map(|(key, value)| (format!("{name}.{key}"), value.to_string())));
            }
            value => {
                found.insert(name.clone(), value.to_string());
            }
        }
    }
    Some(found)
}

fn manifest(old: &Files, new: &Files, found: &mut Vec<Difference>) {
    let (Some(before), Some(after)) = (values(old), values(new)) else {
        return whole(old, new, MANIFEST, found);
    };
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for key in keys
        .into_iter()
        .filter(|key| before.get(*key) != after.get(*key))
    {
        let told = Difference::new(MANIFEST, "manifest-changed", key);
        found.push(told.became(before.get(key).cloned(), after.get(key).cloned()));
    }
}

fn form(old: &Files, new: &Files, found: &mut Vec<Difference>) {
    let read = |files: &Files| Form::read(files.get(FORM)?).ok();
    let (Some(before), Some(after)) = (read(old), read(new)) else {
        return whole(old, new, FORM, found);
    };
    for one in form_model::difference(&before, &after) {
        let code = match one.became {
            form_model::Became::Added => "form-added",
            form_model::Became::Removed => "form-removed",
            form_model::Became::Moved => "form-moved",
            form_model::Became::Changed => "form-changed",
        };
        let told = Difference::new(FORM, code, &one.about).with("pointer", &one.pointer);
        let value = |json: Option<Json>| {
            json.map(|json| match json {
                Json::Text(text) => text,
                json => json.compact(),
            })
        };
        found.push(match one.property.as_str() {
            "" => told,
            property => told
                .with("property", property)
                .became(value(one.before), value(one.after)),
        });
    }
}

fn flow(old: &Files, new: &Files, routes: &[Option<Linear>; 2], found: &mut Vec<Difference>) {
    let [Some(before), Some(after)] = routes else {
        if old.contains_key(FLOW) && new.contains_key(FLOW) && !same(old, new, FLOW) {
            found.push(Difference::new(FLOW, "route-redrawn", FLOW));
            return;
        }
        return whole(old, new, FLOW, found);
    };
    let (one, other) = (settings(before), settings(after));
    for ((name, before), (_, after)) in one.into_iter().zip(other) {
        if before != after {
            let told = Difference::new(FLOW, "route-changed", name);
            found.push(told.became(Some(before), Some(after)));
        }
    }
    stations(before, after, found);
}

fn settings(linear: &Linear) -> Vec<(&'static str, String)> {
    let urge = linear
        .urge
        .map_or_else(String::new, |days| days.to_string());
    vec![
        ("name", linear.name.clone()),
        ("ledger", linear.ledger.to_string()),
        ("number", linear.number.to_string()),
        ("filed", linear.filed.to_string()),
        ("urge", urge),
    ]
}

fn stations(before: &Linear, after: &Linear, found: &mut Vec<Difference>) {
    let keys = |linear: &Linear| -> Vec<String> {
        linear
            .stations()
            .map(|station| station.key.clone())
            .collect()
    };
    let (old, new) = (keys(before), keys(after));
    let sides = |linear: &Linear| -> BTreeMap<String, String> {
        let side = |step: &Step| {
            let beside: Vec<&str> = step.stations().iter().map(|one| one.key.as_str()).collect();
            let vote = match step {
                Step::Side(side) => side
                    .vote
                    .map(|vote| format!(" {}{}", vote.needs, if vote.veto { "!" } else { "" })),
                Step::Station(_) => None,
            };
            let told = beside.join(", ") + &vote.unwrap_or_default();
            let keys = step.stations().iter().map(|one| one.key.clone());
            keys.map(|key| (key, told.clone())).collect::<Vec<_>>()
        };
        linear.steps.iter().flat_map(side).collect()
    };
    let (beside, now_beside) = (sides(before), sides(after));
    let mut moved = BTreeSet::new();
    for edit in edits(&old, &new) {
        if let Edit::Came(at) | Edit::Became(_, at) = edit
            && old.contains(&new[at])
        {
            moved.insert(new[at].clone());
        }
    }
    for station in after.stations() {
        let Some(known) = before.stations().find(|known| known.key == station.key) else {
            found.push(
                Difference::new(FLOW, "route-added", &station.key).with("after", said(station)),
            );
            continue;
        };
        if moved.contains(&station.key) {
            found.push(Difference::new(FLOW, "route-moved", &station.key));
        }
        let told = |property: &'static str, before: &str, after: &str| {
            let told = Difference::new(FLOW, "route-station-changed", &station.key);
            told.with("property", property)
                .with("before", before)
                .with("after", after)
        };
        let (side, now) = (&beside[&station.key], &now_beside[&station.key]);
        let pairs = properties(known).into_iter().zip(properties(station));
        let pairs = pairs.chain([(("side", side.clone()), ("side", now.clone()))]);
        for ((property, before), (_, after)) in pairs {
            if before != after {
                found.push(told(property, &before, &after));
            }
        }
    }
    let gone = before.stations().filter(|known| !new.contains(&known.key));
    found.extend(gone.map(|known| {
        Difference::new(FLOW, "route-removed", &known.key).with("before", said(known))
    }));
}

fn properties(station: &Station) -> Vec<(&'static str, String)> {
    vec![
        ("desk", station.desk.to_string()),
        ("role", station.role.name().to_owned()),
        ("opinion", station.opinion.to_string()),
        ("when", station.when.clone()),
        ("basis", station.basis.clone()),
    ]
}

fn said(station: &Station) -> String {
    format!("{} {}", station.desk, station.role.name())
}

/// Tables, row by row; that of a route is told as its stations.
fn tables(old: &Files, new: &Files, routes: &[Option<Linear>; 2], found: &mut Vec<Difference>) {
    if same(old, new, RULES) {
        return;
    }
    let listed = [old, new].map(|files| table::decisions(files).ok());
    let [Some(before), Some(after)] = listed else {
        return whole(old, new, RULES, found);
    };
    let is_route = |name: &str| name == route::DECISION && routes.iter().all(Option::is_some);
    for decision in after.iter().filter(|decision| !is_route(&decision.name)) {
        if !before.iter().any(|known| known.name == decision.name) {
            found.push(Difference::new(RULES, "decision-added", &decision.name));
            continue;
        }
        let grids = [old, new].map(|files| table::read(files, &decision.name).ok());
        match grids {
            [Some(before), Some(after)] => grid(&before, &after, found),
            _ => logic(old, new, &decision.name, found),
        }
    }
    let gone = before
        .iter()
        .filter(|known| !after.iter().any(|one| one.name == known.name));
    let gone = gone.filter(|known| !is_route(&known.name));
    found.extend(gone.map(|known| Difference::new(RULES, "decision-removed", &known.name)));
}

/// Decisions that are no tables are told as a whole.
fn logic(old: &Files, new: &Files, name: &str, found: &mut Vec<Difference>) {
    let text = |files: &Files| {
        let model = table::Model::of(files).ok()?;
        let decision = model.decision(name)?;
        Some(model.document.outer(decision))
    };
    if text(old) != text(new) {
        found.push(Difference::new(RULES, "decision-changed", name));
    }
}

fn grid(before: &Grid, after: &Grid, found: &mut Vec<Difference>) {
    let name = &after.decision;
    let told = |property: &'static str, before: String, after: String| {
        let told = Difference::new(RULES, "decision-changed", name);
        told.with("property", property)
            .with("before", before)
            .with("after", after)
    };
    let pairs = [
        (
            "policy",
            format!("{:?}", before.policy),
            format!("{:?}", after.policy),
        ),
        (
            "description",
            before.description.clone(),
            after.description.clone(),
        ),
        ("columns", columns(before), columns(after)),
    ];
    for (property, before, after) in pairs {
        if before != after {
            found.push(told(property, before, after));
        }
    }
    for edit in edits(&before.rules, &after.rules) {
        let row = |code, at: usize| Difference::new(RULES, code, name).with("row", at + 1);
        found.push(match edit {
            Edit::Came(at) => row("row-added", at).with("after", written(&after.rules[at])),
            Edit::Went(at) => row("row-removed", at).with("before", written(&before.rules[at])),
            Edit::Became(old, at) => row("row-changed", at)
                .with("before", written(&before.rules[old]))
                .with("after", written(&after.rules[at])),
        });
    }
}

fn columns(grid: &Grid) -> String {
    let inputs = grid.inputs.iter().map(|input| input.expression.clone());
    let outputs = grid.outputs.iter().map(|output| {
        let name = if output.name.is_empty() {
            &output.label
        } else {
            &output.name
        };
        format!("→ {name}")
    });
    inputs.chain(outputs).collect::<Vec<_>>().join(" | ")
}

fn written(rule: &Rule) -> String {
    let cells = rule.inputs.iter().cloned();
    let outputs = rule.outputs.iter().map(|output| format!("→ {output}"));
    let notes = rule.annotations.iter().filter(|note| !note.is_empty());
    let notes = notes.map(|note| format!("（{note}）"));
    cells
        .chain(outputs)
        .chain(notes)
        .collect::<Vec<_>>()
        .join(" | ")
}

fn texts(old: &Files, new: &Files, found: &mut Vec<Difference>) {
    let (Ok(before), Ok(after)) = (Texts::read(old), Texts::read(new)) else {
        return TEXTS.iter().for_each(|path| whole(old, new, path, found));
    };
    let lines = after.lines().iter().chain(before.lines());
    let mut seen = BTreeSet::new();
    for line in lines.filter(|line| seen.insert(line.key.clone())) {
        for language in Language::ALL {
            let known = before.get(&line.key, language);
            let now = after.get(&line.key, language);
            let code = match (known, now) {
                (None, Some(_)) => "text-added",
                (Some(_), None) => "text-removed",
                (Some(known), Some(now)) if known != now => "text-changed",
                _ => continue,
            };
            let told = Difference::new(language.file(), code, &line.key);
            let told = told.with("language", language.tag());
            found.push(told.became(known.map(str::to_owned), now.map(str::to_owned)));
        }
    }
}

fn scenarios(old: &Files, new: &Files, found: &mut Vec<Difference>) {
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for path in paths.into_iter().filter(|path| path.starts_with(FOLDER)) {
        let code = match (old.get(path), new.get(path)) {
            (None, Some(_)) => "scenario-added",
            (Some(_), None) => "scenario-removed",
            (before, after) if before != after => "scenario-changed",
            _ => continue,
        };
        let bytes = new.get(path).or_else(|| old.get(path));
        let read = bytes.and_then(|bytes| office::scenario::Scenario::read(bytes).ok());
        let title = read.map_or_else(|| path.clone(), |scenario| scenario.title);
        found.push(Difference::new(path, code, &title));
    }
}

fn others(old: &Files, new: &Files, found: &mut Vec<Difference>) {
    let told = [MANIFEST, FORM, FLOW, RULES, TEXTS[0], TEXTS[1]];
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let rest = paths
        .into_iter()
        .filter(|path| !told.contains(&path.as_str()) && !path.starts_with(FOLDER));
    rest.for_each(|path| whole(old, new, path, found));
}
