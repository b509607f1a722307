//! One element of a file as a statement.

use super::facts::{Facts, Resolved};
use super::schema::{Class, default, defaults, reference};
use crate::bpmn::BPMN;
use crate::bpmn::xml::{Attribute, ElementId};
use std::collections::BTreeMap;
use std::fmt;

/// The namespaces of the diagram, with the names that a statement gives them.
const SHORT: [(&str, &str); 5] = [
    ("http://www.omg.org/spec/BPMN/20100524/DI", "bpmndi"),
    ("http://www.omg.org/spec/DD/20100524/DC", "dc"),
    ("http://www.omg.org/spec/DD/20100524/DI", "di"),
    ("http://www.w3.org/2001/XMLSchema-instance", "xsi"),
    ("http://www.w3.org/XML/1998/namespace", "xml"),
];
/// Namespace of the shapes and edges of BPMN diagrams.
pub const BPMNDI: &str = SHORT[0].0;
/// Booleans that the schema gives no value to when they are left out.
const BOOLEANS: [&str; 8] = [
    "isExecutable",
    "isImmediate",
    "waitForCompletion",
    "isExpanded",
    "isHorizontal",
    "isMarkerVisible",
    "isMessageVisible",
    "mustUnderstand",
];

/// What one element says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Number of elements around it.
    pub depth: usize,
    /// Its BPMN name; `bpmndi:`, `dc:` or `di:` before a diagram's; `{namespace}` before others.
    pub kind: String,
    /// Its id.
    pub id: Option<String>,
    /// Its attributes with default values filled in, references as `-> id (kind)`.
    pub facts: BTreeMap<String, String>,
    /// Its text; for extension elements and mixed content everything inside.
    pub text: String,
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:width$}{}", "", self.kind, width = self.depth * 2)?;
        if let Some(id) = &self.id {
            write!(f, " #{id}")?;
        }
        for (name, value) in &self.facts {
            write!(f, " {name}={value:?}")?;
        }
        if !self.text.is_empty() {
            write!(f, ": {:?}", self.text)?;
        }
        Ok(())
    }
}

pub(super) fn statements(facts: &Facts<'_>) -> Vec<Statement> {
    let mut said = Vec::new();
    say(facts, facts.document.root(), 0, &mut said);
    said
}

/// The depth of the recursion is the document's, which its reader bounds.
fn say(facts: &Facts<'_>, element: ElementId, depth: usize, said: &mut Vec<Statement>) {
    let document = facts.document;
    let space = document.space(element);
    let known = space == BPMN || SHORT.iter().any(|(known, _)| *known == space);
    let holds = document.children(element).next().is_some();
    let raw = document.text(element);
    let mixed = holds && !raw.trim().is_empty();
    let whole = !known || mixed;
    let text = if whole {
        verbatim(facts, element)
    } else if holds {
        String::new()
    } else {
        spoken_text(facts, element, raw)
    };
    said.push(Statement {
        depth,
        kind: named(space, document.local(element)),
        id: facts.written(element, "id"),
        facts: values(facts, element),
        text,
    });
    if !whole {
        for child in document.children(element) {
            say(facts, child, depth + 1, said);
        }
    }
}

/// A reference's text is what it points at; other text is as written, except that white space
/// alone says nothing.
fn spoken_text(facts: &Facts<'_>, element: ElementId, raw: String) -> String {
    let around = facts.kind_around(element);
    match reference(around, facts.kind(element), true) {
        Some(class) if !around.is_empty() => pointed(facts, element, raw.trim(), class),
        _ if raw.trim().is_empty() => String::new(),
        _ => raw,
    }
}

fn named(space: &str, local: &str) -> String {
    match SHORT.iter().find(|(known, _)| *known == space) {
        _ if space == BPMN => local.to_owned(),
        Some((_, short)) => format!("{short}:{local}"),
        None => format!("{{{space}}}{local}"),
    }
}

fn values(facts: &Facts<'_>, element: ElementId) -> BTreeMap<String, String> {
    let kind = facts.kind(element);
    let mut values: BTreeMap<String, String> = defaults(kind)
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    for attribute in facts.document.attributes(element) {
        if attribute.space.is_empty() && attribute.local == "id" {
            continue;
        }
        let name = match attribute.space {
            "" => attribute.local.to_owned(),
            space => named(space, attribute.local),
        };
        values.insert(name, value(facts, element, &attribute));
    }
    values
}

fn value(facts: &Facts<'_>, element: ElementId, attribute: &Attribute<'_>) -> String {
    let text = attribute.value.trim();
    let document = facts.document;
    let space = document.space(element);
    match (space, attribute.space, attribute.local) {
        (_, "http://www.w3.org/2001/XMLSchema-instance", "type") => {
            let (prefix, local) = text.split_once(':').unwrap_or(("", text));
            let space = document.bound(element, prefix).unwrap_or_default();
            named(space, local)
        }
        (BPMNDI, "", "bpmnElement" | "choreographyActivityShape") => {
            pointed(facts, element, text, Class::Any)
        }
        (BPMN, "", name) => match reference(facts.kind(element), name, false) {
            Some(class) => pointed(facts, element, text, class),
            None => plain(facts, element, name, &attribute.value),
        },
        (space, "", name) if space != BPMN && SHORT.iter().any(|(known, _)| *known == space) => {
            number(text).unwrap_or_else(|| plain(facts, element, name, &attribute.value))
        }
        _ => attribute.value.clone().into_owned(),
    }
}

/// Both spellings of a boolean say the same (XML Schema part 2, 3.2.2).
fn plain(facts: &Facts<'_>, element: ElementId, name: &str, value: &str) -> String {
    let given = default(facts.kind(element), name);
    let boolean = matches!(given, Some("true" | "false")) || BOOLEANS.contains(&name);
    match value.trim() {
        "1" if boolean => "true".to_owned(),
        "0" if boolean => "false".to_owned(),
        _ => value.to_owned(),
    }
}

/// A coordinate without zeros that say nothing.
fn number(text: &str) -> Option<String> {
    let (whole, part) = text.split_once('.')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole.strip_prefix('-').unwrap_or(whole)) || !digits(part) {
        return None;
    }
    let part = part.trim_end_matches('0');
    Some(if part.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{part}")
    })
}

fn pointed(facts: &Facts<'_>, holder: ElementId, text: &str, class: Class) -> String {
    match facts.resolve(holder, text, class) {
        Resolved::Here(found) => format!("-> {} ({})", facts.id(found), facts.kind(found)),
        Resolved::Missing => format!("-> nothing ({text})"),
        Resolved::Elsewhere => {
            let (prefix, local) = text.split_once(':').unwrap_or(("", text));
            let space = facts.document.bound(holder, prefix);
            match space.filter(|space| !prefix.is_empty() && !space.is_empty()) {
                Some(space) => format!("-> {{{space}}}{local}"),
                None => format!("-> {text}"),
            }
        }
    }
}

/// Everything inside of an element, with namespaces in place of prefixes.
fn verbatim(facts: &Facts<'_>, element: ElementId) -> String {
    let document = facts.document;
    let mut said = document.text(element);
    if said.trim().is_empty() && document.children(element).next().is_some() {
        said.clear();
    }
    for child in document.children(element) {
        let attributes: BTreeMap<String, String> = document
            .attributes(child)
            .map(|a| (named(a.space, a.local), a.value.into_owned()))
            .collect();
        let name = named(document.space(child), document.local(child));
        said.push_str(&format!(
            "<{name} {attributes:?}>{}</>",
            verbatim(facts, child)
        ));
    }
    said
}
