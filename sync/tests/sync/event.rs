use proptest::prelude::*;
use sync::Hash;
use sync::disclosure::Disclosures;
use sync::event::{Broken, EVENT_BYTES_MAX, Head, Record, extend};

fn chain(bodies: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut head = Head::EMPTY;
    let mut records = Vec::new();
    for (at, body) in (1..).zip(bodies) {
        let (bytes, next) = Record::seal(
            &head,
            "case/1",
            Hash([5; 32]),
            at,
            body,
            &Disclosures::none(),
        )
        .unwrap();
        head = next;
        records.push(bytes);
    }
    records
}

fn follow(stream: &str, records: &[Vec<u8>]) -> Result<Head, Broken> {
    records.iter().try_fold(Head::EMPTY, |head, bytes| {
        Ok(extend(stream, &head, bytes)?.1)
    })
}

#[test]
fn what_does_not_continue_a_stream() {
    let records = chain(&[vec![1], vec![2], vec![3]]);
    let other = chain(&[vec![9], vec![2], vec![3]]);
    let pick = |list: &[&Vec<u8>]| list.iter().map(|one| (*one).clone()).collect::<Vec<_>>();
    for (stream, list, code) in [
        (
            "case/1",
            pick(&[&records[0], &records[1], &records[2]]),
            None,
        ),
        ("case/1", pick(&[&records[1]]), Some("event-sequence")),
        (
            "case/1",
            pick(&[&records[0], &records[2]]),
            Some("event-sequence"),
        ),
        (
            "case/1",
            pick(&[&records[0], &records[0]]),
            Some("event-sequence"),
        ),
        (
            "case/1",
            pick(&[&other[0], &records[1]]),
            Some("event-chain"),
        ),
        ("case/2", pick(&[&records[0]]), Some("event-stream")),
        (
            "case/1",
            vec![records[0][1..].to_vec()],
            Some("cbor-not-whole"),
        ),
        ("case/1", vec![vec![0xa0]], Some("event-shape")),
        (
            "case/1",
            vec![vec![0; EVENT_BYTES_MAX + 1]],
            Some("cbor-too-large"),
        ),
    ] {
        let found = follow(stream, &list).err();
        assert_eq!(found.as_ref().map(Broken::code), code, "{found:?}");
    }
}

#[test]
fn what_is_not_sealed() {
    let seal = |head: &Head, stream: &str, size: usize| {
        Record::seal(
            head,
            stream,
            Hash::ZERO,
            0,
            &vec![0; size],
            &Disclosures::none(),
        )
        .map_err(|error| error.code())
    };
    assert_eq!(seal(&Head::EMPTY, "Case 1", 1).unwrap_err(), "event-stream");
    assert_eq!(seal(&Head::EMPTY, "", 1).unwrap_err(), "event-stream");
    assert_eq!(
        seal(&Head::EMPTY, "org", EVENT_BYTES_MAX).unwrap_err(),
        "cbor-too-large"
    );
    let last = Head {
        seq: u64::MAX,
        hash: Hash::ZERO,
    };
    assert_eq!(seal(&last, "org", 1).unwrap_err(), "event-sequence");
}

proptest! {
    #[test]
    fn a_chain_holds_and_any_changed_bit_breaks_it(
        bodies in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 2..8),
        which in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        bit in 0u8..8,
    ) {
        let mut records = chain(&bodies);
        let head = follow("case/1", &records).unwrap();
        prop_assert_eq!(head.seq, bodies.len() as u64);
        // the last record is vouched for by the head alone
        let which = which.index(records.len());
        let place = place.index(records[which].len());
        records[which][place] ^= 1 << bit;
        let broken = follow("case/1", &records) != Ok(head);
        prop_assert!(broken);
    }
}
