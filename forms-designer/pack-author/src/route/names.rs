//! What the stations of a route are called, in the texts of a pack.

use std::collections::BTreeSet;

use workflow_engine::bpmn::xml::Document;

use super::{Linear, flow};
use crate::files::FLOW;
use crate::texts::{self, Command, Language, Texts};
use crate::{Files, Problem, table};

/// A station as a form gives rights to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its name to the form (`antou.stations`).
    pub key: String,
    /// What people call it, in zh-TW and English; empty where the texts do not say.
    pub names: [String; 2],
}

/// Writes the names of the stations, of one without a name none; those of stations that are no more go.
pub(super) fn put(
    files: &mut Files,
    linear: &Linear,
    before: Option<&Linear>,
) -> Result<(), Problem> {
    let is_there = |key: &str| linear.stations().any(|station| station.key == key);
    for gone in before.into_iter().flat_map(Linear::stations) {
        let key = format!("station-{}", gone.key);
        if !is_there(&gone.key) && has(files, &key)? {
            texts::apply(files, &Command::Remove(key))?;
        }
    }
    for station in linear.stations() {
        let key = format!("station-{}", station.key);
        for (language, name) in Language::ALL.into_iter().zip(&station.names) {
            name_it(files, &key, language, name)?;
        }
    }
    if linear.filed && !has(files, FILE)? {
        name_it(files, FILE, Language::Chinese, "歸檔")?;
        name_it(files, FILE, Language::English, "Filing")?;
    }
    Ok(())
}

/// The station at which a case is filed.
const FILE: &str = "station-file";

fn has(files: &Files, key: &str) -> Result<bool, Problem> {
    let texts = Texts::read(files)?;
    Ok(texts.lines().iter().any(|line| line.key == key))
}

fn name_it(files: &mut Files, key: &str, language: Language, name: &str) -> Result<(), Problem> {
    let texts = Texts::read(files)?;
    let known = texts.get(key, language);
    if known.unwrap_or_default() == name {
        return Ok(());
    }
    if name.is_empty() {
        return texts::take(files, key, language);
    }
    let set = Command::Set {
        key: key.to_owned(),
        language,
        text: name.to_owned(),
    };
    texts::apply(files, &set)
}

/// The stations to which a form of this service can give rights, in the order in which a case comes
/// to them: the applicant, the rows of routes, and user tasks without one.
#[must_use]
pub fn stations(files: &Files) -> Vec<Named> {
    let mut keys = vec![form_model::APPLICANT.to_owned()];
    let document = files.get(FLOW).and_then(|bytes| Document::read(bytes).ok());
    if let Some(document) = document {
        for element in document.within(document.root()) {
            if document.local(element) != "userTask" {
                continue;
            }
            match document.attribute_in(element, flow::ANTOU, "route") {
                Some(decision) => keys.extend(of_route(files, &decision)),
                None => keys.extend(document.attribute(element, "id").map(|id| id.into_owned())),
            }
        }
    }
    let mut seen = BTreeSet::new();
    keys.retain(|key| seen.insert(key.clone()));
    let texts = Texts::read(files).unwrap_or_default();
    let name = |key: &str, language| {
        let text = texts.get(&format!("station-{key}"), language);
        text.unwrap_or_default().to_owned()
    };
    let named = |key: String| Named {
        names: Language::ALL.map(|language| name(&key, language)),
        key,
    };
    keys.into_iter().map(named).collect()
}

/// Whether the stations of the flow are found by a decision.
#[must_use]
pub fn is_route(files: &Files, decision: &str) -> bool {
    routes(files).contains(decision)
}

/// The decisions by which the stations of a flow are found.
pub(super) fn routes(files: &Files) -> BTreeSet<String> {
    let document = files.get(FLOW).and_then(|bytes| Document::read(bytes).ok());
    let Some(document) = document else {
        return BTreeSet::new();
    };
    let elements = document.within(document.root());
    let routes = elements.filter_map(|own| document.attribute_in(own, flow::ANTOU, "route"));
    routes.map(|name| name.trim().to_owned()).collect()
}

/// The names of the rows of a route's table, where they are written out.
fn of_route(files: &Files, decision: &str) -> Vec<String> {
    let Ok(grid) = table::read(files, decision) else {
        return Vec::new();
    };
    let column = |name: &str| grid.outputs.iter().position(|output| output.name == name);
    let written = |at: Option<usize>, row: &table::Rule| {
        let cell = row.outputs.get(at?)?;
        let text = cell.strip_prefix('"')?.strip_suffix('"')?;
        (!text.is_empty()).then(|| text.to_owned())
    };
    let (name, desk) = (column("name"), column("desk"));
    let rows = grid.rules.iter();
    rows.filter_map(|row| written(name, row).or_else(|| written(desk, row)))
        .collect()
}
