//! Parsers of foreign bytes, each as a target: a function of bytes that must answer for whatever
//! it is given. What is foreign is a pack of another agency, a signed operation, an answer from
//! the network, a damaged file. `cargo xtask fuzz` looks for bytes that break a target;
//! `tests/corpus.rs` replays those that are kept in `fuzz/corpus`, and mutations of them, in every
//! run of the tests.
#![forbid(unsafe_code)]

pub mod corpus;
pub mod mutate;
pub mod seeds;
mod targets;

pub use targets::TARGETS;

/// What must hold of one input: nothing to say, or what broke.
pub type Held = Result<(), String>;

/// One parser of foreign bytes.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name: the folder in `fuzz/corpus` and the word for `cargo xtask fuzz`.
    pub name: &'static str,
    /// Gives the bytes to the parser. It may neither panic nor run long, and what it says in an
    /// error has broken a promise of the parser: a limit, or that what was read is written back
    /// to what reads the same.
    pub run: fn(&[u8]) -> Held,
    /// Longest input that the engine makes, in bytes.
    pub longest: usize,
    /// Mutations of the whole corpus that the tests replay.
    pub mutations: usize,
}

/// The target of this name.
#[must_use]
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// An error with the facts when a promise is broken.
///
/// # Errors
/// What was said, when it does not hold.
pub(crate) fn must(holds: bool, what: &str) -> Held {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

/// The same, of two values that must be equal.
///
/// # Errors
/// What was said and both values, when they differ.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(left: &T, right: &T, what: &str) -> Held {
    if left == right {
        return Ok(());
    }
    let shown = |value: &T| format!("{value:?}").chars().take(400).collect::<String>();
    Err(format!("{what}: {} and {}", shown(left), shown(right)))
}
