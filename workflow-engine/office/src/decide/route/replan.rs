//! Brings a route in line with answers that were corrected.

use std::collections::BTreeSet;

use workflow_engine::run::OpenTask;

use super::lay::{legs, slot, too_long};
use super::walk;
use super::wish::{Wish, Wishes, wishes};
use crate::case::{CaseEvent, Role, RouteGrown};
use crate::decide::work::Work;
use crate::ids::{CaseId, SlotId};
use crate::route::{Grown, Leg, MAX_SLOTS, Origin, Place, Slot, Stand};
use crate::world::Stop;

/// Brings what lies ahead in line with the answers as they were corrected: what the pack's decision
/// asks for anew is put on, what it does not ask for any more is taken off, unless it was signed.
/// What people put on stays.
pub(in crate::decide) fn replan(
    work: &mut Work<'_>,
    case: &CaseId,
    task: &OpenTask<'_>,
) -> Result<(), Stop> {
    let state = work.the_case(case)?;
    let Some(route) = state.routes.get(&task.token) else {
        return Ok(());
    };
    let Wishes {
        wishes: asked,
        level,
        ..
    } = wishes(work, &state, task)?;
    let planned: Vec<&Slot> = route
        .slots()
        .into_iter()
        .filter(|slot| slot.origin.by().is_none())
        .collect();
    let mut anchor = planned.first().map(|slot| Anchor::of(slot.id.clone()));
    let mut count = planned.len();
    let mut matched = BTreeSet::new();
    let (mut grown, mut run) = (Vec::new(), Vec::new());
    for wish in asked {
        let is_there = |slot: &&&Slot| answers(slot, &wish) && !matched.contains(&slot.id);
        if let Some(there) = planned.iter().find(is_there) {
            grown.extend(stretches(anchor.as_ref(), std::mem::take(&mut run)));
            matched.insert(there.id.clone());
            anchor = Some(Anchor {
                slot: there.id.clone(),
                side: wish.side,
                branch: wish.branch,
            });
            continue;
        }
        run.push((slot(task.token, count, &wish)?, Some(wish)));
        count += 1;
    }
    grown.extend(stretches(anchor.as_ref(), run));
    let added = count - planned.len();
    let is_needless = |slot: &&&Slot| {
        let open = matches!(slot.stand, Stand::Ahead | Stand::Open);
        open && slot.role != Role::Correct && !matched.contains(&slot.id)
    };
    let needless = planned.iter().filter(is_needless);
    let needless: Vec<SlotId> = needless.map(|slot| slot.id.clone()).collect();
    if route.slots().len() + added > MAX_SLOTS {
        return Err(too_long(task.element).into());
    }
    if route.level != level {
        let event = CaseEvent::LevelSet(task.token, level);
        work.emit_case(case, event)?;
    }
    emit_plan(work, case, needless, grown)
}

/// The place of a route by which new ones go.
struct Anchor {
    slot: SlotId,
    side: Option<String>,
    branch: Option<String>,
}

impl Anchor {
    fn of(slot: SlotId) -> Self {
        let (side, branch) = (None, None);
        Self { slot, side, branch }
    }
}

/// What is asked for anew behind a place: those of its own side go beside it or on in its branch,
/// the others come when all of that side are done.
fn stretches(anchor: Option<&Anchor>, mut run: Vec<(Slot, Option<Wish>)>) -> Vec<Grown> {
    let Some(anchor) = anchor else {
        return Vec::new();
    };
    let same_side = |(_, wish): &(Slot, Option<Wish>)| {
        let side = wish.as_ref().and_then(|wish| wish.side.as_ref());
        side.is_some() && side == anchor.side.as_ref()
    };
    let own = run.iter().take_while(|one| same_side(one)).count();
    let others = run.split_off(own);
    let mut grown = Vec::new();
    let (mut at, mut branch) = (anchor.slot.clone(), anchor.branch.clone());
    for (slot, wish) in run {
        let next = wish.and_then(|wish| wish.branch);
        let goes_on = next.is_some() && next == branch;
        let anchor = std::mem::replace(&mut at, slot.id.clone());
        let place = match goes_on {
            true => Place::After,
            false => Place::Beside,
        };
        branch = next;
        let legs = vec![Leg::Slot(slot)];
        grown.push(Grown {
            anchor,
            place,
            legs,
        });
    }
    if !others.is_empty() {
        grown.push(Grown {
            anchor: anchor.slot.clone(),
            place: Place::Behind,
            legs: legs(others),
        });
    }
    grown
}

/// Whether a slot that is on the route is the one that the pack asks for. One that was signed is,
/// whatever it was signed as, but a decision must be signed as one.
fn answers(slot: &Slot, wish: &Wish) -> bool {
    let same = matches!(&slot.origin, Origin::Planned(key) if *key == wish.key);
    let fits = slot.role == wish.role || slot.stand.is_signed() && wish.role != Role::Decide;
    same && fits && slot.stand != Stand::Gone
}

fn emit_plan(
    work: &mut Work<'_>,
    case: &CaseId,
    needless: Vec<SlotId>,
    grown: Vec<Grown>,
) -> Result<(), Stop> {
    for grown in grown {
        let event = RouteGrown {
            by: None,
            acting_for: None,
            grown,
            reason: String::new(),
        };
        work.emit_case(case, CaseEvent::RouteGrown(event))?;
    }
    if needless.is_empty() {
        return Ok(());
    }
    walk::take_off(work, case, None, needless, "")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::wish::tests::{entries, wish_of};
    use super::*;

    #[test]
    fn where_new_ones_go() {
        let check = |anchor: (&str, Option<&str>, Option<&str>), text: &str, expected: &[&str]| {
            let run = entries(text)
                .iter()
                .filter_map(wish_of)
                .map(|wish| {
                    let id = SlotId::new(wish.key.clone()).unwrap();
                    let origin = Origin::Planned(wish.key.clone());
                    (
                        Slot::new(id, wish.role, wish.desk.clone(), origin),
                        Some(wish),
                    )
                })
                .collect();
            let anchor = Anchor {
                slot: SlotId::new(anchor.0).unwrap(),
                side: anchor.1.map(str::to_owned),
                branch: anchor.2.map(str::to_owned),
            };
            let told: Vec<String> = stretches(Some(&anchor), run)
                .iter()
                .map(|grown| format!("{:?} {} {}", grown.place, grown.anchor, grown.legs.len()))
                .collect();
            assert_eq!(told, expected, "{text}");
        };
        let one = |desk: &str, more: &str| format!(r#"{{desk: "{desk}", role: "consult"{more}}}"#);
        let side = r#", side: "s""#;
        let branch = r#", side: "s", branch: "b""#;
        check(("x", None, None), &one("a", ""), &["Behind x 1"]);
        check(("x", Some("s"), None), &one("a", ""), &["Behind x 1"]);
        check(("x", Some("s"), None), &one("a", side), &["Beside x 1"]);
        check(
            ("x", Some("s"), Some("b")),
            &format!("{}, {}, {}", one("a", branch), one("c", side), one("d", "")),
            &["After x 1", "Beside a 1", "Behind x 1"],
        );
        check(
            ("x", None, None),
            &format!("{}, {}", one("a", side), one("c", side)),
            &["Behind x 1"],
        );
    }
}
