//! The line to the agency: operations go up, verdicts and events come down, for
//! as long as the vault is open. It lives on its own thread; nothing that a
//! person does waits for it. Any answer that is not proven is only a reason to
//! try again later.

mod agency;
pub(crate) mod enrol;
mod files;
mod line;
mod proofs;
mod round;

pub(crate) use agency::{Agency, Trouble};
pub(crate) use line::Line;
#[cfg(test)]
pub(crate) use {agency::builder as tls, files::Carrier, round::round};

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use crate::queue::random;
use crate::session::Session;
use crate::{Changed, Failure};

/// How long the agency may keep a question for news open, ms.
pub(crate) const LONG_POLL_MS: u64 = 25_000;

/// Starts the thread of the line.
///
/// # Errors
/// `thread-missing` when the system gives none.
pub(crate) fn start(session: &Arc<Session>) -> Result<JoinHandle<()>, Failure> {
    let session = Arc::clone(session);
    std::thread::Builder::new()
        .name("line".to_owned())
        .spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            match runtime {
                Ok(runtime) => runtime.block_on(run(&session)),
                Err(_) => {
                    session.line.lost("thread-missing");
                }
            }
        })
        .map_err(|_| Failure::new("thread-missing"))
}

async fn run(session: &Arc<Session>) {
    let agency = match Agency::of(session) {
        Ok(agency) => agency,
        Err(failure) => {
            session.line.lost(&failure.code);
            return;
        }
    };
    tokio::join!(rounds(session, &agency), files::carry_all(session, &agency));
}

/// Operations and news; a file never keeps them waiting.
async fn rounds(session: &Arc<Session>, agency: &Agency) {
    while !session.line.is_stopped() {
        match round::round(session, agency).await {
            Ok(()) => {}
            Err(trouble) => rest(session, &trouble).await,
        }
    }
}

/// After a failure: waits as the outbox says, unless a person asks at once.
async fn rest(session: &Arc<Session>, trouble: &Trouble) {
    tracing::info!(code = trouble.code(), "the line to the agency is down");
    let now = session.now();
    let chance = random::<8>().map_or(0, u64::from_le_bytes);
    let not_before = trouble
        .retry_after_ms()
        .map(|wait| now.saturating_add(wait));
    let until = session.outbox().on_failure(now, chance, not_before);
    if session.line.lost(trouble.code()) {
        session.listeners.tell(&[Changed::Frame, Changed::Sync]);
    }
    let wait = u64::try_from(until.saturating_sub(now)).unwrap_or(0);
    session.line.wait(Duration::from_millis(wait)).await;
    if session.line.take_urgent() {
        session.outbox().on_reachable();
    }
}
