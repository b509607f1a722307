//! Hello, enrolment and renewal.

use axum::body::Body as HttpBody;
use axum::extract::{Extension, State};
use axum::http::Request;
use sync::envelope::OPERATION_BYTES_MAX;
use sync::wire::{
    Enrol, Enrolled, Hello, HelloLimits, PART_BYTES, PARTS_MAX, PROTOCOL_VERSION, PUSH_BYTES_MAX,
    PUSH_OPS_MAX,
};

use super::answer::{Cbor, Failure, body_of};
use super::{Peer, Web};

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

pub(super) async fn enrol(
    State(web): State<Web>,
    request: Request<HttpBody>,
) -> Result<Cbor<Enrolled>, Failure> {
    let Ok(_permit) = web.enrolling.try_acquire() else {
        return Err(Failure::busy("server-busy"));
    };
    let enrol: Enrol = body_of(request).await?;
    Ok(Cbor(
        web.blocking(move |agency| agency.enrol(&enrol)).await?,
    ))
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
