//! What is refused before the evaluator sees a text.
//!
//! The evaluator recurses over the syntax tree, and a stack overflow cannot be caught; so length
//! and depth are measured on the text first. Depth counts open brackets and, in each, the
//! operators since the last comma, because `1+1+1…` builds a tree as deep as it is long.
//! Refused words: `external` (calls out of the engine), `now` and `today` (the clock), and
//! `function` anywhere but as an argument of `sort` (a named function can call itself for ever).

use crate::Problem;

/// Longest expression, in bytes.
pub const MAX_TEXT: usize = 8 * 1024;
/// Deepest nesting of an expression.
pub const MAX_NESTING: usize = 200;
/// Longest name of a variable or of a model's element, in bytes.
pub const MAX_NAME: usize = 256;

/// One open bracket: what opened it, whether `sort` stood before it, operators in it so far.
struct Open {
    bracket: char,
    of_sort: bool,
    operators: usize,
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    open: Vec<Open>,
    word_before: &'t str,
}

/// Checks one expression against all bounds.
///
/// # Errors
/// [`Problem::TooLong`], [`Problem::TooDeep`], [`Problem::Clock`], [`Problem::External`] or
/// [`Problem::FunctionDefined`].
pub fn check(text: &str) -> Result<(), Problem> {
    if text.len() > MAX_TEXT {
        return Err(Problem::TooLong {
            bytes: text.len(),
            limit: MAX_TEXT,
        });
    }
    let mut scan = Scan {
        text,
        at: 0,
        open: vec![Open {
            bracket: ' ',
            of_sort: false,
            operators: 0,
        }],
        word_before: "",
    };
    while scan.at < text.len() {
        scan.step()?;
    }
    Ok(())
}

/// Checks the length of one name.
///
/// # Errors
/// [`Problem::Name`] when it is empty or longer than [`MAX_NAME`].
pub fn check_name(name: &str) -> Result<(), Problem> {
    if name.trim().is_empty() || name.len() > MAX_NAME {
        return Err(Problem::Name {
            bytes: name.len(),
            limit: MAX_NAME,
        });
    }
    Ok(())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn step(&mut self) -> Result<(), Problem> {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else {
            self.at = self.text.len();
            return Ok(());
        };
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            self.at += rest.find("*/").map_or(rest.len(), |end| end + 2);
        } else if c == '"' {
            self.at += string_length(rest);
            self.word_before = "";
        } else if is_word(c) {
            let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let word = rest.get(..length).unwrap_or_default();
            self.word(word)?;
            self.word_before = word;
            self.at += length;
        } else {
            self.sign(c)?;
            if !c.is_whitespace() {
                self.word_before = "";
            }
            self.at += c.len_utf8();
        }
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<(), Problem> {
        match word {
            "external" => Err(Problem::External {
                kind: word.to_owned(),
            }),
            "now" | "today" => Err(Problem::Clock {
                word: word.to_owned(),
            }),
            "function" if !self.open.last().is_some_and(|o| o.of_sort) => {
                Err(Problem::FunctionDefined { at: self.at })
            }
            "and" | "or" | "in" | "between" | "instance" | "if" | "then" | "else" | "for"
            | "return" | "some" | "every" | "satisfies" => self.operator(),
            _ => Ok(()),
        }
    }

    fn sign(&mut self, c: char) -> Result<(), Problem> {
        match c {
            '(' | '[' | '{' => {
                self.operator()?;
                self.open.push(Open {
                    bracket: c,
                    of_sort: c == '(' && self.word_before == "sort",
                    operators: 0,
                });
                self.measure()
            }
            ')' | ']' | '}' => {
                self.close(c);
                Ok(())
            }
            ',' => {
                if let Some(open) = self.open.last_mut() {
                    open.operators = 0;
                }
                Ok(())
            }
            '+' | '-' | '*' | '/' | '=' | '!' | '<' | '>' | '.' | '@' => self.operator(),
            _ => Ok(()),
        }
    }

    /// Half-open intervals such as `]1..5[` use brackets the other way round: a bracket that
    /// does not match stays open, which can only measure too deep, never too shallow.
    fn close(&mut self, c: char) {
        let matches = self
            .open
            .last()
            .is_some_and(|open| matches!((open.bracket, c), ('(' | '[', ')' | ']') | ('{', '}')));
        if matches {
            self.open.pop();
        }
    }

    fn operator(&mut self) -> Result<(), Problem> {
        if let Some(open) = self.open.last_mut() {
            open.operators += 1;
        }
        self.measure()
    }

    fn measure(&self) -> Result<(), Problem> {
        let depth: usize = self.open.iter().map(|open| 1 + open.operators).sum();
        if depth > MAX_NESTING {
            return Err(Problem::TooDeep {
                at: self.at,
                limit: MAX_NESTING,
            });
        }
        Ok(())
    }
}

/// Bytes of the string literal at the start of `rest`, quotes included.
pub(crate) fn string_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds() {
        fn check_code(text: &str, expected: Option<&str>) {
            let got = check(text).err().map(|p| p.code());
            let start: String = text.chars().take(40).collect();
            assert_eq!(got, expected, "{start}");
        }
        check_code("金額 > 100000 and 單位 = \"主計處\"", None);
        check_code("\"now external function(\"", None);
        check_code("// now\n1", None);
        check_code("/* external */ 1", None);
        check_code("今日 now", Some("feel-clock"));
        check_code("today()", Some("feel-clock"));
        check_code("today數", None);
        check_code(
            "function(x) external {java: {}}",
            Some("feel-function-defined"),
        );
        check_code("external", Some("feel-external"));
        check_code("sort(名單, function(a, b) a < b)", None);
        check_code(
            "{f: function(x) f(x), r: f(1)}.r",
            Some("feel-function-defined"),
        );
        check_code(&"(".repeat(300), Some("feel-too-deep"));
        check_code(&format!("1{}", "+1".repeat(199)), None);
        check_code(&format!("1{}", "+1".repeat(200)), Some("feel-too-deep"));
        check_code(&format!("[{}1]", "1+1,".repeat(1500)), None);
        check_code(&"-".repeat(300), Some("feel-too-deep"));
        check_code(&"if true then 1 else ".repeat(100), Some("feel-too-deep"));
        check_code(&"x".repeat(MAX_TEXT + 1), Some("feel-too-long"));
        check_code("\"\\\"", None);
        check_code("\"never closed", None);
    }
}
