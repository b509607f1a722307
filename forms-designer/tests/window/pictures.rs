//! Pictures for people to look at: made where the environment names a folder for them.

use std::path::{Path, PathBuf};

use antou_designer::arguments::Language;
use antou_designer::controller::Designer;
use antou_designer::ui;
use slint::{ComponentHandle, LogicalSize};

use crate::{fields, headless, setting};

/// The folder for pictures, as the browser's tests name it.
fn folder() -> Option<PathBuf> {
    std::env::var_os("ANTOU_PICTURES").map(PathBuf::from)
}

fn leave() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../workflow-engine/packs/leave")
}

struct Scene {
    designer: Designer,
    _folder: tempfile::TempDir,
}

impl Scene {
    fn new(language: Language, dark: bool, width: f32, height: f32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut setting = setting(folder.path().to_owned());
        setting.language = language;
        setting.dark = dark;
        let designer = Designer::new(setting).unwrap();
        designer
            .ui()
            .window()
            .set_size(LogicalSize::new(width, height));
        designer.ui().show().unwrap();
        Self {
            designer,
            _folder: folder,
        }
    }

    fn api(&self) -> ui::Designer<'_> {
        self.designer.ui().global::<ui::Designer>()
    }

    fn leave(self) -> Self {
        self.designer.open(&leave());
        self.api().invoke_act("close-sheet".into());
        self
    }

    fn select(self, pointer: &str) -> Self {
        self.rest();
        self.api().invoke_jump(pointer.into());
        self
    }

    fn tab(self, tab: i32) -> Self {
        self.api().set_tab(tab);
        self.api().invoke_act("tab".into());
        if tab == 3 || tab == 8 {
            // The paper is as wide as its place in the window.
            self.rest();
            self.designer.print_now();
        }
        self
    }

    fn rest(&self) {
        let _ = self.designer.ui().window().take_snapshot();
        i_slint_backend_testing::mock_elapsed_time(std::time::Duration::from_millis(50));
        slint::platform::update_timers_and_animations();
    }

    fn picture(self, name: &str) {
        self.rest();
        let shot = self.designer.ui().window().take_snapshot().unwrap();
        let colours: std::collections::BTreeSet<[u8; 4]> = shot
            .as_slice()
            .iter()
            .map(|p| [p.r, p.g, p.b, p.a])
            .collect();
        assert!(colours.len() > 20, "{name} is empty");
        if let Some(folder) = folder() {
            std::fs::create_dir_all(&folder).unwrap();
            let path = folder.join(format!("{name}.png"));
            let kind = image::ColorType::Rgba8;
            image::save_buffer(path, shot.as_bytes(), shot.width(), shot.height(), kind).unwrap();
        }
        self.designer.ui().hide().unwrap();
    }
}

#[test]
fn the_window_in_all_its_states() {
    use Language::{Chinese, English};
    headless();
    let scene = |language, dark| Scene::new(language, dark, 1280.0, 800.0);
    scene(Chinese, false).picture("start");
    scene(Chinese, false)
        .leave()
        .select("/components/1")
        .picture("leave-light");
    scene(Chinese, true)
        .leave()
        .select("/components/1")
        .picture("leave-dark");
    scene(English, false)
        .leave()
        .select("/components/5")
        .picture("leave-en");
    scene(Chinese, false)
        .leave()
        .select("/components/2")
        .tab(1)
        .picture("access");
    scene(Chinese, false).leave().tab(2).picture("texts");
    scene(Chinese, false).leave().tab(3).picture("preview");
    Scene::new(Chinese, false, 760.0, 640.0)
        .leave()
        .select("/components/3")
        .picture("narrow");

    let empty = scene(Chinese, false);
    empty.api().invoke_start("blank".into());
    empty.api().invoke_act("close-sheet".into());
    empty.picture("empty");

    let parts = scene(Chinese, false);
    parts.api().invoke_start("items".into());
    parts.api().invoke_act("close-sheet".into());
    parts.api().set_side(1);
    parts
        .select("/components/1/components/3")
        .picture("list-outline");

    for (name, tab, language, dark) in [
        ("route", 4, Chinese, false),
        ("rules", 5, Chinese, false),
        ("cases", 6, English, false),
        ("publish", 7, Chinese, true),
    ] {
        let pack = scene(language, dark);
        pack.api().invoke_start("service-levels".into());
        pack.api().invoke_act("close-sheet".into());
        if tab == 4 {
            pack.api().invoke_stop_select(2);
        }
        pack.tab(tab).picture(name);
    }
    let asks = scene(Chinese, false);
    asks.api().invoke_start("service-levels".into());
    asks.api().invoke_act("close-sheet".into());
    let asks = asks.tab(6);
    asks.api()
        .invoke_run_select("scenarios/b01-route.toml".into());
    asks.api().invoke_stop_select(3);
    asks.api()
        .invoke_stop_edit("when".into(), "days > 30".into());
    asks.api().invoke_run_act("run".into());
    asks.picture("asks");
    let chosen = Scene::new(Chinese, false, 1280.0, 1500.0);
    chosen.api().invoke_start("leave".into());
    chosen.api().invoke_act("close-sheet".into());
    let chosen = chosen.select("/components/4");
    chosen.api().invoke_choose("condition".into(), 1);
    chosen
        .api()
        .invoke_press("condition/text#".into(), "add".into());
    chosen.picture("condition");
    scene(Chinese, false).leave().tab(4).picture("route-leave");
    let official = scene(Chinese, false).leave();
    official.api().set_line_now("/body/2/grid/rows/2".into());
    official.tab(7).picture("official");
    let drawn = scene(English, true);
    drawn.api().invoke_start("service-levels".into());
    drawn.api().invoke_act("close-sheet".into());
    drawn.api().invoke_line_act("begin".into());
    drawn.tab(7).picture("official-begun");

    let history = scene(Chinese, true);
    history.api().invoke_start("application".into());
    history.api().invoke_act("close-sheet".into());
    for kind in ["money", "radio", "checklist", "barcode", "checkbox"] {
        history.api().invoke_add(kind.into());
    }
    history.api().set_side(2);
    history.picture("history-dark");

    let errors = scene(Chinese, false);
    let form = format!(
        r#"{{"type":"default","components":[{},
        {{"type":"radio","id":"r","key":"r","label":"交通工具"}},
        {{"type":"number","id":"n","key":"n","label":"里程","conditional":{{"hide":"=not(km > )"}},"validate":{{"required":true}}}},
        {{"type":"select","id":"s","key":"s","label":"等級","values":[{{"label":"甲","value":"1"}},{{"label":"乙","value":"1"}}]}},
        {{"type":"iframe","id":"i","url":"x","label":"地圖"}}]}}"#,
        fields(&["a"])
    );
    errors.designer.show_form(
        form_model::Form::read(form.as_bytes()).unwrap(),
        "差旅費報告表",
    );
    errors.api().invoke_act("close-sheet".into());
    errors.select("/components/2").picture("errors");

    for (sheet, name) in [
        (ui::Sheet::Keys, "sheet-keys"),
        (ui::Sheet::About, "sheet-about"),
        (ui::Sheet::Tour, "sheet-tour"),
        (ui::Sheet::Open, "sheet-open"),
    ] {
        let scene = scene(Chinese, false).leave();
        scene.api().set_sheet(sheet);
        scene.picture(name);
    }
}
