use rcgen::{
    CertificateRevocationListParams, CrlDistributionPoint, CrlIssuingDistributionPoint, CrlScope,
    KeyIdMethod, RevocationReason, RevokedCertParams, SerialNumber, date_time_ymd,
};
use sync::certificate::Untrusted;
use sync::crl::{CRL_BYTES_MAX, Crl, CrlRefused, Crls};
use sync::key::Algorithm;

use crate::agency::NOW;
use crate::cards::{Card, CardAuthority, P256, RSA2048};

/// 2026-11-20, in ms.
const REVOKED: i64 = 1_795_132_800_000;
/// 2026-12-01, in ms.
const NEXT: i64 = 1_796_083_200_000;
const SERIAL: u64 = 0x0102_0304;

fn authority() -> CardAuthority {
    CardAuthority::new(RSA2048, "示範憑證管理中心")
}

fn list(
    authority: &CardAuthority,
    edit: impl FnOnce(&mut CertificateRevocationListParams),
) -> Vec<u8> {
    let revoked = |serial: u64, day| RevokedCertParams {
        serial_number: SerialNumber::from(serial),
        revocation_time: date_time_ymd(2026, 11, day),
        reason_code: Some(RevocationReason::KeyCompromise),
        invalidity_date: None,
    };
    let mut params = CertificateRevocationListParams {
        this_update: date_time_ymd(2026, 11, 21),
        next_update: date_time_ymd(2026, 12, 1),
        crl_number: SerialNumber::from(7),
        issuing_distribution_point: None,
        revoked_certs: vec![revoked(0x99, 3), revoked(SERIAL, 20), revoked(5, 1)],
        key_identifier_method: KeyIdMethod::Sha256,
    };
    edit(&mut params);
    params.signed_by(&authority.issuer).unwrap().der().to_vec()
}

fn taken(authority: &CardAuthority, der: &[u8]) -> Result<Crls, CrlRefused> {
    let mut lists = Crls::default();
    lists.add(Crl::read(der)?, std::slice::from_ref(&authority.root))?;
    Ok(lists)
}

#[test]
fn a_list_is_read() {
    let authority = authority();
    let der = list(&authority, |_| {});
    let read = Crl::read(&der).unwrap();
    assert_eq!((read.len(), read.is_empty()), (3, false));
    assert_eq!((read.number(), read.next_update()), ("07", NEXT));
    assert!(read.this_update() < NOW);
    assert_eq!(read.revoked(&[1, 2, 3, 4]), Some(REVOKED));
    assert_eq!(read.revoked(&[1, 2, 3]), None);
    assert_eq!(read.revoked(&[]), None);
    assert_eq!(read.der(), der);
}

/// What a list says of a card, by when the card signed and when we look.
#[test]
fn what_a_list_says() {
    let authority = authority();
    let all = taken(&authority, &list(&authority, |_| {})).unwrap();
    let card = |serial: u64| {
        authority.card(P256, Algorithm::Es256, |params| {
            params.serial_number = Some(SerialNumber::from(serial));
        })
    };
    let check = |lists: &Crls, card: &Card, signed, now, expected: Result<Option<i64>, &str>| {
        let found = lists.look(&card.chain, signed, now);
        let code = found.as_ref().map(|found| *found).map_err(Untrusted::code);
        assert_eq!(code, expected, "{found:?}");
    };
    let (bad, good) = (card(SERIAL), card(6));
    check(&all, &good, NOW, NOW, Ok(None));
    check(&all, &bad, NOW, NOW, Err("certificate-revoked"));
    check(&all, &bad, REVOKED, NOW, Err("certificate-revoked"));
    check(&all, &bad, REVOKED - 1, NOW, Ok(Some(REVOKED)));
    check(&all, &good, NOW, NEXT, Ok(None));
    check(&all, &good, NOW, NEXT + 1, Err("crl-stale"));
    check(&all, &bad, NOW, NEXT + 1, Err("crl-stale"));
    check(&Crls::default(), &good, NOW, NOW, Err("crl-missing"));
    let stranger = CardAuthority::new(P256, "別的憑證管理中心");
    let other = stranger.card(P256, Algorithm::Es256, |_| {});
    check(&all, &other, NOW, NOW, Err("crl-missing"));

    // A newer list takes the place of the older one, in whatever order they came.
    let newer = list(&authority, |params| {
        params.this_update = date_time_ymd(2026, 11, 22);
        params.revoked_certs.clear();
    });
    for order in [[0, 1], [1, 0]] {
        let both = [list(&authority, |_| {}), newer.clone()];
        let mut lists = Crls::default();
        for place in order {
            let read = Crl::read(&both[place]).unwrap();
            lists
                .add(read, std::slice::from_ref(&authority.root))
                .unwrap();
        }
        check(&lists, &bad, NOW, NOW, Ok(None));
    }
}

#[test]
fn a_list_of_one_distribution_point_speaks_only_of_that() {
    let authority = authority();
    let point = |uri: &str, scope| {
        Some(CrlIssuingDistributionPoint {
            distribution_point: CrlDistributionPoint {
                uris: vec![uri.to_owned()],
            },
            scope,
        })
    };
    let of = |uri: &str, scope| {
        list(&authority, |params| {
            params.issuing_distribution_point = point(uri, scope);
        })
    };
    let card = authority.card(P256, Algorithm::Es256, |params| {
        params.crl_distribution_points = vec![CrlDistributionPoint {
            uris: vec!["http://ca/41.crl".into()],
        }];
    });
    let look = |der: &[u8]| {
        let lists = taken(&authority, der).unwrap();
        let found = lists.look(&card.chain, NOW, NOW);
        found.map_or_else(|error| error.code(), |_| "ok")
    };
    let here = "http://ca/41.crl";
    assert_eq!(look(&of(here, None)), "certificate-revoked");
    assert_eq!(
        look(&of(here, Some(CrlScope::UserCertsOnly))),
        "certificate-revoked"
    );
    assert_eq!(look(&of(here, Some(CrlScope::CaCertsOnly))), "crl-missing");
    assert_eq!(look(&of("http://ca/42.crl", None)), "crl-missing");
}

#[test]
fn lists_that_are_not_taken() {
    let authority = authority();
    let der = list(&authority, |_| {});
    let check = |bytes: &[u8], root: &[u8], code: &str| {
        let found = Crl::read(bytes)
            .and_then(|list| list.verify(&[root.to_vec()]))
            .unwrap_err();
        assert_eq!(found.code(), code, "{found}");
    };
    let namesake = CardAuthority::new(P256, "示範憑證管理中心");
    check(&der, &namesake.root, "crl-signature");
    let stranger = CardAuthority::new(RSA2048, "別的憑證管理中心");
    check(&der, &stranger.root, "crl-issuer");
    check(&der, b"no certificate", "crl-issuer");
    check(
        &vec![0; CRL_BYTES_MAX + 1],
        &authority.root,
        "crl-too-large",
    );
    check(&[], &authority.root, "crl-unreadable");
    check(
        &[der.as_slice(), &[0]].concat(),
        &authority.root,
        "crl-unreadable",
    );
    for cut in 0..der.len() {
        assert!(Crl::read(&der[..cut]).is_err(), "{cut}");
    }
    // One changed bit, and it is not the authority's any more.
    for place in 0..der.len() {
        let mut bytes = der.clone();
        bytes[place] ^= 1;
        assert!(taken(&authority, &bytes).is_err(), "byte {place}");
    }
    let root = include_bytes!("../fixtures/card-root.der");
    let delta = include_bytes!("../fixtures/crl-delta.der");
    check(delta, root, "crl-kind");
    let indirect = include_bytes!("../fixtures/crl-indirect.der");
    check(indirect, root, "crl-kind");
    let weak = include_bytes!("../fixtures/crl-sha1.der");
    check(weak, root, "crl-weak");
    check(&endless(), root, "crl-endless");
}

/// A list without the time of the next one (RFC 5280 §5.1.2.5 demands it).
fn endless() -> Vec<u8> {
    let algorithm = [0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70];
    let issuer = [0x30, 0x00];
    let time = [&[0x17, 0x0d][..], b"261121000000Z"].concat();
    let body = [&[0x02, 0x01, 0x01], &algorithm[..], &issuer, &time].concat();
    let body = [&[0x30, body.len() as u8], &body[..]].concat();
    let whole = [&body[..], &algorithm, &[0x03, 0x02, 0x00, 0x00]].concat();
    [&[0x30, whole.len() as u8], &whole[..]].concat()
}
