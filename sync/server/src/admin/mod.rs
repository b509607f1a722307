//! What an administrator does at the server's folder.

mod entries;
pub mod flows;
mod import;
mod opening;
mod organisation;
mod pack;
pub mod people;
mod verify;

pub use import::{Imported, examine, import};
pub use pack::{Added, add_pack};
pub use verify::{Verified, verify};

use std::sync::Arc;

use office::ids::PersonId;
use office::org::Person;
use office::{Reading as _, Refusal};
use sync::Hash;
use sync::certificate::AGENCY_ACTOR;
use sync::invitation::Invitation;
use sync::verdict::Decision;

use crate::authority::Authority;
use crate::blobs::Blobs;
use crate::enrolment;
use crate::folder::{Folder, Settings};
use crate::problem::Problem;
use crate::states::States;
use crate::storage::{Register as _, Store, StoreFault};

/// Makes an agency: folder, keys, database. Answers the SHA-256 of its root
/// certificate.
///
/// # Errors
/// [`Problem::Entry`] for an id that is none, [`Problem::FolderTaken`], and what
/// files and keys say.
pub fn init(folder: &Folder, settings: &Settings, now: i64) -> Result<Hash, Problem> {
    let wrong = |field: &str, reason: &str| Problem::Entry {
        file: "server.toml".to_owned(),
        line: 0,
        field: field.to_owned(),
        reason: reason.to_owned(),
    };
    if PersonId::new(settings.agency_id.clone()).is_err() {
        return Err(wrong(
            "agency_id",
            "lower-case letters, digits and hyphens, 1 to 64 bytes",
        ));
    }
    if settings.name.trim().is_empty() || settings.name.chars().count() > 100 {
        return Err(wrong("name", "1 to 100 characters"));
    }
    folder.create(settings)?;
    Authority::create(folder, &settings.agency_id, now)?;
    folder.store()?;
    Ok(Authority::open(folder, &settings.agency_id)?.fingerprint())
}

/// Makes an invitation for a person. Also while the server runs.
///
/// # Errors
/// [`Problem::Refused`] `org-unknown` when the person is not of the agency.
pub fn invite(folder: &Folder, person: &str, now: i64) -> Result<Invitation, Problem> {
    let settings = folder.settings()?;
    let authority = Authority::open(folder, &settings.agency_id)?;
    let nobody = || Problem::Refused(Refusal::new("org-unknown").with("person", person));
    let id = PersonId::new(person).map_err(|_| nobody())?;
    let person = known(folder, &id)?.ok_or_else(nobody)?;
    enrolment::invite(&folder.store()?, &settings, &authority, &person, now)
}

/// A person of the agency; none when there is no such person.
///
/// # Errors
/// [`Problem::Store`].
pub fn known(folder: &Folder, person: &PersonId) -> Result<Option<Person>, Problem> {
    let store: Arc<dyn Store> = Arc::new(folder.store()?);
    let states = States::new(store, Blobs::new(folder));
    let org = states
        .org()
        .map_err(|fault| StoreFault::Database(fault.to_string()))?
        .unwrap_or_default();
    let known = org.people.get(person);
    Ok(known
        .filter(|person| person.id.as_str() != AGENCY_ACTOR)
        .cloned())
}

/// The agency's own list of revocation, DER.
///
/// # Errors
/// [`Problem::Store`], [`Problem::Certificate`], [`Problem::File`].
pub fn crl(folder: &Folder, now: i64) -> Result<Vec<u8>, Problem> {
    let settings = folder.settings()?;
    let authority = Authority::open(folder, &settings.agency_id)?;
    let revoked = folder.store()?.revoked_certificates(now)?;
    let revoked: Vec<_> = revoked
        .into_iter()
        .filter_map(|one| Some((one.serial, one.revoked?)))
        .collect();
    authority.crl(&revoked, now)
}

/// Revokes the certificates of a device; answers how many. Also while the
/// server runs: it asks the database at every request and every operation.
///
/// # Errors
/// [`Problem::Store`].
pub fn revoke(folder: &Folder, device: &str, now: i64) -> Result<usize, Problem> {
    Ok(folder.store()?.revoke(device, now)?)
}

/// Lets a held operation go on, at its next look at what is held. Also while the
/// server runs.
///
/// # Errors
/// [`Problem::Refused`] `held-unknown` when no such operation is held; [`Problem::Store`].
pub fn release(folder: &Folder, operation: &str, reason: &str, now: i64) -> Result<(), Problem> {
    let store = folder.store()?;
    let unknown = || Problem::Refused(Refusal::new("held-unknown").with("operation", operation));
    let id = Hash::from_hex(operation).ok_or_else(unknown)?;
    let verdict = store.verdict(&id)?.ok_or_else(unknown)?;
    if verdict.decision != Decision::Held {
        return Err(unknown());
    }
    Ok(store.release(&id, now, reason)?)
}

/// The stream whose readers may read packs: everybody.
pub(crate) const PACKS: &str = "packs";
