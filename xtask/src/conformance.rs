//! Other people's tests: the program's lines pass through and are kept as JSON.

use std::path::PathBuf;

use serde_json::json;

use crate::bench::figures;
use crate::places::{root, target};
use crate::run::{Failure, cargo, listen};

/// Where the public data is, beside this tree.
const DATA: &str = "../shared/conformance";

/// Runs one suite of `conformance/` and writes `target/conformance/NAME.json`.
///
/// # Errors
/// When the data is not there, the suite does not reach what it must, or it prints no figure.
pub fn conformance(words: &[&str]) -> Result<(), Failure> {
    let (name, data) = match words {
        [name] => (*name, data()),
        [name, "--data", folder] => (*name, PathBuf::from(folder)),
        _ => return Err(Failure::new("conformance SUITE [--data DIR]")),
    };
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(Failure::new(format!("`{name}` is no name of a suite")));
    }
    let data = std::path::absolute(&data)?;
    if !data.is_dir() {
        return Err(Failure::new(format!("{} is no folder", data.display())));
    }
    let mut command = cargo();
    command.args(["run", "--quiet", "--package", "conformance", "--", name]);
    let said = listen(command.arg(&data))?;
    let figures = figures(&said.lines);
    if figures.is_empty() {
        return Err(Failure::new(format!("the suite {name} printed no figure")));
    }
    let about = |word: &str| -> Vec<&String> {
        said.lines
            .iter()
            .filter(|line| line.starts_with(word))
            .collect()
    };
    let folder = target().join("conformance");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.json"));
    let page = json!({
        "suite": name,
        "reached": said.good,
        "figures": figures,
        "misses": about("miss: "),
        "false alarms": about("false alarm: "),
        "summary": said.lines.iter().rfind(|line| !line.trim().is_empty()),
    });
    std::fs::write(&path, format!("{page:#}\n"))?;
    if said.good {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "the suite {name} does not reach what it must"
        )))
    }
}

fn data() -> PathBuf {
    std::env::var_os("CONFORMANCE_DIR").map_or_else(|| root().join(DATA), PathBuf::from)
}
