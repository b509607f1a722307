//! Who may come in: a device with a certificate of this agency that is not
//! revoked, of a person who is still here; and so many requests at once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;
use office::ids::PersonId;
use sync::Facts;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answer::Failure;
use super::{Peer, Web};
use crate::reading::Reader;

/// Requests of one person that are served at once, waiting for news included.
const AT_ONCE: usize = 16;

/// One gate a person.
#[derive(Default)]
pub(super) struct Gates(Mutex<BTreeMap<PersonId, Arc<Semaphore>>>);

impl Gates {
    fn enter(&self, person: &PersonId) -> Result<OwnedSemaphorePermit, Failure> {
        let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let gate = gates
            .entry(person.clone())
            .or_insert_with(|| Arc::new(Semaphore::new(AT_ONCE)));
        Arc::clone(gate)
            .try_acquire_owned()
            .map_err(|_| Failure::too_many("person-too-many-requests"))
    }
}

/// A reader who came in; the gate opens again when this is dropped.
pub(super) struct Admitted {
    pub(super) reader: Reader,
    _permit: OwnedSemaphorePermit,
}

impl Web {
    pub(super) async fn admit(&self, peer: &Peer) -> Result<Admitted, Failure> {
        let unknown = |code| Failure::new(StatusCode::UNAUTHORIZED, code, Facts::new());
        let Some(identity) = peer.0.clone() else {
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
            Some(known) if known.revoked.is_some() => {
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
