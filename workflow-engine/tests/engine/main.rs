//! The engine from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bad;
mod bytes;
mod chance;
mod checks;
mod crossing;
mod drawing;
mod explaining;
mod flows;
mod mending;
mod migrating;
mod migrating_edges;
mod player;
mod properties;
mod refusals;
mod wide;
