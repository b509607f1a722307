//! Plays a process: gives inputs by element id and keeps the trace.

pub use super::drawing::file;
use feel::{Context, Value};
use std::fmt::Write;
use workflow_engine::bpmn::{self, Definitions};
use workflow_engine::plan::Plan;
use workflow_engine::run::{Event, Input, Instance, Refused, TokenId, apply, decide};

/// The moment at which a play begins: 2026-03-02 08:00 in Taipei.
pub const MORNING: i64 = 1_772_409_600_000;
pub const HOUR: i64 = 3_600_000;

pub fn read(process: &str) -> Definitions {
    bpmn::read(file(process).as_bytes()).unwrap()
}

/// Sequence flows from lines such as `a -> b`, `a -> b : 天數 > 3` and `a -> b : else`.
pub fn flows(lines: &str) -> String {
    let mut out = String::new();
    for (n, line) in lines
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .enumerate()
    {
        let (ends, condition) = line.split_once(" : ").unwrap_or((line, ""));
        let (from, to) = ends.split_once(" -> ").unwrap();
        let escaped = condition.replace('&', "&amp;").replace('<', "&lt;");
        let inner = match condition {
            "" | "else" => String::new(),
            _ => format!(
                "<conditionExpression xsi:type=\"tFormalExpression\">{escaped}</conditionExpression>"
            ),
        };
        let _ = write!(
            out,
            "<sequenceFlow id=\"{from}-{to}-{n}\" sourceRef=\"{}\" targetRef=\"{}\">{inner}</sequenceFlow>",
            from.trim(),
            to.trim()
        );
    }
    out
}

pub fn vars<const N: usize>(entries: [(&str, Value); N]) -> Context {
    entries
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

pub struct Play {
    pub plan: Plan,
    pub instance: Instance,
    pub events: Vec<Event>,
    pub now: i64,
    trace: String,
}

impl Play {
    pub fn of(process: &str) -> Self {
        Self::with(Plan::build(&read(process)).unwrap())
    }

    pub fn with(plan: Plan) -> Self {
        Self {
            plan,
            instance: Instance::default(),
            events: Vec::new(),
            now: MORNING,
            trace: String::new(),
        }
    }

    pub fn give(&mut self, label: &str, input: Input) -> Result<(), Refused> {
        let events = decide(&self.plan, &self.instance, input, self.now)?;
        let _ = writeln!(self.trace, "> {label}");
        for event in &events {
            apply(&mut self.instance, event);
            let _ = writeln!(self.trace, "  {event}");
        }
        self.events.extend(events);
        Ok(())
    }

    pub fn start<const N: usize>(mut self, variables: [(&str, Value); N]) -> Self {
        let variables = vars(variables);
        self.give("start", Input::Start { variables }).unwrap();
        self
    }

    pub fn task(&self, element: &str) -> TokenId {
        let tasks = self.instance.tasks.iter();
        *tasks
            .into_iter()
            .find(|(_, e)| **e == *element)
            .expect(element)
            .0
    }

    pub fn service(&self, element: &str) -> TokenId {
        let services = self.instance.services.iter();
        *services
            .into_iter()
            .find(|(_, e)| **e == *element)
            .expect(element)
            .0
    }

    pub fn close<const N: usize>(mut self, element: &str, variables: [(&str, Value); N]) -> Self {
        let input = Input::CloseTask {
            token: self.task(element),
            variables: vars(variables),
        };
        self.give(&format!("close {element}"), input).unwrap();
        self
    }

    pub fn serve<const N: usize>(mut self, element: &str, variables: [(&str, Value); N]) -> Self {
        let input = Input::ServiceDone {
            token: self.service(element),
            variables: vars(variables),
        };
        self.give(&format!("done {element}"), input).unwrap();
        self
    }

    pub fn fail(mut self, element: &str, code: &str) -> Self {
        let input = Input::ServiceFailed {
            token: self.service(element),
            error_code: code.to_owned(),
        };
        self.give(&format!("failed {element}"), input).unwrap();
        self
    }

    pub fn message(mut self, name: &str) -> Self {
        let input = Input::Message {
            name: name.to_owned(),
            variables: Context::new(),
        };
        self.give(&format!("message {name}"), input).unwrap();
        self
    }

    pub fn later(mut self, ms: i64) -> Self {
        self.now += ms;
        self.give(&format!("wake after {ms} ms"), Input::Wake)
            .unwrap();
        self
    }

    pub fn retry<const N: usize>(mut self, variables: [(&str, Value); N]) -> Self {
        let token = *self.instance.incidents.keys().next().unwrap();
        let input = Input::Retry {
            token,
            variables: vars(variables),
        };
        self.give("retry", input).unwrap();
        self
    }

    /// The trace, and what waits at its end.
    pub fn trace(&self) -> String {
        let i = &self.instance;
        let mut out = self.trace.clone();
        let mut waits: Vec<String> = Vec::new();
        waits.extend(i.tasks.values().map(|e| format!("task {e}")));
        waits.extend(i.services.values().map(|e| format!("service {e}")));
        waits.extend(i.timers.values().map(|t| format!("timer {}", t.element)));
        waits.extend(i.signals.values().map(|s| format!("signal {}", s.name)));
        waits.extend(
            i.conditions
                .values()
                .map(|c| format!("condition {}", c.element)),
        );
        waits.extend(i.messages.values().map(|m| format!("message {}", m.name)));
        waits.extend(
            i.incidents
                .values()
                .map(|n| format!("incident {} {}", n.element, n.code)),
        );
        let end = match &i.ended {
            Some(how) => format!("= ended {how}"),
            None => format!("= waits for {}", waits.join(", ")),
        };
        out.push_str(&end);
        out
    }
}
