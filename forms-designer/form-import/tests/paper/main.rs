//! Forms on paper, as agencies have them, and what becomes of them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what it expects by failing"
)]

mod chance;
mod controls;
mod draft;
mod forms;
mod layouts;
mod refusals;
mod writer;
