//! Forms printed from their own grid.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cases;
mod chance;
mod notation;
mod papers;
mod samples;
mod told;
