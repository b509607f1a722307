//! The live paper.

use crate::Desk;

#[test]
fn the_paper_is_shown_and_follows() {
    let desk = Desk::empty();
    desk.api().invoke_start("leave".into());
    desk.api().invoke_act("close-sheet".into());
    desk.api().set_tab(3);
    desk.designer.print_now();
    assert_eq!((desk.api().get_pages(), desk.api().get_page()), (1, 0));
    let before = desk.api().get_paper().to_rgba8_premultiplied().unwrap();
    desk.select("/components/3");
    desk.api()
        .invoke_edit("label".into(), "請假事由說明".into());
    desk.designer.print_now();
    let after = desk.api().get_paper().to_rgba8_premultiplied().unwrap();
    assert_eq!(before.width(), after.width());
    assert_ne!(before.as_bytes(), after.as_bytes());
}
