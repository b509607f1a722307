//! What is in a case file, and what was left out: signed by who made it.

use minicbor::{Decode, Encode};

use super::part::Part;
use super::{CASE_FILE_VERSION, Fault, MANIFEST_BYTES_MAX, PART_BYTES_MAX, PARTS_MAX, RECORDS_MAX};
use crate::cose::{self, Envelope, Kind};
use crate::envelope::{ID_BYTES_MAX, SignFailed, Signer};
use crate::event::StreamHead;
use crate::{Hash, OpId, cbor, stream_name_is_sound};

const MANIFEST: Kind = Kind {
    content_type: "application/vnd.antou.case-file+cbor",
    max: MANIFEST_BYTES_MAX,
    discloses: false,
};

/// One part: name, size, SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Listed {
    /// Its name.
    #[n(0)]
    pub name: String,
    /// Its bytes.
    #[n(1)]
    pub size: u64,
    /// Their SHA-256.
    #[n(2)]
    pub sha256: Hash,
}

/// A record that was left out: its place in the chain is all that is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Elided {
    /// Its number.
    #[n(0)]
    pub seq: u64,
    /// Its hash.
    #[n(1)]
    pub hash: Hash,
}

/// Something that was not there where the file was made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Missing {
    /// `verdict`, `operation`, `stamp`, `list`, `pack`, `file`, `paper`.
    #[n(0)]
    pub what: String,
    /// Which; empty where there is one only.
    #[n(1)]
    pub which: String,
}

/// What is not in the file, though it could be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct LeftOut {
    /// Records, left out by who made the file.
    #[n(1)]
    pub records: Vec<Elided>,
    /// Operations, likewise.
    #[n(2)]
    pub operations: Vec<OpId>,
    /// Files (the paper among them), likewise.
    #[n(3)]
    pub files: Vec<Hash>,
    /// Fields whose answers were blackened.
    #[n(4)]
    pub fields: Vec<String>,
    /// What was not there.
    #[n(5)]
    pub missing: Vec<Missing>,
}

/// What a case file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Agency id.
    pub agency: String,
    /// Who made the file: a person id.
    pub person: String,
    /// On which device.
    pub device: String,
    /// When, by that device's clock, ms.
    pub at: i64,
    /// The stream of the case, and where it ended.
    pub head: StreamHead,
    /// The parts after the manifest, in their order.
    pub parts: Vec<Listed>,
    /// What is not in it.
    pub left_out: LeftOut,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Payload {
    #[n(1)]
    version: u64,
    #[n(2)]
    agency: String,
    #[n(3)]
    person: String,
    #[n(4)]
    device: String,
    #[n(5)]
    at: i64,
    #[n(6)]
    head: StreamHead,
    #[n(7)]
    parts: Vec<Listed>,
    #[n(8)]
    left_out: LeftOut,
}

impl Manifest {
    /// The signed bytes.
    ///
    /// # Errors
    /// When the key cannot be used.
    pub(super) fn sign(&self, signer: &dyn Signer) -> Result<Vec<u8>, SignFailed> {
        let said = self.clone();
        let payload = Payload {
            version: CASE_FILE_VERSION,
            agency: said.agency,
            person: said.person,
            device: said.device,
            at: said.at,
            head: said.head,
            parts: said.parts,
            left_out: said.left_out,
        };
        cose::seal(&MANIFEST, cbor::encode(&payload), signer)
    }

    /// Reads the signed bytes and holds them to the key of their own certificate;
    /// whose that is, is proven apart.
    pub(super) fn open(bytes: &[u8]) -> Result<(Self, Envelope), Fault> {
        let wrong = || Fault::new(Part::Manifest, "case-file-manifest");
        let envelope = cose::open(&MANIFEST, bytes).map_err(|_| wrong())?;
        envelope.signed().map_err(|_| wrong())?;
        let read: Payload =
            cbor::decode(&envelope.payload, MANIFEST_BYTES_MAX).map_err(|_| wrong())?;
        if read.version != CASE_FILE_VERSION {
            return Err(
                Fault::new(Part::Manifest, "case-file-version").with("version", read.version)
            );
        }
        let manifest = Self {
            agency: read.agency,
            person: read.person,
            device: read.device,
            at: read.at,
            head: read.head,
            parts: read.parts,
            left_out: read.left_out,
        };
        manifest.check()?;
        Ok((manifest, envelope))
    }

    fn check(&self) -> Result<(), Fault> {
        let limit = |field| Fault::new(Part::Manifest, "case-file-limit").with("field", field);
        let id = |text: &str| (1..=ID_BYTES_MAX).contains(&text.len());
        let text = |text: &str| text.len() <= 256;
        let out = &self.left_out;
        let checks = [
            ("agency", id(&self.agency)),
            ("person", id(&self.person)),
            ("device", id(&self.device)),
            ("stream", stream_name_is_sound(&self.head.stream)),
            ("head", (1..=RECORDS_MAX).contains(&self.head.seq)),
            ("parts", self.parts.len() <= PARTS_MAX),
            (
                "size",
                self.parts.iter().all(|part| part.size <= PART_BYTES_MAX),
            ),
            ("records", out.records.len() as u64 <= RECORDS_MAX),
            ("operations", out.operations.len() as u64 <= RECORDS_MAX),
            ("files", out.files.len() <= PARTS_MAX),
            (
                "fields",
                out.fields.len() <= 1_000 && out.fields.iter().all(|one| text(one)),
            ),
            (
                "missing",
                out.missing.len() <= PARTS_MAX
                    && out
                        .missing
                        .iter()
                        .all(|one| text(&one.what) && text(&one.which)),
            ),
        ];
        if let Some((field, _)) = checks.into_iter().find(|(_, sound)| !sound) {
            return Err(limit(field));
        }
        let mut before = Part::Manifest;
        for listed in &self.parts {
            let part = Part::read(&listed.name).filter(|part| *part > before);
            before = part.ok_or_else(|| {
                Fault::new(Part::Manifest, "case-file-part-name").with("name", &listed.name)
            })?;
        }
        Ok(())
    }

    /// The parts with their places in the list.
    pub(super) fn named(&self) -> impl Iterator<Item = (Part, &Listed)> {
        self.parts
            .iter()
            .filter_map(|listed| Some((Part::read(&listed.name)?, listed)))
    }
}
