//! What of a flow both engines run.

use std::collections::BTreeMap;

use super::drawing::{Around, Block};

/// The same flow with only what SpiffWorkflow runs: what it does not is replaced by a task, or
/// taken away from around it.
pub fn runnable(block: &Block) -> Block {
    let inner = |block: &Block| Box::new(runnable(block));
    match block {
        Block::Undo | Block::AdHoc(_) => Block::User,
        Block::Undoable => Block::Service,
        Block::Then(blocks) => Block::Then(blocks.iter().map(runnable).collect()),
        Block::Xor(a, b) => Block::Xor(inner(a), inner(b)),
        Block::And(a, b) => Block::And(inner(a), inner(b)),
        Block::Or(a, b) => Block::Or(inner(a), inner(b)),
        Block::Race(a, b) => Block::Race(inner(a), inner(b)),
        Block::Again(a) => Block::Again(inner(a)),
        Block::Sub(a, Around::Handler(_)) => Block::Sub(inner(a), Around::Nothing),
        Block::Sub(a, around) => Block::Sub(inner(a), *around),
        Block::Many(a, sequential, count) => Block::Many(inner(a), *sequential, *count),
        Block::Fails(a) => Block::Fails(inner(a)),
        Block::Stops(a) => Block::Stops(inner(a)),
        Block::User | Block::Service | Block::Script | Block::Timer | Block::Message => {
            block.clone()
        }
        Block::Each(..) | Block::Loop(..) => block.clone(),
    }
}

/// The blocks in a block.
pub fn inner(block: &Block) -> Vec<&Block> {
    match block {
        Block::Then(blocks) => blocks.iter().collect(),
        Block::Xor(a, b) | Block::And(a, b) | Block::Or(a, b) | Block::Race(a, b) => vec![a, b],
        Block::Again(a) | Block::Sub(a, _) | Block::Many(a, _, _) => vec![a],
        Block::Fails(a) | Block::Stops(a) => vec![a],
        _ => Vec::new(),
    }
}

/// How many of this block and those in it are such.
pub fn within(block: &Block, such: &impl Fn(&Block) -> bool) -> usize {
    let inner = inner(block).into_iter();
    let inner: usize = inner.map(|block| within(block, such)).sum();
    usize::from(such(block)) + inner
}

/// Whether this block or one in it is such.
pub fn has(block: &Block, such: &impl Fn(&Block) -> bool) -> bool {
    within(block, such) > 0
}

/// Counts what of a flow is compared and what is not.
pub fn count(
    block: &Block,
    compared: &mut BTreeMap<&'static str, usize>,
    left_out: &mut BTreeMap<&'static str, usize>,
) {
    if let Some(what) = left(block) {
        *left_out.entry(what).or_default() += 1;
    }
    if let Some(what) = kept(block) {
        *compared.entry(what).or_default() += 1;
    }
    for block in inner(block) {
        count(block, compared, left_out);
    }
}

fn left(block: &Block) -> Option<&'static str> {
    Some(match block {
        Block::Undo | Block::Undoable => "compensation (it has none)",
        Block::AdHoc(true) => "ad-hoc sub-process in sequence (it refuses it)",
        Block::AdHoc(false) => "ad-hoc sub-process (it needs data of a branch to end)",
        Block::Sub(_, Around::Handler(_)) => {
            "event sub-process in a sub-process (it begins those of the process only)"
        }
        _ => return None,
    })
}

fn kept(block: &Block) -> Option<&'static str> {
    Some(match block {
        Block::User => "user task",
        Block::Service => "service task",
        Block::Script => "script task",
        Block::Timer => "timer that is caught",
        Block::Message => "message that is caught",
        Block::Xor(..) => "exclusive gateway",
        Block::And(..) => "parallel gateway",
        Block::Or(..) => "inclusive gateway",
        Block::Race(..) => "event-based gateway",
        Block::Again(_) => "way back",
        Block::Sub(_, Around::Reminder) => "boundary timer that repeats",
        Block::Sub(_, Around::Withdrawal) => "boundary message that interrupts",
        Block::Sub(_, Around::Signal(true)) => "boundary signal that interrupts",
        Block::Sub(_, Around::Signal(false)) => "boundary signal that does not interrupt",
        Block::Sub(_, Around::Nothing) => "sub-process",
        Block::Many(_, true, _) => "sub-process many times in sequence",
        Block::Many(_, false, _) => "sub-process many times at once",
        Block::Each(true, _) => "task many times in sequence",
        Block::Each(false, _) => "task many times at once",
        Block::Loop(..) => "standard loop",
        Block::Fails(_) => "error that is caught",
        Block::Stops(_) => "terminate end event",
        _ => return None,
    })
}
