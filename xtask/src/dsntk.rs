//! dsntk, whose FEEL ours is held against: a program outside of the workspace, built once.

use std::path::{Path, PathBuf};

use crate::places::{done, mark_of, remember, root, target};
use crate::run::{Failure, cargo, run};

/// Its sources; `Cargo.lock` pins every crate.
const SOURCES: &[&str] = &[
    "conformance/dsntk/Cargo.toml",
    "conformance/dsntk/Cargo.lock",
    "conformance/dsntk/src/main.rs",
];

/// The program that answers; it is built in `target/dsntk` the first time.
///
/// # Errors
/// When it cannot be built: there is no network for its crates, or no compiler for its C library.
pub fn program() -> Result<PathBuf, Failure> {
    let folder = target().join("dsntk");
    let name = format!("dsntk-answers{}", std::env::consts::EXE_SUFFIX);
    let program = folder.join("release").join(name);
    let sources: Vec<String> = SOURCES.iter().map(|path| (*path).to_owned()).collect();
    let mark = mark_of(&sources, "")?;
    if done("dsntk", &mark) && program.is_file() {
        return Ok(program);
    }
    build(&folder)?;
    remember("dsntk", &mark)?;
    Ok(program)
}

fn build(folder: &Path) -> Result<(), Failure> {
    let mut build = cargo();
    build.args(["build", "--quiet", "--release", "--locked"]);
    build.arg("--manifest-path").arg(root().join(SOURCES[0]));
    run(build.env("CARGO_TARGET_DIR", folder))
}
