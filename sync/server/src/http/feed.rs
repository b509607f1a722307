//! Push, changes and pull.

use std::time::Duration;

use axum::body::Body as HttpBody;
use axum::extract::{Extension, Path, State};
use axum::http::Request;
use office::Stream;
use sync::wire::{Changes, ChangesQuery, Proofs, Pull, Pulled, Push, Pushed};
use tokio::time::Instant;

use super::answer::{Cbor, Failure, body_of};
use super::{Peer, Web};
use crate::ingest::Origin;
use crate::problem::Problem;
use crate::reading::NOT_VISIBLE;
use crate::storage::StoreFault;

/// How long a request waits for news at most.
const WAIT_MAX: Duration = Duration::from_secs(50);

pub(super) async fn push(
    State(web): State<Web>,
    Extension(peer): Extension<Peer>,
    request: Request<HttpBody>,
) -> Result<Cbor<Pushed>, Failure> {
    let admitted = web.admit_to_push(&peer).await?;
    let origin = Origin {
        place: peer.address,
        person: admitted.reader.person.to_string(),
        device: admitted.reader.device.clone(),
    };
    let push: Push = body_of(request).await?;
    let examined = web
        .blocking(move |agency| {
            let each = push
                .operations
                .into_iter()
                .map(|bytes| agency.examine(bytes));
            Ok::<_, StoreFault>(each.collect())
        })
        .await?;
    let verdicts = web.agency.ingest.push_from(origin, examined).await?;
    Ok(Cbor(Pushed { verdicts }))
}

pub(super) async fn changes(
    State(web): State<Web>,
    Extension(peer): Extension<Peer>,
    request: Request<HttpBody>,
) -> Result<Cbor<Changes>, Failure> {
    let admitted = web.admit(&peer).await?;
    let query: ChangesQuery = body_of(request).await?;
    let until = Instant::now() + Duration::from_millis(query.wait_ms).min(WAIT_MAX);
    let (mut feed, mut stop) = (web.agency.feed.clone(), web.stop.clone());
    let mut cursor = query.cursor;
    loop {
        feed.borrow_and_update();
        let (reader, from) = (admitted.reader.clone(), cursor);
        let news = web
            .blocking(move |agency| agency.changes(&reader, &from))
            .await?;
        let quiet = news.streams.is_empty() && news.revoked.is_empty() && news.verdicts.is_empty();
        if !quiet || news.more || *stop.borrow_and_update() || Instant::now() >= until {
            return Ok(Cbor(news));
        }
        cursor = news.cursor;
        tokio::select! {
            _ = feed.changed() => {}
            _ = stop.changed() => {}
            () = tokio::time::sleep_until(until) => {}
        }
    }
}

pub(super) async fn pull(
    State(web): State<Web>,
    Extension(peer): Extension<Peer>,
    request: Request<HttpBody>,
) -> Result<Cbor<Pulled>, Failure> {
    let admitted = web.admit(&peer).await?;
    let pull: Pull = body_of(request).await?;
    let reader = admitted.reader.clone();
    Ok(Cbor(
        web.blocking(move |agency| agency.pull(&reader, &pull))
            .await?,
    ))
}

/// What proves a stream beside its records, for whoever may see it.
pub(super) async fn proofs(
    State(web): State<Web>,
    Extension(peer): Extension<Peer>,
    Path(name): Path<String>,
) -> Result<Cbor<Proofs>, Failure> {
    let admitted = web.admit(&peer).await?;
    let person = admitted.reader.person.clone();
    let found = web
        .blocking(move |agency| -> Result<Option<Proofs>, Problem> {
            let visible = match name.parse::<Stream>() {
                Ok(stream) => agency.may_see(&person, &stream)?,
                Err(_) => false,
            };
            visible.then(|| agency.proofs(&name)).transpose()
        })
        .await?;
    found
        .map(Cbor)
        .ok_or_else(|| Failure::not_found(NOT_VISIBLE))
}
