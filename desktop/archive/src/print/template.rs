//! Text with places for values: `{path}` must be given, `{path?}` may be missing, `{{` and `}}` are
//! braces.

use super::filled::Filled;
use crate::problem::Problem;
use std::collections::BTreeMap;

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    Text(&'a str),
    Value { path: &'a str, optional: bool },
}

/// Takes a template apart; `None` when its braces do not match or a path is empty.
pub(crate) fn parts(template: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        parts.push(Part::Text(&rest[..at]));
        let brace = &rest[at..at + 1];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            parts.push(Part::Text(brace));
            rest = after;
            continue;
        }
        let (path, after) = rest.split_once('}').filter(|_| brace == "{")?;
        let (path, optional) = match path.strip_suffix('?') {
            Some(path) => (path, true),
            None => (path, false),
        };
        let valid = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
        if path.is_empty() || !path.chars().all(valid) {
            return None;
        }
        parts.push(Part::Value { path, optional });
        rest = after;
    }
    parts.push(Part::Text(rest));
    Some(parts)
}

/// Where values come from: the row of a table first, then the form.
#[derive(Clone, Copy)]
pub(crate) struct Values<'a> {
    pub(crate) filled: &'a Filled,
    pub(crate) row: Option<&'a BTreeMap<String, String>>,
    /// The row around it, that blocks are printed for.
    pub(crate) around: Option<&'a BTreeMap<String, String>>,
    /// Page and number of pages, in a header or footer.
    pub(crate) page: Option<(usize, usize)>,
}

impl Values<'_> {
    fn get(&self, path: &str) -> Option<String> {
        match (self.page, path) {
            (Some((page, _)), "page") => return Some(page.to_string()),
            (Some((_, pages)), "pages") => return Some(pages.to_string()),
            _ => {}
        }
        self.row
            .and_then(|row| row.get(path))
            .or_else(|| self.around.and_then(|row| row.get(path)))
            .or_else(|| self.filled.text.get(path))
            .cloned()
    }

    /// The template with its values.
    ///
    /// # Errors
    /// `print-value-missing`.
    pub(crate) fn fill(&self, template: &str) -> Result<String, Problem> {
        let mut text = String::new();
        for part in parts(template).unwrap_or_default() {
            match part {
                Part::Text(piece) => text.push_str(piece),
                Part::Value { path, optional } => match self.get(path) {
                    Some(value) => text.push_str(&value),
                    None if optional => {}
                    None => {
                        let path = path.to_owned();
                        return Err(Problem::ValueMissing { path });
                    }
                },
            }
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Filled, Values, parts};

    fn check(template: &str, expected: Result<&str, &str>) {
        let filled = Filled::default().with("a.名", "王").with("empty", "");
        let values = Values {
            filled: &filled,
            row: None,
            around: None,
            page: Some((2, 3)),
        };
        let filled = values.fill(template).map_err(|error| error.to_string());
        assert_eq!(
            filled.as_deref().map_err(String::as_str),
            expected,
            "{template}"
        );
    }

    #[test]
    fn fills_templates() {
        check("", Ok(""));
        check("姓名：{a.名}先生", Ok("姓名：王先生"));
        check("{page}/{pages}", Ok("2/3"));
        check("{{{a.名}}}", Ok("{王}"));
        check("{none?}|{empty}", Ok("|"));
        check("{none}", Err("no value for none"));
    }

    #[test]
    fn refuses_loose_braces() {
        for template in ["{", "}", "{a", "a}", "{}", "{?}", "{a b}", "{{}"] {
            assert_eq!(parts(template), None, "{template}");
        }
    }
}
