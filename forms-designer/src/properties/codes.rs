//! The codes of a table of the form, each with its days of effect, at the field that asks for one. 代碼表

use form_model::edit::Command;
use form_model::{Component, Json};

use super::change::{Change, Refused, free, object, paste};
use crate::clauses::day;
use crate::sheet::{Sheet, at};
use crate::texts::Say;
use crate::ui::{Editor, Prop};

/// What a table is called where nobody named it.
const NAME: &str = "codes";

fn table(sheet: &Sheet, pointer: &str) -> String {
    let own = sheet.json(pointer);
    let own = own
        .and_then(|json| at(json, "/antou/table"))
        .and_then(Json::as_text);
    own.unwrap_or_default().to_owned()
}

fn codes(sheet: &Sheet, name: &str) -> Vec<Json> {
    let tables = at(sheet.form().json(), "/antou/tables");
    let own = tables.and_then(|tables| tables.get(name));
    own.and_then(Json::as_list).unwrap_or_default().to_vec()
}

fn put(sheet: &mut Sheet, name: &str, codes: Vec<Json>) -> Change {
    let property = format!("antou/tables/{name}");
    let (at, value) = (String::new(), Some(Json::List(codes)));
    sheet.follow(&Command::Set {
        at,
        property,
        value,
    })?;
    Ok(())
}

/// The rows of the table of a field.
#[must_use]
pub fn rows(sheet: &Sheet, component: &Component, say: &Say) -> Vec<Prop> {
    let name = table(sheet, &component.pointer);
    let codes = codes(sheet, &name);
    let count = codes.len();
    let text = |code: &Json, name: &str| {
        code.get(name)
            .and_then(Json::as_text)
            .unwrap_or_default()
            .to_owned()
    };
    let mut rows: Vec<Prop> = Vec::new();
    for (place, code) in codes.iter().enumerate() {
        rows.push(Prop {
            id: format!("codes/{place}").into(),
            editor: Editor::Pair,
            label: say.say("option-label").into(),
            blank: say.say("option-label").into(),
            value: text(code, "label").into(),
            second: text(code, "value").into(),
            hint: say.say("code-value").into(),
            first: place == 0,
            last: place + 1 == count,
            ..Prop::default()
        });
        rows.push(Prop {
            id: format!("codes/{place}/days").into(),
            editor: Editor::Days,
            label: say.say("code-from").into(),
            blank: say.say("code-from").into(),
            value: text(code, "from").into(),
            second: text(code, "until").into(),
            hint: say.say("code-until").into(),
            ..Prop::default()
        });
    }
    rows.push(Prop {
        id: "codes".into(),
        editor: Editor::Add,
        label: say.say("code-add").into(),
        hint: say.say("code-paste").into(),
        ..Prop::default()
    });
    rows
}

/// Writes into the first or second box of a row.
///
/// # Errors
/// [`Refused`].
pub fn change(sheet: &mut Sheet, pointer: &str, id: &str, text: &str, second: bool) -> Change {
    let name = table(sheet, pointer);
    let mut all = codes(sheet, &name);
    let rest = id.strip_prefix("codes/").ok_or(Refused::Unknown)?;
    let (place, days) = match rest.strip_suffix("/days") {
        Some(place) => (place, true),
        None => (rest, false),
    };
    let place: usize = place.parse().map_err(|_| Refused::Unknown)?;
    let code = all.get_mut(place).ok_or(Refused::Unknown)?;
    let property = match (days, second) {
        (false, false) => "label",
        (false, true) => "value",
        (true, false) => "from",
        (true, true) => "until",
    };
    match (days, text.trim()) {
        (true, "") => {
            code.remove(property);
        }
        (true, written) => {
            *code.entry(property) = Json::Text(day(written).ok_or(Refused::Day)?);
        }
        (false, _) => *code.entry(property) = Json::Text(text.to_owned()),
    }
    put(sheet, &name, all)
}

/// Presses a button: `add`, `up`, `down`, `remove`, or `paste` of lines.
///
/// # Errors
/// [`Refused`].
pub fn press(sheet: &mut Sheet, pointer: &str, id: &str, button: &str, word: &str) -> Change {
    let mut name = table(sheet, pointer);
    let unnamed = name.is_empty();
    if unnamed {
        NAME.clone_into(&mut name);
    }
    let mut all = codes(sheet, &name);
    match id.strip_prefix("codes/") {
        None => {
            let value = free(&all);
            let label = format!("{word} {}", all.len() + 1);
            all.push(object(&[("label", &label), ("value", &value)]));
        }
        Some(place) => {
            let place: usize = place.parse().map_err(|_| Refused::Unknown)?;
            match button {
                "up" if place > 0 && place < all.len() => all.swap(place, place - 1),
                "down" if place + 1 < all.len() => all.swap(place, place + 1),
                "remove" if place < all.len() => {
                    all.remove(place);
                }
                "paste" => paste(&mut all, place, word),
                _ => {}
            }
        }
    }
    sheet.settle();
    sheet.together(|sheet| {
        if unnamed {
            let (at, property) = (pointer.to_owned(), "antou/table".to_owned());
            let value = Some(Json::Text(name.clone()));
            sheet.follow(&Command::Set {
                at,
                property,
                value,
            })?;
        }
        let (at, property) = (String::new(), format!("antou/tables/{name}"));
        let value = Some(Json::List(all));
        sheet.follow(&Command::Set {
            at,
            property,
            value,
        })?;
        Ok(())
    })?;
    Ok(())
}
