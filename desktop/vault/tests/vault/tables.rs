use std::collections::BTreeSet;

use proptest::prelude::*;
use sync::disclosure::Disclosures;
use sync::event::{Head, Record, StreamHead};
use sync::outbox::State;
use sync::{Hash, OpId};
use tempfile::tempdir;
use vault::{Draft, IndexTask, Row, RowQuery, Snapshot, Vault, VaultError};

use crate::{code, create, open};

fn append(vault: &Vault, stream: &str, operation: OpId) -> Head {
    let before = vault.read(|view| view.head(stream)).unwrap();
    let (bytes, head) =
        Record::seal(&before, stream, operation, 5, &[1, 2], &Disclosures::none()).unwrap();
    vault.write(|tx| tx.append(stream, &bytes)).unwrap();
    head
}

#[test]
fn streams_grow_keep_their_state_and_are_removed() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let both = vault.write(|tx| tx.keep_signed(b"both")).unwrap();
    let one = vault.write(|tx| tx.keep_signed(b"one")).unwrap();
    append(&vault, "case/1", both);
    let head = append(&vault, "case/1", one);
    let other = append(&vault, "case/2", both);
    append(&vault, "org", both);
    let snapshot = Snapshot {
        shape: 3,
        bytes: vec![9],
    };
    vault
        .write(|tx| tx.set_snapshot("case/1", &snapshot))
        .unwrap();
    vault
        .read(|view| {
            assert_eq!(view.head("case/1")?, head);
            assert_eq!(view.head("case/9")?, Head::EMPTY);
            let heads = [
                StreamHead::new("case/1", head),
                StreamHead::new("case/2", other),
            ];
            assert_eq!(view.heads("case/")?, heads);
            assert_eq!(view.heads("")?.len(), 3);
            assert_eq!(view.records("case/1", 1, 9)?.len(), 2);
            assert_eq!(view.records("case/1", 2, 9)?.len(), 1);
            assert_eq!(view.snapshot("case/1")?, Some(snapshot));
            assert_eq!(view.snapshot("case/2")?, None);
            assert!(view.has_events_of(&one)?);
            Ok::<_, VaultError>(())
        })
        .unwrap();
    append(&vault, "case/1", one);
    assert_eq!(
        vault.read(|view| view.snapshot("case/1")).unwrap(),
        None,
        "no longer fits"
    );
    vault.write(|tx| tx.remove_stream("case/1")).unwrap();
    vault
        .read(|view| {
            assert_eq!(view.head("case/1")?, Head::EMPTY);
            assert!(view.records("case/1", 1, 9)?.is_empty());
            assert_eq!(view.signed(&one)?, None);
            assert_eq!(
                view.signed(&both)?.as_deref(),
                Some(&b"both"[..]),
                "case/2 needs it"
            );
            Ok::<_, VaultError>(())
        })
        .unwrap();
    assert_eq!(vault.check().unwrap(), []);
}

#[test]
fn a_transaction_is_whole_or_nothing() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let failed: Result<(), VaultError> = vault.write(|tx| {
        tx.set_setting("a", b"1")?;
        assert_eq!(
            tx.setting("a")?.as_deref(),
            Some(&b"1"[..]),
            "reads what it wrote"
        );
        Err(VaultError::NotEnrolled)
    });
    assert_eq!(code(failed), "vault-not-enrolled");
    assert_eq!(vault.read(|view| view.setting("a")).unwrap(), None);
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        vault.write(|tx| -> Result<(), VaultError> {
            tx.set_setting("a", b"2")?;
            panic!("on purpose")
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(vault.read(|view| view.setting("a")).unwrap(), None);
    vault.write(|tx| tx.set_setting("a", b"3")).unwrap();
    assert!(vault.write(|tx| tx.remove_setting("a")).unwrap());
    assert!(!vault.write(|tx| tx.remove_setting("a")).unwrap());
}

#[test]
fn a_reader_is_not_kept_waiting_by_a_writer() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    vault
        .write(|tx| {
            tx.set_setting("a", b"1")?;
            let seen = std::thread::scope(|scope| {
                scope
                    .spawn(|| vault.read(|view| view.setting("a")))
                    .join()
                    .unwrap()
            })?;
            assert_eq!(seen, None, "not committed yet");
            Ok::<_, VaultError>(())
        })
        .unwrap();
}

#[test]
fn the_outbox_survives_and_keeps_receipts() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let streams = BTreeSet::from(["case/1".to_owned(), "account/p1".to_owned()]);
    let (one, two) = (Hash::of(b"one"), Hash::of(b"two"));
    vault
        .write(|tx| {
            assert_eq!(tx.outbox_add(b"one", &streams, b"events", 10)?, 1);
            assert_eq!(tx.outbox_add(b"two", &BTreeSet::new(), b"", 11)?, 2);
            tx.outbox_move(&one, State::Sending, None)?;
            tx.outbox_redecide(&two, b"again")
        })
        .unwrap();
    assert_eq!(
        code(vault.write(|tx| tx.outbox_add(b"one", &streams, b"", 10))),
        "vault-database"
    );
    let gone = vault.write(|tx| tx.outbox_move(&Hash::ZERO, State::Held, None));
    assert_eq!(code(gone), "vault-not-found");
    assert_eq!(
        code(vault.write(|tx| tx.outbox_close(&one))),
        "vault-not-found",
        "not at an end"
    );
    drop(vault);

    let vault = open(dir.path()).unwrap();
    let rows = vault.read(|view| view.outbox()).unwrap();
    assert_eq!((rows[0].streams.clone(), rows[0].sent), (streams, true));
    assert_eq!(
        (rows[1].provisional.as_slice(), rows[1].sent),
        (&b"again"[..], false)
    );
    let mut machine = vault.read(|view| view.outbox_machine()).unwrap();
    assert_eq!(
        machine.entry(&one).unwrap().state,
        State::Waiting,
        "sends again"
    );
    assert_eq!(machine.next_batch(9, 999, 0), [one, two]);

    vault
        .write(|tx| tx.outbox_move(&one, State::Accepted, Some(b"word")))
        .unwrap();
    vault.write(|tx| tx.outbox_close(&one)).unwrap();
    let receipt = vault.read(|view| view.receipt(&one)).unwrap().unwrap();
    assert_eq!(
        (receipt.bytes.as_slice(), receipt.verdict.as_deref()),
        (&b"one"[..], Some(&b"word"[..]))
    );
    assert_eq!(
        vault.read(|view| view.receipts_since(10)).unwrap(),
        [receipt]
    );
    assert_eq!(vault.read(|view| view.receipts_since(11)).unwrap(), []);
    assert_eq!(vault.read(|view| view.outbox()).unwrap().len(), 1);
    assert_eq!(
        vault
            .write(|tx| tx.outbox_add(b"three", &BTreeSet::new(), b"", 12))
            .unwrap(),
        3
    );
}

#[test]
fn drafts_and_the_index_queue() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let draft = |id: &str, changed| Draft {
        id: id.into(),
        kind: "leave".into(),
        json: b"{}".into(),
        changed,
    };
    vault
        .write(|tx| {
            tx.save_draft(&draft("a", 1))?;
            tx.save_draft(&draft("b", 2))?;
            tx.save_draft(&draft("a", 3))?;
            tx.queue_index("case/1", Some(b"old"))?;
            tx.queue_index("case/2", None)?;
            tx.queue_index("case/1", Some(b"new"))
        })
        .unwrap();
    assert_eq!(
        vault.read(|view| view.drafts()).unwrap(),
        [draft("a", 3), draft("b", 2)]
    );
    assert!(vault.write(|tx| tx.remove_draft("a")).unwrap());
    assert!(!vault.write(|tx| tx.remove_draft("a")).unwrap());
    let tasks = vault.read(|view| view.index_tasks(9)).unwrap();
    let task = |place, document: &str, body: Option<&[u8]>| IndexTask {
        place,
        document: document.into(),
        body: body.map(<[u8]>::to_vec),
    };
    assert_eq!(
        tasks,
        [task(2, "case/2", None), task(3, "case/1", Some(b"new"))]
    );
    vault.write(|tx| tx.index_done(2)).unwrap();
    vault.write(|tx| tx.queue_index("case/3", None)).unwrap();
    let tasks = vault.read(|view| view.index_tasks(9)).unwrap();
    assert_eq!(
        tasks.iter().map(|task| task.place).collect::<Vec<_>>(),
        [3, 4]
    );
}

fn row(list: &str, key: u8, sort: u8, mark: u8) -> Row {
    Row {
        list: list.into(),
        key: format!("k{key}"),
        sort: format!("{sort:03}"),
        mark: format!("m{mark}"),
        body: vec![key, sort],
    }
}

/// The same question asked of a plain list.
fn expected(rows: &[Row], wanted: &RowQuery) -> Vec<Row> {
    let mut found: Vec<Row> = rows
        .iter()
        .filter(|row| row.list == wanted.list)
        .filter(|row| wanted.mark.as_ref().is_none_or(|mark| *mark == row.mark))
        .filter(|row| wanted.from.as_ref().is_none_or(|from| row.sort >= *from))
        .filter(|row| wanted.until.as_ref().is_none_or(|until| row.sort < *until))
        .cloned()
        .collect();
    found.sort_by_key(|row| (row.sort.clone(), row.key.clone()));
    if wanted.descending {
        found.reverse();
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn rows_answer_as_a_plain_list_would(
        puts in prop::collection::vec((0u8..2, 0u8..12, 0u8..20, 0u8..3), 1..60),
        mark in prop::option::of(0u8..3),
        from in prop::option::of(0u8..20),
        until in prop::option::of(0u8..20),
        descending in any::<bool>(),
        skip in 0u32..5,
        limit in 0u32..20,
    ) {
        let dir = tempdir().unwrap();
        let vault = create(dir.path());
        let mut plain: Vec<Row> = Vec::new();
        vault.write(|tx| {
            for (list, key, sort, mark) in puts {
                let new = row(["inbox", "mine"][usize::from(list)], key, sort, mark);
                tx.put_row(&new)?;
                plain.retain(|old| (&old.list, &old.key) != (&new.list, &new.key));
                plain.push(new);
            }
            Ok::<_, VaultError>(())
        }).unwrap();
        let wanted = RowQuery {
            list: "inbox".into(),
            mark: mark.map(|mark| format!("m{mark}")),
            from: from.map(|sort| format!("{sort:03}")),
            until: until.map(|sort| format!("{sort:03}")),
            descending,
            skip,
            limit,
        };
        let all = expected(&plain, &wanted);
        let page: Vec<_> = all.iter().skip(skip as usize).take(limit as usize).cloned().collect();
        prop_assert_eq!(vault.read(|view| view.rows(&wanted)).unwrap(), page);
        prop_assert_eq!(vault.read(|view| view.count_rows(&wanted)).unwrap(), all.len() as u64);
    }
}

#[test]
fn rows_are_counted_moved_and_removed() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    vault
        .write(|tx| {
            tx.put_row(&row("inbox", 1, 1, 0))?;
            tx.put_row(&row("inbox", 2, 2, 1))?;
            tx.put_row(&row("inbox", 1, 9, 1))?;
            tx.put_row(&row("mine", 1, 1, 0))
        })
        .unwrap();
    assert_eq!(
        vault.read(|view| view.count_marks("inbox")).unwrap(),
        [("m1".into(), 2)]
    );
    assert_eq!(
        vault.read(|view| view.row("inbox", "k1")).unwrap(),
        Some(row("inbox", 1, 9, 1))
    );
    assert!(vault.write(|tx| tx.remove_row("inbox", "k1")).unwrap());
    assert!(!vault.write(|tx| tx.remove_row("inbox", "k1")).unwrap());
    vault.write(|tx| tx.clear_rows("inbox")).unwrap();
    assert_eq!(vault.read(|view| view.count_marks("inbox")).unwrap(), []);
    assert_eq!(
        vault.read(|view| view.count_marks("mine")).unwrap().len(),
        1
    );
}
