//! Adding, moving, resizing and taking out, by mouse and keys.

use slint::LogicalPosition;
use slint::platform::{Key, PointerEventButton};

use crate::{Desk, fields};

#[test]
fn a_kind_is_added_from_the_palette_by_key_and_by_mouse() {
    let desk = Desk::of(&fields(&["a"]));
    desk.named("Add Number").invoke_accessible_default_action();
    desk.settle();
    assert_eq!(desk.drawn(), "a / number_1");
    // Beside the field, at its right side.
    let from = desk.named("Add Text");
    let target = desk.named("A");
    let (at, size) = (target.absolute_position(), target.size());
    let to = LogicalPosition::new(at.x + size.width * 0.8, at.y + size.height / 2.0);
    from.mock_drag(to, PointerEventButton::Left);
    desk.settle();
    assert_eq!(desk.drawn(), "a:8 textfield_1:8 / number_1");
    assert!(!desk.api().get_mark().shown);
    assert_eq!(desk.designer.selected(), ["/components/1"]);
}

#[test]
fn what_stands_is_dragged_to_another_row() {
    let desk = Desk::of(&fields(&["a", "b", "c"]));
    let (from, target) = (desk.named("C"), desk.named("A"));
    let at = target.absolute_position();
    from.mock_drag(
        LogicalPosition::new(at.x + 100.0, at.y + 3.0),
        PointerEventButton::Left,
    );
    desk.settle();
    assert_eq!(desk.drawn(), "c / a / b");
}

#[test]
fn keys_move_resize_copy_and_take_out() {
    let desk = Desk::of(&fields(&["a", "b", "c"]));
    desk.select("/components/1");
    let check = |key: Key, held: &[Key], expected: &str| {
        desk.press_with(key, held);
        assert_eq!(desk.drawn(), expected, "{key:?} {held:?}");
    };
    check(Key::UpArrow, &[Key::Alt], "b / a / c");
    check(Key::RightArrow, &[Key::Alt], "b:8 a:8 / c");
    check(Key::LeftArrow, &[Key::Shift], "b:7 a:9 / c");
    check(Key::RightArrow, &[Key::Shift], "b:8 a:8 / c");
    check(Key::Delete, &[], "a / c");
    assert_eq!(desk.designer.selected(), ["/components/0"]);
    check(Key::DownArrow, &[], "a / c");
    assert_eq!(desk.designer.selected(), ["/components/1"]);
    check(Key::UpArrow, &[Key::Shift], "a / c");
    check(Key::Delete, &[], "");
    desk.press_with("z", &[Key::Control]);
    assert_eq!(desk.drawn(), "a / c");
    desk.press_with("y", &[Key::Control]);
    assert_eq!(desk.drawn(), "");
    for _ in 0..9 {
        desk.press_with("z", &[Key::Control]);
    }
    assert_eq!(desk.drawn(), "a / b / c");
    assert!(!desk.api().get_unsaved());
}

#[test]
fn a_copy_goes_to_another_form() {
    let desk = Desk::of(&fields(&["a", "b"]));
    desk.press_with("a", &[Key::Control]);
    desk.press_with("c", &[Key::Control]);
    desk.show(&fields(&["b"]));
    desk.press_with("v", &[Key::Control]);
    assert_eq!(desk.drawn(), "b / a / b_1");
    desk.press_with("d", &[Key::Control]);
    assert_eq!(desk.drawn().matches('/').count(), 4);
}

#[test]
fn nothing_is_pasted_of_what_is_no_component() {
    let desk = Desk::of(&fields(&["a"]));
    desk.ui().invoke_to_clipboard("hello".into());
    desk.press_with("v", &[Key::Control]);
    assert_eq!(desk.drawn(), "a");
    assert_eq!(desk.problem(), "There are no components on the clipboard.");
}

#[test]
fn a_label_is_written_on_the_canvas() {
    let desk = Desk::of(&fields(&["a"]));
    desk.select("/components/0");
    desk.press(Key::F2);
    assert!(desk.api().get_labelling());
    for letter in ["名", "字"] {
        desk.press(letter);
    }
    desk.press(Key::Return);
    assert!(!desk.api().get_labelling());
    let sheet = desk.designer.sheet().unwrap();
    assert_eq!(sheet.component("/components/0").unwrap().label, "名字");
    assert_eq!(sheet.steps().1, 1);
    // And Escape leaves it.
    desk.press(Key::F2);
    desk.press("x");
    desk.press(Key::Escape);
    let sheet = desk.designer.sheet().unwrap();
    assert_eq!(sheet.component("/components/0").unwrap().label, "名字");
}

#[test]
fn a_width_is_dragged_as_one_step() {
    let desk = Desk::of(&fields(&["a"]));
    let api = desk.api();
    desk.select("/components/0");
    api.invoke_span_begin("/components/0".into());
    for columns in [14, 11, 9] {
        api.invoke_span("/components/0".into(), columns);
    }
    api.invoke_span_end();
    api.set_side(2);
    desk.settle();
    assert_eq!(
        (desk.drawn().as_str(), api.get_steps().iter_count()),
        ("a:9", 2)
    );
    desk.named("Width").invoke_accessible_increment_action();
    assert_eq!(desk.drawn(), "a:10");
}

/// How many lines a model has.
trait Count {
    fn iter_count(&self) -> usize;
}

impl<T> Count for slint::ModelRc<T> {
    fn iter_count(&self) -> usize {
        use slint::Model;
        self.row_count()
    }
}
