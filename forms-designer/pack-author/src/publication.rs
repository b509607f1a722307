//! What is published: a service that was checked whole, as the bytes that the office reads, and as
//! a file that travels by itself. 發布
//!
//! Signing is an edge: whoever publishes brings the key ([`Signer`]).

use office::Pack;
use office::pack::{Manifest, bundle, unbundle};
use office::scenario::FOLDER;
use sync::certificate::Identity;
pub use sync::certificate::Roots;
pub use sync::envelope::{SignFailed, Signer};
use sync::pack_file;

use crate::check::{Finding, Weight, check};
use crate::scenarios::{self, Run};
use crate::{Files, Problem, manifest};

/// How the name of a pack file ends.
pub const EXTENSION: &str = "antou-pack";

/// Whether a service can be published, and all that speaks against it.
#[derive(Debug, Clone)]
pub struct Review {
    /// What the pack says about itself; none where it cannot be read.
    pub manifest: Option<Manifest>,
    /// Everything that was found.
    pub findings: Vec<Finding>,
    /// Every scenario.
    pub scenarios: Vec<Run>,
    /// Why this version cannot follow the one in use.
    pub version: Option<Problem>,
}

impl Review {
    /// Whether nothing forbids it: no error, no red scenario, a higher version.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.manifest.is_some()
            && self.errors() == 0
            && !scenarios::is_red(&self.scenarios)
            && self.version.is_none()
    }

    fn errors(&self) -> usize {
        let error = |finding: &&Finding| finding.weight == Weight::Error;
        self.findings.iter().filter(error).count()
    }
}

/// A pack that is ready to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// What it says about itself.
    pub manifest: Manifest,
    /// Its bytes, without scenarios (`docs/formats/pack.md`); their SHA-256 names the version.
    pub bytes: Vec<u8>,
}

/// Looks at a service before it is published; `current` is what says the version in use, where
/// there is one.
#[must_use]
pub fn review(files: &Files, current: Option<&Manifest>) -> Review {
    let manifest = manifest::read(files).ok();
    let follows = manifest.as_ref().map(|new| follow(new, current));
    Review {
        version: follows.and_then(Result::err),
        manifest,
        findings: check(files),
        scenarios: scenarios::run(files),
    }
}

/// Makes the bytes of a service that is ready.
///
/// # Errors
/// `pack-not-ready` (errors, red), `pack-version-old` (version, current), `pack-other-service`
/// (service, current), and as [`Pack::read`].
pub fn prepare(files: &Files, current: Option<&Manifest>) -> Result<Ready, Problem> {
    let review = review(files, current);
    if let Some(problem) = review.version {
        return Err(problem);
    }
    let red = review
        .scenarios
        .iter()
        .filter(|run| run.red.is_some())
        .count();
    if !review.is_ready() {
        return Err(Problem::new("", "pack-not-ready")
            .with("errors", review.errors())
            .with("red", red));
    }
    let published = files.iter().filter(|(path, _)| !path.starts_with(FOLDER));
    let published: Files = published
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect();
    let bytes = bundle(&published);
    let manifest = read_pack(&bytes)?.manifest;
    Ok(Ready { manifest, bytes })
}

fn read_pack(bytes: &[u8]) -> Result<Pack, Problem> {
    Pack::read(bytes).map_err(|refusal| {
        let file = refusal.facts.get("path").cloned().unwrap_or_default();
        Problem {
            file,
            code: refusal.code,
            facts: refusal.facts,
        }
    })
}

/// Whether a version can follow the one in use.
fn follow(new: &Manifest, current: Option<&Manifest>) -> Result<(), Problem> {
    let Some(current) = current else {
        return Ok(());
    };
    if new.id != current.id {
        return Err(Problem::new(crate::MANIFEST, "pack-other-service")
            .with("service", &new.id)
            .with("current", &current.id));
    }
    if new.version <= current.version {
        return Err(Problem::new(crate::MANIFEST, "pack-version-old")
            .with("version", new.version)
            .with("current", current.version));
    }
    Ok(())
}

/// The pack file (`docs/formats/pack-file.md`): the pack, signed at a time (ms since 1970 UTC).
///
/// # Errors
/// `pack-signing` (code, detail) when the key cannot be used.
pub fn sign(ready: &Ready, at: i64, signer: &dyn Signer) -> Result<Vec<u8>, Problem> {
    pack_file::seal(&ready.bytes, at, signer).map_err(|failed| {
        let detail = failed.facts().remove("detail").unwrap_or_default();
        Problem::new("", "pack-signing")
            .with("code", failed.code())
            .with("detail", detail)
    })
}

/// A pack file whose signature, signer and version hold.
#[derive(Debug)]
pub struct Received {
    /// Who signed it.
    pub signer: Identity,
    /// When, by their clock, ms since 1970 UTC.
    pub at: i64,
    /// The pack, read and found whole.
    pub pack: Pack,
    /// Its bytes, for the agency's operation.
    pub bytes: Vec<u8>,
    /// Its files, to open it for edit.
    pub files: Files,
}

/// What a reader brings to a pack file.
#[derive(Clone, Copy)]
pub struct Trust<'a> {
    /// Who is trusted to vouch for signers.
    pub roots: &'a Roots,
    /// Now, ms since 1970 UTC.
    pub now: i64,
    /// Whether a certificate is known to be revoked, by its serial number.
    pub revoked: &'a dyn Fn(&str) -> bool,
}

/// Reads a pack file that came from elsewhere; `current` is what says the version in use.
///
/// # Errors
/// `pack-signature-broken` (reason), `pack-signer-unknown` (reason), `pack-version-old` (version,
/// current), `pack-other-service` (service, current), and as [`Pack::read`].
pub fn receive(
    bytes: &[u8],
    trust: Trust<'_>,
    current: Option<&Manifest>,
) -> Result<Received, Problem> {
    let fault = |fault: pack_file::Fault| Problem {
        file: String::new(),
        code: fault.code.to_owned(),
        facts: fault.facts,
    };
    let opened = pack_file::open(bytes).map_err(fault)?;
    let signer = opened
        .verify(trust.roots, trust.now, trust.revoked)
        .map_err(fault)?;
    let (at, bytes) = (opened.published.at, opened.published.pack);
    let pack = read_pack(&bytes)?;
    follow(&pack.manifest, current)?;
    let files = unbundle(&bytes).map_err(|refusal| Problem {
        file: String::new(),
        code: refusal.code,
        facts: refusal.facts,
    })?;
    Ok(Received {
        signer,
        at,
        pack,
        bytes,
        files,
    })
}
