//! Files of drafts: taken in, sent a part at a time, fetched, shown.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::routing::{get, put};
use serde_json::json;
use sync::Hash;
use sync::wire::{BlobManifest, BlobState, Body as _};

use super::{Room, ask, draft, refused};
use crate::Core;
use crate::practice::APPLICANT;
use crate::sync_loop::{Agency, Carrier, tls};

const MIB: usize = 1024 * 1024;

fn content(size: usize, seed: usize) -> Vec<u8> {
    (0..size).map(|place| (place * 7 + seed) as u8).collect()
}

/// Takes a file in from a place on the disk.
fn attach(core: &Core, room: &Room, draft: &str, name: &str, content: &[u8]) -> serde_json::Value {
    let folder = room.home("files");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    ask(
        core,
        "draft_attach_path",
        json!({ "draft": draft, "path": path.to_str().unwrap() }),
    )
}

#[test]
fn a_file_comes_in_pieces_or_not_at_all() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let id = draft(&core, "12/3", "返鄉探親");
    let begin = |bytes: u64| {
        let asked = json!({ "draft": id, "name": "證明.bin", "media": "", "bytes": bytes });
        ask(&core, "draft_attach_begin", asked)["intake"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let piece = |intake: &str, at: usize, base64: &str| json!({ "intake": intake, "at": at, "base64": base64 });
    let intake = begin(6);
    let part = ask(&core, "draft_attach_part", piece(&intake, 0, "Zm9v"));
    assert_eq!(part["done"], 3);
    assert_eq!(ask(&core, "transfers", json!({}))[0]["done"], 3);
    // The answer was lost, and the piece comes again.
    let part = ask(&core, "draft_attach_part", piece(&intake, 0, "Zm9v"));
    assert_eq!(part["done"], 3);
    for (at, base64) in [(4, "YmFy"), (3, "YmFyYmFy")] {
        let failure = refused(&core, "draft_attach_part", piece(&intake, at, base64));
        assert_eq!(failure.code, "attachment-changed", "{at}");
    }
    let part = ask(&core, "draft_attach_part", piece(&intake, 3, "YmFy"));
    assert_eq!(part["done"], 6);
    let view = ask(&core, "draft_attach_end", json!({ "intake": intake }));
    let sha256 = Hash::of(b"foobar").to_hex();
    assert_eq!(view["attachments"][0]["sha256"], sha256.as_str());

    // Half a file is none, and neither is one that is stopped.
    let half = begin(6);
    ask(&core, "draft_attach_part", piece(&half, 0, "Zm9v"));
    let failure = refused(&core, "draft_attach_end", json!({ "intake": half }));
    assert_eq!(failure.code, "attachment-changed");
    let stopped = begin(6);
    ask(&core, "draft_attach_stop", json!({ "intake": stopped }));
    let failure = refused(&core, "draft_attach_part", piece(&stopped, 0, "Zm9v"));
    assert_eq!(failure.code, "attachment-stopped");
    assert_eq!(ask(&core, "transfers", json!({})), json!([]));
    let shown = ask(&core, "draft_open", json!({ "draft": id }));
    assert_eq!(shown["attachments"].as_array().unwrap().len(), 1);
    let large = json!({ "draft": id, "name": "a", "media": "", "bytes": 2_147_483_649u64 });
    assert_eq!(
        refused(&core, "draft_attach_begin", large).code,
        "attachment-too-large"
    );
    let _open: Vec<String> = (0..8).map(|_| begin(1)).collect();
    let ninth = json!({ "draft": id, "name": "a", "media": "", "bytes": 1 });
    assert_eq!(
        refused(&core, "draft_attach_begin", ninth).code,
        "attachments-at-once"
    );
}

#[test]
fn files_of_one_name_are_told_apart() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let id = draft(&core, "12/3", "返鄉探親");
    attach(&core, &room, &id, "收據.txt", b"one");
    attach(&core, &room, &id, "收據.txt", b"two");
    attach(&core, &room, &id, "收據.txt", b"two");
    let view = attach(&core, &room, &id, "副本.txt", b"one");
    let told: Vec<_> = view["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| (file["name"].as_str().unwrap(), file["twin"].as_u64()))
        .collect();
    assert_eq!(
        told,
        [
            ("收據.txt", Some(1)),
            ("收據.txt", Some(2)),
            ("副本.txt", None)
        ]
    );
    // One content under two names: taking one away leaves the other.
    let sha256 = Hash::of(b"one").to_hex();
    let view = ask(
        &core,
        "draft_detach",
        json!({ "draft": id, "sha256": sha256, "name": "收據.txt" }),
    );
    assert_eq!(view["attachments"].as_array().unwrap().len(), 2);
    let asked = json!({ "case": null, "draft": id, "sha256": sha256, "page": 1 });
    assert_eq!(ask(&core, "file_preview", asked)["text"], "one");
    let folder = json!({ "draft": id, "path": room.home("files").to_str().unwrap() });
    assert_eq!(
        refused(&core, "draft_attach_path", folder).code,
        "attachment-no-file"
    );
}

/// An agency that keeps parts, and breaks the line when it is told to.
#[derive(Default)]
struct Parts {
    kept: BTreeMap<String, BTreeMap<u32, Vec<u8>>>,
    whole: BTreeMap<String, Vec<u8>>,
    /// Every part that came: whose, which.
    came: Vec<(String, u32)>,
    /// So many more parts come through.
    left: usize,
    /// What is said instead.
    says: Option<(StatusCode, &'static str)>,
}

type Kept = Arc<Mutex<Parts>>;

async fn keep(
    State(kept): State<Kept>,
    Path((name, number)): Path<(String, u32)>,
    body: Bytes,
) -> axum::response::Response {
    let mut parts = kept.lock().unwrap();
    if let Some((status, code)) = parts.says {
        let problem = sync::wire::Problem {
            code: code.to_owned(),
            facts: sync::Facts::new(),
        };
        return (status, problem.to_bytes()).into_response();
    }
    if parts.left == 0 {
        return (StatusCode::BAD_GATEWAY, "<html>").into_response();
    }
    parts.left -= 1;
    parts.came.push((name.clone(), number));
    parts
        .kept
        .entry(name)
        .or_default()
        .insert(number, body.to_vec());
    StatusCode::NO_CONTENT.into_response()
}

async fn finish(
    State(kept): State<Kept>,
    Path(name): Path<String>,
    body: Bytes,
) -> axum::response::Response {
    let manifest = BlobManifest::from_bytes(&body).unwrap();
    let mut parts = kept.lock().unwrap();
    let whole: Vec<u8> = parts.kept[&name].values().flatten().copied().collect();
    assert_eq!(Hash::of(&whole).to_hex(), name);
    assert_eq!(
        BlobManifest::of(&whole, &manifest.media, &manifest.stream),
        manifest
    );
    parts.whole.insert(name, whole);
    StatusCode::CREATED.into_response()
}

async fn state(State(kept): State<Kept>, Path(name): Path<String>) -> Vec<u8> {
    let parts = kept.lock().unwrap();
    let present = parts
        .kept
        .get(&name)
        .map(|had| had.keys().copied().collect());
    BlobState {
        complete: parts.whole.contains_key(&name),
        present: present.unwrap_or_default(),
    }
    .to_bytes()
}

async fn manifest(State(kept): State<Kept>, Path(name): Path<String>) -> axum::response::Response {
    match kept.lock().unwrap().whole.get(&name) {
        Some(whole) => BlobManifest::of(whole, "a/b", "packs")
            .to_bytes()
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn give(
    State(kept): State<Kept>,
    Path((name, number)): Path<(String, u32)>,
) -> axum::response::Response {
    let mut parts = kept.lock().unwrap();
    if parts.left == 0 {
        return (StatusCode::BAD_GATEWAY, "<html>").into_response();
    }
    parts.left -= 1;
    parts.came.push((name.clone(), number));
    let part = parts.whole[&name].chunks(MIB).nth(number as usize);
    part.unwrap_or_default().to_vec().into_response()
}

async fn served(kept: &Kept) -> Agency {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = axum::Router::new()
        .route("/v1/blobs/{name}", put(finish).get(manifest))
        .route("/v1/blobs/{name}/state", get(state))
        .route("/v1/blobs/{name}/{number}", put(keep).get(give))
        .layer(axum::extract::DefaultBodyLimit::max(2 * MIB))
        .with_state(Arc::clone(kept));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let config = tls()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    Agency::with(config, vec![address]).unwrap()
}

fn in_runtime<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}

#[test]
fn a_file_goes_up_from_where_it_was_cut_and_small_ones_first() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let id = draft(&core, "12/3", "返鄉探親");
    let (large, small) = (content(5 * MIB + 9, 1), content(1000, 2));
    attach(&core, &room, &id, "大.bin", &large);
    attach(&core, &room, &id, "小.bin", &small);
    ask(&core, "draft_submit", json!({ "draft": id }));
    let session = core.session().unwrap();
    session.seal_due(true).unwrap();
    assert_eq!(
        session.without_files().unwrap().len(),
        1,
        "it waits for them"
    );
    let rows = ask(&core, "transfers", json!({}));
    assert_eq!(rows.as_array().unwrap().len(), 2);

    let kept = Kept::default();
    in_runtime(async {
        let agency = served(&kept).await;
        // Three parts, and the line is cut; twice.
        for _ in 0..2 {
            let mut carrier = Carrier::default();
            kept.lock().unwrap().left = 3;
            while carrier.turn(&session, &agency).await.is_ok() {}
        }
        kept.lock().unwrap().left = 100;
        let mut carrier = Carrier::default();
        while carrier.turn(&session, &agency).await.unwrap() {}
    });
    let parts = kept.lock().unwrap();
    let name = |content: &[u8]| Hash::of(content).to_hex();
    let mut expected = vec![(name(&small), 0)];
    expected.extend((0..6).map(|number| (name(&large), number)));
    assert_eq!(parts.came, expected, "the small one first, nothing twice");
    assert_eq!(parts.whole[&name(&large)], large);
    assert!(session.without_files().unwrap().is_empty());
    assert_eq!(ask(&core, "transfers", json!({})), json!([]));
}

#[test]
fn a_file_that_is_held_back_or_refused_lets_the_others_go() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let id = draft(&core, "12/3", "返鄉探親");
    let (held, free) = (content(10, 1), content(20, 2));
    attach(&core, &room, &id, "一.bin", &held);
    attach(&core, &room, &id, "二.bin", &free);
    ask(&core, "draft_submit", json!({ "draft": id }));
    let session = core.session().unwrap();
    session.seal_due(true).unwrap();
    let name = |content: &[u8]| Hash::of(content).to_hex();
    let pause = |paused: bool| json!({ "sha256": name(&held), "paused": paused });
    ask(&core, "transfer_pause", pause(true));
    let kept = Kept::default();
    kept.lock().unwrap().left = 100;
    in_runtime(async {
        let agency = served(&kept).await;
        let mut carrier = Carrier::default();
        while carrier.turn(&session, &agency).await.unwrap() {}
        assert_eq!(kept.lock().unwrap().came, [(name(&free), 0)]);
        let rows = ask(&core, "transfers", json!({}));
        assert_eq!(
            (&rows[0]["paused"], &rows[0]["name"]),
            (&json!(true), &json!("一.bin"))
        );

        // Let go on, but the agency has no room: that is said, and the file rests.
        ask(&core, "transfer_pause", pause(false));
        kept.lock().unwrap().says = Some((StatusCode::INSUFFICIENT_STORAGE, "blob-quota"));
        while carrier.turn(&session, &agency).await.unwrap() {}
        let rows = ask(&core, "transfers", json!({}));
        assert_eq!(rows[0]["trouble"]["code"], "blob-quota");
        assert_eq!(session.carrying.rest_ms(session.now()), Some(30_000));
    });
}

#[test]
fn a_large_file_is_fetched_when_somebody_asks_and_goes_on_after_a_cut() {
    let room = Room::new();
    let core = room.computer(APPLICANT);
    let session = core.session().unwrap();
    let whole = content(4 * MIB + 5, 3);
    let name = Hash::of(&whole).to_hex();
    let kept = Kept::default();
    kept.lock()
        .unwrap()
        .whole
        .insert(name.clone(), whole.clone());
    let wanted = crate::replica::Wanted {
        sha256: name.clone(),
        owner: "case/x".to_owned(),
        bytes: whole.len() as u64,
        name: "大.bin".to_owned(),
    };
    session.want(&wanted).unwrap();
    in_runtime(async {
        let agency = served(&kept).await;
        kept.lock().unwrap().left = 2;
        let mut carrier = Carrier::default();
        while carrier.turn(&session, &agency).await.is_ok() {}
        kept.lock().unwrap().left = 100;
        let mut carrier = Carrier::default();
        while carrier.turn(&session, &agency).await.unwrap() {}
    });
    let came: Vec<u32> = kept.lock().unwrap().came.iter().map(|(_, n)| *n).collect();
    assert_eq!(came, [0, 1, 2, 3, 4], "no part twice");
    let sha256 = Hash::of(&whole).0;
    assert_eq!(session.store().blob(&sha256).unwrap().unwrap(), whole);
    assert!(session.wanted().unwrap().is_empty());
}
