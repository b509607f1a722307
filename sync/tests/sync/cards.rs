use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, SerialNumber, date_time_ymd,
};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaKeyPair,
};
use sync::Hash;
use sync::card::{self, Binding};
use sync::certificate::Untrusted;
use sync::disclosure::Disclosures;
use sync::envelope::{SignFailed, SignedWith, Signer, open, seal, seal_with_card};
use sync::key::Algorithm;

use crate::agency::{Agency, NOW, Subject};
use crate::envelope::{key, operation};

pub const RSA2048: &[u8] = include_bytes!("../fixtures/rsa2048.pk8");
const RSA3072: &[u8] = include_bytes!("../fixtures/rsa3072.pk8");
const RSA4096: &[u8] = include_bytes!("../fixtures/rsa4096.pk8");
pub const P256: &[u8] = include_bytes!("../fixtures/p256.pk8");

/// A key with certificates of anybody, signing in software as a card would.
pub struct Card {
    pub pkcs8: &'static [u8],
    pub algorithm: Algorithm,
    pub chain: Vec<Vec<u8>>,
}

impl Signer for Card {
    fn certificate_chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, SignFailed> {
        #[expect(clippy::disallowed_methods, reason = "ECDSA and PSS need chance")]
        let random = SystemRandom::new();
        if self.pkcs8 == P256 {
            let kind = &ECDSA_P256_SHA256_FIXED_SIGNING;
            let pair = EcdsaKeyPair::from_pkcs8(kind, self.pkcs8, &random).unwrap();
            return Ok(pair.sign(&random, bytes).unwrap().as_ref().to_vec());
        }
        let pair = RsaKeyPair::from_pkcs8(self.pkcs8).unwrap();
        let mut signature = vec![0; pair.public().modulus_len()];
        let padding: &dyn ring::signature::RsaEncoding = match self.algorithm {
            Algorithm::Ps256 => &RSA_PSS_SHA256,
            _ => &RSA_PKCS1_SHA256,
        };
        pair.sign(padding, &random, bytes, &mut signature).unwrap();
        Ok(signature)
    }
}

/// An authority for cards that is not the agency.
pub struct CardAuthority {
    pub issuer: Issuer<'static, KeyPair>,
    pub root: Vec<u8>,
}

impl CardAuthority {
    pub fn new(pkcs8: &[u8], name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(rcgen::BasicConstraints::Constrained(1));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.serial_number = Some(SerialNumber::from(1));
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2050, 1, 1);
        let key = KeyPair::try_from(pkcs8).unwrap();
        let root = params.self_signed(&key).unwrap().der().to_vec();
        Self {
            issuer: Issuer::new(params, key),
            root,
        }
    }

    pub fn card(
        &self,
        pkcs8: &'static [u8],
        algorithm: Algorithm,
        edit: impl FnOnce(&mut CertificateParams),
    ) -> Card {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "甲員");
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.serial_number = Some(SerialNumber::from(0x0102_0304));
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(2031, 1, 1);
        edit(&mut params);
        let key = KeyPair::try_from(pkcs8).unwrap();
        let leaf = params.signed_by(&key, &self.issuer).unwrap();
        Card {
            pkcs8,
            algorithm,
            chain: vec![leaf.der().to_vec(), self.root.clone()],
        }
    }
}

pub fn binding(card: &Card) -> Binding {
    Binding {
        agency: "demo".into(),
        person: "p0012".into(),
        card: Hash::of(&card.chain[0]),
        root: Hash::of(card.chain.last().unwrap()),
        from: NOW - 1000,
        until: NOW + 1000,
    }
}

fn sealed(agency: &Agency, card: &Card, binding: &Binding) -> Vec<u8> {
    let server = agency.issue(50, &Subject::server());
    let binding = binding.sign(&server).unwrap();
    seal_with_card(
        &operation(),
        &Disclosures::none(),
        &key(agency),
        card,
        &binding,
    )
    .unwrap()
    .bytes
}

#[test]
fn every_kind_of_card_signs() {
    let agency = Agency::new(1);
    let authority = CardAuthority::new(RSA4096, "示範憑證管理中心");
    for (pkcs8, algorithm) in [
        (RSA2048, Algorithm::Rs256),
        (RSA2048, Algorithm::Ps256),
        (RSA3072, Algorithm::Rs256),
        (RSA4096, Algorithm::Ps256),
        (P256, Algorithm::Es256),
    ] {
        let card = authority.card(pkcs8, algorithm, |_| {});
        let bytes = sealed(&agency, &card, &binding(&card));
        let opened = open(&bytes).unwrap();
        assert_eq!(opened.card_chain(), Some(&card.chain[..]));
        let proof = opened.prove(&agency.roots(), NOW, &|_| false).unwrap();
        assert_eq!(proof.signed_with, SignedWith::Card, "{algorithm:?}");
        assert_eq!(proof.serial, "01020304");
        assert_eq!(proof.certificate, Hash::of(&card.chain[0]));
        assert_eq!(proof.by.person, "p0012");
        assert_eq!(proof.by.device, "00000000000000d1");
    }
    let alone = seal(&operation(), &key(&agency)).unwrap();
    let proof = open(&alone.bytes)
        .unwrap()
        .prove(&agency.roots(), NOW, &|_| false)
        .unwrap();
    assert_eq!(proof.signed_with, SignedWith::Device);
    assert_eq!(proof.serial, "0c");
    assert_eq!(proof.certificate, Hash::of(&key(&agency).chain[0]));
}

#[test]
fn a_device_may_sign_with_other_keys_but_only_as_its_key_does() {
    let agency = Agency::new(1);
    let check = |pkcs8, algorithm, expected: Result<(), &str>| {
        let chain = agency.certify(
            13,
            &Subject::person("p0012", "00000000000000d1"),
            &KeyPair::try_from(pkcs8).unwrap(),
        );
        let signer = Card {
            pkcs8,
            algorithm,
            chain: vec![chain],
        };
        let bytes = seal(&operation(), &signer).unwrap().bytes;
        let found = open(&bytes)
            .unwrap()
            .prove(&agency.roots(), NOW, &|_| false)
            .map(|_| ())
            .map_err(|refused| refused.code());
        assert_eq!(found, expected, "{algorithm:?}");
    };
    check(P256, Algorithm::Es256, Ok(()));
    check(RSA2048, Algorithm::Rs256, Ok(()));
    check(RSA3072, Algorithm::Ps256, Ok(()));
    check(RSA2048, Algorithm::Es256, Err("operation-algorithm"));
    check(RSA2048, Algorithm::EdDsa, Err("operation-algorithm"));
    check(P256, Algorithm::Rs256, Err("operation-algorithm"));
}

#[test]
fn cards_that_do_not_count() {
    let agency = Agency::new(1);
    let stranger = Agency::new(2);
    let authority = CardAuthority::new(RSA3072, "示範憑證管理中心");
    let other = CardAuthority::new(RSA2048, "別的憑證管理中心");
    let good = || authority.card(P256, Algorithm::Es256, |_| {});
    let check = |what: &str, card: &Card, binding: &Binding, code: &str| {
        let bytes = sealed(&agency, card, binding);
        let found = open(&bytes)
            .unwrap()
            .prove(&agency.roots(), NOW, &|_| false)
            .unwrap_err();
        assert_eq!(found.code(), code, "{what}: {found}");
    };
    let edited = |edit: fn(&mut CertificateParams)| authority.card(P256, Algorithm::Es256, edit);

    let card = edited(|params| params.not_after = date_time_ymd(2026, 11, 1));
    check("expired", &card, &binding(&card), "card-expired");
    let card = edited(|params| params.key_usages = vec![KeyUsagePurpose::KeyEncipherment]);
    check("for encryption", &card, &binding(&card), "card-usage");
    let card = edited(|params| params.key_usages = vec![]);
    check("for nothing", &card, &binding(&card), "card-usage");
    let card = edited(|params| {
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    });
    check("a server's", &card, &binding(&card), "card-usage");
    let mut card = good();
    card.chain[1] = other.root.clone();
    check("another root", &card, &binding(&card), "card-issuer");
    card.chain.pop();
    check("no root", &card, &binding(&good()), "card-of-another");

    let card = good();
    let with = |edit: fn(&mut Binding)| {
        let mut changed = binding(&card);
        edit(&mut changed);
        changed
    };
    let another = with(|one| one.person = "p0013".into());
    check("another's card", &card, &another, "card-of-another");
    let another = with(|one| one.card = Hash([1; 32]));
    check("another card", &card, &another, "card-of-another");
    let another = with(|one| one.root = Hash([1; 32]));
    check("another root", &card, &another, "card-of-another");
    check(
        "not yet",
        &card,
        &with(|one| one.from = NOW + 1),
        "card-not-bound",
    );
    check(
        "no more",
        &card,
        &with(|one| one.until = NOW - 1),
        "card-not-bound",
    );

    let mut thief = good();
    thief.pkcs8 = RSA2048;
    thief.algorithm = Algorithm::Rs256;
    check("another key", &thief, &binding(&thief), "card-signature");

    // A binding that a person, or another agency, made.
    for signer in [key(&agency), stranger.issue(50, &Subject::server())] {
        let forged = binding(&card).sign(&signer).unwrap();
        let bytes = seal_with_card(
            &operation(),
            &Disclosures::none(),
            &key(&agency),
            &card,
            &forged,
        )
        .unwrap();
        let found = open(&bytes.bytes)
            .unwrap()
            .prove(&agency.roots(), NOW, &|_| false)
            .unwrap_err();
        assert_eq!(found.code(), "card-binding");
    }
}

#[test]
fn weak_certificates() {
    const ROOT: &[u8] = include_bytes!("../fixtures/card-root.der");
    for (der, weakness) in [
        (
            &include_bytes!("../fixtures/card-rsa1024.der")[..],
            "RSA-1024",
        ),
        (&include_bytes!("../fixtures/card-sha1.der")[..], "SHA-1"),
    ] {
        let found = card::verify(&[der.to_vec()], &[ROOT.to_vec()], NOW).unwrap_err();
        assert_eq!(found.code(), "certificate-weak");
        let Untrusted::Weak { weakness: said, .. } = found else {
            panic!("{found}");
        };
        assert_eq!(said, weakness);
    }
}

/// What the card signed cannot be moved to another operation, nor taken away.
#[test]
fn a_cards_signature_holds_only_where_it_was_made() {
    use coset::{CoseSign1, TaggedCborSerializable as _};
    let agency = Agency::new(1);
    let authority = CardAuthority::new(RSA3072, "示範憑證管理中心");
    let card = authority.card(P256, Algorithm::Es256, |_| {});
    let bytes = sealed(&agency, &card, &binding(&card));
    let payload = |bytes: &[u8]| {
        let sign1 = CoseSign1::from_tagged_slice(bytes).unwrap();
        let map: coset::cbor::Value =
            coset::CborSerializable::from_slice(&sign1.payload.unwrap()).unwrap();
        map.into_map().unwrap()
    };
    let resigned = |map: Vec<(coset::cbor::Value, coset::cbor::Value)>| {
        let signer = key(&agency);
        let bound =
            coset::CborSerializable::to_vec(coset::cbor::Value::Bytes(signer.chain[0].clone()))
                .unwrap();
        let mut sign1 = CoseSign1::from_tagged_slice(&bytes).unwrap();
        sign1.payload =
            Some(coset::CborSerializable::to_vec(coset::cbor::Value::Map(map)).unwrap());
        sign1.signature = signer.sign(&sign1.tbs_data(&bound)).unwrap();
        sign1.to_tagged_vec().unwrap()
    };
    let code = |bytes: &[u8]| match open(bytes) {
        Ok(opened) => opened
            .prove(&agency.roots(), NOW, &|_| false)
            .map_or_else(|refused| refused.code(), |_| "ok"),
        Err(refused) => refused.code(),
    };
    let whole = payload(&bytes);
    assert_eq!(code(&resigned(whole.clone())), "ok");
    let changed = |key: u64, value: Option<coset::cbor::Value>| {
        let mut map = whole.clone();
        map.retain(|(name, _)| *name != key.into() || value.is_some());
        for (name, held) in &mut map {
            if let Some(value) = value.as_ref().filter(|_| *name == key.into()) {
                *held = value.clone();
            }
        }
        resigned(map)
    };
    // The device's own key signs each of these: it alone is not enough.
    assert_eq!(code(&changed(6, Some((NOW + 1).into()))), "card-signature");
    assert_eq!(
        code(&changed(8, Some(coset::cbor::Value::Bytes(vec![0xa0])))),
        "card-signature"
    );
    assert_eq!(code(&changed(12, None)), "operation-shape");
    assert_eq!(code(&changed(11, None)), "operation-shape");
    assert_eq!(code(&changed(10, None)), "operation-shape");
    let noise = coset::cbor::Value::Bytes(vec![0xa0]);
    assert_eq!(code(&changed(12, Some(noise.clone()))), "card-shape");
    assert_eq!(code(&changed(11, Some(noise))), "card-shape");
}
