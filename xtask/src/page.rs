//! The web page of the window: its packages and its build. The shell embeds the
//! built page, so it is built before anything that compiles the shell.

use crate::places::{done, has, mark_of, remember, root, tracked};
use crate::run::{Failure, ask, npm, run};

/// The folder of the page.
pub const UI: &str = "desktop/ui";
/// The folder of the tests that press keys in it.
pub const E2E: &str = "desktop/e2e/browser";

/// Installs the npm packages of a folder when its lock file changed.
///
/// # Errors
/// When npm fails.
pub fn packages(folder: &str) -> Result<(), Failure> {
    let lock = format!("{folder}/package-lock.json");
    if !has(&format!("{folder}/package.json")) {
        return Ok(());
    }
    if !has(&lock) {
        return Err(Failure::new(format!(
            "{lock} is missing: run `npm install` in {folder} and add it"
        )));
    }
    let node = ask("node", &["--version"]).unwrap_or_default();
    let mark = mark_of(&[lock], &node)?;
    let name = format!("npm-{}", folder.replace('/', "-"));
    if done(&name, &mark) && has(&format!("{folder}/node_modules")) {
        return Ok(());
    }
    run(npm(folder).args(["ci", "--no-fund", "--no-audit"]))?;
    remember(&name, &mark)
}

/// Builds the page when a file of it changed.
///
/// # Errors
/// When npm fails.
pub fn build() -> Result<(), Failure> {
    if !has(&format!("{UI}/package.json")) {
        return Ok(());
    }
    packages(UI)?;
    let files: Vec<String> = tracked()?
        .into_iter()
        .filter(|path| path.starts_with("desktop/ui/"))
        .collect();
    let mark = mark_of(&files, "")?;
    if done("page", &mark) && has(&format!("{UI}/dist/index.html")) {
        return Ok(());
    }
    run(npm(UI).args(["run", "build"]))?;
    remember("page", &mark)
}

/// True when the folder's package.json declares this script.
pub fn has_script(folder: &str, script: &str) -> bool {
    std::fs::read_to_string(root().join(folder).join("package.json"))
        .ok()
        .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok())
        .is_some_and(|package| package["scripts"][script].is_string())
}
