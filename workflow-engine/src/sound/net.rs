//! A scope of a flow as splits, joins and the edges between them.

use crate::plan::{Act, Node, NodeId, Plan, Throw};
use std::collections::{BTreeMap, BTreeSet};

/// How a step chooses among edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// One of them.
    One,
    /// Some of them, at least one.
    Some,
    /// All of them.
    All,
    /// The first of them, and perhaps others beside it.
    FirstAnd,
}

/// A step: it takes tokens from edges in, and puts tokens on edges out.
#[derive(Clone, Debug)]
pub struct Step {
    /// BPMN id of the element.
    pub element: String,
    /// How it takes.
    pub takes: Choice,
    /// How it puts.
    pub puts: Choice,
    /// Edges in.
    pub ins: Vec<usize>,
    /// Edges out.
    pub outs: Vec<usize>,
    /// It ends the whole scope.
    pub ends_all: bool,
}

/// A scope.
#[derive(Clone, Debug)]
pub struct Net {
    /// BPMN id of the process or sub-process.
    pub scope: String,
    /// All steps; those that were folded away are `None`.
    pub steps: Vec<Option<Step>>,
    /// How many edges there are; they are named by number.
    pub edges: usize,
    /// Edges of which one has the first token.
    pub starts: Vec<usize>,
    /// Edges behind events that do not interrupt their activity.
    pub beside: Vec<usize>,
}

impl Net {
    /// The steps that can be reached from these edges without those.
    fn reached(&self, from: &[usize], without: &[usize]) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut open: Vec<usize> = from.to_vec();
        while let Some(edge) = open.pop() {
            for (at, step) in self.steps.iter().enumerate() {
                let takes = step.as_ref().filter(|step| step.ins.contains(&edge));
                if let Some(step) = takes.filter(|_| found.insert(at)) {
                    open.extend(step.outs.iter().filter(|edge| !without.contains(edge)));
                }
            }
        }
        found
    }

    /// Whether nothing is left but ways from a start to an end.
    pub fn is_trivial(&self) -> bool {
        self.steps
            .iter()
            .flatten()
            .all(|step| step.ins.len() <= 1 && step.outs.is_empty())
    }
}

/// The nets of a plan: of the process, of each sub-process that has a start, and of what goes on
/// beside them by itself.
pub fn nets(plan: &Plan) -> Vec<Net> {
    let mut nets = apart(net(plan, None, plan.process().to_owned()));
    for (place, node) in plan.nodes().iter().enumerate() {
        let has_start = node.act.body().is_some_and(|body| body.start.is_some());
        if has_start {
            let id = NodeId(u32::try_from(place).unwrap_or(u32::MAX));
            nets.extend(apart(net(plan, Some(id), node.id.to_string())));
        }
    }
    nets
}

/// What an event begins beside its activity, and what never meets the rest, is a net of its own:
/// it may go on several times at once.
fn apart(mut net: Net) -> Vec<Net> {
    let beside = std::mem::take(&mut net.beside);
    let main = net.reached(&net.starts, &beside);
    let mut nets = Vec::new();
    for edge in beside {
        let own = net.reached(&[edge], &[]);
        if own.is_disjoint(&main) {
            let mut alone = net.clone();
            alone.starts = vec![edge];
            nets.push(alone);
            for step in net.steps.iter_mut().flatten() {
                step.outs.retain(|one| *one != edge);
            }
        }
    }
    nets.push(net);
    nets
}

/// Makes a net.
struct Building<'p> {
    plan: &'p Plan,
    net: Net,
    /// The edge into each node by the flow that makes it.
    into: BTreeMap<String, usize>,
}

fn net(plan: &Plan, within: Option<NodeId>, scope: String) -> Net {
    let mut building = Building {
        plan,
        net: Net {
            scope,
            steps: Vec::new(),
            edges: 0,
            starts: Vec::new(),
            beside: Vec::new(),
        },
        into: BTreeMap::new(),
    };
    let inside: Vec<&Node> = plan
        .nodes()
        .iter()
        .filter(|node| node.within == within)
        .collect();
    let handlers: Vec<NodeId> = plan
        .nodes()
        .iter()
        .filter_map(|node| node.handler)
        .collect();
    for node in &inside {
        let place = plan.place(&node.id);
        let is_handler = place.is_some_and(|place| handlers.contains(&place));
        if !is_handler && !matches!(node.act, Act::EventSub(_) | Act::Boundary { .. }) {
            building.node(node);
        }
    }
    building.starts();
    building.net
}

impl Building<'_> {
    fn edge(&mut self, element: &str) -> usize {
        if let Some(edge) = self.into.get(element) {
            return *edge;
        }
        let edge = self.fresh();
        self.into.insert(element.to_owned(), edge);
        edge
    }

    fn fresh(&mut self) -> usize {
        self.net.edges += 1;
        self.net.edges - 1
    }

    fn step(&mut self, step: Step) {
        self.net.steps.push(Some(step));
    }

    /// An element as a join, if it joins, and a split, if it splits.
    fn node(&mut self, node: &Node) {
        let element = node.id.to_string();
        let mut ins: Vec<usize> = node.incoming.iter().map(|flow| self.edge(flow)).collect();
        if self.is_link_target(node) {
            ins.push(self.edge(&format!("link {element}")));
        }
        let (takes, puts) = match &node.act {
            Act::Parallel => (Choice::All, Choice::All),
            Act::Inclusive => (Choice::Some, Choice::Some),
            Act::Exclusive | Act::EventBased => (Choice::One, Choice::One),
            _ if node.ways.iter().any(|way| way.condition.is_some()) => (Choice::One, Choice::Some),
            _ => (Choice::One, Choice::All),
        };
        let mut outs: Vec<usize> = node.ways.iter().map(|way| self.edge(&way.id)).collect();
        let mut ends_all = false;
        if let Act::Throw(throws) = &node.act {
            for throw in throws {
                match throw {
                    Throw::Terminate | Throw::Error(_) | Throw::Cancel => ends_all = true,
                    Throw::Link(target) => {
                        if let Some(target) = self.plan.at(*target) {
                            let link = format!("link {}", target.id);
                            outs.push(self.edge(&link));
                        }
                    }
                    _ => {}
                }
            }
        }
        let events = self.boundaries(node);
        if events.is_empty() {
            self.step(Step {
                element,
                takes,
                puts,
                ins,
                outs,
                ends_all,
            });
            return;
        }
        self.with_events(node, (takes, puts), ins, outs, &events);
    }

    /// The edges behind the boundary events of an activity, with whether they interrupt it.
    fn boundaries(&mut self, node: &Node) -> Vec<(String, bool)> {
        let events = node
            .boundaries
            .iter()
            .filter_map(|place| self.plan.at(*place));
        let events = events.filter_map(|event| match &event.act {
            Act::Boundary { interrupting, .. } => Some((event.id.to_string(), *interrupting)),
            _ => None,
        });
        events.collect()
    }

    /// An activity that goes on, or is interrupted by one of its events; others may occur beside.
    fn with_events(
        &mut self,
        node: &Node,
        (takes, puts): (Choice, Choice),
        ins: Vec<usize>,
        outs: Vec<usize>,
        events: &[(String, bool)],
    ) {
        let element = node.id.to_string();
        let done = self.fresh();
        let mut ways = vec![done];
        let mut beside = Vec::new();
        for (event, interrupting) in events {
            let edge = self.fresh();
            if *interrupting {
                ways.push(edge)
            } else {
                beside.push(edge)
            }
            let behind = self
                .plan
                .node(event)
                .map(|event| event.ways.clone())
                .unwrap_or_default();
            let behind = behind.iter().map(|way| self.edge(&way.id)).collect();
            self.step(Step {
                element: event.clone(),
                takes: Choice::One,
                puts: Choice::All,
                ins: vec![edge],
                outs: behind,
                ends_all: false,
            });
        }
        self.net.beside.extend(&beside);
        let begun = self.fresh();
        let mut first = vec![begun];
        first.extend(beside);
        let step = |takes, puts, ins, outs| Step {
            element: element.clone(),
            takes,
            puts,
            ins,
            outs,
            ends_all: false,
        };
        let entering = step(takes, Choice::FirstAnd, ins, first);
        let choosing = step(Choice::One, Choice::One, vec![begun], ways);
        let leaving = step(Choice::One, puts, vec![done], outs);
        [entering, choosing, leaving]
            .into_iter()
            .for_each(|step| self.step(step));
    }

    fn is_link_target(&self, node: &Node) -> bool {
        let place = self.plan.place(&node.id);
        let targets = self.plan.nodes().iter().filter_map(|node| match &node.act {
            Act::Throw(throws) => Some(throws),
            _ => None,
        });
        targets
            .flatten()
            .any(|throw| matches!(throw, Throw::Link(target) if Some(*target) == place))
    }

    /// The edges into start events, and into what begins without one.
    fn starts(&mut self) {
        let first = self.net.edges;
        let begin = |step: &&mut Step| step.ins.is_empty();
        for (number, step) in self
            .net
            .steps
            .iter_mut()
            .flatten()
            .filter(begin)
            .enumerate()
        {
            step.ins.push(first + number);
            step.takes = Choice::One;
            self.net.starts.push(first + number);
        }
        self.net.edges += self.net.starts.len();
    }
}
