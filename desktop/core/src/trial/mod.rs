//! A form or a service tried as somebody would fill it in, before it is published: the real page and
//! the real core, at a practice agency in memory, with a vault in a folder that goes away. 試填

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::host::{self, Hear, Host};
use crate::practice::{APPLICANT, COST, Practice};
use crate::queue::new_key;
use crate::{Clock as _, Core, CoreOptions, Failure, SystemClock};

/// The largest form that is tried, in bytes: as large as one is read.
const MAX_FORM: u64 = form_model::MAX_FORM as u64;
/// How the folders of trials begin.
const NAME: &str = "antou-trial-";
/// How long the folder of a trial stays that was ended from outside.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// The service around a form that is tried by itself.
const PLAIN: [(&str, &str); 3] = [
    ("pack.toml", include_str!("plain/pack.toml")),
    ("flow.bpmn", include_str!("plain/flow.bpmn")),
    ("rules.dmn", include_str!("plain/rules.dmn")),
];

/// A trial, until it is dropped.
pub struct Trial {
    core: Arc<Core>,
    place: String,
    /// Goes away with the trial.
    _folder: Folder,
}

/// A folder of this trial alone.
#[derive(Debug)]
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, Failure> {
        let around = std::env::temp_dir();
        sweep(&around);
        let path = around.join(format!("{NAME}{}", new_key()?));
        std::fs::create_dir_all(&path).map_err(|error| crate::core::disk(&error))?;
        Ok(Self(path))
    }
}

/// Takes away what trials left that were ended from outside, a day later.
fn sweep(around: &Path) {
    let Ok(entries) = std::fs::read_dir(around) else {
        return;
    };
    let is_old = |entry: &std::fs::DirEntry| {
        let changed = entry.metadata().and_then(|metadata| metadata.modified());
        changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > KEPT))
    };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(NAME);
        if ours && is_old(&entry) {
            // Another trial may be at it.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "the folder of a trial stays");
        }
    }
}

impl Trial {
    /// Opens the form at `path`: the folder of a pack, or a `form.json` by itself, which then has a
    /// plain service around it.
    ///
    /// # Errors
    /// `file-unreadable`, `form-too-large` (limit), and what reading the pack says.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let folder = Folder::new()?;
        let pack = match path.is_dir() {
            true => path.to_path_buf(),
            false => around(path, &folder.0)?,
        };
        let practice = Practice::begin(&pack, SystemClock.now())?;
        let options = CoreOptions {
            background: false,
            cost: COST,
            ..CoreOptions::new(PathBuf::new())
        };
        let core = practice.computer(&folder.0.join("home"), APPLICANT, &options)?;
        practice.deliver(&core)?;
        let services = core.call("services", json!({}))?;
        let service = services.pointer("/0/service").cloned();
        let service = service.ok_or_else(|| Failure::new("service-unknown"))?;
        let view = core.call("draft_new", json!({ "service": service }))?;
        let draft = view.get("draft").and_then(Value::as_str);
        Ok(Self {
            place: format!("draft/{}", draft.unwrap_or_default()),
            core,
            _folder: folder,
        })
    }
}

/// A pack in a folder around a form that stands by itself.
fn around(form: &Path, folder: &Path) -> Result<PathBuf, Failure> {
    let unread = |error: std::io::Error| {
        let failure = Failure::new("file-unreadable").with("path", form.display());
        failure.with("detail", error)
    };
    if std::fs::metadata(form).map_err(unread)?.len() > MAX_FORM {
        return Err(Failure::new("form-too-large").with("limit", MAX_FORM));
    }
    let pack = folder.join("pack");
    let disk = |error: std::io::Error| crate::core::disk(&error);
    std::fs::create_dir_all(pack.join("texts")).map_err(disk)?;
    std::fs::copy(form, pack.join("form.json")).map_err(unread)?;
    for (name, text) in PLAIN {
        std::fs::write(pack.join(name), text).map_err(disk)?;
    }
    for (language, name) in [("zh-TW", "試填"), ("en", "Trial")] {
        let path = pack.join("texts").join(format!("{language}.ftl"));
        std::fs::write(path, format!("pack-name = {name}\n")).map_err(disk)?;
    }
    Ok(pack)
}

impl Host for Trial {
    fn reply(&self, name: &str, request: Value) -> Value {
        host::reply(&self.core, name, request)
    }

    fn listen(&self, hear: Hear) {
        self.core.listen(hear);
    }

    fn first(&self) -> Option<&str> {
        Some(&self.place)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn opened(path: &Path) -> Value {
        let trial = Trial::open(path).unwrap();
        let draft = trial.first().unwrap().strip_prefix("draft/").unwrap();
        let reply = trial.reply("draft_open", json!({ "draft": draft }));
        let folder = trial._folder.0.clone();
        drop(trial);
        assert!(!folder.exists());
        reply["ok"].clone()
    }

    #[test]
    fn a_service_and_a_form_by_itself_are_tried() {
        let leave = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflow-engine/packs/leave");
        assert_eq!(opened(&leave)["fields"][0]["key"], "when");
        let folder = tempfile::tempdir().unwrap();
        let form = folder.path().join("form.json");
        std::fs::write(&form, r#"{"type": "default", "components": [{"type": "textfield", "key": "what", "label": "事項"}]}"#).unwrap();
        let view = opened(&form);
        assert_eq!(view["fields"][0]["label"], "事項");
        assert_eq!(view["check"]["route"][0]["role"], "decide");
    }

    #[test]
    fn what_is_no_form_is_said() {
        let check = |text: &[u8], expected: &str| {
            let folder = tempfile::tempdir().unwrap();
            let form = folder.path().join("form.json");
            std::fs::write(&form, text).unwrap();
            let failure = Trial::open(&form).err().unwrap();
            assert_eq!(failure.code, expected);
        };
        check(b"{", "pack-file-wrong");
        check(&vec![b' '; form_model::MAX_FORM + 1], "form-too-large");
        let gone = Trial::open(Path::new("nowhere/form.json")).err().unwrap();
        assert_eq!(gone.code, "file-unreadable");
    }
}
