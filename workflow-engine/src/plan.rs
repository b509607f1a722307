//! A process compiled for running: an arena of nodes, expressions compiled once.

use crate::Problem;
use crate::bpmn::model::{
    Condition, Definitions, Element, Extension, Flow, Kind, Process, Scope, TimerText, Trigger,
};
use crate::bpmn::{check, handlers_of, local};
use crate::timer::{self, TimerRule};
use feel::Program;
use std::collections::{BTreeMap, BTreeSet};

/// The place of a node in its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

/// A process, ready to run. Events and instances name nodes by their BPMN ids, so that a plan can
/// be built again, and corrected, under a running instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    process: String,
    name: String,
    nodes: Vec<Node>,
    by_id: BTreeMap<String, NodeId>,
    starts: Vec<NodeId>,
}

/// A flow node of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// BPMN id.
    pub id: String,
    /// Name, may be empty.
    pub name: String,
    /// What this office added to it.
    pub extension: Extension,
    /// What it does.
    pub act: Act,
    /// Flows out of it, in file order.
    pub ways: Vec<Way>,
    /// The flow that is taken when no condition is true, by its place in `ways`.
    pub default: Option<usize>,
    /// Ids of the flows into it, in file order.
    pub incoming: Vec<String>,
    /// Timer, message and error boundary events attached to it, in file order.
    pub boundaries: Vec<NodeId>,
    /// Its compensation handler.
    pub handler: Option<NodeId>,
}

/// A flow out of a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// BPMN id of the flow.
    pub id: String,
    /// Where it leads.
    pub to: NodeId,
    /// Its condition.
    pub condition: Option<Program>,
}

/// What a node does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Starts, when nothing or this message came.
    Start {
        /// Name of the message, `None` for a none start.
        message: Option<String>,
    },
    /// Ends its path.
    End,
    /// Ends its process or sub-process.
    Terminate,
    /// Throws an error.
    Fail {
        /// The error's code.
        code: String,
    },
    /// Compensates, then goes on or ends its path.
    Compensate {
        /// The activity, `None` for all of the scope.
        activity: Option<String>,
    },
    /// Throws nothing and goes on.
    Pass,
    /// Waits for a person.
    UserTask,
    /// Waits for the host to do a service.
    ServiceTask,
    /// Waits for the host to decide.
    RuleTask {
        /// Name of the decision.
        decision: String,
        /// Variable for the decision's value: `antou:result`.
        result: Option<String>,
    },
    /// Computes.
    Script {
        /// The script.
        program: Program,
        /// Variable for its value; without it the value must be a context of variables.
        result: Option<String>,
    },
    /// Takes one way.
    Exclusive,
    /// Waits for all ways in, takes all ways out.
    Parallel,
    /// Runs what it holds.
    SubProcess {
        /// Its none start.
        start: NodeId,
    },
    /// Is attached to an activity.
    Boundary {
        /// What it waits for.
        cause: Cause,
        /// Whether it ends the activity.
        interrupting: bool,
    },
    /// Waits for a time.
    CatchTimer(TimerRule),
    /// Waits for a message of this name.
    CatchMessage(String),
}

/// What a boundary event waits for.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// A time.
    Timer(TimerRule),
    /// A message of this name.
    Message(String),
    /// An error of this code, `None` for every error.
    Error(Option<String>),
    /// Its handler is called by a compensation.
    Compensation,
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

    /// Builds the plan of the process of this id. `names` are variables whose names consist of
    /// several words, which cannot be found in the expressions.
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
        let found = definitions.processes.iter().find(|p| p.id == process);
        let process = found.ok_or_else(|| {
            vec![Problem::NoProcess {
                reason: format!("there is no process `{process}`"),
            }]
        })?;
        Building::new(definitions, names).plan(process)
    }

    /// BPMN id of the process.
    #[must_use]
    pub fn process(&self) -> &str {
        &self.process
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

    /// The node at this place.
    #[must_use]
    pub fn at(&self, node: NodeId) -> Option<&Node> {
        self.nodes.get(usize::try_from(node.0).ok()?)
    }

    /// All nodes, those of sub-processes after their sub-process.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The start events of the process itself.
    pub fn starts(&self) -> impl Iterator<Item = &Node> {
        self.starts.iter().filter_map(|node| self.at(*node))
    }
}

struct Building<'m> {
    definitions: &'m Definitions,
    names: &'m BTreeSet<String>,
    by_id: BTreeMap<String, NodeId>,
    nodes: Vec<Node>,
    problems: Vec<Problem>,
}

impl<'m> Building<'m> {
    fn new(definitions: &'m Definitions, names: &'m BTreeSet<String>) -> Self {
        Self {
            definitions,
            names,
            by_id: BTreeMap::new(),
            nodes: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn plan(mut self, process: &Process) -> Result<Plan, Vec<Problem>> {
        for (element, place) in process.body.all().into_iter().zip(0_u32..) {
            self.by_id.insert(element.id.clone(), NodeId(place));
        }
        self.scope(&process.body);
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let starts = process.body.elements.iter();
        let starts = starts
            .filter(|e| matches!(e.kind, Kind::Start { .. }))
            .filter_map(|e| self.by_id.get(&e.id).copied())
            .collect();
        Ok(Plan {
            process: process.id.clone(),
            name: process.name.clone(),
            nodes: self.nodes,
            by_id: self.by_id,
            starts,
        })
    }

    /// Adds the nodes of a scope in the order of [`Scope::all`].
    fn scope(&mut self, scope: &Scope) {
        for element in &scope.elements {
            let node = self.node(element, scope);
            self.nodes.push(node);
            if let Kind::SubProcess { body, .. } = &element.kind {
                self.scope(body);
            }
        }
    }

    fn node(&mut self, element: &Element, scope: &Scope) -> Node {
        let out: Vec<&Flow> = scope
            .flows
            .iter()
            .filter(|f| f.from == element.id)
            .collect();
        let incoming = scope.flows.iter().filter(|f| f.to == element.id);
        Node {
            id: element.id.clone(),
            name: element.name.clone(),
            extension: element.extension.clone(),
            act: self.act(element),
            default: out
                .iter()
                .position(|flow| element.default.as_deref() == Some(&flow.id)),
            incoming: incoming.map(|flow| flow.id.clone()).collect(),
            ways: out.into_iter().filter_map(|flow| self.way(flow)).collect(),
            boundaries: self.boundaries(element, scope),
            handler: self.handler(element, scope),
        }
    }

    fn way(&mut self, flow: &Flow) -> Option<Way> {
        let to = self.by_id.get(&flow.to).copied()?;
        let condition = flow.condition.as_ref();
        Some(Way {
            id: flow.id.clone(),
            to,
            condition: condition.and_then(|c| self.condition(&flow.id, c)),
        })
    }

    fn condition(&mut self, flow: &str, condition: &Condition) -> Option<Program> {
        let language = condition
            .language
            .as_ref()
            .or(self.definitions.expression_language.as_ref());
        self.program(flow, &condition.text, language.map(String::as_str))
    }

    fn program(&mut self, element: &str, text: &str, language: Option<&str>) -> Option<Program> {
        let is_feel = |l: &str| l.is_empty() || l.to_ascii_lowercase().contains("feel");
        if let Some(language) = language.filter(|l| !is_feel(l)) {
            self.problems.push(Problem::Language {
                element: element.to_owned(),
                language: language.to_owned(),
            });
            return None;
        }
        let text = text.trim();
        let text = text.strip_prefix('=').unwrap_or(text);
        let mut names = feel::names_in(text);
        names.extend(self.names.iter().cloned());
        match feel::compile(text, &names) {
            Ok(program) => Some(program),
            Err(problem) => {
                self.problems.push(Problem::Expression {
                    element: element.to_owned(),
                    problem,
                });
                None
            }
        }
    }

    fn boundaries(&self, element: &Element, scope: &Scope) -> Vec<NodeId> {
        let attached = scope.elements.iter().filter(|e| {
            matches!(&e.kind, Kind::Boundary { attached_to, triggers, .. }
                if *attached_to == element.id && !compensates(triggers))
        });
        attached
            .filter_map(|e| self.by_id.get(&e.id).copied())
            .collect()
    }

    fn handler(&self, element: &Element, scope: &Scope) -> Option<NodeId> {
        let mut attached = scope.elements.iter().filter(|e| {
            matches!(&e.kind, Kind::Boundary { attached_to, triggers, .. }
                if *attached_to == element.id && compensates(triggers))
        });
        let boundary = attached.next()?;
        let handler = handlers_of(boundary, scope).first().copied()?;
        self.by_id.get(&handler.id).copied()
    }

    fn act(&mut self, element: &Element) -> Act {
        let result = element.extension.attribute("result").map(str::to_owned);
        match &element.kind {
            Kind::Start { triggers } => Act::Start {
                message: triggers.first().map(|t| self.message(t)),
            },
            Kind::End { triggers } | Kind::Throw { triggers } => self.thrown(element, triggers),
            Kind::Catch { triggers } => match self.cause(element, triggers) {
                Cause::Timer(rule) => Act::CatchTimer(rule),
                Cause::Message(name) => Act::CatchMessage(name),
                Cause::Error(_) | Cause::Compensation => Act::Pass,
            },
            Kind::Boundary {
                triggers,
                interrupting,
                ..
            } => Act::Boundary {
                cause: self.cause(element, triggers),
                interrupting: *interrupting,
            },
            Kind::UserTask => Act::UserTask,
            Kind::ServiceTask => Act::ServiceTask,
            Kind::RuleTask => Act::RuleTask {
                decision: element
                    .extension
                    .attribute("decision")
                    .unwrap_or(&element.name)
                    .to_owned(),
                result,
            },
            Kind::ScriptTask { format, script } => {
                match self.program(&element.id, script, Some(format)) {
                    Some(program) => Act::Script { program, result },
                    None => Act::Pass,
                }
            }
            Kind::Exclusive => Act::Exclusive,
            Kind::Parallel => Act::Parallel,
            Kind::SubProcess { body, .. } => {
                let starts = |e: &&Element| matches!(e.kind, Kind::Start { .. });
                let start = body.elements.iter().find(starts);
                match start.and_then(|e| self.by_id.get(&e.id)) {
                    Some(start) => Act::SubProcess { start: *start },
                    None => Act::Pass,
                }
            }
            Kind::Other => Act::Pass,
        }
    }

    fn thrown(&self, element: &Element, triggers: &[Trigger]) -> Act {
        match (triggers.first(), &element.kind) {
            (Some(Trigger::Terminate), _) => Act::Terminate,
            (Some(Trigger::Error(Some(id))), _) => Act::Fail {
                code: self.error_code(id),
            },
            (Some(Trigger::Compensate(activity)), _) => Act::Compensate {
                activity: activity.as_deref().map(|id| local(id).to_owned()),
            },
            (_, Kind::End { .. }) => Act::End,
            _ => Act::Pass,
        }
    }

    fn message(&self, trigger: &Trigger) -> String {
        let Trigger::Message(Some(id)) = trigger else {
            return String::new();
        };
        let name = self.definitions.messages.get(local(id));
        name.cloned().unwrap_or_default()
    }

    /// The code of an error; an error without a code is known by its id.
    fn error_code(&self, id: &str) -> String {
        match self.definitions.errors.get(local(id)) {
            Some(code) if !code.is_empty() => code.clone(),
            _ => local(id).to_owned(),
        }
    }

    fn cause(&mut self, element: &Element, triggers: &[Trigger]) -> Cause {
        match triggers.first() {
            Some(trigger @ Trigger::Message(_)) => Cause::Message(self.message(trigger)),
            Some(Trigger::Timer(Some(text))) => match self.timer(element, text) {
                Some(rule) => Cause::Timer(rule),
                None => Cause::Compensation,
            },
            Some(Trigger::Error(id)) => Cause::Error(id.as_deref().map(|id| self.error_code(id))),
            _ => Cause::Compensation,
        }
    }

    fn timer(&mut self, element: &Element, timer: &TimerText) -> Option<TimerRule> {
        if let Some(expression) = timer.text.strip_prefix('=') {
            let program = self.program(&element.id, expression, None)?;
            return Some(TimerRule::Computed {
                form: timer.form,
                program,
            });
        }
        match timer::parse(timer.form, &timer.text) {
            Ok(timer) => Some(TimerRule::Written(timer)),
            Err(reason) => {
                self.problems.push(Problem::Timer {
                    element: element.id.clone(),
                    reason,
                });
                None
            }
        }
    }
}

fn compensates(triggers: &[Trigger]) -> bool {
    matches!(triggers.first(), Some(Trigger::Compensate(_)))
}
