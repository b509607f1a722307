//! Running a process: what happens ([`Input`]) is decided into what becomes true ([`Event`]), and
//! only [`apply`] changes an [`Instance`].

mod apply;
mod compensation;
mod decide;
mod event;
mod instance;
mod interrupt;
mod runner;
mod waits;

pub use apply::apply;
pub use decide::{Input, Refused, decide};
pub use event::{Event, How};
pub use instance::{
    Done, Incident, Instance, MessageWait, OpenService, OpenTask, RunScope, ScopeId, ServiceKind,
    Timer, Token, TokenId, WaitId,
};
pub use runner::MAX_STEPS;
