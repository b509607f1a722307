//! What the executable model reads of a document: names, values and texts without their spelling.

use super::{Document, ElementId};
use crate::Problem;
use crate::bpmn::model::Place;

/// An element as the executable model reads it.
#[derive(Debug, Default)]
pub struct Node {
    /// Namespace, empty for none.
    pub space: String,
    /// Local name.
    pub name: String,
    /// Namespace, local name and value, in file order.
    pub attributes: Vec<(String, String, String)>,
    /// Text directly inside, joined.
    pub text: String,
    /// Elements inside, in file order.
    pub nodes: Vec<Node>,
    /// Where it begins.
    pub place: Place,
}

impl Node {
    /// The attribute of this name without a namespace.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(space, local, _)| space.is_empty() && local == name)
            .map(|(_, _, value)| value.as_str())
    }

    /// The BPMN elements of this name inside.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.nodes
            .iter()
            .filter(move |node| node.space == crate::bpmn::BPMN && node.name == name)
    }
}

/// Reads the root element.
pub fn tree(bytes: &[u8]) -> Result<Node, Problem> {
    let document = Document::read(bytes)?;
    Ok(node(&document, document.root()))
}

/// The depth of the recursion is the document's, which [`super::MAX_DEPTH`] bounds.
fn node(document: &Document, element: ElementId) -> Node {
    Node {
        space: document.space(element).to_owned(),
        name: document.local(element).to_owned(),
        attributes: document
            .attributes(element)
            .map(|a| (a.space.to_owned(), a.local.to_owned(), a.value.into_owned()))
            .collect(),
        text: document.text(element),
        nodes: document
            .children(element)
            .map(|child| node(document, child))
            .collect(),
        place: document.place(element),
    }
}
