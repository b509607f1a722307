//! 同步與裝置: the queue, the line to the agency, and what to tell the help desk.

use std::collections::BTreeMap;

use office::world::Reading;

use crate::asks::{AskOperation, Nothing};
use crate::queue::Queued;
use crate::session::Session;
use crate::topics::frame::pill;
use crate::topics::setup::fingerprint;
use crate::views::{QueueRow, Sentence, SyncView};
use crate::{Core, Failure, people};

pub(crate) fn state(core: &Core, _: Nothing) -> Result<SyncView, Failure> {
    let session = core.session()?;
    let org = session.org()?;
    let line = session.line.get();
    let root = session
        .identity
        .roots
        .certificates()
        .first()
        .map(|root| sync::Hash::of(root));
    let world = session.world();
    let row = |queued: &Queued| -> Result<QueueRow, Failure> {
        let id = queued.case();
        let case = match &id {
            Some(id) => world.case(id)?.flatten(),
            None => None,
        };
        Ok(QueueRow {
            operation: queued.key.clone(),
            what: people::named(&org, queued.what(session.me(), case.as_deref())),
            case: id.map(|case| case.to_string()),
            mark: queued.mark(),
            at: queued.at,
            answer: queued
                .answer
                .clone()
                .map(|answer| people::named(&org, answer)),
            can_cancel: queued.can_cancel(),
        })
    };
    let finding = |code: &String| Sentence {
        code: code.clone(),
        facts: BTreeMap::new(),
    };
    let shown = session.queue();
    let on_the_way = shown
        .0
        .iter()
        .filter(|queued| queued.state() != sync::outbox::State::Accepted);
    Ok(SyncView {
        pill: pill(&session),
        queue: on_the_way.map(row).collect::<Result<_, _>>()?,
        server: session.identity.servers.join(" "),
        fingerprint: root.as_ref().map(fingerprint).unwrap_or_default(),
        device: session.identity.device.clone(),
        certificate_until: session.identity.certificate_until,
        clock_offset_ms: line.offset_ms,
        findings: line
            .trouble
            .iter()
            .chain(&line.doubts)
            .map(finding)
            .collect(),
        diagnostic: diagnostic(&session)?,
    })
}

/// Numbers and codes for the help desk. No names, no texts, no ids of people
/// or cases.
fn diagnostic(session: &Session) -> Result<String, Failure> {
    let (line, queue) = (session.line.get(), session.queue());
    let heads = session.known.memory().heads.len();
    let marks: Vec<String> = queue
        .0
        .iter()
        .map(|q| format!("{}{}", q.state, q.answer_code()))
        .collect();
    let lines = [
        format!("antou {}", env!("CARGO_PKG_VERSION")),
        format!("system {} {}", std::env::consts::OS, std::env::consts::ARCH),
        format!("device {}", session.identity.device),
        format!("reached {}", line.reached),
        format!("trouble {}", line.trouble.unwrap_or_else(|| "-".to_owned())),
        format!(
            "last-sync {}",
            line.last_sync
                .map_or_else(|| "-".to_owned(), |at| at.to_string())
        ),
        format!("clock-offset-ms {}", line.offset_ms),
        format!("streams {heads}"),
        format!("cursor-bytes {}", session.store().cursor()?.len()),
        format!("queue {} {}", queue.0.len(), marks.join(" ")),
        format!("doubts {}", line.doubts.join(" ")),
    ];
    Ok(lines.join("\n"))
}

pub(crate) fn now(core: &Core, _: Nothing) -> Result<(), Failure> {
    core.session()?.line.urge();
    Ok(())
}

pub(crate) fn cancel(core: &Core, ask: AskOperation) -> Result<(), Failure> {
    core.session()?.take_back(&ask.operation, false)
}
