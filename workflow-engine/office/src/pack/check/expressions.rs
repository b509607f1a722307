//! Every expression of a flow against what is known where it stands.

use feel::{Program, Type};
use workflow_engine::plan::{Act, Cause, Collection, Node, Repeat, Repeated};
use workflow_engine::time::TimerRule;

use super::known::{Known, Sure, Variable, entries};
use super::places::Places;
use super::ways::{Flow, thrown_conditions};
use super::{FLOW, Finding, Weight, spoken};

/// An expression with what is known where it stands and what it must come to.
struct Said<'p> {
    element: &'p str,
    /// What it is for: `condition`, `timer`, `script`, `collection`, `count`, `completion`,
    /// `output`, `input`, `activities`, `loop`.
    part: &'static str,
    program: &'p Program,
    known: Known,
    /// One of these types, or anything.
    wanted: Vec<Type>,
    at: usize,
}

/// What is wrong with the expressions of a flow; how many there are.
pub(super) fn check(flow: &Flow<'_>, places: &Places<'_>, found: &mut Vec<Finding>) -> usize {
    let mut said = Vec::new();
    for (at, node) in flow.plan.nodes().iter().enumerate() {
        if let Some(known) = flow.before(at) {
            Of { flow, at, node }.all(known, &mut said);
        }
    }
    for one in &said {
        expression(one, flow, places, found);
        names(one, flow, places, found);
    }
    collections(flow, found);
    said.len()
}

/// One element of the flow.
struct Of<'p, 'f> {
    flow: &'f Flow<'p>,
    at: usize,
    node: &'p Node,
}

impl<'p> Of<'p, '_> {
    fn all(&self, known: &Known, said: &mut Vec<Said<'p>>) {
        let node = self.node;
        let begun = self.flow.begins(self.at);
        let inner = begun.as_ref().unwrap_or(known);
        for way in &node.ways {
            if let (Some(condition), Some(after)) = (&way.condition, self.flow.after(self.at)) {
                let one = self.one("condition", condition, after, &[Type::Bool]);
                said.push(Said {
                    element: &way.id,
                    ..one
                });
            }
        }
        self.causes(known, said);
        match &node.act {
            Act::Script { program, result } => {
                let context = Type::Context(std::sync::Arc::from([]));
                let wanted = result.is_none().then_some(context);
                said.push(self.one("script", program, inner, wanted.as_slice()));
            }
            Act::Call(call) => {
                let inputs = call.inputs.iter();
                said.extend(inputs.map(|m| self.one("input", &m.value, inner, &[])));
            }
            Act::SubProcess(body) => {
                if let Some(ad_hoc) = &body.ad_hoc {
                    let ids = [Type::List(Type::Text.into())];
                    let first = ad_hoc.activities.iter();
                    said.extend(first.map(|p| self.one("activities", p, inner, &ids)));
                    let late = inner.perhaps(&self.flow.set_inside(self.at));
                    let over = ad_hoc.completion.iter();
                    said.extend(over.map(|p| self.one("completion", p, &late, &[Type::Bool])));
                }
            }
            _ => {}
        }
        if let Some(repeat) = node.repeat.as_deref() {
            self.repeat(repeat, known, inner, said);
        }
    }

    fn one(
        &self,
        part: &'static str,
        program: &'p Program,
        known: &Known,
        wanted: &[Type],
    ) -> Said<'p> {
        Said {
            element: &self.node.id,
            part,
            program,
            known: known.clone(),
            wanted: wanted.to_vec(),
            at: self.at,
        }
    }

    fn causes(&self, known: &Known, said: &mut Vec<Said<'p>>) {
        const TIMES: [Type; 5] = [
            Type::Date,
            Type::DateTime,
            Type::DayTime,
            Type::Months,
            Type::Text,
        ];
        const AMOUNTS: [Type; 2] = [Type::Number, Type::Text];
        for cause in self.node.act.causes() {
            said.extend(match cause {
                Cause::Timer(TimerRule::Computed { program, .. }) => {
                    Some(self.one("timer", program, known, &TIMES))
                }
                Cause::Timer(TimerRule::ComputedWorking { program, .. }) => {
                    Some(self.one("timer", program, known, &AMOUNTS))
                }
                Cause::Condition(program) => {
                    Some(self.one("condition", program, known, &[Type::Bool]))
                }
                _ => None,
            });
        }
    }

    fn repeat(&self, repeat: &'p Repeat, known: &Known, inner: &Known, said: &mut Vec<Said<'p>>) {
        let late = inner.perhaps(&self.flow.set_inside(self.at));
        match repeat {
            Repeat::Loop { condition, .. } => {
                let condition = condition.iter();
                said.extend(condition.map(|p| self.one("loop", p, &late, &[Type::Bool])));
            }
            Repeat::Many(many) => {
                match &many.count {
                    Collection::Cardinality(program) => {
                        said.push(self.one("count", program, known, &[Type::Number]));
                    }
                    Collection::List(program) => {
                        let list = [Type::List(Type::Any.into())];
                        said.push(self.one("collection", program, known, &list));
                    }
                    Collection::Variable(_) => {}
                }
                let output = many.output.iter();
                said.extend(output.map(|p| self.one("output", p, &late, &[])));
                let counted = late.with(
                    [
                        "numberOfInstances",
                        "numberOfActiveInstances",
                        "numberOfCompletedInstances",
                        "numberOfTerminatedInstances",
                    ]
                    .map(|name| (name.to_owned(), Variable::always(Type::Number))),
                );
                let over = many.completion.iter();
                let over = over.chain(thrown_conditions(&many.behavior));
                said.extend(over.map(|p| self.one("completion", p, &counted, &[Type::Bool])));
            }
        }
    }
}

/// The type of an item of what a multi-instance activity goes through.
pub(super) fn item_type(many: &Repeated, known: &Known) -> Type {
    let list = match &many.count {
        Collection::Cardinality(_) => return Type::Number,
        Collection::List(program) => feel::type_of(program, &known.types()),
        Collection::Variable(name) => {
            let variable = known.get(name);
            variable.map_or(Type::Any, |variable| variable.of.clone())
        }
    };
    match list {
        Type::List(item) => (*item).clone(),
        _ => Type::Any,
    }
}

/// What FEEL finds, and whether the value is what is wanted of it.
fn expression(one: &Said<'_>, flow: &Flow<'_>, places: &Places<'_>, found: &mut Vec<Finding>) {
    let types = one.known.types();
    for finding in feel::check(one.program, &types) {
        let name = finding.facts.get("name").map_or("", String::as_str);
        let unknown = finding.code == "feel-name-unknown";
        if unknown && (one.known.open || flow.is_set_somewhere(name)) {
            continue;
        }
        let text = one.program.text();
        let mut new = spoken(FLOW, Weight::Error, &finding, text)
            .of(one.element)
            .with("part", one.part);
        new.place = places.expression(one.element, text, finding.span.start);
        if unknown && !new.facts.contains_key("nearest") {
            let near = feel::nearest(name, flow.all_names());
            new.facts
                .extend(near.map(|near| ("nearest".to_owned(), near.to_owned())));
        }
        found.push(new);
    }
    let of = feel::type_of(one.program, &types);
    if !one.wanted.is_empty() && !one.wanted.iter().any(|wanted| is_wanted(&of, wanted)) {
        let wanted: Vec<&str> = one.wanted.iter().map(Type::name).collect();
        let sentence = "the expression never gives what is wanted of it".to_owned();
        let mut new = Finding::new(FLOW, Weight::Error, "flow-type", sentence)
            .of(one.element)
            .with("part", one.part)
            .with("expression", one.program.text())
            .with("wanted_type", wanted.join(", "))
            .with("of_type", of.name());
        new.place = places.expression(one.element, one.program.text(), 0);
        found.push(new);
    }
}

/// The engine takes a value as it is: no list of one for one, no one for a list.
fn is_wanted(of: &Type, wanted: &Type) -> bool {
    let open = |of: &Type| matches!(of, Type::Any | Type::Null);
    let both_lists = matches!((of, wanted), (Type::List(_), Type::List(_)));
    open(of) || (of.name() == wanted.name()) && (!both_lists || of.may_be(wanted))
}

/// Names that have a value only on some ways to here, or on none.
fn names(one: &Said<'_>, flow: &Flow<'_>, places: &Places<'_>, found: &mut Vec<Finding>) {
    let asked = one.program.asks_for();
    for name in one.program.reads() {
        if asked.contains(name.as_str()) || one.known.open && one.known.get(name).is_none() {
            continue;
        }
        let Some((weight, code, sentence)) = doubt(flow, &one.known, one.at, name) else {
            continue;
        };
        let text = one.program.text();
        let mut new = Finding::new(FLOW, weight, code, sentence.to_owned())
            .of(one.element)
            .with("part", one.part)
            .with("name", name)
            .with("expression", text);
        let at = text
            .find(name.as_str())
            .and_then(|at| u32::try_from(at).ok());
        new.place = places.expression(one.element, text, at.unwrap_or(0));
        found.push(new);
    }
}

/// Why a name may have no value where it is read, if so.
pub(super) fn doubt(
    flow: &Flow<'_>,
    known: &Known,
    at: usize,
    name: &str,
) -> Option<(Weight, &'static str, &'static str)> {
    const SOMETIMES: (Weight, &str, &str) = (
        Weight::Warning,
        "flow-name-sometimes",
        "the variable is set only on some of the ways that lead here",
    );
    match known.get(name).map(|variable| variable.sure) {
        Some(Sure::Always) => None,
        Some(Sure::Sometimes) => Some(SOMETIMES),
        Some(Sure::Unless) => Some((
            Weight::Notice,
            "flow-name-unless",
            "the field of the form may be left empty",
        )),
        None if !flow.is_set_somewhere(name) => None,
        None if flow.is_set_beside(at, name) => Some(SOMETIMES),
        None => Some((
            Weight::Error,
            "flow-name-elsewhere",
            "the variable is set only elsewhere, on no way that leads here",
        )),
    }
}

/// Variables over whose items an activity goes, and scripts that give nothing to set.
fn collections(flow: &Flow<'_>, found: &mut Vec<Finding>) {
    for (at, node) in flow.plan.nodes().iter().enumerate() {
        let Some(Repeat::Many(many)) = node.repeat.as_deref() else {
            continue;
        };
        let (Collection::Variable(name), Some(known)) = (&many.count, flow.before(at)) else {
            continue;
        };
        if known.open {
            continue;
        }
        let mut add = |weight, code: &str, sentence: &str| {
            let new = Finding::new(FLOW, weight, code, sentence.to_owned()).of(&node.id);
            found.push(new.with("part", "collection").with("name", name));
        };
        if let Some((weight, code, sentence)) = doubt(flow, known, at, name) {
            add(weight, code, sentence);
        } else if known.get(name).is_none() {
            add(Weight::Error, "feel-name-unknown", "nothing sets this name");
        }
    }
}

/// The entries that a decision or script gives, for those that set several variables at once.
pub(super) fn sets_nothing(of: &Type) -> bool {
    let open = matches!(of, Type::Any | Type::Null);
    !open && entries(of).is_none()
}
