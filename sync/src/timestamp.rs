//! Time stamps of an authority that is not the agency (RFC 3161): what to ask,
//! and whether the answer proves that a hash was there at a time.
//!
//! The fraction of a second that RFC 3161 §2.4.2 allows in its time is read; the
//! service may sign with RSA, ECDSA or Ed25519 and SHA-256 to SHA-512.

use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use x509_cert::Certificate;
use x509_cert::der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use x509_cert::der::{
    DateTime, Decode, Encode as _, Reader as _, SliceReader, Tag, TagNumber, Tagged as _,
};
use x509_cert::ext::pkix::{ExtendedKeyUsage, SubjectKeyIdentifier};

use crate::certificate::{self, Untrusted};
use crate::hash::hex;
use crate::key::Digest;
use crate::{Facts, Hash};

/// Bytes of one answer of a service, its certificates included.
pub const STAMP_BYTES_MAX: usize = 64 * 1024;
/// Certificates in one time stamp.
pub const STAMP_CERTIFICATES_MAX: usize = 8;
/// Media type of [`Request::to_der`] (RFC 3161 §3.4).
pub const QUERY_MEDIA: &str = "application/timestamp-query";
/// Media type of what [`token`] reads.
pub const REPLY_MEDIA: &str = "application/timestamp-reply";

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");
const TIME_STAMPING_DER: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08];
const PURPOSES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37");

/// Why a time stamp does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StampRefused {
    /// More bytes than [`STAMP_BYTES_MAX`].
    #[error("{0} bytes")]
    TooLarge(usize),
    /// Not a time stamp that can be read.
    #[error("time stamp cannot be read: {0}")]
    Unreadable(String),
    /// The service said no.
    #[error("the service answered with status {0}")]
    Denied(u8),
    /// It is over something else.
    #[error("the time stamp is over something else")]
    Imprint,
    /// It answers another question.
    #[error("the time stamp answers another question")]
    Nonce,
    /// Not signed by the certificate that it names.
    #[error("the signature of the time stamp is wrong")]
    Signature,
    /// The service's certificate is not accepted.
    #[error("time stamp: {0}")]
    Certificate(Untrusted),
}

impl StampRefused {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge(_) => "stamp-too-large",
            Self::Unreadable(_) => "stamp-unreadable",
            Self::Denied(_) => "stamp-denied",
            Self::Imprint => "stamp-imprint",
            Self::Nonce => "stamp-nonce",
            Self::Signature => "stamp-signature",
            Self::Certificate(Untrusted::Issuer(_)) => "stamp-issuer",
            Self::Certificate(Untrusted::Time { .. }) => "stamp-expired",
            Self::Certificate(Untrusted::Usage) => "stamp-usage",
            Self::Certificate(other) => other.code(),
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::TooLarge(size) => crate::facts([
                ("size", size.to_string()),
                ("max", STAMP_BYTES_MAX.to_string()),
            ]),
            Self::Unreadable(detail) => crate::facts([("detail", detail.clone())]),
            Self::Denied(status) => crate::facts([("status", status.to_string())]),
            Self::Certificate(error) => error.facts(),
            Self::Imprint | Self::Nonce | Self::Signature => Facts::new(),
        }
    }
}

impl From<x509_cert::der::Error> for StampRefused {
    fn from(error: x509_cert::der::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl From<Untrusted> for StampRefused {
    fn from(error: Untrusted) -> Self {
        Self::Certificate(error)
    }
}

fn unreadable<T>(what: &str) -> Result<T, StampRefused> {
    Err(StampRefused::Unreadable(what.to_owned()))
}

/// A question to a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// The hash that is to be proven.
    pub imprint: Hash,
    nonce: [u8; 8],
}

impl Request {
    /// A question with a number of its own, made of random bytes.
    #[must_use]
    pub fn new(imprint: Hash, random: [u8; 8]) -> Self {
        let mut nonce = random;
        // A positive number of always eight bytes.
        nonce[0] = nonce[0] & 0x3f | 0x40;
        Self { imprint, nonce }
    }

    /// Its number.
    #[must_use]
    pub fn nonce(&self) -> [u8; 8] {
        self.nonce
    }

    /// The question as the service reads it (`TimeStampReq`, DER): version 1,
    /// SHA-256, the number, and that its certificates are to come along.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let sha256 = [
            0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
            0x00,
        ];
        let imprint = [&[0x30, 0x31], &sha256[..], &[0x04, 0x20], &self.imprint.0].concat();
        let nonce = [&[0x02, 0x08][..], &self.nonce].concat();
        let inside = [
            &[0x02, 0x01, 0x01][..],
            &imprint,
            &nonce,
            &[0x01, 0x01, 0xff],
        ]
        .concat();
        // 67 bytes, always: the length fits one byte.
        [&[0x30, 0x43][..], &inside].concat()
    }
}

/// Takes the time stamp out of a service's answer (`TimeStampResp`, DER).
///
/// # Errors
/// [`StampRefused::Denied`] when there is none.
pub fn token(response: &[u8]) -> Result<Vec<u8>, StampRefused> {
    if response.len() > STAMP_BYTES_MAX {
        return Err(StampRefused::TooLarge(response.len()));
    }
    let mut whole = SliceReader::new(response)?;
    let mut inside = inner(&mut whole, Tag::Sequence)?;
    whole.finish(())?;
    let mut status = inner(&mut inside, Tag::Sequence)?;
    let status = u8::decode(&mut status)?;
    // 0 granted, 1 granted with modifications (RFC 3161 §2.4.2).
    if status > 1 || inside.is_finished() {
        return Err(StampRefused::Denied(status));
    }
    let token = inside.tlv_bytes()?;
    inside.finish(())?;
    Ok(token.to_vec())
}

/// What a time stamp proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// How far it may be off, ms; none when the service does not say.
    pub accuracy: Option<i64>,
    /// Its number at the service, hexadecimal.
    pub serial: String,
    /// The rules under which it was made, an object identifier.
    pub policy: String,
    /// Who made it: the subject of the certificate (RFC 4514).
    pub by: String,
    /// The service's certificates, its own first, DER: for lists of revocation.
    pub chain: Vec<Vec<u8>>,
}

/// Proves that the service of a token (`TimeStampToken`, DER) saw `imprint`: the
/// signed attributes, the certificate that they name, its critical and only
/// purpose, its path to one of `roots` at the time that the token tells, and the
/// signature. `nonce` is that of the question; none when it is not known any more.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify(
    token: &[u8],
    imprint: &Hash,
    nonce: Option<&[u8; 8]>,
    roots: &[Vec<u8>],
) -> Result<Stamp, StampRefused> {
    let signed = Signed::read(token)?;
    let info = TstInfo::read(&signed.content)?;
    if info.imprint != *imprint {
        return Err(StampRefused::Imprint);
    }
    if nonce.is_some_and(|nonce| info.nonce.as_deref() != Some(&nonce[..])) {
        return Err(StampRefused::Nonce);
    }
    signed.prove()?;
    only_stamps(&signed.leaf)?;
    let leaf = signed.leaf.to_der()?;
    certificate::strong(std::slice::from_ref(&leaf))?;
    // Asked of the leaf above; authorities between need not say it.
    let purpose = webpki::KeyUsage::required_if_present(TIME_STAMPING_DER);
    certificate::path(&leaf, &signed.others, roots, info.at, purpose)?;
    let mut chain = vec![leaf];
    chain.extend(signed.others);
    Ok(Stamp {
        at: info.at,
        accuracy: info.accuracy,
        serial: info.serial,
        policy: info.policy,
        by: signed.leaf.tbs_certificate.subject.to_string(),
        chain,
    })
}

/// RFC 3161 §2.3: the certificate is for time stamps, for nothing else, and says
/// so in a way that nobody may overlook.
fn only_stamps(leaf: &Certificate) -> Result<(), StampRefused> {
    let purposes = certificate::extension::<ExtendedKeyUsage>(leaf)?;
    let only = purposes.is_some_and(|purposes| purposes.0 == [TIME_STAMPING]);
    let extensions = leaf.tbs_certificate.extensions.as_deref();
    let mut extensions = extensions.unwrap_or_default().iter();
    let critical = extensions.any(|one| one.extn_id == PURPOSES && one.critical);
    if only && critical {
        Ok(())
    } else {
        Err(Untrusted::Usage.into())
    }
}

/// CMS around the time stamp, with one signer whose certificate is there.
struct Signed {
    content: Vec<u8>,
    signer: SignerInfo,
    leaf: Certificate,
    others: Vec<Vec<u8>>,
}

impl Signed {
    fn read(token: &[u8]) -> Result<Self, StampRefused> {
        if token.len() > STAMP_BYTES_MAX {
            return Err(StampRefused::TooLarge(token.len()));
        }
        let outer = ContentInfo::from_der(token)?;
        if outer.content_type != SIGNED_DATA {
            return unreadable("content type");
        }
        let data: SignedData = outer.content.decode_as()?;
        if data.encap_content_info.econtent_type != TST_INFO {
            return unreadable("content type");
        }
        let Some(content) = data.encap_content_info.econtent else {
            return unreadable("no content");
        };
        let content = content.decode_as::<OctetStringRef<'_>>()?;
        let content = content.as_bytes().to_vec();
        let [signer] = data.signer_infos.0.as_ref() else {
            return unreadable("not one signer");
        };
        let mut certificates = Vec::new();
        for choice in data.certificates.iter().flat_map(|set| set.0.iter()) {
            match choice {
                cms::cert::CertificateChoices::Certificate(one) => certificates.push(one.clone()),
                cms::cert::CertificateChoices::Other(_) => return unreadable("certificate"),
            }
        }
        if certificates.len() > STAMP_CERTIFICATES_MAX {
            return unreadable("too many certificates");
        }
        let place = certificates.iter().position(|one| names(&signer.sid, one));
        let Some(place) = place else {
            return Err(Untrusted::Missing.into());
        };
        let leaf = certificates.remove(place);
        let others = certificates.iter().map(x509_cert::der::Encode::to_der);
        Ok(Self {
            content,
            signer: signer.clone(),
            leaf,
            others: others.collect::<Result<_, _>>()?,
        })
    }

    fn attribute(&self, name: ObjectIdentifier) -> Result<Option<Vec<u8>>, StampRefused> {
        let attributes = self.signer.signed_attrs.iter().flat_map(|set| set.iter());
        let mut found = attributes.filter(|one| one.oid == name);
        let Some(first) = found.next() else {
            return Ok(None);
        };
        match (first.values.as_ref(), found.next()) {
            ([value], None) => Ok(Some(value.to_der()?)),
            _ => unreadable("an attribute twice"),
        }
    }

    /// RFC 5652 §5.4 and RFC 5816: what was signed is the attributes; they name
    /// the content by its hash and the certificate by its own.
    fn prove(&self) -> Result<(), StampRefused> {
        let wrong = StampRefused::Signature;
        let Some(digest) = Digest::named(&self.signer.digest_alg.oid) else {
            let serial = certificate::serial_of(&self.leaf);
            let weakness = self.signer.digest_alg.oid.to_string();
            return Err(Untrusted::Weak { serial, weakness }.into());
        };
        let kind = self.attribute(CONTENT_TYPE)?.ok_or(wrong.clone())?;
        let hash = self.attribute(MESSAGE_DIGEST)?.ok_or(wrong.clone())?;
        let hash = OctetStringRef::from_der(&hash)?;
        if ObjectIdentifier::from_der(&kind)? != TST_INFO
            || hash.as_bytes() != digest.of(&self.content)
            || !self.names_leaf()?
        {
            return Err(wrong);
        }
        let Some(attributes) = &self.signer.signed_attrs else {
            return Err(wrong);
        };
        let key = certificate::key_of(&self.leaf)?;
        let algorithm = self.signer.signature_algorithm.oid;
        let signature = self.signer.signature.as_bytes();
        if key.signed_x509(&algorithm, Some(digest), &attributes.to_der()?, signature) {
            Ok(())
        } else {
            Err(wrong)
        }
    }

    /// Whether signing-certificate-v2, or the older signing-certificate with
    /// SHA-1, names the leaf (RFC 5035 §5.4): its first entry.
    fn names_leaf(&self) -> Result<bool, StampRefused> {
        let leaf = self.leaf.to_der()?;
        if let Some(value) = self.attribute(SIGNING_CERTIFICATE_V2)? {
            let mut first = first_identifier(&value)?;
            let mut digest = Some(Digest::Sha256);
            if first.peek_tag()? == Tag::Sequence {
                let mut algorithm = inner(&mut first, Tag::Sequence)?;
                digest = Digest::named(&ObjectIdentifier::decode(&mut algorithm)?);
            }
            let hash = OctetStringRef::decode(&mut first)?;
            return Ok(digest.is_some_and(|digest| digest.of(&leaf) == hash.as_bytes()));
        }
        let Some(value) = self.attribute(SIGNING_CERTIFICATE)? else {
            return Ok(false);
        };
        let hash = OctetStringRef::decode(&mut first_identifier(&value)?)?;
        let sha1 = &ring::digest::SHA1_FOR_LEGACY_USE_ONLY;
        Ok(ring::digest::digest(sha1, &leaf).as_ref() == hash.as_bytes())
    }
}

/// The first `ESSCertID` of a signing-certificate attribute.
fn first_identifier(value: &[u8]) -> Result<SliceReader<'_>, StampRefused> {
    let mut whole = SliceReader::new(value)?;
    let mut attribute = inner(&mut whole, Tag::Sequence)?;
    let mut list = inner(&mut attribute, Tag::Sequence)?;
    inner(&mut list, Tag::Sequence)
}

fn names(signer: &SignerIdentifier, certificate: &Certificate) -> bool {
    let body = &certificate.tbs_certificate;
    match signer {
        SignerIdentifier::IssuerAndSerialNumber(one) => {
            one.issuer == body.issuer && one.serial_number == body.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(one) => {
            certificate::extension::<SubjectKeyIdentifier>(certificate)
                .is_ok_and(|known| known.as_ref() == Some(one))
        }
    }
}

fn inner<'d>(reader: &mut SliceReader<'d>, tag: Tag) -> Result<SliceReader<'d>, StampRefused> {
    let value = AnyRef::decode(reader)?;
    if value.tag() != tag {
        return unreadable("tag");
    }
    Ok(SliceReader::new(value.value())?)
}

/// What the service says (RFC 3161 §2.4.2).
struct TstInfo {
    imprint: Hash,
    at: i64,
    accuracy: Option<i64>,
    serial: String,
    policy: String,
    nonce: Option<Vec<u8>>,
}

impl TstInfo {
    fn read(der: &[u8]) -> Result<Self, StampRefused> {
        let mut whole = SliceReader::new(der)?;
        let mut inside = inner(&mut whole, Tag::Sequence)?;
        whole.finish(())?;
        if u8::decode(&mut inside)? != 1 {
            return unreadable("version");
        }
        let policy = ObjectIdentifier::decode(&mut inside)?.to_string();
        let imprint = imprint(&mut inside)?;
        let serial = integer(&mut inside)?;
        let time = AnyRef::decode(&mut inside)?;
        if time.tag() != Tag::GeneralizedTime {
            return unreadable("time");
        }
        let Some(at) = moment(time.value()) else {
            return unreadable("time");
        };
        let accuracy = match next(&inside)? {
            Some(Tag::Sequence) => Some(accuracy(&mut inside)?),
            _ => None,
        };
        if next(&inside)? == Some(Tag::Boolean) {
            bool::decode(&mut inside)?;
        }
        let nonce = match next(&inside)? {
            Some(Tag::Integer) => Some(integer(&mut inside)?),
            _ => None,
        };
        rest(&mut inside)?;
        Ok(Self {
            imprint,
            at,
            accuracy,
            serial: hex(&serial),
            policy,
            nonce,
        })
    }
}

/// The name of the service may follow; extensions would have to be understood.
fn rest(inside: &mut SliceReader<'_>) -> Result<(), StampRefused> {
    while let Some(tag) = next(inside)? {
        match tag {
            Tag::ContextSpecific {
                number: TagNumber::N0,
                ..
            } => drop(AnyRef::decode(inside)?),
            _ => return unreadable("extension"),
        }
    }
    Ok(())
}

fn next(reader: &SliceReader<'_>) -> Result<Option<Tag>, StampRefused> {
    if reader.is_finished() {
        return Ok(None);
    }
    Ok(Some(reader.peek_tag()?))
}

fn integer(reader: &mut SliceReader<'_>) -> Result<Vec<u8>, StampRefused> {
    let value = AnyRef::decode(reader)?;
    if value.tag() != Tag::Integer || value.value().is_empty() || value.value().len() > 64 {
        return unreadable("number");
    }
    Ok(value.value().to_vec())
}

fn imprint(reader: &mut SliceReader<'_>) -> Result<Hash, StampRefused> {
    let mut inside = inner(reader, Tag::Sequence)?;
    let mut algorithm = inner(&mut inside, Tag::Sequence)?;
    if ObjectIdentifier::decode(&mut algorithm)? != SHA256 {
        return Err(StampRefused::Imprint);
    }
    let hash = OctetStringRef::decode(&mut inside)?;
    inside.finish(())?;
    Hash::from_slice(hash.as_bytes()).ok_or(StampRefused::Imprint)
}

/// Seconds, thousandths and millionths, each where it is there; in ms, upwards.
fn accuracy(reader: &mut SliceReader<'_>) -> Result<i64, StampRefused> {
    let mut inside = inner(reader, Tag::Sequence)?;
    let mut total: i64 = 0;
    while let Some(tag) = next(&inside)? {
        let value = AnyRef::decode(&mut inside)?;
        let number = value
            .value()
            .iter()
            .take(5)
            .fold(0i64, |number, byte| number << 8 | i64::from(*byte));
        total = total.saturating_add(match tag {
            Tag::Integer => number.saturating_mul(1000),
            Tag::ContextSpecific {
                number: TagNumber::N0,
                ..
            } => number,
            Tag::ContextSpecific {
                number: TagNumber::N1,
                ..
            } => 1,
            _ => return unreadable("accuracy"),
        });
    }
    Ok(total)
}

/// `YYYYMMDDhhmmss[.f…]Z` (RFC 3161 §2.4.2), in ms; the rest of a fraction is cut.
fn moment(text: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = match text.split_once('.') {
        None => (text, ""),
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 14 || !digits(whole) || !digits(fraction) || fraction.len() > 9 {
        return None;
    }
    let two = |from: usize| whole.get(from..from + 2)?.parse::<u8>().ok();
    let year = whole.get(..4)?.parse().ok()?;
    let date = DateTime::new(year, two(4)?, two(6)?, two(8)?, two(10)?, two(12)?).ok()?;
    let padded = format!("{fraction:0<3}");
    let thousandths: i64 = padded.get(..3)?.parse().ok()?;
    let ms = i64::try_from(date.unix_duration().as_millis()).ok()?;
    Some(ms + thousandths)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn moments() {
        for (text, expected) in [
            ("20261124000000Z", Some(1_795_478_400_000)),
            ("20261124000000.5Z", Some(1_795_478_400_500)),
            ("20261124000000.123456Z", Some(1_795_478_400_123)),
            ("20261124000000", None),
            ("20261124000000.Z", None),
            ("20261324000000Z", None),
            ("2026112400000Z", None),
            ("+0261124000000Z", None),
            ("20261124000000.1234567890Z", None),
        ] {
            assert_eq!(moment(text.as_bytes()), expected, "{text}");
        }
    }
}
