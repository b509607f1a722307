//! An agency with fixed keys that vouches for who publishes.

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, SerialNumber, date_time_ymd,
};
use ring::signature::Ed25519KeyPair;
use sync::certificate::{OPERATION_USAGE, Roots};
use sync::envelope::{SignFailed, Signer};

/// 2026-11-24 08:00 UTC.
pub const NOW: i64 = 1_795_507_200_000;

pub struct Agency {
    issuer: Issuer<'static, KeyPair>,
    root: Vec<u8>,
}

pub struct Key {
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

/// PKCS#8 of an Ed25519 seed (RFC 8410 §7).
fn key_pair(seed: u8) -> KeyPair {
    let mut der = vec![
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ];
    der.extend([seed; 32]);
    KeyPair::try_from(der).unwrap()
}

fn params(serial: u8, names: &[(DnType, &str)]) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    for (kind, name) in names {
        params.distinguished_name.push(kind.clone(), *name);
    }
    params.serial_number = Some(SerialNumber::from(u64::from(serial)));
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2046, 1, 1);
    params
}

impl Agency {
    pub fn new(seed: u8) -> Self {
        let mut params = params(seed, &[(DnType::CommonName, "示範機關根憑證")]);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(1));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let key = key_pair(seed);
        let root = params.self_signed(&key).unwrap().der().to_vec();
        let issuer = Issuer::new(params, key);
        Self { issuer, root }
    }

    pub fn roots(&self) -> Roots {
        Roots::new(vec![self.root.clone()]).unwrap()
    }

    pub fn issue(&self, seed: u8) -> Key {
        let names = [
            (DnType::OrganizationName, "demo"),
            (DnType::CommonName, "p0012"),
            (DnType::OrganizationalUnitName, "00000000000000d1"),
        ];
        let mut params = params(seed, &names);
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::Other(OPERATION_USAGE.to_vec())];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key_pair(seed), &self.issuer).unwrap();
        Key {
            pair: Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap(),
            chain: vec![certificate.der().to_vec()],
        }
    }
}
