//! The flow of a case as a picture: where it is, and which way it came.

use office::case::CaseEvent;
use office::scenario::{Marks, picture};
use office::{Event, Stream};

use crate::asks::AskPicture;
use crate::topics::decide::case_id;
use crate::views::FlowPicture;
use crate::{Core, Failure};

/// By which the drawing chooses its colours.
const BY_SYSTEM: &str = "@media (prefers-color-scheme:dark)";

pub(crate) fn of_case(core: &Core, ask: AskPicture) -> Result<FlowPicture, Failure> {
    let session = core.session()?;
    let world = session.world();
    let id = case_id(ask.case)?;
    let case = super::case::find(&world, &id)?;
    let missing = || Failure::new("pack-missing").with("version", case.pack.version);
    let packs = Stream::Packs.to_string();
    let bytes = session.store().agency_blob(&case.pack.sha256, &packs)?;
    let mut files = office::pack::unbundle(&bytes.ok_or_else(missing)?)?;
    let flow = files.remove("flow.bpmn").ok_or_else(missing)?;
    let history = super::explain::history(&session, &world, &Stream::Case(id))?;
    let moves = history.iter().filter_map(|(event, _)| match event {
        Event::Case(event) => match &**event {
            CaseEvent::FlowMoved(moves) => Some(moves),
            _ => None,
        },
        _ => None,
    });
    let marks = Marks::of(&case.flow, moves.flatten());
    let svg = picture::draw(&flow, &marks).map_err(|problem| {
        Failure::new("picture-unreadable")
            .with("problem", problem.code())
            .with("reason", problem)
    })?;
    let chosen = match ask.dark {
        true => "@media all",
        false => "@media not all",
    };
    Ok(FlowPicture {
        svg: svg.replace(BY_SYSTEM, chosen),
    })
}
