//! The route of a case as it is shown, and what an act would make of it.

mod acts;

pub(super) use acts::places;

use office::Content;
use office::case::{self, Mark, Outcome, Station};
use office::decide::{Planned, Tried, standing, try_on};
use office::ids::{OperationId, PersonId, SlotId};
use office::operation::{Actor, Key, Operation};
use office::route::{Order, Origin, Slot};

use super::case::{Reader, line_of, some};
use crate::topics::decide::{Asked, case_id};
use crate::views::{
    AskedBy, CopyView, SeenView, Sentence, SignMark, StationAct, StationMark, StationRole,
    StationView, TryView,
};
use crate::{Core, Failure, people, rows};

/// What an act would come to, without anything becoming true.
pub(crate) fn attempt(core: &Core, act: StationAct) -> Result<TryView, Failure> {
    let session = core.session()?;
    let world = session.world();
    let id = case_id(act.case.clone())?;
    let state = super::case::find(&world, &id)?;
    let asked = Asked::read(&session, &world, &act)?;
    let operation = supposed(session.me(), asked.content, asked.acting_for, world.now);
    let tried = match try_on(&world, &id, &operation, world.now)? {
        Tried::Refused(refusal) if refusal.code != "signature-card" => {
            let reader = Reader::new(&session, &world, &state)?;
            return Ok(TryView {
                refusal: Some(people::named(&reader.org, Sentence::from(refusal))),
                route: reader.route()?,
                mark: rows::mark(&state),
            });
        }
        Tried::Refused(_) => None,
        Tried::Becomes(state, ahead) => Some((state, ahead)),
    };
    let (state, ahead) = match tried {
        Some((state, ahead)) => (state, ahead),
        None => (
            state.clone(),
            office::decide::route(&world, &state, world.now)?,
        ),
    };
    let reader = Reader::new(&session, &world, &state)?;
    Ok(TryView {
        refusal: None,
        route: reader.stations(&ahead)?,
        mark: rows::mark(&state),
    })
}

/// An operation that is only supposed.
pub(crate) fn supposed(
    me: &PersonId,
    content: Content,
    acting_for: Option<PersonId>,
    now: i64,
) -> Operation {
    Operation {
        id: OperationId([0; 32]),
        actor: Actor::Person(me.clone()),
        acting_for,
        at: now,
        key: Key::Device,
        not_before: None,
        saw: None,
        content,
    }
}

impl Reader<'_> {
    /// The stations that were, are, and lie ahead, the submission first.
    pub(super) fn route(&self) -> Result<Vec<StationView>, Failure> {
        let ahead = match self.case.status.is_ended() {
            true => Vec::new(),
            false => office::decide::route(self.world, self.case, self.world.now)?,
        };
        self.stations(&ahead)
    }

    /// The same, with what lies ahead given.
    pub(super) fn stations(&self, ahead: &[Planned]) -> Result<Vec<StationView>, Failure> {
        let mut views = vec![self.submission()?];
        for station in &self.case.stations {
            views.push(self.station(station)?);
        }
        let mut open: Vec<&Station> = self.case.open_stations().collect();
        for planned in ahead {
            let here = |station: &&Station| {
                station.element == planned.element
                    && station.slot == planned.slot
                    && station.desk == planned.desk
            };
            match open.iter().position(here) {
                Some(index) => drop(open.remove(index)),
                None => {
                    let place = views.len();
                    views.push(self.planned(place, planned)?);
                }
            }
        }
        self.set_beside(&mut views);
        Ok(views)
    }

    fn submission(&self) -> Result<StationView, Failure> {
        let mut lines = self.case.history.iter();
        let submitted = lines.find(|line| line.what == "submitted");
        let who = self.brief(&self.case.applicant);
        Ok(StationView {
            mark: StationMark::Done,
            at: Some(self.case.submitted),
            provisional: submitted.is_some_and(|line| self.provisional.contains(&line.operation)),
            signature: match submitted {
                Some(line) => self.signature(&line.operation)?,
                None => None,
            },
            operation: submitted.and_then(|line| self.signed(&line.operation)),
            acts: self.recall()?,
            ..bare("submit".to_owned(), StationRole::Submit, who)
        })
    }

    fn station(&self, station: &Station) -> Result<StationView, Failure> {
        let today = self.session.today();
        let closed = station.closed.as_ref();
        let line = line_of(self.case, station);
        let who = match closed.and_then(|closed| closed.by.as_ref()) {
            Some(by) => self.brief(by),
            None => {
                let at_desk = self.org.at_desk(&station.desk, today);
                people::at_desk(&self.org, &station.desk, &at_desk, today)
            }
        };
        let now = self.world.now;
        let mine = closed.is_none()
            && standing(self.world, self.case, station, self.session.me(), now)?.is_some();
        let marks = self.case.marks(&self.org, station);
        let told = station.escalated.as_ref().map(|desk| {
            let at_desk = self.org.at_desk(desk, today);
            people::at_desk(&self.org, desk, &at_desk, today)
        });
        Ok(StationView {
            mark: self.mark(station),
            standing_in_for: closed
                .and_then(|c| c.acting_for.as_ref())
                .map(|person| self.brief(person)),
            at: line.map(|line| line.at),
            opinion: closed.and_then(|closed| some(&closed.opinion)),
            mine,
            provisional: line.is_some_and(|line| self.provisional.contains(&line.operation)),
            signature: match line {
                Some(line) => self.signature(&line.operation)?,
                None => None,
            },
            slot: station.slot.as_ref().map(ToString::to_string),
            marks: marks.into_iter().map(sign_mark).collect(),
            reason: closed
                .and_then(|closed| closed.right.as_ref())
                .and_then(|right| some(&right.reason)),
            unsealed: closed
                .and_then(|closed| closed.provisional.as_deref())
                .and_then(some),
            asked_by: self.case.origin(station).and_then(|o| self.asked_by(o)),
            seen: station.received.as_ref().map(|receipt| SeenView {
                who: self.brief(&receipt.by),
                at: receipt.at,
            }),
            operation: station
                .signature
                .and_then(|operation| self.signed(&operation)),
            urged: closed
                .is_none()
                .then(|| station.urged.as_ref().map(|urged| self.urged(urged)))
                .flatten(),
            told,
            acts: self.station_acts(station, mine)?,
            ..bare(station.id.to_string(), rows::role(station.role), who)
        })
    }

    /// An operation whose signature can be looked at.
    fn signed(&self, operation: &OperationId) -> Option<String> {
        let queue = self.session.queue();
        queue.is_signed(operation).then(|| operation.to_string())
    }

    fn urged(&self, urged: &case::Urged) -> SeenView {
        people::seen(&self.org, urged, self.session.today())
    }

    fn mark(&self, station: &Station) -> StationMark {
        let closed = station.closed.as_ref();
        match closed.map(|closed| closed.outcome) {
            _ if station.taken_back.is_some() => StationMark::Skipped,
            None if self.case.status.is_ended() => StationMark::Skipped,
            None => StationMark::Now,
            Some(Outcome::Done | Outcome::Decided) => StationMark::Done,
            Some(Outcome::Returned) => StationMark::Returned,
            Some(Outcome::Refused | Outcome::Against) => StationMark::Refused,
            Some(Outcome::Left | Outcome::Paused | Outcome::Transferred) => StationMark::Skipped,
        }
    }

    /// A station that lies ahead.
    fn planned(&self, place: usize, planned: &Planned) -> Result<StationView, Failure> {
        let mut view = super::case::ahead(&self.org, place, planned, self.session.today());
        if let Some(slot) = planned.slot.as_ref().and_then(|id| self.slot(id)) {
            view.asked_by = self.asked_by(&slot.origin);
            view.acts = self.slot_acts(slot)?;
        }
        Ok(view)
    }

    fn slot(&self, id: &SlotId) -> Option<&Slot> {
        self.case.routes.values().find_map(|route| route.slot(id))
    }

    fn asked_by(&self, origin: &Origin) -> Option<AskedBy> {
        let mark = match origin {
            Origin::Planned(_) => return None,
            Origin::Added(_) => SignMark::Added,
            Origin::Consulted(_) => SignMark::AskedUnit,
            Origin::Delegated(_) => SignMark::Delegated,
        };
        let by = self.brief(origin.by()?);
        Some(AskedBy { by, mark })
    }

    /// Marks those that act at the same time as the one before them.
    fn set_beside(&self, views: &mut [StationView]) {
        let mut before: Option<SlotId> = None;
        for view in views {
            let slot = view.slot.as_deref().and_then(|id| SlotId::new(id).ok());
            if let (Some(before), Some(slot)) = (&before, &slot) {
                let mut routes = self.case.routes.values();
                let order = routes.find_map(|route| route.order(before, slot));
                view.beside = order == Some(Order::Beside);
            }
            before = slot;
        }
    }

    pub(super) fn copies(&self) -> Vec<CopyView> {
        let view = |copy: &case::Copy| CopyView {
            to: self.brief(&copy.to),
            by: self.brief(&copy.by),
            sent: copy.sent,
            read: copy.read,
        };
        self.case.copies.iter().map(view).collect()
    }
}

/// A station of which only place, purpose and people are known.
pub(super) fn bare(id: String, role: StationRole, who: crate::views::PersonBrief) -> StationView {
    StationView {
        id,
        role,
        mark: StationMark::Ahead,
        who,
        standing_in_for: None,
        at: None,
        opinion: None,
        mine: false,
        provisional: false,
        signature: None,
        slot: None,
        marks: Vec::new(),
        reason: None,
        unsealed: None,
        operation: None,
        urged: None,
        asked_by: None,
        seen: None,
        beside: false,
        told: None,
        acts: Vec::new(),
    }
}

pub(super) fn sign_mark(mark: Mark) -> SignMark {
    match mark {
        Mark::Consented => SignMark::Consented,
        Mark::Approved => SignMark::Approved,
        Mark::Consulted => SignMark::Consulted,
        Mark::Noted => SignMark::Noted,
        Mark::Corrected => SignMark::Corrected,
        Mark::Filed => SignMark::Filed,
        Mark::HeadDecided => SignMark::HeadDecided,
        Mark::DecidedFor => SignMark::DecidedFor,
        Mark::Assisted => SignMark::Assisted,
        Mark::Refused => SignMark::Refused,
        Mark::Against => SignMark::Against,
        Mark::Returned => SignMark::Returned,
        Mark::Deputy => SignMark::Deputy,
        Mark::Vacant => SignMark::Vacant,
        Mark::Added => SignMark::Added,
        Mark::AskedUnit => SignMark::AskedUnit,
        Mark::Delegated => SignMark::Delegated,
        Mark::Unsealed => SignMark::Unsealed,
        Mark::Sealed => SignMark::Sealed,
        Mark::TakenBack => SignMark::TakenBack,
    }
}
