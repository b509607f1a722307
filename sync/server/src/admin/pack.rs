//! Publishing a service pack from its folder, or from the file in which it travels.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use office::operation::PublishPack;
use office::pack::check::{Agency as Office, Finding, Weight, check, check_in};
use office::pack::{MAX_FILES, MAX_PACK, PackRef, bundle, unbundle};
use office::scenario::Outcome;
use office::{Content, Pack, Reading as _, Refusal};
use sync::certificate::{AGENCY_ACTOR, Roots};
use sync::pack_file::{self, PACK_FILE_BYTES_MAX};
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

/// Reads a pack from its folder, or from the file in which it travels by itself, proves that it is
/// whole and right, keeps its bytes and publishes it. The same pack again changes nothing. Of a file
/// the agency itself or one of `roots` (DER) vouches for the signer.
///
/// # Errors
/// [`Problem::Pack`] with all that is found, when there is an error among it;
/// [`Problem::Refused`] when the pack is not whole, a scenario comes out otherwise, it is older than
/// the version in use (`pack-version-old`), or of a file the signature is not right or nobody's who
/// is trusted; [`Problem::File`].
pub async fn add_pack(agency: &Agency, path: &Path, roots: &[Vec<u8>]) -> Result<Added, Problem> {
    let mut files = BTreeMap::new();
    if path.is_file() {
        files = received(agency, path, roots)?;
    } else {
        gather(path, "", 0, &mut files)?;
    }
    let found = is_right(agency, &files)?;
    let bytes = bundle(&files);
    let pack = Pack::read(&bytes).map_err(Problem::Refused)?;
    comes_out_right(path, &files)?;
    follows(agency, &pack)?;
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

/// The files of a pack file whose signature and signer hold (`docs/formats/pack-file.md`).
fn received(
    agency: &Agency,
    path: &Path,
    roots: &[Vec<u8>],
) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
    let bytes = read_bytes(path, PACK_FILE_BYTES_MAX as u64)?;
    let fault = |fault: pack_file::Fault| {
        let refusal = Refusal::new(fault.code);
        let facts = fault.facts.iter();
        Problem::Refused(facts.fold(refusal, |refusal, (name, fact)| refusal.with(name, fact)))
    };
    let opened = pack_file::open(&bytes).map_err(fault)?;
    let own = agency.authority.roots().certificates().iter();
    let roots = Roots::new(own.chain(roots).cloned().collect());
    let roots = roots.map_err(|error| Problem::Certificate(error.to_string()))?;
    opened
        .verify(&roots, agency.now(), &|_| false)
        .map_err(fault)?;
    unbundle(&opened.published.pack).map_err(Problem::Refused)
}

/// A version older than the one in use does not come back.
fn follows(agency: &Agency, pack: &Pack) -> Result<(), Problem> {
    let packs = agency.states.packs();
    let packs = packs.map_err(|fault| StoreFault::Database(fault.to_string()))?;
    let packs = packs.unwrap_or_default();
    match packs.current.get(&pack.manifest.id) {
        Some(current) if pack.manifest.version < current.version => Err(Problem::Refused(
            Refusal::new("pack-version-old")
                .with("version", pack.manifest.version)
                .with("current", current.version),
        )),
        _ => Ok(()),
    }
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
