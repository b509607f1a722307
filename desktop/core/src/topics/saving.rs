//! 另存: copies of what the vault holds, in the folder where a person looks for what was saved.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::asks::{AskExport, AskFile, AskSave};
use crate::topics::decide::case_id;
use crate::topics::{case, case_file, files};
use crate::views::{SavedCase, SavedFile};
use crate::{Core, Failure};

/// The longest name of a file, in characters; an extension comes on top.
const MAX_NAME: usize = 120;
/// How often a name may be taken already.
const MAX_TAKEN: u32 = 999;
/// Names that Windows keeps for devices (Naming Files, Paths, and Namespaces).
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A copy of an attachment that is on this computer.
pub(crate) fn file(core: &Core, ask: AskFile) -> Result<SavedFile, Failure> {
    let session = core.session()?;
    let (file, mut reader) = files::open(&session, ask)?;
    let (path, mut copy) = begin(&folder(core)?, &file.name)?;
    let copied = io::copy(&mut reader, &mut copy).and_then(|_| copy.sync_all());
    if let Err(error) = copied {
        // Half a file is worse than none.
        let _ = std::fs::remove_file(&path);
        return Err(crate::core::disk(&error));
    }
    Ok(saved(&path))
}

/// The case in one file that proves itself. 案卷檔
pub(crate) fn case_file(core: &Core, ask: AskSave) -> Result<SavedCase, Failure> {
    let session = core.session()?;
    let state = case::find(&session.world(), &case_id(ask.case.clone())?)?;
    let name = state.number.as_deref().unwrap_or(state.id.as_str());
    let (path, taken) = begin(&folder(core)?, &format!("{name}.antou-case"))?;
    drop(taken);
    let asked = AskExport {
        case: ask.case,
        path: path.to_string_lossy().into_owned(),
        redact: ask.redact,
        redact_names: ask.redact_names,
        files: ask.files,
        leave_out: Vec::new(),
    };
    match case_file::export(core, asked) {
        Ok(made) => {
            let SavedFile { name, folder } = saved(&path);
            Ok(SavedCase {
                name,
                folder,
                bytes: made.bytes,
                is_whole: made.is_whole,
                missing: made.missing,
            })
        }
        Err(failure) => {
            // Only the empty file that kept the name.
            let _ = std::fs::remove_file(&path);
            Err(failure)
        }
    }
}

fn folder(core: &Core) -> Result<PathBuf, Failure> {
    let folder = core.options.downloads.clone();
    let folder = folder.ok_or_else(|| Failure::new("save-no-folder"))?;
    std::fs::create_dir_all(&folder).map_err(|error| crate::core::disk(&error))?;
    Ok(folder)
}

fn saved(path: &Path) -> SavedFile {
    let text = |part: Option<&std::ffi::OsStr>| {
        part.map_or_else(String::new, |part| part.to_string_lossy().into_owned())
    };
    SavedFile {
        name: text(path.file_name()),
        folder: text(path.parent().map(Path::as_os_str)),
    }
}

/// A new file of this name; where there is one already, with a number.
fn begin(folder: &Path, name: &str) -> Result<(PathBuf, File), Failure> {
    let (stem, ending) = tame(name);
    for number in 1..=MAX_TAKEN {
        let name = match number {
            1 => format!("{stem}{ending}"),
            _ => format!("{stem} ({number}){ending}"),
        };
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(crate::core::disk(&error)),
        }
    }
    Err(Failure::new("save-name-taken").with("name", name))
}

/// A name that every system takes, in two parts: nothing of it leads out of the folder.
fn tame(name: &str) -> (String, String) {
    let fits = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        c if c.is_control() => '_',
        c => c,
    };
    let name: String = name.chars().map(fits).collect();
    let name = name.trim().trim_matches('.').trim();
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending))
            if !stem.is_empty()
                && ending.chars().count() <= 16
                && ending.chars().all(|c| c.is_alphanumeric() || c == '-') =>
        {
            (stem, format!(".{ending}"))
        }
        _ => (name, String::new()),
    };
    let stem: String = stem.chars().take(MAX_NAME).collect();
    let stem = stem.trim_end_matches(['.', ' ']);
    let lower = stem.to_ascii_lowercase();
    let numbered = lower.strip_prefix("com").or(lower.strip_prefix("lpt"));
    let is_port = numbered.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    let stem = match stem {
        "" => "file".to_owned(),
        _ if DEVICES.contains(&lower.as_str()) || is_port => format!("_{stem}"),
        _ => stem.to_owned(),
    };
    (stem, ending)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_that_every_system_takes() {
        let check = |name: &str, expected: &str| {
            let (stem, ending) = tame(name);
            assert_eq!(format!("{stem}{ending}"), expected, "{name}");
        };
        check("報價單.pdf", "報價單.pdf");
        check("../../etc/passwd", "_.._etc_passwd");
        check("C:\\temp\\a.txt", "C__temp_a.txt");
        check("a\u{0}b\n.txt", "a_b_.txt");
        check("...", "file");
        check("", "file");
        check(" .hidden ", "hidden");
        check("nul", "_nul");
        check("COM1.txt", "_COM1.txt");
        check("companies.txt", "companies.txt");
        check("a. .txt", "a.txt");
        let long = "字".repeat(300);
        let (stem, ending) = tame(&format!("{long}.pdf"));
        assert_eq!((stem.chars().count(), ending.as_str()), (MAX_NAME, ".pdf"));
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let dir = tempfile::tempdir().unwrap();
        let names: Vec<String> = (0..3)
            .map(|_| saved(&begin(dir.path(), "a.txt").unwrap().0).name)
            .collect();
        assert_eq!(names, ["a.txt", "a (2).txt", "a (3).txt"]);
    }
}
