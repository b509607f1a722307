//! What depends on what in a form: found once, when it is read.
//!
//! The nodes are of three kinds. Whether a component is shown depends on what is around it and on
//! what its condition reads. The answer at a place depends on whether a component there is shown
//! and, where it is computed, on what its expression reads. What a component asks (limits, options,
//! whether it must be filled in) depends on what these rules read, and nothing depends on it.

mod order;
mod paths;
mod reads;

use std::collections::BTreeMap;

use crate::component::{Component, Kind};
use crate::form::Form;

/// A component, by its place in document order.
pub(crate) type PartId = usize;
/// A place of the answers, without the rows of lists.
pub(crate) type SlotId = usize;

/// What depends on what.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    pub parts: Vec<Part>,
    /// The components at the top.
    pub top: Vec<PartId>,
    pub slots: Vec<Slot>,
    /// The places by name.
    pub names: Names,
    /// The nodes in an order in which each comes after those on which it depends.
    pub order: Vec<Node>,
    /// The place of each node in the order.
    rank: BTreeMap<Node, usize>,
    /// What depends on a node.
    dependents: BTreeMap<Node, Vec<Edge>>,
    /// Conditions and expressions that depend on themselves: each circle in the order of reading.
    pub circles: Vec<Vec<PartId>>,
}

/// A component in the plan.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// The way to it through the components and their children.
    way: Vec<usize>,
    /// The container around it.
    pub parent: Option<PartId>,
    /// What it holds.
    pub children: Vec<PartId>,
    /// The innermost list around it.
    pub list: Option<SlotId>,
    /// How many lists are around it.
    pub depth: usize,
    /// Where its answer stands.
    pub slot: Option<SlotId>,
    /// Its condition or its expression takes part in a circle: it is not computed.
    pub circular: bool,
}

/// A place of the answers.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    /// The dotted path from the item of the innermost list, or from the top.
    pub path: String,
    /// The innermost list around it.
    pub list: Option<SlotId>,
    /// How many lists are around it.
    pub depth: usize,
    /// Those that ask for it: of several only one may be shown.
    pub parts: Vec<PartId>,
    pub is_list: bool,
}

/// Something that is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    /// Whether a component is shown.
    Shown(PartId),
    /// The answer at a place; of a list its rows.
    Answer(SlotId),
    /// What a component asks.
    Rules(PartId),
}

/// A node that depends on another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    pub to: Node,
    /// How many rows both have in common: the others of its rows all depend on it.
    pub shared: usize,
}

/// Places by name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(pub BTreeMap<String, Place>);

/// What stands under a name.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    Field(SlotId),
    Inside(Names),
    List(SlotId, Names),
}

impl Names {
    /// The names under a dotted path; none where a field stands in the way.
    fn inside(&mut self, path: &str) -> Option<&mut Self> {
        path.split('.').try_fold(self, |names, name| {
            let entry = names.0.entry(name.to_owned());
            match entry.or_insert_with(|| Place::Inside(Self::default())) {
                Place::Inside(inside) => Some(inside),
                Place::Field(_) | Place::List(..) => None,
            }
        })
    }

    /// The level of names to which the last word of a path belongs, and that word.
    fn last<'p>(&mut self, path: &'p str) -> Option<(&mut Self, &'p str)> {
        match path.rsplit_once('.') {
            None => Some((self, path)),
            Some((before, last)) => Some((self.inside(before)?, last)),
        }
    }
}

impl Plan {
    pub fn of(components: &[Component]) -> Self {
        let mut plan = Self::default();
        let mut names = Names::default();
        let top = Around::default();
        plan.level(components, &[], top, &mut names);
        plan.names = names;
        plan.depend(components);
        plan
    }

    fn level(
        &mut self,
        components: &[Component],
        way: &[usize],
        around: Around,
        names: &mut Names,
    ) {
        for (at, component) in components.iter().enumerate() {
            let way = [way, &[at]].concat();
            let id = self.parts.len();
            let slot = self.slot(component, id, around, names);
            self.parts.push(Part {
                way: way.clone(),
                parent: around.parent,
                children: Vec::new(),
                list: around.list,
                depth: around.depth,
                slot,
                circular: false,
            });
            match around.parent {
                Some(parent) => self.parts[parent].children.push(id),
                None => self.top.push(id),
            }
            let inside = Around {
                parent: Some(id),
                ..around
            };
            match (&component.kind, slot) {
                (Kind::DynamicList, Some(slot)) => {
                    let items = Around {
                        list: Some(slot),
                        depth: around.depth + 1,
                        ..inside
                    };
                    self.items(component, &way, items, names);
                }
                // A list without a place has no rows: nothing inside it is ever asked for.
                (Kind::DynamicList, None) => {}
                _ => self.level(&component.children, &way, inside, names),
            }
        }
    }

    /// What a list holds; another list of the same path has the same names inside.
    fn items(&mut self, list: &Component, way: &[usize], around: Around, names: &mut Names) {
        let taken = match names.last(&list.path) {
            Some((level, last)) => match level.0.get_mut(last) {
                Some(Place::List(_, inside)) => std::mem::take(inside),
                _ => return,
            },
            None => return,
        };
        let mut inside = taken;
        self.level(&list.children, way, around, &mut inside);
        if let Some((level, last)) = names.last(&list.path)
            && let Some(Place::List(_, kept)) = level.0.get_mut(last)
        {
            *kept = inside;
        }
    }

    /// The place of a component's answer; none where something else stands there.
    fn slot(
        &mut self,
        component: &Component,
        part: PartId,
        around: Around,
        names: &mut Names,
    ) -> Option<SlotId> {
        let is_list = component.kind == Kind::DynamicList;
        if component.kind == Kind::Group && !component.path.is_empty() {
            names.inside(&component.path);
        }
        if component.path.is_empty() || !(component.is_field() || is_list) {
            return None;
        }
        let (level, last) = names.last(&component.path)?;
        let known = match level.0.get(last) {
            None => None,
            Some(Place::Field(slot)) if !is_list => Some(*slot),
            Some(Place::List(slot, _)) if is_list => Some(*slot),
            Some(_) => return None,
        };
        let slot = known.unwrap_or(self.slots.len());
        if known.is_none() {
            let place = match is_list {
                true => Place::List(slot, Names::default()),
                false => Place::Field(slot),
            };
            level.0.insert(last.to_owned(), place);
            self.slots.push(Slot {
                path: component.path.clone(),
                list: around.list,
                depth: around.depth,
                parts: Vec::new(),
                is_list,
            });
        }
        self.slots[slot].parts.push(part);
        Some(slot)
    }

    /// The component of a part.
    pub fn component<'f>(&self, components: &'f [Component], part: PartId) -> &'f Component {
        let way = self.parts[part].way.split_first();
        let (first, rest) = way.unwrap_or((&0, &[]));
        rest.iter().fold(&components[*first], |component, at| {
            &component.children[*at]
        })
    }

    /// The lists around something, outermost first, from the innermost one.
    pub fn lists(&self, innermost: Option<SlotId>) -> Vec<SlotId> {
        let mut lists: Vec<SlotId> =
            std::iter::successors(innermost, |list| self.slots[*list].list).collect();
        lists.reverse();
        lists
    }

    /// The names of a list's items.
    pub fn names_of(&self, list: SlotId) -> Option<&Names> {
        let names = match self.slots[list].list {
            Some(outer) => self.names_of(outer)?,
            None => &self.names,
        };
        let mut words = self.slots[list].path.split('.');
        let last = words.next_back()?;
        let level = words.try_fold(names, |names, word| match names.0.get(word)? {
            Place::Inside(inside) => Some(inside),
            _ => None,
        })?;
        match level.0.get(last)? {
            Place::List(_, items) => Some(items),
            _ => None,
        }
    }

    /// What depends on a node.
    pub fn dependents(&self, node: Node) -> &[Edge] {
        self.dependents.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The place of a node in the order.
    pub fn rank(&self, node: Node) -> usize {
        self.rank.get(&node).copied().unwrap_or_default()
    }

    /// The innermost list around a node.
    pub fn list_of(&self, node: Node) -> Option<SlotId> {
        match node {
            Node::Shown(part) | Node::Rules(part) => self.parts[part].list,
            Node::Answer(slot) => self.slots[slot].list,
        }
    }
}

/// What is around a level of components.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    parent: Option<PartId>,
    list: Option<SlotId>,
    depth: usize,
}

impl Form {
    /// The first component that asks for an answer at a place.
    pub(crate) fn asking(&self, slot: SlotId) -> Option<&Component> {
        let part = self.plan().slots[slot].parts.first()?;
        Some(self.part(*part))
    }

    /// The component of a part of this form's plan.
    pub(crate) fn part(&self, part: PartId) -> &Component {
        self.plan().component(self.components(), part)
    }
}
