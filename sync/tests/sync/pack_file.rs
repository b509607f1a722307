//! The pack file: who made it, and that no byte of it can be another.

use proptest::prelude::*;
use sync::certificate::Roots;
use sync::pack_file::{self, CLOCK_AHEAD_MAX, PACK_BYTES_MAX, open, seal};

use crate::agency::{Agency, Key, NOW, Subject};

fn signer(agency: &Agency) -> Key {
    agency.issue(12, &Subject::person("p0012", "00000000000000d1"))
}

/// Opens a file and asks who signed it, at a time after its own.
fn check(bytes: &[u8], roots: &Roots, later: i64, expected: &str) {
    let nobody = |_: &str| false;
    let told = open(bytes).and_then(|opened| opened.verify(roots, NOW + later, &nobody));
    let told = match told {
        Ok(named) => format!("{} {} {}", named.agency, named.person, named.device),
        Err(fault) => format!("{} {}", fault.code, fault.facts["reason"]),
    };
    assert_eq!(told, expected);
}

#[test]
fn a_pack_and_who_made_it() {
    let (agency, other) = (Agency::new(1), Agency::new(2));
    let bytes = seal(b"pack", NOW, &signer(&agency)).unwrap();
    assert_eq!(open(&bytes).unwrap().published.pack, b"pack");
    check(&bytes, &agency.roots(), 0, "demo p0012 00000000000000d1");
    check(
        &bytes,
        &agency.roots(),
        20 * 365 * 86_400_000,
        "demo p0012 00000000000000d1",
    );
    check(
        &bytes,
        &other.roots(),
        0,
        "pack-signer-unknown certificate-of-another",
    );
    check(
        &bytes,
        &Roots::default(),
        0,
        "pack-signer-unknown certificate-of-another",
    );
    check(
        &bytes,
        &agency.roots(),
        -CLOCK_AHEAD_MAX - 1,
        "pack-signer-unknown clock",
    );
    let before = seal(b"pack", NOW - 20 * 365 * 86_400_000, &signer(&agency)).unwrap();
    check(
        &before,
        &agency.roots(),
        0,
        "pack-signer-unknown certificate-time",
    );
    let revoked = open(&bytes)
        .unwrap()
        .verify(&agency.roots(), NOW, &|_| true);
    assert_eq!(revoked.unwrap_err().facts["reason"], "certificate-revoked");
}

#[test]
fn what_is_no_pack_file_is_refused() {
    let agency = Agency::new(1);
    let roots = agency.roots();
    let large = seal(&vec![0; PACK_BYTES_MAX + 1], NOW, &signer(&agency)).unwrap();
    let operation = crate::envelope::operation();
    let signed = sync::envelope::seal(&operation, &signer(&agency)).unwrap();
    for (bytes, reason) in [
        (&b""[..], "form"),
        (b"PK\x03\x04", "form"),
        (&large, "limit"),
        (&signed.bytes, "form"),
    ] {
        check(bytes, &roots, 0, &format!("pack-signature-broken {reason}"));
    }
    let nobody = Key {
        chain: Vec::new(),
        ..signer(&agency)
    };
    assert_eq!(seal(b"x", NOW, &nobody).unwrap_err().code(), "sign-failed");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_byte_can_be_another(at in 0..2_000_usize, bit in 0..8_u8) {
        let agency = Agency::new(1);
        let mut bytes = seal(b"a pack of some length", NOW, &signer(&agency)).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let opened = open(&bytes).and_then(|opened| opened.verify(&agency.roots(), NOW, &|_| false));
        prop_assert!(opened.is_err(), "byte {at} bit {bit}");
    }

    #[test]
    fn any_bytes(bytes in any::<Vec<u8>>()) {
        prop_assert_eq!(open(&bytes).unwrap_err().code, pack_file::CODES[0]);
    }
}
