//! Every text is there in both languages, with the same variables.

use std::collections::{BTreeMap, BTreeSet};

use super::fluent::{Names, names};
use super::tree::{Finding, Tree};

const RULE: &str = "texts";
const LANGUAGES: [&str; 2] = ["zh-TW", "en"];

/// In each folder called `texts`: names that one language lacks or has twice,
/// and variables that only one language uses.
pub fn find(tree: &Tree) -> Vec<Finding> {
    let mut folders: BTreeMap<String, BTreeMap<&str, Names>> = BTreeMap::new();
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.extension() == "ftl") {
        let Some((folder, language)) = place(&file.path) else {
            findings.push(Finding::whole(
                RULE,
                &file.path,
                "texts lie in texts/LANGUAGE/ or texts/LANGUAGE.ftl, in zh-TW and en",
            ));
            continue;
        };
        let known = folders
            .entry(folder)
            .or_default()
            .entry(language)
            .or_default();
        let (found, twice) = names(&file.text);
        let already: Vec<String> = found
            .keys()
            .filter(|name| known.contains_key(*name))
            .cloned()
            .collect();
        for name in twice.iter().chain(&already) {
            findings.push(Finding::whole(
                RULE,
                &file.path,
                format!("`{name}` stands twice"),
            ));
        }
        known.extend(found);
    }
    for (folder, languages) in &folders {
        let [first, second] =
            LANGUAGES.map(|language| languages.get(language).cloned().unwrap_or_default());
        findings.extend(compare(folder, LANGUAGES[1], &first, &second));
        findings.extend(
            compare(folder, LANGUAGES[0], &second, &first)
                .into_iter()
                .filter(|f| f.what.ends_with("missing")),
        );
    }
    findings
}

/// The `texts` folder and the language of a file.
fn place(path: &str) -> Option<(String, &'static str)> {
    let (folder, rest) = path.split_once("texts/")?;
    let part = rest.split('/').next()?;
    let name = part.strip_suffix(".ftl").unwrap_or(part);
    let language = LANGUAGES.into_iter().find(|language| *language == name)?;
    Some((format!("{folder}texts"), language))
}

fn compare(folder: &str, language: &str, has: &Names, may_lack: &Names) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, variables) in has {
        let place = format!("{folder} ({language})");
        match may_lack.get(name) {
            None => findings.push(Finding::whole(RULE, place, format!("`{name}` is missing"))),
            Some(others) if others != variables => {
                let differing: BTreeSet<&String> = others.symmetric_difference(variables).collect();
                findings.push(Finding::whole(
                    RULE,
                    place,
                    format!("`{name}`: only one language uses {differing:?}"),
                ));
            }
            Some(_) => {}
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree_of;
    use super::*;

    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let found: Vec<String> = find(&tree_of(files))
            .iter()
            .map(|finding| format!("{}: {}", finding.place, finding.what))
            .collect();
        assert_eq!(found, expected, "{files:?}");
    }

    #[test]
    fn both_languages_have_the_same_names_and_variables() {
        check(
            &[
                ("ui/texts/zh-TW/a.ftl", "a = 1\n"),
                ("ui/texts/en/b.ftl", "a = 2\n"),
            ],
            &[],
        );
        check(
            &[
                ("p/texts/zh-TW.ftl", "a = { $n }\n"),
                ("p/texts/en.ftl", "a = { $n } left\n"),
            ],
            &[],
        );
        check(
            &[("p/texts/zh-TW.ftl", "a = 1\n")],
            &["p/texts (en): `a` is missing"],
        );
        check(
            &[("p/texts/en.ftl", "a = 1\n")],
            &["p/texts (zh-TW): `a` is missing"],
        );
        check(
            &[
                ("p/texts/zh-TW.ftl", "a = { $n }\n"),
                ("p/texts/en.ftl", "a = { $m }\n"),
            ],
            &["p/texts (en): `a`: only one language uses {\"m\", \"n\"}"],
        );
        check(
            &[
                ("u/texts/en/a.ftl", "a = 1\n"),
                ("u/texts/en/b.ftl", "a = 1\n"),
                ("u/texts/zh-TW/a.ftl", "a = 1\n"),
            ],
            &["u/texts/en/b.ftl: `a` stands twice"],
        );
        check(
            &[("u/words/en.ftl", "a = 1\n")],
            &[
                "u/words/en.ftl: texts lie in texts/LANGUAGE/ or texts/LANGUAGE.ftl, in zh-TW and en",
            ],
        );
    }
}
