//! Makes the demo agency anew: server folder, people, calendar, accounts, pack,
//! and the list of desks at which the window may sit.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::clock::Clock;
use super::program;
use crate::places::{root, target};
use crate::run::{Failure, run};

/// Nobody enrols by hand: the window opens ready for work.
pub const BY_ITSELF: [&str; 0] = [];
/// These two enrol their computers on the screen, as a new colleague would.
pub const BY_HAND: [&str; 2] = ["p0012", "p0010"];

/// Whose desks the demo offers, in the order of its list.
const DESKS: [&str; 8] = [
    "p0012", "p0013", "p0010", "p0005", "p0031", "p0022", "p0001", "p0041",
];
/// The people and rules of the demo agency.
const AGENCY: &str = "sync/server/demo/agency.toml";
/// Id of the demo agency, as it stands in certificates.
const ID: &str = "demo-archives";
const PACK: &str = "workflow-engine/packs/leave";
/// Opens the vaults that the demo makes by itself.
const PASSPHRASE: &str = "demo only, never for real work";
/// Where the ports of demos begin, and how many one demo tries.
const FIRST_PORT: u16 = 15_000;
const MOST_PORTS: u16 = 1_000;
/// How long a server may take to listen.
const START: Duration = Duration::from_secs(30);

/// The demo agency in its folder.
pub struct DemoAgency {
    folder: PathBuf,
    /// What its programs take for the time.
    pub clock: Clock,
}

/// A server that ends with the demo.
pub struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // A server that ended by itself has nothing left to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[derive(Deserialize)]
struct AgencyFile {
    agency: Agency,
    unit: Vec<Named>,
    post: Vec<Post>,
    person: Vec<Person>,
}

#[derive(Deserialize)]
struct Agency {
    name: String,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Post {
    id: String,
    unit: String,
    title: String,
}

#[derive(Deserialize)]
struct Person {
    id: String,
    name: String,
    post: String,
}

/// Makes the agency in `target/demo`; what was there before is gone.
///
/// # Errors
/// When the server's administration refuses a file, or the disk does.
pub fn prepare(by_hand: &[&str], clock: Clock) -> Result<DemoAgency, Failure> {
    prepare_in("demo", by_hand, clock)
}

/// Makes the agency in a folder of `target`; what was there before is gone.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_in(name: &str, by_hand: &[&str], clock: Clock) -> Result<DemoAgency, Failure> {
    let folder = target().join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let file: AgencyFile = toml::from_str(&fs::read_to_string(root().join(AGENCY))?)
        .map_err(|error| Failure::new(format!("{AGENCY}: {error}")))?;
    let server = free_port()?;
    let demo = DemoAgency { folder, clock };
    let agency = demo.path("agency");
    let listen = format!("127.0.0.1:{server}");
    let id = ["--agency-id", ID, "--name", &file.agency.name];
    let init = [&["init", &agency][..], &id, &["--listen", &listen]].concat();
    for line in [
        &init[..],
        &["pack", "add", &agency, PACK],
        &["import", &agency, AGENCY],
    ] {
        run(&mut demo.program("antou-server", line))?;
    }
    fs::write(
        demo.path("demo.toml"),
        desks(&demo, &file, &listen, by_hand)?,
    )?;
    Ok(demo)
}

/// `demo.toml`: how the window finds server, invitations and desks.
fn desks(
    demo: &DemoAgency,
    file: &AgencyFile,
    listen: &str,
    by_hand: &[&str],
) -> Result<String, Failure> {
    let server = program("antou-server", &[]);
    let mut table = toml::Table::new();
    table.insert("server".into(), listen.into());
    table.insert("passphrase".into(), PASSPHRASE.into());
    let invite = [
        server.get_program().to_string_lossy().into_owned(),
        "invite".into(),
        demo.path("agency"),
    ];
    table.insert("invite".into(), invite.to_vec().into());
    let rows: Result<Vec<toml::Value>, Failure> = DESKS
        .iter()
        .map(|id| {
            let missing = || Failure::new(format!("{AGENCY} has no {id} with post and unit"));
            let person = file
                .person
                .iter()
                .find(|p| p.id == *id)
                .ok_or_else(missing)?;
            let post = file
                .post
                .iter()
                .find(|p| p.id == person.post)
                .ok_or_else(missing)?;
            let unit = file
                .unit
                .iter()
                .find(|u| u.id == post.unit)
                .ok_or_else(missing)?;
            let mut row = toml::Table::new();
            row.insert("id".into(), (*id).into());
            row.insert("name".into(), person.name.clone().into());
            row.insert("title".into(), post.title.clone().into());
            row.insert("unit".into(), unit.name.clone().into());
            row.insert("port".into(), i64::from(free_port()?).into());
            row.insert("by_hand".into(), by_hand.contains(id).into());
            Ok(toml::Value::Table(row))
        })
        .collect();
    table.insert("desk".into(), rows?.into());
    Ok(table.to_string())
}

/// A port that nobody listens on, below those that systems give to outgoing
/// connections: a program that is killed must find its port again.
fn free_port() -> Result<u16, Failure> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = FIRST_PORT + u16::try_from(std::process::id() % 800).unwrap_or(0) * 16;
    for _ in 0..MOST_PORTS {
        let port = first + NEXT.fetch_add(1, Ordering::Relaxed);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    Err(Failure::new("no port is free on 127.0.0.1"))
}

impl DemoAgency {
    /// The folder, as text for a command line.
    pub fn folder(&self) -> String {
        self.folder.to_string_lossy().into_owned()
    }

    fn program(&self, name: &str, args: &[&str]) -> Command {
        let mut command = program(name, args);
        self.clock.tell(&mut command);
        command
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).to_string_lossy().into_owned()
    }

    /// Starts the server and waits until it listens.
    ///
    /// # Errors
    /// When it does not start.
    pub fn serve(&self) -> Result<Running, Failure> {
        let ready = self.folder.join("server.address");
        let mut command = self.program("antou-server", &["serve", &self.path("agency"), "--ready"]);
        let mut running = Running(command.arg(&ready).spawn()?);
        let started = Instant::now();
        while !ready.exists() {
            if let Some(status) = running.0.try_wait()? {
                return Err(Failure::new(format!("the server ended at once: {status}")));
            }
            if started.elapsed() > START {
                return Err(Failure::new("the server does not listen"));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(running)
    }
}
