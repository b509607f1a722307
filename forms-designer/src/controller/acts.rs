//! What a person does: acts by their names, keys, drags and selections.

use form_model::Json;
use form_model::edit::Command;
use pack_author::Problem;

use super::{Inner, edits};
use crate::clipboard;
use crate::files::Refusal;
use crate::keys::{Act, Stroke, in_window, on_form};
use crate::palette;
use crate::ui;

/// The last tab of a form by itself, and of a pack.
const LAST_OF_FORM: i32 = 3;
const LAST_OF_PACK: i32 = 8;

impl Inner {
    /// Does what a button asks for, by its name.
    pub(super) fn act(&mut self, name: &str) {
        match name {
            "canvas" => self.focus("canvas"),
            "properties" => self.do_act(Act::Properties),
            "label" => self.do_act(Act::Label),
            "undo" => self.do_act(Act::Undo),
            "redo" => self.do_act(Act::Redo),
            "new" => self.do_act(Act::New),
            "open" => self.do_act(Act::Open),
            "save" => self.do_act(Act::Save),
            "save-as" => self.do_act(Act::SaveAs),
            "keys" => self.do_act(Act::Keys),
            "try" => self.do_act(Act::Try),
            "wider" => self.do_act(Act::Span(1)),
            "narrower" => self.do_act(Act::Span(-1)),
            "about" => self.sheet(ui::Sheet::About),
            "tour" => self.sheet(ui::Sheet::Tour),
            "close-sheet" => self.close_sheet(),
            "add-first" => self.add_first(),
            "tab" => {
                self.run_again();
                self.leave_tab();
                self.refresh();
                self.print_soon();
            }
            "side" => self.side(),
            "check" => self.check(),
            "route" => self.add_route(),
            "refresh" => self.refresh(),
            "preview" => self.print_soon(),
            _ => {}
        }
    }

    /// A key of the canvas or the outline; false where it means nothing there.
    pub(super) fn key(&mut self, stroke: &Stroke) -> bool {
        let Some(act) = on_form(stroke).filter(|_| self.open.is_some()) else {
            return false;
        };
        self.do_act(act);
        true
    }

    /// A key that nothing in the window took.
    pub(super) fn window_key(&mut self, stroke: &Stroke) -> bool {
        let Some(act) = in_window(stroke) else {
            return false;
        };
        self.do_act(act);
        true
    }

    pub(super) fn do_act(&mut self, act: Act) {
        match act {
            Act::New | Act::Open | Act::SaveAs | Act::Keys | Act::Back => self.around(act),
            _ if self.open.is_none() => {}
            Act::Save => self.save(),
            Act::Go(way, keeps) => self.go(way, keeps),
            Act::Undo | Act::Redo => self.back(act == Act::Undo),
            Act::SelectAll => {
                self.selection.these(self.order());
                self.refresh();
            }
            Act::Label => self.begin_label(),
            Act::Properties => {
                let first = self.first_prop();
                self.focus(first.as_deref().unwrap_or("canvas"));
            }
            Act::Find => {
                self.beside_the_form();
                self.set(|designer| designer.set_side(0));
                self.focus("palette");
            }
            Act::NextProblem => self.next_problem(),
            Act::Try => self.try_out(),
            Act::Tab(tab) => {
                let is_pack = self.open.as_ref().is_some_and(|open| open.sheet.is_pack());
                let last = if is_pack { LAST_OF_PACK } else { LAST_OF_FORM };
                self.flush();
                self.run_again();
                self.leave_tab();
                self.set(|designer| designer.set_tab(i32::from(tab).min(last)));
                self.refresh();
                self.print_soon();
                self.focus("canvas");
            }
            Act::Pane => self.next_pane(),
            Act::Copy => self.copy(),
            act => self.edit(act),
        }
    }

    /// What was told at another tab is not told at this one, and the keys go to this one.
    fn leave_tab(&mut self) {
        self.tell("", false);
        self.set(|designer| {
            designer.set_publish_said("".into());
            designer.set_focus_prop("canvas".into());
        });
    }

    /// What one adds stands beside the form and its paper only.
    fn beside_the_form(&self) {
        let sided = [super::tab::CANVAS, super::tab::RIGHTS, super::tab::PAPER];
        if !sided.contains(&self.get(|designer| designer.get_tab())) {
            self.set(|designer| designer.set_tab(super::tab::CANVAS));
        }
    }

    fn around(&mut self, act: Act) {
        match act {
            Act::New => self.close_form(),
            Act::Back if self.get(|designer| designer.get_sheet()) == ui::Sheet::None => {
                self.focus("canvas");
            }
            Act::Open => self.sheet(ui::Sheet::Open),
            Act::SaveAs if self.open.is_some() => self.ask_where(),
            Act::Keys => self.sheet(ui::Sheet::Keys),
            Act::Back => self.close_sheet(),
            _ => {}
        }
    }

    /// Acts that change the form.
    fn edit(&mut self, act: Act) {
        self.flush();
        let done = match act {
            Act::Shift(way) => self.on_sheet(|sheet, selected| {
                Ok(edits::step(sheet, selected, way)?.unwrap_or_else(|| selected.to_vec()))
            }),
            Act::Span(by) => self.span_by(by),
            Act::Split => self.on_sheet(|sheet, selected| match selected {
                [only] => Ok(vec![sheet.apply(&Command::Split(only.clone()))?]),
                _ => Ok(selected.to_vec()),
            }),
            Act::Duplicate => self.on_sheet(edits::duplicate),
            Act::Cut => {
                self.copy();
                self.remove()
            }
            Act::Delete => self.remove(),
            Act::Paste => self.paste(),
            _ => return,
        };
        self.after(done);
    }

    /// Shows what an act did, or why it was refused.
    pub(super) fn after(&mut self, done: Result<Vec<String>, Problem>) {
        match done {
            Ok(selected) => {
                self.selection.these(selected);
                self.tell("", false);
                self.changed();
                self.reveal();
            }
            Err(problem) => {
                self.changed();
                self.problem(&problem);
            }
        }
    }

    /// Does something to what is selected, which may answer that something else is selected then.
    fn on_sheet(
        &mut self,
        act: impl FnOnce(&mut crate::sheet::Sheet, &[String]) -> Result<Vec<String>, Problem>,
    ) -> Result<Vec<String>, Problem> {
        let Some(open) = &mut self.open else {
            return Ok(Vec::new());
        };
        let selected = self.selection.topmost(open.sheet.form());
        if selected.is_empty() {
            return Ok(selected);
        }
        act(&mut open.sheet, &selected)
    }

    fn remove(&mut self) -> Result<Vec<String>, Problem> {
        let order = self.order();
        let first = order.iter().position(|pointer| self.selection.has(pointer));
        self.on_sheet(|sheet, selected| edits::remove(sheet, selected).map(|()| Vec::new()))?;
        // Not into nothing: what follows is selected, or what was before.
        let order = self.order();
        let at = first.unwrap_or(0).min(order.len().saturating_sub(1));
        Ok(order.get(at).cloned().into_iter().collect())
    }

    fn copied(&self) -> Vec<Json> {
        let Some(open) = &self.open else {
            return Vec::new();
        };
        let selected = self.selection.topmost(open.sheet.form());
        selected
            .iter()
            .filter_map(|pointer| open.sheet.json(pointer).cloned())
            .collect()
    }

    fn copy(&mut self) {
        let components = self.copied();
        if components.is_empty() {
            return;
        }
        let count = components.len().to_string();
        if let Some(window) = self.window() {
            window.invoke_to_clipboard(clipboard::write(components).into());
        }
        let said = self
            .say
            .borrow()
            .say_with("said-copied", &[("count", &count)]);
        self.tell(&said, false);
    }

    fn paste(&mut self) -> Result<Vec<String>, Problem> {
        let text = self.window().map(|window| window.invoke_from_clipboard());
        let components = clipboard::read(text.unwrap_or_default().as_str());
        let Some(open) = &mut self.open else {
            return Ok(Vec::new());
        };
        let to = edits::after(open.sheet.form(), self.selection.main());
        edits::paste(&mut open.sheet, components, to)
    }

    fn span_by(&mut self, by: i8) -> Result<Vec<String>, Problem> {
        let Some(main) = self.selection.main().map(str::to_owned) else {
            return Ok(Vec::new());
        };
        let columns = self.drawing.spot(&main).map_or(16, |spot| spot.columns);
        let columns = columns.saturating_add_signed(by).clamp(2, 16);
        let selected = self.selection.all().to_vec();
        let Some(open) = &mut self.open else {
            return Ok(selected);
        };
        open.sheet.apply(&Command::Columns {
            at: main,
            columns: Some(columns),
        })?;
        Ok(selected)
    }

    /// Adds a component of a kind below what is selected.
    pub(super) fn add(&mut self, kind: &str) {
        self.flush();
        let main = self.selection.main().map(str::to_owned);
        let done = self.put_new(kind, |form| edits::after(form, main.as_deref()));
        self.set(|designer| designer.set_tab(0));
        self.after(done);
        self.focus("canvas");
    }

    pub(super) fn put_new(
        &mut self,
        kind: &str,
        to: impl FnOnce(&form_model::Form) -> form_model::edit::Landing,
    ) -> Result<Vec<String>, Problem> {
        let (label, option) = {
            let say = self.say.borrow();
            (palette::name(kind, &say), say.say("option-word"))
        };
        let Some(open) = &mut self.open else {
            return Ok(Vec::new());
        };
        let to = to(open.sheet.form());
        edits::add(&mut open.sheet, kind, &label, &option, to).map(|at| vec![at])
    }

    fn add_first(&mut self) {
        let search = self.get(|designer| designer.get_kind_search());
        let first = palette::kinds(&search, &self.say.borrow())
            .into_iter()
            .next();
        if let Some(kind) = first.filter(|_| !search.is_empty()) {
            self.add(&kind.kind);
        }
    }

    fn back(&mut self, undo: bool) {
        self.pending = None;
        self.refused = None;
        let Some(open) = &mut self.open else {
            return;
        };
        let before = open.sheet.form().clone();
        let went = if undo {
            open.sheet.undo()
        } else {
            open.sheet.redo()
        };
        self.selection.follow(&before, open.sheet.form());
        if went {
            self.tell("", false);
        } else {
            self.tell(
                &self.say(if undo { "said-no-undo" } else { "said-no-redo" }),
                false,
            );
        }
        self.changed();
    }

    /// Goes to a step of the history: 0 is before the first one.
    pub(super) fn step_to(&mut self, step: usize) {
        self.flush();
        let Some(open) = &mut self.open else {
            return;
        };
        let before = open.sheet.form().clone();
        open.sheet.go_to(step);
        self.selection.follow(&before, open.sheet.form());
        self.changed();
    }

    fn try_out(&mut self) {
        self.flush();
        let said = match self.run_client() {
            Ok(()) => (self.say("said-trying"), false),
            Err(code) => (self.refusal(&Refusal::bare(code)), true),
        };
        self.tell(&said.0, said.1);
    }
}
