//! The running server: TLS 1.3, HTTP/1.1 and HTTP/2, and an orderly end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use sync::certificate;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use crate::agency::Agency;
use crate::clock::Clock;
use crate::folder::Folder;
use crate::http::{self, Peer, Web};
use crate::problem::Problem;
use crate::{stamps, timers};

/// Connections at once.
const CONNECTIONS_MAX: usize = 4_096;
/// How long a handshake may take.
const HANDSHAKE_MAX: Duration = Duration::from_secs(10);
/// How long the head of a request may take.
const HEAD_MAX: Duration = Duration::from_secs(15);
/// How long requests may go on after the server was told to stop.
const STOP_MAX: Duration = Duration::from_secs(10);
/// Requests at once on one HTTP/2 connection.
const STREAMS_MAX: u32 = 64;

/// A server that runs until it is stopped.
pub struct Server {
    address: SocketAddr,
    agency: Arc<Agency>,
    stop: watch::Sender<bool>,
    tasks: Vec<tokio::task::JoinHandle<()>>,
    thread: JoinHandle<()>,
}

impl Server {
    /// Starts the server of a folder. `listen` overrides the settings; port 0
    /// takes a free one, see [`Server::address`].
    ///
    /// # Errors
    /// A [`Problem`].
    pub async fn start(
        folder: &Folder,
        listen: Option<SocketAddr>,
        clock: Clock,
    ) -> Result<Self, Problem> {
        let opened = folder.clone();
        let open = tokio::task::spawn_blocking(move || Agency::open(&opened, clock)).await;
        let (agency, thread) = open.map_err(|error| Problem::Network(error.to_string()))??;
        let tls = tls(&agency)?;
        let network = |error: std::io::Error| Problem::Network(error.to_string());
        let listener = TcpListener::bind(listen.unwrap_or(agency.settings.listen))
            .await
            .map_err(network)?;
        let address = listener.local_addr().map_err(network)?;
        let agency = Arc::new(agency);
        let (stop, stopped) = watch::channel(false);
        let web = Web::new(Arc::clone(&agency), stopped.clone());
        let tasks = vec![
            tokio::spawn(accept(
                listener,
                TlsAcceptor::from(tls),
                web,
                stopped.clone(),
            )),
            tokio::spawn(timers::run(Arc::clone(&agency), stopped.clone())),
            tokio::spawn(stamps::run(Arc::clone(&agency), stopped)),
        ];
        tracing::info!(%address, "the server listens");
        Ok(Self {
            address,
            agency,
            stop,
            tasks,
            thread,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The agency that it serves.
    #[must_use]
    pub fn agency(&self) -> &Arc<Agency> {
        &self.agency
    }

    /// Stops in order: no new connections, what is asked is answered, what is
    /// decided is written.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        for task in self.tasks {
            // A task that panicked has nothing left to finish.
            let _ = task.await;
        }
        drop(self.agency);
        let thread = self.thread;
        // The deciding thread ends once the last request has gone.
        let _ = tokio::time::timeout(STOP_MAX, tokio::task::spawn_blocking(move || thread.join()))
            .await;
    }
}

fn tls(agency: &Agency) -> Result<Arc<ServerConfig>, Problem> {
    let network = |error: rustls::Error| Problem::Network(error.to_string());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    let root = CertificateDer::from(agency.authority.root().to_vec());
    roots.add(root.clone()).map_err(network)?;
    let clients =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
            .allow_unauthenticated()
            .build()
            .map_err(|error| Problem::Network(error.to_string()))?;
    let (key, certificate) = agency
        .authority
        .issue_tls(&agency.settings.names, agency.now())?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key));
    // The root goes along: a computer that enrols knows only its fingerprint.
    let chain = vec![CertificateDer::from(certificate), root];
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(network)?
        .with_client_cert_verifier(clients)
        .with_single_cert(chain, key)
        .map_err(network)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

async fn accept(
    listener: TcpListener,
    tls: TlsAcceptor,
    web: Web,
    mut stop: watch::Receiver<bool>,
) {
    let router = http::router(web.clone());
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => break,
        };
        let (stream, place) = match (accepted, Arc::clone(&places).try_acquire_owned()) {
            (Ok((stream, from)), Ok(place)) => ((stream, from.ip().to_string()), place),
            (Ok(_), Err(_)) => continue,
            (Err(error), _) => {
                // Out of file handles, mostly: give connections time to end.
                tracing::warn!("accept: {error}");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (tls, watcher) = (tls.clone(), graceful.watcher());
        let (router, web) = (router.clone(), web.clone());
        tokio::spawn(async move {
            let _place = place;
            serve(stream, tls, (router, web), watcher).await;
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(STOP_MAX, graceful.shutdown()).await;
}

async fn serve(
    (stream, address): (TcpStream, String),
    tls: TlsAcceptor,
    (router, web): (Router, Web),
    watcher: hyper_util::server::graceful::Watcher,
) {
    // Small answers must not wait for a full packet.
    let _ = stream.set_nodelay(true);
    let stream = match tokio::time::timeout(HANDSHAKE_MAX, tls.accept(stream)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => {
            let inner = error.get_ref();
            if let Some(why) = inner.and_then(|e| e.downcast_ref::<rustls::Error>()) {
                web.turned_away(&address, why).await;
            }
            return;
        }
        Err(_) => return,
    };
    let leaf = stream
        .get_ref()
        .1
        .peer_certificates()
        .and_then(|chain| chain.first());
    let identity = leaf.and_then(|leaf| certificate::identity(leaf).ok());
    let peer = Peer { identity, address };
    let service =
        hyper::service::service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
            request.extensions_mut().insert(peer.clone());
            router.clone().oneshot(request)
        });
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_MAX);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_MAX)
        .keep_alive_interval(Some(HEAD_MAX));
    let connection = builder
        .serve_connection(TokioIo::new(stream), service)
        .into_owned();
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!("connection: {error}");
    }
}
