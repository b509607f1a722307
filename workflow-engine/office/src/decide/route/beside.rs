//! What changes nothing on a route: opening what waits, copies, opinions, seals, reminders.

use jiff::civil::Date;

use crate::Refusal;
use crate::case::{Case, CaseEvent, Copied, Said, Saying, Sealed, Station};
use crate::civil;
use crate::decide::act::{check_words, person};
use crate::decide::standing::standing;
use crate::decide::work::Work;
use crate::ids::PersonId;
use crate::operation::{Key, Operation, Receive, Say, Seal, SendCopy, Urge};
use crate::org::{Desk, Org};
use crate::scope::takes_part;
use crate::stream::Stream;
use crate::world::{Reading, Stop};

/// The most people to whom one case is copied.
const MAX_COPIES: usize = 200;

pub(in crate::decide) fn receive(
    work: &mut Work<'_>,
    operation: &Operation,
    receive: &Receive,
) -> Result<(), Stop> {
    let by = person(operation)?.clone();
    let case = work.the_case(&receive.case)?;
    let Some(id) = &receive.station else {
        let unread = |copy: &&crate::case::Copy| copy.to == by;
        let copy = case.copies.iter().find(unread);
        return match copy {
            None => Err(Refusal::new("copy-none").with("person", &by).into()),
            Some(copy) if copy.read.is_some() => Ok(()),
            Some(_) => Ok(work.emit_case(&receive.case, CaseEvent::CopyRead(by))?),
        };
    };
    let unknown = || Refusal::new("station-unknown").with("station", id);
    let station = case.station(id).ok_or_else(unknown)?;
    if station.closed.is_some() || station.received.is_some() {
        return Ok(());
    }
    let Some(right) = standing(work, &case, station, &by, work.now)? else {
        return Err(Refusal::new("standing-none").with("person", &by).into());
    };
    let event = CaseEvent::Received(station.id.clone(), by, right.acting_for);
    Ok(work.emit_case(&receive.case, event)?)
}

/// Somebody of the case: it is not for others to speak in it or to hand it on.
fn of_the_case(work: &Work<'_>, operation: &Operation, case: &Case) -> Result<PersonId, Stop> {
    let by = person(operation)?;
    if takes_part(work, case, by, work.now)? {
        Ok(by.clone())
    } else {
        Err(Refusal::new("case-not-yours").with("person", by).into())
    }
}

pub(in crate::decide) fn copy(
    work: &mut Work<'_>,
    operation: &Operation,
    copy: &SendCopy,
) -> Result<(), Stop> {
    check_words(&copy.word, false)?;
    let case = work.the_case(&copy.case)?;
    let by = of_the_case(work, operation, &case)?;
    if !work.the_pack(&case.pack)?.manifest.route.copy {
        return Err(Refusal::new("route-not-allowed")
            .with("what", "copy")
            .into());
    }
    let org = Work::public(work.org()?, &Stream::Org)?;
    let on = civil::wall(work.now).date();
    let mut to: Vec<PersonId> = Vec::new();
    for person in &copy.to {
        if org.main_post(person, on).is_none() {
            return Err(Refusal::new("org-unknown").with("person", person).into());
        }
        if *person != by && !to.contains(person) {
            to.push(person.clone());
        }
    }
    if to.is_empty() || case.copies.len() + to.len() > MAX_COPIES {
        return Err(Refusal::new("copy-many").with("limit", MAX_COPIES).into());
    }
    let copied = Copied {
        by,
        to,
        word: copy.word.trim().to_owned(),
    };
    Ok(work.emit_case(&copy.case, CaseEvent::Copied(copied))?)
}

pub(in crate::decide) fn say(
    work: &mut Work<'_>,
    operation: &Operation,
    say: &Say,
) -> Result<(), Stop> {
    check_words(&say.opinion, true)?;
    let case = work.the_case(&say.case)?;
    let by = of_the_case(work, operation, &case)?;
    // What was written before the end, without a network, is kept.
    let ended = case.ended_at();
    if let Some(at) = ended.filter(|at| operation.signed(work.now) >= *at) {
        return Err(Refusal::new("say-ended").with("at_ms", at).into());
    }
    let said = Said {
        by,
        acting_for: None,
        kind: Saying::Remark,
        station: None,
        opinion: say.opinion.trim().to_owned(),
        signed: operation.at,
    };
    Ok(work.emit_case(&say.case, CaseEvent::Said(said))?)
}

/// The signer seals by the card what the device's key signed for now. Where the signer cannot any
/// more, a head above seals it and says why (嘉義市政府線上簽核規定; 考試院線上簽核規定).
pub(in crate::decide) fn seal(
    work: &mut Work<'_>,
    operation: &Operation,
    seal: &Seal,
) -> Result<(), Stop> {
    let by = person(operation)?.clone();
    let case = work.the_case(&seal.case)?;
    let mut unsealed = case.unsealed();
    let station = unsealed.find(|station| station.id == seal.station);
    let station = station.ok_or_else(|| Refusal::new("seal-none"))?;
    if operation.key != Key::Card {
        return Err(Refusal::new("signature-card").into());
    }
    let signer = station.closed.as_ref().and_then(|closed| closed.by.clone());
    if signer.as_ref() != Some(&by) {
        check_words(&seal.reason, true)?;
        let org = Work::public(work.org()?, &Stream::Org)?;
        if !seals_for(&org, &case, station, &by, civil::wall(work.now).date()) {
            return Err(Refusal::new("seal-other").with("person", &by).into());
        }
    }
    let sealed = Sealed {
        station: station.id.clone(),
        by,
        reason: seal.reason.trim().to_owned(),
    };
    Ok(work.emit_case(&seal.case, CaseEvent::Sealed(sealed))?)
}

/// Whether somebody may seal on a day what another signed: a head above the signer; where the signer
/// holds no post any more, who holds the post of the desk since, and the heads above it. Never the
/// applicant.
#[must_use]
pub fn seals_for(org: &Org, case: &Case, station: &Station, by: &PersonId, on: Date) -> bool {
    let signer = station
        .closed
        .as_ref()
        .and_then(|closed| closed.by.as_ref());
    let Some(signer) = signer.filter(|signer| *signer != by && case.applicant != *by) else {
        return false;
    };
    if org.main_post(signer, on).is_some() {
        return org.is_above(by, signer, on);
    }
    let (desk, since) = match &station.desk {
        Desk::Post(post) => (post, Some(post)),
        Desk::Person(_) | Desk::Office(_) => (&case.post, None),
    };
    let over = org.heads_over(desk, on).into_iter().map(|post| &post.id);
    over.chain(since)
        .any(|post| org.holders(post, on).contains(&by))
}

pub(in crate::decide) fn urge(
    work: &mut Work<'_>,
    operation: &Operation,
    urge: &Urge,
) -> Result<(), Stop> {
    let case = work.the_case(&urge.case)?;
    let by = of_the_case(work, operation, &case)?;
    let unknown = || Refusal::new("station-unknown").with("station", &urge.station);
    let station = case.station(&urge.station).ok_or_else(unknown)?;
    if station.closed.is_some() {
        let at = station.ending.map_or(case.updated, |ending| ending.at);
        return Err(Refusal::new("urge-closed").with("at_ms", at).into());
    }
    Ok(work.emit_case(&urge.case, CaseEvent::Urged(station.id.clone(), by))?)
}
