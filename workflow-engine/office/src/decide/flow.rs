//! Moves the flow of a case: hands the engine its input, does the service tasks
//! that it comes to, opens and leaves stations, until only people and timers
//! are waited for.

use feel::{Context, Value};
use workflow_engine::host::Host;
use workflow_engine::migration::Course;
use workflow_engine::run::{self, How, Input, OpenTask, TokenId};

use super::hours::OfficeHours;
use super::services;
use super::work::Work;
use crate::Refusal;
use crate::case::{Case, CaseEvent, Closed, Outcome, Role, Station};
use crate::civil;
use crate::ids::{CaseId, StationId};
use crate::org::Parties;
use crate::stream::Stream;
use crate::world::{Reading, Stop};

/// The most moves of a flow for one operation: a circle without a person in it
/// would never end.
const MAX_MOVES: usize = 200;

/// What happens when the flow cannot go on by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trouble {
    /// Nothing becomes true, and who asked is told: they can still do something else.
    Refuse,
    /// What was signed holds; the case is stuck until an administrator mends it.
    Keep,
}

pub(super) fn start(work: &mut Work<'_>, case: &CaseId) -> Result<(), Stop> {
    let variables = work.the_case(case)?.answers.clone();
    advance(work, case, Input::Start { variables }, Trouble::Refuse)
}

/// What an administrator does to the flow.
pub(super) fn mend(work: &mut Work<'_>, case: &CaseId, input: Input) -> Result<(), Stop> {
    advance(work, case, input, Trouble::Keep)
}

/// Goes on after the flow was moved from outside.
pub(super) fn go_on(work: &mut Work<'_>, case: &CaseId) -> Result<(), Stop> {
    match settle(work, case, Trouble::Keep)? {
        Some(next) => advance(work, case, next, Trouble::Keep),
        None => Ok(()),
    }
}

/// What becomes true of the flow when it goes over to another version.
pub(super) fn migrated(
    work: &Work<'_>,
    case: &CaseId,
    course: &Course<'_>,
) -> Result<Vec<run::Event>, Stop> {
    let state = work.the_case(case)?;
    let hours = OfficeHours::of(work)?;
    let host = Host {
        working: &hours,
        ..Host::default()
    };
    let moves = run::migrate(course, course.from(), host, &state.flow, work.now);
    let moves = moves.map_err(|refused| refusal(&refused).with("case", case))?;
    Ok(moves)
}

fn refusal(refused: &run::Refused) -> Refusal {
    let refusal = Refusal::new(refused.code());
    match refused {
        run::Refused::NoPlace { element } | run::Refused::Undecided { element } => {
            refusal.with("element", element)
        }
        run::Refused::NoFlow { flow } => refusal.with("flow", flow),
        _ => refusal,
    }
}

/// Timers that are due; before, those in working time move to where the calendar now puts them.
pub(super) fn wake(work: &mut Work<'_>, case: &CaseId) -> Result<(), Stop> {
    step(work, case, Input::CalendarChanged, Trouble::Keep)?;
    advance(work, case, Input::Wake, Trouble::Keep)
}

pub(super) fn message(work: &mut Work<'_>, case: &CaseId, name: &str) -> Result<(), Stop> {
    advance(
        work,
        case,
        Input::Message {
            name: name.to_owned(),
            variables: Context::new(),
        },
        Trouble::Keep,
    )
}

/// Closes a station and lets the flow go on with its outcome.
pub(super) fn close(
    work: &mut Work<'_>,
    case: &CaseId,
    station: &Station,
    closed: Closed,
) -> Result<(), Stop> {
    let outcome = match closed.outcome {
        Outcome::Done => "done",
        Outcome::Returned => "return",
        Outcome::Left => "left",
    };
    work.emit_case(case, CaseEvent::StationClosed(station.id.clone(), closed))?;
    // Who corrects can still write something else; a signature at a station holds.
    let (mut variables, trouble) = if station.role == Role::Correct {
        (work.the_case(case)?.answers.clone(), Trouble::Refuse)
    } else {
        (Context::new(), Trouble::Keep)
    };
    variables.insert("outcome".to_owned(), Value::text(outcome));
    advance(
        work,
        case,
        Input::CloseTask {
            token: station.token,
            variables,
        },
        trouble,
    )
}

fn advance(work: &mut Work<'_>, case: &CaseId, input: Input, trouble: Trouble) -> Result<(), Stop> {
    let mut next = Some(input);
    for _ in 0..MAX_MOVES {
        let Some(input) = next else { return Ok(()) };
        step(work, case, input, trouble)?;
        next = settle(work, case, trouble)?;
    }
    Err(Refusal::new("flow-circle").with("case", case).into())
}

fn step(work: &mut Work<'_>, case: &CaseId, input: Input, trouble: Trouble) -> Result<(), Stop> {
    let state = work.the_case(case)?;
    let pack = work.the_pack(&state.pack)?;
    let hours = OfficeHours::of(work)?;
    let host = Host {
        working: &hours,
        ..Host::default()
    };
    let moves = run::decide_with(&pack.flow, host, &state.flow, input, work.now)
        .map_err(|refused| refusal(&refused))?;
    if moves.is_empty() {
        return Ok(());
    }
    work.emit_case(case, CaseEvent::FlowMoved(moves))?;
    let state = work.the_case(case)?;
    match state.flow.incidents.values().next() {
        Some(incident) if trouble == Trouble::Refuse => Err(Refusal::new("flow-incident")
            .with("element", &incident.element)
            .with("problem", &incident.code)
            .with("reason", &incident.reason)
            .into()),
        _ => Ok(()),
    }
}

/// Brings the stations in line with the flow; answers with the next input that
/// the flow can have without a person.
fn settle(work: &mut Work<'_>, case: &CaseId, trouble: Trouble) -> Result<Option<Input>, Stop> {
    let state = work.the_case(case)?;
    let pack = work.the_pack(&state.pack)?;
    for station in state.open_stations() {
        if !state.flow.tasks.contains_key(&station.token) {
            work.emit_case(case, CaseEvent::StationClosed(station.id.clone(), left()))?;
        }
    }
    let is_stopped = |token: &TokenId| state.flow.incidents.contains_key(token);
    let services = state.flow.open_services(&pack.flow);
    if let Some(service) = services.iter().find(|s| !is_stopped(&s.token)) {
        let done = services::perform(work, &state, &pack, service).map(Some);
        return stopped(done, service.token, trouble);
    }
    for task in state.flow.open_tasks(&pack.flow) {
        let mut stations = state.stations.iter();
        let new = stations.all(|station| station.token != task.token);
        if new && !is_stopped(&task.token) {
            let opened = stopped(open(work, &state, &task), task.token, trouble)?;
            if opened.is_some() {
                return Ok(opened);
            }
        }
    }
    if let Some(how) = &state.flow.ended
        && !state.status.is_ended()
    {
        let code = match how {
            How::Failed { error_code } => error_code.as_str(),
            How::Completed | How::Terminated => "ended",
        };
        work.emit_case(case, CaseEvent::Failed(code.to_owned()))?;
    }
    Ok(None)
}

/// What the office cannot do for the flow stops the flow there.
fn stopped(
    done: Result<Option<Input>, Stop>,
    token: TokenId,
    trouble: Trouble,
) -> Result<Option<Input>, Stop> {
    match done {
        Err(Stop::Refused(refusal)) if trouble == Trouble::Keep => Ok(Some(Input::Stopped {
            token,
            reason: refusal.to_string(),
            code: refusal.code,
        })),
        done => done,
    }
}

fn left() -> Closed {
    Closed {
        outcome: Outcome::Left,
        by: None,
        acting_for: None,
        title: String::new(),
        signed: 0,
        opinion: String::new(),
    }
}

/// Opens a station for a user task. Where its desk has nobody, such as a third
/// head above a unit head, the flow goes on at once.
fn open(work: &mut Work<'_>, case: &Case, task: &OpenTask<'_>) -> Result<Option<Input>, Stop> {
    let on = civil::wall(work.now).date();
    let extension = |name: &str| task.extension.attribute(name).unwrap_or_default();
    let role = Role::read(extension("role"))
        .ok_or_else(|| Refusal::new("flow-role").with("element", task.element))?;
    let org = Work::public(work.org()?, &Stream::Org)?;
    let deputy = case.deputy();
    let parties = Parties {
        applicant: &case.applicant,
        deputy: deputy.as_ref(),
        last_signer: case.last_signer(),
    };
    let Some(desk) = org.desk(extension("desk"), &parties, on)? else {
        let variables = Context::from([("outcome".to_owned(), Value::text("done"))]);
        return Ok(Some(Input::CloseTask {
            token: task.token,
            variables,
        }));
    };
    let count = work.the_case(&case.id)?.stations.len() + 1;
    let id = StationId::new(format!("s{count}")).map_err(|_| Refusal::new("station-unknown"))?;
    let station = Station {
        id,
        element: task.element.to_owned(),
        token: task.token,
        role,
        desk,
        opened: work.now,
        closed: None,
    };
    work.emit_case(&case.id, CaseEvent::StationOpened(station))?;
    Ok(None)
}
