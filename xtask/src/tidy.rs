//! The rules of the tree, each a function from the tree to its findings.

mod arrows;
mod crates;
mod door;
mod fluent;
mod licences;
mod lines;
mod marks;
mod names;
mod papers;
mod purity;
mod source;
mod spdx;
mod texts;
mod tree;

use std::process::Command;
use std::time::Instant;

use crate::places::root;
use crate::run::{Failure, ask, cargo, run, spoken};
use crate::{page, types};
use tree::{Finding, Tree};

/// Checks the whole tree and prints every finding.
///
/// # Errors
/// When anything was found.
pub fn tidy() -> Result<(), Failure> {
    let began = Instant::now();
    let tree = Tree::read()?;
    let metadata = metadata()?;
    let mut findings = Vec::new();
    for rule in RULES {
        findings.extend(rule(&tree));
    }
    findings.extend(arrows::find(&tree, &metadata));
    findings.extend(crates::find(&tree, &metadata));
    findings.extend(licences::find(&tree, &metadata));
    for finding in &findings {
        println!("{finding}");
    }
    for long in lines::long(&tree) {
        println!("note: {long}");
    }
    let mut broken: Vec<String> = Vec::new();
    let mut tool = |name: &str, outcome: Result<(), Failure>| {
        if let Err(failure) = outcome {
            println!("{name}: {failure}");
            broken.push(name.to_owned());
        }
    };
    tool(
        "format",
        run(cargo().args(["fmt", "--all", "--check", "--", "-l"])),
    );
    tool("licences", deny());
    tool("types", fresh_types());
    // The shell embeds the built page, so the page comes before the shell.
    tool("page", page::build());
    tool("clippy", clippy());
    println!(
        "tidy: {} findings, {} tools failed, {}",
        findings.len(),
        broken.len(),
        spoken(began.elapsed())
    );
    if findings.is_empty() && broken.is_empty() {
        Ok(())
    } else {
        Err(Failure::new("the tree is not tidy"))
    }
}

/// Mends what a program can: formats, and the pure folders' lists for clippy.
///
/// # Errors
/// When a file cannot be written or cargo fails.
pub fn fix() -> Result<(), Failure> {
    for path in purity::stale_lists(&Tree::read()?) {
        std::fs::write(root().join(&path), purity::clippy_toml())?;
        println!("wrote {path}");
    }
    run(cargo().args(["fmt", "--all"]))
}

/// The rules that look at files only.
const RULES: &[fn(&Tree) -> Vec<Finding>] = &[
    purity::find,
    door::find,
    names::find,
    marks::find,
    lines::find,
    texts::find,
    papers::find,
];

fn metadata() -> Result<serde_json::Value, Failure> {
    let output: std::process::Output = cargo()
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()?;
    if !output.status.success() {
        return Err(Failure::new(format!(
            "cargo metadata: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| Failure::new(format!("cargo metadata: {error}")))
}

fn clippy() -> Result<(), Failure> {
    let mut clippy = cargo();
    clippy.args(["clippy", "--quiet", "--keep-going"]);
    clippy.args(["--workspace", "--all-targets"]);
    run(clippy.args(["--", "-D", "warnings"]))
}

/// cargo-deny reads the same deny.toml as the built-in check, and more of it.
fn deny() -> Result<(), Failure> {
    if ask("cargo-deny", &["--version"]).is_none() {
        println!(
            "note: cargo-deny is not installed; licences were checked here, bans and sources were not"
        );
        return Ok(());
    }
    run(Command::new("cargo-deny")
        .current_dir(root())
        .args(["check", "licenses", "bans", "sources"]))
}

fn fresh_types() -> Result<(), Failure> {
    match types::possible() {
        Ok(()) => types::check(),
        Err(reason) => {
            println!("note: generated types were not checked: {reason}");
            Ok(())
        }
    }
}
