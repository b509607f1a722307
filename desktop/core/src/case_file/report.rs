//! What a person is told of a case file: who, when, for whom, what they saw, and
//! whether it holds.

use std::collections::BTreeMap;

use serde::Serialize;
use sync::Facts;
use sync::case_file::Fault;

/// Whether a case file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing is changed, and everything in it is proven.
    Whole,
    /// Nothing is changed or wrong, but not everything could be proven.
    Gaps,
    /// Something is changed or wrong.
    Broken,
}

/// A person with the name that the maker of the file wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Id.
    pub id: String,
    /// Name; the id where none is in the file.
    pub name: String,
}

/// Something that is wrong, or not proven: where, a code and facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The part of the file.
    pub part: String,
    /// Stable code.
    pub code: String,
    /// Facts for the sentence.
    pub facts: Facts,
}

/// An answer of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The key of the field.
    pub key: String,
    /// What the form calls it.
    pub label: String,
    /// The answer; none when it is blackened.
    pub value: Option<String>,
}

/// A file of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileLine {
    /// Its name; empty when that is blackened.
    pub name: String,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// `here`, `left-out` or `missing`.
    pub place: &'static str,
}

/// The answers from one record on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Counted from 1.
    pub number: usize,
    /// The record in which they stand.
    pub seq: u64,
    /// Its hash, hexadecimal: that of the answers, blackened or not.
    pub hash: String,
    /// The answers.
    pub answers: Vec<Answer>,
    /// The files.
    pub files: Vec<FileLine>,
}

/// What somebody had before them when they signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saw {
    /// The last record that they had seen.
    pub seq: u64,
    /// The version of the answers; 0 where there was none.
    pub version: usize,
    /// How many files.
    pub files: usize,
}

/// One operation, and what is proven of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The records that it became.
    pub records: Vec<u64>,
    /// When the agency wrote them, ms.
    pub at: Option<i64>,
    /// The operation, hexadecimal; none where its record was left out.
    pub operation: Option<String>,
    /// What was done: `submit`, `approve`, …; `left-out` where that is not shown.
    pub what: &'static str,
    /// Who.
    pub by: Option<Named>,
    /// For whom they stood in.
    pub acting_for: Option<Named>,
    /// By what right: `own`, `deputy`, `vacant`, `handed-on`; empty where no station was closed.
    pub right: &'static str,
    /// The title by which they were entitled.
    pub title: String,
    /// The device.
    pub device: String,
    /// `device` or `card`; empty when nothing is proven.
    pub key: &'static str,
    /// Number of the certificate that signed, hexadecimal.
    pub certificate: String,
    /// When, by the signer's clock, ms.
    pub signed: Option<i64>,
    /// Opinion, reason or word.
    pub words: String,
    /// Values that an administrator wrote.
    pub values: Facts,
    /// What they saw.
    pub saw: Option<Saw>,
    /// `valid`, `wrong`, `left-out`.
    pub signature: &'static str,
    /// Why it is wrong.
    pub why: Option<Told>,
    /// Since when its certificate is revoked, where that is after the signature, ms.
    pub revoked_later: Option<i64>,
    /// Whether it is known that the certificate was not revoked.
    pub revocation_known: bool,
    /// When the agency decided it by its signed word, ms.
    pub word: Option<i64>,
    /// By when a time stamp proves it, ms.
    pub stamped: Option<i64>,
}

/// What is not in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Left {
    /// Records that were left out, by number.
    pub records: Vec<u64>,
    /// Operations that were left out.
    pub operations: usize,
    /// Files that were left out.
    pub files: usize,
    /// Fields that are blackened.
    pub fields: Vec<String>,
    /// What was not there where the file was made, and how often.
    pub missing: BTreeMap<String, usize>,
}

/// What a case file shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Whether it holds.
    pub verdict: Verdict,
    /// Agency id.
    pub agency: String,
    /// The case.
    pub case: String,
    /// 案號.
    pub number: Option<String>,
    /// 檔號.
    pub file_number: Option<String>,
    /// The service and its versions.
    pub packs: Vec<(String, u32)>,
    /// Who made the file, when that is proven.
    pub exporter: Option<Named>,
    /// When it was made, ms.
    pub made: i64,
    /// Number of the last record.
    pub records: u64,
    /// Its hash, hexadecimal.
    pub head: String,
    /// SHA-256 of the agency's root, hexadecimal.
    pub root: Option<String>,
    /// Whether the reader gave the root.
    pub root_is_given: bool,
    /// The answers, version by version.
    pub versions: Vec<Version>,
    /// Who did what.
    pub steps: Vec<Step>,
    /// The paper: SHA-256 and where it is.
    pub paper: Option<FileLine>,
    /// The time stamp: when, ms, and by whom.
    pub stamp: Option<(i64, String)>,
    /// SHA-256 of its root, hexadecimal.
    pub stamp_root: Option<String>,
    /// Whether the reader gave that.
    pub stamp_root_is_given: bool,
    /// What is not in the file.
    pub left_out: Left,
    /// What does not hold.
    pub faults: Vec<Told>,
    /// What could not be proven.
    pub gaps: Vec<Told>,
}

impl From<Fault> for Told {
    fn from(fault: Fault) -> Self {
        Self {
            part: fault.part,
            code: fault.code,
            facts: fault.facts,
        }
    }
}

impl Report {
    /// Of a file of which nothing can be told but that it is changed, or none.
    pub(super) fn of_fault(fault: Fault) -> Self {
        Self {
            verdict: Verdict::Broken,
            agency: String::new(),
            case: String::new(),
            number: None,
            file_number: None,
            packs: Vec::new(),
            exporter: None,
            made: 0,
            records: 0,
            head: String::new(),
            root: None,
            root_is_given: false,
            versions: Vec::new(),
            steps: Vec::new(),
            paper: None,
            stamp: None,
            stamp_root: None,
            stamp_root_is_given: false,
            left_out: Left::default(),
            faults: vec![fault.into()],
            gaps: Vec::new(),
        }
    }
}
