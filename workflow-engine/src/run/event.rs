//! What became true in an instance.
//!
//! In CBOR an event is an array of its number and a map of its fields (minicbor's form for enums).
//! Numbers of events and keys of fields are never used for anything else, and an event that has
//! been released keeps its meaning and its applier: a changed meaning is a new event with a new
//! number. A key that a reader does not know is passed over; an event that it does not know is an
//! error, because the state would be wrong without it. So a flow that an older reader can follow
//! makes no event that it does not know: why a token came to an element is told by the flow in
//! `via`, whose condition the plan knows ([`Plan::flow`](crate::plan::Plan::flow)), and by the event
//! before it (what fired, failed, was taken, thrown or mended).

use super::change::{Change, How};
use super::decided::Decided;
use super::instance::{ScopeId, TokenId, WaitId};
use crate::name::Name;
use crate::time::Working;
use feel::Context;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
        process: Name,
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
        element: Name,
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
        element: Name,
        /// BPMN id of the flow by which it came.
        #[n(3)]
        via: Option<Name>,
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
        element: Name,
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
        element: Name,
    },
    /// A user task waits for a person.
    #[n(7)]
    TaskOpened {
        /// The token on it.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the task.
        #[n(1)]
        element: Name,
    },
    /// A user task was done.
    #[n(8)]
    TaskClosed {
        /// The token on it.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the task.
        #[n(1)]
        element: Name,
    },
    /// A service or business rule task waits for the host.
    #[n(9)]
    ServiceOpened {
        /// The token on it.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the task.
        #[n(1)]
        element: Name,
    },
    /// The host did the service, or decided the rule.
    #[n(10)]
    ServiceDone {
        /// The token on it.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the task.
        #[n(1)]
        element: Name,
        /// By which rules it was decided, where the host said so.
        #[n(2)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided: Option<Box<Decided>>,
    },
    /// The host could not do the service.
    #[n(11)]
    ServiceFailed {
        /// The token on it.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the task.
        #[n(1)]
        element: Name,
        /// The error's code.
        #[n(2)]
        error_code: Name,
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
        element: Name,
        /// When it is due, in ms since 1970 UTC.
        #[n(3)]
        due: i64,
        /// How often it is due again.
        #[n(4)]
        again: Option<u32>,
        /// How long after each time, as an ISO 8601 duration.
        #[n(5)]
        every: Option<Name>,
    },
    /// A timer was due.
    #[n(13)]
    TimerFired {
        /// The wait, which is over.
        #[n(0)]
        wait: WaitId,
        /// BPMN id of the catch or boundary event.
        #[n(1)]
        element: Name,
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
        element: Name,
        /// Name of the message.
        #[n(3)]
        name: Name,
    },
    /// A message came to a wait.
    #[n(15)]
    MessageTaken {
        /// The wait; over, unless it is a boundary event's that does not interrupt.
        #[n(0)]
        wait: WaitId,
        /// BPMN id of the catch or boundary event.
        #[n(1)]
        element: Name,
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
        element: Name,
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
        element: Name,
    },
    /// A token cannot go on by itself.
    #[n(19)]
    IncidentRaised {
        /// The token.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the element.
        #[n(1)]
        element: Name,
        /// Stable code: `flow-condition`, `flow-no-way`, `flow-script`, `flow-timer`,
        /// `flow-service`, `flow-steps`, `flow-join`, `flow-plan`.
        #[n(2)]
        code: Name,
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
        element: Name,
    },
    /// The instance ended.
    #[n(21)]
    Ended {
        /// How.
        #[n(0)]
        how: How,
    },
    /// Variables of a token were set: those of the sub-process, call or instance that it runs.
    #[n(22)]
    LocalsSet {
        /// The token.
        #[n(0)]
        token: TokenId,
        /// The new values.
        #[cbor(n(1), with = "feel::cbor::variables")]
        variables: Context,
    },
    /// An activity begins to repeat.
    #[n(23)]
    LoopBegun {
        /// The token on the activity.
        #[n(0)]
        token: TokenId,
        /// The scope of its instances.
        #[n(1)]
        scope: ScopeId,
        /// How many instances there are; none for a loop.
        #[n(2)]
        total: Option<u32>,
        /// The items of instances that come one after the other, as `items`.
        #[cbor(n(3), with = "feel::cbor::variables")]
        items: Context,
    },
    /// An instance of an activity that repeats begins.
    #[n(24)]
    InstanceEntered {
        /// The new token.
        #[n(0)]
        token: TokenId,
        /// The scope of the instances.
        #[n(1)]
        scope: ScopeId,
        /// BPMN id of the activity.
        #[n(2)]
        element: Name,
        /// Its number, from 1.
        #[n(3)]
        index: u32,
        /// Its own variables.
        #[cbor(n(4), with = "feel::cbor::variables")]
        locals: Context,
    },
    /// An instance of an activity that repeats is done.
    #[n(25)]
    InstanceDone {
        /// The token on the activity.
        #[n(0)]
        token: TokenId,
        /// Number of the instance.
        #[n(1)]
        index: u32,
        /// What it gives, as `given`.
        #[cbor(n(2), with = "feel::cbor::variables")]
        given: Context,
    },
    /// A signal is waited for.
    #[n(26)]
    SignalAwaited {
        /// The wait.
        #[n(0)]
        wait: WaitId,
        /// The token that it hangs on.
        #[n(1)]
        token: TokenId,
        /// BPMN id of the event.
        #[n(2)]
        element: Name,
        /// Name of the signal.
        #[n(3)]
        name: Name,
    },
    /// A signal came to a wait.
    #[n(27)]
    SignalTaken {
        /// The wait.
        #[n(0)]
        wait: WaitId,
        /// BPMN id of the event.
        #[n(1)]
        element: Name,
        /// Whether the wait goes on.
        #[n(2)]
        stays: bool,
    },
    /// A signal was thrown; the host gives it to the other instances.
    #[n(28)]
    SignalThrown {
        /// The token that throws.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the event.
        #[n(1)]
        element: Name,
        /// Name of the signal.
        #[n(2)]
        name: Name,
    },
    /// A message was sent; the host brings it to where it goes.
    #[n(29)]
    MessageThrown {
        /// The token that throws.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the event or task.
        #[n(1)]
        element: Name,
        /// Name of the message.
        #[n(2)]
        name: Name,
    },
    /// A condition is waited for.
    #[n(30)]
    ConditionAwaited {
        /// The wait.
        #[n(0)]
        wait: WaitId,
        /// The token that it hangs on.
        #[n(1)]
        token: TokenId,
        /// BPMN id of the event.
        #[n(2)]
        element: Name,
        /// Which of its event definitions it is, from 0.
        #[n(3)]
        cause: u32,
    },
    /// A condition became true.
    #[n(31)]
    ConditionMet {
        /// The wait.
        #[n(0)]
        wait: WaitId,
        /// BPMN id of the event.
        #[n(1)]
        element: Name,
        /// Whether the wait goes on.
        #[n(2)]
        stays: bool,
    },
    /// A condition is true no more, and is waited for again.
    #[n(32)]
    ConditionLapsed {
        /// The wait.
        #[n(0)]
        wait: WaitId,
    },
    /// An escalation was thrown.
    #[n(33)]
    EscalationThrown {
        /// The token that throws.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the event.
        #[n(1)]
        element: Name,
        /// Its code.
        #[n(2)]
        code: Name,
    },
    /// An escalation was caught.
    #[n(34)]
    EscalationCaught {
        /// The token from which it came.
        #[n(0)]
        token: TokenId,
        /// BPMN id of the event that catches it.
        #[n(1)]
        element: Name,
        /// Its code.
        #[n(2)]
        code: Name,
    },
    /// A process was called, and runs in a new scope.
    #[n(35)]
    Called {
        /// The new scope.
        #[n(0)]
        scope: ScopeId,
        /// The token on the call activity.
        #[n(1)]
        token: TokenId,
        /// BPMN id of the call activity.
        #[n(2)]
        element: Name,
        /// BPMN id of the called process.
        #[n(3)]
        process: Name,
        /// Version of its plan.
        #[n(4)]
        version: Name,
        /// Whether it does not see the variables of its caller.
        #[n(5)]
        sealed: bool,
    },
    /// What can be done in an ad-hoc sub-process.
    #[n(36)]
    AdHocBegun {
        /// Its scope.
        #[n(0)]
        scope: ScopeId,
        /// BPMN ids of the activities that begin by themselves, in order.
        #[n(1)]
        elements: Vec<Name>,
    },
    /// Nothing more begins by itself in an ad-hoc sub-process.
    #[n(37)]
    AdHocClosed {
        /// Its scope.
        #[n(0)]
        scope: ScopeId,
    },
    /// Nothing runs in the scope any more; what in it can be compensated belongs to a record.
    #[n(38)]
    ScopeHeld {
        /// The scope.
        #[n(0)]
        scope: ScopeId,
        /// The record.
        #[n(1)]
        record: u64,
    },
    /// An activity was done that can be compensated with what it knew.
    #[n(39)]
    CompensationHeld {
        /// The new record.
        #[n(0)]
        record: u64,
        /// The scope that can compensate it.
        #[n(1)]
        scope: ScopeId,
        /// BPMN id of the activity.
        #[n(2)]
        element: Name,
        /// The ended scope whose records belong to it.
        #[n(3)]
        inner: Option<ScopeId>,
        /// Its own variables.
        #[cbor(n(4), with = "feel::cbor::variables")]
        locals: Context,
    },
    /// A timer in working time was set.
    #[n(40)]
    WorkingTimerArmed {
        /// The wait.
        #[n(0)]
        wait: WaitId,
        /// The token that it hangs on.
        #[n(1)]
        token: TokenId,
        /// BPMN id of the event.
        #[n(2)]
        element: Name,
        /// When it is due, in ms since 1970 UTC.
        #[n(3)]
        due: i64,
        /// From when it counts, in ms since 1970 UTC.
        #[n(4)]
        from: i64,
        /// How much working time.
        #[n(5)]
        length: Working,
        /// How often it is due again.
        #[n(6)]
        again: Option<u32>,
    },
    /// A timer in working time is due at another time, for the calendar changed.
    #[n(41)]
    TimerMoved {
        /// The wait.
        #[n(0)]
        wait: WaitId,
        /// BPMN id of the event.
        #[n(1)]
        element: Name,
        /// When it is due now, in ms since 1970 UTC.
        #[n(2)]
        due: i64,
    },
    /// A transaction was cancelled, and what was done in it is compensated.
    #[n(42)]
    TransactionCancelled {
        /// Its scope.
        #[n(0)]
        scope: ScopeId,
        /// BPMN id of the cancel end event.
        #[n(1)]
        element: Name,
    },
    /// An administrator changed how the instance goes on.
    #[n(43)]
    Mended {
        /// The token that was moved or taken away.
        #[n(0)]
        token: Option<TokenId>,
        /// BPMN id of the element.
        #[n(1)]
        element: Name,
        /// What was done.
        #[n(2)]
        change: Change,
    },
    /// The instance, or processes that it called, went over to another version of their flow.
    #[n(44)]
    Migrated {
        /// Scopes of the processes.
        #[n(0)]
        scopes: Vec<ScopeId>,
        /// BPMN id of the process.
        #[n(1)]
        process: Name,
        /// Version of its plan.
        #[n(2)]
        version: Name,
        /// Elements that have another id now.
        #[n(3)]
        elements: BTreeMap<Name, Name>,
        /// Flows that have another id now.
        #[n(4)]
        flows: BTreeMap<Name, Name>,
    },
    /// A token, with what runs and waits on it, is in another scope now.
    #[n(45)]
    Rehomed {
        /// The token.
        #[n(0)]
        token: TokenId,
        /// The scope.
        #[n(1)]
        scope: ScopeId,
    },
    /// An event is waited for no more.
    #[n(46)]
    WaitDropped {
        /// The wait.
        #[n(0)]
        wait: WaitId,
        /// BPMN id of the event.
        #[n(1)]
        element: Name,
    },
    /// What was done can be compensated no more.
    #[n(47)]
    RecordDropped {
        /// The record.
        #[n(0)]
        record: u64,
        /// BPMN id of the activity.
        #[n(1)]
        element: Name,
    },
    /// What was done is compensated in another scope now.
    #[n(48)]
    RecordRehomed {
        /// The record.
        #[n(0)]
        record: u64,
        /// The scope.
        #[n(1)]
        scope: ScopeId,
    },
}
