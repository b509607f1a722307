//! What becomes of signed bytes, right and wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod practice;

use std::sync::Arc;

use agency_server::reading::Reader;
use agency_server::states::States;
use agency_server::{Agency, admin};
use office::ids::{CaseId, PersonId};
use office::operation::{Answers, Attachment, Submit, Withdraw};
use office::pack::PackRef;
use office::{Content, Stream};
use practice::{Device, NINE, Site, leave_request, new_unit, push};
use sync::Hash;
use sync::envelope::Signed;
use sync::verdict::Decision;
use sync::wire::BlobManifest;

fn withdraw(case: &str) -> Content {
    Content::Withdraw(Withdraw {
        case: CaseId::new(case).unwrap(),
        reason: String::new(),
    })
}

fn submit_with(attachments: Vec<Attachment>) -> Content {
    let pack = PackRef {
        version: 1,
        sha256: [7; 32],
    };
    let case = CaseId::new("0123456789abcdef0123456789abcdef").unwrap();
    Content::Submit(Submit {
        case,
        pack,
        answers: Answers::new(),
        attachments,
    })
}

async fn check(agency: &Agency, what: &str, bytes: Vec<u8>, decision: Decision, code: &str) {
    let id = sync::envelope::id_of(&bytes);
    let verdicts = push(agency, vec![bytes]).await;
    let verdict = &verdicts[0];
    assert_eq!(
        (verdict.decision, verdict.code.as_str()),
        (decision, code),
        "{what}: {:?}",
        verdict.facts
    );
    assert_eq!(verdict.operation, id, "{what}");
    let stored = agency
        .store
        .verdict(&id)
        .unwrap()
        .expect("a verdict is kept");
    assert_eq!(
        (stored.decision, stored.code.as_str()),
        (decision, code),
        "{what}"
    );
}

#[tokio::test]
async fn every_wrong_operation_gets_its_verdict() {
    let site = Site::with_people().await;
    let other = Site::with_people().await;
    let agency = site.open();
    let device = Device::enrol(&site, &agency, "p0012");
    let colleague = Device::enrol(&site, &agency, "p0013");
    let stranger = Device::enrol(&other, &other.open(), "p0012");
    let sound = || device.seal(&withdraw("00"), NINE).bytes;
    let refused = Decision::Refused;

    check(
        &agency,
        "refused by the rules",
        sound(),
        refused,
        "case-unknown",
    )
    .await;
    check(
        &agency,
        "of another agency's root",
        stranger.seal(&withdraw("00"), NINE).bytes,
        refused,
        "certificate-of-another",
    )
    .await;
    check(
        &agency,
        "not bytes of ours",
        b"hello".to_vec(),
        refused,
        "cbor-not-whole",
    )
    .await;
    check(
        &agency,
        "too large",
        vec![0; 64 * 1024 + 1],
        refused,
        "cbor-too-large",
    )
    .await;
    check(
        &agency,
        "cut off",
        sound()[..200].to_vec(),
        refused,
        "cbor-not-whole",
    )
    .await;
    let mut altered = sound();
    let last = altered.len() - 1;
    altered[last] ^= 1;
    check(
        &agency,
        "one bit of the signature",
        altered,
        refused,
        "operation-signature",
    )
    .await;
    let mut wrong_key = Device::enrol(&site, &agency, "p0012");
    wrong_key.key = practice::new_key();
    check(
        &agency,
        "signed by another key",
        wrong_key.seal(&withdraw("00"), NINE).bytes,
        refused,
        "operation-signature",
    )
    .await;
    let mut posing = device.operation(&withdraw("00"), NINE);
    posing.actor = "p0001".to_owned();
    let posing = sync::envelope::seal(&posing, &device).unwrap();
    check(
        &agency,
        "in another's name",
        posing.bytes,
        refused,
        "operation-differs",
    )
    .await;
    let mut odd = device.operation(&withdraw("00"), NINE);
    odd.content = vec![0xff];
    let odd = sync::envelope::seal(&odd, &device).unwrap();
    check(
        &agency,
        "no content of the office",
        odd.bytes,
        refused,
        "operation-unreadable",
    )
    .await;
    let organise = office::operation::Organise {
        changes: Vec::new(),
    };
    let organise = colleague.seal(&Content::Organise(organise), NINE).bytes;
    check(
        &agency,
        "what only the agency may ask",
        organise,
        refused,
        "operation-agency-only",
    )
    .await;
    let hour = 60 * 60 * 1000;
    check(
        &agency,
        "a clock an hour ahead is no reason",
        device.seal(&withdraw("01"), NINE + hour).bytes,
        refused,
        "case-unknown",
    )
    .await;
    let id = device.seal(&withdraw("02"), NINE - hour);
    check(&agency, "nor one behind", id.bytes, refused, "case-unknown").await;
    let kept = agency.store.verdict(&id.id).unwrap().unwrap();
    assert_eq!(
        (kept.skew, kept.actor.as_str()),
        (-hour, "p0012"),
        "the difference is noted"
    );
}

#[tokio::test]
async fn the_time_of_signing_counts_when_a_certificate_has_ended() {
    let site = Site::with_people().await;
    let agency = site.open();
    let device = Device::enrol(&site, &agency, "p0012");
    let day = 24 * 60 * 60 * 1000;
    let (early, late) = (
        device.seal(&withdraw("00"), NINE + day),
        device.seal(&withdraw("00"), NINE + 95 * day),
    );
    site.hands.set(NINE + 100 * day);
    check(
        &agency,
        "signed while it held",
        early.bytes,
        Decision::Refused,
        "case-unknown",
    )
    .await;
    check(
        &agency,
        "signed after it had ended",
        late.bytes,
        Decision::Refused,
        "certificate-time",
    )
    .await;
}

#[tokio::test]
async fn a_revoked_device_waits_for_a_person() {
    let site = Site::with_people().await;
    let agency = site.open();
    let device = Device::enrol(&site, &agency, "p0012");
    let (before, after) = (
        device.seal(&withdraw("00"), NINE - 1),
        device.seal(&withdraw("00"), NINE),
    );
    assert_eq!(
        admin::revoke(&site.folder(), &device.name, NINE).unwrap(),
        1
    );
    for (signed, decision) in [(before, Decision::Held), (after, Decision::Refused)] {
        for what in ["revoked", "again"] {
            check(
                &agency,
                what,
                signed.bytes.clone(),
                decision,
                "certificate-revoked",
            )
            .await;
        }
    }
}

#[tokio::test]
async fn the_same_operation_is_decided_once() {
    let site = Site::empty();
    let agency = site.open();
    let unit = new_unit(&site.authority(), "u-new", NINE);
    let first = push(&agency, vec![unit.bytes.clone(), unit.bytes.clone()]).await;
    site.hands.set(NINE + 5);
    let again = push(&agency, vec![unit.bytes.clone()]).await;
    assert_eq!((&first[0], &first[0]), (&first[1], &again[0]));
    assert_eq!(first[0].decision, Decision::Accepted);
    assert_eq!(agency.store.head("org").unwrap().seq, 1);
    drop(agency);
    let reopened = site.open();
    assert_eq!(push(&reopened, vec![unit.bytes]).await, again);
    drop(reopened);
    let found = admin::verify(&site.folder()).unwrap();
    assert_eq!((found.streams, found.events, found.verdicts), (1, 1, 1));
}

#[tokio::test]
async fn a_missing_file_holds_and_its_coming_decides() {
    let site = Site::with_people().await;
    let agency = site.open();
    let device = Device::enrol(&site, &agency, "p0012");
    let content = b"a doctor's note".to_vec();
    let proof = Attachment {
        name: "診斷證明.pdf".to_owned(),
        media: "application/pdf".to_owned(),
        bytes: content.len() as u64,
        sha256: Hash::of(&content).0,
    };
    let signed: Signed = device.seal(&submit_with(vec![proof]), NINE);
    check(
        &agency,
        "held",
        signed.bytes.clone(),
        Decision::Held,
        "blob-missing",
    )
    .await;
    let manifest = BlobManifest::of(&content, "application/pdf", "packs");
    agency
        .blobs
        .put_part("p0012", &manifest.sha256, 0, &content)
        .unwrap();
    assert_eq!(
        agency.blobs.finish("p0012", &manifest).unwrap(),
        agency_server::blobs::Finished::Whole
    );
    let waiting = agency.store.put_blob(&agency_server::storage::StoredBlob {
        sha256: manifest.sha256,
        size: manifest.size,
        manifest: sync::wire::Body::to_bytes(&manifest),
        sender: "p0012".to_owned(),
        at: NINE,
    });
    assert_eq!(waiting.unwrap(), [signed.id]);
    check(
        &agency,
        "decided on the rules now",
        signed.bytes,
        Decision::Refused,
        "pack-missing",
    )
    .await;
    let position = agency.store.feed_end().unwrap();
    let told = agency.store.feed(position - 1, 10).unwrap();
    assert_eq!(
        told[0].what,
        agency_server::storage::FeedItem::Decided(signed.id)
    );
}

#[tokio::test]
async fn a_store_that_fails_is_no_verdict() {
    let site = Site::empty();
    let agency = site.open();
    let unit = new_unit(&site.authority(), "u-new", NINE);
    let examined = || vec![agency.examine(unit.bytes.clone())];
    let database = rusqlite::Connection::open(site.folder().path().join("agency.db")).unwrap();
    database
        .execute_batch("ALTER TABLE feed RENAME TO elsewhere")
        .unwrap();
    let failed = agency.ingest.push(examined()).await.unwrap_err();
    assert!(
        matches!(failed, agency_server::ingest::NoVerdict::Store(_)),
        "{failed}"
    );
    database
        .execute_batch("ALTER TABLE elsewhere RENAME TO feed")
        .unwrap();
    assert_eq!(
        agency.store.head("org").unwrap().seq,
        0,
        "nothing was written"
    );
    assert_eq!(
        push(&agency, vec![unit.bytes.clone()]).await[0].decision,
        Decision::Accepted
    );
}

#[tokio::test]
async fn a_changed_byte_in_the_history_is_found() {
    let site = Site::with_people().await;
    admin::verify(&site.folder()).unwrap();
    let database = rusqlite::Connection::open(site.folder().path().join("agency.db")).unwrap();
    let check = |change: &str, back: &str| {
        database.execute_batch(change).unwrap();
        let found = admin::verify(&site.folder()).unwrap_err();
        assert_eq!(found.code(), "history-damaged", "{change}: {found}");
        database.execute_batch(back).unwrap();
    };
    check(
        "CREATE TABLE kept AS SELECT * FROM event WHERE stream = 'org' AND seq = 3;
         UPDATE event SET record = CAST(substr(record, 1, length(record) - 1) || x'00' AS BLOB) WHERE stream = 'org' AND seq = 3",
        "UPDATE event SET record = (SELECT record FROM kept) WHERE stream = 'org' AND seq = 3; DROP TABLE kept",
    );
    check(
        "UPDATE head SET seq = seq - 1 WHERE stream = 'org'",
        "UPDATE head SET seq = seq + 1 WHERE stream = 'org'",
    );
    check(
        "CREATE TABLE kept AS SELECT * FROM snapshot WHERE stream = 'org';
         UPDATE snapshot SET state = CAST(replace(state, '王小明', '王小民') AS BLOB) WHERE stream = 'org'",
        "UPDATE snapshot SET state = (SELECT state FROM kept) WHERE stream = 'org'; DROP TABLE kept",
    );
    check(
        "UPDATE verdict SET decision = 2",
        "UPDATE verdict SET decision = 1",
    );
    admin::verify(&site.folder()).unwrap();
}

#[tokio::test]
async fn a_wrong_agency_file_writes_nothing() {
    let site = Site::empty();
    let agency = site.open();
    let good = practice::demo_text();
    let cases = [
        ("unit = \"u-plan-1\"", "unit = \"u-nowhere\"", "org-unknown"),
        ("grade = 12", "grade = 15", "1 to 14"),
        ("name = \"王小明\"", "name = \"\"", "a name has"),
        (
            "first_post = \"2018-03-05\"",
            "first_post = \"2018-13-05\"",
            "month",
        ),
        ("id = \"p0012\"", "id = \"P12\"", "not a name"),
        (
            "first_post = \"2018-03-05\"",
            "first_post = \"2028-03-05\"",
            "before the first post",
        ),
        ("title = \"處長\"", "titel = \"處長\"", "titel"),
        (
            "name = \"flexible-0800\"",
            "name = \"flexible-9999\"",
            "no such working time",
        ),
    ];
    for (from, to, reason) in cases {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from}");
        let file = site.folder().path().join("wrong.toml");
        std::fs::write(&file, &text).unwrap();
        let problem = admin::import(&agency, &file).await.unwrap_err();
        assert_eq!(problem.code(), "entry-wrong", "{problem}");
        let facts = problem.facts();
        assert!(facts["reason"].contains(reason), "{problem}");
        let wrong = text.lines().position(|line| line.contains(to)).unwrap() + 1;
        let said: usize = facts["line"].parse().unwrap();
        assert!(said <= wrong && wrong - said < 6, "line {wrong}: {problem}");
    }
    assert_eq!(agency.store.heads("", 10).unwrap(), []);
}

#[tokio::test]
async fn importing_again_changes_nothing() {
    let site = Site::with_people().await;
    let before = site.open().store.heads("", 10).unwrap();
    site.import_people().await;
    assert_eq!(site.open().store.heads("", 10).unwrap(), before);
}

#[tokio::test]
async fn nobody_decides_what_they_cannot_read() {
    let site = Site::with_people().await;
    let agency = site.open();
    let device = Device::enrol(&site, &agency, "p0012");
    let mut request = submit_with(Vec::new());
    if let Content::Submit(submit) = &mut request {
        submit.answers.insert("reason".to_owned(), "就醫".into());
    }
    let whole = device.seal(&request, NINE).bytes;
    let keep = |one: &sync::disclosure::Disclosure| one.key().to_string() != "reason";
    let less = sync::envelope::blacken(&whole, &keep).unwrap();
    assert_eq!(sync::envelope::id_of(&less), sync::envelope::id_of(&whole));
    let (refused, code) = (Decision::Refused, "answers-undisclosed");
    check(
        &agency,
        "a field that is not disclosed",
        less,
        refused,
        code,
    )
    .await;
    check(&agency, "the same, whole, but later", whole, refused, code).await;
}

#[tokio::test]
async fn what_is_durable_is_told_though_memory_is_older() {
    let site = Site::whole().await;
    let mut agency = site.open();
    // What the ingest commits is not in the memory of who reads, as between a commit and its end.
    let (store, blobs) = (Arc::clone(&agency.store), agency.blobs.clone());
    agency.states = Arc::new(States::new(store, blobs));
    let applicant = Device::enrol(&site, &agency, "p0012");
    let deputy = Reader {
        person: PersonId::new("p0013").unwrap(),
        device: Device::enrol(&site, &agency, "p0013").name,
    };
    let case = "0123456789abcdef0123456789abcdef";
    let stream: Stream = format!("case/{case}").parse().unwrap();
    let mut cursor = Vec::new();
    loop {
        let told = agency.changes(&deputy, &cursor).unwrap();
        cursor = told.cursor;
        if !told.more {
            break;
        }
    }
    assert!(!agency.may_see(&deputy.person, &stream).unwrap());

    let request = applicant.seal(&leave_request(&agency, case, "p0013"), NINE);
    let verdicts = push(&agency, vec![request.bytes]).await;
    assert_eq!(verdicts[0].decision, Decision::Accepted, "{verdicts:?}");
    let told = agency.changes(&deputy, &cursor).unwrap();
    let names: Vec<_> = told.streams.iter().map(|head| &head.stream).collect();
    assert!(names.contains(&&stream.to_string()), "{names:?}");
}
