//! A service under edit: the files of a pack as a clerk works on them, without a window.
//!
//! A [`Service`] holds form, route, tables, texts, manifest and scenarios with one way back over
//! all of them. [`route`] is the route for those who draw no BPMN; [`table`] shows decision tables
//! as grids; [`texts`] shows both languages side by side. [`check()`] says everything there is to
//! say, [`difference`] what became different between two versions, and [`publication`] makes the
//! file in which a pack travels by itself. 服務包編輯
//!
//! What is not known and what is not touched stays byte for byte. There is no clock and no disk:
//! files, time and whoever signs come in as arguments.
#![forbid(unsafe_code)]

mod check;
pub mod difference;
mod files;
pub mod manifest;
mod problem;
pub mod publication;
pub mod route;
pub mod scenarios;
mod service;
pub mod table;
pub mod template;
pub mod texts;
mod tree;

pub use check::{Finding, Place, Weight, check};
pub use files::{FLOW, FORM, Files, MANIFEST, MAX_PATH, PRINT, RULES, TEXTS};
pub use office::pack::DAY_ASKED;
pub use problem::{CODES, Problem};
pub use service::{Did, Edit, Service, Step};
