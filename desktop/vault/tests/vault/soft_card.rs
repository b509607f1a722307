//! A card that SoftHSM2 stands in for: a reader, a key in it, and the authority that says whose it
//! is. For tests and for the example `soft_card`.

use std::path::{Path, PathBuf};
use std::process::Command;

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::object::{Attribute, CertificateType, ObjectClass};
use cryptoki::session::UserType;
use cryptoki::types::AuthPin;
use rcgen::{
    CertificateParams, CertificateRevocationListParams, DistinguishedName, DnType, IsCa, Issuer,
    KeyIdMethod, KeyPair, KeyUsagePurpose, SerialNumber, date_time_ymd,
};
use x509_cert::der::pem::{LineEnding, encode_string};

/// Opens the card.
pub const PIN: &str = "123456";
/// Where Debian, Fedora, Homebrew and a build by hand put the module.
const MODULES: [&str; 6] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
];

/// Where the module is.
pub fn module() -> PathBuf {
    let found = MODULES.iter().map(Path::new).find(|path| path.exists());
    found
        .unwrap_or_else(|| {
            panic!(
                "SoftHSM2 is missing; install it and start again:\n  \
                 sudo apt-get install --no-install-recommends softhsm2"
            )
        })
        .to_owned()
}

/// An empty reader in a folder; answers its settings, which `SOFTHSM2_CONF` must name.
pub fn reader(place: &Path) -> PathBuf {
    let tokens = place.join("tokens");
    std::fs::create_dir(&tokens).unwrap();
    let settings = place.join("softhsm2.conf");
    let text = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
        tokens.display()
    );
    std::fs::write(&settings, text).unwrap();
    settings
}

fn util(arguments: &[&str]) {
    let done = Command::new("softhsm2-util")
        .args(arguments)
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
}

/// What an authority for cards gives out, DER.
pub struct Issued {
    /// The certificate of a key.
    pub card: Vec<u8>,
    /// The authority's own.
    pub authority: Vec<u8>,
    /// Its list of revocation, which revokes nothing.
    pub list: Vec<u8>,
}

/// A new authority that issues a certificate for a key.
pub fn issued(pkcs8: &[u8], usage: KeyUsagePurpose) -> Issued {
    let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap();
    let mut root = CertificateParams::default();
    root.distinguished_name = DistinguishedName::new();
    root.distinguished_name.push(DnType::CommonName, "示範憑證");
    root.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    root.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let authority = root.self_signed(&key).unwrap().der().to_vec();
    let issuer = Issuer::new(root, key);
    let mut leaf = CertificateParams::default();
    leaf.distinguished_name = DistinguishedName::new();
    leaf.distinguished_name.push(DnType::CommonName, "甲員");
    leaf.key_usages = vec![usage];
    leaf.is_ca = IsCa::ExplicitNoCa;
    leaf.not_before = date_time_ymd(2026, 1, 1);
    leaf.not_after = date_time_ymd(2031, 1, 1);
    let subject = KeyPair::try_from(pkcs8).unwrap();
    let leaf = leaf.signed_by(&subject, &issuer).unwrap();
    let list = CertificateRevocationListParams {
        this_update: date_time_ymd(2026, 1, 1),
        next_update: date_time_ymd(2031, 1, 1),
        crl_number: SerialNumber::from(1),
        issuing_distribution_point: None,
        revoked_certs: Vec::new(),
        key_identifier_method: KeyIdMethod::Sha256,
    };
    Issued {
        card: leaf.der().to_vec(),
        authority,
        list: list.signed_by(&issuer).unwrap().der().to_vec(),
    }
}

/// Makes a card with a key, and a certificate beside it.
pub fn make(place: &Path, key: &[u8], certificate: Option<&[u8]>) {
    let pem = encode_string("PRIVATE KEY", LineEnding::LF, key).unwrap();
    let file = place.join("key.pem");
    std::fs::write(&file, pem).unwrap();
    util(&[
        "--init-token",
        "--free",
        "--label",
        "card",
        "--so-pin",
        "87654321",
        "--pin",
        PIN,
    ]);
    let file = file.to_str().unwrap();
    util(&[
        "--import", file, "--token", "card", "--label", "key", "--id", "01", "--pin", PIN,
    ]);
    let Some(der) = certificate else { return };
    let context = Pkcs11::new(module()).unwrap();
    let ready = CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK);
    context.initialize(ready).unwrap();
    let slot = context.get_slots_with_initialized_token().unwrap()[0];
    let session = context.open_rw_session(slot).unwrap();
    let pin = AuthPin::new(PIN.into());
    session.login(UserType::User, Some(&pin)).unwrap();
    let object = [
        Attribute::Class(ObjectClass::CERTIFICATE),
        Attribute::CertificateType(CertificateType::X_509),
        Attribute::Token(true),
        Attribute::Private(false),
        Attribute::Id(vec![1]),
        Attribute::Subject(vec![0x30, 0x00]),
        Attribute::Value(der.to_vec()),
    ];
    session.create_object(&object).unwrap();
    session.logout().unwrap();
    drop(session);
    context.finalize().unwrap();
}
