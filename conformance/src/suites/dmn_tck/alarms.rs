//! Whether the checker finds fault with expressions that come to a value.

use super::file::Cases;
use crate::report::Report;
use feel::dmn::Decisions;
use feel::lang::val::Val;
use std::collections::BTreeSet;

/// What the checker says of all models.
#[derive(Default)]
pub struct Alarms {
    expressions: usize,
    found: usize,
    lines: Vec<String>,
}

impl Alarms {
    /// Looks at a model. A finding is a false alarm where every result that is asked of the
    /// decision is a value without nulls; of a part of which nothing is asked, where all results
    /// of the model are.
    pub fn look(&mut self, place: &str, decisions: &Decisions, cases: &Cases) {
        let (mut asked, mut null) = (BTreeSet::new(), BTreeSet::new());
        for case in &cases.cases {
            for (name, expected) in &case.results {
                for name in [Some(name), case.invocable.as_ref()].into_iter().flatten() {
                    asked.insert(name.as_str());
                    if has_null(expected) {
                        null.insert(name.as_str());
                    }
                }
            }
        }
        let checked = decisions.check_types();
        self.expressions += checked.expressions;
        self.found += checked.misfits.len();
        for misfit in checked.misfits {
            let name = misfit.decision.as_str();
            let excused = if asked.contains(name) {
                null.contains(name)
            } else {
                !null.is_empty()
            };
            if !excused {
                let line = format!(
                    "false alarm: {place} {name}: {} {:?} in `{}`",
                    misfit.finding.code, misfit.finding.facts, misfit.text
                );
                self.lines.push(line);
            }
        }
    }

    /// Adds the figures and a line for each false alarm.
    pub fn tell(self, report: &mut Report) {
        report.count("expressions checked", self.expressions, "expressions");
        let rightly = self.found - self.lines.len();
        report.count("found where a null is expected", rightly, "findings");
        report.count("false alarms of the checker", self.lines.len(), "findings");
        report.lines.extend(self.lines);
    }
}

fn has_null(value: &Val) -> bool {
    match value {
        Val::Null => true,
        Val::List(items) => items.iter().any(has_null),
        Val::Context(entries) => entries.iter().any(|(_, value)| has_null(value)),
        _ => false,
    }
}
