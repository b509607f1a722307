//! What every crate of ours declares.

use serde_json::Value;

use super::tree::{Finding, Tree};

const RULE: &str = "crates";

/// Crate roots without a word on unsafe code, and manifests that do not take
/// the workspace's lints.
pub fn find(tree: &Tree, metadata: &Value) -> Vec<Finding> {
    let empty = Vec::new();
    let base = metadata["workspace_root"]
        .as_str()
        .unwrap_or("")
        .replace('\\', "/");
    let mut findings = Vec::new();
    for package in metadata["packages"]
        .as_array()
        .unwrap_or(&empty)
        .iter()
        .filter(|package| package["source"].is_null())
    {
        let manifest = relative(&base, &package["manifest_path"]);
        if !tree.text(&manifest).is_some_and(takes_lints) {
            findings.push(Finding::whole(
                RULE,
                manifest,
                "must say `[lints] workspace = true`",
            ));
        }
        for target in package["targets"]
            .as_array()
            .unwrap_or(&empty)
            .iter()
            .filter(|target| ships(target))
        {
            let root = relative(&base, &target["src_path"]);
            if !tree.text(&root).is_some_and(speaks_of_unsafe) {
                findings.push(Finding::whole(
                    RULE,
                    root,
                    "must start with `#![forbid(unsafe_code)]`, or allow it with a reason",
                ));
            }
        }
    }
    findings
}

fn relative(base: &str, path: &Value) -> String {
    let path = path.as_str().unwrap_or("").replace('\\', "/");
    path.strip_prefix(base)
        .map_or(path.as_str(), |rest| rest.trim_start_matches('/'))
        .to_owned()
}

fn ships(target: &Value) -> bool {
    let kinds = target["kind"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    kinds.iter().any(|kind| {
        ["lib", "bin", "rlib", "cdylib", "staticlib", "proc-macro"]
            .iter()
            .any(|ours| kind == ours)
    })
}

fn takes_lints(manifest: &str) -> bool {
    let table: toml::Table = manifest.parse().unwrap_or_default();
    table
        .get("lints")
        .and_then(|lints| lints.get("workspace"))
        .and_then(toml::Value::as_bool)
        == Some(true)
}

fn speaks_of_unsafe(root: &str) -> bool {
    let dense: String = root
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(str::split_whitespace)
        .collect();
    dense.contains("#![forbid(unsafe_code)]")
        || dense.contains("#![allow(unsafe_code,reason=\"")
        || dense.contains("#![expect(unsafe_code,reason=\"")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tree::tree_of;
    use super::*;

    fn check(root: &str, manifest: &str, expected: usize) {
        let metadata = json!({ "workspace_root": "/tree", "packages": [{
            "source": null, "manifest_path": "/tree/sync/Cargo.toml",
            "targets": [
                { "kind": ["lib"], "src_path": "/tree/sync/src/lib.rs" },
                { "kind": ["test"], "src_path": "/tree/sync/tests/wire.rs" },
            ],
        }]});
        let tree = tree_of(&[("sync/Cargo.toml", manifest), ("sync/src/lib.rs", root)]);
        assert_eq!(find(&tree, &metadata).len(), expected, "{root} {manifest}");
    }

    #[test]
    fn roots_and_manifests() {
        let lints = "[lints]\nworkspace = true\n";
        check("//! Docs.\n#![forbid(unsafe_code)]\n", lints, 0);
        check(
            "#![allow(unsafe_code, reason = \"written by Slint's macro\")]",
            lints,
            0,
        );
        check("#![allow(unsafe_code)]", lints, 1);
        check("// #![forbid(unsafe_code)]", lints, 1);
        check("#![forbid(unsafe_code)]", "[package]\nname = \"sync\"", 1);
        check("", "", 2);
    }
}
