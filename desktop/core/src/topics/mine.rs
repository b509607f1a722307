//! 我的案件: what this person asked for, and what is still being written.

use crate::draft::{self, Stored};
use crate::rows::MineEntry;
use crate::store::Table;
use crate::views::{DraftRow, LeaveBrief, MinePage, MineRow};
use crate::{Core, Failure, asks, people};

pub(crate) fn page(core: &Core, _: asks::Nothing) -> Result<MinePage, Failure> {
    let session = core.session()?;
    let (org, today) = (session.org()?, session.today());
    let row = |(case, entry): (String, MineEntry)| MineRow {
        case,
        number: entry.number,
        leave: entry.leave.unwrap_or_else(no_leave),
        mark: entry.mark,
        waiting_on: entry
            .waiting_on
            .map(|desk| people::at_desk(&org, &desk, &org.at_desk(&desk, today), today)),
        updated: entry.updated,
        provisional: entry.provisional,
    };
    let rows = session
        .store()
        .newest::<MineEntry>(Table::Mine)?
        .into_iter()
        .map(row)
        .collect();
    let world = session.world();
    let draft = |(draft, stored): (String, Stored)| -> Result<DraftRow, Failure> {
        Ok(DraftRow {
            draft,
            service: stored.service.to_string(),
            title: draft::title(&session, &world, &stored)?,
            updated: stored.saved,
            case: stored.correcting.as_ref().map(|at| at.case.to_string()),
        })
    };
    let drafts = session.store().drafts()?.into_iter().map(draft);
    let drafts = drafts.collect::<Result<_, _>>()?;
    Ok(MinePage { rows, drafts })
}

/// A case that takes no leave, or whose leave is not known yet.
fn no_leave() -> LeaveBrief {
    let none = String::new;
    LeaveBrief {
        kind: none(),
        from: none(),
        from_time: none(),
        to: none(),
        to_time: none(),
        minutes: 0,
    }
}
