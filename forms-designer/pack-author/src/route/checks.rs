//! What is wrong with a route beside its form and texts.

use std::collections::BTreeSet;

use form_model::{Access, Component, Form, Setting};

use super::{Desk, Linear, Role, Station, read, stations};
use crate::check::{Finding, Weight};
use crate::files::{FLOW, FORM, RULES};
use crate::table::types;
use crate::texts::Language;
use crate::{Files, Problem};

/// Everything to say about a linear route, and about the stations that a form names. Of a flow that
/// is none, the office says what there is to say.
pub(crate) fn check(files: &Files, found: &mut Vec<Finding>) {
    let form = files.get(FORM).and_then(|bytes| Form::read(bytes).ok());
    if let Ok(linear) = read(files) {
        for station in linear.stations() {
            one(files, station, form.as_ref(), found);
        }
        conditions(files, &linear, found);
        after_decision(&linear, found);
        same_head(&linear, found);
    }
    if let Some(form) = form.filter(|_| files.contains_key(FLOW)) {
        rights(files, &form, found);
    }
}

fn one(files: &Files, station: &Station, form: Option<&Form>, found: &mut Vec<Finding>) {
    let mut add = |weight, problem: Problem| {
        let problem = problem.with("station", &station.key);
        found.push(Finding::of(weight, problem).about(&station.key));
    };
    // What only one language lacks is said of the texts.
    let nameless = station.names.iter().all(String::is_empty);
    let official = Language::Chinese.file();
    if nameless && files.contains_key(official) {
        let key = format!("station-{}", station.key);
        let problem = Problem::new(official, "route-text-missing");
        add(Weight::Warning, problem.with("key", key));
    }
    // The office finds the deputy under this key (`office::case::deputy`).
    let is_deputy = |component: &&Component| component.path == "deputy";
    let Some(form) = form.filter(|_| station.desk == Desk::Deputy) else {
        return;
    };
    match form.fields().into_iter().find(is_deputy) {
        None => add(
            Weight::Error,
            Problem::new(FORM, "route-field").with("field", "deputy"),
        ),
        // Where nobody is named nobody can be asked.
        Some(field) if is_optional(field) && !station.when.contains("deputy") => add(
            Weight::Warning,
            Problem::new(FORM, "route-field-optional").with("field", &field.label),
        ),
        Some(_) => {}
    }
}

/// The names that the conditions of a route may read, besides the answers inside of groups: the
/// fields of the form, the values of the decisions, and what the leave ledger sets.
#[must_use]
pub fn readable(files: &Files, linear: &Linear) -> BTreeSet<String> {
    let form = files.get(FORM).and_then(|bytes| Form::read(bytes).ok());
    let mut names: BTreeSet<String> = types(files).into_keys().collect();
    if !linear.ledger {
        for name in ["days", "minutes", "grade"] {
            names.remove(name);
        }
    }
    let parts = form.iter().flat_map(Form::all);
    let answers = parts.filter_map(|part| part.path.split('.').next());
    let answers = answers.filter(|name| !name.is_empty()).map(str::to_owned);
    names.extend(answers);
    let decisions = crate::table::decisions(files).unwrap_or_default();
    let routes = super::names::routes(files);
    let decisions = decisions.into_iter().map(|decision| decision.name);
    // A route that reads itself comes to no end.
    names.extend(decisions.filter(|name| !routes.contains(name)));
    names
}

/// Heads who approve what was decided already, whatever the answers are.
fn after_decision(linear: &Linear, found: &mut Vec<Finding>) {
    let mut stations = linear.stations();
    let always = |station: &&Station| station.role == Role::Decide && station.when.is_empty();
    let Some(decides) = stations.by_ref().find(always) else {
        return;
    };
    if let Some(later) = stations.find(|own| matches!(own.role, Role::Approve | Role::Decide)) {
        let problem = Problem::new(FLOW, "route-after-decision").with("station", &decides.key);
        let problem = problem.with("later", &later.key);
        found.push(Finding::of(Weight::Warning, problem).about(&later.key));
    }
}

/// Whether a field may be left empty, whatever else is filled in.
fn is_optional(field: &Component) -> bool {
    let required = &field.rules.required;
    let never = matches!(
        required,
        Setting::None | Setting::Fixed(feel::Value::Bool(false))
    );
    never
        && !field
            .own
            .stations
            .values()
            .any(|own| *own == Access::Require)
}

/// Heads of the same level one after the other: the same person signs twice.
fn same_head(linear: &Linear, found: &mut Vec<Finding>) {
    let alone: Vec<Option<&Station>> = linear
        .steps
        .iter()
        .map(|step| match step.stations() {
            [only] => Some(only),
            _ => None,
        })
        .collect();
    for pair in alone.windows(2) {
        if let [Some(one), Some(next)] = pair
            && matches!(one.desk, Desk::Head(_))
            && one.desk == next.desk
        {
            let problem = Problem::new(FLOW, "route-head-twice").with("station", &one.key);
            let problem = problem.with("later", &next.key);
            found.push(Finding::of(Weight::Notice, problem).about(&next.key));
        }
    }
}

/// Conditions that read what nobody gives.
fn conditions(files: &Files, linear: &Linear, found: &mut Vec<Finding>) {
    let known = readable(files, linear);
    for station in linear.stations() {
        for path in feel::names_in(&station.when) {
            let name = path.split('.').next().unwrap_or_default();
            if !known.contains(name) {
                let near = feel::nearest(name, known.iter().map(String::as_str));
                let problem = Problem::new(RULES, "route-condition")
                    .with("station", &station.key)
                    .with("expression", &station.when)
                    .with("name", name);
                let problem = match near {
                    Some(near) => problem.with("nearest", near),
                    None => problem,
                };
                found.push(Finding::of(Weight::Error, problem).about(&station.key));
            }
        }
    }
}

/// Rights that a form gives to stations that there are not.
fn rights(files: &Files, form: &Form, found: &mut Vec<Finding>) {
    let known: BTreeSet<String> = stations(files).into_iter().map(|named| named.key).collect();
    let unknown = |component: &&Component| {
        let mut named = component.own.stations.keys();
        named.any(|name| name != "*" && !known.contains(name))
    };
    let doubtful: Vec<&Component> = form.all().into_iter().filter(unknown).collect();
    let pointers = doubtful.iter().map(|component| component.pointer.as_str());
    let places = form_model::places(form.write(), pointers);
    for component in &doubtful {
        let named = component.own.stations.keys();
        for station in named.filter(|name| *name != "*" && !known.contains(*name)) {
            let problem = Problem::new(FORM, "route-station-unknown").with("station", station);
            let problem = match feel::nearest(station, known.iter().map(String::as_str)) {
                Some(near) => problem.with("nearest", near),
                None => problem,
            };
            let place = places.get(component.pointer.as_str()).copied();
            let new = Finding::of(Weight::Warning, problem).about(&component.pointer);
            found.push(match place {
                Some(place) => new.at(place.line, place.column),
                None => new,
            });
        }
    }
}
