//! What decides has no clock, disk, network, randomness or environment, does
//! not iterate in an order of chance, and does not count in binary fractions.

use super::source::{is_test, shipped, words};
use super::tree::{Finding, Tree};

const RULE: &str = "purity";

/// The source folders of the pure crates.
const PURE: &[&str] = &[
    "courses/src/",
    "forms-designer/form-import/src/",
    "forms-designer/form-model/src/",
    "forms-designer/pack-author/src/",
    "sync/src/",
    "workflow-engine/feel/src/",
    "workflow-engine/office/src/",
    "workflow-engine/src/",
];

/// The folders whose clippy.toml must hold the same list. It counts for the
/// folders below too, so the server's own one takes it back for the server.
const LINTED: &[&str] = &[
    "courses",
    "forms-designer/form-import",
    "forms-designer/form-model",
    "forms-designer/pack-author",
    "sync",
    "workflow-engine",
];

const CLOCK: &str = "no clock: time comes in as an argument";
const DISK: &str = "no disk: bytes come in as an argument";
const NETWORK: &str = "no network";
const SURROUNDINGS: &str = "no environment: settings come in as an argument";
const CHANCE: &str = "no randomness: random bytes come in as an argument";
const ORDER: &str = "an order of chance: use BTreeMap or BTreeSet";
const FRACTION: &str = "no binary fractions: use Decimal or whole numbers";
const WAITING: &str = "no waiting and no threads";

/// A word that a pure crate does not use, wherever it stands.
const WORDS: &[(&str, &str)] = &[
    ("SystemTime", CLOCK),
    ("Instant", CLOCK),
    ("HashMap", ORDER),
    ("HashSet", ORDER),
    ("RandomState", ORDER),
    ("f32", FRACTION),
    ("f64", FRACTION),
    ("SystemRandom", CHANCE),
    ("getrandom", CHANCE),
    ("rand", CHANCE),
    ("new_v4", CHANCE),
    ("now_v7", CHANCE),
    ("TcpStream", NETWORK),
    ("TcpListener", NETWORK),
    ("UdpSocket", NETWORK),
];

/// A path that a pure crate does not use; `ring::rand` holds only the trait and
/// the source of chance, so it falls under the word above.
const PATHS: &[(&str, &str)] = &[
    ("std::fs", DISK),
    ("std::net", NETWORK),
    ("std::env", SURROUNDINGS),
    ("std::process", SURROUNDINGS),
    ("std::thread", WAITING),
    ("thread::sleep", WAITING),
    ("thread::spawn", WAITING),
    ("Timestamp::now", CLOCK),
    ("Zoned::now", CLOCK),
    ("TimeZone::system", SURROUNDINGS),
];

/// The same for clippy, which sees through `use` and types.
const METHODS: &[(&str, &str)] = &[
    ("std::time::SystemTime::now", CLOCK),
    ("std::time::Instant::now", CLOCK),
    ("jiff::Timestamp::now", CLOCK),
    ("jiff::Zoned::now", CLOCK),
    ("jiff::tz::TimeZone::system", SURROUNDINGS),
    ("std::env::var", SURROUNDINGS),
    ("std::env::var_os", SURROUNDINGS),
    ("std::env::vars", SURROUNDINGS),
    ("std::env::args", SURROUNDINGS),
    ("std::env::current_dir", SURROUNDINGS),
    ("std::env::temp_dir", SURROUNDINGS),
    ("std::fs::read", DISK),
    ("std::fs::read_to_string", DISK),
    ("std::fs::write", DISK),
    ("std::fs::read_dir", DISK),
    ("std::fs::File::open", DISK),
    ("std::fs::File::create", DISK),
    ("std::fs::OpenOptions::open", DISK),
    ("std::net::TcpStream::connect", NETWORK),
    ("std::net::TcpListener::bind", NETWORK),
    ("std::net::UdpSocket::bind", NETWORK),
    ("std::thread::sleep", WAITING),
    ("std::thread::spawn", WAITING),
    ("std::process::Command::new", SURROUNDINGS),
    ("uuid::Uuid::new_v4", CHANCE),
    ("uuid::Uuid::now_v7", CHANCE),
    ("ring::rand::SystemRandom::new", CHANCE),
];

const TYPES: &[(&str, &str)] = &[
    ("std::collections::HashMap", ORDER),
    ("std::collections::HashSet", ORDER),
    ("std::time::SystemTime", CLOCK),
    ("std::time::Instant", CLOCK),
];

/// Every use of the outside world in the shipped code of a pure crate, and every
/// pure folder whose clippy.toml is not this list.
pub fn find(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.written(&["rs"]) {
        if PURE.iter().any(|folder| file.path.starts_with(folder)) && !is_test(&file.path) {
            for (number, line) in shipped(&file.text).lines().enumerate() {
                findings.extend(
                    impure(line).map(|what| Finding::line(RULE, &file.path, number + 1, what)),
                );
            }
        }
    }
    let stale = stale_lists(tree).into_iter();
    findings.extend(stale.map(|path| {
        Finding::whole(
            RULE,
            path,
            "is not the list of purity.rs: `cargo xtask tidy --fix`",
        )
    }));
    findings
}

/// The clippy.toml of each pure folder that is not this list.
pub fn stale_lists(tree: &Tree) -> Vec<String> {
    let wanted = clippy_toml();
    let pure = LINTED
        .iter()
        .filter(|folder| tree.has(&format!("{folder}/Cargo.toml")));
    pure.map(|folder| format!("{folder}/clippy.toml"))
        .filter(|path| tree.text(path) != Some(wanted.as_str()))
        .collect()
}

fn impure(line: &str) -> impl Iterator<Item = String> {
    let dense = line
        .split("::")
        .map(str::trim)
        .collect::<Vec<_>>()
        .join("::");
    let by_word = WORDS
        .iter()
        .filter(move |(word, _)| words(line).any(|found| found == *word));
    let by_path = PATHS
        .iter()
        .filter(move |(path, _)| has_path(&dense, path) || grouped(&dense, path));
    by_word
        .chain(by_path)
        .map(|(what, why)| format!("`{what}`: {why}"))
}

/// `use std::{fs, io};` names `std::fs` too.
fn grouped(line: &str, path: &str) -> bool {
    let Some(names) = line.strip_prefix("use std::{") else {
        return false;
    };
    path.strip_prefix("std::")
        .is_some_and(|name| words(names).any(|found| found == name))
}

/// The path stands in the line and ends there, so that `std::fs` is not found
/// in a longer word.
fn has_path(line: &str, path: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(path).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line
            .get(at + path.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(word) && !after.is_some_and(word)
    })
}

/// The clippy.toml of a pure folder.
pub fn clippy_toml() -> String {
    let mut text = String::from(
        "# What decides has no clock, disk, network or chance. `cargo xtask tidy` holds this file.\n",
    );
    text.push_str(
        "allow-unwrap-in-tests = true\nallow-expect-in-tests = true\nallow-panic-in-tests = true\n",
    );
    for (key, rows) in [("disallowed-methods", METHODS), ("disallowed-types", TYPES)] {
        text.push_str(&format!("{key} = [\n"));
        for (path, why) in rows {
            text.push_str(&format!(
                "  {{ path = \"{path}\", reason = \"{why}\", allow-invalid = true }},\n"
            ));
        }
        text.push_str("]\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree_of;
    use super::*;

    fn check(line: &str, expected: &[&str]) {
        let text = clippy_toml();
        let files = [
            ("sync/Cargo.toml", ""),
            ("sync/clippy.toml", text.as_str()),
            ("sync/src/wire.rs", line),
        ];
        let whats: Vec<String> = find(&tree_of(&files))
            .into_iter()
            .map(|finding| finding.what)
            .collect();
        assert_eq!(whats, expected, "{line}");
    }

    #[test]
    fn the_outside_world_is_found() {
        check(
            "let now = SystemTime::now();",
            &[&format!("`SystemTime`: {CLOCK}")],
        );
        check("use std::time::Instant;", &[&format!("`Instant`: {CLOCK}")]);
        check(
            "jiff::Timestamp::now()",
            &[&format!("`Timestamp::now`: {CLOCK}")],
        );
        check("use std::fs;", &[&format!("`std::fs`: {DISK}")]);
        check("use std::{fs, io};", &[&format!("`std::fs`: {DISK}")]);
        check(
            "std :: net :: lookup()",
            &[&format!("`std::net`: {NETWORK}")],
        );
        check(
            "std::env::var(\"X\")",
            &[&format!("`std::env`: {SURROUNDINGS}")],
        );
        check("let x = rand::random();", &[&format!("`rand`: {CHANCE}")]);
        check("let m: HashMap<u8, u8>;", &[&format!("`HashMap`: {ORDER}")]);
        check("let s = HashSet::new();", &[&format!("`HashSet`: {ORDER}")]);
        check(
            "let pay: f64 = a as f32;",
            &[&format!("`f32`: {FRACTION}"), &format!("`f64`: {FRACTION}")],
        );
        check(
            "thread::sleep(d)",
            &[&format!("`thread::sleep`: {WAITING}")],
        );
    }

    #[test]
    fn words_inside_other_words_comments_and_tests_are_not() {
        check(
            "let operand = 1; let instants = 2; // Instant, std::fs",
            &[],
        );
        check(
            "#[cfg(test)]\nmod tests { use std::fs; use std::collections::HashMap; }",
            &[],
        );
        check("value.as_f64_text(); my_std::fs_like()", &[]);
    }

    #[test]
    fn a_pure_folder_has_the_list_for_clippy() {
        let findings = find(&tree_of(&[
            ("sync/Cargo.toml", ""),
            ("sync/clippy.toml", "disallowed-methods = []"),
        ]));
        assert_eq!(findings.len(), 1);
        assert!(toml::from_str::<toml::Table>(&clippy_toml()).is_ok());
    }

    #[test]
    fn impure_crates_may() {
        assert_eq!(
            find(&tree_of(&[("desktop/vault/src/lib.rs", "use std::fs;")])),
            []
        );
        assert_eq!(
            find(&tree_of(&[("sync/server/src/lib.rs", "use std::net;")])),
            []
        );
    }
}
