//! What a person changes in the panes beside the canvas.

use super::route::STATION_WHEN;
use super::{Inner, Pending};
use crate::expression::{self, Reach};
use crate::keys::{Stroke, named};
use crate::matrix;
use crate::properties::{self, Change, Refused};
use crate::sheet::Sheet;

impl Inner {
    /// What is being written comes to its end: a key takes effect, and the step is whole.
    pub(super) fn flush(&mut self) {
        let pending = self.pending.take();
        let Some(open) = &mut self.open else {
            return;
        };
        let mut done = Ok(());
        if let Some(Pending { pointer, text }) = pending {
            done = properties::change(&mut open.sheet, &pointer, "key", &text);
        }
        open.sheet.settle();
        self.refused = None;
        if let Err(refused) = done {
            let said = self.why(&refused);
            self.tell(&said, true);
        }
    }

    fn why(&self, refused: &Refused) -> String {
        match refused {
            Refused::Model(problem) => self.sentence(problem),
            Refused::Number => self.say("refused-number"),
            Refused::Day => self.say("refused-day"),
            Refused::Unknown => self.say("refused-unknown"),
        }
    }

    fn main(&self) -> String {
        self.selection.main().unwrap_or_default().to_owned()
    }

    /// Changes a property, and tells beside it why where it is refused.
    fn try_change(&mut self, id: &str, act: impl FnOnce(&mut Sheet, &str) -> Change) {
        let main = self.main();
        let Some(open) = &mut self.open else {
            return;
        };
        self.refused = match act(&mut open.sheet, &main) {
            Ok(()) => None,
            Err(refused) => Some((id.to_owned(), self.why(&refused))),
        };
        self.changed();
    }

    pub(super) fn edit_prop(&mut self, id: &str, text: &str) {
        if self.at_official() {
            self.line_edit(id, text);
            return;
        }
        if self.write_in_condition(id, text) {
            return;
        }
        if id == STATION_WHEN {
            self.stop_edit("when", text);
            return;
        }
        if id == properties::FORM_NAME {
            if let Some(open) = &mut self.open {
                open.name = text.chars().take(60).collect();
            }
            self.changed();
            return;
        }
        if id == "key" {
            self.pending = Some(Pending {
                pointer: self.main(),
                text: text.to_owned(),
            });
            return;
        }
        self.try_change(id, |sheet, main| properties::change(sheet, main, id, text));
    }

    pub(super) fn edit_second(&mut self, id: &str, text: &str) {
        self.try_change(id, |sheet, main| properties::second(sheet, main, id, text));
    }

    /// A box was left.
    pub(super) fn edit_done(&mut self, id: &str) {
        self.name_what_was_called(id);
        let Some(Pending { pointer, text }) = self.pending.take() else {
            if let Some(open) = &mut self.open {
                open.sheet.settle();
            }
            if id != "wording" {
                self.models.offers.set_vec(Vec::new());
            }
            self.refresh();
            return;
        };
        let Some(open) = &mut self.open else {
            return;
        };
        let done = properties::change(&mut open.sheet, &pointer, "key", &text);
        open.sheet.settle();
        self.refused = done
            .err()
            .map(|refused| ("key".to_owned(), self.why(&refused)));
        self.changed();
    }

    pub(super) fn tick(&mut self, id: &str, on: bool) {
        if self.at_official() {
            self.line_tick(id, on);
            return;
        }
        self.try_change(id, |sheet, main| properties::tick(sheet, main, id, on));
    }

    pub(super) fn choose(&mut self, id: &str, chosen: i32) {
        let Ok(chosen) = usize::try_from(chosen) else {
            return;
        };
        if self.at_official() {
            self.line_choose(id, chosen);
            return;
        }
        if self.choose_in_condition(id, chosen) {
            return;
        }
        self.try_change(id, |sheet, main| {
            properties::choose(sheet, main, id, chosen)
        });
    }

    pub(super) fn press(&mut self, id: &str, button: &str) {
        if id == "station" {
            self.name_station(button);
            return;
        }
        if self.at_official() {
            self.line_press(id);
            return;
        }
        if self.press_in_condition(id, button) {
            return;
        }
        let word = match id {
            "rules" => self.say("rule-word"),
            _ => self.say("option-word"),
        };
        self.try_change(id, |sheet, main| {
            properties::press(sheet, main, id, button, &word)
        });
    }

    /// Lines on the clipboard become options; false where there is only one.
    fn paste_options(&mut self, id: &str) -> bool {
        let text = self.window().map(|window| window.invoke_from_clipboard());
        let text = text.unwrap_or_default();
        if !text.trim().contains(['\n', '\t'])
            || !(id.starts_with("values/") || id.starts_with("codes/"))
        {
            return false;
        }
        self.try_change(id, |sheet, main| {
            properties::press(sheet, main, id, "paste", &text)
        });
        true
    }

    /// FEEL is being written.
    pub(super) fn type_feel(&mut self, id: &str, text: &str, caret: i32) {
        let caret = usize::try_from(caret).unwrap_or(0);
        self.writing = (id.to_owned(), text.to_owned(), caret);
        // The box stays while somebody writes in it, whatever the expression comes to.
        self.by_hand.insert((self.whose(id), id.to_owned()));
        let reach = match id {
            STATION_WHEN => self.station_reach(),
            _ => self.open.as_ref().map(|open| {
                let main = self.selection.main().unwrap_or_default();
                Reach::at(open.sheet.form(), main)
            }),
        };
        let Some(reach) = reach else {
            return;
        };
        let offers = expression::offers(text, caret, &reach);
        let offers = offers.into_iter().map(|offer| crate::ui::Offer {
            word: offer.word.into(),
            about: offer.about.into(),
        });
        crate::models::follow(&self.models.offers, offers.collect(), |offer| {
            offer.word.clone()
        });
        self.set(|designer| {
            designer.set_offers_for(id.into());
            designer.set_offer_chosen(0);
        });
    }

    /// A key while words are offered; false where the box shall take it.
    pub(super) fn offer_key(&mut self, id: &str, key: &str) -> bool {
        use slint::Model;
        if key == "paste" {
            return self.paste_options(id);
        }
        let count = i32::try_from(self.models.offers.row_count()).unwrap_or(0);
        let chosen = self.get(|designer| designer.get_offer_chosen());
        match key {
            named::DOWN => {
                self.set(|designer| designer.set_offer_chosen((chosen + 1).min(count - 1)))
            }
            named::UP => self.set(|designer| designer.set_offer_chosen((chosen - 1).max(0))),
            named::ESCAPE => self.models.offers.set_vec(Vec::new()),
            _ => self.take_offer(id, chosen),
        }
        true
    }

    pub(super) fn take_offer(&mut self, id: &str, place: i32) {
        use slint::Model;
        let place = usize::try_from(place).unwrap_or(0);
        let Some(offer) = self.models.offers.row_data(place) else {
            return;
        };
        let (_, text, caret) = self.writing.clone();
        let (text, caret) = expression::taken(&text, caret, &offer.word);
        self.writing = (id.to_owned(), text.clone(), caret);
        self.edit_prop(id, &text);
        self.set(|designer| {
            designer.set_taken_text(text.into());
            designer.set_taken_caret(i32::try_from(caret).unwrap_or(0));
            designer.set_taken(designer.get_taken().wrapping_add(1));
        });
        self.models.offers.set_vec(Vec::new());
    }

    /// The stations of the table, with those that were named here before the others.
    pub(super) fn all_stations(&self) -> Vec<crate::sheet::Station> {
        let Some(open) = &self.open else {
            return Vec::new();
        };
        let mut stations = open.sheet.stations();
        for id in &self.stations {
            if !stations.iter().any(|station| station.id == *id) {
                let at = stations.len().saturating_sub(1);
                let station = crate::sheet::Station {
                    id: id.clone(),
                    name: String::new(),
                };
                stations.insert(at, station);
            }
        }
        stations
    }

    fn name_station(&mut self, name: &str) {
        let name = name.trim();
        let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || !name.chars().all(is_word) {
            self.tell(&self.say("refused-station"), true);
            return;
        }
        if !self.stations.iter().any(|own| own == name) {
            self.stations.push(name.to_owned());
        }
        self.refresh();
    }

    /// Gives a station something; below 0 the next of what it may be given.
    pub(super) fn right(&mut self, row: i32, column: i32, number: i32) {
        let at = |place: i32| usize::try_from(place).unwrap_or(usize::MAX);
        let stations = self.all_stations();
        let Some(open) = &mut self.open else {
            return;
        };
        let lines = matrix::lines(open.sheet.form());
        let (Some(line), Some(station)) = (lines.get(at(row)), stations.get(at(column))) else {
            return;
        };
        let now = matrix::number(line.own.stations.get(&station.id).copied());
        let number = if number < 0 {
            matrix::next(now)
        } else {
            number
        };
        let command = matrix::give(&line.pointer, &station.id, number);
        let done = open.sheet.apply(&command);
        self.changed();
        if let Err(problem) = done {
            self.problem(&problem);
        }
    }

    /// A key of the table of rights.
    pub(super) fn right_key(&mut self, stroke: &Stroke) -> bool {
        let (row, column) =
            self.get(|designer| (designer.get_right_row(), designer.get_right_column()));
        let rows = self.order().len();
        let (rows, columns) = (rows, self.all_stations().len());
        let last = |count: usize| i32::try_from(count).unwrap_or(i32::MAX) - 1;
        if stroke.control || stroke.alt {
            return false;
        }
        match stroke.text.as_str() {
            named::UP => self.set(|designer| designer.set_right_row((row - 1).max(0))),
            named::DOWN => self.set(|designer| designer.set_right_row((row + 1).min(last(rows)))),
            named::LEFT => self.set(|designer| designer.set_right_column((column - 1).max(0))),
            named::RIGHT => {
                self.set(|designer| designer.set_right_column((column + 1).min(last(columns))))
            }
            "1" | "2" | "3" | "4" => {
                let number = stroke.text.parse().unwrap_or(0);
                self.right(row, column, number);
            }
            "0" | named::DELETE | named::BACKSPACE => self.right(row, column, 0),
            " " | named::RETURN => self.right(row, column, -1),
            _ => return false,
        }
        true
    }

    /// A text of the pack is being written.
    pub(super) fn wording(&mut self, key: &str, language: &str, text: &str) {
        let Some(open) = &mut self.open else {
            return;
        };
        open.sheet.begin("", &format!("{key} ({language})"));
        let done = open.sheet.put_text(language, key, text);
        self.changed();
        match done {
            Ok(()) => self.tell("", false),
            Err(problem) => self.problem(&problem),
        }
    }
}
