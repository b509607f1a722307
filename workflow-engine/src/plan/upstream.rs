//! From where the flows into an inclusive gateway can be reached (BPMN 2.0.2 §13.4.3).

use super::{Act, Node, NodeId};
use std::collections::BTreeSet;

/// For each flow into an inclusive gateway the nodes of its scope from which a path leads to it
/// that does not visit the gateway.
#[derive(Clone, Debug, PartialEq)]
pub struct Upstream {
    reach: Vec<BTreeSet<NodeId>>,
}

impl Upstream {
    /// Whether a token on `node` must be waited for: it can come by a flow that has no token yet,
    /// and by none that has one.
    #[must_use]
    pub fn holds_back(&self, node: NodeId, has_token: &[bool]) -> bool {
        let reaches = |waits: bool| {
            let flows = self.reach.iter().zip(has_token);
            flows
                .filter(|(_, has)| **has == waits)
                .any(|(from, _)| from.contains(&node))
        };
        reaches(false) && !reaches(true)
    }
}

/// Gives every inclusive gateway its upstream.
pub(super) fn fill(nodes: &mut [Node]) {
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (place, node) in nodes.iter().enumerate() {
        for to in node.next() {
            if let Some(found) = back.get_mut(to.0 as usize) {
                found.push(place);
            }
        }
    }
    for place in 0..nodes.len() {
        let joins = matches!(nodes[place].act, Act::Inclusive) && nodes[place].incoming.len() > 1;
        if !joins {
            continue;
        }
        let reach = nodes[place]
            .incoming
            .iter()
            .map(|flow| sources(nodes, &back, place, flow))
            .collect();
        nodes[place].upstream = Some(Box::new(Upstream { reach }));
    }
}

fn sources(nodes: &[Node], back: &[Vec<usize>], gateway: usize, flow: &str) -> BTreeSet<NodeId> {
    let source = nodes
        .iter()
        .position(|node| node.ways.iter().any(|way| way.id == *flow));
    let mut open: Vec<usize> = source.into_iter().collect();
    let mut found = BTreeSet::new();
    while let Some(place) = open.pop() {
        let Ok(id) = u32::try_from(place) else {
            continue;
        };
        if place != gateway && found.insert(NodeId(id)) {
            open.extend(&back[place]);
        }
    }
    found
}
