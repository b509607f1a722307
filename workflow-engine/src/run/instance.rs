//! The state of one running process.

use super::change::How;
use crate::name::Name;
use crate::time::Working;
use feel::{Context, Value};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

macro_rules! number {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode,
            Serialize, Deserialize,
        )]
        #[serde(transparent)]
        #[cbor(transparent)]
        pub struct $name(#[n(0)] pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $letter, self.0)
            }
        }
    };
}

number!(
    /// A token's number, never used again in its instance.
    TokenId, "t"
);
number!(
    /// A scope's number, never used again in its instance; 0 is the process.
    ScopeId, "s"
);
number!(
    /// The number of a timer or message wait, never used again in its instance.
    WaitId, "w"
);

/// The state of one process. It is what [`apply`](super::apply) makes of the events; it names
/// elements by their BPMN ids.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Instance {
    /// BPMN id of the process, once it started.
    pub process: Option<Name>,
    /// How it ended, once it did.
    pub ended: Option<How>,
    /// Its variables.
    pub variables: Arc<Context>,
    /// Where it stands.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tokens: BTreeMap<TokenId, Token>,
    /// What runs: the process and its sub-processes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub scopes: BTreeMap<ScopeId, RunScope>,
    /// Open user tasks: BPMN id by token.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tasks: BTreeMap<TokenId, Name>,
    /// Open service and business rule tasks: BPMN id by token.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub services: BTreeMap<TokenId, Name>,
    /// Variables of tokens: of the sub-process, call or instance that they run.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub locals: BTreeMap<TokenId, Context>,
    /// Activities that repeat, by their token.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub loops: BTreeMap<TokenId, Loop>,
    /// Timers that are set.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub timers: BTreeMap<WaitId, Timer>,
    /// Messages that are waited for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub messages: BTreeMap<WaitId, MessageWait>,
    /// Signals that are waited for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub signals: BTreeMap<WaitId, MessageWait>,
    /// Conditions that are waited for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub conditions: BTreeMap<WaitId, ConditionWait>,
    /// What was done and can be compensated, by record.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub done: BTreeMap<u64, Done>,
    /// Compensations that are running: the records still to do, by the token that throws.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub compensations: BTreeMap<TokenId, Vec<u64>>,
    /// Tokens that cannot go on by themselves.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub incidents: BTreeMap<TokenId, Incident>,
    /// The next token's number.
    pub next_token: u64,
    /// The next scope's number.
    pub next_scope: u64,
    /// The next wait's number.
    pub next_wait: u64,
    /// The next record's number.
    pub next_record: u64,
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Token {
    /// BPMN id of the element that it stands on.
    pub element: Name,
    /// The scope in which it runs.
    pub scope: ScopeId,
    /// BPMN id of the flow by which it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Name>,
    /// The record that it compensates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u64>,
    /// Which instance of an activity that repeats it is, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
}

/// A running process or sub-process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunScope {
    /// BPMN id of the process or sub-process.
    pub element: Name,
    /// The token that stands on the sub-process.
    pub token: Option<TokenId>,
    /// The process that was called, when it runs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<Box<CalledProcess>>,
    /// What is still to begin by itself in an ad-hoc sub-process.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<Name>,
}

/// A process that was called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CalledProcess {
    /// BPMN id of the process.
    pub process: Name,
    /// Version of its plan.
    pub version: Name,
    /// Whether it does not see the variables of its caller.
    pub sealed: bool,
}

/// An activity that repeats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Loop {
    /// The scope of its instances.
    pub scope: ScopeId,
    /// How many instances there are; none for a loop.
    pub total: Option<u32>,
    /// How many have begun.
    pub begun: u32,
    /// How many are done.
    pub done: u32,
    /// The items of instances that come one after the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Value>,
    /// What instances gave, by their number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub given: BTreeMap<u32, Value>,
}

/// A timer that is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Timer {
    /// The token that it hangs on.
    pub token: TokenId,
    /// BPMN id of the catch or boundary event.
    pub element: Name,
    /// When it is due, in ms since 1970 UTC.
    pub due: i64,
    /// How often it is due again.
    pub again: Option<u32>,
    /// How long after each time, as an ISO 8601 duration.
    pub every: Option<Name>,
    /// In working time: from when it counts (ms since 1970 UTC), and how much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working: Option<(i64, Working)>,
}

/// A condition that is waited for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConditionWait {
    /// The token that it hangs on.
    pub token: TokenId,
    /// BPMN id of the event.
    pub element: Name,
    /// Which of its event definitions it is, from 0.
    pub cause: u32,
    /// Whether it is true now, so that it must first be untrue to occur again.
    pub held: bool,
}

/// A message or signal that is waited for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageWait {
    /// The token that it hangs on.
    pub token: TokenId,
    /// BPMN id of the catch or boundary event.
    pub element: Name,
    /// Its name.
    pub name: Name,
}

/// An activity that was done and can be compensated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Done {
    /// BPMN id of the activity.
    pub element: Name,
    /// The scope that can compensate it.
    pub scope: ScopeId,
    /// BPMN ids of the ended sub-processes in which it was done, innermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<Name>,
    /// The ended scope whose records belong to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inner: Option<ScopeId>,
    /// What it knew: its own variables when it was done.
    #[serde(default, skip_serializing_if = "Context::is_empty")]
    pub locals: Context,
}

/// Why a token cannot go on by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Incident {
    /// BPMN id of the element.
    pub element: Name,
    /// Stable code.
    pub code: Name,
    /// What is wrong, for a log (English).
    pub reason: String,
}
