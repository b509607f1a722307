//! What comes from the agency, taken in: chained events, signed operations,
//! verdicts, and the end of entitlement.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use office::case::CaseEvent;
use office::ids::OperationId;
use office::operation::{Attachment, Paper};
use office::org::OrgEvent;
use office::pack::PackEvent;
use office::{Event, State, Stream};
use serde::{Deserialize, Serialize};
use sync::event::{Record, StreamHead, extend};
use sync::outbox;
use sync::verdict::{Decision, Verdict, Verified};
use sync::wire::{PullFrom, PulledStream};
use sync::{Hash, OpId, envelope};

use crate::queue::Queued;
use crate::session::Session;
use crate::store::{Table, Tx, event};
use crate::views::Sentence;
use crate::world::Staged;
use crate::{Changed, Failure};

/// The largest file that is fetched without being asked for, in bytes.
const MAX_FETCHED: u64 = 20 * 1024 * 1024;

/// A case that was filed longer ago, ms, is proven when somebody asks for its file: 30 days.
const RECENT_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// A file that is still to be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wanted {
    pub sha256: String,
    pub owner: String,
    /// Its size; 0 when that is not known.
    #[serde(default)]
    pub bytes: u64,
    /// Its name, when it is an attachment.
    #[serde(default)]
    pub name: String,
}

/// How far a pull has brought us.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    pub records: usize,
    /// Streams that do not go on as they must, or that this program is too old for.
    pub broken: Vec<String>,
}

/// What goes into the transaction beside the rows.
#[derive(Default)]
struct Arrived {
    records: Vec<(String, Vec<u8>)>,
    signed: Vec<(Vec<u8>, bool)>,
    words: Vec<(OpId, Vec<u8>)>,
    /// Streams of cases that were filed: what proves them is asked for.
    filed: Vec<(String, i64)>,
    wanted: Vec<Wanted>,
    people: Vec<String>,
}

impl Session {
    /// Takes pulled streams in, all in one transaction. A stream that does not
    /// continue what is here is left as it was and named.
    pub(crate) fn take(&self, pulled: &[PulledStream]) -> Result<Taken, Failure> {
        let arrived = RefCell::new(Arrived::default());
        let states: RefCell<BTreeMap<Stream, Arc<State>>> = RefCell::default();
        let taken = self.change(
            &[&Changed::WORK[..], &[Changed::Search]].concat(),
            |staged, _| {
                let mut taken = Taken::default();
                for one in pulled {
                    if let Err(failure) =
                        self.take_stream(staged, one, &mut arrived.borrow_mut(), &mut taken)
                    {
                        self.line.doubt(&failure.code);
                        taken.broken.push(one.stream.clone());
                    }
                }
                states.borrow_mut().clone_from(&staged.base);
                Ok(taken)
            },
            &|tx| {
                arrived.borrow().write(tx)?;
                states
                    .borrow()
                    .iter()
                    .try_for_each(|(stream, state)| tx.cache(stream, state))
            },
        )?;
        Ok(taken)
    }

    /// One stream as far as it goes on rightly; what comes after a fault is not taken.
    fn take_stream(
        &self,
        staged: &mut Staged<'_>,
        pulled: &PulledStream,
        arrived: &mut Arrived,
        taken: &mut Taken,
    ) -> Result<(), Failure> {
        let stream: Stream = pulled
            .stream
            .parse()
            .map_err(|_| Failure::new("stream-unknown"))?;
        let mut state = staged.base_of(&stream)?;
        let mut head = staged.head(&stream);
        let mut times: BTreeMap<OpId, i64> = BTreeMap::new();
        let mut fault = Ok(());
        for bytes in &pulled.records {
            let read = extend(&pulled.stream, &head, bytes).map_err(Failure::from);
            let (record, next, event) =
                match read.and_then(|(record, next)| Ok((event(&record)?, record, next))) {
                    Ok((event, record, next)) => (record, next, event),
                    Err(failure) => {
                        fault = Err(failure);
                        break;
                    }
                };
            state.apply(&event, record.at, OperationId(record.operation.0));
            self.note(&record, &event, arrived)?;
            times.insert(record.operation, record.at);
            arrived.records.push((pulled.stream.clone(), bytes.clone()));
            head = next;
            taken.records += 1;
        }
        if !times.is_empty() {
            staged.heads.insert(stream.clone(), head);
            staged.gone.remove(&stream);
            staged.base.insert(stream, Arc::new(state));
        }
        for bytes in &pulled.operations {
            if let Some(at) = times.get(&envelope::id_of(bytes)) {
                arrived
                    .signed
                    .push((bytes.clone(), self.is_signed_rightly(bytes, *at)));
            }
        }
        for bytes in pulled.words() {
            match self.word(bytes) {
                Ok(id) if times.contains_key(&id) => arrived.words.push((id, bytes.clone())),
                Ok(_) => {}
                Err(doubted) => {
                    self.line.doubt(doubted.code());
                }
            }
        }
        fault
    }

    /// On which operation a signed word is, when it is the agency's.
    fn word(&self, bytes: &[u8]) -> Result<OpId, sync::verdict::Doubted> {
        let opened = sync::verdict::open(bytes)?;
        let at = opened.verdict.at;
        let verified = opened.verify(&self.identity.roots, at, &|_| false)?;
        Ok(verified.verdict().operation)
    }

    /// Whether an operation is signed by a device that the agency vouches for.
    fn is_signed_rightly(&self, bytes: &[u8], at: i64) -> bool {
        let verified = envelope::open(bytes)
            .and_then(|opened| opened.verify(&self.identity.roots, at, &|_| false));
        if let Err(refused) = &verified {
            self.line.doubt(refused.code());
        }
        verified.is_ok()
    }

    /// Files and people that an event brings along.
    fn note(&self, record: &Record, event: &Event, arrived: &mut Arrived) -> Result<(), Failure> {
        let files: Vec<([u8; 32], u64, &str)> = match event {
            Event::Case(event) => match &**event {
                CaseEvent::Submitted(x) => files(&x.attachments, None),
                CaseEvent::Corrected(x) => files(&x.attachments, None),
                CaseEvent::Filed(paper, _) => {
                    if self.now().saturating_sub(record.at) < RECENT_MS {
                        arrived.filed.push((record.stream.clone(), record.at));
                    }
                    files(&[], Some(paper))
                }
                _ => Vec::new(),
            },
            Event::Pack(PackEvent::Published(_, pack)) => vec![(pack.sha256, 0, "")],
            Event::Org(OrgEvent::PersonPut(person)) => {
                arrived.people.push(person.id.to_string());
                Vec::new()
            }
            Event::Org(OrgEvent::HoldingPut(holding)) => {
                arrived.people.push(holding.person.to_string());
                Vec::new()
            }
            _ => Vec::new(),
        };
        for (sha256, bytes, name) in files {
            if bytes <= MAX_FETCHED && !self.store().has_blob(&sha256)? {
                let name = name.to_owned();
                let wanted = Wanted::new(&sha256, &record.stream);
                arrived.wanted.push(Wanted {
                    bytes,
                    name,
                    ..wanted
                });
            }
        }
        Ok(())
    }

    /// The person may no longer see these: nothing of them stays here.
    pub(crate) fn revoke(&self, names: &[String]) -> Result<(), Failure> {
        let known: Vec<Stream> = {
            let memory = self.known.memory();
            names
                .iter()
                .filter_map(|name| name.parse().ok())
                .filter(|s| memory.heads.contains_key(s))
                .collect()
        };
        if known.is_empty() {
            return Ok(());
        }
        self.change(
            &[&Changed::WORK[..], &[Changed::Search]].concat(),
            |staged, _| {
                staged.gone.extend(known.iter().cloned());
                Ok(())
            },
            &|tx| known.iter().try_for_each(|stream| tx.remove_stream(stream)),
        )?;
        self.store().vault().sweep_blobs()?;
        Ok(())
    }

    /// This computer may keep nothing any more. What waits to be sent stays: it
    /// is this person's own word.
    pub(crate) fn forget_everything(&self) -> Result<(), Failure> {
        let names: Vec<String> = self
            .known
            .memory()
            .heads
            .keys()
            .map(ToString::to_string)
            .collect();
        self.revoke(&names)?;
        self.store().write(|tx| tx.set_cursor(&[]))
    }

    /// What of these heads is not here yet.
    pub(crate) fn behind(&self, heads: &[StreamHead]) -> Vec<PullFrom> {
        let memory = self.known.memory();
        let mut wanted = Vec::new();
        for head in heads {
            let Ok(stream) = head.stream.parse::<Stream>() else {
                continue;
            };
            let here = memory.heads.get(&stream).copied().unwrap_or_default();
            if here.seq < head.seq {
                wanted.push(PullFrom {
                    stream: head.stream.clone(),
                    from_seq: here.seq + 1,
                });
            } else if here.seq == head.seq && here.hash != head.hash {
                self.line.doubt("history-differs");
            }
        }
        wanted
    }

    pub(crate) fn remember_cursor(&self, cursor: &[u8]) -> Result<(), Failure> {
        if self.store().cursor()? == cursor {
            return Ok(());
        }
        let now = self.now();
        self.store().write(|tx| {
            tx.set_cursor(cursor)?;
            tx.set_last_sync(now)
        })
    }

    /// These are on their way.
    pub(crate) fn sending(&self, ids: &[OpId]) -> Result<(), Failure> {
        self.mark(&[Changed::Sync, Changed::Frame], |queue| {
            for queued in queue
                .iter_mut()
                .filter(|q| q.op_id().is_some_and(|id| ids.contains(&id)))
            {
                outbox::State::Sending.name().clone_into(&mut queued.state);
                queued.sent = true;
            }
        })
    }

    /// No verdict came: they wait again.
    pub(crate) fn not_sent(&self, ids: &[OpId]) -> Result<(), Failure> {
        self.mark(&[Changed::Sync, Changed::Frame], |queue| {
            for queued in queue
                .iter_mut()
                .filter(|q| q.op_id().is_some_and(|id| ids.contains(&id)))
            {
                if queued.state() == outbox::State::Sending {
                    outbox::State::Waiting.name().clone_into(&mut queued.state);
                }
            }
        })
    }

    /// An operation that cannot go up, because a file of it is not whole any more.
    pub(crate) fn cannot_send(&self, id: &OpId, why: &Failure) -> Result<(), Failure> {
        let answer = Sentence {
            code: why.code.clone(),
            facts: why.facts.clone(),
        };
        self.change(
            &Changed::WORK,
            |_, queue| {
                for queued in queue
                    .0
                    .iter_mut()
                    .filter(|queued| queued.op_id() == Some(*id))
                {
                    outbox::State::Refused.name().clone_into(&mut queued.state);
                    queued.answer = Some(answer.clone());
                }
                Ok(())
            },
            &|_| Ok(()),
        )
    }

    /// Takes the agency's proven words on operations of this computer, all of an
    /// answer in one change: what still waits is decided anew once, not once a
    /// word.
    pub(crate) fn take_verdicts(&self, words: &[(Verified, &[u8])]) -> Result<(), Failure> {
        let moved: Vec<_> = {
            let mut outbox = self.outbox();
            words
                .iter()
                .filter_map(|(word, bytes)| {
                    Some((outbox.on_verdict(word)?, word.verdict(), *bytes))
                })
                .collect()
        };
        if moved.is_empty() {
            return Ok(());
        }
        self.change(
            &[&Changed::WORK[..], &[Changed::Search]].concat(),
            |_, queue| {
                for (moved, said, bytes) in &moved {
                    let own = |queued: &&mut Queued| queued.op_id() == Some(moved.id);
                    if let Some(queued) = queue.0.iter_mut().find(own) {
                        queued.answered(moved.to, said, bytes);
                    }
                }
                Ok(())
            },
            &|tx| {
                let accepted =
                    |(_, said, _): &&(_, &Verdict, _)| said.decision == Decision::Accepted;
                moved
                    .iter()
                    .filter(accepted)
                    .try_for_each(|(moved, _, _)| self.files_arrived(tx, &moved.id))?;
                let missing = |(_, said, _): &&(_, &Verdict, _)| said.code == "blob-missing";
                moved
                    .iter()
                    .filter(missing)
                    .try_for_each(|(moved, _, _)| self.files_missed(tx, &moved.id))
            },
        )?;
        self.line.carry_soon();
        Ok(())
    }

    /// The agency holds an operation because it lacks a file: all of them are
    /// offered again.
    fn files_missed(&self, tx: &Tx<'_>, id: &OpId) -> Result<(), Failure> {
        let queue = self.queue();
        let Some(queued) = queue.of(id) else {
            return Ok(());
        };
        for file in queued.content()?.needs() {
            if self.store().has_blob(&file)? {
                tx.blob_is_missed(&file)?;
            }
        }
        Ok(())
    }

    /// The agency has the files of an accepted operation.
    fn files_arrived(&self, tx: &Tx<'_>, id: &OpId) -> Result<(), Failure> {
        let queue = self.queue();
        let Some(queued) = queue.of(id) else {
            return Ok(());
        };
        queued
            .content()?
            .needs()
            .try_for_each(|file| tx.blob_arrived(&file))
    }

    /// The operations that the agency accepted and whose events are still to come.
    pub(crate) fn accepted(&self) -> Vec<String> {
        self.queue()
            .0
            .iter()
            .filter(|q| q.state() == outbox::State::Accepted)
            .map(|q| q.key.clone())
            .collect()
    }

    /// All that the agency shows is here: what it accepted before that is in it,
    /// or lies where this person does not see it.
    pub(crate) fn caught_up(&self, accepted: &[String]) -> Result<(), Failure> {
        let now = self.now();
        let first = self.line.get().last_sync.is_none();
        self.line.synced(now);
        if accepted.is_empty() {
            if first {
                self.listeners.tell(&Changed::WORK);
            }
            return Ok(());
        }
        self.change(
            &Changed::WORK,
            |_, queue| {
                queue
                    .0
                    .iter_mut()
                    .filter(|queued| accepted.contains(&queued.key))
                    .for_each(|q| q.events.clear());
                Ok(())
            },
            &|tx| tx.set_last_sync(now),
        )
    }

    /// Files that are still to be fetched.
    pub(crate) fn wanted(&self) -> Result<Vec<Wanted>, Failure> {
        Ok(self
            .store()
            .rows::<Wanted>(Table::Wanted)?
            .into_iter()
            .map(|(_, wanted)| wanted)
            .collect())
    }

    /// Keeps a fetched file, when it is the one that was asked for.
    pub(crate) fn keep_blob(
        &self,
        wanted: &Wanted,
        content: &[u8],
        media: &str,
    ) -> Result<(), Failure> {
        if Hash::of(content).to_hex() != wanted.sha256 {
            return Err(Failure::new("blob-changed").with("sha256", &wanted.sha256));
        }
        self.store()
            .keep_blob(content, media, &wanted.owner, true, self.now())?;
        self.store()
            .write(|tx| tx.delete(Table::Wanted, &wanted.key()))?;
        if wanted.owner == Stream::Packs.to_string() {
            self.line.look_again();
            self.ring();
        }
        self.listeners.tell(&[Changed::Case, Changed::Mine]);
        Ok(())
    }
}

impl Wanted {
    pub(crate) fn new(sha256: &[u8; 32], owner: &str) -> Self {
        Self {
            sha256: Hash(*sha256).to_hex(),
            owner: owner.to_owned(),
            bytes: 0,
            name: String::new(),
        }
    }

    pub(crate) fn key(&self) -> String {
        format!("{} {}", self.owner, self.sha256)
    }
}

impl Arrived {
    fn write(&self, tx: &Tx<'_>) -> Result<(), Failure> {
        for (stream, bytes) in &self.records {
            tx.append(stream, bytes)?;
        }
        for (bytes, sound) in &self.signed {
            tx.keep_signed(bytes, *sound)?;
        }
        for (id, bytes) in &self.words {
            tx.keep_word(id, bytes)?;
        }
        for (stream, at) in &self.filed {
            tx.put(Table::Unproven, stream, 0, at)?;
        }
        for wanted in &self.wanted {
            tx.put(Table::Wanted, &wanted.key(), 0, wanted)?;
        }
        self.people
            .iter()
            .try_for_each(|person| tx.index(&format!("person/{person}")))
    }
}

fn files<'e>(
    attachments: &'e [Attachment],
    paper: Option<&Paper>,
) -> Vec<([u8; 32], u64, &'e str)> {
    let attached = attachments
        .iter()
        .map(|file| (file.sha256, file.bytes, file.name.as_str()));
    attached
        .chain(paper.map(|paper| (paper.sha256, paper.bytes, "")))
        .collect()
}
