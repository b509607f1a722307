//! Makes a case file from what the vault has of a case.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use feel::Value;
use office::case::CaseEvent;
use office::ids::{CaseId, PersonId, PostId, UnitId};
use office::{Event, Stream};
use sync::case_file::{
    Content, Elided, LeftOut, Missing, Names, NotWritten, Part, Piece, ReadFailed, Said as Sayings,
    Trust, write,
};
use sync::disclosure::{Disclosure, Key, tells, texts};
use sync::envelope::{self, Opened};
use sync::event::{self, Head, Record, StreamHead};
use sync::{Hash, OpId};
use vault::BlobReader;

use super::{OnDisk, Report, Verdict};
use crate::session::Session;
use crate::store;
use crate::views::{ExportView, Sentence};
use crate::{Failure, case_file};

/// A text shorter than this is in too much to be looked for.
const SECRET_MIN: usize = 2;

/// What is to be left out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Less {
    /// Fields whose answers are blackened.
    pub fields: BTreeSet<String>,
    /// Whether the names of files are blackened.
    pub names: bool,
    /// Whether files and paper are left out.
    pub files: bool,
    /// Operations that are left out whole.
    pub operations: BTreeSet<OpId>,
}

/// Writes the file of a case to `path`, and reads it again.
///
/// # Errors
/// `case-unknown`, `export-field-unknown`, `export-operation-unknown`, `export-broken`,
/// `disk-*`, and what the vault says.
pub(crate) fn export(
    session: &Session,
    case: &CaseId,
    less: Less,
    path: &Path,
) -> Result<ExportView, Failure> {
    let stream = Stream::Case(case.clone());
    let head = session.world().head(&stream);
    if head.seq == 0 {
        return Err(Failure::new("case-unknown").with("case", case));
    }
    let mut making = Making::new(session, &stream, head, less)?;
    making.look_for_fields()?;
    making.operations()?;
    making.records()?;
    making.trust()?;
    making.things()?;
    making.names()?;
    let (left_out, waits) = (making.left_out.clone(), making.waits);
    put(session, making, path)?;
    let report = look(session, path)?;
    if waits {
        session.want_proofs(&stream.to_string())?;
    }
    view(path, &report, &left_out)
}

/// What was put down is read as anybody would read it; what does not hold does not stay.
fn look(session: &Session, path: &Path) -> Result<Report, Failure> {
    let mut written = OnDisk::open(path)?;
    let trust = Trust {
        roots: session.identity.roots.certificates().to_vec(),
        ..Trust::default()
    };
    let report = case_file::verify(&mut written, &trust, "zh-TW");
    if let (Verdict::Broken, Some(fault)) = (report.verdict, report.faults.first()) {
        let _ = std::fs::remove_file(path);
        return Err(Failure::new("export-broken")
            .with("part", &fault.part)
            .with("problem", &fault.code));
    }
    Ok(report)
}

fn view(path: &Path, report: &Report, out: &LeftOut) -> Result<ExportView, Failure> {
    let mut missing = BTreeMap::new();
    for one in &out.missing {
        *missing.entry(one.what.as_str()).or_insert(0_usize) += 1;
    }
    let sentence = |(what, count): (&str, usize)| Sentence {
        code: format!("export-missing-{what}"),
        facts: BTreeMap::from([("count".to_owned(), count.to_string())]),
    };
    let size = std::fs::metadata(path).map_err(|e| crate::core::disk(&e))?;
    Ok(ExportView {
        path: path.to_string_lossy().into_owned(),
        bytes: size.len(),
        records: report.records,
        is_whole: report.verdict == Verdict::Whole,
        fields: out.fields.clone(),
        left_out_records: out.records.iter().map(|record| record.seq).collect(),
        left_out_operations: out.operations.len(),
        left_out_files: out.files.len(),
        missing: missing.into_iter().map(sentence).collect(),
    })
}

/// Bytes of the vault, as they are written into the file.
struct InVault(BlobReader);

impl Content for InVault {
    fn size(&self) -> u64 {
        self.0.size()
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> Result<(), ReadFailed> {
        let mut done = 0;
        while let Some(rest) = into.get_mut(done..).filter(|rest| !rest.is_empty()) {
            let read = self.0.read_at(at + done as u64, rest);
            match read.map_err(|error| ReadFailed(error.code().to_owned()))? {
                0 => return Err(ReadFailed("cut off".to_owned())),
                some => done += some,
            }
        }
        Ok(())
    }
}

struct Making<'s> {
    session: &'s Session,
    stream: String,
    head: Head,
    less: Less,
    bytes: Vec<Vec<u8>>,
    read: Vec<Record>,
    pieces: Vec<Piece<'s>>,
    left_out: LeftOut,
    /// What is blackened, in words: nothing that says it may stay.
    secrets: BTreeSet<String>,
    /// Ids of whatever is named in what stays.
    named: BTreeSet<String>,
    /// Whether something that proves the case may still come.
    waits: bool,
}

impl<'s> Making<'s> {
    fn new(session: &'s Session, stream: &Stream, head: Head, less: Less) -> Result<Self, Failure> {
        let stream = stream.to_string();
        let bytes = session.store().records(&stream, &head)?;
        let read: Result<Vec<_>, _> = bytes.iter().map(|one| Record::read(one)).collect();
        Ok(Self {
            session,
            stream,
            head,
            bytes,
            read: read?,
            pieces: Vec::new(),
            left_out: LeftOut {
                fields: less.fields.iter().cloned().collect(),
                ..LeftOut::default()
            },
            secrets: BTreeSet::new(),
            named: BTreeSet::new(),
            waits: false,
            less,
        })
    }

    fn put(&mut self, part: Part, content: impl Content + 's) {
        let content = Box::new(content);
        self.pieces.push(Piece { part, content });
    }

    fn misses(&mut self, what: &str, which: String) {
        let what = what.to_owned();
        self.left_out.missing.push(Missing { what, which });
    }

    /// Whether a disclosure stays.
    fn stays(&self, one: &Disclosure) -> bool {
        match one.key() {
            Key::Text(path) => !self.is_blackened(path),
            Key::Number(_) => !self.less.names,
        }
    }

    /// Whether a field is blackened: itself, or what it is a part of.
    fn is_blackened(&self, path: &str) -> bool {
        let mut around = path.match_indices('.').map(|(at, _)| &path[..at]);
        self.less.fields.contains(path) || around.any(|field| self.less.fields.contains(field))
    }

    /// What is to be blackened is there, and what it says is not to stand elsewhere.
    fn look_for_fields(&mut self) -> Result<(), Failure> {
        let (mut known, mut secrets) = (BTreeSet::new(), BTreeSet::new());
        for record in &self.read {
            for one in record.disclosures.iter() {
                if let Key::Text(field) = one.key() {
                    known.insert(field.clone());
                }
                if !self.stays(one) {
                    secrets.extend(said_in(one.value()));
                }
            }
            // A request of before had its answers in clear words.
            let given = match store::event(record)? {
                Event::Case(event) => match *event {
                    CaseEvent::Submitted(x) => x.answers,
                    CaseEvent::Corrected(x) => x.answers,
                    CaseEvent::FilledIn(x) => x.answers,
                    _ => continue,
                },
                _ => continue,
            };
            for (field, value) in &given {
                known.insert(field.clone());
                known.extend(field.split_once('.').map(|(first, _)| first.to_owned()));
                if self.is_blackened(field) {
                    leaves(value, &mut secrets);
                }
            }
        }
        if let Some(unknown) = self.less.fields.difference(&known).next() {
            return Err(Failure::new("export-field-unknown").with("field", unknown));
        }
        let ids: BTreeSet<OpId> = self.read.iter().map(|record| record.operation).collect();
        if let Some(unknown) = self.less.operations.difference(&ids).next() {
            return Err(Failure::new("export-operation-unknown").with("operation", unknown));
        }
        secrets.retain(|text| text.chars().count() >= SECRET_MIN);
        self.secrets = secrets;
        Ok(())
    }

    fn operations(&mut self) -> Result<(), Failure> {
        let ids: BTreeSet<OpId> = self.read.iter().map(|record| record.operation).collect();
        for id in ids {
            match self.session.store().word(&id)? {
                Some(word) => self.put(Part::Verdict(id), word),
                None => self.misses("verdict", id.to_hex()),
            }
            let Some(signed) = self.session.store().signed(&id)? else {
                self.misses("operation", id.to_hex());
                self.left_out.operations.push(id);
                continue;
            };
            let less = envelope::blacken(&signed, &|one| self.stays(one))?;
            let opened = envelope::open(&less)?;
            if self.less.operations.contains(&id) || self.betrays(&opened) {
                self.left_out.operations.push(id);
                continue;
            }
            self.named.insert(opened.operation.actor.clone());
            self.named.extend(opened.operation.acting_for.clone());
            self.named
                .extend(texts(&opened.operation.content).unwrap_or_default());
            self.put(Part::Operation(id), less);
        }
        Ok(())
    }

    /// Whether an operation says in other places what is blackened.
    fn betrays(&self, opened: &Opened) -> bool {
        let asked = &opened.operation;
        let people = [Some(&asked.actor), asked.acting_for.as_ref()];
        people
            .into_iter()
            .flatten()
            .any(|id| self.secrets.contains(id))
            || tells(&asked.content, &self.secrets)
    }

    fn records(&mut self) -> Result<(), Failure> {
        let bytes = std::mem::take(&mut self.bytes);
        for (bytes, seq) in bytes.iter().zip(1..) {
            let less = event::blacken(bytes, &|one| self.stays(one))?;
            let record = Record::read(&less)?;
            let of_one_left_out = self.less.operations.contains(&record.operation);
            if of_one_left_out || tells(&record.body, &self.secrets) {
                let hash = event::hash_of(bytes);
                self.left_out.records.push(Elided { seq, hash });
                continue;
            }
            self.named.extend(texts(&record.body).unwrap_or_default());
            self.put(Part::Record(seq), less);
        }
        Ok(())
    }

    /// Roots, lists, the time stamp.
    fn trust(&mut self) -> Result<(), Failure> {
        let roots = self.session.identity.roots.certificates().to_vec();
        for (root, count) in roots.into_iter().zip(1..) {
            self.put(Part::Root(count), root);
        }
        let Some(proofs) = self.session.store().proofs(&self.stream)? else {
            self.misses("list", String::new());
            self.misses("stamp", String::new());
            self.waits = true;
            return Ok(());
        };
        for (list, count) in proofs.lists.iter().zip(1..) {
            self.put(Part::List(count), list.clone());
        }
        let until = proofs
            .lists
            .iter()
            .filter_map(|der| sync::crl::Crl::read(der).ok());
        if until
            .map(|list| list.next_update())
            .min()
            .is_none_or(|until| until < self.session.now())
        {
            self.waits = true;
        }
        let here = |stamp: &sync::stamped::StampProof| stamp.head.seq <= self.head.seq;
        match proofs.stamp.filter(here) {
            Some(stamp) => {
                self.waits |= stamp.head.seq < self.head.seq;
                self.put(Part::Stamp, sync::wire::Body::to_bytes(&stamp));
                for (root, count) in proofs.stamp_roots.into_iter().zip(1..) {
                    self.put(Part::StampRoot(count), root);
                }
            }
            None if proofs.stamp_roots.is_empty() => {}
            None => {
                self.misses("stamp", String::new());
                self.waits = true;
            }
        }
        Ok(())
    }

    /// Versions of the service, files and paper.
    fn things(&mut self) -> Result<(), Failure> {
        let (mut packs, mut files) = (BTreeSet::new(), BTreeSet::new());
        let mut paper = None;
        for record in &self.read {
            let Event::Case(event) = store::event(record)? else {
                continue;
            };
            let attached = match *event {
                CaseEvent::Submitted(x) => {
                    packs.insert(Hash(x.pack.sha256));
                    x.attachments
                }
                CaseEvent::Corrected(x) => x.attachments,
                CaseEvent::WentOver(x) => {
                    packs.insert(Hash(x.pack.sha256));
                    Vec::new()
                }
                CaseEvent::Filed(filed, _) => {
                    paper = Some(Hash(filed.sha256));
                    Vec::new()
                }
                _ => Vec::new(),
            };
            files.extend(attached.iter().map(|file| Hash(file.sha256)));
        }
        for sha256 in packs {
            self.blob(Part::Pack(sha256), sha256, "pack")?;
        }
        let files = files
            .into_iter()
            .map(|sha256| (Part::File(sha256), sha256, "file"));
        let paper = paper.map(|sha256| (Part::Paper, sha256, "paper"));
        for (part, sha256, what) in files.chain(paper) {
            // What is printed on the paper is what was answered.
            let says = part == Part::Paper && !self.secrets.is_empty();
            if self.less.files || says {
                self.left_out.files.push(sha256);
            } else {
                self.blob(part, sha256, what)?;
            }
        }
        Ok(())
    }

    fn blob(&mut self, part: Part, sha256: Hash, what: &str) -> Result<(), Failure> {
        let store = self.session.store();
        match store.blob_note(&sha256)? {
            Some(note) => {
                let reader = store.vault().blobs().reader(&note.id)?;
                self.put(part, InVault(reader));
            }
            None => self.misses(what, sha256.to_hex()),
        }
        Ok(())
    }

    /// Names of those who are named in what stays.
    fn names(&mut self) -> Result<(), Failure> {
        let org = self.session.org()?;
        let mut names = Names::default();
        for id in &self.named {
            if let Some(person) = PersonId::new(id.clone())
                .ok()
                .and_then(|id| org.people.get(&id))
            {
                names.people.insert(id.clone(), person.name.clone());
            }
            if let Some(post) = PostId::new(id.clone())
                .ok()
                .and_then(|id| org.posts.get(&id))
            {
                names.posts.insert(id.clone(), post.title.clone());
            }
            if let Some(unit) = UnitId::new(id.clone())
                .ok()
                .and_then(|id| org.units.get(&id))
            {
                names.units.insert(id.clone(), unit.name.clone());
            }
        }
        self.put(Part::Names, names.to_bytes());
        Ok(())
    }
}

/// Writes beside, then takes its place.
fn put(session: &Session, mut making: Making<'_>, path: &Path) -> Result<(), Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let said = Sayings {
        agency: session.identity.agency.clone(),
        person: session.identity.person.clone(),
        device: session.identity.device.clone(),
        at: session.now(),
        head: StreamHead::new(&making.stream, making.head),
        left_out: making.left_out,
    };
    let disk = |error: &std::io::Error| crate::core::disk(error);
    let mut file = create(&beside).map_err(|error| disk(&error))?;
    let signer = session.store().signer();
    let written = write(&mut making.pieces, said, signer, &mut |bytes| {
        file.write_all(bytes)
    });
    let done = written
        .map_err(|error| match error {
            NotWritten::Read(failed) => Failure::new("export-unreadable").with("detail", failed),
            NotWritten::Sign(failed) => Failure::of(failed.code(), failed.facts()),
            NotWritten::Refused(fault) => Failure::of(&fault.code, fault.facts),
            NotWritten::Sink(error) => disk(&error),
        })
        .and_then(|()| file.sync_all().map_err(|error| disk(&error)))
        .and_then(|()| std::fs::rename(&beside, path).map_err(|error| disk(&error)));
    if done.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    done
}

fn create(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The words in a value of a form, or in a text.
fn said_in(value: &[u8]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    match minicbor::decode::<Value>(value) {
        Ok(value) => leaves(&value, &mut found),
        Err(_) => found.extend(texts(value).unwrap_or_default()),
    }
    found
}

fn leaves(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::List(items) => items.iter().for_each(|item| leaves(item, found)),
        Value::Context(entries) => entries.values().for_each(|item| leaves(item, found)),
        Value::DateTime(moment) => {
            found.insert(moment.to_string());
            found.insert(moment.date().to_string());
        }
        // Yes and no are in everything.
        Value::Null | Value::Bool(_) => {}
        other => {
            found.insert(crate::answers::text(other));
        }
    }
}

/// The operation of a name.
pub(crate) fn operation_of(text: &str) -> Result<OpId, Failure> {
    Hash::from_hex(text)
        .ok_or_else(|| Failure::new("export-operation-unknown").with("operation", text))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_secret_is_each_word_of_a_value() {
        let moment: jiff::civil::DateTime = "2026-12-03T08:30:00".parse().unwrap();
        let value = Value::Context(
            [
                ("from".to_owned(), Value::DateTime(moment)),
                (
                    "why".to_owned(),
                    Value::List(vec![Value::text("sick"), Value::Bool(true)]),
                ),
            ]
            .into_iter()
            .collect(),
        );
        let mut found = BTreeSet::new();
        leaves(&value, &mut found);
        let found: Vec<_> = found.into_iter().collect();
        assert_eq!(found, ["2026-12-03", "2026-12-03T08:30:00", "sick"]);
    }

    #[test]
    fn an_operation_is_named_whole() {
        assert!(operation_of("ab").is_err());
        assert!(operation_of(&"0".repeat(64)).is_ok());
    }
}
