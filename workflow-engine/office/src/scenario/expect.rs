//! What must be true after a step of a flow scenario, and whether it is.

use std::collections::{BTreeMap, BTreeSet};

use feel::Value;
use jiff::civil::DateTime;
use workflow_engine::run::{Event, How};

use super::problem::Problem;
use super::source::Table;
use super::stage::{Happened, Stage};
use super::standing::AwaitedEvent;
use super::values::{self, Givens, feel_text};

/// What must be true after a step. What is not named may be anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Then {
    /// The elements on which tokens stand, each as often as there are tokens.
    pub waits: Option<Vec<String>>,
    /// The timers that are set: when each is due.
    pub timers: Option<BTreeMap<String, DateTime>>,
    /// The messages that are waited for.
    pub messages: Option<BTreeSet<String>>,
    /// The signals that are waited for.
    pub signals: Option<BTreeSet<String>>,
    /// Variables.
    pub variables: Givens,
    /// The last values of decisions.
    pub decided: Givens,
    /// Elements and flows that the step passed.
    pub passes: Vec<String>,
    /// Elements and flows that the step did not pass.
    pub passes_not: Vec<String>,
    /// Messages and signals that the step sent.
    pub sends: Option<BTreeSet<String>>,
    /// How it ended: `completed`, `terminated`, `failed CODE`, or `no`.
    pub ended: Option<String>,
    /// The elements whose token cannot go on, with the code of the incident.
    pub incidents: Option<BTreeMap<String, String>>,
    /// The code by which the last command was refused.
    pub refused: Option<String>,
    /// What time it is.
    pub at: Option<DateTime>,
}

/// An expectation that was not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Which expectation, as it stands in the file.
    pub what: String,
    /// What was expected.
    pub expected: String,
    /// What is so.
    pub actual: String,
}

impl Unmet {
    pub(super) fn new(what: &str, expected: impl ToString, actual: impl ToString) -> Self {
        Self {
            what: what.to_owned(),
            expected: expected.to_string(),
            actual: actual.to_string(),
        }
    }
}

const MOMENT: &str = "a date and time";

impl Then {
    pub(super) fn read(table: &mut Table<'_>) -> Result<Self, Problem> {
        let set = |texts: Vec<String>| texts.into_iter().collect::<BTreeSet<String>>();
        let mut then = Self::default();
        if let Some(entry) = table.get("waits") {
            let mut waits = entry.texts()?;
            waits.sort_unstable();
            then.waits = Some(waits);
        }
        if let Some(entry) = table.get("timers") {
            let timers = entry.table()?.entries();
            let timers = timers.map(|e| Ok((e.key.to_owned(), e.moment(MOMENT)?)));
            then.timers = Some(timers.collect::<Result<_, Problem>>()?);
        }
        if let Some(entry) = table.get("messages") {
            then.messages = Some(set(entry.texts()?));
        }
        if let Some(entry) = table.get("signals") {
            then.signals = Some(set(entry.texts()?));
        }
        if let Some(entry) = table.get("sends") {
            then.sends = Some(set(entry.texts()?));
        }
        if let Some(entry) = table.get("variables") {
            then.variables = values::read(&entry.table()?)?;
        }
        if let Some(entry) = table.get("decided") {
            then.decided = values::read(&entry.table()?)?;
        }
        if let Some(entry) = table.get("passes") {
            then.passes = entry.texts()?;
        }
        if let Some(entry) = table.get("passes-not") {
            then.passes_not = entry.texts()?;
        }
        if let Some(entry) = table.get("ended") {
            let text = entry.text()?;
            let known = matches!(text, "completed" | "terminated" | "no");
            if !known && !text.starts_with("failed ") {
                return Err(entry.wrong("`completed`, `terminated`, `failed CODE` or `no`"));
            }
            then.ended = Some(text.to_owned());
        }
        if let Some(entry) = table.get("incidents") {
            let incidents = entry.table()?.entries();
            let incidents = incidents.map(|e| Ok((e.key.to_owned(), e.text()?.to_owned())));
            then.incidents = Some(incidents.collect::<Result<_, Problem>>()?);
        }
        if let Some(entry) = table.get("refused") {
            then.refused = Some(entry.text()?.to_owned());
        }
        if let Some(entry) = table.get("at") {
            then.at = Some(entry.moment(MOMENT)?);
        }
        Ok(then)
    }

    /// The first expectation that is not met.
    pub(super) fn unmet(&self, stage: &Stage<'_>, happened: &[Happened]) -> Option<Unmet> {
        self.places(stage)
            .or_else(|| self.awaited(stage))
            .or_else(|| self.way(stage, happened))
            .or_else(|| self.known(stage))
    }

    fn places(&self, stage: &Stage<'_>) -> Option<Unmet> {
        let i = stage.instance();
        let stopped: BTreeMap<String, String> = i
            .incidents
            .values()
            .map(|one| (one.element.to_string(), one.code.to_string()))
            .collect();
        let expected = self.incidents.clone().unwrap_or_default();
        if stopped != expected {
            return Some(Unmet::new("incidents", pairs(&expected), pairs(&stopped)));
        }
        if let Some(ended) = &self.ended {
            let actual = ended_text(i.ended.as_ref());
            if *ended != actual {
                return Some(Unmet::new("ended", ended, actual));
            }
        }
        let waits = self.waits.as_ref()?;
        let mut actual: Vec<String> = stage.standing().into_iter().map(|s| s.element).collect();
        actual.sort_unstable();
        (*waits != actual).then(|| Unmet::new("waits", waits.join(", "), actual.join(", ")))
    }

    fn awaited(&self, stage: &Stage<'_>) -> Option<Unmet> {
        let mut timers = BTreeMap::new();
        let mut messages = BTreeSet::new();
        let mut signals = BTreeSet::new();
        for awaited in stage.awaited() {
            match awaited.event {
                AwaitedEvent::Timer(due) => {
                    timers.insert(awaited.element, due);
                }
                AwaitedEvent::Message(name) => {
                    messages.insert(name);
                }
                AwaitedEvent::Signal(name) => {
                    signals.insert(name);
                }
                AwaitedEvent::Condition(_) => {}
            }
        }
        if let Some(expected) = self.timers.as_ref().filter(|expected| **expected != timers) {
            return Some(Unmet::new("timers", pairs(expected), pairs(&timers)));
        }
        named("messages", self.messages.as_ref(), &messages)
            .or_else(|| named("signals", self.signals.as_ref(), &signals))
    }

    fn way(&self, stage: &Stage<'_>, happened: &[Happened]) -> Option<Unmet> {
        let mut passed = BTreeSet::new();
        let mut sent = BTreeSet::new();
        for event in happened.iter().filter_map(|happened| match happened {
            Happened::Event(event) => Some(event),
            _ => None,
        }) {
            match event {
                Event::Entered { element, via, .. } => {
                    passed.insert(element.to_string());
                    passed.extend(via.iter().map(ToString::to_string));
                }
                Event::TimerFired { element, .. }
                | Event::MessageTaken { element, .. }
                | Event::SignalTaken { element, .. }
                | Event::ConditionMet { element, .. }
                | Event::EscalationCaught { element, .. }
                | Event::InstanceEntered { element, .. } => {
                    passed.insert(element.to_string());
                }
                Event::MessageThrown { name, .. } | Event::SignalThrown { name, .. } => {
                    sent.insert(name.to_string());
                }
                _ => {}
            }
        }
        let all = || passed.iter().cloned().collect::<Vec<_>>().join(", ");
        if let Some(missed) = self.passes.iter().find(|name| !passed.contains(*name)) {
            return Some(Unmet::new("passes", missed, all()));
        }
        if let Some(wrong) = self.passes_not.iter().find(|name| passed.contains(*name)) {
            return Some(Unmet::new("passes-not", wrong, all()));
        }
        if let Some(at) = self.at.filter(|at| *at != stage.now()) {
            return Some(Unmet::new("at", at, stage.now()));
        }
        named("sends", self.sends.as_ref(), &sent)
    }

    fn known(&self, stage: &Stage<'_>) -> Option<Unmet> {
        let variables = &stage.instance().variables;
        let differs = |what: &str, expected: &Givens, actual: &BTreeMap<String, Value>| {
            expected.iter().find_map(|(name, given)| {
                let what = format!("{what}.{name}");
                let actual = actual.get(name).unwrap_or(&Value::Null);
                match given.value(variables) {
                    Ok(expected) if expected == *actual => None,
                    Ok(expected) => {
                        Some(Unmet::new(&what, feel_text(&expected), feel_text(actual)))
                    }
                    Err(refusal) => Some(Unmet::new(&what, refusal, feel_text(actual))),
                }
            })
        };
        differs("variables", &self.variables, variables)
            .or_else(|| differs("decided", &self.decided, stage.decided()))
    }
}

fn named(
    what: &str,
    expected: Option<&BTreeSet<String>>,
    actual: &BTreeSet<String>,
) -> Option<Unmet> {
    let list = |all: &BTreeSet<String>| all.iter().cloned().collect::<Vec<_>>().join(", ");
    let expected = expected.filter(|expected| *expected != actual)?;
    Some(Unmet::new(what, list(expected), list(actual)))
}

fn pairs<V: std::fmt::Display>(all: &BTreeMap<String, V>) -> String {
    let all: Vec<String> = all.iter().map(|(k, v)| format!("{k} = {v}")).collect();
    all.join(", ")
}

/// How it ended, as a scenario says it.
pub(super) fn ended_text(how: Option<&How>) -> String {
    match how {
        None => "no".to_owned(),
        Some(How::Completed) => "completed".to_owned(),
        Some(How::Terminated) => "terminated".to_owned(),
        Some(How::Failed { error_code }) => format!("failed {error_code}"),
    }
}
