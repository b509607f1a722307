//! Scenarios, red and green.

use pack_author::Edit;
use pack_author::scenarios::Run;
use slint::Model;

use super::Inner;
use crate::cases;
use crate::keys::{Stroke, named};
use crate::models::follow;
use crate::red;
use crate::sheet::Sheet;
use crate::texts::Say;
use crate::ui;

impl Inner {
    /// Runs every scenario when they are shown next.
    pub(super) fn run_again(&mut self) {
        self.runs = None;
    }

    pub(super) fn show_scenarios(&mut self) {
        let Some(open) = &self.open else {
            return;
        };
        let runs = self
            .runs
            .get_or_insert_with(|| open.sheet.service().scenarios());
        let say = self.say.borrow();
        let lines: Vec<ui::Run> = runs
            .iter()
            .map(|run| line(run, &open.sheet, &say))
            .collect();
        drop(say);
        let red = lines.iter().filter(|run| !run.green).count();
        let mut chosen: String = self.get(|designer| designer.get_run_chosen()).into();
        if !lines.iter().any(|run| run.file == chosen.as_str()) {
            let files = open.sheet.files();
            let asks = |run: &&ui::Run| pack_author::scenarios::asks(files, &run.file);
            let first = lines.iter().find(|run| !run.green);
            let first = first.or_else(|| lines.iter().find(asks)).or(lines.first());
            chosen = first.map(|run| run.file.to_string()).unwrap_or_default();
        }
        let source = open.sheet.files().get(&chosen);
        let source = source.map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let own = lines.iter().find(|run| run.file == chosen.as_str());
        let said = own.map(|run| run.said.clone()).unwrap_or_default();
        let title = own.map(|run| run.title.clone()).unwrap_or_default();
        let told: Vec<slint::SharedString> = source
            .iter()
            .flat_map(|text| cases::told(text, &open.sheet, &self.say.borrow()))
            .map(Into::into)
            .collect();
        follow(&self.models.runs, lines, |run| run.file.clone());
        self.set(|designer| {
            designer.set_red(i32::try_from(red).unwrap_or(0));
            designer.set_run_chosen(chosen.into());
            designer.set_run_said(said);
            designer.set_run_title(title);
            designer.set_run_told(crate::models::words(told));
            designer.set_run_source(source.unwrap_or_default().into());
        });
        self.show_asks();
    }

    pub(super) fn run_select(&mut self, file: &str) {
        self.flush();
        self.set(|designer| designer.set_run_chosen(file.into()));
        self.show_scenarios();
    }

    /// The source of the scenario is typed.
    pub(super) fn run_edit(&mut self, text: &str) {
        let path: String = self.get(|designer| designer.get_run_chosen()).into();
        let Some(open) = self.open.as_mut().filter(|_| !path.is_empty()) else {
            return;
        };
        open.sheet.begin("scenario", &path);
        let content = Some(text.as_bytes().to_vec());
        let done = open.sheet.go_on(&Edit::File { path, content });
        self.changed();
        if let Err(problem) = done {
            self.problem(&problem);
        }
    }

    /// The scenario is called otherwise.
    pub(super) fn run_rename(&mut self, title: &str) {
        let source: String = self.get(|designer| designer.get_run_source()).into();
        if let Some(text) = pack_author::scenarios::retitled(&source, title) {
            self.run_edit(&text);
            self.run_again();
            self.show_scenarios();
        }
    }

    /// A key of the list of scenarios.
    pub(super) fn run_key(&mut self, stroke: &Stroke) -> bool {
        if stroke.control || stroke.alt {
            return false;
        }
        match stroke.text.as_str() {
            named::UP => self.run_step(false),
            named::DOWN => self.run_step(true),
            named::RETURN => self.run_act("run"),
            named::DELETE | named::BACKSPACE => self.run_act("remove"),
            "+" => self.run_act("add"),
            _ => return false,
        }
        true
    }

    fn run_step(&mut self, down: bool) {
        let chosen = self.get(|designer| designer.get_run_chosen());
        let files: Vec<String> = self.models.runs.iter().map(|run| run.file.into()).collect();
        let at = files.iter().position(|file| *file == chosen.as_str());
        let to = match (at, down) {
            (Some(at), true) => (at + 1).min(files.len() - 1),
            (Some(at), false) => at.saturating_sub(1),
            (None, _) => 0,
        };
        if let Some(file) = files.get(to) {
            self.run_select(file);
        }
    }

    /// `run`, `add`, `remove`; of a table `asks` for a new one, `ask` and `accept`.
    pub(super) fn run_act(&mut self, act: &str) {
        match act {
            "asks" => return self.add_asks(),
            "ask" => return self.ask(),
            "accept" => return self.accept(),
            _ => self.flush(),
        }
        let chosen: String = self.get(|designer| designer.get_run_chosen()).into();
        let title = self.say("run-new");
        let Some(open) = &mut self.open else {
            return;
        };
        let edit = match act {
            "add" => {
                let mut names = (1..).map(|number| format!("scenarios/case-{number}.toml"));
                let path = names.find(|path| !open.sheet.files().contains_key(path));
                let path = path.unwrap_or_default();
                let with = crate::preview::answers(open.sheet.form());
                let text = pack_author::scenarios::fresh(open.sheet.files(), &title, &with);
                let content = Some(text.into_bytes());
                self.set(|designer| designer.set_run_chosen(path.as_str().into()));
                Some(Edit::File { path, content })
            }
            "remove" => Some(Edit::File {
                path: chosen,
                content: None,
            }),
            _ => None,
        };
        let done = match (&mut self.open, edit) {
            (Some(open), Some(edit)) => open.sheet.edit(&edit).map(|_| ()),
            _ => Ok(()),
        };
        self.run_done(done);
    }
}

fn line(run: &Run, sheet: &Sheet, say: &Say) -> ui::Run {
    let title = match run.title.as_str() {
        "" => run.file.as_str(),
        title => title,
    };
    let is_empty = run.red.is_none() && !pack_author::scenarios::expects(sheet.files(), &run.file);
    ui::Run {
        file: run.file.as_str().into(),
        title: title.into(),
        green: run.red.is_none(),
        empty: is_empty,
        said: match &run.red {
            None if is_empty => say.say("run-empty"),
            None => say.say("run-green"),
            Some(red) => red::said(red, sheet, say),
        }
        .into(),
    }
}
