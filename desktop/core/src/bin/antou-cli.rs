//! `antou-cli`: looks into bytes that last, and runs commands of the table.
//!
//! ```text
//! antou-cli show FILE                 an operation, event, verdict or pack as JSON
//! antou-cli verify FILE ROOT          an operation or verdict against a root certificate (DER)
//! antou-cli check PATH                what is wrong with a pack's folder, a .bpmn or a .dmn
//! antou-cli list                      the commands of the table
//! antou-cli call HOME NAME JSON       one command on the computer in the folder HOME
//! antou-cli call HOME vault_check {}  every page, chain and blob of the vault
//! ```
//! `call` opens the vault with the passphrase in the first line of standard
//! input, when the vault is there and the command needs it open.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use desktop_core::host::Host;
use desktop_core::{Core, CoreOptions, Failure, commands, host, show};
use office::pack::check::{Finding, Weight};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["show", file] => read(Path::new(file)).and_then(|bytes| show::show(&bytes)),
        ["verify", file, root] => verify(Path::new(file), Path::new(root)),
        ["check", path] => check(Path::new(path)),
        ["list"] => Ok(list()),
        ["call", home, name, request] => call(PathBuf::from(home), name, request),
        _ => Err(Failure::new("cli-usage")),
    };
    let (value, code) = match done {
        Ok(value) => {
            let failed = value.get("error").is_some();
            (
                value,
                if failed {
                    ExitCode::FAILURE
                } else {
                    ExitCode::SUCCESS
                },
            )
        }
        Err(failure) => (host::failed(&failure), ExitCode::FAILURE),
    };
    // A reader that has seen enough closes the pipe; that is no failure.
    let _ = writeln!(std::io::stdout(), "{value:#}");
    code
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |e: std::io::Error| Failure::new("file-unreadable").with("detail", e);
    let length = std::fs::metadata(path).map_err(failed)?.len();
    if length > show::MAX_SHOWN as u64 {
        return Err(Failure::new("show-too-large").with("limit", show::MAX_SHOWN));
    }
    std::fs::read(path).map_err(failed)
}

fn verify(file: &Path, root: &Path) -> Result<Value, Failure> {
    let (bytes, root) = (read(file)?, read(root)?);
    show::verify(&bytes, root)
}

/// Every finding about a pack or one of its files; an error among them is a
/// failure.
fn check(path: &Path) -> Result<Value, Failure> {
    let mut files = BTreeMap::new();
    if path.is_dir() {
        for name in ["flow.bpmn", "rules.dmn", "form.json"] {
            let file = path.join(name);
            if file.is_file() {
                files.insert(name.to_owned(), read(&file)?);
            }
        }
    } else {
        let name = match path.extension().and_then(|ending| ending.to_str()) {
            Some("bpmn") => "flow.bpmn",
            Some("dmn") => "rules.dmn",
            _ => "form.json",
        };
        files.insert(name.to_owned(), read(path)?);
    }
    let found = office::pack::check::check(&files);
    let bad = found.iter().any(|one| one.weight == Weight::Error);
    let lines: Vec<Value> = found.iter().map(line).collect();
    let word = if bad { "error" } else { "ok" };
    Ok(json!({ word: lines }))
}

fn line(found: &Finding) -> Value {
    json!({
        "file": found.file,
        "weight": found.weight.name(),
        "code": found.code,
        "element": found.element,
        "line": found.place.map(|place| place.line),
        "column": found.place.map(|place| place.column),
        "sentence": found.sentence,
        "facts": found.facts,
    })
}

fn list() -> Value {
    commands::TABLE
        .iter()
        .map(|command| json!({ "name": command.name, "writes": command.writes }))
        .collect()
}

fn call(home: PathBuf, name: &str, request: &str) -> Result<Value, Failure> {
    let request: Value = serde_json::from_str(request)
        .map_err(|e| Failure::new("command-request").with("detail", e))?;
    let core = Core::start(CoreOptions {
        background: false,
        ..CoreOptions::new(home)
    })?;
    let state = core.call("setup_state", json!({}))?;
    if state["stage"] == "locked" && !name.starts_with("setup") && !name.starts_with("unlock") {
        let mut passphrase = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut passphrase)
            .map_err(|e| Failure::new("file-unreadable").with("detail", e))?;
        core.call(
            "unlock",
            json!({ "passphrase": passphrase.trim_end_matches(['\r', '\n']) }),
        )?;
    }
    if name == "vault_check" {
        return core.check_vault().map(|findings| json!({ "ok": findings }));
    }
    Ok(core.reply(name, request))
}
