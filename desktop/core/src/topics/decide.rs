//! Deciding: approve, send back, take back, and read why something failed.

use office::Content;
use office::decide::standing;
use office::ids::{CaseId, StationId};
use office::operation::{Approve, Return, Withdraw};
use office::world::Reading;

use crate::asks::{AskOperation, AskWithdraw};
use crate::store::Table;
use crate::views::{Act, Signed, StationAct};
use crate::{Core, Failure};

pub(crate) fn case_id(text: String) -> Result<CaseId, Failure> {
    CaseId::new(text).map_err(|_| Failure::new("case-unknown"))
}

pub(crate) fn station(core: &Core, act: StationAct) -> Result<Signed, Failure> {
    let session = core.session()?;
    let case = case_id(act.case)?;
    let station = StationId::new(act.station).map_err(|_| Failure::new("station-unknown"))?;
    let world = session.world();
    let state = world
        .case(&case)?
        .flatten()
        .ok_or_else(|| Failure::new("case-unknown"))?;
    let acting_for = match state
        .station(&station)
        .filter(|station| station.closed.is_none())
    {
        Some(open) => {
            standing(&world, &state, open, session.me(), world.now)?.and_then(|s| s.acting_for)
        }
        None => None,
    };
    let content = match act.act {
        Act::Approve => Content::Approve(Approve {
            case,
            station,
            opinion: act.opinion,
            provisional: None,
        }),
        Act::Return => Content::Return(Return {
            case,
            station,
            reason: act.opinion,
            to: None,
            mode: None,
            siblings: None,
        }),
        _ => return Err(Failure::new("act-unknown")),
    };
    let undo_ms = i64::from(session.settings()?.undo_seconds) * 1_000;
    session.act(&content, acting_for, undo_ms, &|tx, signed| {
        tx.put(Table::Done, &signed.operation, world.now, &signed.case)
    })
}

pub(crate) fn withdraw(core: &Core, ask: AskWithdraw) -> Result<Signed, Failure> {
    let session = core.session()?;
    let content = Content::Withdraw(Withdraw {
        case: case_id(ask.case)?,
        reason: ask.reason,
    });
    let undo_ms = i64::from(session.settings()?.undo_seconds) * 1_000;
    session.act(&content, None, undo_ms, &|_, _| Ok(()))
}

pub(crate) fn undo(core: &Core, ask: AskOperation) -> Result<(), Failure> {
    core.session()?.take_back(&ask.operation, true)
}

pub(crate) fn acknowledge(core: &Core, ask: AskOperation) -> Result<(), Failure> {
    core.session()?.acknowledge(&ask.operation)
}
