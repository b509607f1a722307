//! What every store must do, whatever database is behind it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use agency_server::storage::{
    Append, Batch, Committed, FeedItem, Redeemed, Snapshot, Sqlite, Store, StoredBlob,
    StoredCertificate, StoredInvitation, StoredRecord, StoredVerdict,
};
use sync::Hash;
use sync::disclosure::Disclosures;
use sync::event::{Head, Record};
use sync::verdict::Decision;

fn on_each(check: impl Fn(&dyn Store)) {
    let dir = tempfile::tempdir().unwrap();
    check(&Sqlite::open(&dir.path().join("agency.db")).unwrap());
}

fn op(number: u8) -> Hash {
    Hash([number; 32])
}

fn append(stream: &str, base: Head, cause: Hash, count: usize) -> Append {
    let (mut head, mut records) = (base, Vec::new());
    for at in 0..count {
        let (bytes, next) = Record::seal(
            &head,
            stream,
            cause,
            7,
            &[u8::try_from(at).unwrap()],
            &Disclosures::none(),
        )
        .unwrap();
        records.push(StoredRecord {
            hash: next.hash,
            operation: cause,
            bytes,
        });
        head = next;
    }
    Append {
        stream: stream.to_owned(),
        base,
        head,
        records,
    }
}

fn verdict(id: Hash, decision: Decision, at: i64) -> StoredVerdict {
    let (code, actor, device) = (String::new(), "p1".to_owned(), "d1".to_owned());
    StoredVerdict {
        operation: id,
        decision,
        at,
        code,
        actor,
        device,
        skew: 0,
        bytes: vec![1, 2],
    }
}

fn grown(appends: Vec<Append>) -> Batch {
    Batch {
        appends,
        ..Batch::default()
    }
}

#[test]
fn a_stream_grows_only_where_it_ends() {
    on_each(|store| {
        let first = append("case/a", Head::EMPTY, op(1), 3);
        let head = first.head;
        assert_eq!(
            store.commit(&grown(vec![first.clone()])).unwrap(),
            Committed::Done(1)
        );
        assert_eq!(
            store.commit(&grown(vec![first.clone()])).unwrap(),
            Committed::Lost
        );
        let other = append("case/b", Head::EMPTY, op(2), 1);
        let stale = append(
            "case/a",
            Head {
                seq: 2,
                hash: first.records[1].hash,
            },
            op(2),
            1,
        );
        let forked = append(
            "case/a",
            Head {
                seq: 3,
                hash: op(9),
            },
            op(2),
            1,
        );
        for lost in [stale, forked] {
            assert_eq!(
                store.commit(&grown(vec![other.clone(), lost])).unwrap(),
                Committed::Lost
            );
            assert_eq!(store.head("case/b").unwrap(), Head::EMPTY, "all or nothing");
        }
        let next = append("case/a", head, op(3), 1);
        assert!(matches!(
            store.commit(&grown(vec![next.clone(), other])).unwrap(),
            Committed::Done(_)
        ));
        assert_eq!(store.head("case/a").unwrap(), next.head);
        let all = store.records("case/a", 1, 10, usize::MAX).unwrap();
        assert_eq!(all, [first.records, next.records].concat());
        assert_eq!(
            store.records("case/a", 2, 1, usize::MAX).unwrap(),
            all[1..2]
        );
        assert_eq!(
            store.records("case/a", 1, 10, 0).unwrap(),
            all[..1],
            "one at least"
        );
        let names: Vec<_> = store
            .heads("", 10)
            .unwrap()
            .into_iter()
            .map(|head| head.stream)
            .collect();
        assert_eq!(names, ["case/a", "case/b"]);
        assert_eq!(store.heads("case/a", 10).unwrap().len(), 1);
        let feed: Vec<_> = store
            .feed(1, 10)
            .unwrap()
            .into_iter()
            .map(|entry| entry.what)
            .collect();
        let stream = |name: &str| FeedItem::Stream(name.to_owned());
        assert_eq!(feed, [stream("case/a"), stream("case/b")]);
    });
}

#[test]
fn a_verdict_is_final_unless_it_was_held() {
    on_each(|store| {
        let decide = |decision, at| {
            let verdicts = vec![verdict(op(1), decision, at)];
            store
                .commit(&Batch {
                    verdicts,
                    ..Batch::default()
                })
                .unwrap()
        };
        assert_eq!(store.verdict(&op(1)).unwrap(), None);
        assert_eq!(decide(Decision::Held, 1), Committed::Done(0));
        assert_eq!(
            decide(Decision::Held, 2),
            Committed::Done(0),
            "held again is no news"
        );
        assert_eq!(decide(Decision::Accepted, 3), Committed::Done(1));
        assert_eq!(store.feed(0, 9).unwrap()[0].what, FeedItem::Decided(op(1)));
        assert_eq!(decide(Decision::Refused, 4), Committed::Lost);
        assert_eq!(
            store.verdict(&op(1)).unwrap().unwrap(),
            verdict(op(1), Decision::Accepted, 3)
        );
        assert_eq!(store.verdicts(&Hash::ZERO, 9).unwrap().len(), 1);
    });
}

#[test]
fn what_waits_for_a_blob_is_told_when_it_comes() {
    on_each(|store| {
        let held = Batch {
            verdicts: vec![verdict(op(1), Decision::Held, 1)],
            operations: vec![(op(1), vec![5])],
            missing: vec![(op(7), op(1)), (op(8), op(1))],
            readers: vec![(op(7), "case/a".to_owned())],
            ..Batch::default()
        };
        store.commit(&held).unwrap();
        let blob = StoredBlob {
            sha256: op(7),
            size: 3,
            manifest: vec![1],
            sender: "p1".to_owned(),
            at: 2,
        };
        assert_eq!(store.blob(&op(7)).unwrap(), None);
        assert_eq!(store.put_blob(&blob).unwrap(), [op(1)]);
        assert_eq!(
            store
                .put_blob(&StoredBlob {
                    sender: "p2".to_owned(),
                    ..blob.clone()
                })
                .unwrap(),
            [op(1)]
        );
        assert_eq!(
            store.blob(&op(7)).unwrap(),
            Some(blob.clone()),
            "the first sender stays"
        );
        assert_eq!(store.blobs(&Hash::ZERO, 9).unwrap(), [blob]);
        assert_eq!(store.blob_readers(&op(7)).unwrap(), ["case/a"]);
        assert_eq!(store.operation(&op(1)).unwrap(), Some(vec![5]));
    });
}

#[test]
fn timers_snapshots_and_what_was_shown() {
    on_each(|store| {
        let wakes = |wakes: Vec<(String, Option<i64>)>| {
            let verdicts = vec![verdict(
                Hash::of(format!("{wakes:?}").as_bytes()),
                Decision::Refused,
                1,
            )];
            store
                .commit(&Batch {
                    wakes,
                    verdicts,
                    ..Batch::default()
                })
                .unwrap();
        };
        let (a, b) = ("case/a".to_owned(), "case/b".to_owned());
        wakes(vec![(a.clone(), Some(5)), (b.clone(), Some(3))]);
        assert_eq!(
            (store.due(4, 9).unwrap(), store.next_due().unwrap()),
            (vec![b.clone()], Some(3))
        );
        store.put_off(&b, 9).unwrap();
        assert_eq!(store.due(9, 9).unwrap(), [a.clone(), b.clone()]);
        wakes(vec![(a.clone(), None), (b, None)]);
        assert_eq!(store.next_due().unwrap(), None);

        let kept = Snapshot {
            stream: a.clone(),
            shape: 1,
            head: Head {
                seq: 4,
                hash: op(4),
            },
            state: vec![1],
        };
        store
            .save_snapshots(&[
                Snapshot {
                    state: vec![0],
                    ..kept.clone()
                },
                kept.clone(),
            ])
            .unwrap();
        assert_eq!(store.snapshot(&a).unwrap(), Some(kept));

        store.show("d1", &["x".to_owned(), "y".to_owned()]).unwrap();
        store.show("d1", &["y".to_owned()]).unwrap();
        assert!(store.was_shown("d1", "y").unwrap() && !store.was_shown("d2", "y").unwrap());
        store.unshow("d1").unwrap();
        assert!(!store.was_shown("d1", "y").unwrap());
    });
}

#[test]
fn codes_and_certificates() {
    on_each(|store| {
        let made = StoredInvitation {
            ticket: "T".to_owned(),
            secret: op(1),
            person: "p1".to_owned(),
            expires: 100,
            tries: 2,
        };
        store.invite(&made).unwrap();
        assert_eq!(
            store.redeem("X", &op(1), "d1", 1).unwrap(),
            Redeemed::Unknown
        );
        assert_eq!(
            store.redeem("T", &op(1), "d1", 100).unwrap(),
            Redeemed::Expired
        );
        assert_eq!(
            store.redeem("T", &op(2), "d1", 1).unwrap(),
            Redeemed::Wrong(1)
        );
        assert_eq!(
            store.redeem("T", &op(1), "d1", 1).unwrap(),
            Redeemed::For("p1".to_owned())
        );
        assert_eq!(
            store.redeem("T", &op(1), "d1", 2).unwrap(),
            Redeemed::Again("p1".to_owned())
        );
        assert_eq!(store.redeem("T", &op(1), "d2", 2).unwrap(), Redeemed::Used);
        assert_eq!(
            store.redeem("T", &op(2), "d1", 2).unwrap(),
            Redeemed::Wrong(0)
        );
        assert_eq!(
            store.redeem("T", &op(1), "d1", 2).unwrap(),
            Redeemed::Unknown
        );

        let issued = StoredCertificate {
            serial: "4a".to_owned(),
            person: "p1".to_owned(),
            device: "d1".to_owned(),
            computer: "桌機".to_owned(),
            at: 1,
            until: 9,
            der: vec![3],
            revoked: None,
        };
        store.put_certificate(&issued).unwrap();
        assert_eq!(
            store.certificates_of("d1").unwrap(),
            std::slice::from_ref(&issued)
        );
        assert_eq!(
            (
                store.revoke("d1", 5).unwrap(),
                store.revoke("d1", 6).unwrap()
            ),
            (1, 0)
        );
        let revoked = StoredCertificate {
            revoked: Some(5),
            ..issued
        };
        assert_eq!(store.certificate("4a").unwrap(), Some(revoked));
        assert_eq!(
            (store.certificate("4b").unwrap(), store.epoch().unwrap()),
            (None, 1)
        );
    });
}

#[test]
fn parts_lie_apart_for_each_person_and_are_swept_when_abandoned() {
    use agency_server::blobs::{Blobs, Finished};
    use std::time::{Duration, SystemTime};
    use sync::wire::{BlobManifest, PART_BYTES};

    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::new(&agency_server::folder::Folder::at(folder.path()));
    let part = usize::try_from(PART_BYTES).unwrap();
    let content: Vec<u8> = (0..2 * part + 9).map(|at| (at % 251) as u8).collect();
    let manifest = BlobManifest::of(&content, "a/b", "packs");
    let sha256 = manifest.sha256;
    assert_eq!(blobs.finish("p1", &manifest), Ok(Finished::Part(0)));
    // In any order, the last one first, one of them twice.
    for number in [2u32, 0, 1, 1] {
        let at = number as usize * part;
        let piece = &content[at..(at + part).min(content.len())];
        blobs.put_part("p1", &sha256, number, piece).unwrap();
    }
    blobs.put_part("p2", &sha256, 0, b"other").unwrap();
    assert_eq!(blobs.present("p1", &sha256), Ok(vec![0, 1, 2]));
    assert_eq!(blobs.present("p2", &sha256), Ok(vec![0]));
    assert_eq!(blobs.unfinished_bytes("p1"), Ok(4 * PART_BYTES));
    assert_eq!(blobs.finish("p1", &manifest), Ok(Finished::Whole));
    assert_eq!(blobs.prove(&sha256), Ok(()));
    assert_eq!(blobs.unfinished_bytes("p1"), Ok(0));
    // What another had begun of it goes when it is asked for, or after two weeks.
    let now = SystemTime::now();
    assert_eq!(blobs.sweep(now), Ok(0));
    assert_eq!(blobs.sweep(now + Duration::from_secs(15 * 86_400)), Ok(1));
    assert_eq!(blobs.present("p2", &sha256), Ok(vec![]));
    // A damaged part on the disk is found, named and asked for again.
    let other = BlobManifest::of(&content[..part + 1], "a/b", "packs");
    for (number, piece) in content[..part + 1].chunks(part).enumerate() {
        let number = u32::try_from(number).unwrap();
        blobs.put_part("p1", &other.sha256, number, piece).unwrap();
    }
    let mut found = None;
    for person in std::fs::read_dir(folder.path().join("parts")).unwrap() {
        let path = person
            .unwrap()
            .path()
            .join(other.sha256.to_hex())
            .join("content");
        if path.exists() {
            found = Some(path);
        }
    }
    let path = found.unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[part] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    assert_eq!(blobs.finish("p1", &other), Ok(Finished::Part(1)));
    assert_eq!(blobs.present("p1", &other.sha256), Ok(vec![0]));
    assert!(!blobs.has(&other.sha256), "nothing half is visible");
}
