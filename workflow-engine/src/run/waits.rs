//! Timers and messages: how they are waited for, and what happens when they come.

use super::event::Event;
use super::instance::{MessageWait, Timer, TokenId, WaitId};
use super::runner::{MAX_STEPS, Runner, Stop, stop};
use crate::plan::{Act, Cause, Node};
use crate::timer::{self, Due, TimerRule};

impl<'p> Runner<'p> {
    pub(super) fn arm_boundaries(&mut self, token: TokenId, node: &'p Node) -> Result<(), Stop> {
        let boundaries = node.boundaries.iter().filter_map(|id| self.plan.at(*id));
        let boundaries: Vec<&'p Node> = boundaries.collect();
        let mut timers = Vec::new();
        for boundary in &boundaries {
            if let Act::Boundary {
                cause: Cause::Timer(rule),
                ..
            } = &boundary.act
            {
                timers.push((boundary.id.clone(), self.due(rule)?));
            }
        }
        for (element, due) in timers {
            self.arm(token, &element, due);
        }
        for boundary in boundaries {
            if let Act::Boundary {
                cause: Cause::Message(name),
                ..
            } = &boundary.act
            {
                self.await_message(token, &boundary.id, name);
            }
        }
        Ok(())
    }

    pub(super) fn due(&self, rule: &TimerRule) -> Result<Due, Stop> {
        let due = match rule {
            TimerRule::Written(timer) => timer::due(timer, self.now),
            TimerRule::Computed { form, program } => {
                let outcome = program.eval(&self.instance.variables);
                timer::from_value(*form, &outcome.value)
                    .and_then(|timer| timer::due(&timer, self.now))
                    .map_err(|reason| format!("{reason}: {}", outcome.reason.unwrap_or_default()))
            }
        };
        due.or_else(|reason| stop("flow-timer", reason))
    }

    pub(super) fn arm(&mut self, token: TokenId, element: &str, due: Due) {
        let (again, every) = due.again.unzip();
        self.emit(Event::TimerArmed {
            wait: WaitId(self.instance.next_wait),
            token,
            element: element.to_owned(),
            due: due.at,
            again,
            every,
        });
    }

    pub(super) fn await_message(&mut self, token: TokenId, element: &str, name: &str) {
        self.emit(Event::MessageAwaited {
            wait: WaitId(self.instance.next_wait),
            token,
            element: element.to_owned(),
            name: name.to_owned(),
        });
    }

    /// Fires the timers that are due, each before the next is looked for.
    pub fn wake(&mut self) {
        loop {
            self.run();
            let due = self.instance.timers.iter();
            let due = due.filter(|(_, timer)| timer.due <= self.now);
            let first = due.min_by_key(|(wait, timer)| (timer.due, **wait));
            let Some((wait, timer)) = first.map(|(wait, timer)| (*wait, timer.clone())) else {
                return;
            };
            self.steps += 1;
            if self.steps > MAX_STEPS {
                return;
            }
            self.fire(wait, &timer);
        }
    }

    fn fire(&mut self, wait: WaitId, timer: &Timer) {
        self.emit(Event::TimerFired {
            wait,
            element: timer.element.clone(),
        });
        if let (Some(left), Some(every)) = (timer.again, &timer.every) {
            let next = timer::Timer::After {
                duration: every.clone(),
                again: left.checked_sub(1),
            };
            if let (1.., Ok(due)) = (left, timer::due(&next, timer.due)) {
                self.arm(timer.token, &timer.element, due);
            }
        }
        self.occurred(timer.token, &timer.element);
    }

    /// A message came to a wait.
    pub fn message(&mut self, wait: WaitId, message: &MessageWait) {
        let stays = self.plan.node(&message.element).is_some_and(|node| {
            matches!(
                node.act,
                Act::Boundary {
                    interrupting: false,
                    ..
                }
            )
        });
        self.emit(Event::MessageTaken {
            wait,
            element: message.element.clone(),
            stays,
        });
        self.occurred(message.token, &message.element);
    }

    /// What a catch or boundary event waited for occurred.
    fn occurred(&mut self, token: TokenId, element: &str) {
        let Some(here) = self.token(token) else {
            return;
        };
        if here.element == element {
            self.done(token);
            return;
        }
        let interrupting = self.plan.node(element).is_none_or(|node| {
            !matches!(
                node.act,
                Act::Boundary {
                    interrupting: false,
                    ..
                }
            )
        });
        if interrupting {
            self.cancel(token);
        }
        self.enter(element, here.scope, None, None);
    }
}
