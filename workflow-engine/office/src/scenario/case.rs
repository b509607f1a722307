//! A scenario of a flow: given, when, then.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime};
use workflow_engine::picture::Marks;

use super::command::Command;
use super::expect::{Then, Unmet};
use super::flow::Flow;
use super::problem::Problem;
use super::source::{Entry, Table};
use super::stage::{Answer, Happened, MORNING, Stage};
use super::values::{self, Givens};
use super::{MAX_STEPS, Miss};

/// A scenario of a flow.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowScenario {
    /// BPMN id of the process, where the file has several.
    pub process: Option<String>,
    /// When it begins, in Asia/Taipei.
    pub at: DateTime,
    /// Variables with which it starts, before those of the command that starts it.
    pub variables: Givens,
    /// What services answer by themselves, by BPMN id or by `antou:service`.
    pub services: BTreeMap<String, Answer>,
    /// Days on which the agency does not work though it is no weekend.
    pub days_off: BTreeSet<Date>,
    /// Days on which it works though it is a weekend.
    pub days_on: BTreeSet<Date>,
    /// What happens, and what must then be true.
    pub steps: Vec<Step>,
}

/// What happens, and what must then be true.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Commands, one after the other; none to look once more.
    pub when: Vec<Command>,
    /// What must be true.
    pub then: Then,
    /// Its line in the file.
    pub line: usize,
}

impl FlowScenario {
    pub(super) fn read(table: &mut Table<'_>) -> Result<Self, Problem> {
        let mut scenario = Self {
            process: None,
            at: MORNING,
            variables: Vec::new(),
            services: BTreeMap::new(),
            days_off: BTreeSet::new(),
            days_on: BTreeSet::new(),
            steps: Vec::new(),
        };
        if let Some(entry) = table.get("given") {
            let mut given = entry.table()?;
            scenario.given(&mut given)?;
            given.finish()?;
        }
        let entry = table.need("step")?;
        let steps = entry.list()?;
        if steps.len() > MAX_STEPS {
            let problem = entry.source.problem("scenario-too-long", entry.at);
            return Err(problem.with("limit", MAX_STEPS));
        }
        let mut commands = 0;
        for entry in &steps {
            let step = step(entry)?;
            commands += step.when.len();
            if commands > MAX_STEPS {
                let problem = entry.source.problem("scenario-too-long", entry.at);
                return Err(problem.with("limit", MAX_STEPS));
            }
            scenario.steps.push(step);
        }
        Ok(scenario)
    }

    fn given(&mut self, table: &mut Table<'_>) -> Result<(), Problem> {
        if let Some(entry) = table.get("process") {
            self.process = Some(entry.text()?.to_owned());
        }
        if let Some(entry) = table.get("at") {
            self.at = entry.moment("a date and time")?;
        }
        if let Some(entry) = table.get("variables") {
            self.variables = values::read(&entry.table()?)?;
        }
        if let Some(entry) = table.get("services") {
            let services = entry.table()?.entries();
            let services = services.map(|e| Ok((e.key.to_owned(), answer(&e)?)));
            self.services = services.collect::<Result<_, Problem>>()?;
        }
        for (key, days) in [
            ("days-off", &mut self.days_off),
            ("days-on", &mut self.days_on),
        ] {
            if let Some(entry) = table.get(key) {
                let read = entry.list()?;
                let read = read.iter().map(|e| e.moment("a date"));
                *days = read.collect::<Result<_, Problem>>()?;
            }
        }
        Ok(())
    }

    /// Plays it; answers with the first expectation that is not met.
    ///
    /// # Errors
    /// [`Miss`].
    pub fn play(&self, flow: &Flow) -> Result<(), Miss> {
        self.stage(flow).map(drop)
    }

    /// Plays it; the elements and flows that it passed, by BPMN id.
    ///
    /// # Errors
    /// [`Miss`].
    pub fn passes(&self, flow: &Flow) -> Result<BTreeSet<String>, Miss> {
        let stage = self.stage(flow)?;
        let marks = Marks::of(stage.instance(), stage.events());
        Ok(marks.passed)
    }

    /// Plays it; where it then stands.
    ///
    /// # Errors
    /// [`Miss`].
    pub fn stage<'f>(&self, flow: &'f Flow) -> Result<Stage<'f>, Miss> {
        let mut stage = Stage::new(flow, self.at);
        stage.set_days(self.days_off.clone(), self.days_on.clone());
        stage.set_answers(self.services.clone());
        for (number, step) in self.steps.iter().enumerate() {
            if let Some(unmet) = self.step(&mut stage, step) {
                return Err(Miss {
                    step: number + 1,
                    line: step.line,
                    unmet,
                });
            }
        }
        Ok(stage)
    }

    fn step(&self, stage: &mut Stage<'_>, step: &Step) -> Option<Unmet> {
        let mut happened: Vec<Happened> = Vec::new();
        let mut refused = None;
        for command in &step.when {
            if let Some(refusal) = refused {
                return Some(Unmet::new("when", "", refusal));
            }
            match stage.give(&self.with_given(command)) {
                Ok(events) => happened.extend(events),
                Err(refusal) => refused = Some(refusal),
            }
        }
        match (&step.then.refused, refused) {
            (None, None) => {}
            (Some(expected), Some(refusal)) if *expected == refusal.code => {}
            (expected, refusal) => {
                let expected = expected.clone().unwrap_or_default();
                let actual = refusal.map(|refusal| refusal.to_string());
                return Some(Unmet::new("refused", expected, actual.unwrap_or_default()));
            }
        }
        step.then.unmet(stage, &happened)
    }

    /// The given variables go with the command that starts the flow.
    fn with_given(&self, command: &Command) -> Command {
        let mut command = command.clone();
        let starts = matches!(command, Command::Start(_) | Command::StartAt(..));
        let starts = starts || matches!(command, Command::Message(..) | Command::Signal(..));
        if let Some(given) = command.givens_mut().filter(|_| starts) {
            given.splice(0..0, self.variables.iter().cloned());
        }
        command
    }
}

fn answer(entry: &Entry<'_>) -> Result<Answer, Problem> {
    if let Ok(text) = entry.text() {
        let code = text.strip_prefix("fail ").map(str::trim);
        let code = code.filter(|code| !code.is_empty());
        let code = code.ok_or_else(|| entry.wrong("a table, or `fail CODE`"))?;
        return Ok(Answer::Fails(code.to_owned()));
    }
    Ok(Answer::Done(values::read(&entry.table()?)?))
}

fn step(entry: &Entry<'_>) -> Result<Step, Problem> {
    let mut table = entry.table()?;
    let mut when = Vec::new();
    if let Some(entry) = table.get("when") {
        for line in entry.texts()? {
            let command = Command::read(&line).map_err(|reason| {
                let problem = entry.source.problem("scenario-command", entry.at);
                problem.with("command", &line).with("reason", reason.code())
            })?;
            when.push(command);
        }
    }
    if let Some(entry) = table.get("with") {
        let with = values::read(&entry.table()?)?;
        let last = when.last_mut().and_then(Command::givens_mut);
        let last = last.ok_or_else(|| entry.wrong("the values of a command that takes some"))?;
        last.extend(with);
    }
    let mut then = Then::default();
    if let Some(entry) = table.get("then") {
        let mut table = entry.table()?;
        then = Then::read(&mut table)?;
        table.finish()?;
    }
    let line = entry.source.problem("", table.at).line;
    table.finish()?;
    Ok(Step { when, then, line })
}
