//! Well-formed XML into a plain tree, with limits, without DTD.

use super::model::Place;
use crate::Problem;
use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

/// Largest file, in bytes.
pub const MAX_FILE: usize = 2 * 1024 * 1024;
/// Deepest nesting of elements.
pub const MAX_DEPTH: usize = 64;
/// Most elements in a file.
pub const MAX_ELEMENTS: usize = 50_000;

/// An XML element.
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
            .filter(move |node| node.space == super::BPMN && node.name == name)
    }
}

/// Turns byte offsets into places; offsets must not go back.
struct Places<'t> {
    text: &'t str,
    at: usize,
    place: Place,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            place: Place { line: 1, column: 1 },
        }
    }

    fn of(&mut self, at: usize) -> Place {
        let passed = self.text.get(self.at..at).unwrap_or_default();
        for c in passed.chars() {
            if c == '\n' {
                self.place.line += 1;
                self.place.column = 1;
            } else {
                self.place.column += 1;
            }
        }
        self.at = self.at.max(at);
        self.place
    }
}

fn problem(place: Place, reason: impl Into<String>) -> Problem {
    Problem::Xml {
        line: place.line,
        column: place.column,
        reason: reason.into(),
    }
}

/// Reads the root element.
pub fn tree(bytes: &[u8]) -> Result<Node, Problem> {
    let text = text_of(bytes)?;
    let mut places = Places::new(text);
    let mut reader = NsReader::from_str(text);
    let mut reading = Reading::default();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let event = reader.read_event();
        let place = places.of(at);
        match event.map_err(|e| problem(place, e.to_string()))? {
            Event::Eof => return reading.finish(),
            event => reading.take(&reader, event, place)?,
        }
    }
}

fn text_of(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > MAX_FILE {
        return Err(Problem::TooLarge {
            bytes: bytes.len(),
            limit: MAX_FILE,
        });
    }
    std::str::from_utf8(bytes).map_err(|e| {
        let valid = bytes.get(..e.valid_up_to()).unwrap_or_default();
        let valid = std::str::from_utf8(valid).unwrap_or_default();
        problem(Places::new(valid).of(valid.len()), "the file is not UTF-8")
    })
}

/// The elements that are open, and the root when it is closed.
#[derive(Default)]
struct Reading {
    open: Vec<Node>,
    root: Option<Node>,
    count: usize,
}

impl Reading {
    fn take(
        &mut self,
        reader: &NsReader<&[u8]>,
        event: Event<'_>,
        place: Place,
    ) -> Result<(), Problem> {
        match event {
            Event::DocType(_) => Err(problem(place, "a DTD is refused")),
            Event::Start(start) => {
                self.room(place)?;
                self.open.push(element(reader, &start, place)?);
                Ok(())
            }
            Event::Empty(start) => {
                self.room(place)?;
                let node = element(reader, &start, place)?;
                self.close(node, place)
            }
            Event::End(_) => match self.open.pop() {
                Some(node) => self.close(node, place),
                None => Ok(()),
            },
            Event::Text(part) => self.text(part.as_ref(), place),
            Event::CData(part) => self.text(part.as_ref(), place),
            Event::GeneralRef(name) => {
                let c = name.resolve_char_ref().ok().flatten().map(String::from);
                let named = quick_xml::escape::resolve_predefined_entity(name.as_ref());
                match c.or(named.map(str::to_owned)) {
                    Some(part) => self.text(&part, place),
                    None => Err(problem(place, "an entity is not known")),
                }
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn room(&mut self, place: Place) -> Result<(), Problem> {
        self.count += 1;
        if self.open.len() >= MAX_DEPTH {
            return Err(problem(place, "elements nest too deep"));
        }
        if self.count > MAX_ELEMENTS {
            return Err(problem(place, "too many elements"));
        }
        Ok(())
    }

    fn close(&mut self, node: Node, place: Place) -> Result<(), Problem> {
        match self.open.last_mut() {
            Some(parent) => parent.nodes.push(node),
            None if self.root.is_some() => return Err(problem(place, "a second root element")),
            None => self.root = Some(node),
        }
        Ok(())
    }

    fn text(&mut self, part: &str, place: Place) -> Result<(), Problem> {
        match self.open.last_mut() {
            Some(node) => node.text.push_str(part),
            None if part.trim_start_matches('\u{feff}').trim().is_empty() => {}
            None => return Err(problem(place, "text outside of the root element")),
        }
        Ok(())
    }

    fn finish(self) -> Result<Node, Problem> {
        if let Some(unclosed) = self.open.last() {
            let reason = format!("`{}` is not closed", unclosed.name);
            return Err(problem(unclosed.place, reason));
        }
        let first = Place { line: 1, column: 1 };
        self.root
            .ok_or_else(|| problem(first, "the file holds no element"))
    }
}

fn element(
    reader: &NsReader<&[u8]>,
    start: &BytesStart<'_>,
    place: Place,
) -> Result<Node, Problem> {
    let space_of = |resolved: ResolveResult<'_>| match resolved {
        ResolveResult::Bound(Namespace(space)) => Ok(space.to_owned()),
        ResolveResult::Unbound => Ok(String::new()),
        ResolveResult::Unknown(prefix) => Err(problem(
            place,
            format!("the prefix `{prefix}` is not bound"),
        )),
    };
    let (space, local) = reader.resolver().resolve_element(start.name());
    let mut node = Node {
        space: space_of(space)?,
        name: local.as_ref().to_owned(),
        place,
        ..Node::default()
    };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|e| problem(place, e.to_string()))?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|e| problem(place, e.to_string()))?;
        let (space, local) = reader.resolver().resolve_attribute(attribute.key);
        node.attributes.push((
            space_of(space)?,
            local.as_ref().to_owned(),
            value.into_owned(),
        ));
    }
    Ok(node)
}
