//! Hello, enrolment and renewal.

use axum::body::Body as HttpBody;
use axum::extract::{Extension, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Request};
use axum::response::{IntoResponse as _, Response};
use sync::envelope::OPERATION_BYTES_MAX;
use sync::wire::{
    CARD_AUTHORITIES_MAX, CARDS_MAX, Cards, Enrol, Enrolled, Hello, HelloLimits, PART_BYTES,
    PARTS_MAX, PROTOCOL_VERSION, PUSH_BYTES_MAX, PUSH_OPS_MAX,
};

use super::answer::{Cbor, Failure, body_of};
use super::{Peer, Web};
use crate::agency::Agency;

/// Largest blob, in bytes.
pub(super) const BLOB_BYTES_MAX: u64 = PART_BYTES * PARTS_MAX as u64;

pub(super) async fn hello(State(web): State<Web>) -> Cbor<Hello> {
    let agency = &web.agency;
    Cbor(Hello {
        version_min: PROTOCOL_VERSION,
        version_max: PROTOCOL_VERSION,
        agency: agency.settings.agency_id.clone(),
        name: agency.settings.name.clone(),
        clock: agency.now(),
        epoch: agency.epoch,
        limits: HelloLimits {
            push_ops: PUSH_OPS_MAX as u64,
            push_bytes: PUSH_BYTES_MAX as u64,
            operation_bytes: OPERATION_BYTES_MAX as u64,
            blob_bytes: BLOB_BYTES_MAX,
            part_bytes: PART_BYTES,
        },
        root: agency.authority.fingerprint(),
    })
}

/// The agency's list of revocation. Anybody may have it: it names numbers only.
pub(super) async fn crl(State(web): State<Web>) -> Result<Response, Failure> {
    let Ok(_permit) = web.enrolling.try_acquire() else {
        return Err(Failure::busy("server-busy"));
    };
    let der = web.blocking(Agency::crl).await?;
    let kind = HeaderValue::from_static("application/pkix-crl");
    Ok(([(CONTENT_TYPE, kind)], der).into_response())
}

/// The agency's word on the cards of the person of a device, newest first.
pub(super) async fn cards(
    State(web): State<Web>,
    Extension(peer): Extension<Peer>,
) -> Result<Cbor<Cards>, Failure> {
    let admitted = web.admit(&peer).await?;
    let person = admitted.reader.person.to_string();
    let (kept, authorities) = web
        .blocking(move |agency| {
            let kept = agency.store.cards(Some(&person));
            kept.map(|kept| (kept, agency.cards.authorities().to_vec()))
        })
        .await?;
    let valid = kept.into_iter().filter(|card| card.withdrawn.is_none());
    let bindings = valid.map(|card| card.binding).take(CARDS_MAX).collect();
    Ok(Cbor(Cards {
        bindings,
        authorities: authorities.into_iter().take(CARD_AUTHORITIES_MAX).collect(),
    }))
}

pub(super) async fn enrol(
    State(web): State<Web>,
    Extension(peer): Extension<Peer>,
    request: Request<HttpBody>,
) -> Result<Cbor<Enrolled>, Failure> {
    let Ok(_permit) = web.enrolling.try_acquire() else {
        return Err(Failure::busy("server-busy"));
    };
    let enrol: Enrol = body_of(request).await?;
    let done = web.blocking(move |agency| agency.enrol(&enrol)).await;
    Ok(Cbor(web.noted(&peer, done).await?))
}

pub(super) async fn renew(
    State(web): State<Web>,
    Extension(peer): Extension<Peer>,
    request: Request<HttpBody>,
) -> Result<Cbor<Enrolled>, Failure> {
    let admitted = web.admit(&peer).await?;
    let enrol: Enrol = body_of(request).await?;
    let reader = admitted.reader.clone();
    Ok(Cbor(
        web.blocking(move |agency| agency.renew(&reader, &enrol))
            .await?,
    ))
}
