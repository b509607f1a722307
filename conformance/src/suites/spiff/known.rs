//! Differences in which the standard decides for this engine.

use super::blocks::{has, within};
use super::drawing::{Around, Block};
use super::steps::Difference;

/// A difference that was looked into.
pub struct Known {
    /// What SpiffWorkflow does.
    pub what: &'static str,
    /// The clause of BPMN 2.0.2 (OMG formal/2013-12-09) that it does not keep.
    pub clause: &'static str,
    /// Whether the smallest flow that differs is of this kind.
    pub fits: fn(&Block, &Difference) -> bool,
}

/// The differences. What is there for a flow of one kind must also differ in the way that is
/// told: a token that is missing here is none of them.
pub const KNOWN: &[Known] = &[
    Known {
        what: "the end of an activity takes away what its non-interrupting timer began and what \
               still runs",
        clause: "§10.5.6: the handler of a boundary event runs concurrently to the activity",
        fits: |block, difference| around(block, Around::Reminder) && difference.lacks_there(),
    },
    Known {
        what: "a non-interrupting signal occurs once only, while the activity goes on",
        clause: "§10.5.6: whenever the event occurs; table 10.91: multiple instances of the \
                 handler can run concurrently",
        fits: |block, difference| around(block, Around::Signal(false)) && difference.lacks_there(),
    },
    Known {
        what: "an error is caught by every activity with such a boundary event that runs, not \
               only by the one from which it comes",
        clause: "§10.5.1, §13.5.3: an error goes up from where it is thrown to the scope that \
                 encloses it",
        fits: |block, _| within(block, &|block| matches!(block, Block::Fails(_))) > 1,
    },
    Known {
        what: "a parallel join goes on too early when it is reached again by a way back",
        clause: "§13.4.1: it consumes exactly one token from each incoming flow",
        fits: |block, difference| {
            again(block, |block| matches!(block, Block::And(..))) && difference.is_ahead_there()
        },
    },
    Known {
        what: "an inclusive join goes on too early, or breaks, when it is reached again by a way \
               back",
        clause: "§13.4.3: it waits while a token can reach an incoming flow that has none, and \
                 consumes one from each that has",
        fits: |block, difference| {
            again(block, |block| matches!(block, Block::Or(..))) && difference.is_ahead_there()
        },
    },
    Known {
        what: "an inclusive join goes on too early when two gateways or a running activity are \
               before it",
        clause: "§13.4.3: it waits while a token can reach an incoming flow that has none",
        fits: |block, difference| {
            has(block, &|block| matches!(block, Block::Or(..))) && difference.is_ahead_there()
        },
    },
];

fn around(block: &Block, what: Around) -> bool {
    has(
        block,
        &|block| matches!(block, Block::Sub(_, around) if *around == what),
    )
}

fn again(block: &Block, such: fn(&Block) -> bool) -> bool {
    has(block, &|block| match block {
        Block::Again(inner) => has(inner, &such),
        _ => false,
    })
}
