//! Where things are, and the small memory of what was done already.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::run::{Failure, ask};

/// The root of the tree.
pub fn root() -> PathBuf {
    let own =
        std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let own = PathBuf::from(own);
    own.parent().map_or_else(|| own.clone(), Path::to_path_buf)
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// True when the tree has this file or folder.
pub fn has(path: &str) -> bool {
    root().join(path).exists()
}

/// Every file that git tracks or would add, relative to the root, sorted, with `/`.
///
/// # Errors
/// When git is missing or the tree is not a repository.
pub fn tracked() -> Result<Vec<String>, Failure> {
    let root = root();
    let args = [
        "-C",
        &root.to_string_lossy(),
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ];
    let list =
        ask("git", &args).ok_or_else(|| Failure::new("git cannot list the files of this tree"))?;
    let mut paths: Vec<String> = list
        .split('\0')
        .filter(|path| !path.is_empty() && root.join(path).is_file())
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// A mark of the contents of these files; it changes when any of them does.
///
/// # Errors
/// When one cannot be read.
pub fn mark_of(paths: &[String], also: &str) -> Result<String, Failure> {
    let mut hasher = DefaultHasher::new();
    also.hash(&mut hasher);
    for path in paths {
        path.hash(&mut hasher);
        std::fs::read(root().join(path))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn stamp(name: &str) -> PathBuf {
    target().join("xtask").join(name)
}

/// True when the step `name` was last done for this mark.
pub fn done(name: &str, mark: &str) -> bool {
    std::fs::read_to_string(stamp(name)).is_ok_and(|kept| kept == mark)
}

/// Remembers that the step `name` was done for this mark.
///
/// # Errors
/// When the target folder cannot be written.
pub fn remember(name: &str, mark: &str) -> Result<(), Failure> {
    let path = stamp(name);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(std::fs::write(path, mark)?)
}
