//! A list of a form: a table with a column for each field, or a card for each row where a table
//! would be too wide.

use super::build::{Builder, NOTE, is_text, literal};
use super::field::{self, LINE, TICKED};
use super::notes::notes;
use super::place::Place;
use super::tell::{At, Tell, Words};
use super::width::{boxed, ems, longest_word};
use crate::print::{Align, Block, Cell, Column, GridRow, Table};
use crate::problem::Problem;
use form_model::{Component, Kind, Part};
use std::collections::BTreeMap;

/// Sizes of letters in tables, in points: the first with which the columns fit.
const SIZES: [f32; 2] = [10.5, 9.0];
/// Width of the column of numbers in millimetres.
const NUMBER: f32 = 12.0;
/// Most columns of a table.
const COLUMNS: usize = 16;
/// Widest column that is asked for, in ems.
const WIDEST: f32 = 22.0;

/// A column of a list.
pub(crate) struct Columned<'a> {
    component: &'a Component,
    head: String,
    /// Path of its text in a row.
    path: String,
    align: Align,
    /// Least and wanted width, in ems.
    ems: (f32, f32),
}

/// Every list that is no part of another.
pub(crate) fn all<'p, 'a>(places: &'p [Place<'a>]) -> Vec<&'p Place<'a>> {
    let mut found = Vec::new();
    for place in places.iter().filter(|place| place.is_printed()) {
        match place.component.kind {
            Kind::DynamicList => found.push(place),
            _ => found.extend(place.inside.iter().flat_map(|inside| all(inside))),
        }
    }
    found
}

/// A path in letters that a template knows.
pub(crate) fn named(path: &str) -> String {
    let path = path.replace('[', ".").replace(']', "");
    let known = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    path.chars()
        .map(|c| if known(c) { c } else { '_' })
        .collect()
}

/// The columns of a list: a field that no row shows has none. No columns when a list is in it.
pub(crate) fn columns<'a>(list: &Place<'a>, tell: &dyn Tell, blank: bool) -> Vec<Columned<'a>> {
    let mut fields = Vec::new();
    if !leaves(&list.component.children, &mut fields) {
        return Vec::new();
    }
    let mut names = BTreeMap::new();
    let mut columns = Vec::new();
    for component in fields {
        let places: Vec<&Place<'_>> = places_of(list, component).collect();
        if !places.is_empty() && !places.iter().any(|place| place.is_printed()) {
            continue;
        }
        let path = format!("{}.{}", list.path, component.path);
        let number = names.entry(named(&component.path)).or_insert(0_usize);
        *number += 1;
        let own = match *number {
            1 => named(&component.path),
            number => format!("{}-{number}", named(&component.path)),
        };
        let head = tell.label(&At {
            path: &path,
            component,
            asked: places.first().and_then(|place| place.asked),
        });
        columns.push(Columned {
            component,
            align: align(component),
            ems: wanted(&head, &places, tell, blank),
            head,
            path: own,
        });
    }
    columns
}

/// The fields of a list through its groups; false when there is a list among them.
fn leaves<'a>(components: &'a [Component], fields: &mut Vec<&'a Component>) -> bool {
    components.iter().all(|component| match &component.kind {
        Kind::DynamicList => false,
        Kind::Group => leaves(&component.children, fields),
        Kind::Shown(_) | Kind::Unknown(_) => {
            component.children.is_empty() && component.part != Some(Part::Barcode)
        }
        _ => {
            fields.push(component);
            true
        }
    })
}

/// A component at its place in each row.
fn places_of<'p, 'a>(
    list: &'p Place<'a>,
    component: &'p Component,
) -> impl Iterator<Item = &'p Place<'a>> {
    let rows = list.inside.iter();
    rows.filter_map(move |row| place_in(row, component))
}

fn place_in<'p, 'a>(row: &'p [Place<'a>], component: &Component) -> Option<&'p Place<'a>> {
    row.iter().find_map(|place| {
        if std::ptr::eq(place.component, component) {
            return Some(place);
        }
        let mut inside = place.inside.iter();
        inside
            .find_map(|inside| place_in(inside, component))
            .filter(|_| place.shown)
    })
}

fn align(component: &Component) -> Align {
    match component.kind {
        Kind::Number => Align::Right,
        Kind::Checkbox | Kind::Datetime(_) => Align::Center,
        _ => Align::Left,
    }
}

/// Least and wanted width of a column, in ems.
fn wanted(head: &str, places: &[&Place<'_>], tell: &dyn Tell, blank: bool) -> (f32, f32) {
    let Some(first) = places.first() else {
        let head = ems(head).clamp(3.0, 8.0);
        return (head.min(4.0), head);
    };
    let component = first.component;
    let head_least = longest_word(head).max(ems(head).min(3.0));
    if component.kind == Kind::Checkbox {
        return (head_least.max(2.0), ems(head).clamp(2.0, 5.0));
    }
    if blank {
        let by_kind = match (&component.part, &component.kind) {
            (Some(Part::When), _) => 13.0,
            (_, Kind::Textarea) => 12.0,
            (_, Kind::Datetime(_)) => 10.0,
            (_, Kind::Number) => 5.0,
            _ if field::chooses(first) => 7.0,
            _ => 7.0,
        };
        return (
            head_least.max(by_kind * 0.6),
            by_kind.max(ems(head).min(6.0)),
        );
    }
    let texts = places.iter().filter_map(|place| {
        let seen = place.seen.as_ref().filter(|seen| !seen.value.is_null())?;
        Some(tell.answer(seen))
    });
    let (mut least, mut most) = (head_least, ems(head).min(6.0));
    for text in texts {
        let whole = matches!(component.kind, Kind::Number | Kind::Datetime(_));
        let unbroken = if whole {
            ems(&text)
        } else {
            longest_word(&text)
        };
        least = least.max(unbroken.min(9.0)).max(ems(&text).min(3.0));
        most = most.max(ems(&text).min(WIDEST));
    }
    (least, most.max(least))
}

/// The widths of a list's columns in millimetres, that of the numbers first when there is a word for
/// it, and the size of its letters; none when there is no room for a table.
pub(crate) fn arranged(
    columns: &[Columned<'_>],
    room: f32,
    words: &Words,
) -> Option<(Vec<f32>, f32)> {
    if columns.is_empty() || columns.len() > COLUMNS {
        return None;
    }
    SIZES.iter().find_map(|size| {
        let numbers = (!words.number.is_empty()).then_some(NUMBER);
        let room = room - numbers.unwrap_or_default();
        let least: Vec<f32> = columns.iter().map(|one| boxed(one.ems.0, *size)).collect();
        let spare = room - least.iter().sum::<f32>();
        if spare < 0.0 {
            return None;
        }
        let more: Vec<f32> = columns
            .iter()
            .map(|one| boxed(one.ems.1, *size) - boxed(one.ems.0, *size))
            .collect();
        let asked: f32 = more.iter().sum();
        let part = if asked > 0.0 {
            (spare / asked).min(1.0)
        } else {
            0.0
        };
        let mut widths: Vec<f32> = least
            .iter()
            .zip(more)
            .map(|(least, more)| least + more * part)
            .collect();
        widen(columns, &mut widths, room);
        Some((numbers.into_iter().chain(widths).collect(), *size))
    })
}

/// Shares out what is left of the room, among columns of words where there are any.
fn widen(columns: &[Columned<'_>], widths: &mut [f32], room: f32) {
    let words = |one: &Columned<'_>| one.align == Align::Left;
    let any = columns.iter().any(words);
    let takes = |one: &Columned<'_>| !any || words(one);
    let left = room - widths.iter().sum::<f32>();
    let pairs = columns.iter().zip(widths.iter());
    let taking: f32 = pairs
        .filter(|(one, _)| takes(one))
        .map(|(_, width)| width)
        .sum();
    for (one, width) in columns.iter().zip(widths) {
        if takes(one) {
            *width += left * *width / taking;
        }
    }
}

/// Adds a list as a table with its caption.
pub(crate) fn table(
    builder: &mut Builder<'_>,
    place: &Place<'_>,
    depth: usize,
    columns: &[Columned<'_>],
    widths: &[f32],
    size: f32,
) {
    head(builder, place, depth);
    builder.close();
    let numbered = widths.len() > columns.len();
    let mut made = Vec::new();
    let mut widths = widths.iter().copied();
    if numbered {
        made.push(Column {
            head: builder.words().number.clone(),
            width: widths.next().unwrap_or(NUMBER),
            text: "{number}".to_owned(),
            align: Align::Center,
            bold: false,
            size: None,
            mark: false,
        });
    }
    made.extend(columns.iter().zip(widths).map(|(column, width)| Column {
        head: column.head.clone(),
        width,
        text: format!("{{of.{}?}}", column.path),
        align: column.align,
        bold: false,
        size: None,
        mark: false,
    }));
    let rows = place.inside.iter().enumerate().map(|(at, row)| {
        let number = ("number".to_owned(), (at + 1).to_string());
        let cells = columns.iter().filter_map(|column| {
            let place = place_in(row, column.component).filter(|place| place.is_printed())?;
            Some((
                format!("of.{}", column.path),
                cell(builder, place, column.ems.1),
            ))
        });
        std::iter::once(number).chain(cells).collect()
    });
    let rows: Vec<BTreeMap<String, String>> = rows.collect();
    let path = format!("form.{}", named(&seen_path(place)));
    builder.filled.rows.insert(path.clone(), rows);
    builder.blocks.push(Block::Table(Table {
        rows: path,
        columns: made,
        height: if builder.blank.is_some() { 10.0 } else { 8.5 },
        size: Some(size),
        empty: Some(literal(&builder.words().none)),
    }));
}

fn seen_path(place: &Place<'_>) -> String {
    let seen = place.seen.as_ref();
    seen.map_or_else(|| place.path.clone(), |seen| seen.path.clone())
}

/// What stands in a cell of a table.
fn cell(builder: &Builder<'_>, place: &Place<'_>, room: f32) -> String {
    if place.component.kind == Kind::Checkbox {
        let ticked = place.seen.as_ref().is_some_and(|seen| seen.value.is_true());
        return if ticked { "■" } else { "□" }.to_owned();
    }
    if builder.blank.is_none() {
        return field::answer(builder, place);
    }
    if field::chooses(place) && (1..=TICKED).contains(&place.options.len()) {
        let options = place.options.iter().map(|option| {
            let words = builder.tell.option(&place.at(), option);
            format!("□{words}")
        });
        return options.collect::<Vec<_>>().join("　");
    }
    field::by_hand(builder, place, room)
}

/// Adds the caption of a list, and what its texts say, once.
fn head(builder: &mut Builder<'_>, place: &Place<'_>, depth: usize) {
    let label = builder.tell.label(&place.at());
    builder.caption(&label, depth);
    let texts = place.inside.first().into_iter().flatten();
    let texts = texts.filter(|inside| is_text(inside) && inside.is_printed());
    let lines = texts.flat_map(|inside| {
        let content = builder.tell.content(&inside.at());
        notes(inside.component, &content)
    });
    let lines: Vec<String> = lines.map(|note| note.text).collect();
    if !lines.is_empty() {
        builder.row(across(builder.width, &lines.join("\n"), Align::Left));
    }
}

fn across(width: f32, text: &str, align: Align) -> GridRow {
    GridRow {
        height: 8.0,
        cells: vec![Cell {
            text: Some(literal(text)),
            size: Some(NOTE),
            align: Some(align),
            ..Cell::default()
        }],
        widths: vec![width],
        ..GridRow::default()
    }
}

/// Adds a list as a card for each row.
pub(crate) fn cards(
    builder: &mut Builder<'_>,
    place: &Place<'_>,
    depth: usize,
) -> Result<(), Problem> {
    let label = builder.tell.label(&place.at());
    builder.caption(&label, depth);
    if place.inside.is_empty() {
        let mut row = across(builder.width, &builder.words().none, Align::Center);
        row.height = LINE;
        builder.row(row);
    }
    for (at, row) in place.inside.iter().enumerate() {
        let number = (at + 1).to_string();
        let item = builder.words().item.replace("{n}", &number);
        builder.caption(&item, depth + 1);
        builder.level(row, &place.component.children, depth + 2)?;
    }
    Ok(())
}
