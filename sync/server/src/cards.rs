//! People's own cards: the authorities whose cards the agency takes, the lists
//! in which these say what they revoked, and who has which card.

use std::sync::{Arc, Mutex, PoisonError};

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

/// The authorities of cards and what they revoked.
pub struct Cards {
    authorities: Vec<Vec<u8>>,
    store: Arc<dyn Store>,
    lists: Mutex<(u64, Arc<Crls>)>,
}

impl Cards {
    /// Reads the authorities of a folder.
    ///
    /// # Errors
    /// [`Problem::File`].
    pub fn open(folder: &Folder, store: Arc<dyn Store>) -> Result<Self, Problem> {
        Ok(Self {
            authorities: authorities(folder)?,
            store,
            lists: Mutex::new((0, Arc::default())),
        })
    }

    /// The certificates of the authorities that the agency trusts, DER.
    #[must_use]
    pub fn authorities(&self) -> &[Vec<u8>] {
        &self.authorities
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
        let lists = self.lists()?;
        let ours = chain.iter().any(|der| self.authorities.contains(der));
        if !ours {
            // The binding names a root that the agency no longer trusts.
            return Ok(Err(Untrusted::Issuer("no longer trusted".to_owned())));
        }
        Ok(lists.look(chain, signed_ms, now_ms))
    }

    /// The lists as they are in the store: an administrator may have added one.
    fn lists(&self) -> Result<Arc<Crls>, StoreFault> {
        let version = self.store.crl_version()?;
        let mut kept = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != version {
            let mut lists = Crls::default();
            for der in self.store.crls()? {
                let added = Crl::read(&der).and_then(|list| lists.add(list, &self.authorities));
                if let Err(refused) = added {
                    tracing::warn!(code = refused.code(), "list of revocation: {refused}");
                }
            }
            *kept = (version, Arc::new(lists));
        }
        Ok(Arc::clone(&kept.1))
    }
}

fn place(folder: &Folder) -> std::path::PathBuf {
    folder.path().join("cards")
}

fn authorities(folder: &Folder) -> Result<Vec<Vec<u8>>, Problem> {
    let place = place(folder);
    if !place.exists() {
        return Ok(Vec::new());
    }
    let listed = std::fs::read_dir(&place).map_err(Problem::file(&place))?;
    let mut files: Vec<_> = listed
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "crt"))
        .take(AUTHORITIES_MAX)
        .collect();
    files.sort();
    let read = |path: &std::path::PathBuf| read_bytes(path, CERTIFICATE_BYTES_MAX as u64);
    files.iter().map(read).collect()
}

/// A certificate or list as DER, from DER or PEM.
///
/// # Errors
/// [`Problem::File`], [`Problem::Certificate`].
pub fn der(path: &std::path::Path, max: usize) -> Result<Vec<u8>, Problem> {
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
pub fn trust(folder: &Folder, file: &std::path::Path) -> Result<Hash, Problem> {
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
pub fn add_list(folder: &Folder, file: &std::path::Path) -> Result<i64, Problem> {
    let der = der(file, CRL_BYTES_MAX)?;
    let wrong =
        |error: sync::crl::CrlRefused| Problem::Certificate(format!("{}: {error}", error.code()));
    let list = Crl::read(&der).map_err(wrong)?;
    list.verify(&authorities(folder)?).map_err(wrong)?;
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
pub fn add(
    folder: &Folder,
    person: &PersonId,
    file: &std::path::Path,
    now: i64,
) -> Result<Hash, Problem> {
    let settings = folder.settings()?;
    let authority = Authority::open(folder, &settings.agency_id)?;
    let leaf = der(file, CERTIFICATE_BYTES_MAX)?;
    let wrong = |error: Untrusted| Problem::Certificate(format!("{}: {error}", error.code()));
    let chain = certificate::chain_to(&leaf, &authorities(folder)?).map_err(wrong)?;
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
