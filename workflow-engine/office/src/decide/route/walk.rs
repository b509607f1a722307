//! Opens and closes stations so that they stand as the route asks.

use feel::{Context, Value};
use workflow_engine::run::{Input, TokenId};

use crate::Refusal;
use crate::case::{Case, CaseEvent, Closed, Outcome, Station, TakenOff};
use crate::decide::deadline;
use crate::decide::work::Work;
use crate::ids::{CaseId, PersonId, SlotId, StationId};
use crate::route::{End, Slot, Stand};
use crate::world::Stop;

/// Brings the stations of a task in line with its route; answers with how the task closes when the
/// route has come to its end.
pub(in crate::decide) fn walk(
    work: &mut Work<'_>,
    case: &CaseId,
    token: TokenId,
    element: &str,
) -> Result<Option<Input>, Stop> {
    let state = work.the_case(case)?;
    let Some(route) = state.routes.get(&token) else {
        return Ok(None);
    };
    let frontier = route.frontier();
    for id in &frontier.pause {
        close_unsigned(work, case, &state, id, Outcome::Paused)?;
    }
    for id in &frontier.leave {
        close_unsigned(work, case, &state, id, Outcome::Left)?;
    }
    for id in &frontier.open {
        if let Some(slot) = route.slot(id) {
            let mut station = station(slot, token, element, work.now)?;
            deadline::set(work, &state, &mut station)?;
            work.emit_case(case, CaseEvent::StationOpened(Box::new(station)))?;
        }
    }
    Ok(frontier.end.map(|end| ending(token, end, Context::new())))
}

/// What closes the user task of a route that has ended. The flow reads `outcome`: `done` or
/// `refused`.
pub(in crate::decide) fn ending(token: TokenId, end: End, mut variables: Context) -> Input {
    let outcome = match end {
        End::Passed => "done",
        End::Refused => "refused",
    };
    variables.insert("outcome".to_owned(), Value::text(outcome));
    Input::CloseTask { token, variables }
}

fn station(slot: &Slot, token: TokenId, element: &str, now: i64) -> Result<Station, Refusal> {
    let id = StationId::new(format!("{}-{}", slot.id, slot.laps + 1));
    Ok(Station {
        id: id.map_err(|_| Refusal::new("station-unknown"))?,
        element: element.to_owned(),
        token,
        role: slot.role,
        desk: slot.desk.clone(),
        opened: now,
        closed: None,
        slot: Some(slot.id.clone()),
        received: None,
        escalated: None,
        remind_at: None,
        escalate_at: None,
        signature: None,
        ending: None,
        urged: None,
        taken_back: None,
    })
}

fn close_unsigned(
    work: &mut Work<'_>,
    case: &CaseId,
    state: &Case,
    slot: &SlotId,
    outcome: Outcome,
) -> Result<(), Stop> {
    let open = state.last_at(slot).filter(|s| s.closed.is_none());
    if let Some(station) = open {
        let closed = Closed::unsigned(outcome);
        work.emit_case(case, CaseEvent::StationClosed(station.id.clone(), closed))?;
    }
    Ok(())
}

/// Takes slots off a route; what is open there is left.
pub(super) fn take_off(
    work: &mut Work<'_>,
    case: &CaseId,
    by: Option<PersonId>,
    slots: Vec<SlotId>,
    reason: &str,
) -> Result<(), Stop> {
    let state = work.the_case(case)?;
    for id in &slots {
        close_unsigned(work, case, &state, id, Outcome::Left)?;
    }
    let event = TakenOff {
        by,
        slots,
        reason: reason.trim().to_owned(),
    };
    work.emit_case(case, CaseEvent::TakenOff(event))?;
    Ok(())
}

/// The slot of a station on the route of its task.
pub(super) fn slot_of<'c>(case: &'c Case, station: &Station) -> Option<&'c Slot> {
    let route = case.routes.get(&station.token)?;
    route.slot(station.slot.as_ref()?)
}

/// Whether a slot still waits, or will.
pub(super) fn is_ahead(slot: &Slot) -> bool {
    matches!(slot.stand, Stand::Ahead | Stand::Open)
}
