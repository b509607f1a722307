//! What every host serves: one computer, or the desks of a demo. A host hands a
//! call in as JSON, passes the answer on, and tells the page which words changed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::{Changed, Core, Failure};

/// The window's configuration: one place for what every host must hold to.
const WINDOW: &str = include_str!("../../tauri.conf.json");

/// Hears which words changed.
pub type Hear = Box<dyn Fn(&BTreeSet<Changed>) + Send>;

/// What can be served.
pub trait Host: Send + Sync {
    /// Runs a command and wraps what came of it; see [`reply`].
    fn reply(&self, name: &str, request: Value) -> Value;

    /// Hears which words changed, from now on and for as long as it lives.
    fn listen(&self, hear: Hear);

    /// The place at which the page opens, such as `draft/ID`; none for its first one.
    fn first(&self) -> Option<&str> {
        None
    }
}

impl Host for Core {
    fn reply(&self, name: &str, request: Value) -> Value {
        reply(self, name, request)
    }

    fn listen(&self, hear: Hear) {
        let changes = self.subscribe();
        let pass_on = move || changes.iter().for_each(|words| hear(&words));
        if std::thread::Builder::new()
            .name("changes".to_owned())
            .spawn(pass_on)
            .is_err()
        {
            tracing::error!("no thread for changes: the page does not hear them");
        }
    }
}

/// Runs a command and wraps what came of it: `{"ok": value}` or
/// `{"error": {"code", "facts"}}`. People in the facts have names.
#[must_use]
pub fn reply(core: &Core, name: &str, request: Value) -> Value {
    match core.call(name, request) {
        Ok(value) => json!({ "ok": value }),
        Err(failure) => failed(&core.with_names(failure)),
    }
}

/// Whether only the host itself may ask this: the page names no places of the disk.
#[must_use]
pub fn is_inner(command: &str) -> bool {
    matches!(command, "draft_attach_path" | "case_export")
}

/// An answer that failed before it reached a command.
#[must_use]
pub fn failed(failure: &Failure) -> Value {
    json!({ "error": failure })
}

/// The Content-Security-Policy under which the page runs in every host: the
/// window's own, so that a browser test cannot pass what the window stops.
///
/// # Errors
/// `host-failed` when the window's configuration has none.
pub fn policy() -> Result<String, Failure> {
    let none = || Failure::new("host-failed").with("detail", "no policy for the page");
    let window: Value = serde_json::from_str(WINDOW).map_err(|_| none())?;
    window
        .pointer("/app/security/csp")
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(none)
}

/// Where this person's programs save what was asked for: the folder of downloads, else the home.
#[must_use]
pub fn downloads() -> Option<PathBuf> {
    let folders = directories::UserDirs::new()?;
    let found = folders.download_dir().unwrap_or_else(|| folders.home_dir());
    Some(found.to_path_buf())
}

/// The folder of the person at this computer.
///
/// # Errors
/// `home-missing` when the system names none.
pub fn default_home() -> Result<PathBuf, Failure> {
    let found = directories::ProjectDirs::from("tw", "", "Antou");
    found
        .map(|folders| folders.data_local_dir().to_path_buf())
        .ok_or_else(|| Failure::new("home-missing"))
}
