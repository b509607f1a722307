//! What a device is told: which streams changed, as far as its person may see
//! them, and which it must forget; then the records themselves.

use std::collections::BTreeSet;

use minicbor::{Decode, Encode};
use office::civil;
use office::ids::PersonId;
use office::{Reading as _, Stream};
use sync::cbor::ByteLists;
use sync::event::StreamHead;
use sync::wire::{CHANGES_MAX, Changes, PUSH_OPS_MAX, Pull, PullFrom, Pulled, PulledStream};
use sync::{Hash, OpId, cbor};

use crate::agency::Agency;
use crate::storage::{FeedItem, StoreFault};

/// Streams or lines of the feed that are looked at at once.
const PAGE: usize = 1_000;
/// Bytes of records and operations in one answer.
const PULL_BYTES: usize = 12 * 1024 * 1024;
/// Largest cursor, in bytes.
const CURSOR_BYTES_MAX: usize = 256;
/// Why a stream is not sent. A stream that is not there is answered alike.
pub const NOT_VISIBLE: &str = "stream-not-visible";

/// A person at a device, proven by its certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub device: String,
}

/// How far a device was told. To the device it is opaque; it proves nothing,
/// and what may be seen is asked anew each time.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Cursor {
    /// Place in the feed.
    #[n(1)]
    position: u64,
    /// What decided the scope when it was told. When that changes, all streams
    /// are walked through again.
    #[n(2)]
    scope: Hash,
    /// While walking through all streams: the last one that was looked at.
    #[n(3)]
    walk: Option<String>,
}

/// An answer that is being put together.
struct Telling<'a> {
    agency: &'a Agency,
    reader: &'a Reader,
    answer: Changes,
}

impl Telling<'_> {
    fn said(&self) -> bool {
        let answer = &self.answer;
        !(answer.streams.is_empty() && answer.revoked.is_empty() && answer.verdicts.is_empty())
    }

    fn full(&self) -> bool {
        self.answer.streams.len() + PAGE > CHANGES_MAX
            || self.answer.revoked.len() + PAGE > CHANGES_MAX
            || self.answer.verdicts.len() == PUSH_OPS_MAX
    }

    fn stream(&mut self, head: StreamHead) -> Result<(), StoreFault> {
        let Ok(stream) = head.stream.parse::<Stream>() else {
            return Ok(());
        };
        let person = &self.reader.person;
        if self.agency.may_see_at(person, &stream, head.seq)? {
            self.answer.streams.push(head);
        } else if self
            .agency
            .store
            .was_shown(&self.reader.device, &head.stream)?
        {
            self.answer.revoked.push(head.stream);
        }
        Ok(())
    }

    fn verdict(&mut self, id: &OpId) -> Result<(), StoreFault> {
        let found = self.agency.store.verdict(id)?;
        let own = found.filter(|verdict| verdict.actor == self.reader.person.as_str());
        self.answer
            .verdicts
            .extend(own.map(|verdict| verdict.bytes));
        Ok(())
    }

    /// Goes on through all streams by name; none when it came to the end.
    fn walk(&mut self, after: &str) -> Result<Option<String>, StoreFault> {
        let page = self.agency.store.heads(after, PAGE)?;
        let last = page
            .last()
            .filter(|_| page.len() == PAGE)
            .map(|head| head.stream.clone());
        for head in page {
            self.stream(head)?;
        }
        Ok(last)
    }

    /// Goes on through the feed; answers the new place and whether there is more.
    fn feed(&mut self, after: u64) -> Result<(u64, bool), StoreFault> {
        let page = self.agency.store.feed(after, PAGE)?;
        let (mut seen, mut position) = (BTreeSet::new(), after);
        let whole = page.len() < PAGE;
        for entry in page {
            if self.answer.verdicts.len() == PUSH_OPS_MAX {
                return Ok((position, true));
            }
            position = entry.position;
            match entry.what {
                FeedItem::Decided(id) => self.verdict(&id)?,
                FeedItem::Stream(name) if seen.insert(name.clone()) => {
                    let head = self.agency.store.head(&name)?;
                    self.stream(StreamHead::new(&name, head))?;
                }
                FeedItem::Stream(_) => {}
            }
        }
        Ok((position, !whole))
    }
}

impl Agency {
    /// What is news to a device since a cursor (empty for the beginning). An
    /// answer that says nothing still has the cursor from which to go on.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn changes(&self, reader: &Reader, cursor: &[u8]) -> Result<Changes, StoreFault> {
        let mut cursor = self.cursor_of(reader, cursor)?;
        let answer = Changes {
            streams: Vec::new(),
            revoked: Vec::new(),
            cursor: Vec::new(),
            more: true,
            verdicts: Vec::new(),
        };
        let mut telling = Telling {
            agency: self,
            reader,
            answer,
        };
        while telling.answer.more && !telling.full() {
            if let Some(after) = cursor.walk.take() {
                cursor.walk = telling.walk(&after)?;
            } else {
                let (position, more) = telling.feed(cursor.position)?;
                cursor.position = position;
                telling.answer.more = more;
            }
            if telling.said() && telling.answer.streams.len() >= PAGE {
                break;
            }
        }
        let mut answer = telling.answer;
        settle(&mut answer);
        let names: Vec<_> = answer
            .streams
            .iter()
            .map(|head| head.stream.clone())
            .collect();
        self.store.show(&reader.device, &names)?;
        answer.cursor = cbor::encode(&cursor);
        Ok(answer)
    }

    /// Where to go on from: a scope that has changed, and a place that this
    /// server never had (it was restored from a copy), walk through everything.
    fn cursor_of(&self, reader: &Reader, bytes: &[u8]) -> Result<Cursor, StoreFault> {
        let (scope, end) = (self.scope_of(reader)?, self.store.feed_end()?);
        let anew = |position| Cursor {
            position,
            scope,
            walk: Some(String::new()),
        };
        match cbor::decode::<Cursor>(bytes, CURSOR_BYTES_MAX) {
            Ok(cursor) if cursor.position > end => Ok(anew(end)),
            Ok(cursor) if cursor.scope != scope => Ok(anew(cursor.position)),
            Ok(cursor) => Ok(cursor),
            Err(_) => {
                self.store.unshow(&reader.device)?;
                Ok(anew(end))
            }
        }
    }

    /// Records of streams, as far as the reader may see them.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn pull(&self, reader: &Reader, pull: &Pull) -> Result<Pulled, StoreFault> {
        let mut left = Room {
            records: usize::try_from(pull.limit).unwrap_or(usize::MAX),
            bytes: PULL_BYTES,
        };
        let mut streams = Vec::new();
        for wanted in &pull.streams {
            if left.records == 0 || left.bytes == 0 {
                break;
            }
            streams.push(self.pull_one(reader, wanted, &mut left)?);
        }
        Ok(Pulled { streams })
    }

    fn pull_one(
        &self,
        reader: &Reader,
        wanted: &PullFrom,
        left: &mut Room,
    ) -> Result<PulledStream, StoreFault> {
        let mut pulled = PulledStream {
            stream: wanted.stream.clone(),
            records: Vec::new(),
            operations: Vec::new(),
            more: false,
            refused: None,
            verdicts: None,
        };
        let stream = wanted.stream.parse::<Stream>().ok();
        let visible = match &stream {
            Some(stream) => self.may_see(&reader.person, stream)?,
            None => false,
        };
        if !visible {
            pulled.refused = Some(NOT_VISIBLE.to_owned());
            return Ok(pulled);
        }
        let records =
            self.store
                .records(&wanted.stream, wanted.from_seq, left.records, left.bytes)?;
        let of_case = matches!(stream, Some(Stream::Case(_)));
        let (mut sent, mut words) = (BTreeSet::new(), Vec::new());
        let mut next = wanted.from_seq;
        for record in records {
            if left.records == 0 || left.bytes == 0 {
                break;
            }
            left.take(record.bytes.len());
            if of_case && sent.insert(record.operation) {
                let operation = self.store.operation(&record.operation)?;
                left.bytes = left
                    .bytes
                    .saturating_sub(operation.as_ref().map_or(0, Vec::len));
                pulled.operations.extend(operation);
                let word = self.store.verdict(&record.operation)?;
                words.extend(word.map(|word| word.bytes));
            }
            pulled.records.push(record.bytes);
            next += 1;
        }
        left.bytes = left.bytes.saturating_sub(words.iter().map(Vec::len).sum());
        pulled.verdicts = Some(ByteLists(words)).filter(|words| !words.0.is_empty());
        pulled.more = self.store.head(&wanted.stream)?.seq >= next;
        Ok(pulled)
    }

    /// All that decides what a person may see and that no stream's own growth
    /// tells: the organisation, the day, and for whom the person stands in now.
    fn scope_of(&self, reader: &Reader) -> Result<Hash, StoreFault> {
        let now = civil::wall(self.now());
        let org = self.org()?;
        let mut parts = vec![
            self.states.get(&Stream::Org)?.head.hash.to_hex(),
            now.date().to_string(),
        ];
        for unit in org.units.keys() {
            let away = self
                .states
                .away(unit)
                .map_err(|fault| StoreFault::Database(fault.to_string()))?;
            let Some(away) = away else { continue };
            let current = away
                .absences
                .values()
                .filter(|one| !one.asked && one.from <= now && now < one.to);
            let stands_in = current.filter(|one| {
                one.deputy.as_ref() == Some(&reader.person)
                    || org
                        .deputies_of(&one.person, now.date())
                        .contains(&&reader.person)
            });
            parts.extend(stands_in.map(|one| one.case.to_string()));
            let named = away.deputations.values().filter(|kept| {
                let asked = &kept.deputation;
                let named = [&asked.principal, &asked.deputy, &asked.asked_by];
                named.contains(&&reader.person) && now < asked.to
            });
            parts.extend(named.map(|kept| {
                let id = &kept.deputation.id;
                format!("{unit}/{id} {}", kept.is_in_force(self.now()))
            }));
        }
        Ok(Hash::of(parts.join("\n").as_bytes()))
    }
}

/// How much more an answer may hold.
struct Room {
    records: usize,
    bytes: usize,
}

impl Room {
    fn take(&mut self, bytes: usize) {
        self.records -= 1;
        self.bytes = self.bytes.saturating_sub(bytes);
    }
}

/// Each stream once, at its newest; what may be seen after all is not forgotten.
fn settle(answer: &mut Changes) {
    answer.streams.sort();
    answer.streams.reverse();
    answer.streams.dedup_by(|a, b| a.stream == b.stream);
    answer.streams.reverse();
    answer.revoked.sort();
    answer.revoked.dedup();
    let seen: BTreeSet<_> = answer
        .streams
        .iter()
        .map(|head| head.stream.as_str())
        .collect();
    answer.revoked.retain(|name| !seen.contains(name.as_str()));
}
