//! The demo's room on vaults of the practice agency: who is shown, and whose
//! cable is in.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::mpsc;

use super::*;
use crate::practice::{APPLICANT, COST, DEPUTY, PASSPHRASE, Practice};
use crate::tests::MORNING;

/// An address of loopback that nobody listens on, below those that systems give to outgoing
/// connections: nobody else takes it before it is used.
pub(super) fn free_address() -> std::net::SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let own = u16::try_from(std::process::id() % 900).unwrap() * 16;
    let mut tried = (0..16).map(|_| NEXT.fetch_add(1, Ordering::Relaxed) % 16);
    let free = tried.find_map(|port| TcpListener::bind(("127.0.0.1", 16_000 + own + port)).ok());
    free.unwrap().local_addr().unwrap()
}

/// A demo of two people who have their vaults already; nobody serves behind the cables.
fn demo() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workflow-engine/packs/leave");
    let agency = Practice::begin(&pack, MORNING).unwrap();
    let server = free_address();
    let mut text =
        format!("server = \"{server}\"\ninvite = [\"false\"]\npassphrase = \"{PASSPHRASE}\"\n");
    for (person, by_hand) in [(APPLICANT, false), (DEPUTY, true)] {
        let options = CoreOptions {
            background: false,
            cost: COST,
            ..CoreOptions::new(PathBuf::new())
        };
        let home = folder.path().join("homes").join(person);
        agency
            .deliver(&agency.computer(&home, person, &options).unwrap())
            .unwrap();
        let port = free_address().port();
        text += &format!(
            "[[desk]]\nid = \"{person}\"\nname = \"name of {person}\"\ntitle = \"t\"\nunit = \"u\"\nport = {port}\nby_hand = {by_hand}\n"
        );
    }
    std::fs::write(folder.path().join("demo.toml"), text).unwrap();
    folder
}

fn ok(desks: &Desks, name: &str, request: Value) -> Value {
    let reply = desks.reply(name, request.clone());
    let answer = reply.get("ok").cloned();
    answer.unwrap_or_else(|| panic!("{name} {request}: {reply}"))
}

fn code(desks: &Desks, name: &str, request: Value) -> Value {
    desks.reply(name, request)["error"]["code"].clone()
}

#[test]
fn one_window_sits_at_one_desk_after_another() {
    let folder = demo();
    let desks = Desks::open(folder.path()).unwrap();
    let frame = ok(&desks, "frame", json!({}));
    assert_eq!(frame["me"]["id"], APPLICANT);
    assert_eq!(frame["demo"]["people"].as_array().unwrap().len(), 2);
    assert_eq!(frame["demo"]["current"], APPLICANT);

    let (tell, told) = mpsc::channel();
    desks.listen(Box::new(move |words| {
        // The test may have heard enough.
        let _ = tell.send(words.clone());
    }));
    assert_eq!(
        code(&desks, "demo_switch", json!({ "person": "p9999" })),
        "demo-person"
    );
    assert_eq!(ok(&desks, "frame", json!({}))["me"]["id"], APPLICANT);

    // A desk that is opened by hand stays locked, and says whose it is.
    let before = ok(&desks, "demo_switch", json!({ "person": DEPUTY }));
    assert_eq!(before["me"]["name"], format!("name of {DEPUTY}"));
    assert!(told.recv().unwrap().contains(&Changed::Frame));
    assert_eq!(code(&desks, "frame", json!({})), "vault-closed");
    ok(&desks, "unlock", json!({ "passphrase": PASSPHRASE }));
    assert_eq!(ok(&desks, "frame", json!({}))["me"]["id"], DEPUTY);

    // What was begun at a desk is there when one comes back.
    let back = json!({ "person": APPLICANT });
    assert_eq!(ok(&desks, "demo_switch", back)["me"]["id"], APPLICANT);
    ok(&desks, "draft_new", json!({ "service": "leave" }));
    ok(&desks, "demo_switch", json!({ "person": DEPUTY }));
    assert_eq!(ok(&desks, "mine", json!({}))["drafts"], json!([]));
    ok(&desks, "demo_switch", json!({ "person": APPLICANT }));
    let drafts = ok(&desks, "mine", json!({}))["drafts"].clone();
    assert_eq!(drafts.as_array().unwrap().len(), 1);
}

#[test]
fn only_the_news_of_the_desk_that_is_shown_are_passed_on() {
    let folder = demo();
    let desks = Desks::open(folder.path()).unwrap();
    ok(&desks, "demo_switch", json!({ "person": DEPUTY }));
    let (tell, told) = mpsc::channel();
    desks.listen(Box::new(move |words| {
        // The test may have heard enough.
        let _ = tell.send(words.clone());
    }));
    let away = desks.0.seats().cores[APPLICANT].clone();
    ask::<Value>(&away, "draft_new", json!({ "service": "leave" })).unwrap();
    ok(&desks, "unlock", json!({ "passphrase": PASSPHRASE }));
    loop {
        let words = told.recv().unwrap();
        assert!(!words.contains(&Changed::Mine), "{words:?}");
        if words.contains(&Changed::Setup) {
            return;
        }
    }
}

#[test]
fn each_desk_has_its_own_cable_and_it_stays_pulled() {
    let folder = demo();
    let desks = Desks::open(folder.path()).unwrap();
    let plugged = |desks: &Desks| ok(desks, "frame", json!({}))["demo"]["plugged"].clone();
    let cable = |desks: &Desks, plugged: bool| {
        ok(desks, "demo_cable", json!({ "plugged": plugged }))["demo"]["plugged"].clone()
    };
    assert_eq!(plugged(&desks), true);
    assert_eq!(cable(&desks, false), false);
    assert_eq!(cable(&desks, false), false);
    let other = ok(&desks, "demo_switch", json!({ "person": DEPUTY }));
    assert_eq!(other["demo"]["plugged"], true);
    drop(desks);

    let desks = Desks::open(folder.path()).unwrap();
    assert_eq!(plugged(&desks), false, "a pulled cable outlives the window");
    assert_eq!(cable(&desks, true), true);
    assert!(!pulled(folder.path(), APPLICANT).exists());
}

#[test]
fn a_demo_that_cannot_be_opened_says_why() {
    let folder = demo();
    let path = folder.path().join("demo.toml");
    let file = std::fs::read_to_string(&path).unwrap();
    let check = |text: &str, code: &str| {
        std::fs::write(&path, text).unwrap();
        let failure = Desks::open(folder.path()).err().unwrap();
        assert_eq!(failure.code, code, "{failure}");
    };
    check("", "demo-file");
    check(
        &file.replace(PASSPHRASE, "not this one"),
        "vault-wrong-passphrase",
    );
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let first = file
        .lines()
        .find(|line| line.starts_with("port = "))
        .unwrap();
    check(
        &file.replace(first, &format!("port = {port}")),
        "demo-cable",
    );
    // Nobody invites: a desk without a vault cannot be set up.
    std::fs::remove_dir_all(folder.path().join("homes").join(APPLICANT)).unwrap();
    check(&file, "demo-file");
}
