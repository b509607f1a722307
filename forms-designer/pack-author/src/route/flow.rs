//! A route as a flow in BPMN.

use workflow_engine::bpmn::xml::{Document, ElementId};

use super::sketch::{Node, Sketch, Way};
use super::{DECISION, Linear, drawing, shape};
use crate::files::FLOW;
use crate::tree::Tree;
use crate::{Files, Problem};

/// Namespace of BPMN 2.0.
pub(super) const BPMN: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// Namespace of the office's attributes.
pub(super) const ANTOU: &str = "https://antou.tw/bpmn/1";
/// Namespace of `xsi:type`.
pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A flow without anything in it.
const EMPTY: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:antou="https://antou.tw/bpmn/1" id="definitions" targetNamespace="https://antou.tw/packs/flow" expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">
</definitions>
"#;

/// Ids of the file that are no elements of the process.
const AROUND: [&str; 6] = [
    "definitions",
    "diagram",
    "plane",
    "message-withdraw",
    "message-corrected",
    "error-refused",
];

/// Whether an element of a flow has this id, so that the process cannot.
pub(super) fn is_taken(id: &str) -> bool {
    let whole = Linear {
        process: String::new(),
        name: String::new(),
        steps: Vec::new(),
        ledger: true,
        number: true,
        filed: true,
        urge: Some(1),
    };
    let plain = Linear {
        ledger: false,
        number: false,
        filed: false,
        urge: None,
        ..whole.clone()
    };
    let sketches = [&whole, &plain].map(|linear| Sketch::of(linear, DECISION));
    let drawn = |id: &str| id.starts_with("shape-") || id.starts_with("edge-");
    AROUND.contains(&id)
        || drawn(id)
        || id.ends_with("-definition")
        || sketches.iter().any(|sketch| {
            let ways = sketch.ways.iter().any(|way| way.id == id);
            ways || sketch.nodes.iter().any(|node| node.id == id)
        })
        || id == COMPENSATES
}

/// The association between what holds leave and what gives it back.
const COMPENSATES: &str = "hold-undone-by-release";

/// Writes the flow, where it does not have the same shape already; the decision that it asks.
pub(super) fn put(files: &mut Files, linear: &Linear) -> Result<String, Problem> {
    let known = files.get(FLOW).and_then(|bytes| Document::read(bytes).ok());
    let known = known.and_then(|document| {
        let facts = shape::facts(&document).ok()?;
        Some((document, facts))
    });
    let decision = known.as_ref().map(|(_, facts)| facts.decision.clone());
    let decision = decision.unwrap_or_else(|| DECISION.to_owned());
    let new = document(linear, &decision)?;
    if let Some((mut document, facts)) = known
        && facts.process == linear.process
        && shape::difference(&new, &document).is_none()
    {
        if facts.name != linear.name {
            rename(&mut document, &linear.name)?;
            files.insert(FLOW.to_owned(), document.write());
        }
        return Ok(decision);
    }
    files.insert(FLOW.to_owned(), new.write());
    Ok(decision)
}

fn rename(document: &mut Document, name: &str) -> Result<(), Problem> {
    let Some(process) = shape::process(document) else {
        return Ok(());
    };
    let renamed = document.set_attribute(process, "name", name);
    renamed.map_err(|problem| Problem::edit(FLOW, &problem))
}

/// The flow of a route as a document.
pub(super) fn document(linear: &Linear, decision: &str) -> Result<Document, Problem> {
    let read = Document::read(EMPTY.as_bytes());
    let mut document = read.map_err(|problem| Problem::xml(FLOW, &problem))?;
    let root = document.root();
    let sketch = Sketch::of(linear, decision);
    let put = |document: &mut Document, tree: &Tree| -> Result<ElementId, Problem> {
        let put = tree.put(document, root, None);
        put.map_err(|problem| Problem::edit(FLOW, &problem))
    };
    let message = |id: &str, name: &str| {
        let tree = Tree::new(BPMN, "message");
        tree.with("id", id).with("name", name)
    };
    put(&mut document, &message("message-withdraw", "withdraw"))?;
    if linear.ledger {
        put(&mut document, &message("message-corrected", "corrected"))?;
    }
    let error = Tree::new(BPMN, "error")
        .with("id", "error-refused")
        .with("name", "未准")
        .with("errorCode", "refused");
    put(&mut document, &error)?;
    put(&mut document, &sketch.process())?;
    put(&mut document, &drawing::diagram(&sketch, &linear.process))?;
    Ok(document)
}

impl Sketch<'_> {
    fn process(&self) -> Tree {
        let inside = |id: &str| self.nodes.iter().any(|node| node.id == id && node.inside);
        let (inner, outer): (Vec<&Way>, Vec<&Way>) =
            self.ways.iter().partition(|way| inside(way.from));
        let mut process = Tree::new(BPMN, "process")
            .with("id", &self.linear.process)
            .named("name", &self.linear.name)
            .with("isExecutable", "true");
        for node in self.nodes.iter().filter(|node| !node.inside) {
            let mut tree = self.element(node);
            if node.id == "approval" {
                let own = self.nodes.iter().filter(|node| node.inside);
                tree = tree.holding(own.map(|node| self.element(node)));
                tree = tree.holding(inner.iter().map(|way| flow(way)));
            }
            process = process.holding([tree]);
        }
        process = process.holding(outer.into_iter().map(flow));
        if self.linear.ledger {
            let association = Tree::new(BPMN, "association")
                .with("id", COMPENSATES)
                .with("associationDirection", "One")
                .with("sourceRef", "hold-undo")
                .with("targetRef", "release");
            process = process.holding([association]);
        }
        process
    }

    fn element(&self, node: &Node) -> Tree {
        let mut tree = Tree::new(BPMN, node.kind)
            .with("id", node.id)
            .named("name", node.name);
        for (space, name, value) in &node.attributes {
            tree = tree.with_in(space, name, value);
        }
        let end = |kind: &'static str, way: &Way| Tree::new(BPMN, kind).text(&way.id);
        let incoming = self.ways.iter().filter(|way| way.to == node.id);
        let outgoing = self.ways.iter().filter(|way| way.from == node.id);
        tree.holding(incoming.map(|way| end("incoming", way)))
            .holding(outgoing.map(|way| end("outgoing", way)))
            .holding(node.parts.iter().cloned())
    }

    /// Whether leave is held, and the association drawn.
    pub(super) fn compensates(&self) -> Option<&'static str> {
        self.linear.ledger.then_some(COMPENSATES)
    }
}

fn flow(way: &Way) -> Tree {
    let tree = Tree::new(BPMN, "sequenceFlow")
        .with("id", &way.id)
        .with("sourceRef", way.from)
        .with("targetRef", way.to);
    match way.condition {
        None => tree,
        Some(condition) => tree.holding([Tree::new(BPMN, "conditionExpression")
            .with_in(XSI, "type", "tFormalExpression")
            .text(condition)]),
    }
}
