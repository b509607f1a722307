//! This engine, seen as the other one is seen: by what waits.

use feel::Context;
use workflow_engine::plan::Plan;
use workflow_engine::run::{Input, Instance, TokenId, apply, decide};

/// When it begins: 2026-03-02 08:00 in Taipei, in ms since 1970 UTC.
const MORNING: i64 = 1_772_409_600_000;

/// A process that runs.
pub struct Ours<'p> {
    plan: &'p Plan,
    /// Its state.
    pub instance: Instance,
    now: i64,
}

impl<'p> Ours<'p> {
    /// Starts it.
    pub fn start(plan: &'p Plan, variables: Context) -> Self {
        let mut ours = Self {
            plan,
            instance: Instance::default(),
            now: MORNING,
        };
        ours.give(Input::Start { variables });
        ours
    }

    /// Gives an input; one that cannot be changes nothing.
    pub fn give(&mut self, input: Input) {
        let events = decide(self.plan, &self.instance, input, self.now);
        for event in events.iter().flatten() {
            apply(&mut self.instance, event);
        }
    }

    /// Lets time go by until just after a timer is due; tells how long that is, ms.
    pub fn pass(&mut self) -> Option<i64> {
        let ms = (self.instance.next_wake()? - self.now).max(0) + 1;
        self.now += ms;
        self.give(Input::Wake);
        Some(ms)
    }

    /// The tasks and services that are open: label and token.
    pub fn open(&self) -> Vec<(String, TokenId)> {
        let open = self.instance.tasks.iter().chain(&self.instance.services);
        let mut open: Vec<_> = open
            .map(|(token, element)| (self.label(element, *token), *token))
            .collect();
        open.sort();
        open
    }

    /// Everything that waits, sorted.
    pub fn waits(&self) -> Vec<String> {
        let i = &self.instance;
        let mut waits: Vec<String> = self.open().into_iter().map(|(label, _)| label).collect();
        let timers = i.timers.values().map(|t| (&t.element, t.token));
        let messages = i.messages.values().chain(i.signals.values());
        let events = timers.chain(messages.map(|m| (&m.element, m.token)));
        waits.extend(events.map(|(element, token)| self.label(element, token)));
        let incidents = i.incidents.values();
        waits.extend(incidents.map(|n| format!("{}!{}", n.element, n.code)));
        waits.sort();
        waits
    }

    /// The element's id and the numbers of the instances in which it runs: `e7[2]`.
    fn label(&self, element: &str, token: TokenId) -> String {
        let mut numbers = String::new();
        let mut outer = Some(token);
        while let Some(token) = outer.and_then(|token| self.instance.tokens.get(&token)) {
            if let Some(index) = token.index {
                numbers.insert_str(0, &format!("[{index}]"));
            }
            let scope = self.instance.scopes.get(&token.scope);
            outer = scope.and_then(|scope| scope.token);
        }
        format!("{element}{numbers}")
    }
}
