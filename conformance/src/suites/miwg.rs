//! What modelling tools export: every well-formed file is written back byte for byte and keeps its
//! meaning through read, write, read after a change; a broken one is located.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use workflow_engine::bpmn::BPMN;
use workflow_engine::bpmn::meaning::{Facts, Meaning};
use workflow_engine::bpmn::xml::{Document, EditProblem, ElementId};

use crate::report::{Report, below, files};

/// Runs the suite.
///
/// # Errors
/// When its data is not there.
pub fn run(data: &Path) -> io::Result<Report> {
    let folder = data.join("bpmn-miwg");
    let mut report = Report::default();
    let (mut opened, mut same, mut kept, mut broken) = (0, 0, 0, 0);
    let files = files(&folder, ".bpmn")?;
    for path in &files {
        let name = below(&folder, path);
        let bytes = std::fs::read(path)?;
        let document = match Document::read(&bytes) {
            Ok(document) => document,
            Err(problem) => {
                let place = problem.place();
                let at = format!("{}:{}", place.line, place.column);
                report.lines.push(format!(
                    "broken: {name}:{at}: {problem} [{}]",
                    problem.code()
                ));
                broken += 1;
                continue;
            }
        };
        opened += 1;
        match rewritten(&document, &bytes) {
            Ok(()) => same += 1,
            Err(reason) => report.lines.push(format!("miss: {name}: {reason}")),
        }
        match meaning_kept(&document) {
            Ok(()) => kept += 1,
            Err(reason) => report.lines.push(format!("miss: {name}: {reason}")),
        }
    }
    report.count("files", files.len(), "files");
    report.count("opened", opened, "files");
    report.count("written back byte for byte", same, "files");
    report.count("meaning kept", kept, "files");
    report.count("broken and located", broken, "files");
    report.share("kept of the well-formed", kept.min(same), opened);
    report.reached = kept == opened && same == opened;
    report.summary = format!(
        "miwg: {kept} of {opened} well-formed files keep their meaning, {same} their bytes; \
         {broken} broken ones located"
    );
    Ok(report)
}

/// Unchanged, and changed and changed back, the file has its bytes.
fn rewritten(document: &Document, bytes: &[u8]) -> Result<(), String> {
    if document.write() != bytes {
        return Err("an unchanged document has other bytes".to_owned());
    }
    let mut changed = document.clone();
    let mut taken = changed.ids();
    let added = add_message(&mut changed, &mut taken).map_err(|p| p.to_string())?;
    let bare = without_id(&changed);
    if let Some(bare) = bare {
        let id = Document::fresh_id("Id", &mut taken);
        changed
            .set_attribute(bare, "id", &id)
            .map_err(|p| p.to_string())?;
        changed
            .remove_attribute(bare, "id")
            .map_err(|p| p.to_string())?;
    }
    changed.remove(added).map_err(|p| p.to_string())?;
    if changed.write() == bytes {
        Ok(())
    } else {
        Err("a change and its reverse leave other bytes".to_owned())
    }
}

/// Every name is written anew, an id is added and an element; read again the file says the same
/// but for these.
fn meaning_kept(document: &Document) -> Result<(), String> {
    let before = Meaning::of(document);
    let mut changed = document.clone();
    let mut taken = changed.ids();
    let fresh = touch(&mut changed, &mut taken).map_err(|problem| problem.to_string())?;
    let again = Document::read(&changed.write()).map_err(|problem| problem.to_string())?;
    let mut after = Meaning::of(&again);
    let is_fresh = |id: &Option<String>| id.as_ref().is_some_and(|id| fresh.contains(id));
    after
        .statements
        .retain(|said| !(said.kind == "message" && is_fresh(&said.id)));
    for said in &mut after.statements {
        if is_fresh(&said.id) {
            said.id = None;
        }
    }
    match before.difference(&after) {
        None => Ok(()),
        Some((was, is)) => Err(format!("`{}` became `{}`", short(&was), short(&is))),
    }
}

/// What a line of a report can hold of a statement.
fn short(said: &str) -> String {
    said.trim().chars().take(160).collect()
}

/// Returns the ids that it gave.
fn touch(
    document: &mut Document,
    taken: &mut BTreeSet<String>,
) -> Result<BTreeSet<String>, EditProblem> {
    let mut fresh = BTreeSet::new();
    let elements: Vec<ElementId> = document.within(document.root()).collect();
    for element in elements {
        let name = document
            .attribute(element, "name")
            .map(|name| name.into_owned());
        if let Some(name) = name {
            // A name that stays the same would keep its spelling; this one is spelled anew.
            document.set_attribute(element, "name", &format!("{name}\u{5b57}"))?;
            document.set_attribute(element, "name", &name)?;
        }
    }
    if let Some(bare) = without_id(document) {
        let id = Document::fresh_id("Id", taken);
        document.set_attribute(bare, "id", &id)?;
        fresh.insert(id);
    }
    let added = add_message(document, taken)?;
    fresh.extend(document.attribute(added, "id").map(|id| id.into_owned()));
    Ok(fresh)
}

/// The first BPMN element, the root aside, that has attributes but no id and is no tool's own.
fn without_id(document: &Document) -> Option<ElementId> {
    let facts = Facts::of(document);
    let mut own = facts.elements.iter().skip(1).copied();
    own.find(|element| {
        facts.id(*element).is_empty() && document.attributes(*element).next().is_some()
    })
}

fn add_message(
    document: &mut Document,
    taken: &mut BTreeSet<String>,
) -> Result<ElementId, EditProblem> {
    let root = document.root();
    let first = document.children(root).next();
    let message = document.insert(root, first, BPMN, "message")?;
    let id = Document::fresh_id("Message", taken);
    document.set_attribute(message, "id", &id)?;
    Ok(message)
}
