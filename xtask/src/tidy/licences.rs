//! What we ship may be shipped: every package's licence against the list in
//! deny.toml, which cargo-deny reads too.

use serde_json::Value;

use super::spdx::Licence;
use super::tree::{Finding, Tree};

const RULE: &str = "licences";

/// npm packages with a licence of their own that was read and taken, word for word as they declare
/// it, and where it was decided. cargo-deny knows no npm, so they do not stand in deny.toml.
const TAKEN: [(&str, &str); 1] = [
    // bpmn.io: as MIT, and its mark stays visible (docs/decisions/0032, NOTICE).
    ("bpmn-js", "SEE LICENSE IN LICENSE"),
];

/// Crates and npm packages whose licence the list does not allow.
pub fn find(tree: &Tree, metadata: &Value) -> Vec<Finding> {
    let (list, exceptions) = match allowed(tree.text("deny.toml").unwrap_or("")) {
        Ok(lists) => lists,
        Err(what) => return vec![Finding::whole(RULE, "deny.toml", what)],
    };
    let empty = Vec::new();
    let crates = metadata["packages"]
        .as_array()
        .unwrap_or(&empty)
        .iter()
        .map(|package| {
            let own = text(&package["name"]);
            let name = format!("{own} {}", text(&package["version"]));
            let more = exceptions.iter().filter(|(of, _)| of == own);
            let list = more.flat_map(|(_, more)| more).chain(&list).cloned();
            let list: Vec<String> = list.collect();
            (name, package["license"].as_str().map(str::to_owned), list)
        });
    let mut findings: Vec<Finding> = crates
        .filter_map(|(name, licence, list)| judge(name, licence, &list))
        .collect();
    for lock in tree
        .files
        .iter()
        .filter(|file| file.path.ends_with("package-lock.json"))
        // What is compared against is shipped to nobody.
        .filter(|file| !file.path.starts_with("conformance/"))
    {
        let Ok(page) = serde_json::from_str::<Value>(&lock.text) else {
            findings.push(Finding::whole(RULE, &lock.path, "is no JSON"));
            continue;
        };
        findings.extend(
            npm(&page)
                .into_iter()
                .filter(|(name, licence)| !is_taken(name, licence.as_deref()))
                .filter_map(|(name, licence)| judge(name, licence, &list)),
        );
    }
    findings
}

/// A crate, and the licences that are allowed for it alone.
type Exception = (String, Vec<String>);

/// The list of deny.toml, and its exceptions.
fn allowed(deny: &str) -> Result<(Vec<String>, Vec<Exception>), String> {
    let table: toml::Table = deny
        .parse()
        .map_err(|error: toml::de::Error| error.to_string())?;
    let licences = table.get("licenses");
    let list = licences.and_then(|licences| strings(licences, "allow"));
    let list = list.ok_or("must have the list licenses.allow")?;
    let exceptions = licences
        .and_then(|licences| licences.get("exceptions"))
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|one| {
            let of = one.get("crate")?.as_str()?.to_owned();
            Some((of, strings(one, "allow")?))
        });
    Ok((list, exceptions.collect()))
}

fn strings(table: &toml::Value, name: &str) -> Option<Vec<String>> {
    let list = table.get(name)?.as_array()?.iter();
    Some(
        list.filter_map(toml::Value::as_str)
            .map(str::to_owned)
            .collect(),
    )
}

fn judge(name: String, licence: Option<String>, list: &[String]) -> Option<Finding> {
    let Some(licence) = licence else {
        return Some(Finding::whole(RULE, name, "declares no licence"));
    };
    match Licence::read(&licence) {
        Ok(read) if read.is_allowed(list) => None,
        Ok(_) => Some(Finding::whole(
            RULE,
            name,
            format!("`{licence}` is not allowed by deny.toml"),
        )),
        Err(what) => Some(Finding::whole(RULE, name, format!("`{licence}`: {what}"))),
    }
}

/// Whether a package, by name and version, has just the licence that was taken for it.
fn is_taken(name: &str, licence: Option<&str>) -> bool {
    let own = name.split(' ').next().unwrap_or_default();
    TAKEN
        .iter()
        .any(|(of, taken)| *of == own && Some(*taken) == licence)
}

/// The packages of a lock file, without its own and those linked from the tree.
fn npm(page: &Value) -> Vec<(String, Option<String>)> {
    let Some(packages) = page["packages"].as_object() else {
        return Vec::new();
    };
    let foreign = packages
        .iter()
        .filter(|(path, package)| path.contains("node_modules/") && package["link"] != true);
    let row = |(path, package): (&String, &Value)| {
        let name = path.rsplit("node_modules/").next().unwrap_or(path);
        (
            format!("{name} {} (npm)", text(&package["version"])),
            package["license"].as_str().map(str::to_owned),
        )
    };
    foreign.map(row).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tree::tree_of;
    use super::*;

    fn check(deny: &str, licence: Value, expected: &[&str]) {
        let metadata =
            json!({ "packages": [{ "name": "x", "version": "1.0.0", "license": licence }] });
        let lock = json!({ "packages": {
            "": { "name": "ours" },
            "node_modules/a/node_modules/@b/c": { "version": "2.0.0", "license": licence },
        }});
        let tree = tree_of(&[
            ("deny.toml", deny),
            ("ui/package-lock.json", &lock.to_string()),
        ]);
        let places: Vec<String> = find(&tree, &metadata)
            .into_iter()
            .map(|finding| finding.place)
            .collect();
        assert_eq!(places, expected, "{licence}");
    }

    #[test]
    fn every_package_is_judged_by_the_list() {
        let deny = "[licenses]\nallow = [\"MIT\"]\n";
        let both = &["x 1.0.0", "@b/c 2.0.0 (npm)"];
        check(deny, json!("MIT OR GPL-3.0-only"), &[]);
        check(deny, json!("GPL-3.0-only"), both);
        check(deny, Value::Null, both);
        check(deny, json!("MIT AND"), both);
        let only_x =
            "[licenses]\nallow = [\"MIT\"]\nexceptions = [{ crate = \"x\", allow = [\"NCSA\"] }]\n";
        check(only_x, json!("MIT AND NCSA"), &["@b/c 2.0.0 (npm)"]);
        check("[licenses]\n", json!("MIT"), &["deny.toml"]);
        check("not toml", json!("MIT"), &["deny.toml"]);
    }

    #[test]
    fn a_licence_is_taken_for_one_package_and_word_for_word() {
        let name = "bpmn-js 18.31.1 (npm)";
        assert!(is_taken(name, Some("SEE LICENSE IN LICENSE")));
        assert!(!is_taken(name, Some("GPL-3.0-only")));
        assert!(!is_taken(name, None));
        assert!(!is_taken(
            "bpmn-js-more 1.0.0 (npm)",
            Some("SEE LICENSE IN LICENSE")
        ));
    }
}
