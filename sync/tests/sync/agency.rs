//! A small agency with fixed keys, so that every byte is the same each time.

use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DistinguishedName,
    DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose,
    RevokedCertParams, SerialNumber, date_time_ymd,
};
use ring::signature::Ed25519KeyPair;
use sync::certificate::{OPERATION_USAGE, Roots, VERDICT_USAGE};
use sync::envelope::{SignFailed, Signer};

/// 2026-11-24 08:00 UTC.
pub const NOW: i64 = 1_795_507_200_000;

pub struct Agency {
    issuer: Issuer<'static, KeyPair>,
    root: Vec<u8>,
}

pub struct Key {
    pub pair: Ed25519KeyPair,
    pub chain: Vec<Vec<u8>>,
}

impl Signer for Key {
    fn certificate_chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, SignFailed> {
        Ok(self.pair.sign(bytes).as_ref().to_vec())
    }
}

/// PKCS#8 of an Ed25519 seed (RFC 8410 §7).
fn key_pair(seed: u8) -> KeyPair {
    let mut der = vec![
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ];
    der.extend([seed; 32]);
    KeyPair::try_from(der).unwrap()
}

pub fn usage(arcs: &[u64]) -> ExtendedKeyUsagePurpose {
    ExtendedKeyUsagePurpose::Other(arcs.to_vec())
}

pub struct Subject<'a> {
    pub agency: &'a str,
    pub person: &'a str,
    pub device: &'a str,
    pub usages: Vec<ExtendedKeyUsagePurpose>,
    pub until_year: i32,
}

impl<'a> Subject<'a> {
    pub fn person(person: &'a str, device: &'a str) -> Self {
        let usages = vec![ExtendedKeyUsagePurpose::ClientAuth, usage(OPERATION_USAGE)];
        Self {
            agency: "demo",
            person,
            device,
            usages,
            until_year: 2027,
        }
    }

    pub fn server() -> Self {
        let usages = vec![usage(OPERATION_USAGE), usage(VERDICT_USAGE)];
        let device = "5e00000000000001";
        Self {
            agency: "demo",
            person: "agency",
            device,
            usages,
            until_year: 2036,
        }
    }
}

impl Agency {
    pub fn new(seed: u8) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params
            .distinguished_name
            .push(DnType::CommonName, "示範機關根憑證");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(1));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.serial_number = Some(SerialNumber::from(u64::from(seed)));
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(2046, 1, 1);
        let key = key_pair(seed);
        let root = params.self_signed(&key).unwrap().der().to_vec();
        Self {
            issuer: Issuer::new(params, key),
            root,
        }
    }

    pub fn root(&self) -> Vec<u8> {
        self.root.clone()
    }

    pub fn roots(&self) -> Roots {
        Roots::new(vec![self.root()]).unwrap()
    }

    /// A list of revocation: serial numbers, and since when, ms before [`NOW`].
    pub fn list(&self, revoked: &[(u8, i64)]) -> Vec<u8> {
        let at = |before: i64| {
            date_time_ymd(1970, 1, 1) + std::time::Duration::from_millis((NOW - before) as u64)
        };
        let entry = |(serial, before): &(u8, i64)| RevokedCertParams {
            serial_number: SerialNumber::from(u64::from(*serial)),
            revocation_time: at(*before),
            reason_code: None,
            invalidity_date: None,
        };
        let params = CertificateRevocationListParams {
            this_update: at(-3_600_000),
            next_update: at(-7 * 86_400_000),
            crl_number: SerialNumber::from(1),
            issuing_distribution_point: None,
            revoked_certs: revoked.iter().map(entry).collect(),
            key_identifier_method: KeyIdMethod::Sha256,
        };
        params.signed_by(&self.issuer).unwrap().der().to_vec()
    }

    pub fn issue(&self, seed: u8, subject: &Subject<'_>) -> Key {
        Key {
            pair: Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap(),
            chain: vec![self.certify(seed, subject, &key_pair(seed))],
        }
    }

    pub fn certify(&self, serial: u8, subject: &Subject<'_>, key: &KeyPair) -> Vec<u8> {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params
            .distinguished_name
            .push(DnType::OrganizationName, subject.agency);
        params
            .distinguished_name
            .push(DnType::CommonName, subject.person);
        params
            .distinguished_name
            .push(DnType::OrganizationalUnitName, subject.device);
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = subject.usages.clone();
        params.use_authority_key_identifier_extension = true;
        params.serial_number = Some(SerialNumber::from(u64::from(serial)));
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(subject.until_year, 1, 1);
        let certificate = params.signed_by(key, &self.issuer).unwrap();
        certificate.der().to_vec()
    }
}
