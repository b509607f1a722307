//! Files to and from the agency, one part at a time: parts first, the manifest
//! last. Before each part it is looked anew for the file with the least left to
//! carry, so that a small file never waits behind a large one, and operations
//! wait for none. What was carried is not carried again, wherever it was cut.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use sync::Hash;
use sync::wire::{BlobManifest, BlobState, Body, PART_BYTES};
use vault::{Arrival, BlobReader};

use super::{Agency, Trouble};
use crate::Failure;
use crate::carrying::{Carried, Way};
use crate::session::Session;

/// The longest rest when there is nothing to carry.
const REST: Duration = Duration::from_secs(60);
/// The wait after the first failure in a row, and the longest, ms.
const AFTER_FAILURE_MS: (u64, u64) = (500, 120_000);
/// How long a file rests that the agency does not take or give now, ms.
const REFUSED_MS: i64 = 30_000;

/// Files on their way, as far as this run of the program knows of them.
#[derive(Default)]
pub(crate) struct Carrier {
    up: BTreeMap<Hash, Upload>,
    down: BTreeMap<Hash, Download>,
}

struct Upload {
    reader: BlobReader,
    /// SHA-256 of the parts that were read so far.
    parts: Vec<Hash>,
    /// The parts that the agency has.
    there: BTreeSet<u32>,
}

struct Download {
    arrival: Arrival,
    manifest: BlobManifest,
}

/// What came of one part.
enum Turn {
    More,
    Done,
}

/// Carries until the vault is closed.
pub(super) async fn carry_all(session: &Arc<Session>, agency: &Agency) {
    let mut carrier = Carrier::default();
    let mut wait = AFTER_FAILURE_MS.0;
    while !session.line.is_stopped() {
        let turn = tokio::select! {
            turn = carrier.turn(session, agency) => turn,
            () = session.line.ended() => return,
        };
        match turn {
            Ok(true) => wait = AFTER_FAILURE_MS.0,
            Ok(false) => {
                let rest = session.carrying.rest_ms(session.now());
                session
                    .line
                    .files(rest.map_or(REST, Duration::from_millis))
                    .await;
            }
            Err(trouble) => {
                tracing::info!(code = trouble.code(), "a file waits for the agency");
                carrier = Carrier::default();
                session.line.files(Duration::from_millis(wait)).await;
                wait = (wait * 2).min(AFTER_FAILURE_MS.1);
            }
        }
    }
}

impl Carrier {
    /// Carries one part of one file; false when there is nothing to carry now.
    /// What the agency says of one file lets the others go on.
    pub(crate) async fn turn(
        &mut self,
        session: &Arc<Session>,
        agency: &Agency,
    ) -> Result<bool, Trouble> {
        let waiting = session.to_carry()?;
        let is_known = |hash: &Hash| waiting.iter().any(|one| one.sha256 == *hash);
        self.up.retain(|hash, _| is_known(hash));
        self.down.retain(|hash, _| is_known(hash));
        let Some(next) = session.carrying.next(&waiting, session.now()) else {
            return Ok(false);
        };
        let turn = match next.way {
            Way::Up => self.send(session, agency, next).await,
            Way::Down => self.fetch(session, agency, next).await,
        };
        match turn {
            Ok(Turn::More) => {}
            Ok(Turn::Done) => {
                self.up.remove(&next.sha256);
                self.down.remove(&next.sha256);
            }
            Err(Trouble::Said {
                problem,
                retry_after_ms,
                ..
            }) => {
                self.up.remove(&next.sha256);
                self.down.remove(&next.sha256);
                let until = session.now() + retry_after_ms.unwrap_or(REFUSED_MS);
                let why = Failure::of(&problem.code, problem.facts);
                session.carrying.rests(&next.sha256, why, until);
            }
            Err(Trouble::Own(failure)) if failure.code.starts_with("blob-") => {
                self.up.remove(&next.sha256);
                self.down.remove(&next.sha256);
                session.cannot_carry(next, &failure)?;
                session
                    .carrying
                    .rests(&next.sha256, failure, session.now() + REFUSED_MS);
            }
            Err(trouble) => return Err(trouble),
        }
        session.tell_carrying();
        Ok(true)
    }

    async fn send(
        &mut self,
        session: &Arc<Session>,
        agency: &Agency,
        file: &Carried,
    ) -> Result<Turn, Trouble> {
        let path = format!("/v1/blobs/{}", file.sha256);
        let upload = match self.up.entry(file.sha256) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(new) => {
                let state: BlobState = agency
                    .ask(Method::GET, &format!("{path}/state"), None, 0)
                    .await?;
                if state.complete {
                    session.is_up(&file.sha256)?;
                    return Ok(Turn::Done);
                }
                let vault = session.store().vault();
                new.insert(Upload {
                    reader: vault.blob_reader(&file.sha256).map_err(Failure::from)?,
                    parts: Vec::new(),
                    there: state.present.into_iter().collect(),
                })
            }
        };
        let place = upload.parts.len() as u64 * PART_BYTES;
        if place < file.bytes {
            let part = upload.read(place, file.bytes)?;
            let (number, hash) = (upload.parts.len(), Hash::of(&part));
            let is_there = u32::try_from(number).is_ok_and(|n| upload.there.contains(&n));
            if !is_there {
                let to = format!("{path}/{number}?sha256={hash}");
                agency.send(Method::PUT, &to, Some(part), 0).await?;
            }
            upload.parts.push(hash);
            let done = (place + PART_BYTES).min(file.bytes);
            session.carrying.moved(file, done);
            return Ok(Turn::More);
        }
        let manifest = BlobManifest {
            sha256: file.sha256,
            size: file.bytes,
            media: file.media.clone(),
            parts: upload.parts.clone(),
            stream: file.stream.clone(),
        };
        agency
            .send(Method::PUT, &path, Some(manifest.to_bytes()), 0)
            .await?;
        session.is_up(&file.sha256)?;
        Ok(Turn::Done)
    }

    async fn fetch(
        &mut self,
        session: &Arc<Session>,
        agency: &Agency,
        file: &Carried,
    ) -> Result<Turn, Trouble> {
        let path = format!("/v1/blobs/{}", file.sha256);
        let changed = || Failure::new("blob-changed").with("sha256", file.sha256);
        let download = match self.down.entry(file.sha256) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(new) => {
                let manifest: BlobManifest = agency.ask(Method::GET, &path, None, 0).await?;
                let is_it = manifest.sha256 == file.sha256
                    && (file.bytes == 0 || manifest.size == file.bytes);
                if !is_it {
                    return Err(changed().into());
                }
                let blobs = session.store().vault().blobs();
                new.insert(Download {
                    arrival: blobs.arrival(&manifest).map_err(Failure::from)?,
                    manifest,
                })
            }
        };
        let number = download.arrival.next();
        if let Some(hash) = download.manifest.parts.get(number) {
            let to = format!("{path}/{number}");
            let part = agency.send(Method::GET, &to, None, 0).await?.body;
            if Hash::of(&part) != *hash {
                return Err(changed().into());
            }
            download.arrival.add(&part).map_err(Failure::from)?;
            session.carrying.moved(file, download.arrival.done());
            return Ok(Turn::More);
        }
        if let Some(Download { arrival, manifest }) = self.down.remove(&file.sha256) {
            let kept = session.store().vault().blobs().arrived(arrival);
            let id = kept.map_err(|error| match error.code() {
                "blob-damaged" => changed(),
                _ => error.into(),
            })?;
            session.is_down(&id, &manifest.media)?;
        }
        Ok(Turn::Done)
    }
}

impl Upload {
    fn read(&mut self, place: u64, size: u64) -> Result<Vec<u8>, Failure> {
        let length = (size - place).min(PART_BYTES);
        let mut part = vec![0; usize::try_from(length).unwrap_or(0)];
        self.reader.read_at(place, &mut part)?;
        Ok(part)
    }
}
