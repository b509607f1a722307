//! People's own cards: the authorities whose cards the agency takes, the lists
//! in which these say what they revoked, and who has which card.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use office::ids::PersonId;
use sync::Hash;
use sync::card::{self, Binding};
use sync::certificate::{self, CERTIFICATE_BYTES_MAX, Untrusted};
use sync::crl::{CRL_BYTES_MAX, Crl, Crls};

use crate::authority::Authority;
use crate::folder::{Folder, read_bytes, write_private};
use crate::problem::Problem;
use crate::storage::{Register as _, Store, StoreFault, StoredCard};

/// Certificates of card authorities that are trusted.
const AUTHORITIES_MAX: usize = 64;
/// How long the agency's word on a card holds at most, ms: a year. It is given
/// again with a new `card add`.
const BINDING_MS: i64 = 366 * 24 * 60 * 60 * 1000;

/// Certificates of authorities, DER.
type Authorities = Arc<Vec<Vec<u8>>>;

/// The authorities of cards and what they revoked.
pub struct Cards {
    place: PathBuf,
    store: Arc<dyn Store>,
    known: Mutex<Known>,
}

/// What was read last.
#[derive(Default)]
struct Known {
    /// When the folder of authorities was changed last.
    changed: Option<SystemTime>,
    authorities: Authorities,
    /// The lists of the version that they had in the store.
    lists: Option<(u64, Arc<Crls>)>,
}

impl Cards {
    /// Reads the authorities of a folder.
    ///
    /// # Errors
    /// [`Problem::File`].
    pub fn open(folder: &Folder, store: Arc<dyn Store>) -> Result<Self, Problem> {
        let place = place(folder);
        let known = Known {
            changed: changed(&place),
            authorities: Arc::new(authorities(&place)?),
            lists: None,
        };
        Ok(Self {
            place,
            store,
            known: Mutex::new(known),
        })
    }

    /// The certificates of the authorities that the agency trusts, DER.
    #[must_use]
    pub fn authorities(&self) -> Arc<Vec<Vec<u8>>> {
        Arc::clone(&self.known().authorities)
    }

    /// The authorities as they are in the folder: an administrator may have trusted one. What cannot
    /// be read changes nothing.
    fn known(&self) -> MutexGuard<'_, Known> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = changed(&self.place);
        if known.changed != changed {
            match authorities(&self.place) {
                Ok(authorities) => {
                    *known = Known {
                        changed,
                        authorities: Arc::new(authorities),
                        lists: None,
                    };
                }
                Err(problem) => tracing::warn!("authorities of cards: {problem}"),
            }
        }
        known
    }

    /// What is known of a card's chain: since when it is revoked, where that is
    /// after `signed_ms`.
    ///
    /// # Errors
    /// A [`StoreFault`]; inside, [`Untrusted`] when the card may not be taken.
    pub fn look(
        &self,
        chain: &[Vec<u8>],
        signed_ms: i64,
        now_ms: i64,
    ) -> Result<Result<Option<i64>, Untrusted>, StoreFault> {
        let (authorities, lists) = self.lists()?;
        let ours = chain.iter().any(|der| authorities.contains(der));
        if !ours {
            // The binding names a root that the agency no longer trusts.
            return Ok(Err(Untrusted::Issuer("no longer trusted".to_owned())));
        }
        Ok(lists.look(chain, signed_ms, now_ms))
    }

    /// The authorities, and the lists as they are in the store: an administrator may have added one.
    fn lists(&self) -> Result<(Authorities, Arc<Crls>), StoreFault> {
        let version = self.store.crl_version()?;
        let mut known = self.known();
        let authorities = Arc::clone(&known.authorities);
        let held = known.lists.as_ref().filter(|(held, _)| *held == version);
        if let Some((_, lists)) = held {
            return Ok((authorities, Arc::clone(lists)));
        }
        let mut lists = Crls::default();
        for der in self.store.crls()? {
            let added = Crl::read(&der).and_then(|list| lists.add(list, &authorities));
            if let Err(refused) = added {
                tracing::warn!(code = refused.code(), "list of revocation: {refused}");
            }
        }
        let lists = Arc::new(lists);
        known.lists = Some((version, Arc::clone(&lists)));
        Ok((authorities, lists))
    }
}

/// When a folder was changed last; none where there is none.
fn changed(place: &Path) -> Option<SystemTime> {
    std::fs::metadata(place)
        .and_then(|data| data.modified())
        .ok()
}

fn place(folder: &Folder) -> PathBuf {
    folder.path().join("cards")
}

fn authorities(place: &Path) -> Result<Vec<Vec<u8>>, Problem> {
    if !place.exists() {
        return Ok(Vec::new());
    }
    let listed = std::fs::read_dir(place).map_err(Problem::file(place))?;
    let mut files: Vec<_> = listed
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "crt"))
        .take(AUTHORITIES_MAX)
        .collect();
    files.sort();
    let read = |path: &PathBuf| read_bytes(path, CERTIFICATE_BYTES_MAX as u64);
    files.iter().map(read).collect()
}

/// A certificate or list as DER, from DER or PEM.
///
/// # Errors
/// [`Problem::File`], [`Problem::Certificate`].
pub fn der(path: &Path, max: usize) -> Result<Vec<u8>, Problem> {
    // PEM writes three bytes as four, and line ends.
    let bytes = read_bytes(path, (max + max / 2) as u64)?;
    if !bytes.starts_with(b"-----BEGIN") {
        return Ok(bytes);
    }
    sync::certificate::from_pem(&bytes).map_err(|error| Problem::Certificate(error.to_string()))
}

/// Trusts an authority of cards. Answers the SHA-256 of its certificate.
///
/// # Errors
/// [`Problem::File`], [`Problem::Certificate`].
pub fn trust(folder: &Folder, file: &Path) -> Result<Hash, Problem> {
    let der = der(file, CERTIFICATE_BYTES_MAX)?;
    let wrong = |error: Untrusted| Problem::Certificate(format!("{}: {error}", error.code()));
    certificate::check_authority(&der).map_err(wrong)?;
    let place = place(folder);
    std::fs::create_dir_all(&place).map_err(Problem::file(&place))?;
    let hash = Hash::of(&der);
    write_private(&place.join(format!("{hash}.crt")), &der)?;
    Ok(hash)
}

/// Takes a list of revocation. Answers until when it holds, ms.
///
/// # Errors
/// [`Problem::File`]; [`Problem::Certificate`] with the code of what is wrong.
pub fn add_list(folder: &Folder, file: &Path) -> Result<i64, Problem> {
    let der = der(file, CRL_BYTES_MAX)?;
    let wrong =
        |error: sync::crl::CrlRefused| Problem::Certificate(format!("{}: {error}", error.code()));
    let list = Crl::read(&der).map_err(wrong)?;
    list.verify(&authorities(&place(folder))?).map_err(wrong)?;
    let store = folder.store()?;
    store.put_crl(&list.authority(), list.this_update(), list.der())?;
    Ok(list.next_update())
}

/// Binds a card to a person, after a person of the agency has seen both. Answers
/// the SHA-256 of the card's certificate.
///
/// # Errors
/// [`Problem::Certificate`] with the code of what is wrong with the card;
/// [`Problem::Refused`] `org-unknown`; files and store.
pub fn add(folder: &Folder, person: &PersonId, file: &Path, now: i64) -> Result<Hash, Problem> {
    let settings = folder.settings()?;
    let authority = Authority::open(folder, &settings.agency_id)?;
    let leaf = der(file, CERTIFICATE_BYTES_MAX)?;
    let wrong = |error: Untrusted| Problem::Certificate(format!("{}: {error}", error.code()));
    let chain = certificate::chain_to(&leaf, &authorities(&place(folder))?).map_err(wrong)?;
    let root = chain
        .last()
        .filter(|_| chain.len() > 1)
        .ok_or_else(|| wrong(Untrusted::Issuer("no trusted authority".to_owned())))?;
    card::verify(&chain, std::slice::from_ref(root), now).map_err(wrong)?;
    let (from, until) = certificate::validity(&leaf).map_err(wrong)?;
    let bound = Binding {
        agency: settings.agency_id.clone(),
        person: person.to_string(),
        card: Hash::of(&leaf),
        root: Hash::of(root),
        from: now.max(from),
        until: until.min(now + BINDING_MS),
    };
    let binding = bound
        .sign(authority.verdict_key())
        .map_err(|error| Problem::Certificate(error.to_string()))?;
    let kept = StoredCard {
        sha256: bound.card,
        person: bound.person,
        at: bound.from,
        until: bound.until,
        der: leaf,
        binding,
        withdrawn: None,
    };
    folder.store()?.put_card(&kept)?;
    Ok(bound.card)
}
