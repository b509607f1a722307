//! dsntk: a process that is asked line by line, and started again when it breaks.

use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::{Value as Json, json};

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a process was lost: too slow, or gone.
pub const LOST: [&str; 2] = ["it did not answer in ten seconds", "its process ended"];

/// What it says.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// The value.
    Value(Json),
    /// The text is not read.
    Unread(String),
    /// It panicked.
    Panicked,
    /// The process ended, or did not answer in time.
    Broke(&'static str),
}

/// The process.
pub struct Other {
    program: PathBuf,
    running: Option<Running>,
}

struct Running {
    child: Child,
    asks: ChildStdin,
    says: Receiver<String>,
}

impl Other {
    /// dsntk by this program; it is started when it is first asked.
    pub fn new(program: &Path) -> Self {
        Self {
            program: program.to_owned(),
            running: None,
        }
    }

    /// Asks for the value of an expression over variables, each with the text of its value.
    ///
    /// # Errors
    /// When the program does not start or does not answer in JSON.
    pub fn ask(&mut self, names: &[(String, String)], text: &str) -> io::Result<Said> {
        let running = match &mut self.running {
            Some(running) => running,
            none => none.insert(Running::begin(&self.program)?),
        };
        let ask = json!({"names": names, "text": text});
        let line = match writeln!(running.asks, "{ask}") {
            Ok(()) => running.says.recv_timeout(PATIENCE),
            Err(_) => Err(RecvTimeoutError::Disconnected),
        };
        let line = match line {
            Ok(line) => line,
            Err(why) => {
                self.running = None;
                return Ok(Said::Broke(match why {
                    RecvTimeoutError::Timeout => LOST[0],
                    RecvTimeoutError::Disconnected => LOST[1],
                }));
            }
        };
        let said: Json = serde_json::from_str(&line)?;
        Ok(match (said.get("value"), said["unread"].as_str()) {
            (Some(value), _) => Said::Value(value.clone()),
            (None, Some(why)) => Said::Unread(why.to_owned()),
            (None, None) => Said::Panicked,
        })
    }
}

impl Running {
    fn begin(program: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| io::Error::other(format!("{}: {error}", program.display())))?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (asks, out) = pipes.ok_or_else(|| io::Error::other("the process has no pipes"))?;
        let (tell, says) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if tell.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Self { child, asks, says })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already; there is nothing to do about either.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
