//! What the mouse does on the canvas, and labels that are written there.

use form_model::edit::Command;
use slint::language::DragAction;

use super::{Inner, edits};
use crate::drag::{Dragged, Mark, landing};
use crate::drawing::{Look, kind_name};
use crate::keys::Act;
use crate::properties;
use crate::ui;

impl Inner {
    /// All that is dragged: what is selected too, where what is dragged is.
    fn dragged(&self, what: &Dragged) -> Dragged {
        match (what, &self.open) {
            (Dragged::Standing(own), Some(open))
                if own.iter().all(|own| self.selection.has(own)) =>
            {
                Dragged::Standing(self.selection.topmost(open.sheet.form()))
            }
            _ => what.clone(),
        }
    }

    /// Something is dragged over the canvas.
    pub(super) fn over(&mut self, what: &Dragged, at: (f32, f32), width: f32) -> DragAction {
        if let Dragged::Standing(own) = what {
            self.hold(own);
        }
        self.hovering = Some(what.clone());
        self.set(|designer| designer.set_drags(true));
        let what = self.dragged(what);
        let mark = landing(&self.drawing, &what, at, width);
        self.show_mark(mark.as_ref());
        match (mark, what) {
            (Some(Mark { allowed: true, .. }), Dragged::New(_)) => DragAction::Copy,
            (Some(Mark { allowed: true, .. }), Dragged::Standing(_)) => DragAction::Move,
            _ => DragAction::None,
        }
    }

    fn show_mark(&self, mark: Option<&Mark>) {
        let shown = mark.map_or_else(ui::Mark::default, |mark| ui::Mark {
            shown: true,
            x: mark.x,
            y: mark.y,
            width: mark.width,
            height: mark.height,
            allowed: mark.allowed,
        });
        self.set(|designer| {
            designer.set_refused(shown.shown && !shown.allowed);
            if designer.get_mark() != shown {
                designer.set_mark(shown);
            }
        });
    }

    /// The canvas moved under what is dragged.
    pub(super) fn over_again(&mut self, at: (f32, f32), width: f32) {
        if let Some(what) = self.hovering.clone() {
            self.over(&what, at, width);
        }
    }

    /// Nothing is dragged over the canvas any more.
    pub(super) fn left(&mut self) {
        self.hovering = None;
        self.set(|designer| designer.set_drags(false));
        self.show_mark(None);
    }

    /// What was dragged is let go of, wherever that is.
    pub(super) fn let_go(&mut self) {
        self.left();
        self.hold(&[]);
    }

    /// Something was let go over the canvas.
    pub(super) fn dropped(&mut self, what: &Dragged, at: (f32, f32), width: f32) -> DragAction {
        self.flush();
        let what = self.dragged(what);
        let mark = landing(&self.drawing, &what, at, width);
        self.left();
        let Some(Mark {
            to, allowed: true, ..
        }) = mark
        else {
            return DragAction::None;
        };
        let (done, action) = match &what {
            Dragged::New(kind) => (self.put_new(kind, |_| to), DragAction::Copy),
            Dragged::Standing(pointers) => {
                let open = self.open.as_mut();
                let done = open.map(|open| edits::shift(&mut open.sheet, pointers, &to));
                (done.unwrap_or(Ok(Vec::new())), DragAction::Move)
            }
        };
        self.after(done);
        self.focus("canvas");
        action
    }

    /// A width is dragged.
    pub(super) fn span_begin(&mut self, pointer: &str) {
        self.flush();
        if let Some(open) = &mut self.open {
            open.sheet.begin(pointer, "columns");
        }
    }

    pub(super) fn span(&mut self, pointer: &str, columns: i32) {
        let columns = u8::try_from(columns.clamp(2, 16)).unwrap_or(16);
        let now = self.drawing.spot(pointer).map(|spot| spot.columns);
        let Some(open) = self.open.as_mut().filter(|_| now != Some(columns)) else {
            return;
        };
        let command = Command::Columns {
            at: pointer.to_owned(),
            columns: Some(columns),
        };
        let done = open.sheet.follow(&command);
        self.changed();
        if let Err(problem) = done {
            self.problem(&problem);
        }
    }

    pub(super) fn span_end(&mut self) {
        if let Some(open) = &mut self.open {
            open.sheet.settle();
        }
        self.changed();
    }

    pub(super) fn begin_label(&mut self) {
        self.flush();
        let main = self.selection.main().map(str::to_owned);
        let Some((open, main)) = self.open.as_ref().zip(main) else {
            return;
        };
        let Some(component) = open.sheet.component(&main) else {
            return;
        };
        if matches!(
            Look::of(component),
            Look::Text | Look::Rule | Look::Space | Look::Barcode
        ) {
            self.do_act(Act::Properties);
            return;
        }
        let label = self.label_of(&open.sheet, component);
        self.selection.only(&main);
        self.refresh();
        self.reveal();
        self.set(|designer| {
            designer.set_label_text(label.into());
            designer.set_labelling(true);
        });
    }

    /// A label was written on the canvas.
    pub(super) fn label_done(&mut self, text: &str, keeps: bool) {
        if !self.get(|designer| designer.get_labelling()) {
            return;
        }
        self.set(|designer| designer.set_labelling(false));
        let main = self.selection.main().map(str::to_owned);
        if let Some((open, main)) = self.open.as_mut().zip(main).filter(|_| keeps) {
            let kind = open
                .sheet
                .component(&main)
                .map(|own| kind_name(own).to_owned());
            let property = properties::label_of(kind.as_deref().unwrap_or_default());
            // What cannot be written stays as it was.
            let _ = properties::change(&mut open.sheet, &main, property, text);
            open.sheet.settle();
        }
        self.changed();
    }
}
