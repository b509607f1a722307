//! Calls: of the language's functions, and of those that are defined.

use super::kinds::{self, fits, plain};
use super::signatures::{self, Takes};
use super::{Checker, nearest, type_name};
use crate::lang::builtins::{self, Builtin};
use crate::lang::eval::{Limits, Machine};
use crate::lang::expr::{Expr, Kind, Ref, Span};
use crate::lang::types::Type;
use crate::lang::val::Val;
use std::sync::Arc;

/// Functions that make a value of a text: what they make of a written one is known.
const READERS: [&str; 5] = ["date", "time", "date and time", "duration", "number"];

impl Checker<'_> {
    pub(super) fn call(&mut self, span: Span, function: &Expr, arguments: &[Expr]) -> Type {
        if let Some(builtin) = builtin(function) {
            let asking = usize::from(super::is_asking(function));
            self.asked += asking;
            let given: Vec<Type> = arguments.iter().map(|argument| self.of(argument)).collect();
            self.asked -= asking;
            return self.builtin(span, builtin, arguments, &given);
        }
        let given: Vec<(Type, Span)> = arguments
            .iter()
            .map(|argument| (self.of(argument), argument.span))
            .collect();
        let Some((params, result)) = self.called(function) else {
            return Type::Any;
        };
        if params.is_empty() {
            return (*result).clone();
        }
        if params.len() != given.len() {
            self.counted(span, &name_of(function), params.len(), given.len());
        } else {
            for ((of, span), wanted) in given.iter().zip(params.iter()) {
                if !fits(of, wanted) {
                    let name = name_of(function);
                    self.argument(*span, &name, type_name(wanted), of);
                }
            }
        }
        (*result).clone()
    }

    pub(super) fn call_named(
        &mut self,
        span: Span,
        function: &Expr,
        given: &[(Arc<str>, Expr)],
    ) -> Type {
        let types: Vec<(&str, Type, &Expr)> = given
            .iter()
            .map(|(name, value)| (&**name, self.of(value), value))
            .collect();
        let Some(builtin) = builtin(function) else {
            let called = self.called(function);
            return called.map_or(Type::Any, |(_, result)| (*result).clone());
        };
        let knows = |form: &[&str], name: &str| form.contains(&name);
        let whole = |form: &&&'static [&'static str]| types.iter().all(|(n, ..)| knows(form, n));
        let Some((at, form)) = builtin
            .forms()
            .iter()
            .enumerate()
            .find(|(_, form)| whole(form))
        else {
            let stranger = types
                .iter()
                .find(|(name, ..)| !builtin.forms().iter().any(|form| knows(form, name)));
            let Some((name, _, value)) = stranger else {
                self.find("feel-arguments", span, &[("function", builtin.name())]);
                return signatures::result(builtin.name(), &[]);
            };
            let known = builtin.forms().iter().flat_map(|form| form.iter().copied());
            let near = nearest(name, known).unwrap_or_default();
            let facts = [
                ("function", builtin.name()),
                ("name", name),
                ("nearest", near),
            ];
            self.find("feel-parameter-unknown", value.span, &facts);
            return signatures::result(builtin.name(), &[]);
        };
        let takes = signatures::forms(builtin.name()).get(at).copied();
        let mut arguments = Vec::new();
        for (place, param) in form.iter().enumerate() {
            let found = types.iter().find(|(name, ..)| name == param);
            let of = found.map_or(Type::Null, |(_, of, _)| of.clone());
            let takes = takes.and_then(|takes| takes.get(place)).copied();
            // Forms with the same parameters are told apart by what is given.
            if let (Some(takes), Some((_, _, value)), 1) = (takes, found, builtin.forms().len())
                && !takes.takes(&of)
            {
                self.argument(value.span, builtin.name(), &takes.wanted(), &of);
            }
            arguments.push(of);
        }
        signatures::result(builtin.name(), &arguments)
    }

    /// What a function that is no one of the language takes and gives, when that is known.
    fn called(&mut self, function: &Expr) -> Option<(Arc<[Type]>, Arc<Type>)> {
        if let Kind::Name(name, Ref::Input(_) | Ref::Unknown) = &function.kind
            && !self.inputs.contains_key(&**name)
        {
            let mut known: Vec<&str> = builtins::names().collect();
            known.extend(self.inputs.keys().map(String::as_str));
            let near = nearest(name, known.into_iter());
            let near = near.unwrap_or_default().to_owned();
            let facts = [("function", &**name), ("nearest", &near)];
            self.find("feel-function-unknown", function.span, &facts);
            return None;
        }
        let of = self.of(function);
        match plain(&of) {
            Type::Function(params, result) => Some((Arc::clone(params), Arc::clone(result))),
            Type::Any | Type::Null => None,
            other => {
                let kind = type_name(other);
                self.find("feel-not-a-function", function.span, &[("of_type", kind)]);
                None
            }
        }
    }

    fn builtin(
        &mut self,
        span: Span,
        builtin: Builtin,
        arguments: &[Expr],
        given: &[Type],
    ) -> Type {
        let name = builtin.name();
        if let Some(of) = self.read(span, builtin, arguments) {
            return of;
        }
        if !builtin.takes_so_many(given.len()) {
            let most = builtin.forms().iter().map(|form| form.len()).max();
            self.counted(span, name, most.unwrap_or(0), given.len());
            return signatures::result(name, given);
        }
        let forms: Vec<&[Takes]> = signatures::forms(name)
            .iter()
            .copied()
            .filter(|form| builtin.is_many() || form.len() >= given.len())
            .collect();
        let takes = |form: &[Takes], place: usize| {
            let last = form.last().copied().unwrap_or(Takes::Any);
            form.get(place).copied().unwrap_or(last)
        };
        let fits = |form: &&[Takes]| {
            let mut places = given.iter().enumerate();
            places.all(|(place, of)| takes(form, place).takes(of))
        };
        if !forms.iter().any(fits) {
            self.misfit(name, &forms, arguments, given);
        }
        signatures::result(name, given)
    }

    /// Names the first argument that no form takes.
    fn misfit(&mut self, name: &str, forms: &[&[Takes]], arguments: &[Expr], given: &[Type]) {
        for (place, (argument, of)) in arguments.iter().zip(given).enumerate() {
            let takes = forms
                .iter()
                .filter_map(|form| form.get(place).or(form.last()).copied());
            let takes: Vec<Takes> = takes.collect();
            if takes.iter().any(|takes| takes.takes(of)) {
                continue;
            }
            let mut wanted: Vec<String> = takes.iter().map(|takes| takes.wanted()).collect();
            wanted.retain(|wanted| !wanted.is_empty());
            wanted.dedup();
            self.argument(argument.span, name, &wanted.join(", "), of);
            return;
        }
        // Each fits some form, but not the same one.
        if let Some((argument, of)) = arguments.last().zip(given.last()) {
            self.argument(argument.span, name, "", of);
        }
    }

    /// What a function makes of texts and numbers that are written, when it makes anything of them.
    fn read(&mut self, span: Span, builtin: Builtin, arguments: &[Expr]) -> Option<Type> {
        let name = builtin.name();
        if !READERS.contains(&name) || arguments.is_empty() {
            return None;
        }
        let written: Option<Vec<Val>> = arguments
            .iter()
            .map(|argument| match &argument.kind {
                Kind::Literal(value @ (Val::Text(_) | Val::Number(_))) => Some(value.clone()),
                _ => None,
            })
            .collect();
        let written = written?;
        if !builtin.takes_so_many(written.len()) {
            return None;
        }
        let text = match written.as_slice() {
            [Val::Text(text), ..] => text.to_string(),
            _ => String::new(),
        };
        let mut machine = Machine::new(&[], Limits::default());
        match builtin.call(&mut machine, written) {
            Val::Null if text.is_empty() => None,
            Val::Null => {
                self.find(
                    "feel-no-value",
                    span,
                    &[("function", name), ("text", &text)],
                );
                Some(signatures::result(name, &[]))
            }
            value => Some(kinds::of_value(&value)),
        }
    }

    fn counted(&mut self, span: Span, function: &str, wanted: usize, given: usize) {
        let (wanted, given) = (wanted.to_string(), given.to_string());
        let facts = [
            ("function", function),
            ("wanted", &*wanted),
            ("given", &*given),
        ];
        self.find("feel-arguments", span, &facts);
    }

    fn argument(&mut self, span: Span, function: &str, wanted: &str, of: &Type) {
        let facts = [
            ("function", function),
            ("wanted_type", wanted),
            ("of_type", type_name(of)),
        ];
        self.find("feel-argument", span, &facts);
    }
}

fn builtin(function: &Expr) -> Option<Builtin> {
    match &function.kind {
        Kind::Name(_, Ref::Builtin(builtin)) => Some(*builtin),
        _ => None,
    }
}

fn name_of(function: &Expr) -> String {
    match &function.kind {
        Kind::Name(name, _) | Kind::Path(_, name) => name.to_string(),
        _ => String::new(),
    }
}
