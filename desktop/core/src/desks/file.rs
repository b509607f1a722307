//! `demo.toml`: which desks the demo has, and where its server is.

use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use sync::invitation::Invitation;

use crate::Failure;

/// Largest file, in bytes.
const MAX_FILE: u64 = 64 * 1024;
/// Most desks: each has a port, a thread and, once visited, an open vault.
const MAX_DESKS: usize = 64;
/// Longest id of a desk, which names its folder, in bytes.
const MAX_ID: usize = 64;

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
        Self::from_text(&fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?)
    }

    pub(super) fn from_text(text: &str) -> Result<Self, Failure> {
        let wrong = |reason: String| Failure::new("demo-file").with("reason", reason);
        let file: Self = toml::from_str(text).map_err(|e| wrong(e.to_string()))?;
        file.check().map_err(|reason| wrong(reason.to_owned()))?;
        Ok(file)
    }

    /// What each line alone cannot say.
    fn check(&self) -> Result<(), &'static str> {
        if self.desk.is_empty() || self.desk.len() > MAX_DESKS {
            return Err("no desk, or too many");
        }
        if self.invite.is_empty() {
            return Err("no command to invite");
        }
        let is_name = |id: &str| {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            !id.is_empty() && id.len() <= MAX_ID && id.chars().all(plain)
        };
        if !self.desk.iter().all(|desk| is_name(&desk.id)) {
            return Err("an id that cannot name a folder");
        }
        let ids: BTreeSet<&str> = self.desk.iter().map(|desk| desk.id.as_str()).collect();
        let mut ports: BTreeSet<u16> = self.desk.iter().map(|desk| desk.port).collect();
        ports.remove(&0);
        if ids.len() < self.desk.len() || ports.len() < self.desk.len() {
            return Err("two desks with one id or port, or a port 0");
        }
        Ok(())
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const HEAD: &str = "server = \"127.0.0.1:9\"\ninvite = [\"true\"]\npassphrase = \"x\"\n";

    fn desk(id: &str, port: &str) -> String {
        format!(
            "[[desk]]\nid = \"{id}\"\nname = \"n\"\ntitle = \"t\"\nunit = \"u\"\nport = {port}\n"
        )
    }

    fn read(text: &[u8]) -> Result<DemoFile, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo.toml");
        fs::write(&path, text).unwrap();
        DemoFile::read(&path)
    }

    #[test]
    fn a_file_with_bad_content_is_refused_with_its_reason() {
        let check = |text: &str, reason: &str| {
            let failure = read(text.as_bytes()).err().unwrap();
            assert_eq!(failure.code, "demo-file");
            let said = &failure.facts["reason"];
            assert!(said.contains(reason), "{said} for {text}");
        };
        let one = desk("p0001", "9001");
        check("", "missing field `server`");
        check("server", "TOML parse error");
        check(HEAD, "missing field `desk`");
        check(&format!("desk = []\n{HEAD}"), "no desk");
        check(&HEAD.replace("127.0.0.1:9", "agency"), "socket address");
        check(
            &format!("{}{one}", HEAD.replace("\"true\"", "")),
            "no command",
        );
        check(
            &format!("colour = 1\n{HEAD}{one}"),
            "unknown field `colour`",
        );
        check(
            &format!("{HEAD}{one}colour = 1\n"),
            "unknown field `colour`",
        );
        check(&format!("{HEAD}{}", desk("p0001", "70000")), "70000");
        check(&format!("{HEAD}{}", desk("p0001", "0")), "port 0");
        check(&format!("{HEAD}{one}{one}"), "one id or port");
        check(
            &format!("{HEAD}{one}{}", desk("p0002", "9001")),
            "one id or port",
        );
        for id in [
            "",
            "..",
            "../p0001",
            "/tmp",
            "P1",
            "p 1",
            &"p".repeat(MAX_ID + 1),
        ] {
            check(&format!("{HEAD}{}", desk(id, "9001")), "name a folder");
        }
        let crowd: String = (0..=MAX_DESKS)
            .map(|n| desk(&format!("p{n}"), &(9001 + n).to_string()))
            .collect();
        check(&format!("{HEAD}{crowd}"), "too many");
        check(&format!("{HEAD}{one}#{}", " ".repeat(64 * 1024)), "bytes");
    }

    #[test]
    fn a_file_that_is_none_is_refused() {
        let code = |done: Result<DemoFile, Failure>| done.err().unwrap().code;
        assert_eq!(code(read(&[0xff, 0xfe])), "demo-file");
        assert_eq!(
            code(DemoFile::read(Path::new("no/such/demo.toml"))),
            "demo-file"
        );
        assert_eq!(code(DemoFile::read(&std::env::temp_dir())), "demo-file");
        let good = read(format!("{HEAD}{}", desk("p0001", "9001")).as_bytes()).unwrap();
        assert!(!good.desk[0].by_hand && good.desk[0].port == 9001);
    }

    #[test]
    fn an_invitation_that_is_none_is_not_passed_on() {
        let file = |invite: &str| {
            let head = HEAD.replace("\"true\"", invite);
            read(format!("{head}{}", desk("p0001", "9001")).as_bytes()).unwrap()
        };
        let failed = |invite: &str| file(invite).invite("p0001").err().unwrap().code;
        assert_eq!(failed("\"/no/such/program\""), "demo-file");
        assert_eq!(failed("\"false\""), "demo-file");
        assert_eq!(
            file("\"echo\", \"for\"").invite("p0001").unwrap(),
            "for p0001\n"
        );
        assert_eq!(through("for p0001", 9001).err().unwrap().code, "demo-file");
    }

    #[test]
    fn an_invitation_leads_through_the_cable_and_nowhere_else() {
        let text = Invitation {
            servers: vec![
                "https://agency.example".to_owned(),
                "https://other.example".to_owned(),
            ],
            root: sync::Hash([7; 32]),
            code: "ABCD-1234".to_owned(),
            agency: "練習機關".to_owned(),
            person: "王小明".to_owned(),
        }
        .to_text()
        .unwrap();
        let led = Invitation::from_text(&through(&text, 9001).unwrap()).unwrap();
        assert_eq!(led.servers, ["https://127.0.0.1:9001"]);
        assert_eq!(
            (led.root, led.code.as_str()),
            (sync::Hash([7; 32]), "ABCD-1234")
        );
    }
}
