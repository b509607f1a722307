//! The contract with the window: each of its callbacks, and what it does.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use slint::language::{DragAction, DropEvent};
use slint::{ComponentHandle, DataTransfer};

use super::Inner;
use crate::arguments::Language;
use crate::drag::Dragged;
use crate::files;
use crate::keys::Stroke;
use crate::preview::{NoPicture, Picture};
use crate::ui;

/// A paper that a thread made.
pub(super) struct Printed {
    pub asked: u64,
    pub made: Result<Picture, NoPicture>,
}

thread_local! {
    /// The paper on its way from the thread to the window.
    pub(super) static PRINTED: RefCell<Option<Printed>> = const { RefCell::new(None) };
}

type Shared = Rc<RefCell<Inner>>;

/// Does something, unless the program is within something else that the window asked for.
fn with<R: Default>(inner: &Shared, act: impl FnOnce(&mut Inner) -> R) -> R {
    inner
        .try_borrow_mut()
        .map(|mut inner| act(&mut inner))
        .unwrap_or_default()
}

/// Connects a callback with what it does.
macro_rules! on {
    ($designer:ident, $inner:ident, $name:ident, |$own:ident $(, $argument:ident)*| $act:expr) => {{
        let inner = $inner.clone();
        $designer.$name(move |$($argument),*| with(&inner, |$own| $act));
    }};
}

pub(super) fn all(ui: &ui::DesignerWindow, inner: &Shared) {
    let say = inner.borrow().say.clone();
    ui.global::<ui::T>()
        .on_look_up(move |key, _| say.borrow().say(&key).into());
    let designer = ui.global::<ui::Designer>();
    acts(&designer, inner);
    drags(&designer, inner);
    panes(&designer, inner);
    sheets(&designer, inner);
    pack(&designer, inner);
    picks(&designer, inner);
}

fn stroke(press: ui::Press) -> Stroke {
    Stroke {
        text: press.text.into(),
        control: press.control,
        shift: press.shift,
        alt: press.alt,
    }
}

fn acts(designer: &ui::Designer<'_>, inner: &Shared) {
    on!(designer, inner, on_act, |own, name| own.act(&name));
    on!(designer, inner, on_key, |own, press| own
        .key(&stroke(press)));
    on!(designer, inner, on_window_key, |own, press| own
        .window_key(&stroke(press)));
    on!(designer, inner, on_select, |own, id, control, shift| own
        .select(&id, control, shift));
    on!(designer, inner, on_jump, |own, id| own.jump(&id));
    on!(designer, inner, on_add, |own, kind| own.add(&kind));
    on!(designer, inner, on_label_done, |own, text, keeps| own
        .label_done(&text, keeps));
    on!(designer, inner, on_step_to, |own, step| own
        .step_to(usize::try_from(step).unwrap_or(0)));
    on!(designer, inner, on_search_kinds, |own, _text| own
        .show_kinds());
}

/// What is dragged with a drag of the window.
fn dragged(event: &DropEvent) -> Option<Rc<Dragged>> {
    event.data.user_data()?.downcast::<Dragged>().ok()
}

fn carried(what: Dragged) -> DataTransfer {
    let mut data = DataTransfer::default();
    data.set_user_data(Rc::new(what));
    data
}

fn drags(designer: &ui::Designer<'_>, inner: &Shared) {
    designer.on_carry_kind(|kind| carried(Dragged::New(kind.into())));
    designer.on_carry(|id| carried(Dragged::Standing(vec![id.into()])));
    let own = inner.clone();
    designer.on_over(move |event, x, y, width| match dragged(&event) {
        Some(what) => own
            .try_borrow_mut()
            .map_or(DragAction::None, |mut own| own.over(&what, (x, y), width)),
        None => DragAction::None,
    });
    let own = inner.clone();
    designer.on_drop(move |event, x, y, width| match dragged(&event) {
        Some(what) => own.try_borrow_mut().map_or(DragAction::None, |mut own| {
            own.dropped(&what, (x, y), width)
        }),
        None => DragAction::None,
    });
    on!(designer, inner, on_left, |own| own.left());
    on!(designer, inner, on_let_go, |own| own.let_go());
    on!(designer, inner, on_over_again, |own, x, y, width| own
        .over_again((x, y), width));
    on!(designer, inner, on_look_at, |own, from, to| own
        .look_at(from, to));
    on!(designer, inner, on_span_begin, |own, id| own
        .span_begin(&id));
    on!(designer, inner, on_span, |own, id, columns| own
        .span(&id, columns));
    on!(designer, inner, on_span_end, |own| own.span_end());
}

fn panes(designer: &ui::Designer<'_>, inner: &Shared) {
    on!(designer, inner, on_edit, |own, id, text| own
        .edit_prop(&id, &text));
    on!(designer, inner, on_edit_second, |own, id, text| own
        .edit_second(&id, &text));
    on!(designer, inner, on_edit_done, |own, id| own.edit_done(&id));
    on!(designer, inner, on_tick, |own, id, is_on| own
        .tick(&id, is_on));
    on!(designer, inner, on_choose, |own, id, chosen| own
        .choose(&id, chosen));
    on!(designer, inner, on_press, |own, id, button| own
        .press(&id, &button));
    on!(designer, inner, on_type_feel, |own, id, text, caret| own
        .type_feel(&id, &text, caret));
    on!(
        designer,
        inner,
        on_offer_key,
        |own, id, _text, _caret, key| own.offer_key(&id, &key)
    );
    on!(designer, inner, on_take_offer, |own, id, place| own
        .take_offer(&id, place));
    on!(designer, inner, on_right, |own, row, column, number| own
        .right(row, column, number));
    on!(designer, inner, on_right_key, |own, press| own
        .right_key(&stroke(press)));
    on!(designer, inner, on_wording, |own, key, language, text| own
        .wording(&key, &language, &text));
    on!(designer, inner, on_turn, |own, page| own.turn(page));
    on!(designer, inner, on_print, |own| own.print());
    on!(designer, inner, on_printed, |own| {
        if let Some(printed) = PRINTED.with(RefCell::take) {
            own.printed(printed.asked, printed.made);
        }
    });
}

fn pack(designer: &ui::Designer<'_>, inner: &Shared) {
    on!(designer, inner, on_stop_select, |own, row| own
        .stop_select(row));
    on!(designer, inner, on_stop_edit, |own, what, text| own
        .stop_edit(&what, &text));
    on!(designer, inner, on_stop_choose, |own, what, chosen| own
        .stop_choose(&what, chosen));
    on!(designer, inner, on_stop_tick, |own, what, is_on| own
        .stop_tick(&what, is_on));
    on!(designer, inner, on_stop_act, |own, act| own.stop_act(&act));
    on!(designer, inner, on_stop_move, |own, from, to| own
        .stop_move(from, to));
    on!(designer, inner, on_stop_key, |own, press| own
        .stop_key(&stroke(press)));
    on!(designer, inner, on_decision_select, |own, name| own
        .decision_select(&name));
    on!(designer, inner, on_decision_new, |own, name| own
        .decision_new(&name));
    on!(designer, inner, on_policy_choose, |own, chosen| own
        .policy_choose(chosen));
    on!(designer, inner, on_rule_pick, |own, row, column| own
        .rule_pick(row, column));
    on!(designer, inner, on_rule_type, |own, text| own
        .rule_type(&text));
    on!(designer, inner, on_rule_done, |own, text, way| own
        .rule_done(&text, &way));
    on!(designer, inner, on_rule_key, |own, press| own
        .rule_key(&stroke(press)));
    on!(designer, inner, on_rule_act, |own, act| own.rule_act(&act));
    on!(designer, inner, on_rule_succeed, |own, text| own
        .rule_succeed(&text));
    on!(designer, inner, on_column_edit, |own, what, text| own
        .column_edit(&what, &text));
    on!(designer, inner, on_run_select, |own, file| own
        .run_select(&file));
    on!(designer, inner, on_run_edit, |own, text| own
        .run_edit(&text));
    on!(designer, inner, on_run_rename, |own, title| own
        .run_rename(&title));
    on!(designer, inner, on_run_act, |own, act| own.run_act(&act));
    on!(designer, inner, on_line_select, |own, line| own
        .line_select(&line));
    on!(designer, inner, on_line_act, |own, act| own.line_act(&act));
    on!(designer, inner, on_line_key, |own, press| own
        .line_key(&stroke(press)));
    on!(designer, inner, on_ask_edit, |own, name, text| own
        .ask_edit(&name, &text));
    on!(designer, inner, on_run_key, |own, press| own
        .run_key(&stroke(press)));
    on!(designer, inner, on_next_version, |own| own.next_version());
    on!(designer, inner, on_compare, |own, path| own.compare(&path));
    on!(designer, inner, on_publish, |own, key, chain, path| own
        .publish(&key, &chain, &path));
}

fn sheets(designer: &ui::Designer<'_>, inner: &Shared) {
    on!(designer, inner, on_open_path, |own, path| own
        .open_path(Path::new(path.as_str())));
    on!(designer, inner, on_save_path, |own, path| own
        .save_path(&path));
    on!(designer, inner, on_start, |own, id| own.start(&id));
    on!(designer, inner, on_take_draft, |own, path| own
        .take_draft(&path));
    on!(designer, inner, on_drop_draft, |own, path| own
        .drop_draft(&path));
    on!(designer, inner, on_language_chosen, |own, number| own
        .language(match number {
            0 => Language::Chinese,
            _ => Language::English,
        }));
    let own = inner.clone();
    designer.on_browse(move || {
        let asked = own.try_borrow().ok().and_then(|own| own.asks());
        let Some((chooser, wanted, from)) = asked else {
            return;
        };
        let own = own.clone();
        let then = {
            let wanted = wanted.clone();
            move |path: std::path::PathBuf| with(&own, |own| own.picked(&wanted, &path))
        };
        chooser.choose(wanted, &from, Box::new(then));
    });
}

fn picks(designer: &ui::Designer<'_>, inner: &Shared) {
    let own = inner.clone();
    designer.on_pick(move |what| {
        let asked = own.try_borrow().ok();
        let asked = asked.and_then(|own| {
            let wanted = match what.as_str() {
                "target" => super::Wanted::Name(own.meant_name()),
                _ => super::Wanted::File,
            };
            Some((own.chooser.clone()?, wanted, own.documents.clone()))
        });
        let Some((chooser, wanted, from)) = asked else {
            return;
        };
        let own = own.clone();
        let then = move |path: std::path::PathBuf| {
            let path = path.display().to_string();
            with(&own, |own| {
                own.set(|designer| match what.as_str() {
                    "key" => designer.set_key_path(path.into()),
                    "chain" => designer.set_chain_path(path.into()),
                    _ => designer.set_target_path(path.into()),
                });
            });
        };
        chooser.choose(wanted, &from, Box::new(then));
    });
}

impl Inner {
    /// The name under which a pack file would be written.
    fn meant_name(&self) -> String {
        let meant: String = self.get(|designer| designer.get_target_meant()).into();
        let name = Path::new(&meant).file_name();
        name.map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }

    /// The system's own window of files, what is to be picked there, and where it begins.
    fn asks(&self) -> Option<(Rc<dyn super::Chooser>, super::Wanted, std::path::PathBuf)> {
        let chooser = self.chooser.clone()?;
        let saves = self.get(|designer| designer.get_sheet()) == ui::Sheet::Save;
        let open = self.open.as_ref().filter(|_| saves);
        let wanted = match open {
            None => super::Wanted::File,
            Some(open) if open.sheet.is_pack() => super::Wanted::Folder,
            Some(open) => super::Wanted::Name(format!("{}.json", files::file_name(&open.called()))),
        };
        let from = self.meant_folder();
        let from = from.ancestors().find(|folder| folder.is_dir());
        Some((chooser, wanted, from.unwrap_or(Path::new("/")).to_owned()))
    }
}
