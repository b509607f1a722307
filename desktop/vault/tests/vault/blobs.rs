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

fn content(size: usize) -> Vec<u8> {
    (0..size).map(|place| (place % 251) as u8).collect()
}

#[test]
fn any_range_is_read_alone() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    for size in [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5] {
        let whole = content(size);
        let sha256 = keep(&vault, &whole, "case/1");
        let mut reader = vault.blob_reader(&sha256).unwrap();
        assert_eq!(reader.size(), size as u64);
        for place in [0, 1, CHUNK - 1, CHUNK, 2 * CHUNK + 7, size] {
            for length in [0, 1, 100, CHUNK + 3] {
                let mut buffer = vec![0; length];
                let count = reader.read_at(place as u64, &mut buffer).unwrap();
                let end = (place + length).min(size);
                let expected = whole.get(place..end).unwrap_or_default();
                assert_eq!(&buffer[..count], expected, "{size} {place} {length}");
            }
        }
    }
    // A chunk that is damaged fails the ranges that need it and no others.
    let sha256 = keep(&vault, &[9; 3 * CHUNK], "case/1");
    let path = vault
        .read(|view| view.blob(&sha256))
        .unwrap()
        .map(|note| {
            dir.path()
                .join("blobs")
                .join(&note.id.name[..2])
                .join(&note.id.name[2..])
        })
        .unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[41 + CHUNK + 16 + 5] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let mut reader = vault.blob_reader(&sha256).unwrap();
    let mut buffer = [0; 10];
    for (place, expected) in [
        (0, "ok"),
        (CHUNK, "blob-damaged"),
        (2 * CHUNK, "ok"),
        (2 * CHUNK - 1, "blob-damaged"),
    ] {
        assert_eq!(
            code(reader.read_at(place as u64, &mut buffer)),
            expected,
            "{place}"
        );
    }
    // Two chunks that change places are found, and so is a file that was cut.
    let (one, two) = (41, 41 + CHUNK + 16);
    let swapped = [
        &bytes[..41],
        &bytes[two..two + CHUNK + 16],
        &bytes[one..two],
        &bytes[two + CHUNK + 16..],
    ]
    .concat();
    fs::write(&path, swapped).unwrap();
    let mut reader = vault.blob_reader(&sha256).unwrap();
    assert_eq!(code(reader.read_at(0, &mut buffer)), "blob-damaged");
    fs::write(&path, &bytes[..bytes.len() - CHUNK - 16]).unwrap();
    assert_eq!(code(vault.blob_reader(&sha256).map(drop)), "blob-damaged");
}

#[test]
fn a_taking_in_that_is_stopped_leaves_nothing() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let whole = content(5 * 1024 * 1024 + 3);
    let mut heard = Vec::new();
    let stopped = vault
        .blobs()
        .take(&mut whole.as_slice(), &mut |bytes| {
            heard.push(bytes);
            bytes < 3 * 1024 * 1024
        })
        .map(drop);
    assert_eq!(code(stopped), "blob-stopped");
    assert_eq!(heard, [1, 2, 3].map(|mib| mib * 1024 * 1024));
    assert_eq!(files(dir.path()), Vec::<PathBuf>::new());
    let mut intake = vault.blobs().begin().unwrap();
    for piece in whole.chunks(100_001) {
        intake.add(piece).unwrap();
    }
    let id = vault.blobs().keep(intake).unwrap();
    assert_eq!(id.sha256, Hash::of(&whole));
    assert_eq!(
        vault
            .blobs()
            .take(&mut whole.as_slice(), &mut |_| true)
            .unwrap(),
        id
    );
    assert_eq!(files(dir.path()).len(), 1, "held twice, stored once");
    drop(vault.blobs().begin().unwrap());
    assert_eq!(files(dir.path()).len(), 1);
}

#[test]
fn an_arrival_goes_on_where_it_was_cut() {
    use sync::wire::{BlobManifest, PART_BYTES};
    let part = PART_BYTES as usize;
    for size in [0, 1, part, part + 1, 3 * part + 70_000] {
        let whole = content(size);
        let manifest = BlobManifest::of(&whole, "a/b", "packs");
        for cut in [
            0,
            1,
            41,
            42,
            41 + CHUNK + 16,
            500_000,
            1_050_000,
            2_000_000,
            3_300_000,
        ] {
            let dir = tempdir().unwrap();
            let vault = create(dir.path());
            let mut arrival = vault.blobs().arrival(&manifest).unwrap();
            for piece in whole.chunks(part) {
                arrival.add(piece).unwrap();
            }
            drop(arrival);
            // The power went: only so many bytes had reached the disk.
            let path = files(dir.path()).remove(0);
            let bytes = fs::read(&path).unwrap();
            let cut = cut.min(bytes.len());
            fs::write(&path, &bytes[..cut]).unwrap();
            drop(vault);
            let vault = open(dir.path()).unwrap();
            let mut arrival = vault.blobs().arrival(&manifest).unwrap();
            assert!(arrival.done() + (part + 2 * CHUNK) as u64 > cut as u64);
            if let Some(wrong) = whole.chunks(part).nth(arrival.next()) {
                let mut wrong = wrong.to_vec();
                wrong[0] ^= 1;
                assert_eq!(code(arrival.add(&wrong)), "blob-damaged");
            }
            while let Some(piece) = whole.chunks(part).nth(arrival.next()) {
                arrival.add(piece).unwrap();
            }
            let id = vault.blobs().arrived(arrival).unwrap();
            assert_eq!(
                *vault.blobs().get(&id, u64::MAX).unwrap(),
                whole,
                "{size} {cut}"
            );
            assert_eq!(files(dir.path()).len(), 1);
        }
    }
}

#[test]
fn an_arrival_that_is_another_blob_does_not_stay() {
    use sync::wire::BlobManifest;
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let mut manifest = BlobManifest::of(b"other", "a/b", "packs");
    manifest.sha256 = Hash::of(b"asked for");
    let mut arrival = vault.blobs().arrival(&manifest).unwrap();
    arrival.add(b"other").unwrap();
    assert_eq!(code(vault.blobs().arrived(arrival)), "blob-damaged");
    assert_eq!(files(dir.path()), Vec::<PathBuf>::new());
    drop(vault.blobs().arrival(&manifest).unwrap());
    vault.blobs().sweep_arrivals(&[manifest.sha256]).unwrap();
    assert_eq!(files(dir.path()).len(), 1);
    vault.blobs().sweep_arrivals(&[]).unwrap();
    assert_eq!(files(dir.path()).len(), 0);
}
