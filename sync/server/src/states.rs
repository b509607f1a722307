//! What the histories add up to, kept in memory as far as it is used, with the
//! place in the history that each state reflects.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use office::ids::OperationId;
use office::pack::PackRef;
use office::{Event, Fault, Pack, SHAPE, State, Stream, World};
use sync::Hash;
use sync::event::{Head, extend};

use crate::blobs::Blobs;
use crate::storage::{Snapshot, Store, StoreFault};

/// States that are kept in memory.
const STATES_MAX: NonZeroUsize = NonZeroUsize::new(20_000).unwrap();
/// Packs that are kept in memory.
const PACKS_MAX: NonZeroUsize = NonZeroUsize::new(64).unwrap();
/// Records that are read at once.
const PAGE: usize = 1_000;
/// Bytes of records that are read at once.
const PAGE_BYTES: usize = 8 * 1024 * 1024;
/// Events after which the state of a stream is kept on disk.
const SNAPSHOT_EVERY: u64 = 64;

/// A state and where in its history it stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The last event that it reflects.
    pub head: Head,
    /// The state.
    pub state: Arc<State>,
}

/// The committed states of all streams.
pub struct States {
    store: Arc<dyn Store>,
    blobs: Blobs,
    states: Mutex<LruCache<Stream, Standing>>,
    packs: Mutex<LruCache<[u8; 32], Arc<Pack>>>,
}

impl States {
    /// Nothing in memory yet.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, blobs: Blobs) -> Self {
        Self {
            store,
            blobs,
            states: Mutex::new(LruCache::new(STATES_MAX)),
            packs: Mutex::new(LruCache::new(PACKS_MAX)),
        }
    }

    /// The state of a stream as it was last committed.
    ///
    /// # Errors
    /// A [`StoreFault`], also when the history does not hold together.
    pub fn get(&self, stream: &Stream) -> Result<Standing, StoreFault> {
        let known = lock(&self.states).get(stream).cloned();
        if let Some(standing) = known {
            return Ok(standing);
        }
        let standing = self.load(stream)?;
        self.put(stream, &standing);
        Ok(standing)
    }

    /// Keeps a newer state; an older one than is known changes nothing.
    pub fn put(&self, stream: &Stream, standing: &Standing) {
        let mut states = lock(&self.states);
        let newer = states
            .peek(stream)
            .is_none_or(|known| known.head.seq < standing.head.seq);
        if newer {
            states.put(stream.clone(), standing.clone());
        }
    }

    /// Reads a stream anew where the store is known to be ahead of memory: what is written can be read a
    /// moment before its state is here.
    ///
    /// # Errors
    /// A [`StoreFault`], also when the history does not hold together.
    pub fn catch_up(&self, stream: &Stream, seq: u64) -> Result<(), StoreFault> {
        let known = lock(&self.states).peek(stream).map(|known| known.head.seq);
        if known.is_some_and(|known| known < seq) {
            let standing = self.load(stream)?;
            self.put(stream, &standing);
        }
        Ok(())
    }

    /// Forgets all states: another process has written.
    pub fn forget(&self) {
        lock(&self.states).clear();
    }

    /// Keeps on disk the states that grew far enough since the last time.
    ///
    /// # Errors
    /// A [`StoreFault`]; nothing is lost by it.
    pub fn save<'a>(
        &self,
        grown: impl Iterator<Item = (&'a Stream, u64, &'a Standing)>,
    ) -> Result<(), StoreFault> {
        let due =
            grown.filter(|(_, from, now)| from / SNAPSHOT_EVERY < now.head.seq / SNAPSHOT_EVERY);
        let snapshots: Vec<_> = due
            .map(|(stream, _, now)| Snapshot {
                stream: stream.to_string(),
                shape: SHAPE,
                head: now.head,
                state: now.state.to_cache(),
            })
            .collect();
        if snapshots.is_empty() {
            return Ok(());
        }
        self.store.save_snapshots(&snapshots)
    }

    /// Makes a state from its snapshot and the records after it.
    fn load(&self, stream: &Stream) -> Result<Standing, StoreFault> {
        let name = stream.to_string();
        let kept = self
            .store
            .snapshot(&name)?
            .filter(|kept| kept.shape == SHAPE);
        let kept = kept.and_then(|kept| Some((kept.head, State::from_cache(&kept.state)?)));
        let (mut head, mut state) = kept.unwrap_or_else(|| (Head::EMPTY, State::empty(stream)));
        loop {
            let page = self.store.records(&name, head.seq + 1, PAGE, PAGE_BYTES)?;
            if page.is_empty() {
                return Ok(Standing {
                    head,
                    state: Arc::new(state),
                });
            }
            for stored in &page {
                head = apply(&mut state, &name, &head, &stored.bytes)?;
            }
        }
    }
}

/// Makes one record true; answers the new head.
///
/// # Errors
/// [`StoreFault::Damaged`] when it does not follow, or says what nobody knows.
pub(crate) fn apply(
    state: &mut State,
    stream: &str,
    head: &Head,
    bytes: &[u8],
) -> Result<Head, StoreFault> {
    let (record, head) =
        extend(stream, head, bytes).map_err(|error| StoreFault::Damaged(error.to_string()))?;
    let event = Event::from_bytes(&record.body).ok_or_else(|| {
        StoreFault::Damaged(format!("event {} of {stream} is not known", record.seq))
    })?;
    state.apply(&event, record.at, OperationId(record.operation.0));
    Ok(head)
}

impl World for States {
    fn state(&self, stream: &Stream) -> Result<Option<Arc<State>>, Fault> {
        Ok(Some(self.get(stream)?.state))
    }

    fn pack(&self, pack: &PackRef) -> Result<Option<Arc<Pack>>, Fault> {
        let known = lock(&self.packs).get(&pack.sha256).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let Some(bytes) = self
            .blobs
            .read(&Hash(pack.sha256), office::pack::MAX_PACK)?
        else {
            return Ok(None);
        };
        let read = Pack::read(&bytes)
            .map_err(|refusal| StoreFault::Damaged(format!("pack: {refusal}")))?;
        let read = Arc::new(read);
        lock(&self.packs).put(pack.sha256, Arc::clone(&read));
        Ok(Some(read))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // Nothing in these caches is half done between two calls.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
