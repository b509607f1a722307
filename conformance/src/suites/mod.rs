//! The suites, each one file.

mod betsy;
mod betsy_constraints;
mod dmn_tck;
mod miwg;

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
    ("miwg", miwg::run),
];

/// The suite of this name.
pub fn named(name: &str) -> Option<Run> {
    SUITES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, run)| *run)
}

/// The names of all suites.
pub fn names() -> String {
    let names: Vec<&str> = SUITES.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}
