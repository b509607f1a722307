//! What is taken away: tokens, waits, records, and the frames of sub-processes that are no more.

use super::Crossing;
use crate::migration::{Way, undoes};
use crate::name::Name;
use crate::run::decide::Refused;
use crate::run::event::Event;
use crate::run::instance::{Instance, TokenId, WaitId};
use feel::Context;
use std::collections::BTreeSet;

impl Crossing<'_> {
    /// Refuses when a compensation is running of something that cannot be compensated any more.
    pub(super) fn compensations_can_go_on(&self) -> Result<(), Refused> {
        let instance = self.runner.instance();
        let mut running = instance
            .compensations
            .iter()
            .filter(|(thrower, _)| self.kept.iter().any(|(token, ..)| token == *thrower));
        let lost = running.find_map(|(_, records)| {
            let done = records.iter().filter_map(|r| instance.done.get(r));
            let mut done = done.filter(|d| self.scopes.contains(&d.scope));
            done.find(|done| !self.can_be_undone(&done.element))
        });
        match lost {
            Some(done) => Err(Refused::Undecided {
                element: done.element.to_string(),
            }),
            None => Ok(()),
        }
    }

    fn can_be_undone(&self, element: &str) -> bool {
        match self.course.way(element) {
            Some(Way::Keeps(to)) => self.course.to().at(to).is_some_and(undoes),
            _ => false,
        }
    }

    /// Takes away what has no place in the new flow.
    pub(super) fn take_away(&mut self) {
        self.give_up_compensations();
        let instance = self.runner.instance();
        let tokens = instance.tokens.iter();
        let kept = self.kept.iter().map(|(token, ..)| *token);
        let stays: BTreeSet<TokenId> = kept.chain(self.dissolved.iter().copied()).collect();
        let gone = tokens
            .filter(|(token, here)| self.scopes.contains(&here.scope) && !stays.contains(token));
        let gone: Vec<TokenId> = gone.map(|(token, _)| *token).collect();
        for token in gone {
            self.runner.cancel(token);
        }
        let waits: Vec<(WaitId, Name)> = all_waits(self.runner.instance())
            .filter(|(_, token, element)| {
                let here = self.runner.instance().tokens.get(token);
                here.is_some_and(|here| self.scopes.contains(&here.scope))
                    && !matches!(self.course.way(element), Some(Way::Keeps(_)))
            })
            .map(|(wait, _, element)| (wait, element.clone()))
            .collect();
        for (wait, element) in waits {
            self.runner.emit(Event::WaitDropped { wait, element });
        }
        let done = self.runner.instance().done.iter();
        let lost = done.filter(|(_, done)| {
            self.scopes.contains(&done.scope) && !self.can_be_undone(&done.element)
        });
        let lost: Vec<(u64, Name)> = lost.map(|(r, done)| (*r, done.element.clone())).collect();
        for (record, element) in lost {
            self.runner.emit(Event::RecordDropped { record, element });
        }
    }

    /// What a compensation that is taken away had begun goes with it.
    fn give_up_compensations(&mut self) {
        let instance = self.runner.instance();
        let kept: BTreeSet<TokenId> = self.kept.iter().map(|(token, ..)| *token).collect();
        let gone = instance.compensations.iter().filter(|(thrower, _)| {
            let here = instance.tokens.get(thrower);
            !kept.contains(thrower) && here.is_some_and(|h| self.scopes.contains(&h.scope))
        });
        let records: BTreeSet<u64> = gone.flat_map(|(_, records)| records).copied().collect();
        let undoes = |token: &TokenId| {
            let here = instance.tokens.get(token);
            here.and_then(|here| here.undoes)
                .is_some_and(|record| records.contains(&record))
        };
        let handlers: BTreeSet<TokenId> = kept.into_iter().filter(undoes).collect();
        self.kept.retain(|(token, ..)| !handlers.contains(token));
        for token in handlers {
            self.runner.cancel(token);
        }
    }

    /// Begins the next handler of a compensation whose handler was taken away.
    pub(super) fn compensate_on(&mut self) {
        let instance = self.runner.instance();
        let waits = instance.compensations.iter().filter(|(thrower, records)| {
            let here = instance.tokens.get(thrower);
            let ours = here.is_some_and(|here| self.scopes.contains(&here.scope));
            let mut tokens = instance.tokens.values();
            ours && !tokens.any(|at| at.undoes.is_some_and(|record| records.contains(&record)))
        });
        let waits: Vec<TokenId> = waits.map(|(thrower, _)| *thrower).collect();
        for thrower in waits {
            if let Err(stop) = self.runner.compensate_next(thrower) {
                self.runner.incident(thrower, stop.code, &stop.reason);
            }
        }
    }

    /// Takes the frames away whose content was brought elsewhere, the inner ones first. What they
    /// knew is known around them.
    pub(super) fn dissolve(&mut self) {
        let mut frames: Vec<(usize, TokenId)> = Vec::new();
        for token in &self.dissolved {
            if let Some(here) = self.runner.token(*token) {
                frames.push((self.runner.around(here.scope).len(), *token));
            }
        }
        frames.sort_unstable();
        for (_, token) in frames.into_iter().rev() {
            let knew = self.runner.instance().locals.get(&token).cloned();
            let inner = self.runner.instance().scopes.iter();
            let inner = inner.filter(|(_, run)| run.token == Some(token));
            let inner: Vec<_> = inner.map(|(scope, _)| *scope).collect();
            for scope in inner {
                self.runner.drop_guards(scope);
                self.runner.emit(Event::ScopeEnded { scope, kept: true });
            }
            let Some(here) = self.runner.token(token) else {
                continue;
            };
            let seen = self.runner.instance().variables_at(token).into_owned();
            self.runner.emit(Event::Cancelled {
                token,
                element: here.element,
            });
            let outer = self.runner.owner(here.scope);
            let around = match outer {
                Some(owner) => self.runner.instance().variables_at(owner).into_owned(),
                None => (*self.runner.instance().variables).clone(),
            };
            let new = knew.unwrap_or_default().into_keys();
            let new: Context = new
                .filter(|name| !around.contains_key(name))
                .filter_map(|name| Some((name.clone(), seen.get(&name)?.clone())))
                .collect();
            match outer {
                Some(owner) => self.runner.set_locals(owner, new),
                None => self.runner.set(new),
            }
        }
    }
}

/// Every wait with the token on which it hangs and its event.
pub(super) fn all_waits(instance: &Instance) -> impl Iterator<Item = (WaitId, TokenId, &Name)> {
    let timers = instance.timers.iter();
    let timers = timers.map(|(id, wait)| (*id, wait.token, &wait.element));
    let messages = instance.messages.iter().chain(&instance.signals);
    let messages = messages.map(|(id, wait)| (*id, wait.token, &wait.element));
    let conditions = instance.conditions.iter();
    let conditions = conditions.map(|(id, wait)| (*id, wait.token, &wait.element));
    timers.chain(messages).chain(conditions)
}
