//! Where something that is dragged over the canvas would come to stand.

use form_model::COLUMNS;
use form_model::edit::{LEAST, Landing, Side};

use crate::drawing::{Band, Drawing, GAP, Holder};

/// What is dragged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dragged {
    /// A new component of a kind.
    New(String),
    /// What stands in the form, by pointers.
    Standing(Vec<String>),
}

impl Dragged {
    fn stands(&self, pointer: &str) -> bool {
        matches!(self, Self::Standing(own) if own.iter().any(|own| own == pointer))
    }

    /// Whether a place lies in what is dragged.
    fn holds(&self, pointer: &str) -> bool {
        let inside = |own: &String| pointer == own || pointer.starts_with(&format!("{own}/"));
        matches!(self, Self::Standing(all) if all.iter().any(inside))
    }
}

/// Where something would land, and the mark that is drawn there, in pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Where.
    pub to: Landing,
    /// Left side.
    pub x: f32,
    /// Upper side.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Whether it may stand there.
    pub allowed: bool,
}

/// Thickness of a mark.
const THICK: f32 = 3.0;
/// How near to the edge of a row a new row is meant, at most.
const EDGE: f32 = 16.0;
/// Most components side by side.
const MOST: usize = (COLUMNS / LEAST) as usize;

/// Where something lands that is let go at a place of a sheet of this width; none where it would
/// stand as it does.
#[must_use]
pub fn landing(drawing: &Drawing, what: &Dragged, (x, y): (f32, f32), width: f32) -> Option<Mark> {
    let holder = holder_at(drawing, what, x, y, width)?;
    let bands: Vec<&Band> = holder
        .bands
        .iter()
        .filter_map(|at| drawing.bands.get(*at))
        .collect();
    let band = bands
        .iter()
        .position(|band| y < band.top + band.height + GAP / 2.0);
    let Some(at) = band else {
        return row(drawing, what, holder, &bands, bands.len(), width);
    };
    let band = bands.get(at)?;
    let edge = (band.height * 0.25).min(EDGE);
    if y < band.top + edge {
        return row(drawing, what, holder, &bands, at, width);
    }
    if y > band.top + band.height - edge {
        return row(drawing, what, holder, &bands, at + 1, width);
    }
    beside(drawing, what, band, x, width)
}

/// The innermost holder around a place, its own edges left to what is around it.
fn holder_at<'d>(
    drawing: &'d Drawing,
    what: &Dragged,
    x: f32,
    y: f32,
    width: f32,
) -> Option<&'d Holder> {
    let inside = |holder: &&Holder| {
        if holder.pointer.is_empty() {
            return true;
        }
        let (left, right) = (
            holder.left.on(width),
            holder.left.on(width) + holder.width.on(width),
        );
        let whole = drawing.spot(&holder.pointer);
        let bottom = whole.map_or(holder.bottom, |spot| spot.top + spot.height - EDGE / 2.0);
        let top = holder.top - EDGE / 2.0;
        (left..right).contains(&x) && (top..bottom).contains(&y) && !what.holds(&holder.pointer)
    };
    drawing.holders.iter().rfind(inside)
}

fn row(
    drawing: &Drawing,
    what: &Dragged,
    holder: &Holder,
    bands: &[&Band],
    at: usize,
    width: f32,
) -> Option<Mark> {
    let alone = |at: usize| {
        let band = bands.get(at)?;
        let [only] = band.cells.as_slice() else {
            return None;
        };
        let pointer = &drawing.spots.get(*only)?.pointer;
        what.stands(pointer).then_some(())
    };
    // Above or below itself it would stand as it does.
    if alone(at).is_some() || at.checked_sub(1).and_then(alone).is_some() {
        return None;
    }
    let y = match bands.get(at) {
        Some(band) => band.top - GAP / 2.0,
        None => bands
            .last()
            .map_or(holder.top, |last| last.top + last.height + GAP / 2.0),
    };
    let (left, wide) = (holder.left.on(width), holder.width.on(width));
    Some(Mark {
        to: Landing::Row {
            parent: holder.pointer.clone(),
            at: bands.get(at).map_or(holder.count, |band| band.first),
        },
        x: left + 6.0,
        y: y - THICK / 2.0,
        width: (wide - 12.0).max(0.0),
        height: THICK,
        allowed: !what.holds(&holder.pointer) || holder.pointer.is_empty(),
    })
}

fn beside(drawing: &Drawing, what: &Dragged, band: &Band, x: f32, width: f32) -> Option<Mark> {
    let cells = band.cells.iter().filter_map(|at| drawing.spots.get(*at));
    let cells: Vec<_> = cells.collect();
    let right = |at: usize| {
        cells
            .get(at)
            .map_or(width, |cell| cell.left.on(width) + cell.width.on(width))
    };
    let at = (0..cells.len())
        .find(|at| x < right(*at))
        .unwrap_or(cells.len().saturating_sub(1));
    let cell = cells.get(at)?;
    let (left, wide) = (cell.left.on(width), cell.width.on(width));
    let side = if x < left + wide / 2.0 {
        Side::Left
    } else {
        Side::Right
    };
    let neighbour = match side {
        Side::Left => at.checked_sub(1).and_then(|at| cells.get(at)),
        Side::Right => cells.get(at + 1),
    };
    let stands = |pointer: &str| what.stands(pointer);
    if stands(&cell.pointer) || neighbour.is_some_and(|cell| stands(&cell.pointer)) {
        return None;
    }
    let others = cells.iter().filter(|cell| !stands(&cell.pointer)).count();
    let coming = match what {
        Dragged::New(_) => 1,
        Dragged::Standing(all) => all.len(),
    };
    let edge = match side {
        Side::Left => left,
        Side::Right => left + wide,
    };
    Some(Mark {
        to: Landing::Beside {
            of: cell.pointer.clone(),
            side,
        },
        x: (edge - THICK / 2.0).clamp(0.0, (width - THICK).max(0.0)),
        y: band.top + 4.0,
        width: THICK,
        height: (band.height - 8.0).max(THICK),
        allowed: others + coming <= MOST && !what.holds(&cell.pointer),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use form_model::Form;

    /// `a b` side by side, `c`, and a group with `d`; the sheet is 800 wide.
    fn drawing() -> Drawing {
        let field = |key: &str, row: &str| {
            format!(r#"{{"type":"textfield","key":"{key}","layout":{{"row":"{row}"}}}}"#)
        };
        let text = format!(
            r#"{{"components":[{},{},{},{{"type":"group","components":[{}]}}]}}"#,
            field("a", "1"),
            field("b", "1"),
            field("c", "2"),
            field("d", "3"),
        );
        let form = Form::read(text.as_bytes()).expect("a form");
        Drawing::of(&form, &|_| false)
    }

    fn said(mark: Option<Mark>) -> String {
        let Some(mark) = mark else {
            return "as it is".into();
        };
        let place = match mark.to {
            Landing::Row { parent, at } => format!("row {at} of '{parent}'"),
            Landing::Beside { of, side } => format!("{side:?} of {of}"),
        };
        if mark.allowed {
            place
        } else {
            format!("not {place}")
        }
    }

    fn check(what: &Dragged, x: f32, y: f32, expected: &str) {
        assert_eq!(
            said(landing(&drawing(), what, (x, y), 800.0)),
            expected,
            "{x},{y}"
        );
    }

    #[test]
    fn a_new_one_lands_in_rows_and_beside() {
        let new = Dragged::New("number".into());
        check(&new, 100.0, 2.0, "row 0 of ''");
        check(&new, 100.0, 36.0, "Left of /components/0");
        check(&new, 300.0, 36.0, "Right of /components/0");
        check(&new, 500.0, 36.0, "Left of /components/1");
        check(&new, 900.0, 36.0, "Right of /components/1");
        check(&new, 100.0, 70.0, "row 2 of ''");
        check(&new, 100.0, 900.0, "row 4 of ''");
        check(&new, 3.0, 210.0, "Left of /components/3");
        check(&new, 100.0, 184.0, "row 0 of '/components/3'");
        check(&new, 100.0, 220.0, "Left of /components/3/components/0");
        check(&new, 100.0, 252.0, "row 1 of '/components/3'");
    }

    #[test]
    fn what_stands_does_not_land_where_it_is_or_in_itself() {
        let one = |pointer: &str| Dragged::Standing(vec![pointer.into()]);
        check(&one("/components/2"), 100.0, 72.0, "as it is");
        check(&one("/components/2"), 100.0, 110.0, "as it is");
        check(&one("/components/2"), 100.0, 36.0, "Left of /components/0");
        check(&one("/components/0"), 500.0, 36.0, "as it is");
        check(&one("/components/0"), 700.0, 36.0, "Right of /components/1");
        check(&one("/components/3"), 100.0, 220.0, "as it is");
    }

    #[test]
    fn a_row_is_full_at_eight() {
        let fields: Vec<String> = (0..8)
            .map(|n| {
                format!(r#"{{"type":"number","key":"k{n}","layout":{{"row":"r","columns":2}}}}"#)
            })
            .collect();
        let text = format!(r#"{{"components":[{}]}}"#, fields.join(","));
        let form = Form::read(text.as_bytes()).expect("a form");
        let drawing = Drawing::of(&form, &|_| false);
        let new = Dragged::New("number".into());
        let mark = landing(&drawing, &new, (110.0, 36.0), 800.0);
        assert_eq!(said(mark), "not Left of /components/1");
        let own = Dragged::Standing(vec!["/components/7".into()]);
        let mark = landing(&drawing, &own, (110.0, 36.0), 800.0);
        assert_eq!(said(mark), "Left of /components/1");
    }
}
