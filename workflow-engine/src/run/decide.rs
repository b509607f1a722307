//! From what happens to what becomes true.

use super::decided::Decided;
use super::event::Event;
use super::instance::{Instance, ScopeId, TokenId};
use super::runner::Runner;
use crate::host::Host;
use crate::name::Name;
use crate::plan::{Act, Cause, Node, Plan};
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
    /// The host decided a rule, and says by which rows of its tables.
    RuleDecided {
        /// Its token.
        token: TokenId,
        /// Variables that it sets.
        variables: Context,
        /// What decided.
        decided: Decided,
    },
    /// The host could not do a service: a BPMN error, for a boundary event to catch. When none
    /// does, it is an incident.
    ServiceFailed {
        /// Its token.
        token: TokenId,
        /// The error's code.
        error_code: String,
    },
    /// The host cannot do a service, or give a task to anybody, and no event of the flow is meant for
    /// that: an incident. What is open stays open.
    Stopped {
        /// The token of the task or service.
        token: TokenId,
        /// Stable code.
        code: String,
        /// What is wrong, for a log (English).
        reason: String,
    },
    /// A message came. It goes to the wait of this name that is oldest, or starts the process.
    Message {
        /// Its name.
        name: String,
        /// Variables that it sets.
        variables: Context,
    },
    /// A signal was thrown elsewhere. It goes to all who wait for it, or starts the process.
    Signal {
        /// Its name.
        name: String,
        /// Variables that it sets.
        variables: Context,
    },
    /// Start at this timer or conditional start event; the host says when, the condition must be
    /// true.
    StartAt {
        /// BPMN id of the start event.
        element: String,
        /// First variables.
        variables: Context,
    },
    /// The agency's calendar changed: timers in working time move.
    CalendarChanged,
    /// An administrator moves a token to another element of its process, in its own scope or one
    /// around it.
    MoveToken {
        /// The token.
        token: TokenId,
        /// BPMN id of the element.
        to: String,
    },
    /// An administrator takes a token away; a path that it was on ends.
    CancelToken {
        /// The token.
        token: TokenId,
    },
    /// An administrator begins an element, again or beside what runs.
    BeginElement {
        /// BPMN id of the element.
        element: String,
        /// The scope in which it runs; without it the only one that can hold it.
        scope: Option<ScopeId>,
    },
    /// An administrator sets variables, where the token stands or else of the process.
    SetVariables {
        /// The token.
        token: Option<TokenId>,
        /// The variables.
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
    /// There is no such token.
    #[error("there is no {token}")]
    NoToken {
        /// The token.
        token: TokenId,
    },
    /// A token cannot go on at the element, or not in that scope.
    #[error("nothing can go on at `{element}`")]
    NoPlace {
        /// BPMN id of the element.
        element: String,
    },
    /// A migration does not say where what stands on the element goes.
    #[error("the migration says nothing about `{element}`")]
    Undecided {
        /// BPMN id of the element.
        element: String,
    },
    /// A token waits at a join, and the flow by which it came does not lead there any more.
    #[error("the flow `{flow}` leads to the join no more")]
    NoFlow {
        /// BPMN id of the flow.
        flow: String,
    },
    /// The token has no incident.
    #[error("{token} has no incident")]
    NoIncident {
        /// The token.
        token: TokenId,
    },
}

impl Refused {
    codes! {
        Started => "run-started",
        NotStarted => "run-not-started",
        Ended => "run-ended",
        NoStart => "run-no-start",
        OtherProcess => "run-other-process",
        NoTask => "run-no-task",
        NoService => "run-no-service",
        NobodyWaits => "run-nobody-waits",
        NoToken => "run-no-token",
        NoPlace => "run-no-place",
        Undecided => "run-undecided",
        NoFlow => "run-no-flow",
        NoIncident => "run-no-incident",
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
    decide_with(plan, Host::default(), instance, input, now)
}

/// The same with what the host lends: plans that are called, and the agency's working time.
///
/// # Errors
/// [`Refused`]; then nothing became true.
pub fn decide_with(
    plan: &Plan,
    host: Host<'_>,
    instance: &Instance,
    input: Input,
    now: i64,
) -> Result<Vec<Event>, Refused> {
    let mut runner = Runner::new(plan, host, instance, now);
    if let Some((by, variables)) = starts(instance, &input) {
        start(&mut runner, by, variables)?;
        return Ok(runner.finish());
    }
    running(plan, instance)?;
    match input {
        Input::CloseTask { token, variables } => close_task(&mut runner, token, variables)?,
        Input::ServiceDone { token, variables } => {
            service_done(&mut runner, token, variables, None)?;
        }
        Input::RuleDecided {
            token,
            variables,
            decided,
        } => service_done(&mut runner, token, variables, Some(Box::new(decided)))?,
        Input::ServiceFailed { token, error_code } => {
            service_failed(&mut runner, token, error_code)?;
        }
        Input::Stopped {
            token,
            code,
            reason,
        } => {
            if !runner.is_open(token) {
                return Err(Refused::NoTask { token });
            }
            runner.incident(token, &code, &reason);
        }
        Input::Message { name, variables } => message(&mut runner, name, variables)?,
        Input::Signal { name, variables } => signal(&mut runner, name, variables)?,
        Input::Retry { token, variables } => retry(&mut runner, token, variables)?,
        Input::CalendarChanged => runner.calendar_changed(),
        Input::MoveToken { token, to } => runner.move_token(token, to)?,
        Input::CancelToken { token } => runner.cancel_token(token)?,
        Input::BeginElement { element, scope } => runner.begin_element(element, scope)?,
        Input::SetVariables { token, variables } => runner.set_variables(token, variables)?,
        Input::Start { .. } | Input::StartAt { .. } | Input::Wake => runner.wake(),
    }
    Ok(runner.finish())
}

/// How a process is started.
enum Begin<'i> {
    None,
    Message(&'i str),
    Signal(&'i str),
    At(&'i str),
}

fn starts<'i>(instance: &Instance, input: &'i Input) -> Option<(Begin<'i>, Context)> {
    let (begin, variables) = match input {
        Input::Start { variables } => (Begin::None, variables),
        Input::StartAt { element, variables } => (Begin::At(element), variables),
        Input::Message { name, variables } if instance.process.is_none() => {
            (Begin::Message(name), variables)
        }
        Input::Signal { name, variables } if instance.process.is_none() => {
            (Begin::Signal(name), variables)
        }
        _ => return None,
    };
    Some((begin, variables.clone()))
}

pub(super) fn running(plan: &Plan, instance: &Instance) -> Result<(), Refused> {
    match &instance.process {
        None => Err(Refused::NotStarted),
        Some(_) if instance.ended.is_some() => Err(Refused::Ended),
        Some(process) if *process != *plan.process() => Err(Refused::OtherProcess {
            process: process.to_string(),
        }),
        Some(_) => Ok(()),
    }
}

fn start(runner: &mut Runner<'_>, by: Begin<'_>, variables: Context) -> Result<(), Refused> {
    if runner.instance().ended.is_some() {
        return Err(Refused::Ended);
    }
    if runner.instance().process.is_some() {
        return Err(Refused::Started);
    }
    let plan = runner.plan();
    let fits = |causes: &[Cause]| match by {
        Begin::None => causes.is_empty(),
        Begin::Message(name) => has(causes, |c| matches!(c, Cause::Message(n) if **n == *name)),
        Begin::Signal(name) => has(causes, |c| matches!(c, Cause::Signal(n) if **n == *name)),
        Begin::At(_) => has(causes, |c| match c {
            Cause::Timer(_) => true,
            Cause::Condition(condition) => condition.eval(&variables).value.is_true(),
            _ => false,
        }),
    };
    let named = |node: &Node| !matches!(by, Begin::At(id) if *node.id != *id);
    let found = plan.starts().filter(|node| named(node)).find_map(|node| {
        if matches!(node.act, Act::EventBased) {
            let mut targets = node.ways.iter().filter_map(|way| plan.at(way.to));
            let target = targets.find(|target| fits(target.act.causes()))?;
            return Some((node, Some(target)));
        }
        fits(node.act.causes()).then_some((node, None))
    });
    let Some((node, target)) = found else {
        return Err(match by {
            Begin::Message(name) | Begin::Signal(name) => Refused::NobodyWaits {
                name: name.to_owned(),
            },
            _ => Refused::NoStart,
        });
    };
    let scope = runner.start(variables);
    runner.begin_at(scope, node, target);
    Ok(())
}

fn has(causes: &[Cause], fits: impl Fn(&Cause) -> bool) -> bool {
    causes.iter().any(fits)
}

fn close_task(runner: &mut Runner<'_>, token: TokenId, variables: Context) -> Result<(), Refused> {
    let element = runner.instance().tasks.get(&token).cloned();
    let element = element.ok_or(Refused::NoTask { token })?;
    runner.emit(Event::TaskClosed { token, element });
    runner.set_at(token, variables);
    runner.done(token);
    Ok(())
}

fn open_service(runner: &Runner<'_>, token: TokenId) -> Result<Name, Refused> {
    let element = runner.instance().services.get(&token).cloned();
    element.ok_or(Refused::NoService { token })
}

fn service_done(
    runner: &mut Runner<'_>,
    token: TokenId,
    variables: Context,
    decided: Option<Box<Decided>>,
) -> Result<(), Refused> {
    let element = open_service(runner, token)?;
    runner.emit(Event::ServiceDone {
        token,
        element,
        decided,
    });
    runner.set_at(token, variables);
    runner.done(token);
    Ok(())
}

fn service_failed(
    runner: &mut Runner<'_>,
    token: TokenId,
    error_code: String,
) -> Result<(), Refused> {
    let element = open_service(runner, token)?;
    let error_code = Name::from(error_code);
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
    let found = waits.find(|(_, wait)| *wait.name == *name);
    let found = found.map(|(wait, message)| (*wait, message.clone()));
    let (wait, message) = found.ok_or(Refused::NobodyWaits { name })?;
    runner.set_at(message.token, variables);
    runner.message(wait, &message);
    Ok(())
}

fn signal(runner: &mut Runner<'_>, name: String, variables: Context) -> Result<(), Refused> {
    let mut waits = runner.instance().signals.values();
    if !waits.any(|wait| *wait.name == *name) {
        return Err(Refused::NobodyWaits { name });
    }
    runner.set(variables);
    runner.broadcast(&name);
    Ok(())
}

fn retry(runner: &mut Runner<'_>, token: TokenId, variables: Context) -> Result<(), Refused> {
    let incident = runner.instance().incidents.get(&token).cloned();
    let incident = incident.ok_or(Refused::NoIncident { token })?;
    runner.set_at(token, variables);
    runner.emit(Event::IncidentCleared {
        token,
        element: incident.element,
    });
    runner.again(token, &incident.code);
    Ok(())
}
