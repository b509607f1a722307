//! What a BPMN file says, ready to be asked: kinds, ids, references, flows.

use super::schema::{ACTIVITIES, Class, default, named_reference, reference};
use crate::bpmn::BPMN;
use crate::bpmn::xml::{Document, ElementId};
use std::collections::{BTreeMap, BTreeSet};

/// What a reference leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// An element of this file.
    Here(ElementId),
    /// A name in another file's namespace.
    Elsewhere,
    /// Nothing.
    Missing,
}

/// A reference found in the file.
#[derive(Clone, Debug)]
pub struct Found {
    /// The element that refers.
    pub owner: ElementId,
    /// The element in which the reference stands: the owner, or one inside of it.
    pub holder: ElementId,
    /// Name of the attribute or element.
    pub name: &'static str,
    /// What is written.
    pub text: String,
    /// What it may point at.
    pub class: Class,
    /// What it points at.
    pub target: Resolved,
}

/// A sequence flow whose ends were looked up.
#[derive(Clone, Copy, Debug)]
pub struct SequenceFlow {
    /// The flow.
    pub element: ElementId,
    /// Where it begins, if that is there.
    pub source: Option<ElementId>,
    /// Where it ends, if that is there.
    pub target: Option<ElementId>,
}

/// A BPMN file that can be asked.
#[derive(Debug)]
pub struct Facts<'d> {
    /// The file.
    pub document: &'d Document,
    /// The BPMN elements, extension elements left out, in file order.
    pub elements: Vec<ElementId>,
    /// Every reference, in file order.
    pub references: Vec<Found>,
    /// Every sequence flow, in file order.
    pub flows: Vec<SequenceFlow>,
    kinds: BTreeMap<&'d str, Vec<ElementId>>,
    ids: BTreeMap<String, Vec<ElementId>>,
    /// The first element of each kind with an id.
    firsts: BTreeMap<String, BTreeMap<&'d str, ElementId>>,
    boundaries: BTreeMap<ElementId, Vec<ElementId>>,
    pools: BTreeMap<ElementId, ElementId>,
    listing: BTreeSet<ElementId>,
    incoming: BTreeMap<ElementId, Vec<SequenceFlow>>,
    outgoing: BTreeMap<ElementId, Vec<SequenceFlow>>,
    target_space: String,
}

impl<'d> Facts<'d> {
    /// Looks through a document.
    #[must_use]
    pub fn of(document: &'d Document) -> Self {
        let root = document.root();
        let mut facts = Self {
            document,
            elements: Vec::new(),
            references: Vec::new(),
            flows: Vec::new(),
            kinds: BTreeMap::new(),
            ids: BTreeMap::new(),
            firsts: BTreeMap::new(),
            boundaries: BTreeMap::new(),
            pools: BTreeMap::new(),
            listing: BTreeSet::new(),
            incoming: BTreeMap::new(),
            outgoing: BTreeMap::new(),
            target_space: document
                .attribute(root, "targetNamespace")
                .map_or_else(String::new, |space| space.into_owned()),
        };
        facts.collect(root);
        facts.refer();
        facts.connect();
        facts.attach();
        facts
    }

    /// The depth of the recursion is the document's, which its reader bounds.
    fn collect(&mut self, element: ElementId) {
        if self.document.space(element) != BPMN {
            return;
        }
        self.elements.push(element);
        let kind = self.document.local(element);
        self.kinds.entry(kind).or_default().push(element);
        if let Some(id) = self.document.attribute(element, "id") {
            let firsts = self.firsts.entry(id.trim().to_owned()).or_default();
            firsts.entry(kind).or_insert(element);
            self.ids
                .entry(id.trim().to_owned())
                .or_default()
                .push(element);
        }
        if kind == "extensionElements" {
            self.elements.pop();
            return;
        }
        for child in self.document.children(element) {
            self.collect(child);
        }
    }

    fn refer(&mut self) {
        let mut found = Vec::new();
        for owner in self.elements.iter().copied() {
            let kind = self.kind(owner);
            let mut add = |holder, (name, class), text: String| {
                let target = self.resolve(holder, &text, class);
                found.push(Found {
                    owner,
                    holder,
                    name,
                    text,
                    class,
                    target,
                });
            };
            for attribute in self
                .document
                .attributes(owner)
                .filter(|a| a.space.is_empty())
            {
                if let Some(row) = named_reference(kind, attribute.local, false) {
                    add(owner, row, attribute.value.trim().to_owned());
                }
            }
            for child in self.document.children(owner) {
                if let Some(row) = named_reference(kind, self.kind(child), true) {
                    add(child, row, self.text(child));
                }
            }
        }
        self.references = found;
    }

    fn connect(&mut self) {
        for element in self.all("sequenceFlow").to_vec() {
            let end = |name| self.pointed(element, name);
            let flow = SequenceFlow {
                element,
                source: end("sourceRef"),
                target: end("targetRef"),
            };
            self.flows.push(flow);
            if let Some(source) = flow.source {
                self.outgoing.entry(source).or_default().push(flow);
            }
            if let Some(target) = flow.target {
                self.incoming.entry(target).or_default().push(flow);
            }
        }
    }

    fn attach(&mut self) {
        for event in self.all("boundaryEvent").to_vec() {
            if let Some(host) = self.pointed(event, "attachedToRef") {
                self.boundaries.entry(host).or_default().push(event);
            }
        }
        for participant in self.all("participant").to_vec() {
            if let Some(process) = self.pointed(participant, "processRef") {
                self.pools.entry(process).or_insert(participant);
            }
        }
        let lists: Vec<ElementId> = self.of_kinds(&["incoming", "outgoing"]).collect();
        for list in lists {
            let node = self.document.parent(list);
            self.listing
                .extend(node.and_then(|node| self.document.parent(node)));
        }
    }

    /// The boundary events that are attached to an activity.
    #[must_use]
    pub fn boundaries(&self, activity: ElementId) -> &[ElementId] {
        self.boundaries.get(&activity).map_or(&[], Vec::as_slice)
    }

    /// The first participant that a process belongs to.
    #[must_use]
    pub fn participant_of(&self, process: ElementId) -> Option<ElementId> {
        self.pools.get(&process).copied()
    }

    /// True when a flow node directly in this process or sub-process lists its flows.
    #[must_use]
    pub fn writes_lists(&self, level: ElementId) -> bool {
        self.listing.contains(&level)
    }

    /// The BPMN name of an element; empty for an element of another namespace.
    #[must_use]
    pub fn kind(&self, element: ElementId) -> &'d str {
        if self.document.space(element) == BPMN {
            self.document.local(element)
        } else {
            ""
        }
    }

    /// The kind of the element around it, empty for none.
    #[must_use]
    pub fn kind_around(&self, element: ElementId) -> &'d str {
        self.document
            .parent(element)
            .map_or("", |parent| self.kind(parent))
    }

    /// The elements of this kind, in file order.
    #[must_use]
    pub fn all(&self, kind: &str) -> &[ElementId] {
        self.kinds.get(kind).map_or(&[], Vec::as_slice)
    }

    /// The elements of these kinds, kind by kind.
    pub fn of_kinds<'s>(&'s self, kinds: &'s [&str]) -> impl Iterator<Item = ElementId> + 's {
        kinds.iter().flat_map(|kind| self.all(kind)).copied()
    }

    /// The ids that stand in the file, each with its elements.
    #[must_use]
    pub fn ids(&self) -> &BTreeMap<String, Vec<ElementId>> {
        &self.ids
    }

    /// The id of an element, empty for none.
    #[must_use]
    pub fn id(&self, element: ElementId) -> String {
        let id = self.document.attribute(element, "id");
        id.map_or_else(String::new, |id| id.trim().to_owned())
    }

    /// The attribute as written; none when it is left out.
    #[must_use]
    pub fn written(&self, element: ElementId, name: &str) -> Option<String> {
        self.document
            .attribute(element, name)
            .map(|value| value.into_owned())
    }

    /// The attribute, or the schema's value for it, or nothing.
    #[must_use]
    pub fn value(&self, element: ElementId, name: &str) -> String {
        match self.written(element, name) {
            Some(value) => value.trim().to_owned(),
            None => default(self.kind(element), name)
                .unwrap_or_default()
                .to_owned(),
        }
    }

    /// True when the attribute, or the schema's value for it, is true.
    #[must_use]
    pub fn flag(&self, element: ElementId, name: &str) -> bool {
        matches!(self.value(element, name).as_str(), "true" | "1")
    }

    /// The text of an element without the white space around it.
    #[must_use]
    pub fn text(&self, element: ElementId) -> String {
        self.document.text(element).trim().to_owned()
    }

    /// The BPMN elements of this kind directly inside.
    pub fn parts<'s>(
        &'s self,
        element: ElementId,
        kind: &'s str,
    ) -> impl Iterator<Item = ElementId> + 's {
        let inside = self.document.children(element);
        inside.filter(move |child| self.kind(*child) == kind)
    }

    /// The first BPMN element of this kind directly inside.
    #[must_use]
    pub fn part(&self, element: ElementId, kind: &str) -> Option<ElementId> {
        self.parts(element, kind).next()
    }

    /// Looks a written reference up: an id of this file, or a qualified name in its target
    /// namespace by whatever prefix stands for that.
    #[must_use]
    pub fn resolve(&self, holder: ElementId, text: &str, class: Class) -> Resolved {
        if class == Class::Outside {
            return Resolved::Elsewhere;
        }
        if let Some(found) = self.by_id(text, class) {
            return Resolved::Here(found);
        }
        let Some((prefix, local)) = text.split_once(':') else {
            return Resolved::Missing;
        };
        match self.document.bound(holder, prefix) {
            Some(space) if space != self.target_space && space != BPMN => Resolved::Elsewhere,
            // Tools write prefixes that they do not declare.
            _ => self
                .by_id(local, class)
                .map_or(Resolved::Missing, Resolved::Here),
        }
    }

    /// Tools give one id to several elements: the first of the right class is meant.
    fn by_id(&self, id: &str, class: Class) -> Option<ElementId> {
        let firsts = self.firsts.get(id)?;
        let right = firsts.iter().filter(|(kind, _)| class.holds(kind));
        let right = right.map(|(_, element)| *element).min();
        right.or_else(|| firsts.values().min().copied())
    }

    /// What this attribute points at in this file, if it may point at that.
    #[must_use]
    pub fn pointed(&self, element: ElementId, name: &str) -> Option<ElementId> {
        let class = reference(self.kind(element), name, false)?;
        let text = self.written(element, name)?;
        self.right(self.resolve(element, text.trim(), class), class)
    }

    /// What the elements of this name inside point at in this file.
    #[must_use]
    pub fn pointed_inside(&self, element: ElementId, name: &str) -> Vec<ElementId> {
        let Some(class) = reference(self.kind(element), name, true) else {
            return Vec::new();
        };
        let holders = self.parts(element, name);
        holders
            .filter_map(|holder| self.right(self.resolve(holder, &self.text(holder), class), class))
            .collect()
    }

    fn right(&self, resolved: Resolved, class: Class) -> Option<ElementId> {
        match resolved {
            Resolved::Here(found) => class.holds(self.kind(found)).then_some(found),
            _ => None,
        }
    }

    /// The sequence flows that lead to an element.
    #[must_use]
    pub fn incoming(&self, element: ElementId) -> &[SequenceFlow] {
        self.incoming.get(&element).map_or(&[], Vec::as_slice)
    }

    /// The sequence flows that lead out of an element.
    #[must_use]
    pub fn outgoing(&self, element: ElementId) -> &[SequenceFlow] {
        self.outgoing.get(&element).map_or(&[], Vec::as_slice)
    }

    /// The element and those around it, innermost first.
    pub fn around(&self, element: ElementId) -> impl Iterator<Item = ElementId> {
        std::iter::successors(Some(element), |e| self.document.parent(*e))
    }

    /// The process that an element is in.
    #[must_use]
    pub fn process_of(&self, element: ElementId) -> Option<ElementId> {
        self.around(element)
            .find(|around| self.kind(*around) == "process")
    }

    /// True for an element of a process that is marked executable.
    #[must_use]
    pub fn executable(&self, element: ElementId) -> bool {
        self.process_of(element).is_some_and(|process| {
            matches!(
                self.written(process, "isExecutable").as_deref(),
                Some("true" | "1")
            )
        })
    }

    /// True for an activity.
    #[must_use]
    pub fn is_activity(&self, element: ElementId) -> bool {
        ACTIVITIES.contains(&self.kind(element))
    }
}
