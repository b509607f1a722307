//! What is known of the line, shared by its thread and everybody who asks.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sync::clock;
use tokio::sync::Notify;

/// How the line stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    /// The last question was answered by the agency.
    pub reached: bool,
    /// When everything was last up to date, ms.
    pub last_sync: Option<i64>,
    /// Why it is down, when it is.
    pub trouble: Option<String>,
    /// By how much the agency's clock is ahead of this one, ms.
    pub offset_ms: i64,
    /// Codes of what came and was not taken, each once.
    pub doubts: Vec<String>,
}

/// The line.
#[derive(Debug, Default)]
pub(crate) struct Line {
    state: Mutex<State>,
    clock: Mutex<clock::Clock>,
    news: Notify,
    urgent: AtomicBool,
    push: AtomicBool,
    stopped: AtomicBool,
    look: AtomicBool,
    /// There is something to carry.
    files: Notify,
    end: Notify,
}

impl Line {
    pub(crate) fn new(last_sync: Option<i64>) -> Self {
        let line = Self::default();
        line.state().last_sync = last_sync;
        line.look.store(true, Ordering::SeqCst);
        line
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn get(&self) -> State {
        self.state().clone()
    }

    /// There is something to send.
    pub(crate) fn push_soon(&self) {
        self.push.store(true, Ordering::SeqCst);
        self.news.notify_one();
        self.files.notify_one();
    }

    /// There is a file to fetch or to send.
    pub(crate) fn carry_soon(&self) {
        self.files.notify_one();
    }

    /// Rests until there is a file to carry.
    pub(crate) async fn files(&self, longest: Duration) {
        // Whether it was called or time ran out, the caller looks for itself.
        let _ = tokio::time::timeout(longest, self.files.notified()).await;
    }

    /// Waits for the end.
    pub(crate) async fn ended(&self) {
        loop {
            let told = self.end.notified();
            if self.is_stopped() {
                return;
            }
            told.await;
        }
    }

    /// A person wants it now, however long it would rest.
    pub(crate) fn urge(&self) {
        self.urgent.store(true, Ordering::SeqCst);
        self.news.notify_one();
        self.files.notify_one();
    }

    pub(crate) fn take_urgent(&self) -> bool {
        self.urgent.swap(false, Ordering::SeqCst)
    }

    /// Whether there was something to send since the last time this was asked.
    pub(crate) fn take_push(&self) -> bool {
        self.push.swap(false, Ordering::SeqCst)
    }

    /// Open cases must be looked at again.
    pub(crate) fn look_again(&self) {
        self.look.store(true, Ordering::SeqCst);
    }

    pub(crate) fn take_look(&self) -> bool {
        self.look.swap(false, Ordering::SeqCst)
    }

    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        self.news.notify_one();
        self.files.notify_one();
        self.end.notify_one();
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// Waits until something is to be done.
    pub(crate) async fn news(&self) {
        loop {
            let ready = self.push.load(Ordering::SeqCst) || self.urgent.load(Ordering::SeqCst);
            if ready || self.is_stopped() {
                return;
            }
            self.news.notified().await;
        }
    }

    /// Rests; only a person or the end cuts it short.
    pub(crate) async fn wait(&self, longest: Duration) {
        let called = async {
            while !self.urgent.load(Ordering::SeqCst) && !self.is_stopped() {
                self.news.notified().await;
            }
        };
        // Whether it was called or time ran out, the caller looks for itself.
        let _ = tokio::time::timeout(longest, called).await;
    }

    /// The agency does not answer; true when that is new.
    pub(crate) fn lost(&self, code: &str) -> bool {
        let mut state = self.state();
        let new = state.reached || state.trouble.as_deref() != Some(code);
        state.reached = false;
        state.trouble = Some(code.to_owned());
        new
    }

    /// The agency answered; true when that is new.
    pub(crate) fn reached(&self) -> bool {
        let mut state = self.state();
        let new = !state.reached;
        state.reached = true;
        state.trouble = None;
        if new {
            self.files.notify_one();
        }
        new
    }

    /// Something came that is not what it should be; it was not taken.
    pub(crate) fn doubt(&self, code: &str) {
        tracing::warn!(code, "something from the agency was not taken");
        let mut state = self.state();
        if !state.doubts.iter().any(|known| known == code) {
            state.doubts.push(code.to_owned());
        }
    }

    /// Everything is up to date.
    pub(crate) fn synced(&self, now: i64) {
        self.state().last_sync = Some(now);
    }

    /// One round trip, by which the clocks are compared.
    pub(crate) fn observe(&self, sent: i64, server: i64, received: i64) {
        let mut clock = self.clock.lock().unwrap_or_else(PoisonError::into_inner);
        clock.observe(sent, server, received);
        if let Some(estimate) = clock.estimate() {
            self.state().offset_ms = estimate.offset_ms;
        }
    }
}
