//! What each station may do with each component, as a table.

use form_model::edit::Command;
use form_model::{APPLICANT, Access, Component, Form, Json};

use crate::models;
use crate::problems::called;
use crate::sheet::Station;
use crate::texts::Say;
use crate::ui;

/// What a cell says: 0 nothing of its own, else as the keys 1 to 4.
#[must_use]
pub fn number(access: Option<Access>) -> i32 {
    match access {
        None => 0,
        Some(Access::Hidden) => 1,
        Some(Access::Read) => 2,
        Some(Access::Write) => 3,
        Some(Access::Require) => 4,
    }
}

/// The word of a form for a cell; none where it says nothing.
fn word(number: i32) -> Option<&'static str> {
    match number {
        1 => Some("hidden"),
        2 => Some("read"),
        3 => Some("write"),
        4 => Some("require"),
        _ => None,
    }
}

/// The components of which a station can be given something: all that ask, show or hold something.
#[must_use]
pub fn lines(form: &Form) -> Vec<&Component> {
    form.all()
}

/// The table.
#[must_use]
pub fn rights(form: &Form, stations: &[Station], say: &Say) -> Vec<ui::Right> {
    let line = |component: &&Component| {
        let own = &component.own.stations;
        let cells: Vec<i32> = stations
            .iter()
            .map(|station| number(own.get(&station.id).copied()))
            .collect();
        let effects = stations
            .iter()
            .map(|station| effect(form, component, &station.id));
        ui::Right {
            effects: models::cells(effects.collect()),
            id: component.pointer.as_str().into(),
            label: called(component, say).into(),
            key: component.path.as_str().into(),
            depth: i32::try_from(component.pointer.matches("/components/").count()).unwrap_or(1)
                - 1,
            holds: !component.children.is_empty(),
            cells: models::cells(cells),
        }
    };
    lines(form).iter().map(line).collect()
}

/// What a station may do with a component after all: what is said of it, else of what is around it,
/// else what a form lets everybody (`form_model::Session`).
fn effect(form: &Form, component: &Component, station: &str) -> i32 {
    let all = form.all().into_iter();
    let mut around: Vec<&Component> = all
        .filter(|own| {
            own.pointer == component.pointer
                || component.pointer.starts_with(&format!("{}/", own.pointer))
        })
        .collect();
    around.sort_by_key(|own| std::cmp::Reverse(own.pointer.len()));
    let said: Vec<Access> = around
        .iter()
        .filter_map(|own| {
            let stations = &own.own.stations;
            stations.get(station).or_else(|| stations.get("*")).copied()
        })
        .collect();
    let unsaid = match station {
        APPLICANT => Access::Write,
        _ => Access::Read,
    };
    number(Some(match said.contains(&Access::Hidden) {
        true => Access::Hidden,
        false => said.first().copied().unwrap_or(unsaid),
    }))
}

/// The command that gives a station something; 0 takes away what was said.
#[must_use]
pub fn give(pointer: &str, station: &str, number: i32) -> Command {
    // The name of a station is one step of the way, whatever signs it holds.
    Command::Set {
        at: pointer.to_owned(),
        property: format!("antou/stations/{station}"),
        value: word(number).map(|word| Json::Text(word.to_owned())),
    }
}

/// The next of the five that a cell may say.
#[must_use]
pub fn next(number: i32) -> i32 {
    (number + 1) % 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Language;
    use crate::sheet::Sheet;
    use slint::Model;

    #[test]
    fn cells_are_given_and_taken_away() {
        let form = br#"{"components":[{"type":"number","key":"a"},{"type":"group","components":[{"type":"number","key":"b"}]}]}"#;
        let mut sheet = Sheet::of_form(Form::read(form).expect("a form"));
        let before = sheet.form().clone();
        let mut check = |at: &str, number: i32, expected: &[&[i32]]| {
            sheet.apply(&give(at, "head", number)).expect("given");
            let rights = rights(
                sheet.form(),
                &sheet.stations(),
                &Say::new(Language::English),
            );
            let cells: Vec<Vec<i32>> = rights
                .iter()
                .map(|line| line.cells.iter().collect())
                .collect();
            assert_eq!(cells, expected);
        };
        check("/components/0", 4, &[&[0, 4, 0], &[0, 0, 0], &[0, 0, 0]]);
        check(
            "/components/1/components/0",
            1,
            &[&[0, 4, 0], &[0, 0, 0], &[0, 1, 0]],
        );
        check("/components/0", 0, &[&[0, 0, 0], &[0, 0, 0], &[0, 1, 0]]);
        check(
            "/components/1/components/0",
            0,
            &[&[0, 0], &[0, 0], &[0, 0]],
        );
        assert_eq!(*sheet.form(), before);
    }
}
