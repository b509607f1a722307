//! Running a process: what happens ([`Input`]) is decided into what becomes true ([`Event`]), and
//! only [`apply`] changes an [`Instance`].

mod apply;
mod change;
mod compensation;
mod decide;
mod decided;
mod event;
mod instance;
mod interrupt;
mod joins;
mod mend;
mod migrate;
mod places;
mod renaming;
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
pub use change::{Change, How};
pub use decide::{Input, Refused, decide, decide_with};
pub use decided::{Decided, Rows};
pub use event::Event;
pub use instance::{
    CalledProcess, ConditionWait, Done, Incident, Instance, Loop, MessageWait, RunScope, ScopeId,
    Timer, Token, TokenId, WaitId,
};
pub use migrate::migrate;
pub(crate) use places::plan_at;
pub use runner::{INCIDENTS, MAX_INSTANCES, MAX_SCOPES, MAX_STEPS, MAX_TIMERS, MAX_TOKENS};
pub use views::{OpenService, OpenTask, ServiceKind};
