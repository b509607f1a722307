//! 我的案件: what this person asked for, and what is still being written.

use std::collections::BTreeSet;

use crate::draft::{self, Stored};
use crate::rows::MineEntry;
use crate::session::Session;
use crate::store::Table;
use crate::views::{DraftRow, LeaveBrief, MinePage, MineRow, SavedView};
use crate::{Changed, Core, Failure, asks, people};

/// The name of the setting that keeps the saved views.
const VIEWS: &str = "views";
/// The most saved views.
const MAX_VIEWS: usize = 20;
/// The longest name of one, in characters.
const MAX_NAME: usize = 40;
/// The longest text that is looked for, in characters.
const MAX_TEXT: usize = 200;

pub(crate) fn page(core: &Core, _: asks::Nothing) -> Result<MinePage, Failure> {
    let session = core.session()?;
    let (org, today) = (session.org()?, session.today());
    let row = |(case, entry): (String, MineEntry)| MineRow {
        case,
        service: entry.service,
        submitted: entry.submitted,
        reason: entry.reason,
        figure: entry.figure,
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
    // What a station fills in waits in the inbox.
    let fills = |stored: &Stored| stored.correcting.as_ref().is_some_and(|at| at.fills);
    let drafts = session.store().drafts()?.into_iter();
    let drafts = drafts.filter(|(_, stored)| !fills(stored)).map(draft);
    let drafts = drafts.collect::<Result<_, _>>()?;
    Ok(MinePage {
        rows,
        drafts,
        views: kept_views(&session)?,
    })
}

fn kept_views(session: &Session) -> Result<Vec<SavedView>, Failure> {
    let kept = session.store().row(Table::Setting, VIEWS)?;
    Ok(kept.unwrap_or_default())
}

/// Keeps the ways to look at the own cases, in the order in which they are offered.
pub(crate) fn keep_views(core: &Core, views: Vec<SavedView>) -> Result<Vec<SavedView>, Failure> {
    let session = core.session()?;
    let mut names = BTreeSet::new();
    for view in &views {
        let length = view.name.trim().chars().count();
        if !(1..=MAX_NAME).contains(&length) {
            return Err(Failure::new("view-name").with("limit", MAX_NAME));
        }
        if view.text.chars().count() > MAX_TEXT {
            return Err(Failure::new("words-too-long").with("limit", MAX_TEXT));
        }
        if !names.insert(view.name.trim()) {
            return Err(Failure::new("view-twice").with("name", view.name.trim()));
        }
    }
    if views.len() > MAX_VIEWS {
        return Err(Failure::new("view-many").with("limit", MAX_VIEWS));
    }
    session
        .store()
        .write(|tx| tx.put(Table::Setting, VIEWS, 0, &views))?;
    core.tell(&[Changed::Mine]);
    Ok(views)
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
