//! Files of cases (testCases.xsd of the kit).

use feel::lang::time::{Date, DateTime, DayTime, Time, read_months};
use feel::lang::val::{Entries, Val};
use feel::number;
use roxmltree::{Document, Node};
use std::io;
use std::path::Path;
use std::sync::Arc;

const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The cases of one file.
pub struct Cases {
    /// File name of the model.
    pub model: String,
    /// The cases in their order.
    pub cases: Vec<Case>,
}

/// One case.
pub struct Case {
    /// Its id.
    pub id: String,
    /// The knowledge model or service that is called, when it is not decisions that are asked.
    pub invocable: Option<String>,
    /// What is given.
    pub inputs: Entries,
    /// What is asked, and what must come of it.
    pub results: Vec<(String, Val)>,
}

impl Cases {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is no file of cases.
    pub fn read(path: &Path) -> io::Result<Self> {
        let text = std::fs::read_to_string(path)?;
        let wrong = |why: String| io::Error::other(format!("{}: {why}", path.display()));
        let document = Document::parse(&text).map_err(|error| wrong(error.to_string()))?;
        let root = document.root_element();
        let model = named(root, "modelName").next().and_then(|node| node.text());
        let cases: Result<Vec<Case>, String> = named(root, "testCase").map(case).collect();
        Ok(Self {
            model: model.unwrap_or_default().trim().to_owned(),
            cases: cases.map_err(wrong)?,
        })
    }
}

fn named<'n>(node: Node<'n, 'n>, name: &'static str) -> impl Iterator<Item = Node<'n, 'n>> {
    node.children()
        .filter(move |child| child.tag_name().name() == name)
}

fn case(node: Node<'_, '_>) -> Result<Case, String> {
    let name = |node: Node<'_, '_>| node.attribute("name").unwrap_or_default().to_owned();
    let inputs: Result<Entries, String> = named(node, "inputNode")
        .map(|input| Ok((Arc::from(name(input)), value(input)?)))
        .collect();
    let results = named(node, "resultNode").map(|result| {
        let expected = named(result, "expected").next().map(value).transpose()?;
        Ok((name(result), expected.unwrap_or_default()))
    });
    let results: Result<Vec<(String, Val)>, String> = results.collect();
    Ok(Case {
        id: node.attribute("id").unwrap_or_default().to_owned(),
        invocable: node.attribute("invocableName").map(str::to_owned),
        inputs: inputs?,
        results: results?,
    })
}

fn is_nil(node: Node<'_, '_>) -> bool {
    node.attribute((INSTANCE, "nil")) == Some("true")
}

/// What an element holds: a list, components, or one value.
fn value(node: Node<'_, '_>) -> Result<Val, String> {
    if let Some(list) = named(node, "list").next() {
        if is_nil(list) {
            return Ok(Val::Null);
        }
        let items: Result<Vec<Val>, String> = named(list, "item").map(value).collect();
        return items.map(Val::list);
    }
    let components = named(node, "component").map(|component| {
        let name = component.attribute("name").unwrap_or_default();
        Ok((Arc::from(name), value(component)?))
    });
    let components: Result<Entries, String> = components.collect();
    let components = components?;
    if !components.is_empty() {
        return Ok(Val::context(components));
    }
    match named(node, "value").next() {
        Some(single) if !is_nil(single) => simple(single),
        _ => Ok(Val::Null),
    }
}

fn simple(node: Node<'_, '_>) -> Result<Val, String> {
    let text: String = node
        .descendants()
        .filter(Node::is_text)
        .filter_map(|part| part.text())
        .collect();
    let of = node.attribute((INSTANCE, "type")).unwrap_or("xsd:string");
    let trimmed = text.trim();
    let read = match of.rsplit(':').next().unwrap_or(of) {
        "string" => Some(Val::text(text.as_str())),
        "boolean" => Some(Val::Bool(trimmed == "true" || trimmed == "1")),
        "date" => Date::read(trimmed).map(Val::Date),
        "time" => Time::read(trimmed).map(Val::Time),
        "dateTime" => DateTime::read(trimmed).map(Val::DateTime),
        "duration" | "dayTimeDuration" | "yearMonthDuration" => read_months(trimmed)
            .map(Val::Months)
            .or_else(|| DayTime::read(trimmed).map(Val::DayTime)),
        "decimal" | "double" | "float" | "integer" | "int" | "long" => {
            number::read(trimmed).map(Val::Number)
        }
        _ => None,
    };
    read.ok_or_else(|| format!("`{trimmed}` is no {of}"))
}
