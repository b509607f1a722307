//! Proves the whole history: chains, operations, verdicts, blobs.

use office::{SHAPE, State, Stream};
use sync::Hash;
use sync::certificate::Roots;
use sync::envelope;
use sync::event::{Head, StreamHead};
use sync::verdict::{self, Decision, Verdict};

use crate::authority::Authority;
use crate::blobs::Blobs;
use crate::folder::Folder;
use crate::problem::Problem;
use crate::states::apply;
use crate::storage::{Register as _, Sqlite, Store, StoredRecord, StoredVerdict, audit_hash};

/// What is read at once.
const PAGE: usize = 500;
/// Bytes that are read at once.
const PAGE_BYTES: usize = 8 * 1024 * 1024;

/// What was proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verified {
    /// Streams.
    pub streams: usize,
    /// Events.
    pub events: usize,
    /// Verdicts.
    pub verdicts: usize,
    /// Blobs.
    pub blobs: usize,
}

struct Proof {
    store: Sqlite,
    roots: Roots,
    verified: Verified,
}

/// Proves the history of a folder.
///
/// # Errors
/// [`Problem::Damaged`] with the first thing that does not hold.
pub fn verify(folder: &Folder) -> Result<Verified, Problem> {
    let settings = folder.settings()?;
    let roots = Authority::open(folder, &settings.agency_id)?
        .roots()
        .clone();
    let mut proof = Proof {
        store: folder.store()?,
        roots,
        verified: Verified::default(),
    };
    proof.streams()?;
    proof.verdicts()?;
    proof.blobs(&Blobs::new(folder))?;
    proof.attempts()?;
    Ok(proof.verified)
}

fn damaged(what: impl ToString, detail: impl ToString) -> Problem {
    Problem::Damaged {
        what: what.to_string(),
        detail: detail.to_string(),
    }
}

impl Proof {
    fn streams(&mut self) -> Result<(), Problem> {
        let mut after = String::new();
        loop {
            let page = self.store.heads(&after, PAGE)?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after.clone_from(&last.stream);
            for head in &page {
                self.stream(head)?;
                self.verified.streams += 1;
            }
        }
    }

    fn stream(&mut self, expected: &StreamHead) -> Result<(), Problem> {
        let name = &expected.stream;
        let stream: Stream = name
            .parse()
            .map_err(|_| damaged(name, "no name of a stream"))?;
        let kept = self
            .store
            .snapshot(name)?
            .filter(|kept| kept.shape == SHAPE);
        let (mut state, mut head) = (State::empty(&stream), Head::EMPTY);
        // Only up to the head that was read: the server may be writing meanwhile.
        while head.seq < expected.seq {
            let left = usize::try_from(expected.seq - head.seq)
                .unwrap_or(PAGE)
                .min(PAGE);
            let page = self.store.records(name, head.seq + 1, left, PAGE_BYTES)?;
            if page.is_empty() {
                break;
            }
            for stored in &page {
                head = apply(&mut state, name, &head, &stored.bytes)
                    .map_err(|fault| damaged(name, fault))?;
                self.caused(name, head, stored)?;
                let kept = kept.as_ref().filter(|kept| kept.head.seq == head.seq);
                if kept.is_some_and(|kept| {
                    kept.head != head || State::from_cache(&kept.state).as_ref() != Some(&state)
                }) {
                    return Err(damaged(
                        name,
                        format!("the state kept at {} is another", head.seq),
                    ));
                }
                self.verified.events += 1;
            }
        }
        if head == expected.head() {
            Ok(())
        } else {
            Err(damaged(name, "does not end where its head says"))
        }
    }

    /// Whether the event was caused by an operation that was accepted.
    fn caused(&self, name: &str, head: Head, stored: &StoredRecord) -> Result<(), Problem> {
        let wrong = |detail: &str| damaged(format!("event {} of {name}", head.seq), detail);
        let verdict = self
            .store
            .verdict(&stored.operation)?
            .ok_or_else(|| wrong("no verdict"))?;
        let said = opened(&verdict)?;
        let listed = said.events.contains(&StreamHead::new(name, head));
        if stored.hash == head.hash && said.decision == Decision::Accepted && listed {
            return Ok(());
        }
        Err(wrong("its verdict does not name it"))
    }

    fn verdicts(&mut self) -> Result<(), Problem> {
        let mut after = Hash::ZERO;
        loop {
            let page = self.store.verdicts(&after, PAGE)?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after = last.operation;
            for stored in &page {
                self.verdict(stored)?;
                self.verified.verdicts += 1;
            }
        }
    }

    fn verdict(&self, stored: &StoredVerdict) -> Result<(), Problem> {
        let what = format!("verdict on {}", stored.operation);
        let said = opened(stored)?;
        let proven = verdict::open(&stored.bytes)
            .map(|opened| opened.verify(&self.roots, said.at, &|_| false));
        if let Ok(Err(doubt)) | Err(doubt) = proven {
            return Err(damaged(what, doubt));
        }
        if said.operation != stored.operation
            || said.decision != stored.decision
            || said.code != stored.code
        {
            return Err(damaged(what, "is not the one that it is kept as"));
        }
        for event in &said.events {
            let kept = self.store.records(&event.stream, event.seq, 1, 0)?;
            if kept.first().map(|record| record.hash) != Some(event.hash) {
                return Err(damaged(
                    what,
                    format!("event {} of {} is not there", event.seq, event.stream),
                ));
            }
        }
        let operation = self.store.operation(&stored.operation)?;
        match operation {
            Some(bytes)
                if envelope::open(&bytes).is_ok_and(|opened| opened.id == stored.operation) =>
            {
                Ok(())
            }
            None if stored.actor.is_empty() => Ok(()),
            _ => Err(damaged(what, "its operation is not there")),
        }
    }

    /// The audit log: each line is chained to the one before, and none is missing
    /// between the first and the last.
    fn attempts(&self) -> Result<(), Problem> {
        let (mut after, mut before) = (0, Hash::ZERO);
        loop {
            let page = self.store.attempts(after, PAGE)?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after = last.position;
            for line in &page {
                if line.before != before || line.hash != audit_hash(&before, &line.attempt) {
                    let what = format!("line {} of the audit log", line.position);
                    return Err(damaged(what, "is not chained to the one before"));
                }
                before = line.hash;
            }
        }
    }

    fn blobs(&mut self, files: &Blobs) -> Result<(), Problem> {
        let mut after = Hash::ZERO;
        loop {
            let page = self.store.blobs(&after, PAGE)?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after = last.sha256;
            for blob in &page {
                files
                    .prove(&blob.sha256)
                    .map_err(|fault| damaged(format!("blob {}", blob.sha256), fault))?;
                self.verified.blobs += 1;
            }
        }
    }
}

fn opened(stored: &StoredVerdict) -> Result<Verdict, Problem> {
    let opened = verdict::open(&stored.bytes);
    opened
        .map(|opened| opened.verdict)
        .map_err(|doubt| damaged(format!("verdict on {}", stored.operation), doubt))
}
