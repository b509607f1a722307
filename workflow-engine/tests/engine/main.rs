//! The engine from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod betsy;
mod bytes;
mod checks;
mod flows;
mod player;
mod properties;
mod refusals;
