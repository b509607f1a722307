//! The public face of `vault`, from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod blobs;
mod card;
mod damage;
mod device;
mod kill;
mod slots;
mod soft_card;
mod tables;

use std::path::Path;

use vault::{Cost, Passphrase, Unlock, Vault, VaultError};

pub(crate) const PASSPHRASE: &str = "桌上的綠茶涼了沒";

/// So that a test does not wait for what a guesser is to wait for.
pub(crate) const CHEAP: Cost = Cost {
    memory_kib: 8,
    passes: 1,
    lanes: 1,
};

pub(crate) fn by(text: &str) -> Unlock {
    Unlock::Passphrase(Passphrase::new(text.to_owned()))
}

pub(crate) fn create(place: &Path) -> Vault {
    Vault::create(place, &by(PASSPHRASE), CHEAP).unwrap()
}

pub(crate) fn open(place: &Path) -> Result<Vault, VaultError> {
    Vault::open(place, &by(PASSPHRASE), 0)
}

pub(crate) fn code<T>(result: Result<T, VaultError>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "ok")
}

/// Every code that the vault can answer is written down.
#[test]
fn every_code_is_in_the_format_page() {
    let page = include_str!("../../../../docs/formats/vault.md");
    let source = concat!(
        include_str!("../../src/card.rs"),
        include_str!("../../src/error.rs"),
        include_str!("../../src/check.rs")
    );
    let prefixes = ["vault-", "card-", "disk-", "blob-", "database-", "stream-"];
    let codes: Vec<_> = source
        .split('"')
        .filter(|text| prefixes.iter().any(|prefix| text.starts_with(prefix)))
        .collect();
    assert!(codes.len() > 25, "{codes:?}");
    for code in codes {
        assert!(
            page.contains(&format!("`{code}`")),
            "{code} is not in docs/formats/vault.md"
        );
    }
}
