//! Events as lines that a person can read.

use super::change::{Change, How};
use super::event::Event;
use feel::Context;
use std::fmt;

fn named(variables: &Context) -> String {
    let names: Vec<&str> = variables.keys().map(String::as_str).collect();
    names.join(", ")
}

/// One line a person can read.
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started { process } => write!(f, "started {process}"),
            Self::VariablesSet { variables } => {
                write!(f, "variables set: {}", named(variables))
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
            Self::ServiceDone { token, element, .. } => write!(f, "{token} service done {element}"),
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
            other => other.show_more(f),
        }
    }
}

impl Event {
    fn show_more(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LocalsSet { token, variables } => {
                write!(f, "{token} has {}", named(variables))
            }
            Self::LoopBegun { token, total, .. } => match total {
                Some(total) => write!(f, "{token} repeats {total} times"),
                None => write!(f, "{token} repeats"),
            },
            Self::InstanceEntered {
                token,
                scope,
                element,
                index,
                ..
            } => write!(f, "{token} on {element} in {scope} number {index}"),
            Self::InstanceDone { token, index, .. } => write!(f, "{token} number {index} done"),
            Self::SignalAwaited {
                wait,
                token,
                element,
                name,
            } => write!(f, "{token} {wait} signal awaited {element}: {name}"),
            Self::SignalTaken { wait, element, .. } => write!(f, "{wait} signal taken {element}"),
            Self::SignalThrown { token, name, .. } => write!(f, "{token} throws signal {name}"),
            Self::MessageThrown { token, name, .. } => write!(f, "{token} sends {name}"),
            Self::ConditionAwaited {
                wait,
                token,
                element,
                ..
            } => write!(f, "{token} {wait} condition awaited {element}"),
            Self::ConditionMet { wait, element, .. } => write!(f, "{wait} condition met {element}"),
            Self::ConditionLapsed { wait } => write!(f, "{wait} condition lapsed"),
            Self::EscalationThrown { token, code, .. } => write!(f, "{token} escalates {code}"),
            Self::EscalationCaught {
                token,
                element,
                code,
            } => write!(f, "{token} escalation {code} caught by {element}"),
            other => other.show_rest(f),
        }
    }

    fn show_rest(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Called {
                scope,
                element,
                process,
                version,
                ..
            } => write!(f, "{scope} runs {process} {version} for {element}"),
            Self::AdHocBegun { scope, elements } => {
                let names: Vec<&str> = elements.iter().map(|n| &**n).collect();
                write!(f, "{scope} may do {}", names.join(", "))
            }
            Self::AdHocClosed { scope } => write!(f, "{scope} begins nothing more"),
            Self::ScopeHeld { scope, record } => write!(f, "{scope} ended within #{record}"),
            Self::CompensationHeld {
                record,
                scope,
                element,
                ..
            } => write!(f, "#{record} {element} can be compensated in {scope}"),
            Self::WorkingTimerArmed {
                wait,
                token,
                element,
                due,
                length,
                ..
            } => write!(
                f,
                "{token} {wait} timer armed {element} {length:?} due {due}"
            ),
            Self::TimerMoved { wait, element, due } => {
                write!(f, "{wait} timer moved {element} due {due}")
            }
            Self::TransactionCancelled { scope, .. } => write!(f, "{scope} is cancelled"),
            Self::Migrated {
                process, version, ..
            } => write!(f, "goes over to {process} {version}"),
            Self::Rehomed { token, scope } => write!(f, "{token} is in {scope}"),
            Self::WaitDropped { wait, element } => write!(f, "{wait} dropped {element}"),
            Self::RecordRehomed { record, scope } => {
                write!(f, "#{record} can be compensated in {scope}")
            }
            Self::RecordDropped { record, element } => {
                write!(f, "#{record} {element} can be compensated no more")
            }
            Self::Mended {
                element, change, ..
            } => match change {
                Change::Moved { to } => write!(f, "mended: {element} moved to {to}"),
                Change::Cancelled => write!(f, "mended: {element} taken away"),
                Change::Begun => write!(f, "mended: {element} begun"),
                Change::Set => write!(f, "mended: variables of {element}"),
            },
            _ => Ok(()),
        }
    }
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
