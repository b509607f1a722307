//! A migration held to both flows, ready for any number of cases.

use super::difference::is_like;
use super::{Fate, MAX_ENTRIES, Migration};
use crate::name::Name;
use crate::plan::{Act, Node, NodeId, Plan, Throw};
use std::collections::{BTreeMap, BTreeSet};

/// Something about a migration that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// Stable code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// BPMN id of the element, or of the flow, that is left.
    pub element: Name,
    /// BPMN id of the one to which it leads; may be empty.
    pub to: Name,
}

/// How much a misfit matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Some cases cannot go over, or lose something that they may not need.
    Warning,
    /// No case can go over.
    Error,
}

/// A migration that fits both flows.
#[derive(Clone, Debug)]
pub struct Course<'p> {
    from: &'p Plan,
    to: &'p Plan,
    fates: Vec<Option<Way>>,
    /// Where the nodes of the new flow come from.
    origins: BTreeMap<NodeId, Vec<NodeId>>,
    renamed: BTreeMap<Name, Name>,
    flows: BTreeMap<Name, Name>,
    warnings: Vec<Misfit>,
}

/// A fate with the place of its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Keeps(NodeId),
    Anew(NodeId),
    Away,
}

impl<'p> Course<'p> {
    /// Holds a migration to both flows.
    ///
    /// # Errors
    /// Every [`Misfit`] when one of them is an error:
    /// `migration-too-large`, `migration-element` and `migration-target` (there is no such
    /// element), `migration-kind` (what it keeps is of another kind), `migration-place` (nothing can
    /// go on there), `migration-repeats` (it would come into an activity that repeats, or out of
    /// it), `migration-flow` (there is no such flow,
    /// or it leaves another element).
    pub fn new(from: &'p Plan, to: &'p Plan, migration: &Migration) -> Result<Self, Vec<Misfit>> {
        if migration.elements.len() + migration.flows.len() > MAX_ENTRIES {
            let name = Name::default();
            let too_large = misfit("migration-too-large", Severity::Error, &name, &name);
            return Err(vec![too_large]);
        }
        let mut course = Self {
            from,
            to,
            fates: vec![None; from.nodes().len()],
            origins: BTreeMap::new(),
            renamed: BTreeMap::new(),
            flows: migration.flows.clone(),
            warnings: Vec::new(),
        };
        let mut found = course.resolve(migration);
        found.extend(course.places());
        found.extend(course.losses());
        found.sort_by_key(|misfit| std::cmp::Reverse(misfit.severity));
        if found.iter().any(|m| m.severity == Severity::Error) {
            return Err(found);
        }
        course.warnings = found;
        Ok(course)
    }

    /// What somebody should know before cases go over: `migration-undecided` (a case that stands
    /// there cannot), `migration-handler` (what was done there can be compensated no more).
    #[must_use]
    pub fn warnings(&self) -> &[Misfit] {
        &self.warnings
    }

    /// The flow that is left.
    #[must_use]
    pub fn from(&self) -> &'p Plan {
        self.from
    }

    /// The new flow.
    #[must_use]
    pub fn to(&self) -> &'p Plan {
        self.to
    }

    pub(crate) fn renamed(&self) -> &BTreeMap<Name, Name> {
        &self.renamed
    }

    pub(crate) fn flows(&self) -> &BTreeMap<Name, Name> {
        &self.flows
    }

    pub(crate) fn way(&self, element: &str) -> Option<Way> {
        self.fate(self.from.place(element)?)
    }

    fn fate(&self, node: NodeId) -> Option<Way> {
        *self.fates.get(usize::try_from(node.0).ok()?)?
    }

    /// The elements that lead to this one of the new flow.
    pub(crate) fn origins(&self, element: &str) -> impl Iterator<Item = &'p Node> {
        let place = self.to.place(element);
        let found = place.and_then(|place| self.origins.get(&place));
        let from = self.from;
        found.into_iter().flatten().filter_map(|old| from.at(*old))
    }

    fn resolve(&mut self, migration: &Migration) -> Vec<Misfit> {
        let mut found = Vec::new();
        let mut error = |code, element: &Name, to: &Name| {
            found.push(misfit(code, Severity::Error, element, to));
        };
        let nothing = Name::default();
        for (element, fate) in &migration.elements {
            let Some(place) = self.from.place(element) else {
                error("migration-element", element, &nothing);
                continue;
            };
            let target = fate.target().map(|to| (to, self.to.place(to)));
            let way = match (fate, target) {
                (Fate::Keeps(_), Some((_, Some(to)))) => Way::Keeps(to),
                (Fate::Anew(_), Some((_, Some(to)))) => Way::Anew(to),
                (_, Some((to, None))) => {
                    error("migration-target", element, to);
                    Way::Away
                }
                _ => Way::Away,
            };
            if let Way::Keeps(to) | Way::Anew(to) = way {
                self.origins.entry(to).or_default().push(place);
            }
            if let (Fate::Keeps(to), true) = (fate, fate.target() != Some(element)) {
                self.renamed.insert(element.clone(), to.clone());
            }
            if let Some(slot) = self.fates.get_mut(place.0 as usize) {
                *slot = Some(way);
            }
        }
        let (old, new) = (flow_ids(self.from), flow_ids(self.to));
        for (flow, to) in &migration.flows {
            if !old.contains(flow) || !new.contains(to) || self.is_stale(flow, to) {
                found.push(misfit("migration-flow", Severity::Error, flow, to));
            }
        }
        found
    }

    /// Whether a flow leaves an element that is kept elsewhere than where the other flow begins.
    fn is_stale(&self, flow: &str, to: &str) -> bool {
        let leaves = |plan: &Plan, flow: &str| {
            let (node, _) = plan.flow(flow)?;
            plan.place(&node.id)
        };
        let source = leaves(self.from, flow).and_then(|place| self.fate(place));
        matches!(source, Some(Way::Keeps(kept)) if Some(kept) != leaves(self.to, to))
    }

    /// Whether what is kept is of the same kind, and what begins can begin.
    fn places(&self) -> Vec<Misfit> {
        let mut found = Vec::new();
        for (old, way) in self.from.nodes().iter().zip(&self.fates) {
            let Some(Way::Keeps(to) | Way::Anew(to)) = *way else {
                continue;
            };
            let Some(new) = self.to.at(to) else { continue };
            let keeps = matches!(way, Some(Way::Keeps(_)));
            let waits = matches!(
                old.act,
                Act::Start { .. } | Act::Boundary { .. } | Act::EventSub(_)
            );
            let code = if keeps && !is_like(old, new) {
                "migration-kind"
            } else if !keeps && !waits && !self.to.can_begin(new) {
                "migration-place"
            } else if !keeps && waits && !is_like(old, new) {
                "migration-kind"
            } else if can_wait(old) && self.enters_a_repetition(old, new) {
                "migration-repeats"
            } else {
                continue;
            };
            found.push(misfit(code, Severity::Error, &old.id, &new.id));
        }
        found
    }

    /// Whether the target is held by an activity that repeats, or by an event sub-process, and the
    /// element is not held by the one that becomes it; or the other way round.
    fn enters_a_repetition(&self, old: &Node, new: &Node) -> bool {
        let frames = |plan: &'p Plan, node: &Node| -> BTreeSet<NodeId> {
            let outer = std::iter::successors(node.within, |id| plan.at(*id)?.within);
            let is_frame = |id: &NodeId| {
                let node = plan.at(*id);
                node.is_some_and(|n| n.repeat.is_some() || matches!(n.act, Act::EventSub(_)))
            };
            outer.filter(is_frame).collect()
        };
        let kept = frames(self.from, old)
            .into_iter()
            .map(|id| match self.fate(id) {
                Some(Way::Keeps(to)) => Some(to),
                _ => None,
            });
        let kept: Option<BTreeSet<NodeId>> = kept.collect();
        // What goes with its frame has no way of its own.
        kept.is_some_and(|kept| kept != frames(self.to, new))
    }

    fn losses(&self) -> Vec<Misfit> {
        let mut found = Vec::new();
        for (old, way) in self.from.nodes().iter().zip(&self.fates) {
            let warning = |code, to: &Name| misfit(code, Severity::Warning, &old.id, to);
            let nothing = Name::default();
            match way {
                None if can_wait(old) => found.push(warning("migration-undecided", &nothing)),
                Some(Way::Keeps(to)) => {
                    let new = self.to.at(*to);
                    let lost = new.filter(|new| undoes(old) && !undoes(new));
                    found.extend(lost.map(|new| warning("migration-handler", &new.id)));
                }
                Some(_) if undoes(old) => found.push(warning("migration-handler", &nothing)),
                _ => {}
            }
        }
        found
    }
}

/// Whether what was done there can be compensated.
pub(crate) fn undoes(node: &Node) -> bool {
    let inside = node.act.body().and_then(|body| body.compensation);
    node.handler.or(inside).is_some()
}

/// Whether a case can come to rest there.
fn can_wait(node: &Node) -> bool {
    match &node.act {
        Act::UserTask
        | Act::ServiceTask
        | Act::RuleTask { .. }
        | Act::ReceiveTask(_)
        | Act::Call(_)
        | Act::SubProcess(_)
        | Act::Catch { .. }
        | Act::EventBased => true,
        Act::EventSub(_) => true,
        Act::Throw(throws) => throws
            .iter()
            .any(|throw| matches!(throw, Throw::Compensate(_) | Throw::Cancel)),
        Act::Parallel | Act::Inclusive => node.incoming.len() > 1,
        _ => node.repeat.is_some() || node.needs > 1,
    }
}

fn flow_ids(plan: &Plan) -> BTreeSet<&Name> {
    let ways = plan.nodes().iter().flat_map(|node| &node.ways);
    ways.map(|way| &way.id).collect()
}

fn misfit(code: &'static str, severity: Severity, element: &Name, to: &Name) -> Misfit {
    Misfit {
        code,
        severity,
        element: element.clone(),
        to: to.clone(),
    }
}
