//! The language's own functions (DMN 1.5 §10.3.4, tables 70–83).

mod context;
mod convert;
mod list;
mod number;
mod pattern;
mod range;
pub(crate) mod temporal;
mod text;

use super::eval::Machine;
use super::val::Val;
use std::sync::Arc;

/// Runs a function; `None` where its arguments do not fit.
type Run = fn(&mut Machine<'_>, &[Val]) -> Option<Val>;

/// One function: its parameters in each of its forms, how many of them must be given, and whether
/// it takes any number.
pub(crate) struct Row {
    name: &'static str,
    forms: &'static [&'static [&'static str]],
    least: usize,
    many: bool,
    run: Run,
}

impl Row {
    const fn new(
        name: &'static str,
        forms: &'static [&'static [&'static str]],
        least: usize,
        run: Run,
    ) -> Self {
        Self {
            name,
            forms,
            least,
            many: false,
            run,
        }
    }

    const fn many(name: &'static str, forms: &'static [&'static [&'static str]], run: Run) -> Self {
        Self {
            name,
            forms,
            least: 1,
            many: true,
            run,
        }
    }
}

/// All tables, in a fixed order.
const TABLES: [&[Row]; 7] = [
    convert::ROWS,
    text::ROWS,
    list::ROWS,
    number::ROWS,
    temporal::ROWS,
    range::ROWS,
    context::ROWS,
];

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Builtin {
    table: u8,
    row: u8,
}

/// The names of all of them.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLES
        .iter()
        .flat_map(|table| table.iter().map(|row| row.name))
}

impl Builtin {
    /// The function of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        TABLES.iter().enumerate().find_map(|(at, table)| {
            let row = table.iter().position(|row| row.name == name)?;
            Some(Self {
                table: u8::try_from(at).ok()?,
                row: u8::try_from(row).ok()?,
            })
        })
    }

    fn row(self) -> &'static Row {
        const NONE: Row = Row::new("", &[], 0, |_, _| None);
        static FALLBACK: Row = NONE;
        TABLES
            .get(usize::from(self.table))
            .and_then(|table| table.get(usize::from(self.row)))
            .unwrap_or(&FALLBACK)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Its parameters in each of its forms.
    #[must_use]
    pub fn forms(self) -> &'static [&'static [&'static str]] {
        self.row().forms
    }

    /// Whether it takes any number of arguments.
    pub(crate) fn is_many(self) -> bool {
        self.row().many
    }

    /// Whether it can be called with so many arguments.
    pub(crate) fn takes_so_many(self, given: usize) -> bool {
        let row = self.row();
        let most = row.forms.iter().map(|form| form.len()).max().unwrap_or(0);
        given >= row.least && (row.many || given <= most)
    }

    /// Calls it.
    pub(crate) fn call(self, machine: &mut Machine<'_>, arguments: Vec<Val>) -> Val {
        let row = self.row();
        let done = if self.takes_so_many(arguments.len()) {
            (row.run)(machine, &arguments)
        } else {
            None
        };
        match done {
            Some(value) => value,
            None => machine.null("feel-arguments", &[("function", row.name)]),
        }
    }

    /// Calls it with arguments by name.
    pub(crate) fn call_named(self, machine: &mut Machine<'_>, given: Vec<(Arc<str>, Val)>) -> Val {
        let row = self.row();
        let form = row.forms.iter().find(|form| {
            let known = given.iter().all(|(name, value)| {
                form.iter().any(|param| **param == **name) && tells(name, value)
            });
            let needed = form.iter().take(row.least);
            known
                && needed
                    .into_iter()
                    .all(|param| given.iter().any(|(name, _)| **name == **param))
        });
        let Some(form) = form else {
            return machine.null("feel-arguments", &[("function", row.name)]);
        };
        let of = |param: &&&str| given.iter().find(|(name, _)| **name == ***param);
        let last = form
            .iter()
            .rposition(|param| of(&param).is_some())
            .map_or(0, |at| at + 1);
        let arguments = form.iter().take(last);
        let arguments = arguments.map(|param| of(&param).map(|(_, value)| value.clone()).into());
        let arguments: Vec<Val> = arguments.collect();
        // A list by name stands for all of them.
        match (row.many, arguments.as_slice()) {
            (true, [Val::List(items)]) if form.len() == 1 && *row.forms[0] == ["list"] => {
                let items = items.to_vec();
                self.call(machine, vec![Val::list(items)])
            }
            _ => self.call(machine, arguments),
        }
    }
}

/// Whether a value fits a parameter whose name tells one form from another.
fn tells(param: &str, value: &Val) -> bool {
    match param {
        "key" => !matches!(value, Val::List(_)),
        "keys" => matches!(value, Val::List(_) | Val::Null),
        "position" => !matches!(value, Val::Function(_)),
        "offset" => !matches!(value, Val::Text(_)),
        "timezone" => !matches!(value, Val::DayTime(_)),
        _ => true,
    }
}

fn text_of(value: Option<&Val>) -> Option<&str> {
    match value {
        Some(Val::Text(text)) => Some(text),
        Some(Val::List(items)) if items.len() == 1 => text_of(items.first()),
        _ => None,
    }
}

fn number_of(value: Option<&Val>) -> Option<crate::Number> {
    match value {
        Some(Val::Number(number)) => Some(*number),
        Some(Val::List(items)) if items.len() == 1 => number_of(items.first()),
        _ => None,
    }
}

fn whole_of(value: Option<&Val>) -> Option<i64> {
    number_of(value)?.to_i64()
}

/// The items of a list; a value that is none counts as a list of it alone.
fn items_of(value: Option<&Val>) -> Option<Arc<[Val]>> {
    match value? {
        Val::List(items) => Some(Arc::clone(items)),
        Val::Null => None,
        value => Some(Arc::from([value.clone()])),
    }
}

/// The items of a list that is the only argument, or else all arguments.
fn all_of(arguments: &[Val]) -> Option<Arc<[Val]>> {
    match arguments {
        [Val::List(items)] => Some(Arc::clone(items)),
        [Val::Null] => None,
        arguments => Some(Arc::from(arguments)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    #[test]
    fn every_name_is_spelled_as_it_is_looked_up() {
        for name in super::names() {
            assert_eq!(crate::lang::names::spelled(name), name);
            assert_eq!(super::Builtin::named(name).unwrap().name(), name);
        }
    }
}
