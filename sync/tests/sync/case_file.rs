//! The case file: what it proves, and that no byte of it can be another.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use sync::case_file::{
    Elided, Fault, LeftOut, Opened, Part, Piece, Proof, Revocation, Said, Trust, prove, read, write,
};
use sync::certificate::Roots;
use sync::disclosure::Disclosures;
use sync::envelope::{Operation, Signed, blacken, id_of, seal, seal_disclosing};
use sync::event::{Head, Record, StreamHead, hash_of};
use sync::verdict::{Decision, Verdict};
use sync::{Facts, Hash, OpId, event};

use crate::agency::{Agency, Key, NOW, Subject};
use crate::disclosure::{both, content};
use crate::envelope::operation;

const STREAM: &str = "case/1";

/// A case of three records: a request that became two, and a signature.
#[derive(Clone)]
struct Case {
    parts: BTreeMap<Part, Vec<u8>>,
    said: Said,
    records: Vec<Vec<u8>>,
    operations: Vec<OpId>,
}

fn applicant(agency: &Agency) -> Key {
    agency.issue(12, &Subject::person("p0012", "00000000000000d1"))
}

fn head_of_section(agency: &Agency) -> Key {
    agency.issue(10, &Subject::person("p0010", "00000000000000d2"))
}

fn word(agency: &Agency, operation: OpId, events: Vec<StreamHead>) -> Vec<u8> {
    let verdict = Verdict {
        operation,
        decision: Decision::Accepted,
        duplicate: false,
        at: NOW + 1_000,
        events,
        code: String::new(),
        facts: Facts::new(),
        epoch: 1,
    };
    verdict.sign(&agency.issue(50, &Subject::server())).unwrap()
}

impl Case {
    fn new(agency: &Agency, revoked: &[(u8, i64)]) -> Self {
        let asked = Operation {
            content: content(),
            acting_for: None,
            seen: Vec::new(),
            ..operation()
        };
        let asked = seal_disclosing(&asked, &both(), &applicant(agency)).unwrap();
        let mut head = Head::EMPTY;
        let mut records: Vec<Vec<u8>> = Vec::new();
        let mut grow = |id: OpId, body: &[u8], beside: &Disclosures| {
            let (bytes, next) = Record::seal(&head, STREAM, id, NOW, body, beside).unwrap();
            records.push(bytes);
            head = next;
            StreamHead::new(STREAM, head)
        };
        let first = vec![
            grow(asked.id, &content(), &both()),
            grow(asked.id, &content(), &both()),
        ];
        let approved = Operation {
            actor: "p0010".into(),
            device: "00000000000000d2".into(),
            acting_for: None,
            seen: vec![first[1].clone()],
            content: vec![0xa1, 1, 3],
            ..operation()
        };
        let approved = seal(&approved, &head_of_section(agency)).unwrap();
        let second = vec![grow(approved.id, &[0xa1, 1, 4], &Disclosures::none())];
        let last = StreamHead::new(STREAM, head);
        let (paper, file) = (b"%PDF-1.7 the paper".to_vec(), b"a proof".to_vec());
        let mut parts = BTreeMap::from([
            (Part::Paper, paper),
            (Part::Root(1), agency.root()),
            (Part::List(1), agency.list(revoked)),
            (Part::Pack(Hash::of(b"a pack")), b"a pack".to_vec()),
            (Part::File(Hash::of(&file)), file),
        ]);
        for (bytes, seq) in records.iter().zip(1..) {
            parts.insert(Part::Record(seq), bytes.clone());
        }
        for (Signed { bytes, id }, events) in [(&asked, first), (&approved, second)] {
            parts.insert(Part::Operation(*id), bytes.clone());
            parts.insert(Part::Verdict(*id), word(agency, *id, events));
        }
        Self {
            parts,
            said: Said {
                agency: "demo".into(),
                person: "p0010".into(),
                device: "00000000000000d2".into(),
                at: NOW + 60_000,
                head: last,
                left_out: LeftOut::default(),
            },
            records,
            operations: vec![asked.id, approved.id],
        }
    }

    fn written(&self, key: &Key) -> Vec<u8> {
        let mut pieces: Vec<Piece<'_>> = self
            .parts
            .iter()
            .map(|(part, bytes)| Piece {
                part: *part,
                content: Box::new(bytes.as_slice()),
            })
            .collect();
        let mut out = Vec::new();
        write::<()>(&mut pieces, self.said.clone(), key, &mut |bytes| {
            out.extend_from_slice(bytes);
            Ok(())
        })
        .unwrap();
        out
    }
}

/// The bytes that are kept.
pub fn golden(agency: &Agency) -> Vec<u8> {
    Case::new(agency, &[]).written(&head_of_section(agency))
}

fn opened(bytes: &[u8]) -> Result<Opened, Fault> {
    read(&mut bytes.to_vec())
}

fn proven(agency: &Agency, case: &Case) -> Proof {
    let bytes = case.written(&head_of_section(agency));
    let opened = opened(&bytes).unwrap();
    assert_eq!(opened.faults, [], "what was just written is whole");
    let trust = Trust {
        roots: vec![agency.root()],
        ..Trust::default()
    };
    prove(&opened, &trust)
}

fn codes(faults: &[Fault]) -> Vec<String> {
    faults
        .iter()
        .map(|one| format!("{} {}", one.part, one.code))
        .collect()
}

#[test]
fn a_whole_case_file_proves_itself() {
    let agency = Agency::new(1);
    let case = Case::new(&agency, &[]);
    let proof = proven(&agency, &case);
    assert!(proof.is_whole(), "{:?} {:?}", proof.faults, proof.gaps);
    assert_eq!(proof.links.len(), 3);
    assert!(
        proof
            .links
            .iter()
            .all(|link| link.word == Some(NOW + 1_000))
    );
    assert_eq!(proof.exporter.unwrap().person, "p0010");
    let asked = &proof.operations[&case.operations[0]];
    assert_eq!(asked.proof.as_ref().unwrap().by.person, "p0012");
    assert_eq!(asked.revocation, Revocation::Good);
    assert!(asked.opened.blackened.is_empty());

    // Without a given root it is proven below its own, which is named.
    let bytes = case.written(&head_of_section(&agency));
    let proof = prove(&opened(&bytes).unwrap(), &Trust::default());
    assert!(proof.is_whole() && !proof.root_is_given);
    assert_eq!(proof.root, Some(Hash::of(&agency.root())));
}

/// Whoever can export may sign any manifest: what they put in must still prove itself.
#[test]
fn what_an_exporter_could_do() {
    let agency = Agency::new(1);
    let other = Agency::new(2);
    let check = |what: &str, edit: &dyn Fn(&mut Case), expected: &[&str]| {
        let mut case = Case::new(&agency, &[]);
        edit(&mut case);
        let proof = proven(&agency, &case);
        let ids: Vec<_> = case
            .operations
            .iter()
            .map(|id| (id.to_hex(), "ID"))
            .collect();
        let short = |text: String| {
            ids.iter()
                .fold(text, |text, (id, name)| text.replace(id, name))
        };
        let found: Vec<_> = codes(&proof.faults).into_iter().map(short).collect();
        let mut expected: Vec<_> = expected.iter().map(ToString::to_string).collect();
        expected.sort();
        let mut found = found;
        found.sort();
        found.dedup();
        assert_eq!(found, expected, "{what}");
    };
    check(
        "an operation dropped",
        &|case| {
            case.parts.remove(&Part::Operation(case.operations[1]));
        },
        &["operations/ID.cose case-file-operation-missing"],
    );
    check(
        "the tail cut off",
        &|case| {
            case.parts.remove(&Part::Record(3));
            let bytes = &case.records[1];
            case.said.head = StreamHead {
                stream: STREAM.into(),
                seq: 2,
                hash: hash_of(bytes),
            };
        },
        &["manifest.cose case-file-tail"],
    );
    check(
        "records swapped",
        &|case| {
            case.parts.insert(Part::Record(1), case.records[1].clone());
            case.parts.insert(Part::Record(2), case.records[0].clone());
        },
        &[
            "records/00001.cbor case-file-record-other",
            "records/00001.cbor case-file-verdict-other",
            "records/00002.cbor case-file-record-other",
            "records/00002.cbor case-file-verdict-other",
            "records/00003.cbor event-chain",
        ],
    );
    check(
        "a record missing",
        &|case| {
            case.parts.remove(&Part::Record(2));
        },
        &[
            "records/00002.cbor case-file-record-missing",
            "records/00003.cbor event-chain",
        ],
    );
    check(
        "another history",
        &|case| {
            let (_, head) = event::extend(STREAM, &Head::EMPTY, &case.records[0]).unwrap();
            let (_, head) = event::extend(STREAM, &head, &case.records[1]).unwrap();
            let (bytes, head) = Record::seal(
                &head,
                STREAM,
                case.operations[1],
                NOW,
                &[0xa0],
                &Disclosures::none(),
            )
            .unwrap();
            case.parts.insert(Part::Record(3), bytes);
            case.said.head = StreamHead::new(STREAM, head);
        },
        &["records/00003.cbor case-file-verdict-other"],
    );
    check(
        "another's word",
        &|case| {
            let id = case.operations[1];
            let events = vec![case.said.head.clone()];
            case.parts
                .insert(Part::Verdict(id), word(&Agency::new(2), id, events));
        },
        &["verdicts/ID.cose certificate-of-another"],
    );
    check(
        "a word on something else",
        &|case| {
            let [first, second] = [case.operations[0], case.operations[1]];
            let bytes = case.parts[&Part::Verdict(first)].clone();
            case.parts.insert(Part::Verdict(second), bytes);
        },
        &["verdicts/ID.cose case-file-verdict-other"],
    );
    check(
        "an operation under another's name",
        &|case| {
            let [first, second] = [case.operations[0], case.operations[1]];
            let bytes = case.parts[&Part::Operation(first)].clone();
            case.parts.insert(Part::Operation(second), bytes);
        },
        &["operations/ID.cose case-file-operation-other"],
    );
    check(
        "a foreign operation",
        &|case| {
            let forged = seal(&operation(), &applicant(&other)).unwrap();
            case.operations.push(forged.id);
            case.parts.insert(Part::Operation(forged.id), forged.bytes);
        },
        &["operations/ID.cose case-file-foreign"],
    );
    check(
        "a file under another's hash",
        &|case| {
            case.parts.insert(Part::File(Hash::ZERO), b"x".to_vec());
        },
        &[&format!("files/{} case-file-content", Hash::ZERO)],
    );
    check(
        "a list of another",
        &|case| {
            case.parts.insert(Part::List(2), other.list(&[]));
        },
        &["lists/2.crl crl-signature"],
    );
    check(
        "another's root",
        &|case| {
            case.parts.insert(Part::Root(1), other.root());
        },
        &["roots/agency-1.der case-file-root"],
    );
    check(
        "posing as another exporter",
        &|case| case.said.person = "p0099".into(),
        &["manifest.cose case-file-exporter"],
    );
    check(
        "a stamp that is none",
        &|case| {
            case.parts.insert(Part::Stamp, vec![0xa0]);
        },
        &["stamp.cbor wire-unreadable"],
    );
    check(
        "a record left out and there",
        &|case| {
            let hash = hash_of(&case.records[2]);
            case.said.left_out.records.push(Elided { seq: 3, hash });
        },
        &[
            "records/00003.cbor case-file-head",
            "records/00003.cbor case-file-record-surplus",
        ],
    );
    check(
        "an operation left out and there",
        &|case| {
            case.said.left_out.operations.push(case.operations[1]);
        },
        &["operations/ID.cose case-file-foreign"],
    );
}

#[test]
fn what_is_left_out_is_told_and_the_chain_stays() {
    let agency = Agency::new(1);
    let check = |what: &str, edit: &dyn Fn(&mut Case), gaps: &[&str]| {
        let mut case = Case::new(&agency, &[]);
        edit(&mut case);
        let proof = proven(&agency, &case);
        assert_eq!(codes(&proof.faults), [""; 0], "{what}");
        let found: BTreeSet<_> = proof.gaps.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(found, gaps.iter().copied().collect(), "{what}");
        proof
    };
    let proof = check(
        "a blackened field",
        &|case| {
            let keep = |one: &sync::disclosure::Disclosure| one.key().to_string() != "reason";
            let id = case.operations[0];
            for part in [Part::Operation(id), Part::Record(1), Part::Record(2)] {
                let bytes = &case.parts[&part];
                let less = match part {
                    Part::Operation(_) => blacken(bytes, &keep).unwrap(),
                    _ => event::blacken(bytes, &keep).unwrap(),
                };
                assert!(less.len() < bytes.len());
                case.parts.insert(part, less);
            }
            case.said.left_out.fields.push("reason".into());
        },
        &[],
    );
    let told = proof
        .operations
        .values()
        .find(|one| !one.opened.blackened.is_empty())
        .unwrap();
    assert_eq!(told.opened.blackened[0].to_string(), "reason");
    assert!(told.proof.is_some());
    let proof = check(
        "a record left out",
        &|case| {
            let hash = hash_of(&case.records[1]);
            case.parts.remove(&Part::Record(2));
            case.said.left_out.records.push(Elided { seq: 2, hash });
        },
        &[],
    );
    assert_eq!(proof.links[1].record, None);
    assert!(
        proof.links[1].word.is_some(),
        "the agency's word names it all the same"
    );
    check(
        "an operation left out",
        &|case| {
            case.parts.remove(&Part::Operation(case.operations[0]));
            case.said.left_out.operations.push(case.operations[0]);
        },
        &[],
    );
    check(
        "no word here",
        &|case| {
            case.parts.remove(&Part::Verdict(case.operations[1]));
        },
        &["case-file-verdict-missing"],
    );
    check(
        "no list here",
        &|case| {
            case.parts.remove(&Part::List(1));
        },
        &["crl-missing"],
    );
    check(
        "a list that had ended",
        &|case| case.said.at = NOW + 30 * 86_400_000,
        &["crl-stale"],
    );
    check(
        "no files",
        &|case| {
            case.parts
                .retain(|part, _| !matches!(part, Part::File(_) | Part::Paper));
        },
        &[],
    );
}

#[test]
fn revoked_before_and_after_the_signature() {
    let agency = Agency::new(1);
    let id = |case: &Case| case.operations[1];
    let case = Case::new(&agency, &[(10, 5_000)]);
    let proof = proven(&agency, &case);
    let name = Part::Operation(id(&case)).to_string();
    assert_eq!(
        codes(&proof.faults),
        [format!("{name} certificate-revoked")]
    );
    assert!(proof.operations[&id(&case)].proof.is_none());
    let case = Case::new(&agency, &[(10, -5_000)]);
    let proof = proven(&agency, &case);
    assert!(proof.is_whole());
    assert_eq!(
        proof.operations[&id(&case)].revocation,
        Revocation::Later(NOW + 5_000)
    );
}

#[test]
fn a_device_that_the_agency_does_not_know_makes_no_case_file() {
    let (agency, other) = (Agency::new(1), Agency::new(2));
    let bytes = Case::new(&agency, &[]).written(&head_of_section(&other));
    let proof = prove(&opened(&bytes).unwrap(), &Trust::default());
    assert_eq!(
        codes(&proof.faults),
        ["manifest.cose certificate-of-another"]
    );
    assert!(Roots::new(vec![agency.root()]).is_ok());
}

/// Every byte of a small one, each changed once: found, and in its part.
#[test]
fn every_changed_byte_is_found_and_named() {
    let agency = Agency::new(1);
    let bytes = Case::new(&agency, &[]).written(&head_of_section(&agency));
    let whole = opened(&bytes).unwrap();
    for at in 0..bytes.len() {
        let mut copy = bytes.clone();
        copy[at] ^= 1 << (at % 8);
        let expected = whole.part_at(at as u64);
        let faults = match opened(&copy) {
            Ok(found) => found.faults,
            Err(fault) => vec![fault],
        };
        assert!(
            faults.iter().any(|fault| fault.part == expected),
            "byte {at} is of {expected}, found {faults:?}"
        );
    }
    for less in [1, 10, 100, bytes.len() - 1, bytes.len()] {
        let short = &bytes[..bytes.len() - less];
        let faults = opened(short)
            .map(|found| found.faults)
            .unwrap_or_else(|fault| vec![fault]);
        assert!(
            faults.iter().any(|fault| fault.code == "case-file-cut"),
            "{less}: {faults:?}"
        );
    }
    let longer = [&bytes[..], &[0]].concat();
    assert_eq!(
        codes(&opened(&longer).unwrap().faults),
        ["end case-file-end"]
    );
}

#[test]
fn names_of_parts() {
    for part in [
        Part::Manifest,
        Part::Paper,
        Part::Record(7),
        Part::Operation(Hash([1; 32])),
        Part::Verdict(Hash([2; 32])),
        Part::Root(1),
        Part::List(3),
        Part::Stamp,
        Part::StampRoot(1),
        Part::Pack(Hash([4; 32])),
        Part::Names,
        Part::File(Hash([5; 32])),
    ] {
        assert_eq!(Part::read(&part.to_string()), Some(part));
    }
    for name in [
        "",
        "x",
        "records/7.cbor",
        "records/00000.cbor",
        "records/99999.cbor",
        "records/+0007.cbor",
        "roots/agency-01.der",
        "files/ABC",
        "../paper.pdf",
        "paper.PDF",
    ] {
        assert_eq!(Part::read(name), None, "{name}");
    }
}

proptest! {
    #[test]
    fn foreign_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = opened(&bytes);
        let _ = id_of(&bytes);
    }
}
