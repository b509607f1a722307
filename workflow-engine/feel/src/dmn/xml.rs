//! Well-formed XML into a plain tree, with limits, without DTD.

use crate::Problem;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// Largest model, in bytes.
pub const MAX_MODEL: usize = 4 * 1024 * 1024;
/// Deepest nesting of a model's elements.
pub const MAX_DEPTH: usize = 64;
/// Most elements of a model.
pub const MAX_ELEMENTS: usize = 100_000;

/// Where something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
}

/// An element; namespaces are not looked at.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub nodes: Vec<Node>,
    pub place: Place,
    /// Of the element `text`: offsets in its text, and where in the file these are.
    pub marks: Vec<Mark>,
}

/// Where a part of a text stands in the file: an offset in the text, and its place.
pub(super) type Mark = (usize, Place);

/// The place behind what was passed over.
pub(crate) fn passed(place: Place, over: &str) -> Place {
    match over.rsplit_once('\n') {
        None => Place {
            line: place.line,
            column: place.column + over.chars().count(),
        },
        Some((_, last)) => Place {
            line: place.line + over.matches('\n').count(),
            column: last.chars().count() + 1,
        },
    }
}

impl Node {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn named<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.nodes.iter().filter(move |node| node.name == name)
    }

    pub fn child(&self, name: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.name == name)
    }

    /// The text of the element `text` inside.
    pub fn text_inside(&self) -> Option<&str> {
        self.child("text").map(|text| text.text.trim())
    }

    /// Where the parts of [`Node::text_inside`] stand.
    pub fn marks_inside(&self) -> Vec<Mark> {
        let Some(text) = self.child("text") else {
            return Vec::new();
        };
        let skipped = text.text.len() - text.text.trim_start().len();
        let (before, behind): (Vec<Mark>, Vec<Mark>) =
            text.marks.iter().partition(|(at, _)| *at <= skipped);
        let first = before.last().map(|(at, place)| {
            let over = text.text.get(*at..skipped).unwrap_or_default();
            (0, passed(*place, over))
        });
        let behind = behind.into_iter().map(|(at, place)| (at - skipped, place));
        first.into_iter().chain(behind).collect()
    }
}

/// Counts lines up to a byte, going only forward.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    begin: usize,
}

impl Lines<'_> {
    fn place(&mut self, at: usize) -> Place {
        let at = at.min(self.text.len());
        if let Some(passed) = self.text.get(self.at..at) {
            self.line += passed.matches('\n').count();
            if let Some(last) = passed.rfind('\n') {
                self.begin = self.at + last + 1;
            }
            self.at = at;
        }
        let column = self
            .text
            .get(self.begin..at)
            .map_or(0, |part| part.chars().count());
        Place {
            line: self.line,
            column: column + 1,
        }
    }
}

pub(super) fn read(bytes: &[u8]) -> Result<Node, Problem> {
    if bytes.len() > MAX_MODEL {
        return Err(Problem::ModelTooLarge {
            bytes: bytes.len(),
            limit: MAX_MODEL,
        });
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|_| wrong(Place::default(), "the model is not UTF-8"))?;
    let mut reader = Reader::from_str(text);
    let mut lines = Lines {
        text,
        at: 0,
        line: 1,
        begin: 0,
    };
    let mut open: Vec<Node> = vec![Node::default()];
    let mut count = 0;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let place = lines.place(at);
        let event = reader
            .read_event()
            .map_err(|error| wrong(place, &error.to_string()))?;
        match event {
            Event::Eof => break,
            Event::DocType(_) => return Err(wrong(place, "a DTD is refused")),
            Event::Start(start) => {
                count += 1;
                let node = element(&start, place)?;
                open.push(node);
            }
            Event::Empty(start) => {
                count += 1;
                let node = element(&start, place)?;
                put(&mut open, node);
            }
            Event::End(_) => {
                if let Some(node) = open.pop() {
                    put(&mut open, node);
                }
            }
            Event::Text(part) => append(&mut open, part.as_ref(), place),
            Event::CData(part) => {
                append(&mut open, part.as_ref(), passed(place, "<![CDATA["));
            }
            Event::GeneralRef(name) => {
                let by_number = name.resolve_char_ref().ok().flatten();
                let by_name = quick_xml::escape::resolve_predefined_entity(name.as_ref());
                match (by_number, by_name) {
                    (Some(c), _) => append(&mut open, c.encode_utf8(&mut [0; 4]), place),
                    (None, Some(known)) => append(&mut open, known, place),
                    _ => return Err(wrong(place, "an entity is not known")),
                }
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        if open.len() > MAX_DEPTH || count > MAX_ELEMENTS {
            return Err(wrong(
                place,
                "there are too many elements, or they nest too deep",
            ));
        }
    }
    let root = open.pop().filter(|_| open.is_empty());
    let root = root.and_then(|mut top| top.nodes.pop());
    root.ok_or_else(|| wrong(lines.place(text.len()), "there is no element"))
}

fn put(open: &mut [Node], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.nodes.push(node);
    }
}

fn append(open: &mut [Node], text: &str, place: Place) {
    if let Some(node) = open.last_mut() {
        if node.name == "text" {
            node.marks.push((node.text.len(), place));
        }
        node.text.push_str(text);
    }
}

fn element(start: &BytesStart<'_>, place: Place) -> Result<Node, Problem> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| wrong(place, &error.to_string()))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| wrong(place, &error.to_string()))?;
        let name = attribute.key.local_name().as_ref().to_owned();
        attributes.push((name, value.into_owned()));
    }
    Ok(Node {
        name: start.local_name().as_ref().to_owned(),
        attributes,
        text: String::new(),
        nodes: Vec::new(),
        place,
        marks: Vec::new(),
    })
}

pub(super) fn wrong(place: Place, reason: &str) -> Problem {
    Problem::Xml {
        line: place.line,
        column: place.column,
        reason: reason.to_owned(),
    }
}
