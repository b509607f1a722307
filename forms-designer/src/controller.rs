//! The window's behaviour: what each act, key and drag does, and what is shown then.

mod acts;
mod asks;
mod canvas;
mod conditions;
mod edits;
mod files;
mod flow;
mod look;
mod official;
mod panes;
mod paper;
mod publish;
mod route;
mod rules;
mod scenarios;
mod show;
mod sight;
mod stops;
mod ways;
mod wire;
mod wordings;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use sight::Sight;
use slint::{ComponentHandle, ModelRc, Timer, VecModel};

use crate::arguments::Language;
use crate::drafts::Drafts;
use crate::drag::Dragged;
use crate::drawing::Drawing;
use crate::files::{Place, Refusal};
use crate::problems::Trouble;
use crate::recent::Memory;
use crate::selection::Selection;
use crate::sheet::Sheet;
use crate::texts::Say;
use crate::ui;

/// Tabs of the middle, as `ui/main.slint` numbers them.
mod tab {
    pub const CANVAS: i32 = 0;
    pub const RIGHTS: i32 = 1;
    pub const TEXTS: i32 = 2;
    pub const PAPER: i32 = 3;
    pub const ROUTE: i32 = 4;
    pub const RULES: i32 = 5;
    pub const SCENARIOS: i32 = 6;
    pub const OFFICIAL: i32 = 7;
    pub const PUBLISH: i32 = 8;
}

/// Panes at the left, likewise.
mod side {
    pub const OUTLINE: i32 = 1;
    pub const HISTORY: i32 = 2;
}

/// After how long without a change the service around a form is looked at.
const CHECK_PAUSE: Duration = Duration::from_millis(250);
/// After how long without a change the paper is made anew.
const PAPER_PAUSE: Duration = Duration::from_millis(120);

/// What is to be picked in the system's own window of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A file that is there.
    File,
    /// A folder.
    Folder,
    /// A file to write, for which this name is suggested.
    Name(String),
}

/// What a person picks in the system's own window of files.
pub trait Chooser {
    /// Asks for a file or a folder, beginning in a folder; calls back with what was picked.
    fn choose(&self, wanted: Wanted, from: &std::path::Path, then: Box<dyn FnOnce(PathBuf)>);
}

/// What the window is made with.
pub struct Setting {
    /// The folder for drafts and for what is remembered.
    pub state: PathBuf,
    /// The folder in which a person keeps documents.
    pub documents: PathBuf,
    /// The language.
    pub language: Language,
    /// Dark or light.
    pub dark: bool,
    /// The system's own window of files, where there is one.
    pub chooser: Option<Rc<dyn Chooser>>,
    /// The program with which people fill forms in, where it is found.
    pub client: Option<PathBuf>,
    /// The font; empty for that of the system.
    pub family: String,
}

/// The lines that the window shows.
struct Models {
    items: Rc<VecModel<ui::Item>>,
    kinds: Rc<VecModel<ui::Kind>>,
    branches: Rc<VecModel<ui::Branch>>,
    props: Rc<VecModel<ui::Prop>>,
    stop_props: Rc<VecModel<ui::Prop>>,
    lines: Rc<VecModel<ui::Branch>>,
    line_props: Rc<VecModel<ui::Prop>>,
    troubles: Rc<VecModel<ui::Trouble>>,
    steps: Rc<VecModel<ui::Step>>,
    heads: Rc<VecModel<ui::Head>>,
    rights: Rc<VecModel<ui::Right>>,
    wordings: Rc<VecModel<ui::Wording>>,
    offers: Rc<VecModel<ui::Offer>>,
    differences: Rc<VecModel<ui::Known>>,
    hindrances: Rc<VecModel<ui::Trouble>>,
    runs: Rc<VecModel<ui::Run>>,
    doubts: Rc<VecModel<ui::Trouble>>,
    rows: Rc<VecModel<ui::RuleRow>>,
    columns: Rc<VecModel<ui::Column>>,
    decisions: Rc<VecModel<ui::Known>>,
    findings: Rc<VecModel<ui::Trouble>>,
    stops: Rc<VecModel<ui::Stop>>,
    asks: Rc<VecModel<ui::Ask>>,
    ask_names: Rc<VecModel<ui::Head>>,
}

impl Models {
    fn new() -> Self {
        Self {
            items: Rc::default(),
            kinds: Rc::default(),
            branches: Rc::default(),
            props: Rc::default(),
            stop_props: Rc::default(),
            lines: Rc::default(),
            line_props: Rc::default(),
            troubles: Rc::default(),
            steps: Rc::default(),
            heads: Rc::default(),
            rights: Rc::default(),
            wordings: Rc::default(),
            offers: Rc::default(),
            differences: Rc::default(),
            hindrances: Rc::default(),
            runs: Rc::default(),
            doubts: Rc::default(),
            rows: Rc::default(),
            columns: Rc::default(),
            decisions: Rc::default(),
            findings: Rc::default(),
            stops: Rc::default(),
            asks: Rc::default(),
            ask_names: Rc::default(),
        }
    }

    fn give(&self, designer: &ui::Designer<'_>) {
        fn model<T: Clone + 'static>(lines: &Rc<VecModel<T>>) -> ModelRc<T> {
            ModelRc::from(lines.clone())
        }
        designer.set_items(model(&self.items));
        designer.set_kinds(model(&self.kinds));
        designer.set_branches(model(&self.branches));
        designer.set_props(model(&self.props));
        designer.set_stop_props(model(&self.stop_props));
        designer.set_lines(model(&self.lines));
        designer.set_line_props(model(&self.line_props));
        designer.set_troubles(model(&self.troubles));
        designer.set_steps(model(&self.steps));
        designer.set_stations(model(&self.heads));
        designer.set_rights(model(&self.rights));
        designer.set_wordings(model(&self.wordings));
        designer.set_offers(model(&self.offers));
        designer.set_differences(model(&self.differences));
        designer.set_hindrances(model(&self.hindrances));
        designer.set_runs(model(&self.runs));
        designer.set_doubts(model(&self.doubts));
        designer.set_rows(model(&self.rows));
        designer.set_columns(model(&self.columns));
        designer.set_decisions(model(&self.decisions));
        designer.set_findings(model(&self.findings));
        designer.set_stops(model(&self.stops));
        designer.set_asks(model(&self.asks));
        designer.set_ask_names(model(&self.ask_names));
    }
}

/// What is being written of a key: it takes effect when it is left, since each letter would rename.
#[derive(Debug, Clone)]
struct Pending {
    pointer: String,
    text: String,
}

/// A form that is open.
struct Open {
    sheet: Sheet,
    /// A template: while nobody touched it there is nothing to keep.
    fresh: bool,
    place: Option<Place>,
    /// What the form by itself is called, or the service while its texts do not say.
    name: String,
}

impl Open {
    /// What a person calls it now.
    fn called(&self) -> String {
        crate::files::name_of(&self.sheet).unwrap_or_else(|| self.name.clone())
    }

    /// Whether there is something in it that is nowhere else.
    fn is_kept(&self) -> bool {
        self.sheet.is_changed() && (!self.fresh || self.sheet.can_undo())
    }
}

struct Inner {
    ui: slint::Weak<ui::DesignerWindow>,
    say: Rc<RefCell<Say>>,
    open: Option<Open>,
    selection: Selection,
    /// Which state was drawn and checked, in which language.
    drawn: Option<(u64, Language)>,
    drawing: Drawing,
    sight: Sight,
    /// What is dragged over the canvas.
    hovering: Option<Dragged>,
    troubles: Vec<Trouble>,
    /// What was found in the files around the form.
    around: Vec<Trouble>,
    /// Looks at these when nothing is changed for a while.
    check: Timer,
    /// The weightiest trouble of each component.
    weights: BTreeMap<String, i32>,
    models: Models,
    drafts: Drafts,
    memory: Memory,
    memory_path: PathBuf,
    /// The folder in which a person keeps documents.
    documents: PathBuf,
    chooser: Option<Rc<dyn Chooser>>,
    client: Option<PathBuf>,
    pending: Option<Pending>,
    /// What was refused in the panel: which row, and why.
    refused: Option<(String, String)>,
    /// Whose properties are shown.
    shown: Option<String>,
    /// What is being written as FEEL: which row, the text and the caret.
    writing: (String, String, usize),
    /// Conditions that are written by hand: whose, and which row.
    by_hand: std::collections::BTreeSet<(String, String)>,
    /// Whose boxes are shown of the official sheet.
    line_shown: String,
    /// With which answers the route is to be asked next, as they are written.
    asked_with: BTreeMap<String, String>,
    /// Stations that a person named here.
    stations: Vec<String>,
    /// What stations were called when somebody began to rename them, by their keys.
    renamed: BTreeMap<String, [String; 2]>,
    /// A save that was refused because somebody else wrote is done when it is asked for again.
    over: bool,
    paper: Timer,
    /// Looks at the file of a flow that was opened in the client.
    flow_look: Timer,
    /// When that file was written last.
    flow_written: Option<std::time::SystemTime>,
    /// The number of the last paper that was asked for.
    asked: u64,
    page: usize,
    /// What was refused of the route: which stop and box, and why.
    stop_refused: Option<(usize, String, String)>,
    /// The flow of which a picture is shown.
    pictured: Vec<u8>,
    /// What came of the scenarios when they were run last.
    runs: Option<Vec<pack_author::scenarios::Run>>,
    /// The version that is compared with: where it lies, and its files.
    compared: Option<(String, pack_author::Files)>,
    /// Where the roots of agencies lie that are trusted.
    roots: PathBuf,
}

/// The program: its window and what stands behind it.
pub struct Designer {
    ui: ui::DesignerWindow,
    inner: Rc<RefCell<Inner>>,
}

impl Designer {
    /// Makes the window; it is not shown yet.
    ///
    /// # Errors
    /// Where the platform gives no window.
    pub fn new(setting: Setting) -> Result<Self, slint::PlatformError> {
        let ui = ui::DesignerWindow::new()?;
        let say = Rc::new(RefCell::new(Say::new(setting.language)));
        let memory_path = setting.state.join("memory.json");
        let inner = Inner {
            ui: ui.as_weak(),
            say,
            open: None,
            selection: Selection::default(),
            drawn: None,
            drawing: Drawing::default(),
            sight: Sight::default(),
            hovering: None,
            troubles: Vec::new(),
            around: Vec::new(),
            check: Timer::default(),
            weights: BTreeMap::new(),
            models: Models::new(),
            drafts: Drafts::new(setting.state.join("drafts")),
            memory: Memory::read(&memory_path),
            memory_path,
            documents: setting.documents,
            chooser: setting.chooser,
            client: setting.client,
            pending: None,
            refused: None,
            shown: None,
            writing: (String::new(), String::new(), 0),
            by_hand: std::collections::BTreeSet::new(),
            line_shown: String::new(),
            asked_with: BTreeMap::new(),
            stations: Vec::new(),
            renamed: BTreeMap::new(),
            over: false,
            paper: Timer::default(),
            flow_look: Timer::default(),
            flow_written: None,
            asked: 0,
            page: 0,
            stop_refused: None,
            pictured: Vec::new(),
            runs: None,
            compared: None,
            roots: setting.state.join("roots"),
        };
        let designer = ui.global::<ui::Designer>();
        inner.models.give(&designer);
        designer.set_dark(setting.dark);
        designer.set_can_browse(inner.chooser.is_some());
        designer.set_troubles_open(true);
        ui.set_family(setting.family.into());
        let inner = Rc::new(RefCell::new(inner));
        wire::all(&ui, &inner);
        inner.borrow_mut().language(setting.language);
        Ok(Self { ui, inner })
    }

    /// The window.
    #[must_use]
    pub fn ui(&self) -> &ui::DesignerWindow {
        &self.ui
    }

    /// Opens what the program was started with. What cannot be opened is told.
    pub fn open(&self, path: &std::path::Path) {
        self.inner.borrow_mut().open_path(path);
    }

    /// Opens a form by itself, as a template gives it.
    pub fn show_form(&self, form: form_model::Form, name: &str) {
        let open = Open {
            fresh: false,
            sheet: Sheet::of_form(form),
            place: None,
            name: name.to_owned(),
        };
        self.inner.borrow_mut().show_open(open);
    }

    /// What is under edit.
    #[must_use]
    pub fn sheet(&self) -> Option<Sheet> {
        self.inner
            .borrow()
            .open
            .as_ref()
            .map(|open| open.sheet.clone())
    }

    /// What is selected, as JSON pointers.
    #[must_use]
    pub fn selected(&self) -> Vec<String> {
        self.inner.borrow().selection.all().to_vec()
    }

    /// Makes the paper now, without a pause and a thread.
    pub fn print_now(&self) {
        self.inner.borrow_mut().print_here();
    }

    /// Why the last thing was refused, in a sentence; empty where it was not.
    #[must_use]
    pub fn said(&self) -> String {
        self.ui.global::<ui::Designer>().get_said().into()
    }
}

impl Inner {
    fn say(&self, key: &str) -> String {
        self.say.borrow().say(key)
    }

    fn window(&self) -> Option<ui::DesignerWindow> {
        self.ui.upgrade()
    }

    /// Sets something of the contract, while there is a window.
    fn set(&self, set: impl FnOnce(&ui::Designer<'_>)) {
        if let Some(window) = self.window() {
            set(&window.global::<ui::Designer>());
        }
    }

    /// Asks something of the contract.
    fn get<R: Default>(&self, get: impl FnOnce(&ui::Designer<'_>) -> R) -> R {
        self.window()
            .map(|window| get(&window.global::<ui::Designer>()))
            .unwrap_or_default()
    }

    fn tell(&self, said: &str, bad: bool) {
        self.set(|designer| {
            designer.set_said(said.into());
            designer.set_said_is_bad(bad);
        });
    }

    fn refusal(&self, refusal: &Refusal) -> String {
        crate::problems::sentence(&refusal.code, &refusal.facts, &self.say.borrow())
    }

    fn problem(&self, problem: &pack_author::Problem) {
        self.tell(&self.sentence(problem), true);
    }

    fn sentence(&self, problem: &pack_author::Problem) -> String {
        crate::problems::sentence(&problem.code, &problem.facts, &self.say.borrow())
    }

    /// To which part of the window the keys go from now on.
    fn focus(&self, part: &str) {
        self.set(|designer| {
            designer.set_focus_prop(part.into());
            designer.set_focus_now(designer.get_focus_now().wrapping_add(1));
        });
    }
}
