//! Which variables a flow has where: what the form gives at the start, and what each element sets
//! on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use feel::Type;
use feel::dmn::Decisions;
use workflow_engine::plan::{Act, Behavior, Cause, Node, NodeId, Plan, Repeat, Throw};

use super::known::{Known, Sure, Variable, Variables};
use super::services::{OUTCOME, service};

/// Most rounds through a flow. Each round carries what is known along its elements; what changes
/// after so many is left as it is, and nothing is said against it.
const MAX_ROUNDS: usize = 24;

/// What is known at each element of a flow.
pub(super) struct Flow<'p> {
    pub plan: &'p Plan,
    pub decisions: Option<&'p Decisions>,
    form: Known,
    /// Before each element, by its place; none where it is not reached.
    before: Vec<Option<Known>>,
    after: Vec<Option<Known>>,
    /// The places of what leads to each element.
    led_by: Vec<Vec<Led>>,
    /// Names that an element itself sets, whatever comes before it.
    sets: Vec<BTreeSet<String>>,
    /// Names set inside each element that holds others, and in the flow.
    inside: BTreeMap<Option<usize>, BTreeSet<String>>,
}

/// What leads to an element.
#[derive(Debug, Clone, Copy)]
enum Led {
    /// A flow or a link from this one.
    Way(usize),
    /// It is attached to this one.
    Attached(usize),
    /// It is where this one begins.
    Within(usize),
    /// It begins when its event occurs in this one, or in the process.
    Event(Option<usize>),
    /// It compensates this one.
    Undoes(usize),
    /// The process begins with it.
    Start,
}

impl<'p> Flow<'p> {
    pub fn of(plan: &'p Plan, decisions: Option<&'p Decisions>, form: Variables) -> Self {
        let nodes = plan.nodes();
        let mut flow = Self {
            plan,
            decisions,
            form: Known::of(form),
            before: vec![None; nodes.len()],
            after: vec![None; nodes.len()],
            led_by: vec![Vec::new(); nodes.len()],
            sets: Vec::new(),
            inside: BTreeMap::new(),
        };
        flow.sets = nodes.iter().map(|node| flow.names_set(node)).collect();
        flow.gather();
        flow.lead();
        for _ in 0..MAX_ROUNDS {
            if !flow.round() {
                break;
            }
        }
        flow
    }

    /// What is known before an element; nothing is reached there when there is none.
    pub fn before(&self, at: usize) -> Option<&Known> {
        self.before.get(at)?.as_ref()
    }

    /// What is known after it.
    pub fn after(&self, at: usize) -> Option<&Known> {
        self.after.get(at)?.as_ref()
    }

    /// Names that something in the flow sets, or that the form has.
    pub fn is_set_somewhere(&self, name: &str) -> bool {
        let in_flow = self.inside.get(&None);
        self.form.get(name).is_some() || in_flow.is_some_and(|names| names.contains(name))
    }

    /// All of them.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        let in_flow = self.inside.get(&None).into_iter().flatten();
        let form = self.form.variables.keys();
        in_flow.chain(form).map(String::as_str)
    }

    /// Names that are set inside an element.
    pub fn set_inside(&self, at: usize) -> BTreeSet<String> {
        let mut names = self.inside.get(&Some(at)).cloned().unwrap_or_default();
        names.extend(self.sets.get(at).into_iter().flatten().cloned());
        names
    }

    /// Whether something that goes on beside an element may set the name meanwhile.
    pub fn is_set_beside(&self, at: usize, name: &str) -> bool {
        let sets = |place: &usize| self.sets.get(*place).is_some_and(|s| s.contains(name));
        let setters: Vec<usize> = (0..self.sets.len()).filter(sets).collect();
        (0..self.sets.len()).any(|fork| {
            let ways = self.parallel_ways(fork);
            let reached: Vec<BTreeSet<usize>> = ways.iter().map(|way| self.reach(*way)).collect();
            reached.iter().enumerate().any(|(own, here)| {
                let mut others = reached
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != own);
                here.contains(&at)
                    && others.any(|(_, there)| setters.iter().any(|s| there.contains(s)))
            })
        })
    }

    /// The elements at which tokens go on that leave this one at once.
    fn parallel_ways(&self, at: usize) -> Vec<usize> {
        let Some(node) = self.plan.nodes().get(at) else {
            return Vec::new();
        };
        let mut ways: Vec<usize> = match node.act {
            Act::Exclusive | Act::EventBased => Vec::new(),
            _ => node.ways.iter().map(|way| way.to.index()).collect(),
        };
        if ways.len() < 2 {
            ways.clear();
        }
        let stays = |id: &&NodeId| self.plan.at(**id).is_some_and(|node| node.act.stays());
        let beside: Vec<usize> = node
            .boundaries
            .iter()
            .filter(stays)
            .map(|id| id.index())
            .collect();
        if !beside.is_empty() {
            ways.push(at);
            ways.extend(beside);
        }
        ways
    }

    fn reach(&self, from: usize) -> BTreeSet<usize> {
        let mut seen = BTreeSet::new();
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            let Some(node) = self.plan.nodes().get(at).filter(|_| seen.insert(at)) else {
                continue;
            };
            open.extend(node.ways.iter().map(|way| way.to.index()));
            open.extend(node.boundaries.iter().map(|id| id.index()));
            let holds = |(place, inner): (usize, &Node)| {
                (inner.within.map(|id| id.index()) == Some(at)).then_some(place)
            };
            if node.act.body().is_some() {
                open.extend(self.plan.nodes().iter().enumerate().filter_map(holds));
            }
        }
        seen
    }

    /// Gathers by holder what is set inside.
    fn gather(&mut self) {
        for (at, node) in self.plan.nodes().iter().enumerate() {
            let names = self.sets.get(at).cloned().unwrap_or_default();
            let mut holder = node.within;
            while let Some(id) = holder {
                let place = id.index();
                self.inside
                    .entry(Some(place))
                    .or_default()
                    .extend(names.iter().cloned());
                holder = self.plan.at(id).and_then(|node| node.within);
            }
            self.inside.entry(None).or_default().extend(names);
        }
    }

    /// Fills in what leads to each element.
    fn lead(&mut self) {
        let plan = self.plan;
        let mut led: Vec<(usize, Led)> = Vec::new();
        for (at, node) in plan.nodes().iter().enumerate() {
            led.extend(node.ways.iter().map(|way| (way.to.index(), Led::Way(at))));
            let attached = node.boundaries.iter();
            led.extend(attached.map(|id| (id.index(), Led::Attached(at))));
            led.extend(node.handler.map(|id| (id.index(), Led::Undoes(at))));
            if let Act::Throw(throws) = &node.act {
                for throw in throws {
                    if let Throw::Link(to) = throw {
                        led.push((to.index(), Led::Way(at)));
                    }
                }
            }
            if let Act::EventSub(_) = &node.act {
                let around = node.within.map(|id| id.index());
                led.push((at, Led::Event(around)));
            }
            if let Some(body) = node.act.body() {
                let first = body.ad_hoc.iter().flat_map(|ad_hoc| &ad_hoc.first);
                let first = body.start.iter().chain(first);
                led.extend(first.map(|id| (id.index(), Led::Within(at))));
            }
        }
        for start in plan.starts() {
            if let Some(id) = plan.place(&start.id) {
                led.push((id.index(), Led::Start));
            }
        }
        for (at, by) in led {
            if let Some(all) = self.led_by.get_mut(at) {
                all.push(by);
            }
        }
    }

    /// Carries what is known once along all elements; whether something changed.
    fn round(&mut self) -> bool {
        let mut changed = false;
        for at in 0..self.led_by.len() {
            let before = self.enters(at);
            let after = before.as_ref().and_then(|before| self.leaves(at, before));
            for (list, new) in [(&mut self.before, before), (&mut self.after, after)] {
                let Some(old) = list.get_mut(at) else {
                    continue;
                };
                let same = match (&old, &new) {
                    (Some(old), Some(new)) => old.is_same(new),
                    (None, None) => true,
                    _ => false,
                };
                if !same {
                    *old = new;
                    changed = true;
                }
            }
        }
        changed
    }

    fn enters(&self, at: usize) -> Option<Known> {
        let node = self.plan.nodes().get(at)?;
        let parallel = matches!(node.act, Act::Parallel);
        let led = self.led_by.get(at)?.iter();
        led.filter_map(|by| self.by(*by))
            .reduce(|a, b| if parallel { a.and(&b) } else { a.or(&b) })
    }

    fn by(&self, led: Led) -> Option<Known> {
        match led {
            Led::Start => Some(self.form.clone()),
            Led::Way(at) => self.after(at).cloned(),
            Led::Attached(at) => Some(self.before(at)?.perhaps(&self.set_inside(at))),
            Led::Within(at) => self.begins(at),
            Led::Event(around) => {
                let before = match around {
                    Some(at) => self.begins(at)?,
                    None => self.form.clone(),
                };
                let set = self.inside.get(&around).into_iter().flatten();
                Some(before.perhaps(set))
            }
            Led::Undoes(at) => {
                let set = self.inside.get(&None).into_iter().flatten();
                Some(self.after(at)?.perhaps(set))
            }
        }
    }

    /// What is known where a sub-process, or one instance of an activity, begins.
    pub fn begins(&self, at: usize) -> Option<Known> {
        let node = self.plan.nodes().get(at)?;
        let before = self.before(at)?;
        let data = node.act.body().into_iter().flat_map(|body| &body.data);
        let data = data.map(|name| (name.to_string(), Variable::sometimes()));
        let mut begun = before.with(data);
        let Some(repeat) = node.repeat.as_deref() else {
            return Some(begun);
        };
        let number = Variable::always(Type::Number);
        begun = begun.with([("loopCounter".to_owned(), number)]);
        if let Repeat::Many(many) = repeat {
            let item = many.item.as_ref().map(|name| {
                let of = super::expressions::item_type(many, before);
                (
                    name.to_string(),
                    Variable {
                        of,
                        sure: Sure::Always,
                    },
                )
            });
            let output = many.output_item.as_ref();
            let output = output.map(|name| (name.to_string(), Variable::sometimes()));
            begun = begun.with(item.into_iter().chain(output));
        }
        Some(begun)
    }

    fn leaves(&self, at: usize, before: &Known) -> Option<Known> {
        let node = self.plan.nodes().get(at)?;
        let once = match &node.act {
            Act::SubProcess(body) if body.ad_hoc.is_some() => {
                Some(before.perhaps(&self.set_inside(at)))
            }
            Act::SubProcess(_) => self
                .ends(at)
                .map(|ended| self.own_again(at, before, &ended)),
            Act::EventSub(_) => None,
            _ => Some(self.set_by(node, before)),
        };
        let Some(repeat) = node.repeat.as_deref() else {
            return once;
        };
        // It may also not be done at all.
        let repeated = once.map_or_else(|| before.clone(), |once| once.or(before));
        let result = match repeat {
            Repeat::Many(many) => many.result.as_ref(),
            Repeat::Loop { .. } => None,
        };
        let list = Variable::always(Type::List(Type::Any.into()));
        Some(repeated.with(result.map(|name| (name.to_string(), list))))
    }

    /// What is known where a sub-process is over.
    fn ends(&self, at: usize) -> Option<Known> {
        let thrown_out = |node: &Node| {
            matches!(&node.act, Act::Throw(throws)
                if throws.iter().any(|t| matches!(t, Throw::Error(_) | Throw::Cancel)))
        };
        let is_end = |node: &Node| node.ways.is_empty() && !thrown_out(node) && !is_aside(node);
        let nodes = self.plan.nodes().iter().enumerate();
        let ends = nodes.filter(|(_, node)| {
            let holder = node.within.map(|id| id.index());
            let held = holder == Some(at) || holder.is_some_and(|holder| self.ends_for(holder, at));
            held && is_end(node)
        });
        ends.filter_map(|(place, _)| self.after(place).cloned())
            .reduce(|a, b| a.or(&b))
    }

    /// Whether an event sub-process in another takes its place when it is over.
    fn ends_for(&self, event: usize, around: usize) -> bool {
        let Some(node) = self.plan.nodes().get(event) else {
            return false;
        };
        let interrupts = |body: &workflow_engine::plan::Body| {
            let start = body.start.and_then(|id| self.plan.at(id));
            start.is_some_and(|start| {
                matches!(
                    start.act,
                    Act::Start {
                        interrupting: true,
                        ..
                    }
                )
            })
        };
        matches!(&node.act, Act::EventSub(body) if interrupts(body))
            && node.within.map(|id| id.index()) == Some(around)
    }

    /// After a sub-process its own variables are gone.
    fn own_again(&self, at: usize, before: &Known, ended: &Known) -> Known {
        let Some(begun) = self.begins(at) else {
            return ended.clone();
        };
        let own = begun.variables.iter().filter(|(name, variable)| {
            before
                .get(name)
                .is_none_or(|outer| outer.sure != variable.sure)
        });
        let own: Vec<&String> = own.map(|(name, _)| name).collect();
        if own.is_empty() {
            return ended.clone();
        }
        let mut variables = (*ended.variables).clone();
        for name in own {
            match before.get(name) {
                Some(outer) => variables.insert(name.clone(), outer.clone()),
                None => variables.remove(name),
            };
        }
        Known {
            variables: Rc::new(variables),
            open: ended.open,
        }
    }

    /// What an element adds to what was known.
    fn set_by(&self, node: &Node, before: &Known) -> Known {
        let always = |name: &str, of: Type| (name.to_owned(), Variable::always(of));
        match &node.act {
            Act::UserTask => {
                let corrects = node.extension.attribute("role") == Some("correct");
                let form = self.form.variables.iter().filter(|_| corrects);
                let form = form.map(|(name, variable)| (name.clone(), variable.clone()));
                before.with(form.chain([always(OUTCOME, Type::Text)]))
            }
            Act::ServiceTask => {
                let name = node.extension.attribute("service").unwrap_or_default();
                let set = service(name).into_iter().flat_map(|service| service.sets);
                before.with(set.map(|(name, of)| always(name, of.clone())))
            }
            Act::RuleTask { decision, result } => {
                let of = self.decisions.and_then(|all| all.gives(decision));
                before.given(&of.unwrap_or_default(), result.as_deref())
            }
            Act::Script { program, result } => {
                let of = feel::type_of(program, &before.types());
                before.given(&of, result.as_deref())
            }
            Act::Call(call) if call.inputs.is_empty() && call.outputs.is_empty() => before.opened(),
            Act::Call(call) => {
                let outputs = call.outputs.iter();
                before.with(outputs.map(|m| always(&m.name, Type::Any)))
            }
            _ => before.clone(),
        }
    }

    /// The names that an element sets, whatever comes before it.
    fn names_set(&self, node: &Node) -> BTreeSet<String> {
        let empty = Known::of(Variables::new());
        let mut names: BTreeSet<String> = self
            .set_by(node, &empty)
            .variables
            .keys()
            .cloned()
            .collect();
        if let Some(Repeat::Many(many)) = node.repeat.as_deref() {
            names.extend(many.result.iter().map(ToString::to_string));
        }
        names
    }
}

/// Whether nothing goes on behind it although no flow leaves it.
fn is_aside(node: &Node) -> bool {
    let compensates = |causes: &[Cause]| causes.iter().any(|c| matches!(c, Cause::Compensation));
    matches!(node.act, Act::EventSub(_))
        || matches!(&node.act, Act::Boundary { causes, .. } if compensates(causes))
}

/// Conditions of what is thrown when instances complete.
pub(super) fn thrown_conditions(behavior: &Behavior) -> impl Iterator<Item = &feel::Program> {
    let complex = match behavior {
        Behavior::Complex(definitions) => definitions.as_slice(),
        _ => &[],
    };
    complex.iter().map(|(condition, _)| condition)
}
