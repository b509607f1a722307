//! Every test of the tree, with counts and times.

use std::io::IsTerminal;
use std::process::Command;
use std::str::FromStr;
use std::time::Instant;

use crate::places::has;
use crate::run::{Failure, Said, ask, cargo, listen, npm, spoken, typed};
use crate::tally::{Tally, tally};
use crate::{demo, page, setup};

/// One of the four kinds of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The crates, the window's shell among them, and the examples in their docs.
    Rust,
    /// The page: its types, texts and units.
    Ui,
    /// The page in a browser: every screen, the keyboard, bad input.
    Browser,
    /// The working day in the real window.
    E2e,
}

impl FromStr for Part {
    type Err = Failure;

    fn from_str(word: &str) -> Result<Self, Failure> {
        match word {
            "rust" => Ok(Self::Rust),
            "ui" => Ok(Self::Ui),
            "browser" => Ok(Self::Browser),
            "e2e" => Ok(Self::E2e),
            _ => Err(Failure::new(format!(
                "`{word}` is no part of the tests; rust, ui, browser and e2e are"
            ))),
        }
    }
}

/// What one part came to.
struct Report {
    name: &'static str,
    tally: Tally,
    time: std::time::Duration,
    trouble: Vec<String>,
}

impl Report {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            tally: Tally::default(),
            time: std::time::Duration::ZERO,
            trouble: Vec::new(),
        }
    }

    fn step(&mut self, command: &mut Command, must_count: bool) -> Result<(), Failure> {
        let began = Instant::now();
        let Said { good, lines } = listen(command)?;
        self.time += began.elapsed();
        let counted = tally(&lines);
        if !good {
            self.trouble.push(format!("`{}` failed", typed(command)));
        } else if must_count && counted == Tally::default() {
            self.trouble
                .push("ran no test that could be counted".into());
        }
        self.tally += counted;
        Ok(())
    }
}

/// Sets up and runs the tests, all parts or one. The last line is
/// `N passed, N failed`.
///
/// # Errors
/// When the set-up fails, a test fails, or a part that exists ran none.
pub fn test(only: Option<Part>) -> Result<(), Failure> {
    setup::setup()?;
    page::build()?;
    let wanted = |part| only.is_none_or(|one| one == part);
    let mut reports = Vec::new();
    if wanted(Part::Ui) && has("desktop/ui/package.json") {
        reports.push(ui()?);
    }
    if wanted(Part::Rust) {
        reports.push(rust()?);
    }
    if wanted(Part::Browser) && cfg!(target_os = "linux") {
        reports.push(browser()?);
    }
    if wanted(Part::E2e) && cfg!(target_os = "linux") {
        reports.push(e2e()?);
    }
    close(&reports)
}

fn rust() -> Result<Report, Failure> {
    let mut report = Report::new("rust");
    if ask("cargo-nextest", &["nextest", "--version"]).is_none() {
        let mut all = cargo();
        all.args(["test", "--workspace", "--no-fail-fast"]);
        report.step(coloured(&mut all), true)?;
        return Ok(report);
    }
    let mut tests = cargo();
    tests.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    tests.args(["--config-file", "xtask/nextest.toml"]);
    report.step(coloured(&mut tests), true)?;
    // nextest leaves the examples in the docs out.
    let mut examples = cargo();
    examples.args(["test", "--workspace", "--doc", "--no-fail-fast"]);
    report.step(coloured(&mut examples), false)?;
    Ok(report)
}

fn coloured(command: &mut Command) -> &mut Command {
    let colour = if std::io::stdout().is_terminal() {
        "always"
    } else {
        "never"
    };
    command.env("CARGO_TERM_COLOR", colour)
}

fn ui() -> Result<Report, Failure> {
    let mut report = Report::new("ui");
    for script in ["lint", "check"] {
        if page::has_script(page::UI, script) {
            report.step(npm(page::UI).args(["run", script]), false)?;
        }
    }
    report.step(npm(page::UI).arg("test"), true)?;
    Ok(report)
}

fn browser() -> Result<Report, Failure> {
    let mut report = Report::new("browser");
    report.step(&mut demo::browser()?, true)?;
    Ok(report)
}

fn e2e() -> Result<Report, Failure> {
    let mut report = Report::new("e2e");
    // The day comes last: what it leaves behind is looked at.
    report.step(&mut demo::full()?, true)?;
    report.step(&mut demo::day()?, true)?;
    Ok(report)
}

fn close(reports: &[Report]) -> Result<(), Failure> {
    let mut sum = Tally::default();
    let mut trouble = Vec::new();
    println!();
    for report in reports {
        println!(
            "{:<7} {}, {}",
            report.name,
            report.tally,
            spoken(report.time)
        );
        sum += report.tally;
        trouble.extend(
            report
                .trouble
                .iter()
                .map(|what| format!("{}: {what}", report.name)),
        );
    }
    // Build errors and checks fail without failing a test; they must not look like a pass.
    if !trouble.is_empty() && sum.failed == 0 {
        sum.failed = trouble.len() as u64;
    }
    println!("{sum}");
    if trouble.is_empty() && sum.failed == 0 {
        Ok(())
    } else {
        Err(Failure::new(trouble.join("; ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_never_closes_well() {
        let mut report = Report::new("rust");
        report.tally.passed = 3;
        assert!(close(std::slice::from_ref(&report)).is_ok());
        report.trouble.push("`cargo` failed".into());
        assert!(close(&[report]).is_err());
    }

    #[test]
    fn parts_have_four_names() {
        for (word, part) in [
            ("rust", Part::Rust),
            ("ui", Part::Ui),
            ("browser", Part::Browser),
            ("e2e", Part::E2e),
        ] {
            assert_eq!(word.parse::<Part>().ok(), Some(part));
        }
        assert!("all".parse::<Part>().is_err());
    }
}
