//! What becomes true of the routes of a case.

use std::sync::Arc;

use super::{
    Case, CaseEvent, Copy, Line, Moved, Receipt, Role, RouteGrown, Saying, Station, Urged,
};
use crate::ids::{OperationId, SlotId, StationId};
use crate::org::Desk;
use crate::route::{Leg, Mode, Origin, Returned, Route};

impl Line {
    /// Names the desks that it is about, in their order.
    fn name_desks(&mut self, desks: &[Desk]) {
        let desks: Vec<String> = desks.iter().map(Desk::to_text).collect();
        self.facts.insert("desks".to_owned(), desks.join(" "));
    }
}

impl Case {
    pub(super) fn route_changed(&mut self, event: &CaseEvent, at: i64, operation: OperationId) {
        match event {
            CaseEvent::RouteLaid(laid) => {
                self.routes
                    .insert(laid.token, Route::lay(&laid.legs, laid.level));
            }
            CaseEvent::RouteGrown(grown) => self.route_grown(grown, at, operation),
            CaseEvent::TakenOff(off) => {
                let mut desks = Vec::new();
                for slot in &off.slots {
                    if let Some(route) = self.route_with(slot) {
                        desks.extend(route.slot(slot).map(|slot| slot.desk.clone()));
                        route.taken_off(slot);
                    }
                }
                if let Some(by) = &off.by {
                    let line = self.note(at, operation, Some(by.clone()), "taken-off");
                    line.opinion.clone_from(&off.reason);
                    line.name_desks(&desks);
                }
            }
            CaseEvent::SentBack(back) => {
                self.name_whom(&back.returned, operation);
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
                let what = match self.is_applicants(&back.slot) {
                    true => "recalled",
                    false => "taken-back",
                };
                let line = self.note(at, operation, Some(back.by.clone()), what);
                line.acting_for.clone_from(&back.acting_for);
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
            CaseEvent::Received(station, by, acting_for) => {
                let (by, acting_for) = (by.clone(), acting_for.clone());
                let receipt = Receipt { by, at, acting_for };
                self.at_station(station, |station| {
                    station.received.get_or_insert(receipt);
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
                let station = said.station.as_ref().and_then(|id| self.station(id));
                let closed = station.and_then(|station| station.closed.as_ref());
                let is_spared = closed.is_some_and(|closed| closed.by.is_none());
                let what = match (said.kind, is_spared) {
                    (Saying::Agreed, false) => "agreed-late",
                    (Saying::Agreed, true) => "agreed-spared",
                    (Saying::Disagreed, false) => "opposed-late",
                    (Saying::Disagreed, true) => "opposed-spared",
                    (Saying::Remark, _) => "said",
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
            CaseEvent::Urged(station, by) => {
                let by = Some(by.clone());
                let urged = Urged { by: by.clone(), at };
                self.at_station(station, |station| station.urged = Some(urged));
                self.note_about(station, (at, operation, by), "urged");
            }
            CaseEvent::DueMoved(station, remind_at, escalate_at) => {
                self.at_station(station, |station| {
                    station.remind_at = *remind_at;
                    station.escalate_at = *escalate_at;
                });
            }
            CaseEvent::Escalated(station, desk) => {
                let told = desk.clone();
                self.at_station(station, |station| {
                    station.escalated = Some(told);
                    station.escalate_at = None;
                    station.urged = Some(Urged { by: None, at });
                });
                self.note(at, operation, None, "escalated")
                    .name_desks(std::slice::from_ref(desk));
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
        let slots = grown.grown.legs.iter().flat_map(Leg::slots);
        let desks: Vec<Desk> = slots.map(|slot| slot.desk.clone()).collect();
        let line = self.note(at, operation, Some(by.clone()), what);
        line.acting_for.clone_from(&grown.acting_for);
        line.opinion.clone_from(&grown.reason);
        line.name_desks(&desks);
    }

    /// Writes to whom it was sent back, and how it goes on from there, beside the return.
    fn name_whom(&mut self, returned: &Returned, operation: OperationId) {
        let mut routes = self.routes.values();
        let slot = routes.find_map(|route| route.slot(&returned.to));
        let desk = slot.map(|slot| slot.desk.to_text());
        let lines = &mut self.history;
        let sent = lines
            .iter_mut()
            .rev()
            .find(|line| line.operation == operation && line.what == "returned");
        let Some(line) = sent else { return };
        let facts = &mut Arc::make_mut(line).facts;
        facts.extend(desk.map(|desk| ("desk".to_owned(), desk)));
        let way = match returned.mode {
            Mode::Straight => "straight",
            Mode::Again => "again",
        };
        facts.insert("way".to_owned(), way.to_owned());
    }

    /// Whether a slot is the applicant's own on its route.
    fn is_applicants(&self, slot: &SlotId) -> bool {
        let mut routes = self.routes.values();
        let slot = routes.find_map(|route| route.slot(slot));
        slot.is_some_and(|slot| slot.role == Role::Correct)
    }

    fn moved(&mut self, moved: &Moved, at: i64, operation: OperationId) {
        if let Some(route) = self.route_with(&moved.slot) {
            route.moved(&moved.slot, &moved.desk);
        }
        let line = self.note(at, operation, Some(moved.by.clone()), "transferred");
        line.acting_for.clone_from(&moved.acting_for);
        line.opinion.clone_from(&moved.reason);
        line.name_desks(std::slice::from_ref(&moved.desk));
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
