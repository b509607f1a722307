//! Where a component goes by one step of the keyboard.

use crate::component::{Component, Kind};
use crate::form::Form;
use crate::layout::{Row, rows};

use super::command::{Landing, Side};
use super::place::{pointer_of, way_of};

/// A step of the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// Out of its row to above it; one that stands alone goes over the row above.
    Up,
    /// Out of its row to below it; one that stands alone goes over the row below.
    Down,
    /// Over its left neighbour; one that stands alone joins the row above at its end.
    Left,
    /// Over its right neighbour; one that stands alone joins the row below at its beginning.
    Right,
    /// Into the group or list above it, at the end.
    In,
    /// Out of its group or list, to below it.
    Out,
}

/// Where a component comes by a step; none where there is no such place.
#[must_use]
pub fn towards(form: &Form, pointer: &str, towards: Towards) -> Option<Landing> {
    let way = way_of(pointer)?;
    let (_, around) = way.split_last()?;
    let parent = pointer_of(around);
    let among = among(form, &parent)?;
    let rows = rows(among);
    let row = rows
        .iter()
        .position(|row| place_in(row, pointer).is_some())?;
    let at = place_in(&rows[row], pointer)?;
    let cells = &rows[row].cells;
    let alone = cells.len() == 1;
    let beside = |of: &Component, side: Side| {
        let of = of.pointer.clone();
        Some(Landing::Beside { of, side })
    };
    let cell = |row: usize, at: usize| Some(rows.get(row)?.cells.get(at)?.component);
    let before_row = |row: usize| {
        let first = cell(row, 0).and_then(|first| place_of(&first.pointer));
        let (parent, at) = (parent.clone(), first.unwrap_or(among.len()));
        Landing::Row { parent, at }
    };
    match towards {
        Towards::Up if alone => Some(before_row(row.checked_sub(1)?)),
        Towards::Up => Some(before_row(row)),
        Towards::Down if alone && row + 1 == rows.len() => None,
        Towards::Down if alone => Some(before_row(row + 2)),
        Towards::Down => Some(before_row(row + 1)),
        Towards::Left if at > 0 => beside(cell(row, at - 1)?, Side::Left),
        Towards::Right if at + 1 < cells.len() => beside(cell(row, at + 1)?, Side::Right),
        Towards::Left if alone => {
            let above = rows.get(row.checked_sub(1)?)?;
            beside(above.cells.last()?.component, Side::Right)
        }
        Towards::Right if alone => beside(cell(row + 1, 0)?, Side::Left),
        Towards::Left | Towards::Right => None,
        Towards::In => into(among, pointer),
        Towards::Out => {
            let at = around.last()? + 1;
            let parent = pointer_of(&around[..around.len() - 1]);
            Some(Landing::Row { parent, at })
        }
    }
}

/// The end of the nearest group or list before a component.
fn into(among: &[Component], pointer: &str) -> Option<Landing> {
    let before = among
        .iter()
        .take_while(|component| component.pointer != pointer);
    let holds = |component: &&Component| matches!(component.kind, Kind::Group | Kind::DynamicList);
    let holder = before.filter(holds).last()?;
    Some(Landing::Row {
        parent: holder.pointer.clone(),
        at: holder.children.len(),
    })
}

/// The components that a holder holds; an empty pointer is the form.
fn among<'f>(form: &'f Form, parent: &str) -> Option<&'f [Component]> {
    if parent.is_empty() {
        return Some(form.components());
    }
    let all = form.all().into_iter();
    let mut holders = all.filter(|component| component.pointer == parent);
    holders.next().map(|holder| holder.children.as_slice())
}

fn place_in(row: &Row<'_>, pointer: &str) -> Option<usize> {
    row.cells
        .iter()
        .position(|cell| cell.component.pointer == pointer)
}

fn place_of(pointer: &str) -> Option<usize> {
    way_of(pointer)?.last().copied()
}
