//! Changes of a document. Each touches what it names and leaves every other byte alone.

use super::EditProblem;
use super::document::{
    Document, ElementId, FILE, Link, NIL, NO_SPACE, Pair, Piece, Raw, Tags, XMLNS, declares, local,
    offset, prefix,
};
use super::spelling::{blank, is_name, spelled, spelled_value};
use std::collections::BTreeSet;

impl Document {
    /// Sets the attribute of this name without a namespace. One that is there keeps its place and
    /// quotes, and its spelling when the value is the same; a new one comes last, spaced like the
    /// one before it.
    ///
    /// # Errors
    /// [`EditProblem`]; the document is unchanged.
    pub fn set_attribute(
        &mut self,
        element: ElementId,
        name: &str,
        value: &str,
    ) -> Result<(), EditProblem> {
        self.set_attribute_in(element, "", name, value)
    }

    /// Like [`set_attribute`](Self::set_attribute), for a name in this namespace, for which a prefix must stand at
    /// the element.
    ///
    /// # Errors
    /// [`EditProblem`]; the document is unchanged.
    pub fn set_attribute_in(
        &mut self,
        element: ElementId,
        space: &str,
        name: &str,
        value: &str,
    ) -> Result<(), EditProblem> {
        self.present(element)?;
        if self.attribute_in(element, space, name).as_deref() == Some(value) {
            return Ok(());
        }
        let at = self.pair_at(element, space, name);
        let quote = at
            .and_then(|at| self.tags(element)?.pairs.get(at))
            .map_or('"', |p| p.quote);
        let value = Raw::new(spelled_value(value, quote, self.encoding)?);
        let Some(at) = at else {
            return self.add_pair(element, space, name, value);
        };
        if let Some(pair) = self
            .tags_mut(element)
            .and_then(|tags| tags.pairs.get_mut(at))
        {
            pair.value = value;
        }
        Ok(())
    }

    fn add_pair(
        &mut self,
        element: ElementId,
        space: &str,
        name: &str,
        value: Raw,
    ) -> Result<(), EditProblem> {
        self.nameable(name)?;
        let name = match space {
            "" => name.to_owned(),
            _ => format!("{}:{name}", self.prefix_for(element, space, false)?),
        };
        let space = self.number_of(space);
        let last = self.tags(element).and_then(|tags| tags.pairs.last());
        let before = last.map_or(" ", |pair| self.raw(&pair.before)).to_owned();
        if let Some(tags) = self.tags_mut(element) {
            tags.pairs.push(Pair {
                before: Raw::new(before),
                name: Raw::new(name),
                space,
                gives: NO_SPACE,
                equals: Raw::new("="),
                quote: '"',
                value,
            });
        }
        Ok(())
    }

    /// Declares a prefix at an element, if it does not stand for this namespace there already.
    ///
    /// # Errors
    /// [`EditProblem::Prefix`] when the element or one inside of it means something else by the
    /// prefix.
    pub fn declare(
        &mut self,
        element: ElementId,
        prefix: &str,
        space: &str,
    ) -> Result<(), EditProblem> {
        self.present(element)?;
        self.nameable(prefix)?;
        if self.bound(element, prefix) == Some(space) {
            return Ok(());
        }
        if self.bound(element, prefix).is_some() {
            return Err(EditProblem::Prefix {
                space: space.to_owned(),
            });
        }
        let value = Raw::new(spelled_value(space, '"', self.encoding)?);
        let gives = self.number_of(space);
        let last = self.tags(element).and_then(|tags| tags.pairs.last());
        let before = last.map_or(" ", |pair| self.raw(&pair.before)).to_owned();
        if let Some(tags) = self.tags_mut(element) {
            tags.pairs.push(Pair {
                before: Raw::new(before),
                name: Raw::new(format!("xmlns:{prefix}")),
                space: XMLNS,
                gives,
                equals: Raw::new("="),
                quote: '"',
                value,
            });
        }
        Ok(())
    }

    /// Removes the attribute of this name without a namespace, and the white space before it.
    ///
    /// # Errors
    /// [`EditProblem::Gone`].
    pub fn remove_attribute(&mut self, element: ElementId, name: &str) -> Result<(), EditProblem> {
        self.present(element)?;
        let at = self.pair_at(element, "", name);
        if let (Some(at), Some(tags)) = (at, self.tags_mut(element)) {
            tags.pairs.remove(at);
        }
        Ok(())
    }

    /// Sets the text of an element that holds no elements; comments inside stay.
    ///
    /// # Errors
    /// [`EditProblem`]; the document is unchanged.
    pub fn set_text(&mut self, element: ElementId, text: &str) -> Result<(), EditProblem> {
        self.present(element)?;
        if self.children(element).next().is_some() {
            return Err(EditProblem::HoldsElements);
        }
        let raw = Raw::new(spelled(text, self.encoding)?);
        let texts: Vec<u32> = self
            .inside(element.0)
            .filter(|at| !matches!(self.link(*at).piece, Piece::Aside(_)))
            .collect();
        for at in texts {
            self.unlink(at);
        }
        if !text.is_empty() {
            self.open_up(element);
            let new = self.new_link(Piece::Text(raw));
            self.put(element.0, self.link(element.0).first, new);
        }
        Ok(())
    }

    /// Puts a new element into `parent`, before one of its children or last, on a line of its own
    /// when its neighbours have theirs.
    ///
    /// # Errors
    /// [`EditProblem`]; the document is unchanged.
    pub fn insert(
        &mut self,
        parent: ElementId,
        before: Option<ElementId>,
        space: &str,
        name: &str,
    ) -> Result<ElementId, EditProblem> {
        self.present(parent)?;
        self.nameable(name)?;
        self.sibling(parent, before)?;
        let prefix = self.prefix_for(parent, space, true)?;
        let name = if prefix.is_empty() {
            name.to_owned()
        } else {
            format!("{prefix}:{name}")
        };
        let space = self.number_of(space);
        let new = self.new_link(Piece::Element(Box::new(Tags {
            name: Raw::new(name),
            space,
            pairs: Vec::new(),
            tail: Raw::new(""),
            end: None,
        })));
        self.settle(parent, before, new);
        Ok(ElementId(new))
    }

    /// Takes an element out, with all inside of it and the line that it began.
    ///
    /// # Errors
    /// [`EditProblem::Gone`], [`EditProblem::Position`] for the root.
    pub fn remove(&mut self, element: ElementId) -> Result<(), EditProblem> {
        self.present(element)?;
        if element.0 == self.root {
            return Err(EditProblem::Position);
        }
        self.lift(element.0);
        Ok(())
    }

    /// Moves an element, with all inside of it, to another place.
    ///
    /// # Errors
    /// [`EditProblem`]; the document is unchanged. [`EditProblem::Prefix`] when a prefix that is
    /// used inside would stand for another namespace there.
    pub fn shift(
        &mut self,
        element: ElementId,
        parent: ElementId,
        before: Option<ElementId>,
    ) -> Result<(), EditProblem> {
        self.present(element)?;
        self.present(parent)?;
        self.sibling(parent, before)?;
        let inside = self.within(element).any(|e| e == parent);
        if element.0 == self.root || inside || before == Some(element) {
            return Err(EditProblem::Position);
        }
        self.same_prefixes(element, parent)?;
        self.lift(element.0);
        self.settle(parent, before, element.0);
        Ok(())
    }

    /// The ids of all elements: the values of their attributes `id`.
    #[must_use]
    pub fn ids(&self) -> BTreeSet<String> {
        self.within(self.root())
            .filter_map(|element| self.attribute(element, "id"))
            .map(|id| id.trim().to_owned())
            .collect()
    }

    /// An id of this stem that is not in `taken`, which then holds it: `Task_1`, `Task_2` ...
    pub fn fresh_id(stem: &str, taken: &mut BTreeSet<String>) -> String {
        let mut number = 1_usize;
        loop {
            let id = format!("{stem}_{number}");
            if taken.insert(id.clone()) {
                return id;
            }
            number += 1;
        }
    }

    fn tags_mut(&mut self, element: ElementId) -> Option<&mut Tags> {
        match &mut self.link_mut(element.0).piece {
            Piece::Element(tags) => Some(tags),
            _ => None,
        }
    }

    fn present(&self, element: ElementId) -> Result<(), EditProblem> {
        let mut at = element.0;
        while self.link(at).parent != NIL {
            at = self.link(at).parent;
        }
        if at == FILE {
            Ok(())
        } else {
            Err(EditProblem::Gone)
        }
    }

    fn sibling(&self, parent: ElementId, before: Option<ElementId>) -> Result<(), EditProblem> {
        match before {
            Some(before) if self.link(before.0).parent != parent.0 => Err(EditProblem::Position),
            _ => Ok(()),
        }
    }

    fn nameable(&self, name: &str) -> Result<(), EditProblem> {
        let held = name.chars().all(|c| self.encoding.holds(c));
        if held && is_name(name) && !name.contains(':') && name != "xmlns" {
            return Ok(());
        }
        Err(EditProblem::Name {
            name: name.to_owned(),
        })
    }

    fn pair_at(&self, element: ElementId, space: &str, name: &str) -> Option<usize> {
        self.tags(element)?.pairs.iter().position(|pair| {
            pair.space != XMLNS
                && local(self.raw(&pair.name)) == name
                && self.space_named(pair.space) == space
        })
    }

    /// A prefix that stands for the namespace at an element: the element's own first, else the
    /// nearest one declared.
    fn prefix_for(
        &self,
        element: ElementId,
        space: &str,
        may_be_empty: bool,
    ) -> Result<String, EditProblem> {
        let own = prefix(self.name(element)).to_owned();
        let around = std::iter::successors(Some(element), |e| self.parent(*e));
        let declared = around.flat_map(|e| {
            let pairs = self.tags(e).map_or(&[][..], |tags| &tags.pairs);
            let names = pairs.iter().filter(|pair| pair.space == XMLNS);
            names
                .filter_map(|pair| declares(self.raw(&pair.name)))
                .map(str::to_owned)
        });
        let undeclared = std::iter::once(String::new());
        std::iter::once(own)
            .chain(declared)
            .chain(undeclared)
            .filter(|prefix| may_be_empty || !prefix.is_empty())
            .find(|prefix| self.bound(element, prefix) == Some(space))
            .ok_or_else(|| EditProblem::Prefix {
                space: space.to_owned(),
            })
    }

    /// Every prefix used in `element`, in names and in values that may be qualified names, must
    /// mean the same in `parent`.
    fn same_prefixes(&self, element: ElementId, parent: ElementId) -> Result<(), EditProblem> {
        let Some(old) = self.parent(element) else {
            return Err(EditProblem::Position);
        };
        for inner in self.within(element) {
            let names = std::iter::once(self.name(inner).to_owned());
            let keys = self.attributes(inner).map(|a| a.name.to_owned());
            let values = self.attributes(inner).map(|a| a.value.into_owned());
            let used = names.chain(keys.filter(|k| k.contains(':')));
            let quoted = values
                .chain(std::iter::once(self.text(inner)))
                .map(|value| value.trim().to_owned())
                .filter(|value| value.contains(':') && is_name(value));
            for name in used.chain(quoted) {
                let prefix = prefix(&name);
                let outside = self.bound(inner, prefix) == self.bound(old, prefix);
                if outside && self.bound(old, prefix) != self.bound(parent, prefix) {
                    let space = self.bound(old, prefix).unwrap_or_default().to_owned();
                    return Err(EditProblem::Prefix { space });
                }
            }
        }
        Ok(())
    }

    fn new_link(&mut self, piece: Piece) -> u32 {
        self.links.push(Link {
            piece,
            parent: NIL,
            first: NIL,
            last: NIL,
            next: NIL,
            previous: NIL,
            at: NIL,
        });
        offset(self.links.len() - 1)
    }

    /// Gives `<a/>` an end tag.
    fn open_up(&mut self, element: ElementId) {
        let end = format!("</{}>", self.name(element));
        if let Some(tags) = self.tags_mut(element)
            && tags.end.is_none()
        {
            tags.end = Some(Raw::new(end));
            tags.tail = Raw::new("");
        }
    }

    /// Puts a node that is nowhere before `before`, or last.
    fn put(&mut self, parent: u32, before: u32, new: u32) {
        let previous = match before {
            NIL => self.link(parent).last,
            _ => self.link(before).previous,
        };
        let link = self.link_mut(new);
        (link.parent, link.previous, link.next) = (parent, previous, before);
        match previous {
            NIL => self.link_mut(parent).first = new,
            _ => self.link_mut(previous).next = new,
        }
        match before {
            NIL => self.link_mut(parent).last = new,
            _ => self.link_mut(before).previous = new,
        }
    }

    fn unlink(&mut self, at: u32) {
        let Link {
            parent,
            previous,
            next,
            ..
        } = *self.link(at);
        match previous {
            NIL => self.link_mut(parent).first = next,
            _ => self.link_mut(previous).next = next,
        }
        match next {
            NIL => self.link_mut(parent).last = previous,
            _ => self.link_mut(next).previous = previous,
        }
        let link = self.link_mut(at);
        (link.parent, link.previous, link.next) = (NIL, NIL, NIL);
    }

    /// Takes a node out with the line break and indentation before it.
    fn lift(&mut self, at: u32) {
        let before = self.link(at).previous;
        if before != NIL && self.line_start(before).is_some() {
            self.unlink(before);
        }
        self.unlink(at);
    }

    /// Puts an element on its line.
    fn settle(&mut self, parent: ElementId, before: Option<ElementId>, new: u32) {
        let indent = self.indent_in(parent);
        let was_empty = self.link(parent.0).first == NIL;
        self.open_up(parent);
        if let Some(before) = before {
            self.put(parent.0, before.0, new);
            let own_line = self.link(new).previous;
            if own_line != NIL
                && let Some(line) = self.line_start(own_line)
            {
                let gap = Raw::new(line);
                let gap = self.new_link(Piece::Text(gap));
                self.put(parent.0, before.0, gap);
            }
            return;
        }
        let last = self.link(parent.0).last;
        let end_line = last != NIL && self.line_start(last).is_some();
        let place = if end_line { last } else { NIL };
        let Some(indent) = indent else {
            return self.put(parent.0, place, new);
        };
        let gap = self.new_link(Piece::Text(Raw::new(indent)));
        self.put(parent.0, place, gap);
        self.put(parent.0, place, new);
        if was_empty && let Some(line) = self.indent_of(parent) {
            let gap = self.new_link(Piece::Text(Raw::new(line)));
            self.put(parent.0, NIL, gap);
        }
    }

    /// A line break and indentation, when the node is nothing else.
    fn line_start(&self, at: u32) -> Option<String> {
        let Piece::Text(raw) = &self.link(at).piece else {
            return None;
        };
        let text = self.raw(raw);
        let line = text.rfind('\n').filter(|_| blank(text))?;
        let line = if text.get(..line)?.ends_with('\r') {
            line - 1
        } else {
            line
        };
        text.get(line..).map(str::to_owned)
    }

    /// The line break and indentation before an element; of the root, a line break.
    fn indent_of(&self, element: ElementId) -> Option<String> {
        if element.0 == self.root {
            let line = if self.source.contains("\r\n") {
                "\r\n"
            } else {
                "\n"
            };
            return self.source.contains('\n').then(|| line.to_owned());
        }
        let before = self.link(element.0).previous;
        if before == NIL {
            None
        } else {
            self.line_start(before)
        }
    }

    /// The line break and indentation that a child of `parent` begins with; none where elements
    /// do not stand on lines of their own.
    fn indent_in(&self, parent: ElementId) -> Option<String> {
        let mixed = self.inside(parent.0).any(|at| match &self.link(at).piece {
            Piece::Text(raw) => !blank(self.raw(raw)),
            Piece::Data(_) | Piece::Reference(_) => true,
            _ => false,
        });
        if mixed {
            return None;
        }
        if let Some(child) = self.children(parent).next() {
            return self.indent_of(child);
        }
        let own = self.indent_of(parent)?;
        let first = self
            .children(self.root())
            .next()
            .and_then(|child| self.indent_of(child));
        let unit = first.map(|line| line.trim_start_matches(['\r', '\n']).to_owned());
        let unit = unit
            .filter(|unit| !unit.is_empty())
            .unwrap_or_else(|| "  ".to_owned());
        Some(own + unit.as_str())
    }
}
