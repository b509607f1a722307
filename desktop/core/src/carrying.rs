//! What is on its way to and from the agency: which files, how far they are,
//! which a person holds back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sync::Hash;
use sync::outbox::State;
use vault::{BlobId, BlobPlace};

use crate::queue::Queued;
use crate::replica::Wanted;
use crate::session::Session;
use crate::store::Table;
use crate::views::{Sentence, TransferRow, TransferWay};
use crate::{Changed, Failure};

/// How often the page hears how far files are, ms.
const TELL_MS: i64 = 250;

/// To the agency or from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Up,
    Down,
}

/// A file that is to be carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Carried {
    pub way: Way,
    pub sha256: Hash,
    /// Its name, when it is an attachment.
    pub name: String,
    /// Its size; 0 when it is not known yet.
    pub bytes: u64,
    pub media: String,
    /// The stream whose readers may read it.
    pub stream: String,
}

#[derive(Debug, Default)]
struct Standing {
    done: u64,
    rests: Option<(Failure, i64)>,
}

#[derive(Debug, Default)]
struct Board {
    files: BTreeMap<Hash, Standing>,
    paused: BTreeSet<Hash>,
    told: i64,
}

/// How far files are, in memory: what is durable is in the vault and at the agency.
#[derive(Debug, Default)]
pub(crate) struct Carrying(Mutex<Board>);

impl Carrying {
    pub(crate) fn new(paused: BTreeSet<Hash>) -> Self {
        let carrying = Self::default();
        carrying.board().paused = paused;
        carrying
    }

    fn board(&self) -> MutexGuard<'_, Board> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file with the least left to carry that is neither held back nor resting.
    pub(crate) fn next<'f>(&self, waiting: &'f [Carried], now: i64) -> Option<&'f Carried> {
        let mut board = self.board();
        board
            .files
            .retain(|hash, _| waiting.iter().any(|one| one.sha256 == *hash));
        let left = |file: &&Carried| {
            let done = board.files.get(&file.sha256).map_or(0, |one| one.done);
            file.bytes.saturating_sub(done)
        };
        waiting
            .iter()
            .filter(|file| !board.paused.contains(&file.sha256))
            .filter(|file| {
                let rests = board
                    .files
                    .get(&file.sha256)
                    .and_then(|one| one.rests.as_ref());
                rests.is_none_or(|(_, until)| *until <= now)
            })
            .min_by_key(left)
    }

    /// When the first resting file is to be tried again, ms from now.
    pub(crate) fn rest_ms(&self, now: i64) -> Option<u64> {
        let board = self.board();
        let until = board.files.values().filter_map(|one| one.rests.as_ref());
        until
            .map(|(_, until)| u64::try_from(until.saturating_sub(now)).unwrap_or(0))
            .min()
    }

    pub(crate) fn moved(&self, file: &Carried, done: u64) {
        let mut board = self.board();
        let standing = board.files.entry(file.sha256).or_default();
        standing.done = done;
        standing.rests = None;
    }

    pub(crate) fn rests(&self, sha256: &Hash, why: Failure, until: i64) {
        self.board().files.entry(*sha256).or_default().rests = Some((why, until));
    }

    fn pause(&self, sha256: &Hash, paused: bool) {
        let mut board = self.board();
        if paused {
            board.paused.insert(*sha256);
        } else {
            board.paused.remove(sha256);
            if let Some(standing) = board.files.get_mut(sha256) {
                standing.rests = None;
            }
        }
    }

    fn is_to_be_told(&self, now: i64) -> bool {
        let mut board = self.board();
        let is_due = now.saturating_sub(board.told) >= TELL_MS || board.told > now;
        if is_due {
            board.told = now;
        }
        is_due
    }
}

impl Session {
    /// What waits to be carried, by the vault alone.
    pub(crate) fn to_carry(&self) -> Result<Vec<Carried>, Failure> {
        let mut files = self.to_send()?;
        for wanted in self.wanted()? {
            let Some(sha256) = Hash::from_hex(&wanted.sha256) else {
                continue;
            };
            if files.iter().all(|file| file.sha256 != sha256) {
                files.push(Carried {
                    way: Way::Down,
                    sha256,
                    name: wanted.name,
                    bytes: wanted.bytes,
                    media: String::new(),
                    stream: wanted.owner,
                });
            }
        }
        Ok(files)
    }

    fn to_send(&self) -> Result<Vec<Carried>, Failure> {
        let mut files: Vec<Carried> = Vec::new();
        let mut lost = Vec::new();
        for queued in self.queue().0.iter().filter(|one| waits_for_files(one)) {
            let content = queued.content()?;
            let stream = content.case().map(|case| format!("case/{case}"));
            for sha256 in content.needs().map(Hash) {
                match self.store().blob_note(&sha256)? {
                    None => lost.extend(queued.op_id().map(|id| (id, sha256))),
                    Some(note) if note.place == BlobPlace::OnlyHere => {
                        if files.iter().all(|file| file.sha256 != sha256) {
                            files.push(Carried {
                                way: Way::Up,
                                sha256,
                                name: name_in(&content, &sha256),
                                bytes: note.id.size,
                                media: note.media,
                                stream: stream.clone().unwrap_or_default(),
                            });
                        }
                    }
                    Some(_) => {}
                }
            }
        }
        for (id, sha256) in lost {
            let why = Failure::new("blob-missing").with("blob", sha256);
            self.cannot_send(&id, &why)?;
        }
        Ok(files)
    }

    /// The waiting operations whose files the agency does not have yet.
    pub(crate) fn without_files(&self) -> Result<BTreeSet<sync::OpId>, Failure> {
        let mut found = BTreeSet::new();
        for queued in self.queue().0.iter().filter(|one| waits_for_files(one)) {
            for sha256 in queued.content()?.needs().map(Hash) {
                let note = self.store().blob_note(&sha256)?;
                if note.is_none_or(|note| note.place == BlobPlace::OnlyHere) {
                    found.extend(queued.op_id());
                }
            }
        }
        Ok(found)
    }

    /// The agency has this file now.
    pub(crate) fn is_up(&self, sha256: &Hash) -> Result<(), Failure> {
        self.store().write(|tx| {
            tx.delete(Table::Paused, &sha256.to_hex())?;
            tx.blob_arrived(&sha256.0)
        })?;
        self.carrying.pause(sha256, false);
        self.line.push_soon();
        self.listeners.tell(&[Changed::Files, Changed::Sync]);
        Ok(())
    }

    /// This file is here now, for everybody who waited for it.
    pub(crate) fn is_down(&self, id: &BlobId, media: &str) -> Result<(), Failure> {
        let sha256 = id.sha256.to_hex();
        let waited = self.wanted()?;
        let waited: Vec<&Wanted> = waited.iter().filter(|one| one.sha256 == sha256).collect();
        for wanted in &waited {
            self.store()
                .note_blob(id, media, &wanted.owner, BlobPlace::AtAgency, self.now())?;
        }
        self.store().write(|tx| {
            tx.delete(Table::Paused, &sha256)?;
            waited
                .iter()
                .try_for_each(|wanted| tx.delete(Table::Wanted, &wanted.key()))
        })?;
        self.carrying.pause(&id.sha256, false);
        if waited
            .iter()
            .any(|wanted| wanted.owner == office::Stream::Packs.to_string())
        {
            self.line.look_again();
            self.ring();
        }
        self.listeners
            .tell(&[Changed::Files, Changed::Case, Changed::Mine]);
        Ok(())
    }

    /// A file that cannot be carried as it is here, or as it came.
    pub(crate) fn cannot_carry(&self, file: &Carried, why: &Failure) -> Result<(), Failure> {
        if file.way == Way::Down {
            self.line.doubt(&why.code);
            return Ok(());
        }
        for queued in &self.queue().0 {
            let is_of_it = queued.content()?.needs().any(|one| one == file.sha256.0);
            if let (true, true, Some(id)) = (is_of_it, waits_for_files(queued), queued.op_id()) {
                self.cannot_send(&id, why)?;
            }
        }
        Ok(())
    }

    /// Tells the page how far files are, not too often.
    pub(crate) fn tell_carrying(&self) {
        if self.carrying.is_to_be_told(self.now()) {
            self.listeners.tell(&[Changed::Files]);
        }
    }

    /// A person holds a file back, or lets it go on.
    pub(crate) fn pause(&self, sha256: &Hash, paused: bool) -> Result<(), Failure> {
        self.store().write(|tx| match paused {
            true => tx.put(Table::Paused, &sha256.to_hex(), 0, &()),
            false => tx.delete(Table::Paused, &sha256.to_hex()),
        })?;
        self.carrying.pause(sha256, paused);
        self.line.carry_soon();
        self.listeners.tell(&[Changed::Files]);
        Ok(())
    }

    /// A file that came with a case and is not here is wanted after all.
    pub(crate) fn want(&self, wanted: &Wanted) -> Result<(), Failure> {
        self.store()
            .write(|tx| tx.put(Table::Wanted, &wanted.key(), 0, wanted))?;
        self.line.carry_soon();
        self.listeners.tell(&[Changed::Files, Changed::Case]);
        Ok(())
    }

    /// The files on their way, as the queue shows them.
    pub(crate) fn transfers(&self) -> Result<Vec<TransferRow>, Failure> {
        let waiting = self.to_carry()?;
        let board = self.carrying.board();
        let row = |file: Carried| {
            let standing = board.files.get(&file.sha256);
            let rests = standing.and_then(|one| one.rests.as_ref());
            TransferRow {
                key: file.sha256.to_hex(),
                way: match file.way {
                    Way::Up => TransferWay::Up,
                    Way::Down => TransferWay::Down,
                },
                name: file.name,
                done: standing.map_or(0, |one| one.done),
                bytes: file.bytes,
                paused: board.paused.contains(&file.sha256),
                trouble: rests.map(|(why, _)| Sentence {
                    code: why.code.clone(),
                    facts: why.facts.clone(),
                }),
            }
        };
        Ok(waiting.into_iter().map(row).collect())
    }
}

/// A signed operation that has not come to an end, or one that the agency holds
/// because it lacks a file.
fn waits_for_files(queued: &Queued) -> bool {
    let is_missed = |answer: &Sentence| answer.code == "blob-missing";
    queued.is_sealed()
        && match queued.state() {
            State::Waiting | State::Sending => true,
            State::Held => queued.answer.as_ref().is_some_and(is_missed),
            _ => false,
        }
}

fn name_in(content: &office::Content, sha256: &Hash) -> String {
    let attachments = match content {
        office::Content::Submit(submit) => submit.attachments.as_slice(),
        office::Content::Correct(correct) => correct.attachments.as_slice(),
        _ => &[],
    };
    let found = attachments.iter().find(|file| file.sha256 == sha256.0);
    found.map(|file| file.name.clone()).unwrap_or_default()
}
