//! Who a certificate speaks for, and whether the agency vouches for it
//! (RFC 5280). Subject: `O` agency, `CN` person (or [`AGENCY_ACTOR`] for the
//! server itself), `OU` device. Cards and time stamps have subjects of their own
//! issuers; what is the same for all is here too: path, strength, use of the key.

use pki_types::{CertificateDer, TrustAnchor, UnixTime};
use x509_cert::der::asn1::{PrintableStringRef, Utf8StringRef};
use x509_cert::der::oid::{AssociatedOid, ObjectIdentifier};
use x509_cert::der::{Decode, Tag, Tagged as _};
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};

use crate::Facts;
use crate::hash::hex;
use crate::key::{self, Algorithm, KeyKind, PublicKey, Unfit};

/// Certificates in one chain, leaf first, the root left out or last.
pub const CHAIN_MAX: usize = 4;
/// Bytes of one certificate.
pub const CERTIFICATE_BYTES_MAX: usize = 4096;
/// The person named in the server's own certificates.
pub const AGENCY_ACTOR: &str = "agency";

/// Extended key usage of who may sign operations: id-kp-documentSigning
/// (RFC 9336), as arcs.
pub const OPERATION_USAGE: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 3, 36];
/// Extended key usage of who may sign verdicts, as arcs: of our own, below the
/// arc that anyone may use (ITU-T X.667).
pub const VERDICT_USAGE: &[u64] = &[2, 25, 71_942_655_669_505];

const OPERATION_USAGE_DER: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x24];
const VERDICT_USAGE_DER: &[u8] = &[0x69, 0x90, 0xad, 0xe7, 0xa3, 0xbd, 0xea, 0x01];

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const ORGANISATIONAL_UNIT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.11");

/// What the certificate is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// Signing operations.
    Operation,
    /// Signing verdicts.
    Verdict,
}

/// Whom a certificate names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// Agency id (subject `O`).
    pub agency: String,
    /// Person id (subject `CN`), or [`AGENCY_ACTOR`].
    pub person: String,
    /// Device id (subject `OU`).
    pub device: String,
    /// Serial number, lower-case hexadecimal.
    pub serial: String,
}

/// The agency's root certificates, DER.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roots(Vec<Vec<u8>>);

impl Roots {
    /// Takes the roots that are trusted.
    ///
    /// # Errors
    /// [`Untrusted::Unreadable`] when one of them is no certificate.
    pub fn new(roots: Vec<Vec<u8>>) -> Result<Self, Untrusted> {
        for root in &roots {
            webpki::anchor_from_trusted_cert(&CertificateDer::from(root.as_slice()))
                .map_err(|error| Untrusted::Unreadable(error.to_string()))?;
        }
        Ok(Self(roots))
    }

    /// The roots, DER.
    #[must_use]
    pub fn certificates(&self) -> &[Vec<u8>] {
        &self.0
    }
}

/// Why a certificate is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Untrusted {
    /// There is no certificate at all.
    #[error("no certificate")]
    Missing,
    /// Not a certificate that we can read.
    #[error("certificate cannot be read: {0}")]
    Unreadable(String),
    /// It does not name agency, person and device.
    #[error("certificate names no {0}")]
    Nameless(&'static str),
    /// Not issued below the agency's root.
    #[error("certificate is not the agency's: {0}")]
    Issuer(String),
    /// No longer or not yet valid.
    #[error("certificate is not valid at {at_ms}")]
    Time {
        /// The time at which it was looked at, ms.
        at_ms: i64,
    },
    /// Issued for something else.
    #[error("certificate is not for this use")]
    Usage,
    /// Its key is too short, or it is signed by what can be forged.
    #[error("certificate {serial} is too weak: {weakness}")]
    Weak {
        /// Its serial number, hexadecimal.
        serial: String,
        /// `RSA-1024`, `SHA-1`, or the identifier of what is not known.
        weakness: String,
    },
    /// Its key is of a kind that is not used here.
    #[error("certificate {serial} has a key of another kind: {kind}")]
    Key {
        /// Its serial number, hexadecimal.
        serial: String,
        /// The identifier of the kind or curve.
        kind: String,
    },
    /// Nothing is known of its revocation.
    #[error("no list of revocation of {issuer}")]
    NoList {
        /// The authority's name (RFC 4514).
        issuer: String,
    },
    /// What is known of its revocation is too old.
    #[error("the list of revocation of {issuer} ended at {until}")]
    StaleList {
        /// The authority's name (RFC 4514).
        issuer: String,
        /// Until when the list held, ms.
        until: i64,
    },
    /// Revoked by its authority.
    #[error("certificate {serial} is revoked")]
    Revoked {
        /// Its serial number, hexadecimal.
        serial: String,
    },
}

impl Untrusted {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "certificate-missing",
            Self::Unreadable(_) => "certificate-unreadable",
            Self::Nameless(_) => "certificate-nameless",
            Self::Issuer(_) => "certificate-of-another",
            Self::Time { .. } => "certificate-time",
            Self::Usage => "certificate-usage",
            Self::Weak { .. } => "certificate-weak",
            Self::Key { .. } => "certificate-key",
            Self::Revoked { .. } => "certificate-revoked",
            Self::NoList { .. } => "crl-missing",
            Self::StaleList { .. } => "crl-stale",
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::Missing | Self::Usage => Facts::new(),
            Self::Unreadable(detail) | Self::Issuer(detail) => {
                crate::facts([("detail", detail.clone())])
            }
            Self::Nameless(field) => crate::facts([("field", (*field).to_owned())]),
            Self::Time { at_ms } => crate::facts([("at", at_ms.to_string())]),
            Self::Revoked { serial } => crate::facts([("serial", serial.clone())]),
            Self::NoList { issuer } => crate::facts([("issuer", issuer.clone())]),
            Self::StaleList { issuer, until } => {
                crate::facts([("issuer", issuer.clone()), ("until", until.to_string())])
            }
            Self::Weak { serial, weakness } => {
                crate::facts([("serial", serial.clone()), ("weakness", weakness.clone())])
            }
            Self::Key { serial, kind } => {
                crate::facts([("serial", serial.clone()), ("kind", kind.clone())])
            }
        }
    }
}

/// Reads whom a certificate (DER) names. Proves nothing: see [`verify`].
///
/// # Errors
/// [`Untrusted::Unreadable`] or [`Untrusted::Nameless`].
pub fn identity(certificate: &[u8]) -> Result<Identity, Untrusted> {
    let parsed = read(certificate)?;
    let subject = &parsed.tbs_certificate.subject;
    let field = |oid, name| attribute(subject, oid).ok_or(Untrusted::Nameless(name));
    Ok(Identity {
        agency: field(ORGANISATION, "agency")?,
        person: field(COMMON_NAME, "person")?,
        device: field(ORGANISATIONAL_UNIT, "device")?,
        serial: serial_of(&parsed),
    })
}

/// First and last moment of a certificate's validity, ms since 1970 UTC: a
/// client renews before the end.
///
/// # Errors
/// [`Untrusted::Unreadable`].
pub fn validity(certificate: &[u8]) -> Result<(i64, i64), Untrusted> {
    let parsed = read(certificate)?;
    let validity = &parsed.tbs_certificate.validity;
    let ms = |time: x509_cert::time::Time| {
        i64::try_from(time.to_unix_duration().as_millis()).unwrap_or(i64::MAX)
    };
    Ok((ms(validity.not_before), ms(validity.not_after)))
}

/// What a certificate says of itself, for people who look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// Serial number, lower-case hexadecimal.
    pub serial: String,
    /// Who issued it (RFC 4514).
    pub issuer: String,
    /// First moment of its validity, ms since 1970 UTC.
    pub from: i64,
    /// Last moment of its validity, ms since 1970 UTC.
    pub until: i64,
}

/// Describes a certificate (DER), also one of a card's authority. Proves nothing: see [`verify`].
///
/// # Errors
/// [`Untrusted::Unreadable`].
pub fn described(certificate: &[u8]) -> Result<Described, Untrusted> {
    let parsed = read(certificate)?;
    let (from, until) = validity(certificate)?;
    Ok(Described {
        serial: serial_of(&parsed),
        issuer: parsed.tbs_certificate.issuer.to_string(),
        from,
        until,
    })
}

/// What the key of a certificate (DER) is.
///
/// # Errors
/// [`Untrusted::Weak`] and [`Untrusted::Key`] when it does not count.
pub fn key_kind(certificate: &[u8]) -> Result<KeyKind, Untrusted> {
    Ok(key_of(&read(certificate)?)?.kind)
}

/// Whether a signature over `message` is by the key of a certificate (DER): what a
/// card's own is held to before anybody else sees it.
#[must_use]
pub fn signed_by(certificate: &[u8], algorithm: Algorithm, message: &[u8], by: &[u8]) -> bool {
    let key = read(certificate).and_then(|certificate| key_of(&certificate));
    key.is_ok_and(|key| key.signed(algorithm, message, by))
}

/// Whether a certificate (DER) says that its key is for signatures: cards carry
/// another for encryption.
#[must_use]
pub fn is_for_signatures(certificate: &[u8]) -> bool {
    let usage = read(certificate).map(|read| extension::<KeyUsage>(&read));
    usage.is_ok_and(|usage| usage.is_ok_and(|usage| usage.is_some_and(|usage| signs(&usage))))
}

/// The chain from a certificate (DER) over `known` ones up to one that vouches for
/// itself, leaf first; shorter when an issuer is not known. By names only: proves
/// nothing.
///
/// # Errors
/// [`Untrusted::Unreadable`] when the first cannot be read.
pub fn chain_to(leaf: &[u8], known: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, Untrusted> {
    let mut chain = vec![leaf.to_vec()];
    let mut issuer = read(leaf)?.tbs_certificate.issuer;
    while chain.len() < CHAIN_MAX {
        let above = known.iter().find_map(|der| {
            let one = read(der).ok()?;
            let fresh = one.tbs_certificate.subject == issuer && !chain.contains(der);
            fresh.then_some((der, one.tbs_certificate.issuer))
        });
        let Some((der, next)) = above else { break };
        chain.push(der.clone());
        issuer = next;
    }
    Ok(chain)
}

/// Checks that a certificate (DER) may issue others and is strong enough.
///
/// # Errors
/// What is wrong with it.
pub fn check_authority(der: &[u8]) -> Result<(), Untrusted> {
    let certificate = read(der)?;
    key_of(&certificate)?;
    let constraints = extension::<BasicConstraints>(&certificate)?;
    let usage = extension::<KeyUsage>(&certificate)?;
    let issues = usage.is_none_or(|usage| usage.key_cert_sign());
    if issues && constraints.is_some_and(|constraints| constraints.ca) {
        Ok(())
    } else {
        Err(Untrusted::Usage)
    }
}

/// The DER of a PEM text (RFC 7468) with one certificate or list of revocation.
///
/// # Errors
/// [`Untrusted::Unreadable`].
pub fn from_pem(text: &[u8]) -> Result<Vec<u8>, Untrusted> {
    let read = x509_cert::der::pem::decode_vec(text);
    let (label, der) = read.map_err(|error| Untrusted::Unreadable(error.to_string()))?;
    if ["CERTIFICATE", "X509 CRL"].contains(&label) {
        Ok(der)
    } else {
        Err(Untrusted::Unreadable(label.to_owned()))
    }
}

/// Checks that the chain (leaf first) leads to one of `roots` at `at_ms`, for
/// `usage`, and that none of its certificates is revoked.
///
/// # Errors
/// The first reason not to trust it.
pub fn verify(
    chain: &[Vec<u8>],
    roots: &Roots,
    at_ms: i64,
    usage: Usage,
    revoked: &dyn Fn(&str) -> bool,
) -> Result<Identity, Untrusted> {
    let (leaf, rest) = chain.split_first().ok_or(Untrusted::Missing)?;
    let named = identity(leaf)?;
    for certificate in chain {
        let serial = serial_of(&read(certificate)?);
        if revoked(&serial) {
            return Err(Untrusted::Revoked { serial });
        }
    }
    strong(chain)?;
    let required = webpki::KeyUsage::required(match usage {
        Usage::Operation => OPERATION_USAGE_DER,
        Usage::Verdict => VERDICT_USAGE_DER,
    });
    path(leaf, rest, &roots.0, at_ms, required)?;
    Ok(named)
}

/// Whether a path leads from the leaf over `between` to one of `roots`, each
/// valid at `at_ms`, and the leaf may be used as `purpose` says.
pub(crate) fn path(
    leaf: &[u8],
    between: &[Vec<u8>],
    roots: &[Vec<u8>],
    at_ms: i64,
    purpose: impl webpki::ExtendedKeyUsageValidator,
) -> Result<(), Untrusted> {
    let leaf = CertificateDer::from(leaf);
    let leaf = webpki::EndEntityCert::try_from(&leaf)
        .map_err(|error| Untrusted::Unreadable(error.to_string()))?;
    let der = |list: &'_ [Vec<u8>]| -> Vec<CertificateDer<'static>> {
        list.iter().cloned().map(CertificateDer::from).collect()
    };
    let (between, roots) = (der(between), der(roots));
    let anchors: Vec<TrustAnchor<'_>> = roots
        .iter()
        .filter_map(|root| webpki::anchor_from_trusted_cert(root).ok())
        .collect();
    let time = unix_time(at_ms);
    leaf.verify_for_usage(key::PATHS, &anchors, &between, time, purpose, None, None)
        .map(|_| ())
        .map_err(|error| distrust(&error, at_ms))
}

/// Refuses short keys, keys of other kinds and forgeable signatures anywhere in
/// a chain, and a leaf that may not sign (key usage, RFC 5280 §4.2.1.3).
pub(crate) fn strong(chain: &[Vec<u8>]) -> Result<(), Untrusted> {
    for (place, der) in chain.iter().enumerate() {
        let certificate = read(der)?;
        key_of(&certificate)?;
        let body = &certificate.tbs_certificate;
        let own = body.issuer == body.subject;
        let weak = key::weak_signature(&certificate.signature_algorithm.oid);
        // What a root says of itself is not believed for its signature.
        if let Some(weakness) = weak.filter(|_| !own) {
            let serial = serial_of(&certificate);
            return Err(Untrusted::Weak { serial, weakness });
        }
        let usage = extension::<KeyUsage>(&certificate)?;
        if place == 0 && usage.is_some_and(|usage| !signs(&usage)) {
            return Err(Untrusted::Usage);
        }
    }
    Ok(())
}

/// Whether a key is for signatures (digitalSignature or contentCommitment).
pub(crate) fn signs(usage: &KeyUsage) -> bool {
    usage.digital_signature() || usage.non_repudiation()
}

pub(crate) fn serial_of(certificate: &x509_cert::Certificate) -> String {
    hex(certificate.tbs_certificate.serial_number.as_bytes())
}

/// The public key, when it counts.
pub(crate) fn key_of(certificate: &x509_cert::Certificate) -> Result<PublicKey, Untrusted> {
    let info = &certificate.tbs_certificate.subject_public_key_info;
    PublicKey::of(info).map_err(|unfit| {
        let serial = serial_of(certificate);
        match unfit {
            Unfit::Kind(kind) => Untrusted::Key { serial, kind },
            Unfit::Weak(kind) => Untrusted::Weak {
                serial,
                weakness: kind.name(),
            },
        }
    })
}

/// One extension of a certificate, read.
pub(crate) fn extension<'c, T: AssociatedOid + Decode<'c>>(
    certificate: &'c x509_cert::Certificate,
) -> Result<Option<T>, Untrusted> {
    let list = certificate.tbs_certificate.extensions.as_deref();
    let mut found = list
        .unwrap_or_default()
        .iter()
        .filter(|one| one.extn_id == T::OID);
    let Some(first) = found.next() else {
        return Ok(None);
    };
    if found.next().is_some() {
        return Err(Untrusted::Unreadable("an extension twice".to_owned()));
    }
    T::from_der(first.extn_value.as_bytes())
        .map(Some)
        .map_err(|error| Untrusted::Unreadable(error.to_string()))
}

pub(crate) fn read(certificate: &[u8]) -> Result<x509_cert::Certificate, Untrusted> {
    if certificate.len() > CERTIFICATE_BYTES_MAX {
        return Err(Untrusted::Unreadable("too large".to_owned()));
    }
    x509_cert::Certificate::from_der(certificate)
        .map_err(|error| Untrusted::Unreadable(error.to_string()))
}

/// The one value of a subject attribute; `None` when absent, empty, repeated or
/// of another string type than UTF8String and PrintableString.
fn attribute(subject: &x509_cert::name::Name, oid: ObjectIdentifier) -> Option<String> {
    let mut found = subject
        .0
        .iter()
        .flat_map(|rdn| rdn.0.iter())
        .filter(|one| one.oid == oid);
    let value = &found.next()?.value;
    if found.next().is_some() {
        return None;
    }
    let text = match value.tag() {
        Tag::Utf8String => value
            .decode_as::<Utf8StringRef<'_>>()
            .ok()?
            .as_str()
            .to_owned(),
        Tag::PrintableString => value
            .decode_as::<PrintableStringRef<'_>>()
            .ok()?
            .as_str()
            .to_owned(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn unix_time(at_ms: i64) -> UnixTime {
    let ms = u64::try_from(at_ms).unwrap_or(0);
    UnixTime::since_unix_epoch(std::time::Duration::from_millis(ms))
}

fn distrust(error: &webpki::Error, at_ms: i64) -> Untrusted {
    use webpki::Error as E;
    match error {
        E::CertExpired { .. } | E::CertNotValidYet { .. } => Untrusted::Time { at_ms },
        E::RequiredEkuNotFoundContext(_) | E::EmptyEkuExtension => Untrusted::Usage,
        other => Untrusted::Issuer(other.to_string()),
    }
}
