//! A route without what cannot matter any more, to compare two routes by.

use super::{Node, Route, Rule, Slot, Stand};
use crate::ids::SlotId;

/// A part of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'r> {
    /// One slot.
    Slot(&'r Slot),
    /// Parts one after the other, none of which is a sequence itself.
    Sequence(Vec<Part<'r>>),
    /// Branches side by side: all of them, none of which is side by side itself, or those of a vote.
    Side(Rule, Vec<Part<'r>>),
}

impl Route {
    /// The tree without the slots that were taken off, and without parts that hold one part or none.
    /// A vote stays one, whatever is left of it.
    #[must_use]
    pub fn outline(&self) -> Part<'_> {
        sequence(&self.root).unwrap_or(Part::Sequence(Vec::new()))
    }

    /// Whether an open slot goes on although something before it was reopened.
    #[must_use]
    pub fn goes_on(&self, id: &SlotId) -> bool {
        self.kept.contains(id)
    }

    /// The slot beside that a slot asked anew and waits for.
    #[must_use]
    pub fn asked_anew(&self, id: &SlotId) -> Option<&SlotId> {
        self.waits.get(id)
    }
}

fn part(node: &Node) -> Option<Part<'_>> {
    match node {
        Node::Slot(slot) => (slot.stand != Stand::Gone).then_some(Part::Slot(slot)),
        Node::Sequence(inner) => sequence(inner),
        Node::Parallel(Rule::All, branches) => {
            let mut parts = Vec::new();
            for branch in branches.iter().filter_map(part) {
                match branch {
                    Part::Side(Rule::All, inner) => parts.extend(inner),
                    branch => parts.push(branch),
                }
            }
            alone(parts, |parts| Part::Side(Rule::All, parts))
        }
        Node::Parallel(vote, branches) => Some(Part::Side(
            *vote,
            branches.iter().filter_map(part).collect(),
        )),
    }
}

fn sequence(nodes: &[Node]) -> Option<Part<'_>> {
    let mut parts = Vec::new();
    for node in nodes.iter().filter_map(part) {
        match node {
            Part::Sequence(inner) => parts.extend(inner),
            node => parts.push(node),
        }
    }
    alone(parts, Part::Sequence)
}

/// One part stands for itself.
fn alone<'r>(
    mut parts: Vec<Part<'r>>,
    join: impl FnOnce(Vec<Part<'r>>) -> Part<'r>,
) -> Option<Part<'r>> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(join(parts)),
    }
}
