//! The state of one running process.

use super::event::How;
use crate::bpmn::model::Extension;
use crate::plan::{Act, Plan};
use feel::Context;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

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
    pub process: Option<String>,
    /// How it ended, once it did.
    pub ended: Option<How>,
    /// Its variables.
    pub variables: Context,
    /// Where it stands.
    pub tokens: BTreeMap<TokenId, Token>,
    /// What runs: the process and its sub-processes.
    pub scopes: BTreeMap<ScopeId, RunScope>,
    /// Open user tasks: BPMN id by token.
    pub tasks: BTreeMap<TokenId, String>,
    /// Open service and business rule tasks: BPMN id by token.
    pub services: BTreeMap<TokenId, String>,
    /// Timers that are set.
    pub timers: BTreeMap<WaitId, Timer>,
    /// Messages that are waited for.
    pub messages: BTreeMap<WaitId, MessageWait>,
    /// What was done and can be compensated, by record.
    pub done: BTreeMap<u64, Done>,
    /// Compensations that are running: the records still to do, by the token that throws.
    pub compensations: BTreeMap<TokenId, Vec<u64>>,
    /// Tokens that cannot go on by themselves.
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
    pub element: String,
    /// The scope in which it runs.
    pub scope: ScopeId,
    /// BPMN id of the flow by which it came.
    pub via: Option<String>,
    /// The record that it compensates.
    pub undoes: Option<u64>,
}

/// A running process or sub-process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunScope {
    /// BPMN id of the process or sub-process.
    pub element: String,
    /// The token that stands on the sub-process.
    pub token: Option<TokenId>,
}

/// A timer that is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Timer {
    /// The token that it hangs on.
    pub token: TokenId,
    /// BPMN id of the catch or boundary event.
    pub element: String,
    /// When it is due, in ms since 1970 UTC.
    pub due: i64,
    /// How often it is due again.
    pub again: Option<u32>,
    /// How long after each time, as an ISO 8601 duration.
    pub every: Option<String>,
}

/// A message that is waited for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageWait {
    /// The token that it hangs on.
    pub token: TokenId,
    /// BPMN id of the catch or boundary event.
    pub element: String,
    /// Name of the message.
    pub name: String,
}

/// An activity that was done and can be compensated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Done {
    /// BPMN id of the activity.
    pub element: String,
    /// The scope that can compensate it.
    pub scope: ScopeId,
    /// BPMN ids of the ended sub-processes in which it was done, innermost first.
    pub within: Vec<String>,
}

/// Why a token cannot go on by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Incident {
    /// BPMN id of the element.
    pub element: String,
    /// Stable code.
    pub code: String,
    /// What is wrong, for a log (English).
    pub reason: String,
}

/// An open user task as the host sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTask<'p> {
    /// Its token, for [`Input::CloseTask`](super::Input::CloseTask).
    pub token: TokenId,
    /// BPMN id.
    pub element: &'p str,
    /// Name, may be empty.
    pub name: &'p str,
    /// What this office added to it.
    pub extension: &'p Extension,
}

/// An open service or business rule task that the host has to do and to answer with
/// [`Input::ServiceDone`](super::Input::ServiceDone) or
/// [`Input::ServiceFailed`](super::Input::ServiceFailed).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenService<'p> {
    /// Its token.
    pub token: TokenId,
    /// BPMN id.
    pub element: &'p str,
    /// Name, may be empty.
    pub name: &'p str,
    /// What this office added to it.
    pub extension: &'p Extension,
    /// What kind of work it is.
    pub kind: ServiceKind<'p>,
    /// The activity that it compensates, by BPMN id, when it is a handler.
    pub undoes: Option<String>,
}

/// What kind of work an open service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceKind<'p> {
    /// A service task.
    Service,
    /// A business rule task.
    Rule {
        /// Name of the decision.
        decision: &'p str,
        /// Variable in which the host gives the value back; without it the host decides.
        result: Option<&'p str>,
    },
}

impl Instance {
    /// Whether it started and did not end.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.process.is_some() && self.ended.is_none()
    }

    /// The open user tasks, oldest first.
    #[must_use]
    pub fn open_tasks<'p>(&self, plan: &'p Plan) -> Vec<OpenTask<'p>> {
        let known = self.tasks.iter().filter_map(|(token, element)| {
            let node = plan.node(element)?;
            Some(OpenTask {
                token: *token,
                element: &node.id,
                name: &node.name,
                extension: &node.extension,
            })
        });
        known.collect()
    }

    /// The services that wait for the host, oldest first.
    #[must_use]
    pub fn open_services<'p>(&self, plan: &'p Plan) -> Vec<OpenService<'p>> {
        let known = self.services.iter().filter_map(|(token, element)| {
            let node = plan.node(element)?;
            let record = self.tokens.get(token).and_then(|t| t.undoes);
            Some(OpenService {
                token: *token,
                element: &node.id,
                name: &node.name,
                extension: &node.extension,
                kind: match &node.act {
                    Act::RuleTask { decision, result } => ServiceKind::Rule {
                        decision,
                        result: result.as_deref(),
                    },
                    _ => ServiceKind::Service,
                },
                undoes: record
                    .and_then(|r| self.done.get(&r))
                    .map(|d| d.element.clone()),
            })
        });
        known.collect()
    }

    /// The names of the messages that are waited for.
    pub fn awaited(&self) -> impl Iterator<Item = &str> {
        self.messages.values().map(|wait| wait.name.as_str())
    }

    /// When the next timer is due, in ms since 1970 UTC: the host then gives
    /// [`Input::Wake`](super::Input::Wake).
    #[must_use]
    pub fn next_wake(&self) -> Option<i64> {
        self.timers.values().map(|timer| timer.due).min()
    }
}
