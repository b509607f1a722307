//! How a person's computer becomes known: a one-time code that the office hands
//! over, a key that never leaves the computer, a certificate for it.

use office::ids::PersonId;
use office::org::Person;
use sync::Hash;
use sync::certificate::AGENCY_ACTOR;
use sync::invitation::{Invitation, fitting};
use sync::wire::{Enrol, Enrolled};

use crate::agency::Agency;
use crate::authority::{Authority, DeviceRequest, random};
use crate::folder::Settings;
use crate::problem::Problem;
use crate::reading::Reader;
use crate::storage::{Redeemed, Store, StoreFault, StoredCertificate, StoredInvitation};

/// How long a one-time code holds.
pub const INVITATION_MS: i64 = 15 * 60 * 1000;
/// Wrong tries of a code before it is void.
pub const TRIES: u32 = 5;
/// Characters of the public half of a code.
const TICKET: usize = 6;
/// Characters of the secret half: 80 bits.
const SECRET: usize = 16;
/// Crockford's base 32: no letter is taken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Why a computer was not enrolled.
#[derive(Debug, thiserror::Error)]
pub enum NotEnrolled {
    /// There is no such code.
    #[error("no such code")]
    Unknown,
    /// The code came too late.
    #[error("the code has expired")]
    Expired,
    /// The code is wrong.
    #[error("the code is wrong; {left} tries are left")]
    Wrong {
        /// Tries that are left.
        left: u32,
    },
    /// The code was used for another key.
    #[error("the code was used")]
    Used,
    /// The device belongs to somebody else, or is revoked.
    #[error("the device belongs to somebody else")]
    Device,
    /// Not a request that can be certified.
    #[error("the request cannot be certified: {0}")]
    Request(String),
    /// The person is no longer there.
    #[error("the person is not of this agency")]
    Person,
    /// The server failed.
    #[error(transparent)]
    Failed(#[from] Problem),
}

impl From<StoreFault> for NotEnrolled {
    fn from(fault: StoreFault) -> Self {
        Self::Failed(fault.into())
    }
}

impl NotEnrolled {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "enrol-code-unknown",
            Self::Expired => "enrol-code-expired",
            Self::Wrong { .. } => "enrol-code-wrong",
            Self::Used => "enrol-code-used",
            Self::Device => "enrol-device",
            Self::Request(_) => "enrol-request",
            Self::Person => "enrol-person",
            Self::Failed(problem) => problem.code(),
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> sync::Facts {
        match self {
            Self::Wrong { left } => sync::Facts::from([("left".to_owned(), left.to_string())]),
            Self::Request(detail) => sync::Facts::from([("detail".to_owned(), detail.clone())]),
            Self::Failed(problem) => problem.facts(),
            _ => sync::Facts::new(),
        }
    }
}

/// Makes a one-time code for a person and notes it.
///
/// # Errors
/// [`Problem::Entry`] when the person is not of the agency; [`Problem::Store`].
pub fn invite(
    store: &dyn Store,
    settings: &Settings,
    authority: &Authority,
    person: &Person,
    now: i64,
) -> Result<Invitation, Problem> {
    let (ticket, secret) = (text::<TICKET>()?, text::<SECRET>()?);
    store.invite(&StoredInvitation {
        ticket: ticket.clone(),
        secret: Hash::of(secret.as_bytes()),
        person: person.id.to_string(),
        expires: now + INVITATION_MS,
        tries: TRIES,
    })?;
    Ok(Invitation {
        servers: settings.urls.clone(),
        root: authority.fingerprint(),
        code: format!("{ticket}-{secret}"),
        agency: fitting(&settings.name),
        person: fitting(&person.name),
    })
}

fn text<const N: usize>() -> Result<String, Problem> {
    let bytes: [u8; N] = random()?;
    Ok(bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))
        .collect())
}

impl Agency {
    /// Enrols a computer by a one-time code. The same request with the same code
    /// is answered alike, for an answer that was lost.
    ///
    /// # Errors
    /// [`NotEnrolled`].
    pub fn enrol(&self, enrol: &Enrol) -> Result<Enrolled, NotEnrolled> {
        let request = DeviceRequest::read(&enrol.request)
            .map_err(|error| NotEnrolled::Request(error.to_string()))?;
        let (ticket, secret) = enrol.code.split_once('-').ok_or(NotEnrolled::Unknown)?;
        let known = self.store.certificates_of(&request.device)?;
        if known.iter().any(|one| one.revoked.is_some()) {
            return Err(NotEnrolled::Device);
        }
        let secret = Hash::of(secret.as_bytes());
        let (person, again) =
            match self
                .store
                .redeem(ticket, &secret, &request.device, self.now())?
            {
                Redeemed::For(person) => (person, false),
                Redeemed::Again(person) => (person, true),
                Redeemed::Used => return Err(NotEnrolled::Used),
                Redeemed::Unknown => return Err(NotEnrolled::Unknown),
                Redeemed::Expired => return Err(NotEnrolled::Expired),
                Redeemed::Wrong(left) => return Err(NotEnrolled::Wrong { left }),
            };
        if known.iter().any(|one| one.person != person) {
            return Err(NotEnrolled::Device);
        }
        match known.iter().rev().find(|one| request.is_key_of(&one.der)) {
            Some(one) if again => self.enrolled(one.der.clone(), &person),
            None if again && !known.is_empty() => Err(NotEnrolled::Used),
            _ => self.certify(&request, &person, &enrol.computer),
        }
    }

    /// A new certificate for a device that has a valid one.
    ///
    /// # Errors
    /// [`NotEnrolled`].
    pub fn renew(&self, reader: &Reader, enrol: &Enrol) -> Result<Enrolled, NotEnrolled> {
        let request = DeviceRequest::read(&enrol.request)
            .map_err(|error| NotEnrolled::Request(error.to_string()))?;
        if request.device != reader.device {
            return Err(NotEnrolled::Device);
        }
        self.certify(&request, reader.person.as_str(), &enrol.computer)
    }

    fn certify(
        &self,
        request: &DeviceRequest,
        person: &str,
        computer: &str,
    ) -> Result<Enrolled, NotEnrolled> {
        let issued = self.authority.issue_device(request, person, self.now())?;
        self.store.put_certificate(&StoredCertificate {
            serial: issued.serial,
            person: person.to_owned(),
            device: request.device.clone(),
            computer: computer.to_owned(),
            at: issued.at,
            until: issued.until,
            der: issued.der.clone(),
            revoked: None,
        })?;
        self.enrolled(issued.der, person)
    }

    fn enrolled(&self, certificate: Vec<u8>, person: &str) -> Result<Enrolled, NotEnrolled> {
        let id = PersonId::new(person)
            .ok()
            .filter(|id| id.as_str() != AGENCY_ACTOR);
        let id = id.ok_or(NotEnrolled::Person)?;
        let person_name = self.person_name(&id)?.ok_or(NotEnrolled::Person)?;
        Ok(Enrolled {
            chain: vec![certificate],
            root: self.authority.root().to_vec(),
            agency: self.settings.agency_id.clone(),
            agency_name: self.settings.name.clone(),
            person: person.to_owned(),
            person_name,
        })
    }
}
