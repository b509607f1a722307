use sync::timestamp::{Request, Stamp, StampRefused, token, verify};
use sync::{Facts, Hash};

const ROOT: &[u8] = include_bytes!("../fixtures/stamp-root.der");
const NONCE: [u8; 8] = *b"ABCDEFGH";

macro_rules! answer {
    ($name:literal) => {
        token(include_bytes!(concat!("../fixtures/", $name, ".tsr")))
    };
}

fn imprint() -> Hash {
    Hash::of("案頭".as_bytes())
}

fn check(token: &[u8], expected: Result<(), &str>) -> Option<Stamp> {
    let found = verify(token, &imprint(), Some(&NONCE), &[ROOT.to_vec()]);
    let code = found.as_ref().map(|_| ()).map_err(StampRefused::code);
    assert_eq!(code, expected, "{found:?}");
    found.ok()
}

#[test]
fn the_question_is_as_openssl_writes_it() {
    let asked = Request::new(imprint(), NONCE);
    assert_eq!(asked.nonce(), NONCE);
    assert_eq!(asked.to_der(), include_bytes!("../fixtures/question.tsq"));
    let low = Request::new(imprint(), [0; 8]).nonce();
    let high = Request::new(imprint(), [0xff; 8]).nonce();
    assert_eq!((low[0], high[0]), (0x40, 0x7f));
}

#[test]
fn answers_of_a_service() {
    let stamp = check(&answer!("stamp-rsa").unwrap(), Ok(())).unwrap();
    assert_eq!(stamp.accuracy, Some(1500));
    assert_eq!(stamp.policy, "1.3.6.1.4.1.4146.2.3");
    assert_eq!(stamp.by, "CN=stamp-rsa,O=Demo");
    assert_eq!(stamp.chain.len(), 2);
    assert_eq!(stamp.chain[1], ROOT);
    assert!(stamp.at > 1_795_000_000_000, "{stamp:?}");
    check(&answer!("stamp-p256").unwrap(), Ok(()));
    check(&answer!("stamp-sha1-name").unwrap(), Ok(()));
    check(&answer!("stamp-expired").unwrap(), Err("stamp-expired"));
    check(&answer!("stamp-foreign").unwrap(), Err("stamp-issuer"));
    let loose = include_bytes!("../fixtures/stamp-loose.tst");
    check(loose, Err("stamp-usage"));
    let mail = include_bytes!("../fixtures/stamp-mail.tst");
    check(mail, Err("stamp-usage"));
    let denied = answer!("stamp-denied").unwrap_err();
    assert_eq!(denied, StampRefused::Denied(2));
    assert_eq!(denied.facts(), Facts::from([("status".into(), "2".into())]));
}

#[test]
fn another_hash_and_another_question() {
    let good = answer!("stamp-rsa").unwrap();
    let roots = [ROOT.to_vec()];
    let code = |imprint: &Hash, nonce: Option<&[u8; 8]>| {
        verify(&good, imprint, nonce, &roots).map_or_else(|error| error.code(), |_| "ok")
    };
    assert_eq!(code(&imprint(), None), "ok");
    assert_eq!(code(&Hash([1; 32]), Some(&NONCE)), "stamp-imprint");
    assert_eq!(code(&imprint(), Some(&[0x41; 8])), "stamp-nonce");
    let none = verify(&good, &imprint(), None, &[]).unwrap_err();
    assert_eq!(none.code(), "stamp-issuer");
}

/// Every byte of the part that the service signed, and of the signature, counts.
#[test]
fn a_forged_stamp_is_never_believed() {
    let good = answer!("stamp-p256").unwrap();
    let time = good
        .windows(4)
        .position(|bytes| bytes == b"2026")
        .expect("the time of the stamp");
    let mut later = good.clone();
    later[time + 3] = b'7';
    check(&later, Err("stamp-signature"));
    for place in 0..good.len() {
        for bit in [0, 7] {
            let mut bytes = good.clone();
            bytes[place] ^= 1 << bit;
            let found = verify(&bytes, &imprint(), Some(&NONCE), &[ROOT.to_vec()]);
            if let Ok(found) = found {
                // What is outside of the signature (versions, the set of hashes
                // that were used) may change, but never what the stamp says.
                let original = check(&good, Ok(())).unwrap();
                assert_eq!((found.at, &found.chain), (original.at, &original.chain));
            }
        }
    }
    for cut in 0..good.len() {
        assert!(verify(&good[..cut], &imprint(), None, &[ROOT.to_vec()]).is_err());
    }
}

#[test]
fn limits() {
    let large = vec![0x30; sync::timestamp::STAMP_BYTES_MAX + 1];
    assert_eq!(token(&large).unwrap_err().code(), "stamp-too-large");
    let found = verify(&large, &imprint(), None, &[]).unwrap_err();
    assert_eq!(found.code(), "stamp-too-large");
    assert_eq!(token(&[]).unwrap_err().code(), "stamp-unreadable");
}
