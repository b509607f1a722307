//! Makes a card that SoftHSM2 stands in for, as the browser suite puts one into a reader:
//! `soft_card FOLDER`. The folder then holds `softhsm2.conf` (to be named by `SOFTHSM2_CONF`), the
//! certificate of the card, `card.der`, that of its authority, `authority.der`, and what this one
//! revoked, `authority.crl`. Prints the path of the module and the PIN.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

#[path = "../tests/vault/soft_card.rs"]
mod soft_card;

use std::env;
use std::path::PathBuf;
use std::process::Command;

const RSA: &[u8] = include_bytes!("../../../sync/tests/fixtures/rsa2048.pk8");

fn main() {
    let folder = PathBuf::from(env::args().nth(1).expect("soft_card FOLDER"));
    // The module reads its settings once, from the environment of its process.
    if env::var_os("SOFTHSM2_CONF").is_none() {
        std::fs::create_dir_all(&folder).unwrap();
        let settings = soft_card::reader(&folder);
        let program = env::current_exe().unwrap();
        let mut inside = Command::new(program);
        inside.arg(&folder).env("SOFTHSM2_CONF", settings);
        assert!(inside.status().unwrap().success());
        return;
    }
    let usage = rcgen::KeyUsagePurpose::DigitalSignature;
    let issued = soft_card::issued(RSA, usage);
    soft_card::make(&folder, RSA, Some(&issued.card));
    for (name, der) in [
        ("card.der", issued.card),
        ("authority.der", issued.authority),
        ("authority.crl", issued.list),
    ] {
        std::fs::write(folder.join(name), der).unwrap();
    }
    println!("{}\n{}", soft_card::module().display(), soft_card::PIN);
}
