//! A draft at a station: what the form asks of whoever signs there. It goes along with the
//! signature. 關卡填寫

use std::collections::BTreeSet;

use form_model::filled_in;
use office::case::{Case, Station};
use office::decide::asks_to_fill;
use office::ids::{CaseId, StationId};
use office::operation::{Answers, Filled};
use office::pack::around_form;
use office::{Pack, World};

use super::{Stored, understand};
use crate::Failure;
use crate::session::Session;
use crate::topics::case;
use crate::views::FillMark;
use crate::world::Staged;

/// What a station may write of a case.
pub(crate) struct Filling {
    /// The name by which the form knows it.
    pub station: String,
    /// The answers of the case.
    pub before: Answers,
    /// The paths that it may write, without the numbers of rows.
    writable: BTreeSet<String>,
}

impl Filling {
    /// What the draft of a station may write; none of another draft.
    pub(super) fn of(
        session: &Session,
        world: &Staged<'_>,
        pack: &Pack,
        stored: &Stored,
    ) -> Result<Option<Self>, Failure> {
        let Some(at) = stored.correcting.as_ref().filter(|at| at.fills) else {
            return Ok(None);
        };
        let case = case::find(world, &at.case)?;
        let open = case.station(&at.station).filter(|s| s.closed.is_none());
        let station = open.and_then(|station| asks_to_fill(pack, &case, station));
        let station = station.ok_or_else(|| Failure::new("fill-not-asked"))?;
        let before = Answers::clone(&case.answers);
        let context = around_form(session.now());
        let opened =
            form_model::Session::open_at(&pack.form, before.clone(), context, Some(station));
        let mut writable = BTreeSet::new();
        opened.map_err(super::unreadable)?.each(&mut |seen| {
            if seen.asked.access.writes() {
                writable.insert(without_rows(&seen.path));
            }
        });
        Ok(Some(Self {
            station: station.to_owned(),
            before,
            writable,
        }))
    }

    pub(super) fn writes(&self, path: &str) -> bool {
        self.writable.contains(&without_rows(path))
    }
}

/// `trip.days[3].place` as `trip.days[].place`.
pub(super) fn without_rows(path: &str) -> String {
    let mut pieces = path.split('[');
    let mut found = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        found.push_str("[]");
        found.push_str(piece.split_once(']').map_or("", |(_, rest)| rest));
    }
    found
}

/// The draft of a station, with its name.
pub(crate) fn find(
    session: &Session,
    case: &CaseId,
    station: &StationId,
) -> Result<Option<(String, Stored)>, Failure> {
    let drafts = session.store().drafts()?.into_iter();
    let is_there = |stored: &Stored| {
        let at = stored.correcting.as_ref();
        at.is_some_and(|at| at.fills && at.case == *case && at.station == *station)
    };
    Ok(drafts
        .filter(|(_, stored)| is_there(stored))
        .max_by_key(|(_, stored)| stored.saved))
}

/// Whether a station is to fill something in, and whether it did; none where the form does not ask
/// it.
pub(crate) fn mark(
    session: &Session,
    world: &Staged<'_>,
    case: &Case,
    station: &Station,
) -> Result<Option<FillMark>, Failure> {
    let Some(pack) = world.pack(&case.pack)? else {
        return Ok(None);
    };
    let Some(name) = asks_to_fill(&pack, case, station) else {
        return Ok(None);
    };
    if let Some((_, stored)) = find(session, &case.id, &station.id)? {
        let ready = understand(session, world, &stored)?.problems.is_empty();
        return Ok(Some(if ready {
            FillMark::Done
        } else {
            FillMark::Must
        }));
    }
    let answers = Answers::clone(&case.answers);
    let context = around_form(session.now());
    let opened = form_model::Session::open_at(&pack.form, answers, context, Some(name));
    let lacks = opened.is_ok_and(|opened| !opened.problems().is_empty());
    Ok(Some(if lacks { FillMark::Must } else { FillMark::May }))
}

/// What goes along with a signature at a station.
///
/// # Errors
/// `draft-not-ready` (field, problem, count) when something cannot stay as it is.
pub(crate) fn filled(
    session: &Session,
    world: &Staged<'_>,
    case: &CaseId,
    station: &StationId,
) -> Result<Option<Filled>, Failure> {
    let Some((_, stored)) = find(session, case, station)? else {
        return Ok(None);
    };
    let draft = understand(session, world, &stored)?;
    draft.ready()?;
    let Some(filling) = &draft.filling else {
        return Ok(None);
    };
    let answers = filled_in(&filling.before, &draft.filled);
    Ok((!answers.is_empty()).then_some(Filled { answers }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_known_in_every_row() {
        let check = |path: &str, expected: &str| assert_eq!(without_rows(path), expected);
        check("reason", "reason");
        check("trip.days[3].place", "trip.days[].place");
        check("a[0].b[12].c", "a[].b[].c");
        check("a[0]", "a[]");
    }
}
