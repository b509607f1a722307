//! Random forms, filled in at random by `form-model` and by form-js (its viewer under jsdom): after
//! opening and after each step the same fields must be shown, the same answers count, and the same
//! fields be wrong.
//!
//! A difference is held against the table of those that are meant ([`known`]); any other is a miss.
//! After a difference a sequence is not followed further: the two have parted.

mod drawing;
mod known;
mod other;
mod ours;

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

use serde_json::Value as Json;

use crate::report::Report;
use drawing::{Drawn, draw};
use known::{KNOWN, explain};
use other::Other;
use ours::{State, play};

/// Sequences that are compared when nobody says how many.
const SEQUENCES: u64 = 10_000;
/// Differences that are shown of each kind.
const SHOWN: usize = 2;
/// Processes of the other side.
const PROCESSES: u64 = 2;

/// What a difference is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum In {
    /// Whether a field is shown.
    Shown,
    /// The answer that counts.
    Data,
    /// Whether an answer is wrong.
    Errors,
}

/// Where two states differ.
#[derive(Debug)]
pub struct Difference {
    /// After which step; 0 is after opening.
    pub step: usize,
    /// What it is in.
    pub what: In,
    /// The path.
    pub path: String,
    /// Ours and theirs.
    pub both: [String; 2],
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [ours, theirs] = &self.both;
        let (path, step) = (&self.path, self.step);
        write!(
            f,
            "{:?} of {path} after step {step}: {ours}, form-js {theirs}",
            self.what
        )
    }
}

/// What came of all sequences.
#[derive(Default)]
struct Tally {
    sequences: usize,
    states: usize,
    steps: usize,
    same: usize,
    refused: usize,
    known: BTreeMap<&'static str, usize>,
    lines: Vec<String>,
    misses: usize,
}

/// Compares `--sequences N` sequences made from `--seed N` with form-js, whose packages are in a
/// folder.
///
/// # Errors
/// When the other side cannot be asked, or a word is not understood.
pub fn run(folder: &Path, words: &[String]) -> io::Result<Report> {
    let (seed, sequences) = asked(words)?;
    let folder = folder.to_owned();
    let parts: Vec<_> = (0..PROCESSES)
        .map(|part| {
            let folder = folder.clone();
            let numbers = (seed..seed + sequences).filter(move |number| number % PROCESSES == part);
            std::thread::spawn(move || some(&folder, numbers))
        })
        .collect();
    let mut all = Tally::default();
    for part in parts {
        let part = part.join();
        let tally = part.map_err(|_| io::Error::other("a comparison stopped"))??;
        all.take(tally);
    }
    Ok(all.report(seed))
}

fn asked(words: &[String]) -> io::Result<(u64, u64)> {
    let (mut seed, mut sequences) = (1, SEQUENCES);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let number = words.next().and_then(|number| number.parse().ok());
        match (word.as_str(), number) {
            ("--seed", Some(number)) => seed = number,
            ("--sequences", Some(number)) => sequences = number,
            _ => return Err(io::Error::other("form-fill [--seed N] [--sequences N]")),
        }
    }
    Ok((seed, sequences))
}

fn some(folder: &Path, numbers: impl Iterator<Item = u64>) -> io::Result<Tally> {
    let mut other = Other::begin(folder)?;
    let mut tally = Tally::default();
    for number in numbers {
        let drawn = draw(number);
        let played = play(&drawn, number);
        let theirs = other.ask(&drawn.form, &played.steps)?;
        tally.sequence(number, &drawn, &played.states, &theirs, &played.steps);
    }
    Ok(tally)
}

impl Tally {
    fn sequence(
        &mut self,
        number: u64,
        drawn: &Drawn,
        ours: &[State],
        theirs: &Result<Vec<State>, String>,
        steps: &[Json],
    ) {
        self.sequences += 1;
        let theirs = match theirs {
            Ok(states) => states,
            Err(reason) => {
                self.refused += 1;
                self.lines
                    .push(format!("miss: {number}: form-js fails: {reason}"));
                self.misses += 1;
                return;
            }
        };
        for (step, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
            self.states += 1;
            self.steps += usize::from(step > 0);
            let Some(difference) = differ(step, ours, theirs) else {
                continue;
            };
            let Some(name) = explain(drawn, &difference, ours, theirs) else {
                self.misses += 1;
                let asked = &steps[..step];
                let told = format!(
                    "miss: {number}: {difference:?} after {}",
                    Json::from(asked.to_vec())
                );
                self.lines.push(told);
                self.lines.push(format!("  form: {}", drawn.form));
                return;
            };
            let count = self.known.entry(name).or_default();
            *count += 1;
            if *count <= SHOWN {
                self.lines
                    .push(format!("known: {name}: {number}: {difference}"));
            }
            return;
        }
        self.same += 1;
    }

    fn take(&mut self, other: Self) {
        self.sequences += other.sequences;
        self.states += other.states;
        self.steps += other.steps;
        self.same += other.same;
        self.refused += other.refused;
        self.misses += other.misses;
        self.lines.extend(other.lines);
        for (name, count) in other.known {
            *self.known.entry(name).or_default() += count;
        }
    }

    fn report(self, seed: u64) -> Report {
        let mut report = Report::default();
        let meant = KNOWN
            .iter()
            .map(|(name, why)| format!("meant: {name}: {why}"));
        report.lines = meant.chain(self.lines).collect();
        report.count("sequences", self.sequences, "sequences");
        report.count("steps", self.steps, "steps");
        report.count("states compared", self.states, "states");
        report.count("sequences without a difference", self.same, "sequences");
        for (name, count) in &self.known {
            report.count(&format!("parted, {name}"), *count, "sequences");
        }
        report.count("not explained", self.misses, "sequences");
        report.share(
            "same or explained",
            self.sequences - self.misses,
            self.sequences,
        );
        report.reached = self.misses == 0;
        report.summary = format!(
            "form-fill: {} sequences from seed {seed}, {} the same to the end, {} not explained",
            self.sequences, self.same, self.misses
        );
        report
    }
}

/// The first difference of two states.
fn differ(step: usize, ours: &State, theirs: &State) -> Option<Difference> {
    let found = |what, path: &String, both: [String; 2]| Difference {
        step,
        what,
        path: path.clone(),
        both,
    };
    let sets = [
        (In::Shown, &ours.shown, &theirs.shown),
        (In::Errors, &ours.errors, &theirs.errors),
    ];
    for (what, ours, theirs) in sets {
        if let Some(path) = ours.symmetric_difference(theirs).next() {
            let has = [ours, theirs].map(|set| set.contains(path).to_string());
            return Some(found(what, path, has));
        }
    }
    let paths = ours.data.keys().chain(theirs.data.keys());
    let at = |state: &State, path: &String| state.data.get(path).cloned();
    let mut other = paths.filter(|path| at(ours, path) != at(theirs, path));
    let path = other.next()?;
    let both = [ours, theirs].map(|state| format!("{:?}", at(state, path)));
    Some(found(In::Data, path, both))
}
