//! The form format of form-js: its schema's fixtures get our verdict, and its sample forms are read
//! and written back without loss.

mod forms;
mod tokens;
mod verdict;

use std::io;
use std::path::Path;

use crate::report::{Report, below, files};
use forms::Outcome;
use verdict::Verdicts;

/// Runs the suite.
///
/// # Errors
/// When its data is not there.
pub fn run(data: &Path) -> io::Result<Report> {
    let folder = data.join("form-js");
    let mut report = Report::default();
    let verdicts = verdict::run(&folder.join("schema-fixtures.json"), &mut report)?;
    let samples = samples(&folder, &mut report)?;
    figures(&verdicts, &samples, &mut report);
    Ok(report)
}

/// Runs the sample forms alone: each is read and written back without loss.
///
/// # Errors
/// When the data is not there.
pub fn round_trip(data: &Path) -> io::Result<Report> {
    let mut report = Report::default();
    let samples = samples(&data.join("form-js"), &mut report)?;
    report.count("sample forms", samples.all, "forms");
    report.count("sample forms kept", samples.kept, "forms");
    report.count("refused with a place", samples.refused, "forms");
    report.share("good of all", samples.good, samples.all);
    report.reached = samples.good == samples.all;
    report.summary = format!(
        "form-roundtrip: {} of {} sample forms come back without loss, {} refused with a place",
        samples.kept, samples.all, samples.refused
    );
    Ok(report)
}

/// How the sample forms fared.
#[derive(Default)]
struct Samples {
    all: usize,
    read: usize,
    refused: usize,
    kept: usize,
    faulted: usize,
    named: usize,
    good: usize,
}

fn samples(folder: &Path, report: &mut Report) -> io::Result<Samples> {
    let mut paths = files(folder, ".json")?;
    paths.retain(|path| below(folder, path).contains("/test/spec/"));
    let mut samples = Samples {
        all: paths.len(),
        ..Samples::default()
    };
    for path in paths {
        let name = below(folder, &path);
        let outcome = forms::sample(&std::fs::read(&path)?);
        match outcome {
            Outcome::Read(read) => {
                samples.read += 1;
                samples.faulted += usize::from(read.faults > 0);
                samples.named += usize::from(!read.named.is_empty());
                let lines = read
                    .named
                    .iter()
                    .map(|line| format!("named: {name}: {line}"));
                report.lines.extend(lines);
                match read.kept {
                    Ok(()) => {
                        samples.kept += 1;
                        samples.good += 1;
                    }
                    Err(reason) => report.lines.push(format!("miss: {name}: {reason}")),
                }
            }
            Outcome::Refused(reason) => {
                samples.refused += 1;
                samples.good += 1;
                report.lines.push(format!("refused: {name}: {reason}"));
            }
            Outcome::TooStrict(reason) => report.lines.push(format!("miss: {name}: {reason}")),
        }
    }
    Ok(samples)
}

fn figures(verdicts: &Verdicts, samples: &Samples, report: &mut Report) {
    report.count("fixtures", verdicts.all, "fixtures");
    report.count("verdict as expected", verdicts.right, "fixtures");
    report.count("valid fixtures", verdicts.valid, "fixtures");
    report.count("valid fixtures read and kept", verdicts.kept, "fixtures");
    report.count("faulted places as expected", verdicts.places, "fixtures");
    report.count(
        "places and keywords as expected",
        verdicts.words,
        "fixtures",
    );
    report.count("sample forms", samples.all, "forms");
    report.count("sample forms read", samples.read, "forms");
    report.count("sample forms kept", samples.kept, "forms");
    report.count(
        "sample forms refused with a place",
        samples.refused,
        "forms",
    );
    report.count(
        "read though the schema faults them",
        samples.faulted,
        "forms",
    );
    report.count("with something that is not run", samples.named, "forms");
    let good = verdicts.right + samples.good;
    report.share("good of all", good, verdicts.all + samples.all);
    report.reached = verdicts.right == verdicts.all
        && verdicts.kept == verdicts.valid
        && samples.good == samples.all;
    report.summary = format!(
        "form-schema: {} of {} verdicts as expected, {} with the same places; {} of {} sample \
         forms come back without loss, {} refused with a place",
        verdicts.right, verdicts.all, verdicts.places, samples.kept, samples.all, samples.refused
    );
}
