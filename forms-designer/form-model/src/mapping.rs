//! A draft goes over to another version of its form, and back.
//!
//! A field is the same that has the same id, else the same path. Its answer goes over when the other
//! version asks for the same kind there; everything else is kept aside, so that going back gives
//! the first answers again.

use std::collections::{BTreeMap, BTreeSet};

use feel::{Context, Value};

use crate::answers::Answers;
use crate::component::{Component, Kind, Part, Subtype};
use crate::form::Form;
use crate::path;

/// What becomes of answers when a draft goes over to another version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    level: Level,
    back: Level,
    /// Fields whose answers stand elsewhere: paths before and after, `[]` behind each list.
    pub renamed: Vec<(String, String)>,
    /// Fields whose answers are kept aside.
    pub lost: Vec<Lost>,
    /// Paths of fields that the old version does not have.
    pub new: Vec<String>,
}

/// A field whose answer does not go over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Its path in the old version, `[]` behind each list.
    pub path: String,
    /// Its label in the old version; may be empty.
    pub label: String,
    /// Why.
    pub why: Why,
}

/// Why an answer does not go over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The new version does not ask for it.
    Gone,
    /// The new version asks for another kind of answer there.
    Kind,
    /// It stands in another list, or in none.
    List,
}

/// Answers of one version, and what of the other version's is kept beside them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// The answers.
    pub answers: Answers,
    /// What is kept aside: to be stored beside the answers, and given back as it is.
    pub aside: Answers,
}

/// What goes over at one level of the answers: at the top, or in the items of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Level {
    /// Paths, before and after.
    fields: Vec<(String, String)>,
    lists: Vec<(String, String, Level)>,
}

impl Level {
    fn turned(&self) -> Self {
        let turn = |(from, to): &(String, String)| (to.clone(), from.clone());
        let lists = self.lists.iter();
        Self {
            fields: self.fields.iter().map(turn).collect(),
            lists: lists
                .map(|(from, to, inner)| (to.clone(), from.clone(), inner.turned()))
                .collect(),
        }
    }
}

/// What becomes of the answers to a form under another version of it.
#[must_use]
pub fn mapping(old: &Form, new: &Form) -> Mapping {
    let mut matching = Matching {
        new: Asked::of(new),
        taken: BTreeSet::new(),
        renamed: Vec::new(),
        lost: Vec::new(),
        met: BTreeSet::new(),
    };
    let level = matching.level(old.components(), "", "");
    let unmet = matching.new.all.iter();
    let unmet = unmet.filter(|asked| !matching.met.contains(&asked.pointer));
    Mapping {
        back: level.turned(),
        new: unmet.map(Asking::told).collect(),
        level,
        renamed: matching.renamed,
        lost: matching.lost,
    }
}

/// Something that has an answer.
struct Asking {
    pointer: String,
    id: Option<String>,
    /// The pointer of the list in which it is; empty at the top.
    list: String,
    /// The path of that list, with `[]`, as it is told.
    before: String,
    path: String,
    label: String,
    kind: &'static str,
}

impl Asking {
    fn told(&self) -> String {
        path::join(&self.before, &self.path)
    }
}

struct Asked {
    all: Vec<Asking>,
}

impl Asked {
    fn of(form: &Form) -> Self {
        let mut all = Vec::new();
        each(form.components(), "", "", &mut |asking, _| all.push(asking));
        Self { all }
    }
}

/// Calls with everything that has an answer at one level, lists among it.
fn level<'c>(components: &'c [Component], visit: &mut dyn FnMut(&'c Component)) {
    for component in components {
        if component.kind == Kind::Group {
            level(&component.children, visit);
        } else if answers(component) {
            visit(component);
        }
    }
}

fn answers(component: &Component) -> bool {
    let list = component.kind == Kind::DynamicList && !component.path.is_empty();
    list || component.is_field()
}

fn asking(component: &Component, list: &str, before: &str) -> Asking {
    Asking {
        pointer: component.pointer.clone(),
        id: component.id.clone(),
        list: list.to_owned(),
        before: before.to_owned(),
        path: component.path.clone(),
        label: component.label.clone(),
        kind: kind(component),
    }
}

fn each(
    components: &[Component],
    list: &str,
    before: &str,
    visit: &mut dyn FnMut(Asking, &Component),
) {
    level(components, &mut |component| {
        visit(asking(component, list, before), component);
        if component.kind == Kind::DynamicList {
            let before = format!("{}[]", path::join(before, &component.path));
            each(&component.children, &component.pointer, &before, visit);
        }
    });
}

/// What kind of answer is asked for; what is of one kind can stand for the other.
fn kind(component: &Component) -> &'static str {
    match (&component.part, &component.kind) {
        (Some(Part::When), _) => "span",
        (Some(part), _) if part.is_picked() => match part {
            Part::Person | Part::Deputy => "person",
            Part::Unit => "unit",
            Part::Post => "post",
            Part::Room => "room",
            _ => "thing",
        },
        (_, Kind::Textfield | Kind::Textarea | Kind::Radio | Kind::Select) => "text",
        (_, Kind::Number) => "number",
        (_, Kind::Datetime(Subtype::Date)) => "date",
        (_, Kind::Datetime(Subtype::Time)) => "time",
        (_, Kind::Datetime(Subtype::DateTime)) => "moment",
        (_, Kind::Checkbox) => "flag",
        (_, Kind::Checklist | Kind::Taglist) => "choices",
        (_, Kind::Filepicker) => "files",
        (_, Kind::Expression) => "computed",
        (_, Kind::DynamicList) => "list",
        _ => "none",
    }
}

struct Matching {
    new: Asked,
    /// Levels (pointers of lists) and paths of the new version that have an answer already.
    taken: BTreeSet<(String, String)>,
    renamed: Vec<(String, String)>,
    lost: Vec<Lost>,
    /// Pointers of what the old version has too.
    met: BTreeSet<String>,
}

impl Matching {
    /// What goes over of a level; `into` is the pointer of the list of the new version that is met.
    fn level(&mut self, components: &[Component], into: &str, before: &str) -> Level {
        let mut found = Level::default();
        let mut known = BTreeSet::new();
        let mut all = Vec::new();
        level(components, &mut |component| all.push(component));
        for component in all {
            let own = asking(component, "", before);
            // Of several fields with one path only one is shown at a time; they share an answer.
            if !known.insert(own.path.clone()) || clashes(&known, &own.path) {
                self.shares(&own, into);
                continue;
            }
            match self.meets(&own, into) {
                Err(why) => self.lose(component, &own, why),
                Ok((pointer, path)) => {
                    self.met.insert(pointer.clone());
                    if component.kind == Kind::DynamicList {
                        let inside = format!("{}[]", own.told());
                        let inner = self.level(&component.children, &pointer, &inside);
                        found.lists.push((own.path, path, inner));
                    } else {
                        found.fields.push((own.path, path));
                    }
                }
            }
        }
        found
    }

    /// A field that shares its answer with another one is no new one.
    fn shares(&mut self, old: &Asking, into: &str) {
        let same = |new: &&Asking| {
            let by_id = old.id.is_some() && old.id == new.id;
            by_id || new.list == into && new.path == old.path
        };
        let new = self.new.all.iter().filter(same);
        self.met.extend(new.map(|new| new.pointer.clone()));
    }

    /// What of the new version an old field is.
    fn meets(&mut self, old: &Asking, into: &str) -> Result<(String, String), Why> {
        let is = |new: &&Asking| match (&old.id, &new.id) {
            (Some(a), Some(b)) => a == b,
            _ => false,
        };
        let there = |new: &&Asking| new.list == into && new.path == old.path;
        let by_id = self.new.all.iter().find(is);
        let new = by_id.or_else(|| self.new.all.iter().find(there));
        let new = new.ok_or(Why::Gone)?;
        if new.list != into {
            return Err(Why::List);
        }
        if new.kind != old.kind || new.kind == "none" {
            return Err(Why::Kind);
        }
        let place = (new.list.clone(), new.path.clone());
        let mut level = self.taken.iter().filter(|(list, _)| *list == new.list);
        if level.any(|(_, path)| overlaps(path, &new.path)) {
            return Err(Why::Gone);
        }
        let told = new.told();
        if told != old.told() {
            self.renamed.push((old.told(), told));
        }
        let found = (new.pointer.clone(), new.path.clone());
        self.taken.insert(place);
        Ok(found)
    }

    /// A field is lost; of a list all that is in it.
    fn lose(&mut self, component: &Component, own: &Asking, why: Why) {
        self.lost.push(Lost {
            path: own.told(),
            label: own.label.clone(),
            why,
        });
        if component.kind == Kind::DynamicList {
            let before = format!("{}[]", own.told());
            each(&component.children, "", &before, &mut |inner, _| {
                self.lost.push(Lost {
                    path: inner.told(),
                    label: inner.label.clone(),
                    why,
                });
            });
        }
    }
}

/// Whether one path is the other, or leads into it.
fn overlaps(a: &str, b: &str) -> bool {
    let leads = |outer: &str, inner: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    leads(a, b) || leads(b, a)
}

fn clashes(known: &BTreeSet<String>, path: &str) -> bool {
    known
        .iter()
        .any(|other| other != path && overlaps(other, path))
}

impl Mapping {
    /// Whether every answer goes over to where it stood.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.renamed.is_empty() && self.lost.is_empty()
    }

    /// The draft under the new version. What does not go over is kept aside, and what was kept
    /// aside of the new version comes back.
    #[must_use]
    pub fn forth(&self, draft: &Draft) -> Draft {
        over(&self.level, draft)
    }

    /// The draft under the old version again: `back(forth(draft))` is `draft`.
    #[must_use]
    pub fn back(&self, draft: &Draft) -> Draft {
        over(&self.back, draft)
    }
}

/// The names under which what is kept aside is stored.
const REST: &str = "answers";
const LISTS: &str = "lists";

fn over(level: &Level, draft: &Draft) -> Draft {
    let mut rest = draft.answers.clone();
    let mut answers = Answers::new();
    let mut lists = BTreeMap::new();
    let (mut own, mut own_lists) = opened(&draft.aside);
    for (from, to) in &level.fields {
        if let Some(value) = take(&mut rest, from) {
            path::put(&mut answers, to, Some(value));
        }
    }
    for (from, to, inner) in &level.lists {
        let is_list = path::at(&rest, from).is_some_and(|value| items(value).is_some());
        if !is_list {
            continue;
        }
        let value = take(&mut rest, from).unwrap_or_default();
        let aside = own_lists.remove(to).unwrap_or_default();
        let moved: Vec<Draft> = items(&value)
            .into_iter()
            .flatten()
            .enumerate()
            .map(|(at, item)| {
                let aside = aside.get(at).and_then(Value::as_context);
                let answers = item.clone();
                let aside = aside.cloned().unwrap_or_default();
                over(inner, &Draft { answers, aside })
            })
            .collect();
        if moved.iter().any(|item| !item.aside.is_empty()) {
            let asides = moved.iter().map(|item| Value::Context(item.aside.clone()));
            lists.insert(from.clone(), Value::List(asides.collect()));
        }
        let items = moved.into_iter().map(|item| Value::Context(item.answers));
        path::put(&mut answers, to, Some(Value::List(items.collect())));
    }
    merge(&mut own, answers);
    Draft {
        answers: own,
        aside: closed(rest, lists),
    }
}

/// What was kept aside: answers, and of each list what is kept of its items.
fn opened(aside: &Answers) -> (Answers, BTreeMap<String, Vec<Value>>) {
    let context = |name: &str| aside.get(name).and_then(Value::as_context).cloned();
    let lists = context(LISTS).unwrap_or_default().into_iter();
    let lists = lists.map(|(path, items)| {
        let items = items.as_list().unwrap_or_default().to_vec();
        (path, items)
    });
    (context(REST).unwrap_or_default(), lists.collect())
}

fn closed(rest: Answers, lists: Context) -> Answers {
    let parts = [(REST, rest), (LISTS, lists)];
    let kept = parts.into_iter().filter(|(_, part)| !part.is_empty());
    kept.map(|(name, part)| (name.to_owned(), Value::Context(part)))
        .collect()
}

/// The items of a list of contexts.
fn items(value: &Value) -> Option<Vec<&Context>> {
    value.as_list()?.iter().map(Value::as_context).collect()
}

/// Takes out what stands under a dotted path, and the contexts that become empty by that.
fn take(answers: &mut Answers, path: &str) -> Option<Value> {
    let value = path::at(answers, path)?.clone();
    path::put(answers, path, None);
    Some(value)
}

/// Puts answers among others, into the contexts that are there.
fn merge(into: &mut Context, from: Context) {
    for (name, value) in from {
        match (into.get_mut(&name), value) {
            (Some(Value::Context(known)), Value::Context(more)) => merge(known, more),
            (_, value) => {
                into.insert(name, value);
            }
        }
    }
}
