//! What a component looks like on the canvas.

use form_model::{Component, Kind, Part, Setting, Subtype};

use crate::drawing::{Look, Spot};
use crate::texts::Say;
use crate::ui;

pub(super) fn look(look: Look) -> ui::Look {
    match look {
        Look::Line => ui::Look::Line,
        Look::Area => ui::Look::Area,
        Look::Select => ui::Look::Select,
        Look::Radio => ui::Look::Radio,
        Look::Checks => ui::Look::Checks,
        Look::Tick => ui::Look::Tick,
        Look::Date => ui::Look::Date,
        Look::Pick => ui::Look::Pick,
        Look::File => ui::Look::File,
        Look::Computed => ui::Look::Computed,
        Look::Group => ui::Look::Group,
        Look::List => ui::Look::List,
        Look::Text => ui::Look::Text,
        Look::Rule => ui::Look::Rule,
        Look::Space => ui::Look::Space,
        Look::Barcode => ui::Look::Barcode,
        Look::Other => ui::Look::Other,
    }
}

/// What stands in an empty box.
pub(super) fn inner(component: &Component, look: Look, say: &Say) -> String {
    let default = match form_model::Json::from_value(&component.default) {
        form_model::Json::Text(text) => component
            .options
            .label(&text)
            .map_or(text.clone(), str::to_owned),
        form_model::Json::Number(digits) => digits,
        _ => String::new(),
    };
    match look {
        Look::Text => component
            .content
            .lines()
            .map(plain)
            .collect::<Vec<_>>()
            .join("\n"),
        _ if !default.is_empty() => default,
        Look::Select => say.say("inner-choose"),
        Look::Date => match (&component.part, &component.kind) {
            (Some(Part::When), _) => say.say("inner-when"),
            (_, Kind::Datetime(Subtype::Time)) => say.say("inner-time"),
            _ => say.say("inner-date"),
        },
        Look::Pick => say.say("inner-pick"),
        Look::File => say.say("inner-file"),
        Look::Computed => match &component.expression {
            Setting::Computed(program) => format!("= {}", program.text()),
            _ => "=".into(),
        },
        _ => String::new(),
    }
}

/// A line of Markdown or HTML as its words.
fn plain(line: &str) -> String {
    let mut words = String::new();
    let mut within = false;
    for c in line.trim_start_matches('#').trim().chars() {
        match c {
            '<' => within = true,
            '>' if within => within = false,
            '*' => {}
            c if !within => words.push(c),
            _ => {}
        }
    }
    words
}

pub(super) fn spoken(item: &ui::Item, spot: &Spot, say: &Say) -> String {
    let (row, columns) = (spot.row.to_string(), spot.columns.to_string());
    let facts = [
        ("kind", item.kind_name.as_str()),
        ("row", row.as_str()),
        ("columns", columns.as_str()),
    ];
    let mut said = say.say_with("spoken-place", &facts);
    for (is, key) in [
        (item.required, "spoken-required"),
        (item.conditional, "spoken-conditional"),
        (item.weight >= 3, "spoken-broken"),
    ] {
        if is {
            said.push_str(&say.say(key));
        }
    }
    said
}
