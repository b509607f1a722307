//! The pack around the form: route, rules, cases, publishing.

use std::fs;

use antou_designer::seal::receive;
use antou_designer::ui;
use slint::Model;
use slint::platform::Key;

use crate::Desk;

/// A whole service to begin with, at a tab.
fn service(name: &str, tab: i32) -> Desk {
    let desk = Desk::empty();
    desk.api().invoke_start(format!("service-{name}").into());
    desk.api().invoke_act("close-sheet".into());
    desk.api().set_tab(tab);
    desk.api().invoke_act("tab".into());
    desk.settle();
    desk
}

fn stops(desk: &Desk) -> Vec<String> {
    let stops = desk.api().get_stops();
    stops.iter().map(|stop| stop.id.into()).collect()
}

#[test]
fn stations_are_added_moved_and_taken_back() {
    let desk = service("levels", 4);
    let whole = ["consent", "head", "unit-head", "top-head", "personnel"];
    assert_eq!(stops(&desk), whole);
    let api = desk.api();
    assert!(api.get_route().linear && api.get_flow().size().width > 0);
    api.invoke_stop_select(1);
    api.invoke_stop_act("add".into());
    assert_eq!(stops(&desk)[2], "station-1");
    assert_eq!(api.get_stop().key, "station-1");
    for name in ["審", "審核"] {
        api.invoke_stop_edit("chinese".into(), name.into());
    }
    api.invoke_stop_edit("when".into(), "days >".into());
    assert_eq!(api.get_stop().problem_at, "when");
    api.invoke_stop_edit("when".into(), "days > 5".into());
    assert_eq!(api.get_stop().problem, "");
    api.invoke_stop_choose("desk".into(), 3);
    assert_eq!(api.get_stop().desk_name, "personnel");
    desk.press_with(Key::DownArrow, &[Key::Alt]);
    let sheet = desk.designer.sheet().unwrap();
    assert_eq!(sheet.text_of("zh-TW", "station-station-1"), Some("審核"));
    let names: Vec<String> = sheet.stations().into_iter().map(|own| own.id).collect();
    assert!(names.contains(&"station-1".to_owned()), "{names:?}");
    while desk.api().get_can_undo() {
        desk.api().invoke_act("undo".into());
    }
    assert_eq!(stops(&desk), whole);
}

/// The rows of the condition of the station that is looked at.
fn condition(desk: &Desk) -> Vec<ui::Prop> {
    desk.api().get_stop_props().iter().collect()
}

/// The condition of the station that is looked at, as the file has it.
fn when(desk: &Desk) -> String {
    let row = usize::try_from(desk.api().get_stop_row()).unwrap();
    let linear = desk.designer.sheet().unwrap().service().route().unwrap();
    linear.stations().nth(row).unwrap().when.clone()
}

#[test]
fn the_condition_of_a_station_is_chosen_box_by_box() {
    let desk = service("levels", 4);
    let api = desk.api();
    api.invoke_stop_select(1);
    desk.settle();
    assert_eq!(when(&desk), "");
    api.invoke_press("stop/when#".into(), "add".into());
    assert_eq!(when(&desk), "days >= 1");
    api.invoke_choose("stop/when#0/way".into(), 1);
    api.invoke_edit("stop/when#0".into(), "5".into());
    api.invoke_edit_done("stop/when#0".into());
    assert_eq!(when(&desk), "days > 5");
    let about = api.get_stops().row_data(1).unwrap().about;
    assert!(about.contains("日數 is more than 5"), "{about}");
    api.invoke_press("stop/when#".into(), "add".into());
    api.invoke_choose("stop/when#any".into(), 1);
    assert!(when(&desk).starts_with("days > 5 or "), "{}", when(&desk));
    api.invoke_press("stop/when#1".into(), "remove".into());
    api.invoke_press("stop/when#0".into(), "remove".into());
    assert_eq!(when(&desk), "");
    for _ in 0..7 {
        desk.api().invoke_act("undo".into());
    }
    assert_eq!(when(&desk), "");
    assert!(!api.get_can_undo());
}

#[test]
fn the_condition_of_a_station_is_checked_and_words_are_offered() {
    let desk = service("levels", 4);
    let api = desk.api();
    api.invoke_stop_select(2);
    api.invoke_press("stop/when#".into(), "more".into());
    desk.settle();
    let label = "When a case comes to this station (always, without a condition)";
    let written = desk.named(label);
    written.set_accessible_value("days > 5");
    desk.settle();
    assert_eq!(condition(&desk)[0].problem, "");
    written.set_accessible_value("dais > 5");
    desk.settle();
    let row = condition(&desk).swap_remove(0);
    assert!(row.problem.contains("dais") && !row.broken, "{row:?}");
    api.invoke_stop_edit("when".into(), "days > 5 and".into());
    assert_eq!(api.get_stop().problem_at, "when");
    // And as one types.
    api.invoke_type_feel("stop/when".into(), "da".into(), 2);
    let offers: Vec<String> = api
        .get_offers()
        .iter()
        .map(|offer| offer.word.into())
        .collect();
    assert!(offers.contains(&"days".to_owned()), "{offers:?}");
    let place = offers.iter().position(|word| word == "days").unwrap();
    api.invoke_take_offer("stop/when".into(), i32::try_from(place).unwrap());
    assert_eq!(api.get_taken_text(), "days");
    assert_eq!(when(&desk), "days");
    assert_eq!(api.get_offers().row_count(), 0);
    // What the field is called is as good as its name.
    api.invoke_type_feel("stop/when".into(), "日數 > 2".into(), 0);
    api.invoke_edit_done("stop/when".into());
    assert_eq!(when(&desk), "days > 2");
}

#[test]
fn one_list_tells_what_is_wrong_anywhere() {
    let desk = service("levels", 0);
    let api = desk.api();
    api.invoke_act("check".into());
    let before = api.get_errors() + api.get_warnings();
    assert_eq!(
        before,
        0,
        "{:?}",
        api.get_troubles().iter().collect::<Vec<_>>()
    );
    api.invoke_stop_select(2);
    api.invoke_stop_edit("when".into(), "dais > 5".into());
    api.invoke_act("check".into());
    let found: Vec<ui::Trouble> = api.get_troubles().iter().collect();
    assert_eq!(api.get_errors(), 1, "{found:?}");
    let trouble = api.get_troubles().row_data(0).unwrap();
    assert!(trouble.said.contains("dais"), "{trouble:?}");
    assert!(!trouble.place.contains('/'), "{trouble:?}");
    api.invoke_stop_select(0);
    api.invoke_jump(trouble.id);
    assert_eq!((api.get_tab(), api.get_stop_row()), (4, 2));
}

#[test]
fn a_form_by_itself_is_given_a_route() {
    let desk = Desk::of(r#"{"type":"textfield","id":"a","key":"a","label":"A"}"#);
    let api = desk.api();
    assert!(!api.get_has_texts());
    api.invoke_act("route".into());
    api.invoke_act("check".into());
    assert!(api.get_has_texts() && api.get_route().linear);
    assert_eq!((api.get_tab(), api.get_stops().row_count()), (4, 1));
    let found: Vec<ui::Trouble> = api.get_troubles().iter().collect();
    // Its fields have no English names yet.
    assert_eq!((api.get_errors(), api.get_warnings()), (0, 1), "{found:?}");
    assert_eq!(found[0].id, "texts:");
    assert_eq!(desk.drawn(), "a");
    let sheet = desk.designer.sheet().unwrap();
    assert_eq!(sheet.text_of("zh-TW", "field-a"), Some("A"));
    api.set_tab(6);
    api.invoke_act("tab".into());
    assert_eq!(api.get_red(), 0);
    assert!(api.get_unsaved());
    api.invoke_act("undo".into());
    assert!(!api.get_has_texts());
    assert_eq!(desk.drawn(), "a");
}

#[test]
fn cases_are_chosen_by_keys() {
    let desk = service("request", 6);
    let api = desk.api();
    let files: Vec<String> = api.get_runs().iter().map(|run| run.file.into()).collect();
    api.invoke_run_select(files[0].as_str().into());
    desk.api().invoke_act("canvas".into());
    desk.settle();
    desk.press(Key::DownArrow);
    assert_eq!(api.get_run_chosen(), files[1].as_str());
    desk.press("+");
    assert_eq!(api.get_runs().row_count(), files.len() + 1);
    desk.press(Key::Delete);
    assert_eq!(api.get_runs().row_count(), files.len());
}

#[test]
fn a_flow_that_is_no_list_is_shown_as_its_picture() {
    let desk = Desk::empty();
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../workflow-engine/packs/leave"
    );
    desk.designer.open(std::path::Path::new(folder));
    desk.api().set_tab(4);
    desk.api().invoke_act("tab".into());
    let linear = desk.designer.sheet().unwrap().service().route().is_ok();
    assert_eq!(desk.api().get_route().linear, linear);
    assert_eq!(desk.api().get_route().why.is_empty(), linear);
    assert!(desk.api().get_flow().size().width > 0);
}

#[test]
fn a_flow_that_was_drawn_elsewhere_comes_back_as_one_step() {
    let desk = service("levels", 4);
    let folder = desk.folder.path().join("own");
    fs::create_dir_all(&folder).unwrap();
    desk.api()
        .invoke_save_path(folder.to_string_lossy().as_ref().into());
    let flow = folder.join("flow.bpmn");
    let before = fs::read_to_string(&flow).unwrap();
    let drawn = before.replacen("</process>", "<task id=\"more\"/></process>", 1);
    assert_ne!(before, drawn);
    desk.api().invoke_stop_act("draw".into());
    assert!(!desk.api().get_said().is_empty(), "no client is installed");
    fs::write(&flow, &drawn).unwrap();
    desk.api().invoke_stop_act("look".into());
    let here = || {
        let sheet = desk.designer.sheet().unwrap();
        String::from_utf8(sheet.files()["flow.bpmn"].clone()).unwrap()
    };
    assert_eq!(here(), drawn);
    desk.api().invoke_act("undo".into());
    assert_eq!(here(), before);
    // What changed on both sides is left to saving.
    fs::write(
        &flow,
        before.replacen("</process>", "<task id=\"other\"/></process>", 1),
    )
    .unwrap();
    desk.api().invoke_stop_act("look".into());
    assert_eq!(here(), before);
}

#[test]
fn cells_are_written_and_rows_come_and_go() {
    let desk = Desk::empty();
    let leave = "../workflow-engine/packs/leave";
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(leave);
    desk.designer.open(&folder);
    desk.api().invoke_act("close-sheet".into());
    desk.api().set_tab(5);
    desk.api().invoke_act("tab".into());
    let api = desk.api();
    let rows = api.get_rows().row_count();
    assert!(api.get_has_table() && rows > 0);
    let before = api
        .get_rows()
        .row_data(0)
        .unwrap()
        .cells
        .row_data(0)
        .unwrap();
    api.invoke_rule_pick(0, 0);
    let key = |text: &str, control: bool| {
        let press = antou_designer::ui::Press {
            text: text.into(),
            control,
            ..Default::default()
        };
        assert!(desk.api().invoke_rule_key(press));
    };
    key("\n", false);
    assert!(api.get_rule_editing());
    api.invoke_rule_type("(".into());
    assert_ne!(api.get_rule_wrong(), "");
    api.invoke_rule_done("(".into(), "stay".into());
    assert!(api.get_rule_editing());
    api.invoke_rule_done("(".into(), "cancel".into());
    assert!(!api.get_rule_editing());
    assert_eq!(
        api.get_rows()
            .row_data(0)
            .unwrap()
            .cells
            .row_data(0)
            .unwrap(),
        before
    );
    key("\n", true);
    assert_eq!(api.get_rows().row_count(), rows + 1);
    api.invoke_act("undo".into());
    assert_eq!(api.get_rows().row_count(), rows);
}

#[test]
fn the_route_is_asked_in_a_table_and_its_answers_are_taken() {
    let desk = service("levels", 6);
    let api = desk.api();
    api.invoke_run_select("scenarios/b01-route.toml".into());
    assert!(api.get_run_asks() && !api.get_asks_red());
    let lines = api.get_asks().row_count();
    api.invoke_ask_edit("days".into(), "20".into());
    api.invoke_run_act("ask".into());
    assert_eq!(api.get_asks().row_count(), lines + 1);
    let last = api.get_asks().row_data(lines).unwrap();
    assert!(
        last.green && last.said.contains("Head of agency"),
        "{last:?}"
    );
    api.invoke_ask_edit("days".into(), "many".into());
    api.invoke_run_act("ask".into());
    assert_eq!(api.get_asks().row_count(), lines + 1);
    assert!(api.get_said_is_bad());
    // The route becomes another one: what it says then is red, until it is taken.
    api.invoke_stop_select(3);
    api.invoke_stop_edit("when".into(), "days > 30".into());
    api.invoke_edit_done("stop/when".into());
    api.invoke_run_act("run".into());
    assert!(api.get_asks_red() && api.get_red() == 1);
    api.invoke_run_act("accept".into());
    assert!(!api.get_asks_red() && api.get_red() == 0);
    let source = api.get_run_source();
    assert!(source.contains("kind = \"decision\"") && source.contains("days = 3.5"));
    api.invoke_run_act("asks".into());
    assert!(api.get_run_asks() && api.get_red() == 0);
    assert_eq!(api.get_asks().row_count(), 1);
}

#[test]
fn an_official_sheet_is_drawn_box_by_box() {
    let desk = service("levels", 7);
    let api = desk.api();
    assert!(!api.get_has_official());
    api.invoke_line_act("begin".into());
    assert!(api.get_has_official() && api.get_lines().row_count() > 10);
    assert_eq!(api.get_official_said(), "");
    let print = || {
        let sheet = desk.designer.sheet().unwrap();
        let bytes = sheet.files().get("print.json").cloned();
        bytes.map(|bytes| String::from_utf8(bytes).unwrap())
    };
    let before = print();
    api.invoke_line_select("/body/1".into());
    api.invoke_edit("text".into(), "差假".into());
    api.invoke_edit("text".into(), "差假單".into());
    api.invoke_edit_done("text".into());
    assert!(print().unwrap().contains("\"差假單\""));
    api.invoke_act("undo".into());
    assert_eq!(print(), before);
    api.invoke_line_select("/body/2/grid/rows/2".into());
    api.invoke_line_act("row".into());
    assert_eq!(api.get_line_now(), "/body/2/grid/rows/3");
    api.invoke_choose("cells/1/text+".into(), 0);
    assert!(print().unwrap().contains("{answers.subject}"));
    // A field that goes is told, and one is taken there.
    api.invoke_edit("cells/1/text".into(), "{answers.gone}".into());
    api.invoke_edit_done("cells/1/text".into());
    assert!(api.get_official_said().contains("gone"));
    api.invoke_act("check".into());
    let trouble = api.get_troubles().row_data(0).unwrap();
    assert!(trouble.said.contains("gone"), "{trouble:?}");
    api.set_tab(0);
    api.invoke_jump(trouble.id);
    assert_eq!(api.get_tab(), 7);
    desk.press(Key::Delete);
    assert_eq!(print(), before);
    desk.designer.print_now();
    assert_eq!(api.get_pages(), 1, "{}", api.get_paper_said());
    api.invoke_line_act("drop".into());
    assert_eq!(print(), None);
}

#[test]
fn cases_are_green_until_they_expect_something_else() {
    let desk = service("request", 6);
    let api = desk.api();
    assert!(api.get_runs().row_count() >= 3);
    assert_eq!(api.get_red(), 0);
    let red = "kind = \"flow\"\ntitle = \"z\"\n\n[[step]]\nwhen = \"start\"\n[step.then]\nwaits = [\"file\"]\n";
    api.invoke_run_edit(red.into());
    api.invoke_run_act("run".into());
    assert_eq!(api.get_red(), 1);
    assert!(
        api.get_run_said().contains("“Filing”"),
        "{}",
        api.get_run_said()
    );
    api.invoke_act("undo".into());
    api.invoke_run_act("run".into());
    assert_eq!(api.get_red(), 0);
}

#[test]
fn what_is_ready_is_signed_and_what_nobody_vouches_for_is_refused() {
    let desk = service("request", 8);
    let api = desk.api();
    assert!(api.get_ready(), "{:?}", desk.problem());
    api.invoke_next_version();
    assert_eq!(api.get_version(), "2");
    let folder = desk.folder.path();
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    let mut params = rcgen::CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name = rcgen::DistinguishedName::new();
    for (kind, name) in [
        (rcgen::DnType::OrganizationName, "demo"),
        (rcgen::DnType::CommonName, "p0012"),
        (rcgen::DnType::OrganizationalUnitName, "00000000000000d1"),
    ] {
        params.distinguished_name.push(kind, name);
    }
    let certificate = params.self_signed(&pair).unwrap();
    let at = |name: &str| folder.join(name).display().to_string();
    fs::write(at("key.pem"), pair.serialize_pem()).unwrap();
    fs::write(at("own.pem"), certificate.pem()).unwrap();
    let publish = |key: &str| {
        let (key, chain, target) = (at(key), at("own.pem"), at("out.antou-pack"));
        api.invoke_publish(key.into(), chain.into(), target.into());
    };
    publish("own.pem");
    let said = api.get_publish_said();
    assert!(api.get_publish_bad() && said.contains("no key"), "{said}");
    assert!(!folder.join("out.antou-pack").exists());
    publish("key.pem");
    let out = folder.join("out.antou-pack");
    assert!(out.is_file(), "{}", api.get_publish_said());
    let refused = receive(&out, &folder.join("roots"), 1_795_507_200_000).unwrap_err();
    assert_eq!(refused.code, "pack-signer-unknown");
}

#[test]
fn a_service_is_saved_as_a_folder_and_opened_again() {
    let desk = service("consult", 0);
    let folder = desk.folder.path().join("consult");
    desk.api()
        .invoke_save_path(folder.display().to_string().into());
    assert!(!desk.api().get_unsaved(), "{}", desk.api().get_path_said());
    let before = fs::read(folder.join("flow.bpmn")).unwrap();
    desk.designer.open(&folder);
    desk.api().set_tab(8);
    desk.api().invoke_act("tab".into());
    assert_eq!(desk.api().get_differences().row_count(), 0);
    desk.api().invoke_next_version();
    assert_eq!(desk.api().get_differences().row_count(), 1);
    desk.api().invoke_act("save".into());
    assert_eq!(fs::read(folder.join("flow.bpmn")).unwrap(), before);
    let manifest = fs::read_to_string(folder.join("pack.toml")).unwrap();
    assert!(manifest.contains("version = 2"));
}

#[test]
fn a_new_case_expects_something_and_is_called_as_one_likes() {
    let desk = service("levels", 6);
    let api = desk.api();
    api.invoke_run_act("add".into());
    let run = |file: &str| api.get_runs().iter().find(|run| run.file == file).unwrap();
    let new = run("scenarios/case-1.toml");
    assert!(new.green && !new.empty, "{}", new.said);
    assert!(
        api.get_run_source().contains("waits = ["),
        "{}",
        api.get_run_source()
    );
    api.invoke_run_rename("三日".into());
    assert_eq!(run("scenarios/case-1.toml").title, "三日");
    assert!(api.get_run_told().row_count() == 1);
    let bare = "kind = \"flow\"\ntitle = \"a\"\n\n[[step]]\nwhen = \"start\"\n";
    api.invoke_run_edit(bare.into());
    api.invoke_run_act("run".into());
    assert!(run("scenarios/case-1.toml").empty);
}

#[test]
fn what_was_renamed_is_to_be_read_in_english_too() {
    let desk = service("levels", 4);
    let api = desk.api();
    let stale = || {
        api.invoke_act("check".into());
        let troubles = api.get_troubles();
        troubles
            .iter()
            .any(|trouble| trouble.said.contains("look at it again"))
    };
    api.invoke_stop_select(1);
    api.invoke_stop_edit("chinese".into(), "科長".into());
    assert!(stale());
    api.invoke_stop_edit("english".into(), "Section chief".into());
    assert!(!stale());
    // A basis that only said the condition goes with it.
    api.invoke_stop_select(2);
    assert_eq!(api.get_stop().basis, "逾三日");
    api.invoke_stop_edit("when".into(), "days > 5".into());
    assert!(
        api.get_stop().basis.contains('5'),
        "{}",
        api.get_stop().basis
    );
    api.invoke_stop_edit("when".into(), "".into());
    assert_eq!(api.get_stop().basis, "");
}
