//! The page reaches the program through one file, and keeps nothing itself.

use super::tree::{Finding, Tree};

const RULE: &str = "door";
const PAGE: &str = "desktop/ui/src/";

/// The one file that may talk to the host.
const DOOR: &str = "desktop/ui/src/call.ts";
/// Ways to another program.
const WAYS: &[&str] = &[
    "__TAURI",
    "@tauri-apps",
    "fetch(",
    "XMLHttpRequest",
    "WebSocket",
    "EventSource",
    "sendBeacon",
];
/// Places on the disk that the vault does not encrypt.
const STORES: &[&str] = &[
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "document.cookie",
    "caches.open",
];

/// Ways past the door, and anything kept by the page.
pub fn find(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let page = tree.written(&["ts", "js", "svelte"]);
    for file in page.filter(|file| file.path.starts_with(PAGE) && !file.path.contains(".test.")) {
        for (number, line) in file.text.lines().enumerate() {
            let line_of = |what: String| Finding::line(RULE, &file.path, number + 1, what);
            let ways = WAYS
                .iter()
                .filter(|way| file.path != DOOR && line.contains(**way));
            findings
                .extend(ways.map(|way| line_of(format!("`{way}`: only {DOOR} talks to the host"))));
            let stores = STORES.iter().filter(|store| line.contains(**store));
            findings.extend(
                stores.map(|store| line_of(format!("`{store}`: only the vault keeps things"))),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree_of;
    use super::*;

    #[test]
    fn one_file_talks_and_none_keeps() {
        for (path, text, expected) in [
            ("desktop/ui/src/call.ts", "await fetch(`/call/${name}`)", 0),
            (
                "desktop/ui/src/call.ts",
                "localStorage.setItem('a', 'b')",
                1,
            ),
            ("desktop/ui/src/App.svelte", "fetch('/x')", 1),
            (
                "desktop/ui/src/App.svelte",
                "import { invoke } from '@tauri-apps/api'",
                1,
            ),
            ("desktop/ui/src/call.test.ts", "globalThis.fetch(x)", 0),
            (
                "desktop/ui/src/App.svelte",
                "import { call } from './call'",
                0,
            ),
            ("desktop/e2e/day.mjs", "fetch('/x')", 0),
        ] {
            assert_eq!(
                find(&tree_of(&[(path, text)])).len(),
                expected,
                "{path}: {text}"
            );
        }
    }
}
