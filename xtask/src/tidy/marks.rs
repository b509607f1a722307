//! Marks of unfinished work, checks switched off, and words that are true on
//! one machine only.

use super::source::{code, words};
use super::tree::{File, Finding, Tree};

const UNFINISHED: &str = "unfinished";
const MACHINE: &str = "machine";

/// Files that people write for programs.
const CODE: &[&str] = &[
    "rs", "ts", "js", "mjs", "svelte", "css", "html", "slint", "toml", "sh", "yaml", "yml", "bpmn",
    "dmn", "ftl",
];

/// Words, put together here so that this file does not find itself.
const WORDS: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME")];
/// Marks in Rust, looked for outside comments and literals.
const RUST: &[&str] = &[
    "dbg!",
    "todo!",
    "unimplemented!",
    "#[ignore",
    "#[should_panic",
];
/// Marks in the page and its tests.
const PAGE: &[&str] = &[
    concat!("@ts-", "ignore"),
    concat!("@ts-", "nocheck"),
    concat!("eslint-", "disable"),
    concat!("test.", "skip("),
    concat!("it.", "skip("),
    concat!("describe.", "skip("),
    concat!("test.", "only("),
    concat!("it.", "only("),
    concat!("describe.", "only("),
    concat!("waitFor", "Timeout("),
];
/// Allowed with its reason in parentheses.
const REASONED: &str = concat!("svelte-", "ignore");
/// Folders of one machine.
const FOLDERS: &[&str] = &[
    concat!("/wo", "rk"),
    concat!("/ro", "ot"),
    concat!("/ho", "me"),
    concat!("/tmp", "/w"),
];
/// Hosts of package registries: which one is used is the machine's affair.
const HOSTS: &[&str] = &[
    concat!("registry.", "npmjs.org"),
    concat!("registry.", "yarnpkg.com"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("py", "pi.org"),
    concat!("files.", "pythonhosted.org"),
    concat!("deb.", "debian.org"),
];

/// Every such mark.
pub fn find(tree: &Tree) -> Vec<Finding> {
    let foreign = |file: &&File| file.path.ends_with("Cargo.lock");
    let everywhere = tree.files.iter().filter(|file| !foreign(file));
    let machine = everywhere.flat_map(|file| in_lines(MACHINE, file, &file.text, of_one_machine));
    let written = tree.written(CODE).flat_map(unfinished);
    written.chain(machine).collect()
}

fn unfinished(file: &File) -> Vec<Finding> {
    let mut findings = in_lines(UNFINISHED, file, &file.text, |line| {
        let found = words(line).filter(|word| WORDS.contains(word));
        found
            .map(|word| format!("`{word}`: an issue holds what is left to do"))
            .collect()
    });
    let (text, marks) = match file.extension() {
        "rs" => (code(&file.text), RUST),
        "ts" | "js" | "mjs" | "svelte" => (file.text.clone(), PAGE),
        _ => return findings,
    };
    findings.extend(in_lines(UNFINISHED, file, &text, |line| {
        switched_off(line, marks)
    }));
    findings
}

fn switched_off(line: &str, marks: &[&str]) -> Vec<String> {
    let found = marks.iter().filter(|mark| line.contains(**mark));
    let mut whats: Vec<String> = found
        .map(|mark| format!("`{mark}` does not stay in the tree"))
        .collect();
    if line
        .split_once(REASONED)
        .is_some_and(|(_, rest)| !rest.contains('('))
    {
        whats.push(format!("`{REASONED}` needs its reason in parentheses"));
    }
    whats
}

fn in_lines(
    rule: &'static str,
    file: &File,
    text: &str,
    look: impl Fn(&str) -> Vec<String>,
) -> Vec<Finding> {
    let lines = text.lines().enumerate();
    lines
        .flat_map(|(number, line)| look(line).into_iter().map(move |what| (number + 1, what)))
        .map(|(number, what)| Finding::line(rule, &file.path, number, what))
        .collect()
}

fn of_one_machine(line: &str) -> Vec<String> {
    let folders = FOLDERS.iter().filter(|folder| names_folder(line, folder));
    let hosts = HOSTS.iter().filter(|host| line.contains(**host));
    folders
        .chain(hosts)
        .map(|what| format!("`{what}` is true on one machine only"))
        .collect()
}

/// The folder stands at the start of a path: `/x/` in `"/x/y"`, not in `a/x/y`.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + folder.len()..).unwrap_or("");
        let inside = before.is_some_and(|c| c.is_alphanumeric() || "_.-/~})*>]$".contains(c));
        !inside
            && after
                .strip_prefix('/')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '.'))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree_of;
    use super::*;

    fn check(path: &str, text: &str, expected: usize) {
        let findings = find(&tree_of(&[(path, text)]));
        assert_eq!(findings.len(), expected, "{path}: {text}: {findings:?}");
    }

    #[test]
    fn unfinished_work_is_found() {
        check("a.rs", concat!("// TO", "DO later"), 1);
        check("a.css", concat!("/* FIX", "ME */"), 1);
        check("a.rs", "dbg!(x);", 1);
        check("a.rs", "#[ignore]\nfn x() {}", 1);
        check("a.rs", "#[ignore = \"slow\"]", 1);
        check("a.rs", "todo!()", 1);
        check("a.ts", concat!("test.", "only('x', f)"), 1);
        check("a.svelte", concat!("<!-- svelte-", "ignore a11y -->"), 1);
        check(
            "a.svelte",
            concat!(
                "<!-- svelte-",
                "ignore a11y (focus is moved by the list) -->"
            ),
            0,
        );
        check("a.rs", "let s = \"dbg!\"; // todo!", 0);
        check("a.rs", concat!("// the TO", "DOs of others"), 0);
    }

    #[test]
    fn words_of_one_machine_are_found() {
        check("a.md", concat!("see `/wo", "rk/main`"), 1);
        check("a.toml", concat!("path = \"/ho", "me/u/x\""), 1);
        check("b.snap", concat!("at /ro", "ot/.cargo"), 1);
        check(
            "package-lock.json",
            concat!("\"https://registry.", "npmjs.org/x\""),
            1,
        );
        check(
            "a.rs",
            concat!("\"desktop/wo", "rk/x\" and a/ro", "ot/b"),
            0,
        );
        check("a.rs", concat!("route(\"/ho", "me\")"), 0);
        check("Cargo.lock", concat!("index.", "crates.io"), 0);
    }
}
