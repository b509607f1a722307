//! Why a station of a route waits: whose signature, return or request opened it, and by which rows
//! of the pack's tables its place is on the route.

use std::sync::Arc;

use workflow_engine::explain::Ruling;

use super::ruled;
use super::told::Told;
use super::{Came, CameBy, DeskRule, RuleRow};
use crate::Event;
use crate::case::{Case, CaseEvent, RouteLaid, Station};
use crate::civil;
use crate::ids::StationId;
use crate::org::{Desk, Org};
use crate::route::Origin;

/// The history as far as routes go, read once.
#[derive(Default)]
pub(super) struct Along {
    /// What happened just before a station opened.
    opened: Vec<(StationId, Came)>,
    /// Each route that was laid, with the number of the flow's event before which it was, and when
    /// (ms).
    laid: Vec<(RouteLaid, usize, i64)>,
    last: Option<Came>,
}

impl Along {
    /// Takes an event of the case, which became true at an instant (ms).
    pub(super) fn take(&mut self, case: &Case, event: &Event, at: i64, moves: usize) {
        let Event::Case(event) = event else { return };
        let came = |what, by: &crate::ids::PersonId| Came {
            what,
            by: Some(by.clone()),
            acting_for: None,
            at,
        };
        match &**event {
            CaseEvent::StationOpened(station) => {
                let before = self.last.clone();
                self.opened
                    .extend(before.map(|came| (station.id.clone(), came)));
            }
            CaseEvent::RouteLaid(laid) => self.laid.push((laid.clone(), moves, at)),
            CaseEvent::Submitted(_) => {
                self.last = Some(came(CameBy::Submitted, &case.applicant));
            }
            CaseEvent::StationClosed(id, closed) => {
                let role = case.station(id).map(|station| station.role);
                if let (Some(role), Some(by)) = (role, &closed.by) {
                    self.last = Some(Came {
                        acting_for: closed.acting_for.clone(),
                        ..came(CameBy::Closed(role, closed.outcome), by)
                    });
                }
            }
            CaseEvent::TakenBack(back) => self.last = Some(came(CameBy::TakenBack, &back.by)),
            CaseEvent::Moved(moved) => self.last = Some(came(CameBy::Transferred, &moved.by)),
            CaseEvent::RouteGrown(grown) => {
                if let Some(by) = &grown.by {
                    self.last = Some(came(CameBy::Asked, by));
                }
            }
            _ => {}
        }
    }

    pub(super) fn came(&self, station: &Station) -> Option<Came> {
        let mut opened = self.opened.iter().rev();
        let found = opened.find(|(id, _)| *id == station.id);
        found.map(|(_, came)| came.clone())
    }

    /// The rows by which the routes of a case were laid, or that of one station.
    pub(super) fn rules(&self, told: &Told<'_>, of: Option<&Station>) -> Vec<RuleRow> {
        let wanted = |laid: &&(RouteLaid, usize, i64)| {
            of.is_none_or(|station| laid.0.token == station.token)
        };
        let laid = self.laid.iter().filter(wanted);
        laid.flat_map(|(laid, moves, at)| rows(told, laid, *moves, *at))
            .collect()
    }
}

fn rows(told: &Told<'_>, laid: &RouteLaid, moves: usize, at: i64) -> Vec<RuleRow> {
    let Some(decided) = &laid.decided else {
        return Vec::new();
    };
    let mut stations = told.case.stations.iter();
    let element = stations.find(|station| station.token == laid.token);
    let element = element
        .map(|station| station.element.clone())
        .unwrap_or_default();
    let plan = told
        .pack(Some(&*decided.version), moves)
        .map(|pack| &pack.flow);
    let node = plan.and_then(|plan| plan.node(&element));
    let decision = node.and_then(|node| node.extension.attribute("route"));
    let ruling = Ruling {
        at: moves,
        token: laid.token,
        element: element.as_str().into(),
        decision: decision.unwrap_or_default().to_owned(),
        decided: Some(decided.clone()),
        variables: Arc::clone(&told.case.flow.variables),
    };
    ruled::rows_at(told, &ruling, at)
}

/// Whether a station stands on a route of several places, or was asked for by somebody.
pub(super) fn is_along(case: &Case, station: &Station) -> bool {
    let route = case.routes.get(&station.token);
    station.slot.is_some() && route.is_some_and(|route| route.slots().len() > 1)
}

/// By which rule it is this desk, seen from the applicant.
pub(super) fn desk_rule(org: &Org, case: &Case, station: &Station) -> DeskRule {
    if let Some(by) = case.origin(station).and_then(Origin::by) {
        return DeskRule::Asked(by.clone());
    }
    let on = civil::wall(station.opened).date();
    match &station.desk {
        Desk::Person(person) if *person == case.applicant => DeskRule::Applicant,
        Desk::Person(person) if case.deputy().as_ref() == Some(person) => DeskRule::Deputy,
        Desk::Post(post) => {
            let heads = org.heads_above(&case.applicant, on);
            let level = heads.iter().position(|head| head.id == *post);
            let level = level.and_then(|level| u32::try_from(level + 1).ok());
            level.map_or(DeskRule::Other(String::new()), DeskRule::Head)
        }
        Desk::Person(_) | Desk::Office(_) => DeskRule::Other(String::new()),
    }
}
