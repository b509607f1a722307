//! Pack files: signed with an author's key, and verified when they come.

use std::fs;
use std::path::Path;

use pack_author::publication::{self, Roots, SignFailed, Signer, Trust};
use pki_types::pem::PemObject;
use pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use ring::signature::Ed25519KeyPair;

use crate::files::{MAX_FILE, Opened, Refusal, name_of, read, stem};
use crate::sheet::Sheet;

/// Largest file with a key or certificates, in bytes.
const MAX_KEY_FILE: u64 = 64 * 1024;

/// Opens a pack file of which the signature, the signer and the form hold. It stands nowhere yet.
/// `roots` is a folder with the certificates (PEM) of those who may vouch for signers; `now` in ms
/// since 1970 UTC.
///
/// # Errors
/// As [`receive`](publication::receive); `file-missing`, `file-unreadable`, `file-too-large`.
pub fn receive(path: &Path, roots: &Path, now: i64) -> Result<Opened, Refusal> {
    let bytes = read(path, 2 * MAX_FILE)?;
    let found = fs::read_dir(roots).into_iter().flatten().flatten();
    let found = found.flat_map(|entry| certificates(&entry.path()).unwrap_or_default());
    let roots = Roots::new(found.collect()).unwrap_or_default();
    let trust = Trust {
        roots: &roots,
        now,
        revoked: &|_| false,
    };
    let received = publication::receive(&bytes, trust, None)?;
    let mut sheet = Sheet::of_files(received.files)?;
    sheet.is_unsaved();
    Ok(Opened {
        name: name_of(&sheet).unwrap_or_else(|| stem(path)),
        sheet,
        place: None,
        notes: Vec::new(),
    })
}

/// The certificates of a file (PEM), as DER, in their order.
///
/// # Errors
/// `file-missing`, `file-unreadable`, `file-too-large`.
pub fn certificates(path: &Path) -> Result<Vec<Vec<u8>>, Refusal> {
    let bytes = read(path, MAX_KEY_FILE)?;
    let found = CertificateDer::pem_slice_iter(&bytes);
    let found: Result<Vec<Vec<u8>>, _> = found
        .map(|read| read.map(|certificate| certificate.to_vec()))
        .collect();
    found.map_err(|_| Refusal::new("file-unreadable", path))
}

/// A key of an author with its certificates.
pub struct Key {
    pair: Ed25519KeyPair,
    chain: Vec<Vec<u8>>,
}

impl Key {
    /// Reads a key (PEM, PKCS#8, Ed25519) and its certificates (PEM, its own first).
    ///
    /// # Errors
    /// `key-unreadable`, `key-no-certificate`, and as [`certificates`].
    pub fn read(key: &Path, chain: &Path) -> Result<Self, Refusal> {
        let bytes = read(key, MAX_KEY_FILE)?;
        let unreadable = || Refusal::new("key-unreadable", key);
        let der = PrivatePkcs8KeyDer::from_pem_slice(&bytes).map_err(|_| unreadable())?;
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der.secret_pkcs8_der())
            .map_err(|_| unreadable())?;
        let chain = match certificates(chain)? {
            none if none.is_empty() => return Err(Refusal::new("key-no-certificate", chain)),
            some => some,
        };
        Ok(Self { pair, chain })
    }
}

impl Signer for Key {
    fn certificate_chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, SignFailed> {
        Ok(self.pair.sign(bytes).as_ref().to_vec())
    }
}
