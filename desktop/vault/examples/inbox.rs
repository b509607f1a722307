//! Prints how long the vault takes for what a screen waits for:
//! `cargo run --release -p vault --example inbox`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;
use std::time::Instant;

use vault::{Cost, Draft, Passphrase, Row, RowQuery, Unlock, Vault, VaultError};

const CASES: u32 = 10_000;
const SHOWN: u32 = 1_000;

fn fill(vault: &Vault) -> Result<(), VaultError> {
    vault.write(|tx| {
        for number in 0..CASES {
            tx.put_row(&Row {
                list: "inbox".into(),
                key: format!("{number:032x}"),
                sort: format!("{:08}", number.wrapping_mul(2_654_435_761) % 100_000_000),
                mark: if number % 10 == 0 {
                    "open".into()
                } else {
                    "done".into()
                },
                body: vec![b'x'; 400],
            })?;
        }
        Ok(())
    })
}

fn timed<T>(what: &str, work: impl FnOnce() -> Result<T, VaultError>) -> Result<T, VaultError> {
    let from = Instant::now();
    let done = work()?;
    println!(
        "{what:<44} {:>8.2} ms",
        from.elapsed().as_secs_f64() * 1000.0
    );
    Ok(done)
}

fn measure(place: &Path) -> Result<(), VaultError> {
    let by = Unlock::Passphrase(Passphrase::new("only for measuring".into()));
    let cost = Cost {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };
    fill(&Vault::create(place, &by, cost)?)?;
    let vault = timed("open (cheap passphrase)", || Vault::open(place, &by, 0))?;
    let mark = |mark: Option<&str>| RowQuery {
        list: "inbox".into(),
        mark: mark.map(str::to_owned),
        limit: SHOWN,
        descending: true,
        ..RowQuery::default()
    };
    for state in ["cold", "warm"] {
        let rows = timed(&format!("1,000 open of 10,000, {state}"), || {
            vault.read(|view| view.rows(&mark(Some("open"))))
        })?;
        assert_eq!(rows.len(), SHOWN as usize);
    }
    timed("the first 1,000 of all", || {
        vault.read(|view| view.rows(&mark(None)))
    })?;
    timed("count by mark", || {
        vault.read(|view| view.count_marks("inbox"))
    })?;
    let draft = Draft {
        id: "d".into(),
        kind: "leave".into(),
        json: vec![b'x'; 2000],
        changed: 0,
    };
    timed("100 keystrokes, each durable", || {
        (0..100).try_for_each(|_| vault.write(|tx| tx.save_draft(&draft)))
    })
}

fn main() {
    let dir = tempfile::tempdir().unwrap();
    measure(dir.path()).unwrap();
}
