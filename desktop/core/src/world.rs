//! The world of this computer: what the agency said, and on top of it what
//! still waits to be sent, decided by the same code.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;
use office::decide::Change;
use office::ids::OperationId;
use office::pack::PackRef;
use office::{Decision, Fault, Pack, Refusal, State, Stream, World, decide};
use sync::event::Head;

use crate::Failure;
use crate::queue::Queued;
use crate::store::Store;
use crate::texts::Texts;

/// States of streams that stay in memory.
const STATES: NonZeroUsize = match NonZeroUsize::new(4_000) {
    Some(count) => count,
    None => NonZeroUsize::MIN,
};

/// What is kept in memory; everything of it is in the vault too.
pub(crate) struct Memory {
    /// The streams that the agency shows to this person.
    pub heads: BTreeMap<Stream, Head>,
    base: LruCache<Stream, Arc<State>>,
    overlay: BTreeMap<Stream, Arc<State>>,
    packs: BTreeMap<PackRef, Arc<Pack>>,
    texts: BTreeMap<PackRef, Arc<Texts>>,
}

/// The known states with the store behind them.
pub(crate) struct Known {
    pub store: Store,
    pub me: office::ids::PersonId,
    memory: Mutex<Memory>,
}

impl Known {
    pub(crate) fn new(store: Store, me: office::ids::PersonId) -> Result<Self, Failure> {
        let heads = store.heads()?;
        let memory = Memory {
            heads,
            base: LruCache::new(STATES),
            overlay: BTreeMap::new(),
            packs: BTreeMap::new(),
            texts: BTreeMap::new(),
        };
        Ok(Self {
            store,
            me,
            memory: Mutex::new(memory),
        })
    }

    pub(crate) fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the agency said of a stream that it shows.
    fn base(&self, stream: &Stream) -> Result<Option<Arc<State>>, Failure> {
        let head = {
            let mut memory = self.memory();
            if let Some(state) = memory.base.get(stream) {
                return Ok(Some(Arc::clone(state)));
            }
            match memory.heads.get(stream) {
                Some(head) => *head,
                None => return Ok(None),
            }
        };
        let state = Arc::new(self.store.state(stream, &head)?);
        self.memory().base.put(stream.clone(), Arc::clone(&state));
        Ok(Some(state))
    }

    /// The plain texts of a pack.
    ///
    /// # Errors
    /// `pack-missing`, `pack-changed`.
    pub(crate) fn texts(&self, pack: &PackRef) -> Result<Arc<Texts>, Failure> {
        if let Some(found) = self.memory().texts.get(pack) {
            return Ok(Arc::clone(found));
        }
        let missing = || Failure::new("pack-missing").with("version", pack.version);
        let texts = Arc::new(Texts::of(&*self.the_pack(pack)?.ok_or_else(missing)?));
        self.memory().texts.insert(pack.clone(), Arc::clone(&texts));
        Ok(texts)
    }

    fn the_pack(&self, pack: &PackRef) -> Result<Option<Arc<Pack>>, Failure> {
        if let Some(found) = self.memory().packs.get(pack) {
            return Ok(Some(Arc::clone(found)));
        }
        let Some(bytes) = self
            .store
            .agency_blob(&pack.sha256, &Stream::Packs.to_string())?
        else {
            return Ok(None);
        };
        if sync::Hash::of(&bytes).0 != pack.sha256 {
            return Err(Failure::new("pack-changed").with("version", pack.version));
        }
        let read = Arc::new(Pack::read(&bytes)?);
        self.memory().packs.insert(pack.clone(), Arc::clone(&read));
        Ok(Some(read))
    }
}

/// The world at a moment, with changes that are not yet durable.
pub(crate) struct Staged<'a> {
    known: &'a Known,
    /// The moment, ms.
    pub now: i64,
    /// Heads that moved.
    pub heads: BTreeMap<Stream, Head>,
    /// Streams that are no longer shown to this person.
    pub gone: BTreeSet<Stream>,
    /// States that the agency changed.
    pub base: BTreeMap<Stream, Arc<State>>,
    overlay: Option<BTreeMap<Stream, Arc<State>>>,
}

impl World for Staged<'_> {
    fn state(&self, stream: &Stream) -> Result<Option<Arc<State>>, Fault> {
        let waiting = match &self.overlay {
            Some(overlay) => overlay.get(stream).cloned(),
            None => self.known.memory().overlay.get(stream).cloned(),
        };
        match waiting {
            Some(state) => Ok(Some(state)),
            None => self.told(stream),
        }
    }

    fn pack(&self, pack: &PackRef) -> Result<Option<Arc<Pack>>, Fault> {
        self.known.the_pack(pack).map_err(Failure::into_fault)
    }
}

/// What the agency sent and nothing else: what is not here may not be asked for while it is being
/// found out whether it may be seen.
struct Told<'a>(&'a Staged<'a>);

impl World for Told<'_> {
    fn state(&self, stream: &Stream) -> Result<Option<Arc<State>>, Fault> {
        let staged = self.0;
        match stream {
            Stream::Account(_) | Stream::Away(_) => staged.sent(stream),
            _ => staged.state(stream),
        }
    }

    fn pack(&self, pack: &PackRef) -> Result<Option<Arc<Pack>>, Fault> {
        self.0.pack(pack)
    }
}

impl<'a> Staged<'a> {
    /// The plain texts of a pack.
    ///
    /// # Errors
    /// `pack-missing`, `pack-changed`.
    pub(crate) fn texts(&self, pack: &PackRef) -> Result<Arc<Texts>, Failure> {
        self.known.texts(pack)
    }

    pub(crate) fn new(known: &'a Known, now: i64) -> Self {
        Self {
            known,
            now,
            heads: BTreeMap::new(),
            gone: BTreeSet::new(),
            base: BTreeMap::new(),
            overlay: None,
        }
    }

    /// The state that the agency sent, if it sent one.
    fn sent(&self, stream: &Stream) -> Result<Option<Arc<State>>, Fault> {
        if let Some(state) = self.base.get(stream) {
            return Ok(Some(Arc::clone(state)));
        }
        if self.gone.contains(stream) {
            return Ok(None);
        }
        self.known.base(stream).map_err(Failure::into_fault)
    }

    /// The state without what waits to be sent.
    pub(crate) fn told(&self, stream: &Stream) -> Result<Option<Arc<State>>, Fault> {
        if let Some(state) = self.sent(stream)? {
            return Ok(Some(state));
        }
        let empty = || Ok(Some(Arc::new(State::empty(stream))));
        match stream {
            Stream::Org | Stream::Calendar | Stream::Packs | Stream::Case(_) => empty(),
            Stream::Series(_) => Ok(None),
            Stream::Account(_) | Stream::Away(_) => {
                if office::scope::may_see(&Told(self), &self.known.me, stream, self.now)? {
                    empty()
                } else {
                    Ok(None)
                }
            }
        }
    }

    /// The state of a stream that the agency is about to change.
    pub(crate) fn base_of(&self, stream: &Stream) -> Result<State, Failure> {
        if let Some(state) = self.base.get(stream) {
            return Ok(State::clone(state));
        }
        let known = if self.gone.contains(stream) {
            None
        } else {
            self.known.base(stream)?
        };
        Ok(known.map_or_else(|| State::empty(stream), |state| State::clone(&state)))
    }

    /// Where a stream ends.
    pub(crate) fn head(&self, stream: &Stream) -> Head {
        if let Some(head) = self.heads.get(stream) {
            return *head;
        }
        if self.gone.contains(stream) {
            return Head::EMPTY;
        }
        self.known
            .memory()
            .heads
            .get(stream)
            .copied()
            .unwrap_or(Head::EMPTY)
    }

    fn put(&mut self, changes: &[Change], id: OperationId) -> Result<(), Fault> {
        for change in changes {
            let Some(mut state) = self.state(&change.stream)? else {
                continue;
            };
            Arc::make_mut(&mut state).apply(&change.event, self.now, id);
            self.overlay
                .get_or_insert_default()
                .insert(change.stream.clone(), state);
        }
        Ok(())
    }

    /// Decides one more operation on top of those that wait.
    pub(crate) fn add(&mut self, queued: &Queued) -> Result<Result<Vec<Change>, Refusal>, Failure> {
        if self.overlay.is_none() {
            self.overlay = Some(self.known.memory().overlay.clone());
        }
        let operation = queued.operation(&self.known.me)?;
        match decide(&*self, &operation, self.now)? {
            Decision::Accepted(changes) => {
                self.put(&changes, operation.id)?;
                Ok(Ok(changes))
            }
            Decision::Refused(refusal) => Ok(Err(refusal)),
        }
    }

    /// Decides all that waits anew on what the agency said; answers with what
    /// would be refused now.
    pub(crate) fn redecide<'q>(
        &mut self,
        waiting: impl IntoIterator<Item = &'q Queued>,
    ) -> Result<Vec<(String, Refusal)>, Failure> {
        self.overlay = Some(BTreeMap::new());
        let mut refused = Vec::new();
        for queued in waiting {
            if let Err(refusal) = self.add(queued)? {
                refused.push((queued.key.clone(), refusal));
            }
        }
        Ok(refused)
    }

    /// What the operations that wait make of one stream, in order.
    pub(crate) fn made_by<'q>(
        &self,
        waiting: impl IntoIterator<Item = &'q Queued>,
        stream: &Stream,
    ) -> Result<Vec<office::Event>, Failure> {
        let mut anew = Staged::new(self.known, self.now);
        anew.overlay = Some(BTreeMap::new());
        let mut made = Vec::new();
        for queued in waiting {
            let changes = anew.add(queued)?.unwrap_or_default();
            let here = changes
                .into_iter()
                .filter(|change| change.stream == *stream);
            made.extend(here.map(|change| change.event));
        }
        Ok(made)
    }

    /// Nothing happened but that one more operation was decided on top.
    pub(crate) fn is_only_added_to(&self) -> bool {
        self.overlay.is_some() && self.base.is_empty() && self.gone.is_empty()
    }

    /// The streams whose state is not what it was, by this or by what waits.
    pub(crate) fn touched(&self) -> BTreeSet<Stream> {
        let memory = self.known.memory();
        let mut touched: BTreeSet<Stream> = self.base.keys().chain(&self.gone).cloned().collect();
        let waiting = self.overlay.as_ref().unwrap_or(&memory.overlay);
        let stayed = |stream: &Stream, state: &Arc<State>| {
            let before = memory.overlay.get(stream);
            before.is_some_and(|before| Arc::ptr_eq(before, state))
        };
        let moved = waiting
            .iter()
            .filter(|(stream, state)| !stayed(stream, state));
        touched.extend(moved.map(|(stream, _)| stream.clone()));
        let ended = memory
            .overlay
            .keys()
            .filter(|stream| !waiting.contains_key(*stream));
        touched.extend(ended.cloned());
        touched
    }

    /// The streams that the changes of operations that wait lie on.
    pub(crate) fn is_provisional(&self, stream: &Stream) -> bool {
        match &self.overlay {
            Some(overlay) => overlay.contains_key(stream),
            None => self.known.memory().overlay.contains_key(stream),
        }
    }

    /// Takes what is durable now into memory.
    pub(crate) fn settle(self) {
        let mut memory = self.known.memory();
        for stream in &self.gone {
            memory.heads.remove(stream);
            memory.base.pop(stream);
        }
        memory.heads.extend(self.heads);
        for (stream, state) in self.base {
            memory.base.put(stream, state);
        }
        if let Some(overlay) = self.overlay {
            memory.overlay = overlay;
        }
    }
}
