//! Runs BPMN 2.0 processes (OMG formal/2013-12-09) without clock, disk or network.
//!
//! The order of things: [`bpmn::read`](mod@bpmn) makes a typed model of the file, [`bpmn::check`]
//! says what in it cannot be run, [`plan::Plan::build`] compiles it once, and [`run::decide`] says
//! what becomes true when something happens to a running [`run::Instance`]. Only [`run::apply`]
//! changes an instance, so that [`replay()`] of the events is the instance.
#![forbid(unsafe_code)]

#[macro_use]
mod codes;

pub mod bpmn;
pub mod explain;
pub mod host;
pub mod migration;
mod name;
pub mod picture;
pub mod plan;
pub mod problem;
pub mod replay;
pub mod run;
pub mod sound;
pub mod time;

pub use host::{Host, Library};
pub use name::Name;
pub use problem::Problem;
pub use replay::replay;

/// Every code that a person may be told by this crate about a flow, its file or a running case.
pub fn codes() -> impl Iterator<Item = &'static str> {
    let all = [
        Problem::CODES,
        bpmn::xml::XmlProblem::CODES,
        sound::Fault::CODES,
        run::Refused::CODES,
        run::INCIDENTS,
    ];
    let rules = bpmn::rules::all().map(|rule| rule.code);
    all.into_iter().flatten().copied().chain(rules)
}
