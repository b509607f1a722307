//! Compensation (BPMN 2.0.2 §13.5.5): handlers run one after the other, the last done first.

use super::event::Event;
use super::instance::TokenId;
use super::runner::{Runner, Stop, stop};

impl Runner<'_> {
    /// A token is on an event that throws a compensation.
    pub(super) fn compensate(
        &mut self,
        token: TokenId,
        activity: Option<&str>,
    ) -> Result<(), Stop> {
        if !self.instance().compensations.contains_key(&token) {
            let records = self.to_compensate(token, activity);
            if records.is_empty() {
                return self.leave(token);
            }
            self.emit(Event::CompensationBegun { token, records });
        }
        self.compensate_next(token)
    }

    /// What was done in the token's scope, or in the sub-processes that ended in it, and is not
    /// being compensated already; newest first.
    fn to_compensate(&self, token: TokenId, activity: Option<&str>) -> Vec<u64> {
        let Some(here) = self.token(token) else {
            return Vec::new();
        };
        let running: Vec<u64> = self
            .instance()
            .compensations
            .values()
            .flatten()
            .copied()
            .collect();
        let named = |element: &str, within: &[String]| {
            activity.is_none_or(|a| element == a || within.iter().any(|w| w == a))
        };
        let done = self.instance().done.iter().rev();
        done.filter(|(_, d)| d.scope == here.scope && named(&d.element, &d.within))
            .map(|(record, _)| *record)
            .filter(|record| !running.contains(record))
            .collect()
    }

    fn compensate_next(&mut self, token: TokenId) -> Result<(), Stop> {
        let next = self.instance().compensations.get(&token);
        let next = next.and_then(|records| records.first().copied());
        let Some(record) = next else {
            return self.leave(token);
        };
        let found = self.instance().done.get(&record).cloned();
        let handler = found.as_ref().and_then(|done| {
            let handler = self.plan().node(&done.element)?.handler?;
            self.plan().at(handler)
        });
        let (Some(done), Some(handler)) = (found, handler) else {
            return stop("flow-plan", "the plan has no handler for what was done");
        };
        let id = handler.id.clone();
        self.enter(&id, done.scope, None, Some(record));
        Ok(())
    }

    /// A handler is done: its record is compensated, and the next one begins.
    pub(super) fn undone(&mut self, token: TokenId, record: u64) {
        let thrower = self.instance().compensations.iter();
        let thrower = thrower
            .filter(|(_, records)| records.contains(&record))
            .map(|(token, _)| *token)
            .next();
        let handler = self.token(token).map(|here| here.element);
        self.emit(Event::Left {
            token,
            element: handler.unwrap_or_default(),
        });
        let compensated = self.instance().done.get(&record);
        let element = compensated.map(|done| done.element.clone());
        self.emit(Event::Compensated {
            record,
            element: element.unwrap_or_default(),
        });
        let Some(thrower) = thrower else {
            return;
        };
        if let Err(stop) = self.compensate_next(thrower) {
            self.incident(thrower, stop.code, &stop.reason);
        }
    }
}
