//! The system's own reader for papers: what is printed is what is archived.

use std::io;
use std::process::{Command, Stdio};

/// Opens a file with the program that the system has for it; does not wait.
///
/// # Errors
/// When the system has none.
pub fn open(path: &str) -> io::Result<()> {
    let mut command = if cfg!(target_os = "windows") {
        let mut command = Command::new("explorer");
        command.arg(path);
        command
    } else if cfg!(target_os = "macos") {
        let mut command = Command::new("open");
        command.arg(path);
        command
    } else {
        let mut command = Command::new("xdg-open");
        command.arg(path);
        command
    };
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(drop)
}
