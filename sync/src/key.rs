//! Which keys sign, by which algorithm, and whether a signature is right.
//!
//! Signatures of ours are COSE's (RFC 9053 §2, RFC 8812 §2, RFC 8230 §2); those
//! of certificates, lists of revocation and time stamps are X.509's (RFC 5280
//! §4.1.1.2, RFC 4055, RFC 5758, RFC 8410). Keys below 2048 bits and SHA-1 count
//! nowhere.

use coset::iana;
use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use x509_cert::der::asn1::{ObjectIdentifier, UintRef};
use x509_cert::der::{Decode as _, Reader as _, SliceReader};
use x509_cert::spki::SubjectPublicKeyInfoOwned;

/// The shortest RSA key that counts, in bits.
pub const RSA_BITS_MIN: usize = 2048;
/// The longest RSA key that is looked at, in bits.
pub const RSA_BITS_MAX: usize = 8192;

const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// What a public key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// On the curve P-256 (FIPS 186-5).
    P256,
    /// On the curve P-384: authorities only.
    P384,
    /// RSA.
    Rsa {
        /// Length of the modulus.
        bits: usize,
    },
}

/// How an operation is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// Ed25519: COSE −8.
    EdDsa,
    /// P-256 with SHA-256, `r‖s` of 64 bytes: COSE −7.
    Es256,
    /// RSA PKCS #1 v1.5 with SHA-256, as cards do it: COSE −257.
    Rs256,
    /// RSA-PSS with SHA-256 and 32 bytes of salt: COSE −37.
    Ps256,
}

impl Algorithm {
    /// Every algorithm.
    pub const ALL: [Self; 4] = [Self::EdDsa, Self::Es256, Self::Rs256, Self::Ps256];

    /// Its name in the register of COSE.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EdDsa => "EdDSA",
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
        }
    }

    pub(crate) fn cose(self) -> iana::Algorithm {
        match self {
            Self::EdDsa => iana::Algorithm::EdDSA,
            Self::Es256 => iana::Algorithm::ES256,
            Self::Rs256 => iana::Algorithm::RS256,
            Self::Ps256 => iana::Algorithm::PS256,
        }
    }

    /// Whether a key of this kind signs by this algorithm.
    #[must_use]
    pub fn fits(self, key: KeyKind) -> bool {
        matches!(
            (self, key),
            (Self::EdDsa, KeyKind::Ed25519)
                | (Self::Es256, KeyKind::P256)
                | (Self::Rs256 | Self::Ps256, KeyKind::Rsa { .. })
        )
    }

    fn ring(self) -> &'static dyn VerificationAlgorithm {
        match self {
            Self::EdDsa => &signature::ED25519,
            Self::Es256 => &signature::ECDSA_P256_SHA256_FIXED,
            Self::Rs256 => &signature::RSA_PKCS1_2048_8192_SHA256,
            Self::Ps256 => &signature::RSA_PSS_2048_8192_SHA256,
        }
    }
}

impl KeyKind {
    /// As a fact for a sentence: `Ed25519`, `P-256`, `P-384`, `RSA-2048`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Ed25519 => "Ed25519".to_owned(),
            Self::P256 => "P-256".to_owned(),
            Self::P384 => "P-384".to_owned(),
            Self::Rsa { bits } => format!("RSA-{bits}"),
        }
    }
}

/// Why a key does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// Of another kind than those above.
    Kind(String),
    /// Too short.
    Weak(KeyKind),
}

/// A public key of a certificate.
#[derive(Debug, Clone)]
pub(crate) struct PublicKey {
    pub kind: KeyKind,
    bytes: Vec<u8>,
}

impl PublicKey {
    pub fn of(info: &SubjectPublicKeyInfoOwned) -> Result<Self, Unfit> {
        let algorithm = &info.algorithm;
        let other = || Unfit::Kind(algorithm.oid.to_string());
        let bytes = info.subject_public_key.as_bytes().ok_or_else(other)?;
        let curve = || {
            let named = algorithm.parameters.as_ref()?;
            named.decode_as::<ObjectIdentifier>().ok()
        };
        let kind = match (algorithm.oid, curve()) {
            (ED25519, None) => KeyKind::Ed25519,
            (EC, Some(P256)) => KeyKind::P256,
            (EC, Some(P384)) => KeyKind::P384,
            (EC, Some(curve)) => return Err(Unfit::Kind(curve.to_string())),
            (RSA, _) => rsa(bytes).ok_or_else(other)?,
            _ => return Err(other()),
        };
        let weak = |bits: usize| !(RSA_BITS_MIN..=RSA_BITS_MAX).contains(&bits);
        match kind {
            KeyKind::Rsa { bits } if weak(bits) => Err(Unfit::Weak(kind)),
            _ => Ok(Self {
                kind,
                bytes: bytes.to_vec(),
            }),
        }
    }

    /// Whether a COSE signature over `message` is by this key.
    pub fn signed(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        algorithm.fits(self.kind) && self.verify(algorithm.ring(), message, signature)
    }

    /// Whether an X.509 signature over `message` is by this key. `digest` is the
    /// hash that a signer names apart (CMS), where the algorithm leaves it open.
    pub fn signed_x509(
        &self,
        algorithm: &ObjectIdentifier,
        digest: Option<Digest>,
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        let found = X509.iter().find(|(oid, kind, hash, _)| {
            let open = *oid == RSA && digest == Some(*hash);
            let named = *oid != RSA && digest.is_none_or(|digest| digest == *hash);
            oid == algorithm && (open || named) && kind.is(self.kind)
        });
        found.is_some_and(|(_, _, _, ring)| self.verify(*ring, message, signature))
    }

    fn verify(&self, ring: &'static dyn VerificationAlgorithm, message: &[u8], by: &[u8]) -> bool {
        UnparsedPublicKey::new(ring, &self.bytes)
            .verify(message, by)
            .is_ok()
    }
}

/// RFC 8017 §A.1.1: the length of the modulus of an `RSAPublicKey`.
fn rsa(bytes: &[u8]) -> Option<KeyKind> {
    let mut reader = SliceReader::new(bytes).ok()?;
    let modulus = reader
        .sequence(|inner| {
            let modulus = UintRef::decode(inner)?;
            UintRef::decode(inner)?;
            Ok(modulus)
        })
        .ok()?;
    let first = modulus.as_bytes().first()?;
    let zeros = usize::try_from(first.leading_zeros()).ok()?;
    Some(KeyKind::Rsa {
        bits: modulus.as_bytes().len() * 8 - zeros,
    })
}

/// A hash that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Digest {
    Sha256,
    Sha384,
    Sha512,
}

impl Digest {
    /// By its object identifier (RFC 5754 §2); none for SHA-1 and others.
    pub fn named(oid: &ObjectIdentifier) -> Option<Self> {
        match oid.to_string().as_str() {
            "2.16.840.1.101.3.4.2.1" => Some(Self::Sha256),
            "2.16.840.1.101.3.4.2.2" => Some(Self::Sha384),
            "2.16.840.1.101.3.4.2.3" => Some(Self::Sha512),
            _ => None,
        }
    }

    pub fn of(self, bytes: &[u8]) -> Vec<u8> {
        let algorithm = match self {
            Self::Sha256 => &ring::digest::SHA256,
            Self::Sha384 => &ring::digest::SHA384,
            Self::Sha512 => &ring::digest::SHA512,
        };
        ring::digest::digest(algorithm, bytes).as_ref().to_vec()
    }
}

#[derive(Clone, Copy)]
enum Family {
    Rsa,
    P256,
    P384,
    Ed25519,
}

impl Family {
    fn is(self, kind: KeyKind) -> bool {
        matches!(
            (self, kind),
            (Self::Rsa, KeyKind::Rsa { .. })
                | (Self::P256, KeyKind::P256)
                | (Self::P384, KeyKind::P384)
                | (Self::Ed25519, KeyKind::Ed25519)
        )
    }
}

type Row = (
    ObjectIdentifier,
    Family,
    Digest,
    &'static dyn VerificationAlgorithm,
);

const SHA256_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const SHA384_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
const SHA512_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");
const ECDSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const ECDSA_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");

/// The signatures of X.509 that count; `rsaEncryption` alone takes its hash from
/// beside it (RFC 5754 §3.2), Ed25519 brings its own (SHA-512, RFC 8419 §3).
static X509: [Row; 11] = [
    (
        RSA,
        Family::Rsa,
        Digest::Sha256,
        &signature::RSA_PKCS1_2048_8192_SHA256,
    ),
    (
        RSA,
        Family::Rsa,
        Digest::Sha384,
        &signature::RSA_PKCS1_2048_8192_SHA384,
    ),
    (
        RSA,
        Family::Rsa,
        Digest::Sha512,
        &signature::RSA_PKCS1_2048_8192_SHA512,
    ),
    (
        SHA256_RSA,
        Family::Rsa,
        Digest::Sha256,
        &signature::RSA_PKCS1_2048_8192_SHA256,
    ),
    (
        SHA384_RSA,
        Family::Rsa,
        Digest::Sha384,
        &signature::RSA_PKCS1_2048_8192_SHA384,
    ),
    (
        SHA512_RSA,
        Family::Rsa,
        Digest::Sha512,
        &signature::RSA_PKCS1_2048_8192_SHA512,
    ),
    (
        ECDSA_SHA256,
        Family::P256,
        Digest::Sha256,
        &signature::ECDSA_P256_SHA256_ASN1,
    ),
    (
        ECDSA_SHA384,
        Family::P256,
        Digest::Sha384,
        &signature::ECDSA_P256_SHA384_ASN1,
    ),
    (
        ECDSA_SHA256,
        Family::P384,
        Digest::Sha256,
        &signature::ECDSA_P384_SHA256_ASN1,
    ),
    (
        ECDSA_SHA384,
        Family::P384,
        Digest::Sha384,
        &signature::ECDSA_P384_SHA384_ASN1,
    ),
    (
        ED25519,
        Family::Ed25519,
        Digest::Sha512,
        &signature::ED25519,
    ),
];

/// The same as webpki knows them, for paths of certificates.
pub(crate) static PATHS: &[&dyn pki_types::SignatureVerificationAlgorithm] = &[
    webpki::ring::ED25519,
    webpki::ring::ECDSA_P256_SHA256,
    webpki::ring::ECDSA_P256_SHA384,
    webpki::ring::ECDSA_P384_SHA256,
    webpki::ring::ECDSA_P384_SHA384,
    webpki::ring::RSA_PKCS1_2048_8192_SHA256,
    webpki::ring::RSA_PKCS1_2048_8192_SHA384,
    webpki::ring::RSA_PKCS1_2048_8192_SHA512,
];

/// Whether a certificate that is signed so counts; answers what is weak.
pub(crate) fn weak_signature(algorithm: &ObjectIdentifier) -> Option<String> {
    let known = X509.iter().any(|(oid, ..)| oid == algorithm && *oid != RSA);
    if known {
        return None;
    }
    // RFC 8017 §A.2.4 and RFC 3279 §2.2: those that were common once.
    Some(match algorithm.to_string().as_str() {
        "1.2.840.113549.1.1.5" | "1.2.840.10045.4.1" => "SHA-1".to_owned(),
        "1.2.840.113549.1.1.4" => "MD5".to_owned(),
        other => other.to_owned(),
    })
}
