//! 收件匣: what waits for this person, in sections.

use std::collections::BTreeMap;
use std::sync::Arc;

use office::case::{Case, Role, Station};
use office::decide::{Urgency, check_draft, urgency};
use office::org::Org;
use office::world::Reading;
use office::{Content, civil, ids::CaseId};

use crate::asks::AskLater;
use crate::draft::filling;
use crate::queue::Queued;
use crate::rows::{InboxEntry, Waiting, in_language, leave_brief, role};
use crate::session::Session;
use crate::store::Table;
use crate::topics::deputies::{self, Found};
use crate::views::{
    Act, FillMark, InboxPage, InboxQuery, InboxRow, LeaveBrief, PersonBrief, SeenView, Sentence,
    Split, SplitCount,
};
use crate::world::Staged;
use crate::{Changed, Core, Failure, people};

/// The sections in the order of the screen.
const SPLITS: [Split; 5] = [
    Split::Routine,
    Split::Look,
    Split::Overdue,
    Split::Deputy,
    Split::Attention,
];
/// How long something can be put off: 30 days.
const MAX_LATER_MS: i64 = 30 * 86_400_000;
/// The most rows of one page.
const MAX_ROWS: u32 = 1_000;

pub(crate) fn page(core: &Core, query: InboxQuery) -> Result<InboxPage, Failure> {
    let session = core.session()?;
    let now = session.now();
    let is_later = |row: &InboxRow| row.later.is_some_and(|until| until > now);
    let (later, awake): (Vec<_>, Vec<_>) = rows(&session)?.into_iter().partition(is_later);
    let put_off = counted(later.len());
    let all = if query.later { later } else { awake };
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
        later: put_off,
    })
}

/// What was put off comes back when somebody urges.
fn later_key(case: &str, station: &Station) -> String {
    match &station.urged {
        Some(urged) => format!("{case} {} {}", station.id, urged.at),
        None => format!("{case} {}", station.id),
    }
}

/// Puts a waiting matter off, or shows it again. 稍後
pub(crate) fn put_off(core: &Core, ask: AskLater) -> Result<(), Failure> {
    let session = core.session()?;
    let entry: Option<InboxEntry> = session.store().row(Table::Inbox, &ask.case)?;
    let mut waiting = entry.iter().flat_map(|entry| &entry.stations);
    let waiting = waiting.find(|waiting| waiting.station.id.as_str() == ask.station);
    // It was decided since, on this computer or another.
    let Some(waiting) = waiting else {
        return Ok(());
    };
    let key = later_key(&ask.case, &waiting.station);
    let latest = session.now() + MAX_LATER_MS;
    session.store().write(|tx| match ask.until {
        None => tx.delete(Table::Later, &key),
        Some(until) if until > latest => Err(Failure::new("later-far").with("limit_days", 30)),
        Some(until) => tx.put(Table::Later, &key, until, &until),
    })?;
    core.tell(&[Changed::Inbox, Changed::Frame]);
    Ok(())
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
pub(crate) fn rows(session: &Session) -> Result<Vec<InboxRow>, Failure> {
    let world = session.world();
    let org = session.org()?;
    let mut shown = Shown {
        session,
        org: &org,
        names: BTreeMap::new(),
        language: session.settings()?.language,
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
    let later: BTreeMap<String, i64> = session.store().rows(Table::Later)?.into_iter().collect();
    for (case, entry) in session.store().rows::<InboxEntry>(Table::Inbox)? {
        for waiting in &entry.stations {
            let urgency = urgency(
                &world,
                &waiting.station,
                &waiting.standing(),
                &entry.remarks,
                entry.overdue,
                world.now,
            )?;
            let mut row = shown.row(&case, &entry, waiting, urgency);
            if waiting.fills {
                row.fills = filled(session, &world, &case, waiting)?;
            }
            row.later = later.get(&later_key(&case, &waiting.station)).copied();
            rows.push(row);
        }
        for station in &entry.told {
            rows.push(shown.told(&case, &entry, station));
        }
        rows.extend(shown.copied(&case, &entry));
        for station in &entry.unsealed {
            rows.push(shown.unsealed(&case, &entry, station));
        }
    }
    Ok(rows)
}

/// Whether what the form asks of a station is still to be filled in.
fn filled(
    session: &Session,
    world: &Staged<'_>,
    case: &str,
    waiting: &Waiting,
) -> Result<Option<FillMark>, Failure> {
    let Ok(id) = CaseId::new(case) else {
        return Ok(None);
    };
    let state = world.case(&id)?.flatten();
    let mark = |state: Arc<Case>| filling::mark(session, world, &state, &waiting.station);
    state.map_or(Ok(None), mark)
}

struct Shown<'a> {
    session: &'a Session,
    org: &'a Org,
    names: BTreeMap<office::ids::PersonId, PersonBrief>,
    language: String,
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

    fn urged(&self, urged: &office::case::Urged) -> SeenView {
        people::seen(self.org, urged, self.session.today())
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
            .map(|remark| Sentence::from(in_language(remark.clone(), &self.language)));
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
            urged: waiting
                .station
                .urged
                .as_ref()
                .map(|urged| self.urged(urged)),
            later: None,
            provisional: entry.provisional,
            service: entry.service.clone(),
            reason: entry.reason.clone(),
            figure: entry.figure.clone(),
            must_say: waiting.must_say,
            fills: None,
            copy: None,
            batch: entry.batch,
            card: entry.card,
            acts: acts(waiting.station.role),
        }
    }

    /// A signature that waits for the card. 待補簽
    fn unsealed(&mut self, case: &str, entry: &InboxEntry, station: &Station) -> InboxRow {
        let waiting = Waiting {
            station: station.clone(),
            acting_for: None,
            title: String::new(),
            must_say: false,
            fills: false,
        };
        let closed = station.closed.as_ref();
        let reason = closed.and_then(|closed| closed.provisional.clone());
        let signer = closed.and_then(|closed| closed.by.as_ref());
        let gone = signer.filter(|signer| *signer != self.session.me());
        let mut facts = vec![("reason".to_owned(), reason.unwrap_or_default())];
        facts.extend(gone.map(|signer| ("person".to_owned(), signer.to_string())));
        let code = match gone {
            None => "seal-wanted",
            Some(_) => "seal-wanted-for",
        };
        let remark = Sentence {
            code: code.to_owned(),
            facts: facts.into_iter().collect(),
        };
        InboxRow {
            split: Split::Attention,
            role: None,
            odd: true,
            urged: None,
            remark: Some(people::named(self.org, remark)),
            since: closed.map_or(station.opened, |closed| closed.signed),
            batch: false,
            acts: vec![Act::Seal],
            ..self.row(case, entry, &waiting, Urgency::Look)
        }
    }

    /// A copy to be read. 傳閱
    fn copied(&mut self, case: &str, entry: &InboxEntry) -> Option<InboxRow> {
        let (by, sent) = entry.copy.clone()?;
        Some(InboxRow {
            case: case.to_owned(),
            station: None,
            operation: None,
            deputation: None,
            split: Split::Look,
            who: self.brief(&entry.applicant),
            standing_in_for: None,
            leave: entry.leave.clone(),
            role: None,
            remark: None,
            odd: false,
            stuck: entry.stuck.is_some(),
            since: sent,
            urged: None,
            later: None,
            provisional: entry.provisional,
            service: entry.service.clone(),
            reason: entry.reason.clone(),
            figure: entry.figure.clone(),
            must_say: false,
            fills: None,
            copy: Some(self.brief(&by)),
            batch: false,
            card: false,
            acts: Vec::new(),
        })
    }

    /// A station of others that waits too long.
    fn told(&mut self, case: &str, entry: &InboxEntry, station: &Station) -> InboxRow {
        let waiting = Waiting {
            station: station.clone(),
            acting_for: None,
            title: String::new(),
            must_say: false,
            fills: false,
        };
        let today = self.session.today();
        let at_desk = self.org.at_desk(&station.desk, today);
        let whose = people::at_desk(self.org, &station.desk, &at_desk, today);
        let facts = [("name", whose.name), ("title", whose.title)];
        let remark = Sentence {
            code: "told-waits".to_owned(),
            facts: facts.map(|(name, fact)| (name.to_owned(), fact)).into(),
        };
        InboxRow {
            split: Split::Overdue,
            role: None,
            odd: true,
            urged: None,
            remark: Some(remark),
            batch: false,
            acts: vec![Act::Urge],
            ..self.row(case, entry, &waiting, Urgency::Overdue)
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
            urged: None,
            later: None,
            provisional: found.provisional,
            service: String::new(),
            reason: None,
            figure: None,
            must_say: false,
            fills: None,
            copy: None,
            batch: false,
            card: false,
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
            urged: None,
            later: None,
            provisional: false,
            service: String::new(),
            reason: None,
            figure: None,
            must_say: false,
            fills: None,
            copy: None,
            batch: false,
            card: false,
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
        Role::Consent | Role::Approve | Role::Consult => vec![Act::Approve, Act::Return],
        Role::Decide => vec![Act::Decide, Act::Refuse, Act::Return],
        Role::Vote => vec![Act::Approve, Act::Oppose, Act::Return],
        Role::Note => vec![Act::Approve],
        Role::Correct => vec![Act::Correct],
        Role::File => Vec::new(),
    }
}
