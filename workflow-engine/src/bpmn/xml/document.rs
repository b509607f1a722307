//! The tree: every piece of the file in its order, elements by handle.

use super::spelling::{plain, plain_value};
use super::{Encoding, Limits, XmlProblem};
use crate::bpmn::model::Place;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// No node.
pub(super) const NIL: u32 = u32::MAX;
/// The node that holds the prolog, the root element and what follows it.
pub(super) const FILE: u32 = 0;
/// Index of "no namespace" in [`Document::spaces`].
pub(super) const NO_SPACE: u32 = 0;
/// Index of the namespace of `xmlns` attributes.
pub(super) const XMLNS: u32 = 1;
/// Bytes between two places at which characters are counted.
const BLOCK: usize = 512;
/// Index of the namespace that the prefix `xml` always stands for.
pub(super) const XML: u32 = 2;

/// An element of one document. It stays the same element whatever changes around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub(super) u32);

/// A piece of text as it stands in the file: of the file that was read, or new.
#[derive(Clone, Debug)]
pub(super) enum Raw {
    Read { start: u32, end: u32 },
    New(Box<str>),
}

impl Raw {
    pub(super) fn new(text: impl Into<Box<str>>) -> Self {
        Self::New(text.into())
    }
}

/// An attribute with everything between its tag's name or the attribute before it and its end.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    /// White space before it.
    pub before: Raw,
    /// Its name with prefix.
    pub name: Raw,
    /// Its namespace.
    pub space: u32,
    /// Of a declaration, the namespace that it gives to its prefix.
    pub gives: u32,
    /// `=` and the white space around it.
    pub equals: Raw,
    pub quote: char,
    pub value: Raw,
}

/// The two tags of an element.
#[derive(Clone, Debug)]
pub(super) struct Tags {
    /// Its name with prefix.
    pub name: Raw,
    pub space: u32,
    pub pairs: Vec<Pair>,
    /// White space before `>` or `/>`.
    pub tail: Raw,
    /// The end tag; none for `<a/>`.
    pub end: Option<Raw>,
}

#[derive(Clone, Debug)]
pub(super) enum Piece {
    File,
    Element(Box<Tags>),
    /// Text without references.
    Text(Raw),
    /// `<![CDATA[...]]>`.
    Data(Raw),
    /// `&...;`.
    Reference(Raw),
    /// Declaration, comment or processing instruction.
    Aside(Raw),
}

#[derive(Clone, Debug)]
pub(super) struct Link {
    pub piece: Piece,
    pub parent: u32,
    pub first: u32,
    pub last: u32,
    pub next: u32,
    pub previous: u32,
    /// Offset in the file that was read; [`NIL`] for what is new.
    pub at: u32,
}

/// An attribute of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'d> {
    /// Namespace, empty for none.
    pub space: &'d str,
    /// Name without prefix.
    pub local: &'d str,
    /// Name as written.
    pub name: &'d str,
    /// Value: references resolved, white space made spaces.
    pub value: Cow<'d, str>,
}

/// A file of XML.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) source: String,
    pub(super) encoding: Encoding,
    pub(super) links: Vec<Link>,
    pub(super) spaces: Vec<String>,
    numbers: BTreeMap<String, u32>,
    pub(super) root: u32,
    /// Offset at which each line begins.
    lines: Vec<u32>,
    /// Characters before each [`BLOCK`] of bytes.
    blocks: Vec<u32>,
}

impl Document {
    /// Reads a file within the usual [`Limits`].
    ///
    /// # Errors
    /// [`XmlProblem`], with line and column.
    pub fn read(bytes: &[u8]) -> Result<Self, XmlProblem> {
        Self::read_within(bytes, &Limits::default())
    }

    /// Reads a file within these limits.
    ///
    /// # Errors
    /// [`XmlProblem`], with line and column.
    pub fn read_within(bytes: &[u8], limits: &Limits) -> Result<Self, XmlProblem> {
        let limit = limits.file.min(NIL as usize / 2);
        if bytes.len() > limit {
            let bytes = bytes.len();
            return Err(XmlProblem::TooLarge { bytes, limit });
        }
        let (encoding, source) = Encoding::decode(bytes)?;
        let mut document = Self::empty(source, encoding);
        super::parse::parse(&mut document, limits)?;
        Ok(document)
    }

    fn empty(source: String, encoding: Encoding) -> Self {
        let starts = source.match_indices('\n').map(|(at, _)| offset(at + 1));
        let lines = std::iter::once(0).chain(starts).collect();
        let spaces = [
            "",
            "http://www.w3.org/2000/xmlns/",
            "http://www.w3.org/XML/1998/namespace",
        ];
        let numbers = spaces
            .iter()
            .zip(0..)
            .map(|(space, n)| ((*space).to_owned(), n))
            .collect();
        let blocks = source.as_bytes().chunks(BLOCK).scan(0, |before, block| {
            let here = *before;
            *before += offset(block.iter().filter(|b| begins_character(**b)).count());
            Some(here)
        });
        let blocks = blocks.collect();
        Self {
            source,
            encoding,
            links: vec![Link {
                piece: Piece::File,
                parent: NIL,
                first: NIL,
                last: NIL,
                next: NIL,
                previous: NIL,
                at: 0,
            }],
            spaces: spaces.map(str::to_owned).to_vec(),
            root: NIL,
            numbers,
            lines,
            blocks,
        }
    }

    /// The file's bytes, in the encoding in which it was read.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        self.encoding.encode(&self.spelled(FILE))
    }

    /// The encoding of the file.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The root element.
    #[must_use]
    pub fn root(&self) -> ElementId {
        ElementId(self.root)
    }

    /// An element as it stands in the file, from its start tag to its end tag.
    #[must_use]
    pub fn outer(&self, element: ElementId) -> String {
        self.spelled(element.0)
    }

    fn spelled(&self, top: u32) -> String {
        let mut text = String::with_capacity(self.source.len());
        let mut at = top;
        loop {
            self.begin(at, &mut text);
            if self.link(at).first != NIL {
                at = self.link(at).first;
                continue;
            }
            loop {
                self.end(at, &mut text);
                if at == top {
                    return text;
                }
                if self.link(at).next != NIL {
                    at = self.link(at).next;
                    break;
                }
                at = self.link(at).parent;
            }
        }
    }

    fn begin(&self, at: u32, text: &mut String) {
        match &self.link(at).piece {
            Piece::File => {}
            Piece::Text(raw) | Piece::Data(raw) | Piece::Reference(raw) | Piece::Aside(raw) => {
                text.push_str(self.raw(raw));
            }
            Piece::Element(tags) => {
                text.push('<');
                text.push_str(self.raw(&tags.name));
                for pair in &tags.pairs {
                    for raw in [&pair.before, &pair.name, &pair.equals] {
                        text.push_str(self.raw(raw));
                    }
                    text.push(pair.quote);
                    text.push_str(self.raw(&pair.value));
                    text.push(pair.quote);
                }
                text.push_str(self.raw(&tags.tail));
                text.push_str(if tags.end.is_some() { ">" } else { "/>" });
            }
        }
    }

    fn end(&self, at: u32, text: &mut String) {
        if let Piece::Element(tags) = &self.link(at).piece
            && let Some(end) = &tags.end
        {
            text.push_str(self.raw(end));
        }
    }

    pub(super) fn link(&self, at: u32) -> &Link {
        &self.links[at as usize]
    }

    pub(super) fn link_mut(&mut self, at: u32) -> &mut Link {
        &mut self.links[at as usize]
    }

    /// Only elements have handles.
    pub(super) fn tags(&self, element: ElementId) -> Option<&Tags> {
        match &self.link(element.0).piece {
            Piece::Element(tags) => Some(tags),
            _ => None,
        }
    }

    pub(super) fn raw<'d>(&'d self, raw: &'d Raw) -> &'d str {
        match raw {
            Raw::New(text) => text,
            Raw::Read { start, end } => self
                .source
                .get(*start as usize..*end as usize)
                .unwrap_or_default(),
        }
    }

    pub(super) fn space_named(&self, space: u32) -> &str {
        self.spaces.get(space as usize).map_or("", String::as_str)
    }

    /// The number of a namespace, new if need be.
    pub(super) fn number_of(&mut self, space: &str) -> u32 {
        if let Some(known) = self.numbers.get(space) {
            return *known;
        }
        let number = offset(self.spaces.len());
        self.spaces.push(space.to_owned());
        self.numbers.insert(space.to_owned(), number);
        number
    }

    /// The name as written, with its prefix.
    #[must_use]
    pub fn name(&self, element: ElementId) -> &str {
        self.tags(element).map_or("", |tags| self.raw(&tags.name))
    }

    /// The name without its prefix.
    #[must_use]
    pub fn local(&self, element: ElementId) -> &str {
        local(self.name(element))
    }

    /// The namespace, empty for none.
    #[must_use]
    pub fn space(&self, element: ElementId) -> &str {
        self.tags(element)
            .map_or("", |tags| self.space_named(tags.space))
    }

    /// Line and column of its `<`; of the nearest element around it when it is new.
    #[must_use]
    pub fn place(&self, element: ElementId) -> Place {
        let mut at = element.0;
        while self.link(at).at == NIL && self.link(at).parent != NIL {
            at = self.link(at).parent;
        }
        self.place_of(self.link(at).at as usize)
    }

    /// Line and column of an offset in the file that was read.
    pub(super) fn place_of(&self, at: usize) -> Place {
        let line = self.lines.partition_point(|start| *start as usize <= at);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.characters_before(at) - self.characters_before(start as usize) + 1;
        Place {
            line: line.max(1),
            column,
        }
    }

    fn characters_before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        let counted = self.blocks.get(block).copied().unwrap_or(0);
        let rest = self
            .source
            .as_bytes()
            .get(block * BLOCK..at)
            .unwrap_or_default();
        counted as usize + rest.iter().filter(|b| begins_character(**b)).count()
    }

    /// The attributes in file order, without declarations of namespaces.
    pub fn attributes(&self, element: ElementId) -> impl Iterator<Item = Attribute<'_>> {
        let pairs = self.tags(element).map_or(&[][..], |tags| &tags.pairs);
        pairs.iter().filter(|pair| pair.space != XMLNS).map(|pair| {
            let name = self.raw(&pair.name);
            Attribute {
                space: self.space_named(pair.space),
                local: local(name),
                name,
                value: plain_value(self.raw(&pair.value)),
            }
        })
    }

    /// The value of the attribute of this name without a namespace.
    #[must_use]
    pub fn attribute(&self, element: ElementId, name: &str) -> Option<Cow<'_, str>> {
        self.attribute_in(element, "", name)
    }

    /// The value of the attribute of this name in this namespace.
    #[must_use]
    pub fn attribute_in(
        &self,
        element: ElementId,
        space: &str,
        name: &str,
    ) -> Option<Cow<'_, str>> {
        let pairs = &self.tags(element)?.pairs;
        let same = |pair: &&Pair| {
            pair.space != XMLNS
                && local(self.raw(&pair.name)) == name
                && self.space_named(pair.space) == space
        };
        let found = pairs.iter().find(same)?;
        Some(plain_value(self.raw(&found.value)))
    }

    /// The text directly inside, CDATA and references included, joined.
    #[must_use]
    pub fn text(&self, element: ElementId) -> String {
        let mut text = String::new();
        for at in self.inside(element.0) {
            match &self.link(at).piece {
                Piece::Text(raw) | Piece::Reference(raw) => text.push_str(&plain(self.raw(raw))),
                Piece::Data(raw) => {
                    let raw = self.raw(raw);
                    let data = raw
                        .strip_prefix("<![CDATA[")
                        .and_then(|r| r.strip_suffix("]]>"));
                    let data = data.unwrap_or_default();
                    text.push_str(&data.replace("\r\n", "\n").replace('\r', "\n"));
                }
                _ => {}
            }
        }
        text
    }

    pub(super) fn inside(&self, at: u32) -> impl Iterator<Item = u32> {
        let some = |at: u32| (at != NIL).then_some(at);
        std::iter::successors(some(self.link(at).first), move |at| {
            some(self.link(*at).next)
        })
    }

    /// The elements directly inside, in file order.
    pub fn children(&self, element: ElementId) -> impl Iterator<Item = ElementId> {
        self.inside(element.0)
            .filter(|at| matches!(self.link(*at).piece, Piece::Element(_)))
            .map(ElementId)
    }

    /// The element that it is in; none for the root and for what was removed.
    #[must_use]
    pub fn parent(&self, element: ElementId) -> Option<ElementId> {
        let parent = self.link(element.0).parent;
        (parent != NIL && parent != FILE).then_some(ElementId(parent))
    }

    /// The element and all inside of it, in file order.
    pub fn within(&self, element: ElementId) -> impl Iterator<Item = ElementId> {
        let mut next = Some(element.0);
        std::iter::from_fn(move || {
            let at = next?;
            next = self.after(at, element.0);
            Some(at)
        })
        .filter(|at| matches!(self.link(*at).piece, Piece::Element(_)))
        .map(ElementId)
    }

    fn after(&self, at: u32, top: u32) -> Option<u32> {
        if self.link(at).first != NIL {
            return Some(self.link(at).first);
        }
        let mut at = at;
        while at != top {
            if self.link(at).next != NIL {
                return Some(self.link(at).next);
            }
            at = self.link(at).parent;
        }
        None
    }

    /// The namespace that a prefix stands for at an element; an empty prefix is the default one.
    #[must_use]
    pub fn bound(&self, element: ElementId, prefix: &str) -> Option<&str> {
        if prefix == "xml" {
            return Some(self.space_named(XML));
        }
        let mut at = Some(element);
        while let Some(element) = at {
            let pairs = self.tags(element).map_or(&[][..], |tags| &tags.pairs);
            let declared = pairs
                .iter()
                .find(|pair| pair.space == XMLNS && declares(self.raw(&pair.name)) == Some(prefix));
            if let Some(pair) = declared {
                return Some(self.space_named(pair.gives));
            }
            at = self.parent(element);
        }
        prefix.is_empty().then_some("")
    }
}

impl ElementId {
    /// The number of the handle, unique in its document.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }
}

/// False for the bytes of UTF-8 that continue a character.
fn begins_character(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// The prefix that an `xmlns` attribute declares.
pub(super) fn declares(name: &str) -> Option<&str> {
    if name == "xmlns" {
        Some("")
    } else {
        name.strip_prefix("xmlns:")
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// A name's prefix, empty for none.
pub(super) fn prefix(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// An offset in a file; [`Document::read_within`] bounds the file to fit.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NIL)
}
