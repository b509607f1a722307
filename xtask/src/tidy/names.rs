//! Names say what a thing is in the office or in a standard.

use super::source::{code, words};
use super::tree::{Finding, Tree};

const RULE: &str = "names";

/// Words that say nothing, wherever they stand in the name of a type.
const EMPTY: &[&str] = &["Manager", "Helper", "Helpers", "Util", "Utils", "Processor"];
/// Empty file and folder names.
const PLACES: &[&str] = &[
    "util",
    "utils",
    "helper",
    "helpers",
    "manager",
    "managers",
    "common",
    "misc",
    "processor",
];
/// What declares a type or module.
const KEYWORDS: &[&str] = &[
    "struct",
    "enum",
    "trait",
    "type",
    "union",
    "mod",
    "class",
    "interface",
];

/// Types, modules and files with an empty name. `Service` is not looked for: to
/// the office a service is something that it offers.
pub fn find(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.written(&["rs", "ts", "js", "mjs", "svelte", "slint"]) {
        let text = if file.extension() == "rs" {
            code(&file.text)
        } else {
            file.text.clone()
        };
        for (number, line) in text.lines().enumerate() {
            for name in declared(line).filter(|name| is_empty(name)) {
                findings.push(Finding::line(
                    RULE,
                    &file.path,
                    number + 1,
                    format!("`{name}`: say what it is"),
                ));
            }
        }
        let stems = file
            .path
            .split('/')
            .map(|part| part.split('.').next().unwrap_or(""));
        if let Some(stem) = stems.into_iter().find(|stem| PLACES.contains(stem)) {
            findings.push(Finding::whole(
                RULE,
                &file.path,
                format!("`{stem}` is a drawer, not a room"),
            ));
        }
    }
    findings
}

fn declared(line: &str) -> impl Iterator<Item = &str> {
    let keyword_before = words(line).zip(words(line).skip(1));
    keyword_before
        .filter(|(keyword, _)| KEYWORDS.contains(keyword))
        .map(|(_, name)| name)
}

fn is_empty(name: &str) -> bool {
    PLACES.contains(&name)
        || humps(name)
            .iter()
            .any(|part| EMPTY.contains(&part.as_str()))
}

/// The words of a name in camel case.
fn humps(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for letter in name.chars() {
        match parts.last_mut() {
            Some(part) if !letter.is_uppercase() => part.push(letter),
            _ => parts.push(letter.to_string()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree_of;
    use super::*;

    fn check(path: &str, text: &str, expected: usize) {
        assert_eq!(
            find(&tree_of(&[(path, text)])).len(),
            expected,
            "{path}: {text}"
        );
    }

    #[test]
    fn empty_names_are_found() {
        check("a/src/x.rs", "pub struct CaseManager;", 1);
        check("a/src/x.rs", "enum HelperKind {}", 1);
        check("a/src/x.rs", "trait EventProcessor {}", 1);
        check("a/src/x.rs", "mod utils;", 1);
        check("a/src/utils.rs", "", 1);
        check("a/src/helpers/date.ts", "", 1);
        check("a/src/x.ts", "export class DateUtils {}", 1);
    }

    #[test]
    fn names_of_the_office_are_not() {
        check(
            "a/src/x.rs",
            "pub struct ServiceRow; pub struct Service; enum Utility {}",
            0,
        );
        check(
            "a/src/x.rs",
            "// struct CaseManager\nlet text = \"struct CaseManager\";",
            0,
        );
        check("a/src/commands.rs", "mod community;", 0);
    }
}
