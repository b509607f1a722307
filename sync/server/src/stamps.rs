//! Time stamps of a service that is not the agency (RFC 3161, decision 0017):
//! every so often one over the heads of all streams that grew. Nothing waits for
//! the service; what it does not answer now is in the next question.

use std::sync::Arc;
use std::time::Duration;

use sync::Hash;
use sync::merkle::{self, LEAVES_MAX};
use sync::stamped::{StampProof, leaf};
use sync::timestamp::{self, QUERY_MEDIA, Request, STAMP_BYTES_MAX, StampRefused};
use sync::wire::{PROOF_BYTES_MAX, Proofs};
use tokio::sync::watch;

use crate::agency::{Agency, HELD_AT_ONCE};
use crate::authority::random;
use crate::cards;
use crate::folder::TimeStamps;
use crate::problem::Problem;
use crate::storage::StoreFault;

/// How long the service may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// What is kept free for stamp and roots in an answer, bytes.
const STAMP_ROOM: usize = 1024 * 1024;
/// Pause between two looks at what waits, s.
const LOOK_S: u64 = 60;

/// Why there is no time stamp. The next round asks again.
#[derive(Debug, thiserror::Error)]
pub enum NoStamp {
    /// The service could not be reached, or answered no time stamp at all.
    #[error("the time stamp service: {0}")]
    Unreachable(String),
    /// Its answer is not believed.
    #[error(transparent)]
    Refused(#[from] StampRefused),
    /// The server failed.
    #[error(transparent)]
    Failed(#[from] Problem),
}

impl NoStamp {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "stamp-unreachable",
            Self::Refused(refused) => refused.code(),
            Self::Failed(problem) => problem.code(),
        }
    }
}

impl From<StoreFault> for NoStamp {
    fn from(fault: StoreFault) -> Self {
        Self::Failed(fault.into())
    }
}

/// Asks for time stamps, and looks whether held operations may go on, until `stop` says so.
pub async fn run(agency: Arc<Agency>, mut stop: watch::Receiver<bool>) {
    let mut next = agency.now();
    let mut lists = None;
    while !*stop.borrow_and_update() {
        if let Err(problem) = decide_held(&agency, &mut lists).await {
            tracing::warn!(code = problem.code(), "held operations: {problem}");
        }
        if let Some(settings) = &agency.settings.time_stamps
            && agency.now() >= next
        {
            if let Err(none) = stamp(&agency, settings).await {
                tracing::warn!(code = none.code(), "no time stamp: {none}");
            }
            next = agency.now() + i64::from(settings.every_minutes) * 60_000;
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(LOOK_S)) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Decides held operations anew; those that wait for a list of revocation only
/// when there is one that the last look did not know.
async fn decide_held(agency: &Agency, lists: &mut Option<u64>) -> Result<(), Problem> {
    let version = agency.store.crl_version()?;
    let decided = agency.decide_held(*lists != Some(version)).await?;
    if decided < HELD_AT_ONCE {
        *lists = Some(version);
    }
    Ok(())
}

/// One round: asks for a time stamp over what grew, proves it and keeps it.
/// Answers how many heads it proves; zero when nothing grew.
///
/// # Errors
/// [`NoStamp`]; nothing is kept then.
pub async fn stamp(agency: &Agency, settings: &TimeStamps) -> Result<usize, NoStamp> {
    let heads = agency.store.unstamped(LEAVES_MAX)?;
    if heads.is_empty() {
        return Ok(0);
    }
    let leaves: Vec<Hash> = heads.iter().map(leaf).collect();
    let imprint = Hash::of(&merkle::root(&leaves).0);
    let request = Request::new(imprint, random()?);
    let answer = ask(settings, request.to_der()).await?;
    let token = timestamp::token(&answer)?;
    let roots = settings.roots(agency.folder.path())?;
    let proven = timestamp::verify(&token, &imprint, Some(&request.nonce()), &roots)?;
    agency.store.put_stamp(proven.at, &token, &heads)?;
    Ok(heads.len())
}

async fn ask(settings: &TimeStamps, question: Vec<u8>) -> Result<Vec<u8>, NoStamp> {
    let unreachable = |error: reqwest::Error| NoStamp::Unreachable(error.to_string());
    // A second call finds the provider that the first has put there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().timeout(PATIENCE);
    let client = client.build().map_err(unreachable)?;
    let question = client
        .post(&settings.url)
        .header(reqwest::header::CONTENT_TYPE, QUERY_MEDIA)
        .body(question);
    let mut answer = question.send().await.map_err(unreachable)?;
    if !answer.status().is_success() {
        return Err(NoStamp::Unreachable(answer.status().to_string()));
    }
    let mut bytes = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(unreachable)? {
        bytes.extend_from_slice(&part);
        if bytes.len() > STAMP_BYTES_MAX {
            return Err(StampRefused::TooLarge(bytes.len()).into());
        }
    }
    Ok(bytes)
}

impl TimeStamps {
    /// The certificates of the service's roots, DER; paths are taken from `folder`.
    ///
    /// # Errors
    /// [`Problem::File`], [`Problem::Certificate`].
    pub fn roots(&self, folder: &std::path::Path) -> Result<Vec<Vec<u8>>, Problem> {
        let read = |file: &String| {
            cards::der(&folder.join(file), sync::certificate::CERTIFICATE_BYTES_MAX)
        };
        self.roots.iter().map(read).collect()
    }
}

impl Agency {
    /// The last time stamp that proves a stream, as far as there is one.
    ///
    /// # Errors
    /// A [`StoreFault`].
    pub fn stamp_proof(&self, stream: &str) -> Result<Option<StampProof>, StoreFault> {
        let Some(last) = self.store.stamped(stream)? else {
            return Ok(None);
        };
        let damaged = || StoreFault::Damaged(format!("time stamp {}", last.stamp));
        let kept = self.store.stamp(last.stamp)?.ok_or_else(damaged)?;
        let leaves: Vec<Hash> = kept.heads.iter().map(leaf).collect();
        let place = usize::try_from(last.place).map_err(|_| damaged())?;
        Ok(Some(StampProof {
            head: last.head,
            place: last.place,
            size: leaves.len() as u64,
            path: merkle::proof(&leaves, place).ok_or_else(damaged)?,
            token: kept.token,
        }))
    }

    /// What proves a stream beside its records: the last time stamp, the roots of
    /// the service, and lists of revocation as far as there is room.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn proofs(&self, stream: &str) -> Result<Proofs, Problem> {
        let stamp_roots = match &self.settings.time_stamps {
            Some(settings) => settings.roots(self.folder.path())?,
            None => Vec::new(),
        };
        let (mut lists, mut left) = (Vec::new(), PROOF_BYTES_MAX - STAMP_ROOM);
        for list in [vec![self.crl()?], self.store.crls()?].concat() {
            if list.len() <= left {
                left -= list.len();
                lists.push(list);
            }
        }
        Ok(Proofs {
            stamp: self.stamp_proof(stream)?,
            stamp_roots,
            lists,
        })
    }
}
