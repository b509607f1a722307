//! The server's face on the network: what `docs/formats/wire.md` says, in CBOR.

mod answer;
mod blobs;
mod feed;
mod gate;
mod session;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};
use sync::certificate::Identity;
use tokio::sync::{Semaphore, watch};

use crate::agency::Agency;
use answer::Failure;
use gate::Gates;

/// Enrolments that are looked at at once.
const ENROLLING_MAX: usize = 8;
/// How long one request may take, waiting for news included.
const REQUEST_MAX: Duration = Duration::from_secs(120);

/// Who is at the other end of a connection.
#[derive(Debug, Clone)]
pub(crate) struct Peer {
    /// Whom its certificate names; none without one.
    pub(crate) identity: Option<Identity>,
    /// Its network address.
    pub(crate) address: String,
}

/// What every request works with.
#[derive(Clone)]
pub(crate) struct Web {
    agency: Arc<Agency>,
    gates: Arc<Gates>,
    enrolling: Arc<Semaphore>,
    stop: watch::Receiver<bool>,
}

/// All routes.
pub(crate) fn router(web: Web) -> Router {
    Router::new()
        .route("/v1/hello", get(session::hello))
        .route("/v1/time", get(session::hello))
        .route("/v1/enrol", post(session::enrol))
        .route("/v1/renew", post(session::renew))
        .route("/v1/crl", get(session::crl))
        .route("/v1/cards", get(session::cards))
        .route("/v1/proofs/{*stream}", get(feed::proofs))
        .route("/v1/push", post(feed::push))
        .route("/v1/changes", post(feed::changes))
        .route("/v1/pull", post(feed::pull))
        .route(
            "/v1/blobs/{sha256}",
            put(blobs::finish).get(blobs::manifest),
        )
        .route("/v1/blobs/{sha256}/state", get(blobs::state))
        .route(
            "/v1/blobs/{sha256}/{number}",
            put(blobs::put_part).get(blobs::part),
        )
        .fallback(|| async { Failure::not_found("no-such-path") })
        .layer(axum::middleware::from_fn(limit_time))
        .layer(DefaultBodyLimit::disable())
        .with_state(web)
}

async fn limit_time(
    request: axum::extract::Request,
    next: axum::middleware::Next,
) -> axum::response::Response {
    use axum::response::IntoResponse as _;
    match tokio::time::timeout(REQUEST_MAX, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::busy("request-too-slow").into_response(),
    }
}

impl Web {
    pub(crate) fn new(agency: Arc<Agency>, stop: watch::Receiver<bool>) -> Self {
        Self {
            agency,
            gates: Arc::default(),
            enrolling: Arc::new(Semaphore::new(ENROLLING_MAX)),
            stop,
        }
    }

    /// Runs what may block on a thread that may.
    async fn blocking<T, E>(
        &self,
        work: impl FnOnce(&Agency) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Failure>
    where
        T: Send + 'static,
        E: Into<Failure> + Send + 'static,
    {
        let agency = Arc::clone(&self.agency);
        match tokio::task::spawn_blocking(move || work(&agency)).await {
            Ok(done) => done.map_err(Into::into),
            Err(_) => Err(Failure::internal("request-failed")),
        }
    }
}
