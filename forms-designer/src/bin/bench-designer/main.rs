//! `bench-designer PROGRAM PACK FORM FOLDER`: how fast the form designer is on this machine, with a
//! screen. PROGRAM is `antou-designer`, PACK the folder of a pack, FORM a large form; FOLDER is where
//! Xvfb keeps its picture (`-fbdir`), and where the program keeps what it remembers. Each line is
//! `name: value unit`.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, reason = "a measurement is told on the terminal")]

mod drive;
mod screen;

use std::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

/// What the designer promises.
pub(crate) const START: f64 = 200.0;
pub(crate) const MEMORY: f64 = 60.0;
pub(crate) const OPENING: f64 = 100.0;
pub(crate) const FRAME: f64 = 16.0;

/// What is measured, or why it cannot be.
pub(crate) type Told<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["drive", form, folder] => drive::drive(Path::new(form), Path::new(folder)),
        [program, pack, form, folder] => all(program, [pack, form], Path::new(folder)),
        _ => Err("bench-designer PROGRAM PACK FORM FOLDER".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench-designer: {error}");
            ExitCode::FAILURE
        }
    }
}

fn all(program: &str, [pack, form]: [&str; 2], folder: &Path) -> Told<()> {
    let mut kept = screen::starts(program, folder, "the leave pack", Path::new(pack))?;
    kept &= screen::starts(program, folder, "500 fields", Path::new(form))?;
    // In a process of its own: this one has no window.
    let own = std::env::current_exe()?;
    let mut drive = Command::new(own);
    drive.arg("drive").arg(form).arg(folder);
    kept &= drive.status()?.success();
    println!(
        "{}",
        if kept {
            "every mark is kept"
        } else {
            "not every mark is kept"
        }
    );
    Ok(())
}

/// Tells what took how long beside its mark, and whether the last but one in a hundred kept it.
pub(crate) fn told(name: &str, taken: &mut [Duration], mark: f64) -> bool {
    taken.sort_unstable();
    let ms = |share: usize| {
        let at = (taken.len() * share / 100).min(taken.len().saturating_sub(1));
        let took = taken.get(at).copied().unwrap_or_default();
        took.as_secs_f64() * 1_000.0
    };
    println!("{name}, p50: {:.2} ms", ms(50));
    println!("{name}, p99: {:.2} ms", ms(99));
    println!("{name}, mark: {mark:.0} ms");
    ms(99) <= mark
}

/// Tells how much memory a process holds, and whether that keeps the mark.
pub(crate) fn memory(name: &str, process: &str) -> Told<bool> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let mib = |what: &str| -> f64 {
        let line = status.lines().find_map(|line| line.strip_prefix(what));
        let kib = line.and_then(|rest| rest.split_whitespace().next());
        kib.and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) * 1.024 / 1_000.0
    };
    let rss = mib("VmRSS:");
    println!("{name}, RSS: {rss:.1} MB");
    println!("{name}, RSS, anonymous: {:.1} MB", mib("RssAnon:"));
    println!("{name}, RSS, mark: {MEMORY:.0} MB");
    Ok(rss <= MEMORY)
}
