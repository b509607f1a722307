use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use sync::Hash;
use tempfile::tempdir;
use vault::{BlobPlace, Vault};

use crate::{code, create, open};

const CHUNK: usize = 64 * 1024;

fn keep(vault: &Vault, content: &[u8], owner: &str) -> Hash {
    let mut source = content;
    vault
        .keep_blob(&mut source, "text/plain", owner, BlobPlace::OnlyHere, 5)
        .unwrap()
        .sha256
}

fn files(place: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for shelf in fs::read_dir(place.join("blobs")).unwrap() {
        found.extend(
            fs::read_dir(shelf.unwrap().path())
                .unwrap()
                .map(|one| one.unwrap().path()),
        );
    }
    found
}

#[test]
fn content_comes_back_at_every_border() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    for size in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5] {
        let content: Vec<u8> = (0..size).map(|place| (place % 251) as u8).collect();
        let sha256 = keep(&vault, &content, "case/1");
        assert_eq!(sha256, Hash::of(&content));
        assert_eq!(
            *vault.blob_content(&sha256, u64::MAX).unwrap(),
            content,
            "{size}"
        );
    }
    assert_eq!(code(vault.blob_content(&Hash([0; 32]), 9)), "blob-missing");
    assert_eq!(
        code(vault.blob_content(&Hash::of(&[0]), 0)),
        "blob-too-large"
    );
}

#[test]
fn the_disk_tells_nothing() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let secret = "王小明的請假事由".repeat(50);
    keep(&vault, secret.as_bytes(), "case/1");
    vault
        .write(|tx| tx.set_setting("reason", secret.as_bytes()))
        .unwrap();
    let sha256 = Hash::of(secret.as_bytes()).to_hex();
    let mut looked = 0;
    for path in files(dir.path()).into_iter().chain(
        fs::read_dir(dir.path())
            .unwrap()
            .map(|one| one.unwrap().path()),
    ) {
        if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            let needle = "請假事由".as_bytes();
            assert!(
                !bytes.windows(needle.len()).any(|window| window == needle),
                "{path:?}"
            );
            assert!(!bytes.starts_with(b"SQLite format"), "{path:?}");
            assert!(!path.to_string_lossy().contains(&sha256[..8]));
            looked += 1;
        }
    }
    assert!(looked >= 4, "blob, database, log, slots: {looked}");
}

#[test]
fn the_same_content_is_one_file_and_mends_itself() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let sha256 = keep(&vault, b"same", "case/1");
    let before = files(dir.path());
    fs::write(&before[0], b"rubbish").unwrap();
    assert_eq!(code(vault.blob_content(&sha256, 99)), "blob-damaged");
    keep(&vault, b"same", "case/2");
    assert_eq!(files(dir.path()), before);
    assert_eq!(code(vault.blob_content(&sha256, 99)), "ok");
}

#[test]
fn owners_keep_a_blob_alive() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let sha256 = keep(&vault, b"proof", "draft/1");
    vault.write(|tx| tx.own_blob(&sha256, "case/1")).unwrap();
    vault.write(|tx| tx.remove_draft("1")).unwrap();
    assert_eq!(vault.sweep_blobs().unwrap(), 0);
    let waiting = vault
        .read(|view| view.blob_notes(Some(BlobPlace::OnlyHere)))
        .unwrap();
    assert_eq!(waiting.len(), 1);
    vault.write(|tx| tx.blob_arrived(&sha256)).unwrap();
    keep(&vault, b"proof", "case/1");
    let note = vault.read(|view| view.blob(&sha256)).unwrap().unwrap();
    assert_eq!(note.place, BlobPlace::AtAgency, "the agency still has it");
    vault.write(|tx| tx.disown_blob(&sha256, "case/1")).unwrap();
    assert_eq!(vault.sweep_blobs().unwrap(), 1);
    assert_eq!(
        (
            files(dir.path()).len(),
            code(vault.blob_content(&sha256, 99))
        ),
        (0, "blob-missing")
    );
    assert_eq!(
        code(vault.write(|tx| tx.own_blob(&sha256, "case/1"))),
        "vault-database"
    );
}

/// A real device without space: every write to it answers ENOSPC.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_behind() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let unfinished = dir.path().join("blobs/unfinished");
    std::os::unix::fs::symlink("/dev/full", unfinished.join("0")).unwrap();
    let mut content: &[u8] = &[7; 3 * CHUNK];
    let kept = vault.keep_blob(&mut content, "a/b", "case/1", BlobPlace::OnlyHere, 0);
    assert_eq!(code(kept), "disk-full");
    assert_eq!(files(dir.path()), Vec::<PathBuf>::new());
    assert_eq!(vault.read(|view| view.blob_notes(None)).unwrap(), []);
    // Space again: the next one is kept.
    keep(&vault, b"later", "case/1");
    assert_eq!(vault.check().unwrap(), []);

    // The same for the small files: the old content stays.
    let slots = fs::read(dir.path().join("slots.json")).unwrap();
    std::os::unix::fs::symlink("/dev/full", dir.path().join("slots.json.new")).unwrap();
    assert_eq!(code(vault.add_recovery().map(|_| ())), "disk-full");
    assert_eq!(fs::read(dir.path().join("slots.json")).unwrap(), slots);
    drop(vault);
    assert_eq!(code(open(dir.path())), "ok");
}

#[test]
fn what_a_crash_left_behind_is_removed_at_opening() {
    let dir = tempdir().unwrap();
    drop(create(dir.path()));
    fs::write(dir.path().join("blobs/unfinished/17"), b"half").unwrap();
    let vault = open(dir.path()).unwrap();
    assert_eq!(files(dir.path()), Vec::<PathBuf>::new());
    drop(vault);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Cut, lengthened, or with any byte changed: it is found.
    #[test]
    fn any_damage_is_found(size in 0usize..200_000, place in any::<prop::sample::Index>(), how in 0..4) {
        let dir = tempdir().unwrap();
        let vault = create(dir.path());
        let content = vec![3; size];
        let sha256 = keep(&vault, &content, "case/1");
        let path = files(dir.path()).remove(0);
        let mut bytes = fs::read(&path).unwrap();
        let place = place.index(bytes.len());
        match how {
            0 => bytes[place] ^= 1,
            1 => bytes.truncate(place),
            2 => bytes.extend([0; 17]),
            // whole chunks removed from the end
            _ => bytes.truncate(41 + (bytes.len() - 41 - 1) / (CHUNK + 16) * (CHUNK + 16)),
        }
        fs::write(&path, &bytes).unwrap();
        prop_assert_eq!(code(vault.blob_content(&sha256, u64::MAX)), "blob-damaged");
        let findings = vault.check().unwrap();
        prop_assert_eq!(findings.len(), 1);
        prop_assert_eq!((findings[0].code, &findings[0].what), ("blob-damaged", &sha256.to_hex()));
    }
}
