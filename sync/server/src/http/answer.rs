//! Answers: a body of `sync::wire`, or a problem with its HTTP status. A problem
//! never decides an operation.

use axum::body::{Body as HttpBody, to_bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use sync::Facts;
use sync::wire::{self, Body, Garbled, MEDIA_TYPE};

use crate::enrolment::NotEnrolled;
use crate::ingest::NoVerdict;
use crate::problem::Problem;
use crate::storage::StoreFault;

/// When a busy server is to be asked again, s.
const RETRY_S: u64 = 2;

/// A body of the wire.
pub(super) struct Cbor<B>(pub(super) B);

impl<B: Body> IntoResponse for Cbor<B> {
    fn into_response(self) -> Response {
        let kind = HeaderValue::from_static(MEDIA_TYPE);
        ([(CONTENT_TYPE, kind)], self.0.to_bytes()).into_response()
    }
}

/// Why a request was not served.
#[derive(Debug)]
pub(super) struct Failure {
    status: StatusCode,
    code: String,
    facts: Facts,
    retry: bool,
}

impl Failure {
    pub(super) fn new(status: StatusCode, code: &str, facts: Facts) -> Self {
        Self {
            status,
            code: code.to_owned(),
            facts,
            retry: false,
        }
    }

    pub(super) fn code(&self) -> &str {
        &self.code
    }

    pub(super) fn not_found(code: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, Facts::new())
    }

    pub(super) fn forbidden(code: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, Facts::new())
    }

    pub(super) fn internal(code: &str) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, code, Facts::new())
    }

    /// Not now; ask again.
    pub(super) fn busy(code: &str) -> Self {
        Self {
            retry: true,
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, code, Facts::new())
        }
    }

    /// Too much at once from one person; ask again.
    pub(super) fn too_many(code: &str) -> Self {
        Self {
            retry: true,
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, code, Facts::new())
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let body = Cbor(wire::Problem {
            code: self.code,
            facts: self.facts,
        });
        let mut response = (self.status, body).into_response();
        if self.retry {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(RETRY_S));
        }
        response
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        tracing::error!(code = problem.code(), "{problem}");
        Self::internal(problem.code())
    }
}

impl From<StoreFault> for Failure {
    fn from(fault: StoreFault) -> Self {
        tracing::error!(code = fault.code(), "store: {fault}");
        // What the database says is for the log, not for the network.
        Self::busy(fault.code())
    }
}

impl From<NoVerdict> for Failure {
    fn from(none: NoVerdict) -> Self {
        match none {
            NoVerdict::Busy => Self::busy("server-busy"),
            NoVerdict::Stopping => Self::busy("server-stopping"),
            NoVerdict::Store(fault) => fault.into(),
        }
    }
}

impl From<NotEnrolled> for Failure {
    fn from(why: NotEnrolled) -> Self {
        match &why {
            NotEnrolled::Failed(problem) => {
                tracing::error!(code = problem.code(), "enrolment: {problem}");
                Self::busy(problem.code())
            }
            NotEnrolled::Request(_) => Self::new(StatusCode::BAD_REQUEST, why.code(), why.facts()),
            _ => Self::new(StatusCode::FORBIDDEN, why.code(), why.facts()),
        }
    }
}

impl From<Garbled> for Failure {
    fn from(garbled: Garbled) -> Self {
        Self::new(StatusCode::BAD_REQUEST, garbled.code(), garbled.facts())
    }
}

/// The bytes of a request, at most `max`.
pub(super) async fn bytes_of(request: Request<HttpBody>, max: usize) -> Result<Bytes, Failure> {
    let too_large = || {
        let facts = Facts::from([("max".to_owned(), max.to_string())]);
        Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "body-too-large", facts)
    };
    let said = request.headers().get(CONTENT_LENGTH);
    let said = said.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|length| length > max) {
        return Err(too_large());
    }
    let cut_off = || Failure::new(StatusCode::BAD_REQUEST, "body-cut-off", Facts::new());
    let read = to_bytes(request.into_body(), max).await;
    read.map_err(|_| {
        if said.is_some() {
            cut_off()
        } else {
            too_large()
        }
    })
}

/// The body of a request.
pub(super) async fn body_of<B: Body>(request: Request<HttpBody>) -> Result<B, Failure> {
    let bytes = bytes_of(request, B::BYTES_MAX).await?;
    Ok(B::from_bytes(&bytes)?)
}
