//! Forms and packs on the disk.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use form_model::{Form, MAX_FORM};
use pack_author::{FORM, Files};

use crate::sheet::{LANGUAGES, Sheet};
use crate::write;

/// Largest file of a pack that is read, in bytes.
pub(crate) const MAX_FILE: u64 = 16 * 1024 * 1024;
/// Most files of a folder that are read: more than a pack may have, so that it is told.
const MAX_COUNT: usize = 600;
/// Deepest folder within that of a pack.
const MAX_DEPTH: usize = 8;

/// Why a file was not opened or saved: a code of the texts, and facts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub struct Refusal {
    /// Stable: `file-missing`, `file-unreadable`, `file-too-large`, `file-no-form`,
    /// `file-not-written`, `file-changed`, and those of `form_model`, `form_import` and
    /// `pack_author`.
    pub code: String,
    /// For the sentence.
    pub facts: BTreeMap<String, String>,
}

impl Refusal {
    /// Without facts.
    #[must_use]
    pub fn bare(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            facts: BTreeMap::new(),
        }
    }

    pub(crate) fn new(code: &str, path: &Path) -> Self {
        Self::bare(code).with("path", path.display())
    }

    pub(crate) fn with(mut self, name: &str, fact: impl ToString) -> Self {
        self.facts.insert(name.to_owned(), fact.to_string());
        self
    }
}

impl From<pack_author::Problem> for Refusal {
    fn from(problem: pack_author::Problem) -> Self {
        Self {
            code: problem.code,
            facts: problem.facts,
        }
    }
}

impl From<form_model::Problem> for Refusal {
    fn from(problem: form_model::Problem) -> Self {
        let facts = problem.facts.into_iter();
        Self {
            code: problem.code.to_owned(),
            facts: facts.map(|(name, fact)| (name.to_owned(), fact)).collect(),
        }
    }
}

impl From<form_import::Problem> for Refusal {
    fn from(problem: form_import::Problem) -> Self {
        let facts = problem.facts.into_iter();
        Self {
            code: problem.code.to_owned(),
            facts: facts.map(|(name, fact)| (name.to_owned(), fact)).collect(),
        }
    }
}

/// Something that was opened.
#[derive(Debug)]
pub struct Opened {
    /// What is under edit.
    pub sheet: Sheet,
    /// Where it is saved; none of what was never saved.
    pub place: Option<Place>,
    /// What it is called.
    pub name: String,
    /// What was guessed, of a form from paper.
    pub notes: Vec<form_import::Note>,
}

/// Where something is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The form by itself, or the folder of the pack.
    pub path: PathBuf,
    /// Whether it is the folder of a pack.
    pub is_pack: bool,
    /// The files as they stood there; those that were never seen are not written over.
    pub seen: Files,
}

impl Place {
    /// The file of the form.
    #[must_use]
    pub fn form(&self) -> PathBuf {
        self.file(FORM)
    }

    /// Where a file of the pack stands; of a form by itself there is one.
    fn file(&self, path: &str) -> PathBuf {
        if self.is_pack {
            self.path.join(path)
        } else {
            self.path.clone()
        }
    }
}

/// Opens a form, the folder of a pack, a file of one, or a paper form (DOCX, ODT).
///
/// # Errors
/// [`Refusal`].
pub fn open(path: &Path) -> Result<Opened, Refusal> {
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    if matches!(ending.to_ascii_lowercase().as_str(), "docx" | "odt" | "doc") {
        return from_paper(path);
    }
    if path.is_dir() {
        return pack(path);
    }
    let beside = path
        .parent()
        .filter(|folder| folder.join("pack.toml").is_file());
    if let Some(folder) = beside {
        return pack(folder);
    }
    let bytes = read(path, MAX_FORM as u64)?;
    let sheet = Sheet::of_form(Form::read(&bytes)?);
    let place = Place {
        path: path.to_owned(),
        is_pack: false,
        seen: Files::from([(FORM.to_owned(), bytes)]),
    };
    Ok(Opened {
        name: stem(path),
        sheet,
        place: Some(place),
        notes: Vec::new(),
    })
}

fn pack(folder: &Path) -> Result<Opened, Refusal> {
    let files = folder_files(folder)?;
    Form::read(files.get(FORM).map_or(&[], Vec::as_slice))?;
    let seen = files.clone();
    let sheet = Sheet::of_files(files)?;
    let place = Place {
        path: folder.to_owned(),
        is_pack: true,
        seen,
    };
    Ok(Opened {
        name: name_of(&sheet).unwrap_or_else(|| stem(folder)),
        sheet,
        place: Some(place),
        notes: Vec::new(),
    })
}

/// What a pack calls itself.
#[must_use]
pub fn name_of(sheet: &Sheet) -> Option<String> {
    sheet.text_of(LANGUAGES[0], "pack-name").map(str::to_owned)
}

/// The files of a pack's folder by their paths in it. Hidden ones are passed over.
///
/// # Errors
/// `file-no-form` where there is no form; `file-unreadable`, `file-too-large`.
pub fn folder_files(folder: &Path) -> Result<Files, Refusal> {
    if !folder.join(FORM).is_file() {
        return Err(Refusal::new("file-no-form", folder));
    }
    let mut files = Files::new();
    walk(folder, "", 0, &mut files)?;
    Ok(files)
}

fn walk(folder: &Path, before: &str, depth: usize, into: &mut Files) -> Result<(), Refusal> {
    let entries = fs::read_dir(folder).map_err(|_| Refusal::new("file-unreadable", folder))?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name.ends_with(".part") || into.len() > MAX_COUNT {
            continue;
        }
        let path = entry.path();
        if path.is_dir() && depth < MAX_DEPTH {
            walk(&path, &format!("{before}{name}/"), depth + 1, into)?;
        } else if path.is_file() {
            let limit = if name == FORM {
                MAX_FORM as u64
            } else {
                MAX_FILE
            };
            into.insert(format!("{before}{name}"), read(&path, limit)?);
        }
    }
    Ok(())
}

fn from_paper(path: &Path) -> Result<Opened, Refusal> {
    let bytes = read(path, 21 * 1024 * 1024)?;
    let name = stem(path);
    let imported = form_import::import(&bytes, &name)?;
    let mut text = imported.form.pretty();
    text.push('\n');
    let mut sheet = Sheet::of_form(Form::read(text.as_bytes())?);
    sheet.is_unsaved();
    Ok(Opened {
        sheet,
        place: None,
        name,
        notes: imported.notes,
    })
}

/// Saves to a place, of a pack every file that is not there as it is here.
///
/// # Errors
/// `file-changed` where somebody else wrote one of them since it was opened, unless `over` says to
/// write over it; `file-not-written`.
pub fn save(sheet: &mut Sheet, place: &mut Place, over: bool) -> Result<(), Refusal> {
    sheet.settle();
    let mut coming: Vec<(&String, Option<&Vec<u8>>)> = Vec::new();
    for (path, content) in sheet.files() {
        if place.is_pack || path == FORM {
            coming.push((path, Some(content)));
        }
    }
    let gone = place
        .seen
        .keys()
        .filter(|path| !sheet.files().contains_key(*path));
    coming.extend(gone.map(|path| (path, None)));
    coming.retain(|(path, content)| fs::read(place.file(path)).ok().as_ref() != *content);
    for (path, _) in &coming {
        let there = fs::read(place.file(path)).ok();
        if !over && there.is_some() && there.as_ref() != place.seen.get(*path) {
            return Err(Refusal::new("file-changed", &place.file(path)));
        }
    }
    for (path, content) in coming {
        let path = place.file(path);
        let done = match content {
            Some(content) => write::whole(&path, content),
            None => fs::remove_file(&path),
        };
        done.map_err(|_| Refusal::new("file-not-written", &path))?;
    }
    place.seen = sheet.files().clone();
    sheet.is_saved();
    Ok(())
}

/// The folder within that of a person's documents in which what is new is saved.
pub const FOLDER: &str = "案頭表單";

/// Endings of what this program reads or publishes and does not save as.
const FOREIGN: [&str; 8] = [
    "docx",
    "doc",
    "odt",
    "pdf",
    "xlsx",
    "ods",
    "antou-pack",
    "bpmn",
];

/// A name as a file may have it: without what no system takes, and not too long.
#[must_use]
pub fn file_name(name: &str) -> String {
    let kept = name.chars().map(|c| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => ' ',
        c if c.is_control() => ' ',
        c => c,
    });
    let kept: String = kept.take(60).collect();
    kept.trim().trim_matches('.').trim().to_owned()
}

/// A place that is free in a folder, called as something is.
#[must_use]
pub fn free(folder: &Path, name: &str, is_pack: bool) -> PathBuf {
    let ending = if is_pack { "" } else { ".json" };
    let plain = folder.join(format!("{name}{ending}"));
    let mut numbered = (2..100).map(|number| folder.join(format!("{name} {number}{ending}")));
    match plain.exists() {
        true => numbered.find(|path| !path.exists()).unwrap_or(plain),
        false => plain,
    }
}

/// Whether something can be saved under a path.
///
/// # Errors
/// `file-ending` (ending) of a path that ends as something else does, `file-ending-service` of a
/// service, which is a folder.
pub fn savable(path: &Path, is_pack: bool) -> Result<(), Refusal> {
    let ending = path.extension().map(|own| own.to_string_lossy());
    let ending = ending.unwrap_or_default().to_ascii_lowercase();
    let code = match (FOREIGN.contains(&ending.as_str()), is_pack) {
        (false, true) if ending == "json" => "file-ending-service",
        (true, true) => "file-ending-service",
        (true, false) => "file-ending",
        (false, _) => return Ok(()),
    };
    Err(Refusal::bare(code).with("ending", ending))
}

/// The place that a person means by a path: a folder is a pack, and a file without an ending gets
/// one.
#[must_use]
pub fn meant(path: &Path, is_pack: bool) -> Place {
    let folder = path.is_dir() || path.join("pack.toml").is_file();
    let mut path = path.to_owned();
    if is_pack || folder {
        return Place {
            path,
            is_pack: true,
            seen: Files::new(),
        };
    }
    let ending = path.extension().and_then(|own| own.to_str());
    if !matches!(ending, Some("json" | "form")) {
        path.as_mut_os_string().push(".json");
    }
    Place {
        path,
        is_pack: false,
        seen: Files::new(),
    }
}

/// The name of a file without folders and ending; of `form.json` that of its folder.
#[must_use]
pub fn stem(path: &Path) -> String {
    let name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let folder = path
        .parent()
        .and_then(Path::file_name)
        .filter(|_| name == "form");
    folder.map_or(name, |folder| folder.to_string_lossy().into_owned())
}

pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
    let found = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Refusal::new("file-missing", path),
        _ => Refusal::new("file-unreadable", path),
    })?;
    if found.len() > limit {
        let refusal = Refusal::new("file-too-large", path);
        return Err(refusal.with("limit", limit / 1024));
    }
    fs::read(path).map_err(|_| Refusal::new("file-unreadable", path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use form_model::edit::{Command, Landing, blank};

    const FORM: &str = r#"{ "components": [ {"type":"textfield","id":"a","key":"a","label":"A"} ], "type": "default" }"#;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    #[test]
    fn what_is_no_form_is_refused_with_a_code() {
        let check = |name: &str, content: &[u8], expected: &str| {
            let folder = folder();
            let path = folder.path().join(name);
            fs::write(&path, content).expect("written");
            let refusal = open(&path).expect_err("refused");
            assert_eq!(refusal.code, expected);
        };
        check("a.json", b"{", "form-unreadable");
        check("a.json", b"[]", "form-shape");
        check("a.json", &vec![b' '; 50 * 1024 * 1024], "file-too-large");
        check("a.docx", b"x", "import-not-zip");
        let folder = folder();
        assert_eq!(
            open(folder.path()).expect_err("refused").code,
            "file-no-form"
        );
        let missing = folder.path().join("none.json");
        assert_eq!(open(&missing).expect_err("refused").code, "file-missing");
    }

    #[test]
    fn a_form_is_saved_only_where_it_changed() {
        let folder = folder();
        let path = folder.path().join("a.json");
        fs::write(&path, FORM).expect("written");
        let Opened {
            mut sheet, place, ..
        } = open(&path).expect("opened");
        let mut place = place.expect("a place");
        save(&mut sheet, &mut place, false).expect("saved");
        assert_eq!(fs::read(&path).expect("there"), FORM.as_bytes());
        let component = blank("number", "N", "o").expect("a kind");
        let to = Landing::Row {
            parent: String::new(),
            at: 9,
        };
        sheet.apply(&Command::Add { component, to }).expect("added");
        assert!(sheet.is_changed());
        fs::write(&path, "{}").expect("somebody else wrote");
        let refusal = save(&mut sheet, &mut place, false).expect_err("refused");
        assert_eq!(
            (refusal.code.as_str(), fs::read(&path).expect("there")),
            ("file-changed", b"{}".to_vec())
        );
        save(&mut sheet, &mut place, true).expect("saved");
        assert!(!sheet.is_changed());
        assert_eq!(fs::read(&path).expect("there"), sheet.write());
    }

    #[test]
    fn a_pack_is_opened_by_its_folder_or_form_and_saved_with_its_texts() {
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("texts")).expect("made");
        fs::write(at("pack.toml"), "id = \"a\"").expect("written");
        fs::write(at("form.json"), FORM).expect("written");
        fs::write(
            at("texts/zh-TW.ftl"),
            "# 註\npack-name = 請假單\nfield-a = 甲\n",
        )
        .expect("written");
        for path in [folder.path().to_owned(), at("form.json")] {
            let opened = open(&path).expect("opened");
            assert_eq!(opened.name, "請假單");
            assert!(opened.sheet.is_pack());
        }
        let Opened {
            mut sheet, place, ..
        } = open(folder.path()).expect("opened");
        let mut place = place.expect("a place");
        sheet.begin("", "field-a");
        sheet.put_text("en", "field-a", "First").expect("put");
        let rename = Command::Rename {
            at: "/components/0".into(),
            key: "b".into(),
        };
        sheet.apply(&rename).expect("renamed");
        save(&mut sheet, &mut place, false).expect("saved");
        let text = |name: &str| fs::read_to_string(at(name)).expect("there");
        assert_eq!(
            text("texts/zh-TW.ftl"),
            "# 註\npack-name = 請假單\nfield-b = 甲\n"
        );
        assert_eq!(text("texts/en.ftl"), "field-b = First\n");
        assert!(sheet.undo() && sheet.undo() && !sheet.undo());
        assert_eq!(sheet.text_of("zh-TW", "field-a"), Some("甲"));
        assert_eq!(sheet.text_of("en", "field-a"), None);
    }
}
