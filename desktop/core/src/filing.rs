//! 歸檔: the computer of whoever signed last makes the paper and files it, by
//! itself. There is no mark of how far it has come: what is to be filed follows
//! from the cases, and a filing that waits keeps a second one from being made.

use archive::Fonts;
use office::Content;
use office::case::{Case, Role, Station};
use office::decide::standing;
use office::ids::CaseId;
use office::operation::{File, Paper};
use office::org::Desk;
use office::world::Reading;

use crate::Failure;
use crate::papers;
use crate::session::Session;
use crate::store::Table;
use crate::world::Staged;

/// Files every case that waits for this person's computer; answers how many.
/// One that cannot be filed is named and does not keep back the others.
pub(crate) fn file_all(
    session: &Session,
    fonts: &dyn Fn() -> Result<Fonts, Failure>,
) -> Result<usize, Failure> {
    let mut filed = 0;
    for (key, _) in session.store().rows::<()>(Table::Filing)? {
        let Ok(id) = CaseId::new(key) else { continue };
        let world = session.world();
        let Some(case) = world.case(&id)?.flatten() else {
            continue;
        };
        let Some(station) = place(session, &world, &case)? else {
            continue;
        };
        match file(session, &world, &case, station, &fonts()?) {
            Ok(()) => filed += 1,
            Err(failure) => session.line.doubt(&failure.code),
        }
    }
    Ok(filed)
}

/// The filing station that waits for this person, once there is a number.
fn place<'a>(
    session: &Session,
    world: &Staged<'_>,
    case: &'a Case,
) -> Result<Option<&'a Station>, Failure> {
    let mine = |station: &&Station| {
        station.role == Role::File && station.desk == Desk::Person(session.me().clone())
    };
    let Some(station) = case
        .open_stations()
        .find(mine)
        .filter(|_| case.file_number.is_some())
    else {
        return Ok(None);
    };
    Ok(standing(world, case, station, session.me(), world.now)?.map(|_| station))
}

fn file(
    session: &Session,
    world: &Staged<'_>,
    case: &Case,
    station: &Station,
    fonts: &Fonts,
) -> Result<(), Failure> {
    let number = case.file_number.clone().unwrap_or_default();
    let pdf = papers::make(session, world, case, fonts)?;
    let owner = format!("case/{}", case.id);
    let sha256 =
        session
            .store()
            .keep_blob(&pdf.bytes, "application/pdf", &owner, false, session.now())?;
    let paper = Paper {
        sha256: sha256.0,
        bytes: pdf.bytes.len() as u64,
        pages: u32::try_from(pdf.pages).unwrap_or(u32::MAX),
    };
    let content = Content::File(File {
        case: case.id.clone(),
        station: station.id.clone(),
        paper,
        number,
    });
    session.act(&content, None, 0, &|_, _| Ok(()))?;
    Ok(())
}
