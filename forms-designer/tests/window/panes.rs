//! Properties, outline, problems, access, texts and history.

use slint::Model;
use slint::platform::Key;

use crate::{Desk, field, fields};

const SELECT: &str = r#"{"type":"select","id":"k","key":"kind","label":"Kind","values":[{"label":"One","value":"1"}]}"#;

fn json(desk: &Desk, pointer: &str) -> String {
    desk.designer
        .sheet()
        .unwrap()
        .json(pointer)
        .unwrap()
        .compact()
}

#[test]
fn a_label_is_written_in_the_panel_as_one_step() {
    let desk = Desk::of(&fields(&["a", "b"]));
    desk.select("/components/0");
    let label = desk.named("Label");
    for text in ["N", "Na", "Name"] {
        desk.api().invoke_edit("label".into(), text.into());
    }
    desk.settle();
    assert_eq!(label.accessible_value().unwrap(), "Name");
    label.set_accessible_value("Names");
    desk.settle();
    assert!(json(&desk, "/components/0").contains(r#""label":"Names""#));
    assert_eq!(desk.designer.sheet().unwrap().steps().1, 1);
    // Another field has its own label in the same box.
    desk.select("/components/1");
    assert_eq!(desk.named("Label").accessible_value().unwrap(), "B");
    desk.select("/components/0");
    assert_eq!(desk.named("Label").accessible_value().unwrap(), "Names");
    desk.press_with("z", &[Key::Control]);
    assert_eq!(desk.named("Label").accessible_value().unwrap(), "A");
}

#[test]
fn a_key_is_renamed_when_its_box_is_left_and_expressions_follow() {
    let desk = Desk::of(&format!(
        r#"{},{{"type":"number","id":"n","key":"n","label":"N","conditional":{{"hide":"=a = \"x\""}}}}"#,
        field("a")
    ));
    desk.select("/components/0");
    desk.named("Key").set_accessible_value("first");
    desk.settle();
    assert_eq!(desk.drawn(), "first / n");
    assert!(json(&desk, "/components/1").contains(r#"=first = \"x\""#));
    // What cannot be a key is told beside the box, and nothing is changed.
    desk.named("Key").set_accessible_value("n");
    desk.settle();
    assert_eq!(desk.drawn(), "first / n");
    let rows: Vec<_> = desk
        .api()
        .get_props()
        .iter()
        .filter(|row| row.id == "key")
        .collect();
    assert_eq!(rows[0].problem, "The key “n” is taken.");
}

#[test]
fn options_are_added_moved_pasted_and_removed() {
    let desk = Desk::of(SELECT);
    desk.select("/components/0");
    let values = || {
        let sheet = desk.designer.sheet().unwrap();
        let choices = sheet
            .component("/components/0")
            .unwrap()
            .options
            .fixed()
            .unwrap()
            .to_vec();
        let choices = choices
            .iter()
            .map(|choice| format!("{}={}", choice.value, choice.label));
        choices.collect::<Vec<_>>().join(" ")
    };
    desk.named("Add an option")
        .invoke_accessible_default_action();
    desk.settle();
    assert_eq!(values(), "1=One option_2=Option 2");
    let api = desk.api();
    api.invoke_press("values/1".into(), "up".into());
    assert_eq!(values(), "option_2=Option 2 1=One");
    desk.ui().invoke_to_clipboard("甲\nb\tB\n\nC\n".into());
    assert!(api.invoke_offer_key("values/1".into(), "paste".into(), 0, "paste".into()));
    // The option that nobody wrote is gone.
    assert_eq!(values(), "option_2=甲 b=B C=C");
    api.invoke_press("values/1".into(), "remove".into());
    assert_eq!(values(), "option_2=甲 C=C");
    api.invoke_edit_second("values/0".into(), "x".into());
    assert_eq!(values(), "x=甲 C=C");
    api.invoke_choose("options".into(), 2);
    assert!(json(&desk, "/components/0").contains(r#""valuesExpression":"=""#));
    for _ in 0..6 {
        api.invoke_act("undo".into());
    }
    assert_eq!(values(), "1=One");
}

#[test]
fn numbers_ticks_conditions_and_rules() {
    let number =
        |key: &str| format!(r#"{{"type":"number","id":"{key}","key":"{key}","label":"N"}}"#);
    let desk = Desk::of(&[number("n"), number("m")].join(","));
    desk.select("/components/0");
    let api = desk.api();
    let problem = |id: &str| {
        let rows: Vec<_> = desk
            .api()
            .get_props()
            .iter()
            .filter(|row| row.id == id)
            .collect();
        rows[0].problem.to_string()
    };
    api.invoke_edit("validate/min".into(), "1x".into());
    assert_eq!(problem("validate/min"), "Write a number.");
    api.invoke_edit("validate/min".into(), "12.5".into());
    assert_eq!(problem("validate/min"), "");
    desk.named("Required").invoke_accessible_default_action();
    api.invoke_choose("condition".into(), 1);
    api.invoke_edit("condition/text".into(), "m > ".into());
    assert!(
        problem("condition/text").contains("character 5"),
        "{}",
        problem("condition/text")
    );
    api.invoke_edit("condition/text".into(), "m > 3".into());
    assert_eq!(problem("condition/text#0"), "");
    api.invoke_press("condition/text#".into(), "more".into());
    assert_eq!(problem("condition/text"), "");
    api.invoke_press("rules".into(), "add".into());
    api.invoke_edit("rules/0/fails".into(), "n = 5".into());
    api.invoke_edit("rules/0/message".into(), "Not five".into());
    api.invoke_choose("station/applicant".into(), 4);
    let expected = r#"{"type":"number","id":"n","key":"n","label":"N","validate":{"min":12.5,"required":true},"conditional":{"hide":"=not(m > 3)"},"antou":{"rules":[{"fails":"=n = 5","message":"Not five"}],"stations":{"applicant":"require"}}}"#;
    assert_eq!(json(&desk, "/components/0"), expected);
    let troubles: Vec<String> = desk
        .api()
        .get_troubles()
        .iter()
        .map(|line| line.said.into())
        .collect();
    assert_eq!(troubles, [""; 0]);
}

#[test]
fn words_are_offered_while_feel_is_written() {
    let desk = Desk::of(&format!("{},{SELECT}", field("amount")));
    desk.select("/components/1");
    let api = desk.api();
    api.invoke_choose("condition".into(), 2);
    desk.settle();
    api.invoke_edit("condition/text".into(), "am".into());
    api.invoke_type_feel("condition/text".into(), "am".into(), 2);
    let offers: Vec<String> = api
        .get_offers()
        .iter()
        .map(|offer| offer.word.into())
        .collect();
    assert_eq!(offers, ["amount"]);
    api.invoke_take_offer("condition/text".into(), 0);
    desk.settle();
    assert!(json(&desk, "/components/1").contains(r#""hide":"=amount""#));
    assert_eq!(
        (api.get_taken_text().as_str(), api.get_taken_caret()),
        ("amount", 6)
    );
    assert_eq!(api.get_offers().row_count(), 0);
}

#[test]
fn problems_are_listed_and_jumped_to() {
    let desk = Desk::of(&format!(
        r#"{},{{"type":"group","id":"g","label":"G","components":[{{"type":"radio","id":"r","key":"r","label":"R"}}]}}"#,
        field("a")
    ));
    assert_eq!((desk.api().get_errors(), desk.api().get_warnings()), (1, 0));
    desk.named("There are no options to choose from.")
        .invoke_accessible_default_action();
    desk.settle();
    assert_eq!(desk.designer.selected(), ["/components/1/components/0"]);
    desk.select("");
    desk.press(Key::F8);
    assert_eq!(desk.designer.selected(), ["/components/1/components/0"]);
}

#[test]
fn the_outline_shows_the_tree_and_takes_the_same_keys() {
    let desk = Desk::of(&format!(
        r#"{{"type":"group","id":"g","label":"G","components":[{}]}}"#,
        field("a")
    ));
    desk.api().set_side(1);
    desk.settle();
    let lines: Vec<String> = desk
        .api()
        .get_branches()
        .iter()
        .map(|branch| {
            format!(
                "{}{} {}",
                "-".repeat(usize::try_from(branch.depth).unwrap()),
                branch.label,
                branch.kind_name
            )
        })
        .collect();
    assert_eq!(lines, ["G Group", "-A Text"]);
    desk.select("/components/0/components/0");
    desk.press_with(Key::LeftArrow, &[Key::Alt, Key::Shift]);
    assert_eq!(desk.drawn(), "G / a");
}

#[test]
fn access_is_given_by_mouse_and_keys() {
    let desk = Desk::of(&fields(&["a", "b"]));
    desk.press_with("2", &[Key::Control]);
    assert_eq!(desk.api().get_tab(), 1);
    desk.api().invoke_press("station".into(), "head".into());
    desk.settle();
    let heads: Vec<String> = desk
        .api()
        .get_stations()
        .iter()
        .map(|head| head.name.into())
        .collect();
    assert_eq!(heads, ["Applicant", "head", "All others"]);
    desk.named("A Applicant").invoke_accessible_default_action();
    desk.settle();
    assert!(json(&desk, "/components/0").contains(r#""stations":{"applicant":"hidden"}"#));
    desk.api().set_right_row(1);
    desk.api().set_right_column(1);
    let key = |text: &str| {
        let press = antou_designer::ui::Press {
            text: text.into(),
            ..Default::default()
        };
        assert!(desk.api().invoke_right_key(press));
    };
    key("4");
    assert!(json(&desk, "/components/1").contains(r#""stations":{"head":"require"}"#));
    key("0");
    assert!(!json(&desk, "/components/1").contains("stations"));
}

#[test]
fn the_history_goes_back_and_forth() {
    let desk = Desk::of(&fields(&["a"]));
    for kind in ["Number", "Date and time", "Files"] {
        desk.named(&format!("Add {kind}"))
            .invoke_accessible_default_action();
        desk.settle();
    }
    desk.api().set_side(2);
    desk.settle();
    let names: Vec<String> = desk
        .api()
        .get_steps()
        .iter()
        .map(|step| step.name.into())
        .collect();
    assert_eq!(
        names,
        [
            "As it was opened",
            "Added “Number”",
            "Added “Date and time”",
            "Added “Files”"
        ]
    );
    desk.api().invoke_step_to(1);
    assert_eq!(desk.drawn(), "a / number_1");
    desk.api().invoke_step_to(3);
    assert_eq!(desk.drawn(), "a / number_1 / datetime_1 / filepicker_1");
    desk.api().invoke_step_to(0);
    assert_eq!(desk.drawn(), "a");
}

#[test]
fn both_languages_are_spoken_at_once() {
    let desk = Desk::of(&fields(&["a"]));
    assert!(
        desk.api()
            .get_kinds()
            .iter()
            .any(|kind| kind.name == "Number")
    );
    desk.named("Save").accessible_label().unwrap();
    desk.api().invoke_language_chosen(0);
    desk.settle();
    desk.named("存檔").accessible_label().unwrap();
    assert!(
        desk.api()
            .get_kinds()
            .iter()
            .any(|kind| kind.name == "數字")
    );
}

#[test]
fn a_box_that_is_written_in_keeps_the_keys_of_the_form() {
    let desk = Desk::of(&fields(&["a", "b"]));
    desk.select("/components/0");
    desk.press(Key::Return);
    desk.press("X");
    desk.press("Y");
    // Delete, Ctrl+A and Ctrl+Z belong to the text.
    desk.press(Key::Delete);
    desk.press_with("a", &[Key::Control]);
    assert_eq!(desk.drawn(), "a / b");
    assert_eq!(desk.designer.selected(), ["/components/0"]);
    assert!(json(&desk, "/components/0").contains(r#""label":"XY""#));
    desk.press_with("z", &[Key::Control]);
    assert_eq!(desk.drawn(), "a / b");
    assert!(!json(&desk, "/components/0").contains(r#""label":"XY""#));
}

#[test]
fn every_key_stands_on_the_page_of_keys() {
    let desk = Desk::of(&fields(&["a"]));
    desk.press(Key::F1);
    for part in [
        "On the form and in the outline",
        "In the palette and in boxes",
        "Anywhere",
        "In the table of access",
        "In the list of stations",
        "In a table of rules",
        "In the list of cases",
    ] {
        desk.named(part);
    }
    desk.press(Key::Escape);
    assert_eq!(desk.api().get_sheet(), antou_designer::ui::Sheet::None);
}

#[test]
fn the_paper_is_made_when_it_is_looked_at_and_never_that_of_another_form() {
    let desk = Desk::of(&fields(&["a"]));
    desk.api().set_tab(3);
    desk.api().invoke_act("tab".into());
    assert_eq!(desk.api().get_paper_said(), "Laying out the page…");
    desk.designer.print_now();
    assert_eq!(desk.api().get_pages(), 1);
    assert_eq!(desk.api().get_paper_said(), "");
    desk.show(&fields(&["b"]));
    assert_eq!(desk.api().get_pages(), 0);
}

#[test]
fn codes_are_written_with_their_days() {
    let desk = Desk::of(
        r#"{"type":"select","id":"c","key":"c","label":"C","properties":{"antou":"code"}}"#,
    );
    desk.select("/components/0");
    let api = desk.api();
    api.invoke_press("codes".into(), "add".into());
    api.invoke_edit("codes/0".into(), "機關用".into());
    api.invoke_edit_second("codes/0".into(), "A1".into());
    api.invoke_edit_done("codes/0".into());
    api.invoke_edit("codes/0/days".into(), "115/1/1".into());
    api.invoke_edit_second("codes/0/days".into(), "2026-12-31".into());
    api.invoke_edit_done("codes/0/days".into());
    let whole = || desk.designer.sheet().unwrap().form().json().compact();
    let codes = r#""tables":{"codes":[{"label":"機關用","value":"A1","from":"2026-01-01","until":"2026-12-31"}]}"#;
    assert!(whole().contains(codes), "{}", whole());
    assert!(json(&desk, "/components/0").contains(r#""antou":{"table":"codes"}"#));
    api.invoke_edit("codes/0/days".into(), "115/13/1".into());
    let row = |id: &str| desk.api().get_props().iter().find(|row| row.id == id);
    assert_eq!(
        row("codes/0/days").unwrap().problem,
        "Write a day, such as 115/1/1 or 2026-01-01."
    );
    assert!(whole().contains(codes));
    api.invoke_press("codes".into(), "add".into());
    api.invoke_press("codes/1".into(), "up".into());
    api.invoke_press("codes/0".into(), "remove".into());
    assert!(whole().contains(codes), "{}", whole());
    assert_eq!((api.get_errors(), api.get_warnings()), (0, 0));
}
