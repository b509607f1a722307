//! The clock by which the demo's programs go.
//!
//! The days that people ask for in the tests are written down, and holidays, quotas and the end
//! of a year make another thing of each day; so the programs of a test all go by the same moment
//! of the past, from which time passes as ever. `libfaketime` tells it to them; the browser is
//! told by the tests themselves (`desktop/e2e/browser/desk.mjs`).

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::run::{Failure, ask};

/// Monday, 2026-11-30, 09:00 in Taipei, in seconds since 1970 UTC.
const MONDAY: i64 = 1_796_000_400;

/// What the programs take for the time.
pub enum Clock {
    /// The clock of this computer.
    Own,
    /// A clock that went to the written day when the test began.
    Written { library: String, seconds: i64 },
}

impl Clock {
    /// The clock of tests; it begins to go now.
    ///
    /// # Errors
    /// When the library that tells it is not installed.
    pub fn written() -> Result<Self, Failure> {
        if !cfg!(target_os = "linux") {
            return Ok(Self::Own);
        }
        let library = ask("faketime", &["-f", "+0", "printenv", "LD_PRELOAD"])
            .map(|path| path.trim().to_owned())
            .filter(|path| !path.is_empty())
            .ok_or_else(|| Failure::new("`faketime` is missing: cargo xtask setup installs it"))?;
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = since.map_or(MONDAY, |since| {
            i64::try_from(since.as_secs()).unwrap_or(MONDAY)
        });
        Ok(Self::Written {
            library,
            seconds: MONDAY - now,
        })
    }

    /// Lets a program, and whatever it starts, go by this clock.
    pub fn tell(&self, command: &mut Command) {
        if let Self::Written { library, seconds } = self {
            command
                .env("LD_PRELOAD", library)
                .env("FAKETIME", seconds.to_string())
                // Waiting goes by the true clock, and so do the times of files.
                .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .env("NO_FAKE_STAT", "1");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_written_clock_is_told() {
        let told = |clock: &Clock| {
            let mut command = Command::new("true");
            clock.tell(&mut command);
            let mut names: Vec<_> = command
                .get_envs()
                .map(|(name, _)| name.to_string_lossy().into_owned())
                .collect();
            names.sort();
            names
        };
        assert!(told(&Clock::Own).is_empty());
        let written = Clock::Written {
            library: "library".into(),
            seconds: -5,
        };
        assert_eq!(
            told(&written),
            [
                "FAKETIME",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "LD_PRELOAD",
                "NO_FAKE_STAT"
            ]
        );
    }
}
