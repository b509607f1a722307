//! The ways back: sending a case back to somebody who signed, and taking an own signature back.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{Order, Route, Stand};
use crate::Refusal;
use crate::case::Outcome;
use crate::ids::SlotId;

/// How it goes on once the one to whom it was sent back has signed again.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
pub enum Mode {
    /// Straight to who sent it back; who signed in between has signed. 直送
    #[n(1)]
    Straight,
    /// Everybody after them signs again. 重走
    #[n(2)]
    Again,
}

/// What becomes of those on other branches beside who sends it back.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
pub enum Siblings {
    /// They stop, and sign anew when it comes back, also those who had signed.
    #[n(1)]
    Cancel,
    /// They go on meanwhile.
    #[n(2)]
    Keep,
    /// They wait and go on when it comes back; who had signed has signed.
    #[n(3)]
    Wait,
}

/// That a case was sent back along the route. 退回
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Returned {
    /// The slot that sent it back.
    #[n(1)]
    pub from: SlotId,
    /// The slot to which.
    #[n(2)]
    pub to: SlotId,
    /// How it goes on from there.
    #[n(3)]
    pub mode: Mode,
    /// The signed slots that sign again, in the order of the tree.
    #[n(4)]
    pub reopened: Vec<SlotId>,
    /// The open slots that go on meanwhile.
    #[n(5)]
    pub kept: Vec<SlotId>,
    /// The two lie on branches beside each other: the sender waits for the other.
    #[n(6)]
    pub beside: bool,
}

impl Route {
    /// What sending back from an open slot to a signed one means.
    ///
    /// # Errors
    /// `return-to-unknown` when there is no such slot, `return-to-open` when nobody's signature
    /// holds there, `return-to-ahead` when it comes after the sender, `return-to-waiting` when its turn
    /// comes only after somebody who waits for the sender.
    pub fn returning(
        &self,
        from: &SlotId,
        to: &SlotId,
        mode: Mode,
        siblings: Siblings,
    ) -> Result<Returned, Refusal> {
        let unknown = || Refusal::new("return-to-unknown").with("slot", to);
        let target = self.slot(to).ok_or_else(unknown)?;
        if !target.stand.is_signed() {
            return Err(Refusal::new("return-to-open").with("slot", to));
        }
        let beside = match self.order(to, from).ok_or_else(unknown)? {
            Order::Before => false,
            Order::Beside => true,
            Order::After | Order::Same => {
                return Err(Refusal::new("return-to-ahead").with("slot", to));
            }
        };
        let mut returned = Returned {
            from: from.clone(),
            to: to.clone(),
            mode,
            reopened: Vec::new(),
            kept: Vec::new(),
            beside,
        };
        self.affected(&mut returned, siblings);
        if beside && !self.with_return(&returned).comes_to_an_end() {
            return Err(Refusal::new("return-to-waiting").with("slot", to));
        }
        Ok(returned)
    }

    /// Who signs again, and who goes on meanwhile.
    fn affected(&self, returned: &mut Returned, siblings: Siblings) {
        let (from, to) = (returned.from.clone(), returned.to.clone());
        let (from, to, mode) = (&from, &to, returned.mode);
        for slot in self.slots() {
            let after = self.order(to, &slot.id) == Some(Order::Before);
            let sibling =
                !returned.beside && after && self.order(from, &slot.id) == Some(Order::Beside);
            let again = match (sibling, siblings) {
                _ if slot.id == *to => true,
                (true, Siblings::Cancel) => true,
                (true, Siblings::Keep | Siblings::Wait) => false,
                (false, _) => after && mode == Mode::Again,
            };
            if slot.stand.is_signed() && again {
                returned.reopened.push(slot.id.clone());
            }
            let keeps = match sibling {
                true => siblings == Siblings::Keep,
                false => self.kept.contains(&slot.id),
            };
            if slot.stand == Stand::Open && keeps {
                returned.kept.push(slot.id.clone());
            }
        }
    }

    fn with_return(&self, returned: &Returned) -> Self {
        let mut after = self.clone();
        after.closed(&returned.from, Outcome::Returned);
        after.returned(returned);
        after
    }

    /// Whether signatures alone lead to the end: nobody waits in a circle.
    fn comes_to_an_end(mut self) -> bool {
        loop {
            let frontier = self.frontier();
            if frontier.end.is_some() {
                return true;
            }
            let slots = self.slots().into_iter();
            let open = slots.filter(|slot| slot.stand == Stand::Open);
            let mut turn: Vec<SlotId> = open.map(|slot| slot.id.clone()).collect();
            turn.retain(|id| !frontier.pause.contains(id));
            turn.extend(frontier.open);
            if turn.is_empty() {
                return false;
            }
            turn.iter().for_each(|id| self.closed(id, Outcome::Done));
        }
    }

    /// The open slots that would wait again if the signature of a slot were taken back. They must
    /// not have been opened by anybody yet.
    ///
    /// # Errors
    /// `take-back-unsigned` when no signature holds there, `take-back-signed` when somebody who came
    /// after has signed since.
    pub fn taking_back(&self, id: &SlotId) -> Result<Vec<SlotId>, Refusal> {
        let slot = self.slot(id).filter(|slot| slot.stand.is_signed());
        let slot = slot.ok_or_else(|| Refusal::new("take-back-unsigned").with("slot", id))?;
        let later = |other: &&super::Slot| {
            other.closing > slot.closing && self.order(id, &other.id) == Some(Order::Before)
        };
        if self.slots().iter().any(later) {
            return Err(Refusal::new("take-back-signed").with("slot", id));
        }
        let before = self.frontier();
        let mut after = self.clone();
        after.taken_back(id);
        let mut waits = after.frontier().pause;
        waits.retain(|open| !before.pause.contains(open));
        Ok(waits)
    }
}
