//! Measurements: the bench program's lines pass through and are kept as JSON.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Map, Value, json};

use crate::demo;
use crate::places::{root, target};
use crate::run::{Failure, Said, cargo, listen, run};
use crate::setup::on_path;
use crate::spiff;

/// Starts a Secret Service for the command that follows.
const KEY_STORE: &str =
    r#"printf bench | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@""#;

/// Runs one measurement in a release build and writes `target/bench/NAME.json`.
///
/// # Errors
/// When the name is not a plain word, the program fails or prints no figure.
pub fn bench(name: &str) -> Result<(), Failure> {
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(Failure::new(format!(
            "`{name}` is no name of a measurement"
        )));
    }
    let said = match name {
        "kills" => listen(&mut demo::kills()?)?,
        "engine" => listen(&mut engine()?)?,
        "algebra" => listen(&mut algebra()?)?,
        "attachments" => listen(&mut attachments()?)?,
        "forms" => forms()?,
        "designer" => listen(&mut designer()?)?,
        _ => listen(&mut program(name)?)?,
    };
    if !said.good {
        return Err(Failure::new(format!("the measurement {name} failed")));
    }
    let figures = figures(&said.lines);
    if figures.is_empty() {
        return Err(Failure::new(format!(
            "the measurement {name} printed no figure"
        )));
    }
    let folder = target().join("bench");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.json"));
    let page = json!({ "bench": name, "figures": figures, "summary": said.lines.iter().rfind(|l| !l.trim().is_empty()) });
    std::fs::write(&path, format!("{page:#}\n"))?;
    println!(
        "bench {name}: {} figures in {}",
        figures.len(),
        path.display()
    );
    Ok(())
}

/// The operations of a route in every combination; further arguments are not needed.
fn algebra() -> Result<Command, Failure> {
    released("--example", &["algebra"])?;
    Ok(Command::new(example("algebra")))
}

/// Builds programs or examples as they are shipped. Of the whole workspace, although a few packages
/// would do: with the features of all of them nothing is built twice.
///
/// # Errors
/// When the build fails.
pub fn released(kind: &str, names: &[&str]) -> Result<(), Failure> {
    let mut build = cargo();
    build.args(["build", "--release", "--workspace"]);
    build.args(names.iter().flat_map(|name| [kind, *name]));
    run(&mut build)
}

fn file(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

fn shipped(name: &str) -> PathBuf {
    target().join("release").join(file(name))
}

fn example(name: &str) -> PathBuf {
    target().join("release/examples").join(file(name))
}

/// A large form that is opened and filled in; the same in Chromium, at a real computer; its paper;
/// and a computer that is killed while somebody types.
fn forms() -> Result<Said, Failure> {
    released("--example", &["forms", "print-time"])?;
    let mut said = listen(&mut Command::new(example("forms")))?;
    said.join(listen(&mut Command::new(example("print-time")))?);
    let path = large_form()?;
    for script in demo::forms()? {
        let mut script = script;
        said.join(listen(script.env("ANTOU_FORM", &path))?);
    }
    Ok(said)
}

/// The large form as a file.
fn large_form() -> Result<PathBuf, Failure> {
    let form = Command::new(example("forms")).arg("form").output()?;
    let folder = target().join("bench");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("large-form.json");
    std::fs::write(&path, form.stdout)?;
    Ok(path)
}

/// The form designer, started and driven on a screen of its own: with the leave pack, and with the
/// large form.
fn designer() -> Result<Command, Failure> {
    released("--bin", &["antou-designer", "bench-designer"])?;
    released("--example", &["forms"])?;
    let form = large_form()?;
    let folder = target().join("bench").join("designer");
    std::fs::create_dir_all(&folder)?;
    let screen = format!("-screen 0 1400x900x24 -fbdir {}", folder.display());
    let mut command = Command::new("xvfb-run");
    command
        .args(["-a", "-s", &screen])
        .arg(shipped("bench-designer"))
        .arg(shipped("antou-designer"))
        .arg(root().join("workflow-engine/packs/leave"))
        .arg(form)
        .arg(folder);
    Ok(command)
}

/// The engine measures itself: it needs neither a vault nor a key store, but a folder on the disk,
/// and SpiffWorkflow beside it when that can be had.
fn engine() -> Result<Command, Failure> {
    let folder = target().join("bench");
    std::fs::create_dir_all(&folder)?;
    released("--example", &["engine"])?;
    let mut command = Command::new(example("engine"));
    command.arg(folder);
    match spiff::python() {
        Ok(python) => {
            command.arg(python);
        }
        Err(failure) => println!("left out, SpiffWorkflow: {failure}"),
    }
    Ok(command)
}

/// Files through a real server: the programs of both sides, and a folder on the disk.
fn attachments() -> Result<Command, Failure> {
    released("--bin", &["antou-server", "bench-attachments"])?;
    let folder = target().join("bench");
    std::fs::create_dir_all(&folder)?;
    let mut command = Command::new(shipped("bench-attachments"));
    command
        .arg(shipped("antou-server"))
        .arg(folder)
        .current_dir(root());
    Ok(command)
}

/// The bench program, beside a key store of its own where the system has one to
/// start: a person's own keys are not touched.
fn program(name: &str) -> Result<Command, Failure> {
    released("--bin", &["bench"])?;
    let bench = shipped("bench");
    if !cfg!(target_os = "linux")
        || !on_path("gnome-keyring-daemon")
        || !on_path("dbus-run-session")
    {
        let mut command = Command::new(bench);
        command.arg(name);
        return Ok(command);
    }
    let keys = target().join("bench").join("keys");
    std::fs::create_dir_all(&keys)?;
    let mut command = Command::new("dbus-run-session");
    command
        .args(["--", "sh", "-c", KEY_STORE, "sh"])
        .arg(bench)
        .arg(name)
        .env("XDG_DATA_HOME", &keys)
        .env("XDG_RUNTIME_DIR", &keys);
    Ok(command)
}

/// The lines `name: value unit`, in their order.
pub fn figures(lines: &[String]) -> Vec<Value> {
    lines.iter().filter_map(|line| figure(line)).collect()
}

fn figure(line: &str) -> Option<Value> {
    let (name, rest) = line.split_once(": ")?;
    let mut words = rest.split_whitespace();
    let value: serde_json::Number = words.next()?.parse().ok()?;
    let unit = words.next().unwrap_or("");
    if name.is_empty() || words.next().is_some() {
        return None;
    }
    let mut figure = Map::new();
    figure.insert("name".into(), name.trim().into());
    figure.insert("value".into(), Value::Number(value));
    figure.insert("unit".into(), unit.into());
    Some(Value::Object(figure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_a_name_a_value_and_a_unit() {
        for (line, expected) in [
            (
                "submit p99: 7.25 ms",
                Some(json!({ "name": "submit p99", "value": 7.25, "unit": "ms" })),
            ),
            (
                "cases: 10000",
                Some(json!({ "name": "cases", "value": 10000, "unit": "" })),
            ),
            ("warning: unused variable", None),
            ("note: 3 of 5 done", None),
            ("no colon 5 ms", None),
        ] {
            assert_eq!(figure(line), expected, "{line}");
        }
    }
}
