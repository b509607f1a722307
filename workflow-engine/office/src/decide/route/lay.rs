//! Lays the route of a user task: what its pack asks for, joined where it goes side by side.

use workflow_engine::run::{OpenTask, TokenId};

use super::wish::{ROUTE, Wish, Wishes, wishes};
use crate::Refusal;
use crate::case::{Case, CaseEvent, Role, RouteLaid};
use crate::decide::work::Work;
use crate::ids::SlotId;
use crate::org::Desk;
use crate::route::{Leg, MAX_SLOTS, Origin, Route, Rule, Slot};
use crate::world::Stop;

/// Lays the route of a task that has none yet. None where nobody is on it, such as a third head
/// above a unit head.
pub(in crate::decide) fn lay(
    work: &mut Work<'_>,
    case: &Case,
    task: &OpenTask<'_>,
) -> Result<Option<Route>, Stop> {
    let Wishes {
        wishes,
        level,
        decided,
    } = wishes(work, case, task)?;
    if wishes.is_empty() {
        return Ok(None);
    }
    let mut slots = Vec::new();
    if task.extension.attribute(ROUTE).is_some() {
        let desk = Desk::Person(case.applicant.clone());
        let origin = Origin::Planned("applicant".to_owned());
        slots.push((
            Slot::new(slot_id(task.token, 0)?, Role::Correct, desk, origin),
            None,
        ));
    }
    for (number, wish) in wishes.into_iter().enumerate() {
        slots.push((slot(task.token, number + 1, &wish)?, Some(wish)));
    }
    let laid = RouteLaid {
        token: task.token,
        legs: legs(slots),
        level,
        decided,
    };
    let route = Route::lay(&laid.legs, level);
    if route.slots().len() > MAX_SLOTS {
        return Err(too_long(task.element).into());
    }
    work.emit_case(&case.id, CaseEvent::RouteLaid(laid))?;
    Ok(Some(route))
}

pub(super) fn too_long(element: &str) -> Refusal {
    Refusal::new("route-too-long")
        .with("element", element)
        .with("limit", MAX_SLOTS)
}

fn slot_id(token: TokenId, number: usize) -> Result<SlotId, Refusal> {
    SlotId::new(format!("{token}-{number}")).map_err(|_| Refusal::new("station-unknown"))
}

pub(super) fn slot(token: TokenId, number: usize, wish: &Wish) -> Result<Slot, Refusal> {
    let origin = Origin::Planned(wish.key.clone());
    let mut slot = Slot::new(
        slot_id(token, number)?,
        wish.role,
        wish.desk.clone(),
        origin,
    );
    slot.opinion = wish.opinion;
    Ok(slot)
}

/// Joins those that go side by side.
pub(super) fn legs(slots: Vec<(Slot, Option<Wish>)>) -> Vec<Leg> {
    let mut legs: Vec<Leg> = Vec::new();
    let mut last: (Option<String>, Option<String>) = (None, None);
    for (slot, wish) in slots {
        let (side, branch, vote) = match wish {
            Some(wish) => (wish.side, wish.branch, wish.vote),
            None => (None, None, None),
        };
        let same_side = side.is_some() && side == last.0;
        let same_branch = same_side && branch.is_some() && branch == last.1;
        last = (side.clone(), branch);
        match legs.last_mut() {
            Some(Leg::Side(_, branches)) if same_side => match branches.last_mut() {
                Some(open) if same_branch => open.push(slot),
                _ => branches.push(vec![slot]),
            },
            _ if side.is_some() => {
                legs.push(Leg::Side(vote.unwrap_or(Rule::All), vec![vec![slot]]));
            }
            _ => legs.push(Leg::Slot(slot)),
        }
    }
    legs
}
