//! What proves a case beside its records (a time stamp, lists of revocation) is
//! asked for some time after the case was filed, and when somebody made a case file
//! without it.

use std::sync::Arc;

use reqwest::Method;
use sync::wire::{Body as _, Proofs};

use super::{Agency, Trouble};
use crate::Failure;
use crate::session::Session;
use crate::store::Table;

/// Streams that are asked about in one round.
const AT_ONCE: u32 = 8;
/// When a stamp that has not come is asked for again, ms: the agency's rounds are an hour apart.
const AGAIN_MS: i64 = 20 * 60 * 1000;
/// How long a stamp is waited for, ms: three days.
const PATIENCE_MS: i64 = 3 * 24 * 60 * 60 * 1000;

/// Asks for what is due.
pub(super) async fn ask(session: &Arc<Session>, agency: &Agency) -> Result<(), Trouble> {
    for stream in session.unproven(AT_ONCE)? {
        let path = format!("/v1/proofs/{stream}");
        let answer = agency.ask::<Proofs>(Method::GET, &path, None, 0).await;
        match answer {
            Ok(proofs) => session.take_proofs(&stream, &proofs)?,
            // An agency that does not know the question, or a case that is not shown any more.
            Err(Trouble::Said { status: 404, .. }) => session.prove_no_more(&stream)?,
            Err(trouble) => return Err(trouble),
        }
    }
    Ok(())
}

impl Session {
    /// Streams whose proofs are to be asked for now.
    fn unproven(&self, limit: u32) -> Result<Vec<String>, Failure> {
        let now = self.now();
        self.store().due(Table::Unproven, now, limit)
    }

    /// The proofs of a stream are to be asked for with the next round.
    pub(crate) fn want_proofs(&self, stream: &str) -> Result<(), Failure> {
        let now = self.now();
        self.store()
            .write(|tx| tx.put(Table::Unproven, stream, 0, &now))
    }

    fn prove_no_more(&self, stream: &str) -> Result<(), Failure> {
        self.store().write(|tx| tx.delete(Table::Unproven, stream))
    }

    /// Keeps what came; a time stamp that is still to come is asked for again.
    pub(crate) fn take_proofs(&self, stream: &str, proofs: &Proofs) -> Result<(), Failure> {
        let head = match stream.parse() {
            Ok(parsed) => self.world().head(&parsed),
            Err(_) => return self.prove_no_more(stream),
        };
        let now = self.now();
        let since: i64 = self.store().row(Table::Unproven, stream)?.unwrap_or(now);
        let stamped = proofs
            .stamp
            .as_ref()
            .is_some_and(|stamp| stamp.head.seq >= head.seq);
        let comes = !proofs.stamp_roots.is_empty() && !stamped;
        self.store().write(|tx| {
            if head.seq > 0 {
                tx.keep_proof(stream, &proofs.to_bytes())?;
            }
            if comes && now.saturating_sub(since) < PATIENCE_MS {
                return tx.put(
                    Table::Unproven,
                    stream,
                    now.saturating_add(AGAIN_MS),
                    &since,
                );
            }
            tx.delete(Table::Unproven, stream)
        })
    }
}
