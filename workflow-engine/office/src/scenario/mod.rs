//! Flows that are played: step by step, and as scenarios that a pack must come through before it
//! is published. 案例
//!
//! A [`Stage`] holds a flow while it is played; a [`Command`] is what happens to it, one line each.
//! A [`Scenario`] is a file of such lines with what must then be true, or of what a leave account
//! must come to; `docs/formats/scenario.md` describes both. Nothing here has a clock: a scenario
//! says what time it is.

mod account;
mod case;
mod command;
mod decision;
mod expect;
mod flow;
mod hours;
mod problem;
mod record;
mod run;
mod source;
mod stage;
mod standing;
mod state;
mod tell;
#[cfg(test)]
mod tests;
mod values;

pub use account::AccountScenario;
pub use case::{FlowScenario, Step};
pub use command::{Command, NoCommand, Wait, split};
pub use decision::{Answer as Decided, DecisionScenario};
pub use expect::{Then, Unmet};
pub use flow::Flow;
pub use problem::Problem;
pub use record::Record;
pub use run::{Outcome, Played, answers, run, run_all};
pub use stage::{Answer, Happened, MORNING, Stage};
pub use standing::{Awaited, AwaitedEvent, Standing, What};
pub use state::{MAX_STATE, marks_of};
pub use tell::{Reason, Told};
pub use values::{Given, Givens, feel_text, toml_text, values};
pub use workflow_engine::picture::{self, Marks};

use source::{Source, Table};

/// Largest file of a scenario, in bytes.
pub const MAX_FILE: usize = 64 * 1024;
/// Most steps of a scenario, and most commands in them.
pub const MAX_STEPS: usize = 1_000;
/// Longest command, in bytes.
pub const MAX_LINE: usize = 8 * 1024;
/// Deepest nesting of a value.
pub const MAX_VALUE_DEPTH: usize = 16;
/// Most events of a flow that is played.
pub const MAX_EVENTS: usize = 100_000;
/// Most timers that fire while one waits once.
pub const MAX_FIRED: usize = 10_000;
/// Most services that answer by themselves after one command.
pub const MAX_SERVICES: usize = 1_000;
/// Folder of a pack in which its scenarios are.
pub const FOLDER: &str = "scenarios/";

/// A scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What it is about, in a sentence.
    pub title: String,
    /// Where what it expects is from; may be empty.
    pub source: String,
    /// What happens and what must be true.
    pub body: Body,
}

/// What kind of scenario it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// `kind = "flow"`.
    Flow(FlowScenario),
    /// `kind = "decision"`.
    Decision(DecisionScenario),
    /// `kind = "leave-account"`.
    Account(AccountScenario),
}

/// An expectation that was not met, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The number of the step, from 1; 0 before the first.
    pub step: usize,
    /// Its line in the file.
    pub line: usize,
    /// What was expected and what is so.
    pub unmet: Unmet,
}

impl Scenario {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Problem`] with the place.
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let source = Source("");
        if bytes.len() > MAX_FILE {
            let problem = source.problem("scenario-too-large", 0);
            return Err(problem.with("limit", MAX_FILE));
        }
        let text = std::str::from_utf8(bytes).map_err(|e| {
            let problem = source.problem("scenario-toml", 0);
            problem.with("reason", e)
        })?;
        let source = Source(text);
        let table = toml::de::DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let problem = source.problem("scenario-toml", at);
            problem.with("reason", error.message())
        })?;
        let mut table = Table::of(source, table.get_ref(), 0);
        let kind = table.need("kind")?;
        let title = table.need("title")?.text()?.to_owned();
        let from = table.get("source").map(|entry| entry.text()).transpose()?;
        let from = from.unwrap_or_default().to_owned();
        let body = match kind.text()? {
            "flow" => {
                let scenario = FlowScenario::read(&mut table)?;
                table.finish()?;
                Body::Flow(scenario)
            }
            "decision" => {
                let scenario = DecisionScenario::read(&mut table)?;
                table.finish()?;
                Body::Decision(scenario)
            }
            "leave-account" => Body::Account(AccountScenario::read(text)?),
            other => {
                let problem = source.problem("scenario-kind", kind.at);
                return Err(problem.with("kind", other));
            }
        };
        Ok(Self {
            title,
            source: from,
            body,
        })
    }
}
