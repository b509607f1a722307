//! Why an instance stands where it stands, and what can come next.
//!
//! A [`Story`] is read from the plan and the whole history: which flow brought each token, what its
//! condition read at that time, what was closed, fired or came before it. Nothing of it is kept in
//! the events but the rules by which a table decided ([`Decided`]). What lies ahead is found by
//! [`Story::ahead`], which gives the instance an input on a copy, with the very code that decides.

mod ahead;
mod story;
mod way;

pub use ahead::{Ahead, MAX_AHEAD, Suppose};
pub use story::Story;

use crate::name::Name;
use crate::run::{Change, Decided, TokenId, WaitId};
use feel::Context;
use std::sync::Arc;

/// Most steps of one way that are told, the newest.
pub const MAX_WAY: usize = 64;
/// Most decided rules that are told, the newest.
pub const MAX_RULINGS: usize = 64;

/// Where a token stands, and how it came there.
#[derive(Clone, Debug, PartialEq)]
pub struct Here {
    /// The token.
    pub token: TokenId,
    /// BPMN id of the element.
    pub element: Name,
    /// What set it in motion; none where the history does not reach so far back.
    pub origin: Option<Origin>,
    /// The elements from there to here, the oldest first; the last is this one.
    pub steps: Vec<Step>,
    /// What it waits for; empty for a token of the past.
    pub waits: Vec<Wait>,
}

/// What set a token in motion.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The place of the event in the history, from 0.
    pub at: usize,
    /// The token to which it happened.
    pub token: Option<TokenId>,
    /// BPMN id of the element at which it happened.
    pub element: Name,
    /// What happened.
    pub what: What,
}

/// Something that happens from outside of the flow.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The process was started.
    Started,
    /// A user task was closed.
    TaskClosed,
    /// A timer was due.
    Timer,
    /// A message of this name came.
    Message(Name),
    /// A signal of this name came.
    Signal(Name),
    /// A condition became true.
    Condition,
    /// An error of this code; empty where it was not told.
    Error(Name),
    /// An escalation of this code; empty where it was not told.
    Escalation(Name),
    /// A transaction was cancelled.
    Cancelled,
    /// An administrator's doing.
    Mended(Change),
    /// A token that could not go on was tried again.
    Retried,
}

/// One element on the way of a token.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The place of the event by which it was entered, from 0.
    pub at: usize,
    /// The token on it.
    pub token: TokenId,
    /// BPMN id of the element.
    pub element: Name,
    /// How the token came to it.
    pub by: By,
    /// What a business rule task decided there.
    pub ruling: Option<Ruling>,
}

/// How a token comes to an element.
#[derive(Clone, Debug, PartialEq)]
pub enum By {
    /// By a flow.
    Way {
        /// BPMN id of the flow.
        flow: Name,
        /// BPMN id of the element that it leaves; empty where the plan does not know the flow.
        from: Name,
        /// Why this flow.
        why: Why,
    },
    /// Something happened.
    Event(What),
    /// What holds the element began.
    Inside,
    /// It is this instance of an activity that repeats, from 1.
    Instance(u32),
    /// It compensates this activity.
    Undoes(Name),
    /// It follows what was left just before, without a flow: the other end of a link, or an
    /// activity that has gathered all its tokens.
    After,
}

/// Why a flow was taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// There is no other.
    Only,
    /// All flows were taken.
    All,
    /// Its event came first.
    First,
    /// Its condition was true.
    True {
        /// The condition.
        asked: Asked,
        /// Conditions that were asked before it and were not true.
        before: Vec<Asked>,
    },
    /// It is the default; none of these was true.
    Default(Vec<Asked>),
    /// The plan does not know the flow.
    Unknown,
}

/// A condition that was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// BPMN id of the flow.
    pub flow: Name,
    /// The condition as it is written.
    pub condition: String,
    /// What the names that it reads stood for; a name that stood for nothing is left out.
    pub values: Context,
}

/// What a business rule task decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling {
    /// The place of the event in the history, from 0.
    pub at: usize,
    /// The token on the task.
    pub token: TokenId,
    /// BPMN id of the task.
    pub element: Name,
    /// Name of the decision.
    pub decision: String,
    /// By which rules, where the host said so.
    pub decided: Option<Decided>,
    /// The variables of the process when it was decided.
    pub variables: Arc<Context>,
}

/// What a token waits for.
#[derive(Clone, Debug, PartialEq)]
pub enum Wait {
    /// A person.
    Task,
    /// A service or a decision of the host.
    Service,
    /// A time.
    Timer {
        /// The wait.
        wait: WaitId,
        /// BPMN id of the event.
        element: Name,
        /// When it is due, in ms since 1970 UTC.
        due: i64,
        /// Whether it counts the working time of the agency.
        working: bool,
    },
    /// A message.
    Message {
        /// BPMN id of the event.
        element: Name,
        /// Its name.
        name: Name,
    },
    /// A signal.
    Signal {
        /// BPMN id of the event.
        element: Name,
        /// Its name.
        name: Name,
    },
    /// A condition.
    Condition {
        /// BPMN id of the event.
        element: Name,
        /// The condition as it is written.
        condition: String,
    },
    /// Other tokens, at a join.
    Others,
    /// What runs inside of it.
    Inside,
    /// Somebody who repairs what stopped it.
    Repair {
        /// Stable code of the incident.
        code: Name,
    },
}
