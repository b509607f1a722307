//! One group of operations: each is decided on what the ones before it made
//! true, and nothing of it is true before all of it is written.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use office::decide::next_wake;
use office::ids::{OperationId, PersonId};
use office::operation::Key;
use office::pack::PackRef;
use office::{
    Actor, Change, Content, Decision as Decided, Fault, Pack, Refusal, State, Stream, World,
};
use sync::envelope::SignedWith;
use sync::event::{Record, StreamHead};
use sync::verdict::{Decision, EVENTS_MAX, Verdict};
use sync::{Facts, Hash, OpId};

use super::seen::{SEEN_OTHER, Seen};
use super::{Desk, Examined, Origin, Proven};
use crate::states::Standing;
use crate::storage::{Append, Attempt, Batch, Committed, StoreFault, StoredRecord, StoredVerdict};

/// Code of an operation that waits for a blob.
pub(super) const BLOB_MISSING: &str = "blob-missing";
/// Codes of what is not known of a card without a list of revocation; a seal waits for one.
pub const LIST_WANTED: [&str; 2] = ["crl-missing", "crl-stale"];
/// Codes of operations that wait for an administrator.
pub const PERSON_WANTED: [&str; 4] = [
    "certificate-revoked",
    "card-revoked",
    "card-withdrawn",
    "card-unknown",
];
/// Refusals that say only that the sender's program is another one.
const HARMLESS: [&str; 2] = ["operation-version", "operation-must-understand"];
/// Refusals of what an honest program hardly asks for, because it decides the same before it asks: a
/// history that is another one, somebody else's station, one's own case, a circle of deputies. An
/// honest one that a change of the list of people overtook on its way is written down too.
const DISHONEST: [&str; 10] = [
    SEEN_OTHER,
    "standing-none",
    "standing-own-case",
    "station-role",
    "decide-level",
    "deputation-not-yours",
    "deputation-self",
    "deputation-loop",
    "seal-other",
    "withdraw-other",
];
/// What a copy of another's operation is called in the audit log.
const REPLAYED: &str = "operation-replayed";

#[derive(Clone)]
struct Grown {
    from: Standing,
    now: Standing,
    records: Vec<StoredRecord>,
}

pub(super) struct Round<'d> {
    pub(super) desk: &'d Desk,
    now: i64,
    grown: BTreeMap<Stream, Grown>,
    verdicts: BTreeMap<OpId, StoredVerdict>,
    batch: Batch,
}

struct Outcome {
    decision: Decision,
    events: Vec<StreamHead>,
    code: String,
    facts: Facts,
}

impl Outcome {
    fn held(code: &str, facts: Facts) -> Self {
        Self {
            decision: Decision::Held,
            events: Vec::new(),
            code: code.to_owned(),
            facts,
        }
    }

    fn refused(refusal: Refusal) -> Self {
        Self {
            decision: Decision::Refused,
            events: Vec::new(),
            code: refusal.code,
            facts: refusal.facts,
        }
    }
}

impl World for Round<'_> {
    fn state(&self, stream: &Stream) -> Result<Option<Arc<State>>, Fault> {
        match self.grown.get(stream) {
            Some(grown) => Ok(Some(Arc::clone(&grown.now.state))),
            None => self.desk.states.state(stream),
        }
    }

    fn pack(&self, pack: &PackRef) -> Result<Option<Arc<Pack>>, Fault> {
        self.desk.states.pack(pack)
    }
}

fn fault(fault: &Fault) -> StoreFault {
    match fault.downcast_ref::<StoreFault>() {
        Some(fault) => fault.clone(),
        None => StoreFault::Database(fault.to_string()),
    }
}

impl<'d> Round<'d> {
    pub(super) fn new(desk: &'d Desk) -> Self {
        let (grown, verdicts) = (BTreeMap::new(), BTreeMap::new());
        Self {
            desk,
            now: (desk.clock)(),
            grown,
            verdicts,
            batch: Batch::default(),
        }
    }

    /// Decides operations in order, up to the first on which the store fails.
    pub(super) fn decide(
        &mut self,
        operations: &[Examined],
        origin: &Origin,
    ) -> Result<Vec<Vec<u8>>, StoreFault> {
        let mut answers = Vec::with_capacity(operations.len());
        for operation in operations {
            match self.one(operation, origin) {
                Ok(verdict) => answers.push(verdict),
                Err(fault) if answers.is_empty() => return Err(fault),
                Err(_) => break,
            }
        }
        answers.resize(operations.len(), Vec::new());
        Ok(answers)
    }

    /// What would come of operations; the round is thrown away.
    pub(super) fn rehearse(
        mut self,
        operations: &[Examined],
    ) -> Result<Vec<StoredVerdict>, StoreFault> {
        let mut order = Vec::with_capacity(operations.len());
        for operation in operations {
            self.one(operation, &Origin::default())?;
            order.push(operation.id());
        }
        let verdicts = &self.verdicts;
        Ok(order
            .iter()
            .filter_map(|id| verdicts.get(id).cloned())
            .collect())
    }

    /// Writes all of it, or nothing when another process wrote first.
    pub(super) fn commit(mut self) -> Result<Committed, StoreFault> {
        let desk = self.desk;
        self.batch.verdicts = self.verdicts.into_values().collect();
        self.batch.appends = self
            .grown
            .iter()
            .map(|(stream, grown)| Append {
                stream: stream.to_string(),
                base: grown.from.head,
                head: grown.now.head,
                records: grown.records.clone(),
            })
            .collect();
        if self.batch.is_empty() {
            return Ok(Committed::Done(desk.store.feed_end()?));
        }
        let done = desk.store.commit(&self.batch)?;
        if let Committed::Done(_) = done {
            for (stream, grown) in &self.grown {
                desk.states.put(stream, &grown.now);
            }
            let grown = self.grown.iter();
            let saved = desk
                .states
                .save(grown.map(|(stream, g)| (stream, g.from.head.seq, &g.now)));
            if let Err(fault) = saved {
                tracing::warn!(code = fault.code(), "states were not kept: {fault}");
            }
        }
        Ok(done)
    }

    fn one(&mut self, examined: &Examined, origin: &Origin) -> Result<Vec<u8>, StoreFault> {
        let id = examined.id();
        let before = match self.verdicts.get(&id) {
            Some(verdict) => Some(verdict.clone()),
            None => self.desk.store.verdict(&id)?,
        };
        if let Some(verdict) = before
            && !self.decided_anew(&verdict)?
        {
            let copied = !origin.device.is_empty() && origin.device != verdict.device;
            if copied && !verdict.device.is_empty() {
                let (person, device) = (verdict.actor.clone(), verdict.device.clone());
                let attempt = self.attempt(REPLAYED, id, origin);
                self.batch.attempts.push(Attempt {
                    person,
                    device,
                    ..attempt
                });
            }
            return Ok(verdict.bytes);
        }
        let outcome = match examined {
            Examined::Proven(proven) => self.proven(proven)?,
            Examined::Refused { code, facts, .. } => Outcome {
                decision: Decision::Refused,
                events: Vec::new(),
                code: code.clone(),
                facts: facts.clone(),
            },
        };
        self.watch(examined, &outcome, origin);
        self.record(id, examined, outcome)
    }

    /// Whether what an operation was held for may have come since.
    fn decided_anew(&self, verdict: &StoredVerdict) -> Result<bool, StoreFault> {
        let code = verdict.code.as_str();
        Ok(verdict.decision == Decision::Held
            && (code == BLOB_MISSING
                || LIST_WANTED.contains(&code)
                || self.desk.store.is_released(&verdict.operation)?))
    }

    fn attempt(&self, code: &str, id: OpId, origin: &Origin) -> Attempt {
        Attempt {
            at: self.now,
            code: code.to_owned(),
            place: origin.place.clone(),
            by_person: origin.person.clone(),
            by_device: origin.device.clone(),
            operation: Some(id),
            ..Attempt::default()
        }
    }

    /// Writes down what no honest program sends: bytes that are no operation, a
    /// signature or certificate that does not hold, what its own decision refuses.
    fn watch(&mut self, examined: &Examined, outcome: &Outcome, origin: &Origin) {
        let code = outcome.code.as_str();
        let mut attempt = self.attempt(code, examined.id(), origin);
        match examined {
            Examined::Refused { claimed, .. } if !HARMLESS.contains(&code) => {
                if let Some(claimed) = claimed {
                    attempt.person = claimed.person.clone();
                    attempt.device = claimed.device.clone();
                    attempt.serial = claimed.serial.clone();
                }
            }
            Examined::Proven(proven)
                if PERSON_WANTED.contains(&code) || DISHONEST.contains(&code) =>
            {
                attempt.person = proven.operation.actor.clone();
                attempt.device = proven.operation.device.clone();
                attempt.serial = proven.proof.serial.clone();
            }
            _ => return,
        }
        self.batch.attempts.push(attempt);
    }

    fn record(
        &mut self,
        id: OpId,
        examined: &Examined,
        outcome: Outcome,
    ) -> Result<Vec<u8>, StoreFault> {
        let verdict = Verdict {
            operation: id,
            decision: outcome.decision,
            duplicate: false,
            at: self.now,
            events: outcome.events,
            code: outcome.code,
            facts: outcome.facts,
            epoch: self.desk.epoch,
        };
        let signed = verdict.sign(self.desk.authority.verdict_key());
        let bytes = signed.map_err(|error| StoreFault::Database(error.to_string()))?;
        let (actor, device, skew) = match examined {
            Examined::Proven(proven) => {
                let said = &proven.operation;
                (
                    said.actor.clone(),
                    said.device.clone(),
                    said.at.saturating_sub(self.now),
                )
            }
            Examined::Refused { .. } => (String::new(), String::new(), 0),
        };
        if let Examined::Proven(proven) = examined {
            self.batch.operations.push((id, proven.bytes.clone()));
        }
        let Verdict {
            decision, at, code, ..
        } = verdict;
        let stored = StoredVerdict {
            operation: id,
            decision,
            at,
            code,
            actor,
            device,
            skew,
            bytes: bytes.clone(),
        };
        self.verdicts.insert(id, stored);
        Ok(bytes)
    }

    fn proven(&mut self, proven: &Proven) -> Result<Outcome, StoreFault> {
        let key = match self.key(proven)? {
            Ok(key) => key,
            Err(stopped) => return Ok(stopped),
        };
        let seen = self.seen(proven)?;
        let operation = match seen.and_then(|seen| understand(proven, seen, key)) {
            Ok(operation) => operation,
            Err(refusal) => return Ok(Outcome::refused(refusal)),
        };
        if let (Key::Unchecked, Content::Seal(_), Some((code, facts))) =
            (key, &operation.content, &proven.doubt)
        {
            return Ok(Outcome::held(code, facts.clone()));
        }
        if let Some(held) = self.missing(proven.id, &operation.content)? {
            return Ok(held);
        }
        // A decider that panics must not stop the agency: a person looks at it.
        let decided = catch_unwind(AssertUnwindSafe(|| {
            office::decide(self, &operation, self.now)
        }));
        match decided {
            Ok(Ok(Decided::Accepted(changes))) => self.accept(proven, &operation.content, &changes),
            Ok(Ok(Decided::Refused(refusal))) => Ok(Outcome::refused(refusal)),
            Ok(Err(why)) => Err(fault(&why)),
            Err(_) => Ok(Outcome::held("decision-failed", Facts::new())),
        }
    }

    /// The key that signed. What was signed after its device or card was revoked is refused. What
    /// says that it was signed before, but came later, waits for a person. A card of whose
    /// revocation nothing is known signs for now; the case is not filed before it is sealed. 補簽
    fn key(&self, proven: &Proven) -> Result<Result<Key, Outcome>, StoreFault> {
        let signed_with = match proven.proof.signed_with {
            SignedWith::Device => Key::Device,
            SignedWith::Card => Key::Card,
        };
        let unlisted = |(code, _): &(String, Facts)| LIST_WANTED.contains(&code.as_str());
        if self.desk.store.is_released(&proven.id)? {
            return Ok(Ok(match proven.doubt.as_ref().is_some_and(unlisted) {
                true => Key::Unchecked,
                false => signed_with,
            }));
        }
        let at = proven.operation.at;
        let stopped = |code: &str, since: i64, facts: Facts| {
            if at >= since {
                let code = code.to_owned();
                return Outcome::refused(Refusal { code, facts });
            }
            Outcome::held(code, facts)
        };
        let serial = &proven.proof.by.serial;
        let certificate = self.desk.store.certificate(serial)?;
        if let Some(since) = certificate.and_then(|certificate| certificate.revoked) {
            let facts = Facts::from([("serial".to_owned(), serial.clone())]);
            return Ok(Err(stopped("certificate-revoked", since, facts)));
        }
        if proven.proof.signed_with == SignedWith::Card {
            let facts = Facts::from([("serial".to_owned(), proven.proof.serial.clone())]);
            match self.desk.store.card(&proven.proof.certificate)? {
                None => return Ok(Err(Outcome::held("card-unknown", facts))),
                Some(card) => {
                    if let Some(since) = card.withdrawn {
                        return Ok(Err(stopped("card-withdrawn", since, facts)));
                    }
                }
            }
        }
        Ok(match &proven.doubt {
            None => Ok(signed_with),
            Some(doubt) if unlisted(doubt) => Ok(Key::Unchecked),
            Some((code, facts)) => Err(Outcome::held(code, facts.clone())),
        })
    }

    fn missing(&mut self, id: OpId, content: &Content) -> Result<Option<Outcome>, StoreFault> {
        let mut absent = Vec::new();
        for sha256 in content.needs().map(Hash) {
            if self.desk.store.blob(&sha256)?.is_none() {
                absent.push(sha256);
            }
        }
        let Some(first) = absent.first() else {
            return Ok(None);
        };
        let facts = Facts::from([
            ("sha256".to_owned(), first.to_hex()),
            ("count".to_owned(), absent.len().to_string()),
        ]);
        self.batch
            .missing
            .extend(absent.iter().map(|sha256| (*sha256, id)));
        Ok(Some(Outcome::held(BLOB_MISSING, facts)))
    }

    fn accept(
        &mut self,
        proven: &Proven,
        content: &Content,
        changes: &[Change],
    ) -> Result<Outcome, StoreFault> {
        if changes.len() > EVENTS_MAX {
            let refusal = Refusal::new("operation-too-many-events").with("limit", EVENTS_MAX);
            return Ok(Outcome::refused(refusal));
        }
        let (mut touched, mut events) = (BTreeMap::<Stream, Grown>::new(), Vec::new());
        for change in changes {
            // Taken out, so that only the first change of an operation copies the state.
            let taken = touched.remove(&change.stream);
            let mut grown = match taken.or_else(|| self.grown.get(&change.stream).cloned()) {
                Some(grown) => grown,
                None => {
                    let from = self.desk.states.get(&change.stream)?;
                    Grown {
                        now: from.clone(),
                        from,
                        records: Vec::new(),
                    }
                }
            };
            match self.grow(&mut grown, change, proven) {
                Ok(head) => events.push(head),
                Err(refusal) => return Ok(Outcome::refused(refusal)),
            }
            touched.insert(change.stream.clone(), grown);
        }
        for (stream, grown) in touched {
            self.beside(&stream, &grown.now.state, content);
            self.grown.insert(stream, grown);
        }
        Ok(Outcome {
            decision: Decision::Accepted,
            events,
            code: String::new(),
            facts: Facts::new(),
        })
    }

    /// Chains one event to its stream and makes it true.
    fn grow(
        &self,
        grown: &mut Grown,
        change: &Change,
        cause: &Proven,
    ) -> Result<StreamHead, Refusal> {
        let id = cause.id;
        let name = change.stream.to_string();
        let sealed = Record::seal(
            &grown.now.head,
            &name,
            id,
            self.now,
            &change.event.to_bytes(),
            &cause.disclosures,
        );
        let (bytes, head) =
            sealed.map_err(|broken| Refusal::new(broken.code()).with("stream", &name))?;
        Arc::make_mut(&mut grown.now.state).apply(&change.event, self.now, OperationId(id.0));
        grown.now.head = head;
        grown.records.push(StoredRecord {
            hash: head.hash,
            operation: id,
            bytes,
        });
        Ok(StreamHead::new(&name, head))
    }

    /// What the store notes beside the events: timers, and who may read which blob.
    fn beside(&mut self, stream: &Stream, state: &State, content: &Content) {
        let name = stream.to_string();
        if let State::Case(Some(case)) = state {
            let wake = next_wake(case).filter(|_| !case.status.is_ended());
            self.batch.wakes.push((name.clone(), wake));
            self.batch
                .readers
                .extend(content.needs().map(|sha256| (Hash(sha256), name.clone())));
        }
        if let (Stream::Packs, Content::PublishPack(publish)) = (stream, content) {
            self.batch.readers.push((Hash(publish.pack.sha256), name));
        }
    }
}

/// What the office makes of what was signed.
fn understand(proven: &Proven, seen: Seen, key: Key) -> Result<office::Operation, Refusal> {
    let said = &proven.operation;
    if let Some(field) = proven.blackened.first() {
        return Err(Refusal::new("answers-undisclosed").with("field", field));
    }
    let acting_for = said
        .acting_for
        .as_ref()
        .map(|id| PersonId::new(id.clone()))
        .transpose();
    Ok(office::Operation {
        id: OperationId(proven.id.0),
        actor: Actor::read(&said.actor)?,
        acting_for: acting_for.map_err(|_| Refusal::new("operation-acting-for"))?,
        at: said.at,
        key,
        not_before: seen.latest,
        saw: seen.case,
        content: Content::from_bytes(&said.content)?,
    })
}
