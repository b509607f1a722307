//! The literal expressions of the kit's models, with the values that its cases give.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use feel::lang::val::Val;
use roxmltree::{Document, Node};

use crate::report::files;
use crate::suites::dmn_tck::file::Cases;

/// Cases of one file whose values are given.
const CASES: usize = 5;

/// An expression of a model.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked {
    /// The variables that are given, with the texts of their values.
    pub names: Vec<(String, String)>,
    /// The text.
    pub text: String,
    /// Whether the text has a name of the model that is not given: of a decision, a function or a
    /// type.
    pub needs_model: bool,
}

/// All of them, each once.
///
/// # Errors
/// When the kit is not there.
pub fn expressions(folder: &Path) -> io::Result<BTreeSet<Asked>> {
    let mut all = BTreeSet::new();
    for path in files(&folder.join("dmn-tck"), ".xml")? {
        let cases = Cases::read(&path)?;
        let model = path.with_file_name(&cases.model);
        let text = std::fs::read_to_string(&model)?;
        let document = Document::parse(&text)
            .map_err(|error| io::Error::other(format!("{}: {error}", model.display())))?;
        let named = document.descendants();
        let model_names: Vec<&str> = named.filter_map(|node| node.attribute("name")).collect();
        let texts: Vec<String> = document.descendants().filter_map(literal).collect();
        for case in cases.cases.iter().take(CASES) {
            let given = case.inputs.iter();
            let given: Vec<(String, String)> = given
                .map(|(name, value)| (name.to_string(), written(value)))
                .collect();
            for text in &texts {
                let read = given
                    .iter()
                    .filter(|(name, _)| text.contains(name.as_str()));
                let names: Vec<(String, String)> = read.cloned().collect();
                let mut others = model_names.iter();
                let needs_model = others.any(|other| {
                    text.contains(other) && names.iter().all(|(name, _)| name != other)
                });
                all.insert(Asked {
                    names,
                    text: text.clone(),
                    needs_model,
                });
            }
        }
    }
    Ok(all)
}

fn literal(node: Node<'_, '_>) -> Option<String> {
    let is_text = node.tag_name().name() == "text";
    let parent = node.parent().filter(|_| is_text)?;
    let literal = parent.tag_name().name() == "literalExpression";
    let text = node.text().filter(|_| literal)?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The expression of a value.
fn written(value: &Val) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    match value {
        Val::Bool(b) => b.to_string(),
        Val::Number(n) => n.to_string(),
        Val::Text(text) => quoted(text),
        Val::Date(date) => format!("@\"{date}\""),
        Val::Time(time) => format!("@\"{time}\""),
        Val::DateTime(moment) => format!("@\"{moment}\""),
        Val::DayTime(length) => format!("@\"{length}\""),
        Val::Months(months) => format!("@\"{}\"", feel::lang::time::write_months(*months)),
        Val::List(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[{}]", items.join(", "))
        }
        Val::Context(entries) => {
            let entries = entries.iter();
            let entries: Vec<String> = entries
                .map(|(name, value)| format!("{}: {}", quoted(name), written(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Val::Null | Val::Range(_) | Val::Function(_) => "null".to_owned(),
    }
}
