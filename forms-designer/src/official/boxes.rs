//! What a line of a sheet says, as rows that a person changes.

use form_model::{Form, Json, Kind as Of};
use slint::SharedString;

use super::{Kind, column, lines, number, object, words};
use crate::models;
use crate::sheet::{at, full_path};
use crate::texts::Say;
use crate::ui::{Editor, Prop};

/// What the office gives to every sheet.
const GIVEN: &[&str] = &[
    "agency.name",
    "case.number",
    "applicant.name",
    "applicant.title",
    "applicant.unit",
    "applied.date",
    "attachments",
    "file.number",
    "file.retention",
    "print.time",
    "page",
    "pages",
];
/// Where a text stands in its box; the first is what stands where nothing is written.
const ALIGN: &[&str] = &["left", "center", "right", "justify", "spread"];
/// What a cell is.
const CELLS: &[&str] = &["label", "text", "choice", "qr", "stamp"];

/// How a property is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    Words,
    Number,
    /// Numbers with commas between.
    Numbers,
    Tick,
    Align,
    Border,
    /// Words into which places are put.
    Template,
}

/// The properties of a kind: where, and how they are written.
fn properties(kind: Kind) -> &'static [(&'static str, Is)] {
    match kind {
        Kind::Section | Kind::Break => &[],
        Kind::Text => &[
            ("text", Is::Template),
            ("size", Is::Number),
            ("bold", Is::Tick),
            ("align", Is::Align),
            ("before", Is::Number),
            ("after", Is::Number),
            ("keep", Is::Tick),
            ("when", Is::Words),
        ],
        Kind::Space => &[("", Is::Number)],
        Kind::Rule => &[("weight", Is::Number)],
        Kind::Grid => &[
            ("widths", Is::Numbers),
            ("border", Is::Border),
            ("size", Is::Number),
        ],
        Kind::Row => &[("height", Is::Number), ("when", Is::Words)],
        Kind::Table => &[
            ("rows", Is::Words),
            ("height", Is::Number),
            ("size", Is::Number),
            ("empty", Is::Words),
        ],
        Kind::Each => &[("rows", Is::Words)],
        Kind::Qr => &[
            ("text", Is::Template),
            ("size", Is::Number),
            ("caption", Is::Words),
        ],
        Kind::Stamp => &[
            ("text", Is::Words),
            ("size", Is::Number),
            ("align", Is::Align),
        ],
    }
}

/// The places that a template may name, with what a person calls them.
fn places(form: &Form, say: &Say) -> Vec<(String, String)> {
    let fields = form.all().into_iter();
    let fields = fields.filter(|own| own.is_field() && own.kind != Of::Filepicker);
    let fields = fields.map(|own| {
        let label = match own.label.as_str() {
            "" => own.path.clone(),
            label => label.to_owned(),
        };
        (format!("answers.{}", full_path(form, &own.pointer)), label)
    });
    let given = GIVEN.iter().map(|path| {
        let key = format!("place-{}", path.replace('.', "-"));
        ((*path).to_owned(), say.say(&key))
    });
    fields.chain(given).collect()
}

/// What is written in a line with the names of fields in place of their paths.
#[must_use]
pub fn spoken(said: &str, form: &Form, say: &Say) -> String {
    let mut spoken = said.to_owned();
    for (path, label) in places(form, say) {
        for place in [format!("{{{path}}}"), format!("{{{path}?}}")] {
            if spoken.contains(&place) {
                spoken = spoken.replace(&place, &format!("〔{label}〕"));
            }
        }
    }
    spoken
}

/// The rows of a line.
#[must_use]
pub fn rows(sheet: &Json, line: &str, form: &Form, say: &Say) -> Vec<Prop> {
    let Some(kind) = kind_of(sheet, line) else {
        return Vec::new();
    };
    let Some(body) = at(sheet, &body_of(kind, line)) else {
        return Vec::new();
    };
    let show = Show { form, say };
    let mut found = Vec::new();
    for (name, is) in properties(kind) {
        let value = if name.is_empty() {
            Some(body)
        } else {
            body.get(name)
        };
        show.property(name, *is, value, &mut found);
    }
    match kind {
        Kind::Row => show.cells(body, &mut found),
        Kind::Table => show.columns(body, &mut found),
        _ => {}
    }
    found
}

fn kind_of(sheet: &Json, line: &str) -> Option<Kind> {
    let all = lines(sheet);
    all.iter().find(|own| own.at == line).map(|own| own.kind)
}

/// Where the properties of a line stand.
fn body_of(kind: Kind, line: &str) -> String {
    match kind {
        Kind::Row | Kind::Section => line.to_owned(),
        kind => format!("{line}/{}", kind.name()),
    }
}

struct Show<'a> {
    form: &'a Form,
    say: &'a Say,
}

impl Show<'_> {
    fn row(&self, id: &str, editor: Editor, called: &str, value: &str) -> Prop {
        Prop {
            id: id.into(),
            editor,
            label: self.say.say(&format!("sheet-{called}")).into(),
            value: value.into(),
            ..Prop::default()
        }
    }

    fn chosen(&self, id: &str, called: &str, names: Vec<SharedString>, now: Option<usize>) -> Prop {
        let mut row = self.row(id, Editor::Choice, called, "");
        row.choices = models::words(names);
        row.chosen = now.map_or(-1, |now| i32::try_from(now).unwrap_or(-1));
        row
    }

    fn property(&self, id: &str, is: Is, value: Option<&Json>, into: &mut Vec<Prop>) {
        let called = match id.rsplit('/').next().unwrap_or_default() {
            "" => "space",
            name => name,
        };
        let text = plain(value);
        match is {
            Is::Words => into.push(self.row(id, Editor::Line, called, &text)),
            Is::Number | Is::Numbers => into.push(self.row(id, Editor::Number, called, &text)),
            Is::Tick => {
                let mut row = self.row(id, Editor::Check, called, "");
                row.checked = value == Some(&Json::Bool(true));
                into.push(row);
            }
            Is::Align => {
                let names = ALIGN
                    .iter()
                    .map(|name| self.say.say(&format!("align-{name}")).into());
                let now = ALIGN.iter().position(|name| *name == text).unwrap_or(0);
                into.push(self.chosen(id, called, names.collect(), Some(now)));
            }
            Is::Border => {
                let names = ["border-box", "border-none"].map(|key| self.say.say(key).into());
                let now = usize::from(text == "none");
                into.push(self.chosen(id, called, names.to_vec(), Some(now)));
            }
            Is::Template => {
                into.push(self.row(id, Editor::Area, called, &text));
                self.insert(id, into);
            }
        }
    }

    /// What puts a place into a template.
    fn insert(&self, id: &str, into: &mut Vec<Prop>) {
        let places = places(self.form, self.say).into_iter();
        let names: Vec<SharedString> = places.map(|(_, name)| name.into()).collect();
        into.push(self.chosen(&format!("{id}+"), "insert", names, None));
    }

    fn heading(&self, id: &str, called: &str, place: usize, last: bool) -> Prop {
        let number = (place + 1).to_string();
        Prop {
            id: format!("{id}#").into(),
            editor: Editor::Heading,
            label: self.say.say_with(called, &[("number", &number)]).into(),
            first: place == 0,
            last,
            ..Prop::default()
        }
    }

    fn button(&self, id: &str, called: &str) -> Prop {
        self.row(id, Editor::Add, called, "")
    }

    fn cells(&self, row: &Json, into: &mut Vec<Prop>) {
        let cells = row.get("cells").and_then(Json::as_list).unwrap_or_default();
        for (place, cell) in cells.iter().enumerate() {
            let id = |name: &str| format!("cells/{place}/{name}");
            into.push(self.heading(&id(""), "sheet-cell", place, place + 1 == cells.len()));
            let kind = CELLS.iter().position(|name| cell.get(name).is_some());
            let names = CELLS
                .iter()
                .map(|name| self.say.say(&format!("cell-{name}")).into());
            into.push(self.chosen(&id("kind"), "kind", names.collect(), kind));
            match kind.and_then(|kind| CELLS.get(kind)).copied() {
                Some("label") => self.property(&id("label"), Is::Words, cell.get("label"), into),
                Some("text") => self.property(&id("text"), Is::Template, cell.get("text"), into),
                Some("choice") => self.choices(cell, &id("choice"), into),
                Some(name) => {
                    let inside = cell.get(name).and_then(|own| own.get("text"));
                    self.property(&id(&format!("{name}/text")), Is::Template, inside, into);
                }
                None => {}
            }
            self.property(&id("span"), Is::Number, cell.get("span"), into);
            self.property(&id("align"), Is::Align, cell.get("align"), into);
            self.property(&id("bold"), Is::Tick, cell.get("bold"), into);
            into.push(self.button(&id("remove"), "cell-remove"));
        }
        into.push(self.button("cells", "cell-add"));
    }

    /// Which field is ticked.
    fn choices(&self, cell: &Json, id: &str, into: &mut Vec<Prop>) {
        let path = plain(cell.get("choice").and_then(|own| own.get("path")));
        let fields = choosing(self.form);
        let now = fields.iter().position(|(own, _)| *own == path);
        let names = fields.iter().map(|(_, label)| label.into()).collect();
        let mut row = self.chosen(id, "choice", names, now);
        if now.is_none() {
            row.hint = path.into();
        }
        into.push(row);
    }

    fn columns(&self, table: &Json, into: &mut Vec<Prop>) {
        let columns = table
            .get("columns")
            .and_then(Json::as_list)
            .unwrap_or_default();
        for (place, own) in columns.iter().enumerate() {
            let id = |name: &str| format!("columns/{place}/{name}");
            into.push(self.heading(&id(""), "sheet-column", place, place + 1 == columns.len()));
            for (name, is) in [
                ("head", Is::Words),
                ("width", Is::Number),
                ("text", Is::Words),
                ("align", Is::Align),
                ("mark", Is::Tick),
            ] {
                self.property(&id(name), is, own.get(name), into);
            }
            into.push(self.button(&id("remove"), "column-remove"));
        }
        into.push(self.button("columns", "column-add"));
    }
}

/// The fields of which options can be ticked, by their places, with their labels.
fn choosing(form: &Form) -> Vec<(String, String)> {
    let all = form.all().into_iter();
    let chosen = all.filter(|own| own.options.fixed().is_some() && own.is_field());
    let named = chosen.map(|own| {
        let path = full_path(form, &own.pointer);
        (format!("answers.{path}"), own.label.clone())
    });
    named.collect()
}

fn plain(value: Option<&Json>) -> String {
    match value {
        Some(Json::Text(text)) => text.clone(),
        Some(Json::Number(digits)) => digits.clone(),
        Some(Json::List(items)) => {
            let items: Vec<String> = items.iter().map(|item| plain(Some(item))).collect();
            items.join(", ")
        }
        _ => String::new(),
    }
}

/// Puts a value at a place of a line; none takes it away.
fn put(sheet: &mut Json, line: &str, id: &str, value: Option<Json>) -> Option<()> {
    let body = body_of(kind_of(sheet, line)?, line);
    if id.is_empty() {
        *sheet.at_mut(&body)? = value?;
        return Some(());
    }
    let (around, name) = match id.rsplit_once('/') {
        Some((around, name)) => (format!("{body}/{around}"), name),
        None => (body, id),
    };
    let holder = sheet.at_mut(&around)?;
    match value {
        Some(value) => *holder.entry(name) = value,
        None => {
            holder.remove(name);
        }
    }
    Some(())
}

fn is_of(sheet: &Json, line: &str, id: &str) -> Is {
    let name = id.rsplit('/').next().unwrap_or_default();
    let inside = id.contains('/');
    let kind = kind_of(sheet, line);
    let own = kind.map(properties).unwrap_or_default().iter();
    let own = own.clone().find(|(known, _)| !inside && *known == name);
    match (own, name) {
        (Some((_, is)), _) => *is,
        (None, "width" | "span") => Is::Number,
        (None, "align") => Is::Align,
        (None, "bold" | "mark") => Is::Tick,
        (None, _) => Is::Words,
    }
}

/// Writes into a box; none where it takes no such text.
pub fn change(sheet: &mut Json, line: &str, id: &str, text: &str) -> Option<()> {
    let value = match is_of(sheet, line, id) {
        Is::Number => match text.trim() {
            "" => None,
            digits => Some(number(&crate::clauses::number(digits)?)),
        },
        Is::Numbers => {
            let parts = text.split([',', '，', '、']).map(str::trim);
            let parts: Option<Vec<Json>> = parts
                .filter(|part| !part.is_empty())
                .map(|part| crate::clauses::number(part).map(|digits| number(&digits)))
                .collect();
            Some(Json::List(parts?))
        }
        // A box that is empty is a place to write in.
        _ if text.is_empty() && !id.ends_with("text") && !id.ends_with("label") => None,
        _ => Some(words(text)),
    };
    put(sheet, line, id, value)
}

/// Ticks a box, or takes the tick away.
pub fn tick(sheet: &mut Json, line: &str, id: &str, on: bool) -> Option<()> {
    put(sheet, line, id, on.then_some(Json::Bool(true)))
}

/// Chooses from a list.
pub fn choose(
    sheet: &mut Json,
    line: &str,
    id: &str,
    chosen: usize,
    (form, say): (&Form, &Say),
) -> Option<()> {
    if let Some(id) = id.strip_suffix('+') {
        let body = body_of(kind_of(sheet, line)?, line);
        let before = plain(at(sheet, &format!("{body}/{id}")));
        let (path, _) = places(form, say).into_iter().nth(chosen)?;
        return put(sheet, line, id, Some(words(&format!("{before}{{{path}}}"))));
    }
    if let Some(cell) = id.strip_suffix("/kind") {
        return cell_kind(sheet, line, cell, CELLS.get(chosen)?, form);
    }
    if id.ends_with("/choice") {
        let (path, _) = choosing(form).into_iter().nth(chosen)?;
        return put(sheet, line, id, Some(ticks(form, &path)?));
    }
    let value = match is_of(sheet, line, id) {
        Is::Border => (chosen == 1).then(|| words("none")),
        _ => ALIGN
            .get(chosen)
            .filter(|_| chosen > 0)
            .map(|name| words(name)),
    };
    put(sheet, line, id, value)
}

/// The boxes to tick of a field.
fn ticks(form: &Form, path: &str) -> Option<Json> {
    let own = path.strip_prefix("answers.")?;
    let all = form.all();
    let field = all
        .iter()
        .find(|field| full_path(form, &field.pointer) == own)?;
    let options = field.options.fixed()?.iter().map(|choice| {
        object(vec![
            ("value", words(&choice.label)),
            ("text", words(&choice.label)),
        ])
    });
    Some(object(vec![
        ("path", words(path)),
        ("of", Json::List(options.collect())),
    ]))
}

/// Makes a cell another one; what is written in it stays.
fn cell_kind(sheet: &mut Json, line: &str, cell: &str, kind: &str, form: &Form) -> Option<()> {
    let body = body_of(kind_of(sheet, line)?, line);
    let first = choosing(form).into_iter().next();
    let own = sheet.at_mut(&format!("{body}/{cell}"))?;
    let written = |own: &Json, name: &str| {
        let value = own.get(name)?;
        Some(plain(value.get("text").or(Some(value))))
    };
    let text = CELLS
        .iter()
        .find_map(|name| written(own, name))
        .unwrap_or_default();
    let content = match kind {
        "label" | "text" => words(&text),
        "choice" => ticks(form, &first?.0)?,
        _ => object(vec![("text", words(&text))]),
    };
    for name in CELLS {
        own.remove(name);
    }
    *own.entry(kind) = content;
    Some(())
}

/// Presses a button: one more cell or column, or one less.
pub fn press(sheet: &mut Json, line: &str, id: &str) -> Option<()> {
    let body = body_of(kind_of(sheet, line)?, line);
    let (list, remove) = match id.split_once('/') {
        None => (id, None),
        Some((list, rest)) => (list, rest.strip_suffix("/remove")?.parse::<usize>().ok()),
    };
    let Json::List(items) = sheet.at_mut(&format!("{body}/{list}"))? else {
        return None;
    };
    match remove {
        Some(place) if place < items.len() => {
            items.remove(place);
        }
        Some(_) => return None,
        None if list == "columns" => items.push(column("", "20", "")),
        None => items.push(object(vec![("text", words(""))])),
    }
    Some(())
}
