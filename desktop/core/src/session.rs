//! An open vault at work: who sits here, what is known, what is on its way.

mod asking;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use office::World;
use office::ids::{CaseId, PersonId};
use office::org::Org;
use office::world::Reading;
use office::{Stream, civil};
use sync::outbox::{Outbox, State};

use crate::card::CardDesk;
use crate::carrying::Carrying;
use crate::changes::{Changed, Listeners};
use crate::clock::Clock;
use crate::directory::Directory;
use crate::finder::Finder;
use crate::queue::{Queue, Queued};
use crate::rows;
use crate::store::{Identity, Store, Table, Tx};
use crate::taking::Taking;
use crate::views::{Sentence, Settings, Signed};
use crate::world::{Known, Staged};
use crate::{Failure, topics};

/// An open vault with everything that works on it. All methods may be called
/// from any thread; writers take turns.
pub(crate) struct Session {
    pub known: Known,
    pub identity: Identity,
    pub clock: Arc<dyn Clock>,
    pub finder: Finder,
    pub listeners: Arc<Listeners>,
    pub line: crate::sync_loop::Line,
    /// Files on their way to and from the agency.
    pub carrying: Carrying,
    /// Files that drafts are taking in.
    pub taking: Taking,
    /// The card in this computer's reader.
    pub card: CardDesk,
    /// Held while a draft is read, changed and written.
    drafting: Mutex<()>,
    queue: Mutex<Queue>,
    outbox: Mutex<Outbox>,
    writing: Mutex<()>,
    bell: Bell,
    directory: Mutex<Option<Arc<Directory>>>,
}

/// Wakes the worker.
#[derive(Default)]
struct Bell {
    rung: Mutex<(bool, bool)>,
    condvar: Condvar,
    /// When it last rang.
    last: Mutex<Option<Instant>>,
}

/// What a change of the queue adds to its transaction.
pub(crate) type Beside<'a> = &'a dyn Fn(&Tx<'_>) -> Result<(), Failure>;
/// What an operation adds to the transaction that keeps it.
pub(crate) type BesideAct<'a> = &'a dyn Fn(&Tx<'_>, &Signed) -> Result<(), Failure>;

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    /// Starts work on an open vault: what waits is decided again, because the
    /// program may be newer than the one that decided it.
    pub(crate) fn start(
        store: Store,
        finder: Finder,
        clock: Arc<dyn Clock>,
        listeners: Arc<Listeners>,
    ) -> Result<Arc<Self>, Failure> {
        let identity = store.identity()?;
        let me =
            PersonId::new(identity.person.clone()).map_err(|_| Failure::new("vault-person"))?;
        let queue = Queue(store.queue()?);
        let outbox = store.outbox()?;
        let line = crate::sync_loop::Line::new(store.last_sync()?);
        let paused = store.rows::<()>(Table::Paused)?;
        let paused = paused
            .iter()
            .filter_map(|(key, ())| sync::Hash::from_hex(key));
        let carrying = Carrying::new(paused.collect());
        store.sweep_arrivals()?;
        let session = Arc::new(Self {
            known: Known::new(store, me)?,
            identity,
            clock,
            finder,
            listeners,
            line,
            carrying,
            taking: Taking::default(),
            card: CardDesk::default(),
            drafting: Mutex::new(()),
            queue: Mutex::new(queue),
            outbox: Mutex::new(outbox),
            writing: Mutex::new(()),
            bell: Bell::default(),
            directory: Mutex::new(None),
        });
        session.change(&[], |_, _| Ok(()), &|_| Ok(()))?;
        Ok(session)
    }

    pub(crate) fn me(&self) -> &PersonId {
        &self.known.me
    }

    pub(crate) fn store(&self) -> &Store {
        &self.known.store
    }

    pub(crate) fn now(&self) -> i64 {
        self.clock.now()
    }

    pub(crate) fn today(&self) -> Date {
        civil::wall(self.now()).date()
    }

    /// The world as it stands.
    pub(crate) fn world(&self) -> Staged<'_> {
        Staged::new(&self.known, self.now())
    }

    /// The agency's list; empty before the first sync.
    pub(crate) fn org(&self) -> Result<Arc<Org>, Failure> {
        Ok(self.world().org()?.unwrap_or_default())
    }

    /// The directory of today; made anew when the agency's list or the day changed.
    pub(crate) fn directory(&self) -> Result<Arc<Directory>, Failure> {
        let (org, today) = (self.org()?, self.today());
        let mut kept = held(&self.directory);
        if let Some(known) = kept.as_ref().filter(|known| known.is_of(&org, today)) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(Directory::of(org, today));
        *kept = Some(Arc::clone(&made));
        Ok(made)
    }

    pub(crate) fn queue(&self) -> Queue {
        held(&self.queue).clone()
    }

    pub(crate) fn outbox(&self) -> MutexGuard<'_, Outbox> {
        held(&self.outbox)
    }

    /// Held while a draft is read, changed and written.
    pub(crate) fn draft_turn(&self) -> MutexGuard<'_, ()> {
        held(&self.drafting)
    }

    pub(crate) fn settings(&self) -> Result<Settings, Failure> {
        Ok(self
            .store()
            .row(Table::Setting, "look")?
            .unwrap_or_else(topics::settings::first))
    }

    /// Changes world and queue in one transaction. `edit` says what is new; then
    /// all that waits is decided again, the rows of every case that is touched
    /// are written, and memory follows what is durable.
    pub(crate) fn change<T>(
        &self,
        tell: &[Changed],
        edit: impl FnOnce(&mut Staged<'_>, &mut Queue) -> Result<T, Failure>,
        beside: Beside<'_>,
    ) -> Result<T, Failure> {
        let value = self.change_now(edit, beside)?;
        self.ring();
        self.listeners.tell(tell);
        Ok(value)
    }

    fn change_now<T>(
        &self,
        edit: impl FnOnce(&mut Staged<'_>, &mut Queue) -> Result<T, Failure>,
        beside: Beside<'_>,
    ) -> Result<T, Failure> {
        let _turn = held(&self.writing);
        let before = self.queue();
        let done = self.change_from(&before, edit, beside);
        // What was not written did not happen; nobody else writes until then.
        self.follow(done.as_ref().map_or(&before, |(_, queue)| queue))?;
        let (value, queue) = done?;
        *held(&self.queue) = queue;
        Ok(value)
    }

    fn change_from<T>(
        &self,
        before: &Queue,
        edit: impl FnOnce(&mut Staged<'_>, &mut Queue) -> Result<T, Failure>,
        beside: Beside<'_>,
    ) -> Result<(T, Queue), Failure> {
        let mut queue = before.clone();
        let mut staged = self.world();
        let value = edit(&mut staged, &mut queue)?;
        let heads = |stream: &str| {
            stream
                .parse()
                .map_or(0, |stream: Stream| staged.head(&stream).seq)
        };
        let (arrived, rest) = queue
            .0
            .into_iter()
            .partition(|queued| queued.has_arrived(&heads));
        queue = Queue(rest);
        if !staged.is_only_added_to() {
            let refused = staged.redecide(queue.effective())?;
            mark_refused(&mut queue, refused);
        }
        let streams = staged.touched();
        self.store().write(|tx| {
            beside(tx)?;
            write_queue(tx, before, &queue, &arrived)?;
            rows::write(tx, &staged, self.me(), &streams)
        })?;
        let moved = staged
            .base
            .keys()
            .any(|stream| matches!(stream, Stream::Org | Stream::Away(_) | Stream::Calendar));
        staged.settle();
        if moved {
            self.line.look_again();
        }
        Ok((value, queue))
    }

    /// Notes how far operations have come; nothing else changes.
    pub(crate) fn mark(
        &self,
        tell: &[Changed],
        edit: impl FnOnce(&mut Vec<Queued>),
    ) -> Result<(), Failure> {
        let _turn = held(&self.writing);
        let before = self.queue();
        let mut queue = before.clone();
        edit(&mut queue.0);
        self.store()
            .write(|tx| write_queue(tx, &before, &queue, &[]))?;
        *held(&self.queue) = queue;
        self.listeners.tell(tell);
        Ok(())
    }

    /// The outbox follows the queue.
    fn follow(&self, queue: &Queue) -> Result<(), Failure> {
        let mut outbox = self.outbox();
        let mut written = BTreeMap::new();
        for queued in &queue.0 {
            let Some(id) = queued.op_id() else { continue };
            written.insert(id, queued.state());
            if outbox.entry(&id).is_none() {
                let bytes = queued.signed.as_ref().map_or(0, Vec::len);
                outbox
                    .add(id, bytes, queued.streams())
                    .map_err(|e| Failure::of(e.code(), e.facts()))?;
            }
        }
        outbox.follow(&written);
        Ok(())
    }

    /// The cases that have not ended.
    pub(crate) fn open_cases(&self) -> Result<Vec<CaseId>, Failure> {
        let keys = self.store().keys(Table::Open, 0, u32::MAX)?;
        Ok(keys
            .into_iter()
            .filter_map(|key| CaseId::new(key).ok())
            .collect())
    }

    /// Looks again at some open cases after people came or went.
    pub(crate) fn look_again(&self, cases: &[CaseId]) -> Result<(), Failure> {
        // Read before anybody has to wait for it.
        let world = self.world();
        for id in cases {
            if let Some(case) = world.case(id)?.flatten() {
                world.pack(&case.pack)?;
            }
        }
        let _turn = held(&self.writing);
        let world = self.world();
        self.store().write(|tx| {
            for id in cases {
                let provisional = world.is_provisional(&Stream::Case(id.clone()));
                if let Some(case) = world.case(id)?.flatten() {
                    rows::write_open(tx, &world, self.me(), id.as_str(), &case, provisional)?;
                }
            }
            Ok(())
        })
    }

    /// How long nobody has changed anything.
    pub(crate) fn quiet_for(&self) -> Duration {
        held(&self.bell.last).map_or(Duration::MAX, |last| last.elapsed())
    }

    pub(crate) fn ring(&self) {
        *held(&self.bell.last) = Some(Instant::now());
        held(&self.bell.rung).0 = true;
        self.bell.condvar.notify_all();
    }

    /// The vault is closed: every thread comes to an end.
    pub(crate) fn stop(&self) {
        held(&self.bell.rung).1 = true;
        self.bell.condvar.notify_all();
        self.line.stop();
    }

    /// Sleeps until the bell or for so long; false when work is over.
    pub(crate) fn sleep(&self, longest: Duration) -> bool {
        let rung = held(&self.bell.rung);
        let quiet = |rung: &mut (bool, bool)| !rung.0 && !rung.1;
        let (mut rung, _) = self
            .bell
            .condvar
            .wait_timeout_while(rung, longest, quiet)
            .unwrap_or_else(PoisonError::into_inner);
        rung.0 = false;
        !rung.1
    }
}

/// What is refused on the new base gets its sentence. One that was not signed
/// yet never leaves; a signed one goes up all the same, the agency decides.
fn mark_refused(queue: &mut Queue, refused: Vec<(String, office::Refusal)>) {
    let mut refused: BTreeMap<String, office::Refusal> = refused.into_iter().collect();
    for queued in &mut queue.0 {
        let answer = refused.remove(&queued.key).map(|r| Sentence {
            code: r.code,
            facts: r.facts,
        });
        match queued.state() {
            State::Waiting | State::Sending => {
                if answer.is_some() && !queued.is_sealed() {
                    State::Refused.name().clone_into(&mut queued.state);
                }
                queued.answer = answer;
            }
            State::Held | State::Accepted | State::Refused | State::Withdrawn => {}
        }
    }
}

fn write_queue(
    tx: &Tx<'_>,
    before: &Queue,
    after: &Queue,
    arrived: &[Queued],
) -> Result<(), Failure> {
    for queued in arrived {
        tx.put_queued(before.find(&queued.key), queued)?;
        tx.close_queued(queued)?;
    }
    let here = after.0.iter().chain(arrived);
    let keys: BTreeSet<&str> = here.map(|queued| queued.key.as_str()).collect();
    for queued in before
        .0
        .iter()
        .filter(|queued| !keys.contains(queued.key.as_str()))
    {
        tx.close_queued(queued)?;
    }
    for queued in after
        .0
        .iter()
        .filter(|queued| before.find(&queued.key) != Some(queued))
    {
        tx.put_queued(before.find(&queued.key), queued)?;
    }
    Ok(())
}
