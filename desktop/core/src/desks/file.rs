//! `demo.toml`: which desks the demo has, and where its server is.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use sync::invitation::Invitation;

use crate::Failure;

/// Largest file, in bytes.
const MAX_FILE: u64 = 64 * 1024;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoFile {
    /// Address of the server behind the cables.
    pub(super) server: SocketAddr,
    /// The command that prints an invitation; the person's id is added.
    invite: Vec<String>,
    /// Passphrase of every vault that the demo itself makes.
    pub(super) passphrase: String,
    /// The desks, in the order of the list.
    pub(super) desk: Vec<Desk>,
}

/// One desk.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Desk {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) unit: String,
    /// Port of loopback from which the desk's cable leads to the server.
    pub(super) port: u16,
    /// The person enrols on the screen.
    #[serde(default)]
    pub(super) by_hand: bool,
}

impl DemoFile {
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let wrong = |reason: String| Failure::new("demo-file").with("reason", reason);
        let size = fs::metadata(path).map_err(|e| wrong(e.to_string()))?.len();
        if size > MAX_FILE {
            return Err(wrong(format!("more than {MAX_FILE} bytes")));
        }
        let text = fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
        toml::from_str(&text).map_err(|e| wrong(e.to_string()))
    }

    /// An invitation for a person, from the agency's administration.
    pub(super) fn invite(&self, person: &str) -> Result<String, Failure> {
        let wrong = |reason: String| Failure::new("demo-file").with("reason", reason);
        let (program, arguments) = self
            .invite
            .split_first()
            .ok_or_else(|| wrong("no command to invite".to_owned()))?;
        let said = Command::new(program)
            .args(arguments)
            .arg(person)
            .output()
            .map_err(|e| wrong(e.to_string()))?;
        if !said.status.success() {
            return Err(wrong(String::from_utf8_lossy(&said.stderr).into_owned()));
        }
        String::from_utf8(said.stdout).map_err(|e| wrong(e.to_string()))
    }
}

/// The same invitation, leading through a cable.
pub(super) fn through(text: &str, port: u16) -> Result<String, Failure> {
    let mut invitation =
        Invitation::from_text(text).map_err(|e| Failure::new("demo-file").with("reason", e))?;
    invitation.servers = vec![format!("https://127.0.0.1:{port}")];
    invitation
        .to_text()
        .map_err(|e| Failure::new("demo-file").with("reason", e))
}
