//! From what happens to what becomes true.

use super::event::Event;
use super::instance::{Instance, TokenId};
use super::runner::Runner;
use crate::plan::{Act, Plan};
use feel::Context;
use thiserror::Error;

/// What happens to an instance.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// Start at the none start event.
    Start {
        /// First variables.
        variables: Context,
    },
    /// A person did a user task.
    CloseTask {
        /// Its token.
        token: TokenId,
        /// Variables that it sets.
        variables: Context,
    },
    /// The host did a service, or decided a rule.
    ServiceDone {
        /// Its token.
        token: TokenId,
        /// Variables that it sets.
        variables: Context,
    },
    /// The host could not do a service: a BPMN error, for a boundary event to catch. When none
    /// does, it is an incident.
    ServiceFailed {
        /// Its token.
        token: TokenId,
        /// The error's code.
        error_code: String,
    },
    /// A message came. It goes to the wait of this name that is oldest, or starts the process.
    Message {
        /// Its name.
        name: String,
        /// Variables that it sets.
        variables: Context,
    },
    /// Time went on: every timer that is due at `now` fires, in the order in which they are due.
    Wake,
    /// Somebody repaired what stopped a token.
    Retry {
        /// The token with the incident.
        token: TokenId,
        /// Variables that are corrected.
        variables: Context,
    },
}

/// Why an input cannot be. Nothing became true.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Refused {
    /// The instance runs already.
    #[error("the instance has started")]
    Started,
    /// The instance does not run yet.
    #[error("the instance has not started")]
    NotStarted,
    /// The instance ended.
    #[error("the instance has ended")]
    Ended,
    /// The process has no start event for it.
    #[error("the process does not start in this way")]
    NoStart,
    /// The instance is of another process.
    #[error("the instance is of process `{process}`")]
    OtherProcess {
        /// The process that it is of.
        process: String,
    },
    /// No user task is open on the token.
    #[error("no task is open on {token}")]
    NoTask {
        /// The token.
        token: TokenId,
    },
    /// No service is open on the token.
    #[error("no service is open on {token}")]
    NoService {
        /// The token.
        token: TokenId,
    },
    /// Nothing waits for the message.
    #[error("nothing waits for the message `{name}`")]
    NobodyWaits {
        /// Its name.
        name: String,
    },
    /// The token has no incident.
    #[error("{token} has no incident")]
    NoIncident {
        /// The token.
        token: TokenId,
    },
}

impl Refused {
    /// The stable code of this refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Started => "run-started",
            Self::NotStarted => "run-not-started",
            Self::Ended => "run-ended",
            Self::NoStart => "run-no-start",
            Self::OtherProcess { .. } => "run-other-process",
            Self::NoTask { .. } => "run-no-task",
            Self::NoService { .. } => "run-no-service",
            Self::NobodyWaits { .. } => "run-nobody-waits",
            Self::NoIncident { .. } => "run-no-incident",
        }
    }
}

/// Says what becomes true in `instance` when `input` happens at `now` (ms since 1970 UTC), until
/// everything waits again. The instance is not changed: [`apply`](super::apply) the events.
///
/// Timers fire on [`Input::Wake`] only; who wants those that are due to come first gives it
/// first. An input takes at most [`MAX_STEPS`](super::MAX_STEPS) steps; then every token that
/// would go on has an incident instead.
///
/// # Errors
/// [`Refused`]; then nothing became true.
pub fn decide(
    plan: &Plan,
    instance: &Instance,
    input: Input,
    now: i64,
) -> Result<Vec<Event>, Refused> {
    let mut runner = Runner::new(plan, instance, now);
    if let Input::Start { variables } = input {
        start(&mut runner, None, variables)?;
        return Ok(runner.finish());
    }
    match input {
        Input::Message { name, variables } if instance.process.is_none() => {
            start(&mut runner, Some(&name), variables)?;
            return Ok(runner.finish());
        }
        _ => running(plan, instance)?,
    }
    match input {
        Input::CloseTask { token, variables } => close_task(&mut runner, token, variables)?,
        Input::ServiceDone { token, variables } => service_done(&mut runner, token, variables)?,
        Input::ServiceFailed { token, error_code } => {
            service_failed(&mut runner, token, error_code)?;
        }
        Input::Message { name, variables } => message(&mut runner, name, variables)?,
        Input::Retry { token, variables } => retry(&mut runner, token, variables)?,
        Input::Start { .. } | Input::Wake => runner.wake(),
    }
    Ok(runner.finish())
}

fn running(plan: &Plan, instance: &Instance) -> Result<(), Refused> {
    match &instance.process {
        None => Err(Refused::NotStarted),
        Some(_) if instance.ended.is_some() => Err(Refused::Ended),
        Some(process) if process != plan.process() => Err(Refused::OtherProcess {
            process: process.clone(),
        }),
        Some(_) => Ok(()),
    }
}

fn start(runner: &mut Runner<'_>, by: Option<&str>, variables: Context) -> Result<(), Refused> {
    if runner.instance().ended.is_some() {
        return Err(Refused::Ended);
    }
    if runner.instance().process.is_some() {
        return Err(Refused::Started);
    }
    let node = runner
        .plan()
        .starts()
        .find(|node| matches!(&node.act, Act::Start { message } if message.as_deref() == by));
    let Some(node) = node else {
        return Err(match by {
            Some(name) => Refused::NobodyWaits {
                name: name.to_owned(),
            },
            None => Refused::NoStart,
        });
    };
    runner.start(node, variables);
    Ok(())
}

fn close_task(runner: &mut Runner<'_>, token: TokenId, variables: Context) -> Result<(), Refused> {
    let element = runner.instance().tasks.get(&token).cloned();
    let element = element.ok_or(Refused::NoTask { token })?;
    runner.emit(Event::TaskClosed { token, element });
    runner.set(variables);
    runner.done(token);
    Ok(())
}

fn open_service(runner: &Runner<'_>, token: TokenId) -> Result<String, Refused> {
    let element = runner.instance().services.get(&token).cloned();
    element.ok_or(Refused::NoService { token })
}

fn service_done(
    runner: &mut Runner<'_>,
    token: TokenId,
    variables: Context,
) -> Result<(), Refused> {
    let element = open_service(runner, token)?;
    runner.emit(Event::ServiceDone { token, element });
    runner.set(variables);
    runner.done(token);
    Ok(())
}

fn service_failed(
    runner: &mut Runner<'_>,
    token: TokenId,
    error_code: String,
) -> Result<(), Refused> {
    let element = open_service(runner, token)?;
    runner.emit(Event::ServiceFailed {
        token,
        element,
        error_code: error_code.clone(),
    });
    if !runner.catch(token, &error_code) {
        runner.incident(token, "flow-service", &error_code);
    }
    Ok(())
}

fn message(runner: &mut Runner<'_>, name: String, variables: Context) -> Result<(), Refused> {
    let mut waits = runner.instance().messages.iter();
    let found = waits.find(|(_, wait)| wait.name == name);
    let found = found.map(|(wait, message)| (*wait, message.clone()));
    let (wait, message) = found.ok_or(Refused::NobodyWaits { name })?;
    runner.set(variables);
    runner.message(wait, &message);
    Ok(())
}

fn retry(runner: &mut Runner<'_>, token: TokenId, variables: Context) -> Result<(), Refused> {
    let incident = runner.instance().incidents.get(&token).cloned();
    let incident = incident.ok_or(Refused::NoIncident { token })?;
    runner.set(variables);
    runner.emit(Event::IncidentCleared {
        token,
        element: incident.element,
    });
    runner.again(token, &incident.code);
    Ok(())
}
