//! Other people's tests: the program's lines pass through and are kept as JSON.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::bench::figures;
use crate::places::{root, target};
use crate::run::{Failure, cargo, listen};
use crate::{dsntk, form_js, spiff};

/// Where the public data is, beside this tree.
const DATA: &str = "../shared/conformance";

/// Runs one suite of `conformance/` and writes `target/conformance/NAME.json`.
///
/// # Errors
/// When the data or the other engine is not there, the suite does not reach what it must, or it
/// prints no figure.
pub fn conformance(words: &[&str]) -> Result<(), Failure> {
    let kit = data();
    let (name, place, more) = match words {
        ["spiff", more @ ..] => ("spiff", spiff::python()?, more.to_vec()),
        ["form-fill", more @ ..] => ("form-fill", form_js::packages()?, more.to_vec()),
        ["dsntk", more @ ..] => match dsntk::program() {
            Ok(program) => ("dsntk", program, with_kit(more, &kit)),
            Err(failure) => {
                println!("dsntk is left out, since it cannot be built here: {failure}");
                return Ok(());
            }
        },
        [name] => (*name, folder(kit.clone())?, Vec::new()),
        [name, "--data", data] => (*name, folder(PathBuf::from(data))?, Vec::new()),
        _ => return Err(Failure::new("conformance SUITE [--data DIR]")),
    };
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(Failure::new(format!("`{name}` is no name of a suite")));
    }
    let mut command = cargo();
    command.args(["run", "--quiet", "--package", "conformance", "--", name]);
    let said = listen(command.arg(&place).args(more))?;
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
        "known differences": about("known: "),
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

/// The same words, and where the kit is when nobody says so and it is there.
fn with_kit<'a>(words: &[&'a str], kit: &'a Path) -> Vec<&'a str> {
    let mut words = words.to_vec();
    if let (false, true, Some(kit)) = (words.contains(&"--data"), kit.is_dir(), kit.to_str()) {
        words.extend(["--data", kit]);
    }
    words
}

fn folder(data: PathBuf) -> Result<PathBuf, Failure> {
    let data = std::path::absolute(&data)?;
    match data.is_dir() {
        true => Ok(data),
        false => Err(Failure::new(format!("{} is no folder", data.display()))),
    }
}

fn data() -> PathBuf {
    std::env::var_os("CONFORMANCE_DIR").map_or_else(|| root().join(DATA), PathBuf::from)
}
