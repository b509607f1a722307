//! Which rows of which tables decided, and over what.

use feel::dmn::Asked;
use workflow_engine::explain::Ruling;
use workflow_engine::run::Rows;

use super::RuleRow;
use super::told::Told;

/// The tables that a business rule task asked, as its event says. The tables are asked once more
/// with what was known then, for the labels and values of their columns; an event that does not say
/// which rules counted is answered by that alone.
pub(super) fn rows(told: &Told<'_>, ruling: &Ruling) -> Vec<RuleRow> {
    let recorded = ruling.decided.as_ref();
    let version = recorded.map(|decided| &*decided.version);
    let pack = told.pack(version, ruling.at);
    let again =
        pack.map(|pack| pack.decide(&ruling.decision, &ruling.variables, told.at(ruling.at)));
    let again = again.unwrap_or_default();
    let found = |rows: &Rows| {
        let named = again
            .tables
            .iter()
            .filter(|asked| *asked.table == *rows.table);
        let mut same = named.filter(|asked| asked.rows == rows.rows);
        same.next()
    };
    let row = |rows: Rows, asked: Option<&Asked>| RuleRow {
        element: ruling.element.to_string(),
        decision: ruling.decision.clone(),
        table: rows.table.to_string(),
        rows: rows.rows,
        notes: asked.map(|asked| asked.notes.clone()).unwrap_or_default(),
        inputs: asked.map(|asked| asked.inputs.clone()).unwrap_or_default(),
        says: again.outcome.value.clone(),
        version: match (version, pack) {
            (Some(version), _) => version.to_owned(),
            (None, Some(pack)) => pack.manifest.version.to_string(),
            (None, None) => String::new(),
        },
        recorded: recorded.is_some(),
        at: told.at(ruling.at),
    };
    match recorded {
        Some(decided) => {
            let tables = decided.tables.iter();
            tables.map(|rows| row(rows.clone(), found(rows))).collect()
        }
        None => {
            let tables = again.tables.iter();
            let made = |asked: &Asked| Rows {
                table: asked.table.as_str().into(),
                rows: asked.rows.clone(),
            };
            tables.map(|asked| row(made(asked), Some(asked))).collect()
        }
    }
}
