//! What changed: the words by which screens know that they must be read anew.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What an answer or an event can say has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Changed {
    /// What stands around the screens.
    Frame,
    /// The inbox.
    Inbox,
    /// The own cases.
    Mine,
    /// A case.
    Case,
    /// A leave account.
    Account,
    /// What search can find.
    Search,
    /// The queue and the state of sync.
    Sync,
    /// The settings.
    Settings,
    /// A draft.
    Draft,
    /// How far files are that are taken in, sent or fetched.
    Files,
    /// Whether the vault is there and open.
    Setup,
}

impl Changed {
    /// Everything that an event or an operation can change.
    pub(crate) const WORK: [Self; 6] = [
        Self::Frame,
        Self::Inbox,
        Self::Mine,
        Self::Case,
        Self::Account,
        Self::Sync,
    ];
}

/// The listeners of one core.
#[derive(Debug, Default)]
pub(crate) struct Listeners(Mutex<Vec<Sender<BTreeSet<Changed>>>>);

impl Listeners {
    pub(crate) fn add(&self) -> Receiver<BTreeSet<Changed>> {
        let (sender, receiver) = channel();
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(sender);
        receiver
    }

    /// Tells everybody; a listener that went away is forgotten.
    pub(crate) fn tell(&self, words: &[Changed]) {
        if words.is_empty() {
            return;
        }
        let words: BTreeSet<_> = words.iter().copied().collect();
        let mut listeners = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|listener| listener.send(words.clone()).is_ok());
    }
}
