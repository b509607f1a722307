//! The names in a Fluent file: its messages, terms and attributes, and the
//! variables that each uses. Wording is not looked at.

use std::collections::{BTreeMap, BTreeSet};

/// Name of a message, `-term` or `message.attribute` to its variables.
pub type Names = BTreeMap<String, BTreeSet<String>>;

/// The names of a file, and those that it has twice.
pub fn names(text: &str) -> (Names, Vec<String>) {
    let mut names = Names::new();
    let mut twice = Vec::new();
    let (mut message, mut current) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let starts_message = line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
        let declared = line
            .split_once('=')
            .map(|(name, _)| name.trim())
            .filter(|name| is_name(name));
        match declared {
            Some(name) if starts_message => {
                message = name.to_owned();
                current = message.clone();
            }
            Some(name) if name.starts_with('.') => current = format!("{message}{name}"),
            _ => {
                add_variables(names.entry(current.clone()).or_default(), line);
                continue;
            }
        }
        if names.contains_key(&current) {
            twice.push(current.clone());
        }
        add_variables(names.entry(current.clone()).or_default(), line);
    }
    names.retain(|name, _| !name.is_empty());
    (names, twice)
}

fn is_name(name: &str) -> bool {
    let bare = name.strip_prefix(['-', '.']).unwrap_or(name);
    bare.starts_with(|c: char| c.is_ascii_alphabetic())
        && bare
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
}

/// The `$name`s between braces; a dollar sign in the text is money.
fn add_variables(variables: &mut BTreeSet<String>, line: &str) {
    let mut quoted = false;
    let mut before = ' ';
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted && inside_braces(line, at),
            '$' if !quoted && "{( \t,:".contains(before) => {
                let name: String = line
                    .get(at + 1..)
                    .unwrap_or("")
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
                    .collect();
                if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    variables.insert(name);
                }
            }
            _ => {}
        }
        before = letter;
    }
}

fn inside_braces(line: &str, at: usize) -> bool {
    let before = line.get(..at).unwrap_or("");
    before.matches('{').count() > before.matches('}').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &[&str])]) {
        let (found, _) = names(text);
        let found: Vec<(&str, Vec<&str>)> = found
            .iter()
            .map(|(name, variables)| {
                (
                    name.as_str(),
                    variables.iter().map(String::as_str).collect(),
                )
            })
            .collect();
        let expected: Vec<(&str, Vec<&str>)> = expected
            .iter()
            .map(|(name, variables)| (*name, variables.to_vec()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn messages_terms_attributes_and_variables() {
        check(
            "# no = message\nhello = 你好，{ $name }\n",
            &[("hello", &["name"])],
        );
        check("-brand = 案頭\n", &[("-brand", &[])]);
        check(
            "send = 送出\n    .title = 送出 { $count } 件\n",
            &[("send", &[]), ("send.title", &["count"])],
        );
        check(
            "left =\n    剩 { NUMBER($minutes, unit: $unit) }\n",
            &[("left", &["minutes", "unit"])],
        );
        check(
            "n = { $n ->\n    [one] 1\n   *[other] { $n } of { $all }\n}\n",
            &[("n", &["all", "n"])],
        );
        check("price = $5 and { \"{$no}\" }\n", &[("price", &[])]);
    }

    #[test]
    fn what_stands_twice_is_told() {
        assert_eq!(names("a = 1\nb = 2\na = 3\n").1, ["a"]);
        assert_eq!(
            names("a = 1\n  .x = 1\nb = 1\n  .x = 1\n").1,
            Vec::<String>::new()
        );
    }
}
