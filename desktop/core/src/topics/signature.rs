//! One signature, looked at closely: by which key and certificate, and what proves when.

use sync::envelope::{self, Opened};
use sync::event::Record;
use sync::{Hash, certificate};

use office::Stream;
use office::case::Case;
use office::ids::{OperationId, PersonId};

use super::case::{find, signature};
use crate::asks::AskSignature;
use crate::session::Session;
use crate::topics::decide::case_id;
use crate::views::SignatureView;
use crate::{Core, Failure, people};

/// The signature of an operation in a case that this person may see.
pub(crate) fn of(core: &Core, ask: AskSignature) -> Result<SignatureView, Failure> {
    let session = core.session()?;
    let state = find(&session.world(), &case_id(ask.case)?)?;
    let unknown = || Failure::new("signature-unknown");
    let digest = Hash::from_hex(&ask.operation).ok_or_else(unknown)?;
    let operation = OperationId(digest.0);
    let known = known(&state, operation);
    if known.is_none() {
        return Err(unknown());
    }
    let provisional = session.queue().provisional();
    let holds = signature(&session, &provisional, &operation)?;
    let bytes = match session.store().signed(&digest)? {
        Some(bytes) => Some(bytes),
        None => waiting(&session, &ask.operation),
    };
    let (holds, bytes) = holds.zip(bytes).ok_or_else(unknown)?;
    let opened = envelope::open(&bytes)?;
    let by = opened.claimed()?;
    let card = opened.card_chain();
    let leaf = card.unwrap_or_else(|| opened.chain()).first();
    let described = certificate::described(leaf.ok_or_else(unknown)?)?;
    let stamped = stamp(&session, &state, &opened)?;
    let (org, today) = (session.org()?, session.today());
    let who = PersonId::new(by.person.clone()).map(|who| people::brief(&org, &who, today));
    Ok(SignatureView {
        state: holds,
        card: card.is_some(),
        who: who.unwrap_or_else(|_| people::nobody()),
        device: by.device,
        serial: described.serial,
        issuer: described.issuer,
        from: described.from,
        until: described.until,
        signed: opened.operation.at,
        known: known.filter(|_| !provisional.contains(&operation)),
        stamped: stamped.as_ref().map(|(at, _)| *at),
        stamped_by: stamped.map(|(_, by)| by),
        digest: ask.operation,
    })
}

/// When something of the case became true by an operation, the agency's time.
fn known(case: &Case, operation: OperationId) -> Option<i64> {
    let mut lines = case.history.iter();
    let line = lines.find(|line| line.operation == operation);
    line.map(|line| line.at)
}

/// The bytes of what waits to be sent.
fn waiting(session: &Session, operation: &str) -> Option<Vec<u8>> {
    let queue = session.queue();
    let mut queued = queue.0.iter();
    let found = queued.find(|queued| queued.id.as_deref() == Some(operation));
    found.and_then(|queued| queued.signed.clone())
}

/// The time stamp that proves an operation: it is over a record of the case that came with the
/// operation or after it.
fn stamp(
    session: &Session,
    case: &Case,
    opened: &Opened,
) -> Result<Option<(i64, String)>, Failure> {
    let stream = Stream::Case(case.id.clone());
    let name = stream.to_string();
    let proofs = session.store().proofs(&name)?;
    let Some((proof, roots)) = proofs.and_then(|p| Some((p.stamp?, p.stamp_roots))) else {
        return Ok(None);
    };
    let head = session.world().head(&stream);
    let records = session.store().records(&name, &head)?;
    let of_it =
        |bytes: &&Vec<u8>| Record::read(bytes).is_ok_and(|record| record.operation == opened.id);
    let first = records.iter().find(of_it);
    let seq = first
        .and_then(|bytes| Record::read(bytes).ok())
        .map(|r| r.seq);
    let covers = seq.is_some_and(|seq| seq <= proof.head.seq);
    let there = records
        .iter()
        .any(|bytes| sync::event::hash_of(bytes) == proof.head.hash);
    if !covers || !there {
        return Ok(None);
    }
    Ok(proof.verify(&roots).ok().map(|stamp| (stamp.at, stamp.by)))
}
