//! kill -9 in the middle of pushes: what was answered is there, and once.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod practice;

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use agency_server::{admin, clock};
use practice::net::{client, enrol};
use practice::{Device, Site, device_name, new_key, new_unit};
use sync::OpId;
use sync::wire::{Body as _, Enrolled, Push, Pushed};
use tokio::sync::watch;

/// How often the server is killed.
const KILLS: usize = 6;
/// Computers that push at the same time.
const PUSHERS: usize = 4;
/// Operations in one push.
const IN_ONE: usize = 5;

struct Running {
    child: Child,
    address: SocketAddr,
}

impl Running {
    fn start(site: &Site) -> Self {
        Self::spawn(
            Command::new(env!("CARGO_BIN_EXE_antou-server"))
                .arg("serve")
                .arg(site.folder().path()),
        )
    }

    /// The same on a disk that takes no more than `kib` KiB in one file.
    fn start_cramped(site: &Site, kib: u64) -> Self {
        let script =
            format!("trap '' XFSZ; ulimit -f {kib}; exec \"$0\" serve \"$1\" \"$2\" \"$3\"");
        let server = env!("CARGO_BIN_EXE_antou-server");
        Self::spawn(
            Command::new("bash")
                .args(["-c", &script, server])
                .arg(site.folder().path()),
        )
    }

    /// Starts the server and waits until it says where it listens.
    fn spawn(command: &mut Command) -> Self {
        let mut child = command
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on https://")
            .expect(&line)
            .parse()
            .unwrap();
        Self { child, address }
    }

    /// SIGKILL, and waits until it is gone.
    fn kill(self) {
        drop(self);
    }
}

impl Drop for Running {
    /// Also when a test fails: no server outlives it.
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// What was sent, and what was answered to it.
#[derive(Default)]
struct Book {
    sent: BTreeMap<OpId, Vec<u8>>,
    answered: BTreeMap<OpId, Vec<u8>>,
}

impl Book {
    fn note(&mut self, id: OpId, verdict: &[u8]) {
        let known = self.answered.insert(id, verdict.to_vec());
        assert!(
            known.is_none_or(|known| known == verdict),
            "another verdict on {id}"
        );
    }
}

async fn push(
    web: &reqwest::Client,
    address: SocketAddr,
    operations: Vec<Vec<u8>>,
) -> Option<Vec<Vec<u8>>> {
    let body = Push {
        operations,
        heads: None,
    }
    .to_bytes();
    let answer = web
        .post(format!("https://{address}/v1/push"))
        .body(body)
        .send()
        .await
        .ok()?;
    let answer = answer.error_for_status().ok()?;
    Some(
        Pushed::from_bytes(&answer.bytes().await.ok()?)
            .ok()?
            .verdicts,
    )
}

/// Pushes new units until the server is gone; tells of each answer.
async fn pusher(
    site: &Site,
    device: &Device,
    address: SocketAddr,
    name: String,
    book: &Mutex<Book>,
    told: &watch::Sender<usize>,
) {
    let (authority, web) = (site.authority(), client(&device.root, Some(device)));
    for round in 0.. {
        let made: Vec<_> = (0..IN_ONE)
            .map(|one| new_unit(&authority, &format!("u-{name}-{round}-{one}"), clock::now()))
            .collect();
        book.lock()
            .unwrap()
            .sent
            .extend(made.iter().map(|signed| (signed.id, signed.bytes.clone())));
        let operations = made.iter().map(|signed| signed.bytes.clone()).collect();
        let Some(verdicts) = push(&web, address, operations).await else {
            return;
        };
        let mut book = book.lock().unwrap();
        for (signed, verdict) in made.iter().zip(&verdicts) {
            book.note(signed.id, verdict);
        }
        told.send_modify(|count| *count += verdicts.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_that_was_answered_is_lost_or_doubled() {
    let site = Site::at(clock::now());
    site.import_people().await;
    let before = site.open().store.head("org").unwrap().seq;
    let root = site.authority().root().to_vec();
    let invitation = admin::invite(&site.folder(), "p0012", clock::now()).unwrap();
    let (key, name, book) = (new_key(), device_name(), Mutex::new(Book::default()));

    let mut running = Running::start(&site);
    let answer = enrol(running.address, &root, &invitation.code, &key, &name).await;
    let enrolled = Enrolled::from_bytes(&answer.bytes().await.unwrap()).unwrap();
    let device = Device::from("p0012", &name, key, enrolled);
    for kill in 0..KILLS {
        let (told, mut heard) = watch::channel(0);
        let address = running.address;
        let pushers = async {
            let each = (0..PUSHERS).map(|who| {
                pusher(
                    &site,
                    &device,
                    address,
                    format!("{kill}-{who}"),
                    &book,
                    &told,
                )
            });
            let mut each: Vec<_> = each.map(Box::pin).collect();
            let [a, b, c, d] = &mut each[..] else {
                panic!("four pushers")
            };
            tokio::join!(a, b, c, d);
        };
        let killer = async {
            heard
                .wait_for(|count| *count >= IN_ONE * (3 + 2 * kill))
                .await
                .unwrap();
            running.kill();
        };
        tokio::join!(pushers, killer);
        running = Running::start(&site);
        // Every computer sends again what it has no answer to, and, to be sure, the rest too.
        let web = client(&device.root, Some(&device));
        let sent: Vec<_> = book.lock().unwrap().sent.clone().into_iter().collect();
        for some in sent.chunks(50) {
            let operations = some.iter().map(|(_, bytes)| bytes.clone()).collect();
            let verdicts = push(&web, running.address, operations)
                .await
                .expect("the server is back");
            for ((id, _), verdict) in some.iter().zip(&verdicts) {
                book.lock().unwrap().note(*id, verdict);
            }
        }
    }
    running.kill();

    let book = book.into_inner().unwrap();
    assert_eq!(book.answered.len(), book.sent.len());
    let found = admin::verify(&site.folder()).unwrap();
    let after = site.open().store.head("org").unwrap().seq;
    assert_eq!(
        after - before,
        book.sent.len() as u64,
        "each became true once"
    );
    assert!(found.events as u64 >= after);
    for verdict in book.answered.values() {
        let verdict = practice::proven(&root, verdict);
        assert_eq!(
            verdict.decision,
            sync::verdict::Decision::Accepted,
            "{}",
            verdict.code
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_disk_that_is_full_loses_nothing_and_decides_nothing() {
    let site = Site::at(clock::now());
    site.import_people().await;
    let before = site.open().store.head("org").unwrap().seq;
    let root = site.authority().root().to_vec();
    let invitation = admin::invite(&site.folder(), "p0012", clock::now()).unwrap();
    let (key, name, book) = (new_key(), device_name(), Mutex::new(Book::default()));
    let database = std::fs::metadata(site.folder().path().join("agency.db"))
        .unwrap()
        .len();

    let running = Running::start_cramped(&site, database / 1024 + 200);
    let answer = enrol(running.address, &root, &invitation.code, &key, &name).await;
    let enrolled = Enrolled::from_bytes(&answer.bytes().await.unwrap()).unwrap();
    let device = Device::from("p0012", &name, key, enrolled);
    let (told, heard) = watch::channel(0);
    // Ends at the first push that is answered by no verdicts.
    pusher(
        &site,
        &device,
        running.address,
        "full".to_owned(),
        &book,
        &told,
    )
    .await;
    assert!(
        *heard.borrow() > 0,
        "something was written before the disk was full"
    );
    let web = client(&device.root, Some(&device));
    let unit = new_unit(&site.authority(), "u-late", clock::now());
    let body = Push {
        operations: vec![unit.bytes.clone()],
        heads: None,
    }
    .to_bytes();
    let answer = web
        .post(format!("https://{}/v1/push", running.address))
        .body(body)
        .send()
        .await
        .unwrap();
    let full = practice::net::problem(answer).await;
    assert_eq!(
        full.0,
        reqwest::StatusCode::SERVICE_UNAVAILABLE,
        "{}",
        full.1
    );
    running.kill();

    let running = Running::start(&site);
    let sent: Vec<_> = book.lock().unwrap().sent.clone().into_iter().collect();
    for some in sent.chunks(50) {
        let operations = some.iter().map(|(_, bytes)| bytes.clone()).collect();
        let verdicts = push(&web, running.address, operations)
            .await
            .expect("there is room again");
        for ((id, _), verdict) in some.iter().zip(&verdicts) {
            book.lock().unwrap().note(*id, verdict);
        }
    }
    running.kill();
    admin::verify(&site.folder()).unwrap();
    let after = site.open().store.head("org").unwrap().seq;
    assert_eq!(after - before, sent.len() as u64);
}
