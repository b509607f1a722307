//! Where components stand: rows of 16 columns, as form-js lays them out.

use crate::component::Component;

/// Columns of a row.
pub const COLUMNS: u8 = 16;

/// Components side by side.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// From left to right.
    pub cells: Vec<Cell<'a>>,
}

/// A component and how wide it is.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// The component.
    pub component: &'a Component,
    /// How many of 16 columns it takes.
    pub columns: u8,
}

/// The rows of some components: those of the same row id stand side by side, a
/// row stands where its first component does, and a component without a row has
/// one of its own. Components without columns share what the others leave; what
/// does not fit any more gets one column.
#[must_use]
pub fn rows(components: &[Component]) -> Vec<Row<'_>> {
    let mut rows: Vec<(Option<&str>, Vec<&Component>)> = Vec::new();
    for component in components {
        let id = component.row.as_deref();
        match rows.iter_mut().find(|(row, _)| id.is_some() && *row == id) {
            Some((_, row)) => row.push(component),
            None => rows.push((id, vec![component])),
        }
    }
    rows.into_iter().map(|(_, row)| shared(&row)).collect()
}

fn shared<'a>(row: &[&'a Component]) -> Row<'a> {
    let fits = |columns: u8| columns.clamp(1, COLUMNS);
    let taken: usize = row
        .iter()
        .filter_map(|c| c.columns)
        .map(|c| usize::from(fits(c)))
        .sum();
    let open = row.iter().filter(|c| c.columns.is_none()).count().max(1);
    let share = usize::from(COLUMNS).saturating_sub(taken) / open;
    let share = fits(u8::try_from(share).unwrap_or(COLUMNS));
    let cell = |component: &&'a Component| Cell {
        component,
        columns: component.columns.map_or(share, fits),
    };
    Row {
        cells: row.iter().map(cell).collect(),
    }
}
