//! Leave cases in memory, here and in SpiffWorkflow, in turns.

use super::figures::{Figures, Mark, middle, per_second, timed};
use super::leave::{LEAVE, answers, whole};
use std::hint::black_box;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use workflow_engine::plan::Plan;

/// Instances of one round.
const INSTANCES: usize = 50_000;
/// Instances of one round there.
const THEIRS: usize = 500;
/// Rounds.
const ROUNDS: usize = 7;
/// The program that measures there.
const PROGRAM: &str = include_str!("spiff.py");

/// Measures both in turns; without an interpreter only this one.
pub fn instances(figures: &mut Figures, plan: &Plan, python: Option<&Path>) {
    let mut other = python.map(Other::begin);
    let answers = answers();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(timed(|| {
            for _ in 0..INSTANCES {
                black_box(whole(plan, &answers));
            }
        }));
        if let Some(Ok(other)) = &mut other {
            theirs.extend(other.round());
        }
    }
    let ours = middle(ours);
    let rate = per_second(INSTANCES, ours);
    let mark = Mark::AtLeast(100_000);
    figures.hold("leave cases in memory", rate, "instances/s", &mark);
    let each = ours.as_nanos() / INSTANCES as u128;
    figures.show("one leave case", each, "ns");
    if theirs.len() < ROUNDS {
        let why = match other {
            None => "there is no interpreter that has it".to_owned(),
            Some(Err(error)) => error.to_string(),
            Some(Ok(_)) => "it stopped".to_owned(),
        };
        return figures.leave_out("leave cases in SpiffWorkflow", &why);
    }
    let theirs = per_second(THEIRS, middle(theirs));
    figures.show(
        "leave cases in SpiffWorkflow, in memory",
        theirs,
        "instances/s",
    );
    let ratio = rate / theirs.max(1);
    figures.show("as many times as SpiffWorkflow", ratio, "times");
}

struct Other(Child, BufReader<std::process::ChildStdout>);

impl Other {
    fn begin(python: &Path) -> io::Result<Self> {
        let mut command = Command::new(python);
        command.args(["-c", PROGRAM, LEAVE, &THEIRS.to_string()]);
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = pipes.spawn()?;
        let says = child.stdout.take().expect("the pipe was asked for");
        Ok(Self(child, BufReader::new(says)))
    }

    /// The time of one round.
    fn round(&mut self) -> Option<Duration> {
        let asks = self.0.stdin.as_mut()?;
        writeln!(asks).ok()?;
        let mut line = String::new();
        self.1.read_line(&mut line).ok()?;
        line.trim().parse().ok().map(Duration::from_nanos)
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        // It may have ended already; there is nothing to do about either.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
