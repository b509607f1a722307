//! The XML of office files as a tree, within limits. Entities that a file declares are not known:
//! a document type is refused, so that nothing can grow.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::problem::Problem;

/// Deepest nesting of elements.
pub(crate) const MAX_DEPTH: usize = 200;
/// Most elements and texts of one part.
pub(crate) const MAX_ELEMENTS: usize = 500_000;
/// What is only looked for and not into: pictures, objects, deleted text, remarks.
const HOLLOW: &[&str] = &[
    "annotation",
    "binary-data",
    "del",
    "drawing",
    "frame",
    "instrText",
    "moveFrom",
    "note",
    "object",
    "pict",
    "rPrChange",
    "sectPr",
    "tracked-changes",
];

/// An element by its name without prefix.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// An attribute that is a whole number.
    pub fn count(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// The elements directly inside.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of a name directly inside.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The element at the end of a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter()
            .try_fold(self, |element, name| element.child(name))
    }

    /// The attribute `val` of a child, as WordprocessingML has its settings.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// Whether a switch of WordprocessingML is on: it stands there and does not say no.
    pub fn is_on(&self, name: &str) -> bool {
        let Some(child) = self.child(name) else {
            return false;
        };
        !matches!(child.attribute("val"), Some("0" | "false" | "off" | "none"))
    }

    /// The first element of a name anywhere inside.
    pub fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|element| {
            if element.name == name {
                Some(element)
            } else {
                element.find(name)
            }
        })
    }
}

/// Reads a part; the answer is its outermost element.
///
/// # Errors
/// `import-damaged`, `import-doctype`, `import-too-deep`, `import-too-many-elements`.
pub(crate) fn read(bytes: &[u8], part: &str) -> Result<Element, Problem> {
    let damaged = |reason: &dyn std::fmt::Display| {
        let problem = Problem::new("import-damaged").with("reason", reason);
        problem.with("part", part)
    };
    let mut reader = Reader::from_reader(bytes);
    let mut tree = Tree::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| damaged(&error))?;
        match &event {
            Event::Start(start) => tree.open(start)?,
            Event::Empty(start) => {
                tree.open(start)?;
                tree.close();
            }
            Event::End(_) => tree.close(),
            Event::Text(text) => tree.text(text)?,
            Event::CData(text) => tree.text(text)?,
            Event::GeneralRef(name) => {
                let known = name.resolve_char_ref().map_err(|error| damaged(&error))?;
                let one = known.or_else(|| named(name));
                let one = one.ok_or_else(|| damaged(&"an entity that is not known"))?;
                tree.text(one.encode_utf8(&mut [0; 4]))?;
            }
            Event::DocType(_) => return Err(Problem::new("import-doctype").with("part", part)),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    tree.root
        .ok_or_else(|| damaged(&"the file ends before its outermost element does"))
}

/// The tree so far: the open elements, and how many are skipped.
#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    skipped: usize,
    count: usize,
    root: Option<Element>,
}

impl Tree {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), Problem> {
        if self.open.len() + self.skipped >= MAX_DEPTH {
            return Err(Problem::new("import-too-deep").with("limit", MAX_DEPTH));
        }
        let hollow = |element: &Element| HOLLOW.contains(&element.name.as_str());
        if self.skipped > 0 || self.open.last().is_some_and(hollow) {
            self.skipped += 1;
            return Ok(());
        }
        self.counted()?;
        let mut attributes = start.attributes();
        let attributes = attributes.with_checks(false).flatten();
        let attributes = attributes.filter_map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            let name = attribute.key.local_name().as_ref().to_owned();
            Some((name, value.into_owned()))
        });
        self.open.push(Element {
            name: start.local_name().as_ref().to_owned(),
            attributes: attributes.collect(),
            children: Vec::new(),
        });
        Ok(())
    }

    fn close(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let Some(element) = self.open.pop() else {
            return;
        };
        match self.open.last_mut() {
            Some(outer) => outer.children.push(Node::Element(element)),
            None => self.root = self.root.take().or(Some(element)),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Problem> {
        if self.skipped > 0 {
            return Ok(());
        }
        let is_new = match self.open.last().and_then(|element| element.children.last()) {
            Some(Node::Text(_)) => false,
            _ => !self.open.is_empty(),
        };
        if is_new {
            self.counted()?;
        }
        let Some(element) = self.open.last_mut() else {
            return Ok(());
        };
        match element.children.last_mut() {
            Some(Node::Text(known)) => known.push_str(text),
            _ => element.children.push(Node::Text(text.to_owned())),
        }
        Ok(())
    }

    fn counted(&mut self) -> Result<(), Problem> {
        self.count += 1;
        if self.count > MAX_ELEMENTS {
            return Err(Problem::new("import-too-many-elements").with("limit", MAX_ELEMENTS));
        }
        Ok(())
    }
}

/// The five entities that every XML file knows.
fn named(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
