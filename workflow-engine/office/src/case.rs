//! One matter from form to file: answers, flow, stations, signatures. 案件

mod event;
mod mark;
mod on_route;
mod opinion;
mod station;

pub use event::{
    CaseEvent, Copied, Corrected, FilledIn, Mended, Moved, RouteGrown, RouteLaid, Sealed, SentBack,
    Submitted, TakenBack, TakenOff, WentOver,
};
pub use mark::Mark;
pub use opinion::{Copy, Said, Saying};
pub use station::{Authority, Closed, Ending, Outcome, Receipt, Right, Role, Station, Urged};

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

use workflow_engine::run::{self, Instance, TokenId};

use crate::ids::{CaseId, OperationId, PackId, PersonId, PostId, StationId, UnitId};
use crate::leave::{self, Cost, Kind, Slice, Span};
use crate::operation::{Answers, Attachment, Paper};
use crate::org::Desk;
use crate::pack::PackRef;
use crate::route::{Origin, Route, Slot};

/// The state of a stream `case/ID`. What does not change any more is shared by all states of the case
/// that hold it: a decision copies a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The case.
    pub id: CaseId,
    /// The service.
    pub service: PackId,
    /// The version of the service: the one with which it was submitted, until an administrator
    /// brings it over to another.
    pub pack: PackRef,
    /// Who asked.
    pub applicant: PersonId,
    /// The applicant's post when it was submitted.
    pub post: PostId,
    /// The applicant's unit when it was submitted.
    pub unit: UnitId,
    /// When it was submitted: the agency's time, ms.
    pub submitted: i64,
    /// When anything last became true of it, ms.
    pub updated: i64,
    /// 案號, given by the agency.
    pub number: Option<String>,
    /// What was filled in, last corrected.
    pub answers: Arc<Answers>,
    /// Files that belong to it.
    pub attachments: Vec<Attachment>,
    /// The leave that it takes, when it is one.
    pub leave: Option<Leave>,
    /// Where the flow stands.
    pub flow: Arc<Instance>,
    /// All stations that were ever open, in order.
    pub stations: Vec<Arc<Station>>,
    /// The route of each user task that was ever open, by the token that waits or waited there.
    pub routes: BTreeMap<TokenId, Route>,
    /// Opinions beside signatures. 意見
    pub said: Vec<Said>,
    /// Who was sent a copy, and whether they opened it. 傳閱
    pub copies: Vec<Copy>,
    /// Where the case stands.
    pub status: Status,
    /// 檔號, given by the agency before filing.
    pub file_number: Option<String>,
    /// The paper in the archive.
    pub paper: Option<Paper>,
    /// What happened, in order.
    pub history: Vec<Arc<Line>>,
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    /// On its way.
    Running,
    /// Back at the applicant. 補正
    Returned,
    /// Decided in favour, not yet filed.
    Approved,
    /// In the archive.
    Filed,
    /// Taken back by the applicant.
    Withdrawn,
    /// Ended without effect.
    Refused,
    /// Came to its end, and nothing of it is filed. 結案
    Closed,
}

impl Status {
    /// Whether nothing can become true of the case any more.
    #[must_use]
    pub fn is_ended(self) -> bool {
        matches!(
            self,
            Self::Filed | Self::Withdrawn | Self::Refused | Self::Closed
        )
    }
}

/// The leave that a case takes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Leave {
    /// 假別, by the code of the rules.
    #[n(1)]
    pub kind: Kind,
    /// From when to when.
    #[n(2)]
    pub span: Span,
    /// The working time of each day.
    #[n(3)]
    pub slices: Vec<Slice>,
    /// What it takes from which lot; none where it was decided by a computer
    /// that does not see the account.
    #[n(4)]
    pub cost: Option<Cost>,
    /// Who stands in.
    #[n(5)]
    pub deputy: Option<PersonId>,
}

impl Leave {
    /// Working time in minutes.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        leave::minutes(&self.slices)
    }

    /// Minutes that are deducted from pay.
    #[must_use]
    pub fn pay_cut(&self) -> i64 {
        self.cost.as_ref().map_or(0, |cost| cost.pay_cut)
    }
}

/// One line of what happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The agency's time, ms.
    pub at: i64,
    /// The operation that brought it about.
    pub operation: OperationId,
    /// Who.
    pub by: Option<PersonId>,
    /// For whom they stood in.
    pub acting_for: Option<PersonId>,
    /// A code such as `submitted`, `approved`, `returned`.
    pub what: String,
    /// Facts of the sentence.
    pub facts: BTreeMap<String, String>,
    /// Words beside it.
    pub opinion: String,
}

impl Case {
    /// Makes an event true. An event before the case was submitted changes
    /// nothing.
    pub fn apply(
        state: &mut Option<Arc<Self>>,
        event: &CaseEvent,
        at: i64,
        operation: OperationId,
    ) {
        if let CaseEvent::Submitted(submitted) = event {
            *state = Some(Arc::new(Self::begin(submitted, at, operation)));
        } else if let Some(case) = state {
            let case = Arc::make_mut(case);
            case.updated = at;
            case.go_on(event, at, operation);
        }
    }

    fn begin(submitted: &Submitted, at: i64, operation: OperationId) -> Self {
        let s = submitted.clone();
        let mut case = Self {
            id: s.case,
            service: s.service,
            pack: s.pack,
            applicant: s.applicant,
            post: s.post,
            unit: s.unit,
            submitted: at,
            updated: at,
            number: s.number,
            answers: Arc::new(s.answers),
            attachments: s.attachments,
            leave: None,
            flow: Arc::default(),
            stations: Vec::new(),
            routes: BTreeMap::new(),
            said: Vec::new(),
            copies: Vec::new(),
            status: Status::Running,
            file_number: None,
            paper: None,
            history: Vec::new(),
        };
        case.note(at, operation, Some(case.applicant.clone()), "submitted");
        case
    }

    fn go_on(&mut self, event: &CaseEvent, at: i64, operation: OperationId) {
        match event {
            CaseEvent::Submitted(_) => {}
            CaseEvent::FlowMoved(moves) => moves
                .iter()
                .for_each(|event| self.flow_moved(event, at, operation)),
            CaseEvent::LeaveTaken(leave) => self.leave = Some(leave.clone()),
            CaseEvent::StationOpened(station) => {
                if station.role == Role::Correct {
                    self.status = Status::Returned;
                }
                if let Some((slot, route)) = self.route_of(station) {
                    route.opened(&slot);
                }
                self.stations.push(Arc::new((**station).clone()));
            }
            CaseEvent::StationClosed(id, closed) => self.close(id, closed, at, operation),
            CaseEvent::Corrected(corrected) => {
                self.answers = Arc::new(corrected.answers.clone());
                self.attachments.clone_from(&corrected.attachments);
                self.status = Status::Running;
            }
            CaseEvent::FilledIn(filled) => {
                form_model::fill_in(Arc::make_mut(&mut self.answers), &filled.answers);
                let fields: Vec<&str> = filled.answers.keys().map(String::as_str).collect();
                let line = self.note(at, operation, Some(filled.by.clone()), "filled-in");
                line.acting_for.clone_from(&filled.acting_for);
                line.facts.insert("fields".to_owned(), fields.join(" "));
            }
            CaseEvent::Withdrawn(by, reason) => {
                self.status = Status::Withdrawn;
                self.note(at, operation, Some(by.clone()), "withdrawn")
                    .opinion
                    .clone_from(reason);
            }
            CaseEvent::Decided => self.status = Status::Approved,
            CaseEvent::FileNumberGiven(number) => self.file_number = Some(number.clone()),
            CaseEvent::Filed(paper, by) => {
                self.status = Status::Filed;
                self.paper = Some(paper.clone());
                let number = self.file_number.clone().unwrap_or_default();
                self.note(at, operation, Some(by.clone()), "filed")
                    .facts
                    .insert("number".to_owned(), number);
            }
            CaseEvent::Reminded(station) => {
                self.at_station(station, |station| {
                    if station.remind_at.take().is_none() {
                        station.escalate_at = None;
                    }
                    station.urged = Some(Urged { by: None, at });
                });
                self.note_about(station, (at, operation, None), "reminded");
            }
            CaseEvent::Mended(mended) => {
                let line = self.note(at, operation, mended.by.clone(), &mended.what);
                line.facts
                    .insert("element".to_owned(), mended.element.clone());
                line.opinion.clone_from(&mended.reason);
            }
            CaseEvent::WentOver(over) => {
                self.pack = over.pack.clone();
                let line = self.note(at, operation, over.by.clone(), "went-over");
                line.facts
                    .insert("version".to_owned(), over.pack.version.to_string());
                line.opinion.clone_from(&over.reason);
            }
            CaseEvent::Closed => {
                self.status = Status::Closed;
                self.note(at, operation, None, "closed");
            }
            CaseEvent::Failed(code) => {
                self.status = Status::Refused;
                self.note(at, operation, None, "failed")
                    .facts
                    .insert("code".to_owned(), code.clone());
            }
            on_route => self.route_changed(on_route, at, operation),
        }
    }

    fn flow_moved(&mut self, event: &run::Event, at: i64, operation: OperationId) {
        run::apply(Arc::make_mut(&mut self.flow), event);
        match event {
            run::Event::IncidentRaised { element, code, .. } => {
                let facts = &mut self.note(at, operation, None, "stuck").facts;
                facts.insert("element".to_owned(), element.to_string());
                facts.insert("code".to_owned(), code.to_string());
            }
            run::Event::Migrated { .. } => {
                let open = self.stations.iter_mut().filter(|s| s.closed.is_none());
                for station in open {
                    if let Some(element) = self.flow.tasks.get(&station.token) {
                        Arc::make_mut(station).element = element.to_string();
                    }
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, id: &StationId, closed: &Closed, at: i64, operation: OperationId) {
        let Some(station) = self.stations.iter_mut().find(|s| s.id == *id) else {
            return;
        };
        let open = Arc::make_mut(station);
        open.closed = Some(closed.clone());
        open.signature = closed.by.is_some().then_some(operation);
        open.ending = Some(Ending { at, operation });
        let station = Arc::clone(station);
        if let Some((slot, route)) = self.route_of(&station) {
            route.closed(&slot, closed.outcome);
        }
        if self.status == Status::Returned && station.role == Role::Correct {
            self.status = Status::Running;
        }
        let what = match (closed.outcome, station.role) {
            (Outcome::Left | Outcome::Paused | Outcome::Transferred, _) => return,
            (Outcome::Done, Role::File) => return,
            (Outcome::Returned, _) => "returned",
            (Outcome::Decided, _) => "decided",
            (Outcome::Refused, _) => "refused",
            (Outcome::Against, _) => "against",
            (Outcome::Done, Role::Consent) => "consented",
            (Outcome::Done, Role::Approve | Role::Decide) => "approved",
            (Outcome::Done, Role::Consult) => "consulted",
            (Outcome::Done, Role::Vote) => "agreed",
            (Outcome::Done, Role::Note) => "noted",
            (Outcome::Done, Role::Correct) => "corrected",
        };
        let applicant = || Desk::Person(self.applicant.clone()).to_text();
        let to_applicant = (what == "returned").then(applicant);
        let line = self.note(at, operation, closed.by.clone(), what);
        line.acting_for.clone_from(&closed.acting_for);
        line.opinion.clone_from(&closed.opinion);
        line.facts
            .extend(to_applicant.map(|to| ("desk".to_owned(), to)));
    }

    fn note(
        &mut self,
        at: i64,
        operation: OperationId,
        by: Option<PersonId>,
        what: &str,
    ) -> &mut Line {
        let facts = BTreeMap::new();
        let what = what.to_owned();
        let index = self.history.len();
        self.history.push(Arc::new(Line {
            at,
            operation,
            by,
            acting_for: None,
            what,
            facts,
            opinion: String::new(),
        }));
        Arc::make_mut(&mut self.history[index])
    }

    /// A line about whoever must act at a station.
    fn note_about(
        &mut self,
        station: &StationId,
        (at, operation, by): (i64, OperationId, Option<PersonId>),
        what: &str,
    ) {
        let desk = self.station(station).map(|station| station.desk.to_text());
        let line = self.note(at, operation, by, what);
        line.facts
            .extend(desk.map(|desk| ("desk".to_owned(), desk)));
    }

    /// The stations that wait for somebody.
    pub fn open_stations(&self) -> impl Iterator<Item = &Station> {
        let stations = self.stations.iter().map(|station| &**station);
        stations.filter(|s| s.closed.is_none())
    }

    /// Whether its flow waits for an administrator somewhere. 流程卡住
    #[must_use]
    pub fn is_stuck(&self) -> bool {
        !self.flow.incidents.is_empty()
    }

    /// A station by its id.
    #[must_use]
    pub fn station(&self, id: &StationId) -> Option<&Station> {
        self.stations.iter().find(|s| s.id == *id).map(|s| &**s)
    }

    /// The name by which the form knows a station: what the pack's decision calls its place on the
    /// route, else the user task of the flow. None where people put it on the route.
    #[must_use]
    pub fn form_station<'c>(&'c self, station: &'c Station) -> Option<&'c str> {
        let route = self.routes.get(&station.token);
        let slot = route.zip(station.slot.as_ref());
        let slot = slot.and_then(|(route, slot)| route.slot(slot));
        let by_decision = route.is_some_and(|route| {
            let applicant = |slot: &&Slot| slot.role == Role::Correct;
            route.slots().iter().any(applicant)
        });
        match slot.map(|slot| &slot.origin) {
            Some(_) if station.role == Role::Correct => Some(form_model::APPLICANT),
            Some(Origin::Planned(name)) if by_decision => Some(name),
            Some(Origin::Planned(_)) | None => Some(&station.element),
            Some(_) => None,
        }
    }

    /// When nothing could become true of it any more, the agency's time, ms; none while it runs.
    #[must_use]
    pub fn ended_at(&self) -> Option<i64> {
        let ends = |line: &&Arc<Line>| {
            matches!(
                line.what.as_str(),
                "withdrawn" | "filed" | "failed" | "refused"
            )
        };
        let last = self.history.iter().rev().find(ends);
        let at = last.map_or(self.updated, |line| line.at);
        self.status.is_ended().then_some(at)
    }

    /// Who signed last at a station that decides or takes note.
    #[must_use]
    pub fn last_signer(&self) -> Option<&PersonId> {
        self.history
            .iter()
            .rev()
            .find(|line| {
                matches!(
                    line.what.as_str(),
                    "approved" | "noted" | "consented" | "decided" | "consulted" | "agreed"
                )
            })
            .and_then(|line| line.by.as_ref())
    }

    /// The deputy that the form names.
    #[must_use]
    pub fn deputy(&self) -> Option<PersonId> {
        deputy(&self.answers)
    }
}

/// The deputy that answers name.
#[must_use]
pub fn deputy(answers: &Answers) -> Option<PersonId> {
    answers
        .get("deputy")
        .and_then(feel::Value::as_text)
        .and_then(|id| PersonId::new(id).ok())
}
