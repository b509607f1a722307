//! Where in the flow's file an element or a part of an expression stands.

use std::collections::BTreeMap;

use workflow_engine::bpmn::model::Place;
use workflow_engine::bpmn::xml::{Document, ElementId};

/// The elements of a file by id.
pub(super) struct Places<'d> {
    document: &'d Document,
    by_id: BTreeMap<String, ElementId>,
}

impl<'d> Places<'d> {
    pub fn of(document: &'d Document) -> Self {
        let all = document.within(document.root());
        let named = all.filter_map(|e| Some((document.attribute(e, "id")?.into_owned(), e)));
        Self {
            document,
            by_id: named.collect(),
        }
    }

    /// Where the element of this id begins.
    pub fn element(&self, id: &str) -> Option<Place> {
        let element = self.by_id.get(id)?;
        Some(self.document.place(*element))
    }

    /// Where an offset of an expression stands that is written in an element, as its text, as an
    /// attribute, or in what it holds.
    pub fn expression(&self, id: &str, text: &str, at: u32) -> Option<Place> {
        let top = self.by_id.get(id)?;
        let at = at as usize;
        let mut inside = self.document.within(*top);
        inside.find_map(|element| {
            self.in_attributes(element, text, at)
                .or_else(|| self.in_text(element, text, at))
        })
    }

    fn in_text(&self, element: ElementId, text: &str, at: usize) -> Option<Place> {
        let written = self.document.text(element);
        let skipped = skipped(&written, text)?;
        let outer = self.document.outer(element);
        let begin = end_of_tag(&outer)?;
        let place = self.document.place(element);
        Some(walked(place, &outer, begin, skipped + at))
    }

    fn in_attributes(&self, element: ElementId, text: &str, at: usize) -> Option<Place> {
        let mut attributes = self.document.attributes(element);
        attributes.find_map(|attribute| {
            let skipped = skipped(&attribute.value, text)?;
            let outer = self.document.outer(element);
            let named = outer.find(&format!(" {}", attribute.name))?;
            let begin = named + outer.get(named..)?.find(['"', '\''])? + 1;
            let place = self.document.place(element);
            Some(walked(place, &outer, begin, skipped + at))
        })
    }
}

/// How much stands before an expression in what is written: white space, and the sign of an
/// expression. None when something else is written.
fn skipped(written: &str, text: &str) -> Option<usize> {
    let trimmed = written.trim();
    let bare = trimmed.strip_prefix('=').unwrap_or(trimmed);
    let same = !text.trim().is_empty() && bare.trim() == text.trim();
    same.then(|| written.find(text)).flatten()
}

/// The offset behind the first tag.
fn end_of_tag(outer: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in outer.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// The place behind so many bytes of what is meant by the raw text from `begin` on.
fn walked(place: Place, outer: &str, begin: usize, meant: usize) -> Place {
    let mut place = after(place, outer.get(..begin).unwrap_or_default());
    let mut rest = outer.get(begin..).unwrap_or_default();
    let mut passed = 0;
    loop {
        while let Some(aside) = aside(rest) {
            place = after(place, rest.get(..aside).unwrap_or_default());
            rest = rest.get(aside..).unwrap_or_default();
        }
        if passed >= meant {
            return place;
        }
        let Some((raw, bytes)) = one(rest) else {
            return place;
        };
        passed += bytes;
        place = after(place, rest.get(..raw).unwrap_or_default());
        rest = rest.get(raw..).unwrap_or_default();
    }
}

/// The length of what stands here and means nothing: a comment, the signs of CDATA.
fn aside(rest: &str) -> Option<usize> {
    for sign in ["<![CDATA[", "]]>"] {
        if rest.starts_with(sign) {
            return Some(sign.len());
        }
    }
    let comment = rest.strip_prefix("<!--")?;
    Some(comment.find("-->")? + "<!---->".len())
}

/// How many bytes the next character takes in the file, and how many it means.
fn one(rest: &str) -> Option<(usize, usize)> {
    let c = rest.chars().next()?;
    if c != '&' {
        return Some((c.len_utf8(), c.len_utf8()));
    }
    let end = rest.find(';')? + 1;
    // What is written by number may be any character; names stand for single bytes.
    let number = rest.get(1..end - 1)?.strip_prefix('#');
    let bytes = number.map_or(Some(1), |digits| {
        let code = match digits.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        };
        code.and_then(char::from_u32).map(char::len_utf8)
    });
    Some((end, bytes?))
}

fn after(place: Place, over: &str) -> Place {
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
