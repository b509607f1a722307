//! Rows of a list moved, and filled from a spreadsheet.

use form_model::Kind;

use super::{Stored, lists, pack_of, places, put_text};
use crate::Failure;
use crate::session::Session;

/// Longest text that is pasted into a list, in bytes.
const MAX_PASTE: usize = 1024 * 1024;

/// Puts a row of a list at another place.
///
/// # Errors
/// `field-unknown` (field) when there is no such list or row.
pub(crate) fn move_row(
    session: &Session,
    stored: &mut Stored,
    list: &str,
    from: usize,
    to: usize,
) -> Result<(), Failure> {
    let (_, pack) = pack_of(&session.world(), stored)?;
    let known = lists(pack.form.components(), &|list| stored.rows(list));
    let is_there = known.iter().any(|(_, path)| path == list);
    if !is_there || from.max(to) >= stored.rows(list) {
        return Err(Failure::new("field-unknown").with("field", list));
    }
    stored.move_row(list, from, to);
    stored.saved = session.now();
    Ok(())
}

/// Fills rows of a list from a block of cells, a tab between cells and a line a row, from one field
/// on to the right and down. Rows are added as needed; cells beyond the last field, and those of
/// fields that are computed, are left out.
///
/// # Errors
/// `field-unknown` (field) outside of a list; `answer-too-many` (limit), `answer-too-long` (limit),
/// with nothing changed.
pub(crate) fn paste(
    session: &Session,
    stored: &mut Stored,
    field: &str,
    text: &str,
) -> Result<(), Failure> {
    let unknown = || Failure::new("field-unknown").with("field", field);
    if text.len() > MAX_PASTE {
        return Err(Failure::new("answer-too-long").with("limit", MAX_PASTE));
    }
    let world = session.world();
    let (_, pack) = pack_of(&world, stored)?;
    let (list, row, rest) = innermost(field).ok_or_else(unknown)?;
    let components = pack.form.components();
    let known = lists(components, &|list| stored.rows(list));
    let (component, _) = *known
        .iter()
        .find(|(_, path)| path == list)
        .as_ref()
        .ok_or_else(unknown)?;
    let columns: Vec<String> = cells_of(&component.children);
    let first = columns
        .iter()
        .position(|path| path == rest)
        .ok_or_else(unknown)?;
    let lines: Vec<&str> = text.trim_end_matches(['\r', '\n']).lines().collect();
    let needed = row + lines.len();
    if needed > places::MAX_ROWS {
        return Err(Failure::new("answer-too-many").with("limit", places::MAX_ROWS));
    }
    let mut changed = stored.clone();
    while changed.rows(list) < needed {
        changed.add_row(&pack, list);
    }
    let all = changed.places(&pack);
    for (line, at) in lines.iter().zip(row..) {
        let cells = line.split('\t').map(str::trim);
        for (cell, column) in cells.zip(columns.iter().skip(first)) {
            let path = format!("{}.{column}", places::row(list, at));
            if let Some(place) = all.iter().find(|place| place.path == path)
                && place.field.kind != Kind::Expression
            {
                let cell = of_options(place.field, cell);
                put_text(session, &world, &mut changed, place, cell)?;
            }
        }
    }
    *stored = changed;
    Ok(())
}

/// The list around a field, the row, and the field within it.
fn innermost(field: &str) -> Option<(&str, usize, &str)> {
    let (before, rest) = field.rsplit_once("].")?;
    let (list, row) = before.rsplit_once('[')?;
    Some((list, row.parse().ok()?, rest))
}

/// The paths of the fields of a row, from left to right.
fn cells_of(components: &[form_model::Component]) -> Vec<String> {
    let mut found = Vec::new();
    for row in form_model::rows(components) {
        for cell in row.cells {
            match cell.component.kind {
                Kind::Group => found.extend(cells_of(&cell.component.children)),
                _ if cell.component.is_field() => found.push(cell.component.path.clone()),
                _ => {}
            }
        }
    }
    found
}

/// A cell of a spreadsheet has what a person reads: the label of an option stands for the option,
/// and 是 and ✓ for a tick.
fn of_options(field: &form_model::Component, cell: &str) -> String {
    if field.kind == Kind::Checkbox {
        let yes = ["是", "✓", "v", "V", "Y", "y", "TRUE", "true", "1"].contains(&cell);
        return yes.to_string();
    }
    let options = field.options.fixed().unwrap_or_default();
    let named = options.iter().find(|option| option.label == cell);
    named.map_or_else(|| cell.to_owned(), |option| option.value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_in_a_row() {
        let check = |field: &str, expected: Option<(&str, usize, &str)>| {
            assert_eq!(innermost(field), expected, "{field}");
        };
        check("items[2].price", Some(("items", 2, "price")));
        check("a[0].b[1].c.d", Some(("a[0].b", 1, "c.d")));
        check("items", None);
        check("items[x].price", None);
    }
}
