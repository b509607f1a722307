//! `cargo xtask bench engine`: how fast the engine is on one core. Each line is
//! `name: value unit`; a value is the median of several rounds. The summary says which marks are
//! met.
//!
//! `engine FOLDER [PYTHON]`: the folder in which the databases are made, on the disk that is
//! measured, and the interpreter that has SpiffWorkflow, when there is one.
#![forbid(unsafe_code)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used,
    reason = "a measurement reads the clock and the disk, and stops when it cannot measure"
)]

mod checked;
mod durable;
mod figures;
mod leave;
mod memory;
mod migrated;
mod spiff;

use figures::Figures;
use std::path::Path;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let folder = Path::new(words.first().map_or(".", String::as_str));
    let mut figures = Figures::default();
    let plan = leave::plan();
    spiff::instances(&mut figures, &plan, words.get(1).map(Path::new));
    memory::state(&mut figures, &plan);
    memory::replayed(&mut figures, &plan);
    memory::condition(&mut figures);
    checked::flows(&mut figures);
    migrated::cases(&mut figures, &plan);
    durable::steps(&mut figures, &plan, folder);
    println!("{}", figures.summary());
}
