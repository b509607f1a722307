//! A server that answers with garbage never wedges the line, and never decides
//! anything.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use reqwest::Method;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::json;
use sync::wire::{Body, Hello};

use super::{Room, ask, submit};
use crate::practice::APPLICANT;
use crate::sync_loop::{Agency, Trouble, tls};

/// Answers, one after the other, for ever again from the first.
const ANSWERS: &[&[u8]] = &[
    b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 4\r\nconnection: close\r\n\r\noops",
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 7\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 15\r\nconnection: close\r\n\r\n<html>hi</html>",
    b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\nconnection: close\r\n\r\ncut off",
    b"no HTTP at all",
];

/// A TLS server of its own root that answers with `ANSWERS`.
fn garbage() -> (String, Vec<u8>, Arc<AtomicUsize>) {
    let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    let mut params = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let root = params.self_signed(&key).unwrap();
    let issuer = rcgen::Issuer::new(params, key);
    let leaf_key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    let leaf = rcgen::CertificateParams::new(["localhost".to_owned()])
        .unwrap()
        .signed_by(&leaf_key, &issuer)
        .unwrap();
    let key = PrivateKeyDer::try_from(leaf_key.serialize_der()).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(
        rustls::crypto::ring::default_provider(),
    ))
    .with_protocol_versions(&[&rustls::version::TLS13])
    .unwrap()
    .with_no_client_auth()
    .with_single_cert(vec![CertificateDer::from(leaf.der().to_vec())], key)
    .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    let count = Arc::new(AtomicUsize::new(0));
    let served = Arc::clone(&count);
    let config = Arc::new(config);
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            answer(
                stream,
                &config,
                ANSWERS[served.fetch_add(1, Ordering::SeqCst) % ANSWERS.len()],
            );
        }
    });
    (address, root.der().to_vec(), count)
}

/// Whatever the other side does, the next one is answered.
fn answer(mut stream: TcpStream, config: &Arc<rustls::ServerConfig>, answer: &[u8]) {
    let Ok(mut connection) = rustls::ServerConnection::new(Arc::clone(config)) else {
        return;
    };
    let mut tls = rustls::Stream::new(&mut connection, &mut stream);
    let mut question = [0; 4096];
    if tls.read(&mut question).is_ok() {
        let _ = tls.write_all(answer).and_then(|()| tls.flush());
    }
}

fn agency(address: &str, root: Vec<u8>) -> Agency {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from(root)).unwrap();
    let config = tls()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    Agency::with(config, vec![address.to_owned()]).unwrap()
}

#[test]
fn garbage_is_only_a_reason_to_try_again() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    submit(&core, "12/3", "返鄉探親");
    let session = core.session().unwrap();
    let (address, root, count) = garbage();
    let agency = agency(&address, root);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    for round in 0..ANSWERS.len() * 2 {
        let trouble = runtime
            .block_on(crate::sync_loop::round(&session, &agency))
            .unwrap_err();
        let until = session.outbox().on_failure(
            session.now(),
            0,
            trouble.retry_after_ms().map(|ms| session.now() + ms),
        );
        session.outbox().on_reachable();
        assert!(until >= session.now());
        let queue = ask(&core, "sync_state", json!({}))["queue"].clone();
        assert_eq!(queue[0]["mark"], "waiting", "round {round}");
    }
    assert!(count.load(Ordering::SeqCst) >= ANSWERS.len() * 2);
}

#[test]
fn the_server_of_another_agency_is_known_for_what_it_is() {
    let (address, _, _) = garbage();
    let (_, root, _) = garbage();
    let agency = agency(&address, root);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let trouble = runtime
        .block_on(agency.ask::<Hello>(Method::GET, "/v1/hello", None, 0))
        .unwrap_err();
    assert!(matches!(trouble, Trouble::Stranger(_)), "{trouble:?}");
    assert_eq!(trouble.code(), "server-of-another");
    assert!(Hello::from_bytes(b"<html>").is_err());
}
