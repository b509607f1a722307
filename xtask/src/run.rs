//! Running other programs: their words pass through, their failure is ours.

use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// Why a command of this program stopped, in one sentence for the terminal.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure with this sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// What a program said and whether it ended well.
pub struct Said {
    /// Exit code 0.
    pub good: bool,
    /// The lines of standard output, then those of standard error.
    pub lines: Vec<String>,
}

impl Said {
    /// Adds what another program said.
    pub fn join(&mut self, other: Self) {
        self.good &= other.good;
        self.lines.extend(other.lines);
    }
}

/// The command as a person would type it.
pub fn typed(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name();
    let words = program.into_iter().chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot start `{}`: {error}", typed(command)))
}

/// Runs a program to its end with its output on the terminal.
///
/// # Errors
/// When it cannot be started or ends badly.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    println!("$ {}", typed(command));
    let status = command
        .status()
        .map_err(|error| cannot_start(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "`{}` failed ({status})",
            typed(command)
        )))
    }
}

/// Runs a program, shows its lines as they come and keeps them.
///
/// # Errors
/// When it cannot be started. How it ended is in the answer.
pub fn listen(command: &mut Command) -> Result<Said, Failure> {
    println!("$ {}", typed(command));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| cannot_start(command, &error))?;
    let out = child
        .stdout
        .take()
        .map(|stream| thread::spawn(|| pass(stream, std::io::stdout())));
    let err = child
        .stderr
        .take()
        .map(|stream| thread::spawn(|| pass(stream, std::io::stderr())));
    let good = child.wait()?.success();
    let mut lines = Vec::new();
    for reader in [out, err].into_iter().flatten() {
        lines.extend(reader.join().unwrap_or_default());
    }
    Ok(Said { good, lines })
}

fn pass(stream: impl Read, mut terminal: impl Write) -> Vec<String> {
    let mut lines = Vec::new();
    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        // A closed terminal does not end the tests; the lines still count.
        let _ = writeln!(terminal, "{line}");
        lines.push(line);
    }
    lines
}

/// Runs a program quietly and gives its standard output, or `None` when it is
/// missing or ends badly.
pub fn ask(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// `cargo`, the same that runs this program, at the root of the tree.
///
/// What cargo told this program about itself is taken back: some build scripts
/// (ring's) run again when it differs, and with them nearly everything.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(crate::places::root());
    for (name, _) in std::env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// `npm` in the given folder of the tree.
pub fn npm(folder: &str) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    // The browser comes from the system; a download of one is refused offline.
    command
        .current_dir(crate::places::root().join(folder))
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}

/// A time for people: `0.4 s`, `3 min 12 s`.
pub fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{}.{} s", seconds, time.subsec_millis() / 100)
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_spoken() {
        for (millis, expected) in [
            (0, "0.0 s"),
            (450, "0.4 s"),
            (59_999, "59.9 s"),
            (192_000, "3 min 12 s"),
        ] {
            assert_eq!(spoken(Duration::from_millis(millis)), expected);
        }
    }

    #[test]
    fn lines_pass_through_and_are_kept() {
        let mut terminal = Vec::new();
        let lines = pass(&b"one\ntwo\xff\n"[..], &mut terminal);
        assert_eq!(lines, ["one", "two\u{fffd}"]);
        assert_eq!(terminal, "one\ntwo\u{fffd}\n".as_bytes());
    }
}
