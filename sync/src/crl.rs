//! Lists of revoked certificates (RFC 5280 §5): what an authority says of those
//! that it issued, until when it says so, and whether it said it.
//!
//! Complete lists and lists of one distribution point are read; indirect lists,
//! differences (delta) and lists of some reasons only are refused: what they do
//! not say would else pass for good.

use x509_cert::der::asn1::{AnyRef, BitStringRef, ObjectIdentifier};
use x509_cert::der::{Decode, Encode as _, Reader, SliceReader, Tag, TagNumber, Tagged as _};
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{
    BasicConstraints, CrlDistributionPoints, IssuingDistributionPoint, KeyUsage,
};
use x509_cert::name::Name;
use x509_cert::spki::AlgorithmIdentifierRef;
use x509_cert::time::Time;

use crate::certificate::{self, Untrusted};
use crate::hash::hex;
use crate::{Facts, key};

/// Bytes of one list: those of large authorities have some megabytes.
pub const CRL_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Certificates in one list.
pub const CRL_ENTRIES_MAX: usize = 1_000_000;

const CRL_NUMBER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.20");
const AUTHORITY_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.35");
const DELTA: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.27");
const DISTRIBUTION_POINT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.28");

/// Why a list is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CrlRefused {
    /// More bytes than [`CRL_BYTES_MAX`].
    #[error("{0} bytes")]
    TooLarge(usize),
    /// More than [`CRL_ENTRIES_MAX`] certificates.
    #[error("too many entries")]
    TooMany,
    /// Not a list that can be read.
    #[error("list cannot be read: {0}")]
    Unreadable(String),
    /// A list that does not say everything of its certificates.
    #[error("a list of another kind: {0}")]
    Kind(String),
    /// It does not say until when it holds.
    #[error("the list has no end")]
    Endless,
    /// Of an authority that is not among those given, or may sign no lists.
    #[error("the list is of another authority")]
    Issuer,
    /// Signed by what can be forged.
    #[error("the list is signed by {0}")]
    Weak(String),
    /// Not signed by its authority.
    #[error("the signature of the list is wrong")]
    Signature,
}

impl CrlRefused {
    /// Stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge(_) => "crl-too-large",
            Self::TooMany => "crl-too-many",
            Self::Unreadable(_) => "crl-unreadable",
            Self::Kind(_) => "crl-kind",
            Self::Endless => "crl-endless",
            Self::Issuer => "crl-issuer",
            Self::Weak(_) => "crl-weak",
            Self::Signature => "crl-signature",
        }
    }

    /// Facts for the sentence.
    #[must_use]
    pub fn facts(&self) -> Facts {
        match self {
            Self::TooLarge(size) => crate::facts([
                ("size", size.to_string()),
                ("max", CRL_BYTES_MAX.to_string()),
            ]),
            Self::TooMany => crate::facts([("max", CRL_ENTRIES_MAX.to_string())]),
            Self::Unreadable(detail) | Self::Kind(detail) => {
                crate::facts([("detail", detail.clone())])
            }
            Self::Weak(weakness) => crate::facts([("weakness", weakness.clone())]),
            Self::Endless | Self::Issuer | Self::Signature => Facts::new(),
        }
    }
}

impl From<x509_cert::der::Error> for CrlRefused {
    fn from(error: x509_cert::der::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// Where a serial number stands in the list, and since when it is revoked.
#[derive(Clone, Copy)]
struct Entry {
    from: u32,
    length: u32,
    at_ms: i64,
}

/// A list that was read. It proves nothing before it is in [`Crls`].
#[derive(Clone)]
pub struct Crl {
    der: Vec<u8>,
    issuer: Vec<u8>,
    this_ms: i64,
    next_ms: i64,
    number: String,
    scope: Scope,
    /// By serial number.
    entries: Vec<Entry>,
}

impl std::fmt::Debug for Crl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Crl")
            .field("number", &self.number)
            .field("this_ms", &self.this_ms)
            .field("next_ms", &self.next_ms)
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}

/// Of which certificates of its authority a list speaks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Scope {
    /// Of those that name one of these distribution points; of all when empty.
    points: Vec<String>,
    only_people: bool,
    only_authorities: bool,
}

impl Crl {
    /// Reads a list (DER).
    ///
    /// # Errors
    /// The first thing that is wrong with its form.
    pub fn read(der: &[u8]) -> Result<Self, CrlRefused> {
        if der.len() > CRL_BYTES_MAX {
            return Err(CrlRefused::TooLarge(der.len()));
        }
        let outer = Outer::read(der)?;
        let mut body = SliceReader::new(outer.body)?;
        let mut list = Self {
            der: der.to_vec(),
            issuer: Vec::new(),
            this_ms: 0,
            next_ms: 0,
            number: String::new(),
            scope: Scope::default(),
            entries: Vec::new(),
        };
        let mut inside = inner(&mut body)?;
        if inside.peek_tag()? == Tag::Integer {
            u8::decode(&mut inside)?;
        }
        let algorithm = inside.tlv_bytes()?;
        if algorithm != outer.algorithm_bytes {
            return Err(CrlRefused::Unreadable("two algorithms".to_owned()));
        }
        list.issuer = inside.tlv_bytes()?.to_vec();
        list.this_ms = ms(Time::decode(&mut inside)?);
        list.next_ms = match next_tag(&inside)? {
            Some(Tag::UtcTime | Tag::GeneralizedTime) => ms(Time::decode(&mut inside)?),
            _ => return Err(CrlRefused::Endless),
        };
        if next_tag(&inside)? == Some(Tag::Sequence) {
            list.entries = entries(der, inner(&mut inside)?)?;
        }
        let extensions = Tag::ContextSpecific {
            constructed: true,
            number: TagNumber::N0,
        };
        if next_tag(&inside)? == Some(extensions) {
            let mut wrapped = inner(&mut inside)?;
            let all = inner(&mut wrapped)?;
            wrapped.finish(())?;
            list.extensions(all)?;
        }
        inside.finish(())?;
        body.finish(())?;
        Ok(list)
    }

    fn extensions(&mut self, mut all: SliceReader<'_>) -> Result<(), CrlRefused> {
        while !all.is_finished() {
            let one = Extension::read(&mut all)?;
            match one.name {
                CRL_NUMBER => {
                    let number = AnyRef::from_der(one.value)?;
                    self.number = hex(number.value());
                }
                DISTRIBUTION_POINT => self.scope = Scope::read(one.value)?,
                DELTA => return Err(CrlRefused::Kind("delta".to_owned())),
                AUTHORITY_KEY => {}
                other if one.critical => return Err(CrlRefused::Kind(other.to_string())),
                _ => {}
            }
        }
        Ok(())
    }

    /// Its bytes, DER.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// When it was made, ms.
    #[must_use]
    pub fn this_update(&self) -> i64 {
        self.this_ms
    }

    /// When the next one is due, ms: after that it is stale.
    #[must_use]
    pub fn next_update(&self) -> i64 {
        self.next_ms
    }

    /// Its number, hexadecimal; empty without one.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// How many certificates it names.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it names none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// SHA-256 of the name of its authority: which list takes the place of which.
    #[must_use]
    pub fn authority(&self) -> crate::Hash {
        crate::Hash::of(
            &[
                self.issuer.as_slice(),
                self.scope.points.join(" ").as_bytes(),
            ]
            .concat(),
        )
    }

    /// Since when a serial number (as in the certificate) is revoked, ms.
    #[must_use]
    pub fn revoked(&self, serial: &[u8]) -> Option<i64> {
        let place = self
            .entries
            .binary_search_by(|entry| serial_at(&self.der, entry).cmp(serial));
        place
            .ok()
            .and_then(|place| self.entries.get(place))
            .map(|entry| entry.at_ms)
    }

    /// Proves that the authority of one of the certificates said it.
    ///
    /// # Errors
    /// [`CrlRefused::Issuer`], [`CrlRefused::Weak`], [`CrlRefused::Signature`].
    pub fn verify(&self, authorities: &[Vec<u8>]) -> Result<(), CrlRefused> {
        let outer = Outer::read(&self.der)?;
        if let Some(weakness) = key::weak_signature(&outer.algorithm) {
            return Err(CrlRefused::Weak(weakness));
        }
        let mut known = false;
        for der in authorities {
            let Ok(authority) = certificate::read(der) else {
                continue;
            };
            let name = authority.tbs_certificate.subject.to_der()?;
            let usage = certificate::extension::<KeyUsage>(&authority);
            let signs = usage.is_ok_and(|usage| usage.is_none_or(|usage| usage.crl_sign()));
            if name != self.issuer || !signs {
                continue;
            }
            known = true;
            let key = certificate::key_of(&authority);
            if key.is_ok_and(|key| {
                key.signed_x509(&outer.algorithm, None, outer.body, outer.signature)
            }) {
                return Ok(());
            }
        }
        Err(if known {
            CrlRefused::Signature
        } else {
            CrlRefused::Issuer
        })
    }

    fn speaks_of(&self, certificate: &x509_cert::Certificate) -> Result<bool, Untrusted> {
        let body = &certificate.tbs_certificate;
        let issuer = body.issuer.to_der().map_err(unreadable)?;
        let authority = certificate::extension::<BasicConstraints>(certificate)?
            .is_some_and(|constraints| constraints.ca);
        let scope = &self.scope;
        let kind = !(scope.only_people && authority || scope.only_authorities && !authority);
        let named = scope.points.is_empty() || {
            let points = certificate::extension::<CrlDistributionPoints>(certificate)?;
            let points = points.map(|points| points.0).unwrap_or_default();
            let mut names = points
                .iter()
                .filter_map(|point| point.distribution_point.as_ref());
            names.any(|name| uris(name).iter().any(|uri| scope.points.contains(uri)))
        };
        Ok(issuer == self.issuer && kind && named)
    }
}

/// Lists that authorities have proven to be theirs.
#[derive(Debug, Clone, Default)]
pub struct Crls(Vec<Crl>);

impl Crls {
    /// Takes a list of one of the authorities (certificates, DER). An older one of
    /// the same authority stays until nobody asks for it.
    ///
    /// # Errors
    /// What [`Crl::verify`] says.
    pub fn add(&mut self, list: Crl, authorities: &[Vec<u8>]) -> Result<(), CrlRefused> {
        list.verify(authorities)?;
        self.0.push(list);
        Ok(())
    }

    /// Asks about every certificate of a chain (leaf first) but the root. Answers
    /// since when one of them is revoked, where that is after `signed_ms`: the
    /// signature was made before, if its time can be believed.
    ///
    /// # Errors
    /// [`Untrusted::NoList`] and [`Untrusted::StaleList`] when nothing is known,
    /// [`Untrusted::Revoked`] when it was revoked at `signed_ms`.
    pub fn look(
        &self,
        chain: &[Vec<u8>],
        signed_ms: i64,
        now_ms: i64,
    ) -> Result<Option<i64>, Untrusted> {
        let mut later: Option<i64> = None;
        for der in chain {
            let certificate = certificate::read(der)?;
            let body = &certificate.tbs_certificate;
            if body.issuer == body.subject {
                continue;
            }
            let list = self.newest(&certificate)?;
            if now_ms > list.next_ms {
                return Err(Untrusted::StaleList {
                    issuer: name(&body.issuer),
                    until: list.next_ms,
                });
            }
            match list.revoked(body.serial_number.as_bytes()) {
                Some(at) if at <= signed_ms => {
                    let serial = certificate::serial_of(&certificate);
                    return Err(Untrusted::Revoked { serial });
                }
                Some(at) => later = Some(later.map_or(at, |known| known.min(at))),
                None => {}
            }
        }
        Ok(later)
    }

    fn newest(&self, certificate: &x509_cert::Certificate) -> Result<&Crl, Untrusted> {
        let mut newest: Option<&Crl> = None;
        for list in &self.0 {
            if list.speaks_of(certificate)? && newest.is_none_or(|one| one.this_ms < list.this_ms) {
                newest = Some(list);
            }
        }
        let issuer = &certificate.tbs_certificate.issuer;
        newest.ok_or_else(|| Untrusted::NoList {
            issuer: name(issuer),
        })
    }
}

impl Scope {
    fn read(value: &[u8]) -> Result<Self, CrlRefused> {
        let point = IssuingDistributionPoint::from_der(value)?;
        let kind = |what: &str| Err(CrlRefused::Kind(what.to_owned()));
        if point.indirect_crl {
            return kind("indirect");
        }
        if point.only_some_reasons.is_some() {
            return kind("some reasons");
        }
        if point.only_contains_attribute_certs {
            return kind("attributes");
        }
        let points = match &point.distribution_point {
            None => Vec::new(),
            Some(name) => uris(name),
        };
        if points.is_empty() && point.distribution_point.is_some() {
            return kind("distribution point");
        }
        Ok(Self {
            points,
            only_people: point.only_contains_user_certs,
            only_authorities: point.only_contains_ca_certs,
        })
    }
}

fn uris(name: &DistributionPointName) -> Vec<String> {
    let DistributionPointName::FullName(names) = name else {
        return Vec::new();
    };
    let uri = |name: &GeneralName| match name {
        GeneralName::UniformResourceIdentifier(uri) => Some(uri.as_str().to_owned()),
        _ => None,
    };
    names.iter().filter_map(uri).collect()
}

fn name(name: &Name) -> String {
    name.to_string()
}

fn unreadable(error: x509_cert::der::Error) -> Untrusted {
    Untrusted::Unreadable(error.to_string())
}

fn ms(time: Time) -> i64 {
    i64::try_from(time.to_unix_duration().as_millis()).unwrap_or(i64::MAX)
}

fn serial_at<'d>(der: &'d [u8], entry: &Entry) -> &'d [u8] {
    let from = usize::try_from(entry.from).unwrap_or(usize::MAX);
    let length = usize::try_from(entry.length).unwrap_or(usize::MAX);
    der.get(from..from.saturating_add(length))
        .unwrap_or_default()
}

/// What is inside the next value of `reader`, which must be a sequence, or any
/// constructed value.
fn inner<'d>(reader: &mut SliceReader<'d>) -> Result<SliceReader<'d>, CrlRefused> {
    let value = AnyRef::decode(reader)?;
    Ok(SliceReader::new(value.value())?)
}

fn next_tag(reader: &SliceReader<'_>) -> Result<Option<Tag>, CrlRefused> {
    if reader.is_finished() {
        return Ok(None);
    }
    Ok(Some(reader.peek_tag()?))
}

/// The list's parts around its body.
struct Outer<'d> {
    body: &'d [u8],
    algorithm: ObjectIdentifier,
    algorithm_bytes: &'d [u8],
    signature: &'d [u8],
}

impl<'d> Outer<'d> {
    fn read(der: &'d [u8]) -> Result<Self, CrlRefused> {
        let mut whole = SliceReader::new(der)?;
        if whole.peek_tag()? != Tag::Sequence {
            return Err(CrlRefused::Unreadable("no sequence".to_owned()));
        }
        let mut list = inner(&mut whole)?;
        whole.finish(())?;
        let body = list.tlv_bytes()?;
        let algorithm_bytes = list.tlv_bytes()?;
        let algorithm = AlgorithmIdentifierRef::from_der(algorithm_bytes)?.oid;
        let signature = BitStringRef::decode(&mut list)?;
        let signature = signature.as_bytes();
        let signature = signature.ok_or_else(|| CrlRefused::Unreadable("bits".to_owned()))?;
        list.finish(())?;
        Ok(Self {
            body,
            algorithm,
            algorithm_bytes,
            signature,
        })
    }
}

struct Extension<'d> {
    name: ObjectIdentifier,
    critical: bool,
    value: &'d [u8],
}

impl<'d> Extension<'d> {
    fn read(all: &mut SliceReader<'d>) -> Result<Self, CrlRefused> {
        let mut one = inner(all)?;
        let name = ObjectIdentifier::decode(&mut one)?;
        let critical = one.peek_tag()? == Tag::Boolean && bool::decode(&mut one)?;
        let value = AnyRef::decode(&mut one)?;
        one.finish(())?;
        Ok(Self {
            name,
            critical,
            value: value.value(),
        })
    }
}

/// The entries, sorted by serial number; `all` is a part of `der`.
fn entries(der: &[u8], mut all: SliceReader<'_>) -> Result<Vec<Entry>, CrlRefused> {
    let mut found = Vec::new();
    while !all.is_finished() {
        if found.len() == CRL_ENTRIES_MAX {
            return Err(CrlRefused::TooMany);
        }
        let mut one = inner(&mut all)?;
        let serial = AnyRef::decode(&mut one)?;
        if serial.tag() != Tag::Integer || serial.value().is_empty() {
            return Err(CrlRefused::Unreadable("serial number".to_owned()));
        }
        let at_ms = ms(Time::decode(&mut one)?);
        if !one.is_finished() {
            entry_extensions(inner(&mut one)?)?;
        }
        one.finish(())?;
        found.push(Entry {
            from: place(der, serial.value())?,
            length: u32::try_from(serial.value().len()).unwrap_or(u32::MAX),
            at_ms,
        });
    }
    found.sort_by(|a, b| {
        let by_serial = serial_at(der, a).cmp(serial_at(der, b));
        by_serial.then(a.at_ms.cmp(&b.at_ms))
    });
    found.dedup_by(|b, a| serial_at(der, a) == serial_at(der, b));
    Ok(found)
}

/// The offset of a slice of `der` in it.
fn place(der: &[u8], part: &[u8]) -> Result<u32, CrlRefused> {
    let offset = (part.as_ptr() as usize).checked_sub(der.as_ptr() as usize);
    let inside = offset.filter(|from| der.get(*from..from + part.len()) == Some(part));
    inside
        .and_then(|from| u32::try_from(from).ok())
        .ok_or_else(|| CrlRefused::Unreadable("place".to_owned()))
}

/// An entry may name another issuer (then the list is indirect) or say something
/// that must be understood; its reason and dates change nothing.
fn entry_extensions(mut all: SliceReader<'_>) -> Result<(), CrlRefused> {
    while !all.is_finished() {
        let one = Extension::read(&mut all)?;
        if one.critical {
            return Err(CrlRefused::Kind(one.name.to_string()));
        }
    }
    Ok(())
}
