//! Conditions, which are chosen box by box or written by hand.

use super::Inner;
use super::route::STATION_WHEN;
use crate::clauses::{self, Change};
use crate::expression::Reach;
use crate::properties;

impl Inner {
    /// Whose condition a row is.
    pub(super) fn whose(&self, name: &str) -> String {
        if name == STATION_WHEN {
            return self.stop_key_now().unwrap_or_default();
        }
        self.selection.main().unwrap_or_default().to_owned()
    }

    pub(super) fn is_by_hand(&self, whose: &str, name: &str) -> bool {
        self.by_hand.contains(&(whose.to_owned(), name.to_owned()))
    }

    /// What a row of a condition may read, and what it says now.
    fn condition_of(&self, name: &str) -> Option<(Reach, String)> {
        let open = self.open.as_ref()?;
        if name == STATION_WHEN {
            return Some((self.station_reach()?, self.stop_when()?));
        }
        let main = self.selection.main().unwrap_or_default();
        let text = properties::expression(&open.sheet, main, name)?;
        Some((Reach::at(open.sheet.form(), main), text))
    }

    fn change_condition(&mut self, name: &str, change: &Change<'_>) {
        let Some((reach, text)) = self.condition_of(name) else {
            return;
        };
        if let Some(text) = clauses::changed(&text, &reach, change) {
            self.edit_prop(name, &text);
        }
    }

    /// Something is chosen in a row `NAME#NUMBER/field`, `…/way`, `…/option` or `NAME#any`; false of any
    /// other row.
    pub(super) fn choose_in_condition(&mut self, id: &str, chosen: usize) -> bool {
        let Some((name, part)) = id.split_once('#') else {
            return false;
        };
        self.settle();
        let change = match part.split_once('/') {
            None => Some(Change::Any(chosen == 1)),
            Some((at, part)) => at.parse().ok().and_then(|at| match part {
                "field" => Some(Change::Field(at, chosen)),
                "way" => Some(Change::Way(at, chosen)),
                "option" => Some(Change::Option(at, chosen)),
                _ => None,
            }),
        };
        if let Some(change) = change {
            self.change_condition(name, &change);
            self.settle();
        }
        true
    }

    /// What a comparison asks for is written in a row `NAME#NUMBER`; false of any other row.
    pub(super) fn write_in_condition(&mut self, id: &str, text: &str) -> bool {
        let Some((name, part)) = id.split_once('#') else {
            return false;
        };
        if let Ok(at) = part.parse() {
            self.change_condition(name, &Change::Write(at, text));
        }
        true
    }

    /// A button of a row `NAME#` or `NAME#NUMBER`; false of any other row.
    pub(super) fn press_in_condition(&mut self, id: &str, button: &str) -> bool {
        let Some((name, part)) = id.split_once('#') else {
            return false;
        };
        self.settle();
        match (part.parse::<usize>(), button) {
            (Ok(at), _) => self.change_condition(name, &Change::Remove(at)),
            (_, "more") => {
                let row = (self.whose(name), name.to_owned());
                if !self.by_hand.remove(&row) {
                    self.by_hand.insert(row);
                }
                self.refresh();
            }
            _ => self.change_condition(name, &Change::Add),
        }
        self.settle();
        true
    }

    /// An expression was written: what fields are called becomes their names.
    pub(super) fn name_what_was_called(&mut self, id: &str) {
        let (written, text, _) = self.writing.clone();
        if written != id || id.contains('#') {
            return;
        }
        self.writing = Default::default();
        let reach = match id {
            STATION_WHEN => self.station_reach(),
            _ => self.open.as_ref().map(|open| {
                let main = self.selection.main().unwrap_or_default();
                Reach::at(open.sheet.form(), main)
            }),
        };
        let named = reach.map(|reach| reach.named(&text));
        if let Some(named) = named.filter(|named| *named != text) {
            self.edit_prop(id, &named);
        }
    }

    /// What is being typed is a step of its own.
    fn settle(&mut self) {
        if let Some(open) = &mut self.open {
            open.sheet.settle();
        }
    }
}
