//! `bench-attachments SERVER FOLDER [MIB]`: how fast a large file is taken in,
//! sent to a real server on this machine and fetched on another computer,
//! beside what the disk itself can do in the same run; how much memory it
//! takes, and what is sent again after a cut. SERVER is `antou-server`, FOLDER
//! a place on the disk to measure. Each line is `name: value unit`.
#![forbid(unsafe_code)]

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode};
use std::sync::Arc;
use std::time::{Duration, Instant};

use desktop_core::practice::COST;
use desktop_core::{Core, CoreOptions, Failure};
use serde_json::{Value, json};

const AGENCY: &str = "sync/server/demo/agency.toml";
const PACK: &str = "workflow-engine/packs/leave";
const PERSON: &str = "p0012";
const DEPUTY: &str = "p0013";
const PASSPHRASE: &str = "only for measuring";
/// Size of the file unless another is asked for, MiB.
const MIB: u64 = 1024;
/// The longest that one step may take.
const LONGEST: Duration = Duration::from_secs(1800);
const LOOK: Duration = Duration::from_millis(5);

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.as_slice() {
        [server, folder] => measure(server, Path::new(folder), MIB),
        [server, folder, mib] => match mib.parse() {
            Ok(mib) => measure(server, Path::new(folder), mib),
            Err(_) => Err(Failure::new("cli-usage")),
        },
        _ => Err(Failure::new("cli-usage")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("bench-attachments: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn disk(error: std::io::Error) -> Failure {
    Failure::new("disk-failed").with("detail", error)
}

fn late(what: &str) -> Failure {
    Failure::new("bench-late").with("what", what)
}

/// A server that ends with the measurement.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // One that ended by itself has nothing left to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

struct Bench {
    server: String,
    folder: PathBuf,
    bytes: u64,
}

fn measure(server: &str, folder: &Path, mib: u64) -> Result<(), Failure> {
    let folder = folder.join(format!("attachments-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(disk)?;
    let bench = Bench {
        server: server.to_owned(),
        folder: folder.clone(),
        bytes: mib * 1024 * 1024 + 12_345,
    };
    let done = bench.all();
    fs::remove_dir_all(&folder).map_err(disk)?;
    done
}

/// Waits until something holds.
fn until<T>(
    what: &str,
    mut look: impl FnMut() -> Result<Option<T>, Failure>,
) -> Result<T, Failure> {
    let begun = Instant::now();
    while begun.elapsed() < LONGEST {
        if let Some(found) = look()? {
            return Ok(found);
        }
        std::thread::park_timeout(LOOK);
    }
    Err(late(what))
}

impl Bench {
    fn all(&self) -> Result<(), Failure> {
        let file = self.folder.join("file.bin");
        self.disk(&file)?;
        let agency = self.folder.join("agency");
        let _server = self.serve(&agency)?;
        let first = self.computer("first")?;
        self.take_in(&first, &file)?;
        let first = self.send(first, &agency)?;
        self.fetch(&first)
    }

    fn say(&self, what: &str, took: Duration) {
        let rate = self.bytes as f64 / 1e6 / took.as_secs_f64();
        println!("{what}: {rate:.0} MB/s");
    }

    /// What the disk gives: a file written and made durable, and read.
    fn disk(&self, file: &Path) -> Result<(), Failure> {
        let mut piece = vec![0u8; 1024 * 1024];
        let mut seed = 0x9e37_79b9_7f4a_7c15u64;
        let begun = Instant::now();
        let mut out = File::create(file).map_err(disk)?;
        let mut left = self.bytes;
        while left > 0 {
            for word in piece.as_chunks_mut::<8>().0.iter_mut().step_by(64) {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                *word = seed.to_le_bytes();
            }
            let count = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len());
            out.write_all(&piece[..count]).map_err(disk)?;
            left -= count as u64;
        }
        out.sync_all().map_err(disk)?;
        self.say("disk, write and sync", begun.elapsed());
        let begun = Instant::now();
        let mut read = File::open(file).map_err(disk)?;
        while read.read(&mut piece).map_err(disk)? > 0 {}
        self.say("disk, read (cached)", begun.elapsed());
        Ok(())
    }

    fn administer(&self, words: &[&str]) -> Result<String, Failure> {
        let said = Command::new(&self.server)
            .args(words)
            .output()
            .map_err(disk)?;
        if said.status.success() {
            return Ok(String::from_utf8_lossy(&said.stdout).into_owned());
        }
        let why = String::from_utf8_lossy(&said.stderr).into_owned();
        Err(Failure::new("bench-server").with("detail", why))
    }

    fn serve(&self, agency: &Path) -> Result<Server, Failure> {
        let place = agency.to_string_lossy().into_owned();
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|free| free.local_addr())
            .map_err(disk)?;
        let listen = port.to_string();
        let id = [
            "--agency-id",
            "bench",
            "--name",
            "測試",
            "--listen",
            &listen,
        ];
        self.administer(&[&["init", &place][..], &id].concat())?;
        self.administer(&["pack", "add", &place, PACK])?;
        self.administer(&["import", &place, AGENCY])?;
        let ready = self.folder.join("ready");
        let child = Command::new(&self.server)
            .args(["serve", &place, "--ready"])
            .arg(&ready)
            .env("ANTOU_LOG", "warn")
            .stdout(std::process::Stdio::null())
            .spawn()
            .map_err(disk)?;
        let server = Server(child);
        until("server", || Ok(ready.exists().then_some(())))?;
        Ok(server)
    }

    fn options(&self, home: &str) -> CoreOptions {
        CoreOptions {
            cost: COST,
            ..CoreOptions::new(self.folder.join(home))
        }
    }

    /// A new computer of the person, with what it may see.
    fn computer(&self, home: &str) -> Result<Arc<Core>, Failure> {
        let agency = self.folder.join("agency");
        let text = self.administer(&["invite", &agency.to_string_lossy(), PERSON])?;
        let core = Core::start(self.options(home))?;
        let asked = json!({ "text": text, "passphrase": PASSPHRASE, "remember": false });
        core.call("setup_enrol", asked)?;
        until("the pack", || {
            let services = core.call("services", json!({}))?;
            Ok(services
                .as_array()
                .is_some_and(|all| !all.is_empty())
                .then_some(()))
        })?;
        Ok(core)
    }

    fn take_in(&self, core: &Core, file: &Path) -> Result<(), Failure> {
        let draft = core.call("draft_new", json!({ "service": "leave" }))?;
        let id = draft["draft"].clone();
        for (field, value) in [
            ("kind", "annual"),
            ("when", "明天 09:00-10:00"),
            ("deputy", DEPUTY),
            ("reason", "量測"),
        ] {
            let change = json!({ "draft": id, "field": field, "value": value });
            core.call("draft_change", change)?;
        }
        let before = memory();
        let begun = Instant::now();
        let path = file.to_string_lossy().into_owned();
        core.call("draft_attach_path", json!({ "draft": id, "path": path }))?;
        self.say("take in, durable", begun.elapsed());
        grown("take in, peak memory", before);
        core.call("draft_submit", json!({ "draft": id }))?;
        Ok(())
    }

    /// Sends the file; the program is ended at some place and goes on.
    fn send(&self, core: Arc<Core>, agency: &Path) -> Result<Arc<Core>, Failure> {
        let parts = self.bytes.div_ceil(1024 * 1024);
        // Locking signs what could still be taken back.
        core.call("lock", json!({}))?;
        drop(core);
        let before = memory();
        let cut_at = parts / 3 + u64::from(std::process::id()) % (parts / 3).max(1);
        let begun = Instant::now();
        let core = self.open()?;
        until("the first parts", || {
            Ok((lines(agency) >= cut_at).then_some(()))
        })?;
        core.call("lock", json!({}))?;
        drop(core);
        let sent = lines(agency);
        let first = begun.elapsed();
        let begun = Instant::now();
        let core = self.open()?;
        let mut most = sent;
        until("the whole file", || {
            most = most.max(lines(agency));
            let waiting = core.call("transfers", json!({}))?;
            Ok(waiting.as_array().is_some_and(Vec::is_empty).then_some(()))
        })?;
        self.say("upload with one cut", first + begun.elapsed());
        grown("upload, peak memory", before);
        println!("parts of 1 MiB sent before the cut: {sent}");
        println!("parts sent twice: {}", most.saturating_sub(parts));
        Ok(core)
    }

    fn open(&self) -> Result<Arc<Core>, Failure> {
        let core = Core::start(self.options("first"))?;
        core.call("unlock", json!({ "passphrase": PASSPHRASE }))?;
        Ok(core)
    }

    /// The same person's other computer fetches the file.
    fn fetch(&self, first: &Core) -> Result<(), Failure> {
        let case = until("the case", || {
            let mine = first.call("mine", json!({}))?;
            let row = mine["rows"][0].clone();
            Ok((row["provisional"] == Value::Bool(false)).then_some(row["case"].clone()))
        })?;
        let second = self.computer("second")?;
        let sha256 = until("the case on the other computer", || {
            match second.call("case_open", json!({ "case": case })) {
                Ok(view) => Ok(Some(view["attachments"][0]["sha256"].clone())),
                Err(_) => Ok(None),
            }
        })?;
        let before = memory();
        let begun = Instant::now();
        let asked = json!({ "case": case, "sha256": sha256 });
        second.call("file_fetch", asked)?;
        until("the file", || {
            let view = second.call("case_open", json!({ "case": case }))?;
            Ok((view["attachments"][0]["here"] == Value::Bool(true)).then_some(()))
        })?;
        self.say("download, durable", begun.elapsed());
        grown("download, peak memory", before);
        Ok(())
    }
}

/// How many parts the agency has noted of what is not whole.
fn lines(agency: &Path) -> u64 {
    let inside = |place: &Path| {
        let found = fs::read_dir(place).into_iter().flatten().flatten();
        found.map(|entry| entry.path()).collect::<Vec<_>>()
    };
    let persons = inside(&agency.join("parts"));
    let begun = persons.iter().flat_map(|person| inside(person));
    begun
        .filter_map(|blob| fs::metadata(blob.join("have")).ok())
        .map(|have| have.len() / 36)
        .sum()
}

/// Memory of this process now, in KiB; the highest is counted anew from here.
fn memory() -> Option<u64> {
    fs::write("/proc/self/clear_refs", "5").ok()?;
    status("VmRSS:")
}

fn status(name: &str) -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn grown(what: &str, before: Option<u64>) {
    if let (Some(before), Some(most)) = (before, status("VmHWM:")) {
        println!("{what}: {} MiB", most.saturating_sub(before) / 1024);
    }
}
