//! The office decides: a small agency in memory, the real leave pack, and whole
//! days played through `decide` and `apply` only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::disallowed_methods,
    reason = "tests read the pack and the recorded histories"
)]

mod agency;
mod along;
mod brought;
mod bytes;
mod chance;
mod dates;
mod day;
mod deputising;
mod explaining;
mod filling;
mod histories;
mod mending;
mod scope;
mod typhoon;
