//! Lists of people, as personnel systems and directories give them out: compared with what is
//! known, shown, and only then made true. `docs/formats/people.md` says what a list may hold.

mod column;
mod csv;
mod differ;
mod export;
mod fault;
mod held;
mod ldif;
mod list;
mod plan;
mod read;
mod sheet;
#[cfg(test)]
mod tests;
mod text;

pub use fault::{FAULTS_MAX, Fault, Faults};
pub use plan::{Asked, Difference, Missing, Plan, Thing};
pub use sheet::{FIELD_MAX, ROWS_MAX};
pub use text::{BYTES_MAX, LINE_MAX};

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use office::Reading as _;
use office::org::Org;

use crate::agency::Agency;
use crate::blobs::Blobs;
use crate::folder::{Folder, read_bytes};
use crate::problem::Problem;
use crate::states::States;
use crate::storage::{Store, StoreFault};

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Columns with Chinese headings, UTF-8 with a byte order mark.
    Csv,
    /// RFC 2849.
    Ldif,
}

/// What a list would change; nothing is changed.
///
/// # Errors
/// All that is wrong with the list.
pub fn compare(bytes: &[u8], org: &Org, asked: &Asked) -> Result<Plan, Faults> {
    let text = text::text_of(bytes)?;
    let sheet = match is_ldif(&text) {
        true => ldif::read(&text)?,
        false => csv::read(&text)?,
    };
    differ::plan(&list::list(&sheet, org, asked.on)?, org, asked)
}

fn is_ldif(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.starts_with(['#', ' ']));
    let first = lines.find(|line| !line.is_empty()).unwrap_or_default();
    first.starts_with("version:") || first.starts_with("dn:")
}

/// What is held on a day or later, as a list.
#[must_use]
pub fn written(org: &Org, form: Form, on: Date) -> Vec<u8> {
    let rows = export::rows(org, on);
    match form {
        Form::Csv => csv::write(&rows),
        Form::Ldif => ldif::write(&org.agency, &rows),
    }
}

/// The agency of a folder as it stands. Also while the server runs.
///
/// # Errors
/// [`Problem::File`], [`Problem::Store`].
pub fn org(folder: &Folder) -> Result<Arc<Org>, Problem> {
    let store: Arc<dyn Store> = Arc::new(folder.store()?);
    let org = States::new(store, Blobs::new(folder)).org();
    let org = org.map_err(|fault| StoreFault::Database(fault.to_string()))?;
    Ok(org.unwrap_or_default())
}

/// What the list in a file would change.
///
/// # Errors
/// [`Problem::People`], [`Problem::File`].
pub fn preview(org: &Org, path: &Path, asked: &Asked) -> Result<Plan, Problem> {
    let bytes = read_bytes(path, BYTES_MAX as u64)?;
    compare(&bytes, org, asked).map_err(Problem::People)
}

/// Makes the list in a file true: all of it in one transaction, or nothing.
///
/// # Errors
/// As [`preview`]; [`Problem::Refused`], [`Problem::Store`].
pub async fn import(agency: &Agency, path: &Path, asked: &Asked) -> Result<Plan, Problem> {
    let plan = preview(&*agency.org()?, path, asked)?;
    let signed = plan.operations();
    let signed = signed.iter().map(|content| agency.sign(content));
    let signed = signed.collect::<Result<Vec<_>, _>>()?;
    if !signed.is_empty() {
        agency.ask_all(signed).await?;
    }
    Ok(plan)
}
