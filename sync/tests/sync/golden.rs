//! The bytes that last: what was written once is written so for ever. A test
//! that fails prints the new bytes; they go into the file only together with a
//! new version of the format.

use sync::disclosure::Disclosures;
use sync::event::{Head, Record};
use sync::verdict::Decision;
use sync::wire::Body as _;
use sync::{Facts, Hash};

use crate::agency::{Agency, NOW, Subject};
use crate::envelope::{key, operation};

/// 32 bytes a line, in hexadecimal.
fn lines(bytes: &[u8]) -> String {
    let line = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    bytes.chunks(32).map(|chunk| line(chunk) + "\n").collect()
}

fn check(kept: &str, bytes: &[u8]) {
    assert_eq!(kept, lines(bytes));
}

#[test]
fn operation_bytes() {
    let agency = Agency::new(1);
    let signed = sync::envelope::seal(&operation(), &key(&agency)).unwrap();
    check(include_str!("../golden/operation.hex"), &signed.bytes);
    check(include_str!("../golden/root.hex"), &agency.root());
}

#[test]
fn event_bytes() {
    let none = Disclosures::none();
    let (first, head) =
        Record::seal(&Head::EMPTY, "case/1", Hash([5; 32]), NOW, &[0xa0], &none).unwrap();
    let (second, _) = Record::seal(
        &head,
        "case/1",
        Hash([6; 32]),
        NOW + 1,
        &[0xa1, 1, 2],
        &none,
    )
    .unwrap();
    check(include_str!("../golden/event-1.hex"), &first);
    check(include_str!("../golden/event-2.hex"), &second);
}

#[test]
fn disclosed_bytes() {
    let agency = Agency::new(1);
    let (operation, record) = crate::disclosure::golden(&agency);
    check(
        include_str!("../golden/operation-disclosing.hex"),
        &operation,
    );
    check(include_str!("../golden/event-disclosing.hex"), &record);
}

#[test]
fn case_file_bytes() {
    let bytes = crate::case_file::golden(&Agency::new(1));
    check(include_str!("../golden/case-file.hex"), &bytes);
}

#[test]
fn verdict_bytes() {
    let agency = Agency::new(1);
    let server = agency.issue(50, &Subject::server());
    let accepted = crate::verdict::verdict(Hash([1; 32]), Decision::Accepted);
    check(
        include_str!("../golden/verdict-accepted.hex"),
        &accepted.sign(&server).unwrap(),
    );
    let mut refused = crate::verdict::verdict(Hash([1; 32]), Decision::Refused);
    refused.duplicate = true;
    refused.events.clear();
    refused.code = "leave-over-quota".into();
    refused.facts = Facts::from([
        ("left".into(), "120".into()),
        ("asked".into(), "480".into()),
    ]);
    check(
        include_str!("../golden/verdict-refused-again.hex"),
        &refused.sign(&server).unwrap(),
    );
}

#[test]
fn wire_bytes() {
    check(
        include_str!("../golden/hello.hex"),
        &crate::wire::hello().to_bytes(),
    );
    check(
        include_str!("../golden/changes.hex"),
        &crate::wire::changes().to_bytes(),
    );
    check(
        include_str!("../golden/push.hex"),
        &crate::wire::push().to_bytes(),
    );
    check(
        include_str!("../golden/pulled.hex"),
        &crate::wire::pulled().to_bytes(),
    );
}
