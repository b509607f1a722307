//! The other engine: a Python process that is asked line by line.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value as Json;

/// The program that plays; it is part of this one.
const PLAY: &str = include_str!("../../../spiff/play.py");

/// What it says waits.
#[derive(Debug, PartialEq, Eq)]
pub enum Said {
    /// The labels, sorted, and whether the process ended.
    Waits(Vec<String>, bool),
    /// It cannot go on.
    Fails(String),
}

/// The process.
pub struct Other {
    child: Child,
    asks: ChildStdin,
    says: BufReader<ChildStdout>,
}

impl Other {
    /// Starts it.
    ///
    /// # Errors
    /// When it does not start.
    pub fn begin(python: &Path) -> io::Result<Self> {
        let mut command = Command::new(python);
        command.args(["-c", PLAY]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| io::Error::other(format!("{}: {error}", python.display())))?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (asks, says) = pipes.ok_or_else(|| io::Error::other("the process has no pipes"))?;
        Ok(Self {
            child,
            asks,
            says: BufReader::new(says),
        })
    }

    /// Asks for one step.
    ///
    /// # Errors
    /// When the process is gone or does not answer in JSON.
    pub fn ask(&mut self, ask: &Json) -> io::Result<Said> {
        writeln!(self.asks, "{ask}")?;
        let mut line = String::new();
        self.says.read_line(&mut line)?;
        if line.is_empty() {
            let status = self.child.wait()?;
            return Err(io::Error::other(format!(
                "SpiffWorkflow stopped ({status})"
            )));
        }
        let said: Json = serde_json::from_str(&line)?;
        if let Some(why) = said["fails"].as_str() {
            return Ok(Said::Fails(why.to_owned()));
        }
        let waits = said["waits"].as_array().into_iter().flatten();
        let mut waits: Vec<String> = waits
            .filter_map(|label| label.as_str().map(str::to_owned))
            .collect();
        waits.sort();
        Ok(Said::Waits(waits, said["ended"] == true))
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        // It may have ended already; there is nothing to do about either.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
