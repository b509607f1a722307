//! Other people's tests: `conformance SUITE FOLDER` runs one suite of the public data in FOLDER,
//! `conformance spiff PYTHON [--seed N] [--flows N]` compares with another engine, which the
//! interpreter PYTHON has, and `conformance dsntk …` with another FEEL. `cargo xtask conformance`
//! builds and starts them.
//!
//! A suite is one file in `suites` and one line in its table. It prints a line for each miss with
//! its reason, then figures `name: value unit`, the summary last.
#![forbid(unsafe_code)]

mod report;
mod suites;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [name, place, more @ ..] = words.as_slice() else {
        eprintln!("conformance SUITE FOLDER; suites: {}", suites::names());
        return ExitCode::FAILURE;
    };
    let Some(report) = suites::run(name, Path::new(place), more) else {
        eprintln!("no such suite: {name}; there are: {}", suites::names());
        return ExitCode::FAILURE;
    };
    match report {
        Ok(report) => {
            println!("{report}");
            if report.reached {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("conformance: {error}");
            ExitCode::FAILURE
        }
    }
}
