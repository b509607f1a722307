//! Whether a flow can always come to its end: no token waits for another that never comes, none
//! comes twice where one is expected, and from everywhere the end can be reached (van der Aalst,
//! "soundness" of workflow nets).
//!
//! Each process and sub-process is looked at by itself: an activity counts as one step, a condition
//! may be true or false, an event may occur or not. First what is nested rightly is folded away
//! ([`net`]), which settles most flows at once; what is left is tried out state by state, up to a
//! stated bound.

mod explore;
mod net;
mod reduce;
#[cfg(test)]
mod tests;

use crate::plan::Plan;
use std::collections::BTreeSet;

/// Most states of one process or sub-process that are tried.
pub const MAX_STATES: usize = 50_000;

/// What can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Tokens wait for others that never come.
    Deadlock,
    /// A second token comes to where one is expected.
    Unsynchronised,
    /// The end cannot be reached any more, though something goes on.
    Endless,
    /// There are more states than are tried; nothing is proved.
    NotProved,
}

impl Fault {
    codes! {
        Deadlock => "flow-deadlock",
        Unsynchronised => "flow-unsynchronised",
        Endless => "flow-endless",
        NotProved => "flow-not-proved",
    }
}

/// Something that can go wrong in a flow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unsound {
    /// BPMN id of the process or sub-process.
    pub scope: String,
    /// What it is.
    pub fault: Fault,
    /// BPMN ids of the elements that wait, that get a second token, or that go on for ever.
    pub elements: Vec<String>,
    /// BPMN ids of the elements that were left on a shortest way there, in order.
    pub way: Vec<String>,
}

/// Everything that can go wrong in a plan.
#[must_use]
pub fn unsound(plan: &Plan) -> Vec<Unsound> {
    let mut found = BTreeSet::new();
    for net in net::nets(plan) {
        let scope = net.scope.clone();
        let reduced = reduce::reduced(net);
        if reduced.is_trivial() {
            continue;
        }
        for (fault, elements, way) in explore::explore(&reduced, MAX_STATES) {
            let scope = scope.clone();
            found.insert(Unsound {
                scope,
                fault,
                elements,
                way,
            });
        }
    }
    found.into_iter().collect()
}
