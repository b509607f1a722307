//! What one sees of a flow that is played: what stands where, and what is waited for.

use jiff::civil::DateTime;
use workflow_engine::plan::{Act, Cause};
use workflow_engine::run::{Instance, TokenId};
use workflow_engine::time::to_civil;

use super::stage::Stage;

/// A token that does not stand for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The token.
    pub token: TokenId,
    /// BPMN id.
    pub element: String,
    /// Which instance of an activity that repeats it is.
    pub index: Option<u32>,
    /// What it waits for.
    pub what: What,
}

/// What a token waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A person.
    Task,
    /// A service of this name, may be empty.
    Service(String),
    /// A decision of this name.
    Rule(String),
    /// An event.
    Event,
    /// Other tokens, at a gateway.
    Join,
    /// Somebody who repairs it: code and reason.
    Incident(String, String),
    /// What runs in it, or after it.
    Inside,
}

/// Something that is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// BPMN id of the event.
    pub element: String,
    /// What it is.
    pub event: AwaitedEvent,
}

/// What is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AwaitedEvent {
    /// A timer that is due then, in Asia/Taipei.
    Timer(DateTime),
    /// A message of this name.
    Message(String),
    /// A signal of this name.
    Signal(String),
    /// A condition.
    Condition(String),
}

impl Stage<'_> {
    /// The tokens that stand for themselves, oldest first.
    #[must_use]
    pub fn standing(&self) -> Vec<Standing> {
        let i = self.instance();
        let known = i.tokens.iter().filter_map(|(token, here)| {
            Some(Standing {
                token: *token,
                element: here.element.to_string(),
                index: here.index,
                what: self.what(*token, &here.element)?,
            })
        });
        known.collect()
    }

    fn what(&self, token: TokenId, element: &str) -> Option<What> {
        let i = self.instance();
        let act = self.flow().node(element).map(|node| &node.act);
        if let Some(incident) = i.incidents.get(&token) {
            return Some(What::Incident(
                incident.code.to_string(),
                incident.reason.clone(),
            ));
        }
        if i.tasks.contains_key(&token) {
            return Some(What::Task);
        }
        if i.services.contains_key(&token) {
            let service = self.flow().node(element);
            let service = service.and_then(|node| node.extension.attribute("service"));
            return Some(match act {
                Some(Act::RuleTask { decision, .. }) => What::Rule(decision.clone()),
                _ => What::Service(service.unwrap_or_default().to_owned()),
            });
        }
        let stands_for_others = i.loops.contains_key(&token)
            || i.scopes.values().any(|scope| scope.token == Some(token));
        if stands_for_others || matches!(act, Some(Act::EventSub(_))) {
            return None;
        }
        Some(match act {
            Some(Act::Exclusive | Act::Parallel | Act::Inclusive) => What::Join,
            _ if hangs(i, token) => What::Event,
            _ => What::Inside,
        })
    }

    /// All that is waited for, timers first as they are due.
    #[must_use]
    pub fn awaited(&self) -> Vec<Awaited> {
        let i = self.instance();
        let mut timers: Vec<_> = i.timers.values().collect();
        timers.sort_by_key(|timer| timer.due);
        let timers = timers.into_iter().map(|timer| Awaited {
            element: timer.element.to_string(),
            event: AwaitedEvent::Timer(to_civil(timer.due).unwrap_or_default()),
        });
        let messages = i.messages.values().map(|wait| Awaited {
            element: wait.element.to_string(),
            event: AwaitedEvent::Message(wait.name.to_string()),
        });
        let signals = i.signals.values().map(|wait| Awaited {
            element: wait.element.to_string(),
            event: AwaitedEvent::Signal(wait.name.to_string()),
        });
        let conditions = i.conditions.values().map(|wait| {
            let node = self.flow().node(&wait.element);
            let cause = usize::try_from(wait.cause).unwrap_or(usize::MAX);
            let cause = node.and_then(|node| node.act.causes().get(cause));
            let text = match cause {
                Some(Cause::Condition(program)) => program.text(),
                _ => "",
            };
            Awaited {
                element: wait.element.to_string(),
                event: AwaitedEvent::Condition(text.to_owned()),
            }
        });
        timers
            .chain(messages)
            .chain(signals)
            .chain(conditions)
            .collect()
    }
}

fn hangs(i: &Instance, token: TokenId) -> bool {
    i.timers.values().any(|wait| wait.token == token)
        || i.messages.values().any(|wait| wait.token == token)
        || i.signals.values().any(|wait| wait.token == token)
        || i.conditions.values().any(|wait| wait.token == token)
}
