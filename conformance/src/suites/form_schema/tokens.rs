//! JSON as a row of tokens: what a reader may not lose, told without the reader that is tested.
//! Space between tokens and the spelling of a character in a text do not count; order and digits do.

/// The tokens of a text that is JSON; of what is none, whatever comes.
pub fn tokens(text: &str) -> Vec<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => quoted(rest),
            '{' | '}' | '[' | ']' | ':' | ',' => 1,
            _ => rest
                .find(|c: char| c.is_whitespace() || "{}[]:,\"".contains(c))
                .unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(match serde_json::from_str::<String>(token) {
            Ok(text) => format!("\"{text}"),
            Err(_) => token.to_owned(),
        });
        rest = after.trim_start();
    }
    tokens
}

/// How many bytes a text takes with its quotes.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (place, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return place + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts() {
        let check = |one: &str, other: &str, same: bool| {
            assert_eq!(tokens(one) == tokens(other), same, "{one} {other}");
        };
        check(
            r#"{"a": [1.50, "é"]}"#,
            "{ \"a\":[1.50,\"\\u00e9\"]\n}",
            true,
        );
        check(r#"{"a": 1.50}"#, r#"{"a": 1.5}"#, false);
        check(r#"{"a": 1, "b": 2}"#, r#"{"b": 2, "a": 1}"#, false);
        check(r#"["\\", "\""]"#, r#"["\u005c","\u0022"]"#, true);
        check(r#"["1"]"#, "[1]", false);
    }
}
