//! Reads what is named on the command line: a pack's folder, a pack's file, a flow, decisions.

use std::collections::BTreeMap;
use std::path::Path;

use desktop_core::{Failure, show};
use office::pack::{MAX_FILES, unbundle};

/// How deep a pack's folders go.
const MAX_DEPTH: usize = 4;

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |e: std::io::Error| unreadable(path, &e);
    let length = std::fs::metadata(path).map_err(failed)?.len();
    if length > show::MAX_SHOWN as u64 {
        return Err(Failure::new("show-too-large").with("limit", show::MAX_SHOWN));
    }
    std::fs::read(path).map_err(failed)
}

/// A failure to reach a file.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new("file-unreadable")
        .with("path", path.display())
        .with("detail", error)
}

/// The files of a pack: of its folder, of its bytes, or one of them by the end of its name. A flow
/// is `flow.bpmn`, decisions are `rules.dmn`, and decisions beside a flow go with it.
pub fn pack(path: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut files = BTreeMap::new();
    if path.is_dir() {
        gather(path, "", 0, &mut files)?;
        return Ok(files);
    }
    let bytes = read(path)?;
    let name = match path.extension().and_then(|ending| ending.to_str()) {
        Some("bpmn" | "bpmn2" | "xml") => "flow.bpmn",
        Some("dmn") => "rules.dmn",
        Some("json") => "form.json",
        _ => {
            let refused = |refusal: office::Refusal| Failure::of(&refusal.code, refusal.facts);
            return unbundle(&bytes).map_err(refused);
        }
    };
    files.insert(name.to_owned(), bytes);
    Ok(files)
}

/// The decisions that stand beside a flow in its folder.
pub fn beside(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let rules = path.with_file_name("rules.dmn");
    match !path.is_dir() && rules.is_file() {
        true => read(&rules).map(Some),
        false => Ok(None),
    }
}

fn gather(
    folder: &Path,
    within: &str,
    depth: usize,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), Failure> {
    let failed = |e: std::io::Error| unreadable(folder, &e);
    if depth > MAX_DEPTH {
        return Err(Failure::new("pack-too-deep").with("path", within));
    }
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        let inner = match within {
            "" => name,
            within => format!("{within}/{name}"),
        };
        if entry.path().is_dir() {
            gather(&entry.path(), &inner, depth + 1, files)?;
        } else {
            files.insert(inner, read(&entry.path())?);
        }
        if files.len() > MAX_FILES {
            return Err(Failure::new("pack-too-many-files").with("limit", MAX_FILES));
        }
    }
    Ok(())
}
