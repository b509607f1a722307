//! People ask each other to stand in, agree, decline, end it, and hand it on
//! while they are away themselves. 代理、代理移轉

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use super::act::{check_length, person};
use super::work::Work;
use crate::away::{Away, AwayEvent};
use crate::civil;
use crate::deputation::{Deputation, Kept, MAX_CHAIN, MAX_OPEN, MAX_REASON, MAX_SERVICES, Phase};
use crate::ids::{DeputationId, PersonId, UnitId};
use crate::operation::{
    AskDeputy, ConsentDeputy, DeclineDeputy, EndDeputy, HandOnDeputy, Operation,
};
use crate::org::Org;
use crate::world::{Reading, Stop};
use crate::{Event, Refusal, Stream};

/// What somebody asks of somebody, and where it stands.
struct Place {
    unit: UnitId,
    away: Arc<Away>,
    org: Arc<Org>,
    by: PersonId,
}

impl Place {
    fn find(work: &Work<'_>, operation: &Operation, unit: &UnitId) -> Result<Self, Stop> {
        let by = person(operation)?.clone();
        if operation.acting_for.is_some() {
            return Err(Refusal::new("deputation-acting").into());
        }
        let away = Work::public(work.away(unit)?, &Stream::Away(unit.clone()))?;
        let org = Work::public(work.org()?, &Stream::Org)?;
        let unit = unit.clone();
        Ok(Self {
            unit,
            away,
            org,
            by,
        })
    }

    fn kept(&self, id: &DeputationId) -> Result<&Kept, Refusal> {
        let unknown = || Refusal::new("deputation-unknown");
        self.away.deputation(id).ok_or_else(unknown)
    }

    /// A deputation that is neither declined nor ended nor over.
    fn open(&self, id: &DeputationId, now: i64) -> Result<&Kept, Refusal> {
        let kept = self.kept(id)?;
        let (code, closed) = match kept.phase(now) {
            Phase::Asked | Phase::Ahead | Phase::InForce => return Ok(kept),
            Phase::Over => ("deputation-over", None),
            Phase::Ended => ("deputation-ended", kept.closed.as_ref()),
            Phase::Declined => ("deputation-declined", kept.closed.as_ref()),
        };
        let refusal = Refusal::new(code)
            .with("person", &kept.deputation.principal)
            .with("to_ms", civil::instant(kept.deputation.to));
        Err(closed.iter().fold(refusal, |refusal, closed| {
            refusal
                .with("by_person", &closed.by)
                .with("at_ms", closed.at)
        }))
    }

    fn emit(&self, work: &mut Work<'_>, event: AwayEvent) -> Result<(), Stop> {
        Ok(work.emit(Stream::Away(self.unit.clone()), Event::Away(event))?)
    }

    /// Asks; who asks to stand in themselves has agreed by that.
    fn ask(&self, work: &mut Work<'_>, asked: Deputation) -> Result<(), Stop> {
        let agreed = (asked.deputy == self.by).then(|| asked.id.clone());
        self.emit(work, AwayEvent::Asked(asked))?;
        match agreed {
            Some(id) => self.emit(work, AwayEvent::Consented(id, work.now)),
            None => Ok(()),
        }
    }
}

pub(super) fn ask(work: &mut Work<'_>, operation: &Operation, ask: &AskDeputy) -> Result<(), Stop> {
    let on = civil::wall(work.now).date();
    let org = Work::public(work.org()?, &Stream::Org)?;
    let unit = org
        .main_post(&ask.principal, on)
        .map(|post| post.unit.clone())
        .ok_or_else(|| Refusal::new("deputation-no-post").with("person", &ask.principal))?;
    let place = Place::find(work, operation, &unit)?;
    let by = &place.by;
    if *by != ask.principal && !org.is_above(by, &ask.principal, on) {
        return Err(Refusal::new("deputation-not-yours")
            .with("person", &ask.principal)
            .into());
    }
    let asked = Deputation {
        id: ask.deputation.clone(),
        principal: ask.principal.clone(),
        deputy: ask.deputy.clone(),
        from: ask.from,
        to: ask.to,
        services: ask.services.clone(),
        reserved: ask.reserved.clone(),
        order: ask.order,
        reason: ask.reason.trim().to_owned(),
        via: None,
        asked_by: by.clone(),
    };
    check_scope(work, &asked)?;
    check(work, &place, &asked)?;
    place.ask(work, asked)
}

pub(super) fn hand_on(
    work: &mut Work<'_>,
    operation: &Operation,
    on: &HandOnDeputy,
) -> Result<(), Stop> {
    let place = Place::find(work, operation, &on.unit)?;
    let base = &place.open(&on.via, work.now)?.deputation;
    if base.deputy != place.by {
        return Err(Refusal::new("deputation-not-yours")
            .with("person", &base.principal)
            .into());
    }
    if on.from < base.from || on.to > base.to {
        return Err(Refusal::new("deputation-beyond")
            .with("from_ms", civil::instant(base.from))
            .with("to_ms", civil::instant(base.to))
            .into());
    }
    let next = place.away.handing_on(&base.id).len() + 1;
    let asked = Deputation {
        id: on.deputation.clone(),
        principal: base.principal.clone(),
        deputy: on.deputy.clone(),
        from: on.from,
        to: on.to,
        services: base.services.clone(),
        reserved: base.reserved.clone(),
        order: u8::try_from(next).unwrap_or(u8::MAX),
        reason: on.reason.trim().to_owned(),
        via: Some(base.id.clone()),
        asked_by: place.by.clone(),
    };
    check_chain(&place.away, &asked)?;
    check(work, &place, &asked)?;
    place.ask(work, asked)
}

pub(super) fn consent(
    work: &mut Work<'_>,
    operation: &Operation,
    consent: &ConsentDeputy,
) -> Result<(), Stop> {
    let place = Place::find(work, operation, &consent.unit)?;
    let kept = place.open(&consent.deputation, work.now)?;
    let asked = &kept.deputation;
    if asked.deputy != place.by {
        return Err(Refusal::new("deputation-not-asked").into());
    }
    if kept.consented.is_some() {
        return Err(Refusal::new("deputation-consented").into());
    }
    if let Some(via) = &asked.via {
        place.open(via, work.now)?;
    }
    check_deputy(work, &place, asked)?;
    check_loop(work, &place, asked)?;
    let at = operation.signed(work.now).max(kept.asked);
    place.emit(work, AwayEvent::Consented(asked.id.clone(), at))
}

pub(super) fn decline(
    work: &mut Work<'_>,
    operation: &Operation,
    decline: &DeclineDeputy,
) -> Result<(), Stop> {
    check_length(&decline.reason, MAX_REASON)?;
    let place = Place::find(work, operation, &decline.unit)?;
    let kept = place.open(&decline.deputation, work.now)?;
    if kept.deputation.deputy != place.by {
        return Err(Refusal::new("deputation-not-asked").into());
    }
    if kept.consented.is_some() {
        return Err(Refusal::new("deputation-consented").into());
    }
    let reason = decline.reason.trim().to_owned();
    place.emit(
        work,
        AwayEvent::Declined(decline.deputation.clone(), reason),
    )
}

pub(super) fn end(work: &mut Work<'_>, operation: &Operation, end: &EndDeputy) -> Result<(), Stop> {
    check_length(&end.reason, MAX_REASON)?;
    let place = Place::find(work, operation, &end.unit)?;
    let kept = place.open(&end.deputation, work.now)?;
    let (asked, by) = (&kept.deputation, &place.by);
    let mut chain = place.away.chain(&asked.id).into_iter();
    let on = civil::wall(work.now).date();
    let theirs = asked.principal == *by
        || chain.any(|link| link.deputation.deputy == *by)
        || place.org.is_above(by, &asked.principal, on);
    if !theirs {
        return Err(Refusal::new("deputation-not-yours")
            .with("person", &asked.principal)
            .into());
    }
    let reason = end.reason.trim().to_owned();
    place.emit(work, AwayEvent::Ended(asked.id.clone(), by.clone(), reason))
}

/// What holds of every deputation that is asked for.
fn check(work: &Work<'_>, place: &Place, asked: &Deputation) -> Result<(), Stop> {
    if place.away.deputation(&asked.id).is_some() {
        return Err(Refusal::new("deputation-exists").into());
    }
    if asked.deputy == asked.principal {
        return Err(Refusal::new("deputation-self").into());
    }
    check_length(&asked.reason, MAX_REASON)?;
    if asked.reason.is_empty() {
        return Err(Refusal::new("reason-required").into());
    }
    check_period(asked, work.now)?;
    let all = place.away.deputations.values();
    let open = all.filter(|k| k.deputation.principal == asked.principal && k.is_open(work.now));
    if open.count() >= MAX_OPEN {
        return Err(Refusal::new("deputation-many")
            .with("limit", MAX_OPEN)
            .into());
    }
    check_deputy(work, place, asked)?;
    check_loop(work, place, asked)
}

fn check_period(asked: &Deputation, now: i64) -> Result<(), Refusal> {
    let whole = |end: DateTime| end.second() == 0 && end.subsec_nanosecond() == 0;
    if !whole(asked.from) || !whole(asked.to) || asked.from >= asked.to {
        return Err(Refusal::new("deputation-period"));
    }
    let latest = asked.from.checked_add(1.year());
    if latest.is_ok_and(|latest| asked.to > latest) {
        return Err(Refusal::new("deputation-long"));
    }
    if asked.to <= civil::wall(now) {
        return Err(Refusal::new("deputation-past").with("to_ms", civil::instant(asked.to)));
    }
    Ok(())
}

fn check_scope(work: &Work<'_>, asked: &Deputation) -> Result<(), Stop> {
    if asked.services.len() > MAX_SERVICES || asked.reserved.len() > MAX_SERVICES {
        return Err(Refusal::new("deputation-services")
            .with("limit", MAX_SERVICES)
            .into());
    }
    let packs = Work::public(work.packs()?, &Stream::Packs)?;
    let unknown = |id: &&crate::ids::PackId| !packs.current.contains_key(*id);
    match asked.services.iter().find(unknown) {
        Some(id) => Err(Refusal::new("deputation-service")
            .with("service", id)
            .into()),
        None => Ok(()),
    }
}

/// The days of a deputation.
fn days(asked: &Deputation) -> impl Iterator<Item = Date> {
    let last = asked.to.saturating_sub(1.minute()).date();
    std::iter::successors(Some(asked.from.date()), |day| day.tomorrow().ok())
        .take_while(move |day| *day <= last)
}

/// The deputy holds a post on every day and is of the rank; and is away in no minute, unless it
/// is handed on.
fn check_deputy(work: &Work<'_>, place: &Place, asked: &Deputation) -> Result<(), Stop> {
    let org = &place.org;
    let deputy = &asked.deputy;
    let refuse = |code: &str| Refusal::new(code).with("person", deputy);
    days(asked).try_for_each(|day| org.deputy_fits(&asked.principal, deputy, day))?;
    let on = asked.from.date();
    let Some(post) = org.main_post(deputy, on) else {
        return Ok(());
    };
    let Some(away) = work.away(&post.unit)? else {
        return Ok(());
    };
    let handed: Vec<&Kept> = place.away.handing_on(&asked.id);
    for absence in away.meeting(deputy, asked.from, asked.to) {
        let (from, to) = (absence.from.max(asked.from), absence.to.min(asked.to));
        if !is_covered(from, to, &handed, work.now) {
            return Err(refuse("deputation-deputy-away")
                .with("from_ms", civil::instant(from))
                .with("to_ms", civil::instant(to))
                .into());
        }
    }
    Ok(())
}

/// Whether open deputations together cover a span.
fn is_covered(from: DateTime, to: DateTime, handed: &[&Kept], now: i64) -> bool {
    let mut reached = from;
    while reached < to {
        let next = handed
            .iter()
            .filter(|k| k.is_open(now) && k.deputation.from <= reached && reached < k.deputation.to)
            .map(|k| k.deputation.to)
            .max();
        let Some(next) = next else { return false };
        reached = next;
    }
    true
}

/// A deputation is handed on to somebody new, and not for ever on.
fn check_chain(away: &Away, asked: &Deputation) -> Result<(), Refusal> {
    let Some(via) = &asked.via else { return Ok(()) };
    let chain = away.chain(via);
    if chain.len() >= MAX_CHAIN {
        return Err(Refusal::new("deputation-chain").with("limit", MAX_CHAIN));
    }
    let known = |link: &&Kept| link.deputation.deputy == asked.deputy;
    if asked.deputy == asked.principal || chain.iter().any(known) {
        return Err(Refusal::new("deputation-loop").with("person", &asked.deputy));
    }
    Ok(())
}

/// Who stands in for whom from when to when.
struct Edge {
    from: DateTime,
    to: DateTime,
    principal: PersonId,
    deputy: PersonId,
}

/// No moment of a deputation closes a circle of people who stand in for each other, as far as
/// this computer sees them.
fn check_loop(work: &Work<'_>, place: &Place, asked: &Deputation) -> Result<(), Stop> {
    let edges = reachable(work, place, asked)?;
    let starts = edges.iter().map(|edge| edge.from.max(asked.from));
    let moments: BTreeSet<DateTime> = starts.chain([asked.from]).collect();
    for moment in moments {
        let now: Vec<&Edge> = edges
            .iter()
            .filter(|edge| edge.from <= moment && moment < edge.to)
            .collect();
        if reaches(&now, &asked.deputy, &asked.principal) {
            return Err(Refusal::new("deputation-loop")
                .with("person", &asked.deputy)
                .with("from_ms", civil::instant(moment))
                .into());
        }
    }
    Ok(())
}

/// The open deputations of the deputy, of their deputies and so on, that meet the time.
fn reachable(work: &Work<'_>, place: &Place, asked: &Deputation) -> Result<Vec<Edge>, Stop> {
    let on = civil::wall(work.now).date();
    let (mut edges, mut met) = (Vec::new(), BTreeSet::new());
    let mut next = vec![asked.deputy.clone()];
    while let Some(person) = next.pop() {
        if !met.insert(person.clone()) {
            continue;
        }
        let Some(post) = place.org.main_post(&person, on) else {
            continue;
        };
        let Some(away) = work.away(&post.unit)? else {
            continue;
        };
        for kept in away.deputations_of(&person) {
            let found = &kept.deputation;
            if kept.is_open(work.now) && found.id != asked.id && found.meets(asked.from, asked.to) {
                next.push(found.deputy.clone());
                edges.push(Edge {
                    from: found.from,
                    to: found.to,
                    principal: person.clone(),
                    deputy: found.deputy.clone(),
                });
            }
        }
    }
    Ok(edges)
}

fn reaches(edges: &[&Edge], start: &PersonId, goal: &PersonId) -> bool {
    let (mut met, mut next) = (BTreeSet::new(), vec![start]);
    while let Some(person) = next.pop() {
        if person == goal {
            return true;
        }
        if met.insert(person) {
            let from_here = edges.iter().filter(|edge| edge.principal == *person);
            next.extend(from_here.map(|edge| &edge.deputy));
        }
    }
    false
}
