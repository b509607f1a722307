//! What the office decides. An operation (what a person asked for, signed) is
//! decided by [`decide`](decide::decide) into events or a refusal;
//! [`State::apply`] is the only code that changes state. The same code runs on
//! a person's computer and at the agency.
//!
//! There is no clock, no disk and no network here: time comes in as an
//! argument, and everything else through [`World`].
#![forbid(unsafe_code)]

pub mod away;
pub mod calendar;
pub mod case;
pub mod civil;
mod codec;
pub mod decide;
pub mod deputation;
mod event;
pub mod explain;
pub mod ids;
pub mod leave;
pub mod operation;
pub mod org;
pub mod pack;
mod refusal;
pub mod route;
pub mod scenario;
pub mod scope;
pub mod series;
mod state;
mod stream;
pub mod world;

pub use decide::{Change, Decision, decide};
pub use event::Event;
pub use operation::{Actor, Content, Operation};
pub use pack::Pack;
pub use refusal::Refusal;
pub use state::{SHAPE, State};
pub use stream::Stream;
pub use workflow_engine::{migration, run::TokenId};
pub use world::{Fault, Reading, Stop, World};
