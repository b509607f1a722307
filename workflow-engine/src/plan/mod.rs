//! A process compiled for running: an arena of nodes, expressions compiled once.

mod act;
mod build;
mod data;
mod events;
mod repeat;
mod upstream;

pub use act::{
    Act, AdHoc, Behavior, Body, Call, Cause, Collection, Mapping, Repeat, Repeated, Throw,
};
pub use upstream::Upstream;

use crate::Problem;
use crate::bpmn::check;
use crate::bpmn::model::{Definitions, Extension, Lane};
use crate::name::Name;
use crate::time::{self, Due, TimerRule, WorkingTime};
use feel::{Context, Program};
use std::collections::{BTreeMap, BTreeSet};

/// The place of a node in its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// Its place in [`Plan::nodes`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A process, ready to run. Events and instances name nodes by their BPMN ids, so that a plan can
/// be built again, and corrected, under a running instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    process: Name,
    version: Name,
    name: String,
    nodes: Vec<Node>,
    by_id: BTreeMap<Name, NodeId>,
    starts: Vec<NodeId>,
    body: Body,
    lanes: Vec<Lane>,
    has_inclusive: bool,
}

/// A flow node of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// BPMN id.
    pub id: Name,
    /// Name, may be empty.
    pub name: String,
    /// What this office added to it.
    pub extension: Extension,
    /// What it does.
    pub act: Act,
    /// How it repeats.
    pub repeat: Option<Box<Repeat>>,
    /// Flows out of it, in file order.
    pub ways: Vec<Way>,
    /// The flow that is taken when no condition is true, by its place in `ways`.
    pub default: Option<usize>,
    /// Ids of the flows into it, in file order.
    pub incoming: Vec<Name>,
    /// Boundary events attached to it but for compensation, in file order.
    pub boundaries: Vec<NodeId>,
    /// Its compensation handler.
    pub handler: Option<NodeId>,
    /// The sub-process that holds it.
    pub within: Option<NodeId>,
    /// Its lane, by its place in [`Plan::lanes`].
    pub lane: Option<usize>,
    /// `startQuantity`: how many tokens it needs.
    pub needs: u32,
    /// `completionQuantity`: how many tokens it gives by each flow.
    pub gives: u32,
    /// Of an inclusive gateway: from where its flows can be reached.
    pub upstream: Option<Box<Upstream>>,
}

impl Node {
    /// Where a token on the node can go next in its scope.
    pub(crate) fn next(&self) -> Vec<NodeId> {
        let mut to: Vec<NodeId> = self.ways.iter().map(|way| way.to).collect();
        to.extend(&self.boundaries);
        if let Act::Throw(throws) = &self.act {
            to.extend(throws.iter().filter_map(|throw| match throw {
                Throw::Link(target) => Some(*target),
                _ => None,
            }));
        }
        to
    }
}

/// A flow out of a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// BPMN id of the flow.
    pub id: Name,
    /// Where it leads.
    pub to: NodeId,
    /// Its condition.
    pub condition: Option<Program>,
}

impl Plan {
    /// Builds the plan of the one executable process.
    ///
    /// # Errors
    /// Everything that [`check`] finds, and every expression that is not
    /// FEEL. When several processes are executable, use [`Plan::of`].
    pub fn build(definitions: &Definitions) -> Result<Self, Vec<Problem>> {
        let mut executable = definitions.processes.iter().filter(|p| p.executable);
        match (executable.next(), executable.next()) {
            (Some(process), None) => Self::of(definitions, &process.id, &BTreeSet::new()),
            (None, _) => Err(check(definitions)),
            (Some(_), Some(_)) => Err(vec![Problem::NoProcess {
                reason: "several processes are executable, name one".to_owned(),
            }]),
        }
    }

    /// Builds the plan of the process, or of the global task, of this id. `names` are variables
    /// whose names consist of several words, which cannot be found in the expressions.
    ///
    /// # Errors
    /// As [`Plan::build`].
    pub fn of(
        definitions: &Definitions,
        process: &str,
        names: &BTreeSet<String>,
    ) -> Result<Self, Vec<Problem>> {
        let problems = check(definitions);
        if !problems.is_empty() {
            return Err(problems);
        }
        build::plan(definitions, process, names)
    }

    /// The plan as this version; it is empty for a plan that is called by nobody.
    #[must_use]
    pub fn versioned(mut self, version: &str) -> Self {
        self.version = version.into();
        self
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// BPMN id of the process.
    #[must_use]
    pub fn process(&self) -> &str {
        &self.process
    }

    pub(crate) fn process_name(&self) -> Name {
        self.process.clone()
    }

    pub(crate) fn version_name(&self) -> Name {
        self.version.clone()
    }

    /// Name of the process, may be empty.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The node of this BPMN id.
    #[must_use]
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.by_id.get(id).and_then(|node| self.at(*node))
    }

    /// The place of the node of this BPMN id.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<NodeId> {
        self.by_id.get(id).copied()
    }

    /// The node at this place.
    #[must_use]
    pub fn at(&self, node: NodeId) -> Option<&Node> {
        self.nodes.get(usize::try_from(node.0).ok()?)
    }

    /// The flow of this BPMN id with the node that it leaves: of a flow that was taken it tells why,
    /// for its condition was true, or it is the default, or nothing had to be chosen.
    #[must_use]
    pub fn flow(&self, id: &str) -> Option<(&Node, &Way)> {
        let ways = self
            .nodes
            .iter()
            .flat_map(|node| node.ways.iter().map(move |w| (node, w)));
        ways.into_iter().find(|(_, way)| *way.id == *id)
    }

    /// All nodes, those of sub-processes after their sub-process.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// What the process itself holds.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Where the process can start: start events, and gateways and tasks that instantiate.
    pub fn starts(&self) -> impl Iterator<Item = &Node> {
        self.starts.iter().filter_map(|node| self.at(*node))
    }

    /// The lanes, in file order; a lane is a position in the agency.
    #[must_use]
    pub fn lanes(&self) -> &[Lane] {
        &self.lanes
    }

    /// The innermost lane that holds the node.
    #[must_use]
    pub fn lane(&self, node: &Node) -> Option<&Lane> {
        self.lanes.get(node.lane?)
    }

    /// Whether a token can be put on the node by itself: no event waits for it, and no compensation
    /// calls it.
    pub(crate) fn can_begin(&self, node: &Node) -> bool {
        let mut handlers = self.nodes.iter().filter_map(|other| other.handler);
        let handles = handlers.any(|handler| self.at(handler).is_some_and(|h| h.id == node.id));
        !handles && !matches!(node.act, Act::Boundary { .. } | Act::EventSub(_))
    }

    pub(crate) fn has_inclusive(&self) -> bool {
        self.has_inclusive
    }

    /// When the process is to be started by its timer start events, by BPMN id, if it was
    /// published at `now` (ms since 1970 UTC). The host then gives
    /// [`Input::StartAt`](crate::run::Input::StartAt).
    #[must_use]
    pub fn start_timers(&self, now: i64, calendar: &dyn WorkingTime) -> Vec<(&str, Due)> {
        let mut found = Vec::new();
        for node in self.starts() {
            let Act::Start { causes, .. } = &node.act else {
                continue;
            };
            for cause in causes {
                if let Cause::Timer(rule) = cause
                    && let Ok(due) = due(rule, &Context::new(), now, calendar)
                {
                    found.push((&*node.id, due));
                }
            }
        }
        found
    }
}

/// When a timer of a plan is due that is armed at `now`, with these variables.
pub(crate) fn due(
    rule: &TimerRule,
    variables: &Context,
    now: i64,
    calendar: &dyn WorkingTime,
) -> Result<Due, String> {
    let computed = |program: &Program| {
        let outcome = program.eval(variables);
        let reason = outcome.reason.unwrap_or_default();
        (outcome.value, reason)
    };
    match rule {
        TimerRule::Written(timer) => time::due_in(timer, now, calendar),
        TimerRule::Computed { form, program } => {
            let (value, why) = computed(program);
            time::from_value(*form, &value)
                .and_then(|timer| time::due_in(&timer, now, calendar))
                .map_err(|reason| format!("{reason}: {why}"))
        }
        TimerRule::ComputedWorking {
            unit,
            program,
            again,
        } => {
            let (value, why) = computed(program);
            time::Working::of(*unit, &value)
                .map(|length| time::Timer::Working {
                    length,
                    again: *again,
                })
                .and_then(|timer| time::due_in(&timer, now, calendar))
                .map_err(|reason| format!("{reason}: {why}"))
        }
    }
}
