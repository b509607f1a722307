//! The program in which forms are drawn: a window over `form_model::edit`, which decides all that
//! can be done to a form. Rust knows `ui/api.slint` and no other part of the window.
#![allow(unsafe_code, reason = "written by Slint's macro")]

pub mod arguments;
pub mod asks;
pub mod cases;
pub mod clauses;
pub mod clipboard;
pub mod controller;
pub mod drafts;
pub mod drag;
pub mod drawing;
pub mod expression;
pub mod files;
pub mod findings;
pub mod grid;
pub mod keys;
pub mod matrix;
pub mod models;
pub mod official;
pub mod outline;
pub mod palette;
pub mod preview;
pub mod problems;
pub mod properties;
pub mod recent;
pub mod red;
pub mod seal;
pub mod selection;
pub mod sheet;
pub mod stations;
pub mod templates;
pub mod texts;
pub mod write;

/// The window, as Slint compiles it.
#[allow(
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "written by Slint's macro"
)]
pub mod ui {
    slint::include_modules!();
}
