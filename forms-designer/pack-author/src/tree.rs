//! Elements of XML that come into a document.

use std::borrow::Cow;

use workflow_engine::bpmn::xml::{Document, EditProblem, ElementId};

/// An element to put into a document, with all that it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tree {
    space: Cow<'static, str>,
    name: &'static str,
    /// Namespace (empty for none), name and value.
    attributes: Vec<(&'static str, &'static str, String)>,
    text: String,
    inside: Vec<Tree>,
}

impl Tree {
    pub(crate) fn new(space: impl Into<Cow<'static, str>>, name: &'static str) -> Self {
        Self {
            space: space.into(),
            name,
            attributes: Vec::new(),
            text: String::new(),
            inside: Vec::new(),
        }
    }

    pub(crate) fn with(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with_in("", name, value)
    }

    pub(crate) fn with_in(
        mut self,
        space: &'static str,
        name: &'static str,
        value: impl Into<String>,
    ) -> Self {
        self.attributes.push((space, name, value.into()));
        self
    }

    /// With an attribute that is left out where its value is empty.
    pub(crate) fn named(self, name: &'static str, value: &str) -> Self {
        match value {
            "" => self,
            value => self.with(name, value),
        }
    }

    pub(crate) fn text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    pub(crate) fn holding(mut self, inside: impl IntoIterator<Item = Tree>) -> Self {
        self.inside.extend(inside);
        self
    }

    /// Puts it into an element of a document, before one of its children or last.
    pub(crate) fn put(
        &self,
        document: &mut Document,
        parent: ElementId,
        before: Option<ElementId>,
    ) -> Result<ElementId, EditProblem> {
        let element = document.insert(parent, before, &self.space, self.name)?;
        for (space, name, value) in &self.attributes {
            match *space {
                "" => document.set_attribute(element, name, value)?,
                space => document.set_attribute_in(element, space, name, value)?,
            }
        }
        for inner in &self.inside {
            inner.put(document, element, None)?;
        }
        if !self.text.is_empty() {
            document.set_text(element, &self.text)?;
        }
        Ok(element)
    }
}
