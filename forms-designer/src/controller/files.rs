//! Opening, saving, drafts, and the sheets over the window.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use pack_author::publication::EXTENSION;
use pack_author::template::Template;
use pack_author::{Edit, FORM};

use super::{Inner, Open};
use crate::drafts::{Draft, texts_of};
use crate::files::{self, Opened};
use crate::seal;
use crate::sheet::{Sheet, full_path, text_key};
use crate::templates;
use crate::ui;
use crate::write;

impl Inner {
    /// Shows a sheet over the window.
    pub(super) fn sheet(&mut self, sheet: ui::Sheet) {
        self.flush();
        if sheet == ui::Sheet::Open {
            self.set(|designer| designer.set_path_text("".into()));
        }
        self.show_recent();
        self.set(|designer| {
            designer.set_path_said("".into());
            designer.set_sheet(sheet);
        });
    }

    /// The folder in which what is open would be saved.
    pub(super) fn meant_folder(&self) -> PathBuf {
        let place = self.open.as_ref().and_then(|open| open.place.as_ref());
        let folder = place.and_then(|place| place.path.parent());
        folder.map_or_else(|| self.documents.join(files::FOLDER), Path::to_owned)
    }

    /// A path that does not depend on where the program was started.
    pub(super) fn absolute(&self, path: &Path) -> PathBuf {
        let path = unquoted(path);
        match path.is_relative() {
            true => self.meant_folder().join(path),
            false => path,
        }
    }

    /// A path as a person reads it: from the folder of documents on, else whole.
    pub(super) fn place_said(&self, path: &Path) -> String {
        let Ok(rest) = path.strip_prefix(&self.documents) else {
            return path.display().to_string();
        };
        let mut parts = vec![self.say("place-documents")];
        let rest = rest.components();
        parts.extend(rest.map(|part| part.as_os_str().to_string_lossy().into_owned()));
        parts.join(&self.say("place-joint"))
    }

    fn saved_said(&self, path: &Path) -> String {
        let place = self.place_said(path);
        let say = self.say.borrow();
        say.say_with("said-saved", &[("place", &place)])
    }

    /// Something was picked in the system's own window of files.
    pub(super) fn picked(&mut self, wanted: &super::Wanted, path: &Path) {
        match wanted {
            super::Wanted::File => self.open_path(path),
            super::Wanted::Name(_) => self.save_path(&path.display().to_string()),
            super::Wanted::Folder => {
                // In the folder that was picked, unless it is the one of a service.
                let name = self.open.as_ref().map(super::Open::called);
                let name = files::file_name(&name.unwrap_or_default());
                let is_service = path.join(pack_author::MANIFEST).is_file();
                let path = match is_service {
                    true => path.to_owned(),
                    false => files::free(path, &name, true),
                };
                self.set(|designer| designer.set_path_text(path.display().to_string().into()));
            }
        }
    }

    pub(super) fn close_sheet(&mut self) {
        self.over = false;
        if self.get(|designer| designer.get_sheet()) == ui::Sheet::Tour {
            self.memory.toured = true;
            self.memory.keep(&self.memory_path);
        }
        self.set(|designer| designer.set_sheet(ui::Sheet::None));
        self.focus("canvas");
    }

    /// Opens a path; what cannot be opened is told, and what was open stays.
    pub(super) fn open_path(&mut self, path: &Path) {
        self.flush();
        let path = unquoted(path);
        let path = match path.is_relative() && !path.exists() {
            true => self.absolute(&path),
            false => std::path::absolute(&path).unwrap_or(path),
        };
        let is_pack_file = path.extension().is_some_and(|own| own == EXTENSION);
        let opened = match is_pack_file {
            true => seal::receive(&path, &self.roots, now_ms()),
            false => files::open(&path),
        };
        match opened {
            Ok(opened) => {
                self.set(|designer| designer.set_sheet(ui::Sheet::None));
                let notes = opened.notes.clone();
                if let Some(place) = &opened.place {
                    self.remember(&opened.name, &place.path);
                }
                self.show_opened(opened);
                self.show_notes(&notes);
            }
            Err(refusal) => {
                let said = self.refusal(&refusal);
                self.set(|designer| designer.set_path_said(said.as_str().into()));
                self.tell(&said, true);
            }
        }
    }

    fn show_opened(&mut self, opened: Opened) {
        let Opened {
            sheet, place, name, ..
        } = opened;
        let fresh = false;
        self.show_open(Open {
            fresh,
            sheet,
            place,
            name,
        });
    }

    /// Shows a form in place of what was open, of which the draft stays.
    pub(super) fn show_open(&mut self, open: Open) {
        if self.open.as_ref().is_some_and(Open::is_kept) {
            self.drafts.leave();
        }
        self.open = Some(open);
        self.selection.only("");
        self.pending = None;
        self.refused = None;
        self.shown = None;
        self.stations.clear();
        self.renamed.clear();
        self.over = false;
        self.no_paper();
        self.stop_refused = None;
        self.pictured.clear();
        self.runs = None;
        self.compared = None;
        self.tell("", false);
        self.set(|designer| {
            designer.set_tab(0);
            designer.set_kind_search("".into());
        });
        self.show_kinds();
        self.changed();
        self.focus("canvas");
        if !self.memory.toured && self.get(|designer| designer.get_sheet()) == ui::Sheet::None {
            self.sheet(ui::Sheet::Tour);
        }
    }

    /// Back to the first page; what is not saved stays as a draft.
    pub(super) fn close_form(&mut self) {
        self.flush();
        if self.open.take().is_some_and(|open| open.is_kept()) {
            self.drafts.leave();
        }
        self.selection.only("");
        self.shown = None;
        self.tell("", false);
        self.show_recent();
        self.refresh();
        self.focus("canvas");
    }

    fn show_notes(&mut self, notes: &[form_import::Note]) {
        if notes.is_empty() {
            return;
        }
        let say = self.say.borrow();
        let said = notes.iter().map(|note| {
            let facts: Vec<(&str, &str)> = note
                .facts
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            let said = say
                .known(note.code, &facts)
                .unwrap_or_else(|| note.code.to_owned());
            match note.place {
                Some(place) => {
                    let (table, row) = (place.table.to_string(), place.row.to_string());
                    say.say_with(
                        "note-place",
                        &[("table", &table), ("row", &row), ("said", &said)],
                    )
                }
                None => said,
            }
        });
        let lines: Vec<slint::SharedString> = said.map(Into::into).collect();
        drop(say);
        let model = crate::models::words(lines);
        self.set(|designer| {
            designer.set_notes(model);
            designer.set_sheet(ui::Sheet::Notes);
        });
    }

    /// Begins with a template, or with a paper form.
    pub(super) fn start(&mut self, id: &str) {
        if id == "paper" {
            self.sheet(ui::Sheet::Open);
            return;
        }
        if let Some(name) = id.strip_prefix("service-") {
            self.start_service(name);
            return;
        }
        match templates::form(id) {
            Ok(form) => {
                let name = self.say(&format!("template-{id}-name"));
                let mut sheet = Sheet::of_form(form);
                if id != "blank" {
                    sheet.is_unsaved();
                }
                self.show_open(Open {
                    fresh: true,
                    sheet,
                    place: None,
                    name,
                });
            }
            Err(problem) => self.tell(&self.refusal(&problem.into()), true),
        }
    }

    /// Begins with a whole service.
    fn start_service(&mut self, name: &str) {
        let found = Template::ALL.iter().find(|own| own.name() == name);
        let Some(files) = found.map(|own| own.files()) else {
            return;
        };
        match files.and_then(Sheet::of_files) {
            Ok(mut sheet) => {
                sheet.is_unsaved();
                self.show_open(Open {
                    fresh: true,
                    name: files::name_of(&sheet).unwrap_or_default(),
                    sheet,
                    place: None,
                });
            }
            Err(problem) => self.problem(&problem),
        }
    }

    /// Puts a service around a form by itself: a route of one station, which is shown.
    pub(super) fn add_route(&mut self) {
        self.flush();
        let Some(open) = self.open.as_ref().filter(|open| !open.sheet.is_pack()) else {
            return;
        };
        let name = open.called();
        let own = open.sheet.form().json().get("id");
        let texts = field_texts(open.sheet.form());
        let own = own.and_then(form_model::Json::as_text).unwrap_or_default();
        let id = pack_id(own);
        let files = Template::around(open.sheet.write(), &id, &name, &texts);
        let Some(open) = &mut self.open else {
            return;
        };
        let done = files.and_then(|files| {
            open.sheet.together(|sheet| {
                for (path, bytes) in files.into_iter().filter(|(path, _)| path != FORM) {
                    let content = Some(bytes);
                    sheet.go_on(&Edit::File { path, content })?;
                }
                Ok(())
            })
        });
        match done {
            Ok(()) => {
                // A service is saved as a folder; the file of the form stays as it is.
                open.place = None;
                open.sheet.is_unsaved();
                self.run_again();
                self.set(|designer| designer.set_tab(super::tab::ROUTE));
                self.changed();
                self.focus("canvas");
            }
            Err(problem) => self.problem(&problem),
        }
    }

    /// Saves where it was opened; asks where there is no such place.
    pub(super) fn save(&mut self) {
        self.flush();
        let over = self.over;
        let Some(open) = &mut self.open else {
            return;
        };
        let Some(place) = &mut open.place else {
            self.ask_where();
            return;
        };
        let saved = files::save(&mut open.sheet, place, over);
        let path = place.path.clone();
        let name = open.called();
        match saved {
            Ok(()) => {
                self.over = false;
                self.run_again();
                self.remember(&name, &path);
            }
            Err(refusal) => {
                self.over = refusal.code == "file-changed";
                let said = self.refusal(&refusal);
                self.tell(&said, true);
                self.changed_quietly();
                return;
            }
        }
        self.changed();
        self.tell(&self.saved_said(&path), false);
    }

    fn remember(&mut self, name: &str, path: &Path) {
        self.memory.opened(name, path, now_ms());
        self.memory.keep(&self.memory_path);
    }

    /// Asks where to save.
    pub(super) fn ask_where(&mut self) {
        let Some(open) = &self.open else {
            return;
        };
        let is_pack = open.sheet.is_pack();
        let path = match &open.place {
            Some(place) => place.path.clone(),
            None => {
                let name = files::file_name(&open.called());
                files::free(&self.meant_folder(), &name, is_pack)
            }
        };
        // What one writes over is the name.
        let path = path.display().to_string();
        let from = path.rfind(['/', '\\']).map_or(0, |at| at + 1);
        let ending = if path.ends_with(".json") { 5 } else { 0 };
        let at = |place: usize| i32::try_from(place).unwrap_or(0);
        let (from, until) = (at(from), at(path.len() - ending));
        let about = self.say(if is_pack {
            "sheet-save-service"
        } else {
            "sheet-save-form"
        });
        self.sheet(ui::Sheet::Save);
        self.set(|designer| {
            designer.set_path_from(from);
            designer.set_path_until(until);
            designer.set_path_about(about.into());
            designer.set_path_text(path.into());
        });
    }

    /// Saves under a path.
    pub(super) fn save_path(&mut self, path: &str) {
        self.set(|designer| designer.set_path_said("".into()));
        if path.trim().is_empty() {
            let said = self.say("file-no-path");
            self.set(|designer| designer.set_path_said(said.into()));
            return;
        }
        let path = self.absolute(Path::new(path.trim()));
        let is_pack = self.open.as_ref().is_some_and(|open| open.sheet.is_pack());
        if let Err(refusal) = files::savable(&path, is_pack) {
            let said = self.refusal(&refusal);
            self.set(|designer| designer.set_path_said(said.into()));
            return;
        }
        let over = self.over;
        let Some(open) = &mut self.open else {
            return;
        };
        let mut place = files::meant(&path, open.sheet.is_pack());
        // What stands under another name is not written over unseen.
        let same = open
            .place
            .as_ref()
            .is_some_and(|own| own.path == place.path);
        let there = place.form();
        if same {
            place.seen = open
                .place
                .as_ref()
                .map(|own| own.seen.clone())
                .unwrap_or_default();
        }
        match files::save(&mut open.sheet, &mut place, over) {
            Ok(()) => {
                if !open.sheet.is_pack() {
                    open.name = files::stem(&there);
                }
                let path = place.path.clone();
                open.place = Some(place);
                let name = open.called();
                self.over = false;
                self.remember(&name, &path);
                self.close_sheet();
                self.changed();
                self.tell(&self.saved_said(&path), false);
            }
            Err(refusal) => {
                self.over = refusal.code == "file-changed";
                let said = if self.over && !same {
                    self.say("file-there")
                } else {
                    self.refusal(&refusal)
                };
                self.set(|designer| designer.set_path_said(said.into()));
            }
        }
    }

    /// Keeps a draft of what is not saved.
    pub(super) fn keep_draft(&mut self) {
        let Some(open) = &self.open else {
            return;
        };
        if !open.is_kept() {
            self.drafts.clear();
            return;
        }
        let seen = open.place.as_ref().map(|place| texts_of(&place.seen));
        let draft = Draft {
            name: open.called(),
            path: open.place.as_ref().map(|place| place.path.clone()),
            is_pack: open.place.as_ref().is_some_and(|place| place.is_pack),
            files: texts_of(open.sheet.files()),
            seen: seen.unwrap_or_default(),
            kept_ms: now_ms(),
        };
        if self.drafts.keep(&draft).is_err() {
            self.tell(&self.say("said-no-draft"), true);
        }
    }

    pub(super) fn take_draft(&mut self, path: &str) {
        match self.drafts.take(Path::new(path)) {
            Ok(opened) => {
                self.show_opened(opened);
                self.tell(&self.say("said-draft-taken"), false);
            }
            Err(refusal) => self.tell(&self.refusal(&refusal), true),
        }
    }

    pub(super) fn drop_draft(&mut self, path: &str) {
        self.drafts.drop(Path::new(path));
        self.show_recent();
    }

    /// Writes what is under edit where the client can read it, and starts the client:
    /// `antou --preview PATH`.
    pub(super) fn run_client(&mut self) -> Result<(), &'static str> {
        let client = self.client.clone().ok_or("client-missing")?;
        let path = self.write_preview().ok_or("file-not-written")?;
        let mut command = Command::new(client);
        command.arg("--preview").arg(path);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.spawn().map(|_| ()).map_err(|_| "client-missing")
    }

    fn write_preview(&self) -> Option<PathBuf> {
        let open = self.open.as_ref()?;
        let folder = std::env::temp_dir().join(format!("antou-preview-{}", std::process::id()));
        for (path, content) in open.sheet.files() {
            write::soon(&folder.join(path), content).ok()?;
        }
        Some(match open.sheet.is_pack() {
            true => folder,
            false => folder.join(FORM),
        })
    }
}

/// The clock of the computer, ms since 1970 UTC.
pub(super) fn now_ms() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    i64::try_from(now.unwrap_or_default().as_millis()).unwrap_or(i64::MAX)
}

/// A path as a file manager gives it to a text box: without quotes and without `file://`.
pub(super) fn unquoted(path: &Path) -> PathBuf {
    let text = path.to_string_lossy();
    let text = text.trim().trim_matches(['"', '\'']);
    let text = text.strip_prefix("file://").unwrap_or(text);
    match text.strip_prefix("~/").zip(directories::BaseDirs::new()) {
        Some((rest, dirs)) => dirs.home_dir().join(rest),
        None => PathBuf::from(text),
    }
}

/// The labels of the fields as texts of a pack.
fn field_texts(form: &form_model::Form) -> Vec<(String, String)> {
    let all = form.all().into_iter();
    let named = all.filter(|own| !own.path.is_empty() && !own.label.is_empty());
    let texts = named.map(|own| {
        let path = full_path(form, &own.pointer);
        (text_key(&path), own.label.clone())
    });
    texts.collect()
}

/// The id of a pack that is made of a form: lower-case letters, digits and hyphens.
fn pack_id(own: &str) -> String {
    let plain = own.to_ascii_lowercase().replace('_', "-");
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let begins = plain.starts_with(|c: char| c.is_ascii_lowercase());
    match begins && plain.chars().all(is_plain) && plain.len() <= 40 {
        true => plain.trim_end_matches('-').to_owned(),
        false => "service".to_owned(),
    }
}
