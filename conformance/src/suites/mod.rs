//! The suites, each one file.

mod betsy;
mod betsy_constraints;
mod dmn_tck;
mod dsntk;
mod form_fill;
mod form_schema;
mod miwg;
mod spiff;

use std::io;
use std::path::Path;

use crate::report::Report;

/// Runs a suite on the folder that holds all public data.
///
/// # Errors
/// When its data is not there.
pub type Run = fn(&Path) -> io::Result<Report>;

/// Name on the command line, and what it does.
const SUITES: &[(&str, Run)] = &[
    ("betsy", betsy::run),
    ("betsy-constraints", betsy_constraints::run),
    ("dmn-tck", dmn_tck::run),
    ("form-roundtrip", form_schema::round_trip),
    ("form-schema", form_schema::run),
    ("miwg", miwg::run),
];

/// Compares with another engine, which is there, as these words ask.
///
/// # Errors
/// When the other engine cannot be asked, or a word is not understood.
pub type Compare = fn(&Path, &[String]) -> io::Result<Report>;

/// Name on the command line, and what it does.
const COMPARISONS: &[(&str, Compare)] = &[
    ("dsntk", dsntk::run),
    ("form-fill", form_fill::run),
    ("spiff", spiff::run),
];

/// Runs the suite of this name, if there is one.
pub fn run(name: &str, place: &Path, words: &[String]) -> Option<io::Result<Report>> {
    let suite = SUITES.iter().find(|(known, _)| *known == name);
    let compare = COMPARISONS.iter().find(|(known, _)| *known == name);
    match suite {
        Some((_, run)) if words.is_empty() => Some(run(place)),
        Some(_) => Some(Err(io::Error::other("only a comparison takes more words"))),
        None => compare.map(|(_, compare)| compare(place, words)),
    }
}

/// The names of all suites.
pub fn names() -> String {
    let suites = SUITES.iter().map(|(name, _)| *name);
    let names: Vec<&str> = suites
        .chain(COMPARISONS.iter().map(|(name, _)| *name))
        .collect();
    names.join(", ")
}
