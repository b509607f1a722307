//! A device's side of the network.

use std::net::SocketAddr;
use std::time::Duration;

use agency_server::{Server, admin};
use reqwest::{Client, Response, StatusCode};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ClientConfig, RootCertStore};
use sync::wire::{
    Body, Changes, ChangesQuery, Enrol, Enrolled, Problem, Pull, PullFrom, Pulled, Push, Pushed,
};

use super::{Device, Site, device_name, new_key, request};

/// No request of a test takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

pub async fn start(site: &Site) -> Server {
    let listen = "127.0.0.1:0".parse().unwrap();
    Server::start(&site.folder(), Some(listen), site.hands.clock())
        .await
        .unwrap()
}

/// A client that trusts `root` and shows the device's certificate.
pub fn client(root: &[u8], device: Option<&Device>) -> Client {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(root.to_vec())).unwrap();
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_root_certificates(roots);
    let config = match device {
        None => config.with_no_client_auth(),
        Some(device) => {
            let key = PrivatePkcs8KeyDer::from(device.key.serialized_der().to_vec());
            let chain = device
                .chain
                .iter()
                .map(|der| CertificateDer::from(der.clone()))
                .collect();
            config
                .with_client_auth_cert(chain, PrivateKeyDer::Pkcs8(key))
                .unwrap()
        }
    };
    Client::builder()
        .tls_backend_preconfigured(config)
        .timeout(PATIENCE)
        .no_proxy()
        .build()
        .unwrap()
}

/// A computer on the network.
pub struct Computer {
    pub device: Device,
    pub client: Client,
    pub base: String,
}

pub fn url(address: SocketAddr, path: &str) -> String {
    format!("https://{address}{path}")
}

pub async fn enrol(
    address: SocketAddr,
    root: &[u8],
    code: &str,
    key: &rcgen::KeyPair,
    name: &str,
) -> Response {
    let enrol = Enrol {
        code: code.to_owned(),
        request: request(key, name),
        computer: "測試機".to_owned(),
    };
    client(root, None)
        .post(url(address, "/v1/enrol"))
        .body(enrol.to_bytes())
        .send()
        .await
        .unwrap()
}

pub async fn problem(response: Response) -> (StatusCode, String) {
    let status = response.status();
    let body = response.bytes().await.unwrap();
    (status, Problem::from_bytes(&body).unwrap().code)
}

impl Computer {
    /// Enrols over the network with an invitation.
    pub async fn enrol(site: &Site, server: &Server, person: &str) -> Self {
        let invitation = admin::invite(&site.folder(), person, site.hands.now()).unwrap();
        let root = server.agency().authority.root().to_vec();
        let (key, name) = (new_key(), device_name());
        let answer = enrol(server.address(), &root, &invitation.code, &key, &name).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let enrolled = Enrolled::from_bytes(&answer.bytes().await.unwrap()).unwrap();
        assert_eq!(enrolled.person, person);
        let device = Device::from(person, &name, key, enrolled);
        let client = client(&root, Some(&device));
        Self {
            device,
            client,
            base: format!("https://{}", server.address()),
        }
    }

    pub async fn post(&self, path: &str, body: Vec<u8>) -> Response {
        self.client
            .post(format!("{}{path}", self.base))
            .body(body)
            .send()
            .await
            .unwrap()
    }

    pub async fn get(&self, path: &str) -> Response {
        self.client
            .get(format!("{}{path}", self.base))
            .send()
            .await
            .unwrap()
    }

    pub async fn put(&self, path: &str, body: Vec<u8>) -> Response {
        self.client
            .put(format!("{}{path}", self.base))
            .body(body)
            .send()
            .await
            .unwrap()
    }

    async fn ask<B: Body>(&self, path: &str, body: Vec<u8>) -> B {
        let answer = self.post(path, body).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        B::from_bytes(&answer.bytes().await.unwrap()).unwrap()
    }

    pub async fn push(&self, operations: Vec<Vec<u8>>) -> Vec<sync::verdict::Verdict> {
        let pushed: Pushed = self
            .ask(
                "/v1/push",
                Push {
                    operations,
                    heads: None,
                }
                .to_bytes(),
            )
            .await;
        pushed
            .verdicts
            .iter()
            .map(|bytes| super::proven(&self.device.root, bytes))
            .collect()
    }

    pub async fn changes(&self, cursor: &[u8], wait_ms: u64) -> Changes {
        self.ask(
            "/v1/changes",
            ChangesQuery {
                cursor: cursor.to_vec(),
                wait_ms,
            }
            .to_bytes(),
        )
        .await
    }

    /// All news up to now: names of streams, streams to forget, cursor.
    pub async fn catch_up(&self, cursor: &[u8]) -> (Vec<String>, Vec<String>, Vec<u8>) {
        let (mut streams, mut revoked, mut cursor) = (Vec::new(), Vec::new(), cursor.to_vec());
        loop {
            let news = self.changes(&cursor, 0).await;
            streams.extend(news.streams.into_iter().map(|head| head.stream));
            revoked.extend(news.revoked);
            cursor = news.cursor;
            if !news.more {
                streams.sort();
                streams.dedup();
                return (streams, revoked, cursor);
            }
        }
    }

    pub async fn pull(&self, stream: &str) -> sync::wire::PulledStream {
        let from = PullFrom {
            stream: stream.to_owned(),
            from_seq: 1,
        };
        let pulled: Pulled = self
            .ask(
                "/v1/pull",
                Pull {
                    streams: vec![from],
                    limit: 1_000,
                }
                .to_bytes(),
            )
            .await;
        pulled.streams.into_iter().next().unwrap()
    }
}
