//! Counting tests from the closing lines of the runners.

use std::fmt;
use std::ops::AddAssign;

/// How many tests a run had.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Ended well.
    pub passed: u64,
    /// Ended badly.
    pub failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Adds up the closing lines of cargo test, nextest, vitest, Playwright and
/// Node's own runner in these lines.
///
/// nextest shows what a failed test printed, and that ends in the closing line
/// of its own process; so where nextest sums up, nothing else counts.
pub fn tally<S: AsRef<str>>(lines: &[S]) -> Tally {
    let plain: Vec<String> = lines.iter().map(|line| plain(line.as_ref())).collect();
    let summaries = plain.iter().filter(|line| is_summary(line));
    if summaries.clone().count() > 0 {
        sum(summaries)
    } else {
        sum(plain.iter())
    }
}

fn is_summary(line: &str) -> bool {
    line.trim_start().starts_with("Summary [")
}

fn sum<'a>(lines: impl Iterator<Item = &'a String>) -> Tally {
    let mut sum = Tally::default();
    for line in lines {
        let words: Vec<&str> = line
            .split([' ', '\t', ';', ',', '(', ')', '|'])
            .filter(|word| !word.is_empty())
            .collect();
        sum += closing(&words).unwrap_or_default();
    }
    sum
}

fn closing(words: &[&str]) -> Option<Tally> {
    match words {
        // test result: ok. 3 passed; 0 failed; ...
        ["test", "result:", _, rest @ ..] => Some(counted(rest)),
        // Summary [   0.1s] 5 tests run: 4 passed (1 slow), 1 failed, 0 skipped
        ["Summary", rest @ ..] => {
            let run = rest.iter().position(|word| *word == "run:")?;
            Some(counted(rest.get(run + 1..)?))
        }
        // Tests  1 failed | 11 passed (12)
        ["Tests", rest @ ..] => Some(counted(rest)),
        // # pass 5, or with a mark instead of the hash
        ["#" | "ℹ", "pass", count] => Some(Tally {
            passed: count.parse().ok()?,
            failed: 0,
        }),
        ["#" | "ℹ", "fail", count] => Some(Tally {
            passed: 0,
            failed: count.parse().ok()?,
        }),
        // Playwright: "  12 passed (3.4s)" and "  1 failed" each on a line
        [count, "passed", time] if time.ends_with(['s', 'm']) => Some(Tally {
            passed: count.parse().ok()?,
            failed: 0,
        }),
        [count, "failed"] => Some(Tally {
            passed: 0,
            failed: count.parse().ok()?,
        }),
        _ => None,
    }
}

fn counted(words: &[&str]) -> Tally {
    let mut tally = Tally::default();
    for pair in words.windows(2) {
        let [count, word] = pair else { continue };
        let Ok(count) = count.parse::<u64>() else {
            continue;
        };
        match *word {
            "passed" => tally.passed += count,
            "failed" | "timed" => tally.failed += count,
            _ => {}
        }
    }
    tally
}

/// The line without terminal colours.
fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], passed: u64, failed: u64) {
        assert_eq!(tally(lines), Tally { passed, failed }, "{lines:?}");
    }

    #[test]
    fn closings_of_each_runner() {
        check(
            &[
                "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            ],
            3,
            0,
        );
        check(
            &["test result: FAILED. 1 passed; 2 failed; 0 ignored"],
            1,
            2,
        );
        check(
            &["     Summary [   0.012s] 5 tests run: 4 passed (1 slow), 1 failed, 0 skipped"],
            4,
            1,
        );
        check(
            &[
                "test result: FAILED. 0 passed; 1 failed; 0 ignored",
                "     Summary [   0.1s] 3 tests run: 2 passed, 1 failed, 0 skipped",
            ],
            2,
            1,
        );
        check(
            &["     Summary [   9.1s] 2 tests run: 1 passed, 1 timed out, 0 skipped"],
            1,
            1,
        );
        check(
            &[
                "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m11 passed\u{1b}[39m (12)",
            ],
            11,
            1,
        );
        check(
            &[" Test Files  2 passed (2)", "      Tests  7 passed (7)"],
            7,
            0,
        );
        check(
            &[
                "  12 passed (3.4s)",
                "  1 failed",
                "    [chromium] › day.spec.ts",
            ],
            12,
            1,
        );
        check(&["# tests 5", "# pass 5", "# fail 0"], 5, 0);
        check(&["ℹ pass 2", "ℹ fail 1"], 2, 1);
    }

    #[test]
    fn other_lines_count_nothing() {
        check(
            &[
                "",
                "3 passed",
                "running 5 tests",
                "test run::tests::spoken ... ok",
                "the operation failed",
            ],
            0,
            0,
        );
    }
}
