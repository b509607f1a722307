//! A form while it is being filled in.

mod begin;
mod check;
mod deputies;
mod entry;
mod fields;
pub(crate) mod files;
pub(crate) mod filling;
mod money;
mod paste;
mod picks;
pub(crate) mod places;
mod timed;
mod titles;
pub(crate) mod version;

use std::collections::BTreeMap;

use feel::{Context, Value};
use form_model::{APPLICANT, Kind, Part, Problem, Subtype};
use jiff::civil::DateTime;
use office::ids::{CaseId, PackId, StationId};
use office::operation::{Answers, Attachment};
use office::pack::PackRef;
use office::world::Reading;
use office::{Pack, World};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::Failure;
use crate::session::Session;
use crate::texts::Texts;
use crate::views::Sentence;
use crate::world::Staged;

pub(crate) use begin::begin;
pub(crate) use check::{content, view};
use filling::Filling;
pub(crate) use paste::{move_row, paste};
pub(crate) use picks::pick;
use places::{Place, lists, places, put};
use timed::Timed;
pub(crate) use timed::read_when;
pub(crate) use titles::title;
use version::Version;

/// Longest text that is kept of one field, in characters.
pub(crate) const MAX_FIELD: usize = 20_000;

/// A draft as the vault keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stored {
    pub service: PackId,
    /// The case that it corrects, or of which a station fills in its part.
    pub correcting: Option<Correcting>,
    /// What was typed or chosen, by field.
    pub texts: BTreeMap<String, String>,
    /// What a time in plain words meant on the day it was typed: `明天` must not
    /// move while the draft lies.
    pub spans: BTreeMap<String, (DateTime, DateTime)>,
    /// How many rows each list has, by its path.
    #[serde(default)]
    pub rows: BTreeMap<String, usize>,
    pub attachments: Vec<Attachment>,
    /// The version of the form with which it is filled in.
    #[serde(default)]
    pub version: Version,
    /// When it was last changed, ms.
    pub saved: i64,
}

/// The case that a draft belongs to, and the station that asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Correcting {
    pub case: CaseId,
    pub station: StationId,
    /// It fills in what the form asks of whoever signs there, and corrects nothing.
    #[serde(default)]
    pub fills: bool,
}

impl Stored {
    /// A draft in which nothing was filled in yet.
    pub(crate) fn empty(service: PackId, correcting: Option<Correcting>, now: i64) -> Self {
        Self {
            service,
            correcting,
            texts: BTreeMap::new(),
            spans: BTreeMap::new(),
            rows: BTreeMap::new(),
            attachments: Vec::new(),
            version: Version::default(),
            saved: now,
        }
    }

    pub(crate) fn text(&self, path: &str) -> &str {
        self.texts.get(path).map(String::as_str).unwrap_or_default()
    }

    fn rows(&self, list: &str) -> usize {
        self.rows.get(list).copied().unwrap_or(0)
    }

    /// Every field of a form with the rows of this draft.
    pub(crate) fn places<'a>(&self, pack: &'a Pack) -> Vec<Place<'a>> {
        places(pack.form.components(), &|list| self.rows(list))
    }

    /// Adds a row at the end of a list, with what the form starts with.
    fn add_row(&mut self, pack: &Pack, list: &str) {
        let at = self.rows(list);
        self.rows.insert(list.to_owned(), at + 1);
        let inner = places::row(list, at) + ".";
        for (_, path) in lists(pack.form.components(), &|path| self.rows(path).max(1)) {
            if path.starts_with(&inner) {
                self.rows.insert(path, 1);
            }
        }
        for place in self.places(pack) {
            let value = crate::answers::text(&place.field.default);
            if place.path.starts_with(&inner) && !value.is_empty() {
                self.texts.insert(place.path, value);
            }
        }
    }

    /// Puts a row of a list at another place; those between move.
    fn move_row(&mut self, list: &str, from: usize, to: usize) {
        let place = |at: usize| match at {
            at if at == from => to,
            at if from < at && at <= to => at - 1,
            at if to <= at && at < from => at + 1,
            at => at,
        };
        self.texts = placed(std::mem::take(&mut self.texts), list, &place);
        self.spans = placed(std::mem::take(&mut self.spans), list, &place);
        self.rows = placed(std::mem::take(&mut self.rows), list, &place);
    }

    /// Takes a row out of a list; the rows after it move up.
    fn remove_row(&mut self, list: &str, at: usize) {
        let count = self.rows(list);
        self.rows.insert(list.to_owned(), count.saturating_sub(1));
        self.texts = moved_up(std::mem::take(&mut self.texts), list, at);
        self.spans = moved_up(std::mem::take(&mut self.spans), list, at);
        self.rows = moved_up(std::mem::take(&mut self.rows), list, at);
    }
}

/// What stands in a row belongs to the row that takes its place.
fn placed<V>(
    entries: BTreeMap<String, V>,
    list: &str,
    place: &dyn Fn(usize) -> usize,
) -> BTreeMap<String, V> {
    let moved = |(path, value): (String, V)| match places::in_row(&path, list) {
        Some((at, rest)) => (places::row(list, place(at)) + rest, value),
        None => (path, value),
    };
    entries.into_iter().map(moved).collect()
}

/// What stands in rows after the removed one belongs to the row before.
fn moved_up<V>(entries: BTreeMap<String, V>, list: &str, removed: usize) -> BTreeMap<String, V> {
    let moved = |(path, value): (String, V)| match places::in_row(&path, list) {
        Some((at, _)) if at == removed => None,
        Some((at, rest)) if at > removed => Some((places::row(list, at - 1) + rest, value)),
        _ => Some((path, value)),
    };
    entries.into_iter().filter_map(moved).collect()
}

/// A draft as it is understood now.
pub(crate) struct Understood {
    pub pack: Arc<Pack>,
    pub pack_ref: PackRef,
    pub answers: Answers,
    /// The files that go with them.
    pub attachments: Vec<Attachment>,
    /// The form with the answers: what it shows and asks.
    pub filled: form_model::Session,
    pub problems: Vec<(String, Sentence)>,
    pub texts: Arc<Texts>,
    pub language: String,
    /// What a station fills in; none where the applicant fills in the form.
    pub filling: Option<Filling>,
}

impl Understood {
    /// # Errors
    /// `draft-not-ready` (field, problem, count) when something cannot stay as it is.
    pub(crate) fn ready(&self) -> Result<(), Failure> {
        let Some((field, problem)) = self.problems.first() else {
            return Ok(());
        };
        let failure = Failure::new("draft-not-ready").with("field", field);
        let failure = failure.with("problem", &problem.code);
        Err(failure.with("count", self.problems.len()))
    }
}

/// The version of the service that a draft is for.
pub(crate) fn pack_of(
    world: &Staged<'_>,
    stored: &Stored,
) -> Result<(PackRef, Arc<Pack>), Failure> {
    let missing = || Failure::new("service-unknown").with("service", &stored.service);
    let pack_ref = match &stored.correcting {
        Some(at) => world
            .case(&at.case)?
            .flatten()
            .map(|case| case.pack.clone()),
        None => match &stored.version.pack {
            Some(own) if world.pack(own)?.is_some() => Some(own.clone()),
            _ => world
                .packs()?
                .and_then(|packs| packs.current.get(&stored.service).cloned()),
        },
    };
    let pack_ref = pack_ref.ok_or_else(missing)?;
    let pack = world
        .pack(&pack_ref)?
        .ok_or_else(|| Failure::new("pack-missing").with("version", pack_ref.version))?;
    Ok((pack_ref, pack))
}

/// Reads what was typed into answers, and finds what cannot stay.
pub(crate) fn understand(
    session: &Session,
    world: &Staged<'_>,
    stored: &Stored,
) -> Result<Understood, Failure> {
    let (pack_ref, pack) = pack_of(world, stored)?;
    let texts = session.known.texts(&pack_ref)?;
    let language = session.settings()?.language;
    let filling = Filling::of(session, world, &pack, stored)?;
    let writes = |path: &str| filling.as_ref().is_none_or(|filling| filling.writes(path));
    let before = filling.as_ref().map(|filling| filling.before.clone());
    let mut answers = before.clone().unwrap_or_default();
    let mut problems = Vec::new();
    let lists = lists(pack.form.components(), &|list| stored.rows(list));
    for (_, list) in lists.into_iter().filter(|(_, list)| writes(list)) {
        if let Some(last) = stored.rows(&list).checked_sub(1) {
            put(
                &mut answers,
                &places::row(&list, last),
                Value::Context(Context::new()),
            );
        }
    }
    let context = office::pack::around_form(session.now());
    let places = stored.places(&pack);
    // A station signs what it fills in, and no files.
    let fills = |place: &&Place<'_>| filling.is_none() || !files::takes(place);
    for place in places
        .iter()
        .filter(|place| writes(&place.path))
        .filter(fills)
    {
        match answer(world, stored, &places, place)? {
            Ok(Value::Null) if filling.is_none() => {}
            Ok(value) => put(&mut answers, &place.path, value),
            Err(problem) => problems.push((place.path.clone(), problem)),
        }
    }
    let station = filling.as_ref().map(|filling| filling.station.as_str());
    let station = station.or(Some(APPLICANT));
    let open =
        |answers| form_model::Session::open_at(&pack.form, answers, context.clone(), station);
    let filled = match open(answers) {
        Ok(filled) => filled,
        Err(problem) => {
            problems.push(sentence(problem));
            open(before.unwrap_or_default()).map_err(unreadable)?
        }
    };
    let unread: Vec<String> = problems.iter().map(|(field, _)| field.clone()).collect();
    let found = filled.problems().into_iter();
    let found = found.filter(|problem| !unread.contains(&problem.path));
    problems.extend(found.map(sentence));
    let not_known = office::decide::not_known(&filled, &*session.org()?, session.today());
    problems.extend(not_known.into_iter().map(|refusal| {
        let field = refusal.facts.get("field").cloned().unwrap_or_default();
        (field, Sentence::from(refusal))
    }));
    let attachments = files::sent(stored, &places, filled.answers());
    Ok(Understood {
        pack,
        pack_ref,
        answers: filled.answers().clone(),
        attachments,
        filled,
        problems,
        texts,
        language,
        filling,
    })
}

/// A form that cannot be opened, as a failure.
pub(crate) fn unreadable(problem: Problem) -> Failure {
    let failure = Failure::new(problem.code);
    let facts = problem.facts.into_iter();
    facts.fold(failure, |failure, (name, value)| failure.with(name, value))
}

fn sentence(problem: Problem) -> (String, Sentence) {
    let facts = problem
        .facts
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    (
        problem.path,
        Sentence {
            code: problem.code.to_owned(),
            facts,
        },
    )
}

/// The answer that a text means.
fn answer(
    world: &Staged<'_>,
    stored: &Stored,
    places: &[Place<'_>],
    place: &Place<'_>,
) -> Result<Result<Value, Sentence>, Failure> {
    if files::takes(place) {
        return Ok(Ok(files::answer(stored, places, &place.path)));
    }
    let trimmed = stored.text(&place.path).trim();
    if trimmed.is_empty() {
        return Ok(Ok(Value::Null));
    }
    if let Some(timed) = Timed::of(place.field) {
        let read = match stored.spans.get(&place.path) {
            Some(span) => Ok(*span),
            None => timed.read(world, trimmed)?,
        };
        return Ok(read.map(|(from, to)| timed.value(from, to)));
    }
    let wrong = |expected: &str| Err(not_a(expected));
    Ok(match &place.field.kind {
        Kind::Number => entry::number(trimmed)
            .map(Value::Number)
            .map_or_else(|| wrong("number"), Ok),
        Kind::Checkbox => Ok(Value::Bool(trimmed == "true")),
        Kind::Datetime(Subtype::Time) => entry::time(trimmed)
            .map(Value::Time)
            .map_or_else(|| wrong("time"), Ok),
        Kind::Checklist | Kind::Taglist => {
            Ok(Value::List(trimmed.split('\n').map(Value::text).collect()))
        }
        Kind::Expression => Ok(Value::Null),
        _ => Ok(Value::text(trimmed)),
    })
}

fn not_a(expected: &str) -> Sentence {
    Sentence {
        code: "answer-kind".to_owned(),
        facts: [("expected".to_owned(), expected.to_owned())].into(),
    }
}

/// Takes a change of one field in.
///
/// # Errors
/// `field-unknown` (field), and what the field says.
pub(crate) fn set(
    session: &Session,
    stored: &mut Stored,
    field: &str,
    value: String,
) -> Result<(), Failure> {
    let world = session.world();
    let (_, pack) = pack_of(&world, stored)?;
    let places = stored.places(&pack);
    let known = places.iter().find(|one| one.path == field);
    let place = known.ok_or_else(|| Failure::new("field-unknown").with("field", field))?;
    put_text(session, &world, stored, place, value)
}

/// Takes the text of one place in.
fn put_text(
    session: &Session,
    world: &Staged<'_>,
    stored: &mut Stored,
    place: &Place<'_>,
    value: String,
) -> Result<(), Failure> {
    if place.field.kind == Kind::Expression {
        return Err(Failure::new("answer-computed"));
    }
    if place.field.kind == Kind::Filepicker {
        return Err(Failure::new("field-unknown").with("field", &place.path));
    }
    if value.chars().count() > MAX_FIELD {
        return Err(Failure::new("answer-too-long").with("limit", MAX_FIELD));
    }
    stored.spans.remove(&place.path);
    if let Some(timed) = Timed::of(place.field)
        && let Ok(span) = timed.read(world, value.trim())?
    {
        stored.spans.insert(place.path.clone(), span);
    }
    stored.texts.insert(place.path.clone(), value);
    stored.saved = session.now();
    Ok(())
}

/// Adds a row to a list, or with `remove` takes one out.
///
/// # Errors
/// `field-unknown` (field) when there is no such list or row, `answer-too-many`
/// (limit).
pub(crate) fn set_rows(
    session: &Session,
    stored: &mut Stored,
    list: &str,
    remove: Option<usize>,
) -> Result<(), Failure> {
    let (_, pack) = pack_of(&session.world(), stored)?;
    let known = lists(pack.form.components(), &|list| stored.rows(list));
    let count = stored.rows(list);
    let is_there = known.iter().any(|(_, path)| path == list);
    if !is_there || remove.is_some_and(|at| at >= count) {
        return Err(Failure::new("field-unknown").with("field", list));
    }
    match remove {
        Some(at) => {
            let row = places::row(list, at) + ".";
            let inside = files::in_row(stored, &stored.places(&pack), &row);
            stored.remove_row(list, at);
            files::without_row(stored, &inside);
        }
        None if count >= places::MAX_ROWS => {
            return Err(Failure::new("answer-too-many").with("limit", places::MAX_ROWS));
        }
        None => stored.add_row(&pack, list),
    }
    stored.saved = session.now();
    Ok(())
}

/// The texts of answers that were given before, for a correction.
///
/// # Errors
/// When calendar or working time cannot be read.
pub(crate) fn texts_of(
    world: &Staged<'_>,
    pack: &Pack,
    answers: &Answers,
    stored: &mut Stored,
) -> Result<(), Failure> {
    let count = |list: &str| {
        let value = places::at(answers, list);
        value.and_then(Value::as_list).map_or(0, <[Value]>::len)
    };
    for (_, list) in lists(pack.form.components(), &count) {
        stored.rows.insert(list.clone(), count(&list));
    }
    for place in stored.places(pack) {
        let Some(value) = places::at(answers, &place.path) else {
            continue;
        };
        let moment = |end: &str| value.get(end).and_then(Value::as_date_time);
        let text = match (&place.field.part, moment("from"), moment("to")) {
            (Some(Part::When), Some(from), Some(to)) => {
                stored.spans.insert(place.path.clone(), (from, to));
                span_text(world, from, to)?
            }
            _ if place.field.kind == Kind::Expression => continue,
            _ => match value {
                Value::List(items) => items
                    .iter()
                    .map(crate::answers::text)
                    .collect::<Vec<_>>()
                    .join("\n"),
                Value::DateTime(moment) => moment.strftime("%Y-%m-%d %H:%M").to_string(),
                Value::Time(time) => time.strftime("%H:%M").to_string(),
                value => crate::answers::text(value),
            },
        };
        stored.texts.insert(place.path, text);
    }
    Ok(())
}

/// A time as a person would type it: the shortest words that are read as just
/// this time.
fn span_text(world: &Staged<'_>, from: DateTime, to: DateTime) -> Result<String, Failure> {
    let day = |moment: DateTime| format!("{}/{}", moment.month(), moment.day());
    let dated = |moment: DateTime| format!("{}/{}", moment.year(), day(moment));
    let (start, end) = (from.strftime("%H:%M"), to.strftime("%H:%M"));
    let (first, last) = (day(from), day(to));
    let one_day = from.date() == to.date();
    let tried = if one_day {
        vec![
            first.clone(),
            format!("{first} 上午"),
            format!("{first} 下午"),
            format!("{first} {start}-{end}"),
        ]
    } else {
        vec![
            format!("{first}-{last}"),
            format!("{first}-{last} {end}"),
            format!("{first} {start}-{last}"),
            format!("{first} {start}-{last} {end}"),
        ]
    };
    for text in tried {
        if read_when(world, &text)? == Ok((from, to)) {
            return Ok(text);
        }
    }
    Ok(if one_day {
        format!("{} {start}-{end}", dated(from))
    } else {
        format!("{} {start} - {} {end}", dated(from), dated(to))
    })
}
