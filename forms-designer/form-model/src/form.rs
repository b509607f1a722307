//! A form document.

mod again;
mod twice;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::component::{APPLICANT, Access, Component, Kind, Options, Part, Reading};
use crate::json::Json;
use crate::layout::COLUMNS;
use crate::path::join;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::scope::{LOCAL_NAMES, TODAY};
use crate::setting::Setting;

/// Largest form, in bytes.
pub const MAX_FORM: usize = 256 * 1024;
/// Deepest nesting of components.
pub const MAX_DEPTH: usize = 32;
/// Most components.
pub const MAX_COMPONENTS: usize = 2_000;
/// Longest pattern, in bytes.
pub const MAX_PATTERN: usize = 500;
/// Types of form-js that this office shows as plain text only: what they would load, embed or lay
/// out is left out.
const PLAIN: [&str; 5] = ["documentPreview", "html", "iframe", "image", "table"];
/// Longest name in a path, in bytes.
const MAX_NAME: usize = 200;

/// A form: a form-js document, as it was read and as it is understood. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Form {
    bytes: Arc<[u8]>,
    json: Arc<Json>,
    components: Arc<[Component]>,
    plan: Arc<Plan>,
    /// The names that conditions may read.
    names: Arc<BTreeSet<String>>,
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.json == other.json
    }
}

impl Form {
    /// Reads a form.
    ///
    /// # Errors
    /// `form-too-large` (limit), `form-unreadable` (reason, line, column), `form-shape`
    /// (expected) where the document is no form, `form-too-deep` (limit), `form-too-many`
    /// (limit). What is only doubtful is in [`Form::problems`].
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        Self::of(bytes.into(), readable(bytes)?, None)
    }

    /// As [`Form::read`] of the form that follows on this one, such as a step that is taken back:
    /// what is as it was here is not understood anew.
    ///
    /// # Errors
    /// As [`Form::read`].
    pub fn read_after(&self, bytes: &[u8]) -> Result<Self, Problem> {
        Self::of(bytes.into(), readable(bytes)?, Some(self))
    }

    fn of(bytes: Arc<[u8]>, json: Json, before: Option<&Self>) -> Result<Self, Problem> {
        let names = survey(&json)?;
        let around = Reading {
            names: &names,
            own: json.get("antou"),
        };
        let (components, plan) = match before {
            Some(before) => again::understand(&json, &around, before),
            None => {
                let components = build(list_of(&json), "/components", "", &around);
                let plan = Arc::new(Plan::of(&components));
                (components, plan)
            }
        };
        Ok(Self {
            bytes,
            components: components.into(),
            plan,
            names: Arc::new(names),
            json: Arc::new(json),
        })
    }

    /// The document as bytes: as they were read, where nothing was changed.
    #[must_use]
    pub fn write(&self) -> &[u8] {
        &self.bytes
    }

    /// The document.
    #[must_use]
    pub fn json(&self) -> &Json {
        &self.json
    }

    /// The form with a changed document; everything that was not changed is kept, in its order
    /// and with its digits. Without a change the bytes stay.
    ///
    /// # Errors
    /// As [`Form::read`].
    pub fn edit(&self, change: impl FnOnce(&mut Json)) -> Result<Self, Problem> {
        let mut json = Json::clone(&self.json);
        change(&mut json);
        self.with(json)
    }

    /// The form with another document, as [`Form::edit`].
    pub(crate) fn with(&self, json: Json) -> Result<Self, Problem> {
        if json == *self.json {
            return Ok(self.clone());
        }
        let mut text = json.pretty();
        text.push('\n');
        if text.len() > MAX_FORM {
            return Err(too_large());
        }
        // What would not be read back as it is says why when it is read.
        if !json.is_readable() {
            return Self::read(text.as_bytes());
        }
        Self::of(text.into_bytes().into(), json, Some(self))
    }

    /// The components at the top.
    #[must_use]
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// What depends on what.
    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Every component, in document order, containers before what they hold.
    #[must_use]
    pub fn all(&self) -> Vec<&Component> {
        fn walk<'a>(components: &'a [Component], into: &mut Vec<&'a Component>) {
            for component in components {
                into.push(component);
                walk(&component.children, into);
            }
        }
        let mut all = Vec::new();
        walk(&self.components, &mut all);
        all
    }

    /// Every component that has an answer, in document order, those inside lists included.
    #[must_use]
    pub fn fields(&self) -> Vec<&Component> {
        let all = self.all().into_iter();
        all.filter(|component| component.is_field()).collect()
    }

    /// Whether it says of any of its parts what stations may do with it.
    #[must_use]
    pub fn has_stations(&self) -> bool {
        self.all().iter().any(|part| !part.own.stations.is_empty())
    }

    /// Whether a station may or must fill in something that it says so of.
    #[must_use]
    pub fn asks_at(&self, station: &str) -> bool {
        let said = |part: &&Component| {
            let stations = &part.own.stations;
            let said = stations.get(station).or_else(|| stations.get("*"));
            said.is_some_and(|access| access.writes())
        };
        self.all().iter().any(said)
    }

    /// What a designer should see before the form is published: expressions, patterns and types
    /// that do not work here. An answer that meets a broken rule is refused, not passed.
    ///
    /// Each has the component's `id` as a fact when it has one. Codes: `form-expression`
    /// (property, problem, reason), `form-pattern` (pattern), `form-kind-unknown` (kind),
    /// `form-kind-plain` (kind), `form-part-unknown` (part), `form-section-unknown` (section),
    /// `form-table-unknown` (table), `form-circle` (circle, the names of
    /// what reads each other), `form-key` (key), `form-path-taken`
    /// (key), `form-files-at-station` (station), `form-options`, `form-option-twice` (value), `form-columns` (columns); and of any
    /// object `form-name-twice` (name). [`Problem::severity`] says how much each matters. Whether
    /// the document is well made says [`schema`](crate::schema).
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut found: Vec<Problem> = self.all().into_iter().flat_map(problems).collect();
        found.extend(self.circles());
        taken(&self.components, &mut BTreeMap::new(), &mut found);
        twice::find(&self.json, &mut found);
        found
    }
}

impl Form {
    /// Conditions and expressions that depend on themselves.
    fn circles(&self) -> impl Iterator<Item = Problem> {
        self.plan.circles.iter().filter_map(|circle| {
            let names = |part: &usize| {
                let component = self.part(*part);
                let names = [&component.label, &component.path, &component.pointer];
                let named = names.into_iter().find(|name| !name.is_empty());
                named.cloned().unwrap_or_default()
            };
            let first = circle.first()?;
            let way: Vec<String> = circle.iter().chain([first]).map(names).collect();
            Some(at(self.part(*first), "form-circle").with("circle", way.join(" → ")))
        })
    }
}

fn shape(pointer: &str, expected: &str) -> Problem {
    Problem::new(pointer, "form-shape").with("expected", expected)
}

fn too_large() -> Problem {
    Problem::new("", "form-too-large").with("limit", MAX_FORM)
}

fn readable(bytes: &[u8]) -> Result<Json, Problem> {
    if bytes.len() > MAX_FORM {
        return Err(too_large());
    }
    Json::read_loosely(bytes).map_err(|problem| problem.coded("form-unreadable"))
}

/// The components of a document, as they are written.
fn list_of(json: &Json) -> &[Json] {
    let list = json.get("components").and_then(Json::as_list);
    list.unwrap_or_default()
}

/// Checks the shape of a document; the names that its conditions may read.
fn survey(json: &Json) -> Result<BTreeSet<String>, Problem> {
    json.as_object().ok_or_else(|| shape("", "an object"))?;
    let list = json.get("components").and_then(Json::as_list);
    let list = list.ok_or_else(|| shape("/components", "a list"))?;
    let own = json.get("antou");
    let mut survey = Survey {
        count: 0,
        names: LOCAL_NAMES.map(str::to_owned).into(),
        sections: own.and_then(|own| own.get("sections")),
    };
    // The day that the caller gives, and not FEEL's function that would read a clock.
    survey.names.insert(TODAY.to_owned());
    survey.level(list, "/components", 1)?;
    Ok(survey.names)
}

/// Checks the shape of all components and collects the names that conditions may read.
struct Survey<'j> {
    count: usize,
    names: BTreeSet<String>,
    sections: Option<&'j Json>,
}

impl Survey<'_> {
    fn level(&mut self, list: &[Json], pointer: &str, depth: usize) -> Result<(), Problem> {
        if depth > MAX_DEPTH {
            return Err(Problem::new(pointer, "form-too-deep").with("limit", MAX_DEPTH));
        }
        for (place, component) in list.iter().enumerate() {
            self.component(component, &format!("{pointer}/{place}"), depth)?;
        }
        Ok(())
    }

    fn component(&mut self, component: &Json, pointer: &str, depth: usize) -> Result<(), Problem> {
        self.count += 1;
        if self.count > MAX_COMPONENTS {
            return Err(Problem::new(pointer, "form-too-many").with("limit", MAX_COMPONENTS));
        }
        component
            .as_object()
            .ok_or_else(|| shape(pointer, "an object"))?;
        let text = |name: &str| match component.get(name) {
            None | Some(Json::Null) => Ok(None),
            Some(Json::Text(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(shape(&format!("{pointer}/{name}"), "text")),
        };
        text("type")?.ok_or_else(|| shape(&format!("{pointer}/type"), "text"))?;
        for path in [text("key")?, text("path")?].into_iter().flatten() {
            let first = path.split('.').next().filter(|name| is_word(name));
            self.names.extend(first.map(str::to_owned));
        }
        if let Some(children) = component.get("components") {
            let pointer = format!("{pointer}/components");
            let children = children
                .as_list()
                .ok_or_else(|| shape(&pointer, "a list"))?;
            self.level(children, &pointer, depth + 1)?;
        }
        let section = section_of(component);
        let section = section.and_then(|name| Some((name, self.sections?.get(name)?)));
        if let Some((name, section)) = section {
            let pointer = section_pointer(name);
            let children = section.get("components").and_then(Json::as_list);
            let children = children.ok_or_else(|| shape(&pointer, "a list"))?;
            self.level(children, &pointer, depth + 1)?;
        }
        Ok(())
    }
}

/// The section of which a component is made.
fn section_of(component: &Json) -> Option<&str> {
    component.get("antou")?.get("section")?.as_text()
}

fn section_pointer(name: &str) -> String {
    let name = name.replace('~', "~0").replace('/', "~1");
    format!("/antou/sections/{name}/components")
}

/// What FEEL can read as one name.
fn is_word(name: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    !name.is_empty() && name.len() <= MAX_NAME && name.chars().all(word)
}

fn build(list: &[Json], pointer: &str, before: &str, around: &Reading<'_>) -> Vec<Component> {
    let components = list.iter().enumerate();
    let read = |(place, json): (usize, &Json)| {
        let pointer = format!("{pointer}/{place}");
        let mut component = Component::read(json, pointer, before, around);
        component.children = match held(json, &component.pointer, around) {
            Some((list, pointer)) => build(list, &pointer, inside(&component, before), around),
            None => Vec::new(),
        };
        component
    };
    components.map(read).collect()
}

/// What a component holds, and where that stands in the document.
fn held<'j>(json: &'j Json, pointer: &str, around: &Reading<'j>) -> Option<(&'j [Json], String)> {
    let section = section_of(json).and_then(|name| Some((name, around.section(name)?)));
    if let Some((name, section)) = section {
        return Some((section, section_pointer(name)));
    }
    let own = json.get("components").and_then(Json::as_list)?;
    Some((own, format!("{pointer}/components")))
}

/// The path under which the answers stand of what a component holds.
fn inside<'c>(component: &'c Component, before: &'c str) -> &'c str {
    match component.kind {
        Kind::DynamicList => "",
        Kind::Group => &component.path,
        _ => before,
    }
}

fn at(component: &Component, code: &'static str) -> Problem {
    let problem = Problem::new(component.pointer.as_str(), code);
    match &component.id {
        Some(id) => problem.with("id", id),
        None => problem,
    }
}

fn problems(component: &Component) -> Vec<Problem> {
    let at = |code| at(component, code);
    let mut found = Vec::new();
    for (property, setting) in component.settings() {
        if let Setting::Broken(problem) = setting {
            let broken = at("form-expression").with("property", property);
            found.push(
                broken
                    .with("problem", problem.code())
                    .with("reason", problem),
            );
        }
    }
    let pattern = component.rules.pattern.as_ref();
    if let Some(broken) = pattern.filter(|pattern| pattern.regex.is_none()) {
        found.push(at("form-pattern").with("pattern", &broken.text));
    }
    if let Kind::Unknown(kind) = &component.kind {
        found.push(at("form-kind-unknown").with("kind", kind));
    }
    if let Kind::Shown(kind) = &component.kind
        && PLAIN.contains(&kind.as_str())
    {
        found.push(at("form-kind-plain").with("kind", kind));
    }
    if let Some(Part::Other(part)) = &component.part {
        found.push(at("form-part-unknown").with("part", part));
    }
    if component.own.section.is_some() && component.children.is_empty() {
        let section = component.own.section.as_deref().unwrap_or_default();
        found.push(at("form-section-unknown").with("section", section));
    }
    if component.part == Some(Part::Code) && component.options == Options::None {
        let table = component.own.table.as_deref().unwrap_or_default();
        found.push(at("form-table-unknown").with("table", table));
    }
    let writes = |(station, access): (&String, &Access)| {
        (station != APPLICANT && access.writes()).then(|| station.clone())
    };
    let station = component.own.stations.iter().find_map(writes);
    if let Some(station) = station.filter(|_| component.kind == Kind::Filepicker) {
        found.push(at("form-files-at-station").with("station", station));
    }
    let words = |path: &str| {
        path.split('.')
            .all(|word| is_word(word) && word.chars().all(plain))
    };
    if !words(&component.path) && (component.asks() || !component.path.is_empty()) {
        found.push(at("form-key").with("key", &component.path));
    }
    if let Some(columns) = component
        .columns
        .filter(|columns| !(1..=COLUMNS).contains(columns))
    {
        found.push(at("form-columns").with("columns", columns));
    }
    options(component, &mut found);
    found
}

/// form-js allows `\w` in keys: letters of ASCII, digits and `_`.
fn plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn options(component: &Component, found: &mut Vec<Problem>) {
    let kinds = [Kind::Select, Kind::Radio, Kind::Checklist, Kind::Taglist];
    let chooses = kinds.contains(&component.kind) || component.part == Some(Part::LeaveKind);
    match &component.options {
        Options::None if chooses => found.push(at(component, "form-options")),
        Options::Fixed(choices) => {
            let mut seen = BTreeSet::new();
            let twice = choices.iter().filter(|choice| !seen.insert(&choice.value));
            found.extend(
                twice.map(|choice| at(component, "form-option-twice").with("value", &choice.value)),
            );
        }
        _ => {}
    }
}

/// Finds fields under which, or above which, other answers stand: `a` beside `a.b`. Two fields
/// may share a path when one of them is hidden.
fn taken(components: &[Component], known: &mut BTreeMap<String, bool>, found: &mut Vec<Problem>) {
    for component in components {
        match component.kind {
            Kind::Group => taken(&component.children, known, found),
            Kind::DynamicList => taken(&component.children, &mut BTreeMap::new(), found),
            _ => {}
        }
        let answers = component.is_field() || component.kind == Kind::DynamicList;
        if !answers || component.path.is_empty() {
            continue;
        }
        let mut before = String::new();
        let mut clash = false;
        for word in component.path.split('.') {
            before = join(&before, word);
            let last = before == component.path;
            clash |= known.get(&before).is_some_and(|whole| *whole != last);
            known.entry(before.clone()).or_insert(last);
        }
        if clash {
            found.push(at(component, "form-path-taken").with("key", &component.path));
        }
    }
}
