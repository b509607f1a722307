//! The program is killed while it writes: whatever it had acknowledged is there.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::tempdir;
use vault::{BlobPlace, Draft, Vault};

use crate::{create, open};

const PLACE: &str = "ANTOU_TEST_KILL_PLACE";
const ROUNDS: usize = 8;
/// A child that is never killed ends by itself.
const WRITES_MAX: u64 = 100_000;

fn draft(number: u64) -> Draft {
    let json = format!("{{\"typed\":{number}}}").into_bytes();
    Draft {
        id: "d1".into(),
        kind: "leave".into(),
        json,
        changed: 0,
    }
}

fn typed(vault: &Vault) -> u64 {
    let found = vault.read(|view| view.draft("d1")).unwrap();
    let json = found.map(|draft| String::from_utf8(draft.json).unwrap());
    json.map_or(0, |json| {
        json.trim_matches(|one: char| !one.is_ascii_digit())
            .parse()
            .unwrap()
    })
}

/// The child: writes drafts (and a blob now and then), and says each one after
/// it is durable.
fn write_until_killed(place: &Path) {
    let vault = open(place).unwrap();
    let from = typed(&vault);
    // The last number again: it may have been killed between draft and blob.
    for number in from.max(1)..from + WRITES_MAX {
        vault.write(|tx| tx.save_draft(&draft(number))).unwrap();
        if number % 5 == 0 {
            let content = number.to_string();
            let mut source = content.as_bytes();
            vault
                .keep_blob(&mut source, "a/b", "draft/d1", BlobPlace::OnlyHere, 0)
                .unwrap();
        }
        let mut out = std::io::stdout();
        writeln!(out, "kept {number}").unwrap();
        out.flush().unwrap();
    }
}

fn kept(line: &str) -> Option<u64> {
    line.split_once("kept ")?.1.parse().ok()
}

/// Starts a child, kills it after so many words, and answers its last word.
fn kill_after(place: &Path, words: usize) -> u64 {
    let mut child = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "kill::what_was_acknowledged_survives",
            "--nocapture",
        ])
        .env(PLACE, place)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut last = 0;
    for _ in 0..words {
        last = lines
            .by_ref()
            .map(Result::unwrap)
            .find_map(|line| kept(&line))
            .unwrap();
    }
    child.kill().unwrap();
    let status = child.wait().unwrap();
    assert!(!status.success(), "it was killed");
    // What it had still said before it died; a torn last line says nothing.
    let rest = lines.map_while(Result::ok).filter_map(|line| kept(&line));
    rest.last().unwrap_or(last)
}

#[test]
fn what_was_acknowledged_survives() {
    if let Some(place) = env::var_os(PLACE) {
        return write_until_killed(Path::new(&place));
    }
    let dir = tempdir().unwrap();
    drop(create(dir.path()));
    for round in 0..ROUNDS {
        let last = kill_after(dir.path(), 1 + 7 * round);
        let vault = open(dir.path()).unwrap();
        let found = typed(&vault);
        assert!(
            found == last || found == last + 1,
            "said {last}, found {found}"
        );
        assert_eq!(vault.check().unwrap(), []);
        let blobs = vault.read(|view| view.blobs_of("draft/d1")).unwrap().len() as u64;
        assert!(
            blobs == last / 5 || blobs == (last + 1) / 5,
            "said {last}, {blobs} blobs"
        );
    }
}
