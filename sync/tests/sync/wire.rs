use std::fmt::Debug;

use proptest::prelude::*;
use sync::event::{Head, StreamHead};
use sync::wire::{
    BlobManifest, BlobState, Body, Cards, Changes, ChangesQuery, Enrol, Enrolled, Hello,
    HelloLimits, PART_BYTES, Problem, Pull, PullFrom, Pulled, PulledStream, Push, Pushed,
};
use sync::{Facts, Hash};

pub fn hello() -> Hello {
    Hello {
        version_min: 1,
        version_max: 1,
        agency: "demo".into(),
        name: "示範機關".into(),
        clock: crate::agency::NOW,
        epoch: 1,
        limits: HelloLimits {
            push_ops: 200,
            push_bytes: 1 << 20,
            operation_bytes: 1 << 16,
            blob_bytes: 1 << 31,
            part_bytes: PART_BYTES,
        },
        root: Hash([4; 32]),
    }
}

pub fn changes() -> Changes {
    Changes {
        streams: vec![StreamHead::new(
            "case/1",
            Head {
                seq: 9,
                hash: Hash([2; 32]),
            },
        )],
        revoked: vec!["case/2".into()],
        cursor: vec![0, 0, 1],
        more: false,
        verdicts: vec![vec![1, 2]],
    }
}

pub fn push() -> Push {
    Push {
        operations: vec![vec![1], vec![2, 3]],
        heads: None,
    }
}

pub fn pulled() -> Pulled {
    let stream = PulledStream {
        stream: "case/1".into(),
        records: vec![vec![0xa0]],
        operations: vec![vec![0xd2]],
        more: true,
        refused: None,
        verdicts: None,
    };
    Pulled {
        streams: vec![stream],
    }
}

fn same<B: Body + PartialEq + Debug>(body: &B) {
    let bytes = body.to_bytes();
    sync::cbor::check_deterministic(&bytes, B::BYTES_MAX).unwrap();
    assert_eq!(&B::from_bytes(&bytes).unwrap(), body);
    assert!(B::from_bytes(&bytes[..bytes.len() - 1]).is_err());
}

#[test]
fn there_and_back() {
    same(&hello());
    same(&Cards {
        bindings: vec![vec![1, 2], vec![]],
        authorities: vec![vec![3]],
    });
    same(&changes());
    same(&push());
    same(&Push {
        heads: Some(changes().streams),
        ..push()
    });
    same(&pulled());
    same(&Enrol {
        code: "K7F3".into(),
        request: vec![0x30],
        computer: "人事室 3 號".into(),
    });
    same(&Enrolled {
        chain: vec![vec![0x30]],
        root: vec![0x30, 0],
        agency: "demo".into(),
        agency_name: "示範機關".into(),
        person: "p0012".into(),
        person_name: "甲員".into(),
    });
    same(&Pushed {
        verdicts: vec![vec![], vec![1]],
    });
    same(&ChangesQuery {
        cursor: vec![],
        wait_ms: 50_000,
    });
    same(&Pull {
        streams: vec![PullFrom {
            stream: "org".into(),
            from_seq: 1,
        }],
        limit: 10,
    });
    same(&BlobManifest::of(
        &vec![7; PART_BYTES as usize + 1],
        "application/pdf",
        "case/1",
    ));
    same(&BlobManifest::of(&[], "text/plain", "case/1"));
    same(&BlobState {
        complete: false,
        present: vec![0, 2],
    });
    let facts = Facts::from([("b".into(), "1".into()), ("aa".into(), "2".into())]);
    same(&Problem {
        code: "busy".into(),
        facts,
    });
}

fn over<B: Body + Debug>(body: &B, field: &str) {
    let error = B::from_bytes(&body.to_bytes()).unwrap_err();
    assert_eq!(
        (error.code(), error.facts()["field"].as_str()),
        ("wire-limit", field)
    );
}

#[test]
fn limits() {
    over(
        &Push {
            operations: vec![],
            ..push()
        },
        "operations",
    );
    over(
        &Push {
            operations: vec![vec![1]; 201],
            ..push()
        },
        "operations",
    );
    over(
        &Push {
            operations: vec![vec![1; 65_537]],
            ..push()
        },
        "operation",
    );
    over(
        &Push {
            operations: vec![vec![1; 65_536]; 17],
            ..push()
        },
        "bytes",
    );
    over(
        &Pull {
            streams: vec![],
            limit: 1,
        },
        "streams",
    );
    let from = |stream: &str, from_seq| PullFrom {
        stream: stream.into(),
        from_seq,
    };
    over(
        &Pull {
            streams: vec![from("org", 0)],
            limit: 1,
        },
        "stream",
    );
    over(
        &Pull {
            streams: vec![from("ORG", 1)],
            limit: 1,
        },
        "stream",
    );
    over(
        &Pull {
            streams: vec![from("org", 1)],
            limit: 0,
        },
        "limit",
    );
    over(
        &Changes {
            revoked: vec!["/x".into()],
            ..changes()
        },
        "stream",
    );
    over(
        &ChangesQuery {
            cursor: vec![],
            wait_ms: 60_001,
        },
        "wait",
    );
    over(
        &BlobState {
            complete: false,
            present: vec![2, 1],
        },
        "present",
    );
    let manifest = BlobManifest {
        size: 2 * PART_BYTES,
        ..BlobManifest::of(&[1], "a/b", "org")
    };
    over(&manifest, "size");
    let large = vec![0x41; Problem::BYTES_MAX + 1];
    let error = Problem::from_bytes(&large).unwrap_err();
    assert_eq!(
        (error.code(), error.facts()["why"].as_str()),
        ("wire-unreadable", "cbor-too-large")
    );
}

proptest! {
    #[test]
    fn noise_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = (Hello::from_bytes(&bytes), Push::from_bytes(&bytes), Changes::from_bytes(&bytes));
        let _ = (Pulled::from_bytes(&bytes), Enrolled::from_bytes(&bytes), Pull::from_bytes(&bytes));
        let _ = (BlobManifest::from_bytes(&bytes), Problem::from_bytes(&bytes));
    }
}
