use std::sync::LazyLock;

use sync::event::{Head, StreamHead};
use sync::verdict::{Decision, Verdict, Verified, open};
use sync::{Facts, Hash, OpId};

use crate::agency::{Agency, Key, NOW, Subject, usage};

pub fn verdict(operation: OpId, decision: Decision) -> Verdict {
    Verdict {
        operation,
        decision,
        duplicate: false,
        at: NOW,
        events: vec![StreamHead::new(
            "case/1",
            Head {
                seq: 2,
                hash: Hash([3; 32]),
            },
        )],
        code: String::new(),
        facts: Facts::new(),
        epoch: 1,
    }
}

static AGENCY: LazyLock<Agency> = LazyLock::new(|| Agency::new(1));
static SERVER: LazyLock<Key> = LazyLock::new(|| AGENCY.issue(50, &Subject::server()));

/// A verdict that the server has signed and the client has proven.
pub fn proven(verdict: &Verdict) -> Verified {
    let bytes = verdict.sign(&*SERVER).unwrap();
    open(&bytes)
        .unwrap()
        .verify(&AGENCY.roots(), NOW, &|_| false)
        .unwrap()
}

#[test]
fn every_kind_comes_back_as_it_was_said() {
    for decision in [Decision::Accepted, Decision::Refused, Decision::Held] {
        for duplicate in [false, true] {
            let facts = Facts::from([("left".into(), "120".into()), ("b".into(), "年".into())]);
            let code = "leave-over-quota".into();
            let said = Verdict {
                duplicate,
                facts,
                code,
                ..verdict(Hash([1; 32]), decision)
            };
            let found = proven(&said);
            assert_eq!(found.verdict(), &said);
            assert_eq!(found.by().person, "agency");
        }
    }
}

#[test]
fn only_the_agency_decides() {
    let said = verdict(Hash([1; 32]), Decision::Accepted);
    let server = Subject::server;
    let person_as_server = Subject {
        person: "p0012",
        ..server()
    };
    let person = Subject::person("p0012", "00000000000000d1");
    let tls = Subject {
        usages: vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth],
        ..server()
    };
    let operations = Subject {
        usages: vec![usage(sync::certificate::OPERATION_USAGE)],
        ..server()
    };
    let two = Agency::new(2);
    for (agency, subject, code) in [
        (&*AGENCY, server(), None),
        (&*AGENCY, person, Some("certificate-usage")),
        (&*AGENCY, tls, Some("certificate-usage")),
        (&*AGENCY, operations, Some("certificate-usage")),
        (&*AGENCY, person_as_server, Some("verdict-not-agency")),
        (&two, server(), Some("certificate-of-another")),
    ] {
        let bytes = said.sign(&agency.issue(50, &subject)).unwrap();
        let found = open(&bytes)
            .unwrap()
            .verify(&AGENCY.roots(), NOW, &|_| false);
        assert_eq!(found.err().map(|error| error.code()), code);
    }
}

#[test]
fn an_operation_is_no_verdict_and_a_verdict_no_operation() {
    let operation = crate::envelope::operation();
    let bytes = sync::envelope::seal(&operation, &crate::envelope::key(&AGENCY))
        .unwrap()
        .bytes;
    assert_eq!(open(&bytes).unwrap_err().code(), "verdict-shape");
    let bytes = verdict(Hash([1; 32]), Decision::Accepted)
        .sign(&*SERVER)
        .unwrap();
    assert_eq!(
        sync::envelope::open(&bytes).unwrap_err().code(),
        "operation-shape"
    );
}

#[test]
fn every_bit_counts() {
    let bytes = verdict(Hash([1; 32]), Decision::Accepted)
        .sign(&*SERVER)
        .unwrap();
    for place in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[place] ^= 0x10;
        let taken =
            open(&changed).is_ok_and(|one| one.verify(&AGENCY.roots(), NOW, &|_| false).is_ok());
        assert!(!taken, "byte {place}");
    }
}
