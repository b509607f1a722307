use proptest::prelude::*;
use sync::cbor::{DEPTH_MAX, NotDeterministic, check_deterministic};

fn check(bytes: &[u8], expected: Result<(), &str>) {
    let found = check_deterministic(bytes, 1000).map_err(|error| error.code());
    assert_eq!(found, expected, "{bytes:02x?}");
}

#[test]
fn what_is_deterministic() {
    check(&[0x00], Ok(()));
    check(&[0x18, 0x18], Ok(()));
    check(&[0x39, 0x01, 0x00], Ok(()));
    check(&[0x1b, 0, 0, 0, 1, 0, 0, 0, 0], Ok(()));
    check(&[0xa2, 0x01, 0xf6, 0x02, 0x61, 0x61], Ok(()));
    check(&[0xd2, 0x80], Ok(()));
    check(&[0xf4], Ok(()));
    // RFC 8949 §4.2.1: bytewise order of the encoded keys
    check(&[0xa3, 0x0a, 0x00, 0x20, 0x00, 0x61, 0x7a, 0x00], Ok(()));
}

#[test]
fn what_is_not() {
    for (bytes, code) in [
        (&[][..], "cbor-not-whole"),
        (&[0x00, 0x00], "cbor-not-whole"),
        (&[0x43, 1, 2], "cbor-not-whole"),
        (
            &[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            "cbor-not-whole",
        ),
        (
            &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            "cbor-not-whole",
        ),
        (&[0x18, 0x17], "cbor-form"),
        (&[0x19, 0x00, 0xff], "cbor-form"),
        (&[0x1a, 0x00, 0x00, 0xff, 0xff], "cbor-form"),
        (&[0x1b, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], "cbor-form"),
        (&[0x5f, 0x41, 0x00, 0xff], "cbor-form"),
        (&[0x9f, 0xff], "cbor-form"),
        (&[0xbf, 0xff], "cbor-form"),
        (&[0x61, 0xff], "cbor-form"),
        (&[0xf9, 0x3c, 0x00], "cbor-form"),
        (&[0xfb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0], "cbor-form"),
        (&[0xf7], "cbor-form"),
        (&[0xf8, 0x20], "cbor-form"),
        (&[0xe0], "cbor-form"),
        (&[0xa2, 0x02, 0x00, 0x01, 0x00], "cbor-order"),
        (&[0xa2, 0x01, 0x00, 0x01, 0x00], "cbor-order"),
    ] {
        check(bytes, Err(code));
    }
    let mut deep = vec![0x81; DEPTH_MAX];
    deep.push(0x00);
    check(&deep, Ok(()));
    deep.insert(0, 0x81);
    check(&deep, Err("cbor-too-deep"));
    check(&[0xc2, 0x41, 0x00], Err("cbor-form"));
    check(&[0xc3, 0x41, 0x00], Err("cbor-form"));
    check(&[0x81; 900], Err("cbor-too-deep"));
    let error = check_deterministic(&[0x41, 0x00], 1).unwrap_err();
    assert_eq!(error, NotDeterministic::TooLarge { size: 2, max: 1 });
}

proptest! {
    /// An independent reader and writer agree: whatever is let through is
    /// written the same way again.
    #[test]
    fn what_passes_is_written_the_same_again(bytes in proptest::collection::vec(any::<u8>(), 0..24)) {
        if check_deterministic(&bytes, 100).is_ok() {
            let value: coset::cbor::Value = coset::cbor::from_reader(bytes.as_slice()).unwrap();
            let mut again = Vec::new();
            coset::cbor::into_writer(&value, &mut again).unwrap();
            prop_assert_eq!(again, bytes);
        }
    }
}
