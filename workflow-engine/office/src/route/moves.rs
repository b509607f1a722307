//! What becomes true of a route. These are the only changes of one.

use super::{Returned, Route, Stand};
use crate::case::Outcome;
use crate::ids::SlotId;
use crate::org::Desk;

impl Route {
    /// A station opened at a slot.
    pub fn opened(&mut self, id: &SlotId) {
        self.waits.remove(id);
        self.with(id, |slot| {
            slot.stand = Stand::Open;
            slot.laps += 1;
        });
    }

    /// The station of a slot closed.
    pub fn closed(&mut self, id: &SlotId, outcome: Outcome) {
        let stand = match outcome {
            Outcome::Done => Stand::Closed,
            Outcome::Against => Stand::Against,
            Outcome::Decided => Stand::Decided,
            Outcome::Refused => Stand::Refused,
            Outcome::Returned | Outcome::Left | Outcome::Paused | Outcome::Transferred => {
                Stand::Ahead
            }
        };
        // Who has it from somebody that may go on meanwhile may as well.
        if outcome != Outcome::Transferred {
            self.kept.remove(id);
        }
        let mut closing = 0;
        if stand.is_signed() {
            self.closings += 1;
            closing = self.closings;
            self.waits.retain(|_, other| other != id);
        }
        self.with(id, |slot| {
            slot.stand = stand;
            slot.closing = closing;
        });
        if stand.is_signed() {
            self.forget_kept();
        }
    }

    /// A case was sent back along the route.
    pub fn returned(&mut self, returned: &Returned) {
        for id in &returned.reopened {
            self.reopen(id);
        }
        self.kept = returned.kept.iter().cloned().collect();
        if returned.beside {
            self.waits
                .insert(returned.from.clone(), returned.to.clone());
        }
    }

    /// A signature was taken back before anybody saw it. 抽回
    pub fn taken_back(&mut self, id: &SlotId) {
        self.reopen(id);
    }

    /// A slot was taken off.
    pub fn taken_off(&mut self, id: &SlotId) {
        self.kept.remove(id);
        self.with(id, |slot| slot.stand = Stand::Gone);
        self.forget_kept();
    }

    /// A slot waits somewhere else. 轉陳
    pub fn moved(&mut self, id: &SlotId, desk: &Desk) {
        self.with(id, |slot| slot.desk = desk.clone());
    }

    /// Those whose turn has come need nobody's leave to go on: when something is reopened or added
    /// before them later, they wait for it.
    fn forget_kept(&mut self) {
        if self.kept.is_empty() {
            return;
        }
        let kept = std::mem::take(&mut self.kept);
        let waiting = self.frontier().pause;
        self.kept = kept.into_iter().filter(|id| waiting.contains(id)).collect();
    }

    fn reopen(&mut self, id: &SlotId) {
        self.with(id, |slot| {
            slot.stand = Stand::Ahead;
            slot.closing = 0;
        });
    }
}
