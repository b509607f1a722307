//! The files of a pack's folder.

use std::collections::BTreeMap;

use office::pack::{MAX_FILES, MAX_PACK};
use office::scenario::FOLDER;

use crate::Problem;

/// The files of a pack by their paths in its folder, scenarios among them.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a pack says about itself.
pub const MANIFEST: &str = "pack.toml";
/// The questions.
pub const FORM: &str = "form.json";
/// The flow.
pub const FLOW: &str = "flow.bpmn";
/// The decision tables.
pub const RULES: &str = "rules.dmn";
/// The official sheet.
pub const PRINT: &str = "print.json";
/// The texts, zh-TW and English.
pub const TEXTS: [&str; 2] = ["texts/zh-TW.ftl", "texts/en.ftl"];
/// Longest path, in bytes.
pub const MAX_PATH: usize = 200;

/// Holds files to the limits of a pack; scenarios, which are not published, count apart.
///
/// # Errors
/// `pack-too-many` (limit), `pack-too-large` (limit), `pack-path` (path).
pub(crate) fn hold(files: &Files) -> Result<(), Problem> {
    if files.len() > MAX_FILES {
        return Err(Problem::new("", "pack-too-many").with("limit", MAX_FILES));
    }
    let (mut published, mut apart) = (0_usize, 0_usize);
    for (path, content) in files {
        if !is_path(path) {
            let start: String = path.chars().take(MAX_PATH).collect();
            return Err(Problem::new("", "pack-path").with("path", start));
        }
        let sum = match path.starts_with(FOLDER) {
            true => &mut apart,
            false => &mut published,
        };
        *sum = sum.saturating_add(content.len());
    }
    if published > MAX_PACK || apart > MAX_PACK {
        return Err(Problem::new("", "pack-too-large").with("limit", MAX_PACK));
    }
    Ok(())
}

/// Whether a path stays inside of the folder, on every system.
fn is_path(path: &str) -> bool {
    let part = |part: &str| {
        let plain = |c: char| !c.is_control() && !r#"\:*?"<>|"#.contains(c);
        !part.is_empty() && !part.starts_with('.') && part.chars().all(plain)
    };
    path.len() <= MAX_PATH && path.split('/').all(part)
}

/// A file as text.
///
/// # Errors
/// `pack-file-missing` (path), `pack-unreadable` where it is no UTF-8.
pub(crate) fn text<'f>(files: &'f Files, path: &str) -> Result<&'f str, Problem> {
    let missing = || Problem::new(path, "pack-file-missing").with("path", path);
    let bytes = files.get(path).ok_or_else(missing)?;
    let read = std::str::from_utf8(bytes);
    read.map_err(|_| Problem::new(path, "pack-unreadable").with("reason", "not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_inside_of_the_folder() {
        for (path, expected) in [
            ("pack.toml", ""),
            ("texts/zh-TW.ftl", ""),
            ("scenarios/甲.toml", ""),
            ("../x", "pack-path"),
            ("a/../x", "pack-path"),
            ("/etc/x", "pack-path"),
            ("c:x", "pack-path"),
            ("a\\b", "pack-path"),
            ("a//b", "pack-path"),
            ("a\u{7}", "pack-path"),
            ("", "pack-path"),
            (".hidden", "pack-path"),
        ] {
            let held = hold(&Files::from([(path.to_owned(), Vec::new())]));
            let code = held.err().map(|problem| problem.code);
            assert_eq!(code.unwrap_or_default(), expected, "{path}");
        }
    }

    #[test]
    fn limits_hold() {
        let many = (0..=MAX_FILES).map(|n| (format!("f{n}"), Vec::new()));
        let large = |path: &str| Files::from([(path.to_owned(), vec![0; MAX_PACK + 1])]);
        for (files, expected) in [
            (many.collect(), "pack-too-many"),
            (large("a"), "pack-too-large"),
            (large("scenarios/a.toml"), "pack-too-large"),
        ] {
            assert_eq!(hold(&files).unwrap_err().code, expected);
        }
    }
}
