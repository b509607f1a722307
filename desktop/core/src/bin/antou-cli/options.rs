//! The options of `flow`, `form` and `scenarios`.

use std::path::PathBuf;

use desktop_core::Failure;
use jiff::civil::DateTime;
use office::scenario::{Flow, MORNING, NoCommand, Stage};

use crate::files;
use crate::texts::Language;

/// What stands after the words.
pub struct Options {
    pub language: Language,
    pub process: Option<String>,
    pub dmn: Option<PathBuf>,
    pub from: DateTime,
    pub after: Option<String>,
    pub at: Option<PathBuf>,
    pub out: Option<PathBuf>,
    pub station: Option<String>,
}

impl Options {
    /// The words, and the options between and after them.
    pub fn read(arguments: &[String]) -> Result<(Vec<String>, Self), Failure> {
        let mut options = Self {
            language: Language::Taiwan,
            process: None,
            dmn: None,
            from: MORNING,
            after: None,
            at: None,
            out: None,
            station: None,
        };
        let mut words = Vec::new();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let Some(name) = argument.strip_prefix("--") else {
                words.push(argument.clone());
                continue;
            };
            let usage = || Failure::new("cli-option").with("option", argument);
            let value = arguments.next().ok_or_else(usage)?;
            match name {
                "lang" => options.language = Language::of(value).ok_or_else(usage)?,
                "process" => options.process = Some(value.clone()),
                "dmn" => options.dmn = Some(value.into()),
                "from" => options.from = value.parse().map_err(|_| usage())?,
                "after" => options.after = Some(value.clone()),
                "at" => options.at = Some(value.into()),
                "station" => options.station = Some(value.clone()),
                "out" => options.out = Some(value.into()),
                _ => return Err(usage()),
            }
        }
        Ok((words, options))
    }

    /// The flow of a pack or file, with the decisions that go with it.
    pub fn flow(&self, path: &std::path::Path) -> Result<Flow, Failure> {
        let mut pack = files::pack(path)?;
        let missing = || Failure::new("pack-file-missing").with("path", "flow.bpmn");
        let flow = pack.remove("flow.bpmn").ok_or_else(missing)?;
        let rules = match &self.dmn {
            Some(dmn) => Some(files::read(dmn)?),
            None => match pack.remove("rules.dmn") {
                Some(rules) => Some(rules),
                None => files::beside(path)?,
            },
        };
        Flow::read(&flow, rules.as_deref(), self.process.as_deref()).map_err(refused)
    }

    /// The flow before it starts.
    pub fn stage<'f>(&self, flow: &'f Flow) -> Stage<'f> {
        Stage::new(flow, self.from)
    }
}

/// What the office refuses, as a failure.
pub fn refused(refusal: office::Refusal) -> Failure {
    Failure::of(&refusal.code, refusal.facts)
}

/// A line that is no command.
pub fn no_command(line: &str, reason: NoCommand) -> Failure {
    Failure::new(&format!("command-{}", reason.code())).with("line", line)
}
