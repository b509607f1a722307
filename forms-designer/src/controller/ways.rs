//! Ways through the form: what is selected next, and which part of the window has the keys.

use super::{Inner, tab};
use crate::findings::Spot;
use crate::keys::Way;
use crate::ui;

impl Inner {
    /// The components in the order in which they are read.
    pub(super) fn order(&self) -> Vec<String> {
        let form = self.open.as_ref().map(|open| open.sheet.form());
        let all = form.map(form_model::Form::all).unwrap_or_default();
        all.into_iter()
            .map(|component| component.pointer.clone())
            .collect()
    }

    pub(super) fn go(&mut self, way: Way, keeps: bool) {
        self.flush();
        let order = self.order();
        let Some(to) = self.there(way, &order) else {
            return;
        };
        if keeps {
            self.selection.up_to(&to, &order);
        } else {
            self.selection.only(&to);
        }
        self.refresh();
        self.reveal();
    }

    fn there(&self, way: Way, order: &[String]) -> Option<String> {
        let main = self.selection.main();
        let at = main.and_then(|main| order.iter().position(|pointer| pointer == main));
        let Some(at) = at else {
            return match way {
                Way::Up | Way::Last => order.last().cloned(),
                Way::Around => None,
                _ => order.first().cloned(),
            };
        };
        match way {
            Way::Up => at.checked_sub(1).and_then(|at| order.get(at)).cloned(),
            Way::Down => order.get(at + 1).cloned(),
            Way::First => order.first().cloned(),
            Way::Last => order.last().cloned(),
            Way::Around => Some(self.drawing.spot(main?)?.parent.clone()),
            Way::Left | Way::Right => self.beside(main?, way == Way::Right),
        }
    }

    fn beside(&self, main: &str, right: bool) -> Option<String> {
        let place = self
            .drawing
            .spots
            .iter()
            .position(|spot| spot.pointer == main)?;
        let band = self
            .drawing
            .bands
            .iter()
            .find(|band| band.cells.contains(&place))?;
        let at = band.cells.iter().position(|cell| *cell == place)?;
        let at = if right { at + 1 } else { at.checked_sub(1)? };
        let spot = self.drawing.spots.get(*band.cells.get(at)?)?;
        Some(spot.pointer.clone())
    }

    /// Selects by the mouse.
    pub(super) fn select(&mut self, pointer: &str, control: bool, shift: bool) {
        self.flush();
        match (control, shift) {
            (true, _) => self.selection.toggle(pointer),
            (_, true) => self.selection.up_to(pointer, &self.order()),
            _ => self.selection.only(pointer),
        }
        self.refresh();
    }

    /// Goes to where something is mended.
    pub(super) fn jump(&mut self, id: &str) {
        self.flush();
        let spot = Spot::of(id);
        let to = match &spot {
            Spot::Component(_) => tab::CANVAS,
            Spot::Station(_) => tab::ROUTE,
            Spot::Decision(_) => tab::RULES,
            Spot::Texts => tab::TEXTS,
            Spot::Scenario(_) => tab::SCENARIOS,
            Spot::Publication => tab::PUBLISH,
            Spot::Official => tab::OFFICIAL,
        };
        self.set(|designer| designer.set_tab(to));
        match &spot {
            Spot::Component(pointer) => self.selection.only(pointer),
            Spot::Station(key) => self.find_stop(Some(key)),
            Spot::Decision(name) => self.set(|designer| designer.set_decision(name.into())),
            Spot::Scenario(path) => self.set(|designer| designer.set_run_chosen(path.into())),
            Spot::Texts | Spot::Publication | Spot::Official => {}
        }
        self.refresh();
        self.reveal();
        self.focus("canvas");
    }

    /// The first box of the panel.
    pub(super) fn first_prop(&self) -> Option<String> {
        use slint::Model;
        let mut props = self.models.props.iter();
        let boxed = |prop: &ui::Prop| {
            matches!(
                prop.editor,
                ui::Editor::Line | ui::Editor::Area | ui::Editor::Number
            )
        };
        props.find(boxed).map(|prop| prop.id.into())
    }

    pub(super) fn next_problem(&mut self) {
        let main = self.selection.main().unwrap_or_default();
        let places: Vec<&str> = self
            .troubles
            .iter()
            .map(|trouble| trouble.pointer.as_str())
            .collect();
        let at = places
            .iter()
            .rposition(|place| *place == main)
            .map_or(0, |at| at + 1);
        let to = places
            .get(at)
            .or(places.first())
            .map(|place| (*place).to_owned());
        match to {
            Some(to) => self.jump(&to),
            None => self.tell(&self.say("problems-none"), false),
        }
    }

    pub(super) fn next_pane(&mut self) {
        let now = self.get(|designer| designer.get_focus_prop());
        let tab = self.get(|designer| designer.get_tab());
        let sided = [tab::CANVAS, tab::RIGHTS, tab::PAPER].contains(&tab);
        let boxed = [tab::CANVAS, tab::PAPER].contains(&tab);
        if !sided {
            self.focus("canvas");
            return;
        }
        let first = self.first_prop().filter(|_| boxed);
        let next = match now.as_str() {
            "canvas" => first.unwrap_or_else(|| "palette".into()),
            "palette" | "outline" => "canvas".into(),
            _ if self.get(|designer| designer.get_side()) == 1 => "outline".into(),
            _ => "palette".into(),
        };
        self.focus(&next);
    }
}
