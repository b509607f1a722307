//! Looks for bytes that break a parser: libFuzzer on the targets of the crate `fuzz`, guided by
//! coverage. It needs no other toolchain: the compiler's own pass counts the edges.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::places::{root, target};
use crate::run::{Failure, Said, ask, cargo, listen, run};

/// Counts edges and tells the engine of comparisons, in every crate but those that only build.
const COVERAGE: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";
/// Seconds for each target unless said otherwise.
const SECONDS: u32 = 60;
/// Most memory of a target, MiB.
const MEMORY: u32 = 2048;
/// Longest time of one input, seconds: more is a finding.
const LONGEST: u32 = 10;
/// Stack of a target, KiB: what a thread of the programs has.
const STACK: u32 = 2048;

/// A target and its longest input in bytes, as the crate `fuzz` lists them.
type Target = (String, String);

/// Runs the targets that `words` name: `[NAME] [--seconds N]`.
///
/// # Errors
/// When there is no such target, the engine cannot be built, or something was found.
pub fn fuzz(words: &[&str]) -> Result<(), Failure> {
    let (name, seconds) = asked(words)?;
    let all = targets()?;
    let chosen: Vec<&Target> = all
        .iter()
        .filter(|target| name.is_none_or(|name| target.0 == name))
        .collect();
    if chosen.is_empty() {
        let names: Vec<&str> = all.iter().map(|target| target.0.as_str()).collect();
        return Err(Failure::new(format!(
            "no such target; there are: {}",
            names.join(", ")
        )));
    }
    let engine = build()?;
    let mut found = Vec::new();
    for target in chosen {
        found.extend(one(&engine, target, seconds)?);
    }
    if found.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(found.join("\n")))
    }
}

fn asked<'a>(words: &[&'a str]) -> Result<(Option<&'a str>, u32), Failure> {
    let seconds = |word: &str| {
        let number = word.parse().ok().filter(|seconds| *seconds > 0);
        number.ok_or_else(|| Failure::new(format!("`{word}` is no number of seconds")))
    };
    match words {
        [] => Ok((None, SECONDS)),
        ["--seconds", number] => Ok((None, seconds(number)?)),
        [name] => Ok((Some(name), SECONDS)),
        [name, "--seconds", number] => Ok((Some(name), seconds(number)?)),
        _ => Err(Failure::new("cargo xtask fuzz [NAME] [--seconds N]")),
    }
}

/// Every target, as the crate itself says.
fn targets() -> Result<Vec<Target>, Failure> {
    let list = "run --quiet --package fuzz --bin fuzz-seeds -- --list";
    let output = cargo()
        .args(list.split(' '))
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(Failure::new("the list of targets cannot be built"));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let pair = |line: &str| {
        let (name, longest) = line.split_once(' ')?;
        Some((name.to_owned(), longest.to_owned()))
    };
    Ok(text.lines().filter_map(pair).collect())
}

/// Builds the engine in a folder of its own, so that nothing else is built anew.
fn build() -> Result<PathBuf, Failure> {
    let said = ask("rustc", &["-vV"]).unwrap_or_default();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or_else(|| Failure::new("rustc does not name its host"))?;
    let folder = target().join("fuzz");
    let arguments = "build --package fuzz --bin fuzz-engine --features engine --profile fuzz";
    run(cargo()
        .args(arguments.split(' '))
        .args(["--target", host, "--target-dir"])
        .arg(&folder)
        .env("RUSTFLAGS", COVERAGE))?;
    Ok(folder.join(host).join("fuzz").join("fuzz-engine"))
}

/// Runs one target; answers what it found, in a sentence.
fn one(engine: &Path, (name, longest): &Target, seconds: u32) -> Result<Option<String>, Failure> {
    let (kept, grown) = (folder(name), target().join("fuzz/corpus").join(name));
    let broken = target().join("fuzz/broken").join(name);
    for folder in [&kept, &grown, &broken] {
        fs::create_dir_all(folder)?;
    }
    let Said { good, lines } = listen(
        limited(engine)
            .env("ANTOU_FUZZ", name)
            .arg(format!("-artifact_prefix={}/", broken.display()))
            .arg(format!(
                "-dict={}",
                root().join("fuzz/tokens.dict").display()
            ))
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-rss_limit_mb={MEMORY}"))
            .arg(format!("-timeout={LONGEST}"))
            .arg(format!("-max_len={longest}"))
            .args(["-print_final_stats=1", "-verbosity=1"])
            .args([&grown, &kept]),
    )?;
    let number = |number: Option<u64>| number.map_or("unknown".into(), |n| n.to_string());
    println!("{name} executions: {}", number(executions(&lines)));
    println!("{name} edges: {}", number(edges(&lines)));
    if good {
        return Ok(None);
    }
    let why = lines
        .iter()
        .find(|line| line.contains("FINDING ") || line.contains("ERROR: libFuzzer"))
        .map_or("the engine stopped", String::as_str);
    Ok(Some(match written(&lines) {
        Some(input) => {
            let file = keep(&input, &kept)?;
            let place = file.strip_prefix(root()).unwrap_or(&file).display();
            format!(
                "{name}: {why}\nThe input is kept as {place}: mend the parser, and leave the file."
            )
        }
        None => format!("{name}: {why}"),
    }))
}

fn folder(name: &str) -> PathBuf {
    root().join("fuzz/corpus").join(name)
}

/// The engine with the stack that threads have; elsewhere with that of the system.
fn limited(engine: &Path) -> Command {
    if cfg!(unix) {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -s {STACK}; exec \"$0\" \"$@\"")]);
        shell.arg(engine);
        return shell;
    }
    Command::new(engine)
}

fn executions(lines: &[String]) -> Option<u64> {
    lines.iter().rev().find_map(|line| {
        let count = line.strip_prefix("stat::number_of_executed_units:")?;
        count.trim().parse().ok()
    })
}

/// The last number after `cov:`.
fn edges(lines: &[String]) -> Option<u64> {
    lines.iter().rev().find_map(|line| {
        let (_, after) = line.split_once(" cov: ")?;
        after.split(' ').next()?.parse().ok()
    })
}

/// The file to which the engine wrote the input that broke.
fn written(lines: &[String]) -> Option<PathBuf> {
    let path = |line: &String| Some(line.split_once("Test unit written to ")?.1.trim().into());
    lines.iter().find_map(path)
}

/// Keeps an input for ever under a name that its bytes have given it.
fn keep(input: &Path, folder: &Path) -> Result<PathBuf, Failure> {
    let name = input.file_name().unwrap_or_default().to_string_lossy();
    let (kind, hash) = name.split_once('-').unwrap_or(("found", &name));
    let hash: String = hash.chars().take(12).collect();
    let file = folder.join(format!("{kind}-{hash}.seed"));
    fs::copy(input, &file)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_and_how_long() {
        for (words, expected) in [
            (&[][..], Some((None, 60))),
            (&["bpmn"], Some((Some("bpmn"), 60))),
            (&["--seconds", "5"], Some((None, 5))),
            (&["bpmn", "--seconds", "5"], Some((Some("bpmn"), 5))),
            (&["bpmn", "--seconds", "0"], None),
            (&["bpmn", "--seconds"], None),
            (&["bpmn", "form"], None),
        ] {
            assert_eq!(asked(words).ok(), expected, "{words:?}");
        }
    }

    #[test]
    fn the_engine_is_understood() {
        let lines: Vec<String> = [
            "#2\tINITED cov: 5 ft: 6 corp: 1/1b exec/s: 0 rss: 30Mb",
            "#9\tNEW    cov: 17 ft: 20 corp: 2/2b lim: 4 exec/s: 0 rss: 30Mb",
            "artifact_prefix='/x/'; Test unit written to /x/crash-0123456789abcdef",
            "stat::number_of_executed_units: 812",
        ]
        .map(str::to_owned)
        .into();
        assert_eq!(executions(&lines), Some(812));
        assert_eq!(edges(&lines), Some(17));
        assert_eq!(written(&lines), Some("/x/crash-0123456789abcdef".into()));
        assert_eq!(
            (executions(&[]), edges(&[]), written(&[])),
            (None, None, None)
        );
    }
}
