//! The official sheet: its lines, what one of them says, and the paper that comes of it.

use form_model::Json;
use pack_author::{Edit, PRINT};
use slint::Model;

use super::{Inner, tab};
use crate::findings::Spot;
use crate::keys::{Stroke, named};
use crate::models::follow;
use crate::official::{self, Kind, Wrong};
use crate::problems::Trouble;
use crate::ui;

impl Inner {
    /// Whether the boxes that are shown are those of the official sheet.
    pub(super) fn at_official(&self) -> bool {
        self.get(|designer| designer.get_tab()) == tab::OFFICIAL
    }

    fn official(&self) -> Option<Json> {
        let open = self.open.as_ref()?;
        Json::read(open.sheet.files().get(PRINT)?).ok()
    }

    fn line_now(&self) -> String {
        self.get(|designer| designer.get_line_now()).into()
    }

    fn line_to(&self, at: &str) {
        self.set(|designer| designer.set_line_now(at.into()));
    }

    pub(super) fn show_official(&mut self) {
        let Some(open) = &self.open else {
            return;
        };
        let there = open.sheet.files().contains_key(PRINT);
        let sheet = self.official();
        let say = self.say.borrow();
        let lines = sheet.as_ref().map(official::lines).unwrap_or_default();
        let mut now = self.line_now();
        if !lines.iter().any(|line| line.at == now) {
            now = "/body".to_owned();
        }
        let shown = sheet
            .as_ref()
            .map(|sheet| official::rows(sheet, &now, open.sheet.form(), &say));
        let lines = lines.into_iter().map(|line| {
            let kind = match line.kind {
                Kind::Section => format!("line{}", line.at.replace('/', "-")),
                kind => format!("line-{}", kind.name().replace('_', "-")),
            };
            ui::Branch {
                id: line.at.as_str().into(),
                depth: line.depth,
                label: official::spoken(&line.said, open.sheet.form(), &say).into(),
                kind_name: say.say(&kind).into(),
                selected: line.at == now,
                ..ui::Branch::default()
            }
        });
        let lines: Vec<ui::Branch> = lines.collect();
        let said: Vec<String> = self
            .official_troubles(open)
            .into_iter()
            .map(|own| own.said)
            .collect();
        drop(say);
        follow(&self.models.lines, lines, |line| line.id.clone());
        let boxes = shown.unwrap_or_default();
        if self.line_shown == now {
            follow(&self.models.line_props, boxes, |row| row.id.clone());
        } else {
            // Boxes of another line begin anew.
            self.models.line_props.set_vec(boxes);
            self.line_shown = now.clone();
        }
        self.line_to(&now);
        self.set(|designer| {
            designer.set_has_official(there);
            designer.set_official_said(said.join("\n").into());
        });
    }

    /// What is wrong with the official sheet.
    pub(super) fn official_troubles(&self, open: &super::Open) -> Vec<Trouble> {
        let Some(bytes) = open.sheet.files().get(PRINT) else {
            return Vec::new();
        };
        let say = self.say.borrow();
        let wrong = official::wrong(bytes, open.sheet.form()).into_iter();
        wrong
            .map(|wrong| {
                let said = match &wrong {
                    Wrong::Sheet(code, place, why) => {
                        say.say_with(code, &[("place", place), ("why", why)])
                    }
                    Wrong::Answer(path) => say.say_with("print-answer", &[("path", path)]),
                };
                Trouble {
                    pointer: Spot::Official.id(),
                    weight: 3,
                    said,
                    place: say.say("tab-official"),
                }
            })
            .collect()
    }

    /// Changes the sheet, of what is typed as one step for a run of typing; false where it is refused.
    fn change_official(
        &mut self,
        typed: Option<&str>,
        act: impl FnOnce(&mut Json) -> Option<()>,
    ) -> bool {
        let Some(mut sheet) = self.official() else {
            return false;
        };
        if act(&mut sheet).is_none() {
            let said = self.say("refused-number");
            self.tell(&said, true);
            return false;
        }
        let mut text = sheet.pretty();
        text.push('\n');
        self.write_official(typed, Some(text.into_bytes()));
        true
    }

    fn write_official(&mut self, typed: Option<&str>, content: Option<Vec<u8>>) {
        let line = self.line_now();
        let Some(open) = &mut self.open else {
            return;
        };
        match typed {
            Some(id) => open.sheet.begin(&format!("official{line}"), id),
            None => open.sheet.settle(),
        }
        let path = PRINT.to_owned();
        let done = open.sheet.go_on(&Edit::File { path, content });
        if typed.is_none() {
            open.sheet.settle();
        }
        self.changed();
        match done {
            Ok(_) => self.tell("", false),
            Err(problem) => self.problem(&problem),
        }
    }

    pub(super) fn line_select(&mut self, at: &str) {
        self.flush();
        self.line_to(at);
        self.show_official();
    }

    pub(super) fn line_edit(&mut self, id: &str, text: &str) {
        let line = self.line_now();
        self.change_official(Some(id), |sheet| official::change(sheet, &line, id, text));
    }

    pub(super) fn line_tick(&mut self, id: &str, on: bool) {
        let line = self.line_now();
        self.change_official(None, |sheet| official::tick(sheet, &line, id, on));
    }

    pub(super) fn line_choose(&mut self, id: &str, chosen: usize) {
        let line = self.line_now();
        let Some(form) = self.open.as_ref().map(|open| open.sheet.form().clone()) else {
            return;
        };
        let say = self.say.clone();
        self.change_official(None, |sheet| {
            official::choose(sheet, &line, id, chosen, (&form, &say.borrow()))
        });
    }

    pub(super) fn line_press(&mut self, id: &str) {
        let line = self.line_now();
        self.change_official(None, |sheet| official::press(sheet, &line, id));
    }

    /// `begin`, `drop`, `remove`, `up`, `down`, or the name of a kind to add.
    pub(super) fn line_act(&mut self, act: &str) {
        self.flush();
        let line = self.line_now();
        let mut to = None;
        match act {
            "begin" => {
                let Some(open) = &self.open else {
                    return;
                };
                let mut text = official::begin(open.sheet.form(), &open.name).pretty();
                text.push('\n');
                self.write_official(None, Some(text.into_bytes()));
            }
            "drop" => self.write_official(None, None),
            "remove" | "up" | "down" => {
                self.change_official(None, |sheet| {
                    to = match act {
                        "remove" => official::remove(sheet, &line),
                        _ => official::shift(sheet, &line, act == "down"),
                    };
                    Some(())
                });
            }
            kind => {
                let word = self.say("line-new");
                let kind = Kind::ADDED.into_iter().find(|own| own.name() == kind);
                self.change_official(None, |sheet| {
                    to = official::add(sheet, &line, kind?, &word);
                    Some(())
                });
            }
        }
        if let Some(to) = to {
            self.line_to(&to);
        }
        self.show_official();
    }

    /// A key of the list of lines.
    pub(super) fn line_key(&mut self, stroke: &Stroke) -> bool {
        let now = self.line_now();
        let all: Vec<String> = self
            .models
            .lines
            .iter()
            .map(|line| line.id.into())
            .collect();
        let at = all.iter().position(|line| *line == now).unwrap_or(0);
        let to = match stroke.text.as_str() {
            named::UP | named::DOWN if stroke.alt => {
                let down = stroke.text == named::DOWN;
                self.line_act(if down { "down" } else { "up" });
                return true;
            }
            _ if stroke.control || stroke.alt => return false,
            named::UP => at.saturating_sub(1),
            named::DOWN => (at + 1).min(all.len().saturating_sub(1)),
            named::DELETE | named::BACKSPACE => {
                self.line_act("remove");
                return true;
            }
            "+" => {
                self.line_act(Kind::Row.name());
                return true;
            }
            _ => return false,
        };
        if let Some(to) = all.get(to) {
            self.line_select(to);
        }
        true
    }
}
