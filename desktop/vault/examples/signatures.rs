//! How fast each algorithm signs and verifies, and a batch of 41 whole operations:
//! `cargo run --release -p vault --example signatures`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a measurement")]

use std::time::{Duration, Instant};

use rcgen::{CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, RSA_PKCS1_SHA256,
    RSA_PSS_SHA256, RsaKeyPair,
};
use sync::certificate::{OPERATION_USAGE, Roots, signed_by};
use sync::envelope::{Operation, SignFailed, Signer, open, seal};
use sync::key::Algorithm;

const RSA2048: &[u8] = include_bytes!("../../../sync/tests/fixtures/rsa2048.pk8");
const RSA3072: &[u8] = include_bytes!("../../../sync/tests/fixtures/rsa3072.pk8");
const RSA4096: &[u8] = include_bytes!("../../../sync/tests/fixtures/rsa4096.pk8");
const P256: &[u8] = include_bytes!("../../../sync/tests/fixtures/p256.pk8");
/// How long each is measured.
const LONG: Duration = Duration::from_millis(700);
const NOW: i64 = 1_795_507_200_000;
const BATCH: u8 = 41;

enum Pair {
    Ed25519(Ed25519KeyPair),
    P256(EcdsaKeyPair),
    Rsa(RsaKeyPair, Algorithm),
}

struct Key {
    pair: Pair,
    chain: Vec<Vec<u8>>,
    random: SystemRandom,
}

impl Signer for Key {
    fn certificate_chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn algorithm(&self) -> Algorithm {
        match &self.pair {
            Pair::Ed25519(_) => Algorithm::EdDsa,
            Pair::P256(_) => Algorithm::Es256,
            Pair::Rsa(_, algorithm) => *algorithm,
        }
    }

    fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, SignFailed> {
        Ok(match &self.pair {
            Pair::Ed25519(pair) => pair.sign(bytes).as_ref().to_vec(),
            Pair::P256(pair) => pair.sign(&self.random, bytes).unwrap().as_ref().to_vec(),
            Pair::Rsa(pair, algorithm) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                let padding: &dyn ring::signature::RsaEncoding = match algorithm {
                    Algorithm::Ps256 => &RSA_PSS_SHA256,
                    _ => &RSA_PKCS1_SHA256,
                };
                pair.sign(padding, &self.random, bytes, &mut signature)
                    .unwrap();
                signature
            }
        })
    }
}

fn a_second(mut work: impl FnMut()) -> f64 {
    let (begin, mut times) = (Instant::now(), 0u32);
    while begin.elapsed() < LONG {
        work();
        times += 1;
    }
    f64::from(times) / begin.elapsed().as_secs_f64()
}

fn key(pkcs8: &[u8], algorithm: Algorithm, issuer: &Issuer<'_, KeyPair>) -> Key {
    let random = SystemRandom::new();
    let pair = match algorithm {
        Algorithm::EdDsa => Pair::Ed25519(Ed25519KeyPair::from_pkcs8(pkcs8).unwrap()),
        Algorithm::Es256 => {
            let kind = &ECDSA_P256_SHA256_FIXED_SIGNING;
            Pair::P256(EcdsaKeyPair::from_pkcs8(kind, pkcs8, &random).unwrap())
        }
        other => Pair::Rsa(RsaKeyPair::from_pkcs8(pkcs8).unwrap(), other),
    };
    let mut leaf = CertificateParams::default();
    leaf.distinguished_name = DistinguishedName::new();
    for (kind, value) in [
        (DnType::OrganizationName, "demo"),
        (DnType::CommonName, "p0012"),
        (DnType::OrganizationalUnitName, "00000000000000d1"),
    ] {
        leaf.distinguished_name.push(kind, value);
    }
    let usage = rcgen::ExtendedKeyUsagePurpose::Other(OPERATION_USAGE.to_vec());
    leaf.extended_key_usages = vec![usage];
    let subject = KeyPair::try_from(pkcs8).unwrap();
    let der = leaf.signed_by(&subject, issuer).unwrap().der().to_vec();
    Key {
        pair,
        chain: vec![der],
        random,
    }
}

fn batch(key: &Key, roots: &Roots) -> (Duration, Duration) {
    let begin = Instant::now();
    let mut signed = Vec::new();
    for number in 0..BATCH {
        let operation = Operation {
            agency: "demo".into(),
            actor: "p0012".into(),
            device: "00000000000000d1".into(),
            acting_for: None,
            at: NOW,
            seen: vec![],
            content: vec![0; 1024],
            nonce: [number; 16],
            must_understand: vec![],
        };
        signed.push(seal(&operation, key).unwrap().bytes);
    }
    let sealed = begin.elapsed();
    let begin = Instant::now();
    for bytes in &signed {
        let opened = open(bytes).unwrap();
        opened.prove(roots, NOW, &|_| false).unwrap();
    }
    (sealed, begin.elapsed())
}

fn main() {
    let ed25519 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    let ca = KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    let mut root = CertificateParams::default();
    root.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let root_der = root.self_signed(&ca).unwrap().der().to_vec();
    let issuer = Issuer::new(root, ca);
    let roots = Roots::new(vec![root_der]).unwrap();
    let message = [7; 1024];
    println!("key       algorithm    sign/s   verify/s   seal {BATCH} ms   prove {BATCH} ms");
    for (name, pkcs8, algorithm) in [
        ("Ed25519", ed25519.as_ref(), Algorithm::EdDsa),
        ("P-256", P256, Algorithm::Es256),
        ("RSA-2048", RSA2048, Algorithm::Rs256),
        ("RSA-2048", RSA2048, Algorithm::Ps256),
        ("RSA-3072", RSA3072, Algorithm::Rs256),
        ("RSA-4096", RSA4096, Algorithm::Rs256),
    ] {
        let key = key(pkcs8, algorithm, &issuer);
        let signs = a_second(|| drop(key.sign(&message).unwrap()));
        let signature = key.sign(&message).unwrap();
        let verifies = a_second(|| {
            assert!(signed_by(&key.chain[0], algorithm, &message, &signature));
        });
        let (sealed, proven) = batch(&key, &roots);
        println!(
            "{name:<9} {:<9} {signs:>9.0}  {verifies:>9.0}  {:>11.1}  {:>12.1}",
            algorithm.name(),
            sealed.as_secs_f64() * 1e3,
            proven.as_secs_f64() * 1e3
        );
    }
}
