//! What a signer had seen, held against the agency's own history.

use office::{Content, Refusal, Stream};
use sync::event::{EVENT_BYTES_MAX, Record, StreamHead};

use super::Proven;
use super::round::Round;
use crate::storage::StoreFault;

/// The signer's case is not the agency's.
pub(super) const SEEN_OTHER: &str = "operation-seen-other";

/// The agency's own times of what a signer had seen, ms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// The latest of all: what was signed after it was not signed before.
    pub latest: Option<i64>,
    /// That of the case which the operation is about.
    pub case: Option<i64>,
}

impl Round<'_> {
    /// Only heads that our histories hold are believed. One of the operation's own case that they do
    /// not hold is refused: what was signed is not what stands there, and the case file would say so
    /// for ever.
    pub(super) fn seen(&self, proven: &Proven) -> Result<Result<Seen, Refusal>, StoreFault> {
        let content = Content::from_bytes(&proven.operation.content).ok();
        let case = content.as_ref().and_then(Content::case);
        let case = case.map(|case| Stream::Case(case.clone()).to_string());
        let mut seen = Seen::default();
        for head in &proven.operation.seen {
            let is_case = case.as_ref() == Some(&head.stream);
            match self.time_of(head)? {
                Some(at) => {
                    seen.latest = seen.latest.max(Some(at));
                    if is_case {
                        seen.case = seen.case.max(Some(at));
                    }
                }
                None if is_case => {
                    return Ok(Err(Refusal::new(SEEN_OTHER).with("seq", head.seq)));
                }
                None => {}
            }
        }
        Ok(Ok(seen))
    }

    fn time_of(&self, head: &StreamHead) -> Result<Option<i64>, StoreFault> {
        let store = &self.desk.store;
        let found = store.records(&head.stream, head.seq, 1, EVENT_BYTES_MAX)?;
        let stored = found.first().filter(|stored| stored.hash == head.hash);
        let record = stored.and_then(|stored| Record::read(&stored.bytes).ok());
        Ok(record.map(|record| record.at))
    }
}
