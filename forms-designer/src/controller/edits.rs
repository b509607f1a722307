//! What is done to several components at once, each as one step.

use form_model::edit::{Command, Landing, Side, Towards, blank, towards};
use form_model::{Component, Form, Json, Kind, rows};
use pack_author::Problem;

use crate::drawing::last_step;
use crate::sheet::Sheet;

/// The pointer of what holds a component.
fn parent_of(pointer: &str) -> String {
    let around = pointer
        .rsplit_once("/components/")
        .map(|(around, _)| around);
    around.unwrap_or_default().to_owned()
}

fn among<'f>(form: &'f Form, parent: &str) -> &'f [Component] {
    if parent.is_empty() {
        return form.components();
    }
    let all = form.all().into_iter();
    let mut holders = all.filter(|component| component.pointer == parent);
    holders
        .next()
        .map_or(&[], |holder| holder.children.as_slice())
}

/// The place behind the row of a component.
fn below(form: &Form, pointer: &str) -> Landing {
    let parent = parent_of(pointer);
    let rows = rows(among(form, &parent));
    let row = rows.iter().find(|row| {
        row.cells
            .iter()
            .any(|cell| cell.component.pointer == pointer)
    });
    let cells = row.map(|row| row.cells.as_slice()).unwrap_or_default();
    let last = cells
        .iter()
        .filter_map(|cell| last_step(&cell.component.pointer))
        .max();
    let at = last.map_or(usize::MAX, |last| last + 1);
    Landing::Row { parent, at }
}

/// Where something new comes: into a group or list that is selected, else below what is, else at
/// the end.
#[must_use]
pub fn after(form: &Form, main: Option<&str>) -> Landing {
    let all = form.all();
    let main = main.and_then(|main| all.iter().find(|component| component.pointer == main));
    match main {
        Some(main) if matches!(main.kind, Kind::Group | Kind::DynamicList) => Landing::Row {
            parent: main.pointer.clone(),
            at: usize::MAX,
        },
        Some(main) => below(form, &main.pointer),
        None => Landing::Row {
            parent: String::new(),
            at: usize::MAX,
        },
    }
}

/// Adds a component of a kind.
///
/// # Errors
/// As [`Sheet::apply`]; `edit-kind` of an unknown kind.
pub fn add(
    sheet: &mut Sheet,
    kind: &str,
    label: &str,
    option: &str,
    to: Landing,
) -> Result<String, Problem> {
    let component = blank(kind, label, option).unwrap_or_default();
    sheet.apply(&Command::Add { component, to })
}

/// Takes components out.
///
/// # Errors
/// As [`Sheet::apply`].
pub fn remove(sheet: &mut Sheet, pointers: &[String]) -> Result<(), Problem> {
    sheet.together(|sheet| {
        for pointer in pointers.iter().rev() {
            sheet.follow(&Command::Remove(pointer.clone()))?;
        }
        Ok(())
    })
}

/// Puts a copy below each, and says where the copies stand.
///
/// # Errors
/// As [`Sheet::apply`].
pub fn duplicate(sheet: &mut Sheet, pointers: &[String]) -> Result<Vec<String>, Problem> {
    sheet.together(|sheet| {
        let ids = names(sheet, pointers)?;
        let mut copies = Vec::new();
        for id in ids {
            if let Some(pointer) = find(sheet, &id) {
                let copy = sheet.follow(&Command::Duplicate(pointer))?;
                copies.extend(names(sheet, &[copy])?);
            }
        }
        Ok(copies.iter().filter_map(|id| find(sheet, id)).collect())
    })
}

/// Puts components in, and says where they stand.
///
/// # Errors
/// As [`Sheet::apply`].
pub fn paste(
    sheet: &mut Sheet,
    components: Vec<Json>,
    to: Landing,
) -> Result<Vec<String>, Problem> {
    let count = components.len();
    let first = sheet.apply(&Command::Paste { components, to })?;
    let (parent, at) = (parent_of(&first), last_step(&first).unwrap_or(0));
    Ok((at..at + count)
        .map(|at| format!("{parent}/components/{at}"))
        .collect())
}

/// Puts components elsewhere, in their order, and says where they stand. Those who stood side by
/// side still do.
///
/// # Errors
/// As [`Sheet::apply`].
pub fn shift(sheet: &mut Sheet, pointers: &[String], to: &Landing) -> Result<Vec<String>, Problem> {
    if let [only] = pointers {
        let command = Command::Move {
            at: only.clone(),
            to: to.clone(),
        };
        return sheet.apply(&command).map(|at| vec![at]);
    }
    let rows: Vec<Option<String>> = pointers
        .iter()
        .map(|pointer| {
            sheet
                .component(pointer)
                .and_then(|component| component.row.clone())
        })
        .collect();
    sheet.together(|sheet| {
        let ids = names(sheet, pointers)?;
        let mut before: Option<(String, &Option<String>)> = None;
        for (id, row) in ids.iter().zip(&rows) {
            let Some(at) = find(sheet, id) else {
                continue;
            };
            let last = before
                .as_ref()
                .and_then(|(id, row)| Some((find(sheet, id)?, *row)));
            let to = match (last, to) {
                (None, to) => to.clone(),
                (Some((of, last)), Landing::Row { .. }) if last != row || row.is_none() => {
                    below(sheet.form(), &of)
                }
                (Some((of, _)), _) => Landing::Beside {
                    of,
                    side: Side::Right,
                },
            };
            sheet.follow(&Command::Move { at, to })?;
            before = Some((id.clone(), row));
        }
        Ok(ids.iter().filter_map(|id| find(sheet, id)).collect())
    })
}

/// Moves components by one step of the keyboard; none where there is no such place.
///
/// # Errors
/// As [`Sheet::apply`].
pub fn step(
    sheet: &mut Sheet,
    pointers: &[String],
    way: Towards,
) -> Result<Option<Vec<String>>, Problem> {
    let from = match way {
        Towards::Down | Towards::Right => pointers.last(),
        _ => pointers.first(),
    };
    let Some(to) = from.and_then(|from| towards(sheet.form(), from, way)) else {
        return Ok(None);
    };
    let own = |pointer: &String| pointers.contains(pointer);
    if matches!(&to, Landing::Beside { of, .. } if own(of)) {
        return Ok(None);
    }
    shift(sheet, pointers, &to).map(Some)
}

/// The ids of components; one that has none gets one.
fn names(sheet: &mut Sheet, pointers: &[String]) -> Result<Vec<String>, Problem> {
    let mut ids = Vec::new();
    for pointer in pointers {
        let own = sheet
            .component(pointer)
            .and_then(|component| component.id.clone());
        let id = match own {
            Some(id) => id,
            None => {
                let id = free(sheet.form());
                sheet.follow(&Command::Set {
                    at: pointer.clone(),
                    property: "id".into(),
                    value: Some(Json::Text(id.clone())),
                })?;
                id
            }
        };
        ids.push(id);
    }
    Ok(ids)
}

fn free(form: &Form) -> String {
    let all = form.all();
    let taken = |id: &str| {
        all.iter()
            .any(|component| component.id.as_deref() == Some(id))
    };
    let mut number = all.len();
    while taken(&format!("Field_{number}")) {
        number += 1;
    }
    format!("Field_{number}")
}

fn find(sheet: &Sheet, id: &str) -> Option<String> {
    let all = sheet.form().all().into_iter();
    let mut found = all.filter(|component| component.id.as_deref() == Some(id));
    found.next().map(|component| component.pointer.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a b / c / d / g[e]`, with ids where they are asked for.
    fn sheet(ids: bool) -> Sheet {
        let field = |key: &str, row: &str| {
            let id = if ids {
                format!(r#""id":"{key}","#)
            } else {
                String::new()
            };
            format!(r#"{{"type":"number",{id}"key":"{key}","layout":{{"row":"{row}"}}}}"#)
        };
        let text = format!(
            r#"{{"components":[{},{},{},{},{{"type":"group","id":"g","label":"g","components":[{}]}}]}}"#,
            field("a", "1"),
            field("b", "1"),
            field("c", "2"),
            field("d", "3"),
            field("e", "4"),
        );
        Sheet::of_form(Form::read(text.as_bytes()).expect("a form"))
    }

    fn drawn(components: &[Component]) -> String {
        let rows = rows(components).into_iter().map(|row| {
            let cells = row
                .cells
                .iter()
                .map(|cell| match cell.component.children.as_slice() {
                    [] if cell.component.path.is_empty() => cell.component.label.clone(),
                    [] => cell.component.path.clone(),
                    children => format!("g[{}]", drawn(children)),
                });
            cells.collect::<Vec<_>>().join(" ")
        });
        rows.collect::<Vec<_>>().join(" / ")
    }

    fn at(places: &[&str]) -> Vec<String> {
        places
            .iter()
            .map(|place| format!("/components/{}", place.replace('.', "/components/")))
            .collect()
    }

    #[test]
    fn several_move_as_one_step_and_stay_side_by_side() {
        let check = |places: &[&str], to: Landing, expected: &str, now: &[&str]| {
            for ids in [true, false] {
                let mut sheet = sheet(ids);
                let before = sheet.form().clone();
                let moved = shift(&mut sheet, &at(places), &to).expect("moved");
                assert_eq!(drawn(sheet.form().components()), expected);
                assert_eq!(moved, at(now));
                assert!(sheet.undo() && !sheet.can_undo() && *sheet.form() == before);
            }
        };
        let row = |parent: &str, at: usize| Landing::Row {
            parent: parent.into(),
            at,
        };
        check(&["0", "1"], row("", 4), "c / d / a b / g[e]", &["2", "3"]);
        check(&["2", "3"], row("", 0), "c / d / a b / g[e]", &["0", "1"]);
        check(
            &["0", "2"],
            row("/components/4", 0),
            "b / d / g[a / c / e]",
            &["2.0", "2.1"],
        );
        let beside = Landing::Beside {
            of: "/components/0".into(),
            side: Side::Right,
        };
        check(&["2", "3"], beside, "a c d b / g[e]", &["1", "2"]);
    }

    #[test]
    fn steps_of_the_keyboard() {
        let check = |places: &[&str], way: Towards, expected: &str| {
            let mut sheet = sheet(true);
            step(&mut sheet, &at(places), way).expect("moved");
            assert_eq!(
                drawn(sheet.form().components()),
                expected,
                "{places:?} {way:?}"
            );
        };
        check(&["3"], Towards::Up, "a b / d / c / g[e]");
        check(&["2", "3"], Towards::Up, "c / d / a b / g[e]");
        check(&["2", "3"], Towards::Down, "a b / g[e] / c / d");
        check(&["0"], Towards::Right, "b a / c / d / g[e]");
        check(&["0", "1"], Towards::Right, "a b / c / d / g[e]");
        check(&["4.0"], Towards::Out, "a b / c / d / g / e");
    }

    #[test]
    fn out_copies_and_in() {
        let mut sheet = sheet(true);
        remove(&mut sheet, &at(&["0", "2"])).expect("removed");
        assert_eq!(drawn(sheet.form().components()), "b / d / g[e]");
        let copies = duplicate(&mut sheet, &at(&["0", "2"])).expect("copied");
        assert_eq!(copies, at(&["1", "4"]));
        let json: Vec<Json> = at(&["0", "1"])
            .iter()
            .filter_map(|p| sheet.json(p).cloned())
            .collect();
        let to = after(sheet.form(), Some("/components/3"));
        let pasted = paste(&mut sheet, json, to).expect("pasted");
        assert_eq!(pasted, at(&["3.1", "3.2"]));
        assert!(sheet.undo() && sheet.undo() && sheet.undo());
        assert_eq!(drawn(sheet.form().components()), "a b / c / d / g[e]");
    }
}
