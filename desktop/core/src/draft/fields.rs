//! The fields of a draft as the page draws them.

use std::collections::BTreeMap;

use feel::Value;
use form_model::{Access, Asked, Component, Kind, Part, Subtype};
use office::leave::Kind as LeaveKind;
use office::operation::Attachment;

use super::{Stored, Understood, deputies, files, money, picks, places};
use crate::rows::MineEntry;
use crate::session::Session;
use crate::store::Table;
use crate::views::{FieldView, OptionView, RowView, Sentence};
use crate::world::Staged;
use crate::{Failure, answers};

/// The most reasons that are offered to tap.
const MAX_RECENT: usize = 3;

/// How many own cases are looked through for reasons.
const RECENT_CASES: u32 = 20;

/// All fields, row by row.
pub(super) fn fields(
    session: &Session,
    world: &Staged<'_>,
    stored: &Stored,
    draft: &Understood,
    minutes: Option<i64>,
) -> Result<Vec<FieldView>, Failure> {
    let places = stored.places(&draft.pack);
    let mut asked = BTreeMap::new();
    draft.filled.each(&mut |seen| {
        asked.insert(
            (seen.path.clone(), seen.component.pointer.as_str()),
            seen.asked,
        );
    });
    let form = Drawn {
        session,
        world,
        stored,
        draft,
        minutes,
        places: &places,
        asked,
        nothing: Asked::default(),
    };
    form.level(draft.pack.form.components(), "")
}

/// A form as it is drawn.
struct Drawn<'a> {
    session: &'a Session,
    world: &'a Staged<'a>,
    stored: &'a Stored,
    draft: &'a Understood,
    minutes: Option<i64>,
    /// Every field with the rows of this draft.
    places: &'a [places::Place<'a>],
    /// What the form asks, by path and component.
    asked: BTreeMap<(String, &'a str), &'a Asked>,
    /// What it asks in rows that are not counted, such as those of a hidden list.
    nothing: Asked,
}

impl Drawn<'_> {
    /// The components of one level; `before` is the row of the list around them.
    fn level(&self, components: &[Component], before: &str) -> Result<Vec<FieldView>, Failure> {
        let mut views = Vec::new();
        for row in form_model::rows(components) {
            let first = views.len();
            for cell in &row.cells {
                if !matches!(cell.component.kind, Kind::Unknown(_)) {
                    views.push(self.field(cell, before, first)?);
                }
            }
        }
        Ok(views)
    }

    fn field(
        &self,
        cell: &form_model::Cell<'_>,
        before: &str,
        row: usize,
    ) -> Result<FieldView, Failure> {
        let (component, draft) = (cell.component, self.draft);
        let path = places::join(before, &component.path);
        let answers = component.is_field() || component.kind == Kind::DynamicList;
        let place = if answers {
            path.clone()
        } else {
            format!("{before}{}", component.pointer)
        };
        let asked = self.asked.get(&(place.clone(), component.pointer.as_str()));
        let asked = asked.copied().unwrap_or(&self.nothing);
        let worded = |name: &str| asked.words.get(name).cloned();
        let key = answers::text_key(&path);
        let said = |key: &str| draft.texts.get(&draft.language, key).map(str::to_owned);
        let label = said(&key).filter(|_| !component.path.is_empty());
        let (echo, odd) = self.echo(component, &path)?;
        let [prefix, suffix] = component.adorners.clone();
        Ok(FieldView {
            kind: kind(component),
            label: label
                .or_else(|| worded("label"))
                .or_else(|| worded("text"))
                .unwrap_or_else(|| shown_words(component)),
            hint: said(&format!("{key}.hint"))
                .or_else(|| worded("description"))
                .or_else(|| Some(component.description.clone()))
                .filter(|hint| !hint.is_empty()),
            help: Some(component.own.help.clone()).filter(|help| !help.is_empty()),
            readonly: asked.readonly || self.keeps_files(component),
            disabled: asked.disabled,
            prefix: worded("prefixAdorner").unwrap_or(prefix),
            suffix: worded("suffixAdorner").unwrap_or(suffix),
            accept: component.accept.clone(),
            required: asked.required,
            visible: asked.shown && asked.access != Access::Hidden,
            columns: component.columns.map(u32::from),
            row: Some(format!("r{row}")),
            options: self.options(component, &path, asked)?,
            value: match component.kind {
                _ if component.part == Some(Part::Barcode) => worded("value").unwrap_or_default(),
                Kind::Filepicker => self.files(&path),
                Kind::Expression => answers::at(&draft.answers, &path)
                    .map(answers::text)
                    .unwrap_or_default(),
                _ => self.stored.text(&path).to_owned(),
            },
            echo,
            odd,
            recent: if is_free_text(component) {
                recent(self.session)?
            } else {
                Vec::new()
            },
            fields: match component.kind {
                Kind::Group => self.level(&component.children, before)?,
                _ => Vec::new(),
            },
            rows: match component.kind {
                Kind::DynamicList => self.rows(component, &path)?,
                _ => Vec::new(),
            },
            key: place,
        })
    }

    /// The marks of the files that belong to a field, a line each.
    fn files(&self, path: &str) -> String {
        let own = files::of(self.stored, self.places, path);
        own.map(Attachment::mark).collect::<Vec<_>>().join("\n")
    }

    /// A station signs what it fills in, and no files.
    fn keeps_files(&self, component: &Component) -> bool {
        component.kind == Kind::Filepicker && self.draft.filling.is_some()
    }

    fn rows(&self, list: &Component, path: &str) -> Result<Vec<RowView>, Failure> {
        (0..self.stored.rows(path))
            .map(|at| {
                let key = places::row(path, at);
                let fields = self.level(&list.children, &key)?;
                Ok(RowView { key, fields })
            })
            .collect()
    }

    /// What an entry was understood as, and whether it is something to look at.
    fn echo(&self, component: &Component, path: &str) -> Result<(Option<Sentence>, bool), Failure> {
        if component.part == Some(Part::Deputy) && self.draft.filling.is_none() {
            let echo = deputies::echo(self.session, self.world, self.draft)?;
            return Ok(echo.map_or((None, false), |(said, odd)| (Some(said), odd)));
        }
        let Some(value) = answers::at(&self.draft.answers, path) else {
            return Ok((None, false));
        };
        let said = |code: &str, facts| Sentence {
            code: code.to_owned(),
            facts,
        };
        let fact = |name: &str, value: String| (name.to_owned(), value);
        let echo = match (&component.part, value) {
            (Some(Part::When), value) if self.minutes.is_some() => {
                Some(said("when-echo", answers::span_facts(value, self.minutes)))
            }
            (Some(Part::When), value) => {
                Some(said("when-echo-open", answers::span_facts(value, None)))
            }
            (Some(Part::Money), Value::Number(amount)) => money::words(*amount)
                .map(|words| said("money-echo", BTreeMap::from([fact("words", words)]))),
            (None | Some(Part::RocDate), Value::Date(day)) => Some(said(
                "date-echo",
                BTreeMap::from([fact("date", day.to_string())]),
            )),
            (None, Value::DateTime(moment)) => Some(said(
                "moment-echo",
                BTreeMap::from([
                    fact("date", moment.date().to_string()),
                    fact("time", moment.strftime("%H:%M").to_string()),
                ]),
            )),
            _ => None,
        };
        Ok((echo, false))
    }

    fn options(
        &self,
        component: &Component,
        path: &str,
        asked: &Asked,
    ) -> Result<Vec<OptionView>, Failure> {
        if component.part == Some(Part::Deputy) && self.draft.filling.is_none() {
            return deputies::options(self.session, self.world, self.draft);
        }
        if let Some(Part::Person | Part::Deputy | Part::Unit | Part::Post) = component.part {
            let picked = picks::picked(self.session, self.draft, component, path, asked.on)?;
            return Ok(picked.into_iter().collect());
        }
        let choices = asked.options.clone().unwrap_or_default();
        let barred = if component.part == Some(Part::LeaveKind) {
            barred_kinds(self.session, self.draft)?
        } else {
            BTreeMap::new()
        };
        let (texts, language) = (&self.draft.texts, &self.draft.language);
        let option = |choice: form_model::Choice| {
            let key = format!("{}-{}", component.path, choice.value);
            OptionView {
                barred: barred.get(&choice.value).cloned(),
                label: texts
                    .get(language, &key)
                    .map_or(choice.label, str::to_owned),
                value: choice.value,
                hint: None,
            }
        };
        Ok(choices.into_iter().map(option).collect())
    }
}

fn is_free_text(component: &Component) -> bool {
    component.part.is_none() && component.path == "reason"
}

/// What a component shows that asks nothing: its words, or else nothing.
fn shown_words(component: &Component) -> String {
    match &component.kind {
        Kind::Shown(kind) if component.label.is_empty() && kind == "text" => {
            component.content.clone()
        }
        _ => component.label.clone(),
    }
}

fn kind(component: &Component) -> String {
    match &component.part {
        None | Some(Part::Other(_)) => plain_kind(component).to_owned(),
        Some(part) => format!("antou-{}", part.name()),
    }
}

fn plain_kind(component: &Component) -> &'static str {
    match &component.kind {
        Kind::Textfield | Kind::Unknown(_) => "textfield",
        Kind::Textarea => "textarea",
        Kind::Number => "number",
        Kind::Datetime(Subtype::Date) => "date",
        Kind::Datetime(Subtype::Time) => "time",
        Kind::Datetime(Subtype::DateTime) => "datetime",
        Kind::Checkbox => "checkbox",
        Kind::Checklist => "checklist",
        Kind::Taglist => "taglist",
        Kind::Radio => "radio",
        Kind::Select => "select",
        Kind::Filepicker => "filepicker",
        Kind::Expression => "computed",
        Kind::Group => "group",
        Kind::DynamicList => "list",
        Kind::Shown(kind) if kind == "separator" => "separator",
        Kind::Shown(kind) if kind == "spacer" => "spacer",
        Kind::Shown(_) => "text",
    }
}

/// Kinds that the rules of today do not know.
fn barred_kinds(
    session: &Session,
    draft: &Understood,
) -> Result<BTreeMap<String, Sentence>, Failure> {
    let Some(field) = answers::field_of(&draft.pack, &Part::LeaveKind) else {
        return Ok(BTreeMap::new());
    };
    let choices = field.options.fixed().unwrap_or_default();
    let today = session.today();
    let mut barred = BTreeMap::new();
    for choice in choices {
        let known =
            LeaveKind::new(choice.value.clone()).map(|kind| draft.pack.rules.kind(&kind, today));
        if let Ok(Err(refusal)) = known {
            barred.insert(choice.value.clone(), Sentence::from(refusal));
        }
    }
    Ok(barred)
}

/// The last different reasons of own cases.
fn recent(session: &Session) -> Result<Vec<String>, Failure> {
    let mut found: Vec<String> = Vec::new();
    for (_, entry) in session
        .store()
        .newest_some::<MineEntry>(Table::Mine, RECENT_CASES)?
    {
        if let Some(reason) = entry.reason.filter(|reason| !found.contains(reason)) {
            found.push(reason);
        }
        if found.len() == MAX_RECENT {
            break;
        }
    }
    Ok(found)
}
