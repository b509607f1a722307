//! The one decider. It reads the world, never changes it, and answers with
//! events or a refusal. A stream that this computer may not see gets no event
//! from it: the agency decides everything, a person's computer what it can see.

mod act;
mod agency;
mod deadline;
mod deputise;
mod deputy;
mod fill;
mod flow;
mod hours;
mod mend;
mod picked;
mod preview;
mod ready;
mod route;
mod services;
mod standing;
mod submit;
mod work;

pub use fill::asks_to_fill;
pub use mend::SYSTEM;
pub use picked::{asks_for_card, not_known};
pub use preview::{Checked, Planned, Tried, after, ahead as route, check_draft, try_on};
pub use ready::{Remark, Urgency, remarks, urgency};
pub use route::{MAX_CALLED, seals_for};
pub use standing::{Standing, standing};
pub(crate) use standing::{covering, is_shown_to_deputy};
pub use submit::{MAX_ATTACHMENT, MAX_ATTACHMENTS, MAX_ATTACHMENTS_LIST, check_attachments};

use crate::operation::{Content, Operation};
use crate::world::{Fault, Stop, World};
use crate::{Event, Refusal, Stream};
use work::Work;

/// One event for one stream.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The stream that gets the event as its next.
    pub stream: Stream,
    /// What became true of it.
    pub event: Event,
}

/// What came of an operation.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// It became true: these events, all or none.
    Accepted(Vec<Change>),
    /// It did not.
    Refused(Refusal),
}

/// Decides an operation whose signature was verified. `now` is the decider's
/// time in ms since 1970 UTC.
///
/// # Errors
/// A [`Fault`] when the store could not be read; then nothing was decided.
pub fn decide(world: &dyn World, operation: &Operation, now: i64) -> Result<Decision, Fault> {
    let mut work = Work::new(world, operation.id, now);
    match consider(&mut work, operation) {
        Ok(()) => Ok(Decision::Accepted(work.into_changes())),
        Err(Stop::Refused(refusal)) => Ok(Decision::Refused(refusal)),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

fn consider(work: &mut Work<'_>, operation: &Operation) -> Result<(), Stop> {
    match &operation.content {
        Content::Submit(submit) => submit::submit(work, operation, submit),
        Content::Approve(approve) => route::approve(work, operation, approve),
        Content::Decide(decide) => route::decide(work, operation, decide),
        Content::Oppose(oppose) => route::oppose(work, operation, oppose),
        Content::Return(back) => route::send_back(work, operation, back),
        Content::TakeBack(back) => route::take_back(work, operation, back),
        Content::AddSign(add) => route::add_sign(work, operation, add),
        Content::TakeOff(off) => route::take_off(work, operation, off),
        Content::Transfer(transfer) => route::transfer(work, operation, transfer),
        Content::Receive(receive) => route::receive(work, operation, receive),
        Content::Copy(copy) => route::copy(work, operation, copy),
        Content::Say(say) => route::say(work, operation, say),
        Content::Seal(seal) => route::seal(work, operation, seal),
        Content::Urge(urge) => route::urge(work, operation, urge),
        Content::Correct(correct) => submit::correct(work, operation, correct),
        Content::Withdraw(withdraw) => act::withdraw(work, operation, withdraw),
        Content::File(file) => act::file(work, operation, file),
        Content::Wake(wake) => agency::wake(work, operation, wake),
        Content::Organise(organise) => agency::organise(work, operation, organise),
        Content::PublishCalendar(publish) => agency::publish_calendar(work, operation, publish),
        Content::PublishPack(publish) => agency::publish_pack(work, operation, publish),
        Content::OpenAccount(open) => agency::open_account(work, operation, open),
        Content::Mend(mend) => mend::mend(work, operation, mend),
        Content::GoOver(over) => mend::go_over(work, operation, over),
        Content::BringLeave(brought) => agency::bring_leave(work, operation, brought),
        Content::AskDeputy(ask) => deputise::ask(work, operation, ask),
        Content::ConsentDeputy(consent) => deputise::consent(work, operation, consent),
        Content::DeclineDeputy(decline) => deputise::decline(work, operation, decline),
        Content::EndDeputy(end) => deputise::end(work, operation, end),
        Content::HandOnDeputy(on) => deputise::hand_on(work, operation, on),
    }
}

/// When a case next wants to be woken, in ms, for its flow or because somebody
/// keeps it waiting; none when it waits for people only.
#[must_use]
pub fn next_wake(case: &crate::case::Case) -> Option<i64> {
    let stations = case.open_stations();
    let deadlines = stations.flat_map(|station| [station.remind_at, station.escalate_at]);
    deadlines.flatten().chain(case.flow.next_wake()).min()
}
