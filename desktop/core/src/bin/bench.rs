//! `bench day`: how fast a working day goes on this computer; `bench approvals`: how fast a head
//! with many cases decides; `bench people`: how fast a large agency is asked. Each line is
//! `name: value unit`.
//!
//! ```text
//! bench day [PACK]      PACK: source of the leave pack, found in the tree when left out
//! bench approvals [PACK]
//! bench people [PACK]
//! ```
#![forbid(unsafe_code)]

#[path = "bench/approvals.rs"]
mod approvals;
#[path = "bench/people.rs"]
mod people;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use desktop_core::practice::{APPLICANT, COST, DEPUTY, HEAD, PASSPHRASE, PERSONNEL, Practice};
use desktop_core::{Core, CoreOptions, Failure};
use serde_json::{Value, json};

/// Source of the leave pack.
const PACK: &str = "workflow-engine/packs/leave";
/// Cases in the vault, and cases of them that wait for the person.
const CASES: usize = 10_000;
const WAITING: usize = 1_000;
/// So long before the others most cases were filed, ms: 40 days.
const FILED_BEFORE_MS: i64 = 40 * 86_400_000;
/// Requests that are submitted one after the other.
const SUBMITS: usize = 200;
/// Starts of the program.
const STARTS: usize = 100;

/// Measures with a pack in a folder.
type Measure = fn(&Path, &Path) -> Result<(), Failure>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let measures: [(&str, Measure); 3] = [
        ("day", measure),
        ("approvals", approvals::measure),
        ("people", people::measure),
    ];
    if let [at, home] = arguments.as_slice()
        && at == approvals::AT
    {
        return ended(approvals::at(Path::new(home)));
    }
    let named = |name: &String| measures.iter().find(|(known, _)| known == name);
    let done = match (arguments.first().and_then(named), arguments.get(1)) {
        (Some((_, measure)), pack) if arguments.len() <= 2 => {
            at_home(Path::new(pack.map_or(PACK, String::as_str)), *measure)
        }
        _ => Err(Failure::new("cli-usage")),
    };
    ended(done)
}

fn ended(done: Result<(), Failure>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("bench: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Times of one thing done many times.
struct Times(Vec<Duration>);

impl Times {
    fn of(
        count: usize,
        mut work: impl FnMut(usize) -> Result<(), Failure>,
    ) -> Result<Self, Failure> {
        let mut times = Vec::with_capacity(count);
        for number in 0..count {
            let start = Instant::now();
            work(number)?;
            times.push(start.elapsed());
        }
        Ok(Self::sorted(times))
    }

    fn sorted(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The time within which so many of a hundred were done.
    fn at(&self, part: usize) -> Duration {
        let at = (self.0.len() * part / 100).min(self.0.len().saturating_sub(1));
        self.0.get(at).copied().unwrap_or_default()
    }

    fn say(&self, name: &str) {
        for (what, part) in [("p50", 50), ("p99", 99)] {
            println!("{name} {what}: {} ms", ms(self.at(part)));
        }
    }

    fn say_micros(&self, name: &str) {
        for (what, part) in [("p50", 50), ("p99", 99)] {
            let nanos = self.at(part).as_nanos();
            println!("{name} {what}: {}.{:03} us", nanos / 1_000, nanos % 1_000);
        }
    }
}

fn ms(time: Duration) -> String {
    let micros = time.as_micros();
    format!("{}.{:03}", micros / 1_000, micros % 1_000)
}

fn options(home: PathBuf) -> CoreOptions {
    CoreOptions {
        background: false,
        cost: COST,
        ..CoreOptions::new(home)
    }
}

/// Measures in a folder that goes away.
fn at_home(pack: &Path, measure: Measure) -> Result<(), Failure> {
    let home = std::env::temp_dir().join(format!("antou-bench-{}", std::process::id()));
    let done = measure(pack, &home);
    std::fs::remove_dir_all(&home).map_err(|e| Failure::new("disk-failed").with("detail", e))?;
    done
}

fn measure(pack: &Path, home: &Path) -> Result<(), Failure> {
    let now = desktop_core::Clock::now(&desktop_core::SystemClock);
    let mut agency = Practice::begin(pack, now)?;
    let applicant =
        agency.computer(&home.join("applicant"), APPLICANT, &options(PathBuf::new()))?;
    agency.deliver(&applicant)?;

    submits(&applicant)?;
    let head = fill(&mut agency, &applicant, home, (WAITING, CASES))?;
    inbox(&head)?;
    search(&head)?;
    paper(&applicant)?;
    drop(head);
    cold_start(&home.join("head"))
}

/// One request as the page makes it: a draft, a few changes, and the signature.
fn request(core: &Core, when: &str, reason: &str) -> Result<String, Failure> {
    let draft = core.call("draft_new", json!({ "service": "leave" }))?;
    let id = text(&draft, "draft");
    for (field, value) in [
        ("kind", "annual"),
        ("when", when),
        ("deputy", DEPUTY),
        ("reason", reason),
    ] {
        core.call(
            "draft_change",
            json!({ "draft": id, "field": field, "value": value }),
        )?;
    }
    Ok(id)
}

fn text(value: &Value, name: &str) -> String {
    value
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn submits(core: &Core) -> Result<(), Failure> {
    let mut spans = Vec::new();
    let mut typing = Vec::new();
    for number in 0..SUBMITS {
        let reason = format!("第{number}件");
        let start = Instant::now();
        let id = request(core, "明天 09:00-10:00", &reason)?;
        typing.push(start.elapsed() / 5);
        let start = Instant::now();
        let signed = core.call("draft_submit", json!({ "draft": id }))?;
        spans.push(start.elapsed());
        core.call(
            "queue_cancel",
            json!({ "operation": text(&signed, "operation") }),
        )?;
    }
    Times::sorted(spans).say("submit, decided and durable");
    Times::sorted(typing).say("draft change with check");
    Ok(())
}

/// A head's computer with many cases, some of them waiting.
fn fill(
    agency: &mut Practice,
    applicant: &Core,
    home: &Path,
    (waiting, cases): (usize, usize),
) -> Result<std::sync::Arc<Core>, Failure> {
    let deputy = agency.computer(&home.join("deputy"), DEPUTY, &options(PathBuf::new()))?;
    let id = request(applicant, "明天", "返鄉探親")?;
    let case = text(
        &applicant.call("draft_submit", json!({ "draft": id }))?,
        "case",
    );
    agency.collect(applicant)?;
    agency.deliver(&deputy)?;
    agency.approve(&deputy, &case)?;
    agency.copy_case(&case, 0, waiting)?;
    let head = agency.computer(&home.join("head"), HEAD, &options(PathBuf::new()))?;
    agency.deliver(&head)?;
    agency.approve(&head, &case)?;
    let personnel =
        agency.computer(&home.join("personnel"), PERSONNEL, &options(PathBuf::new()))?;
    agency.deliver(&personnel)?;
    agency.approve(&personnel, &case)?;
    // What was decided long ago is not what was decided today.
    let today = agency.now;
    agency.now -= FILED_BEFORE_MS;
    agency.copy_case(&case, waiting, cases - waiting)?;
    agency.now = today;
    let start = Instant::now();
    agency.deliver(&head)?;
    println!(
        "take in {} cases: {} ms",
        cases - waiting,
        ms(start.elapsed())
    );
    let start = Instant::now();
    head.work_until_idle()?;
    println!("index {cases} cases: {} ms", ms(start.elapsed()));
    agency.deliver(applicant)?;
    Ok(head)
}

fn inbox(head: &Core) -> Result<(), Failure> {
    let ask = || json!({ "split": null, "offset": 0, "limit": 1000 });
    let shown = head.call("inbox", ask())?;
    println!("inbox rows: {} rows", shown["total"]);
    Times::of(50, |_| head.call("inbox", ask()).map(drop))?.say("inbox");
    Times::of(50, |_| head.call("frame", json!({})).map(drop))?.say("frame");
    Ok(())
}

fn search(head: &Core) -> Result<(), Failure> {
    let words = [
        "探親",
        "王小明",
        "115-HR-10123",
        "代理 業務",
        "第77次",
        "林素真",
        "休假",
        "返鄉",
    ];
    let times = Times::of(400, |number| {
        head.call(
            "search",
            json!({ "text": words[number % words.len()], "limit": 20 }),
        )
        .map(drop)
    })?;
    times.say("search");
    Ok(())
}

fn paper(applicant: &Core) -> Result<(), Failure> {
    let mine = applicant.call("mine", json!({}))?;
    let case = mine["rows"][0]["case"].clone();
    match applicant.call("paper", json!({ "case": case })) {
        Ok(_) => Times::of(30, |_| {
            applicant.call("paper", json!({ "case": case })).map(drop)
        })?
        .say("paper"),
        Err(failure) if failure.code == "print-no-font" => {
            println!("paper: no font on this computer")
        }
        Err(failure) => return Err(failure),
    }
    Ok(())
}

/// From nothing to the inbox: by passphrase, and by a key in the system's store.
fn cold_start(home: &Path) -> Result<(), Failure> {
    starts_to_inbox(home)?;
    if let Err(error) = desktop_core::use_system_key_store() {
        println!("note: no key store here, so no cold start by a stored key: {error}");
        return Ok(());
    }
    let by = vault::Unlock::Passphrase(vault::Passphrase::new(PASSPHRASE.to_owned()));
    let now = desktop_core::Clock::now(&desktop_core::SystemClock);
    vault::Vault::open(&home.join("vault"), &by, now)?.add_system()?;
    starts(home, "unlock_system", &json!({}))?.say("cold start by stored key");
    Ok(())
}

/// From nothing to the inbox by passphrase.
fn starts_to_inbox(home: &Path) -> Result<(), Failure> {
    let by_passphrase = json!({ "passphrase": PASSPHRASE });
    starts(home, "unlock", &by_passphrase)?.say("cold start by passphrase");
    Ok(())
}

fn starts(home: &Path, command: &str, by: &Value) -> Result<Times, Failure> {
    Times::of(STARTS, |_| {
        let core = Core::start(options(home.to_path_buf()))?;
        core.call(command, by.clone())?;
        core.call("frame", json!({}))?;
        core.call("inbox", json!({ "split": null, "offset": 0, "limit": 50 }))?;
        drop(core);
        Ok(())
    })
}
