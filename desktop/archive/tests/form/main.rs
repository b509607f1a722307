//! Forms printed from their own grid.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cases;
mod chance;
mod notation;
mod papers;
#[path = "../pictures/mod.rs"]
mod pictures;
mod samples;
mod told;
