//! Importing an agency from a file: everything is read, checked and rehearsed
//! before anything is written, and then written in one transaction. What is
//! there already is left alone, so a file can be changed and imported again.

use std::path::Path;

use office::{Content, Refusal};
use sync::verdict::{self, Decision};
use toml::Spanned;

use super::entries::{AgencyFile, BYTES_MAX};
use crate::agency::Agency;
use crate::folder::{entry_error, line_of, read_text};
use crate::ingest::{Examined, rehearse};
use crate::problem::Problem;
use crate::storage::StoreFault;

/// Operations of one import: more would not fit one transaction sensibly.
const OPERATIONS_MAX: usize = 50_000;

/// What an import wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Changes of units, posts, people and deputies.
    pub changes: usize,
    /// Years and working times of the calendar.
    pub calendar: usize,
    /// Leave accounts that were opened.
    pub accounts: usize,
    /// Leave that was decided before.
    pub leaves: usize,
}

/// An operation and the line of the file from which it comes.
pub(super) struct Step {
    line: usize,
    field: String,
    content: Content,
}

/// A file that is being read, and what will be asked for.
pub(super) struct Reading<'a> {
    pub(super) agency: &'a Agency,
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
    pub(super) steps: Vec<Step>,
    pub(super) imported: Imported,
}

/// Imports the file.
///
/// # Errors
/// [`Problem::Entry`] with the line and field of the first entry that is wrong;
/// nothing was written then.
pub async fn import(agency: &Agency, path: &Path) -> Result<Imported, Problem> {
    let (imported, signed) = prepare(agency, path)?;
    if !signed.is_empty() {
        agency.ask_all(signed).await?;
    }
    Ok(imported)
}

/// What an import of the file would write; nothing is written.
///
/// # Errors
/// As [`import`].
pub fn examine(agency: &Agency, path: &Path) -> Result<Imported, Problem> {
    prepare(agency, path).map(|(imported, _)| imported)
}

fn prepare(agency: &Agency, path: &Path) -> Result<(Imported, Vec<Examined>), Problem> {
    let text = read_text(path, BYTES_MAX)?;
    let file: AgencyFile =
        toml::from_str(&text).map_err(|error| entry_error(path, &text, &error))?;
    let mut reading = Reading {
        agency,
        path,
        text: &text,
        steps: Vec::new(),
        imported: Imported::default(),
    };
    reading.organisation(&file)?;
    if let Some(calendar) = &file.calendar {
        reading.calendar(calendar)?;
    }
    if let Some(accounts) = &file.accounts {
        reading.accounts(accounts, &file)?;
        reading.leaves(accounts, &file)?;
    } else if let Some(first) = file.leave.first() {
        let line = reading.line(first);
        return Err(reading.wrong(line, "leave", "needs [accounts] to say by which service"));
    }
    let (steps, imported) = (reading.steps, reading.imported);
    let signed = steps
        .iter()
        .map(|step| agency.sign(&step.content))
        .collect::<Result<Vec<_>, _>>()?;
    for (verdict, step) in rehearse(&agency.desk, &signed)?.iter().zip(&steps) {
        if verdict.decision != Decision::Accepted {
            let said = verdict::open(&verdict.bytes)
                .map_err(|error| Problem::Certificate(error.to_string()))?;
            let refusal = Refusal {
                code: verdict.code.clone(),
                facts: said.verdict.facts,
            };
            return Err(entry(path, step.line, &step.field, &refusal.to_string()));
        }
    }
    Ok((imported, signed))
}

fn entry(path: &Path, line: usize, field: &str, reason: &str) -> Problem {
    Problem::Entry {
        file: path.display().to_string(),
        line,
        field: field.to_owned(),
        reason: reason.to_owned(),
    }
}

impl Reading<'_> {
    pub(super) fn line<T>(&self, spanned: &Spanned<T>) -> usize {
        line_of(self.text, spanned.span().start)
    }

    pub(super) fn wrong(&self, line: usize, field: &str, reason: &str) -> Problem {
        entry(self.path, line, field, reason)
    }

    pub(super) fn fault(fault: &office::Fault) -> Problem {
        Problem::Store(StoreFault::Database(fault.to_string()))
    }

    pub(super) fn step(
        &mut self,
        line: usize,
        field: &str,
        content: Content,
    ) -> Result<(), Problem> {
        if self.steps.len() >= OPERATIONS_MAX {
            return Err(self.wrong(line, field, "too many entries for one import"));
        }
        self.steps.push(Step {
            line,
            field: field.to_owned(),
            content,
        });
        Ok(())
    }

    pub(super) fn beside(&self, name: &str) -> Result<String, Problem> {
        let folder = self.path.parent().unwrap_or_else(|| Path::new("."));
        read_text(&folder.join(name), BYTES_MAX)
    }
}
