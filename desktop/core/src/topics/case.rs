//! 案件: one case in the reader.

use std::collections::{BTreeMap, BTreeSet};

use office::case::{self, Case, Station};
use office::decide::Planned;
use office::ids::{CaseId, OperationId, PersonId};
use office::operation::Attachment;
use office::org::Org;
use office::world::Reading;
use office::{Stream, World};

use crate::answers;
use crate::asks::AskCase;
use crate::draft::filling;
use crate::rows;
use crate::session::Session;
use crate::topics::decide::case_id;
use crate::topics::route::{self, bare};
use crate::topics::{stuck, versions};
use crate::views::{
    AttachmentView, CaseView, ChargeView, HistoryLine, PaperView, PersonBrief, Sentence, Signature,
    StationView,
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
pub(super) struct Reader<'a> {
    pub(super) session: &'a Session,
    pub(super) world: &'a Staged<'a>,
    pub(super) case: &'a Case,
    pub(super) org: std::sync::Arc<Org>,
    pub(super) provisional: BTreeSet<OperationId>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        session: &'a Session,
        world: &'a Staged<'a>,
        case: &'a Case,
    ) -> Result<Self, Failure> {
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
        let pack = self.world.pack(&case.pack)?;
        let rules = pack
            .map(|pack| pack.manifest.route.clone())
            .unwrap_or_default();
        let place = self.place()?.map(|(station, _)| station);
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
            stuck: stuck::notes(self.world, &self.org, case, place.is_some())?,
            answers: answers::lines(self.session, self.world, case)?,
            charges: self.charges()?,
            route: self.route()?,
            signatures_valid: count(&marks, |mark| **mark == Some(Signature::Valid)),
            signatures_total: count(&marks, |_| true),
            history,
            paper: self.paper()?,
            attachments,
            acts: self.acts(&rules)?,
            station: place.map(|station| station.id.to_string()),
            must_say: place.is_some_and(|station| case.must_say(station)),
            fills: match place {
                Some(station) => filling::mark(self.session, self.world, case, station)?,
                None => None,
            },
            card: rules.card,
            returns: place
                .map(|station| self.returns(station))
                .unwrap_or_default(),
            places: place.map(route::places).unwrap_or_default(),
            copies: self.copies(),
            versions: versions::of(self)?,
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
        let language = self.session.settings()?.language;
        let found = rows::told_remarks(self.world, self.case)?.into_iter();
        let found = found.map(|remark| rows::in_language(remark, &language));
        Ok(found
            .map(|remark| people::named(&self.org, Sentence::from(remark)))
            .collect())
    }

    pub(super) fn brief(&self, person: &PersonId) -> PersonBrief {
        people::brief(&self.org, person, self.session.today())
    }

    pub(super) fn signature(&self, operation: &OperationId) -> Result<Option<Signature>, Failure> {
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
pub(super) fn signature(
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
        operation: line
            .by
            .as_ref()
            .filter(|_| session.queue().is_signed(&line.operation))
            .map(|_| line.operation.to_string()),
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
    let who = people::at_desk(org, &planned.desk, &planned.people, today);
    StationView {
        slot: planned.slot.as_ref().map(ToString::to_string),
        ..bare(format!("ahead-{place}"), rows::role(planned.role), who)
    }
}

/// The line of the history that closed a station.
pub(super) fn line_of<'a>(case: &'a Case, station: &Station) -> Option<&'a case::Line> {
    let signature = station.signature?;
    let mut lines = case.history.iter().map(|line| &**line);
    lines.find(|line| line.operation == signature)
}

fn count<T>(list: &[T], fits: impl Fn(&&T) -> bool) -> u32 {
    u32::try_from(list.iter().filter(fits).count()).unwrap_or(u32::MAX)
}

pub(super) fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A case by the text of its id, as this computer knows it.
pub(crate) fn find(world: &Staged<'_>, id: &CaseId) -> Result<std::sync::Arc<Case>, Failure> {
    world
        .case(id)?
        .flatten()
        .ok_or_else(|| Failure::new("case-unknown").with("case", id))
}
