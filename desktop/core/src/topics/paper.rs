//! 列印: what is printed is what is archived. The file lies in clear in a folder
//! of this person alone, only while the vault is open.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use office::ids::PackId;

use crate::asks::{AskCase, AskDraft, AskService};
use crate::draft::{content, understand};
use crate::queue::{Queued, new_key};
use crate::topics::case::find;
use crate::topics::decide::case_id;
use crate::views::PaperFile;
use crate::{Core, Failure, papers};

/// The archived paper; while there is none, the same sheet as it stands now.
pub(crate) fn of_case(core: &Core, ask: AskCase) -> Result<PaperFile, Failure> {
    let session = core.session()?;
    let id = case_id(ask.case)?;
    let world = session.world();
    let case = find(&world, &id)?;
    if let Some(paper) = &case.paper {
        let missing = || {
            Failure::new("paper-not-here")
                .with("number", case.file_number.as_deref().unwrap_or("-"))
        };
        let bytes = session
            .store()
            .agency_blob(&paper.sha256, &format!("case/{id}"))?
            .ok_or_else(missing)?;
        return Ok(PaperFile {
            path: write(core, &bytes)?,
            pages: paper.pages,
        });
    }
    let pdf = papers::make(&session, &world, &case, &core.fonts()?)?;
    Ok(PaperFile {
        path: write(core, &pdf.bytes)?,
        pages: u32::try_from(pdf.pages).unwrap_or(u32::MAX),
    })
}

/// The sheet as a draft would fill it.
pub(crate) fn of_draft(core: &Core, ask: AskDraft) -> Result<PaperFile, Failure> {
    let session = core.session()?;
    let stored = session
        .store()
        .draft(&ask.draft)?
        .ok_or_else(|| Failure::new("draft-gone"))?;
    let mut world = session.world();
    let draft = understand(&session, &world, &stored)?;
    let (content, case) = content(&stored, &draft, "preview")?;
    let supposed = Queued::supposed(&content, world.now);
    world.add(&supposed)??;
    let case = find(&world, &case)?;
    let pdf = papers::make(&session, &world, &case, &core.fonts()?)?;
    Ok(PaperFile {
        path: write(core, &pdf.bytes)?,
        pages: u32::try_from(pdf.pages).unwrap_or(u32::MAX),
    })
}

/// The blank form of a service, to be filled in by hand.
pub(crate) fn blank(core: &Core, ask: AskService) -> Result<PaperFile, Failure> {
    let session = core.session()?;
    let service = PackId::new(ask.service).map_err(|_| Failure::new("service-unknown"))?;
    let pdf = papers::blank(&session, &service, &core.fonts()?)?;
    Ok(PaperFile {
        path: write(core, &pdf.bytes)?,
        pages: u32::try_from(pdf.pages).unwrap_or(u32::MAX),
    })
}

fn write(core: &Core, bytes: &[u8]) -> Result<String, Failure> {
    let path: PathBuf = core.run_folder().join(format!("{}.pdf", new_key()?));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(&path)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|e| crate::core::disk(&e))?;
    Ok(path.to_string_lossy().into_owned())
}
