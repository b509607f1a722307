//! The device's own key: Ed25519, made here, kept in the encrypted database,
//! never leaving this computer.

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use ring::rand::SystemRandom;
use ring::signature::Ed25519KeyPair;
use rusqlite::OptionalExtension as _;
use sync::envelope::{SignFailed, Signer};
use x509_cert::der::pem::{LineEnding, encode_string};
use zeroize::Zeroizing;

use crate::keys::{hex, random};
use crate::{Tx, VaultError, View};

/// The device's key with the certificates that vouch for it (none before
/// enrolment).
pub struct DeviceKey {
    device: String,
    pkcs8: Zeroizing<Vec<u8>>,
    pair: Ed25519KeyPair,
    chain: Vec<Vec<u8>>,
}

/// What TLS needs to prove this device to the agency.
pub struct TlsIdentity {
    /// Certificates, DER, leaf first.
    pub chain: Vec<Vec<u8>>,
    /// The private key, PKCS#8 DER.
    pub key: Zeroizing<Vec<u8>>,
}

impl TlsIdentity {
    /// Key and certificates in one PEM text (RFC 7468).
    ///
    /// # Errors
    /// `vault-crypto`.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, VaultError> {
        let pem = |label: &str, der: &[u8]| {
            encode_string(label, LineEnding::LF, der).map_err(|_| VaultError::Crypto("pem"))
        };
        let mut text = Zeroizing::new(pem("PRIVATE KEY", &self.key)?);
        for certificate in &self.chain {
            text.push_str(&pem("CERTIFICATE", certificate)?);
        }
        Ok(text)
    }
}

impl DeviceKey {
    /// The device's id: 16 hexadecimal digits.
    #[must_use]
    pub fn device(&self) -> &str {
        &self.device
    }

    /// A certificate signing request (RFC 2986), DER. Subject: `OU` the device,
    /// `CN` the person where it is known already (for renewal); the agency's
    /// own record decides who gets the certificate.
    ///
    /// # Errors
    /// `vault-crypto`.
    pub fn request(&self, person: Option<&str>) -> Result<Vec<u8>, VaultError> {
        let failed = |_| VaultError::Crypto("certificate request");
        let pair = KeyPair::try_from(self.pkcs8.as_slice()).map_err(failed)?;
        let mut subject = DistinguishedName::new();
        subject.push(DnType::OrganizationalUnitName, self.device.as_str());
        if let Some(person) = person {
            subject.push(DnType::CommonName, person);
        }
        let mut params = CertificateParams::default();
        params.distinguished_name = subject;
        let request = params.serialize_request(&pair).map_err(failed)?;
        Ok(request.der().to_vec())
    }

    /// For TLS client authentication.
    ///
    /// # Errors
    /// `vault-not-enrolled` without certificates.
    pub fn tls_identity(&self) -> Result<TlsIdentity, VaultError> {
        if self.chain.is_empty() {
            return Err(VaultError::NotEnrolled);
        }
        Ok(TlsIdentity {
            chain: self.chain.clone(),
            key: self.pkcs8.clone(),
        })
    }

    fn read(device: String, pkcs8: Vec<u8>, chain: Vec<Vec<u8>>) -> Result<Self, VaultError> {
        let pkcs8 = Zeroizing::new(pkcs8);
        let pair =
            Ed25519KeyPair::from_pkcs8(&pkcs8).map_err(|_| VaultError::Unreadable("device key"))?;
        Ok(Self {
            device,
            pkcs8,
            pair,
            chain,
        })
    }
}

impl Signer for DeviceKey {
    fn certificate_chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, SignFailed> {
        if self.chain.is_empty() {
            return Err(SignFailed::new("sign-failed", "not enrolled"));
        }
        Ok(self.pair.sign(bytes).as_ref().to_vec())
    }
}

impl View<'_> {
    /// The device's key; `None` before [`Tx::make_device_key`].
    ///
    /// # Errors
    /// `vault-unreadable`, `vault-*`.
    pub fn device_key(&self) -> Result<Option<DeviceKey>, VaultError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT name, pkcs8 FROM device")?;
        let stored: Option<(String, Vec<u8>)> = query
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((device, pkcs8)) = stored else {
            return Ok(None);
        };
        let chain = self
            .enrolment()?
            .map(|enrolment| enrolment.chain)
            .unwrap_or_default();
        DeviceKey::read(device, pkcs8, chain).map(Some)
    }
}

impl Tx<'_> {
    /// Makes the device's key, or answers the one that is there: a second try
    /// at enrolment is the same device.
    ///
    /// # Errors
    /// `vault-crypto`, `disk-full`, `vault-*`.
    pub fn make_device_key(&self) -> Result<DeviceKey, VaultError> {
        if let Some(key) = self.device_key()? {
            return Ok(key);
        }
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
            .map_err(|_| VaultError::Crypto("device key"))?;
        let device = hex(&random::<8>()?);
        self.connection.execute(
            "INSERT INTO device (one, name, pkcs8) VALUES (1, ?1, ?2)",
            (&device, document.as_ref()),
        )?;
        DeviceKey::read(device, document.as_ref().to_vec(), Vec::new())
    }
}
