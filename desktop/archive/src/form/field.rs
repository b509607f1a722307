//! A component with an answer as a box of the form's grid.

use super::build::{Builder, NOTE, is_text, literal};
use super::notes::notes;
use super::place::Place;
use super::width::ems;
use crate::print::{Cell, Choice, Choices, Qr};
use form_model::{Kind, Part, Subtype};

/// Least height of a box in millimetres.
pub(crate) const LINE: f32 = 10.5;
/// Least height of a box of several lines in millimetres.
const LINES: f32 = 22.0;
/// Side of a QR code in millimetres.
const CODE: f32 = 22.0;
/// Most options that stand side by side to be ticked.
pub(crate) const TICKED: usize = 8;
/// Most options that a sheet to fill in by hand lists.
const LISTED: usize = 60;
/// Ems of a label that stands behind its box to tick, instead of beside it.
const BEHIND: f32 = 8.0;

/// A box with its label.
pub(crate) struct Boxed {
    /// Empty for a box that says by itself what it holds.
    pub(crate) label: String,
    pub(crate) cell: Cell,
    /// Least height in millimetres.
    pub(crate) height: f32,
}

/// A component as a box; `room` says how many ems its answer has on a line.
pub(crate) fn boxed(builder: &mut Builder<'_>, place: &Place<'_>, room: f32) -> Boxed {
    let component = place.component;
    if is_text(place) && !place.is_barcode() {
        return note(builder, place);
    }
    let label = builder.tell.label(&place.at());
    if place.is_barcode() {
        return code(builder, place, label);
    }
    let by_hand_signed = builder.blank.is_some() && component.part == Some(Part::Signature);
    if component.kind == Kind::Checkbox && !by_hand_signed {
        return checkbox(builder, place, label);
    }
    if let Some(cell) = choices(builder, place) {
        return Boxed {
            label,
            cell,
            height: LINE,
        };
    }
    let text = match builder.blank {
        Some(_) => literal(&by_hand(builder, place, room)),
        None => {
            let text = answer(builder, place);
            format!("{{{}}}", builder.put(&place_of(place), text))
        }
    };
    let tall = component.kind == Kind::Textarea;
    Boxed {
        label,
        cell: Cell {
            text: Some(text),
            ..Cell::default()
        },
        height: match &component.part {
            _ if tall || by_hand_signed => LINES,
            Some(Part::When) => 15.0,
            _ => LINE,
        },
    }
}

/// Where the answer of a component stands, with its rows.
fn place_of(place: &Place<'_>) -> String {
    let seen = place.seen.as_ref();
    seen.map_or_else(|| place.path.clone(), |seen| seen.path.clone())
}

/// An answer as it is printed; empty where there is none.
pub(crate) fn answer(builder: &Builder<'_>, place: &Place<'_>) -> String {
    let seen = place.seen.as_ref().filter(|seen| !seen.value.is_null());
    seen.map(|seen| builder.tell.answer(seen))
        .unwrap_or_default()
}

fn note(builder: &Builder<'_>, place: &Place<'_>) -> Boxed {
    let content = builder.tell.content(&place.at());
    let lines = notes(place.component, &content).into_iter();
    let lines: Vec<String> = lines.map(|note| note.text).collect();
    Boxed {
        label: String::new(),
        cell: Cell {
            text: Some(literal(&lines.join("\n"))),
            size: Some(NOTE),
            ..Cell::default()
        },
        height: LINE,
    }
}

fn code(builder: &mut Builder<'_>, place: &Place<'_>, label: String) -> Boxed {
    let text = match place.barcode() {
        Some(fixed) => fixed.to_owned(),
        None => answer(builder, place),
    };
    let text = format!("{{{}}}", builder.put(&place_of(place), text));
    Boxed {
        label,
        cell: Cell {
            qr: Some(Qr {
                text,
                size: CODE,
                caption: true,
                align: crate::print::Align::Left,
            }),
            ..Cell::default()
        },
        height: CODE + 3.0,
    }
}

/// Yes and no beside a short label; one box before a long one.
fn checkbox(builder: &mut Builder<'_>, place: &Place<'_>, label: String) -> Boxed {
    let words = builder.words();
    let seen = place.seen.as_ref();
    let value = seen.and_then(|seen| seen.value.as_bool());
    let yes = |text: &str| Choice {
        value: "true".to_owned(),
        text: text.to_owned(),
    };
    let behind = ems(&label) > BEHIND || words.no.is_empty();
    let (label, of, value) = if behind {
        let ticked = if value == Some(true) { "true" } else { "" };
        (String::new(), vec![yes(&label)], ticked)
    } else {
        let no = Choice {
            value: "false".to_owned(),
            text: words.no.clone(),
        };
        let value = match value {
            Some(true) => "true",
            Some(false) => "false",
            None => "",
        };
        (label, vec![yes(&words.yes), no], value)
    };
    let path = builder.put(&place_of(place), value.to_owned());
    Boxed {
        label,
        cell: ticks(path, of, false),
        height: LINE,
    }
}

fn ticks(path: String, of: Vec<Choice>, many: bool) -> Cell {
    Cell {
        choice: Some(Choices { path, of, many }),
        ..Cell::default()
    }
}

/// Boxes to tick, when they are few and every answer is one of them; on a sheet to fill in by hand
/// all that there are.
fn choices(builder: &mut Builder<'_>, place: &Place<'_>) -> Option<Cell> {
    let component = place.component;
    let many = matches!(component.kind, Kind::Checklist | Kind::Taglist);
    let most = match builder.blank {
        Some(_) => LISTED,
        None => TICKED,
    };
    if !chooses(place) || !(1..=most).contains(&place.options.len()) {
        return None;
    }
    let value = place.seen.as_ref().map(|seen| seen.value);
    let value = value.filter(|value| !value.is_null());
    let answers: Vec<&str> = match value {
        None => Vec::new(),
        Some(value) if many => {
            let items = value.as_list()?.iter();
            items.map(|item| item.as_text()).collect::<Option<_>>()?
        }
        Some(value) => vec![value.as_text()?],
    };
    let is_one = |answer: &&str| {
        let mut options = place.options.iter();
        options.any(|option| option.value == **answer) && !answer.contains('\n')
    };
    if !answers.iter().all(is_one) {
        return None;
    }
    let answers = answers.join("\n");
    let options = place.options.iter().map(|option| Choice {
        value: option.value.clone(),
        text: builder.tell.option(&place.at(), option),
    });
    let options = options.collect();
    let path = builder.put(&place_of(place), answers);
    Some(ticks(path, options, many))
}

/// Whether a component is answered by some of its options. Who or what is picked from what the
/// office knows is named alone: a paper does not list the people of an agency.
pub(crate) fn chooses(place: &Place<'_>) -> bool {
    let kinds = [Kind::Radio, Kind::Select, Kind::Checklist, Kind::Taglist];
    match &place.component.part {
        Some(part) if part.is_picked() => false,
        Some(Part::LeaveKind | Part::Code) => true,
        _ => kinds.contains(&place.component.kind),
    }
}

/// What is printed where somebody writes by hand, on lines of so many ems.
pub(crate) fn by_hand(builder: &Builder<'_>, place: &Place<'_>, room: f32) -> String {
    let words = builder.words();
    let line = ems(&words.from) + ems(&words.day) + ems(&words.time);
    let between = if line <= room { "" } else { "\n" };
    let moment = format!("{}{between}{}", words.day, words.time);
    match (&place.component.part, &place.component.kind) {
        (Some(Part::When), _) => format!("{}{moment}\n\n{}{moment}", words.from, words.to),
        (_, Kind::Datetime(Subtype::Date)) => words.day.clone(),
        (_, Kind::Datetime(Subtype::Time)) => words.time.clone(),
        (_, Kind::Datetime(Subtype::DateTime)) => moment,
        (_, Kind::Number) => {
            let [before, after] = &place.component.adorners;
            let before = place.at().said(&["prefixAdorner"], before).to_owned();
            match place.at().said(&["suffixAdorner"], after) {
                "" => before,
                after => format!("{before}　　　　{after}"),
            }
        }
        _ => String::new(),
    }
}
