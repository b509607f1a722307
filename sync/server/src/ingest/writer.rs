//! The thread that decides: it takes what waits, decides it in order, writes it
//! in one transaction, and only then answers.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::round::Round;
use super::{Desk, Job};
use crate::storage::{Committed, StoreFault};

/// Operations that are written together.
const GROUP_MAX: usize = 64;
/// How long the first of a group waits for others.
const GROUP_WAIT: Duration = Duration::from_millis(3);
/// How often a group is decided again when another process wrote first.
const TRIES: usize = 5;

pub(super) fn run(desk: &Desk, jobs: &Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let group = gather(first, jobs);
        let answers = settle(desk, &group);
        for (job, answer) in group.into_iter().zip(answers) {
            // Whoever asked may have gone; the verdict waits in the store.
            let _ = job.reply.send(answer);
        }
    }
}

fn gather(first: Job, jobs: &Receiver<Job>) -> Vec<Job> {
    let until = Instant::now() + GROUP_WAIT;
    let mut count = first.operations.len();
    let mut group = vec![first];
    while count < GROUP_MAX {
        match jobs.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(job) => {
                count += job.operations.len();
                group.push(job);
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    group
}

type Answer = Result<Vec<Vec<u8>>, StoreFault>;

fn settle(desk: &Desk, group: &[Job]) -> Vec<Answer> {
    for _ in 0..TRIES {
        let mut round = Round::new(desk);
        let answers: Vec<_> = group
            .iter()
            .map(|job| round.decide(&job.operations, &job.origin))
            .collect();
        match round.commit() {
            Ok(Committed::Done(position)) => {
                desk.feed.send_replace(position);
                return answers;
            }
            Ok(Committed::Lost) => desk.states.forget(),
            Err(fault) => return group.iter().map(|_| Err(fault.clone())).collect(),
        }
    }
    let fault = StoreFault::Database("another process keeps writing".to_owned());
    group.iter().map(|_| Err(fault.clone())).collect()
}
