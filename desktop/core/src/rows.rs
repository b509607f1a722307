//! Rows of the lists, kept in the vault beside what they come from and written
//! in the same transaction, so that a list is read without replaying anything.

use std::collections::BTreeSet;
use std::sync::Arc;

use feel::Value;
use office::case::{Authority, Case, Role, Station, Status};
use office::decide::{Standing, asks_to_fill, remarks, seals_for, standing};
use office::ids::{PersonId, UnitId};
use office::leave::Span;
use office::org::Desk;
use office::world::Reading;
use office::{Pack, Refusal, Stream, World};
use serde::{Deserialize, Serialize};

use crate::store::{Table, Tx};
use crate::texts::OFFICIAL;
use crate::views::{CaseMark, LeaveBrief, Sentence, Shown, StationRole};
use crate::world::Staged;
use crate::{Failure, answers, topics};

/// What the inbox needs of a case that waits for this person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct InboxEntry {
    pub applicant: PersonId,
    pub leave: Option<LeaveBrief>,
    pub remarks: Vec<Refusal>,
    #[serde(default)]
    pub service: String,
    /// Why it was asked for.
    #[serde(default)]
    pub reason: Option<String>,
    /// What it is about in figures.
    #[serde(default)]
    pub figure: Option<Shown>,
    /// The stations signed without the card that fall to this person to seal by it. 待補簽
    #[serde(default)]
    pub unsealed: Vec<Station>,
    /// Who sent a copy that this person has not read, and when.
    #[serde(default)]
    pub copy: Option<(PersonId, i64)>,
    /// The stations that wait for others, of which this person was told.
    #[serde(default)]
    pub told: Vec<Station>,
    /// What to say when nothing is odd.
    pub quiet: Option<Sentence>,
    pub stations: Vec<Waiting>,
    /// What to say when its flow is stuck.
    #[serde(default)]
    pub stuck: Option<Sentence>,
    /// The service allows that many are decided at once.
    #[serde(default)]
    pub batch: bool,
    /// Its signatures are those of the card.
    #[serde(default)]
    pub card: bool,
    /// Working days after which it waits too long.
    #[serde(default)]
    pub overdue: u8,
    pub provisional: bool,
}

/// One station that waits for this person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Waiting {
    pub station: Station,
    pub acting_for: Option<PersonId>,
    pub title: String,
    /// Whoever signs must write an opinion.
    #[serde(default)]
    pub must_say: bool,
    /// Whoever signs fills in a part of the form.
    #[serde(default)]
    pub fills: bool,
}

impl Waiting {
    pub(crate) fn standing(&self) -> Standing {
        Standing {
            acting_for: self.acting_for.clone(),
            ..Standing::own(self.title.clone())
        }
    }
}

/// What the list of own cases needs of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct MineEntry {
    #[serde(default)]
    pub service: String,
    #[serde(default)]
    pub submitted: i64,
    pub number: Option<String>,
    pub leave: Option<LeaveBrief>,
    pub mark: CaseMark,
    pub waiting_on: Option<Desk>,
    /// Why it was asked for, to be offered again.
    pub reason: Option<String>,
    /// What it is about in figures.
    #[serde(default)]
    pub figure: Option<Shown>,
    pub updated: i64,
    pub provisional: bool,
}

/// A case that is not ended: it is looked at again when people come and go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OpenEntry {
    pub unit: UnitId,
}

/// Writes the rows of the cases among the streams.
pub(crate) fn write(
    tx: &Tx<'_>,
    world: &Staged<'_>,
    me: &PersonId,
    streams: &BTreeSet<Stream>,
) -> Result<(), Failure> {
    for stream in streams {
        let Stream::Case(id) = stream else { continue };
        let key = id.as_str();
        match world.case(id)?.flatten() {
            Some(case) => write_case(tx, world, me, key, &case, world.is_provisional(stream))?,
            None => {
                for table in [
                    Table::Inbox,
                    Table::Mine,
                    Table::Open,
                    Table::Stuck,
                    Table::Filing,
                    Table::Signed,
                ] {
                    tx.delete(table, key)?;
                }
            }
        }
        tx.index(&format!("case/{id}"))?;
    }
    Ok(())
}

fn write_case(
    tx: &Tx<'_>,
    world: &Staged<'_>,
    me: &PersonId,
    key: &str,
    case: &Arc<Case>,
    provisional: bool,
) -> Result<(), Failure> {
    write_open(tx, world, me, key, case, provisional)?;
    if case.applicant == *me {
        let pack = world.pack(&case.pack)?;
        let row = mine(pack.as_deref(), case, provisional);
        tx.put(Table::Mine, key, case.updated, &row)?;
    }
    let mut files = false;
    for station in case.open_stations().filter(|s| s.role == Role::File) {
        files |= self::files(world, me, case, station)?;
    }
    if case.file_number.is_some() && files {
        tx.put(Table::Filing, key, case.updated, &())?;
    } else {
        tx.delete(Table::Filing, key)?;
    }
    match topics::signed::last_signed(case, me) {
        Some((_, at)) => tx.put(Table::Signed, key, at, &())?,
        None => tx.delete(Table::Signed, key)?,
    }
    if case.status.is_ended() {
        tx.delete(Table::Open, key)
    } else {
        tx.put(
            Table::Open,
            key,
            case.updated,
            &OpenEntry {
                unit: case.unit.clone(),
            },
        )
    }
}

/// Writes what the lists of open cases say, such as when people come and go.
pub(crate) fn write_open(
    tx: &Tx<'_>,
    world: &Staged<'_>,
    me: &PersonId,
    key: &str,
    case: &Case,
    provisional: bool,
) -> Result<(), Failure> {
    if case.is_stuck() && !case.status.is_ended() {
        let stuck = case.history.iter().rev().find(|line| line.what == "stuck");
        tx.put(Table::Stuck, key, stuck.map_or(0, |line| line.at), &())?;
    } else {
        tx.delete(Table::Stuck, key)?;
    }
    write_inbox(tx, world, me, key, case, provisional)
}

fn write_inbox(
    tx: &Tx<'_>,
    world: &Staged<'_>,
    me: &PersonId,
    key: &str,
    case: &Case,
    provisional: bool,
) -> Result<(), Failure> {
    let pack = world.pack(&case.pack)?;
    let stations = waiting(world, me, case, pack.as_deref())?;
    let told = told(world, me, case, &stations)?;
    let waits = stations.iter().map(|w| w.station.opened);
    let copy = unread(me, case);
    let others = told.iter().map(|s| s.opened);
    let others = others.chain(copy.as_ref().map(|(_, sent)| *sent));
    let unsealed = unsealed(world, me, case)?;
    let others = others.chain(unsealed.iter().map(|s| s.opened));
    let Some(since) = waits.chain(others).min() else {
        return tx.delete(Table::Inbox, key);
    };
    let manifest = pack.as_ref().map(|pack| &pack.manifest);
    let rules = manifest.map(|m| m.route.clone()).unwrap_or_default();
    let entry = InboxEntry {
        batch: rules.batch,
        card: rules.card,
        overdue: manifest.map(|m| m.deadline).unwrap_or_default().overdue,
        applicant: case.applicant.clone(),
        leave: case.leave.as_ref().map(leave_brief),
        remarks: told_remarks(world, case)?,
        quiet: quiet(world, case)?,
        service: case.service.to_string(),
        reason: about(pack.as_deref(), case),
        figure: figure(pack.as_deref(), case),
        copy,
        unsealed,
        stations,
        told,
        stuck: stuck(world, case)?,
        provisional,
    };
    tx.put(Table::Inbox, key, since, &entry)
}

/// The open stations at which this person may act. Filing is done by the
/// computer itself and waits for nobody.
/// Whether this person's computer files a case: they signed last, or cover for who left.
pub(crate) fn files(
    world: &Staged<'_>,
    me: &PersonId,
    case: &Case,
    station: &Station,
) -> Result<bool, Failure> {
    let right = standing(world, case, station, me, world.now)?;
    let covers = |right: &Standing| right.authority == Authority::Vacant;
    Ok(right.is_some_and(|right| station.desk == Desk::Person(me.clone()) || covers(&right)))
}

fn waiting(
    world: &Staged<'_>,
    me: &PersonId,
    case: &Case,
    pack: Option<&Pack>,
) -> Result<Vec<Waiting>, Failure> {
    let mut found = Vec::new();
    for station in case
        .open_stations()
        .filter(|station| station.role != Role::File)
    {
        if let Some(standing) = standing(world, case, station, me, world.now)? {
            let Standing {
                acting_for, title, ..
            } = standing;
            found.push(Waiting {
                station: station.clone(),
                acting_for,
                title,
                must_say: case.must_say(station),
                fills: pack.is_some_and(|pack| asks_to_fill(pack, case, station).is_some()),
            });
        }
    }
    Ok(found)
}

/// What there is to know before deciding; what only the service has words for brings them along.
pub(crate) fn told_remarks(world: &Staged<'_>, case: &Case) -> Result<Vec<Refusal>, Failure> {
    let mut found = remarks(world, case)?;
    for remark in found.iter_mut().filter(|remark| remark.code == "look") {
        let texts = world.texts(&case.pack)?;
        let key = remark.facts.get("key").cloned().unwrap_or_default();
        for (fact, language) in [("text", OFFICIAL), ("text_en", "en")] {
            let text = texts.get(language, &format!("look-{key}")).unwrap_or(&key);
            remark.facts.insert(fact.to_owned(), text.to_owned());
        }
    }
    Ok(found)
}

/// A remark in the words of a language, where the service brings them along.
pub(crate) fn in_language(mut remark: Refusal, language: &str) -> Refusal {
    if let Some(text) = remark.facts.remove("text_en")
        && language == "en"
    {
        remark.facts.insert("text".to_owned(), text);
    }
    remark
}

/// A copy that this person has not read. 傳閱
fn unread(me: &PersonId, case: &Case) -> Option<(PersonId, i64)> {
    let mut copies = case.copies.iter();
    let unread = copies.find(|copy| copy.to == *me && copy.read.is_none())?;
    Some((unread.by.clone(), unread.sent))
}

/// What this person signed without the card, and what somebody signed who holds no post any more
/// and for whom this person may seal it. 待補簽
fn unsealed(world: &Staged<'_>, me: &PersonId, case: &Case) -> Result<Vec<Station>, Failure> {
    let org = world.org()?.unwrap_or_default();
    let on = office::civil::wall(world.now).date();
    let falls_to_me = |station: &&Station| {
        let closed = station.closed.as_ref();
        let signer = closed.and_then(|closed| closed.by.as_ref());
        signer.is_some_and(|signer| {
            signer == me
                || org.main_post(signer, on).is_none() && seals_for(&org, case, station, me, on)
        })
    };
    Ok(case.unsealed().filter(falls_to_me).cloned().collect())
}

/// What tells a case apart in a list: why a leave is asked for, the subject of anything else.
pub(crate) fn about(pack: Option<&Pack>, case: &Case) -> Option<String> {
    let reason = case.answers.get("reason").and_then(Value::as_text);
    let reason = reason.map(str::to_owned);
    if case.leave.is_some() {
        return reason;
    }
    pack.and_then(|pack| answers::subject(pack, &case.answers))
        .or(reason)
}

/// What a case is about in figures.
pub(crate) fn figure(pack: Option<&Pack>, case: &Case) -> Option<Shown> {
    pack.and_then(|pack| answers::figure(pack, &case.answers))
}

/// The open stations of others of which this person was told, because they wait too long. 逾期陳報
fn told(
    world: &Staged<'_>,
    me: &PersonId,
    case: &Case,
    own: &[Waiting],
) -> Result<Vec<Station>, Failure> {
    let org = world.org()?.unwrap_or_default();
    let on = office::civil::wall(world.now).date();
    let is_told = |station: &&Station| {
        let desk = station.escalated.as_ref();
        let mine = desk.is_some_and(|desk| org.at_desk(desk, on).contains(me));
        mine && !own.iter().any(|waiting| waiting.station.id == station.id)
    };
    Ok(case.open_stations().filter(is_told).cloned().collect())
}

fn mine(pack: Option<&Pack>, case: &Case, provisional: bool) -> MineEntry {
    let open = case.open_stations().next();
    MineEntry {
        service: case.service.to_string(),
        submitted: case.submitted,
        number: case.number.clone(),
        leave: case.leave.as_ref().map(leave_brief),
        mark: mark(case),
        waiting_on: open.map(|station| station.desk.clone()),
        reason: about(pack, case),
        figure: figure(pack, case),
        updated: case.updated,
        provisional,
    }
}

fn stuck(world: &Staged<'_>, case: &Case) -> Result<Option<Sentence>, Failure> {
    let org = world.org()?.unwrap_or_default();
    let notes = topics::stuck::notes(world, &org, case, true)?;
    Ok(notes.into_iter().next().map(|note| note.what))
}

/// The balance after it and the deputy: what a routine row says.
fn quiet(world: &dyn World, case: &Case) -> Result<Option<Sentence>, Failure> {
    let Some(leave) = &case.leave else {
        return Ok(None);
    };
    let mut facts = std::collections::BTreeMap::new();
    if let Some(deputy) = &leave.deputy {
        facts.insert("deputy_person".to_owned(), deputy.to_string());
    }
    let account = world.account(&case.applicant)?;
    let lot = leave
        .cost
        .as_ref()
        .and_then(|cost| cost.charges.last())
        .map(|charge| &charge.lot);
    if let (Some(account), Some(lot)) = (account, lot)
        && let Some(pot) = account.pot(lot)
    {
        facts.insert("pot".to_owned(), pot.pot.to_string());
        facts.insert(
            "left_minutes".to_owned(),
            account
                .balance(&pot.pot, leave.span.from.date())
                .to_string(),
        );
    }
    let code = if facts.contains_key("pot") {
        "row-balance"
    } else {
        "row-deputy"
    };
    Ok((!facts.is_empty()).then(|| Sentence {
        code: code.to_owned(),
        facts,
    }))
}

/// A leave in one line.
pub(crate) fn leave_brief(leave: &office::case::Leave) -> LeaveBrief {
    span_brief(leave.kind.as_str(), &leave.span, leave.minutes())
}

fn span_brief(kind: &str, span: &Span, minutes: i64) -> LeaveBrief {
    LeaveBrief {
        kind: kind.to_owned(),
        from: span.from.date().to_string(),
        from_time: span.from.strftime("%H:%M").to_string(),
        to: span.to.date().to_string(),
        to_time: span.to.strftime("%H:%M").to_string(),
        minutes,
    }
}

/// The state of a case in words of the office.
pub(crate) fn mark(case: &Case) -> CaseMark {
    match case.status {
        Status::Running | Status::Approved if case.is_stuck() => CaseMark::Stuck,
        Status::Running => CaseMark::Running,
        Status::Returned => CaseMark::Returned,
        Status::Approved => CaseMark::Approved,
        Status::Filed => CaseMark::Filed,
        Status::Withdrawn => CaseMark::Withdrawn,
        Status::Refused => CaseMark::Refused,
        Status::Closed => CaseMark::Closed,
    }
}

/// What a station is for.
pub(crate) fn role(role: Role) -> StationRole {
    match role {
        Role::Consent => StationRole::Consent,
        Role::Approve => StationRole::Approve,
        Role::Consult => StationRole::Consult,
        Role::Decide => StationRole::Decide,
        Role::Vote => StationRole::Vote,
        Role::Note => StationRole::Note,
        Role::Correct => StationRole::Correct,
        Role::File => StationRole::File,
    }
}
