//! Steps that last: each is one commit, which appends its events and keeps what is needed to go
//! on. The disk's own limit is the same commits of the same bytes with no engine in between. Both
//! are measured in turns, in slices, so that what else the disk does hits both alike.

use super::figures::{Figures, Mark, middle, per_second, timed};
use super::leave::{STEPS, answers, step};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use workflow_engine::plan::Plan;
use workflow_engine::run::Instance;

/// Slices of each kind.
const SLICES: usize = 41;
/// Cases of one slice; each is [`STEPS`] commits.
const CASES: usize = 100;
/// Commits of one slice.
const COMMITS: usize = CASES * STEPS;

/// What one commit writes: the events, and the case after them.
type Bytes = (Vec<u8>, Vec<u8>);

/// Measures steps with one commit each, as a share of the disk's limit.
pub fn steps(figures: &mut Figures, plan: &Plan, folder: &Path) {
    let mut engine = Store::open(folder.join("engine-steps.db"));
    let mut again = Store::open(folder.join("engine-steps-read.db"));
    let mut limit = Store::open(folder.join("engine-limit.db"));
    let bytes = recorded(plan);
    let (mut ours, mut read, mut disk) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..SLICES {
        // The order turns round, so that none is always the first after another.
        for place in 0..3 {
            match (turn + place) % 3 {
                0 => ours.push(timed(|| engine.play(plan, false))),
                1 => disk.push(timed(|| limit.write(&bytes))),
                _ => read.push(timed(|| again.play(plan, true))),
            }
        }
    }
    let (ours, read, disk) = (middle(ours), middle(read), middle(disk));
    for (name, store) in [
        ("durable step", &mut engine),
        ("commit of the limit", &mut limit),
    ] {
        let mut times = std::mem::take(&mut store.times);
        times.sort_unstable();
        for (part, of) in [("p50", 50), ("p99", 99)] {
            let time = times[times.len() * of / 100].as_micros();
            figures.show(&format!("{name}, {part}"), time, "µs");
        }
    }
    let rate = |time| per_second(COMMITS, time);
    figures.show("durable steps", rate(ours), "steps/s");
    figures.show("durable steps, case read first", rate(read), "steps/s");
    figures.show("the disk's limit", rate(disk), "commits/s");
    let share = |time: Duration| disk.as_nanos() * 100 / time.as_nanos().max(1);
    let name = "durable steps, share of the limit";
    figures.hold(name, share(ours), "%", &Mark::AtLeast(90));
    let name = "durable steps, case read first, share of the limit";
    figures.show(name, share(read), "%");
    let time = timed(|| drop(recorded(plan)));
    let each = time.as_nanos() / COMMITS as u128;
    figures.show("the engine's part of a durable step", each, "ns");
}

/// The bytes of the commits of one slice.
fn recorded(plan: &Plan) -> Vec<Bytes> {
    let answers = answers();
    let mut all = Vec::with_capacity(COMMITS);
    for _ in 0..CASES {
        let mut instance = Instance::default();
        for _ in 0..STEPS {
            let events = step(plan, &mut instance, &answers);
            let events = minicbor::to_vec(events).expect("events have bytes");
            let state = serde_json::to_vec(&instance).expect("an instance is JSON");
            all.push((events, state));
        }
    }
    all
}

/// A database that keeps what it was told when the power fails.
struct Store {
    database: Connection,
    path: PathBuf,
    cases: i64,
    times: Vec<Duration>,
}

impl Store {
    fn open(path: PathBuf) -> Self {
        let _ = std::fs::remove_file(&path);
        let database = Connection::open(&path).expect("the folder can be written");
        let mode: String = database
            .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
            .expect("SQLite answers");
        assert_eq!(mode, "wal");
        database
            .execute_batch(
                "PRAGMA synchronous = FULL;
                 CREATE TABLE history (seq INTEGER PRIMARY KEY, of INTEGER NOT NULL, events BLOB NOT NULL);
                 CREATE TABLE cases (id INTEGER PRIMARY KEY, state BLOB NOT NULL);",
            )
            .expect("the tables can be made");
        Self {
            database,
            path,
            cases: 0,
            times: Vec::new(),
        }
    }

    fn commit(&mut self, case: i64, events: &[u8], state: &[u8]) {
        let written = self.database.transaction().and_then(|transaction| {
            transaction
                .prepare_cached("INSERT INTO history (of, events) VALUES (?1, ?2)")?
                .execute((case, events))?;
            transaction
                .prepare_cached("INSERT OR REPLACE INTO cases (id, state) VALUES (?1, ?2)")?
                .execute((case, state))?;
            transaction.commit()
        });
        written.expect("the disk takes it");
    }

    fn read(&self, case: i64) -> Instance {
        let state: Vec<u8> = self
            .database
            .prepare_cached("SELECT state FROM cases WHERE id = ?1")
            .and_then(|mut select| select.query_row([case], |row| row.get(0)))
            .expect("the case was kept");
        serde_json::from_slice(&state).expect("an instance is JSON")
    }

    /// Plays cases with the engine; `read`: each step takes the case from the database.
    fn play(&mut self, plan: &Plan, read: bool) {
        let answers = answers();
        for _ in 0..CASES {
            self.cases += 1;
            let case = self.cases;
            let mut instance = Instance::default();
            for turn in 0..STEPS {
                let begin = Instant::now();
                if read && turn > 0 {
                    instance = self.read(case);
                }
                let events = step(plan, &mut instance, &answers);
                let events = minicbor::to_vec(events).expect("events have bytes");
                let state = serde_json::to_vec(&instance).expect("an instance is JSON");
                self.commit(case, &events, &state);
                self.times.push(begin.elapsed());
            }
            assert!(instance.ended.is_some());
        }
    }

    /// Writes the same with no engine.
    fn write(&mut self, bytes: &[Bytes]) {
        for steps in bytes.chunks(STEPS) {
            self.cases += 1;
            for (events, state) in steps {
                let begin = Instant::now();
                self.commit(self.cases, events, state);
                self.times.push(begin.elapsed());
            }
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // SQLite takes its own files away when it closes; what is left is in a scratch folder.
        let _ = std::fs::remove_file(&self.path);
    }
}
