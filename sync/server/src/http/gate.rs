//! Who may come in: a device with a certificate of this agency that is not
//! revoked, of a person who is still here; and so many requests at once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;
use office::ids::PersonId;
use rustls::CertificateError;
use sync::Facts;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answer::Failure;
use super::{Peer, Web};
use crate::reading::Reader;
use crate::storage::Attempt;

/// Requests of one person that are served at once, waiting for news included.
const AT_ONCE: usize = 16;

/// How often the same attempt from the same place is written down, ms.
const NOTED_AGAIN_MS: i64 = 60 * 60 * 1000;
/// Attempts that are remembered as written down.
const NOTED_MAX: usize = 10_000;

/// One gate a person, and what was lately turned away.
#[derive(Default)]
pub(super) struct Gates {
    people: Mutex<BTreeMap<PersonId, Arc<Semaphore>>>,
    noted: Mutex<BTreeMap<(String, String, String), i64>>,
}

impl Gates {
    fn enter(&self, person: &PersonId) -> Result<OwnedSemaphorePermit, Failure> {
        let mut gates = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        let gate = gates
            .entry(person.clone())
            .or_insert_with(|| Arc::new(Semaphore::new(AT_ONCE)));
        Arc::clone(gate)
            .try_acquire_owned()
            .map_err(|_| Failure::too_many("person-too-many-requests"))
    }

    /// Whether an attempt is to be written down: not every knock of the same hand.
    fn is_new(&self, attempt: &Attempt) -> bool {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.len() >= NOTED_MAX {
            noted.retain(|_, at| attempt.at - *at < NOTED_AGAIN_MS);
        }
        if noted.len() >= NOTED_MAX {
            return false;
        }
        let (code, place) = (attempt.code.clone(), attempt.place.clone());
        let before = noted.insert((code, place, attempt.by_device.clone()), attempt.at);
        before.is_none_or(|at| attempt.at - at >= NOTED_AGAIN_MS)
    }
}

/// What an administrator is to know of, although nothing came of it.
const ALARMING: [&str; 6] = [
    "certificate-of-another",
    "certificate-unknown",
    "certificate-revoked",
    "enrol-code-wrong",
    "enrol-code-used",
    "enrol-device",
];

/// A reader who came in; the gate opens again when this is dropped.
pub(super) struct Admitted {
    pub(super) reader: Reader,
    _permit: OwnedSemaphorePermit,
}

impl Web {
    /// Lets a device in.
    pub(super) async fn admit(&self, peer: &Peer) -> Result<Admitted, Failure> {
        let admitted = self.let_in(peer, false).await;
        self.noted(peer, admitted).await
    }

    /// Lets a device in to hand over what was signed, also one that is revoked: what
    /// it signed before waits for a person, and is not lost.
    pub(super) async fn admit_to_push(&self, peer: &Peer) -> Result<Admitted, Failure> {
        let admitted = self.let_in(peer, true).await;
        self.noted(peer, admitted).await
    }

    /// Writes an alarming refusal down in the audit log.
    pub(super) async fn noted<T>(
        &self,
        peer: &Peer,
        done: Result<T, Failure>,
    ) -> Result<T, Failure> {
        let Err(failure) = &done else { return done };
        if !ALARMING.contains(&failure.code()) {
            return done;
        }
        let mut attempt = Attempt {
            at: self.agency.now(),
            code: failure.code().to_owned(),
            place: peer.address.clone(),
            ..Attempt::default()
        };
        if let Some(identity) = &peer.identity {
            attempt.by_person = identity.person.clone();
            attempt.by_device = identity.device.clone();
            attempt.serial = identity.serial.clone();
        }
        if self.gates.is_new(&attempt) {
            self.blocking(move |agency| agency.store.note(&[attempt]))
                .await?;
        }
        done
    }

    /// A certificate that TLS itself turned away is written down as well: nobody who holds it can
    /// come far enough to be told why.
    pub(crate) async fn turned_away(&self, address: &str, why: &rustls::Error) {
        let rustls::Error::InvalidCertificate(why) = why else {
            return;
        };
        let code = match why {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                "certificate-ended"
            }
            CertificateError::UnknownIssuer | CertificateError::BadSignature => {
                "certificate-foreign"
            }
            _ => "certificate-invalid",
        };
        let attempt = Attempt {
            at: self.agency.now(),
            code: code.to_owned(),
            place: address.to_owned(),
            ..Attempt::default()
        };
        if self.gates.is_new(&attempt) {
            // Who was turned away is not served; a full disk is said by whatever is.
            let _ = self
                .blocking(move |agency| agency.store.note(&[attempt]))
                .await;
        }
    }

    async fn let_in(&self, peer: &Peer, though_revoked: bool) -> Result<Admitted, Failure> {
        let unknown = |code| Failure::new(StatusCode::UNAUTHORIZED, code, Facts::new());
        let Some(identity) = peer.identity.clone() else {
            return Err(unknown("certificate-missing"));
        };
        if identity.agency != self.agency.settings.agency_id {
            return Err(unknown("certificate-of-another"));
        }
        let Ok(person) = PersonId::new(identity.person) else {
            return Err(unknown("certificate-nameless"));
        };
        let permit = self.gates.enter(&person)?;
        let (serial, who) = (identity.serial, person.clone());
        let (known, name) = self
            .blocking(move |agency| {
                Ok::<_, crate::storage::StoreFault>((
                    agency.store.certificate(&serial)?,
                    agency.person_name(&who)?,
                ))
            })
            .await?;
        match known {
            None => return Err(Failure::forbidden("certificate-unknown")),
            Some(known) if known.revoked.is_some() && !though_revoked => {
                return Err(Failure::forbidden("certificate-revoked"));
            }
            Some(_) => {}
        }
        if name.is_none() {
            return Err(Failure::forbidden("enrol-person"));
        }
        Ok(Admitted {
            reader: Reader {
                person,
                device: identity.device,
            },
            _permit: permit,
        })
    }
}
