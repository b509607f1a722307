//! Everything around the screens.

use sync::clock::skewed;

use crate::asks::{AskCable, AskPerson, Nothing};
use crate::session::Session;
use crate::topics::{inbox, stuck};
use crate::views::{Frame, SyncMark, SyncPill};
use crate::{Changed, Core, Failure, people};

/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

pub(crate) fn frame(core: &Core, _: Nothing) -> Result<Frame, Failure> {
    let session = core.session()?;
    let org = session.org()?;
    let mut me = people::brief(&org, session.me(), session.today());
    if me.name == me.id {
        me.name.clone_from(&session.identity.person_name);
    }
    let agency = if org.agency.is_empty() {
        session.identity.agency_name.clone()
    } else {
        org.agency.clone()
    };
    Ok(Frame {
        me,
        agency,
        today: session.today().to_string(),
        inbox: inbox::count(&session)?,
        stuck: stuck::count(&session)?,
        sync: pill(&session),
        settings: session.settings()?,
        demo: core.options.demo.as_ref().map(|demo| demo.view()),
    })
}

/// Why the line is down, where no waiting helps: somebody must look.
const LASTING: [&str; 6] = [
    "certificate-ended",
    "certificate-of-another",
    "certificate-revoked",
    "device-revoked",
    "program-too-old",
    "server-of-another",
];

/// The pill at the top right.
pub(crate) fn pill(session: &Session) -> SyncPill {
    let (queue, line) = (session.queue(), session.line.get());
    let lasts = |code: &String| LASTING.contains(&code.as_str());
    let lasting = usize::from(line.trouble.as_ref().is_some_and(lasts));
    let (waiting, attention) = (count(queue.waiting()), count(queue.attention() + lasting));
    // What was accepted is clean when its number and its events are here.
    let on_the_way = waiting + count(session.accepted().len());
    let mark = match (attention, line.reached, on_the_way) {
        (1.., _, _) => SyncMark::Attention,
        (_, false, _) => SyncMark::Offline,
        (_, true, 0) => SyncMark::Clean,
        (_, true, _) => SyncMark::Syncing,
    };
    // The line knows by how much the agency is ahead; a person asks how far this computer is.
    let minutes = (line.offset_ms.saturating_abs() + MINUTE / 2) / MINUTE;
    let clock_off = skewed(line.offset_ms).then_some(-line.offset_ms.signum() * minutes);
    SyncPill {
        mark,
        waiting,
        attention,
        last_sync: line.last_sync,
        clock_off,
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

pub(crate) fn demo_switch(core: &Core, ask: AskPerson) -> Result<Frame, Failure> {
    let demo = core
        .options
        .demo
        .as_ref()
        .ok_or_else(|| Failure::new("demo-only"))?;
    demo.switch(&ask.person)
}

pub(crate) fn demo_cable(core: &Core, ask: AskCable) -> Result<Frame, Failure> {
    let demo = core
        .options
        .demo
        .as_ref()
        .ok_or_else(|| Failure::new("demo-only"))?;
    demo.plug(ask.plugged)?;
    if ask.plugged
        && let Ok(session) = core.session()
    {
        session.line.urge();
    }
    core.tell(&[Changed::Frame, Changed::Sync]);
    frame(core, Nothing {})
}
