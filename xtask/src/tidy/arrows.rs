//! Which crate may use which. ARCHITECTURE.md draws the same table for people.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::tree::{Finding, Tree};

const RULE: &str = "arrows";
const PAGE: &str = "ARCHITECTURE.md";

/// A crate of ours and the crates of ours that it may use. A crate that is not
/// here is not known to the architecture.
const ARROWS: &[(&str, &[&str])] = &[
    ("feel", &[]),
    ("courses", &[]),
    ("sync", &[]),
    ("search", &[]),
    ("form-model", &["feel"]),
    ("form-import", &["form-model"]),
    (
        "pack-author",
        &["form-model", "feel", "workflow-engine", "office", "sync"],
    ),
    ("workflow-engine", &["feel"]),
    ("office", &["workflow-engine", "form-model", "feel"]),
    ("vault", &["sync"]),
    ("archive", &["form-model"]),
    ("agency-server", &["sync", "office", "courses"]),
    (
        "desktop-core",
        &[
            "office",
            "sync",
            "vault",
            "archive",
            "search",
            "courses",
            "form-model",
            "form-import",
            "feel",
        ],
    ),
    ("antou", &["desktop-core"]),
    (
        "antou-designer",
        &[
            "form-model",
            "form-import",
            "archive",
            "pack-author",
            "feel",
        ],
    ),
    // Gives bytes to every parser; no room of the product, so the page does not draw it.
    (
        "fuzz",
        &[
            "feel",
            "workflow-engine",
            "office",
            "form-model",
            "form-import",
            "pack-author",
            "sync",
            "agency-server",
            "vault",
            "archive",
            "search",
            "desktop-core",
        ],
    ),
    // Runs other people's test suites; no room of the product either.
    (
        "conformance",
        &["feel", "workflow-engine", "office", "form-model"],
    ),
    // Compiled first by every developer: nothing of ours.
    ("xtask", &[]),
];

/// What only the tests of a crate use, beside its arrows.
const TESTED: &[(&str, &[&str])] = &[
    // The services that the designer begins with are walked at the practice agency.
    ("desktop-core", &["pack-author"]),
];

/// Every dependency between crates of ours that the table does not allow, and
/// every place where ARCHITECTURE.md says otherwise than the table. What only
/// tests use counts too, but for what is tested so and for xtask.
pub fn find(tree: &Tree, metadata: &Value) -> Vec<Finding> {
    let packages = rows(&metadata["packages"]);
    let ours: BTreeMap<&str, &Value> = packages
        .iter()
        .filter(|package| package["source"].is_null())
        .map(|package| (text(&package["name"]), package))
        .collect();
    let mut findings = Vec::new();
    for (name, package) in &ours {
        match ARROWS.iter().find(|(known, _)| known == name) {
            None => findings.push(Finding::whole(
                RULE,
                *name,
                "is not in the table of arrows; a new crate is an architectural decision",
            )),
            Some((_, allowed)) => findings.extend(refused(package, allowed, &ours)),
        }
    }
    let known: Vec<&str> = ours.keys().copied().collect();
    findings.extend(drawn_otherwise(tree.text(PAGE).unwrap_or(""), &known));
    findings
}

fn refused(package: &Value, allowed: &[&str], ours: &BTreeMap<&str, &Value>) -> Vec<Finding> {
    let name = text(&package["name"]);
    let dependencies = rows(&package["dependencies"]).iter();
    dependencies
        .filter(|dependency| {
            dependency["kind"] != "dev" || !is_tested(name, text(&dependency["name"]))
        })
        .map(|dependency| text(&dependency["name"]))
        .filter(|used| ours.contains_key(used) && !allowed.contains(used))
        .map(|used| format!("must not use `{used}`; it may use: {}", list(allowed)))
        .map(|what| Finding::whole(RULE, name, what))
        .collect()
}

/// Whether only the tests of a crate may use another; those of xtask may use any.
fn is_tested(name: &str, used: &str) -> bool {
    let row = TESTED.iter().find(|(known, _)| *known == name);
    name == "xtask" || row.is_some_and(|(_, tested)| tested.contains(&used))
}

/// Crates that are tools and no rooms of the product: the page draws no arrows of theirs.
const TOOLS: &[&str] = &["conformance", "fuzz", "xtask"];

/// The page says nothing of crates that are not there yet, nor of tools.
fn drawn_otherwise(page: &str, known: &[&str]) -> Vec<Finding> {
    let drawn = drawn(page);
    let mut findings = Vec::new();
    for (name, used) in ARROWS
        .iter()
        .filter(|(name, _)| known.contains(name) && !TOOLS.contains(name))
    {
        let table: BTreeSet<&str> = used
            .iter()
            .copied()
            .filter(|used| known.contains(used))
            .collect();
        if drawn.get(name) != Some(&table) {
            let table: Vec<&str> = table.into_iter().collect();
            let what = format!("its section Arrows must say: {name} -> {}", list(&table));
            findings.push(Finding::whole(RULE, PAGE, what));
        }
    }
    findings
}

/// The arrows of the page's block: `a, b -> c, d`, several in a line with two
/// spaces between.
fn drawn(page: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let section = page
        .split_once("\n## Arrows\n")
        .map_or("", |(_, rest)| rest);
    let block = section.split("```").nth(1).unwrap_or("");
    let entries = block.lines().flat_map(|line| line.split("  "));
    let arrows = entries.filter_map(|entry| entry.split_once("->"));
    let mut drawn = BTreeMap::new();
    for (from, to) in arrows {
        let to = to.trim().trim_end_matches(" only");
        let to: BTreeSet<&str> = match to {
            "nothing of ours" => BTreeSet::new(),
            _ => to.split(',').map(str::trim).collect(),
        };
        drawn.extend(from.split(',').map(|name| (name.trim(), to.clone())));
    }
    drawn
}

fn rows(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

fn list(names: &[&str]) -> String {
    if names.is_empty() {
        "nothing of ours".into()
    } else {
        names.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(name: &str, used: &str, kind: &str, expected: usize) {
        let kind = if kind.is_empty() {
            Value::Null
        } else {
            kind.into()
        };
        let metadata = json!({ "packages": [
            { "name": name, "source": null, "dependencies": [{ "name": used, "kind": kind }] },
            { "name": "feel", "source": null, "dependencies": [] },
            { "name": "office", "source": null, "dependencies": [] },
            { "name": "pack-author", "source": null, "dependencies": [] },
            { "name": "serde", "source": "registry", "dependencies": [] },
        ]});
        let findings = find(&Tree::default(), &metadata);
        let about = findings.iter().filter(|finding| finding.place == name);
        assert_eq!(about.count(), expected, "{name} -> {used} ({kind})");
    }

    #[test]
    fn the_page_draws_the_same() {
        let known = [
            "feel",
            "sync",
            "office",
            "form-model",
            "antou",
            "desktop-core",
            "xtask",
        ];
        let good = "# A\n\n## Arrows\n\n```\nfeel, sync -> nothing of ours    form-model -> feel\n\
            office -> feel, form-model\ndesktop-core -> office, sync, form-model, feel\n\
            antou -> desktop-core only   ui -> one call function\n```\n";
        assert_eq!(drawn_otherwise(good, &known), []);
        for (from, to) in [
            ("form-model -> feel", "form-model -> feel, office"),
            ("form-model -> feel", ""),
            ("desktop-core only", "office"),
            ("feel, sync ->", "feel ->"),
            ("## Arrows", "## Spears"),
        ] {
            assert!(
                !drawn_otherwise(&good.replace(from, to), &known).is_empty(),
                "{from} {to}"
            );
        }
    }

    #[test]
    fn only_the_arrows_of_the_table() {
        check("form-model", "feel", "", 0);
        check("form-model", "serde", "", 0);
        check("form-model", "office", "", 1);
        check("vault", "office", "dev", 1);
        check("desktop-core", "pack-author", "", 1);
        check("desktop-core", "pack-author", "dev", 0);
        check("antou", "office", "build", 1);
        check("xtask", "office", "", 1);
        check("xtask", "office", "dev", 0);
        check("fuzz", "office", "", 0);
        check("helpers", "serde", "", 1);
    }

    #[test]
    fn the_table_points_at_itself_and_has_no_circle() {
        let table: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
        assert_eq!(table.len(), ARROWS.len());
        for (name, used) in ARROWS {
            let mut seen: Vec<&str> = used.to_vec();
            let mut at = 0;
            while let Some(next) = seen.get(at).copied() {
                assert_ne!(next, *name, "{name} reaches itself");
                let more: Vec<&str> = table[next]
                    .iter()
                    .copied()
                    .filter(|more| !seen.contains(more))
                    .collect();
                seen.extend(more);
                at += 1;
            }
        }
    }
}
