//! Opening, saving, drafts, refusals, and forms of any size.

use std::fs;

use antou_designer::controller::Designer;
use antou_designer::ui;
use slint::platform::Key;
use slint::{ComponentHandle, Model};

use crate::{Desk, field, fields, setting};

fn pack(folder: &std::path::Path) {
    fs::create_dir_all(folder.join("texts")).unwrap();
    fs::write(folder.join("pack.toml"), "id = \"a\"").unwrap();
    let form = format!(
        r#"{{"type":"default","components":[{}]}}"#,
        fields(&["a", "b"])
    );
    fs::write(folder.join("form.json"), form).unwrap();
    fs::write(
        folder.join("texts/zh-TW.ftl"),
        "pack-name = 單\nfield-a = 甲\nstation-head = 主管\n",
    )
    .unwrap();
    fs::write(folder.join("texts/en.ftl"), "pack-name = Form\n").unwrap();
}

#[test]
fn a_form_is_saved_under_a_name_and_opened_again() {
    let desk = Desk::of(&fields(&["a"]));
    let path = desk.folder.path().join("new");
    desk.press_with("d", &[Key::Control]);
    desk.select("/components/0");
    desk.press_with("d", &[Key::Control]);
    assert!(desk.api().get_unsaved());
    desk.press_with("s", &[Key::Control]);
    assert_eq!(desk.api().get_sheet(), ui::Sheet::Save);
    desk.api()
        .invoke_save_path(path.display().to_string().into());
    assert_eq!(
        (desk.api().get_sheet(), desk.api().get_unsaved()),
        (ui::Sheet::None, false)
    );
    let there = fs::read_to_string(path.with_extension("json")).unwrap();
    assert!(there.contains("a_1"));
    desk.api().invoke_act("new".into());
    assert!(!desk.api().get_has_form());
    assert_eq!(
        desk.recent(),
        [path.with_extension("json").display().to_string()]
    );
    desk.api()
        .invoke_open_path(desk.recent()[0].as_str().into());
    assert_eq!(desk.drawn(), "a / a_1");
}

#[test]
fn what_is_no_form_is_refused_and_what_is_open_stays() {
    let desk = Desk::of(&fields(&["a"]));
    let check = |name: &str, content: &[u8], expected: &str| {
        let path = desk.folder.path().join(name);
        fs::write(&path, content).unwrap();
        desk.api().invoke_act("open".into());
        desk.api()
            .invoke_open_path(path.display().to_string().into());
        assert_eq!(desk.drawn(), "a");
        assert!(desk.problem().contains(expected), "{}", desk.problem());
        assert_eq!(desk.api().get_path_said(), desk.problem().as_str());
        assert_eq!(desk.api().get_sheet(), ui::Sheet::Open);
    };
    check("a.json", b"{", "no form");
    check("b.json", &vec![b' '; 50 << 20], "too large");
    check("c.docx", b"hello", "no file of Word");
    let deep = format!(
        "{}{}",
        r#"{"components":[{"type":"group","components":["#.repeat(60),
        "]}]}".repeat(60)
    );
    check("d.json", deep.as_bytes(), "");
    let many: Vec<String> = (0..2001).map(|n| field(&format!("k{n}"))).collect();
    check(
        "e.json",
        format!(r#"{{"components":[{}]}}"#, many.join(",")).as_bytes(),
        "too many",
    );
    desk.api().invoke_open_path("/nowhere/a.json".into());
    assert!(desk.problem().contains("is not there"));
}

#[test]
fn what_is_not_saved_comes_back_after_a_crash() {
    let desk = Desk::of(&fields(&["a"]));
    desk.select("/components/0");
    desk.press_with("d", &[Key::Control]);
    let state = desk.folder.path().join("state");
    assert_eq!(fs::read_dir(state.join("drafts")).unwrap().count(), 2);
    let Desk { designer, folder } = desk;
    designer.ui().hide().unwrap();
    drop(designer);
    let again = Designer::new(setting(state)).unwrap();
    let api = again.ui().global::<ui::Designer>();
    let drafts: Vec<_> = api.get_drafts().iter().collect();
    assert_eq!((drafts.len(), drafts[0].name.as_str()), (1, "Form"));
    api.invoke_take_draft(drafts[0].path.clone());
    assert_eq!(
        crate::drawn(again.sheet().unwrap().form().components()),
        "a / a_1"
    );
    assert!(api.get_unsaved());
    let path = folder.path().join("saved.json");
    api.invoke_save_path(path.display().to_string().into());
    assert!(!api.get_unsaved());
    api.invoke_act("new".into());
    assert_eq!(api.get_drafts().row_count(), 0);
}

#[test]
fn another_form_leaves_what_was_not_saved_as_a_draft() {
    let desk = Desk::of(&fields(&["a"]));
    desk.select("/components/0");
    desk.press(Key::Delete);
    desk.api().invoke_act("new".into());
    assert_eq!(desk.api().get_drafts().row_count(), 1);
    desk.api().invoke_start("leave".into());
    assert_eq!(desk.drawn(), "when / kind:8 deputy:8 / reason / proof");
    assert_eq!(
        (desk.api().get_errors(), desk.api().get_unsaved()),
        (0, true)
    );
}

#[test]
fn a_pack_shows_its_texts_and_both_languages_are_saved() {
    let desk = Desk::empty();
    let folder = desk.folder.path().join("pack");
    pack(&folder);
    desk.designer.open(&folder);
    let api = desk.api();
    api.invoke_act("close-sheet".into());
    assert_eq!((api.get_name().as_str(), api.get_lacking()), ("單", 3));
    api.set_tab(2);
    api.invoke_act("tab".into());
    let line = |key: &str| {
        api.get_wordings()
            .iter()
            .find(|line| line.key == key)
            .unwrap()
    };
    assert!(!line("field-a").lacks_chinese && line("field-a").lacks_english);
    assert!(line("field-b").lacks_chinese);
    api.invoke_wording("field-a".into(), "en".into(), "Fir".into());
    api.invoke_wording("field-a".into(), "en".into(), "First".into());
    api.invoke_edit_done("wording".into());
    assert_eq!(api.get_lacking(), 2);
    // The label in the panel is that of the pack, and the key takes the texts along.
    api.set_tab(0);
    api.invoke_act("tab".into());
    desk.select("/components/0");
    let label = api.get_props().row_data(0).unwrap();
    assert_eq!(label.value, "甲");
    api.invoke_edit("label".into(), "甲乙".into());
    api.invoke_edit("key".into(), "first".into());
    api.invoke_edit_done("key".into());
    api.invoke_act("save".into());
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(
        text("texts/zh-TW.ftl"),
        "pack-name = 單\nfield-first = 甲乙\nstation-head = 主管\n"
    );
    assert_eq!(
        text("texts/en.ftl"),
        "pack-name = Form\nfield-first = First\n"
    );
    assert!(text("form.json").contains("\"first\""));
    for _ in 0..3 {
        api.invoke_act("undo".into());
    }
    api.set_tab(2);
    api.invoke_act("tab".into());
    assert_eq!(line("field-a").english, "");
}

#[test]
fn a_file_that_somebody_else_wrote_is_not_written_over_unseen() {
    let desk = Desk::empty();
    let path = desk.folder.path().join("a.json");
    fs::write(
        &path,
        format!(r#"{{"type":"default","components":[{}]}}"#, field("a")),
    )
    .unwrap();
    desk.designer.open(&path);
    desk.api().invoke_act("close-sheet".into());
    desk.select("/components/0");
    desk.press_with("d", &[Key::Control]);
    fs::write(&path, "{}").unwrap();
    desk.api().invoke_act("save".into());
    assert!(
        desk.problem().contains("changed elsewhere"),
        "{}",
        desk.problem()
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "{}");
    desk.api().invoke_act("save".into());
    assert!(fs::read_to_string(&path).unwrap().contains("a_1"));
}

#[test]
fn to_try_a_form_without_the_program_is_told() {
    let desk = Desk::of(&fields(&["a"]));
    desk.press(Key::F5);
    assert!(
        desk.problem().contains("Antou was not found"),
        "{}",
        desk.problem()
    );
}

#[test]
fn a_place_and_a_name_are_suggested_and_said() {
    let desk = Desk::of(&fields(&["a"]));
    let folder = desk.folder.path().join("documents/案頭表單");
    desk.press_with("s", &[Key::Control]);
    let suggested = folder.join("Form.json").display().to_string();
    assert_eq!(desk.api().get_path_text(), suggested.as_str());
    for (path, refused) in [("leave.docx", true), ("leave.pdf", true), ("leave", false)] {
        desk.api().invoke_save_path(path.into());
        assert_eq!(desk.api().get_path_said() != "", refused, "{path}");
    }
    // What is written without a folder is saved in the one of forms.
    assert!(folder.join("leave.json").is_file());
    assert_eq!(desk.problem(), "Saved as Documents / 案頭表單 / leave.json");
    desk.api().invoke_act("new".into());
    assert_eq!(
        desk.recent(),
        [folder.join("leave.json").display().to_string()]
    );
}

#[test]
fn a_service_is_no_document() {
    let desk = Desk::empty();
    desk.api().invoke_start("service-request".into());
    desk.api().invoke_act("close-sheet".into());
    let path = desk.folder.path().join("x.docx");
    desk.press_with("s", &[Key::Control]);
    desk.api()
        .invoke_save_path(path.display().to_string().into());
    assert!(desk.api().get_path_said().contains("docx") && !path.exists());
}

#[test]
fn the_keys_are_never_lost() {
    let desk = Desk::empty();
    let opens = |desk: &Desk, key: &str, sheet: ui::Sheet| {
        desk.press_with(key, &[Key::Control]);
        assert_eq!(desk.api().get_sheet(), sheet);
        desk.press(Key::Escape);
        assert_eq!(desk.api().get_sheet(), ui::Sheet::None);
    };
    opens(&desk, "o", ui::Sheet::Open);
    opens(&desk, "o", ui::Sheet::Open);
    desk.show(&fields(&["a"]));
    for tab in ["5", "3", "2", "1", "4"] {
        desk.press_with(tab, &[Key::Control]);
        opens(&desk, "s", ui::Sheet::Save);
        opens(&desk, "s", ui::Sheet::Save);
    }
    desk.api().invoke_act("route".into());
    desk.settle();
    desk.press("+");
    assert_eq!(desk.api().get_stops().row_count(), 2);
    for tab in ["1", "2", "3", "4", "5", "6", "7", "8", "9"] {
        desk.press_with(tab, &[Key::Control]);
        let number: i32 = tab.parse().unwrap();
        assert_eq!(desk.api().get_tab(), number - 1);
        opens(&desk, "s", ui::Sheet::Save);
    }
    desk.press_with("n", &[Key::Control]);
    opens(&desk, "o", ui::Sheet::Open);
}
