//! What becomes true of the routes of a case.

use std::sync::Arc;

use super::{Case, CaseEvent, Copy, Moved, Receipt, RouteGrown, Saying, Station};
use crate::ids::{OperationId, SlotId, StationId};
use crate::route::{Origin, Route};

impl Case {
    pub(super) fn route_changed(&mut self, event: &CaseEvent, at: i64, operation: OperationId) {
        match event {
            CaseEvent::RouteLaid(laid) => {
                self.routes
                    .insert(laid.token, Route::lay(&laid.legs, laid.level));
            }
            CaseEvent::RouteGrown(grown) => self.route_grown(grown, at, operation),
            CaseEvent::TakenOff(off) => {
                for slot in &off.slots {
                    if let Some(route) = self.route_with(slot) {
                        route.taken_off(slot);
                    }
                }
                if let Some(by) = &off.by {
                    let line = self.note(at, operation, Some(by.clone()), "taken-off");
                    line.opinion.clone_from(&off.reason);
                }
            }
            CaseEvent::SentBack(back) => {
                if let Some(route) = self.route_with(&back.returned.from) {
                    route.returned(&back.returned);
                }
            }
            CaseEvent::TakenBack(back) => {
                if let Some(route) = self.route_with(&back.slot) {
                    route.taken_back(&back.slot);
                }
                let signed = self.last_at(&back.slot).map(|station| station.id.clone());
                if let Some(station) = signed {
                    self.at_station(&station, |station| station.taken_back = Some(at));
                }
                let line = self.note(at, operation, Some(back.by.clone()), "taken-back");
                line.opinion.clone_from(&back.reason);
            }
            CaseEvent::Moved(moved) => self.moved(moved, at, operation),
            CaseEvent::LevelSet(token, level) => {
                if let Some(route) = self.routes.get_mut(token) {
                    route.level = *level;
                }
            }
            beside => self.said_beside(beside, at, operation),
        }
    }

    /// What changes no route: who saw it, copies, opinions, seals, reminders.
    fn said_beside(&mut self, event: &CaseEvent, at: i64, operation: OperationId) {
        match event {
            CaseEvent::Received(station, by) => {
                let by = by.clone();
                self.at_station(station, |station| {
                    station.received.get_or_insert(Receipt { by, at });
                });
            }
            CaseEvent::Copied(copied) => {
                for to in &copied.to {
                    if !self.copies.iter().any(|copy| copy.to == *to) {
                        self.copies.push(Copy {
                            to: to.clone(),
                            by: copied.by.clone(),
                            sent: at,
                            read: None,
                        });
                    }
                }
                let line = self.note(at, operation, Some(copied.by.clone()), "copied");
                line.opinion.clone_from(&copied.word);
                let people: Vec<_> = copied.to.iter().map(|to| to.as_str()).collect();
                line.facts.insert("people".to_owned(), people.join(" "));
            }
            CaseEvent::CopyRead(by) => {
                let unread = |copy: &&mut Copy| copy.to == *by && copy.read.is_none();
                for copy in self.copies.iter_mut().filter(unread) {
                    copy.read = Some(at);
                }
            }
            CaseEvent::Said(said) => {
                let what = match said.kind {
                    Saying::Agreed => "agreed-late",
                    _ => "said",
                };
                let line = self.note(at, operation, Some(said.by.clone()), what);
                line.acting_for.clone_from(&said.acting_for);
                line.opinion.clone_from(&said.opinion);
                self.said.push(said.clone());
            }
            CaseEvent::Sealed(sealed) => {
                self.at_station(&sealed.station, |station| {
                    if let Some(closed) = &mut station.closed {
                        closed.sealed = Some(at);
                    }
                });
                let line = self.note(at, operation, Some(sealed.by.clone()), "sealed");
                line.opinion.clone_from(&sealed.reason);
            }
            CaseEvent::Urged(_, by) => {
                self.note(at, operation, Some(by.clone()), "urged");
            }
            CaseEvent::DueMoved(station, remind_at, escalate_at) => {
                self.at_station(station, |station| {
                    station.remind_at = *remind_at;
                    station.escalate_at = *escalate_at;
                });
            }
            CaseEvent::Escalated(station, desk) => {
                let desk = desk.clone();
                self.at_station(station, |station| {
                    station.escalated = Some(desk);
                    station.escalate_at = None;
                });
                self.note(at, operation, None, "escalated");
            }
            _ => {}
        }
    }

    fn route_grown(&mut self, grown: &RouteGrown, at: i64, operation: OperationId) {
        if let Some(route) = self.route_with(&grown.grown.anchor) {
            route.grown(&grown.grown);
        }
        let Some(by) = &grown.by else { return };
        let first = grown.grown.legs.iter().find_map(|leg| leg.slots().next());
        let what = match first.map(|slot| &slot.origin) {
            Some(Origin::Consulted(_)) => "asked-unit",
            Some(Origin::Delegated(_)) => "delegated",
            Some(Origin::Added(_) | Origin::Planned(_)) | None => "added",
        };
        let line = self.note(at, operation, Some(by.clone()), what);
        line.acting_for.clone_from(&grown.acting_for);
        line.opinion.clone_from(&grown.reason);
    }

    fn moved(&mut self, moved: &Moved, at: i64, operation: OperationId) {
        if let Some(route) = self.route_with(&moved.slot) {
            route.moved(&moved.slot, &moved.desk);
        }
        let line = self.note(at, operation, Some(moved.by.clone()), "transferred");
        line.opinion.clone_from(&moved.reason);
    }

    pub(super) fn at_station(&mut self, id: &StationId, change: impl FnOnce(&mut Station)) {
        if let Some(station) = self.stations.iter_mut().find(|s| s.id == *id) {
            change(Arc::make_mut(station));
        }
    }

    /// The slot at which a station opened, and its route.
    pub(super) fn route_of(&mut self, station: &Station) -> Option<(SlotId, &mut Route)> {
        let slot = station.slot.clone()?;
        let route = self.routes.get_mut(&station.token)?;
        Some((slot, route))
    }

    fn route_with(&mut self, slot: &SlotId) -> Option<&mut Route> {
        self.routes
            .values_mut()
            .find(|route| route.slot(slot).is_some())
    }

    /// The station that opened last at a slot.
    #[must_use]
    pub fn last_at(&self, slot: &SlotId) -> Option<&Station> {
        let mut latest = self.stations.iter().rev();
        let at_slot = latest.find(|station| station.slot.as_ref() == Some(slot));
        at_slot.map(|station| &**station)
    }

    /// Signatures that wait to be sealed by a card. 待補簽
    pub fn unsealed(&self) -> impl Iterator<Item = &Station> {
        let stations = self.stations.iter().map(|station| &**station);
        stations.filter(|station| {
            let counts = station
                .closed
                .as_ref()
                .filter(|_| station.taken_back.is_none());
            counts.is_some_and(|c| c.provisional.is_some() && c.sealed.is_none())
        })
    }
}
