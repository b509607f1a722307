//! What only the agency itself may ask for: its organisation, its calendar, its
//! services, the opening of accounts, leave from before it worked here, and the
//! waking of timers.

use super::work::Work;
use super::{deadline, flow};
use crate::away::{Absence, AwayEvent};
use crate::ids::PersonId;
use crate::leave::{self, AccountEvent, Committed, Held};
use crate::operation::{
    Actor, BringLeave, OpenAccount, Operation, Organise, PublishCalendar, PublishPack, Wake,
};
use crate::pack::PackEvent;
use crate::world::{Reading, Stop};
use crate::{Event, Refusal, Stream};

fn only_agency(operation: &Operation) -> Result<(), Refusal> {
    match operation.actor {
        Actor::Agency => Ok(()),
        Actor::Person(_) => Err(Refusal::new("operation-agency-only")),
    }
}

pub(super) fn wake(work: &mut Work<'_>, operation: &Operation, wake: &Wake) -> Result<(), Stop> {
    only_agency(operation)?;
    work.the_case(&wake.case)?;
    flow::wake(work, &wake.case)?;
    deadline::pass(work, &wake.case)
}

pub(super) fn organise(
    work: &mut Work<'_>,
    operation: &Operation,
    organise: &Organise,
) -> Result<(), Stop> {
    only_agency(operation)?;
    for change in &organise.changes {
        Work::public(work.org()?, &Stream::Org)?.allows(change)?;
        work.emit(Stream::Org, Event::Org(change.clone()))?;
    }
    Ok(())
}

pub(super) fn publish_calendar(
    work: &mut Work<'_>,
    operation: &Operation,
    publish: &PublishCalendar,
) -> Result<(), Stop> {
    only_agency(operation)?;
    Ok(work.emit(Stream::Calendar, Event::Calendar(publish.year.clone()))?)
}

pub(super) fn publish_pack(
    work: &mut Work<'_>,
    operation: &Operation,
    publish: &PublishPack,
) -> Result<(), Stop> {
    only_agency(operation)?;
    let pack = work.the_pack(&publish.pack)?;
    if pack.manifest.id != publish.id || pack.manifest.version != publish.pack.version {
        return Err(Refusal::new("pack-other")
            .with("pack", &pack.manifest.id)
            .into());
    }
    let packs = Work::public(work.packs()?, &Stream::Packs)?;
    if packs
        .current
        .get(&publish.id)
        .is_some_and(|current| current.version >= publish.pack.version)
    {
        return Err(Refusal::new("pack-older")
            .with("version", publish.pack.version)
            .into());
    }
    let event = PackEvent::Published(publish.id.clone(), publish.pack.clone());
    Ok(work.emit(Stream::Packs, Event::Pack(event))?)
}

pub(super) fn open_account(
    work: &mut Work<'_>,
    operation: &Operation,
    open: &OpenAccount,
) -> Result<(), Stop> {
    only_agency(operation)?;
    let org = Work::public(work.org()?, &Stream::Org)?;
    if !org.people.contains_key(&open.person) {
        return Err(Refusal::new("org-unknown")
            .with("person", &open.person)
            .into());
    }
    let stream = Stream::Account(open.person.clone());
    for entry in &open.entries {
        let account = Work::public(work.account(&open.person)?, &stream)?;
        account.allows(entry)?;
        work.emit(stream.clone(), Event::Account(entry.clone()))?;
    }
    Ok(())
}

/// Leave that was decided before: counted by the rules of its days, taken from
/// the account, and shown to the unit.
pub(super) fn bring_leave(
    work: &mut Work<'_>,
    operation: &Operation,
    brought: &BringLeave,
) -> Result<(), Stop> {
    only_agency(operation)?;
    let person = &brought.person;
    let unknown = |who: &PersonId| Refusal::new("org-unknown").with("person", who);
    let org = Work::public(work.org()?, &Stream::Org)?;
    let post = org
        .main_post(person, brought.span.from.date())
        .ok_or_else(|| unknown(person))?;
    if let Some(deputy) = &brought.deputy {
        if deputy == person {
            return Err(Refusal::new("deputy-self").into());
        }
        if !org.people.contains_key(deputy) {
            return Err(unknown(deputy).into());
        }
    }
    let band = org
        .band
        .as_ref()
        .ok_or_else(|| Refusal::new("band-missing"))?;
    let calendar = Work::public(work.calendar()?, &Stream::Calendar)?;
    let slices = leave::slices(&brought.span, &calendar, band)?;
    let stream = Stream::Account(person.clone());
    let account = Work::public(work.account(person)?, &stream)?;
    let pack = work.the_pack(&brought.pack)?;
    let cost = leave::charge(&brought.kind, &slices, &account, &pack.rules, None)?.cost();
    let held = AccountEvent::Held(Held {
        case: brought.case.clone(),
        kind: brought.kind.clone(),
        slices,
        cost,
    });
    account.allows(&held)?;
    work.emit(stream.clone(), Event::Account(held))?;
    let committed = AccountEvent::Committed(Committed {
        case: brought.case.clone(),
    });
    work.emit(stream, Event::Account(committed))?;
    let absence = Absence {
        case: brought.case.clone(),
        person: person.clone(),
        deputy: brought.deputy.clone(),
        from: brought.span.from,
        to: brought.span.to,
        asked: false,
    };
    let away = Event::Away(AwayEvent::Put(absence));
    Ok(work.emit(Stream::Away(post.unit.clone()), away)?)
}
