//! What became true, as codes and facts of which a person's sentence is made.

use std::collections::BTreeMap;

use feel::{Context, Value};
use workflow_engine::plan::{Node, Way};
use workflow_engine::run::Event;
use workflow_engine::time::to_civil;

use super::flow::Flow;
use super::stage::{Happened, Stage};
use super::values::feel_text;

/// One thing that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Stable code: `told-…`.
    pub code: &'static str,
    /// `element` is a BPMN id and `name` its name, or the id where it has none.
    pub facts: BTreeMap<&'static str, String>,
}

impl Told {
    fn new(code: &'static str) -> Self {
        Self {
            code,
            facts: BTreeMap::new(),
        }
    }

    fn with(mut self, name: &'static str, fact: impl ToString) -> Self {
        self.facts.insert(name, fact.to_string());
        self
    }

    fn on(self, flow: &Flow, element: &str) -> Self {
        let name = flow.name(element).to_owned();
        self.with("element", element).with("name", name)
    }
}

/// Why one goes from an element by a flow: its condition with its value now.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// BPMN id of the flow.
    pub flow: String,
    /// BPMN id of the element to which it leads.
    pub to: String,
    /// Its condition; none for the default and for a flow without one.
    pub condition: Option<String>,
    /// Whether it is the default.
    pub default: bool,
    /// What the condition is under the variables that there are.
    pub value: Value,
    /// The variables that it reads, with their values.
    pub reads: Vec<(String, Value)>,
}

impl Stage<'_> {
    /// The flows out of an element with their conditions as they are now.
    #[must_use]
    pub fn reasons(&self, element: &str) -> Vec<Reason> {
        let Some(node) = self.flow().node(element) else {
            return Vec::new();
        };
        let variables = &self.instance().variables;
        let reason = |(number, way): (usize, &Way)| Reason {
            flow: way.id.to_string(),
            to: self
                .flow()
                .target(node, way)
                .map(|to| to.id.to_string())
                .unwrap_or_default(),
            condition: way
                .condition
                .as_ref()
                .map(|program| program.text().to_owned()),
            default: node.default == Some(number),
            value: way
                .condition
                .as_ref()
                .map(|program| program.eval(variables).value)
                .unwrap_or_default(),
            reads: way
                .condition
                .iter()
                .flat_map(|program| program.reads())
                .map(|name| {
                    (
                        name.clone(),
                        variables.get(name).cloned().unwrap_or_default(),
                    )
                })
                .collect(),
        };
        node.ways.iter().enumerate().map(reason).collect()
    }

    /// What a person should know of what became true.
    #[must_use]
    pub fn tell(&self, happened: &[Happened]) -> Vec<Told> {
        let told = |happened: &Happened| match happened {
            Happened::Time(time) => Some(Told::new("told-time").with("time", time)),
            Happened::Decided {
                decision,
                value: Value::Null,
                reason,
                ..
            } => Some(
                Told::new("told-undecided")
                    .with("decision", decision)
                    .with("reason", reason.clone().unwrap_or_default()),
            ),
            Happened::Decided {
                decision, value, ..
            } => Some(
                Told::new("told-decided")
                    .with("decision", decision)
                    .with("value", feel_text(value)),
            ),
            Happened::Event(event) => of_event(self.flow(), event),
        };
        happened.iter().filter_map(told).collect()
    }
}

fn of_event(flow: &Flow, event: &Event) -> Option<Told> {
    let on = |code, element: &str| Told::new(code).on(flow, element);
    Some(match event {
        Event::Started { process } => on("told-started", process),
        Event::VariablesSet { variables } | Event::LocalsSet { variables, .. } => {
            Told::new("told-set").with("variables", named(variables))
        }
        Event::Entered { element, via, .. } => match via {
            Some(via) => came(flow, element, via),
            None => on("told-begun", element),
        },
        Event::InstanceEntered { element, index, .. } => {
            on("told-instance", element).with("index", index)
        }
        Event::Cancelled { element, .. } => on("told-cancelled", element),
        Event::TaskOpened { element, .. } => on("told-task", element),
        Event::TaskClosed { element, .. } => on("told-closed", element),
        Event::ServiceOpened { element, .. } => on("told-service", element),
        Event::ServiceDone { element, .. } => on("told-done", element),
        Event::ServiceFailed {
            element,
            error_code,
            ..
        } => on("told-failed", element).with("error", error_code),
        Event::TimerArmed { element, due, .. } | Event::WorkingTimerArmed { element, due, .. } => {
            on("told-timer", element).with("due", to_civil(*due).unwrap_or_default())
        }
        Event::TimerMoved { element, due, .. } => {
            on("told-moved", element).with("due", to_civil(*due).unwrap_or_default())
        }
        Event::TimerFired { element, .. } => on("told-fired", element),
        Event::MessageTaken { element, .. } => on("told-message", element),
        Event::SignalTaken { element, .. } => on("told-signal", element),
        Event::ConditionMet { element, .. } => on("told-condition", element),
        Event::MessageThrown { element, name, .. } => {
            on("told-sends", element).with("message", name)
        }
        Event::SignalThrown { element, name, .. } => {
            on("told-signals", element).with("signal", name)
        }
        Event::EscalationThrown { element, code, .. } => {
            on("told-escalates", element).with("code", code)
        }
        Event::EscalationCaught { element, code, .. } => {
            on("told-escalation", element).with("code", code)
        }
        Event::Compensated { element, .. } => on("told-compensated", element),
        Event::Called {
            element, process, ..
        } => on("told-called", element).with("process", flow.name(process)),
        Event::IncidentRaised {
            element,
            code,
            reason,
            ..
        } => on("told-incident", element)
            .with("code", code)
            .with("reason", reason),
        Event::IncidentCleared { element, .. } => on("told-retried", element),
        Event::TransactionCancelled { .. } => Told::new("told-transaction"),
        Event::Mended { element, .. } => on("told-mended", element),
        Event::Ended { how } => {
            Told::new("told-ended").with("how", super::expect::ended_text(Some(how)))
        }
        _ => return None,
    })
}

/// How a token came to an element: by a condition, by default, or because nothing was to choose.
fn came(flow: &Flow, element: &str, via: &str) -> Told {
    let way = flow.way(via);
    let told = |code| {
        let told = Told::new(code).on(flow, element).with("flow", via);
        let from = |(node, _): (&Node, &Way)| flow.name(&node.id).to_owned();
        told.with("from", way.map(from).unwrap_or_default())
    };
    match way {
        Some((
            _,
            Way {
                condition: Some(condition),
                ..
            },
        )) => told("told-by-condition").with("condition", condition.text()),
        Some((node, way)) => {
            let number = node.ways.iter().position(|other| other.id == way.id);
            match node.default.is_some() && node.default == number {
                true => told("told-by-default"),
                false => told("told-came"),
            }
        }
        None => told("told-came"),
    }
}

fn named(variables: &Context) -> String {
    let one = |(name, value): (&String, &Value)| format!("{name} = {}", feel_text(value));
    variables.iter().map(one).collect::<Vec<_>>().join(", ")
}
