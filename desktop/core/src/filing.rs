//! 歸檔: the computer of whoever signed last makes the paper and files it, by
//! itself. There is no mark of how far it has come: what is to be filed follows
//! from the cases, and a filing that waits keeps a second one from being made.

use archive::Fonts;
use office::Content;
use office::case::{Case, Role, Station};
use office::ids::CaseId;
use office::operation::{File, Paper};
use office::world::Reading;

use crate::Failure;
use crate::session::Session;
use crate::store::Table;
use crate::world::Staged;
use crate::{papers, rows};

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
    let mut stations = case.open_stations();
    let files = stations.find(|station| station.role == Role::File);
    let Some(station) = files.filter(|_| case.file_number.is_some()) else {
        return Ok(None);
    };
    let mine = rows::files(world, session.me(), case, station)?;
    Ok(mine.then_some(station))
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
