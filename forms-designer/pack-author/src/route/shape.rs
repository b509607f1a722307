//! The shape of a flow: what it does, apart from ids, names, places in the diagram and what other
//! tools wrote beside it. Two flows have the same shape when they are told by the same lines.

use std::collections::{BTreeMap, BTreeSet};

use workflow_engine::bpmn::xml::{Document, ElementId};

use super::flow::{ANTOU, BPMN};
use crate::Problem;
use crate::files::FLOW;

/// What is said beside a flow and does nothing.
const ASIDE: [&str; 8] = [
    "association",
    "documentation",
    "extensionElements",
    "group",
    "incoming",
    "outgoing",
    "sequenceFlow",
    "textAnnotation",
];

/// Attributes that name or lead, and are told otherwise or not at all.
const NAMING: [&str; 9] = [
    "associationDirection",
    "attachedToRef",
    "default",
    "gatewayDirection",
    "id",
    "implementation",
    "isClosed",
    "name",
    "processType",
];

/// Attributes whose default may be written or left out (BPMN 2.0, the schema).
const DEFAULTS: [(&str, &str); 7] = [
    ("cancelActivity", "true"),
    ("completionQuantity", "1"),
    ("isForCompensation", "false"),
    ("isInterrupting", "true"),
    ("parallelMultiple", "false"),
    ("startQuantity", "1"),
    ("triggeredByEvent", "false"),
];

/// Most elements of a process that is looked at; a route has fewer.
const MAX_ELEMENTS: usize = 1_000;

/// What a flow holds that a linear route can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Facts {
    pub process: String,
    pub name: String,
    /// The decision that gives the stations.
    pub decision: String,
    pub ledger: bool,
    pub number: bool,
    pub filed: bool,
    pub urge: Option<u8>,
}

/// The only process of a file.
pub(super) fn process(document: &Document) -> Option<ElementId> {
    let root = document.root();
    let mut all = document.children(root).filter(|element| {
        document.local(*element) == "process" && document.space(*element) == BPMN
    });
    let process = all.next()?;
    all.next().is_none().then_some(process)
}

fn not_linear(why: &str) -> Problem {
    Problem::new(FLOW, "route-not-linear").with("why", why)
}

/// What the elements of a flow say, whatever leads where.
pub(super) fn facts(document: &Document) -> Result<Facts, Problem> {
    let process = process(document).ok_or_else(|| not_linear("process"))?;
    if document.within(process).count() > MAX_ELEMENTS {
        return Err(not_linear("size"));
    }
    let attribute = |element, name: &str| {
        let value = document.attribute(element, name);
        value.unwrap_or_default().trim().to_owned()
    };
    let own = |name: &'static str| {
        let within = document.within(process);
        within.filter_map(move |element| document.attribute_in(element, ANTOU, name))
    };
    let serves = |service: &str| own("service").any(|known| known == service);
    let mut routes = own("route");
    let decision = routes.next().ok_or_else(|| not_linear("route"))?;
    if routes.next().is_some() {
        return Err(not_linear("route"));
    }
    let urge = own("workingDays").next();
    let urge = urge.map(|days| days.trim().parse::<u8>()).transpose();
    Ok(Facts {
        process: attribute(process, "id"),
        name: attribute(process, "name"),
        decision: decision.into_owned(),
        ledger: serves("ledger.hold"),
        number: serves("number.issue"),
        filed: serves("file.archive"),
        urge: urge.map_err(|_| not_linear("workingDays"))?,
    })
}

/// The first line in which two flows differ: that of the first, and that of the second.
pub(super) fn difference(wanted: &Document, found: &Document) -> Option<(String, String)> {
    let (wanted, found) = (lines(wanted), lines(found));
    let long = wanted.len().max(found.len());
    let line = |lines: &Vec<String>, at: usize| lines.get(at).cloned().unwrap_or_default();
    (0..long)
        .map(|at| (line(&wanted, at), line(&found, at)))
        .find(|(wanted, found)| wanted != found)
}

fn lines(document: &Document) -> Vec<String> {
    let Some(process) = process(document) else {
        return Vec::new();
    };
    let mut lines = vec![label(document, process)];
    Scope::of(document, process).tell("", &mut lines);
    lines
}

/// An element with its values, without ids: what it refers to is told by its name or code.
fn label(document: &Document, element: ElementId) -> String {
    let mut told = document.local(element).to_owned();
    let mut values: Vec<String> = document
        .attributes(element)
        .filter_map(|attribute| {
            let value = attribute.value.trim().to_owned();
            match attribute.space {
                ANTOU => Some(format!("antou:{}={value}", attribute.local)),
                "" if NAMING.contains(&attribute.local) => None,
                "" if DEFAULTS.contains(&(attribute.local, value.as_str())) => None,
                "" => Some(format!(
                    "{}={}",
                    attribute.local,
                    meant(document, attribute.local, &value)
                )),
                _ => None,
            }
        })
        .collect();
    values.sort();
    for value in values {
        told.push(' ');
        told.push_str(&value);
    }
    for part in document.children(element) {
        let name = document.local(part);
        if document.space(part) == BPMN && !ASIDE.contains(&name) && !is_node(document, part) {
            told.push_str(" (");
            told.push_str(&label(document, part));
            let text = document.text(part);
            if !text.trim().is_empty() {
                told.push_str(" : ");
                told.push_str(text.trim());
            }
            told.push(')');
        }
    }
    told
}

/// What a reference means: the name of a message or signal, the code of an error.
fn meant(document: &Document, attribute: &str, value: &str) -> String {
    if !["messageRef", "errorRef", "signalRef", "escalationRef"].contains(&attribute) {
        return value.to_owned();
    }
    let id = value.rsplit(':').next().unwrap_or(value);
    let mut roots = document.children(document.root());
    let root = roots.find(|root| document.attribute(*root, "id").as_deref() == Some(id));
    let names = ["errorCode", "escalationCode", "name"];
    let mut said = names
        .iter()
        .filter_map(|name| document.attribute(root?, name));
    said.next()
        .map_or_else(|| value.to_owned(), |said| said.into_owned())
}

/// Whether an element is one that flows lead to.
fn is_node(document: &Document, element: ElementId) -> bool {
    let name = document.local(element);
    ["Task", "Event", "Gateway", "Process"]
        .iter()
        .any(|end| name.ends_with(end))
        || ["task", "callActivity", "transaction"].contains(&name)
}

/// What is in a process or sub-process.
struct Scope<'d> {
    document: &'d Document,
    nodes: BTreeMap<String, ElementId>,
    /// Out of each node: whether it is the default, its condition, and where it leads.
    ways: BTreeMap<String, Vec<(bool, String, String)>>,
    entered: BTreeSet<String>,
    attached: BTreeMap<String, Vec<String>>,
    undone_by: BTreeMap<String, Vec<String>>,
    /// What is in it and no node, no flow and nothing aside.
    others: Vec<String>,
}

impl<'d> Scope<'d> {
    fn of(document: &'d Document, element: ElementId) -> Self {
        let mut scope = Self {
            document,
            nodes: BTreeMap::new(),
            ways: BTreeMap::new(),
            entered: BTreeSet::new(),
            attached: BTreeMap::new(),
            undone_by: BTreeMap::new(),
            others: Vec::new(),
        };
        let inside = |part: &ElementId| document.space(*part) == BPMN;
        let (nodes, others): (Vec<ElementId>, Vec<ElementId>) = document
            .children(element)
            .filter(inside)
            .partition(|part| is_node(document, *part));
        for node in nodes {
            let id = scope.attribute(node, "id");
            let host = scope.attribute(node, "attachedToRef");
            if !host.is_empty() {
                scope.attached.entry(host).or_default().push(id.clone());
            }
            scope.nodes.insert(id, node);
        }
        others.into_iter().for_each(|other| scope.connect(other));
        scope
    }

    fn attribute(&self, element: ElementId, name: &str) -> String {
        let value = self.document.attribute(element, name);
        value.unwrap_or_default().trim().to_owned()
    }

    fn connect(&mut self, element: ElementId) {
        let [from, to] = ["sourceRef", "targetRef"].map(|name| self.attribute(element, name));
        match self.document.local(element) {
            "sequenceFlow" => {
                let source = self.nodes.get(&from).copied();
                let default = source.map(|source| self.attribute(source, "default"));
                let is_default = default == Some(self.attribute(element, "id"));
                let mut parts = self.document.children(element);
                let condition = parts
                    .find(|part| self.document.local(*part) == "conditionExpression")
                    .map(|part| self.document.text(part).trim().to_owned());
                self.entered.insert(to.clone());
                let ways = self.ways.entry(from).or_default();
                ways.push((is_default, condition.unwrap_or_default(), to));
            }
            "association" if self.nodes.contains_key(&from) && self.nodes.contains_key(&to) => {
                self.undone_by.entry(from).or_default().push(to);
            }
            name if !ASIDE.contains(&name) => self.others.push(label(self.document, element)),
            _ => {}
        }
    }

    fn label(&self, id: &str) -> String {
        let node = self.nodes.get(id);
        node.map_or_else(|| "?".to_owned(), |node| label(self.document, *node))
    }

    /// Tells it from its beginning on, node by node as they are reached.
    fn tell(&self, indent: &str, lines: &mut Vec<String>) {
        let mut order: Vec<String> = Vec::new();
        let is_start =
            |id: &&String| !self.entered.contains(*id) && self.label(id).starts_with("startEvent");
        let starts = self.nodes.keys().filter(is_start).cloned();
        order.extend(self.sorted(starts));
        let mut at = 0;
        while let Some(id) = order.get(at).cloned() {
            let next = self.next(&id);
            for (_, to) in &next {
                if !order.contains(to) {
                    order.push(to.clone());
                }
            }
            let number = |to: &String| order.iter().position(|known| known == to).unwrap_or(0);
            let leads = next.iter().map(|(how, to)| format!(" {how}{}", number(to)));
            let leads: String = leads.collect();
            lines.push(format!("{indent}{at} {}{leads}", self.label(&id)));
            if let Some(node) = self.nodes.get(&id)
                && self.document.local(*node) == "subProcess"
            {
                Scope::of(self.document, *node).tell(&format!("{indent}  "), lines);
            }
            at += 1;
        }
        let left = self.nodes.keys().filter(|id| !order.contains(id)).cloned();
        let left = self.sorted(left).into_iter().map(|id| self.label(&id));
        let others = left.chain(self.others.iter().cloned());
        lines.extend(others.map(|other| format!("{indent}- {other}")));
    }

    fn sorted(&self, ids: impl Iterator<Item = String>) -> Vec<String> {
        let mut ids: Vec<(String, String)> = ids.map(|id| (self.label(&id), id)).collect();
        ids.sort();
        ids.into_iter().map(|(_, id)| id).collect()
    }

    /// Where one comes from a node, and how.
    fn next(&self, id: &str) -> Vec<(String, String)> {
        let ways = self.ways.get(id).into_iter().flatten();
        let mut next: Vec<(String, String, String)> = ways
            .map(|(default, condition, to)| {
                let how = match (default, condition.as_str()) {
                    (true, _) => "-default->".to_owned(),
                    (false, "") => "->".to_owned(),
                    (false, condition) => format!("-[{condition}]->"),
                };
                (how, self.label(to), to.clone())
            })
            .collect();
        let beside = |how: &str, ids: &BTreeMap<String, Vec<String>>| -> Vec<_> {
            let ids = ids.get(id).into_iter().flatten();
            ids.map(|to| (how.to_owned(), self.label(to), to.clone()))
                .collect()
        };
        next.extend(beside("|", &self.attached));
        next.extend(beside("undone by ", &self.undone_by));
        next.sort();
        next.into_iter().map(|(how, _, to)| (how, to)).collect()
    }
}
