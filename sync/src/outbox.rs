//! Operations on their way to the agency, as a pure state machine.
//!
//! They leave in order. Only a verdict that was proven ([`Verified`]) decides
//! one; an error page, a time-out or a lost answer only makes it wait. One that
//! is refused or held keeps back the later operations on its own streams, and
//! those alone, until it is withdrawn or decided.

use std::collections::{BTreeMap, BTreeSet};

use crate::verdict::{Decision, Verified};
use crate::{Facts, OpId};

/// First ceiling of the wait after a failure, ms.
pub const RETRY_BASE_MS: i64 = 1_000;
/// Highest ceiling of the wait, ms.
pub const RETRY_CAP_MS: i64 = 120_000;

/// How far an operation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// To be sent.
    Waiting,
    /// On its way; no answer yet.
    Sending,
    /// A person at the agency looks at it first.
    Held,
    /// The agency said no.
    Refused,
    /// The agency said yes.
    Accepted,
    /// The person took it back, before it left or after it was refused.
    Withdrawn,
}

impl State {
    /// Every state with its stable name.
    pub const NAMES: [(Self, &'static str); 6] = [
        (Self::Waiting, "waiting"),
        (Self::Sending, "sending"),
        (Self::Held, "held"),
        (Self::Refused, "refused"),
        (Self::Accepted, "accepted"),
        (Self::Withdrawn, "withdrawn"),
    ];

    /// Stable name, as stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(state, _)| *state == self);
        found.map_or("waiting", |(_, name)| name)
    }

    /// Reads [`State::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(state, _)| *state)
    }

    /// Accepted and withdrawn are ends.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Accepted | Self::Withdrawn)
    }
}

/// One operation in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The operation.
    pub id: OpId,
    /// Its place: lower leaves first.
    pub order: u64,
    /// Size of the signed bytes.
    pub bytes: usize,
    /// The streams that it touches.
    pub streams: BTreeSet<String>,
    /// How far it has come.
    pub state: State,
    /// It has left at least once, so the agency may have it: it cannot be
    /// taken back any more without its verdict.
    pub sent: bool,
}

/// A change of state, for the vault to write down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The operation.
    pub id: OpId,
    /// Before.
    pub from: State,
    /// After.
    pub to: State,
}

/// Why the outbox does not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPossible {
    /// No operation of this name is here.
    #[error("operation {0} is not in the outbox")]
    Unknown(OpId),
    /// It is here already.
    #[error("operation {0} is in the outbox already")]
    Twice(OpId),
    /// Its place is taken, or before the last one.
    #[error("place {0} is not after the last one")]
    Order(u64),
    /// It may have reached the agency, or is decided.
    #[error("operation {id} is {} and cannot be taken back", state.name())]
    TooLate {
        /// The operation.
        id: OpId,
        /// How far it has come.
        state: State,
    },
}

impl NotPossible {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "outbox-unknown",
            Self::Twice(_) => "outbox-twice",
            Self::Order(_) => "outbox-order",
            Self::TooLate { .. } => "outbox-too-late",
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::Unknown(id) | Self::Twice(id) => crate::facts([("operation", id.to_hex())]),
            Self::Order(order) => crate::facts([("order", order.to_string())]),
            Self::TooLate { id, state } => crate::facts([
                ("operation", id.to_hex()),
                ("state", state.name().to_owned()),
            ]),
        }
    }
}

/// The operations that wait, and when to try again.
#[derive(Debug, Clone, Default)]
pub struct Outbox {
    entries: BTreeMap<u64, Entry>,
    places: BTreeMap<OpId, u64>,
    failures: u32,
    retry_at: Option<i64>,
}

impl Outbox {
    /// The outbox as it was written down. What was on its way when the program
    /// ended waits again: the agency knows an operation by its id and answers a
    /// second copy with the first verdict.
    ///
    /// # Errors
    /// [`NotPossible::Twice`] or [`NotPossible::Order`].
    pub fn restore(entries: impl IntoIterator<Item = Entry>) -> Result<Self, NotPossible> {
        let mut outbox = Self::default();
        for mut entry in entries {
            if entry.state == State::Sending {
                entry.state = State::Waiting;
                entry.sent = true;
            }
            outbox.insert(entry)?;
        }
        Ok(outbox)
    }

    /// Puts a new operation last; answers its place.
    ///
    /// # Errors
    /// [`NotPossible::Twice`]; [`NotPossible::Order`] when places are used up.
    pub fn add(
        &mut self,
        id: OpId,
        bytes: usize,
        streams: BTreeSet<String>,
    ) -> Result<u64, NotPossible> {
        let last = self.entries.keys().next_back().copied().unwrap_or(0);
        let order = last.checked_add(1).ok_or(NotPossible::Order(last))?;
        self.insert(Entry {
            id,
            order,
            bytes,
            streams,
            state: State::Waiting,
            sent: false,
        })?;
        Ok(order)
    }

    /// Every operation, in order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// The operation of this name.
    #[must_use]
    pub fn entry(&self, id: &OpId) -> Option<&Entry> {
        self.entries.get(self.places.get(id)?)
    }

    /// When to try next, if a failure made us wait: ms since 1970 UTC.
    #[must_use]
    pub fn retry_at(&self) -> Option<i64> {
        self.retry_at
    }

    /// The network came back: the wait is over.
    pub fn on_reachable(&mut self) {
        self.retry_at = None;
    }

    /// Which refused or held operation keeps this one back, if one does.
    #[must_use]
    pub fn blocked_by(&self, id: &OpId) -> Option<OpId> {
        let entry = self.entry(id)?;
        self.entries
            .range(..entry.order)
            .map(|(_, before)| before)
            .find(|before| stops(before) && !before.streams.is_disjoint(&entry.streams))
            .map(|before| before.id)
    }

    /// What to send now, in order; what is given out is on its way until its
    /// verdict or [`Outbox::on_failure`]. Empty while an earlier batch is on
    /// its way, before [`Outbox::retry_at`], and when all that waits is kept
    /// back. An operation larger than `max_bytes` goes alone.
    pub fn next_batch(&mut self, max_ops: usize, max_bytes: usize, now_ms: i64) -> Vec<OpId> {
        self.next_ready(max_ops, max_bytes, now_ms, &|_| true)
    }

    /// The same, without those that are not ready, such as operations whose
    /// files are still going up; these keep back the later ones on their streams.
    pub fn next_ready(
        &mut self,
        max_ops: usize,
        max_bytes: usize,
        now_ms: i64,
        is_ready: &dyn Fn(&OpId) -> bool,
    ) -> Vec<OpId> {
        let resting = self.retry_at.is_some_and(|at| now_ms < at);
        if resting
            || self
                .entries
                .values()
                .any(|entry| entry.state == State::Sending)
        {
            return Vec::new();
        }
        let mut closed: BTreeSet<&str> = BTreeSet::new();
        let mut places = Vec::new();
        let mut bytes = 0usize;
        for (place, entry) in &self.entries {
            if stops(entry) {
                closed.extend(entry.streams.iter().map(String::as_str));
            }
            let free = !entry
                .streams
                .iter()
                .any(|stream| closed.contains(stream.as_str()));
            if entry.state != State::Waiting || !free {
                continue;
            }
            if !is_ready(&entry.id) {
                closed.extend(entry.streams.iter().map(String::as_str));
                continue;
            }
            let total = bytes.saturating_add(entry.bytes);
            if places.len() == max_ops || (total > max_bytes && !places.is_empty()) {
                break;
            }
            bytes = total;
            places.push(*place);
        }
        places
            .into_iter()
            .filter_map(|place| self.dispatch(place))
            .collect()
    }

    /// Takes a proven verdict. `None` when it changes nothing: of an operation
    /// that is not here, or that is decided already (no later word undoes an
    /// accepted one, and a refused one stays so unless it is accepted after all).
    pub fn on_verdict(&mut self, verified: &Verified) -> Option<Moved> {
        let verdict = verified.verdict();
        let entry = self.entries.get_mut(self.places.get(&verdict.operation)?)?;
        let (from, to) = (entry.state, state_after(verdict.decision));
        self.failures = 0;
        self.retry_at = None;
        let open = matches!(from, State::Waiting | State::Sending | State::Held);
        let late_yes = to == State::Accepted && from != State::Accepted;
        if from == to || !(open || late_yes) {
            return None;
        }
        entry.state = to;
        entry.sent = true;
        Some(Moved {
            id: entry.id,
            from,
            to,
        })
    }

    /// No answer, or an answer without a verdict for all that was sent: what is
    /// still on its way waits again. Answers when to try next: full jitter,
    /// uniform in `0 ..= min(cap, base * 2^failures)` after `now_ms` by
    /// `random`, but not before `not_before_ms` (the server's Retry-After).
    pub fn on_failure(&mut self, now_ms: i64, random: u64, not_before_ms: Option<i64>) -> i64 {
        for entry in self.entries.values_mut() {
            if entry.state == State::Sending {
                entry.state = State::Waiting;
            }
        }
        let factor = 1i64.checked_shl(self.failures.min(30)).unwrap_or(i64::MAX);
        let ceiling = RETRY_BASE_MS.saturating_mul(factor).min(RETRY_CAP_MS);
        self.failures = self.failures.saturating_add(1);
        let wait = i64::try_from(random % (ceiling.unsigned_abs() + 1)).unwrap_or(ceiling);
        let at = now_ms
            .saturating_add(wait)
            .max(not_before_ms.unwrap_or(i64::MIN));
        self.retry_at = Some(at);
        at
    }

    /// The person takes back an operation that has not left, or puts a refused
    /// one aside; either frees its streams.
    ///
    /// # Errors
    /// [`NotPossible::TooLate`] when the agency may have it, or has decided.
    pub fn withdraw(&mut self, id: &OpId) -> Result<Moved, NotPossible> {
        let unknown = NotPossible::Unknown(*id);
        let place = self.places.get(id).ok_or(unknown.clone())?;
        let entry = self.entries.get_mut(place).ok_or(unknown)?;
        let (from, to) = (entry.state, State::Withdrawn);
        let unsent = from == State::Waiting && !entry.sent;
        if !unsent && from != State::Refused {
            return Err(NotPossible::TooLate {
                id: *id,
                state: from,
            });
        }
        entry.state = to;
        Ok(Moved { id: *id, from, to })
    }

    /// Follows what is written down: operations that are not in it any more are
    /// dropped, whatever they are waiting for, and a decision counts when it is
    /// written and only then. Whether an open one is on its way just now is not
    /// touched, nor how long the outbox rests.
    pub fn follow(&mut self, written: &BTreeMap<OpId, State>) {
        let is_open = |state: State| matches!(state, State::Waiting | State::Sending);
        self.entries.retain(|_, entry| {
            let Some(state) = written.get(&entry.id).copied() else {
                return false;
            };
            if !is_open(state) {
                entry.state = state;
            } else if !is_open(entry.state) {
                entry.state = State::Waiting;
            }
            true
        });
        self.places.retain(|id, _| written.contains_key(id));
    }

    fn insert(&mut self, entry: Entry) -> Result<(), NotPossible> {
        if self.places.contains_key(&entry.id) {
            return Err(NotPossible::Twice(entry.id));
        }
        let last = self.entries.keys().next_back();
        if last.is_some_and(|last| *last >= entry.order) {
            return Err(NotPossible::Order(entry.order));
        }
        self.places.insert(entry.id, entry.order);
        self.entries.insert(entry.order, entry);
        Ok(())
    }

    fn dispatch(&mut self, place: u64) -> Option<OpId> {
        let entry = self.entries.get_mut(&place)?;
        entry.state = State::Sending;
        entry.sent = true;
        Some(entry.id)
    }
}

fn stops(entry: &Entry) -> bool {
    matches!(entry.state, State::Refused | State::Held)
}

fn state_after(decision: Decision) -> State {
    match decision {
        Decision::Accepted => State::Accepted,
        Decision::Refused => State::Refused,
        Decision::Held => State::Held,
    }
}
