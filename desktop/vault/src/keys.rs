//! Key material: it is wiped from memory when dropped.

use std::fmt;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use ring::rand::{SecureRandom as _, SystemRandom};
use zeroize::Zeroizing;

use crate::VaultError;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 160 bits.
const RECOVERY_SYMBOLS: usize = 32;

/// 32 secret bytes.
pub struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn random() -> Result<Self, VaultError> {
        Ok(Self::new(random()?))
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// A passphrase as it was typed.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes it over.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(..)")
    }
}

/// A code that opens the vault when the passphrase is forgotten: 32 symbols of
/// Crockford base32 (160 random bits) in groups of four.
#[derive(Clone)]
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    pub(crate) fn random() -> Result<Self, VaultError> {
        let bytes: [u8; RECOVERY_SYMBOLS] = random()?;
        let symbols = bytes.map(|byte| ALPHABET[usize::from(byte & 31)]);
        Ok(Self(Zeroizing::new(
            symbols.into_iter().map(char::from).collect(),
        )))
    }

    /// Reads a code as a person types it: case, spaces and hyphens do not
    /// matter, `O` is 0, `I` and `L` are 1.
    ///
    /// # Errors
    /// `vault-recovery-code` when it is not 32 symbols.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let symbols: Option<String> = text
            .chars()
            .filter(|one| !one.is_whitespace() && *one != '-')
            .map(|one| match one.to_ascii_uppercase() {
                'O' => Some('0'),
                'I' | 'L' => Some('1'),
                other => ALPHABET
                    .iter()
                    .any(|known| char::from(*known) == other)
                    .then_some(other),
            })
            .collect();
        match symbols.map(Zeroizing::new) {
            Some(symbols) if symbols.len() == RECOVERY_SYMBOLS => Ok(Self(symbols)),
            _ => Err(VaultError::RecoveryCode),
        }
    }

    /// Eight groups of four symbols, for paper.
    #[must_use]
    pub fn to_text(&self) -> String {
        let (groups, _) = self.0.as_bytes().as_chunks::<4>();
        let groups: Vec<_> = groups
            .iter()
            .map(|group| String::from_utf8_lossy(group))
            .collect();
        groups.join("-")
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

/// What a derived key is for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Role {
    Database,
    Blobs,
    BlobNames,
    Index,
}

impl Role {
    fn info(self) -> &'static [u8] {
        match self {
            Self::Database => b"antou vault 1 database",
            Self::Blobs => b"antou vault 1 blobs",
            Self::BlobNames => b"antou vault 1 blob names",
            Self::Index => b"antou vault 1 index",
        }
    }
}

/// The key of the whole vault; every other is derived from it (RFC 5869).
pub(crate) struct MasterKey(Secret);

impl MasterKey {
    pub fn random() -> Result<Self, VaultError> {
        Secret::random().map(Self)
    }

    pub fn derive(&self, role: Role) -> Result<Secret, VaultError> {
        derive(self.0.bytes(), &[], role.info())
    }

    /// AES-256-GCM under `key`: nonce, ciphertext, tag.
    pub fn wrap(&self, key: &Secret, bound: &[u8]) -> Result<Vec<u8>, VaultError> {
        let nonce: [u8; 12] = random()?;
        let mut sealed = Zeroizing::new(self.0.bytes().to_vec());
        sealing(key)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(bound),
                &mut *sealed,
            )
            .map_err(|_| VaultError::Crypto("wrap"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// `None` when the key is not the right one.
    pub fn unwrap(key: &Secret, bound: &[u8], wrapped: &[u8]) -> Result<Option<Self>, VaultError> {
        let Some((nonce, sealed)) = wrapped.split_first_chunk::<12>() else {
            return Err(VaultError::SlotsDamaged("a slot is too short".to_owned()));
        };
        let mut opened = Zeroizing::new(sealed.to_vec());
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let clear = sealing(key)?.open_in_place(nonce, Aad::from(bound), &mut opened);
        Ok(clear
            .ok()
            .and_then(|clear| <[u8; 32]>::try_from(&*clear).ok())
            .map(|bytes| Self(Secret::new(bytes))))
    }
}

/// HKDF-SHA-256 (RFC 5869) to 32 bytes.
pub(crate) fn derive(key: &[u8], salt: &[u8], info: &[u8]) -> Result<Secret, VaultError> {
    struct Bytes32;
    impl KeyType for Bytes32 {
        fn len(&self) -> usize {
            32
        }
    }
    let prk: Prk = Salt::new(HKDF_SHA256, salt).extract(key);
    let mut out = [0; 32];
    prk.expand(&[info], Bytes32)
        .and_then(|okm| okm.fill(&mut out))
        .map_err(|_| VaultError::Crypto("derive"))?;
    Ok(Secret::new(out))
}

pub(crate) fn sealing(key: &Secret) -> Result<LessSafeKey, VaultError> {
    UnboundKey::new(&AES_256_GCM, key.bytes())
        .map(LessSafeKey::new)
        .map_err(|_| VaultError::Crypto("cipher key"))
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| VaultError::Crypto("randomness"))?;
    Ok(bytes)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|one| one.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(
        digits
            .chunks_exact(2)
            .map(|pair| pair[0] << 4 | pair[1])
            .collect(),
    )
}
