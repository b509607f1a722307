//! The flow as BPMN: it is drawn in the client's own window, on the pack as it lies on the disk, and
//! read again when it was saved there.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use pack_author::{Edit, FLOW};
use slint::{ComponentHandle, TimerMode};

use super::Inner;
use crate::arguments::Language;
use crate::files::{self, MAX_FILE, Refusal};
use crate::ui;

/// How often the file of a flow that was opened elsewhere is looked at.
const LOOK: Duration = Duration::from_secs(1);

impl Inner {
    /// Asks whether to save, which comes first, and says what opens then.
    pub(super) fn ask_to_draw(&mut self) {
        let is_saved = self.saved_pack().is_some();
        match is_saved || self.client.is_none() {
            true => self.draw_flow(),
            false => self.sheet(ui::Sheet::Draw),
        }
    }

    /// Saves the pack, because what is drawn comes back by its file, and opens the flow in the
    /// client: `antou --flow PATH`.
    pub(super) fn draw_flow(&mut self) {
        self.flush();
        self.set(|designer| designer.set_sheet(ui::Sheet::None));
        let Some(client) = self.client.clone() else {
            let said = self.refusal(&Refusal::bare("flow-client-missing"));
            self.tell(&said, true);
            return;
        };
        self.save();
        let Some(folder) = self.saved_pack() else {
            return;
        };
        let language = match self.say.borrow().language() {
            Language::English => "en",
            Language::Chinese => "zh-TW",
        };
        let mut command = Command::new(client);
        command.arg("--flow").arg(folder).args(["--lang", language]);
        command.stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        if command.spawn().is_err() {
            let said = self.refusal(&Refusal::bare("flow-client-missing"));
            self.tell(&said, true);
            return;
        }
        self.watch_flow();
        self.tell(&self.say("said-drawing"), false);
    }

    /// The folder of the pack, when all of it is saved there.
    fn saved_pack(&self) -> Option<PathBuf> {
        let open = self.open.as_ref()?;
        let place = open.place.as_ref().filter(|place| place.is_pack)?;
        (!open.sheet.is_changed()).then(|| place.path.clone())
    }

    fn watch_flow(&mut self) {
        self.flow_written = self.flow_file().and_then(|path| written(&path));
        let ui = self.ui.clone();
        self.flow_look.start(TimerMode::Repeated, LOOK, move || {
            if let Some(window) = ui.upgrade() {
                window
                    .global::<ui::Designer>()
                    .invoke_stop_act("look".into());
            }
        });
    }

    fn flow_file(&self) -> Option<PathBuf> {
        let place = self.open.as_ref()?.place.as_ref()?;
        place.is_pack.then(|| place.path.join(FLOW))
    }

    /// Reads the flow again as one step, when its file changed and nothing did here.
    pub(super) fn look_at_flow(&mut self) {
        let Some(path) = self.flow_file() else {
            self.flow_look.stop();
            return;
        };
        let now = written(&path);
        if now == self.flow_written {
            return;
        }
        self.flow_written = now;
        let Ok(bytes) = files::read(&path, MAX_FILE) else {
            return;
        };
        self.flush();
        let Some(open) = &mut self.open else {
            return;
        };
        let Some(place) = &mut open.place else {
            return;
        };
        let seen = place.seen.get(FLOW);
        // What changed here too is told when it is saved.
        if seen == Some(&bytes) || open.sheet.files().get(FLOW) != seen {
            return;
        }
        let was_saved = !open.sheet.is_changed();
        let edit = Edit::File {
            path: FLOW.to_owned(),
            content: Some(bytes.clone()),
        };
        if let Err(problem) = open.sheet.edit(&edit) {
            self.problem(&problem);
            return;
        }
        place.seen.insert(FLOW.to_owned(), bytes);
        if was_saved {
            open.sheet.is_saved();
        }
        self.run_again();
        self.changed();
        self.tell(&self.say("said-flow-read"), false);
    }
}

fn written(path: &std::path::Path) -> Option<SystemTime> {
    std::fs::metadata(path)
        .and_then(|found| found.modified())
        .ok()
}
