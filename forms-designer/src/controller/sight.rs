//! What of the form is in sight on the canvas. Only that is made, and what is selected or dragged:
//! a form may have two thousand components.

use form_model::{Component, Kind, Options, Setting};
use slint::SharedString;

use super::Inner;
use super::look::{inner, look, spoken};
use crate::drawing::{Look, Spot, kind_name};
use crate::models::{follow, words};
use crate::palette;
use crate::sheet::{LANGUAGES, Sheet, full_path, text_key};
use crate::texts::Say;
use crate::ui;

/// How far beyond the edges of the view components are made, so that not every step of a wheel
/// makes some.
const BEYOND: f32 = 240.0;
/// How near to the end of what is made the view may come before more is made.
const NEAR: f32 = 60.0;

/// What of the canvas is looked at.
#[derive(Debug, Clone)]
pub(super) struct Sight {
    /// The view, from where to where.
    view: (f32, f32),
    /// What is made.
    made: (f32, f32),
    /// What is dragged: it must live until it is let go.
    dragged: Vec<String>,
}

impl Default for Sight {
    fn default() -> Self {
        let view = (0.0, 1_000.0);
        Self {
            view,
            made: view,
            dragged: Vec::new(),
        }
    }
}

impl Inner {
    /// The canvas shows another part of itself.
    pub(super) fn look_at(&mut self, from: f32, to: f32) {
        self.sight.view = (from, to);
        let (top, bottom) = self.sight.made;
        let end = self.drawing.height;
        let enough = (top <= 0.0 || from - NEAR >= top) && (bottom >= end || to + NEAR <= bottom);
        if enough {
            return;
        }
        if let Some(open) = self.open.take() {
            self.show_sight(&open.sheet);
            self.open = Some(open);
        }
    }

    /// These are dragged; they stay in the window even where they are out of sight.
    pub(super) fn hold(&mut self, pointers: &[String]) {
        if self.sight.dragged != pointers {
            self.sight.dragged = pointers.to_vec();
        }
    }

    pub(super) fn show_sight(&mut self, sheet: &Sheet) {
        let (from, to) = self.sight.view;
        let made = (from - BEYOND, to + BEYOND);
        self.sight.made = made;
        let main = self.selection.main();
        let is_made = |spot: &&Spot| {
            spot.top < made.1 && spot.top + spot.height > made.0
                || main == Some(spot.pointer.as_str())
                || self.sight.dragged.contains(&spot.pointer)
        };
        let say = self.say.borrow();
        let spots = self.drawing.spots.iter().enumerate();
        let items = spots.filter(|(_, spot)| is_made(spot));
        let items = items.filter_map(|(place, spot)| {
            let component = sheet.component(&spot.pointer)?;
            Some(self.item(sheet, component, (place, spot), &say))
        });
        let items: Vec<ui::Item> = items.collect();
        // The name of a line is its place among ids: those who move keep their element.
        follow(&self.models.items, items, |item| item.id.clone());
        drop(say);
        let count = i32::try_from(self.drawing.spots.len()).unwrap_or(i32::MAX);
        self.set(|designer| {
            designer.set_item_count(count);
            designer.set_canvas_height(self.drawing.height);
        });
    }

    pub(super) fn show_main(&self, sheet: &Sheet) {
        let say = self.say.borrow();
        let mut spots = self.drawing.spots.iter().enumerate();
        let main = self
            .selection
            .main()
            .and_then(|main| spots.find(|(_, spot)| spot.pointer == main));
        let main = main.and_then(|(place, spot)| {
            let component = sheet.component(&spot.pointer)?;
            Some(self.item(sheet, component, (place, spot), &say))
        });
        let count = self.selection.all().len();
        let said = match (count, &main) {
            (0, _) | (_, None) => String::new(),
            (1, Some(main)) => format!("{}　{}", main.label, main.spoken),
            (count, _) => say.say_with("spoken-several", &[("count", &count.to_string())]),
        };
        let main = main.unwrap_or_default();
        self.set(|designer| {
            designer.set_selected(main.id.clone());
            designer.set_selected_count(i32::try_from(count).unwrap_or(0));
            designer.set_main_item(main);
            designer.set_spoken(said.into());
        });
    }

    fn item(
        &self,
        sheet: &Sheet,
        component: &Component,
        (place, spot): (usize, &Spot),
        say: &Say,
    ) -> ui::Item {
        let choices = match &component.options {
            Options::Fixed(choices) => choices
                .iter()
                .map(|choice| choice.label.as_str().into())
                .collect(),
            Options::None => vec![SharedString::from(say.say("canvas-options-none"))],
            _ => vec![SharedString::from(say.say("canvas-options-elsewhere"))],
        };
        let shows_options = matches!(spot.look, Look::Radio | Look::Checks);
        let mut item = ui::Item {
            id: spot.pointer.as_str().into(),
            look: look(spot.look),
            label: self.label_of(sheet, component).into(),
            hint: self.hint_of(sheet, component).into(),
            inner: inner(component, spot.look, say).into(),
            options: words(if shows_options { choices } else { Vec::new() }),
            before: component.adorners[0].as_str().into(),
            after: component.adorners[1].as_str().into(),
            required: component.rules.required != Setting::None
                && component.rules.required != Setting::Fixed(feel::Value::Bool(false)),
            conditional: component.hide.is_set(),
            computed: spot.look == Look::Computed,
            selected: self.selection.has(&spot.pointer),
            main: self.selection.main() == Some(spot.pointer.as_str()),
            weight: self.weights.get(&spot.pointer).copied().unwrap_or(0),
            place: i32::try_from(place).unwrap_or(0),
            left_fixed: spot.left.fixed,
            left_share: spot.left.share,
            width_fixed: spot.width.fixed,
            width_share: spot.width.share,
            top: spot.top,
            tall: spot.height,
            columns: i32::from(spot.columns),
            depth: i32::try_from(spot.depth).unwrap_or(0),
            empty: component.children.is_empty(),
            kind_name: palette::name(kind_name(component), say).into(),
            spoken: SharedString::new(),
        };
        item.spoken = spoken(&item, spot, say).into();
        item
    }

    /// The label as it is shown: the pack's own, else the form's.
    pub(super) fn label_of(&self, sheet: &Sheet, component: &Component) -> String {
        let key = text_key(&full_path(sheet.form(), &component.pointer));
        let language = self.say.borrow().language().tag();
        let text = sheet
            .text_of(language, &key)
            .or_else(|| sheet.text_of(LANGUAGES[0], &key));
        let named = text.filter(|_| !component.path.is_empty() && component.kind != Kind::Group);
        named.unwrap_or(&component.label).to_owned()
    }

    /// What stands below a field, likewise.
    pub(super) fn hint_of(&self, sheet: &Sheet, component: &Component) -> String {
        let key = text_key(&full_path(sheet.form(), &component.pointer));
        let key = format!("{key}.hint");
        let language = self.say.borrow().language().tag();
        let text = sheet
            .text_of(language, &key)
            .or_else(|| sheet.text_of(LANGUAGES[0], &key));
        let named = text.filter(|_| !component.path.is_empty());
        named.unwrap_or(&component.description).to_owned()
    }

    /// Brings what is selected into sight.
    pub(super) fn reveal(&self) {
        let spot = self
            .selection
            .main()
            .and_then(|main| self.drawing.spot(main));
        if let Some(spot) = spot {
            self.set(|designer| {
                designer.set_shown_from(spot.top);
                designer.set_shown_to(spot.top + spot.height);
                designer.set_reveal(designer.get_reveal().wrapping_add(1));
            });
        }
    }
}
