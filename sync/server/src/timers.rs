//! Wakes the flows of cases when their timers are due: an operation of the
//! agency itself, decided and chained like any other.

use std::sync::Arc;
use std::time::Duration;

use office::{Content, Stream};
use tokio::sync::watch;

use crate::agency::Agency;
use crate::problem::Problem;
use crate::storage::StoreFault;

/// Cases that are woken at once.
const PAGE: usize = 64;
/// Longest sleep: clocks are set, processes sleep.
const SLEEP_MAX: Duration = Duration::from_secs(30);
/// How long a case waits whose waking came to nothing.
const PUT_OFF_MS: i64 = 10 * 60 * 1000;

/// Wakes cases until `stop` says so.
pub async fn run(agency: Arc<Agency>, mut stop: watch::Receiver<bool>) {
    let mut feed = agency.feed.clone();
    while !*stop.borrow_and_update() {
        let sleep = match wake(&agency).await {
            Ok(next) => until(next, agency.now()),
            Err(problem) => {
                tracing::warn!(code = problem.code(), "timers: {problem}");
                SLEEP_MAX
            }
        };
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            changed = feed.changed() => if changed.is_err() { return },
            _ = stop.changed() => return,
        }
    }
}

fn until(next: Option<i64>, now: i64) -> Duration {
    let ms = next.map(|next| u64::try_from(next.saturating_sub(now)).unwrap_or(0));
    ms.map_or(SLEEP_MAX, Duration::from_millis).min(SLEEP_MAX)
}

/// Wakes what is due; answers when the next is.
///
/// # Errors
/// When the store or a key fails.
pub async fn wake(agency: &Arc<Agency>) -> Result<Option<i64>, Problem> {
    let now = agency.now();
    for name in blocking(agency, move |agency| agency.store.due(now, PAGE)).await? {
        if let Ok(Stream::Case(case)) = name.parse() {
            match agency
                .ask(&Content::Wake(office::operation::Wake { case }))
                .await
            {
                Ok(_) => {}
                Err(Problem::Refused(refusal)) => {
                    tracing::info!(code = refusal.code, "a case was not woken")
                }
                Err(problem) => return Err(problem),
            }
        }
        let still = name.clone();
        blocking(agency, move |agency| {
            let due = agency.store.due(now, PAGE)?;
            if due.contains(&still) {
                agency.store.put_off(&still, now + PUT_OFF_MS)
            } else {
                Ok(())
            }
        })
        .await?;
    }
    Ok(blocking(agency, |agency| agency.store.next_due()).await?)
}

async fn blocking<T: Send + 'static>(
    agency: &Arc<Agency>,
    work: impl FnOnce(&Agency) -> Result<T, StoreFault> + Send + 'static,
) -> Result<T, StoreFault> {
    let agency = Arc::clone(agency);
    let done = tokio::task::spawn_blocking(move || work(&agency)).await;
    done.unwrap_or_else(|error| Err(StoreFault::Database(error.to_string())))
}
