//! Enrolment: an invitation becomes a certificate. The server is known by the
//! root that the invitation names, before a single byte of the code is sent.

use std::sync::Arc;

use reqwest::Method;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, RootCertStore, SignatureScheme};
use sync::certificate::{self, Roots, Usage};
use sync::invitation::Invitation;
use sync::wire::{Body, Enrol, Enrolled};
use sync::{Hash, wire};
use vault::{Enrolment, Vault};

use super::agency::{Agency, builder};
use crate::Failure;
use crate::session::Session;

/// Enrols the vault's device; waits for the agency.
///
/// # Errors
/// `agency-unreachable`, `server-of-another`, what the server says, and
/// `enrolment-differs` (what) when its answer does not fit the invitation.
pub(crate) fn enrol(
    vault: &Vault,
    invitation: &Invitation,
    computer: &str,
    now: i64,
) -> Result<(), Failure> {
    let key = vault.write(|tx| tx.make_device_key())?;
    let question = Enrol {
        code: invitation.code.clone(),
        request: key.request(None)?,
        computer: computer.to_owned(),
    };
    let config = builder()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Pinned::new(invitation.root)))
        .with_no_client_auth();
    let agency = Agency::with(config, invitation.servers.clone())?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Failure::new("network-missing").with("detail", e))?;
    let asked = agency.ask::<Enrolled>(Method::POST, "/v1/enrol", Some(question.to_bytes()), 0);
    let answer = runtime.block_on(asked).map_err(Failure::from)?;
    let enrolment = believe(
        &answer,
        &invitation.root,
        &invitation.servers,
        key.device(),
        now,
    )?;
    vault.write(|tx| tx.set_enrolment(&enrolment))?;
    Ok(())
}

/// Keeps a renewed certificate, when it is this agency's and for this device.
pub(crate) fn take_renewal(
    session: &Session,
    answer: &wire::Enrolled,
    now: i64,
) -> Result<(), Failure> {
    let identity = &session.identity;
    let missing = || Failure::new("enrolment-differs").with("what", "root");
    let root = identity
        .roots
        .certificates()
        .first()
        .map(|root| Hash::of(root))
        .ok_or_else(missing)?;
    let enrolment = believe(answer, &root, &identity.servers, &identity.device, now)?;
    if enrolment.person != identity.person {
        return Err(Failure::new("enrolment-differs").with("what", "person"));
    }
    session
        .store()
        .vault()
        .write(|tx| tx.set_enrolment(&enrolment))?;
    Ok(())
}

/// Checks that the answer is the agency's, and is about this device.
fn believe(
    answer: &wire::Enrolled,
    root: &Hash,
    servers: &[String],
    device: &str,
    now: i64,
) -> Result<Enrolment, Failure> {
    let differs = |what: &str| Failure::new("enrolment-differs").with("what", what);
    if Hash::of(&answer.root) != *root {
        return Err(differs("root"));
    }
    let roots = Roots::new(vec![answer.root.clone()])?;
    let named = match certificate::verify(&answer.chain, &roots, now, Usage::Operation, &|_| false)
    {
        // A clock that is wrong must not keep anybody out: it is shown later.
        Err(certificate::Untrusted::Time { .. }) => {
            let leaf = answer.chain.first().ok_or_else(|| differs("chain"))?;
            let (from, until) = certificate::validity(leaf)?;
            certificate::verify(
                &answer.chain,
                &roots,
                from + (until - from) / 2,
                Usage::Operation,
                &|_| false,
            )?
        }
        other => other?,
    };
    for (what, same) in [
        ("device", named.device == device),
        ("person", named.person == answer.person),
        ("agency", named.agency == answer.agency),
    ] {
        if !same {
            return Err(differs(what));
        }
    }
    Ok(Enrolment {
        agency: answer.agency.clone(),
        agency_name: answer.agency_name.clone(),
        person: answer.person.clone(),
        person_name: answer.person_name.clone(),
        device: device.to_owned(),
        servers: servers.to_vec(),
        roots: vec![answer.root.clone()],
        chain: answer.chain.clone(),
        at: now,
    })
}

/// Trusts one root, known by its SHA-256; the server sends the certificate along.
#[derive(Debug)]
struct Pinned {
    root: Hash,
    provider: Arc<CryptoProvider>,
}

impl Pinned {
    fn new(root: Hash) -> Self {
        Self {
            root,
            provider: Arc::new(rustls::crypto::ring::default_provider()),
        }
    }
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let unknown = || rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer);
        let root = intermediates
            .iter()
            .find(|one| Hash::of(one) == self.root)
            .ok_or_else(unknown)?;
        let mut roots = RootCertStore::empty();
        roots.add(root.clone().into_owned())?;
        let verifier = WebPkiServerVerifier::builder_with_provider(
            Arc::new(roots),
            Arc::clone(&self.provider),
        )
        .build()
        .map_err(|e| rustls::Error::General(e.to_string()))?;
        verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, cert, dss, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, cert, dss, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
