//! What a person changes in the panel, as commands.

use form_model::edit::Command;
use form_model::{Json, Kind};
use pack_author::{Problem, texts};

use super::table::{Is, TABLE, has_options, label_of};
use super::{Condition, codes};
use crate::clauses;
use crate::drawing::kind_name;
use crate::expression::Reach;
use crate::matrix;
use crate::sheet::{LANGUAGES, Sheet, at, full_path, text_key};

/// Most lines that are pasted as options at once.
const MAX_LINES: usize = 500;

/// Why a change was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The model refuses it.
    Model(Problem),
    /// It is no number.
    Number,
    /// It is no day.
    Day,
    /// There is no such property here.
    Unknown,
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Model(problem)
    }
}

/// What a change did.
pub type Change = Result<(), Refused>;

/// Puts what is being written in a box; a run of writing in one box is one step.
///
/// # Errors
/// [`Refused`].
pub fn change(sheet: &mut Sheet, pointer: &str, id: &str, text: &str) -> Change {
    sheet.begin(pointer, id);
    if let Some(language) = id.strip_prefix("pack:") {
        return put_words(sheet, language, "pack-name", text);
    }
    if pointer.is_empty() && id == "id" {
        return put(sheet, pointer, "id", some(text));
    }
    let kind = sheet
        .component(pointer)
        .map(|component| kind_name(component).to_owned());
    let kind = kind.ok_or(Refused::Unknown)?;
    if id == label_of(&kind) {
        return label(sheet, pointer, id, text);
    }
    if let Some(language) = id.strip_prefix("text:") {
        let key = text_key(&full_path(sheet.form(), pointer));
        return put_words(sheet, language, &key, text);
    }
    if let Some(language) = id.strip_prefix("hint:") {
        let key = format!("{}.hint", text_key(&full_path(sheet.form(), pointer)));
        return put_words(sheet, language, &key, text);
    }
    if id.starts_with("codes/") {
        return codes::change(sheet, pointer, id, text, false);
    }
    if let Some(place) = id.strip_prefix("values/") {
        return option(sheet, pointer, place, "label", text);
    }
    if let Some((place, name)) = id
        .strip_prefix("rules/")
        .and_then(|rest| rest.split_once('/'))
    {
        return rule(sheet, pointer, place, name, text);
    }
    match id {
        "key" => rename(sheet, pointer, text.trim()),
        "columns" => columns(sheet, pointer, text),
        "condition/text" => condition(sheet, pointer, text),
        "valuesKey" => put(sheet, pointer, id, Some(Json::Text(text.trim().to_owned()))),
        "valuesExpression" => put(sheet, pointer, id, Some(Json::Text(format!("={text}")))),
        "description" => hint(sheet, pointer, text),
        "defaultValue" if has_options(&kind) => default_option(sheet, pointer, &kind, text),
        _ => field(sheet, pointer, id, text),
    }
}

/// Puts what is being written in the second box of a row.
///
/// # Errors
/// [`Refused`].
pub fn second(sheet: &mut Sheet, pointer: &str, id: &str, text: &str) -> Change {
    sheet.begin(pointer, &format!("{id}/value"));
    if id.starts_with("codes/") {
        return codes::change(sheet, pointer, id, text, true);
    }
    let place = id.strip_prefix("values/").ok_or(Refused::Unknown)?;
    option(sheet, pointer, place, "value", text)
}

/// Ticks a box, or takes the tick away.
///
/// # Errors
/// [`Refused`].
pub fn tick(sheet: &mut Sheet, pointer: &str, id: &str, on: bool) -> Change {
    let value = match (on, id) {
        (true, _) => Some(Json::Bool(true)),
        // What form-js takes for yes where nothing stands.
        (false, "showOutline" | "allowAddRemove") => Some(Json::Bool(false)),
        (false, _) => None,
    };
    apply(sheet, pointer, id, value)
}

/// Chooses one of the words of a row.
///
/// # Errors
/// [`Refused`].
pub fn choose(sheet: &mut Sheet, pointer: &str, id: &str, chosen: usize) -> Change {
    if let Some(station) = id.strip_prefix("station/") {
        let number = i32::try_from(chosen).unwrap_or(0);
        sheet.apply(&matrix::give(pointer, station, number))?;
        return Ok(());
    }
    match id {
        "condition" => return choose_condition(sheet, pointer, chosen),
        "options" => return choose_options(sheet, pointer, chosen),
        _ => {}
    }
    let words = TABLE.iter().find_map(|field| match field.is {
        Is::OneOf(words) if field.name == id => Some(words),
        _ => None,
    });
    let word = words.and_then(|words| words.get(chosen));
    let (word, _) = word.ok_or(Refused::Unknown)?;
    apply(sheet, pointer, id, some(word))
}

/// Presses a button of a row: `add`, `up`, `down`, `remove`; or `paste`, which puts in lines, each
/// an option. `word` is what a new one is called, or the lines.
///
/// # Errors
/// [`Refused`].
pub fn press(sheet: &mut Sheet, pointer: &str, id: &str, button: &str, word: &str) -> Change {
    if id.starts_with("codes") {
        return codes::press(sheet, pointer, id, button, word);
    }
    if let Some(place) = id.strip_prefix("rules/") {
        let place: usize = place.parse().map_err(|_| Refused::Unknown)?;
        return edit_list(sheet, pointer, "antou/rules", |rules| {
            if place < rules.len() {
                rules.remove(place);
            }
        });
    }
    if id == "rules" {
        let rule = object(&[("fails", "="), ("message", word)]);
        return edit_list(sheet, pointer, "antou/rules", |rules| rules.push(rule));
    }
    if id == "values" {
        return edit_list(sheet, pointer, "values", |values| {
            let value = free(values);
            let label = format!("{word} {}", values.len() + 1);
            values.push(object(&[("label", &label), ("value", &value)]));
        });
    }
    let place = id
        .strip_prefix("values/")
        .and_then(|rest| rest.parse().ok());
    let place: usize = place.ok_or(Refused::Unknown)?;
    edit_list(sheet, pointer, "values", |values| match button {
        "up" if place > 0 && place < values.len() => values.swap(place, place - 1),
        "down" if place + 1 < values.len() => values.swap(place, place + 1),
        "remove" if place < values.len() => {
            values.remove(place);
        }
        "paste" => paste(values, place, word),
        _ => {}
    })
}

/// Lines as options: a label, or a value and a label with a tab between, as a spreadsheet gives
/// them. The row in which they are pasted is the first one.
pub(super) fn paste(values: &mut Vec<Json>, place: usize, lines: &str) {
    // What nobody wrote gives way, such as the second option of a new field.
    let mut rest = values.split_off(place.min(values.len())).into_iter();
    values.retain(|value| !is_blank(value));
    let place = values.len();
    values.extend(rest.next());
    values.extend(rest.filter(|value| !is_blank(value)));
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    for (count, line) in lines.take(MAX_LINES).enumerate() {
        let (value, label) = line.split_once('\t').unwrap_or(("", line));
        let (value, label) = (value.trim(), label.trim());
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let value = match value {
            "" if label.chars().all(plain) => label.to_owned(),
            "" => free(values),
            value => value.to_owned(),
        };
        let option = object(&[("label", label), ("value", &value)]);
        match values.get_mut(place) {
            Some(own) if count == 0 => *own = option,
            _ => values.insert((place + count).min(values.len()), option),
        }
    }
}

/// Whether an option is as it came: a word and its number, of which the value says the same.
fn is_blank(option: &Json) -> bool {
    let text = |name: &str| option.get(name).and_then(Json::as_text).unwrap_or_default();
    let number = text("value").strip_prefix("option_");
    number.is_some_and(|number| {
        let label = text("label").strip_suffix(number);
        label.is_some_and(|word| ["選項 ", "Option "].contains(&word))
    })
}

pub(super) fn free(values: &[Json]) -> String {
    let taken = |name: &str| {
        let texts = values
            .iter()
            .map(|own| own.get("value").and_then(Json::as_text));
        texts.into_iter().any(|own| own == Some(name))
    };
    let mut number = values.len() + 1;
    while taken(&format!("option_{number}")) {
        number += 1;
    }
    format!("option_{number}")
}

pub(super) fn object(entries: &[(&str, &str)]) -> Json {
    let entries = entries.iter();
    let entries = entries.map(|(name, text)| ((*name).to_owned(), Json::Text((*text).to_owned())));
    Json::Object(entries.collect())
}

fn some(text: &str) -> Option<Json> {
    (!text.is_empty()).then(|| Json::Text(text.to_owned()))
}

/// Within the step that was begun.
fn put(sheet: &mut Sheet, pointer: &str, property: &str, value: Option<Json>) -> Change {
    sheet.follow(&set(pointer, property, value))?;
    Ok(())
}

/// As a step of its own.
fn apply(sheet: &mut Sheet, pointer: &str, property: &str, value: Option<Json>) -> Change {
    sheet.apply(&set(pointer, property, value))?;
    Ok(())
}

fn set(pointer: &str, property: &str, value: Option<Json>) -> Command {
    Command::Set {
        at: pointer.to_owned(),
        property: property.to_owned(),
        value,
    }
}

/// Puts words as a text: what Fluent would take for something else stays what was written.
fn put_words(sheet: &mut Sheet, language: &str, key: &str, words: &str) -> Change {
    let text = match texts::variables(words) {
        Ok(_) => words.to_owned(),
        Err(_) => texts::plain(words),
    };
    sheet.put_text(language, key, &text)?;
    Ok(())
}

/// The label of the form, and the source text of the pack where it names the field.
fn label(sheet: &mut Sheet, pointer: &str, property: &str, text: &str) -> Change {
    put(sheet, pointer, property, Some(Json::Text(text.to_owned())))?;
    let key = text_key(&full_path(sheet.form(), pointer));
    if sheet.text_of(LANGUAGES[0], &key).is_some() && !text.trim().is_empty() {
        return put_words(sheet, LANGUAGES[0], &key, text);
    }
    Ok(())
}

/// The hint of the form, and the source text of the pack where it has one.
fn hint(sheet: &mut Sheet, pointer: &str, text: &str) -> Change {
    put(sheet, pointer, "description", some(text))?;
    let key = format!("{}.hint", text_key(&full_path(sheet.form(), pointer)));
    if sheet.text_of(LANGUAGES[0], &key).is_some() {
        return put_words(sheet, LANGUAGES[0], &key, text);
    }
    Ok(())
}

fn rename(sheet: &mut Sheet, pointer: &str, key: &str) -> Change {
    let (at, key) = (pointer.to_owned(), key.to_owned());
    sheet.follow(&Command::Rename { at, key })?;
    Ok(())
}

fn columns(sheet: &mut Sheet, pointer: &str, text: &str) -> Change {
    let columns = match text.trim() {
        "" => None,
        digits => Some(digits.parse::<u8>().map_err(|_| Refused::Number)?),
    };
    let at = pointer.to_owned();
    sheet.follow(&Command::Columns { at, columns })?;
    Ok(())
}

fn current(sheet: &Sheet, pointer: &str, property: &str) -> Option<Json> {
    at(sheet.json(pointer)?, &format!("/{property}")).cloned()
}

const HIDE: &str = "conditional/hide";

fn condition(sheet: &mut Sheet, pointer: &str, text: &str) -> Change {
    let hide = current(sheet, pointer, HIDE);
    let condition = match Condition::read(hide.as_ref()) {
        Condition::Show(_) => Condition::Show(text.to_owned()),
        _ => Condition::Hide(text.to_owned()),
    };
    put(sheet, pointer, HIDE, condition.write())
}

fn choose_condition(sheet: &mut Sheet, pointer: &str, chosen: usize) -> Change {
    let hide = current(sheet, pointer, HIDE);
    let mut text = Condition::read(hide.as_ref()).text().to_owned();
    if text.is_empty() {
        // A condition begins with a comparison, so that there is something to change.
        let reach = Reach::at(sheet.form(), pointer);
        text = clauses::changed("", &reach, &clauses::Change::Add).unwrap_or_default();
    }
    let condition = match chosen {
        1 => Condition::Show(text),
        2 => Condition::Hide(text),
        _ => Condition::Always,
    };
    apply(sheet, pointer, HIDE, condition.write())
}

fn choose_options(sheet: &mut Sheet, pointer: &str, chosen: usize) -> Change {
    let (kept, value) = match chosen {
        1 => ("valuesKey", Json::Text(String::new())),
        2 => ("valuesExpression", Json::Text("=".into())),
        _ => ("values", Json::List(Vec::new())),
    };
    sheet.together(|sheet| {
        for name in ["values", "valuesKey", "valuesExpression"] {
            if name != kept {
                sheet.follow(&set(pointer, name, None))?;
            }
        }
        // A default is one of what is written out.
        if kept != "values" {
            sheet.follow(&set(pointer, "defaultValue", None))?;
        }
        if current(sheet, pointer, kept).is_none() {
            sheet.follow(&set(pointer, kept, Some(value)))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn default_option(sheet: &mut Sheet, pointer: &str, kind: &str, text: &str) -> Change {
    let items = text.split([',', '，', '、']).map(str::trim);
    let items = items.filter(|item| !item.is_empty());
    let items: Vec<Json> = items.map(|item| Json::Text(item.to_owned())).collect();
    let several = matches!(kind, "checklist" | "taglist");
    let value = match (several, items.is_empty()) {
        (_, true) => None,
        (true, false) => Some(Json::List(items)),
        (false, false) => some(text.trim()),
    };
    put(sheet, pointer, "defaultValue", value)
}

fn list_of(sheet: &Sheet, pointer: &str, property: &str) -> Vec<Json> {
    let list = current(sheet, pointer, property);
    list.as_ref()
        .and_then(Json::as_list)
        .unwrap_or_default()
        .to_vec()
}

fn edit_list(
    sheet: &mut Sheet,
    pointer: &str,
    property: &str,
    edit: impl FnOnce(&mut Vec<Json>),
) -> Change {
    let mut list = list_of(sheet, pointer, property);
    edit(&mut list);
    let gone = list.is_empty() && property != "values";
    apply(
        sheet,
        pointer,
        property,
        (!gone).then_some(Json::List(list)),
    )
}

fn option(sheet: &mut Sheet, pointer: &str, place: &str, name: &str, text: &str) -> Change {
    let place: usize = place.parse().map_err(|_| Refused::Unknown)?;
    let mut values = list_of(sheet, pointer, "values");
    let value = values.get_mut(place).ok_or(Refused::Unknown)?;
    *value.entry(name) = Json::Text(text.to_owned());
    put(sheet, pointer, "values", Some(Json::List(values)))
}

fn rule(sheet: &mut Sheet, pointer: &str, place: &str, name: &str, text: &str) -> Change {
    let place: usize = place.parse().map_err(|_| Refused::Unknown)?;
    let mut rules = list_of(sheet, pointer, "antou/rules");
    let rule = rules.get_mut(place).ok_or(Refused::Unknown)?;
    let text = match name {
        "fails" => format!("={text}"),
        _ => text.to_owned(),
    };
    *rule.entry(name) = Json::Text(text);
    put(sheet, pointer, "antou/rules", Some(Json::List(rules)))
}

fn field(sheet: &mut Sheet, pointer: &str, id: &str, text: &str) -> Change {
    let field = TABLE
        .iter()
        .find(|field| field.name == id)
        .ok_or(Refused::Unknown)?;
    let trimmed = text.trim();
    let of_number = sheet
        .component(pointer)
        .is_some_and(|own| own.kind == Kind::Number);
    let value = match field.is {
        Is::Line if id == "defaultValue" && of_number && !trimmed.is_empty() => {
            Some(number(trimmed)?)
        }
        Is::Line | Is::Area => some(text),
        Is::NumberOr if trimmed.starts_with('=') => some(trimmed),
        Is::Number | Is::NumberOr if trimmed.is_empty() => None,
        Is::Number | Is::NumberOr => Some(number(trimmed)?),
        // form-js asks for the expression of a field that is computed.
        Is::Feel | Is::Yes if trimmed.is_empty() && id != "expression" => None,
        Is::Feel | Is::Yes => Some(Json::Text(format!("={text}"))),
        Is::OneOf(_) => return Err(Refused::Unknown),
    };
    put(sheet, pointer, id, value)
}

/// A number as JSON writes it.
fn number(text: &str) -> Result<Json, Refused> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let is = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let leading = whole.len() > 1 && whole.starts_with('0');
    match is(whole) && is(rest) && !leading {
        true => Ok(Json::Number(text.to_owned())),
        false => Err(Refused::Number),
    }
}
