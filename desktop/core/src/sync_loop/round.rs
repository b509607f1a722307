//! One round: push what waits, ask for changes, pull them.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use sync::OpId;
use sync::wire::{
    Body, Cards, Changes, ChangesQuery, Enrolled, Hello, PROTOCOL_VERSION, PULL_RECORDS_MAX,
    PULL_STREAMS_MAX, PUSH_BYTES_MAX, PUSH_OPS_MAX, Pull, PullFrom, Pulled, Push, Pushed,
};

use super::{Agency, LONG_POLL_MS, Trouble, enrol, proofs};
use crate::session::Session;
use crate::{Changed, Failure};

/// An answer without news that came sooner than this did not wait for any.
const HASTE: Duration = Duration::from_secs(1);
/// So long before its end a certificate is renewed, ms: 30 days.
const RENEW_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// Codes by which the server says that this computer may keep nothing.
const REVOKED: [&str; 2] = ["certificate-revoked", "device-revoked"];

pub(crate) async fn round(session: &Arc<Session>, agency: &Agency) -> Result<(), Trouble> {
    let done = work(session, agency).await;
    if let Err(Trouble::Said { problem, .. }) = &done
        && REVOKED.contains(&problem.code.as_str())
    {
        session.forget_everything()?;
    }
    if let Err(Trouble::Unreachable) = &done {
        ended(session)?;
    }
    done
}

/// Whoever holds a certificate that has ended is turned away without a word.
fn ended(session: &Session) -> Result<(), Failure> {
    let until = session.store().certificate_until()?;
    match until.filter(|until| *until < session.now()) {
        Some(until) => Err(Failure::new("certificate-ended").with("until_ms", until)),
        None => Ok(()),
    }
}

async fn work(session: &Arc<Session>, agency: &Agency) -> Result<(), Trouble> {
    let is_urgent = session.line.take_urgent();
    if is_urgent || !session.line.get().reached {
        hello(session, agency).await?;
    }
    if is_urgent {
        session.outbox().on_reachable();
    }
    session.line.take_push();
    while push(session, agency).await? {}
    let accepted = session.accepted();
    let cursor = session.store().cursor()?;
    let wait_ms = if session.line.get().last_sync.is_none() || !accepted.is_empty() {
        0
    } else {
        LONG_POLL_MS
    };
    let asked = tokio::time::Instant::now();
    let question = ChangesQuery { cursor, wait_ms }.to_bytes();
    let changes = tokio::select! {
        changes = agency.ask::<Changes>(Method::POST, "/v1/changes", Some(question), wait_ms) => changes?,
        () = session.line.news() => return Ok(()),
    };
    if session.line.reached() {
        session.listeners.tell(&[Changed::Frame, Changed::Sync]);
    }
    take_verdicts(session, &changes.verdicts)?;
    pull(session, agency, &changes).await?;
    proofs::ask(session, agency).await?;
    if !changes.more {
        session.caught_up(&accepted)?;
    }
    session.line.carry_soon();
    let is_quiet =
        changes.streams.is_empty() && changes.revoked.is_empty() && changes.verdicts.is_empty();
    if wait_ms > 0 && is_quiet && !changes.more && asked.elapsed() < HASTE {
        // A server that does not wait is not asked again and again.
        session.line.wait(HASTE).await;
    }
    Ok(())
}

/// Who answers there, and how its clock stands to ours.
async fn hello(session: &Arc<Session>, agency: &Agency) -> Result<(), Trouble> {
    let sent = session.now();
    let hello: Hello = agency.ask(Method::GET, "/v1/hello", None, 0).await?;
    session.line.observe(sent, hello.clock, session.now());
    if hello.agency != session.identity.agency {
        return Err(Trouble::Stranger(hello.agency));
    }
    if !(hello.version_min..=hello.version_max).contains(&PROTOCOL_VERSION) {
        let old = Failure::new("program-too-old")
            .with("version", PROTOCOL_VERSION)
            .with("wanted", hello.version_min);
        return Err(old.into());
    }
    session.line.reached();
    session.listeners.tell(&[Changed::Frame, Changed::Sync]);
    let cards: Cards = agency.ask(Method::GET, "/v1/cards", None, 0).await?;
    session.keep_cards(&cards)?;
    renew(session, agency).await
}

/// Asks for the next certificate before the present one ends; it is used from
/// the next unlocking on.
async fn renew(session: &Arc<Session>, agency: &Agency) -> Result<(), Trouble> {
    let now = session.now();
    let until = session.store().certificate_until()?;
    if until.is_none_or(|until| until.saturating_sub(now) > RENEW_MS) {
        return Ok(());
    }
    let question = session.store().renewal()?;
    let answer: Enrolled = agency
        .ask(Method::POST, "/v1/renew", Some(question.to_bytes()), 0)
        .await?;
    enrol::take_renewal(session, &answer, now)?;
    Ok(())
}

/// Sends one batch; true when there may be more to send.
async fn push(session: &Arc<Session>, agency: &Agency) -> Result<bool, Trouble> {
    let without_files = session.without_files()?;
    let ids = session
        .outbox()
        .next_ready(PUSH_OPS_MAX, PUSH_BYTES_MAX, session.now(), &|id| {
            !without_files.contains(id)
        });
    if ids.is_empty() {
        return Ok(false);
    }
    session.sending(&ids)?;
    let sent = send(session, agency, &ids).await;
    if sent.is_err() {
        session.not_sent(&ids)?;
    }
    sent.map(|()| true)
}

async fn send(session: &Arc<Session>, agency: &Agency, ids: &[OpId]) -> Result<(), Trouble> {
    let queue = session.queue();
    let batch: Vec<_> = ids.iter().filter_map(|id| queue.of(id)).collect();
    let operations = batch
        .iter()
        .filter_map(|queued| queued.signed.clone())
        .collect();
    let question = Push {
        operations,
        heads: None,
    }
    .to_bytes();
    let pushed: Pushed = agency
        .ask(Method::POST, "/v1/push", Some(question), 0)
        .await?;
    take_verdicts(session, &pushed.verdicts)?;
    let unanswered = ids.iter().any(|id| {
        session
            .outbox()
            .entry(id)
            .is_some_and(|entry| entry.state.name() == "sending")
    });
    if unanswered {
        return Err(Trouble::Garbled {
            status: 200,
            retry_after_ms: None,
        });
    }
    Ok(())
}

/// Only what is proven to be the agency's word counts; the rest is passed over.
fn take_verdicts(session: &Arc<Session>, verdicts: &[Vec<u8>]) -> Result<(), Failure> {
    let mut words = Vec::new();
    for bytes in verdicts.iter().filter(|bytes| !bytes.is_empty()) {
        let proven = sync::verdict::open(bytes).and_then(|opened| {
            let at = opened.verdict.at;
            opened.verify(&session.identity.roots, at, &|_| false)
        });
        match proven {
            Ok(verified) => words.push((verified, bytes.as_slice())),
            Err(doubted) => session.line.doubt(doubted.code()),
        }
    }
    session.take_verdicts(&words)
}

/// Pulls everything that the changes name, then remembers where they end.
async fn pull(session: &Arc<Session>, agency: &Agency, changes: &Changes) -> Result<(), Trouble> {
    session.revoke(&changes.revoked)?;
    let mut wanted = session.behind(&changes.streams);
    while !wanted.is_empty() {
        let some: Vec<PullFrom> = wanted.iter().take(PULL_STREAMS_MAX).cloned().collect();
        let question = Pull {
            streams: some,
            limit: PULL_RECORDS_MAX as u64,
        }
        .to_bytes();
        let pulled: Pulled = agency
            .ask(Method::POST, "/v1/pull", Some(question), 0)
            .await?;
        let refused: Vec<String> = pulled
            .streams
            .iter()
            .filter(|one| one.refused.is_some())
            .map(|one| one.stream.clone())
            .collect();
        session.revoke(&refused)?;
        let moved = session.take(&pulled.streams)?;
        wanted = session.behind(&changes.streams);
        wanted
            .retain(|from| !refused.contains(&from.stream) && !moved.broken.contains(&from.stream));
        if moved.records == 0 && refused.is_empty() && !wanted.is_empty() {
            return Err(Trouble::Garbled {
                status: 200,
                retry_after_ms: None,
            });
        }
    }
    session.remember_cursor(&changes.cursor)?;
    Ok(())
}
