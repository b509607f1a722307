//! A form as everybody reads it: the designer, the person's computer and the
//! agency. The file format is that of form-js (bpmn.io): a JSON document with
//! `components`. What this crate does not know it keeps.
//!
//! What form-js cannot say is a component type of our own (`antou-when`, `antou-leave-kind`,
//! `antou-deputy`), or stands in the custom `properties` of a component, which form-js keeps and
//! ignores: `"properties": {"antou": "when"}` on a `textfield` makes it a field for a time in
//! plain words here, and leaves it a text field elsewhere. `docs/formats/form.md`.
//!
//! There is no clock and no disk here: what a condition or a list of options
//! needs besides the answers comes in as a context.
#![forbid(unsafe_code)]

mod answers;
mod check;
mod component;
mod difference;
pub mod edit;
mod field;
mod filled;
mod form;
mod json;
mod layout;
mod mapping;
mod path;
mod plan;
mod problem;
pub mod schema;
mod scope;
mod session;
mod setting;
mod start;
mod words;

pub use answers::{Answers, MAX_ANSWERS, answers_from_json, answers_to_json};
pub use check::{check, check_at, visible, without_hidden};
pub use component::{
    APPLICANT, Access, Choice, Code, Component, Kind, Options, Own, Part, Pattern, Rule, Rules,
    Subtype,
};
pub use difference::{Became, Difference, difference};
pub use field::MAX_TEXT;
pub use filled::{fill_in, filled_in};
pub use form::{Form, MAX_COMPONENTS, MAX_DEPTH, MAX_FORM, MAX_PATTERN};
pub use json::{Json, MAX_NESTING, Place, places};
pub use layout::{COLUMNS, Cell, Row, rows};
pub use mapping::{Draft, Lost, Mapping, Why, mapping};
pub use problem::{CODES, Problem, Severity};
pub use scope::{MAX_STEPS, MAX_STEPS_ALL, TODAY};
pub use session::{Asked, Change, Changes, MAX_ITEMS, MAX_PLACES, Seen, Session};
pub use setting::Setting;
pub use words::{MAX_WORDS, Piece, Words};
