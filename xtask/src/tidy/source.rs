//! Rust source without what does not run: comments, the insides of literals,
//! and code that only tests compile. Lines keep their numbers.

/// The source with comments and the insides of literals blanked out.
pub fn code(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let end = skip(&letters, at);
        if end == at {
            out.push(letter);
            at += 1;
        } else {
            out.extend(
                letters
                    .iter()
                    .take(end)
                    .skip(at)
                    .map(|&c| if c == '\n' { '\n' } else { ' ' }),
            );
            at = end;
        }
    }
    out
}

/// The end of the comment or literal that starts here; `at` itself when none does.
fn skip(letters: &[char], at: usize) -> usize {
    let get = |offset: usize| letters.get(at + offset).copied().unwrap_or('\0');
    match (get(0), get(1)) {
        ('/', '/') => find(letters, at, |c| c == '\n'),
        ('/', '*') => block_comment(letters, at),
        ('"', _) => quoted(letters, at + 1),
        ('r', '"' | '#') if !continues_a_word(letters, at) => raw(letters, at),
        ('\'', '\\') => find(letters, at + 3, |c| c == '\'') + 1,
        ('\'', _) if get(2) == '\'' => at + 3,
        _ => at,
    }
}

/// True when the letter belongs to a longer word, as the `r` of `for`. A byte
/// string's `b` before the `r` belongs to the literal.
fn continues_a_word(letters: &[char], at: usize) -> bool {
    let before = |back: usize| {
        at.checked_sub(back)
            .and_then(|index| letters.get(index))
            .copied()
            .unwrap_or(' ')
    };
    let word = |c: char| c.is_alphanumeric() || c == '_';
    word(before(1)) && (before(1) != 'b' || word(before(2)))
}

fn find(letters: &[char], from: usize, wanted: impl Fn(char) -> bool) -> usize {
    letters
        .iter()
        .skip(from)
        .position(|&c| wanted(c))
        .map_or(letters.len(), |offset| from + offset)
}

fn block_comment(letters: &[char], at: usize) -> usize {
    let mut depth = 0;
    let mut here = at;
    while here < letters.len() {
        match (letters.get(here), letters.get(here + 1)) {
            (Some('/'), Some('*')) => {
                depth += 1;
                here += 2;
            }
            (Some('*'), Some('/')) => {
                depth -= 1;
                here += 2;
                if depth == 0 {
                    return here;
                }
            }
            _ => here += 1,
        }
    }
    letters.len()
}

fn quoted(letters: &[char], from: usize) -> usize {
    let mut here = from;
    while let Some(&letter) = letters.get(here) {
        match letter {
            '\\' => here += 2,
            '"' => return here + 1,
            _ => here += 1,
        }
    }
    letters.len()
}

fn raw(letters: &[char], at: usize) -> usize {
    let quote = find(letters, at + 1, |c| c != '#');
    if letters.get(quote) != Some(&'"') {
        return at; // a raw identifier
    }
    let hashes = quote - at - 1;
    let mut here = quote + 1;
    while here < letters.len() {
        let closes = letters.get(here) == Some(&'"')
            && letters
                .iter()
                .skip(here + 1)
                .take(hashes)
                .filter(|&&c| c == '#')
                .count()
                == hashes;
        if closes {
            return here + 1 + hashes;
        }
        here += 1;
    }
    letters.len()
}

/// `code` without the items behind `#[cfg(test)]`.
pub fn shipped(text: &str) -> String {
    let mut code = code(text);
    let mark = concat!("#[cfg", "(test)]");
    while let Some(start) = code.find(mark) {
        let end = start + item_length(code.get(start..).unwrap_or(""));
        let blank: String = code
            .get(start..end)
            .unwrap_or("")
            .chars()
            .map(|c| if c == '\n' { '\n' } else { ' ' })
            .collect();
        code.replace_range(start..end, &blank);
    }
    code
}

/// Bytes to the end of the item: its closing brace, or a semicolon outside braces.
fn item_length(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in code.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// True for files that only tests compile.
pub fn is_test(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or("");
    let folder = path.strip_suffix(name).unwrap_or("");
    name == "tests.rs"
        || name.ends_with("_tests.rs")
        || ["tests/", "benches/", "examples/"]
            .iter()
            .any(|part| folder.contains(&format!("/{part}")))
}

/// The words of a line with the column where each starts, in bytes.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blank() {
        for (text, expected) in [
            ("a // b\nc", "a     \nc"),
            ("a /* b /* c */ d */ e", "a                   e"),
            (r#"x = "a\"b"; y"#, "x =       ; y"),
            (r##"x = r#"a"b"#; y"##, "x =         ; y"),
            (r#"x = br"ab"; y"#, "x = b     ; y"),
            ("for x", "for x"),
            ("r#type + 1", "r#type + 1"),
            ("'a' 'x: &'a str", "    'x: &'a str"),
            (r"'\n' '\'' b", "          b"),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_tests_compile_is_not_shipped() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { \"}\" } }\nfn c() {}\n#[cfg(test)]\nmod more;\nfn d() {}";
        let shipped = shipped(text);
        assert_eq!(shipped.lines().count(), text.lines().count());
        assert_eq!(
            words(&shipped).collect::<Vec<_>>(),
            ["fn", "a", "fn", "c", "fn", "d"]
        );
    }

    #[test]
    fn test_files_have_known_places() {
        for (path, expected) in [
            ("sync/tests/wire.rs", true),
            ("sync/src/tests.rs", true),
            ("sync/src/envelope_tests.rs", true),
            ("sync/src/contests.rs", false),
            ("sync/src/wire.rs", false),
        ] {
            assert_eq!(is_test(path), expected, "{path}");
        }
    }
}
