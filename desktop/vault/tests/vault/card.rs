//! Cards, with SoftHSM2 standing in for one. Each test runs in a process of its
//! own: the module reads its settings once, from the environment.

use std::env;
use std::path::Path;
use std::process::Command;

use rcgen::{CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use sync::Hash;
use sync::card::Binding;
use sync::certificate::{OPERATION_USAGE, Roots, VERDICT_USAGE};
use sync::crl::{Crl, Crls};
use sync::disclosure::Disclosures;
use sync::envelope::{Operation, SignFailed, SignedWith, Signer, open, seal_with_card};
use sync::key::Algorithm;
use tempfile::tempdir;
use vault::{Card, CardError, CardModule, Ended, FoundCard, Pin, Tries, one_by_one};
use zeroize::Zeroizing;

use crate::soft_card::{self, Issued, PIN, issued, make, module};

const RSA: &[u8] = include_bytes!("../../../../sync/tests/fixtures/rsa2048.pk8");
const P256: &[u8] = include_bytes!("../../../../sync/tests/fixtures/p256.pk8");
/// Set for the process that works with the card: the folder of its tokens.
const INSIDE: &str = "ANTOU_TEST_CARD";

/// Runs `work` in a process of its own, with an empty reader.
fn alone(test: &str, work: impl FnOnce(&Path)) {
    if let Ok(place) = env::var(INSIDE) {
        return work(Path::new(&place));
    }
    module();
    let dir = tempdir().unwrap();
    let settings = soft_card::reader(dir.path());
    let done = Command::new(env::current_exe().unwrap())
        .args([&format!("card::{test}"), "--exact", "--nocapture"])
        .env("SOFTHSM2_CONF", &settings)
        .env(INSIDE, dir.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success() && said.contains("1 passed"),
        "{said}\n{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

/// The certificate of a key, and the authority for cards that issued it.
fn pair(pkcs8: &[u8], usage: KeyUsagePurpose) -> (Vec<u8>, Vec<u8>) {
    let made = issued(pkcs8, usage);
    (made.card, made.authority)
}

fn pin(text: &str) -> Option<Pin> {
    Some(Pin::new(Zeroizing::new(text.to_owned())))
}

fn found(module: &CardModule) -> FoundCard {
    let mut cards = module.cards().unwrap();
    assert_eq!(cards.len(), 1, "{cards:?}");
    cards.remove(0)
}

fn logged_in(module: &CardModule, root: &[u8]) -> Card {
    let card = found(module);
    let above = [root.to_vec()];
    module
        .log_in(&card, &card.certificates[0], &above, pin(PIN))
        .unwrap()
}

fn check(key: &'static [u8], algorithm: Algorithm, place: &Path) {
    let Issued {
        card: leaf,
        authority: root,
        list,
    } = issued(key, KeyUsagePurpose::DigitalSignature);
    make(place, key, Some(&leaf));
    let module = CardModule::open(&module()).unwrap();
    let seen = found(&module);
    assert_eq!((seen.label.as_str(), seen.tries), ("card", Tries::Some));
    assert_eq!(seen.certificates[0].der, leaf);
    let card = logged_in(&module, &root);
    assert_eq!(card.algorithm(), algorithm);

    // The whole way: the agency believes an operation that the card signed.
    let agency = Demo::new();
    let binding = agency.bind(&leaf, &root);
    let (signed, ended) = one_by_one(
        0..41u8,
        || true,
        |number| {
            seal_with_card(
                &operation(number),
                &Disclosures::none(),
                &agency.device,
                &card,
                &binding,
            )
        },
    );
    assert_eq!((signed.len(), ended), (41, Ended::All));
    for one in &signed {
        let proof = open(&one.bytes)
            .unwrap()
            .prove(&agency.roots, NOW, &|_| false)
            .unwrap();
        assert_eq!(proof.signed_with, SignedWith::Card);
        assert_eq!(proof.certificate, Hash::of(&leaf));
    }
    let mut lists = Crls::default();
    let authorities = [root];
    lists.add(Crl::read(&list).unwrap(), &authorities).unwrap();
    assert_eq!(lists.look(&[leaf], NOW, NOW), Ok(None));

    let mut left = 3;
    let (signed, ended) = one_by_one(
        0..41u8,
        || {
            left -= 1;
            left >= 0
        },
        |number| card.signature(&[number]),
    );
    assert_eq!((signed.len(), ended), (3, Ended::Stopped));
    card.log_out().unwrap();
}

#[test]
fn a_card_with_rsa_signs_many_after_one_pin() {
    alone("a_card_with_rsa_signs_many_after_one_pin", |place| {
        check(RSA, Algorithm::Rs256, place);
    });
}

#[test]
fn a_card_with_p256_signs_many_after_one_pin() {
    alone("a_card_with_p256_signs_many_after_one_pin", |place| {
        check(P256, Algorithm::Es256, place);
    });
}

#[test]
fn a_wrong_pin_is_said_and_the_right_one_still_works() {
    alone(
        "a_wrong_pin_is_said_and_the_right_one_still_works",
        |place| {
            let (leaf, root) = pair(P256, KeyUsagePurpose::DigitalSignature);
            make(place, P256, Some(&leaf));
            let module = CardModule::open(&module()).unwrap();
            let card = found(&module);
            let with = |text| {
                let tried = module.log_in(&card, &card.certificates[0], &[], pin(text));
                tried.map(|_| ()).unwrap_err()
            };
            assert_eq!(with("654321"), CardError::WrongPin { left: Tries::Few });
            assert_eq!(with("1").code(), "card-wrong-pin");
            assert_eq!(found(&module).tries, Tries::Few);
            logged_in(&module, &root).signature(b"x").unwrap();
            assert_eq!(found(&module).tries, Tries::Some);
        },
    );
}

#[test]
fn a_card_that_is_taken_out_is_said() {
    alone("a_card_that_is_taken_out_is_said", |place| {
        let (leaf, root) = pair(P256, KeyUsagePurpose::DigitalSignature);
        make(place, P256, Some(&leaf));
        let module = CardModule::open(&module()).unwrap();
        let card = logged_in(&module, &root);
        let mut signed = 0;
        let (done, ended) = one_by_one(
            0..41u8,
            || true,
            |number| {
                if signed == 2 {
                    std::fs::remove_dir_all(place.join("tokens")).unwrap();
                }
                signed += 1;
                card.signature(&[number])
            },
        );
        assert_eq!((done.len(), ended), (2, Ended::Failed(CardError::Removed)));
        let failed = card.sign(b"x").unwrap_err();
        assert_eq!(failed.code(), "card-removed");
    });
}

#[test]
fn cards_that_cannot_sign() {
    alone("cards_that_cannot_sign", |place| {
        let open = || CardModule::open(&module()).unwrap();
        assert_eq!(open().cards().unwrap_err(), CardError::NoCard);
        let missing = CardModule::open(&place.join("none.so")).unwrap_err();
        assert_eq!(missing.code(), "card-no-module");
        let key = place.join("key.pem");
        std::fs::write(&key, "no module").unwrap();
        let wrong = CardModule::open(&key).unwrap_err();
        assert_eq!(wrong.code(), "card-no-module");
    });
}

#[test]
fn a_card_with_another_certificate_does_not_sign() {
    alone("a_card_with_another_certificate_does_not_sign", |place| {
        let (leaf, root) = pair(RSA, KeyUsagePurpose::DigitalSignature);
        make(place, P256, Some(&leaf));
        let module = CardModule::open(&module()).unwrap();
        let card = logged_in(&module, &root);
        let refused = card.signature(b"x").unwrap_err();
        assert!(
            matches!(refused, CardError::Mismatch | CardError::Failed(_)),
            "{refused}"
        );
    });
}

#[test]
fn a_card_for_encryption_only_has_no_certificate() {
    alone("a_card_for_encryption_only_has_no_certificate", |place| {
        let leaf = issued(P256, KeyUsagePurpose::KeyEncipherment).card;
        make(place, P256, Some(&leaf));
        let module = CardModule::open(&module()).unwrap();
        let card = found(&module);
        assert!(card.certificates.is_empty());
        let other = vault::CardCertificate {
            id: vec![1],
            der: leaf,
        };
        let refused = module.log_in(&card, &other, &[], pin(PIN)).unwrap_err();
        assert_eq!(refused.code(), "card-no-certificate");
    });
}

const NOW: i64 = 1_795_507_200_000;

fn operation(number: u8) -> Operation {
    Operation {
        agency: "demo".into(),
        actor: "p0012".into(),
        device: "00000000000000d1".into(),
        acting_for: None,
        at: NOW,
        seen: vec![],
        content: vec![],
        nonce: [number; 16],
        must_understand: vec![],
    }
}

/// An agency with a device and its key for verdicts.
struct Demo {
    roots: Roots,
    device: Soft,
    server: Soft,
}

struct Soft(ring::signature::Ed25519KeyPair, Vec<Vec<u8>>);

impl Signer for Soft {
    fn certificate_chain(&self) -> &[Vec<u8>] {
        &self.1
    }

    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, SignFailed> {
        Ok(self.0.sign(bytes).as_ref().to_vec())
    }
}

impl Demo {
    fn new() -> Self {
        let ca = KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
        let mut root = CertificateParams::default();
        root.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let root_der = root.self_signed(&ca).unwrap().der().to_vec();
        let issuer = Issuer::new(root, ca);
        let issue = |person: &str, device: &str, usage: &[u64]| {
            let key = KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
            let mut leaf = CertificateParams::default();
            let name = &mut leaf.distinguished_name;
            *name = DistinguishedName::new();
            name.push(DnType::OrganizationName, "demo");
            name.push(DnType::CommonName, person);
            name.push(DnType::OrganizationalUnitName, device);
            leaf.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::Other(usage.to_vec())];
            let der = leaf.signed_by(&key, &issuer).unwrap().der().to_vec();
            let pair =
                ring::signature::Ed25519KeyPair::from_pkcs8_maybe_unchecked(key.serialized_der());
            Soft(pair.unwrap(), vec![der])
        };
        Self {
            device: issue("p0012", "00000000000000d1", OPERATION_USAGE),
            server: issue("agency", "server", VERDICT_USAGE),
            roots: Roots::new(vec![root_der]).unwrap(),
        }
    }

    fn bind(&self, leaf: &[u8], root: &[u8]) -> Vec<u8> {
        let binding = Binding {
            agency: "demo".into(),
            person: "p0012".into(),
            card: Hash::of(leaf),
            root: Hash::of(root),
            from: NOW - 1,
            until: NOW + 1,
        };
        binding.sign(&self.server).unwrap()
    }
}
