//! Running a process: what happens ([`Input`]) is decided into what becomes true ([`Event`]), and
//! only [`apply`] changes an [`Instance`].

mod apply;
mod compensation;
mod decide;
mod event;
mod instance;
mod interrupt;
mod mend;
mod places;
mod repeat;
mod runner;
mod scopes;
mod show;
mod throw;
mod variables;
mod views;
mod waits;
mod ways;

pub use apply::apply;
pub use decide::{Input, Refused, decide, decide_with};
pub use event::{Change, Event, How};
pub use instance::{
    CalledProcess, ConditionWait, Done, Incident, Instance, Loop, MessageWait, RunScope, ScopeId,
    Timer, Token, TokenId, WaitId,
};
pub use runner::{MAX_INSTANCES, MAX_SCOPES, MAX_STEPS, MAX_TIMERS, MAX_TOKENS};
pub use views::{OpenService, OpenTask, ServiceKind};
