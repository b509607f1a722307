//! The order in which nodes are computed, and the circles in which that cannot be done.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::reads::Source;
use super::{Edge, Node, Part, PartId, Plan};
use crate::component::{Component, Kind, Options};

impl Plan {
    /// Finds what depends on what, breaks the circles, and sorts.
    pub(super) fn depend(&mut self, components: &[Component]) {
        let read = self.read_edges(components);
        let fixed = self.fixed_edges();
        let graph = Graph::of(self, fixed.iter().chain(&read));
        let groups = graph.groups();
        let mut broken = BTreeSet::new();
        for (from, edge) in &read {
            if groups[from] == groups[&edge.to] {
                broken.insert((*from, *edge));
            }
        }
        self.circles = self.name_circles(&broken, &graph, &groups);
        for (_, edge) in &broken {
            for part in self.readers(edge.to, components) {
                self.parts[part].circular = true;
            }
        }
        let kept: Vec<(Node, Edge)> = fixed
            .into_iter()
            .chain(read.into_iter().filter(|edge| !broken.contains(edge)))
            .collect();
        self.sort(&kept);
    }

    /// The components whose condition or expression computes a node.
    fn readers(&self, node: Node, components: &[Component]) -> Vec<PartId> {
        match node {
            Node::Shown(part) | Node::Rules(part) => vec![part],
            Node::Answer(slot) => {
                let computed =
                    |part: &PartId| self.component(components, *part).kind == Kind::Expression;
                let parts = self.slots[slot].parts.iter().copied();
                parts.filter(computed).collect()
            }
        }
    }

    fn read_edges(&self, components: &[Component]) -> Vec<(Node, Edge)> {
        let mut edges = BTreeSet::new();
        for (id, part) in self.parts.iter().enumerate() {
            let component = self.component(components, id);
            let mut add = |sources: Vec<Source>, to| {
                for Source { slot, shared } in sources {
                    edges.insert((Node::Answer(slot), Edge { to, shared }));
                }
            };
            add(self.reads(id, &component.hide), Node::Shown(id));
            for setting in component.rule_settings() {
                add(self.reads(id, setting), Node::Rules(id));
            }
            if let Options::Key(path) = &component.options {
                add(self.reads_path(id, path), Node::Rules(id));
            }
            if let (Kind::Expression, Some(slot)) = (&component.kind, part.slot) {
                add(self.reads(id, &component.expression), Node::Answer(slot));
            }
        }
        edges.into_iter().collect()
    }

    /// What depends on what by where it stands.
    fn fixed_edges(&self) -> Vec<(Node, Edge)> {
        let mut edges = Vec::new();
        for (id, part) in self.parts.iter().enumerate() {
            let Part { parent, depth, .. } = *part;
            let own = Node::Shown(id);
            if let Some(parent) = parent {
                let shared = self.parts[parent].depth;
                edges.push((Node::Shown(parent), Edge { to: own, shared }));
            }
            if let Some(list) = part.list {
                let shared = self.slots[list].depth;
                edges.push((Node::Answer(list), Edge { to: own, shared }));
            }
            let shared = depth;
            let rules = Node::Rules(id);
            edges.push((own, Edge { to: rules, shared }));
            if let Some(slot) = part.slot {
                let answer = Node::Answer(slot);
                edges.push((own, Edge { to: answer, shared }));
                edges.push((answer, Edge { to: rules, shared }));
            }
        }
        edges
    }

    fn nodes(&self) -> impl Iterator<Item = Node> {
        let shown = (0..self.parts.len()).map(Node::Shown);
        let answers = (0..self.slots.len()).map(Node::Answer);
        let rules = (0..self.parts.len()).map(Node::Rules);
        shown.chain(answers).chain(rules)
    }

    /// Sorts the nodes so that each comes after what it depends on; beside each other they stand
    /// as in the document.
    fn sort(&mut self, edges: &[(Node, Edge)]) {
        let mut missing: BTreeMap<Node, usize> = self.nodes().map(|node| (node, 0)).collect();
        for (from, edge) in edges {
            *missing.entry(edge.to).or_default() += 1;
            self.dependents.entry(*from).or_default().push(*edge);
        }
        let free = missing.iter().filter(|(_, count)| **count == 0);
        let mut ready: BTreeSet<Node> = free.map(|(node, _)| *node).collect();
        while let Some(node) = ready.pop_first() {
            self.rank.insert(node, self.order.len());
            self.order.push(node);
            for edge in self.dependents.get(&node).into_iter().flatten() {
                if let Some(count) = missing.get_mut(&edge.to) {
                    *count -= 1;
                    if *count == 0 {
                        ready.insert(edge.to);
                    }
                }
            }
        }
        debug_assert_eq!(self.order.len(), missing.len(), "a circle is left");
    }

    /// The components of each circle, in the order in which one reads the other.
    fn name_circles(
        &self,
        broken: &BTreeSet<(Node, Edge)>,
        graph: &Graph,
        groups: &BTreeMap<Node, usize>,
    ) -> Vec<Vec<PartId>> {
        let mut seen = BTreeSet::new();
        let mut circles = Vec::new();
        for (from, edge) in broken {
            if seen.insert(groups[from]) {
                let way = graph.way(edge.to, *from);
                let mut parts: Vec<PartId> = Vec::new();
                for node in way {
                    let part = match node {
                        Node::Shown(part) | Node::Rules(part) => Some(part),
                        Node::Answer(slot) => self.slots[slot].parts.first().copied(),
                    };
                    parts.extend(part.filter(|part| parts.last() != Some(part)));
                }
                if parts.len() > 1 && parts.first() == parts.last() {
                    parts.pop();
                }
                // Found from what is read to what reads it; told from the first component on.
                parts.reverse();
                let first = (0..parts.len()).min_by_key(|at| parts[*at]);
                parts.rotate_left(first.unwrap_or_default());
                circles.push(parts);
            }
        }
        circles
    }
}

/// Nodes and what depends on them.
struct Graph {
    next: BTreeMap<Node, Vec<Node>>,
}

impl Graph {
    fn of<'e>(plan: &Plan, edges: impl Iterator<Item = &'e (Node, Edge)>) -> Self {
        let mut next: BTreeMap<Node, Vec<Node>> =
            plan.nodes().map(|node| (node, Vec::new())).collect();
        for (from, edge) in edges {
            next.entry(*from).or_default().push(edge.to);
        }
        Self { next }
    }

    fn after(&self, node: Node) -> &[Node] {
        self.next.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The group of each node: those of one group all depend on each other (Kosaraju's way, with a
    /// stack of its own, since a form can be long).
    fn groups(&self) -> BTreeMap<Node, usize> {
        let mut before: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
        for (from, all) in &self.next {
            for to in all {
                before.entry(*to).or_default().push(*from);
            }
        }
        let mut groups = BTreeMap::new();
        for node in self.left_last() {
            let number = groups.len();
            let mut open = vec![node];
            while let Some(node) = open.pop() {
                if let Entry::Vacant(free) = groups.entry(node) {
                    free.insert(number);
                    open.extend(before.get(&node).into_iter().flatten().copied());
                }
            }
        }
        groups
    }

    /// The nodes, those that a search leaves last first.
    fn left_last(&self) -> Vec<Node> {
        let mut left = Vec::new();
        let mut seen = BTreeSet::new();
        for start in self.next.keys() {
            let mut open = Vec::new();
            if seen.insert(*start) {
                open.push((*start, 0));
            }
            while let Some((node, at)) = open.last_mut() {
                match self.after(*node).get(*at) {
                    Some(next) => {
                        *at += 1;
                        if seen.insert(*next) {
                            open.push((*next, 0));
                        }
                    }
                    None => {
                        left.push(*node);
                        open.pop();
                    }
                }
            }
        }
        left.reverse();
        left
    }

    /// The shortest way from one node to another.
    fn way(&self, from: Node, to: Node) -> Vec<Node> {
        let mut came: BTreeMap<Node, Node> = BTreeMap::new();
        let mut open = std::collections::VecDeque::from([from]);
        while let Some(node) = open.pop_front() {
            if node == to {
                break;
            }
            for next in self.after(node) {
                if *next != from && !came.contains_key(next) {
                    came.insert(*next, node);
                    open.push_back(*next);
                }
            }
        }
        let mut way: Vec<Node> =
            std::iter::successors(Some(to), |node| came.get(node).copied()).collect();
        way.reverse();
        way
    }
}
