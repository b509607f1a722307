//! Which rows of which tables decided, and over what.

use feel::Value;
use feel::dmn::{Asked, Decided};
use workflow_engine::explain::Ruling;
use workflow_engine::run::Rows;

use super::RuleRow;
use super::told::Told;

/// The tables that a business rule task asked, as its event says. The tables are asked once more
/// with what was known then, for the labels and values of their columns; an event that does not say
/// which rules counted is answered by that alone.
pub(super) fn rows(told: &Told<'_>, ruling: &Ruling) -> Vec<RuleRow> {
    rows_at(told, ruling, told.at(ruling.at))
}

/// The same of what was decided at an instant, ms.
pub(super) fn rows_at(told: &Told<'_>, ruling: &Ruling, at: i64) -> Vec<RuleRow> {
    let recorded = ruling.decided.as_ref();
    let version = recorded.map(|decided| &*decided.version);
    let pack = told.pack(version, ruling.at);
    let ask = |decision: &str| pack.map(|pack| pack.decide(decision, &ruling.variables, at));
    let again = ask(&ruling.decision);
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
        says: said(&again, &ask, &ruling.decision, &rows.table),
        table: rows.table.to_string(),
        rows: rows.rows,
        notes: asked.map(|asked| asked.notes.clone()).unwrap_or_default(),
        inputs: asked.map(|asked| asked.inputs.clone()).unwrap_or_default(),
        version: match (version, pack) {
            (Some(version), _) => version.to_owned(),
            (None, Some(pack)) => pack.manifest.version.to_string(),
            (None, None) => String::new(),
        },
        recorded: recorded.is_some(),
        at,
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

/// What a table said: that of another decision which this one needed by itself.
fn said(
    again: &Decided,
    ask: &dyn Fn(&str) -> Option<Decided>,
    decision: &str,
    table: &str,
) -> Value {
    let own = || again.outcome.value.clone();
    if table == decision {
        return own();
    }
    let asked = ask(table).map(|asked| asked.outcome.value);
    asked.filter(|value| !value.is_null()).unwrap_or_else(own)
}
