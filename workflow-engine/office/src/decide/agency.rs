//! What only the agency itself may ask for: its organisation, its calendar, its
//! services, the opening of accounts, and the waking of timers.

use super::flow;
use super::work::Work;
use crate::operation::{
    Actor, OpenAccount, Operation, Organise, PublishCalendar, PublishPack, Wake,
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
    flow::wake(work, &wake.case)
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
