//! Functions: making them and calling them (DMN 1.5 §10.3.2.13).

use super::Machine;
use crate::lang::builtins::Builtin;
use crate::lang::expr::{Expr, Kind, Param, Ref, Span};
use crate::lang::names;
use crate::lang::val::{Function, Val};
use std::sync::Arc;

impl Machine<'_> {
    pub(super) fn defined(
        &mut self,
        params: &Arc<[Param]>,
        body: &Arc<Expr>,
        itself: Option<u32>,
        at: u32,
    ) -> Val {
        let seen = itself.unwrap_or(at) as usize;
        let seen: Arc<[Val]> = self.locals.iter().take(seen).cloned().collect();
        Val::Function(Arc::new(Function::Defined {
            params: Arc::clone(params),
            body: Arc::clone(body),
            seen,
            inputs: self.inputs.into(),
            itself,
            result: None,
        }))
    }

    pub(super) fn call(&mut self, span: Span, function: &Expr, arguments: &[Expr]) -> Val {
        if let Kind::Name(_, Ref::Builtin(builtin)) = &function.kind {
            let arguments = arguments
                .iter()
                .map(|argument| self.eval(argument))
                .collect();
            self.place = span;
            return builtin.call(self, arguments);
        }
        let called = self.eval(function);
        let Val::Function(called) = called else {
            return self.null_at(span, "feel-not-a-function", &[("of_type", called.kind())]);
        };
        let arguments: Vec<Val> = arguments
            .iter()
            .map(|argument| self.eval(argument))
            .collect();
        self.place = span;
        self.apply(&called, arguments)
    }

    pub(super) fn call_named(
        &mut self,
        span: Span,
        function: &Expr,
        arguments: &[(Arc<str>, Expr)],
    ) -> Val {
        let called = self.eval(function);
        let Val::Function(called) = called else {
            return self.null_at(span, "feel-not-a-function", &[("of_type", called.kind())]);
        };
        let mut given = Vec::with_capacity(arguments.len());
        for (name, argument) in arguments {
            given.push((Arc::clone(name), self.eval(argument)));
        }
        self.place = span;
        self.apply_named(&called, given)
    }

    /// Calls a function with arguments by name.
    pub fn apply_named(&mut self, called: &Arc<Function>, given: Vec<(Arc<str>, Val)>) -> Val {
        let params: &[Param] = match &**called {
            Function::Builtin(builtin) => return builtin.call_named(self, given),
            Function::Defined { params, .. } => params,
            Function::Host(host) => host.params(),
        };
        let mut arguments = vec![None; params.len()];
        for (name, value) in given {
            let place = params
                .iter()
                .position(|param| names::spelled(&param.name) == *name);
            match place.and_then(|place| arguments.get_mut(place)) {
                Some(slot) => *slot = Some(value),
                None => return self.null("feel-parameter-unknown", &[("name", &name)]),
            }
        }
        let arguments: Option<Vec<Val>> = arguments.into_iter().collect();
        match arguments {
            Some(arguments) => self.apply(called, arguments),
            None => self.null("feel-arguments", &[]),
        }
    }

    /// Calls a function.
    pub fn apply(&mut self, called: &Arc<Function>, arguments: Vec<Val>) -> Val {
        let params: &[Param] = match &**called {
            Function::Builtin(builtin) => return builtin.call(self, arguments),
            Function::Defined { params, .. } => params,
            Function::Host(host) => host.params(),
        };
        if params.len() != arguments.len() {
            return self.null("feel-arguments", &[]);
        }
        let mut coerced = Vec::with_capacity(arguments.len());
        for (param, argument) in params.iter().zip(&arguments) {
            match param.of.coerced(argument, self) {
                Some(value) => coerced.push(value),
                None => {
                    let facts = [("name", &*param.name), ("of_type", argument.kind())];
                    return self.null("feel-argument", &facts);
                }
            }
        }
        if self.calls >= self.limits.calls {
            self.stop("feel-calls", self.limits.calls.to_string());
            return Val::Null;
        }
        self.calls += 1;
        let value = self.run(called, coerced);
        self.calls -= 1;
        value
    }

    fn run(&mut self, called: &Arc<Function>, arguments: Vec<Val>) -> Val {
        match &**called {
            Function::Builtin(builtin) => builtin.call(self, arguments),
            Function::Host(host) => host.call(self, arguments),
            Function::Defined {
                body,
                seen,
                inputs,
                itself,
                result,
                ..
            } => {
                let mut frame: Vec<Val> = seen.to_vec();
                if itself.is_some() {
                    frame.push(Val::Function(Arc::clone(called)));
                }
                frame.extend(arguments);
                let value = self.inner(inputs, |machine| {
                    machine.locals = frame;
                    machine.eval(body)
                });
                match result {
                    Some(of) => of.coerced(&value, self).unwrap_or_default(),
                    None => value,
                }
            }
        }
    }
}

impl Builtin {
    /// The function itself as a value.
    #[must_use]
    pub fn value(self) -> Val {
        Val::Function(Arc::new(Function::Builtin(self)))
    }
}
