//! What was not saved yet, kept at each change, so that neither a crash nor a closed window loses
//! it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use pack_author::{FORM, Files};
use serde::{Deserialize, Serialize};

use crate::files::{Opened, Place, Refusal, folder_files};
use crate::sheet::Sheet;
use crate::write;

/// A draft as it stands on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What it is called.
    pub name: String,
    /// Where it would be saved.
    pub path: Option<PathBuf>,
    /// Whether that is the folder of a pack.
    #[serde(default)]
    pub is_pack: bool,
    /// Every file that is text, by its path in the pack; `form.json` of a form by itself.
    pub files: BTreeMap<String, String>,
    /// Those files as they stood there when it was opened.
    #[serde(default)]
    pub seen: BTreeMap<String, String>,
    /// When it was kept, in milliseconds since 1970 UTC.
    pub kept_ms: i64,
}

/// The files that are text.
#[must_use]
pub fn texts_of(files: &Files) -> BTreeMap<String, String> {
    let texts = files.iter().filter_map(|(path, content)| {
        let text = String::from_utf8(content.clone()).ok()?;
        Some((path.clone(), text))
    });
    texts.collect()
}

fn bytes_of(texts: BTreeMap<String, String>) -> Files {
    let files = texts.into_iter();
    files
        .map(|(path, text)| (path, text.into_bytes()))
        .collect()
}

/// The drafts of this computer. Each window holds one file locked while it lives.
#[derive(Debug)]
pub struct Drafts {
    folder: PathBuf,
    own: Option<(PathBuf, File)>,
}

impl Drafts {
    /// Drafts in a folder, which is made when there is something to keep.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, own: None }
    }

    /// Keeps what is under edit in place of what this window kept before.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn keep(&mut self, draft: &Draft) -> std::io::Result<()> {
        let path = self.own_path()?;
        let text = serde_json::to_vec(draft).unwrap_or_default();
        write::soon(&path, &text)
    }

    /// Nothing is unsaved any more.
    pub fn clear(&mut self) {
        if let Some((path, _)) = &self.own {
            // What cannot be taken away is offered once more, and nothing is lost.
            let _ = fs::remove_file(path);
        }
    }

    /// Leaves what was kept to the next start and begins anew.
    pub fn leave(&mut self) {
        self.own = None;
    }

    /// The drafts that no living window holds, the newest first.
    #[must_use]
    pub fn left(&self) -> Vec<(PathBuf, Draft)> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let paths = entries.map(|entry| entry.path());
        let drafts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "draft"));
        let free = drafts.filter(|path| self.is_free(path));
        let mut found: Vec<(PathBuf, Draft)> = free
            .filter_map(|path| Some((path.clone(), read(&path)?)))
            .collect();
        found.sort_by_key(|(_, draft)| std::cmp::Reverse(draft.kept_ms));
        found
    }

    fn is_free(&self, path: &Path) -> bool {
        let own = self.own.as_ref().is_some_and(|(own, _)| own == path);
        let lock = File::open(path.with_extension("lock"));
        !own && lock.is_ok_and(|lock| lock.try_lock().is_ok())
    }

    /// Takes a draft up again: it belongs to this window now. What is no text comes from where it
    /// would be saved.
    ///
    /// # Errors
    /// As [`form_model::Form::read`] and [`Sheet::of_files`]; the draft stays.
    pub fn take(&mut self, path: &Path) -> Result<Opened, Refusal> {
        let draft = read(path).ok_or_else(|| Refusal::new("file-unreadable", path))?;
        let (drafted, mut seen) = (bytes_of(draft.files), bytes_of(draft.seen));
        form_model::Form::read(drafted.get(FORM).map_or(&[], Vec::as_slice))?;
        let there = draft.path.as_deref().filter(|_| draft.is_pack);
        let there = there.and_then(|folder| folder_files(folder).ok());
        let mut files = there.unwrap_or_default();
        files.retain(|_, content| std::str::from_utf8(content).is_err());
        seen.extend(files.clone());
        files.extend(drafted);
        let mut sheet = Sheet::of_files(files)?;
        sheet.is_unsaved();
        let place = draft.path.map(|path| Place {
            path,
            is_pack: draft.is_pack,
            seen,
        });
        self.own = lock(path).map(|lock| (path.to_owned(), lock));
        Ok(Opened {
            sheet,
            place,
            name: draft.name,
            notes: Vec::new(),
        })
    }

    /// Throws a draft away.
    pub fn drop(&self, path: &Path) {
        // A draft that stays is offered again.
        let _ = fs::remove_file(path);
        let _ = fs::remove_file(path.with_extension("lock"));
    }

    fn own_path(&mut self) -> std::io::Result<PathBuf> {
        if let Some((path, _)) = &self.own {
            return Ok(path.clone());
        }
        fs::create_dir_all(&self.folder)?;
        for number in 1_u32.. {
            let path = self.folder.join(format!("{number}.draft"));
            if path.exists() {
                continue;
            }
            if let Some(lock) = lock(&path) {
                self.own = Some((path.clone(), lock));
                return Ok(path);
            }
        }
        Err(std::io::ErrorKind::StorageFull.into())
    }
}

fn lock(path: &Path) -> Option<File> {
    let file = File::create(path.with_extension("lock")).ok()?;
    file.try_lock().ok()?;
    Some(file)
}

fn read(path: &Path) -> Option<Draft> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(name: &str, kept_ms: i64) -> Draft {
        Draft {
            name: name.into(),
            path: Some("/a/b".into()),
            is_pack: false,
            seen: BTreeMap::from([(FORM.to_owned(), "{}".to_owned())]),
            files: BTreeMap::from([(FORM.to_owned(), r#"{"components":[]}"#.to_owned())]),
            kept_ms,
        }
    }

    fn names(drafts: &Drafts) -> Vec<String> {
        drafts
            .left()
            .into_iter()
            .map(|(_, draft)| draft.name)
            .collect()
    }

    #[test]
    fn only_what_no_window_holds_is_offered() {
        let folder = tempfile::tempdir().expect("a folder");
        let new = || Drafts::new(folder.path().join("drafts"));
        let (mut first, mut second) = (new(), new());
        first.keep(&draft("a", 1)).expect("kept");
        second.keep(&draft("b", 2)).expect("kept");
        second.keep(&draft("c", 3)).expect("kept");
        assert_eq!(names(&new()), [""; 0]);
        drop(first);
        assert_eq!(names(&new()), ["a"]);
        drop(second);
        assert_eq!(names(&new()), ["c", "a"]);

        let mut third = new();
        let (path, _) = third.left().remove(1);
        let opened = third.take(&path).expect("taken");
        assert!(opened.sheet.is_changed());
        assert_eq!(opened.place.expect("a place").seen[FORM], b"{}");
        assert_eq!(names(&new()), ["c"]);
        third.clear();
        drop(third);
        assert_eq!(names(&new()), ["c"]);
    }

    #[test]
    fn a_broken_draft_breaks_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut drafts = Drafts::new(folder.path().to_owned());
        fs::write(folder.path().join("1.draft"), "{").expect("written");
        assert_eq!(names(&drafts), [""; 0]);
        assert!(drafts.take(&folder.path().join("1.draft")).is_err());
        drafts.keep(&draft("a", 1)).expect("kept");
        assert!(folder.path().join("2.draft").is_file());
    }
}
