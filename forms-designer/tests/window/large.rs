//! Large forms: what is in sight is made, and the view moves while something is dragged.

use slint::platform::{Key, PointerEventButton, WindowEvent};
use slint::{ComponentHandle, LogicalPosition, Model};

use crate::{Desk, field};

fn many(count: usize) -> Desk {
    let many: Vec<String> = (0..count).map(|n| field(&format!("k{n}"))).collect();
    Desk::of(&many.join(","))
}

fn made(desk: &Desk) -> Vec<String> {
    let items = desk.api().get_items();
    items.iter().map(|item| item.id.into()).collect()
}

fn send(desk: &Desk, event: WindowEvent) {
    desk.ui().window().dispatch_event(event);
    desk.settle();
}

fn scroll(desk: &Desk, delta_y: f32) {
    send(
        desk,
        WindowEvent::PointerScrolled {
            position: LogicalPosition::new(600.0, 400.0),
            delta_x: 0.0,
            delta_y,
        },
    );
    // A wheel may move the view smoothly.
    for _ in 0..20 {
        desk.settle();
    }
}

/// Whether a component is called that and lies between the tabs and the foot.
fn is_in_sight(desk: &Desk, name: &str) -> bool {
    let mut found =
        i_slint_backend_testing::ElementHandle::find_by_accessible_label(desk.ui(), name);
    found.next().is_some_and(|own| {
        let y = own.absolute_position().y;
        (60.0..780.0).contains(&y)
    })
}

#[test]
fn only_what_is_in_sight_is_made() {
    let desk = many(500);
    assert_eq!(desk.api().get_item_count(), 500);
    assert!(made(&desk).len() < 40, "{}", made(&desk).len());
    assert!(is_in_sight(&desk, "K0") && !is_in_sight(&desk, "K499"));
    scroll(&desk, -2_000.0);
    let now = made(&desk);
    assert!(
        now.len() < 40 && !now.contains(&"/components/0".to_owned()),
        "{now:?}"
    );
    assert!(is_in_sight(&desk, "K28"), "{now:?}");
    scroll(&desk, 2_000.0);
    assert!(is_in_sight(&desk, "K0"));
}

#[test]
fn keys_bring_what_is_selected_into_sight_wherever_it_is() {
    let desk = many(500);
    desk.press(Key::End);
    assert_eq!(desk.designer.selected(), ["/components/499"]);
    assert!(is_in_sight(&desk, "K499"), "{:?}", made(&desk));
    desk.press(Key::UpArrow);
    desk.press(Key::UpArrow);
    assert!(is_in_sight(&desk, "K497"));
    // What is selected stays there for a screen reader, in its place among the others.
    desk.press(Key::Home);
    scroll(&desk, -9_000.0);
    let now = made(&desk);
    assert_eq!(now[0], "/components/0");
    assert!(now.len() < 40, "{now:?}");
    desk.press(Key::DownArrow);
    assert!(is_in_sight(&desk, "K1"));
    assert_eq!(desk.api().get_items().row_data(1).unwrap().place, 1);
}

#[test]
fn a_large_form_is_changed_and_comes_back_byte_for_byte() {
    let desk = many(500);
    let before = desk.designer.sheet().unwrap().write().to_vec();
    desk.select("/components/250");
    for text in ["x", "xy"] {
        desk.api().invoke_edit("label".into(), text.into());
    }
    desk.press_with(Key::UpArrow, &[Key::Alt]);
    assert_eq!(desk.designer.selected(), ["/components/249"]);
    let sheet = desk.designer.sheet().unwrap();
    assert_eq!(sheet.component("/components/249").unwrap().label, "xy");
    assert_eq!(sheet.component("/components/250").unwrap().label, "K249");
    while desk.api().get_can_undo() {
        desk.api().invoke_act("undo".into());
    }
    assert_eq!(desk.designer.sheet().unwrap().write(), before);
    desk.api().invoke_act("redo".into());
    let sheet = desk.designer.sheet().unwrap();
    assert_eq!(sheet.component("/components/250").unwrap().label, "xy");
}

#[test]
fn what_is_wrong_is_known_at_once_wherever_it_stands() {
    let desk = many(500);
    desk.select("/components/400");
    desk.api().invoke_choose("condition".into(), 2);
    desk.api()
        .invoke_edit("condition/text".into(), "k1 >".into());
    let found: Vec<String> = desk
        .api()
        .get_troubles()
        .iter()
        .map(|trouble| trouble.id.into())
        .collect();
    assert_eq!(found, ["/components/400"]);
    desk.select("");
    desk.press(Key::F8);
    assert_eq!(desk.designer.selected(), ["/components/400"]);
    assert!(is_in_sight(&desk, "K400"));
}

/// Presses the mouse there and begins to drag.
fn take(desk: &Desk, from: LogicalPosition) {
    send(desk, WindowEvent::PointerMoved { position: from });
    send(
        desk,
        WindowEvent::PointerPressed {
            position: from,
            button: PointerEventButton::Left,
        },
    );
    for step in 1..6_u8 {
        let position = LogicalPosition::new(from.x + 5.0 * f32::from(step), from.y);
        send(desk, WindowEvent::PointerMoved { position });
    }
}

/// Holds what is dragged at a place for a while, then lets go of it elsewhere.
fn hold(desk: &Desk, at: LogicalPosition, to: LogicalPosition) {
    send(desk, WindowEvent::PointerMoved { position: at });
    for _ in 0..60 {
        desk.settle();
    }
    send(desk, WindowEvent::PointerMoved { position: to });
    send(
        desk,
        WindowEvent::PointerReleased {
            position: to,
            button: PointerEventButton::Left,
        },
    );
}

fn middle(desk: &Desk, name: &str) -> LogicalPosition {
    let element = desk.named(name);
    let (at, size) = (element.absolute_position(), element.size());
    LogicalPosition::new(at.x + size.width / 2.0, at.y + size.height / 2.0)
}

#[test]
fn the_view_moves_while_something_new_is_dragged_near_its_edge() {
    let desk = many(100);
    desk.api().set_troubles_open(false);
    desk.settle();
    take(&desk, middle(&desk, "Add Number"));
    let edge = LogicalPosition::new(620.0, 760.0);
    hold(&desk, edge, LogicalPosition::new(620.0, 420.0));
    let drawn = desk.drawn();
    let at = drawn.split(" / ").position(|row| row.contains("number_1"));
    assert!(at.is_some_and(|at| at > 15), "{at:?} {drawn}");
}

#[test]
fn what_stands_is_dragged_further_than_one_can_see() {
    let desk = many(100);
    desk.api().set_troubles_open(false);
    desk.settle();
    take(&desk, middle(&desk, "K2"));
    let edge = LogicalPosition::new(620.0, 762.0);
    hold(&desk, edge, LogicalPosition::new(620.0, 420.0));
    let drawn = desk.drawn();
    let at = drawn
        .split(" / ")
        .position(|row| row.contains("k2:") || row == "k2");
    assert!(at.is_some_and(|at| at > 15), "{at:?} {drawn}");
    assert!(!desk.api().get_drags() && !desk.api().get_mark().shown);
}
