//! The route of a service for those who draw no BPMN: stations in order. 簽核流程
//!
//! [`put`] writes it as a flow with one user task whose route a decision table gives, row by row as
//! the stations stand (`docs/decisions/0030-a-service-is-drawn-as-one-thing.md`); [`read`] knows
//! that shape again, whatever ids, names and places somebody gave it meanwhile.

mod checks;
mod drawing;
mod flow;
mod linear;
mod names;
mod read;
mod rows;
mod shape;
mod sketch;
#[cfg(test)]
mod tests;

pub(crate) use checks::check;
pub use checks::readable;
pub use linear::{Desk, Linear, MAX_STATIONS, Role, Side, Station, Step, Vote};
pub use names::{Named, is_route, stations};
pub use read::read;

use workflow_engine::picture::{self, Marks};

use crate::files::{FLOW, RULES, TEXTS};
use crate::{Files, Problem};

/// The decision that gives the stations of a route, where the flow names no other.
pub const DECISION: &str = "簽核路徑";

/// Writes a route into the files of a service: its flow, its table in `rules.dmn`, and the names of
/// its stations in the texts. Of what says the same already no byte is changed.
///
/// # Errors
/// `route-empty`, `route-too-long` (limit), `route-key` (key), `route-key-twice` (key),
/// `route-name` (key), `route-desk` (desk, key), `route-side` (key), `route-vote` (key),
/// `route-urge`; FEEL's codes with `key`, expression and column for a condition; what
/// [`Document::read`](workflow_engine::bpmn::xml::Document::read) refuses of `rules.dmn`.
pub fn put(files: &mut Files, linear: &Linear) -> Result<(), Problem> {
    linear.check()?;
    let before = read(files);
    if before.as_ref() == Ok(linear) {
        return Ok(());
    }
    let mut new = Files::new();
    for path in [FLOW, RULES, crate::FORM].iter().chain(&TEXTS) {
        if let Some(content) = files.get(*path) {
            new.insert((*path).to_owned(), content.clone());
        }
    }
    let decision = flow::put(&mut new, linear)?;
    rows::put(&mut new, &decision, linear)?;
    names::put(&mut new, linear, before.as_ref().ok())?;
    files.extend(new);
    Ok(())
}

/// What becomes different by a route: of which station, by its name, and `add`, `remove`, `station`,
/// `move` or `frame`.
pub(crate) fn told(files: &Files, linear: &Linear) -> (String, &'static str) {
    let named = |station: &Station| {
        let names = station.names.iter().find(|name| !name.is_empty());
        names.unwrap_or(&station.key).clone()
    };
    let Ok(before) = read(files) else {
        return (linear.name.clone(), "frame");
    };
    let old: Vec<&Station> = before.stations().collect();
    let new: Vec<&Station> = linear.stations().collect();
    let lacks = |all: &[&Station], own: &Station| all.iter().all(|other| other.key != own.key);
    if old.len() != new.len() {
        if let Some(added) = new.iter().find(|own| lacks(&old, own)) {
            return (named(added), "add");
        }
        if let Some(gone) = old.iter().find(|own| lacks(&new, own)) {
            return (named(gone), "remove");
        }
    }
    let changed = new.iter().find(|own| !old.contains(own));
    match changed {
        Some(station) => (named(station), "station"),
        None if old != new || before.steps != linear.steps => (linear.name.clone(), "move"),
        None => (linear.name.clone(), "frame"),
    }
}

/// The flow as a picture (SVG).
///
/// # Errors
/// `pack-file-missing` (path), and where the flow is no XML.
pub fn picture(files: &Files) -> Result<String, Problem> {
    let missing = || Problem::new(FLOW, "pack-file-missing").with("path", FLOW);
    let flow = files.get(FLOW).ok_or_else(missing)?;
    picture::draw(flow, &Marks::default()).map_err(|problem| Problem::xml(FLOW, &problem))
}

/// The files that a route alone makes: flow, rules, texts.
///
/// # Errors
/// As [`put`].
pub fn compile(linear: &Linear) -> Result<Files, Problem> {
    let mut files = Files::new();
    put(&mut files, linear)?;
    Ok(files)
}
