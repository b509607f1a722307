//! 收件匣: what waits for this person, in sections.

use std::collections::BTreeMap;

use office::case::{Role, Station};
use office::decide::{Urgency, check_draft, urgency};
use office::org::Org;
use office::world::Reading;
use office::{Content, civil, ids::CaseId};

use crate::queue::Queued;
use crate::rows::{InboxEntry, Waiting, leave_brief, role};
use crate::session::Session;
use crate::store::Table;
use crate::topics::deputies::{self, Found};
use crate::views::{
    Act, InboxPage, InboxQuery, InboxRow, LeaveBrief, PersonBrief, Sentence, Split, SplitCount,
};
use crate::{Core, Failure, people};

/// The sections in the order of the screen.
const SPLITS: [Split; 5] = [
    Split::Routine,
    Split::Look,
    Split::Overdue,
    Split::Deputy,
    Split::Attention,
];
/// The most rows of one page.
const MAX_ROWS: u32 = 1_000;

pub(crate) fn page(core: &Core, query: InboxQuery) -> Result<InboxPage, Failure> {
    let session = core.session()?;
    let all = rows(&session)?;
    let count = |split: Split| SplitCount {
        split,
        count: counted(all.iter().filter(|row| row.split == split).count()),
    };
    let splits = SPLITS.map(count).to_vec();
    let wanted: Vec<InboxRow> = all
        .into_iter()
        .filter(|row| query.split.is_none_or(|split| row.split == split))
        .collect();
    let total = counted(wanted.len());
    let limit = query.limit.min(MAX_ROWS) as usize;
    let rows = wanted
        .into_iter()
        .skip(query.offset as usize)
        .take(limit)
        .collect();
    Ok(InboxPage {
        splits,
        rows,
        total,
        done_today: done_today(&session)?,
    })
}

/// How many things only this person can do.
pub(crate) fn count(session: &Session) -> Result<u32, Failure> {
    let entries = session.store().count(Table::Inbox)?;
    let asked = deputies::asked_of_me(session, &session.world())?;
    Ok(counted(entries + session.queue().attention() + asked.len()))
}

fn counted(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn done_today(session: &Session) -> Result<u32, Failure> {
    let midnight = civil::instant(session.today().to_datetime(jiff::civil::Time::midnight()));
    Ok(counted(session.store().count_since(Table::Done, midnight)?))
}

/// All rows, longest waiting first, what wants attention before the rest.
fn rows(session: &Session) -> Result<Vec<InboxRow>, Failure> {
    let world = session.world();
    let org = session.org()?;
    let mut shown = Shown {
        session,
        org: &org,
        names: BTreeMap::new(),
    };
    let mut rows = Vec::new();
    for queued in session
        .queue()
        .0
        .iter()
        .filter(|queued| queued.wants_attention())
    {
        rows.push(shown.attention(queued)?);
    }
    for found in deputies::asked_of_me(session, &world)? {
        rows.extend(shown.asked(&found, world.now));
    }
    for (case, entry) in session.store().rows::<InboxEntry>(Table::Inbox)? {
        for waiting in &entry.stations {
            let urgency = urgency(
                &world,
                &waiting.station,
                &waiting.standing(),
                &entry.remarks,
                world.now,
            )?;
            rows.push(shown.row(&case, &entry, waiting, urgency));
        }
    }
    Ok(rows)
}

struct Shown<'a> {
    session: &'a Session,
    org: &'a Org,
    names: BTreeMap<office::ids::PersonId, PersonBrief>,
}

impl Shown<'_> {
    fn brief(&mut self, person: &office::ids::PersonId) -> PersonBrief {
        if let Some(brief) = self.names.get(person) {
            return brief.clone();
        }
        let brief = people::brief(self.org, person, self.session.today());
        self.names.insert(person.clone(), brief.clone());
        brief
    }

    fn row(
        &mut self,
        case: &str,
        entry: &InboxEntry,
        waiting: &Waiting,
        urgency: Urgency,
    ) -> InboxRow {
        let odd = entry
            .remarks
            .first()
            .map(|remark| Sentence::from(remark.clone()));
        InboxRow {
            case: case.to_owned(),
            station: Some(waiting.station.id.to_string()),
            operation: None,
            deputation: None,
            split: split(&waiting.station, urgency),
            who: self.brief(&entry.applicant),
            standing_in_for: waiting.acting_for.as_ref().map(|person| self.brief(person)),
            leave: entry.leave.clone(),
            role: Some(role(waiting.station.role)),
            odd: odd.is_some(),
            stuck: entry.stuck.is_some(),
            remark: odd
                .or_else(|| entry.stuck.clone())
                .or_else(|| entry.quiet.clone())
                .map(|remark| people::named(self.org, remark)),
            since: waiting.station.opened,
            provisional: entry.provisional,
            acts: acts(waiting.station.role),
        }
    }

    /// Somebody asks this person to stand in.
    fn asked(&mut self, found: &Found, now: i64) -> Option<InboxRow> {
        let kept = found.kept()?;
        let asked = &kept.deputation;
        let (session, org) = (self.session, self.org);
        let view = deputies::Shown { session, org, now }.view(found, kept);
        let facts = [
            ("person", asked.principal.to_string()),
            ("from_ms", civil::instant(asked.from).to_string()),
            ("to_ms", civil::instant(asked.to).to_string()),
        ];
        let remark = Sentence {
            code: "deputation-asks".to_owned(),
            facts: facts.map(|(name, value)| (name.to_owned(), value)).into(),
        };
        Some(InboxRow {
            case: String::new(),
            station: None,
            operation: None,
            deputation: Some(view),
            split: Split::Attention,
            who: self.brief(&asked.asked_by),
            standing_in_for: None,
            leave: None,
            role: None,
            remark: Some(people::named(org, remark)),
            odd: true,
            stuck: false,
            since: kept.asked,
            provisional: found.provisional,
            acts: Vec::new(),
        })
    }

    /// The leave of a request that opened no case.
    fn asked_for(&self, queued: &Queued) -> Result<Option<LeaveBrief>, Failure> {
        let Ok(Content::Submit(submit)) = queued.content() else {
            return Ok(None);
        };
        let world = self.session.world();
        let checked = check_draft(
            &world,
            self.session.me(),
            &submit.pack,
            &submit.answers,
            &submit.attachments,
            None,
            world.now,
        )?;
        Ok(checked.leave.as_ref().map(leave_brief))
    }

    /// Something that did not become true, or is held.
    fn attention(&mut self, queued: &Queued) -> Result<InboxRow, Failure> {
        let case = queued.case();
        let state = match &case {
            Some(case) => self.session.world().case(case)?.flatten(),
            None => None,
        };
        let me = self.session.me().clone();
        let applicant = state.as_ref().map_or(me, |case| case.applicant.clone());
        let held = queued.answer.is_none() || queued.state() != sync::outbox::State::Refused;
        Ok(InboxRow {
            case: case.as_ref().map(CaseId::to_string).unwrap_or_default(),
            station: None,
            operation: Some(queued.key.clone()),
            deputation: None,
            split: Split::Attention,
            who: self.brief(&applicant),
            standing_in_for: None,
            leave: match state.and_then(|case| case.leave.as_ref().map(leave_brief)) {
                None => self.asked_for(queued)?,
                known => known,
            },
            role: None,
            odd: true,
            stuck: false,
            remark: queued
                .answer
                .clone()
                .map(|answer| people::named(self.org, answer)),
            since: queued.at,
            provisional: false,
            acts: if held {
                Vec::new()
            } else {
                vec![Act::Acknowledge]
            },
        })
    }
}

fn split(station: &Station, urgency: Urgency) -> Split {
    match urgency {
        _ if station.role == Role::Correct => Split::Attention,
        Urgency::Routine => Split::Routine,
        Urgency::Look => Split::Look,
        Urgency::Overdue => Split::Overdue,
        Urgency::Deputy => Split::Deputy,
    }
}

/// What can be done at a station.
pub(crate) fn acts(role: Role) -> Vec<Act> {
    match role {
        Role::Consent | Role::Approve | Role::Consult | Role::Decide | Role::Vote => {
            vec![Act::Approve, Act::Return]
        }
        Role::Note => vec![Act::Approve],
        Role::Correct => vec![Act::Correct],
        Role::File => Vec::new(),
    }
}
