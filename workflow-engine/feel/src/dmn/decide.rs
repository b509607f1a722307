//! Asking.

use super::boxed::{Scope, closure, coerced};
use super::graph::Role;
use super::link::{Element, Elements, Service, link, spelled};
use super::xml;
use crate::Problem;
use crate::lang::eval::{Hit, Limits, Machine, Now, Reason, Trace};
use crate::lang::expr::Param;
use crate::lang::types::Type;
use crate::lang::val::{Callable, Entries, Function, Val};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Models, ready to decide. Cheap to clone and to share between threads.
#[derive(Clone)]
pub struct Decisions {
    elements: Arc<Elements>,
    /// Namespace of the model that is asked.
    main: Arc<str>,
}

/// What a decision came to.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The value; null when there is none.
    pub value: Val,
    /// Why there are nulls.
    pub reasons: Vec<Reason>,
}

/// A decision over the office's values, with the rules that counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decided {
    /// What it came to.
    pub outcome: crate::Outcome,
    /// The tables that were asked, those that a decision requires before its own.
    pub tables: Vec<Asked>,
}

/// A table that was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The decision or knowledge model whose table it is.
    pub table: String,
    /// The numbers of the rules that matched, from 1; none where none did.
    pub rows: Vec<u32>,
    /// What was asked: each column by its label, or else its expression, with its value.
    pub inputs: Vec<(String, crate::Value)>,
    /// What the annotations of these rules say.
    pub notes: Vec<String>,
}

impl From<Hit> for Asked {
    fn from(hit: Hit) -> Self {
        let leave = |value: &Val| crate::border::leave(value, &mut None);
        Self {
            table: hit.table,
            rows: hit.rows,
            inputs: hit
                .inputs
                .iter()
                .map(|(label, value)| (label.clone(), leave(value)))
                .collect(),
            notes: hit.notes,
        }
    }
}

impl fmt::Debug for Decisions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decisions({} parts)", self.elements.len())
    }
}

/// Values that are known, by key.
type Known = BTreeMap<String, Val>;

impl Decisions {
    /// Opens a model and those that it imports. A text in it that cannot be read has no value, and
    /// expressions may ask for the clock.
    ///
    /// # Errors
    /// [`Problem::ModelTooLarge`], [`Problem::Xml`], [`Problem::InModel`], [`Problem::External`]
    /// for an import that is not here, [`Problem::Circle`].
    pub fn open(models: &[&[u8]]) -> Result<Self, Problem> {
        let roots: Result<Vec<_>, Problem> = models.iter().map(|model| xml::read(model)).collect();
        Ok(Self::linked(link(&roots?, true)?))
    }

    pub(super) fn elements(&self) -> &Elements {
        &self.elements
    }

    fn linked((main, elements): (String, Elements)) -> Self {
        Self {
            elements: Arc::new(elements),
            main: main.into(),
        }
    }

    pub(super) fn is_main(&self, key: &str) -> bool {
        key.strip_prefix(&*self.main)
            .is_some_and(|id| id.starts_with('#'))
    }

    /// The names of the decisions, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.of_role(Role::Decision)
    }

    /// The names of the inputs, sorted.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        self.of_role(Role::Input)
    }

    fn of_role(&self, role: Role) -> impl Iterator<Item = &str> {
        let here = self
            .elements
            .iter()
            .filter(|(key, element)| element.role == role && self.is_main(key));
        let mut names: Vec<&str> = here.map(|(_, element)| &*element.name).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter()
    }

    /// Calls with the name and the logic of every decision and knowledge model of the model.
    pub(super) fn each_logic(&self, visit: &mut dyn FnMut(&str, &super::boxed::Boxed)) {
        for (_, element) in self.elements.iter().filter(|(key, _)| self.is_main(key)) {
            if let Some(logic) = &element.logic {
                visit(&element.name, logic);
            }
            if let Some(function) = &element.function {
                visit(&element.name, &function.body);
            }
        }
    }

    pub(super) fn find(&self, role: Role, name: &str) -> Option<(&String, &Element)> {
        let name = spelled(name);
        let named =
            |(_, element): &(&String, &Element)| element.role == role && *element.name == *name;
        let here = self
            .elements
            .iter()
            .filter(|(key, _)| self.is_main(key))
            .find(named);
        here.or_else(|| self.elements.iter().find(named))
    }

    /// Decides: the value of a decision over these inputs. Inputs that are missing are null.
    #[must_use]
    pub fn answer(
        &self,
        decision: &str,
        inputs: &Entries,
        limits: Limits,
        now: Option<&Now>,
    ) -> Answer {
        let mut machine = Machine::new(&[], limits).at(now);
        let value = self.decided(decision, inputs, &mut machine);
        let (value, reasons) = machine.ended(value);
        Answer { value, reasons }
    }

    fn decided(&self, decision: &str, inputs: &Entries, machine: &mut Machine<'_>) -> Val {
        match self.find(Role::Decision, decision) {
            Some((key, _)) => {
                let mut known = self.given(inputs, machine, false);
                value(&self.elements, key, &mut known, machine)
            }
            None => machine.null("dmn-no-decision", &[("name", decision)]),
        }
    }

    /// Calls a knowledge model or a decision service with arguments by name.
    #[must_use]
    pub fn invoke(
        &self,
        name: &str,
        inputs: &Entries,
        limits: Limits,
        now: Option<&Now>,
    ) -> Answer {
        let mut machine = Machine::new(&[], limits).at(now);
        let found = self
            .find(Role::Service, name)
            .or_else(|| self.find(Role::Knowledge, name));
        let value = match found {
            Some((key, element)) => {
                let mut known = self.given(inputs, &mut machine, true);
                let called = value(&self.elements, key, &mut known, &mut machine);
                match (called, &element.service) {
                    (Val::Function(called), Some(service)) => {
                        self.call_service(&called, service, inputs, &mut machine)
                    }
                    (Val::Function(called), None) => {
                        let arguments = inputs.iter().map(|(n, v)| (spelled(n).into(), v.clone()));
                        machine.apply_named(&called, arguments.collect())
                    }
                    _ => Val::Null,
                }
            }
            None => machine.null("dmn-no-decision", &[("name", name)]),
        };
        let (value, reasons) = machine.ended(value);
        Answer { value, reasons }
    }

    fn call_service(
        &self,
        called: &Arc<Function>,
        service: &Service,
        inputs: &Entries,
        machine: &mut Machine<'_>,
    ) -> Val {
        let mut arguments = Vec::new();
        for key in service.inputs.iter().chain(&service.input_decisions) {
            let Some(element) = self.elements.get(key) else {
                continue;
            };
            let given = inputs
                .iter()
                .find(|(name, _)| *spelled(name) == *element.name);
            match given {
                Some((_, value)) => arguments.push(value.clone()),
                None => return machine.null("feel-arguments", &[("missing", &element.name)]),
            }
        }
        machine.apply(called, arguments)
    }

    /// The inputs by key, each of its type. Decisions may be given too, when they are asked for.
    fn given(&self, inputs: &Entries, machine: &mut Machine<'_>, decisions: bool) -> Known {
        let mut known = Known::new();
        for (key, element) in self.elements.iter() {
            let fits = element.role == Role::Input || decisions && element.role == Role::Decision;
            let value = inputs
                .iter()
                .find(|(name, _)| *spelled(name) == *element.name);
            if let (true, Some((_, value))) = (fits, value) {
                known.insert(key.clone(), coerced(&element.of, value.clone(), machine));
            }
        }
        known
    }
}

/// The value of a part, once.
fn value(elements: &Arc<Elements>, key: &str, known: &mut Known, machine: &mut Machine<'_>) -> Val {
    if let Some(value) = known.get(key) {
        return value.clone();
    }
    let Some(element) = elements.get(key) else {
        return Val::Null;
    };
    if !machine.takes(1) {
        return Val::Null;
    }
    let value = stacker::maybe_grow(128 * 1024, 1024 * 1024, || {
        computed(elements, element, known, machine)
    });
    known.insert(key.to_owned(), value.clone());
    value
}

fn computed(
    elements: &Arc<Elements>,
    element: &Element,
    known: &mut Known,
    machine: &mut Machine<'_>,
) -> Val {
    match element.role {
        Role::Input => Val::Null,
        Role::Decision => {
            let mut scope = scope(elements, element, known, machine);
            let Some(logic) = &element.logic else {
                return Val::Null;
            };
            let value = traced(machine, &element.name, |machine| {
                logic.value(machine, &mut scope)
            });
            coerced(&element.of, value, machine)
        }
        Role::Knowledge => match &element.function {
            Some(function) => Val::Function(Arc::new(Function::Host(Arc::new(Knowledge {
                elements: Arc::clone(elements),
                function: Arc::clone(function),
                requires: element.requires.iter().map(|r| r.key.clone()).collect(),
                name: Arc::clone(&element.name),
                places: element
                    .requires
                    .iter()
                    .map(|r| (r.import.clone(), Arc::clone(&r.name)))
                    .collect(),
            })))),
            None => Val::Null,
        },
        Role::Service => match &element.service {
            Some(service) => Val::Function(Arc::new(Function::Host(Arc::new(Served::new(
                elements, element, service, known,
            ))))),
            None => Val::Null,
        },
    }
}

/// What is asked in it belongs to this decision or knowledge model.
fn traced(
    machine: &mut Machine<'_>,
    name: &Arc<str>,
    work: impl FnOnce(&mut Machine<'_>) -> Val,
) -> Val {
    if let Some(trace) = &mut machine.trace {
        trace.enter(name);
    }
    let value = work(machine);
    if let Some(trace) = &mut machine.trace {
        trace.leave();
    }
    value
}

/// The values that a part sees under their names; those of an import inside one context.
fn scope(
    elements: &Arc<Elements>,
    element: &Element,
    known: &mut Known,
    machine: &mut Machine<'_>,
) -> Scope {
    let mut scope = Scope::new();
    for required in &element.requires {
        let found = value(elements, &required.key, known, machine);
        put(&mut scope, required.import.as_ref(), &required.name, found);
    }
    scope
}

fn put(scope: &mut Scope, import: Option<&Arc<str>>, name: &Arc<str>, value: Val) {
    let Some(import) = import else {
        scope.push((Arc::clone(name), value));
        return;
    };
    let slot = scope.iter().position(|(known, _)| known == import);
    let mut entries = match slot.and_then(|at| scope.get(at)) {
        Some((_, Val::Context(entries))) => (**entries).clone(),
        _ => Entries::new(),
    };
    entries.put(Arc::clone(name), value);
    let context = Val::context(entries);
    match slot.and_then(|at| scope.get_mut(at)) {
        Some((_, old)) => *old = context,
        None => scope.push((Arc::clone(import), context)),
    }
}

/// A knowledge model as a function; what it requires is looked up when it is called, because it
/// may require itself.
struct Knowledge {
    elements: Arc<Elements>,
    function: Arc<super::boxed::BoxedFunction>,
    requires: Vec<String>,
    name: Arc<str>,
    places: Vec<(Option<Arc<str>>, Arc<str>)>,
}

impl Callable for Knowledge {
    fn params(&self) -> &[Param] {
        &self.function.params
    }

    fn result(&self) -> &Type {
        &self.function.result
    }

    fn call(&self, machine: &mut Machine<'_>, arguments: Vec<Val>) -> Val {
        let mut scope = Scope::new();
        let mut known = Known::new();
        for (key, (import, name)) in self.requires.iter().zip(&self.places) {
            let found = value(&self.elements, key, &mut known, machine);
            put(&mut scope, import.as_ref(), name, found);
        }
        let itself = closure(&self.function, scope.clone());
        scope.push((Arc::clone(&self.name), itself));
        let Val::Function(function) = closure(&self.function, scope) else {
            return Val::Null;
        };
        match &*function {
            Function::Host(host) => {
                traced(machine, &self.name, |machine| host.call(machine, arguments))
            }
            _ => Val::Null,
        }
    }
}

/// A decision service as a function (DMN 1.5 §10.4).
struct Served {
    elements: Arc<Elements>,
    params: Vec<Param>,
    keys: Vec<String>,
    outputs: Vec<String>,
    of: Type,
    /// What is known around it, where it is called from a decision.
    around: Known,
}

impl Served {
    fn new(elements: &Arc<Elements>, element: &Element, service: &Service, known: &Known) -> Self {
        let keys: Vec<String> = service
            .inputs
            .iter()
            .chain(&service.input_decisions)
            .cloned()
            .collect();
        let params = keys
            .iter()
            .filter_map(|key| elements.get(key))
            .map(|element| Param {
                name: Arc::clone(&element.name),
                of: element.of.clone(),
            });
        let inputs = known.iter().filter(|(key, _)| {
            elements
                .get(*key)
                .is_some_and(|element| element.role == Role::Input)
        });
        Self {
            elements: Arc::clone(elements),
            params: params.collect(),
            outputs: service.outputs.clone(),
            of: element.of.clone(),
            around: inputs
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect(),
            keys,
        }
    }
}

impl Callable for Served {
    fn params(&self) -> &[Param] {
        &self.params
    }

    fn result(&self) -> &Type {
        &self.of
    }

    fn call(&self, machine: &mut Machine<'_>, arguments: Vec<Val>) -> Val {
        let mut known = self.around.clone();
        known.extend(self.keys.iter().cloned().zip(arguments));
        let mut made = Entries::new();
        for key in &self.outputs {
            let found = value(&self.elements, key, &mut known, machine);
            if self.outputs.len() == 1 {
                return coerced(&self.of, found, machine);
            }
            if let Some(element) = self.elements.get(key) {
                made.put(Arc::clone(&element.name), found);
            }
        }
        coerced(&self.of, Val::context(made), machine)
    }
}

/// The office's face.
impl Decisions {
    /// Reads a model that imports none and does not ask for the clock.
    ///
    /// # Errors
    /// As [`Decisions::open`], and [`Problem::Clock`].
    pub fn read(model: &[u8]) -> Result<Self, Problem> {
        Ok(Self::linked(link(&[xml::read(model)?], false)?))
    }

    /// Decides over the office's values. Inputs that are missing are null; other variables are not
    /// seen.
    ///
    /// The outcome is a null with a reason when there is no such decision, when no rule matches
    /// and no default is given, or when several rules of a unique table match.
    #[must_use]
    pub fn decide(&self, decision: &str, inputs: &crate::Context) -> crate::Outcome {
        let answer = self.answer(
            decision,
            &crate::border::enter_all(inputs),
            Limits::default(),
            None,
        );
        crate::Outcome::of(&answer.value, answer.reasons)
    }

    /// The same, and which rules of its tables counted.
    #[must_use]
    pub fn decide_by_rules(&self, decision: &str, inputs: &crate::Context) -> Decided {
        let mut machine = Machine::new(&[], Limits::default());
        machine.trace = Some(Box::new(Trace::default()));
        let entered = crate::border::enter_all(inputs);
        let value = self.decided(decision, &entered, &mut machine);
        let hits = machine.trace.take().map(|trace| trace.into_hits());
        let (value, reasons) = machine.ended(value);
        Decided {
            outcome: crate::Outcome::of(&value, reasons),
            tables: hits
                .unwrap_or_default()
                .into_iter()
                .map(Asked::from)
                .collect(),
        }
    }
}
