//! What is under edit: a service, or a form by itself, with one way back over all of its files.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use form_model::edit::{Command, Document};
use form_model::{Component, Form, Json, Kind};
use pack_author::texts::{self, Language, Line, Texts};
use pack_author::{Edit, FORM, Files, MANIFEST, Problem, Service, Step, TEXTS};

/// The languages of a pack's texts, the source first.
pub const LANGUAGES: [&str; 2] = ["zh-TW", "en"];

/// What stands in place of a form that cannot be read.
static BLANK: LazyLock<Form> = LazyLock::new(|| {
    Form::read(br#"{"type":"default","components":[]}"#).unwrap_or_else(|problem| {
        // The text above is a form.
        unreachable!("{problem:?}")
    })
});

/// The number of the last state that any sheet had.
static STATES: AtomicU64 = AtomicU64::new(0);

/// A station to which the form may give rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// Its name in the flow, or `*` for those that are not named.
    pub id: String,
    /// As the pack's texts call it; empty where they do not.
    pub name: String,
}

/// What is under edit.
#[derive(Debug, Clone)]
pub struct Sheet {
    service: Service,
    texts: Texts,
    /// Where each key stands among the lines of the texts.
    places: BTreeMap<String, usize>,
    /// The files of which the texts were read.
    read: [Option<Vec<u8>>; 2],
    /// Another number after each change.
    state: u64,
    /// What is being typed: where, and which property or text.
    typing: Option<(String, String)>,
    /// It stands nowhere yet, as a template or a draft.
    unsaved: bool,
}

impl Sheet {
    /// A form by itself.
    #[must_use]
    pub fn of_form(form: Form) -> Self {
        let bytes = Document::new(form).write().to_vec();
        // One file within the limits of forms is within those of packs.
        let files = Files::from([(FORM.to_owned(), bytes)]);
        Self::of_files(files).unwrap_or_else(|_| Self::of(Service::default()))
    }

    /// The files of a pack.
    ///
    /// # Errors
    /// As [`Service::open`].
    pub fn of_files(files: Files) -> Result<Self, Problem> {
        Service::open(files).map(Self::of)
    }

    fn of(service: Service) -> Self {
        let mut sheet = Self {
            service,
            texts: Texts::default(),
            places: BTreeMap::new(),
            read: [None, None],
            state: 0,
            typing: None,
            unsaved: false,
        };
        sheet.came();
        sheet
    }

    /// A number that no other state of any sheet has.
    #[must_use]
    pub fn state(&self) -> u64 {
        self.state
    }

    /// The service, to ask it.
    #[must_use]
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// Every file as it is now.
    #[must_use]
    pub fn files(&self) -> &Files {
        self.service.files()
    }

    /// The form as it is now.
    #[must_use]
    pub fn form(&self) -> &Form {
        self.service.form().unwrap_or(&BLANK)
    }

    /// The form as a file.
    #[must_use]
    pub fn write(&self) -> &[u8] {
        self.files().get(FORM).map_or(&[], Vec::as_slice)
    }

    /// Every text of the pack, both languages side by side.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        self.texts.lines()
    }

    /// Whether there is a pack around the form.
    #[must_use]
    pub fn is_pack(&self) -> bool {
        self.files().contains_key(MANIFEST)
    }

    /// The stations that may be given access: the applicant, those of the route, any other that the
    /// form itself names, and last those that are not named.
    #[must_use]
    pub fn stations(&self) -> Vec<Station> {
        let named = self.service.stations().into_iter();
        let mut found: Vec<Station> = named
            .map(|named| Station {
                id: named.key,
                name: named.names.into_iter().next().unwrap_or_default(),
            })
            .collect();
        let mut own: Vec<&str> = Vec::new();
        for component in self.form().all() {
            own.extend(component.own.stations.keys().map(String::as_str));
        }
        own.sort_unstable();
        own.retain(|id| *id != "*");
        for id in own.into_iter().chain(["*"]) {
            if !found.iter().any(|station| station.id == id) {
                found.push(Station {
                    id: id.to_owned(),
                    name: String::new(),
                });
            }
        }
        found
    }

    /// The component at a JSON pointer.
    #[must_use]
    pub fn component(&self, pointer: &str) -> Option<&Component> {
        way(self.form(), pointer).pop()
    }

    /// The text under a key, in a language.
    #[must_use]
    pub fn text_of(&self, language: &str, key: &str) -> Option<&str> {
        let line = self.texts.lines().get(*self.places.get(key)?)?;
        line.get(language_of(language))
    }

    /// The document of a component.
    #[must_use]
    pub fn json(&self, pointer: &str) -> Option<&Json> {
        at(self.form().json(), pointer)
    }

    /// Does a command of the form as one step; what was being typed comes to its step first.
    ///
    /// # Errors
    /// As [`Service::apply`].
    pub fn apply(&mut self, command: &Command) -> Result<String, Problem> {
        self.edit(&Edit::Form(command.clone()))
    }

    /// Does something to any file as one step.
    ///
    /// # Errors
    /// As [`Service::apply`].
    pub fn edit(&mut self, edit: &Edit) -> Result<String, Problem> {
        self.settle();
        self.go_on(edit)
    }

    /// Something to any file within a step that was begun.
    ///
    /// # Errors
    /// As [`Service::apply`].
    pub fn go_on(&mut self, edit: &Edit) -> Result<String, Problem> {
        let done = self.service.apply(edit);
        self.came();
        done
    }

    /// Does several commands as one step, all or none.
    ///
    /// # Errors
    /// Those of what it does.
    pub fn together<R>(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<R, Problem>,
    ) -> Result<R, Problem> {
        self.settle();
        self.service.begin();
        let done = act(self);
        match &done {
            Ok(_) => self.service.commit(),
            Err(_) => self.service.cancel(),
        }
        self.came();
        done
    }

    /// Begins a step of several commands, such as a drag of a width or a run of typing; what has
    /// begun at the same place goes on.
    pub fn begin(&mut self, at: &str, property: &str) {
        let now = (at.to_owned(), property.to_owned());
        if self.typing.as_ref() == Some(&now) {
            return;
        }
        self.settle();
        self.service.begin();
        self.typing = Some(now);
    }

    /// Makes a step of what was begun.
    pub fn settle(&mut self) {
        if self.typing.take().is_some() {
            self.service.commit();
        }
    }

    /// A command of the form within a step that was begun, or within [`Sheet::together`]. The texts
    /// of a field follow its key and label.
    ///
    /// # Errors
    /// As [`Service::apply`].
    pub fn follow(&mut self, command: &Command) -> Result<String, Problem> {
        self.go_on(&Edit::Form(command.clone()))
    }

    /// Puts a text of the pack within a step that was begun, or within [`Sheet::together`]; an
    /// empty one takes it away. `.hint` after a key is an attribute.
    ///
    /// # Errors
    /// As [`Service::apply`]: `texts-key`, `texts-pattern`, `texts-too-large`.
    pub fn put_text(&mut self, language: &str, key: &str, value: &str) -> Result<(), Problem> {
        let (key, language) = (key.to_owned(), language_of(language));
        let command = match value.trim() {
            "" => texts::Command::Take { key, language },
            text => texts::Command::Set {
                text: text.to_owned(),
                key,
                language,
            },
        };
        self.go_on(&Edit::Text(command)).map(|_| ())
    }

    /// Something may be other than it was.
    fn came(&mut self) {
        self.state = STATES.fetch_add(1, Ordering::Relaxed) + 1;
        let files = self.service.files();
        let mut both = TEXTS.iter().zip(&self.read);
        if both.all(|(path, read)| files.get(*path) == read.as_ref()) {
            return;
        }
        self.read = TEXTS.map(|path| files.get(path).cloned());
        // What cannot be read as texts is told by the check of the service.
        self.texts = self.service.texts().unwrap_or_default();
        let lines = self.texts.lines().iter().enumerate();
        self.places = lines.map(|(at, line)| (line.key.clone(), at)).collect();
    }

    /// Takes the last step back; false where there is none.
    pub fn undo(&mut self) -> bool {
        self.settle();
        let went = self.service.undo();
        self.came();
        went
    }

    /// Does the step again that was taken back last; false where there is none.
    pub fn redo(&mut self) -> bool {
        self.settle();
        let went = self.service.redo();
        self.came();
        went
    }

    /// Goes back or forth until so many steps are done, or as many as there are.
    pub fn go_to(&mut self, steps: usize) {
        self.settle();
        self.service.go_to(steps);
        self.came();
    }

    /// All steps, the first one first, and how many of them are done.
    #[must_use]
    pub fn steps(&self) -> (Vec<&Step>, usize) {
        (self.service.steps().collect(), self.service.done().len())
    }

    /// Whether there is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.service.done().is_empty() || self.typing.is_some()
    }

    /// Whether there is something to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.service.undone().is_empty()
    }

    /// Whether it is other than what was saved.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.unsaved || !self.service.changed().is_empty()
    }

    /// What stands here is saved.
    pub fn is_saved(&mut self) {
        self.settle();
        self.service.saved();
        self.unsaved = false;
    }

    /// What stands here was never saved, as a draft that is taken up again.
    pub fn is_unsaved(&mut self) {
        self.unsaved = true;
    }
}

fn language_of(tag: &str) -> Language {
    match tag {
        "en" => Language::English,
        _ => Language::Chinese,
    }
}

/// The name under which the texts of a pack call a field, by the names on the way to it: `field-when`,
/// and of what stands under another name the attribute of that (`field-trip.place`).
#[must_use]
pub fn text_key(path: &str) -> String {
    format!("field-{path}")
}

/// Whether Fluent can hold a text under a key: a message, or an attribute of one.
#[must_use]
pub fn can_hold(key: &str) -> bool {
    let is_name = |name: &str| {
        let more = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(more)
    };
    let (message, attribute) = key.split_once('.').unwrap_or((key, "x"));
    is_name(message) && is_name(attribute)
}

/// The value at a JSON pointer.
#[must_use]
pub fn at<'j>(json: &'j Json, pointer: &str) -> Option<&'j Json> {
    let mut steps = pointer.split('/');
    steps.next().filter(|before| before.is_empty())?;
    steps.try_fold(json, |json, step| match json {
        Json::List(items) => items.get(step.parse::<usize>().ok()?),
        Json::Object(_) => json.get(&step.replace("~1", "/").replace("~0", "~")),
        _ => None,
    })
}

/// The components on the way to one, the outermost first and itself last; none where it is not
/// there. What stands in a section is inside of nothing that is outside of it.
fn way<'f>(form: &'f Form, pointer: &str) -> Vec<&'f Component> {
    let mut level = form.components();
    let mut found = Vec::new();
    let steps = pointer.strip_prefix("/components/").into_iter();
    for step in steps.flat_map(|steps| steps.split("/components/")) {
        let at = step.parse::<usize>().ok();
        let Some(component) = at.and_then(|at| level.get(at)) else {
            break;
        };
        found.push(component);
        level = &component.children;
    }
    if found.last().is_some_and(|last| last.pointer == pointer) {
        return found;
    }
    let all = form.all().into_iter();
    let inside = |own: &str| pointer.strip_prefix(own);
    let is_on = |own: &&Component| {
        inside(&own.pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let found: Vec<&Component> = all.filter(is_on).collect();
    match found.last() {
        Some(last) if last.pointer == pointer => found,
        _ => Vec::new(),
    }
}

/// The names on the way to an answer, those of the lists around it included and without rows:
/// `trip.days.place`. Empty where there is no answer.
#[must_use]
pub fn full_path(form: &Form, pointer: &str) -> String {
    let way = way(form, pointer);
    let last = way.len().saturating_sub(1);
    let names = way.iter().enumerate().filter_map(|(at, component)| {
        let counts = at == last || component.kind == Kind::DynamicList;
        (counts && !component.path.is_empty()).then_some(component.path.as_str())
    });
    let names: Vec<&str> = names.collect();
    names.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack() -> Sheet {
        let form = r#"{"components":[{"type":"number","id":"a","key":"a","antou":{"stations":{"audit":"read","*":"hidden"}}}]}"#;
        let flow = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL/" xmlns:antou="https://antou.tw/bpmn">
            <process id="p"><userTask id="head"/><userTask id="file"/></process></definitions>"#;
        let files = [
            (MANIFEST, "id = \"a\""),
            (FORM, form),
            ("flow.bpmn", flow),
            ("texts/zh-TW.ftl", "station-head = 主管\nfield-a = 甲\n"),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        Sheet::of_files(Files::from(files)).expect("a pack")
    }

    #[test]
    fn stations_of_flow_texts_and_form() {
        let found = pack().stations().into_iter();
        let found: Vec<String> = found
            .map(|own| format!("{} {}", own.id, own.name))
            .collect();
        assert_eq!(found, ["applicant ", "head 主管", "file ", "audit ", "* "]);
    }

    #[test]
    fn one_way_back_over_form_and_texts() {
        let mut sheet = pack();
        sheet.begin("", "field-a");
        for text in ["F", "First"] {
            sheet.put_text("en", "field-a", text).expect("put");
        }
        let rename = Command::Rename {
            at: "/components/0".into(),
            key: "b".into(),
        };
        sheet.apply(&rename).expect("renamed");
        assert_eq!(sheet.text_of("en", "field-b"), Some("First"));
        assert_eq!(sheet.steps().1, 2);
        assert!(sheet.put_text("en", "field-b", "{ $x").is_err());
        sheet.put_text("en", "field-b", " ").expect("taken away");
        assert_eq!(sheet.text_of("en", "field-b"), None);
        assert!(sheet.undo() && sheet.undo() && sheet.undo() && !sheet.undo());
        assert_eq!(sheet.text_of("zh-TW", "field-a"), Some("甲"));
        assert!(!sheet.is_changed());
    }
}
