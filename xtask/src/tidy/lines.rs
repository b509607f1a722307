//! The shape of text files: length, ends of lines, end of the file.

use super::tree::{File, Finding, Tree};

const RULE: &str = "lines";

/// Code longer than this is listed, so that somebody looks for the second room.
const LONG: usize = 500;
/// Code longer than this is refused.
const TOO_LONG: usize = 800;

const CODE: &[&str] = &["rs", "ts", "js", "mjs", "svelte", "css", "slint"];
const TEXT: &[&str] = &[
    "rs", "ts", "js", "mjs", "svelte", "css", "html", "slint", "toml", "md", "ftl", "json", "yaml",
    "yml", "sh", "bpmn", "dmn", "sql", "txt", "",
];

/// Files that are too long, spaces and carriage returns at the end of a line,
/// and files that do not end in one newline.
pub fn find(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.written(CODE).filter(|file| count(file) > TOO_LONG) {
        findings.push(Finding::whole(
            RULE,
            &file.path,
            format!(
                "{} lines; {TOO_LONG} are the limit: it holds two rooms",
                count(file)
            ),
        ));
    }
    for file in tree.written(TEXT) {
        for (number, line) in file.text.split('\n').enumerate() {
            if line.ends_with([' ', '\t', '\r']) {
                findings.push(Finding::line(
                    RULE,
                    &file.path,
                    number + 1,
                    "spaces or a carriage return at the end",
                ));
            }
        }
        if !file.text.is_empty() && (!file.text.ends_with('\n') || file.text.ends_with("\n\n")) {
            findings.push(Finding::whole(
                RULE,
                &file.path,
                "must end in exactly one newline",
            ));
        }
    }
    findings
}

/// The files that grow too long, as notes.
pub fn long(tree: &Tree) -> Vec<String> {
    let long = tree
        .written(CODE)
        .filter(|file| (LONG + 1..=TOO_LONG).contains(&count(file)));
    long.map(|file| format!("{} has {} lines", file.path, count(file)))
        .collect()
}

fn count(file: &File) -> usize {
    file.text.lines().count()
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree_of;
    use super::*;

    #[test]
    fn ends_of_lines_and_files() {
        for (path, text, expected) in [
            ("a.rs", "x\n", 0),
            ("a.rs", "", 0),
            ("a.rs", "x", 1),
            ("a.rs", "x\n\n", 1),
            ("a.md", "x \ny\t\n", 2),
            ("a.rs", "x\r\n", 1),
            ("LICENSE-MIT", "x ", 2),
            ("a.snap", "x ", 0),
            ("a.png", "", 0),
        ] {
            assert_eq!(
                find(&tree_of(&[(path, text)])).len(),
                expected,
                "{path}: {text:?}"
            );
        }
    }

    #[test]
    fn lengths() {
        for (lines, refused, listed) in [(500, 0, 0), (501, 0, 1), (800, 0, 1), (801, 1, 0)] {
            let text = "x\n".repeat(lines);
            let tree = tree_of(&[
                ("a/src/x.rs", &text),
                ("a/src/generated/x.ts", &text),
                ("a.json", &text),
            ]);
            assert_eq!(
                (find(&tree).len(), long(&tree).len()),
                (refused, listed),
                "{lines} lines"
            );
        }
    }
}
