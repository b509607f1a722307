//! A scenario of decisions: what a pack's tables say to what they are asked.

use std::ops::Range;

use feel::{Context, Value};

use super::expect::Unmet;
use super::problem::Problem;
use super::source::{Entry, Table};
use super::values::{self, Given, Givens, feel_text};
use super::{MAX_STEPS, Miss};
use crate::leave::Rules;

/// A scenario of decisions.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionScenario {
    asks: Vec<Ask>,
}

/// One question and its answer.
#[derive(Clone, Debug, PartialEq)]
struct Ask {
    decision: String,
    with: Givens,
    says: Given,
    line: usize,
    /// Where the expected answer is written, in bytes.
    written: Range<usize>,
}

/// What a question is answered, beside what is expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The line of the question in its file, from 1.
    pub line: usize,
    /// The decision that is asked.
    pub decision: String,
    /// What it is asked with.
    pub with: Context,
    /// What is expected.
    pub expected: Value,
    /// What it says.
    pub actual: Value,
    /// Where the expected answer is written, in bytes of the file.
    pub written: Range<usize>,
}

impl Answer {
    /// Whether it says what is expected.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.actual == self.expected
    }
}

impl DecisionScenario {
    pub(super) fn read(table: &mut Table<'_>) -> Result<Self, Problem> {
        let entry = table.need("ask")?;
        let asks = entry.list()?;
        if asks.len() > MAX_STEPS {
            let problem = entry.source.problem("scenario-too-long", entry.at);
            return Err(problem.with("limit", MAX_STEPS));
        }
        let asks = asks.iter().map(ask).collect::<Result<_, _>>()?;
        Ok(Self { asks })
    }

    /// Asks everything; of a question that cannot be asked there is no answer.
    #[must_use]
    pub fn answers(&self, rules: &Rules) -> Vec<Answer> {
        let answers = self.asks.iter().filter_map(|ask| ask.answer(rules));
        answers.collect()
    }

    /// Asks everything; answers with the first answer that is another.
    ///
    /// # Errors
    /// [`Miss`].
    pub fn play(&self, rules: &Rules) -> Result<(), Miss> {
        for (number, ask) in self.asks.iter().enumerate() {
            if let Some(unmet) = ask.unmet(rules) {
                return Err(Miss {
                    step: number + 1,
                    line: ask.line,
                    unmet,
                });
            }
        }
        Ok(())
    }
}

impl Ask {
    fn answer(&self, rules: &Rules) -> Option<Answer> {
        let with = values::values(&self.with, &Context::new()).ok()?;
        let expected = self.says.value(&with).ok()?;
        let said = rules.decisions().decide_by_rules(&self.decision, &with);
        Some(Answer {
            line: self.line,
            decision: self.decision.clone(),
            with,
            expected,
            actual: said.outcome.value,
            written: self.written.clone(),
        })
    }

    fn unmet(&self, rules: &Rules) -> Option<Unmet> {
        let refused = |what: &str, refusal: crate::Refusal| Unmet::new(what, "", refusal);
        let with = match values::values(&self.with, &Context::new()) {
            Ok(with) => with,
            Err(refusal) => return Some(refused("with", refusal)),
        };
        let expected = match self.says.value(&with) {
            Ok(expected) => expected,
            Err(refusal) => return Some(refused("says", refusal)),
        };
        let answer = rules.decisions().decide_by_rules(&self.decision, &with);
        let outcome = answer.outcome;
        if outcome.value == expected {
            return None;
        }
        let said = feel_text(&outcome.value);
        let actual = match outcome.reason {
            Some(reason) => format!("{said} ({reason})"),
            None => said,
        };
        Some(Unmet::new(&self.decision, feel_text(&expected), actual))
    }
}

fn ask(entry: &Entry<'_>) -> Result<Ask, Problem> {
    let mut table = entry.table()?;
    let decision = table.need("decision")?.text()?.to_owned();
    let with = match table.get("with") {
        Some(entry) => values::read(&entry.table()?)?,
        None => Givens::new(),
    };
    let says = table.need("says")?;
    let (written, says) = (says.at..says.end, values::given(&says)?);
    let line = entry.source.problem("", table.at).line;
    table.finish()?;
    Ok(Ask {
        decision,
        with,
        says,
        line,
        written,
    })
}
