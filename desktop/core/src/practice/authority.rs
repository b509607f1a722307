//! The keys of the practice agency: a root, and below it verdicts and devices.

use rcgen::{
    BasicConstraints, CertificateParams, CertificateSigningRequestParams, DistinguishedName,
    DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, PKCS_ED25519,
};
use ring::signature::Ed25519KeyPair;
use sync::certificate::{AGENCY_ACTOR, OPERATION_USAGE, Roots, VERDICT_USAGE};
use sync::envelope::{SignFailed, Signer};
use sync::verdict::Verdict;

use crate::Failure;

impl From<rcgen::Error> for Failure {
    fn from(error: rcgen::Error) -> Self {
        Self::new("certificate-unreadable").with("detail", error)
    }
}

impl From<SignFailed> for Failure {
    fn from(error: SignFailed) -> Self {
        Self::of(error.code(), error.facts())
    }
}

pub(super) struct Authority {
    agency: String,
    now: i64,
    roots: Roots,
    issuer: Issuer<'static, KeyPair>,
    verdicts: Key,
}

struct Key {
    pair: Ed25519KeyPair,
    chain: Vec<Vec<u8>>,
}

impl Signer for Key {
    fn certificate_chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, SignFailed> {
        Ok(self.pair.sign(bytes).as_ref().to_vec())
    }
}

impl Authority {
    pub(super) fn new(agency: &str, now: i64) -> Result<Self, Failure> {
        let key = KeyPair::generate_for(&PKCS_ED25519)?;
        let mut params = params(agency, "root", "root", now);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let root = params.self_signed(&key)?.der().to_vec();
        let issuer = Issuer::new(params, key);
        let key = KeyPair::generate_for(&PKCS_ED25519)?;
        let mut leaf = leaf(agency, AGENCY_ACTOR, "server", now);
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::Other(VERDICT_USAGE.to_vec())];
        let certificate = leaf.signed_by(&key, &issuer)?.der().to_vec();
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&key.serialize_der())
            .map_err(|e| Failure::new("certificate-unreadable").with("detail", e))?;
        let verdicts = Key {
            pair,
            chain: vec![certificate],
        };
        Ok(Self {
            agency: agency.to_owned(),
            now,
            roots: Roots::new(vec![root])?,
            issuer,
            verdicts,
        })
    }

    pub(super) fn roots(&self) -> &Roots {
        &self.roots
    }

    /// Certifies a device that asks with a request (RFC 2986, DER).
    pub(super) fn device(
        &self,
        request: &[u8],
        person: &str,
        device: &str,
    ) -> Result<Vec<u8>, Failure> {
        let request = CertificateSigningRequestParams::from_der(&request.into())?;
        let mut leaf = leaf(&self.agency, person, device, self.now);
        leaf.extended_key_usages = vec![
            ExtendedKeyUsagePurpose::ClientAuth,
            ExtendedKeyUsagePurpose::Other(OPERATION_USAGE.to_vec()),
        ];
        Ok(leaf
            .signed_by(&request.public_key, &self.issuer)?
            .der()
            .to_vec())
    }

    pub(super) fn sign(&self, verdict: &Verdict) -> Result<Vec<u8>, Failure> {
        Ok(verdict.sign(&self.verdicts)?)
    }
}

fn params(agency: &str, person: &str, device: &str, now: i64) -> CertificateParams {
    let mut name = DistinguishedName::new();
    name.push(DnType::OrganizationName, agency);
    name.push(DnType::CommonName, person);
    name.push(DnType::OrganizationalUnitName, device);
    let mut params = CertificateParams::default();
    params.distinguished_name = name;
    let year = i32::from(office::civil::wall(now).year());
    params.not_before = rcgen::date_time_ymd(year - 1, 1, 1);
    params.not_after = rcgen::date_time_ymd(year + 2, 1, 1);
    params
}

fn leaf(agency: &str, person: &str, device: &str, now: i64) -> CertificateParams {
    let mut params = params(agency, person, device, now);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.use_authority_key_identifier_extension = true;
    params
}
