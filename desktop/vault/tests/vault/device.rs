use rcgen::{
    CertificateParams, CertificateSigningRequestParams, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, PKCS_ED25519, date_time_ymd,
};
use sync::certificate::{OPERATION_USAGE, Roots};
use sync::envelope::{Operation, Signer as _, open as open_signed, seal};
use tempfile::tempdir;
use vault::{DeviceKey, Enrolment, VaultError};

use crate::{code, create, open};

/// What the agency does with a request: it keeps the device, and names the
/// person whom the invitation was for.
fn certify(request: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let ca = KeyPair::generate_for(&PKCS_ED25519).unwrap();
    let mut root = CertificateParams::default();
    root.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let root_der = root.self_signed(&ca).unwrap().der().to_vec();
    let issuer = Issuer::new(root, ca);
    let mut asked = CertificateSigningRequestParams::from_der(&request.to_vec().into()).unwrap();
    asked
        .params
        .distinguished_name
        .push(DnType::OrganizationName, "demo");
    asked
        .params
        .distinguished_name
        .push(DnType::CommonName, "p0012");
    asked.params.extended_key_usages = vec![
        ExtendedKeyUsagePurpose::ClientAuth,
        ExtendedKeyUsagePurpose::Other(OPERATION_USAGE.to_vec()),
    ];
    asked.params.not_before = date_time_ymd(2026, 1, 1);
    asked.params.not_after = date_time_ymd(2027, 1, 1);
    (asked.signed_by(&issuer).unwrap().der().to_vec(), root_der)
}

fn enrolment(device: &DeviceKey) -> Enrolment {
    let (leaf, root) = certify(&device.request(None).unwrap());
    Enrolment {
        agency: "demo".into(),
        agency_name: "示範機關".into(),
        person: "p0012".into(),
        person_name: "甲員".into(),
        device: device.device().into(),
        servers: vec!["https://localhost:8443".into()],
        roots: vec![root],
        chain: vec![leaf],
        at: 7,
    }
}

#[test]
fn a_device_is_enrolled_and_its_operations_are_believed() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    assert!(vault.read(|view| view.device_key()).unwrap().is_none());
    let device = vault.write(|tx| tx.make_device_key()).unwrap();
    assert_eq!(device.device().len(), 16);
    assert_eq!(device.sign(b"x").unwrap_err().code(), "sign-failed");
    assert_eq!(
        code(device.tls_identity().map(|_| ())),
        "vault-not-enrolled"
    );
    let again = vault.write(|tx| tx.make_device_key()).unwrap();
    assert_eq!(
        again.device(),
        device.device(),
        "a second try is the same device"
    );

    let enrolment = enrolment(&device);
    vault.write(|tx| tx.set_enrolment(&enrolment)).unwrap();
    drop(vault);
    let vault = open(dir.path()).unwrap();
    assert_eq!(
        vault.read(|view| view.enrolment()).unwrap(),
        Some(enrolment.clone())
    );
    let device = vault.read(|view| view.device_key()).unwrap().unwrap();
    let operation = Operation {
        agency: "demo".into(),
        actor: "p0012".into(),
        device: device.device().into(),
        acting_for: None,
        at: 0,
        seen: vec![],
        content: vec![],
        nonce: [0; 16],
        must_understand: vec![],
    };
    let signed = seal(&operation, &device).unwrap();
    let roots = Roots::new(enrolment.roots.clone()).unwrap();
    let now = 1_795_507_200_000;
    let who = open_signed(&signed.bytes)
        .unwrap()
        .verify(&roots, now, &|_| false)
        .unwrap();
    assert_eq!(who.device, device.device());
    let (from, until) = sync::certificate::validity(&enrolment.chain[0]).unwrap();
    assert!(from < now && now < until);
}

#[test]
fn the_tls_identity_in_both_forms() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let device = vault
        .write(|tx| {
            let device = tx.make_device_key()?;
            tx.set_enrolment(&enrolment(&device))?;
            Ok::<_, VaultError>(tx.device_key()?.unwrap())
        })
        .unwrap();
    let identity = device.tls_identity().unwrap();
    let pem = identity.to_pem().unwrap();
    let key = KeyPair::from_pem(&pem).unwrap();
    assert_eq!(key.serialized_der(), identity.key.as_slice());
    assert_eq!(pem.matches("-----BEGIN CERTIFICATE-----").count(), 1);
    assert_eq!(pem.matches("-----BEGIN PRIVATE KEY-----").count(), 1);
}
