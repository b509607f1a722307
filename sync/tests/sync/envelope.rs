use std::sync::LazyLock;

use coset::cbor::Value;
use coset::{CborSerializable as _, CoseSign1, TaggedCborSerializable as _};
use proptest::prelude::*;
use sync::certificate::{Roots, VERDICT_USAGE};
use sync::envelope::{
    OPERATION_BYTES_MAX, Operation, Refused, SealFailed, SignFailed, Signer, open, seal,
};
use sync::event::{Head, StreamHead};
use sync::{Hash, OpId};

use crate::agency::{Agency, Key, NOW, Subject, usage};

pub fn operation() -> Operation {
    let seen = Head {
        seq: 3,
        hash: Hash([7; 32]),
    };
    Operation {
        agency: "demo".into(),
        actor: "p0012".into(),
        device: "00000000000000d1".into(),
        acting_for: Some("p0003".into()),
        at: NOW,
        seen: vec![StreamHead::new("account/p0012", seen)],
        content: vec![0xa1, 0x01, 0x02],
        nonce: [9; 16],
        must_understand: vec![],
    }
}

pub fn key(agency: &Agency) -> Key {
    agency.issue(12, &Subject::person("p0012", "00000000000000d1"))
}

static AGENCY: LazyLock<Agency> = LazyLock::new(|| Agency::new(1));
static SIGNED: LazyLock<Vec<u8>> =
    LazyLock::new(|| seal(&operation(), &key(&AGENCY)).unwrap().bytes);

fn verify(bytes: &[u8], roots: &Roots, at: i64, revoked: &[&str]) -> Result<(), Refused> {
    open(bytes)?
        .verify(roots, at, &|serial| revoked.contains(&serial))
        .map(|_| ())
}

#[test]
fn what_was_sealed_is_opened_and_proven() {
    let signed = seal(&operation(), &key(&AGENCY)).unwrap();
    assert_eq!(signed.id, OpId::of(&signed.bytes));
    let opened = open(&signed.bytes).unwrap();
    assert_eq!(opened.operation, operation());
    assert_eq!(opened.id, signed.id);
    let who = opened.verify(&AGENCY.roots(), NOW, &|_| false).unwrap();
    assert_eq!(
        (who.person.as_str(), who.device.as_str()),
        ("p0012", "00000000000000d1")
    );
    assert_eq!(who.serial, "0c");
    assert_eq!(opened.claimed().unwrap(), who);
}

#[test]
fn another_cose_reader_finds_the_same() {
    let sign1 = CoseSign1::from_tagged_slice(&SIGNED).unwrap();
    let chain = Value::Bytes(key(&AGENCY).chain[0].clone())
        .to_vec()
        .unwrap();
    let public = ring::signature::KeyPair::public_key(&key(&AGENCY).pair)
        .as_ref()
        .to_vec();
    let public = ring::signature::UnparsedPublicKey::new(&ring::signature::ED25519, public);
    sign1
        .verify_signature(&chain, |signature, bytes| public.verify(bytes, signature))
        .unwrap();
}

#[test]
fn certificates_that_are_not_accepted() {
    let roots = AGENCY.roots();
    let person = || Subject::person("p0012", "00000000000000d1");
    let sealed = |agency: &Agency, subject: &Subject<'_>| {
        seal(&operation(), &agency.issue(12, subject))
            .unwrap()
            .bytes
    };
    let good = sealed(&AGENCY, &person());
    let two = Agency::new(2);
    let server_only = Subject {
        usages: vec![usage(VERDICT_USAGE)],
        ..person()
    };
    let no_usage = Subject {
        usages: vec![],
        ..person()
    };
    let another = |person, device, agency| Subject {
        agency,
        ..Subject::person(person, device)
    };
    let d1 = "00000000000000d1";
    let year_later = NOW + 366 * 86_400_000;
    for (bytes, at, revoked, code) in [
        (&good, NOW, &[][..], None),
        (&good, NOW, &["0d"], None),
        (&good, NOW, &["0c"], Some("certificate-revoked")),
        (&good, year_later, &[], Some("certificate-time")),
        (&good, 0, &[], Some("certificate-time")),
        (&good, i64::MIN, &[], Some("certificate-time")),
        (
            &sealed(&two, &person()),
            NOW,
            &[],
            Some("certificate-of-another"),
        ),
        (
            &sealed(&AGENCY, &server_only),
            NOW,
            &[],
            Some("certificate-usage"),
        ),
        (
            &sealed(&AGENCY, &no_usage),
            NOW,
            &[],
            Some("certificate-usage"),
        ),
        (
            &sealed(&AGENCY, &another("p0013", d1, "demo")),
            NOW,
            &[],
            Some("operation-differs"),
        ),
        (
            &sealed(&AGENCY, &another("p0012", "d2", "demo")),
            NOW,
            &[],
            Some("operation-differs"),
        ),
        (
            &sealed(&AGENCY, &another("p0012", d1, "other")),
            NOW,
            &[],
            Some("operation-differs"),
        ),
    ] {
        let found = verify(bytes, &roots, at, revoked).err();
        assert_eq!(found.as_ref().map(Refused::code), code, "{found:?}");
    }
    assert_eq!(
        verify(&good, &Roots::default(), NOW, &[])
            .unwrap_err()
            .code(),
        "certificate-of-another"
    );
    assert!(Roots::new(vec![vec![1, 2, 3]]).is_err());
}

#[test]
fn a_key_that_is_not_the_certificates_is_found() {
    let mut thief = key(&AGENCY);
    thief.pair = AGENCY
        .issue(66, &Subject::person("p0066", "00000000000000d6"))
        .pair;
    let bytes = seal(&operation(), &thief).unwrap().bytes;
    assert_eq!(
        verify(&bytes, &AGENCY.roots(), NOW, &[]),
        Err(Refused::Signature)
    );
}

/// Takes the envelope apart, changes it and puts it together.
fn changed(change: impl FnOnce(&mut CoseSign1)) -> Vec<u8> {
    let mut sign1 = CoseSign1::from_tagged_slice(&SIGNED).unwrap();
    sign1.protected.original_data = None;
    change(&mut sign1);
    sign1.to_tagged_vec().unwrap()
}

#[test]
fn a_copy_under_another_name_is_never_accepted() {
    let root = AGENCY.root();
    let leaf = key(&AGENCY).chain[0].clone();
    let chain = |certificates: &[&Vec<u8>]| {
        Value::Array(
            certificates
                .iter()
                .map(|one| Value::Bytes((*one).clone()))
                .collect(),
        )
    };
    let with_chain = |value: Value| changed(|one| one.unprotected.rest[0].1 = value);
    for (bytes, code) in [
        (with_chain(chain(&[&leaf, &root])), "operation-signature"),
        (with_chain(chain(&[&leaf])), "operation-shape"),
        (
            with_chain(chain(&[&leaf, &root, &root, &root, &root])),
            "operation-chain",
        ),
        (with_chain(Value::Array(vec![])), "operation-shape"),
        (with_chain(Value::Text("x".into())), "operation-shape"),
        (
            changed(|one| one.unprotected.key_id = vec![1]),
            "operation-shape",
        ),
        (
            changed(|one| one.unprotected.rest.clear()),
            "operation-shape",
        ),
        (
            changed(|one| one.protected.header.key_id = vec![1]),
            "operation-shape",
        ),
        (
            changed(|one| one.protected.header.content_type = None),
            "operation-shape",
        ),
        (changed(|one| one.payload = None), "operation-shape"),
        (changed(|one| one.signature.push(0)), "operation-signature"),
        (changed(|one| one.signature.clear()), "operation-signature"),
        (
            CoseSign1::from_tagged_slice(&SIGNED)
                .unwrap()
                .to_vec()
                .unwrap(),
            "operation-shape",
        ),
        ([&SIGNED[..], &[0]].concat(), "cbor-not-whole"),
        (vec![0x41; OPERATION_BYTES_MAX + 1], "cbor-too-large"),
    ] {
        let found = verify(&bytes, &AGENCY.roots(), NOW, &[]).unwrap_err();
        assert_eq!(found.code(), code, "{found}");
    }
}

/// Signs any payload as an operation would be signed.
fn signed_payload(edit: impl FnOnce(&mut Vec<(Value, Value)>)) -> Vec<u8> {
    let signer = key(&AGENCY);
    let bound = Value::Bytes(signer.chain[0].clone()).to_vec().unwrap();
    let mut sign1 = CoseSign1::from_tagged_slice(&SIGNED).unwrap();
    let payload = Value::from_slice(&sign1.payload.unwrap()).unwrap();
    let mut map = payload.into_map().unwrap();
    edit(&mut map);
    sign1.payload = Some(Value::Map(map).to_vec().unwrap());
    sign1.signature = signer.sign(&sign1.tbs_data(&bound)).unwrap();
    sign1.to_tagged_vec().unwrap()
}

#[test]
fn later_versions() {
    let put = |key: i32, value: Value| {
        signed_payload(move |map| {
            map.retain(|(one, _)| *one != Value::from(key));
            map.push((key.into(), value));
            map.sort_by_key(|(one, _)| one.as_integer());
        })
    };
    let check = |bytes: &[u8], code: Option<&str>| {
        let found = verify(bytes, &AGENCY.roots(), NOW, &[]).err();
        assert_eq!(found.as_ref().map(Refused::code), code, "{found:?}");
    };
    let numbers = |list: &[u32]| Value::Array(list.iter().map(|one| (*one).into()).collect());
    check(&put(1, 2.into()), Some("operation-version"));
    check(&put(77, "unknown keys are skipped".into()), None);
    check(&put(10, numbers(&[5, 8])), None);
    check(&put(10, numbers(&[77])), Some("operation-must-understand"));
    check(&put(10, numbers(&[0])), Some("operation-must-understand"));
    check(&put(2, "".into()), Some("operation-limit"));
    check(&put(3, "x".repeat(65).into()), Some("operation-limit"));
    check(&put(9, Value::Bytes(vec![0; 15])), Some("operation-shape"));
    check(&put(6, "noon".into()), Some("operation-shape"));
    let head =
        |stream: &str| Value::Array(vec![stream.into(), 1.into(), Value::Bytes(vec![0; 32])]);
    check(&put(7, Value::Array(vec![head("case/1"); 64])), None);
    check(
        &put(7, Value::Array(vec![head("case/1"); 65])),
        Some("operation-limit"),
    );
    check(
        &put(7, Value::Array(vec![head("../etc")])),
        Some("operation-limit"),
    );
    check(
        &put(7, Value::Array(vec![head("Case/1")])),
        Some("operation-limit"),
    );
}

#[test]
fn what_nobody_would_take_is_not_sealed() {
    struct Broken;
    impl Signer for Broken {
        fn certificate_chain(&self) -> &[Vec<u8>] {
            &[]
        }
        fn sign(&self, _: &[u8]) -> Result<Vec<u8>, SignFailed> {
            Err(SignFailed::new("card-removed", "pulled"))
        }
    }
    let code = |operation: &Operation, signer: &dyn Signer| {
        seal(operation, signer).map_err(|error: SealFailed| error.code())
    };
    assert_eq!(code(&operation(), &Broken), Err("card-removed"));
    let large = Operation {
        content: vec![0; OPERATION_BYTES_MAX],
        ..operation()
    };
    assert_eq!(code(&large, &key(&AGENCY)), Err("cbor-too-large"));
    let later = Operation {
        must_understand: vec![13],
        ..operation()
    };
    assert_eq!(
        code(&later, &key(&AGENCY)),
        Err("operation-must-understand")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// One changed bit anywhere, and nobody takes it.
    #[test]
    fn every_bit_counts(place in any::<prop::sample::Index>(), bit in 0u8..8) {
        let mut bytes = SIGNED.clone();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        prop_assert!(verify(&bytes, &AGENCY.roots(), NOW, &[]).is_err(), "byte {} bit {}", place, bit);
    }

    #[test]
    fn noise_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(open(&bytes).is_err());
    }
}
