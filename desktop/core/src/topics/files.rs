//! Files of drafts and cases: taken in, carried, shown.

use std::path::Path;

use office::operation::Attachment;
use sync::Hash;
use vault::BlobReader;

use crate::asks::{AskBegin, AskFile, AskIntake, AskPath, AskPause, AskPiece, AskPreview, Nothing};
use crate::draft::view;
use crate::replica::Wanted;
use crate::session::Session;
use crate::topics::decide::case_id;
use crate::topics::{case, versions};
use crate::views::{DraftView, IntakeView, PreviewView, TransferRow};
use crate::{Core, Failure, base64, preview};

pub(crate) fn begin(core: &Core, ask: AskBegin) -> Result<IntakeView, Failure> {
    let session = core.session()?;
    let intake = session.take_begin((&ask.draft, &ask.field), &ask.name, &ask.media, ask.bytes)?;
    Ok(IntakeView { intake, done: 0 })
}

pub(crate) fn piece(core: &Core, ask: AskPiece) -> Result<IntakeView, Failure> {
    let session = core.session()?;
    let piece = base64::decode(&ask.base64).ok_or_else(|| Failure::new("attachment-unreadable"))?;
    let done = session.take_piece(&ask.intake, ask.at, &piece)?;
    Ok(IntakeView {
        intake: ask.intake,
        done,
    })
}

pub(crate) fn end(core: &Core, ask: AskIntake) -> Result<DraftView, Failure> {
    let session = core.session()?;
    let (draft, stored) = session.take_end(&ask.intake)?;
    view(&session, &draft, &stored)
}

pub(crate) fn stop(core: &Core, ask: AskIntake) -> Result<(), Failure> {
    core.session()?.take_stop(&ask.intake)
}

pub(crate) fn path(core: &Core, ask: AskPath) -> Result<DraftView, Failure> {
    let session = core.session()?;
    let path = Path::new(&ask.path);
    let (draft, stored) =
        session.take_path((&ask.draft, &ask.field), path, preview::media_of(path))?;
    view(&session, &draft, &stored)
}

pub(crate) fn transfers(core: &Core, _: Nothing) -> Result<Vec<TransferRow>, Failure> {
    let session = core.session()?;
    let mut rows = session.taking.rows();
    rows.extend(session.transfers()?);
    Ok(rows)
}

pub(crate) fn pause(core: &Core, ask: AskPause) -> Result<(), Failure> {
    let sha256 = hash(&ask.sha256)?;
    core.session()?.pause(&sha256, ask.paused)
}

pub(crate) fn fetch(core: &Core, ask: AskFile) -> Result<(), Failure> {
    let session = core.session()?;
    let (file, owner) = attached(&session, Some(ask.case), None, &ask.sha256)?;
    if session.store().has_blob(&file.sha256)? {
        return Ok(());
    }
    let wanted = Wanted::new(&file.sha256, &owner);
    session.want(&Wanted {
        bytes: file.bytes,
        name: file.name,
        ..wanted
    })
}

pub(crate) fn preview(core: &Core, ask: AskPreview) -> Result<PreviewView, Failure> {
    let session = core.session()?;
    let (file, _) = attached(&session, ask.case, ask.draft, &ask.sha256)?;
    let Some(note) = session.store().blob_note(&Hash(file.sha256))? else {
        return Err(Failure::new("file-not-here").with("name", file.name));
    };
    let reader = session.store().vault().blobs().reader(&note.id)?;
    Ok(preview::show(reader, ask.page))
}

/// A file of a case that is on this computer.
pub(super) fn open(session: &Session, ask: AskFile) -> Result<(Attachment, BlobReader), Failure> {
    let (file, _) = attached(session, Some(ask.case), None, &ask.sha256)?;
    let Some(note) = session.store().blob_note(&Hash(file.sha256))? else {
        return Err(Failure::new("file-not-here").with("name", file.name));
    };
    let reader = session.store().vault().blobs().reader(&note.id)?;
    Ok((file, reader))
}

fn hash(text: &str) -> Result<Hash, Failure> {
    Hash::from_hex(text).ok_or_else(|| Failure::new("attachment-gone"))
}

/// A file of a case or of a draft, and to whom it belongs in the vault.
fn attached(
    session: &Session,
    of_case: Option<String>,
    of_draft: Option<String>,
    sha256: &str,
) -> Result<(Attachment, String), Failure> {
    let sha256 = hash(sha256)?;
    let (files, owner) = match (of_case, of_draft) {
        (Some(id), _) => {
            let id = case_id(id)?;
            let state = case::find(&session.world(), &id)?;
            (versions::files(session, &state)?, format!("case/{id}"))
        }
        (None, Some(draft)) => (
            session.stored_draft(&draft)?.attachments,
            format!("draft/{draft}"),
        ),
        (None, None) => return Err(Failure::new("attachment-gone")),
    };
    let file = files.into_iter().find(|file| file.sha256 == sha256.0);
    let file = file.ok_or_else(|| Failure::new("attachment-gone"))?;
    Ok((file, owner))
}
