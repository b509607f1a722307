//! A flow on the desk of whoever draws it: the page with its editor, on one file and without a
//! vault. What the engine says about the flow is asked here; the file changes only when it is
//! saved. 流程設計

pub mod commands;
mod file;
mod remarks;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use feel::dmn::Decisions;
use form_model::Form;
use office::pack::flow_file;
use serde_json::{Value, json};

use crate::Failure;
use crate::asks::{AskFlow, AskFlowSave, Nothing};
use crate::host::{self, Hear, Host};
use crate::views::{FlowDeskView, FlowField, FlowKept, FlowRemark, FlowSaved};

/// The files of a pack.
type Files = BTreeMap<String, Vec<u8>>;

const FLOW: &str = "flow.bpmn";
const FORM: &str = "form.json";
const RULES: &str = "rules.dmn";
/// The files beside which a flow is checked.
const AROUND: [&str; 2] = [FORM, RULES];
/// The place at which the page opens.
const PLACE: &str = "flow";

/// A flow on disk, and where it is.
#[derive(Debug)]
pub struct FlowDesk {
    /// The folder of the pack, where the flow is part of one.
    pack: Option<PathBuf>,
    file: PathBuf,
    language: &'static str,
    /// One after the other.
    saving: Mutex<()>,
}

impl FlowDesk {
    /// Puts the flow at `path` on the desk: the folder of a pack, the `flow.bpmn` in it, or a flow
    /// by itself. The page speaks `language`, `en` or Chinese.
    ///
    /// # Errors
    /// `file-unreadable` (path, detail) where there is no such file.
    pub fn open(path: &Path, language: Option<&str>) -> Result<Self, Failure> {
        let unread = |error: std::io::Error| {
            let failure = Failure::new("file-unreadable").with("path", path.display());
            failure.with("detail", error)
        };
        let path = path.canonicalize().map_err(unread)?;
        let file = if path.is_dir() { path.join(FLOW) } else { path };
        std::fs::metadata(&file).map_err(unread)?;
        let folder = file.parent().unwrap_or(&file);
        let is_pack =
            file.file_name().is_some_and(|name| name == FLOW) && folder.join("pack.toml").is_file();
        Ok(Self {
            pack: is_pack.then(|| folder.to_path_buf()),
            file,
            language: match language {
                Some("en") => "en",
                _ => "zh-TW",
            },
            saving: Mutex::new(()),
        })
    }

    fn read(&self, _: Nothing) -> Result<FlowDeskView, Failure> {
        let bytes = file::read(&self.file)?;
        let (xml, stamp) = (flow_file::text(&bytes)?, file::stamp(Some(&bytes)));
        let mut files = self.around()?;
        if self.pack.is_some() {
            files.insert(FLOW.to_owned(), bytes);
        }
        let unsaved = file::read_if_there(&self.unsaved())?;
        let unsaved = unsaved.and_then(|bytes| flow_file::text(&bytes).ok());
        Ok(FlowDeskView {
            unsaved: unsaved.filter(|own| *own != xml),
            xml,
            stamp,
            name: self.name(),
            pack: self.pack.is_some(),
            language: self.language.to_owned(),
            fields: fields(&files),
            decisions: decisions(&files),
            desks: desks(&files),
        })
    }

    fn check(&self, ask: AskFlow) -> Result<Vec<FlowRemark>, Failure> {
        Ok(remarks::of(ask.xml.into_bytes(), self.around()?))
    }

    /// Whether a flow that nobody changed still says what its file says: an editor that lost
    /// something tells before it saves.
    fn kept(&self, ask: AskFlow) -> Result<FlowKept, Failure> {
        let bytes = file::read(&self.file)?;
        let lost = flow_file::lost(&bytes, ask.xml.as_bytes())?;
        Ok(FlowKept { lost })
    }

    /// Where what is drawn and not saved is kept: beside the file, and no file of the pack.
    fn unsaved(&self) -> PathBuf {
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        self.file.with_file_name(format!(".{name}.unsaved"))
    }

    /// Keeps what is drawn, so that a window that closes loses nothing; an empty text is nothing.
    fn keep(&self, ask: AskFlow) -> Result<(), Failure> {
        let turn = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        if ask.xml.is_empty() {
            file::remove_if_there(&self.unsaved())?;
        } else {
            let bytes = ask.xml.into_bytes();
            flow_file::readable(&bytes)?;
            file::write(&self.unsaved(), &bytes)?;
        }
        drop(turn);
        Ok(())
    }

    fn save(&self, ask: AskFlowSave) -> Result<FlowSaved, Failure> {
        let bytes = ask.xml.into_bytes();
        flow_file::readable(&bytes)?;
        let turn = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        let now = file::stamp(file::read_if_there(&self.file)?.as_deref());
        if now != ask.stamp {
            return Err(Failure::new("flow-file-changed").with("stamp", now));
        }
        file::write(&self.file, &bytes)?;
        file::remove_if_there(&self.unsaved())?;
        drop(turn);
        Ok(FlowSaved {
            stamp: file::stamp(Some(&bytes)),
        })
    }

    /// What the flow is checked beside, as it is now; nothing where the flow stands by itself.
    fn around(&self) -> Result<Files, Failure> {
        let mut files = Files::new();
        for name in AROUND {
            let path = self.pack.as_ref().map(|folder| folder.join(name));
            let bytes = path.map(|path| file::read_if_there(&path)).transpose()?;
            files.extend(bytes.flatten().map(|bytes| (name.to_owned(), bytes)));
        }
        Ok(files)
    }

    fn name(&self) -> String {
        let part = |path: &Path| {
            let name = path.file_name().unwrap_or_default();
            name.to_string_lossy().into_owned()
        };
        let file = part(&self.file);
        match &self.pack {
            Some(folder) => format!("{}/{file}", part(folder)),
            None => file,
        }
    }
}

fn fields(files: &Files) -> Vec<FlowField> {
    let form = files.get(FORM).and_then(|bytes| Form::read(bytes).ok());
    let Some(form) = form else { return Vec::new() };
    let field = |one: &&form_model::Component| FlowField {
        path: one.path.clone(),
        label: one.label.clone(),
    };
    form.fields().iter().map(field).collect()
}

fn decisions(files: &Files) -> Vec<String> {
    let rules = files.get(RULES);
    let rules = rules.and_then(|bytes| Decisions::read(bytes).ok());
    let names = rules.as_ref().map(|rules| rules.names().map(str::to_owned));
    names.map(Iterator::collect).unwrap_or_default()
}

/// The offices and posts that stand in the flow and the rules.
fn desks(files: &Files) -> Vec<String> {
    let mut found = BTreeSet::new();
    for file in [FLOW, RULES] {
        let text = String::from_utf8_lossy(files.get(file).map_or(&[], Vec::as_slice));
        for word in ["office:", "post:"] {
            for (_, rest) in text
                .match_indices(word)
                .map(|(at, _)| text.split_at(at + word.len()))
            {
                let name = rest.split(|one: char| !one.is_alphanumeric() && !"-_.".contains(one));
                let name = name.into_iter().next().unwrap_or_default();
                if !name.is_empty() {
                    found.insert(format!("{word}{name}"));
                }
            }
        }
    }
    found.into_iter().collect()
}

impl Host for FlowDesk {
    fn reply(&self, name: &str, request: Value) -> Value {
        match commands::dispatch(self, name, request) {
            Ok(value) => json!({ "ok": value }),
            Err(failure) => host::failed(&failure),
        }
    }

    /// Nothing changes here but by what the page itself asks for.
    fn listen(&self, _: Hear) {}

    fn first(&self) -> Option<&str> {
        Some(PLACE)
    }
}
