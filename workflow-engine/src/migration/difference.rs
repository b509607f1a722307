//! Two versions of a flow side by side.

use super::{Fate, Migration};
use crate::name::Name;
use crate::plan::{Act, Body, Node, NodeId, Plan, Throw, Way};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What two flows have in common and in what they differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// Every element of the flow that is left, in its order.
    pub entries: Vec<Entry>,
    /// Elements of the new flow to which nothing leads.
    pub added: Vec<Name>,
    /// Flows whose ids changed.
    pub flows: BTreeMap<Name, Name>,
}

/// An element of the flow that is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Its BPMN id.
    pub element: Name,
    /// Its name, may be empty.
    pub name: String,
    /// What it is, as BPMN names it.
    pub kind: &'static str,
    /// The element of the new flow that is it, with how it was found.
    pub found: Option<(Name, Found)>,
    /// In what they differ.
    pub differs: Vec<Differs>,
}

/// How an element was found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Found {
    /// It has the same id and is of the same kind.
    ById,
    /// It is the only one of its kind and name on both sides.
    ByName,
    /// It stands between the same elements.
    ByPlace,
}

/// In what two versions of an element differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Differs {
    /// Its name.
    Name,
    /// What this office added to it: desk, role, service.
    Office,
    /// The lane in which it stands.
    Lane,
    /// What it does or waits for.
    Act,
    /// How it repeats.
    Repeat,
    /// What is attached to it.
    Boundaries,
    /// Where it leads, or on what condition.
    Ways,
    /// The sub-process that holds it.
    Place,
}

impl Difference {
    /// The migration that this proposes: what was found again stays as it is.
    #[must_use]
    pub fn migration(&self) -> Migration {
        let kept = self.entries.iter().filter_map(|entry| {
            let (to, _) = entry.found.as_ref()?;
            Some((entry.element.clone(), Fate::Keeps(to.clone())))
        });
        Migration {
            elements: kept.collect(),
            flows: self.flows.clone(),
        }
    }

    /// Whether the flows are the same but for their texts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let same = |entry: &Entry| {
            let found = entry.found.as_ref();
            found.is_some_and(|(to, _)| *to == entry.element) && entry.differs.is_empty()
        };
        self.added.is_empty() && self.flows.is_empty() && self.entries.iter().all(same)
    }
}

/// Most elements of a flow of which those without id or name in common are looked for by place.
const MAX_PLACED: usize = 1_000;

/// Lays two flows beside each other.
#[must_use]
pub fn difference(from: &Plan, to: &Plan) -> Difference {
    let mut pairs = Pairs {
        from,
        to,
        found: BTreeMap::new(),
        taken: BTreeSet::new(),
    };
    pairs.by_id();
    pairs.by_name();
    if from.nodes().len().max(to.nodes().len()) <= MAX_PLACED {
        while pairs.by_place() {}
    }
    pairs.told()
}

/// Whether what stands on one node can stand on the other as it is.
pub(super) fn is_like(a: &Node, b: &Node) -> bool {
    let acts = match (&a.act, &b.act) {
        (Act::Call(a), Act::Call(b)) => a.process == b.process,
        (Act::SubProcess(a), Act::SubProcess(b)) => a.ad_hoc.is_some() == b.ad_hoc.is_some(),
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    };
    let repeats = match (a.repeat.as_deref(), b.repeat.as_deref()) {
        (None, None) => true,
        (Some(a), Some(b)) => std::mem::discriminant(a) == std::mem::discriminant(b),
        _ => false,
    };
    acts && repeats && (a.needs > 1) == (b.needs > 1)
}

/// The element as BPMN names it.
pub(super) fn kind(act: &Act) -> &'static str {
    match act {
        Act::Start { .. } => "startEvent",
        Act::Throw(_) => "throwEvent",
        Act::Catch { .. } => "intermediateCatchEvent",
        Act::Boundary { .. } => "boundaryEvent",
        Act::Pass => "linkOrNoneEvent",
        Act::UserTask => "userTask",
        Act::ManualTask => "manualTask",
        Act::ServiceTask => "serviceTask",
        Act::SendTask(_) => "sendTask",
        Act::ReceiveTask(_) => "receiveTask",
        Act::RuleTask { .. } => "businessRuleTask",
        Act::Script { .. } => "scriptTask",
        Act::Call(_) => "callActivity",
        Act::Exclusive => "exclusiveGateway",
        Act::Inclusive => "inclusiveGateway",
        Act::Parallel => "parallelGateway",
        Act::EventBased => "eventBasedGateway",
        Act::SubProcess(_) => "subProcess",
        Act::EventSub(_) => "eventSubProcess",
    }
}

struct Pairs<'p> {
    from: &'p Plan,
    to: &'p Plan,
    /// By ids of the flow that is left.
    found: BTreeMap<Name, (Name, Found)>,
    /// Ids of the new flow.
    taken: BTreeSet<Name>,
}

impl Pairs<'_> {
    fn put(&mut self, old: &Name, new: &Name, found: Found) {
        self.taken.insert(new.clone());
        self.found.insert(old.clone(), (new.clone(), found));
    }

    fn by_id(&mut self) {
        for old in self.from.nodes() {
            if let Some(new) = self.to.node(&old.id)
                && is_like(old, new)
            {
                self.put(&old.id, &new.id, Found::ById);
            }
        }
    }

    fn by_name(&mut self) {
        let named = |plan: &Plan, skip: &dyn Fn(&Name) -> bool| {
            let mut all: BTreeMap<(&'static str, String), Vec<Name>> = BTreeMap::new();
            let free = plan.nodes().iter().filter(|node| !node.name.is_empty());
            for node in free.filter(|node| !skip(&node.id)) {
                let key = (kind(&node.act), node.name.clone());
                all.entry(key).or_default().push(node.id.clone());
            }
            all
        };
        let old = named(self.from, &|id| self.found.contains_key(id));
        let new = named(self.to, &|id| self.taken.contains(id));
        for (key, ids) in old {
            if let ([old], Some([new])) = (&ids[..], new.get(&key).map(Vec::as_slice))
                && self.are_like(old, new)
            {
                self.put(old, new, Found::ByName);
            }
        }
    }

    fn are_like(&self, old: &str, new: &str) -> bool {
        let pair = self.from.node(old).zip(self.to.node(new));
        pair.is_some_and(|(old, new)| is_like(old, new))
    }

    /// Elements that have found neighbours; false when there is none left.
    fn by_place(&mut self) -> bool {
        for old in self.from.nodes() {
            if self.found.contains_key(&old.id) {
                continue;
            }
            let place = self.place(old);
            let mut fits = self.to.nodes().iter().filter(|new| {
                let free = !self.taken.contains(&new.id) && is_like(old, new);
                free && place.is_some() && place == place_of(self.to, new, |id| Some(id.clone()))
            });
            if let (Some(new), None) = (fits.next(), fits.next()) {
                let (old, new) = (old.id.clone(), new.id.clone());
                self.put(&old, &new, Found::ByPlace);
                return true;
            }
        }
        false
    }

    /// Between what the node stands, in ids of the new flow; none when its neighbours were not
    /// found.
    fn place(&self, old: &Node) -> Option<Place> {
        place_of(self.from, old, |id| {
            let (new, _) = self.found.get(id)?;
            Some(new.clone())
        })
    }

    fn told(self) -> Difference {
        let entries = self.from.nodes().iter().map(|old| {
            let found = self.found.get(&old.id).cloned();
            let new = found.as_ref().and_then(|(id, _)| self.to.node(id));
            Entry {
                element: old.id.clone(),
                name: old.name.clone(),
                kind: kind(&old.act),
                differs: new.map(|new| self.differs(old, new)).unwrap_or_default(),
                found,
            }
        });
        let added = self.to.nodes().iter().map(|node| &node.id);
        let added = added.filter(|id| !self.taken.contains(*id)).cloned();
        Difference {
            entries: entries.collect(),
            added: added.collect(),
            flows: self.flows(),
        }
    }

    /// The flows that have other ids between elements that were found.
    fn flows(&self) -> BTreeMap<Name, Name> {
        let mut flows = BTreeMap::new();
        for old in self.from.nodes() {
            let new = self.found.get(&old.id).and_then(|(id, _)| self.to.node(id));
            let Some(new) = new else { continue };
            for way in &old.ways {
                let to = self.from.at(way.to);
                let to = to.and_then(|to| Some(&self.found.get(&to.id)?.0));
                let is_kept = new.ways.iter().any(|other| other.id == way.id);
                let (Some(to), false) = (to, is_kept) else {
                    continue;
                };
                let leads = |id: &NodeId| self.to.at(*id).is_some_and(|n| n.id == *to);
                let mut fits = new.ways.iter().filter(|other| leads(&other.to));
                if let (Some(other), None) = (fits.next(), fits.next()) {
                    flows.insert(way.id.clone(), other.id.clone());
                }
            }
        }
        flows
    }

    fn differs(&self, old: &Node, new: &Node) -> Vec<Differs> {
        let renamed = |plan: &Plan, id: NodeId, is_old: bool| {
            let id = plan.at(id).map(|node| node.id.clone())?;
            match self.found.get(&id) {
                Some((new, _)) if is_old => Some(new.clone()),
                _ if is_old => Some(Name::from(format!("-{}", &*id))),
                _ => Some(id),
            }
        };
        let ids = |plan: &Plan, ids: &[NodeId], is_old: bool| -> BTreeSet<_> {
            ids.iter().map(|id| renamed(plan, *id, is_old)).collect()
        };
        let ways = |plan: &Plan, node: &Node, is_old: bool| -> Vec<_> {
            let default = |place: usize| node.default == Some(place);
            let text = |way: &Way| way.condition.as_ref().map(|c| c.text().to_owned());
            let ways = node.ways.iter().enumerate();
            ways.map(|(at, way)| (renamed(plan, way.to, is_old), text(way), default(at)))
                .collect()
        };
        let within = |plan: &Plan, node: &Node, is_old: bool| {
            node.within.and_then(|id| renamed(plan, id, is_old))
        };
        let lane =
            |plan: &Plan, node: &Node| plan.lane(node).map(|l| (l.id.clone(), l.name.clone()));
        let boundaries =
            |plan: &Plan, node: &Node, is_old: bool| ids(plan, &node.boundaries, is_old);
        let found = [
            (Differs::Name, old.name != new.name),
            (Differs::Office, old.extension != new.extension),
            (Differs::Lane, lane(self.from, old) != lane(self.to, new)),
            (Differs::Act, !does_the_same(&old.act, &new.act)),
            (Differs::Repeat, old.repeat != new.repeat),
            (
                Differs::Boundaries,
                boundaries(self.from, old, true) != boundaries(self.to, new, false),
            ),
            (
                Differs::Ways,
                ways(self.from, old, true) != ways(self.to, new, false),
            ),
            (
                Differs::Place,
                within(self.from, old, true) != within(self.to, new, false),
            ),
        ];
        let found = found.into_iter().filter(|(_, differs)| *differs);
        found.map(|(differs, _)| differs).collect()
    }
}

/// Whether two acts of one kind do the same. What a sub-process holds is told by what it holds.
fn does_the_same(a: &Act, b: &Act) -> bool {
    match (a, b) {
        (Act::SubProcess(a), Act::SubProcess(b)) | (Act::EventSub(a), Act::EventSub(b)) => {
            let rules = |body: &Body| {
                let mut ad_hoc = body.ad_hoc.clone();
                ad_hoc.iter_mut().for_each(|ad_hoc| ad_hoc.first.clear());
                (body.data.clone(), body.transaction, ad_hoc)
            };
            rules(a) == rules(b)
        }
        (Act::Throw(a), Act::Throw(b)) => {
            let told = |throws: &[Throw]| -> Vec<Throw> {
                let link = |throw: &&Throw| matches!(throw, Throw::Link(_));
                throws.iter().filter(|t| !link(t)).cloned().collect()
            };
            told(a) == told(b)
        }
        (a, b) => a == b,
    }
}

/// Between what a node stands: its kind, the sub-process that holds it, what it is attached to,
/// what comes before and after it.
type Place = (Option<Name>, Vec<Name>, Vec<Name>);

fn place_of(plan: &Plan, node: &Node, told: impl Fn(&Name) -> Option<Name>) -> Option<Place> {
    let within = match node.within.and_then(|id| plan.at(id)) {
        Some(outer) => Some(told(&outer.id)?),
        None => None,
    };
    let id = plan.place(&node.id)?;
    let before = plan.nodes().iter().filter(|other| {
        let leads = other.ways.iter().any(|way| way.to == id);
        leads || other.boundaries.contains(&id) || other.handler == Some(id)
    });
    let after = node.ways.iter().filter_map(|way| plan.at(way.to));
    let ids = |ids: &mut dyn Iterator<Item = &Node>| -> Option<Vec<Name>> {
        let mut ids = ids.map(|node| told(&node.id)).collect::<Option<Vec<_>>>()?;
        ids.sort();
        Some(ids)
    };
    let (before, after) = (ids(&mut before.into_iter())?, ids(&mut after.into_iter())?);
    (!before.is_empty() || !after.is_empty()).then_some((within, before, after))
}
