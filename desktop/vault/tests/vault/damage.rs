use std::collections::BTreeSet;
use std::fs;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;

use sync::Hash;
use sync::disclosure::Disclosures;
use sync::event::{Head, Record};
use sync::outbox::State;
use tempfile::tempdir;
use vault::{BlobPlace, Draft, Vault};

use crate::{code, create, open};

const PAGE: u64 = 4096;

fn filled(place: &Path) -> Vault {
    let vault = create(place);
    vault
        .write(|tx| {
            for number in 0..300 {
                let json = vec![b'x'; 2000];
                tx.save_draft(&Draft {
                    id: format!("{number:04}"),
                    kind: "leave".into(),
                    json,
                    changed: 0,
                })?;
            }
            Ok::<_, vault::VaultError>(())
        })
        .unwrap();
    assert_eq!(vault.check().unwrap(), []);
    vault
}

fn spoil(place: &Path, at: u64) {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .open(place.join("database.antou"))
        .unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[0x5a; 64]).unwrap();
}

#[test]
fn a_database_that_cannot_be_opened_is_put_aside_and_said() {
    let dir = tempdir().unwrap();
    drop(filled(dir.path()));
    spoil(dir.path(), 40);
    let spoilt = fs::read(dir.path().join("database.antou")).unwrap();
    let error = open(dir.path()).map(|_| ()).unwrap_err();
    assert_eq!(
        (error.code(), error.facts()["aside"].as_str()),
        ("vault-damaged", "database.aside-1")
    );
    assert_eq!(
        fs::read(dir.path().join("database.aside-1")).unwrap(),
        spoilt
    );

    let vault = open(dir.path()).unwrap();
    assert!(vault.begun_anew());
    assert_eq!(vault.read(|view| view.drafts()).unwrap(), []);
    drop(vault);
    assert!(!open(dir.path()).unwrap().begun_anew());

    spoil(dir.path(), 40);
    let error = open(dir.path()).map(|_| ()).unwrap_err();
    assert_eq!(error.facts()["aside"], "database.aside-2");
}

#[test]
fn an_emptied_or_foreign_file_is_damage_and_a_missing_one_is_said() {
    for content in [&b""[..], b"SQLite format 3\0", b"hello"] {
        let dir = tempdir().unwrap();
        drop(filled(dir.path()));
        fs::write(dir.path().join("database.antou"), content).unwrap();
        assert_eq!(code(open(dir.path())), "vault-damaged");
        assert!(open(dir.path()).unwrap().begun_anew());
    }
    let dir = tempdir().unwrap();
    drop(filled(dir.path()));
    fs::remove_file(dir.path().join("database.antou")).unwrap();
    assert!(open(dir.path()).unwrap().begun_anew());
}

#[test]
fn a_damaged_page_is_named_and_the_rest_is_usable() {
    let dir = tempdir().unwrap();
    drop(filled(dir.path()));
    let pages = fs::metadata(dir.path().join("database.antou"))
        .unwrap()
        .len()
        / PAGE;
    assert!(pages > 150, "{pages}");
    spoil(dir.path(), 100 * PAGE + 500);
    let vault = open(dir.path()).unwrap();
    let findings = vault.check().unwrap();
    assert!(
        findings.iter().any(|one| one.code == "database-page"),
        "{findings:?}"
    );
    assert!(
        findings.iter().all(|one| one.code.starts_with("database-")),
        "{findings:?}"
    );
    let drafts: Vec<_> = (0..300)
        .map(|number| code(vault.read(|view| view.draft(&format!("{number:04}")))))
        .collect();
    let lost = drafts
        .iter()
        .filter(|code| **code == "vault-damaged")
        .count();
    let read = drafts.iter().filter(|code| **code == "ok").count();
    assert_eq!(lost + read, 300);
    assert!((1..=2).contains(&lost), "one page of 300: {lost}");

    let rebuilt = vault.rebuild().unwrap();
    assert_eq!(rebuilt.aside[0], "database.aside-1");
    assert_eq!(rebuilt.incomplete, ["draft"]);
    let vault = open(dir.path()).unwrap();
    assert!(!vault.begun_anew());
    assert_eq!(vault.check().unwrap(), []);
    let kept = vault.read(|view| view.drafts()).unwrap();
    assert_eq!(kept.len(), 300 - lost);
    assert_eq!(rebuilt.rows, kept.len() as u64);
}

/// A sound database comes through a rebuilding with all that is only here.
#[test]
fn rebuilding_loses_nothing_that_can_be_read() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let device = vault.write(|tx| tx.make_device_key()).unwrap();
    let sha256 = vault
        .keep_blob(&mut &b"proof"[..], "a/b", "case/1", BlobPlace::OnlyHere, 0)
        .unwrap()
        .sha256;
    let id = Hash::of(b"signed");
    vault
        .write(|tx| {
            tx.set_setting("a", b"1")?;
            tx.outbox_add(b"signed", &BTreeSet::from(["org".to_owned()]), b"", 0)?;
            tx.outbox_move(&id, State::Sending, None)
        })
        .unwrap();
    let before = vault.read(|view| view.outbox()).unwrap();
    fs::write(dir.path().join("database.rebuilt"), "left by a crash").unwrap();
    let rebuilt = vault.rebuild().unwrap();
    assert_eq!((rebuilt.rows, rebuilt.incomplete), (5, vec![]));
    let vault = open(dir.path()).unwrap();
    assert_eq!(vault.read(|view| view.outbox()).unwrap(), before);
    let key = vault.read(|view| view.device_key()).unwrap().unwrap();
    assert_eq!(key.device(), device.device());
    assert_eq!(code(vault.blob_content(&sha256, 99)), "ok");
    assert_eq!(vault.sweep_blobs().unwrap(), 0);
    let mut names: Vec<_> = fs::read_dir(dir.path())
        .unwrap()
        .map(|one| one.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            name.starts_with("database.") && !name.ends_with("-wal") && !name.ends_with("-shm")
        })
        .collect();
    names.sort();
    assert_eq!(names, ["database.antou", "database.aside-1"]);
}

#[test]
fn a_stream_that_was_rewritten_is_found() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let mut head = Head::EMPTY;
    let mut append = |stream: &str, body: &[u8]| {
        let (bytes, next) =
            Record::seal(&head, stream, Hash([1; 32]), 0, body, &Disclosures::none()).unwrap();
        head = next;
        vault.write(|tx| tx.append(stream, &bytes))
    };
    append("case/1", &[1]).unwrap();
    append("case/1", &[2]).unwrap();
    assert_eq!(code(append("case/2", &[3])), "event-sequence");
    assert_eq!(vault.check().unwrap(), []);
}
