//! Steps that last: each is one commit, which appends its events and keeps what is needed to go
//! on. The disk's own limit is the same commits of the same bytes with no engine in between. Both
//! are measured in turns, case by case, so that what else the machine does hits both alike.

use super::figures::{Figures, Mark, median, middle, per_second, timed};
use super::leave::{STEPS, answers, step};
use rusqlite::Connection;
use std::path::Path;
use std::time::{Duration, Instant};
use workflow_engine::plan::Plan;
use workflow_engine::run::Instance;

/// Slices of each kind.
const SLICES: usize = 5_001;
/// Cases of one slice; each is [`STEPS`] commits.
const CASES: usize = 1;
/// Commits of one slice.
const COMMITS: usize = CASES * STEPS;

/// What one commit writes: the events, and the case after them.
type Bytes = (Vec<u8>, Vec<u8>);

/// Measures steps with one commit each, as a share of the disk's limit.
pub fn steps(figures: &mut Figures, plan: &Plan, folder: &Path) {
    let folder = folder.join("steps");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let mut engine = Store::open(&folder.join("engine.db"));
    let mut again = Store::open(&folder.join("read.db"));
    let mut limit = Store::open(&folder.join("limit.db"));
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
    figures.show("durable steps", rate(&ours), "steps/s");
    figures.show("durable steps, case read first", rate(&read), "steps/s");
    figures.show("the disk's limit", rate(&disk), "commits/s");
    let name = "durable steps, share of the limit";
    let (ours, read, disk) = (middle(ours), middle(read), middle(disk));
    figures.hold(name, share(ours, disk), "%", &Mark::AtLeast(90));
    let name = "durable steps, case read first, share of the limit";
    figures.show(name, share(read, disk), "%");
    engine.tails(figures, "durable step");
    limit.tails(figures, "commit of the limit");
    let time = median(7, || drop(recorded(plan)));
    let each = time.as_nanos() / COMMITS as u128;
    figures.show("the engine's part of a durable step", each, "ns");
    drop((engine, again, limit));
    let _ = std::fs::remove_dir_all(&folder);
}

/// Commits in a second, over all slices.
fn rate(slices: &[Duration]) -> u128 {
    per_second(COMMITS * slices.len(), slices.iter().sum())
}

fn share(time: Duration, limit: Duration) -> u128 {
    limit.as_nanos() * 100 / time.as_nanos().max(1)
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
    cases: i64,
    times: Vec<Duration>,
}

impl Store {
    fn open(path: &Path) -> Self {
        let database = Connection::open(path).expect("the folder can be written");
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

    /// How long one commit takes, with what comes before it.
    fn tails(&self, figures: &mut Figures, name: &str) {
        let mut times = self.times.clone();
        times.sort_unstable();
        for (part, of) in [("p50", 50), ("p99", 99)] {
            let time = times[times.len() * of / 100].as_micros();
            figures.show(&format!("{name}, {part}"), time, "µs");
        }
    }
}
