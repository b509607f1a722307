//! What was played, written down as a scenario.

use std::fmt::Write;

use feel::Value;
use jiff::civil::DateTime;

use super::command::{Command, Wait};
use super::expect::ended_text;
use super::stage::{Happened, Stage};
use super::values::{quoted, toml_text};

/// The commands of a play with what they came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    steps: Vec<String>,
}

impl Record {
    /// Takes a command down, after it was done.
    pub fn take(&mut self, command: &Command, happened: &[Happened], stage: &Stage<'_>) {
        let mut step = String::from("[[step]]\n");
        let when = quoted(&command.to_string());
        let _ = writeln!(step, "when = {when}");
        let _ = writeln!(step, "[step.then]");
        let i = stage.instance();
        let mut waits: Vec<String> = stage.standing().into_iter().map(|s| s.element).collect();
        waits.sort_unstable();
        let waits: Vec<String> = waits.iter().map(|element| quoted(element)).collect();
        let _ = writeln!(step, "waits = [{}]", waits.join(", "));
        if i.ended.is_some() {
            let ended = quoted(&ended_text(i.ended.as_ref()));
            let _ = writeln!(step, "ended = {ended}");
        }
        if !i.incidents.is_empty() {
            let incident = i.incidents.values();
            let incidents =
                incident.map(|one| format!("{} = {}", quoted(&one.element), quoted(&one.code)));
            let incidents: Vec<String> = incidents.collect();
            let _ = writeln!(step, "incidents = {{ {} }}", incidents.join(", "));
        }
        let decided = happened.iter().filter_map(|one| match one {
            Happened::Decided {
                decision, value, ..
            } if *value != Value::Null => {
                Some(format!("{} = {}", quoted(decision), toml_text(value)))
            }
            _ => None,
        });
        let decided: Vec<String> = decided.collect();
        if !decided.is_empty() {
            let _ = writeln!(step, "decided = {{ {} }}", decided.join(", "));
        }
        if matches!(command, Command::Wait(Wait::Timer | Wait::Working(_))) {
            let _ = writeln!(step, "at = {}", stage.now());
        }
        self.steps.push(step);
    }

    /// How many commands there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Forgets the last commands, so that so many are left.
    pub fn truncate(&mut self, steps: usize) {
        self.steps.truncate(steps);
    }

    /// The scenario's file.
    #[must_use]
    pub fn toml(&self, title: &str, process: &str, at: DateTime) -> String {
        let mut out = String::from("kind = \"flow\"\n");
        let (title, process) = (quoted(title), quoted(process));
        let _ = writeln!(out, "title = {title}\n");
        let _ = writeln!(out, "[given]\nprocess = {process}\nat = {at}");
        for step in &self.steps {
            let _ = write!(out, "\n{step}");
        }
        out
    }
}
