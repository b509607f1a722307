//! form-js, against which filling in a form is held: its viewer and jsdom in the target folder.

use std::path::PathBuf;
use std::process::Command;

use crate::places::{done, mark_of, remember, root, target};
use crate::run::{Failure, ask, run};

/// The exact versions, and all that they need.
const VERSIONS: [&str; 2] = [
    "conformance/form-js/package.json",
    "conformance/form-js/package-lock.json",
];

/// The folder that has form-js; it is installed from npm the first time.
///
/// # Errors
/// When there is no Node, or npm's registry cannot be reached.
pub fn packages() -> Result<PathBuf, Failure> {
    let version = ask("node", &["--version"])
        .ok_or_else(|| Failure::new("form-js needs Node 20 or newer, which is not installed"))?;
    let folder = target().join("form-js");
    let mark = mark_of(&VERSIONS.map(str::to_owned), &version)?;
    if done("form-js", &mark) && folder.join("node_modules").is_dir() {
        return Ok(folder);
    }
    std::fs::create_dir_all(&folder)?;
    for file in VERSIONS {
        let from = root().join(file);
        let name = from.file_name().unwrap_or_default();
        std::fs::copy(&from, folder.join(name))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder))?;
    remember("form-js", &mark)?;
    Ok(folder)
}
