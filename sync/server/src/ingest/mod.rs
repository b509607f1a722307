//! From signed bytes to signed verdicts. Signatures are proven on many threads;
//! everything is decided on one, in the order in which it came, and written in
//! groups. Whatever is answered is on disk.

mod examine;
mod round;
mod seen;
mod writer;

pub use round::{LIST_WANTED, PERSON_WANTED};

pub use examine::{Examined, Proven, Trust, examine};

use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use tokio::sync::{oneshot, watch};

use crate::authority::Authority;
use crate::blobs::Blobs;
use crate::clock::Clock;
use crate::states::States;
use crate::storage::{Store, StoreFault, StoredVerdict};

/// Pushes that may wait to be decided.
const QUEUE_MAX: usize = 512;

/// Why there is no verdict. Ask again later.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoVerdict {
    /// Too many are waiting.
    #[error("too many operations are waiting")]
    Busy,
    /// The server is stopping.
    #[error("the server is stopping")]
    Stopping,
    /// The store failed; nothing was decided.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

/// What the deciding thread works with.
#[derive(Clone)]
pub struct Desk {
    /// The database.
    pub store: Arc<dyn Store>,
    /// The committed states.
    pub states: Arc<States>,
    /// The files.
    pub blobs: Blobs,
    /// Signs verdicts.
    pub authority: Arc<Authority>,
    /// Tells the time of decisions.
    pub clock: Clock,
    /// The server's epoch.
    pub epoch: u64,
    /// Told where the feed ends after each commit.
    pub feed: watch::Sender<u64>,
}

/// Over whose connection operations came, for the audit log; empty for those of
/// the server itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Network address.
    pub place: String,
    /// Person of the device, proven by TLS.
    pub person: String,
    /// Device, proven by TLS.
    pub device: String,
}

struct Job {
    origin: Origin,
    operations: Vec<Examined>,
    reply: oneshot::Sender<Result<Vec<Vec<u8>>, StoreFault>>,
}

/// What would come of operations, in their order; nothing is written.
///
/// # Errors
/// A [`StoreFault`].
pub fn rehearse(desk: &Desk, operations: &[Examined]) -> Result<Vec<StoredVerdict>, StoreFault> {
    round::Round::new(desk).rehearse(operations)
}

/// The way to the deciding thread.
pub struct Ingest {
    sender: SyncSender<Job>,
}

impl Ingest {
    /// Starts the deciding thread. It ends when the last sender is dropped.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(desk: Desk) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (sender, receiver) = sync_channel(QUEUE_MAX);
        let thread = std::thread::Builder::new()
            .name("ingest".to_owned())
            .spawn(move || writer::run(&desk, &receiver))?;
        Ok((Self { sender }, thread))
    }

    /// Has operations decided in their order. Answers one signed verdict each;
    /// empty bytes from the first on to which the server came to none.
    ///
    /// # Errors
    /// [`NoVerdict`] when there is not one verdict.
    pub async fn push(&self, operations: Vec<Examined>) -> Result<Vec<Vec<u8>>, NoVerdict> {
        self.push_from(Origin::default(), operations).await
    }

    /// Like [`Ingest::push`], for what came over a connection.
    ///
    /// # Errors
    /// [`NoVerdict`] when there is not one verdict.
    pub async fn push_from(
        &self,
        origin: Origin,
        operations: Vec<Examined>,
    ) -> Result<Vec<Vec<u8>>, NoVerdict> {
        let (reply, answer) = oneshot::channel();
        let job = Job {
            origin,
            operations,
            reply,
        };
        self.sender.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => NoVerdict::Busy,
            TrySendError::Disconnected(_) => NoVerdict::Stopping,
        })?;
        Ok(answer.await.map_err(|_| NoVerdict::Stopping)??)
    }
}
