//! The draft as a form-js document.

use form_model::Json;

use super::grid;
use super::keys::Keys;
use super::text::{MAX_TEXT, markdown, plain};
use super::{Line, Part, Placed};
use crate::problem::{Note, Place};
use crate::read::choice::Choice;
use crate::read::field::{Field, Kind};
use crate::read::label::cut;
use crate::read::words;

/// Newest version of the schema of form-js that a draft is written for.
const VERSION: i64 = form_model::schema::SCHEMA_VERSION;

/// A form of some parts, and notes on what was guessed.
pub(crate) fn form(parts: &[Part], notes: &mut Vec<Note>) -> Json {
    let mut writer = Writer {
        keys: Keys::default(),
        ids: Keys::default(),
        rows: 0,
        notes,
    };
    let components = writer.parts(parts);
    let exporter = object([("name", text("Antou")), ("version", text("1"))]);
    object([
        ("type", text("default")),
        ("id", text("form")),
        ("schemaVersion", number(VERSION)),
        ("exporter", exporter),
        ("components", Json::List(components)),
    ])
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn number(number: impl std::fmt::Display) -> Json {
    Json::Number(number.to_string())
}

fn object<const N: usize>(entries: [(&str, Json); N]) -> Json {
    let entries = entries.into_iter();
    Json::Object(
        entries
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

struct Writer<'n> {
    keys: Keys,
    ids: Keys,
    rows: usize,
    notes: &'n mut Vec<Note>,
}

/// A question that is asked only when a choice is made.
struct Beside {
    /// The key of the question that has the choice.
    of: String,
    place: Option<Place>,
    label: String,
    key: String,
    hide: Option<String>,
}

impl Writer<'_> {
    fn parts(&mut self, parts: &[Part]) -> Vec<Json> {
        parts.iter().flat_map(|part| self.part(part)).collect()
    }

    fn part(&mut self, part: &Part) -> Vec<Json> {
        match part {
            Part::Row(line) => self.line(line, false),
            Part::Text(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| markdown(line)).collect();
                vec![self.text(&lines.join("\n\n"))]
            }
            Part::Heading(line) => {
                let heading = format!("## {}", markdown(line));
                vec![self.text(&heading)]
            }
            Part::Group { label, parts } => vec![self.group(label, parts)],
            Part::List {
                label,
                line,
                rows,
                place,
            } => {
                let (list, key) = self.list(label, line, *rows);
                let note = Note::new("import-list-guessed", *place).with("key", key);
                self.notes.push(note.with("rows", rows));
                vec![list]
            }
        }
    }

    fn layout(&self, columns: u8) -> Json {
        let row = format!("row-{}", self.rows);
        object([("row", text(&row)), ("columns", number(columns))])
    }

    fn full_row(&mut self) -> Json {
        self.rows += 1;
        self.layout(form_model::COLUMNS)
    }

    fn text(&mut self, words: &str) -> Json {
        let layout = self.full_row();
        if words.chars().count() > MAX_TEXT {
            self.notes
                .push(Note::new("import-text-cut", None).with("limit", MAX_TEXT));
        }
        object([
            ("type", text("text")),
            ("id", Json::Text(self.ids.next(None, "text"))),
            ("text", Json::Text(cut(words, MAX_TEXT))),
            ("layout", layout),
        ])
    }

    fn group(&mut self, label: &str, parts: &[Part]) -> Json {
        let layout = self.full_row();
        let id = self.ids.next(None, "group");
        object([
            ("type", text("group")),
            ("id", Json::Text(id)),
            ("label", Json::Text(plain(label))),
            ("showOutline", Json::Bool(true)),
            ("layout", layout),
            ("components", Json::List(self.parts(parts))),
        ])
    }

    /// What is asked inside of a list has keys of its own.
    fn list(&mut self, label: &str, line: &Line, rows: usize) -> (Json, String) {
        let layout = self.full_row();
        let shown = match plain(label) {
            none if none.is_empty() => "明細".to_owned(),
            label => label,
        };
        let key = words::key(label).unwrap_or("items");
        let key = self.keys.next(Some(key), "items");
        let outer = std::mem::take(&mut self.keys);
        let components = self.line(line, true);
        self.keys = outer;
        let id = self.ids.next(Some(&format!("list_{key}")), "list");
        let list = object([
            ("type", text("dynamiclist")),
            ("id", Json::Text(id)),
            ("label", text(&shown)),
            ("path", Json::Text(key.clone())),
            ("isRepeating", Json::Bool(true)),
            ("allowAddRemove", Json::Bool(true)),
            ("defaultRepetitions", number(rows)),
            ("showOutline", Json::Bool(true)),
            ("layout", layout),
            ("components", Json::List(components)),
        ]);
        (list, key)
    }

    /// Questions side by side; what a choice asks besides stands below them, but not in a list:
    /// an item is one line of the paper.
    fn line(&mut self, line: &Line, is_item: bool) -> Vec<Json> {
        let place = |placed: &Placed| (placed.left, placed.right);
        let places: Vec<(u64, u64)> = line.fields.iter().map(place).collect();
        let mut fields = line.fields.iter();
        let (mut out, mut besides) = (Vec::new(), Vec::new());
        for widths in grid::columns(&places, line.left, line.right) {
            self.rows += 1;
            for (width, placed) in widths.into_iter().zip(fields.by_ref()) {
                let layout = self.layout(width);
                let (field, beside) = self.field(&placed.field, layout);
                out.push(field);
                besides.extend(beside);
            }
        }
        for beside in besides {
            if is_item {
                let note = Note::new("import-detail-left-out", beside.place);
                let note = note.with("key", &beside.of);
                self.notes.push(note.with("label", &beside.label));
            } else {
                out.push(self.beside(&beside));
            }
        }
        out
    }

    fn field(&mut self, field: &Field, layout: Json) -> (Json, Vec<Beside>) {
        let by_words = words::key(&field.label.text);
        // From and to are no time of day.
        let by_words = by_words.filter(|key| field.kind != Kind::When || *key != "time");
        let wished = by_words.or(match field.kind {
            Kind::Leave(_) => Some("kind"),
            Kind::When => Some("period"),
            Kind::Date | Kind::DateTime => Some("date"),
            _ => None,
        });
        let key = self.keys.next(wished, "field");
        self.note(field, &key);
        let shown = plain(&field.label.text);
        let id = self.ids.next(Some(&format!("field_{key}")), "field");
        let mut json = object([
            ("type", text(field.kind.name())),
            ("id", Json::Text(id)),
            ("key", Json::Text(key.clone())),
        ]);
        match field.kind {
            Kind::Date => *json.entry("dateLabel") = Json::Text(shown),
            Kind::Time => *json.entry("timeLabel") = Json::Text(shown),
            Kind::DateTime => {
                *json.entry("dateLabel") = Json::Text(shown);
                *json.entry("timeLabel") = text("時間");
            }
            _ => *json.entry("label") = Json::Text(shown),
        }
        if !field.label.hint.is_empty() {
            *json.entry("description") = Json::Text(plain(&field.label.hint));
        }
        *json.entry("layout") = layout;
        settings(&field.kind, &mut json);
        if field.label.is_required {
            *json.entry("validate").entry("required") = Json::Bool(true);
        }
        (json, besides(field, &key))
    }

    fn note(&mut self, field: &Field, key: &str) {
        let note = |code| Note::new(code, field.place).with("label", &field.label.text);
        if let Some(code) = field.guessed {
            let name = field.kind.part().unwrap_or(field.kind.name());
            self.notes
                .push(note(code).with("key", key).with("kind", name));
        }
        if field.label.is_required {
            let note = note("import-required-guessed");
            self.notes.push(note.with("key", key));
        }
        if let Some(total) = &field.total {
            let note = Note::new("import-total-left-out", field.place);
            self.notes.push(note.with("text", plain(total)));
        }
    }

    fn beside(&mut self, beside: &Beside) -> Json {
        let layout = self.full_row();
        let key = self.keys.next(Some(&beside.key), "field");
        let mut json = object([
            ("type", text("textfield")),
            (
                "id",
                Json::Text(self.ids.next(Some(&format!("field_{key}")), "field")),
            ),
            ("key", Json::Text(key)),
            ("label", Json::Text(plain(&beside.label))),
            ("layout", layout),
        ]);
        if let Some(hide) = &beside.hide {
            *json.entry("conditional").entry("hide") = text(hide);
        }
        json
    }
}

impl Kind {
    /// The type of form-js.
    fn name(&self) -> &'static str {
        match self {
            Self::Line | Self::Email | Self::Phone | Self::When | Self::Deputy => "textfield",
            Self::Lines => "textarea",
            Self::Number(_) => "number",
            Self::Date | Self::Time | Self::DateTime => "datetime",
            Self::File => "filepicker",
            Self::Tick => "checkbox",
            Self::Radio(_) => "radio",
            Self::Checklist(_) => "checklist",
            Self::Select(_) | Self::Leave(_) => "select",
        }
    }

    /// What it means to the office, as the property `antou` says it.
    fn part(&self) -> Option<&'static str> {
        match self {
            Self::When => Some("when"),
            Self::Deputy => Some("deputy"),
            Self::Leave(_) => Some("leave-kind"),
            _ => None,
        }
    }
}

fn settings(kind: &Kind, json: &mut Json) {
    if let Some(part) = kind.part() {
        *json.entry("properties") = object([("antou", text(part))]);
    }
    let values = |values: Vec<(&str, &str)>| {
        let each = values.into_iter();
        let each = each
            .map(|(label, value)| object([("label", text(&plain(label))), ("value", text(value))]));
        Json::List(each.collect())
    };
    match kind {
        Kind::Email => *json.entry("validate").entry("validationType") = text("email"),
        Kind::Phone => *json.entry("validate").entry("validationType") = text("phone"),
        Kind::Number(unit) if !unit.is_empty() => {
            *json.entry("appearance") = object([("suffixAdorner", text(unit))]);
        }
        Kind::Date => *json.entry("subtype") = text("date"),
        Kind::Time => *json.entry("subtype") = text("time"),
        Kind::DateTime => *json.entry("subtype") = text("datetime"),
        Kind::File => *json.entry("multiple") = Json::Bool(true),
        Kind::Radio(items) | Kind::Checklist(items) => {
            let pairs = items
                .iter()
                .map(|item| (item.text.as_str(), item.text.as_str()));
            *json.entry("values") = values(pairs.collect());
        }
        Kind::Select(items) => {
            let pairs = items.iter().map(|item| (item.as_str(), item.as_str()));
            *json.entry("values") = values(pairs.collect());
        }
        Kind::Leave(items) => {
            let pairs = items.iter().map(|(code, name)| (name.as_str(), *code));
            *json.entry("values") = values(pairs.collect());
        }
        _ => {}
    }
}

/// What the choices of a question ask besides. A choice with a quotation mark is always asked for:
/// an expression could not name it.
fn besides(field: &Field, key: &str) -> Vec<Beside> {
    let (items, contains): (&[Choice], bool) = match &field.kind {
        Kind::Radio(items) => (items, false),
        Kind::Checklist(items) => (items, true),
        _ => return Vec::new(),
    };
    let beside = |item: &Choice| {
        let asked = item.asks.as_ref()?;
        let quoted = format!("\"{}\"", item.text);
        let made = match contains {
            true => format!("list contains({key}, {quoted})"),
            false => format!("{key} = {quoted}"),
        };
        let end = if item.text == "其他" {
            "other"
        } else {
            "detail"
        };
        let is_named = !asked.is_empty() && !asked.starts_with('請');
        Some(Beside {
            of: key.to_owned(),
            place: field.place,
            label: match is_named {
                true => asked.clone(),
                false => format!("{}（請說明）", item.text),
            },
            key: format!("{key}_{end}"),
            hide: (!item.text.contains(['"', '\\']))
                .then(|| format!("=if {made} then false else true")),
        })
    };
    items.iter().filter_map(beside).collect()
}
