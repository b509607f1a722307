//! What an expression may read, depending on where it stands.

use std::borrow::Cow;
use std::cell::Cell;

use feel::{Context, Limits, Number, Outcome, Program, Value};

use crate::plan::Names;

/// Names that stand for something inside a repeated component, as in form-js: its position
/// from 1, its own answers, and those around it.
pub(crate) const LOCAL_NAMES: [&str; 3] = ["i", "this", "parent"];

/// The name under which the caller gives the day on which a form is filled in, a date: a form has no
/// clock.
pub const TODAY: &str = "today";

/// Most steps of one expression of a form ([`Limits::steps`]).
pub const MAX_STEPS: u64 = 500_000;
/// Most steps of all expressions that one change sets off.
pub const MAX_STEPS_ALL: u64 = 5_000_000;
/// Most calls inside calls of one expression.
const MAX_CALLS: u32 = 200;
/// Most bytes of texts that one expression makes.
const MAX_TEXTS: u64 = 4 * 1024 * 1024;

/// The variables at one place of a form: the local names, the context, then the answers: those at
/// the top first, since form-js knows no others by their bare name, and then from the inside out.
/// A name is the one of the level at which the form asks for it, also while it has no answer.
pub(crate) struct Scope<'a> {
    pub context: &'a Context,
    /// The answers from the top to the own item, with the names that stand there.
    pub levels: Vec<(&'a Value, &'a Names)>,
    /// Of a list's item its place from 0.
    pub place: usize,
    /// The items through which a template goes, outermost first.
    pub items: Vec<&'a Value>,
    /// What is left to spend.
    pub steps: &'a Cell<u64>,
    /// Whether an expression was cut off since this was last set.
    pub cut_off: &'a Cell<bool>,
}

impl Scope<'_> {
    /// The value under a name.
    pub fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        let own = self.levels.len().saturating_sub(1);
        if let Some((item, around)) = self.items.split_last() {
            match (name, item) {
                ("this", item) => return Some(Cow::Borrowed(*item)),
                ("parent", _) => {
                    let around = around.last().copied();
                    return Some(Cow::Borrowed(around.unwrap_or(self.levels[own].0)));
                }
                (name, Value::Context(entries)) if entries.contains_key(name) => {
                    return entries.get(name).map(Cow::Borrowed);
                }
                _ => {}
            }
        }
        if own > 0 {
            match name {
                "i" => {
                    let number = i64::try_from(self.place).unwrap_or(i64::MAX);
                    let number = Number::from(number.saturating_add(1));
                    return Some(Cow::Owned(Value::Number(number)));
                }
                "this" => return Some(Cow::Borrowed(self.levels[own].0)),
                "parent" => return Some(Cow::Borrowed(self.levels[own - 1].0)),
                _ => {}
            }
        }
        if let Some(given) = self.context.get(name) {
            return Some(Cow::Borrowed(given));
        }
        let (answers, _) = self
            .levels
            .get(level_of(&self.levels, name, |level| level.1)?)?;
        answers.get(name).map(Cow::Borrowed)
    }

    /// The same while a template goes through an item.
    pub fn with<'b>(&'b self, item: &'b Value) -> Scope<'b> {
        Scope {
            context: self.context,
            levels: self.levels.clone(),
            place: self.place,
            items: self.items.iter().copied().chain([item]).collect(),
            steps: self.steps,
            cut_off: self.cut_off,
        }
    }

    /// What a program gives here, within what is left to spend.
    pub fn eval(&self, program: &Program) -> Outcome {
        let limits = Limits {
            steps: self.steps.get().min(MAX_STEPS),
            calls: MAX_CALLS,
            text: MAX_TEXTS,
        };
        let outcome = program.eval_over(&|name| self.get(name), limits);
        self.steps
            .set(self.steps.get().saturating_sub(outcome.steps));
        if outcome.cut_off().is_some() {
            self.cut_off.set(true);
        }
        outcome
    }
}

/// The level at which a bare name stands.
pub(crate) fn level_of<L>(levels: &[L], name: &str, names: impl Fn(&L) -> &Names) -> Option<usize> {
    let declares = |level: &L| names(level).0.contains_key(name);
    if levels.first().is_some_and(declares) {
        return Some(0);
    }
    levels.iter().rposition(declares)
}
