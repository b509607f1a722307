//! Questions to the agency's server over HTTP/2 and TLS, and what an answer is
//! worth. The server is known by the root certificate of the enrolment and by
//! nothing else.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Method, StatusCode};
use rustls::ClientConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use sync::wire::{Body, MEDIA_TYPE, Problem};

use crate::Failure;
use crate::session::Session;

/// How long one question may take besides the time that it asks the server to wait.
const ANSWER: Duration = Duration::from_secs(20);
/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// The longest answer that is read, in bytes.
const MAX_ANSWER: usize = 17 * 1024 * 1024;
/// The longest that a server may ask us to stay away.
const MAX_RETRY_SECONDS: i64 = 600;

/// Why a question has no answer. None of these decides anything.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// No connection, or it broke.
    #[error("the agency does not answer")]
    Unreachable,
    /// The server is not the one of the enrolment.
    #[error("the server is not the agency's: {0}")]
    Stranger(String),
    /// The server says that it cannot serve this.
    #[error("the server says {}", problem.code)]
    Said {
        /// HTTP status.
        status: u16,
        /// What it says.
        problem: Problem,
        /// When to come again, ms from now.
        retry_after_ms: Option<i64>,
    },
    /// An answer that is no answer: an error page, a cut-off body.
    #[error("the answer cannot be read (status {status})")]
    Garbled {
        /// HTTP status.
        status: u16,
        /// When to come again, ms from now.
        retry_after_ms: Option<i64>,
    },
    /// This computer failed.
    #[error(transparent)]
    Own(#[from] Failure),
}

impl Trouble {
    /// Stable code.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Unreachable => "agency-unreachable",
            Self::Stranger(_) => "server-of-another",
            Self::Said { problem, .. } => &problem.code,
            Self::Garbled { .. } => "agency-garbled",
            Self::Own(failure) => &failure.code,
        }
    }

    pub(crate) fn retry_after_ms(&self) -> Option<i64> {
        match self {
            Self::Said { retry_after_ms, .. } | Self::Garbled { retry_after_ms, .. } => {
                *retry_after_ms
            }
            Self::Unreachable | Self::Stranger(_) | Self::Own(_) => None,
        }
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Own(failure) => failure,
            Trouble::Said { problem, .. } => Self::of(&problem.code, problem.facts),
            Trouble::Stranger(ref detail) => Self::new(trouble.code()).with("detail", detail),
            Trouble::Garbled { status, .. } => Self::new(trouble.code()).with("status", status),
            Trouble::Unreachable => Self::new(trouble.code()),
        }
    }
}

/// The agency's server, known by its root.
#[derive(Debug, Clone)]
pub(crate) struct Agency {
    client: reqwest::Client,
    servers: Vec<String>,
}

/// What the answer to a question carries.
pub(crate) struct Answer {
    pub body: Vec<u8>,
}

impl Agency {
    /// The agency of an enrolled vault.
    pub(crate) fn of(session: &Session) -> Result<Self, Failure> {
        let mut roots = rustls::RootCertStore::empty();
        let stranger = |e: rustls::Error| Failure::new("certificate-unreadable").with("detail", e);
        for root in session.identity.roots.certificates() {
            roots
                .add(CertificateDer::from(root.clone()))
                .map_err(stranger)?;
        }
        let (chain, key) = session.store().tls()?;
        let chain = chain.into_iter().map(CertificateDer::from).collect();
        let key = PrivateKeyDer::try_from(key)
            .map_err(|e| Failure::new("vault-unreadable").with("what", e))?;
        let config = builder()?
            .with_root_certificates(roots)
            .with_client_auth_cert(chain, key)
            .map_err(stranger)?;
        Self::with(config, session.identity.servers.clone())
    }

    /// A server with this way of knowing it.
    pub(crate) fn with(config: ClientConfig, servers: Vec<String>) -> Result<Self, Failure> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(config)
            .connect_timeout(CONNECT)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(|e| Failure::new("network-missing").with("detail", e))?;
        Ok(Self { client, servers })
    }

    /// Asks and reads a body.
    pub(crate) async fn ask<A: Body>(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        wait_ms: u64,
    ) -> Result<A, Trouble> {
        let answer = self.send(method, path, body, wait_ms).await?;
        A::from_bytes(&answer.body).map_err(|_| Trouble::Garbled {
            status: 200,
            retry_after_ms: None,
        })
    }

    /// Asks each server in order until one answers at all.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        wait_ms: u64,
    ) -> Result<Answer, Trouble> {
        let mut last = Trouble::Unreachable;
        for server in &self.servers {
            match self
                .send_to(server, method.clone(), path, body.clone(), wait_ms)
                .await
            {
                Err(trouble @ (Trouble::Unreachable | Trouble::Stranger(_))) => last = trouble,
                other => return other,
            }
        }
        Err(last)
    }

    async fn send_to(
        &self,
        server: &str,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        wait_ms: u64,
    ) -> Result<Answer, Trouble> {
        let url = format!("{}{path}", server.trim_end_matches('/'));
        let mut question = self
            .client
            .request(method, url)
            .timeout(ANSWER + Duration::from_millis(wait_ms));
        if let Some(body) = body {
            question = question.header(CONTENT_TYPE, MEDIA_TYPE).body(body);
        }
        let mut answer = question.send().await.map_err(|error| unreachable(&error))?;
        let status = answer.status();
        let retry_after_ms = answer
            .headers()
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok()?.trim().parse::<i64>().ok())
            .map(|seconds| seconds.clamp(0, MAX_RETRY_SECONDS) * 1_000);
        let garbled = || Trouble::Garbled {
            status: status.as_u16(),
            retry_after_ms,
        };
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|_| Trouble::Unreachable)? {
            if bytes.len() + chunk.len() > MAX_ANSWER {
                return Err(garbled());
            }
            bytes.extend_from_slice(&chunk);
        }
        if matches!(
            status,
            StatusCode::OK | StatusCode::CREATED | StatusCode::NO_CONTENT
        ) {
            return Ok(Answer { body: bytes });
        }
        match Problem::from_bytes(&bytes) {
            Ok(problem) => Err(Trouble::Said {
                status: status.as_u16(),
                problem,
                retry_after_ms,
            }),
            Err(_) => Err(garbled()),
        }
    }
}

/// TLS 1.3 with the algorithms of `ring`.
pub(crate) fn builder()
-> Result<rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>, Failure> {
    ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|e| Failure::new("network-missing").with("detail", e))
}

/// A certificate that does not fit is told apart from silence.
fn unreachable(error: &reqwest::Error) -> Trouble {
    match tls_fault(error) {
        Some(rustls::Error::InvalidCertificate(why)) => Trouble::Stranger(format!("{why:?}")),
        _ => Trouble::Unreachable,
    }
}

/// What TLS said, however deep it lies.
fn tls_fault<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e rustls::Error> {
    if let Some(found) = error.downcast_ref::<rustls::Error>() {
        return Some(found);
    }
    let inner = error
        .downcast_ref::<std::io::Error>()
        .and_then(std::io::Error::get_ref);
    match inner {
        Some(inner) => tls_fault(inner),
        None => error.source().and_then(tls_fault),
    }
}
