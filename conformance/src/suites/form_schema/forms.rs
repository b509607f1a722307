//! Reading a form and writing it back.

use form_model::schema::{self, Dialect};
use form_model::{Form, Json, Kind};

use super::tokens::tokens;

/// What came of a sample form.
pub enum Outcome {
    /// It was read.
    Read(Read),
    /// It was refused with code and place, and the schema refuses it too.
    Refused(String),
    /// It was refused, and the schema does not say why.
    TooStrict(String),
}

/// A form that was read.
pub struct Read {
    /// How much the schema finds wrong with it.
    pub faults: usize,
    /// What this program does not run, a line each.
    pub named: Vec<String>,
    /// Whether it came back without loss.
    pub kept: Result<(), String>,
}

/// Reads a sample form and writes it back.
pub fn sample(bytes: &[u8]) -> Outcome {
    let found = match schema::check(bytes, Dialect::FormJs) {
        Ok(found) => found,
        Err(problem) => return unreadable(bytes, &problem),
    };
    let form = match Form::read(bytes) {
        Ok(form) => form,
        Err(problem) => {
            return match found.first() {
                Some(finding) => Outcome::Refused(format!("{problem}; schema: {finding}")),
                None => Outcome::TooStrict(format!("a valid form is refused: {problem}")),
            };
        }
    };
    let problems = form.problems();
    let named = problems.iter().map(|problem| {
        let severity = format!("{:?}", problem.severity()).to_lowercase();
        format!("{severity}: {problem}")
    });
    Outcome::Read(Read {
        faults: found.len(),
        named: named.collect(),
        kept: kept(bytes),
    })
}

/// What is no JSON for another reader either may be refused.
fn unreadable(bytes: &[u8], problem: &form_model::Problem) -> Outcome {
    match serde_json::from_slice::<serde_json::Value>(bytes) {
        Ok(_) => Outcome::TooStrict(format!("JSON is refused: {problem}")),
        Err(_) => Outcome::Refused(problem.to_string()),
    }
}

/// Whether a form is read, every component of it, and comes back without loss: with its bytes
/// where nothing was changed, with all its tokens where every component was changed and changed
/// back.
pub fn kept(bytes: &[u8]) -> Result<(), String> {
    let form = Form::read(bytes).map_err(|problem| format!("it is not read: {problem}"))?;
    if form.write() != bytes {
        return Err("an unchanged form has other bytes".to_owned());
    }
    let components = form.all();
    let told = components_of(form.json());
    if components.len() != told {
        return Err(format!(
            "{} of {told} components are read",
            components.len()
        ));
    }
    let problems = form.problems();
    for component in &components {
        let unknown = matches!(component.kind, Kind::Unknown(_));
        let mut of_it = problems.iter().filter(|p| p.path == component.pointer);
        if unknown && of_it.all(|problem| problem.code != "form-kind-unknown") {
            return Err(format!(
                "an unknown type at {} is not named",
                component.pointer
            ));
        }
    }
    let pointers: Vec<String> = components.iter().map(|c| c.pointer.clone()).collect();
    let changed = edited(&form, &pointers, |component| {
        *component.entry(MARK) = Json::Bool(true);
    })?;
    let marks = count(&changed, &format!("\"{MARK}"));
    if marks != pointers.len() {
        return Err(format!(
            "{marks} of {} components are changed",
            pointers.len()
        ));
    }
    let back = edited(&changed, &pointers, |component| {
        drop(component.remove(MARK))
    })?;
    let before = tokens(&String::from_utf8_lossy(bytes));
    let after = tokens(&String::from_utf8_lossy(back.write()));
    match before.iter().zip(&after).find(|(was, is)| was != is) {
        Some((was, is)) => Err(format!("`{was}` became `{is}`")),
        None if before.len() == after.len() => Ok(()),
        None => Err(format!("{} tokens became {}", before.len(), after.len())),
    }
}

/// A property that no form has.
const MARK: &str = "antou-conformance";

fn edited(form: &Form, pointers: &[String], change: impl Fn(&mut Json)) -> Result<Form, String> {
    let all = |json: &mut Json| {
        for pointer in pointers {
            if let Some(component) = json.at_mut(pointer) {
                change(component);
            }
        }
    };
    let changed = form.edit(all);
    changed.map_err(|problem| format!("a changed form is not read: {problem}"))
}

fn count(form: &Form, token: &str) -> usize {
    let tokens = tokens(&String::from_utf8_lossy(form.write()));
    tokens.iter().filter(|t| *t == token).count()
}

/// How many components a document lists.
fn components_of(json: &Json) -> usize {
    let list = json.get("components").and_then(Json::as_list);
    let list = list.unwrap_or_default().iter();
    list.map(|component| 1 + components_of(component)).sum()
}
