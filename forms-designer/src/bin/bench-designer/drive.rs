//! The designer at work: the real window on the real screen, driven by a timer. What a step costs is
//! the time that the thread of the window was busy from one step to the next: with what it does, the
//! layout and the frame. Waiting for the screen's next beat does not count, as it costs nothing.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use antou_designer::arguments::Language;
use antou_designer::controller::{Designer, Setting};
use antou_designer::ui;
use slint::platform::WindowEvent;
use slint::{ComponentHandle, LogicalPosition, SharedString, Timer, TimerMode};

use super::{FRAME, OPENING, Told, memory, told};

/// A beat of the screen.
const BEAT: Duration = Duration::from_millis(17);
/// Beats from one step to the next, but while scrolling: enough for several frames.
const BEATS: u8 = 4;
/// Three rows.
const ROWS: f32 = 222.0;
const OPENED: usize = 12;
/// The wheel moves the view smoothly: a turn, and a few beats.
const SCROLLED: usize = 180;
const GLIDES: usize = 3;
const LETTERS: usize = 120;
const SELECTED: usize = 120;
const CHANGED: usize = 60;

/// What is done in one step.
#[derive(Clone, Copy)]
enum Act {
    Rest,
    Open,
    Memory(&'static str),
    Scroll(f32),
    Glide,
    Select(usize),
    Label,
    Letter,
    Canvas,
    Wider(bool),
    Undo,
}

impl Act {
    /// Under which name its cost is told.
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Open => Some("opening 500 fields"),
            Self::Scroll(_) | Self::Glide => Some("a frame while scrolling"),
            Self::Select(_) => Some("a selection"),
            Self::Letter => Some("a letter"),
            Self::Wider(_) => Some("a change of width"),
            Self::Undo => Some("undo"),
            Self::Rest | Self::Memory(_) | Self::Label | Self::Canvas => None,
        }
    }

    fn beats(self) -> u8 {
        match self {
            Self::Scroll(_) | Self::Glide => 1,
            _ => BEATS,
        }
    }
}

fn acts() -> Vec<Act> {
    let many = |act: Act, count: usize| std::iter::repeat_n(act, count);
    let turns = |rows: f32| {
        let turn = std::iter::once(Act::Scroll(rows)).chain(many(Act::Glide, GLIDES));
        turn.collect::<Vec<Act>>().repeat(SCROLLED)
    };
    let mut acts: Vec<Act> = many(Act::Rest, 10).collect();
    for _ in 0..OPENED {
        acts.extend([Act::Open, Act::Rest, Act::Rest]);
    }
    acts.push(Act::Memory("opened"));
    acts.extend(turns(-ROWS));
    acts.extend(many(Act::Rest, 5));
    acts.extend(turns(ROWS));
    acts.extend(many(Act::Rest, 10));
    acts.push(Act::Memory("scrolled through"));
    acts.extend((0..SELECTED).map(|n| Act::Select(n % 7)));
    acts.extend([Act::Select(3), Act::Label, Act::Rest, Act::Rest]);
    acts.extend(many(Act::Letter, LETTERS));
    acts.extend([Act::Canvas, Act::Rest, Act::Rest]);
    acts.extend((0..CHANGED).map(|n| Act::Wider(n % 2 == 1)));
    acts.extend(many(Act::Undo, CHANGED));
    acts.extend(many(Act::Rest, 3));
    acts.push(Act::Memory("at the end"));
    acts
}

struct Drive {
    designer: Designer,
    form: PathBuf,
    acts: Vec<Act>,
    done: usize,
    /// Beats until the next step.
    waits: u8,
    /// What the last step is, and how long the thread had been busy before it.
    last: Option<(&'static str, u64)>,
    taken: BTreeMap<&'static str, Vec<Duration>>,
    kept: bool,
}

/// Opens the window, drives it to the end, and tells what it cost.
pub(crate) fn drive(form: &Path, folder: &Path) -> Told<()> {
    let state = folder.join("driven");
    fs::create_dir_all(&state)?;
    fs::write(state.join("memory.json"), r#"{"toured":true}"#)?;
    let designer = Designer::new(Setting {
        documents: folder.to_owned(),
        state,
        language: Language::Chinese,
        dark: false,
        chooser: None,
        client: None,
        family: "Noto Sans CJK TC".to_owned(),
    })?;
    let window = designer.ui().as_weak();
    let drive = Rc::new(RefCell::new(Drive {
        designer,
        form: form.to_owned(),
        acts: acts(),
        done: 0,
        waits: 0,
        last: None,
        taken: BTreeMap::new(),
        kept: true,
    }));
    let timer = Timer::default();
    let own = Rc::clone(&drive);
    timer.start(TimerMode::Repeated, BEAT, move || own.borrow_mut().step());
    window.unwrap().run()?;
    let mut drive = drive.borrow_mut();
    let mut kept = drive.kept;
    for (name, taken) in &mut drive.taken {
        let mark = if name.starts_with("opening") {
            OPENING
        } else {
            FRAME
        };
        kept &= told(name, taken, mark);
    }
    if kept {
        Ok(())
    } else {
        Err("a mark is not kept".into())
    }
}

impl Drive {
    fn step(&mut self) {
        if self.waits > 1 {
            self.waits -= 1;
            return;
        }
        let now = busy();
        if let Some((name, before)) = self.last.take() {
            let took = Duration::from_nanos(now.saturating_sub(before));
            self.taken.entry(name).or_default().push(took);
        }
        let Some(act) = self.acts.get(self.done).copied() else {
            // Whoever closes the window ends the loop of events.
            let _ = slint::quit_event_loop();
            return;
        };
        self.done += 1;
        self.waits = act.beats();
        self.last = act.name().map(|name| (name, now));
        self.carry_out(act);
    }

    fn carry_out(&mut self, act: Act) {
        let designer = &self.designer;
        let api = designer.ui().global::<ui::Designer>();
        match act {
            Act::Rest | Act::Glide => {}
            Act::Open => designer.open(&self.form),
            Act::Memory(name) => {
                let small = memory(&format!("500 fields, {name}"), "self");
                self.kept &= small.unwrap_or(false);
            }
            Act::Scroll(delta_y) => self.send(WindowEvent::PointerScrolled {
                position: LogicalPosition::new(600.0, 400.0),
                delta_x: 0.0,
                delta_y,
            }),
            Act::Select(n) => {
                api.invoke_select(format!("/components/{n}").into(), false, false);
            }
            Act::Label => api.invoke_act("properties".into()),
            Act::Letter => self.press("字"),
            Act::Canvas => api.invoke_act("canvas".into()),
            Act::Wider(wider) => {
                api.invoke_act(if wider { "wider" } else { "narrower" }.into());
            }
            Act::Undo => api.invoke_act("undo".into()),
        }
    }

    fn press(&self, key: impl Into<SharedString>) {
        let text: SharedString = key.into();
        self.send(WindowEvent::KeyPressed { text: text.clone() });
        self.send(WindowEvent::KeyReleased { text });
    }

    fn send(&self, event: WindowEvent) {
        self.designer.ui().window().dispatch_event(event);
    }
}

/// How long this thread was busy, in nanoseconds.
fn busy() -> u64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = told.split_whitespace().next().unwrap_or_default();
    first.parse().unwrap_or(0)
}
