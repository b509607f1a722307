//! Words that may hold values: as they are written, an expression (`="a"`), or a template of
//! form-js (`共 {{count(items)}} 件`), with `{{#if c}}…{{/if}}` and `{{#loop list}}…{{/loop}}`.

use std::collections::BTreeSet;

use feel::Value;

use crate::json::Json;
use crate::scope::Scope;
use crate::session::MAX_ITEMS;
use crate::setting::Setting;

/// Longest text that a template gives, in characters.
pub const MAX_WORDS: usize = 20_000;
/// Deepest nesting of a template.
const MAX_DEPTH: usize = 8;

/// Words that may hold values.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Words {
    /// As they are written.
    #[default]
    Plain,
    /// An expression gives them.
    Expression(Setting),
    /// A text with values in it.
    Template(Vec<Piece>),
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// As it is written.
    Text(String),
    /// A value.
    Value(Setting),
    /// Shown where something holds.
    If(Setting, Vec<Piece>),
    /// Shown once for each of a list.
    Loop(Setting, Vec<Piece>),
}

impl Words {
    pub(crate) fn read(json: Option<&Json>, names: &BTreeSet<String>) -> Self {
        let Some(text) = json.and_then(Json::as_text) else {
            return Self::Plain;
        };
        if text.starts_with('=') {
            return Self::Expression(Setting::read(json, names));
        }
        if !text.contains("{{") {
            return Self::Plain;
        }
        let mut rest = text;
        let pieces = pieces(&mut rest, names, None, 0);
        Self::Template(pieces)
    }

    /// The settings in it.
    pub(crate) fn settings(&self) -> Vec<&Setting> {
        match self {
            Self::Plain => Vec::new(),
            Self::Expression(setting) => vec![setting],
            Self::Template(pieces) => {
                let mut found = Vec::new();
                settings(pieces, &mut found);
                found
            }
        }
    }

    /// The words at a place of the form; none where they are as written.
    pub(crate) fn within(&self, scope: &Scope<'_>) -> Option<String> {
        match self {
            Self::Plain => None,
            Self::Expression(setting) => Some(text(&setting.within(scope))),
            Self::Template(pieces) => {
                let mut out = String::new();
                write(pieces, scope, &mut out);
                Some(out.chars().take(MAX_WORDS).collect())
            }
        }
    }
}

fn settings<'p>(pieces: &'p [Piece], found: &mut Vec<&'p Setting>) {
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Value(setting) => found.push(setting),
            Piece::If(setting, inside) | Piece::Loop(setting, inside) => {
                found.push(setting);
                settings(inside, found);
            }
        }
    }
}

/// Reads pieces up to the end that is waited for, or of the text.
fn pieces(
    rest: &mut &str,
    names: &BTreeSet<String>,
    end: Option<&str>,
    depth: usize,
) -> Vec<Piece> {
    let mut found = Vec::new();
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((inside, after)) = after.split_once("}}") else {
            break;
        };
        if !before.is_empty() {
            found.push(Piece::Text(before.to_owned()));
        }
        *rest = after;
        let inside = inside.trim();
        if end.is_some_and(|end| inside == end) {
            return found;
        }
        let expression = |text: &str| Setting::expression(text, names);
        let block = [("#if ", "/if"), ("#loop ", "/loop")]
            .into_iter()
            .find_map(|(begin, end)| Some((inside.strip_prefix(begin)?, end)));
        match block {
            Some((condition, end)) if depth < MAX_DEPTH => {
                let within = pieces(rest, names, Some(end), depth + 1);
                let setting = expression(condition);
                found.push(match end {
                    "/if" => Piece::If(setting, within),
                    _ => Piece::Loop(setting, within),
                });
            }
            _ => found.push(Piece::Value(expression(inside))),
        }
    }
    if !rest.is_empty() {
        found.push(Piece::Text((*rest).to_owned()));
        *rest = "";
    }
    found
}

fn write(pieces: &[Piece], scope: &Scope<'_>, out: &mut String) {
    for piece in pieces {
        if out.len() > MAX_WORDS * 4 {
            return;
        }
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Value(setting) => out.push_str(&text(&setting.within(scope))),
            Piece::If(setting, inside) => {
                if holds(&setting.within(scope)) {
                    write(inside, scope, out);
                }
            }
            Piece::Loop(setting, inside) => {
                let list = setting.within(scope);
                let items = match &list {
                    Value::List(items) => items.as_slice(),
                    Value::Null => &[],
                    one => std::slice::from_ref(one),
                };
                for item in items.iter().take(MAX_ITEMS) {
                    write(inside, &scope.with(item), out);
                }
            }
        }
    }
}

/// As form-js asks in a template: nothing, `""`, 0 and false do not hold.
fn holds(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Text(text) => !text.is_empty(),
        Value::Number(number) => !number.is_zero(),
        _ => true,
    }
}

/// A value in a text.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => match Json::from_value(other) {
            Json::Text(text) => text,
            json => json.compact(),
        },
    }
}
