//! 我簽過的: the cases that this person signed, the last first.

use office::case::{Case, Role, Station};
use office::ids::{CaseId, PersonId};
use office::world::Reading;

use crate::asks::AskDone;
use crate::store::Table;
use crate::topics::route::sign_mark;
use crate::views::{DonePage, DoneRow};
use crate::{Core, Failure, people, rows};

/// The most rows of one page.
const MAX_ROWS: u32 = 200;

pub(crate) fn page(core: &Core, ask: AskDone) -> Result<DonePage, Failure> {
    let session = core.session()?;
    let (world, org, me) = (session.world(), session.org()?, session.me());
    let total = session.store().count(Table::Signed)?;
    let limit = ask.limit.min(MAX_ROWS);
    let keys = session
        .store()
        .newest_keys(Table::Signed, ask.offset, limit)?;
    let mut found = Vec::new();
    for key in keys {
        let Ok(id) = CaseId::new(key) else { continue };
        let Some(case) = world.case(&id)?.flatten() else {
            continue;
        };
        let Some((station, at)) = last_signed(&case, me) else {
            continue;
        };
        let pack = office::World::pack(&world, &case.pack)?;
        found.push(DoneRow {
            case: case.id.to_string(),
            at,
            mark: rows::mark(&case),
            who: people::brief(&org, &case.applicant, session.today()),
            service: case.service.to_string(),
            leave: case.leave.as_ref().map(rows::leave_brief),
            reason: rows::about(pack.as_deref(), &case),
            figure: rows::figure(pack.as_deref(), &case),
            number: case.number.clone(),
            what: case.marks(&org, station).first().copied().map(sign_mark),
        });
    }
    Ok(DonePage {
        rows: found,
        total: u32::try_from(total).unwrap_or(u32::MAX),
    })
}

/// The station that a person signed last, for himself or for somebody, and when, ms. What only the
/// applicant or the archive does is no signature of this kind.
pub(crate) fn last_signed<'c>(case: &'c Case, me: &PersonId) -> Option<(&'c Station, i64)> {
    let signed = case.stations.iter().filter_map(|station| {
        let closed = station.closed.as_ref()?;
        let mine = closed.by.as_ref() == Some(me);
        let counts =
            station.taken_back.is_none() && !matches!(station.role, Role::Correct | Role::File);
        (mine && counts).then_some((&**station, closed.signed))
    });
    signed.max_by_key(|(_, at)| *at)
}
