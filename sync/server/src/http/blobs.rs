//! Blobs in parts of 1 MiB. Anybody of the agency may send one; it may be read
//! by those who may see a stream that refers to it, and by its sender.

use axum::body::Body as HttpBody;
use axum::extract::{Extension, Path, Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Request, StatusCode};
use axum::response::{IntoResponse as _, Response};
use office::Stream;
use sync::wire::{BlobManifest, BlobState, Body as _, PART_BYTES, PARTS_MAX};
use sync::{Facts, Hash};

use super::answer::{Cbor, Failure, body_of, bytes_of};
use super::session::BLOB_BYTES_MAX;
use super::{Peer, Web};
use crate::agency::Agency;
use crate::blobs::Finished;
use crate::reading::Reader;
use crate::storage::{StoreFault, StoredBlob};

fn named(sha256: &str) -> Result<Hash, Failure> {
    Hash::from_hex(sha256).ok_or_else(|| Failure::not_found("blob-unknown"))
}

fn numbered(number: &str) -> Result<u32, Failure> {
    let number = number
        .parse::<u32>()
        .ok()
        .filter(|number| (*number as usize) < PARTS_MAX);
    number.ok_or_else(|| Failure::not_found("blob-part-unknown"))
}

fn conflict(code: &str, fact: (&str, String)) -> Failure {
    Failure::new(
        StatusCode::CONFLICT,
        code,
        Facts::from([(fact.0.to_owned(), fact.1)]),
    )
}

/// What the address of a part says of it.
#[derive(serde::Deserialize)]
pub(super) struct Said {
    /// SHA-256 of the part, hexadecimal; a part that is another is not taken.
    sha256: Option<String>,
}

pub(super) async fn put_part(
    State(web): State<Web>,
    Extension(peer): Extension<Peer>,
    Path((sha256, number)): Path<(String, String)>,
    Query(said): Query<Said>,
    request: Request<HttpBody>,
) -> Result<StatusCode, Failure> {
    let admitted = web.admit(&peer).await?;
    let (sha256, number) = (named(&sha256)?, numbered(&number)?);
    let part = usize::try_from(PART_BYTES).unwrap_or(usize::MAX);
    let bytes = bytes_of(request, part).await?;
    let sender = admitted.reader.person.to_string();
    web.blocking(move |agency| {
        if said
            .sha256
            .is_some_and(|said| said != Hash::of(&bytes).to_hex())
        {
            return Err(conflict("blob-part", ("number", number.to_string())));
        }
        if agency.store.blob(&sha256)?.is_some() {
            return Ok(());
        }
        room(agency, &sender, bytes.len() as u64)?;
        Ok(agency.blobs.put_part(&sender, &sha256, number, &bytes)?)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a person may send so many bytes more.
fn room(agency: &Agency, sender: &str, more: u64) -> Result<(), Failure> {
    let limit = agency.settings.person_blob_bytes;
    let sent = agency.sent_bytes(sender)?;
    let used = sent.saturating_add(agency.blobs.unfinished_bytes(sender)?);
    if used.saturating_add(more) <= limit {
        return Ok(());
    }
    let facts = [("used_bytes", used), ("limit_bytes", limit)];
    Err(Failure::new(
        StatusCode::INSUFFICIENT_STORAGE,
        "blob-quota",
        facts
            .map(|(name, bytes)| (name.to_owned(), bytes.to_string()))
            .into(),
    ))
}

pub(super) async fn state(
    State(web): State<Web>,
    Extension(peer): Extension<Peer>,
    Path(sha256): Path<String>,
) -> Result<Cbor<BlobState>, Failure> {
    let admitted = web.admit(&peer).await?;
    let sha256 = named(&sha256)?;
    let sender = admitted.reader.person.to_string();
    let state = web
        .blocking(move |agency| {
            let complete = agency.store.blob(&sha256)?.is_some();
            let present = if complete {
                Vec::new()
            } else {
                agency.blobs.present(&sender, &sha256)?
            };
            Ok::<_, StoreFault>(BlobState { complete, present })
        })
        .await?;
    Ok(Cbor(state))
}

pub(super) async fn finish(
    State(web): State<Web>,
    Extension(peer): Extension<Peer>,
    Path(sha256): Path<String>,
    request: Request<HttpBody>,
) -> Result<StatusCode, Failure> {
    let admitted = web.admit(&peer).await?;
    let sha256 = named(&sha256)?;
    let manifest: BlobManifest = body_of(request).await?;
    if manifest.sha256 != sha256 {
        return Err(conflict("blob-other", ("sha256", manifest.sha256.to_hex())));
    }
    if manifest.size > BLOB_BYTES_MAX {
        return Err(Failure::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "blob-too-large",
            Facts::new(),
        ));
    }
    let sender = admitted.reader.person.to_string();
    let (finished, waiting) = web
        .blocking(move |agency| keep(agency, &manifest, sender))
        .await?;
    match finished {
        Finished::Part(number) => {
            return Err(conflict("blob-part", ("number", number.to_string())));
        }
        Finished::Other => return Err(conflict("blob-other", ("sha256", sha256.to_hex()))),
        Finished::Whole => {}
    }
    if !waiting.is_empty() {
        // Decided anew now that what they waited for is here; the verdicts go by the feed.
        web.agency.ingest.push(waiting).await?;
    }
    Ok(StatusCode::CREATED)
}

type Kept = (Finished, Vec<crate::ingest::Examined>);

fn keep(agency: &Agency, manifest: &BlobManifest, sender: String) -> Result<Kept, StoreFault> {
    let finished = agency.blobs.finish(&sender, manifest)?;
    if finished != Finished::Whole {
        return Ok((finished, Vec::new()));
    }
    let waiting = agency.store.put_blob(&StoredBlob {
        sha256: manifest.sha256,
        size: manifest.size,
        manifest: manifest.to_bytes(),
        sender: sender.clone(),
        at: agency.now(),
    })?;
    agency.forget_sent_bytes(&sender);
    let mut operations = Vec::new();
    for id in waiting {
        operations.extend(
            agency
                .store
                .operation(&id)?
                .map(|bytes| agency.examine(bytes)),
        );
    }
    Ok((finished, operations))
}

/// A blob that is not there and one that may not be read are answered alike.
fn readable(
    agency: &Agency,
    reader: &Reader,
    sha256: &Hash,
) -> Result<Option<StoredBlob>, StoreFault> {
    let Some(blob) = agency.store.blob(sha256)? else {
        return Ok(None);
    };
    if blob.sender == reader.person.as_str() {
        return Ok(Some(blob));
    }
    for name in agency.store.blob_readers(sha256)? {
        let stream = name.parse::<Stream>().ok();
        if let Some(stream) = stream
            && agency.may_see(&reader.person, &stream)?
        {
            return Ok(Some(blob));
        }
    }
    Ok(None)
}

pub(super) async fn manifest(
    State(web): State<Web>,
    Extension(peer): Extension<Peer>,
    Path(sha256): Path<String>,
) -> Result<Cbor<BlobManifest>, Failure> {
    let admitted = web.admit(&peer).await?;
    let sha256 = named(&sha256)?;
    let reader = admitted.reader.clone();
    let blob = web
        .blocking(move |agency| readable(agency, &reader, &sha256))
        .await?;
    let blob = blob.ok_or_else(|| Failure::not_found("blob-unknown"))?;
    Ok(Cbor(BlobManifest::from_bytes(&blob.manifest)?))
}

pub(super) async fn part(
    State(web): State<Web>,
    Extension(peer): Extension<Peer>,
    Path((sha256, number)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let admitted = web.admit(&peer).await?;
    let (sha256, number) = (named(&sha256)?, numbered(&number)?);
    let reader = admitted.reader.clone();
    let bytes = web
        .blocking(move |agency| match readable(agency, &reader, &sha256)? {
            Some(_) => agency.blobs.read_part(&sha256, number),
            None => Ok::<_, StoreFault>(None),
        })
        .await?;
    let bytes = bytes.ok_or_else(|| Failure::not_found("blob-unknown"))?;
    let kind = HeaderValue::from_static("application/octet-stream");
    Ok(([(CONTENT_TYPE, kind)], bytes).into_response())
}
