//! The agency's certificates: a root for ten years, and below it the server's
//! TLS key (new at each start), the key that signs verdicts, the key that signs
//! the agency's own operations, and the keys of people's devices.

use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams,
    CertificateSigningRequestParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, PKCS_ED25519, PublicKeyData, RevokedCertParams,
    SerialNumber,
};
use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::Ed25519KeyPair;
use sync::certificate::{AGENCY_ACTOR, OPERATION_USAGE, Roots, VERDICT_USAGE};
use sync::envelope::{SignFailed, Signer};
use sync::{Hash, certificate};

use crate::folder::{Folder, read_bytes, write_private};
use crate::problem::Problem;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// How long the root and the server's own certificates hold.
pub const ROOT_DAYS: i64 = 3653;
/// How long a device's certificate holds.
pub const DEVICE_DAYS: i64 = 90;
/// How long the certificate holds that the server shows in TLS.
pub const TLS_DAYS: i64 = 397;
/// How long the agency's list of revocation holds.
pub const CRL_DAYS: i64 = 7;
/// A new certificate holds from a little earlier: clocks differ.
const BACK_MS: i64 = 60 * 60 * 1000;
/// Largest key or certificate file, in bytes.
const FILE_BYTES_MAX: u64 = 16 * 1024;
/// The device that the server's own certificates name.
const SERVER_DEVICE: &str = "server";

/// A key of the server's with the certificate that vouches for it.
pub struct ServerKey {
    key: Ed25519KeyPair,
    chain: Vec<Vec<u8>>,
}

impl Signer for ServerKey {
    fn certificate_chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, SignFailed> {
        Ok(self.key.sign(bytes).as_ref().to_vec())
    }
}

/// A certificate that was just issued.
#[derive(Debug, Clone)]
pub struct Issued {
    /// Lower-case hexadecimal.
    pub serial: String,
    /// DER.
    pub der: Vec<u8>,
    /// From when it is valid, ms.
    pub at: i64,
    /// Until when it is valid, ms.
    pub until: i64,
}

/// What a device asks to have certified; its signature is proven.
pub struct DeviceRequest {
    /// The device that the request names.
    pub device: String,
    request: CertificateSigningRequestParams,
}

/// The agency's certification authority.
pub struct Authority {
    agency: String,
    root: Vec<u8>,
    roots: Roots,
    issuer: Issuer<'static, KeyPair>,
    verdict: ServerKey,
    operations: ServerKey,
}

impl From<rcgen::Error> for Problem {
    fn from(error: rcgen::Error) -> Self {
        Self::Certificate(error.to_string())
    }
}

/// Random bytes of the system.
///
/// # Errors
/// When the system has none to give.
pub fn random<const N: usize>() -> Result<[u8; N], Problem> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| Problem::Certificate("no random bytes".to_owned()))?;
    Ok(bytes)
}

impl Authority {
    /// Makes the agency's keys and certificates in the folder.
    ///
    /// # Errors
    /// [`Problem::Certificate`], [`Problem::File`].
    pub fn create(folder: &Folder, agency: &str, now: i64) -> Result<(), Problem> {
        let key = KeyPair::generate_for(&PKCS_ED25519)?;
        let mut params = params(agency, "root", "root", now, ROOT_DAYS)?;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let root = params.self_signed(&key)?;
        write_private(&folder.key("root.key"), key.serialized_der())?;
        write_private(&folder.key("root.crt"), root.der())?;
        let issuer = Issuer::new(params, key);
        for (name, usage) in [("verdict", VERDICT_USAGE), ("agency", OPERATION_USAGE)] {
            let key = KeyPair::generate_for(&PKCS_ED25519)?;
            let mut params = leaf(agency, AGENCY_ACTOR, SERVER_DEVICE, now, ROOT_DAYS - 1)?;
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::Other(usage.to_vec())];
            let certificate = params.signed_by(&key, &issuer)?;
            write_private(&folder.key(&format!("{name}.key")), key.serialized_der())?;
            write_private(&folder.key(&format!("{name}.crt")), certificate.der())?;
        }
        Ok(())
    }

    /// Reads the agency's keys and certificates.
    ///
    /// # Errors
    /// [`Problem::Certificate`], [`Problem::File`].
    pub fn open(folder: &Folder, agency: &str) -> Result<Self, Problem> {
        let read = |name: &str| read_bytes(&folder.key(name), FILE_BYTES_MAX);
        let root = read("root.crt")?;
        let key = KeyPair::try_from(read("root.key")?)?;
        let issuer = Issuer::from_ca_cert_der(&root.as_slice().into(), key)?;
        let roots = Roots::new(vec![root.clone()])
            .map_err(|error| Problem::Certificate(error.to_string()))?;
        let server_key = |name: &str| {
            let key = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&read(&format!("{name}.key"))?)
                .map_err(|error| Problem::Certificate(format!("{name}: {error}")))?;
            Ok::<_, Problem>(ServerKey {
                key,
                chain: vec![read(&format!("{name}.crt"))?],
            })
        };
        let (verdict, operations) = (server_key("verdict")?, server_key("agency")?);
        Ok(Self {
            agency: agency.to_owned(),
            root,
            roots,
            issuer,
            verdict,
            operations,
        })
    }

    /// The root certificate, DER.
    #[must_use]
    pub fn root(&self) -> &[u8] {
        &self.root
    }

    /// SHA-256 of the root certificate: what an invitation tells.
    #[must_use]
    pub fn fingerprint(&self) -> Hash {
        Hash::of(&self.root)
    }

    /// The root as `sync` verifies against it.
    #[must_use]
    pub fn roots(&self) -> &Roots {
        &self.roots
    }

    /// Signs verdicts.
    #[must_use]
    pub fn verdict_key(&self) -> &ServerKey {
        &self.verdict
    }

    /// Signs the agency's own operations.
    #[must_use]
    pub fn operation_key(&self) -> &ServerKey {
        &self.operations
    }

    /// The device that the agency's own operations name.
    #[must_use]
    pub fn operation_device(&self) -> &'static str {
        SERVER_DEVICE
    }

    /// A new TLS key (PKCS#8) with its certificate for `names`.
    ///
    /// # Errors
    /// [`Problem::Certificate`] when a name is none.
    pub fn issue_tls(&self, names: &[String], now: i64) -> Result<(Vec<u8>, Vec<u8>), Problem> {
        let key = KeyPair::generate_for(&PKCS_ED25519)?;
        let mut params = leaf(&self.agency, AGENCY_ACTOR, "tls", now, TLS_DAYS)?;
        params.subject_alt_names = CertificateParams::new(names)?.subject_alt_names;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let certificate = params.signed_by(&key, &self.issuer)?;
        Ok((key.serialized_der().to_vec(), certificate.der().to_vec()))
    }

    /// The agency's list of revocation (RFC 5280 §5, DER): serial numbers
    /// (hexadecimal) and since when, ms. Its number is the time, so it grows.
    ///
    /// # Errors
    /// [`Problem::Certificate`].
    pub fn crl(&self, revoked: &[(String, i64)], now: i64) -> Result<Vec<u8>, Problem> {
        let mut certificates = Vec::with_capacity(revoked.len());
        for (serial, at) in revoked {
            certificates.push(RevokedCertParams {
                serial_number: SerialNumber::from(bytes_of(serial)?),
                revocation_time: rcgen::date_time_ymd(1970, 1, 1) + seconds(*at),
                reason_code: None,
                invalidity_date: None,
            });
        }
        let params = CertificateRevocationListParams {
            this_update: rcgen::date_time_ymd(1970, 1, 1) + seconds(now),
            next_update: rcgen::date_time_ymd(1970, 1, 1) + seconds(now + CRL_DAYS * DAY_MS),
            crl_number: SerialNumber::from(u64::try_from(now).unwrap_or(0)),
            issuing_distribution_point: None,
            revoked_certs: certificates,
            key_identifier_method: KeyIdMethod::Sha256,
        };
        Ok(params.signed_by(&self.issuer)?.der().to_vec())
    }

    /// Certifies a device of a person for signing operations and for TLS.
    ///
    /// # Errors
    /// [`Problem::Certificate`].
    pub fn issue_device(
        &self,
        request: &DeviceRequest,
        person: &str,
        now: i64,
    ) -> Result<Issued, Problem> {
        let mut params = leaf(&self.agency, person, &request.device, now, DEVICE_DAYS)?;
        params.extended_key_usages = vec![
            ExtendedKeyUsagePurpose::ClientAuth,
            ExtendedKeyUsagePurpose::Other(OPERATION_USAGE.to_vec()),
        ];
        let der = params
            .signed_by(&request.request.public_key, &self.issuer)?
            .der()
            .to_vec();
        let named =
            certificate::identity(&der).map_err(|error| Problem::Certificate(error.to_string()))?;
        Ok(Issued {
            serial: named.serial,
            der,
            at: now - BACK_MS,
            until: now + DEVICE_DAYS * DAY_MS,
        })
    }
}

impl DeviceRequest {
    /// Reads a certificate signing request (RFC 2986, DER) and proves that its
    /// sender has the key. The key must be Ed25519; subject `OU` names the device.
    ///
    /// # Errors
    /// [`Problem::Certificate`].
    pub fn read(der: &[u8]) -> Result<Self, Problem> {
        let wrong = |detail: &str| Problem::Certificate(detail.to_owned());
        let request = CertificateSigningRequestParams::from_der(&der.into())?;
        if request.public_key.algorithm() != &PKCS_ED25519 {
            return Err(wrong("the key is not Ed25519"));
        }
        let device = match request
            .params
            .distinguished_name
            .get(&DnType::OrganizationalUnitName)
        {
            Some(rcgen::DnValue::Utf8String(text)) => text.clone(),
            Some(rcgen::DnValue::PrintableString(text)) => text.as_str().to_owned(),
            _ => return Err(wrong("the request names no device")),
        };
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if device.len() != 16 || !device.bytes().all(hex) {
            return Err(wrong("a device is named by 16 hexadecimal digits"));
        }
        Ok(Self { device, request })
    }

    /// Whether a certificate (DER) is for this very key.
    #[must_use]
    pub fn is_key_of(&self, certificate: &[u8]) -> bool {
        let key = self.request.public_key.der_bytes();
        // The 32 bytes of an Ed25519 key stand in its certificate as they are (RFC 8410 §4).
        certificate.windows(key.len()).any(|window| window == key)
    }
}

fn params(
    agency: &str,
    person: &str,
    device: &str,
    now: i64,
    days: i64,
) -> Result<CertificateParams, Problem> {
    let mut name = DistinguishedName::new();
    name.push(DnType::OrganizationName, agency);
    name.push(DnType::CommonName, person);
    name.push(DnType::OrganizationalUnitName, device);
    let mut params = CertificateParams::default();
    params.distinguished_name = name;
    params.serial_number = Some(serial()?);
    params.not_before = rcgen::date_time_ymd(1970, 1, 1) + seconds(now - BACK_MS);
    params.not_after = rcgen::date_time_ymd(1970, 1, 1) + seconds(now + days * DAY_MS);
    Ok(params)
}

/// Whole seconds since 1970 UTC: certificates know no fractions.
fn seconds(ms: i64) -> std::time::Duration {
    std::time::Duration::from_secs(u64::try_from(ms / 1000).unwrap_or(0))
}

fn bytes_of(serial: &str) -> Result<Vec<u8>, Problem> {
    let byte = |at: usize| {
        let digits = serial.get(at..at + 2)?;
        u8::from_str_radix(digits, 16).ok()
    };
    let bytes: Option<Vec<u8>> = (0..serial.len()).step_by(2).map(byte).collect();
    bytes.ok_or_else(|| Problem::Certificate(format!("serial number {serial}")))
}

fn leaf(
    agency: &str,
    person: &str,
    device: &str,
    now: i64,
    days: i64,
) -> Result<CertificateParams, Problem> {
    let mut params = params(agency, person, device, now, days)?;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}

/// 16 random bytes that are a positive number without leading zeros (RFC 5280 §4.1.2.2).
fn serial() -> Result<SerialNumber, Problem> {
    let mut bytes: [u8; 16] = random()?;
    bytes[0] = bytes[0] & 0x3f | 0x40;
    Ok(SerialNumber::from_slice(&bytes))
}
