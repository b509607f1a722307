//! The window without a screen: what the mouse, the keys and the boxes do to a form.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod drawn;
mod edits;
mod files;
mod large;
mod pack;
mod panes;
mod pictures;

use std::path::PathBuf;

use antou_designer::arguments::Language;
use antou_designer::controller::{Designer, Setting};
use antou_designer::ui;
use form_model::{Component, Form, rows};
use i_slint_backend_testing::{ElementHandle, TestingBackend, TestingBackendOptions};
use slint::Model as _;
use slint::platform::{Key, WindowEvent};
use slint::{ComponentHandle, LogicalSize, SharedString};

/// A window on a form, and the folder in which it keeps what it remembers.
pub(crate) struct Desk {
    pub(crate) designer: Designer,
    pub(crate) folder: tempfile::TempDir,
}

/// What the window is made with in a test.
pub(crate) fn setting(state: PathBuf) -> Setting {
    Setting {
        documents: state.with_file_name("documents"),
        state,
        language: Language::English,
        dark: false,
        chooser: None,
        client: None,
        family: "Noto Sans CJK TC".into(),
    }
}

/// A platform without a screen, one for each thread.
pub(crate) fn headless() {
    let options = TestingBackendOptions {
        mock_time: true,
        threading: false,
        renderer_name: Some("software".into()),
    };
    slint::platform::set_platform(Box::new(TestingBackend::new(options))).unwrap();
}

impl Desk {
    /// The first page.
    pub(crate) fn empty() -> Self {
        headless();
        let folder = tempfile::tempdir().unwrap();
        let designer = Designer::new(setting(folder.path().join("state"))).unwrap();
        let desk = Self { designer, folder };
        desk.ui().window().set_size(LogicalSize::new(1280.0, 800.0));
        desk.ui().show().unwrap();
        desk
    }

    /// A form of these components.
    pub(crate) fn of(components: &str) -> Self {
        let desk = Self::empty();
        desk.show(components);
        desk
    }

    pub(crate) fn show(&self, components: &str) {
        let text = format!(r#"{{"type":"default","components":[{components}]}}"#);
        self.designer
            .show_form(Form::read(text.as_bytes()).unwrap(), "Form");
        self.api().invoke_act("close-sheet".into());
        self.settle();
    }

    pub(crate) fn ui(&self) -> &ui::DesignerWindow {
        self.designer.ui()
    }

    pub(crate) fn api(&self) -> ui::Designer<'_> {
        self.ui().global::<ui::Designer>()
    }

    /// Lets the window come to rest.
    pub(crate) fn settle(&self) {
        for _ in 0..3 {
            i_slint_backend_testing::mock_elapsed_time(std::time::Duration::from_millis(20));
            slint::platform::update_timers_and_animations();
        }
        let _ = self.ui().window().take_snapshot();
    }

    /// The form in rows, such as `a:8 b:8 / g[c / d]`.
    pub(crate) fn drawn(&self) -> String {
        drawn(self.designer.sheet().unwrap().form().components())
    }

    /// The element that an assistive technology knows by a name.
    pub(crate) fn named(&self, name: &str) -> ElementHandle {
        let mut found = ElementHandle::find_by_accessible_label(self.ui(), name);
        found
            .next()
            .unwrap_or_else(|| panic!("nothing is called {name}"))
    }

    pub(crate) fn press(&self, key: impl Into<SharedString>) {
        self.press_with(key, &[]);
    }

    /// A key with others held.
    pub(crate) fn press_with(&self, key: impl Into<SharedString>, held: &[Key]) {
        let window = self.ui().window();
        for held in held {
            window.dispatch_event(WindowEvent::KeyPressed {
                text: (*held).into(),
            });
        }
        let text: SharedString = key.into();
        window.dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
        window.dispatch_event(WindowEvent::KeyReleased { text });
        for held in held {
            window.dispatch_event(WindowEvent::KeyReleased {
                text: (*held).into(),
            });
        }
        self.settle();
    }

    /// Selects a component as the mouse does.
    pub(crate) fn select(&self, pointer: &str) {
        self.api().invoke_select(pointer.into(), false, false);
        self.settle();
    }

    /// Where what was open before is.
    pub(crate) fn recent(&self) -> Vec<String> {
        let known = self.api().get_recent();
        known.iter().map(|known| known.path.into()).collect()
    }

    pub(crate) fn problem(&self) -> String {
        self.designer.said()
    }
}

pub(crate) fn drawn(components: &[Component]) -> String {
    let rows = rows(components).into_iter().map(|row| {
        let cells = row.cells.iter().map(|cell| {
            let component = cell.component;
            let name = match component.path.as_str() {
                "" => component.label.as_str(),
                path => path,
            };
            let inside = match component.children.as_slice() {
                [] => String::new(),
                children => format!("[{}]", drawn(children)),
            };
            let columns = match cell.columns {
                16 => String::new(),
                columns => format!(":{columns}"),
            };
            format!("{name}{inside}{columns}")
        });
        cells.collect::<Vec<_>>().join(" ")
    });
    rows.collect::<Vec<_>>().join(" / ")
}

/// A field as JSON.
pub(crate) fn field(key: &str) -> String {
    format!(
        r#"{{"type":"textfield","id":"id-{key}","key":"{key}","label":"{}"}}"#,
        key.to_uppercase()
    )
}

/// Fields as JSON.
pub(crate) fn fields(keys: &[&str]) -> String {
    keys.iter()
        .map(|key| field(key))
        .collect::<Vec<_>>()
        .join(",")
}
