//! The other side: a Node process that is asked line by line (`conformance/form-js/README.md`).

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value as Json, json};

use super::ours::State;

/// The process.
pub struct Other {
    child: Child,
    asks: ChildStdin,
    says: BufReader<ChildStdout>,
}

impl Other {
    /// Starts it; the folder has its packages.
    ///
    /// # Errors
    /// When it does not start.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        let program = concat!(env!("CARGO_MANIFEST_DIR"), "/form-js/run.mjs");
        let mut child = Command::new("node")
            .arg(program)
            .env("NODE_PATH", folder.join("node_modules"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| io::Error::other(format!("node: {error}")))?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (asks, says) = pipes.ok_or_else(|| io::Error::other("the process has no pipes"))?;
        Ok(Self {
            child,
            asks,
            says: BufReader::new(says),
        })
    }

    /// Plays steps in a form; what form-js throws is the error inside.
    ///
    /// # Errors
    /// When the process is gone or does not answer in JSON.
    pub fn ask(&mut self, form: &Json, steps: &[Json]) -> io::Result<Result<Vec<State>, String>> {
        let ask = json!({ "form": form, "data": {}, "steps": steps });
        writeln!(self.asks, "{ask}")?;
        let mut line = String::new();
        self.says.read_line(&mut line)?;
        if line.is_empty() {
            let status = self.child.wait()?;
            return Err(io::Error::other(format!("form-js stopped ({status})")));
        }
        let said: Json = serde_json::from_str(&line)?;
        let states = said["states"].as_array().into_iter().flatten();
        let states: Vec<State> = states.map(State::of_theirs).collect();
        Ok(match said["error"].as_str() {
            Some(error) if states.len() <= steps.len() => Err(error.to_owned()),
            _ => Ok(states),
        })
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        // It ends by itself with its input; whoever stops early does not wait for it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
