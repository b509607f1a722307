//! What became true in an instance.
//!
//! In CBOR an event is an array of its number and a map of its fields (minicbor's form for enums).
//! Numbers of events and keys of fields are never used for anything else, and an event that has
//! been released keeps its meaning and its applier: a changed meaning is a new event with a new
//! number. A key that a reader does not know is passed over; an event that it does not know is an
//! error, because the state would be wrong without it.

use super::instance::{ScopeId, TokenId, WaitId};
use feel::Context;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::fmt;

/// One thing that became true.
#[derive(Clone, Debug, PartialEq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cbor(map)]
pub enum Event {
    /// The process started.
    #[n(0)]
    Started {
        /// BPMN id of the process.
        #[n(0)]
        process: String,
    },
    /// Variables were set; others keep their values.
    #[n(1)]
    VariablesSet {
        /// The new values.
        #[cbor(n(0), with = "feel::cbor::variables")]
        variables: Context,
    },
    /// The process (scope 0) or a sub-process began to run.
    #[n(2)]
    ScopeEntered {
        /// The new scope.
        #[n(0)]
        scope: ScopeId,
        /// BPMN id of the process or sub-process.
        #[n(1)]
        element: String,
        /// The token that stands on the sub-process.
        #[n(2)]
        token: Option<TokenId>,
    },
    /// Nothing runs in the scope any more. With `kept`, what in it can be compensated is now the
    /// outer scope's to compensate.
    #[n(3)]
    ScopeEnded {
        /// The scope.
        #[n(0)]
        scope: ScopeId,
        /// Whether its records go to the outer scope.
        #[n(1)]
        kept: bool,
    },
    /// A token stands on an element.
    #[n(4)]
    Entered {
        /// The new token.
        #[n(0)]
        token: TokenId,
        /// The scope in which it runs.
        #[n(1)]
        scope: ScopeId,
        /// BPMN id of the element.
        #[n(2)]
        element: String,
        /// BPMN id of the flow by which it came.
        #[n(3)]
        via: Option<String>,
        /// The record that it compensates, when it runs a compensation handler.
        #[n(4)]
        undoes: Option<u64>,
    },
    /// The token went on or ended; what hung on it is gone with it.
    #[n(5)]
    Left {
        /// The token.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the element.
        #[n(1)]
        element: String,
    },
    /// The token was taken away by an interruption or termination; what hung on it is gone with
    /// it.
    #[n(6)]
    Cancelled {
        /// The token.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the element.
        #[n(1)]
        element: String,
    },
    /// A user task waits for a person.
    #[n(7)]
    TaskOpened {
        /// The token on it.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the task.
        #[n(1)]
        element: String,
    },
    /// A user task was done.
    #[n(8)]
    TaskClosed {
        /// The token on it.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the task.
        #[n(1)]
        element: String,
    },
    /// A service or business rule task waits for the host.
    #[n(9)]
    ServiceOpened {
        /// The token on it.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the task.
        #[n(1)]
        element: String,
    },
    /// The host did the service.
    #[n(10)]
    ServiceDone {
        /// The token on it.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the task.
        #[n(1)]
        element: String,
    },
    /// The host could not do the service.
    #[n(11)]
    ServiceFailed {
        /// The token on it.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the task.
        #[n(1)]
        element: String,
        /// The error's code.
        #[n(2)]
        error_code: String,
    },
    /// A timer was set.
    #[n(12)]
    TimerArmed {
        /// The wait.
        #[n(0)]
        wait: WaitId,
        /// The token that it hangs on.
        #[n(1)]
        token: TokenId,
        /// BPMN id of the catch or boundary event.
        #[n(2)]
        element: String,
        /// When it is due, in ms since 1970 UTC.
        #[n(3)]
        due: i64,
        /// How often it is due again.
        #[n(4)]
        again: Option<u32>,
        /// How long after each time, as an ISO 8601 duration.
        #[n(5)]
        every: Option<String>,
    },
    /// A timer was due.
    #[n(13)]
    TimerFired {
        /// The wait, which is over.
        #[n(0)]
        wait: WaitId,
        /// BPMN id of the catch or boundary event.
        #[n(1)]
        element: String,
    },
    /// A message is waited for.
    #[n(14)]
    MessageAwaited {
        /// The wait.
        #[n(0)]
        wait: WaitId,
        /// The token that it hangs on.
        #[n(1)]
        token: TokenId,
        /// BPMN id of the catch or boundary event.
        #[n(2)]
        element: String,
        /// Name of the message.
        #[n(3)]
        name: String,
    },
    /// A message came to a wait.
    #[n(15)]
    MessageTaken {
        /// The wait; over, unless it is a boundary event's that does not interrupt.
        #[n(0)]
        wait: WaitId,
        /// BPMN id of the catch or boundary event.
        #[n(1)]
        element: String,
        /// Whether the wait goes on.
        #[n(2)]
        stays: bool,
    },
    /// An activity was done that has a compensation handler.
    #[n(16)]
    CompensationKept {
        /// The new record.
        #[n(0)]
        record: u64,
        /// The scope that can compensate it.
        #[n(1)]
        scope: ScopeId,
        /// BPMN id of the activity.
        #[n(2)]
        element: String,
    },
    /// A compensation began.
    #[n(17)]
    CompensationBegun {
        /// The token on the event that throws.
        #[n(0)]
        token: TokenId,
        /// The records to compensate, in order.
        #[n(1)]
        records: Vec<u64>,
    },
    /// A handler has compensated a record.
    #[n(18)]
    Compensated {
        /// The record, which is gone.
        #[n(0)]
        record: u64,
        /// BPMN id of the activity that was compensated.
        #[n(1)]
        element: String,
    },
    /// A token cannot go on by itself.
    #[n(19)]
    IncidentRaised {
        /// The token.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the element.
        #[n(1)]
        element: String,
        /// Stable code: `flow-condition`, `flow-no-way`, `flow-script`, `flow-timer`,
        /// `flow-service`, `flow-steps`, `flow-join`, `flow-plan`.
        #[n(2)]
        code: String,
        /// What is wrong, for a log (English).
        #[n(3)]
        reason: String,
    },
    /// A token is tried again.
    #[n(20)]
    IncidentCleared {
        /// The token.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the element.
        #[n(1)]
        element: String,
    },
    /// The instance ended.
    #[n(21)]
    Ended {
        /// How.
        #[n(0)]
        how: How,
    },
}

/// How an instance ended.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cbor(map)]
pub enum How {
    /// Every path came to its end.
    #[n(0)]
    Completed,
    /// A terminate end event was reached.
    #[n(1)]
    Terminated,
    /// An error end event was reached that nothing caught.
    #[n(2)]
    Failed {
        /// The error's code.
        #[n(0)]
        error_code: String,
    },
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Completed => write!(f, "completed"),
            Self::Terminated => write!(f, "terminated"),
            Self::Failed { error_code } => write!(f, "failed with {error_code}"),
        }
    }
}

/// One line a person can read.
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started { process } => write!(f, "started {process}"),
            Self::VariablesSet { variables } => {
                let names: Vec<&str> = variables.keys().map(String::as_str).collect();
                write!(f, "variables set: {}", names.join(", "))
            }
            Self::ScopeEntered { scope, element, .. } => write!(f, "{scope} runs {element}"),
            Self::ScopeEnded { scope, .. } => write!(f, "{scope} ended"),
            Self::Entered {
                token,
                scope,
                element,
                undoes,
                ..
            } => {
                write!(f, "{token} on {element} in {scope}")?;
                undoes.map_or(Ok(()), |record| write!(f, " undoes #{record}"))
            }
            Self::Left { token, element } => write!(f, "{token} left {element}"),
            Self::Cancelled { token, element } => write!(f, "{token} cancelled on {element}"),
            Self::TaskOpened { token, element } => write!(f, "{token} task opened {element}"),
            Self::TaskClosed { token, element } => write!(f, "{token} task closed {element}"),
            Self::ServiceOpened { token, element } => {
                write!(f, "{token} service opened {element}")
            }
            Self::ServiceDone { token, element } => write!(f, "{token} service done {element}"),
            Self::ServiceFailed {
                token,
                element,
                error_code,
            } => write!(f, "{token} service failed {element} with {error_code}"),
            Self::TimerArmed {
                wait,
                token,
                element,
                due,
                ..
            } => write!(f, "{token} {wait} timer armed {element} due {due}"),
            Self::TimerFired { wait, element } => write!(f, "{wait} timer fired {element}"),
            Self::MessageAwaited {
                wait,
                token,
                element,
                name,
            } => write!(f, "{token} {wait} message awaited {element}: {name}"),
            Self::MessageTaken { wait, element, .. } => {
                write!(f, "{wait} message taken {element}")
            }
            Self::CompensationKept {
                record,
                scope,
                element,
            } => write!(f, "#{record} {element} can be compensated in {scope}"),
            Self::CompensationBegun { token, records } => {
                write!(f, "{token} compensates {records:?}")
            }
            Self::Compensated { record, element } => write!(f, "#{record} compensated {element}"),
            Self::IncidentRaised {
                token,
                element,
                code,
                ..
            } => write!(f, "{token} incident on {element}: {code}"),
            Self::IncidentCleared { token, element } => {
                write!(f, "{token} tried again on {element}")
            }
            Self::Ended { how } => write!(f, "ended {how}"),
        }
    }
}
