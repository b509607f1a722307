//! Figures, and the marks that they must reach.

use std::fmt::Display;
use std::time::{Duration, Instant};

/// What was measured so far.
#[derive(Default)]
pub struct Figures {
    met: usize,
    missed: Vec<String>,
}

/// What a figure must reach.
pub enum Mark {
    AtLeast(u128),
    AtMost(u128),
}

impl Figures {
    /// Shows a figure.
    pub fn show(&mut self, name: &str, value: impl Display, unit: &str) {
        println!("{name}: {value} {unit}");
    }

    /// Shows a figure that has a mark.
    pub fn hold(&mut self, name: &str, value: u128, unit: &str, mark: &Mark) {
        self.show(name, value, unit);
        let (met, said) = match mark {
            Mark::AtLeast(bound) => (value >= *bound, format!("at least {bound}")),
            Mark::AtMost(bound) => (value <= *bound, format!("at most {bound}")),
        };
        if met {
            self.met += 1;
        } else {
            let miss = format!("{name} is {value} {unit}, must be {said}");
            self.missed.push(miss);
        }
    }

    /// Says what is left out, and why.
    pub fn leave_out(&mut self, name: &str, why: &str) {
        println!("left out, {name}: {why}");
    }

    /// The last line.
    pub fn summary(&self) -> String {
        let marks = self.met + self.missed.len();
        let missed = self.missed.iter().map(|miss| format!("; {miss}"));
        format!(
            "engine: {} of {marks} marks met{}",
            self.met,
            missed.collect::<String>()
        )
    }
}

/// How long it takes.
pub fn timed(what: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    what();
    begin.elapsed()
}

/// The middle one.
pub fn middle<T: Ord + Copy>(mut values: Vec<T>) -> T {
    values.sort_unstable();
    values[values.len() / 2]
}

/// The median time of the rounds.
pub fn median(rounds: usize, mut round: impl FnMut()) -> Duration {
    middle((0..rounds).map(|_| timed(&mut round)).collect())
}

/// So many in this time: how many in a second.
pub fn per_second(many: usize, time: Duration) -> u128 {
    many as u128 * 1_000_000_000 / time.as_nanos().max(1)
}
