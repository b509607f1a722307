//! Which names a part of a model reads.

use super::boxed::{Boxed, Logic};
use super::link::Element;
use crate::lang::program::Compiled;
use std::collections::BTreeSet;

/// The names that a part reads; a service reads all that it requires.
pub(super) fn reads(element: &Element) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    if let Some(logic) = &element.logic {
        read_by(logic, &mut names);
    }
    if let Some(function) = &element.function {
        read_by(&function.body, &mut names);
    }
    if element.service.is_some() {
        names.extend(element.requires.iter().map(|required| &*required.name));
    }
    names
}

fn read_by<'b>(boxed: &'b Boxed, names: &mut BTreeSet<&'b str>) {
    let mut text = |program: &'b Compiled| names.extend(program.reads().iter().map(|n| &**n));
    match &boxed.logic {
        Logic::Literal(program) => text(program),
        Logic::Table(table) => {
            let columns = table.inputs.iter().enumerate();
            let asked = columns.filter(|(at, input)| {
                let mut tests = table.rules.iter().filter_map(|rule| rule.tests.get(*at));
                input.allowed.is_some() || !tests.all(|tests| tests.text() == "-")
            });
            asked.for_each(|(_, input)| text(&input.expression));
            let rules = table.rules.iter();
            rules
                .flat_map(|rule| rule.tests.iter().chain(&rule.outputs))
                .for_each(&mut text);
            let outputs = table.outputs.iter();
            outputs
                .filter_map(|output| output.default.as_ref())
                .for_each(text);
        }
        Logic::Context(entries) => entries.iter().for_each(|(_, inner)| read_by(inner, names)),
        Logic::Invocation(function, bindings) => {
            text(function);
            bindings.iter().for_each(|(_, inner)| read_by(inner, names));
        }
        Logic::List(items) => items.iter().for_each(|inner| read_by(inner, names)),
        Logic::Relation(_, rows) => {
            let cells = rows.iter().flatten();
            cells.for_each(|inner| read_by(inner, names));
        }
        Logic::Function(function) => read_by(&function.body, names),
        Logic::Conditional(parts) => parts.iter().for_each(|inner| read_by(inner, names)),
        Logic::Filter(list, condition) => {
            read_by(list, names);
            read_by(condition, names);
        }
        Logic::For(_, parts) | Logic::Quantified(_, _, parts) => {
            parts.iter().for_each(|inner| read_by(inner, names));
        }
        Logic::Nothing => {}
    }
}
