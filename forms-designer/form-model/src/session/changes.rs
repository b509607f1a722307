//! What a change changed.

use std::collections::{BTreeMap, BTreeSet};

use feel::Value;

use super::{Asked, Rows, Session};
use crate::plan::{PartId, SlotId};

/// What became different by one change, in document order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes(pub Vec<Change>);

/// A component that is different at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// As [`Seen::path`](super::Seen::path).
    pub path: String,
    /// What it asks now; none where its row is gone.
    pub asked: Option<Asked>,
    /// The answer that counts now; null where there is none.
    pub value: Value,
}

impl Session {
    pub(super) fn changes(
        &self,
        before: BTreeMap<(PartId, Rows), Option<Asked>>,
        answers: BTreeSet<(SlotId, Rows)>,
    ) -> Changes {
        let plan = self.form.plan();
        let differs = |(key, known): ((PartId, Rows), Option<Asked>)| {
            (self.asked.get(&key) != known.as_ref()).then_some(key)
        };
        let mut places: BTreeSet<(PartId, Rows)> = before.into_iter().filter_map(differs).collect();
        for (slot, rows) in answers {
            let asked = plan.slots[slot].parts.iter();
            let asked = asked.filter(|part| self.asked(**part, &rows).is_some());
            places.extend(asked.map(|part| (*part, rows.clone())));
        }
        let change = |(part, rows): (PartId, Rows)| {
            let slot = plan.parts[part].slot;
            let value = slot.and_then(|slot| self.counted_at(slot, &rows));
            Change {
                path: self.form.path_of(part, &rows),
                asked: self.asked(part, &rows).cloned(),
                value: value.cloned().unwrap_or_default(),
            }
        };
        Changes(places.into_iter().map(change).collect())
    }
}
