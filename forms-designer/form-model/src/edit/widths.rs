//! How wide the components of one row are.

use crate::json::Json;
use crate::layout::COLUMNS;
use crate::problem::Problem;

use super::place::text;

/// Fewest columns of a component, by the schema of form-js.
pub const LEAST: u8 = 2;
/// Most components side by side.
const MOST: usize = (COLUMNS / LEAST) as usize;

/// The positions of those that stand in the same row as the one at `at`, itself included.
pub(super) fn row_of(items: &[Json], at: usize) -> Vec<usize> {
    let row = items.get(at).map(row_id).unwrap_or_default();
    if row.is_empty() {
        return vec![at];
    }
    let places = 0..items.len();
    places
        .filter(|place| row_id(&items[*place]) == row)
        .collect()
}

/// The row of a component; empty where it has none.
pub(super) fn row_id(component: &Json) -> &str {
    component
        .get("layout")
        .map_or("", |layout| text(layout, "row"))
}

/// Puts a component into a row.
pub(super) fn set_row(component: &mut Json, row: &str) {
    *component.entry("layout").entry("row") = Json::Text(row.to_owned());
}

fn columns(component: &Json) -> Option<u8> {
    let columns = component.get("layout")?.get("columns")?.as_count()?;
    Some(
        u8::try_from(columns)
            .unwrap_or(COLUMNS)
            .clamp(LEAST, COLUMNS),
    )
}

/// Gives a component its width; none shares what the others leave.
pub(super) fn set_columns(component: &mut Json, columns: Option<u8>) {
    let columns = columns.map_or(Json::Null, |columns| Json::Number(columns.to_string()));
    *component.entry("layout").entry("columns") = columns;
}

/// Gives one of a row a width; the others give way, those to the right first, down to [`LEAST`].
pub(super) fn resize(items: &mut [Json], at: usize, wanted: Option<u8>) {
    let row = row_of(items, at);
    let others = u8::try_from(row.len().saturating_sub(1)).unwrap_or(COLUMNS);
    let most = COLUMNS.saturating_sub(others.saturating_mul(LEAST));
    let wanted = wanted.map(|wanted| wanted.clamp(LEAST, most.max(LEAST)));
    set_columns(&mut items[at], wanted);
    let (left, right): (Vec<usize>, Vec<usize>) = row
        .iter()
        .filter(|place| **place != at)
        .partition(|place| **place < at);
    for place in right.into_iter().chain(left.into_iter().rev()) {
        let over = taken(items, &row).saturating_sub(u16::from(COLUMNS));
        let Some(own) = columns(&items[place]).filter(|_| over > 0) else {
            continue;
        };
        let over = u8::try_from(over).unwrap_or(COLUMNS);
        set_columns(&mut items[place], Some(own.saturating_sub(over).max(LEAST)));
    }
}

/// Columns of a row that are given away, and the least that the open ones need.
fn taken(items: &[Json], row: &[usize]) -> u16 {
    let columns = row
        .iter()
        .map(|place| columns(&items[*place]).unwrap_or(LEAST));
    columns.map(u16::from).sum()
}

/// Makes room in a row for the one at `at`, which came in: it takes what is free, else all share
/// the row evenly.
///
/// # Errors
/// `edit-row-full` (limit) beyond eight.
pub(super) fn make_room(items: &mut [Json], at: usize) -> Result<(), Problem> {
    let row = row_of(items, at);
    if row.len() > MOST {
        return Err(Problem::new("", "edit-row-full").with("limit", MOST));
    }
    let others: Vec<usize> = row.iter().copied().filter(|place| *place != at).collect();
    let free = u16::from(COLUMNS).saturating_sub(taken(items, &others));
    let open = others.iter().any(|place| columns(&items[*place]).is_none());
    let own = columns(&items[at]);
    if open && free >= u16::from(LEAST) {
        set_columns(&mut items[at], own.filter(|own| u16::from(*own) <= free));
        return Ok(());
    }
    if free >= u16::from(LEAST) {
        let free = u8::try_from(free).unwrap_or(LEAST);
        set_columns(&mut items[at], Some(own.map_or(free, |own| own.min(free))));
        return Ok(());
    }
    let count = u8::try_from(row.len()).unwrap_or(COLUMNS).max(1);
    let (share, rest) = (COLUMNS / count, usize::from(COLUMNS % count));
    for (nth, place) in row.into_iter().enumerate() {
        set_columns(&mut items[place], Some(share + u8::from(nth < rest)));
    }
    Ok(())
}
