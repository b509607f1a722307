//! 案件: one case in the reader.

use std::collections::{BTreeMap, BTreeSet};

use office::case::{self, Case, Outcome, Role, Station};
use office::decide::{Planned, decide, remarks, route, standing};
use office::ids::{CaseId, OperationId, PersonId};
use office::operation::{Actor, Attachment, Operation, Withdraw};
use office::org::Org;
use office::world::Reading;
use office::{Content, Decision, Stream, World};

use crate::answers;
use crate::asks::AskCase;
use crate::rows;
use crate::session::Session;
use crate::topics::decide::case_id;
use crate::topics::{inbox, stuck};
use crate::views::{
    Act, AttachmentView, CaseView, ChargeView, HistoryLine, PaperView, PersonBrief, Sentence,
    Signature, StationMark, StationRole, StationView,
};
use crate::world::Staged;
use crate::{Core, Failure, people};

pub(crate) fn open(core: &Core, ask: AskCase) -> Result<CaseView, Failure> {
    let session = core.session()?;
    let id = case_id(ask.case)?;
    let world = session.world();
    let case = world
        .case(&id)?
        .flatten()
        .ok_or_else(|| Failure::new("case-unknown").with("case", &id))?;
    let reader = Reader::new(&session, &world, &case)?;
    reader.view()
}

/// What is needed again and again while one case is shown.
struct Reader<'a> {
    session: &'a Session,
    world: &'a Staged<'a>,
    case: &'a Case,
    org: std::sync::Arc<Org>,
    provisional: BTreeSet<OperationId>,
}

impl<'a> Reader<'a> {
    fn new(session: &'a Session, world: &'a Staged<'a>, case: &'a Case) -> Result<Self, Failure> {
        let org = session.org()?;
        Ok(Self {
            session,
            world,
            case,
            org,
            provisional: session.queue().provisional(),
        })
    }

    fn view(&self) -> Result<CaseView, Failure> {
        let case = self.case;
        let history = self.history()?;
        let signed = case
            .history
            .iter()
            .zip(&history)
            .filter(|(line, _)| line.by.is_some());
        let marks: Vec<Option<Signature>> = signed.map(|(_, shown)| shown.signature).collect();
        let (station, acts) = self.acts()?;
        let attachments = attachments(self.session, &case.attachments)?;
        Ok(CaseView {
            id: case.id.to_string(),
            service: case.service.to_string(),
            number: case.number.clone(),
            file_number: case.file_number.clone(),
            mark: rows::mark(case),
            applicant: self.brief(&case.applicant),
            submitted: case.submitted,
            leave: case.leave.as_ref().map(rows::leave_brief),
            remarks: self.remarks()?,
            stuck: stuck::notes(self.world, &self.org, case, station.is_some())?,
            answers: answers::lines(self.session, self.world, case)?,
            charges: self.charges()?,
            route: self.route()?,
            signatures_valid: count(&marks, |mark| **mark == Some(Signature::Valid)),
            signatures_total: count(&marks, |_| true),
            history,
            paper: self.paper()?,
            attachments,
            acts,
            station,
            provisional: self.world.is_provisional(&Stream::Case(case.id.clone())),
        })
    }

    /// What happened, with the names of the elements at which it did.
    fn history(&self) -> Result<Vec<HistoryLine>, Failure> {
        let pack = self.world.pack(&self.case.pack)?;
        let line = |line: &std::sync::Arc<case::Line>| {
            let mut shown = history_line(self.session, line)?;
            if let Some(element) = line.facts.get("element") {
                let name = stuck::name_of(pack.as_deref(), element);
                shown.what.facts.insert("name".to_owned(), name);
            }
            Ok(shown)
        };
        self.case.history.iter().map(line).collect()
    }

    fn remarks(&self) -> Result<Vec<Sentence>, Failure> {
        let found = remarks(self.world, self.case)?.into_iter();
        Ok(found
            .map(|remark| people::named(&self.org, Sentence::from(remark)))
            .collect())
    }

    fn brief(&self, person: &PersonId) -> PersonBrief {
        people::brief(&self.org, person, self.session.today())
    }

    fn signature(&self, operation: &OperationId) -> Result<Option<Signature>, Failure> {
        signature(self.session, &self.provisional, operation)
    }

    /// What the leave takes of each lot, against what is left today.
    fn charges(&self) -> Result<Vec<ChargeView>, Failure> {
        let Some(cost) = self
            .case
            .leave
            .as_ref()
            .and_then(|leave| leave.cost.as_ref())
        else {
            return Ok(Vec::new());
        };
        let Some(account) = self.world.account(&self.case.applicant)? else {
            return Ok(Vec::new());
        };
        let holds = account
            .absences()
            .any(|absence| *absence.case == self.case.id);
        let view = |charge: &office::leave::LotMinutes| {
            let pot = account.pot(&charge.lot)?;
            let after = if holds {
                pot.left
            } else {
                pot.left - charge.minutes
            };
            let (minutes, before) = (charge.minutes, after + charge.minutes);
            Some(ChargeView {
                pot: pot.pot.to_string(),
                minutes,
                before,
                after,
            })
        };
        Ok(cost.charges.iter().filter_map(view).collect())
    }

    /// The stations that were, are, and lie ahead, the submission first.
    fn route(&self) -> Result<Vec<StationView>, Failure> {
        let submitted = self
            .case
            .history
            .iter()
            .find(|line| line.what == "submitted");
        let mut views = vec![StationView {
            id: "submit".to_owned(),
            role: StationRole::Submit,
            mark: StationMark::Done,
            who: self.brief(&self.case.applicant),
            standing_in_for: None,
            at: Some(self.case.submitted),
            opinion: None,
            mine: false,
            provisional: submitted.is_some_and(|line| self.provisional.contains(&line.operation)),
            signature: match submitted {
                Some(line) => self.signature(&line.operation)?,
                None => None,
            },
        }];
        for station in &self.case.stations {
            views.push(self.station(station)?);
        }
        if !self.case.status.is_ended() {
            let mut open: Vec<&Station> = self.case.open_stations().collect();
            for planned in route(self.world, self.case, self.world.now)? {
                let here = |station: &&Station| {
                    station.element == planned.element && station.desk == planned.desk
                };
                match open.iter().position(here) {
                    Some(index) => drop(open.remove(index)),
                    None => views.push(ahead(
                        &self.org,
                        views.len(),
                        &planned,
                        self.session.today(),
                    )),
                }
            }
        }
        Ok(views)
    }

    fn station(&self, station: &Station) -> Result<StationView, Failure> {
        let today = self.session.today();
        let closed = station.closed.as_ref();
        let line = line_of(self.case, station);
        let who = match closed.and_then(|closed| closed.by.as_ref()) {
            Some(by) => self.brief(by),
            None => people::at_desk(
                &self.org,
                &station.desk,
                &self.org.at_desk(&station.desk, today),
                today,
            ),
        };
        let now = self.world.now;
        let mine = closed.is_none()
            && standing(self.world, self.case, station, self.session.me(), now)?.is_some();
        Ok(StationView {
            id: station.id.to_string(),
            role: rows::role(station.role),
            mark: match closed.map(|closed| closed.outcome) {
                None if self.case.status.is_ended() => StationMark::Skipped,
                None => StationMark::Now,
                Some(Outcome::Done | Outcome::Decided) => StationMark::Done,
                Some(Outcome::Returned) => StationMark::Returned,
                Some(Outcome::Refused | Outcome::Against) => StationMark::Refused,
                Some(Outcome::Left | Outcome::Paused | Outcome::Transferred) => {
                    StationMark::Skipped
                }
            },
            who,
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
        })
    }

    /// The station at which this person can act, and everything that can be done.
    fn acts(&self) -> Result<(Option<String>, Vec<Act>), Failure> {
        let now = self.world.now;
        let mut acts = Vec::new();
        let mut place = None;
        for station in self
            .case
            .open_stations()
            .filter(|station| station.role != Role::File)
        {
            if standing(self.world, self.case, station, self.session.me(), now)?.is_some() {
                place = Some(station.id.to_string());
                acts = inbox::acts(station.role);
                break;
            }
        }
        if self.case.applicant == *self.session.me() && self.can_withdraw()? {
            acts.push(Act::Withdraw);
        }
        acts.push(Act::Print);
        Ok((place, acts))
    }

    /// The decision itself says whether the case can be taken back.
    fn can_withdraw(&self) -> Result<bool, Failure> {
        let content = Content::Withdraw(Withdraw {
            case: self.case.id.clone(),
            reason: String::new(),
        });
        let me = Actor::Person(self.session.me().clone());
        let now = self.world.now;
        let asked = Operation {
            id: OperationId([0; 32]),
            actor: me,
            acting_for: None,
            at: now,
            key: office::operation::Key::Device,
            not_before: None,
            content,
        };
        Ok(matches!(
            decide(self.world, &asked, now)?,
            Decision::Accepted(_)
        ))
    }

    fn paper(&self) -> Result<Option<PaperView>, Failure> {
        let Some(paper) = &self.case.paper else {
            return Ok(None);
        };
        Ok(Some(PaperView {
            sha256: sync::Hash(paper.sha256).to_hex(),
            pages: paper.pages,
            bytes: paper.bytes,
            here: self.session.store().has_blob(&paper.sha256)?,
        }))
    }
}

/// Whether the signature behind an event holds. What waits to be sent is signed
/// by this computer or will be.
fn signature(
    session: &Session,
    provisional: &BTreeSet<OperationId>,
    operation: &OperationId,
) -> Result<Option<Signature>, Failure> {
    if provisional.contains(operation) {
        return Ok(Some(Signature::Pending));
    }
    let sound = session.store().is_sound(operation)?;
    Ok(sound.map(|sound| {
        if sound {
            Signature::Valid
        } else {
            Signature::Invalid
        }
    }))
}

/// One line of what happened to a case.
pub(crate) fn history_line(session: &Session, line: &case::Line) -> Result<HistoryLine, Failure> {
    let (org, today) = (session.org()?, session.today());
    let provisional = session.queue().provisional();
    let what = Sentence {
        code: format!("history-{}", line.what),
        facts: line.facts.clone(),
    };
    Ok(HistoryLine {
        at: line.at,
        who: line
            .by
            .as_ref()
            .map_or_else(people::nobody, |person| people::brief(&org, person, today)),
        standing_in_for: line
            .acting_for
            .as_ref()
            .map(|person| people::brief(&org, person, today)),
        what: people::named(&org, what),
        opinion: some(&line.opinion),
        signature: match line.by {
            Some(_) => signature(session, &provisional, &line.operation)?,
            None => None,
        },
        provisional: provisional.contains(&line.operation),
    })
}

/// The files that belong to a case or a draft. Those of one name are counted,
/// so that they can be told apart.
pub(crate) fn attachments(
    session: &Session,
    files: &[Attachment],
) -> Result<Vec<AttachmentView>, Failure> {
    let coming: BTreeSet<String> = session
        .wanted()?
        .into_iter()
        .map(|wanted| wanted.sha256)
        .collect();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let mut views = Vec::with_capacity(files.len());
    for file in files {
        let count = files.iter().filter(|one| one.name == file.name).count();
        let number = seen.entry(file.name.as_str()).or_default();
        *number += 1;
        let (sha256, here) = (
            sync::Hash(file.sha256).to_hex(),
            session.store().has_blob(&file.sha256)?,
        );
        views.push(AttachmentView {
            name: file.name.clone(),
            media: file.media.clone(),
            bytes: file.bytes,
            twin: (count > 1).then_some(*number),
            coming: !here && coming.contains(&sha256),
            sha256,
            here,
        });
    }
    Ok(views)
}

/// A station that lies ahead.
pub(crate) fn ahead(
    org: &Org,
    place: usize,
    planned: &Planned,
    today: jiff::civil::Date,
) -> StationView {
    StationView {
        id: format!("ahead-{place}"),
        role: rows::role(planned.role),
        mark: StationMark::Ahead,
        who: people::at_desk(org, &planned.desk, &planned.people, today),
        standing_in_for: None,
        at: None,
        opinion: None,
        mine: false,
        provisional: false,
        signature: None,
    }
}

/// The line of the history that closed a station.
fn line_of<'a>(case: &'a Case, station: &Station) -> Option<&'a case::Line> {
    let signature = station.signature?;
    let mut lines = case.history.iter().map(|line| &**line);
    lines.find(|line| line.operation == signature)
}

fn count<T>(list: &[T], fits: impl Fn(&&T) -> bool) -> u32 {
    u32::try_from(list.iter().filter(fits).count()).unwrap_or(u32::MAX)
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A case by the text of its id, as this computer knows it.
pub(crate) fn find(world: &Staged<'_>, id: &CaseId) -> Result<std::sync::Arc<Case>, Failure> {
    world
        .case(id)?
        .flatten()
        .ok_or_else(|| Failure::new("case-unknown").with("case", id))
}
