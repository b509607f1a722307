//! Moves the flow of a case: hands the engine its input, does the service tasks
//! that it comes to, opens and leaves stations, until only people and timers
//! are waited for.

use feel::{Context, Value};
use workflow_engine::host::Host;
use workflow_engine::migration::Course;
use workflow_engine::run::{self, How, Input, OpenTask, TokenId};

use super::hours::OfficeHours;
use super::work::Work;
use super::{route, services};
use crate::Refusal;
use crate::case::{Case, CaseEvent, Closed, Outcome, Role, Station};
use crate::ids::CaseId;
use crate::pack::Pack;
use crate::route::{End, Route};
use crate::world::Stop;

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
    let variables = work.the_case(case)?.answers.as_ref().clone();
    advance(work, case, Input::Start { variables }, Trouble::Refuse)
}

/// What an administrator does to the flow.
pub(super) fn mend(work: &mut Work<'_>, case: &CaseId, input: Input) -> Result<(), Stop> {
    advance(work, case, input, Trouble::Keep)
}

/// Goes on after the flow or a route was moved from outside.
pub(super) fn go_on(work: &mut Work<'_>, case: &CaseId) -> Result<(), Stop> {
    proceed(work, case, Trouble::Keep)
}

fn proceed(work: &mut Work<'_>, case: &CaseId, trouble: Trouble) -> Result<(), Stop> {
    match settle(work, case, trouble)? {
        Some(next) => advance(work, case, next, trouble),
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

/// Closes a station. Where that ends the route of its task, or the flow itself leads from station to
/// station, the flow goes on with the outcome; else the route does.
pub(super) fn close(
    work: &mut Work<'_>,
    case: &CaseId,
    station: &Station,
    closed: Closed,
) -> Result<(), Stop> {
    let outcome = closed.outcome;
    work.emit_case(case, CaseEvent::StationClosed(station.id.clone(), closed))?;
    went_on(work, case, station, outcome)
}

/// Closes a station at which something was filled in: before anything goes on, the route ahead
/// becomes that of the answers as they are now.
pub(super) fn close_filled(
    work: &mut Work<'_>,
    case: &CaseId,
    station: &Station,
    closed: Closed,
) -> Result<(), Stop> {
    let outcome = closed.outcome;
    work.emit_case(case, CaseEvent::StationClosed(station.id.clone(), closed))?;
    replan(work, case, station.token)?;
    went_on(work, case, station, outcome)
}

fn went_on(
    work: &mut Work<'_>,
    case: &CaseId,
    station: &Station,
    outcome: Outcome,
) -> Result<(), Stop> {
    let state = work.the_case(case)?;
    // Who corrects can still write something else; a signature at a station holds.
    let (mut variables, trouble) = if station.role == Role::Correct {
        (state.answers.as_ref().clone(), Trouble::Refuse)
    } else {
        (Context::new(), Trouble::Keep)
    };
    let route = state.routes.get(&station.token);
    let input = match (route.and_then(Route::end), outcome) {
        (Some(end), _) => route::ending(station.token, end, variables),
        (None, Outcome::Returned) => {
            variables.insert("outcome".to_owned(), Value::text("return"));
            Input::CloseTask {
                token: station.token,
                variables,
            }
        }
        (None, _) if route.is_none() => route::ending(station.token, End::Passed, variables),
        (None, _) if station.role == Role::Correct => {
            return corrected(work, case, station.token, variables);
        }
        (None, _) => return proceed(work, case, trouble),
    };
    advance(work, case, input, trouble)
}

/// A station filled in a part of the form: the flow gets it.
pub(super) fn filled_in(work: &mut Work<'_>, case: &CaseId) -> Result<(), Stop> {
    let variables = work.the_case(case)?.answers.as_ref().clone();
    let set = Input::SetVariables {
        token: None,
        variables,
    };
    step(work, case, set, Trouble::Refuse)
}

/// The message by which a flow learns that the answers were corrected while a route is under way.
const CORRECTED: &str = "corrected";

/// The answers were corrected at a station of a route: the flow gets them, does what it does about
/// it, and the route ahead is that of the new answers.
fn corrected(
    work: &mut Work<'_>,
    case: &CaseId,
    token: TokenId,
    variables: Context,
) -> Result<(), Stop> {
    let set = Input::SetVariables {
        token: None,
        variables,
    };
    step(work, case, set, Trouble::Refuse)?;
    let state = work.the_case(case)?;
    if state
        .flow
        .messages
        .values()
        .any(|wait| &*wait.name == CORRECTED)
    {
        let message = Input::Message {
            name: CORRECTED.to_owned(),
            variables: Context::new(),
        };
        step(work, case, message, Trouble::Refuse)?;
        serve(work, case, Trouble::Refuse)?;
    }
    replan(work, case, token)?;
    proceed(work, case, Trouble::Refuse)
}

/// The route of a task is that of the answers as they are now.
fn replan(work: &mut Work<'_>, case: &CaseId, token: TokenId) -> Result<(), Stop> {
    let state = work.the_case(case)?;
    let pack = work.the_pack(&state.pack)?;
    let tasks = state.flow.open_tasks(&pack.flow);
    match tasks.iter().find(|task| task.token == token) {
        Some(task) => route::replan(work, case, task),
        None => Ok(()),
    }
}

/// Does the services that a flow waits for, one after the other, before any station moves.
fn serve(work: &mut Work<'_>, case: &CaseId, trouble: Trouble) -> Result<(), Stop> {
    for _ in 0..MAX_MOVES {
        let state = work.the_case(case)?;
        let pack = work.the_pack(&state.pack)?;
        match service(work, &state, &pack, trouble)? {
            Some(done) => step(work, case, done, trouble)?,
            None => return Ok(()),
        }
    }
    Err(Refusal::new("flow-circle").with("case", case).into())
}

/// The next service that can be done; answers with what the flow has of it.
fn service(
    work: &mut Work<'_>,
    state: &Case,
    pack: &Pack,
    trouble: Trouble,
) -> Result<Option<Input>, Stop> {
    let services = state.flow.open_services(&pack.flow);
    let mut waiting = services.iter();
    let next = waiting.find(|s| !state.flow.incidents.contains_key(&s.token));
    let Some(service) = next else { return Ok(None) };
    let done = services::perform(work, state, pack, service).map(Some);
    stopped(done, service.token, trouble)
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
            let left = Closed::unsigned(Outcome::Left);
            work.emit_case(case, CaseEvent::StationClosed(station.id.clone(), left))?;
        }
    }
    if let Some(done) = service(work, &state, &pack, trouble)? {
        return Ok(Some(done));
    }
    for task in state.flow.open_tasks(&pack.flow) {
        if let Some(input) = tend(work, &state, &task, trouble)? {
            return Ok(Some(input));
        }
    }
    if let Some(how) = &state.flow.ended
        && !state.status.is_ended()
    {
        let event = match how {
            How::Failed { error_code } => CaseEvent::Failed(error_code.as_str().to_owned()),
            _ if was_refused(&state) => CaseEvent::Failed("ended".to_owned()),
            How::Completed | How::Terminated => CaseEvent::Closed,
        };
        work.emit_case(case, event)?;
    }
    Ok(None)
}

/// Whether the last route of a case came to a no.
fn was_refused(case: &Case) -> bool {
    let last = case.routes.values().next_back();
    last.and_then(Route::end) == Some(End::Refused)
}

/// Lays the route of a task that has none, and walks it. A task whose stations opened before there
/// were routes is left to them.
fn tend(
    work: &mut Work<'_>,
    state: &Case,
    task: &OpenTask<'_>,
    trouble: Trouble,
) -> Result<Option<Input>, Stop> {
    let token = task.token;
    let stopped_here = state.flow.incidents.contains_key(&token);
    let has_route = state.routes.contains_key(&token);
    let has_station = state.stations.iter().any(|s| s.token == token);
    if stopped_here || has_station && !has_route {
        return Ok(None);
    }
    if !has_route {
        let laid = route::lay(work, state, task).map(|route| match route {
            Some(_) => None,
            None => Some(route::ending(token, End::Passed, Context::new())),
        });
        if let Some(input) = stopped(laid, token, trouble)? {
            return Ok(Some(input));
        }
    }
    route::walk(work, &state.id, token, task.element)
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
