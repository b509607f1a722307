//! The server as computers meet it: TLS, HTTP, CBOR, and who is told what.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod practice;

use agency_server::storage::{Append, Batch, StoredRecord};
use agency_server::{Agency, Server, admin};
use office::away::{Absence, AwayEvent};
use office::deputation::Deputation;
use office::ids::{CaseId, DeputationId, PersonId, UnitId};
use office::operation::{Approve, Attachment, Organise};
use office::org::{Holding, HoldingKind, OrgEvent};
use office::{Content, Event, Reading as _, Stream};
use practice::net::{Computer, client, enrol, problem, start, url};
use practice::{NINE, Site, device_name, leave_request, new_key, new_unit};
use reqwest::StatusCode;
use sync::Hash;
use sync::disclosure::Disclosures;
use sync::event::Record;
use sync::verdict::Decision;
use sync::wire::{BlobManifest, BlobState, Body as _, Hello, PART_BYTES, Push};

/// Writes an event as if an operation had brought it about.
fn append(site: &Site, agency: &Agency, stream: &Stream, event: &Event) {
    let name = stream.to_string();
    let base = agency.store.head(&name).unwrap();
    let cause = Hash::of(b"a decision of its own");
    let (bytes, head) = Record::seal(
        &base,
        &name,
        cause,
        site.hands.now(),
        &event.to_bytes(),
        &Disclosures::none(),
    )
    .unwrap();
    let records = vec![StoredRecord {
        hash: head.hash,
        operation: cause,
        bytes,
    }];
    let appends = vec![Append {
        stream: name,
        base,
        head,
        records,
    }];
    agency
        .store
        .commit(&Batch {
            appends,
            ..Batch::default()
        })
        .unwrap();
    agency.states.forget();
}

const CASE: &str = "00112233445566778899aabbccddeeff";

#[tokio::test]
async fn hello_says_who_is_there_without_a_certificate() {
    let site = Site::empty();
    let server = start(&site).await;
    let root = server.agency().authority.root().to_vec();
    let answer = client(&root, None)
        .get(url(server.address(), "/v1/hello"))
        .send()
        .await
        .unwrap();
    let hello = Hello::from_bytes(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!(
        (hello.agency.as_str(), hello.clock, hello.root),
        ("demo-archives", NINE, Hash::of(&root))
    );
    for path in ["/v1/push", "/v1/changes", "/v1/pull", "/v1/renew"] {
        let answer = client(&root, None)
            .post(url(server.address(), path))
            .send()
            .await
            .unwrap();
        assert_eq!(
            problem(answer).await,
            (StatusCode::UNAUTHORIZED, "certificate-missing".to_owned()),
            "{path}"
        );
    }
    let answer = client(&root, None)
        .get(url(server.address(), "/v1/elsewhere"))
        .send()
        .await
        .unwrap();
    assert_eq!(
        problem(answer).await,
        (StatusCode::NOT_FOUND, "no-such-path".to_owned())
    );
    server.stop().await;
}

#[tokio::test]
async fn another_agency_is_neither_trusted_nor_let_in() {
    let (site, other) = (Site::with_people().await, Site::with_people().await);
    let (server, elsewhere) = (start(&site).await, start(&other).await);
    let root = server.agency().authority.root().to_vec();
    let address = elsewhere.address();
    assert!(
        client(&root, None)
            .get(url(address, "/v1/hello"))
            .send()
            .await
            .is_err(),
        "its root is another"
    );
    let stranger = Computer::enrol(&other, &elsewhere, "p0012").await;
    let outside = client(&root, Some(&stranger.device));
    assert!(
        outside
            .get(url(server.address(), "/v1/hello"))
            .send()
            .await
            .is_err(),
        "its certificate is another's"
    );
    server.stop().await;
    elsewhere.stop().await;
}

#[tokio::test]
async fn a_code_is_good_once_and_for_five_tries() {
    let site = Site::with_people().await;
    let server = start(&site).await;
    let root = server.agency().authority.root().to_vec();
    let invite = || {
        admin::invite(&site.folder(), "p0012", site.hands.now())
            .unwrap()
            .code
    };
    let (key, name) = (new_key(), device_name());
    let attempt = async |code: &str, key: &rcgen::KeyPair, name: &str| {
        let answer = enrol(server.address(), &root, code, key, name).await;
        match answer.status() {
            StatusCode::OK => "enrolled".to_owned(),
            _ => problem(answer).await.1,
        }
    };
    let code = invite();
    assert_eq!(attempt("ABC", &key, &name).await, "enrol-code-unknown");
    assert_eq!(
        attempt("ABCDEF-GHJ", &key, &name).await,
        "enrol-code-unknown"
    );
    assert_eq!(attempt(&code, &key, "p0012").await, "enrol-request");
    assert_eq!(attempt(&code, &key, &name).await, "enrolled");
    assert_eq!(
        attempt(&code, &key, &name).await,
        "enrolled",
        "the answer may have been lost"
    );
    assert_eq!(
        attempt(&code, &new_key(), &device_name()).await,
        "enrol-code-used"
    );
    let colleague = admin::invite(&site.folder(), "p0013", NINE).unwrap().code;
    assert_eq!(attempt(&colleague, &new_key(), &name).await, "enrol-device");
    let code = invite();
    let wrong = format!("{}-{}", code.split_once('-').unwrap().0, "0".repeat(16));
    for _ in 0..5 {
        assert_eq!(
            attempt(&wrong, &key, &device_name()).await,
            "enrol-code-wrong"
        );
    }
    assert_eq!(
        attempt(&code, &key, &device_name()).await,
        "enrol-code-unknown",
        "void after five"
    );
    let late = invite();
    site.hands.set(NINE + 15 * 60 * 1000);
    assert_eq!(
        attempt(&late, &key, &device_name()).await,
        "enrol-code-expired"
    );
    server.stop().await;
}

#[tokio::test]
async fn bodies_that_are_none_are_refused() {
    let site = Site::with_people().await;
    let server = start(&site).await;
    let computer = Computer::enrol(&site, &server, "p0012").await;
    let many = Push {
        operations: vec![vec![1]; 201],
        heads: None,
    }
    .to_bytes();
    let cases = [
        (
            "/v1/push",
            b"\xff".to_vec(),
            StatusCode::BAD_REQUEST,
            "wire-unreadable",
        ),
        ("/v1/push", many, StatusCode::BAD_REQUEST, "wire-limit"),
        (
            "/v1/push",
            vec![0; 4 * 1024 * 1024],
            StatusCode::PAYLOAD_TOO_LARGE,
            "body-too-large",
        ),
        (
            "/v1/pull",
            vec![0; 1024 * 1024],
            StatusCode::PAYLOAD_TOO_LARGE,
            "body-too-large",
        ),
        (
            "/v1/changes",
            vec![0xa0],
            StatusCode::BAD_REQUEST,
            "wire-unreadable",
        ),
    ];
    for (path, body, status, code) in cases {
        assert_eq!(
            problem(computer.post(path, body).await).await,
            (status, code.to_owned()),
            "{path}"
        );
    }
    assert_eq!(
        admin::revoke(&site.folder(), &computer.device.name, NINE).unwrap(),
        1
    );
    let answer = computer.post("/v1/changes", Vec::new()).await;
    assert_eq!(
        problem(answer).await,
        (StatusCode::FORBIDDEN, "certificate-revoked".to_owned())
    );
    server.stop().await;
}

#[tokio::test]
async fn a_failing_store_answers_503_and_asks_to_come_back() {
    let site = Site::with_people().await;
    let server = start(&site).await;
    let computer = Computer::enrol(&site, &server, "p0012").await;
    let database = rusqlite::Connection::open(site.folder().path().join("agency.db")).unwrap();
    database
        .execute_batch("ALTER TABLE verdict RENAME TO elsewhere")
        .unwrap();
    let unit = new_unit(&site.authority(), "u-new", NINE);
    let answer = computer
        .post(
            "/v1/push",
            Push {
                operations: vec![unit.bytes.clone()],
                heads: None,
            }
            .to_bytes(),
        )
        .await;
    assert!(answer.headers().contains_key("retry-after"));
    assert_eq!(
        problem(answer).await,
        (StatusCode::SERVICE_UNAVAILABLE, "store-fault".to_owned())
    );
    database
        .execute_batch("ALTER TABLE elsewhere RENAME TO verdict")
        .unwrap();
    assert_eq!(
        computer.push(vec![unit.bytes]).await[0].decision,
        Decision::Accepted
    );
    server.stop().await;
}

#[tokio::test]
async fn blobs_come_in_parts_and_go_to_who_may_read_them() {
    let site = Site::whole().await;
    let server = start(&site).await;
    let computer = Computer::enrol(&site, &server, "p0012").await;
    let colleague = Computer::enrol(&site, &server, "p0022").await;
    let part = usize::try_from(PART_BYTES).unwrap();
    let content: Vec<u8> = (0..part + 1000)
        .map(|at| u8::try_from(at % 251).unwrap())
        .collect();
    let manifest = BlobManifest::of(&content, "application/pdf", "packs");
    let path = format!("/v1/blobs/{}", manifest.sha256);
    let state = async || {
        let answer = computer.get(&format!("{path}/state")).await;
        BlobState::from_bytes(&answer.bytes().await.unwrap()).unwrap()
    };
    let put = async |number: usize, bytes: &[u8]| {
        computer
            .put(&format!("{path}/{number}"), bytes.to_vec())
            .await
            .status()
    };
    assert_eq!(put(1, b"wrong").await, StatusCode::NO_CONTENT);
    assert_eq!(put(0, &content[..part]).await, StatusCode::NO_CONTENT);
    assert_eq!(
        put(0, &vec![0; part + 1]).await,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(put(9_999, b"x").await, StatusCode::NOT_FOUND);
    let said = format!("{path}/2?sha256={}", Hash::of(b"said"));
    assert_eq!(
        problem(computer.put(&said, b"sent".to_vec()).await).await,
        (StatusCode::CONFLICT, "blob-part".to_owned()),
        "each part is proven when it comes"
    );
    assert_eq!(
        computer.put(&said, b"said".to_vec()).await.status(),
        StatusCode::NO_CONTENT
    );
    let theirs = colleague.get(&format!("{path}/state")).await;
    let theirs = BlobState::from_bytes(&theirs.bytes().await.unwrap()).unwrap();
    assert_eq!(theirs.present, [0; 0], "what others send is not told");
    assert_eq!(
        state().await,
        BlobState {
            complete: false,
            present: vec![0, 1, 2]
        }
    );
    let finish = async || computer.put(&path, manifest.to_bytes()).await;
    assert_eq!(
        problem(finish().await).await,
        (StatusCode::CONFLICT, "blob-part".to_owned())
    );
    assert_eq!(
        state().await.present,
        [0, 2],
        "the wrong part is gone, the right one stays"
    );
    assert_eq!(put(1, &content[part..]).await, StatusCode::NO_CONTENT);
    assert_eq!(finish().await.status(), StatusCode::CREATED);
    assert_eq!(
        finish().await.status(),
        StatusCode::CREATED,
        "again is the same"
    );
    assert!(state().await.complete);
    let mut whole = computer
        .get(&format!("{path}/0"))
        .await
        .bytes()
        .await
        .unwrap()
        .to_vec();
    whole.extend(
        computer
            .get(&format!("{path}/1"))
            .await
            .bytes()
            .await
            .unwrap(),
    );
    assert_eq!(whole, content);
    let said = computer.get(&path).await.bytes().await.unwrap();
    assert_eq!(BlobManifest::from_bytes(&said).unwrap(), manifest);
    let hidden = (StatusCode::NOT_FOUND, "blob-unknown".to_owned());
    assert_eq!(problem(colleague.get(&path).await).await, hidden);
    assert_eq!(
        problem(colleague.get(&format!("{path}/0")).await).await,
        hidden
    );
    let pack = server.agency().store.blobs(&Hash::ZERO, 10).unwrap();
    let pack = pack.iter().find(|blob| blob.sender == "agency").unwrap();
    assert_eq!(
        colleague
            .get(&format!("/v1/blobs/{}/0", pack.sha256))
            .await
            .status(),
        StatusCode::OK
    );
    server.stop().await;
}

#[tokio::test]
async fn who_may_not_see_a_case_receives_nothing_of_it() {
    let site = Site::whole().await;
    let server = start(&site).await;
    let applicant = Computer::enrol(&site, &server, "p0012").await;
    let deputy = Computer::enrol(&site, &server, "p0013").await;
    let head = Computer::enrol(&site, &server, "p0010").await;
    let colleague = Computer::enrol(&site, &server, "p0022").await;
    let (_, _, waiting_from) = deputy.catch_up(&[]).await;
    let (before, _, colleague_from) = colleague.catch_up(&[]).await;
    assert_eq!(before, ["account/p0022", "calendar", "org", "packs"]);

    let signed = applicant
        .device
        .seal(&leave_request(server.agency(), CASE, "p0013"), NINE);
    let news = async { deputy.changes(&waiting_from, 50_000).await };
    let pushed = async { applicant.push(vec![signed.bytes.clone()]).await };
    let (news, verdicts) = tokio::join!(news, pushed);
    assert_eq!(
        verdicts[0].decision,
        Decision::Accepted,
        "{} {:?}",
        verdicts[0].code,
        verdicts[0].facts
    );
    let case = format!("case/{CASE}");
    assert!(
        news.streams.iter().any(|head| head.stream == case),
        "the deputy was woken: {news:?}"
    );

    let pulled = applicant.pull(&case).await;
    assert_eq!(
        (pulled.operations.as_slice(), pulled.more),
        ([signed.bytes.clone()].as_slice(), false)
    );
    let seen = head.catch_up(&[]).await.0;
    assert!(
        seen.contains(&case) && seen.contains(&"account/p0012".to_owned()),
        "{seen:?}"
    );
    assert!(
        head.pull("away/u-plan-1").await.operations.is_empty(),
        "why somebody is away stays in the case"
    );

    let (streams, revoked, _) = colleague.catch_up(&colleague_from).await;
    assert_eq!((streams, revoked), (Vec::new(), Vec::new()));
    assert_eq!(colleague.catch_up(&[]).await.0, before);
    for stream in [
        case.as_str(),
        "account/p0012",
        "away/u-plan-1",
        "series/leave-115",
        "case/ffff",
        "nonsense",
    ] {
        let pulled = colleague.pull(stream).await;
        assert!(
            pulled.records.is_empty() && pulled.operations.is_empty(),
            "{stream}"
        );
        assert_eq!(
            pulled.refused.as_deref(),
            Some("stream-not-visible"),
            "{stream}"
        );
    }
    server.stop().await;
    admin::verify(&site.folder()).unwrap();
}

#[tokio::test]
async fn an_attachment_goes_with_its_case() {
    let site = Site::whole().await;
    let server = start(&site).await;
    let applicant = Computer::enrol(&site, &server, "p0012").await;
    let head = Computer::enrol(&site, &server, "p0010").await;
    let colleague = Computer::enrol(&site, &server, "p0022").await;
    let content = "車票".as_bytes().to_vec();
    let manifest = BlobManifest::of(&content, "image/png", &format!("case/{CASE}"));
    let mut request = leave_request(server.agency(), CASE, "p0013");
    let Content::Submit(submit) = &mut request else {
        panic!("a request is submitted")
    };
    submit.attachments.push(Attachment {
        name: "車票.png".to_owned(),
        media: manifest.media.clone(),
        bytes: manifest.size,
        sha256: manifest.sha256.0,
    });
    let signed = applicant.device.seal(&request, NINE);
    let (_, _, cursor) = applicant.catch_up(&[]).await;
    let verdict = applicant.push(vec![signed.bytes]).await.remove(0);
    assert_eq!(
        (verdict.decision, verdict.code.as_str()),
        (Decision::Held, "blob-missing")
    );
    let path = format!("/v1/blobs/{}", manifest.sha256);
    assert_eq!(
        applicant
            .put(&format!("{path}/0"), content.clone())
            .await
            .status(),
        StatusCode::NO_CONTENT
    );
    let (news, finished) = tokio::join!(
        applicant.changes(&cursor, 50_000),
        applicant.put(&path, manifest.to_bytes())
    );
    assert_eq!(finished.status(), StatusCode::CREATED);
    let mut verdicts = news.verdicts;
    if verdicts.is_empty() {
        verdicts = applicant.changes(&news.cursor, 50_000).await.verdicts;
    }
    let verdict = practice::proven(&applicant.device.root, &verdicts[0]);
    assert_eq!(
        (verdict.decision, verdict.operation),
        (Decision::Accepted, signed.id)
    );
    let read = head.get(&format!("{path}/0")).await;
    assert_eq!(read.bytes().await.unwrap(), content);
    assert_eq!(
        colleague.get(&format!("{path}/0")).await.status(),
        StatusCode::NOT_FOUND
    );
    server.stop().await;
    admin::verify(&site.folder()).unwrap();
}

#[tokio::test]
async fn who_moves_away_is_told_to_forget() {
    let site = Site::whole().await;
    let server = start(&site).await;
    let applicant = Computer::enrol(&site, &server, "p0012").await;
    let head = Computer::enrol(&site, &server, "p0010").await;
    let signed = applicant
        .device
        .seal(&leave_request(server.agency(), CASE, "p0013"), NINE);
    applicant.push(vec![signed.bytes]).await;
    let (seen, _, cursor) = head.catch_up(&[]).await;
    let case = format!("case/{CASE}");
    assert!(seen.contains(&case));
    let moved = |until: &str, post: &str, from: &str| {
        OrgEvent::HoldingPut(Holding {
            person: office::ids::PersonId::new("p0010").unwrap(),
            post: office::ids::PostId::new(post).unwrap(),
            from: from.parse().unwrap(),
            until: until.parse().unwrap(),
            kind: HoldingKind::Regular,
        })
    };
    let changes = vec![
        moved("2026-11-23", "post-plan-1", "2021-01-04"),
        moved("9999-12-31", "post-coll-2", "2026-11-24"),
    ];
    server
        .agency()
        .ask(&Content::Organise(Organise { changes }))
        .await
        .unwrap();
    let (_, revoked, cursor) = head.catch_up(&cursor).await;
    assert!(
        revoked.contains(&case) && revoked.contains(&"account/p0012".to_owned()),
        "{revoked:?}"
    );
    assert!(
        !revoked.contains(&"account/p0010".to_owned()),
        "{revoked:?}"
    );
    assert_eq!(
        head.pull(&case).await.refused.as_deref(),
        Some("stream-not-visible")
    );
    assert_eq!(head.catch_up(&cursor).await.1, Vec::<String>::new());
    server.stop().await;
}

/// A case that waits for the section head p0010, and the computer of p0011 beside.
async fn waiting_for_the_head(site: &Site, server: &Server) -> (Computer, String) {
    let applicant = Computer::enrol(site, server, "p0012").await;
    let other = Computer::enrol(site, server, "p0011").await;
    let signed = applicant
        .device
        .seal(&leave_request(server.agency(), CASE, "p0013"), NINE);
    applicant.push(vec![signed.bytes]).await;
    let case = format!("case/{CASE}");
    // p0013 consents; then the case waits for the section head, whose deputy is p0011.
    let deputy = Computer::enrol(site, server, "p0013").await;
    let id = CaseId::new(CASE).unwrap();
    let found = server.agency().states.case(&id).unwrap().flatten().unwrap();
    let station = found.open_stations().next().unwrap().id.clone();
    let consent = Content::Approve(Approve {
        case: id,
        station,
        opinion: String::new(),
        provisional: None,
        filled: None,
    });
    let verdict = deputy
        .push(vec![deputy.device.seal(&consent, NINE).bytes])
        .await
        .remove(0);
    assert_eq!(
        verdict.decision,
        Decision::Accepted,
        "{} {:?}",
        verdict.code,
        verdict.facts
    );
    (other, case)
}

#[tokio::test]
async fn a_deputy_sees_what_waits_as_long_as_he_stands_in() {
    let site = Site::whole().await;
    let server = start(&site).await;
    let (other, case) = waiting_for_the_head(&site, &server).await;
    let (seen, _, cursor) = other.catch_up(&[]).await;
    assert!(!seen.contains(&case), "the section head is here");
    // The section head is away from 10:00 to 11:00 on the same day.
    let away = Absence {
        case: CaseId::new("aa").unwrap(),
        person: PersonId::new("p0010").unwrap(),
        deputy: None,
        from: "2026-11-24T10:00:00".parse().unwrap(),
        to: "2026-11-24T11:00:00".parse().unwrap(),
        asked: false,
    };
    let unit = Stream::Away(UnitId::new("u-plan-1").unwrap());
    append(
        &site,
        server.agency(),
        &unit,
        &Event::Away(AwayEvent::Put(away)),
    );
    let (seen, _, cursor) = other.catch_up(&cursor).await;
    assert!(!seen.contains(&case), "not yet");
    let hour = 60 * 60 * 1000;
    site.hands.set(NINE + hour);
    let (seen, _, cursor) = other.catch_up(&cursor).await;
    assert!(
        seen.contains(&case),
        "no stream has grown, but the clock has struck"
    );
    assert_eq!(other.pull(&case).await.refused, None);
    site.hands.set(NINE + 2 * hour);
    let (_, revoked, _) = other.catch_up(&cursor).await;
    assert_eq!(revoked, std::slice::from_ref(&case));
    assert_eq!(
        other.pull(&case).await.refused.as_deref(),
        Some("stream-not-visible")
    );
    server.stop().await;
}

#[tokio::test]
async fn a_deputation_shows_what_waits_from_its_first_minute_to_its_end() {
    let site = Site::whole().await;
    let server = start(&site).await;
    let (other, case) = waiting_for_the_head(&site, &server).await;
    let unit = Stream::Away(UnitId::new("u-plan-1").unwrap());
    let [head, deputy] = ["p0010", "p0011"].map(|id| PersonId::new(id).unwrap());
    let id = DeputationId::new("d1").unwrap();
    let asked = Deputation {
        id: id.clone(),
        principal: head.clone(),
        deputy,
        from: "2026-11-24T10:00:00".parse().unwrap(),
        to: "2026-11-24T18:00:00".parse().unwrap(),
        services: Vec::new(),
        reserved: Vec::new(),
        order: 1,
        reason: "公差".to_owned(),
        via: None,
        asked_by: head.clone(),
    };
    let tell = |event: AwayEvent| append(&site, server.agency(), &unit, &Event::Away(event));
    tell(AwayEvent::Asked(asked));
    let (seen, _, cursor) = other.catch_up(&[]).await;
    assert!(seen.contains(&unit.to_string()), "to answer");
    tell(AwayEvent::Consented(id.clone(), NINE));
    let (seen, _, cursor) = other.catch_up(&cursor).await;
    assert!(!seen.contains(&case), "not yet");
    let hour = 60 * 60 * 1000;
    site.hands.set(NINE + hour);
    let (seen, _, cursor) = other.catch_up(&cursor).await;
    assert!(seen.contains(&case), "the clock has struck");
    site.hands.set(NINE + 2 * hour);
    tell(AwayEvent::Ended(id, head, String::new()));
    let (_, revoked, _) = other.catch_up(&cursor).await;
    assert_eq!(revoked, std::slice::from_ref(&case));
    server.stop().await;
}

#[tokio::test]
async fn stopping_answers_who_waits() {
    let site = Site::whole().await;
    let server = start(&site).await;
    let computer = Computer::enrol(&site, &server, "p0012").await;
    let (_, _, cursor) = computer.catch_up(&[]).await;
    let base = computer.base.clone();
    let (news, ()) = tokio::join!(computer.changes(&cursor, 50_000), async {
        // Both go by one HTTP/2 connection, in order: when this is answered, the other is in.
        computer.get("/v1/hello").await;
        server.stop().await;
    });
    assert!(news.streams.is_empty() && !news.more);
    assert!(
        computer
            .client
            .get(format!("{base}/v1/hello"))
            .send()
            .await
            .is_err()
    );
    drop(site.open());
}
