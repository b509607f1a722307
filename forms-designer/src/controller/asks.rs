//! What the route is asked, as a table in a scenario.

use pack_author::scenarios::{FOLDER, accepted, question};
use pack_author::{Edit, Problem};
use slint::Model;

use super::Inner;
use crate::asks;
use crate::expression::Reach;
use crate::models::follow;
use crate::ui;

impl Inner {
    fn chosen_run(&self) -> String {
        self.get(|designer| designer.get_run_chosen()).into()
    }

    fn route_reach(&self) -> Reach {
        self.station_reach().unwrap_or_default()
    }

    /// Shows the questions of the scenario that is chosen.
    pub(super) fn show_asks(&mut self) {
        let (path, reach) = (self.chosen_run(), self.route_reach());
        let Some(open) = &self.open else {
            return;
        };
        let say = self.say.borrow();
        let is_table = pack_author::scenarios::asks(open.sheet.files(), &path);
        let (lines, names) = match is_table {
            true => (
                asks::lines(&open.sheet, &path, &reach, &say),
                asks::names(&open.sheet, &path, &reach),
            ),
            false => Default::default(),
        };
        let heads = names.iter().map(|name| ui::Head {
            id: name.as_str().into(),
            name: reach.label(name, &say).into(),
        });
        let heads: Vec<ui::Head> = heads.collect();
        drop(say);
        let red = lines.iter().any(|line| !line.green);
        follow(&self.models.asks, lines, |line| line.line);
        follow(&self.models.ask_names, heads, |head| head.id.clone());
        self.set(|designer| {
            designer.set_run_asks(is_table);
            designer.set_asks_red(red);
        });
        if red {
            // The table says which.
            let said = self.say("asks-red");
            self.set(|designer| designer.set_run_said(said.into()));
        }
    }

    /// A value is written with which the route is to be asked.
    pub(super) fn ask_edit(&mut self, name: &str, text: &str) {
        self.asked_with.insert(name.to_owned(), text.to_owned());
    }

    /// Asks once more with what was written, and expects what the route says now.
    pub(super) fn ask(&mut self) {
        self.flush();
        let (path, reach) = (self.chosen_run(), self.route_reach());
        let Some(open) = &self.open else {
            return;
        };
        let names: Vec<String> = self
            .models
            .ask_names
            .iter()
            .map(|own| own.id.into())
            .collect();
        let Some(with) = asks::values(&self.asked_with, &names, &reach) else {
            let said = self.say("ask-refused");
            self.tell(&said, true);
            return;
        };
        let there = pack_author::scenarios::decided(open.sheet.files(), &path);
        if there.iter().any(|answer| answer.with == with) {
            let said = self.say("ask-there");
            self.tell(&said, false);
            return;
        }
        let text = open.sheet.files().get(&path).cloned().unwrap_or_default();
        let mut text = String::from_utf8_lossy(&text).trim_end().to_owned();
        text.push('\n');
        text.push_str(&question(open.sheet.files(), &with));
        self.write_run(path, text.into_bytes());
    }

    /// What the route says now is what is expected from now on.
    pub(super) fn accept(&mut self) {
        self.flush();
        let path = self.chosen_run();
        let Some(open) = &self.open else {
            return;
        };
        if let Some(bytes) = accepted(open.sheet.files(), &path) {
            self.write_run(path, bytes);
        }
    }

    /// A new scenario that asks the route.
    pub(super) fn add_asks(&mut self) {
        self.flush();
        let reach = self.route_reach();
        let Some(open) = &self.open else {
            return;
        };
        let files = open.sheet.files();
        let mut paths = (1..).map(|number| format!("{FOLDER}route-{number}.toml"));
        let path = paths
            .find(|path| !files.contains_key(path))
            .unwrap_or_default();
        let names = asks::names(&open.sheet, &path, &reach);
        let with = asks::values(&Default::default(), &names, &reach).unwrap_or_default();
        let title = self.say("asks-title");
        let first = question(files, &with);
        let text = format!("kind = \"decision\"\ntitle = \"{title}\"\n{first}");
        self.set(|designer| designer.set_run_chosen(path.as_str().into()));
        self.write_run(path, text.into_bytes());
    }

    fn write_run(&mut self, path: String, bytes: Vec<u8>) {
        let content = Some(bytes);
        let done = match &mut self.open {
            Some(open) => open.sheet.edit(&Edit::File { path, content }).map(|_| ()),
            None => Ok(()),
        };
        self.run_done(done);
    }

    pub(super) fn run_done(&mut self, done: Result<(), Problem>) {
        self.run_again();
        self.changed();
        match done {
            Ok(()) => self.tell("", false),
            Err(problem) => self.problem(&problem),
        }
    }
}
