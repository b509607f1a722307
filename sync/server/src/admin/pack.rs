//! Publishing a service pack from its folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use office::operation::PublishPack;
use office::pack::check::{Agency as Office, Finding, Weight, check, check_in};
use office::pack::{MAX_FILES, MAX_PACK, PackRef, bundle};
use office::scenario::Outcome;
use office::{Content, Pack, Reading as _, Refusal};
use sync::certificate::AGENCY_ACTOR;
use sync::wire::{BlobManifest, Body as _};

use super::PACKS;
use crate::agency::Agency;
use crate::folder::read_bytes;
use crate::problem::Problem;
use crate::storage::{StoreFault, StoredBlob};

/// Media type of a pack's bytes.
const MEDIA: &str = "application/vnd.antou.pack+cbor";
/// What a pack's authors keep beside it and no computer needs: its scenarios.
const LEFT_OUT: &str = "scenarios";
/// How deep a pack's folders go.
const DEPTH_MAX: usize = 4;

/// A pack that is published.
#[derive(Debug)]
pub struct Added {
    /// The service.
    pub id: String,
    /// The version.
    pub reference: PackRef,
    /// What its authors should still look at, the weightiest first; no errors.
    pub found: Vec<Finding>,
}

/// Reads a pack from its folder, proves that it is whole and right, keeps its
/// bytes and publishes it. The same pack again changes nothing.
///
/// # Errors
/// [`Problem::Pack`] with all that is found, when there is an error among it;
/// [`Problem::Refused`] when the pack is not whole or a scenario comes out
/// otherwise, [`Problem::File`].
pub async fn add_pack(agency: &Agency, folder: &Path) -> Result<Added, Problem> {
    let mut files = BTreeMap::new();
    gather(folder, "", 0, &mut files)?;
    let found = is_right(agency, &files)?;
    let bytes = bundle(&files);
    let pack = Pack::read(&bytes).map_err(Problem::Refused)?;
    comes_out_right(folder, &files)?;
    let sha256 = agency.blobs.put(&bytes)?;
    agency.store.put_blob(&StoredBlob {
        sha256,
        size: bytes.len() as u64,
        manifest: BlobManifest::of(&bytes, MEDIA, PACKS).to_bytes(),
        sender: AGENCY_ACTOR.to_owned(),
        at: agency.now(),
    })?;
    let reference = PackRef {
        version: pack.manifest.version,
        sha256: sha256.0,
    };
    let id = pack.manifest.id;
    let packs = agency
        .states
        .packs()
        .map_err(|fault| StoreFault::Database(fault.to_string()))?
        .unwrap_or_default();
    if packs.current.get(&id) != Some(&reference) {
        agency
            .ask(&Content::PublishPack(PublishPack {
                id: id.clone(),
                pack: reference.clone(),
            }))
            .await?;
    }
    Ok(Added {
        id: id.to_string(),
        reference,
        found,
    })
}

/// The scenarios beside the pack come out as its authors say.
fn comes_out_right(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Problem> {
    let mut all = files.clone();
    let scenarios = folder.join(LEFT_OUT);
    if scenarios.is_dir() {
        gather(&scenarios, LEFT_OUT, 1, &mut all)?;
    }
    let failed = |path: &str| Refusal::new("pack-scenario-failed").with("path", path);
    for played in office::scenario::run_all(&all) {
        let refusal = match played.outcome {
            Outcome::Passed => continue,
            Outcome::Missed(miss) => failed(&played.file)
                .with("line", miss.line)
                .with("what", miss.unmet.what)
                .with("expected", miss.unmet.expected)
                .with("actual", miss.unmet.actual),
            Outcome::Unreadable(problem) => failed(&played.file)
                .with("line", problem.line)
                .with("reason", problem.sentence()),
            Outcome::Unplayable(refusal) => failed(&played.file).with("reason", refusal),
        };
        return Err(Problem::Refused(refusal));
    }
    Ok(())
}

/// Read and whole is not yet right: a flow may wait for ever, two rules contradict, a name means
/// nothing, a station finds nobody. An agency without posts yet is not asked for people.
fn is_right(agency: &Agency, files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<Finding>, Problem> {
    let org = agency.org()?;
    let found = if org.posts.is_empty() {
        check(files)
    } else {
        let on = office::org::day(agency.now());
        check_in(files, Office { org: &org, on })
    };
    if found.iter().any(|found| found.weight == Weight::Error) {
        return Err(Problem::Pack(found));
    }
    Ok(found)
}

fn gather(
    folder: &Path,
    within: &str,
    depth: usize,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), Problem> {
    if depth > DEPTH_MAX {
        return Err(Problem::Refused(
            Refusal::new("pack-too-deep").with("path", within),
        ));
    }
    for entry in fs::read_dir(folder).map_err(Problem::file(folder))? {
        let entry = entry.map_err(Problem::file(folder))?;
        let path = entry.path();
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            continue;
        };
        if name.starts_with('.') || within.is_empty() && name == LEFT_OUT {
            continue;
        }
        let inner = if within.is_empty() {
            name
        } else {
            format!("{within}/{name}")
        };
        if path.is_dir() {
            gather(&path, &inner, depth + 1, files)?;
        } else {
            files.insert(inner, read_bytes(&path, MAX_PACK as u64)?);
        }
        if files.len() > MAX_FILES {
            return Err(Problem::Refused(
                Refusal::new("pack-too-many-files").with("limit", MAX_FILES),
            ));
        }
    }
    Ok(())
}
