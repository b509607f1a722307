//! The papers at the root name only what is there.

use super::tree::{Finding, Tree};

const RULE: &str = "papers";

/// Pages whose words in backticks are looked at.
const PAPERS: &[&str] = &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
/// A word that starts so is a path.
const ROOMS: &[&str] = &[
    "workflow-engine/",
    "forms-designer/",
    "courses/",
    "sync/",
    "desktop/",
    "fuzz/",
    "xtask/",
    "docs/",
    ".ci/",
    ".cargo/",
];
/// A word with a slash that ends so is a path.
const ENDS: &[&str] = &[
    ".rs", ".ts", ".md", ".toml", ".svelte", ".json", ".mjs", ".bpmn", ".dmn", ".ftl", ".yaml",
];

/// Paths in backticks, and links of any page to a file, that lead nowhere.
pub fn find(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.written(&["md"]) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (number, line) in outside_fences(&file.text) {
            let words = between(line, "`", "`")
                .into_iter()
                .filter(|_| PAPERS.contains(&file.path.as_str()));
            let paths = words.filter(|word| is_path(word)).map(str::to_owned);
            let links = between(line, "](", ")")
                .into_iter()
                .filter_map(|link| target(folder, link));
            for path in paths.chain(links).filter(|path| !tree.has(path)) {
                findings.push(Finding::line(
                    RULE,
                    &file.path,
                    number,
                    format!("`{path}` is not there"),
                ));
            }
        }
    }
    findings
}

fn outside_fences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(number, line)| {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            return None;
        }
        (!fenced).then_some((number + 1, line))
    })
}

fn between<'a>(line: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((_, after)) = rest.split_once(open) {
        let Some((word, more)) = after.split_once(close) else {
            break;
        };
        found.push(word);
        rest = more;
    }
    found
}

fn is_path(word: &str) -> bool {
    let pattern = word.contains(['*', '{', '<', ' ', ':', '(', '$'])
        || word.contains("NNNN")
        || word.contains("NAME");
    let path = ROOMS.iter().any(|room| word.starts_with(room))
        || (word.contains('/') && ENDS.iter().any(|end| word.ends_with(end)));
    let page = !word.contains('/')
        && word.ends_with(".md")
        && word.starts_with(|c: char| c.is_ascii_uppercase());
    !pattern && !word.starts_with("..") && !word.starts_with("target/") && (path || page)
}

/// The path from the root that a relative link means.
fn target(folder: &str, link: &str) -> Option<String> {
    let link = link
        .split(['#', ' '])
        .next()
        .filter(|link| !link.is_empty())?;
    if link.contains(':') || link.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree_of;
    use super::*;

    fn check(path: &str, text: &str, expected: usize) {
        let tree = tree_of(&[
            (path, text),
            ("sync/src/lib.rs", ""),
            ("docs/pictures/a.png", ""),
        ]);
        let findings = find(&tree);
        assert_eq!(findings.len(), expected, "{path}: {text}: {findings:?}");
    }

    #[test]
    fn paths_lead_somewhere() {
        check("README.md", "`sync/` and `sync/src/lib.rs`", 0);
        check("README.md", "`sync/src/gone.rs`", 1);
        check("README.md", "`courses/`, `packs/leave/pack.toml`", 2);
        check("README.md", "`ROADMAP.md`", 1);
        check(
            "README.md",
            "`cargo xtask demo`, `docs/decisions/NNNN-*.md`, `case/ID`, `target/demo/a.md`",
            0,
        );
        check("README.md", "```\n`sync/gone.rs`\n```", 0);
        check("docs/glossary.md", "`sync/gone.rs`", 0);
    }

    #[test]
    fn links_lead_somewhere() {
        check(
            "README.md",
            "![x](docs/pictures/a.png) [y](docs/b.md#part)",
            1,
        );
        check(
            "docs/a.md",
            "[up](../sync/src/lib.rs) [out](https://example.org/x.md) [here](#part)",
            0,
        );
        check("docs/a.md", "[gone](b.md)", 1);
    }
}
