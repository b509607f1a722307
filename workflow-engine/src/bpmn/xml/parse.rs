//! From a file's characters to the tree. quick-xml says where markup begins and ends and holds
//! the grammar between tags; the inside of a tag is split here, since its spacing is kept.

use super::document::{
    Document, FILE, Link, NIL, NO_SPACE, Pair, Piece, Raw, Tags, XML, XMLNS, declares, local,
    offset, prefix,
};
use super::spelling::{allowed, blank, is_name, plain_value, reference, unknown_reference};
use super::{Limits, XmlProblem};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::ops::Range;

/// Fills an empty document from its source.
pub(super) fn parse(document: &mut Document, limits: &Limits) -> Result<(), XmlProblem> {
    let source = std::mem::take(&mut document.source);
    let mut reading = Reading {
        source: &source,
        document,
        limits,
        open: vec![FILE],
        bindings: BTreeMap::from([
            (String::new(), vec![NO_SPACE]),
            ("xml".to_owned(), vec![XML]),
        ]),
        scopes: Vec::new(),
        elements: 0,
    };
    let outcome = reading.all();
    document.source = source;
    outcome.map_err(|fault| fault.located(document))
}

/// A problem whose place is still an offset.
enum Fault {
    Syntax(usize, String),
    TooDeep(usize, usize),
    TooMany(usize, usize),
    TooManyAttributes(usize, usize),
    Dtd(usize),
}

impl Fault {
    fn located(self, document: &Document) -> XmlProblem {
        let place = |at| document.place_of(at);
        match self {
            Self::Syntax(at, reason) => XmlProblem::Syntax {
                place: place(at),
                reason,
            },
            Self::TooDeep(at, limit) => XmlProblem::TooDeep {
                place: place(at),
                limit,
            },
            Self::TooMany(at, limit) => XmlProblem::TooMany {
                place: place(at),
                limit,
            },
            Self::TooManyAttributes(at, limit) => XmlProblem::TooManyAttributes {
                place: place(at),
                limit,
            },
            Self::Dtd(at) => XmlProblem::Dtd { place: place(at) },
        }
    }
}

fn fault<T>(at: usize, reason: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::Syntax(at, reason.into()))
}

/// The inside of a start tag.
struct Inside {
    name: Range<usize>,
    pairs: Vec<Pair>,
    tail: Range<usize>,
}

struct Reading<'r> {
    source: &'r str,
    document: &'r mut Document,
    limits: &'r Limits,
    /// The file and the elements that are open.
    open: Vec<u32>,
    /// Prefixes and what they stand for, innermost last.
    bindings: BTreeMap<String, Vec<u32>>,
    /// The prefixes that each open element declares.
    scopes: Vec<Vec<String>>,
    elements: usize,
}

impl<'r> Reading<'r> {
    fn all(&mut self) -> Result<(), Fault> {
        if let Some(at) = self.source.find(|c| !allowed(c)) {
            return fault(at, "a character that XML does not allow");
        }
        let mut reader = Reader::from_str(self.source);
        reader.config_mut().check_comments = true;
        let position = |at: u64| usize::try_from(at).unwrap_or(self.source.len());
        loop {
            let start = position(reader.buffer_position());
            let event = reader.read_event();
            let end = position(reader.buffer_position());
            match event {
                Ok(Event::Eof) => return self.finish(),
                Ok(event) => self.take(&event, start..end)?,
                Err(error) => {
                    let at = position(reader.error_position()).max(start);
                    return fault(at, error.to_string());
                }
            }
        }
    }

    fn take(&mut self, event: &Event<'_>, span: Range<usize>) -> Result<(), Fault> {
        let at = span.start;
        match event {
            Event::DocType(_) => Err(Fault::Dtd(at)),
            Event::Start(_) => {
                let element = self.element(span, true)?;
                self.open.push(element);
                Ok(())
            }
            Event::Empty(_) => {
                self.element(span, false)?;
                self.leave();
                Ok(())
            }
            Event::End(_) => self.close(span),
            Event::Text(_) => self.text(span),
            Event::CData(_) if self.open.len() == 1 => {
                fault(at, "text outside of the root element")
            }
            Event::CData(_) => {
                self.append(Piece::Data(raw(&span)), at);
                Ok(())
            }
            Event::GeneralRef(_) => self.reference(span),
            Event::Decl(_) if at > 0 => fault(at, "a declaration inside of the file"),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {
                self.append(Piece::Aside(raw(&span)), at);
                Ok(())
            }
            Event::Eof => Ok(()),
        }
    }

    fn text(&mut self, span: Range<usize>) -> Result<(), Fault> {
        let text = self.source.get(span.clone()).unwrap_or_default();
        if self.open.len() == 1 && !blank(text) {
            let before = text.len() - text.trim_start().len();
            return fault(span.start + before, "text outside of the root element");
        }
        if let Some(at) = text.find("]]>") {
            return fault(span.start + at, "`]]>` in a text");
        }
        if text.is_empty() {
            return Ok(());
        }
        self.append(Piece::Text(raw(&span)), span.start);
        Ok(())
    }

    fn reference(&mut self, span: Range<usize>) -> Result<(), Fault> {
        let name = self.source.get(span.start + 1..span.end.saturating_sub(1));
        if self.open.len() == 1 || name.and_then(reference).is_none() {
            return fault(span.start, "an entity is not known");
        }
        self.append(Piece::Reference(raw(&span)), span.start);
        Ok(())
    }

    fn append(&mut self, piece: Piece, at: usize) -> u32 {
        // `open` always holds the file.
        let parent = self.open.last().copied().unwrap_or(FILE);
        let new = offset(self.document.links.len());
        let previous = self.document.link(parent).last;
        self.document.links.push(Link {
            piece,
            parent,
            first: NIL,
            last: NIL,
            next: NIL,
            previous,
            at: offset(at),
        });
        if previous == NIL {
            self.document.link_mut(parent).first = new;
        } else {
            self.document.link_mut(previous).next = new;
        }
        self.document.link_mut(parent).last = new;
        new
    }

    fn element(&mut self, span: Range<usize>, open: bool) -> Result<u32, Fault> {
        let at = span.start;
        self.elements += 1;
        if self.open.len() > self.limits.depth {
            return Err(Fault::TooDeep(at, self.limits.depth));
        }
        if self.elements > self.limits.elements {
            return Err(Fault::TooMany(at, self.limits.elements));
        }
        if self.open.len() == 1 && self.document.root != NIL {
            return fault(at, "a second root element");
        }
        let inner = at + 1..span.end.saturating_sub(if open { 1 } else { 2 });
        let Inside { name, pairs, tail } = self.tag(inner)?;
        let mut tags = Tags {
            name: raw(&name),
            space: NO_SPACE,
            pairs,
            tail: raw(&tail),
            end: open.then(|| Raw::new("")),
        };
        self.resolve(&mut tags, name)?;
        let new = self.append(Piece::Element(Box::new(tags)), at);
        if self.open.len() == 1 {
            self.document.root = new;
        }
        Ok(new)
    }

    /// Splits the inside of a start tag.
    fn tag(&self, span: Range<usize>) -> Result<Inside, Fault> {
        let mut at = span.start;
        let name = self.word(&mut at, span.end)?;
        let mut pairs = Vec::new();
        loop {
            let before = self.blanks(&mut at, span.end);
            if at == span.end {
                return Ok(Inside {
                    name,
                    pairs,
                    tail: before,
                });
            }
            if before.is_empty() {
                return fault(at, "white space is missing before an attribute");
            }
            if pairs.len() == self.limits.attributes {
                return Err(Fault::TooManyAttributes(
                    span.start - 1,
                    self.limits.attributes,
                ));
            }
            let key = self.word(&mut at, span.end)?;
            let equals = self.equals(&mut at, span.end)?;
            let (quote, value) = self.value(&mut at, span.end)?;
            pairs.push(Pair {
                before: raw(&before),
                name: raw(&key),
                space: NO_SPACE,
                gives: NO_SPACE,
                equals: raw(&equals),
                quote,
                value: raw(&value),
            });
        }
    }

    fn slice(&self, at: usize, end: usize) -> &'r str {
        self.source.get(at..end).unwrap_or_default()
    }

    fn word(&self, at: &mut usize, end: usize) -> Result<Range<usize>, Fault> {
        let rest = self.slice(*at, end);
        let stop = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n' | '=' | '"' | '\'' | '/');
        let length = rest.find(stop).unwrap_or(rest.len());
        let word = *at..*at + length;
        if !is_name(self.slice(word.start, word.end)) {
            return fault(*at, "a name is expected");
        }
        *at = word.end;
        Ok(word)
    }

    fn blanks(&self, at: &mut usize, end: usize) -> Range<usize> {
        let rest = self.slice(*at, end);
        let white = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
        let length = rest.len() - rest.trim_start_matches(white).len();
        let blanks = *at..*at + length;
        *at = blanks.end;
        blanks
    }

    fn equals(&self, at: &mut usize, end: usize) -> Result<Range<usize>, Fault> {
        let start = *at;
        self.blanks(at, end);
        if !self.slice(*at, end).starts_with('=') {
            return fault(*at, "an attribute has no value");
        }
        *at += 1;
        self.blanks(at, end);
        Ok(start..*at)
    }

    fn value(&self, at: &mut usize, end: usize) -> Result<(char, Range<usize>), Fault> {
        let rest = self.slice(*at, end);
        let quote = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => quote,
            _ => return fault(*at, "a value has no quotes"),
        };
        let inner = self.slice(*at + 1, end);
        let Some(length) = inner.find(quote) else {
            return fault(*at, "a value does not end");
        };
        let value = *at + 1..*at + 1 + length;
        let text = self.slice(value.start, value.end);
        if let Some(bad) = text.find('<') {
            return fault(value.start + bad, "`<` in a value");
        }
        if let Some(bad) = unknown_reference(text) {
            return fault(value.start + bad, "an entity is not known");
        }
        *at = value.end + 1;
        Ok((quote, value))
    }

    /// Finds the namespaces of an element and its attributes, and opens its scope.
    fn resolve(&mut self, tags: &mut Tags, name: Range<usize>) -> Result<(), Fault> {
        let mut scope = Vec::new();
        for pair in &mut tags.pairs {
            let key = self.text_of(&pair.name);
            if let Some(declared) = declares(key) {
                let space = plain_value(self.text_of(&pair.value)).into_owned();
                let number = self.document.number_of(&space);
                let stack = self.bindings.entry(declared.to_owned()).or_default();
                stack.push(number);
                scope.push(declared.to_owned());
                (pair.space, pair.gives) = (XMLNS, number);
            }
        }
        self.scopes.push(scope);
        let element = self.slice(name.start, name.end);
        tags.space = match self.bound(prefix(element)) {
            Some(space) => space,
            None => return fault(name.start, unbound(element)),
        };
        for pair in tags.pairs.iter_mut().filter(|pair| pair.space != XMLNS) {
            let key = self.text_of(&pair.name);
            if key.contains(':') {
                pair.space = match self.bound(prefix(key)) {
                    Some(space) => space,
                    None => return fault(start_of(&pair.name), unbound(key)),
                };
            }
        }
        self.twice(tags)
    }

    fn twice(&self, tags: &Tags) -> Result<(), Fault> {
        let mut keys: Vec<(u32, &str, usize)> = tags
            .pairs
            .iter()
            .map(|pair| {
                (
                    pair.space,
                    local(self.text_of(&pair.name)),
                    start_of(&pair.name),
                )
            })
            .collect();
        keys.sort_unstable();
        for pair in keys.windows(2) {
            if let [(space, name, _), (other, again, at)] = pair
                && (space, name) == (other, again)
            {
                return fault(*at, format!("the attribute `{name}` stands twice"));
            }
        }
        Ok(())
    }

    fn text_of(&self, raw: &Raw) -> &'r str {
        match raw {
            Raw::Read { start, end } => self.slice(*start as usize, *end as usize),
            Raw::New(_) => "",
        }
    }

    fn bound(&self, prefix: &str) -> Option<u32> {
        let found = *self.bindings.get(prefix)?.last()?;
        // An empty namespace takes a prefix back.
        (prefix.is_empty() || found != NO_SPACE).then_some(found)
    }

    fn leave(&mut self) {
        for prefix in self.scopes.pop().into_iter().flatten() {
            if let Some(stack) = self.bindings.get_mut(&prefix) {
                stack.pop();
            }
        }
    }

    fn close(&mut self, span: Range<usize>) -> Result<(), Fault> {
        let closed = if self.open.len() > 1 {
            self.open.pop()
        } else {
            None
        };
        let Some(closed) = closed else {
            return fault(span.start, "an end tag without a start tag");
        };
        if let Piece::Element(tags) = &mut self.document.link_mut(closed).piece {
            tags.end = Some(raw(&span));
        }
        self.leave();
        Ok(())
    }

    fn finish(&self) -> Result<(), Fault> {
        if let [_, .., open] = self.open[..] {
            let link = self.document.link(open);
            let name = match &link.piece {
                Piece::Element(tags) => self.text_of(&tags.name),
                _ => "",
            };
            return fault(link.at as usize, format!("`{name}` is not closed"));
        }
        if self.document.root == NIL {
            return fault(0, "the file holds no element");
        }
        Ok(())
    }
}

fn unbound(name: &str) -> String {
    format!("the prefix of `{name}` is not bound")
}

fn raw(span: &Range<usize>) -> Raw {
    Raw::Read {
        start: offset(span.start),
        end: offset(span.end),
    }
}

fn start_of(raw: &Raw) -> usize {
    match raw {
        Raw::Read { start, .. } => *start as usize,
        Raw::New(_) => 0,
    }
}
