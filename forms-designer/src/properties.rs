//! The properties of what is selected, as rows that a person changes.

mod change;
mod codes;
mod rows;
mod table;

pub use change::{Change, Refused, change, choose, press, second, tick};
pub use rows::{FORM_NAME, expression, name_row, rows, station_name};
pub use table::{Field, Is, Named, TABLE, label_of};

use form_model::Json;

/// The condition of a component as a person says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// It is always there.
    Always,
    /// It is hidden where this holds.
    Hide(String),
    /// It is shown where this holds.
    Show(String),
}

impl Condition {
    /// As a form writes it: `=…` in `conditional/hide`.
    #[must_use]
    pub fn read(hide: Option<&Json>) -> Self {
        let Some(text) = hide.and_then(Json::as_text) else {
            return match hide {
                Some(Json::Bool(true)) => Self::Hide("true".into()),
                _ => Self::Always,
            };
        };
        let text = text.strip_prefix('=').unwrap_or(text).trim();
        let within = |opened: &str| {
            let inner = text.strip_prefix(opened)?.strip_suffix(')')?;
            // What is not an expression is still being written.
            (is_whole(inner) || feel::compile(text, &feel::names_in(text)).is_err())
                .then(|| inner.to_owned())
        };
        if let Some(inner) = within("not(") {
            return Self::Show(inner);
        }
        if let Some(inner) = within("(").filter(|inner| inner.starts_with("not(")) {
            return Self::Hide(inner);
        }
        let shown = text
            .strip_prefix("if ")
            .and_then(|rest| rest.strip_suffix(" then false else true"));
        match shown {
            Some(inner) if !inner.contains(" then ") => Self::Show(inner.to_owned()),
            _ => Self::Hide(text.to_owned()),
        }
    }

    /// As a form writes it.
    #[must_use]
    pub fn write(&self) -> Option<Json> {
        match self {
            Self::Always => None,
            // Kept apart from what is shown where something holds.
            Self::Hide(text) if text.starts_with("not(") => Some(Json::Text(format!("=({text})"))),
            Self::Hide(text) => Some(Json::Text(format!("={text}"))),
            Self::Show(text) => Some(Json::Text(format!("=not({text})"))),
        }
    }

    /// The expression.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Always => "",
            Self::Hide(text) | Self::Show(text) => text,
        }
    }
}

/// Whether the brackets of a text close within it.
fn is_whole(text: &str) -> bool {
    let mut open = 0_i32;
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => open += 1,
            ')' if !quoted => open -= 1,
            _ => {}
        }
        if open < 0 {
            return false;
        }
    }
    open == 0 && !quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_read_as_it_is_meant() {
        let check = |text: &str, expected: Condition| {
            let json = Json::Text(text.to_owned());
            assert_eq!(Condition::read(Some(&json)), expected, "{text}");
        };
        check("=a > 3", Condition::Hide("a > 3".into()));
        check("=not(a > 3)", Condition::Show("a > 3".into()));
        check(
            "=not(a) or not(b)",
            Condition::Hide("not(a) or not(b)".into()),
        );
        check("=not(f(a))", Condition::Show("f(a)".into()));
        check("=not(a = \")\")", Condition::Show("a = \")\"".into()));
        check(
            "=if k = \"s\" then false else true",
            Condition::Show("k = \"s\"".into()),
        );
        assert_eq!(Condition::read(None), Condition::Always);
        for text in [
            "",
            "a",
            "sum(",
            "a)",
            "not(",
            "not(a",
            "not(a)",
            "\"",
            "not(a) or b",
        ] {
            for condition in [Condition::Show(text.into()), Condition::Hide(text.into())] {
                assert_eq!(Condition::read(condition.write().as_ref()), condition);
            }
        }
    }
}
