//! One agency as its server knows it: settings, keys, history, files.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use office::Content;
use office::ids::PersonId;
use office::{Reading as _, State, Stream};
use sync::envelope::{Operation, seal};
use sync::verdict::{self, Decision, Verdict};
use tokio::sync::watch;

use crate::authority::{Authority, random};
use crate::blobs::Blobs;
use crate::cards::Cards;
use crate::clock::Clock;
use crate::folder::{Folder, Lock, Settings};
use crate::ingest::{Desk, Examined, Ingest, LIST_WANTED, NoVerdict, Trust, examine};
use crate::problem::Problem;
use crate::states::States;
use crate::storage::{Store, StoreFault};

/// Held operations that are decided anew at once.
pub(crate) const HELD_AT_ONCE: usize = 500;

/// An agency that is open for work. Only one process has it open at a time.
pub struct Agency {
    /// Its settings.
    pub settings: Settings,
    /// Its certificates.
    pub authority: Arc<Authority>,
    /// The authorities of its people's cards.
    pub cards: Arc<Cards>,
    /// Its database.
    pub store: Arc<dyn Store>,
    /// What its histories add up to.
    pub states: Arc<States>,
    /// Its files.
    pub blobs: Blobs,
    /// Tells the time.
    pub clock: Clock,
    /// The way to the deciding thread.
    pub ingest: Ingest,
    /// Where the feed ends.
    pub feed: watch::Receiver<u64>,
    /// Grows when the server was restored from a copy.
    pub epoch: u64,
    /// What the deciding thread works with.
    pub desk: Desk,
    /// Where all of it is.
    pub folder: Folder,
    /// Bytes that each person has sent, as far as they were asked for.
    sent: Mutex<BTreeMap<String, u64>>,
    _lock: Lock,
}

impl Agency {
    /// Opens the agency of a folder. The thread ends when the agency is dropped.
    ///
    /// # Errors
    /// A [`Problem`]; [`Problem::FolderBusy`] while another process has it open.
    pub fn open(folder: &Folder, clock: Clock) -> Result<(Self, JoinHandle<()>), Problem> {
        let settings = folder.settings()?;
        let lock = folder.lock()?;
        let authority = Arc::new(Authority::open(folder, &settings.agency_id)?);
        let store: Arc<dyn Store> = Arc::new(folder.store()?);
        let cards = Arc::new(Cards::open(folder, Arc::clone(&store))?);
        let blobs = Blobs::new(folder);
        let swept = blobs.sweep(std::time::SystemTime::now())?;
        if swept > 0 {
            tracing::info!(swept, "uploads that nobody went on with were removed");
        }
        let states = Arc::new(States::new(Arc::clone(&store), blobs.clone()));
        let (sender, feed) = watch::channel(store.feed_end()?);
        let epoch = store.epoch()?;
        let desk = Desk {
            store: Arc::clone(&store),
            states: Arc::clone(&states),
            blobs: blobs.clone(),
            authority: Arc::clone(&authority),
            clock: Arc::clone(&clock),
            epoch,
            feed: sender,
        };
        let (ingest, thread) = Ingest::start(desk.clone()).map_err(Problem::file(folder.path()))?;
        let open = Self {
            settings,
            authority,
            cards,
            store,
            states,
            blobs,
            clock,
            ingest,
            feed,
            epoch,
            desk,
            folder: folder.clone(),
            sent: Mutex::default(),
            _lock: lock,
        };
        Ok((open, thread))
    }

    /// Our time, ms.
    #[must_use]
    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Bytes of the whole blobs that a person has sent.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn sent_bytes(&self, sender: &str) -> Result<u64, StoreFault> {
        let known = || self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = known().get(sender) {
            return Ok(*bytes);
        }
        let bytes = self.store.sent_bytes(sender)?;
        known().insert(sender.to_owned(), bytes);
        Ok(bytes)
    }

    /// A person has sent one more: it is counted anew when it is asked for.
    pub fn forget_sent_bytes(&self, sender: &str) {
        let mut known = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(sender);
    }

    /// Who signed bytes, as far as they prove it.
    #[must_use]
    pub fn examine(&self, bytes: Vec<u8>) -> Examined {
        let trust = Trust {
            roots: self.authority.roots(),
            cards: &self.cards,
        };
        examine(bytes, &trust, self.now())
    }

    /// An operation of the agency itself, signed.
    ///
    /// # Errors
    /// [`Problem::Certificate`] when it is too large or the key fails.
    pub fn sign(&self, content: &Content) -> Result<Examined, Problem> {
        let key = self.authority.operation_key();
        let operation = Operation {
            agency: self.settings.agency_id.clone(),
            actor: office::Actor::AGENCY.to_owned(),
            device: self.authority.operation_device().to_owned(),
            acting_for: None,
            at: self.now(),
            seen: Vec::new(),
            content: content.to_bytes(),
            nonce: random()?,
            must_understand: Vec::new(),
        };
        let signed =
            seal(&operation, key).map_err(|error| Problem::Certificate(error.to_string()))?;
        Ok(self.examine(signed.bytes))
    }

    /// Has an operation of the agency itself decided.
    ///
    /// # Errors
    /// [`Problem::Refused`] with the code of the verdict; what [`Agency::sign`]
    /// and the store say.
    pub async fn ask(&self, content: &Content) -> Result<Verdict, Problem> {
        let signed = self.sign(content)?;
        let verdicts = self.ask_all(vec![signed]).await?;
        verdicts
            .into_iter()
            .next()
            .ok_or_else(|| Problem::Network("no verdict".to_owned()))
    }

    /// Has signed operations decided, in their order.
    ///
    /// # Errors
    /// [`Problem::Refused`] for the first that is not accepted.
    pub async fn ask_all(&self, signed: Vec<Examined>) -> Result<Vec<Verdict>, Problem> {
        let answers = self.ingest.push(signed).await.map_err(unanswered)?;
        answers.iter().map(|bytes| accepted(bytes)).collect()
    }

    /// Has operations of the agency itself decided, each for itself.
    ///
    /// # Errors
    /// What [`Agency::sign`] and the store say; the answers tell what was refused.
    pub async fn ask_each(
        &self,
        contents: &[Content],
    ) -> Result<Vec<Result<(), office::Refusal>>, Problem> {
        let signed = contents.iter().map(|content| self.sign(content));
        let signed = signed.collect::<Result<Vec<_>, _>>()?;
        let answers = self.ingest.push(signed).await.map_err(unanswered)?;
        let mut told = Vec::with_capacity(answers.len());
        for bytes in &answers {
            told.push(match accepted(bytes) {
                Ok(_) => Ok(()),
                Err(Problem::Refused(refusal)) => Err(refusal),
                Err(problem) => return Err(problem),
            });
        }
        Ok(told)
    }

    /// The agency's own list of revocation, DER.
    ///
    /// # Errors
    /// What store and key say.
    pub fn crl(&self) -> Result<Vec<u8>, Problem> {
        let now = self.now();
        let revoked = self.store.revoked_certificates(now)?;
        let revoked: Vec<_> = revoked
            .into_iter()
            .filter_map(|one| Some((one.serial, one.revoked?)))
            .collect();
        self.authority.crl(&revoked, now)
    }

    /// Has held operations decided anew: those that an administrator let go on
    /// and, when there are `new_lists` of revocation, those that waited for one.
    /// Answers how many.
    ///
    /// # Errors
    /// What store and deciding thread say.
    pub async fn decide_held(&self, new_lists: bool) -> Result<usize, Problem> {
        let mut held = self.store.let_go(HELD_AT_ONCE)?;
        if new_lists {
            held.extend(self.store.held(&LIST_WANTED, HELD_AT_ONCE)?);
        }
        let mut waiting = Vec::new();
        for id in held {
            waiting.extend(self.store.operation(&id)?.map(|bytes| self.examine(bytes)));
        }
        let count = waiting.len();
        if count > 0 {
            self.ingest.push(waiting).await.map_err(unanswered)?;
        }
        Ok(count)
    }

    /// The name of a person of the agency; none when there is no such person.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn person_name(&self, person: &PersonId) -> Result<Option<String>, StoreFault> {
        let standing = self.states.get(&Stream::Org)?;
        let State::Org(org) = &*standing.state else {
            return Ok(None);
        };
        Ok(org.people.get(person).map(|found| found.name.clone()))
    }

    /// Whether a person may see a stream now.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn may_see(&self, person: &PersonId, stream: &Stream) -> Result<bool, StoreFault> {
        let head = self.store.head(&stream.to_string())?;
        self.may_see_at(person, stream, head.seq)
    }

    /// The same of a stream whose history is known to be so long.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn may_see_at(
        &self,
        person: &PersonId,
        stream: &Stream,
        seq: u64,
    ) -> Result<bool, StoreFault> {
        self.states.catch_up(stream, seq)?;
        office::scope::may_see(&*self.states, person, stream, self.now())
            .map_err(|fault| StoreFault::Database(fault.to_string()))
    }

    /// The units whose absences say who stands in for whom.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub(crate) fn org(&self) -> Result<Arc<office::org::Org>, StoreFault> {
        let org = self
            .states
            .org()
            .map_err(|fault| StoreFault::Database(fault.to_string()))?;
        Ok(org.unwrap_or_default())
    }
}

fn unanswered(none: NoVerdict) -> Problem {
    match none {
        NoVerdict::Store(fault) => Problem::Store(fault),
        other => Problem::Network(other.to_string()),
    }
}

/// The verdict of our own server, when it says yes.
fn accepted(bytes: &[u8]) -> Result<Verdict, Problem> {
    let opened = verdict::open(bytes).map_err(|error| Problem::Certificate(error.to_string()))?;
    let verdict = opened.verdict;
    if verdict.decision == Decision::Accepted {
        return Ok(verdict);
    }
    Err(Problem::Refused(office::Refusal {
        code: verdict.code,
        facts: verdict.facts,
    }))
}
