//! SpiffWorkflow, the engine that ours is held against: a Python of its own in the target folder.

use std::path::PathBuf;
use std::process::Command;

use crate::places::{done, mark_of, remember, root, target};
use crate::run::{Failure, ask, run};

/// The exact versions.
const VERSIONS: &str = "conformance/spiff/requirements.txt";

/// The interpreter that has SpiffWorkflow; it is installed from PyPI the first time.
///
/// # Errors
/// When there is no Python 3, or PyPI cannot be reached.
pub fn python() -> Result<PathBuf, Failure> {
    let python3 = if cfg!(windows) { "python" } else { "python3" };
    let version = ask(python3, &["--version"])
        .ok_or_else(|| Failure::new("SpiffWorkflow needs Python 3, which is not installed"))?;
    let folder = target().join("spiff");
    let own = folder.join(match cfg!(windows) {
        true => "Scripts/python.exe",
        false => "bin/python",
    });
    let mark = mark_of(&[VERSIONS.to_owned()], &version)?;
    if done("spiff", &mark) && own.is_file() {
        return Ok(own);
    }
    run(Command::new(python3)
        .args(["-m", "venv", "--clear"])
        .arg(&folder))?;
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ];
    run(Command::new(&own)
        .args(pip)
        .arg("--requirement")
        .arg(root().join(VERSIONS)))?;
    remember("spiff", &mark)?;
    Ok(own)
}
