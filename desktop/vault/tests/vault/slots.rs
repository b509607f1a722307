use std::fs;

use keyring_core::mock;
use tempfile::tempdir;
use vault::{ATTEMPTS_MAX, Cost, LOCK_MS, RecoveryCode, SlotKind, Unlock, Vault, VaultError};

use crate::{CHEAP, PASSPHRASE, by, code, create, open};

#[test]
fn a_vault_is_made_once_and_held_by_one() {
    let dir = tempdir().unwrap();
    assert!(!Vault::exists(dir.path()));
    assert_eq!(code(open(dir.path())), "vault-missing");
    assert_eq!(
        code(Vault::create(dir.path(), &by("short"), CHEAP)),
        "vault-passphrase-short"
    );
    assert!(!Vault::exists(dir.path()));
    let vault = create(dir.path());
    assert_eq!(code(open(dir.path())), "vault-in-use");
    drop(vault);
    assert_eq!(
        code(Vault::create(dir.path(), &by(PASSPHRASE), CHEAP)),
        "vault-exists"
    );
    assert_eq!(code(open(dir.path())), "ok");
}

/// (now, passphrase, code, left, again-at)
type Try<'a> = (i64, &'a str, &'a str, Option<&'a str>, Option<i64>);

fn check(tries: &[Try<'_>]) {
    let dir = tempdir().unwrap();
    drop(create(dir.path()));
    for (now, passphrase, expected, left, again_at) in tries {
        // Every try is a new process as far as the vault can tell.
        let result = Vault::open(dir.path(), &by(passphrase), *now);
        let facts = result
            .as_ref()
            .err()
            .map(VaultError::facts)
            .unwrap_or_default();
        assert_eq!(code(result), *expected, "at {now}");
        assert_eq!(facts.get("left").map(String::as_str), *left, "at {now}");
        assert_eq!(
            facts.get("again-at").cloned(),
            again_at.map(|at| at.to_string()),
            "at {now}"
        );
    }
}

#[test]
fn five_wrong_tries_shut_it_for_fifteen_minutes() {
    let wrong = "vault-wrong-passphrase";
    check(&[
        (0, "wrong", wrong, Some("4"), None),
        (1, "wrong", wrong, Some("3"), None),
        (2, PASSPHRASE, "ok", None, None),
        (3, "wrong", wrong, Some("4"), None),
        (4, "wrong", wrong, Some("3"), None),
        (5, "wrong", wrong, Some("2"), None),
        (6, "wrong", wrong, Some("1"), None),
        (7, "wrong", wrong, Some("0"), Some(7 + LOCK_MS)),
        (8, PASSPHRASE, "vault-locked", None, Some(7 + LOCK_MS)),
        (
            6 + LOCK_MS,
            PASSPHRASE,
            "vault-locked",
            None,
            Some(7 + LOCK_MS),
        ),
        (7 + LOCK_MS, "wrong", wrong, Some("4"), None),
        (8 + LOCK_MS, PASSPHRASE, "ok", None, None),
    ]);
}

#[test]
fn a_clock_set_back_does_not_shut_it_for_longer_than_was_said() {
    let late = 1_000_000_000;
    let mut tries = vec![(late, "wrong", "vault-wrong-passphrase"); ATTEMPTS_MAX as usize];
    tries.push((0, PASSPHRASE, "vault-locked"));
    let dir = tempdir().unwrap();
    drop(create(dir.path()));
    for (now, passphrase, expected) in tries {
        let result = Vault::open(dir.path(), &by(passphrase), now);
        if expected == "vault-locked" {
            let again = result.as_ref().map(|_| ()).unwrap_err().facts()["again-at"].clone();
            assert_eq!(again, LOCK_MS.to_string());
        }
        assert_eq!(code(result), expected);
    }
}

#[test]
fn spoiling_the_count_gives_no_more_tries() {
    let dir = tempdir().unwrap();
    drop(create(dir.path()));
    fs::write(dir.path().join("attempts.json"), "{").unwrap();
    let error = Vault::open(dir.path(), &by("wrong"), 0)
        .map(|_| ())
        .unwrap_err();
    assert_eq!(error.facts()["left"], "1");
}

#[test]
fn slots_that_were_tampered_with() {
    let dir = tempdir().unwrap();
    drop(create(dir.path()));
    let path = dir.path().join("slots.json");
    let text = fs::read_to_string(&path).unwrap();
    let changed = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        fs::write(&path, text.replace(from, to)).unwrap();
        code(open(dir.path()))
    };
    assert_eq!(changed("\"version\": 1", "\"version\": 2"), "vault-newer");
    assert_eq!(
        changed("\"kind\": \"passphrase\"", "\"kind\": \"recovery\""),
        "vault-no-slot"
    );
    assert_eq!(
        changed("\"memory_kib\": 8", "\"memory_kib\": 4000000000"),
        "vault-slots-damaged"
    );
    assert_eq!(
        changed("\"passes\": 1", "\"passes\": 0"),
        "vault-slots-damaged"
    );
    assert_eq!(
        changed("\"passes\": 1", "\"passes\": 2"),
        "vault-wrong-passphrase"
    );
    assert_eq!(
        changed("\"wrapped\": \"", "\"wrapped\": \"zz"),
        "vault-slots-damaged"
    );
    assert_eq!(changed("{", "["), "vault-slots-damaged");
    fs::write(&path, vec![b' '; 70_000]).unwrap();
    assert_eq!(code(open(dir.path())), "vault-slots-damaged");
}

#[test]
fn the_recovery_code_opens_it_and_a_new_passphrase_replaces_the_old() {
    let dir = tempdir().unwrap();
    let vault = create(dir.path());
    let recovery = vault.add_recovery().unwrap();
    drop(vault);
    let text = recovery.to_text();
    assert_eq!(text.len(), 39);
    let typed = RecoveryCode::parse(&text.to_lowercase().replace('-', " ")).unwrap();
    assert_eq!(code(RecoveryCode::parse(&text[1..])), "vault-recovery-code");
    assert_eq!(
        code(RecoveryCode::parse(&text.replace('-', "u"))),
        "vault-recovery-code"
    );

    let vault = Vault::open(dir.path(), &Unlock::Recovery(typed), 0).unwrap();
    vault
        .add_passphrase(&vault::Passphrase::new("一個新的通關密語".into()), CHEAP)
        .unwrap();
    drop(vault);
    assert_eq!(code(open(dir.path())), "vault-wrong-passphrase");
    assert_eq!(
        code(Vault::open(dir.path(), &by("一個新的通關密語"), 0)),
        "ok"
    );
    let other = RecoveryCode::parse(&"0".repeat(32)).unwrap();
    let refused = Vault::open(dir.path(), &Unlock::Recovery(other), 0);
    assert_eq!(code(refused), "vault-wrong-passphrase");
}

#[test]
fn the_systems_key_store() {
    let dir = tempdir().unwrap();
    // Process-wide: everything about it in this one test.
    assert_eq!(
        code(Vault::create(dir.path(), &Unlock::System, CHEAP)),
        "vault-no-key-store"
    );
    keyring_core::set_default_store(mock::Store::new().unwrap());

    let vault = create(dir.path());
    assert_eq!(
        code(vault.remove_way(SlotKind::Passphrase)),
        "vault-last-slot"
    );
    assert_eq!(code(vault.remove_way(SlotKind::System)), "vault-no-slot");
    vault.add_system().unwrap();
    drop(vault);
    assert_eq!(
        Vault::ways(dir.path()).unwrap(),
        [SlotKind::Passphrase, SlotKind::System]
    );

    let vault = Vault::open(dir.path(), &Unlock::System, 0).unwrap();
    vault.remove_way(SlotKind::Passphrase).unwrap();
    drop(vault);
    assert_eq!(code(open(dir.path())), "vault-no-slot");
    assert_eq!(code(Vault::open(dir.path(), &Unlock::System, 0)), "ok");

    keyring_core::set_default_store(mock::Store::new().unwrap());
    let refused = Vault::open(dir.path(), &Unlock::System, 0);
    assert_eq!(
        code(refused),
        "vault-no-key-store",
        "another user's key store"
    );
}

#[test]
fn the_costs_that_are_shipped() {
    assert_eq!(
        Cost::default(),
        Cost {
            memory_kib: 65_536,
            passes: 3,
            lanes: 1
        }
    );
    let dir = tempdir().unwrap();
    drop(Vault::create(dir.path(), &by(PASSPHRASE), Cost::default()).unwrap());
    assert_eq!(code(open(dir.path())), "ok");
}
