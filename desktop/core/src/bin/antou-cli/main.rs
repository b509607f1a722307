//! `antou-cli`: looks into bytes that last, plays flows, and runs commands of the table.
//!
//! ```text
//! antou-cli show FILE                 an operation, event, verdict or pack as JSON
//! antou-cli verify FILE               a case file: who, when, for whom, what they saw, whether it holds
//! antou-cli verify FILE ROOT          an operation or verdict against a root certificate (DER)
//! antou-cli case-file HOME CASE OUT   writes the file of a case from the vault in HOME
//! antou-cli check PATH                what is wrong with a pack, a .bpmn or a .dmn, as JSON
//! antou-cli scenarios PATH            runs the scenarios of a pack
//! antou-cli flow check PATH           what is wrong, in sentences
//! antou-cli flow play PATH            plays a flow, a line a step; `help` says the lines
//! antou-cli flow render PATH          draws it as SVG, with --after "start; close a" or --at STATE
//! antou-cli form check PATH           what is wrong with a form or the form of a pack
//! antou-cli form fill FORM ANSWERS    fills it in with JSON: which answers count, what is wrong
//! antou-cli form print FORM [ANSWERS] --out FILE   its paper as PDF/A, blank or filled in
//! antou-cli form diff OLD NEW         what is different between two versions of a form
//! antou-cli form convert PAPER        a first draft of a form from DOCX or ODT, with --out FILE
//! antou-cli list                      the commands of the table
//! antou-cli call HOME NAME JSON       one command on the computer in the folder HOME
//! antou-cli call HOME vault_check {}  every page, chain and blob of the vault
//! ```
//! `flow`, `form` and `scenarios` take `--lang en`, `form fill` takes `--station NAME`; `flow play` and `flow render` take `--process ID`,
//! `--dmn FILE` and `--from 2026-03-02T09:00`, and `flow render` takes `--out FILE`.
//!
//! `verify` of a case file takes `--root FILE`, `--stamp-root FILE`, `--lang en`, `--json`, and
//! `--try-changes 200`, which changes one byte in each of 200 copies; it ends with 0 when all
//! holds, 1 when something does not, 2 when something could not be proven. `case-file` takes
//! `--redact FIELD`, `--redact-names`, `--with-files`, `--without-files` and
//! `--leave-out OPERATION`.
//!
//! `call` and `case-file` open the vault with the passphrase in the first line of standard
//! input, when the vault is there and the command needs it open.
#![forbid(unsafe_code)]

mod checks;
mod files;
mod form_sentences;
mod forms;
mod options;
mod picture;
mod play;
mod proof;
mod proof_sentences;
mod scenarios;
mod screen;
mod sentences;
mod texts;

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use desktop_core::host::Host;
use desktop_core::{Core, CoreOptions, Failure, commands, host, show};
use serde_json::{Value, json};

use options::Options;
use texts::Language;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if matches!(
        arguments.first().map(String::as_str),
        Some("flow" | "form" | "scenarios")
    ) {
        return flows(&arguments);
    }
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if matches!(
        words.as_slice(),
        ["verify", _]
            | [
                "verify",
                _,
                "--root" | "--stamp-root" | "--lang" | "--json" | "--try-changes",
                ..
            ]
    ) {
        return match proof::run(arguments.get(1..).unwrap_or_default()) {
            Ok(code) => ExitCode::from(code),
            Err(failure) => failed(Language::Taiwan, &failure),
        };
    }
    let done = match words.as_slice() {
        ["show", file] => files::read(Path::new(file)).and_then(|bytes| show::show(&bytes)),
        ["verify", file, root] => verify(Path::new(file), Path::new(root)),
        ["check", path] => checks::as_json(Path::new(path)),
        ["list"] => Ok(list()),
        ["case-file", home, case, out, options @ ..] => export(home, case, out, options),
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

/// The commands that speak in sentences.
fn flows(arguments: &[String]) -> ExitCode {
    let (words, options) = match Options::read(arguments) {
        Ok(read) => read,
        Err(failure) => return failed(Language::Taiwan, &failure),
    };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["scenarios", path] => scenarios::run(Path::new(path), &options),
        ["flow", "check", path] => checks::as_sentences(Path::new(path), &options),
        ["form", "check", path] => checks::as_sentences(Path::new(path), &options),
        ["form", "fill", form, answers] => {
            forms::fill(Path::new(form), Path::new(answers), &options)
        }
        ["form", "print", form] => forms::print(Path::new(form), None, &options),
        ["form", "print", form, answers] => {
            forms::print(Path::new(form), Some(Path::new(answers)), &options)
        }
        ["form", "diff", old, new] => forms::diff(Path::new(old), Path::new(new), &options),
        ["form", "convert", paper] => forms::convert(Path::new(paper), &options),
        ["flow", "play", path] => play::run(Path::new(path), &options),
        ["flow", "render", path] => picture::run(Path::new(path), &options),
        _ => Err(Failure::new("cli-usage")),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => failed(options.language, &failure),
    }
}

fn failed(language: Language, failure: &Failure) -> ExitCode {
    let sentence = language.say(&failure.code, &failure.facts);
    let _ = writeln!(std::io::stderr(), "{sentence}");
    ExitCode::FAILURE
}

fn verify(file: &Path, root: &Path) -> Result<Value, Failure> {
    let (bytes, root) = (files::read(file)?, files::read(root)?);
    show::verify(&bytes, root)
}

/// The file of a case, by the command of the table.
fn export(home: &str, case: &str, out: &str, options: &[&str]) -> Result<Value, Failure> {
    let (mut redact, mut leave_out) = (Vec::new(), Vec::new());
    let (mut names, mut files) = (false, None);
    let mut options = options.iter();
    while let Some(option) = options.next() {
        let wrong = || Failure::new("cli-option").with("option", option);
        let mut value = || options.next().ok_or_else(wrong);
        match *option {
            "--redact" => redact.push(*value()?),
            "--leave-out" => leave_out.push(*value()?),
            "--redact-names" => names = true,
            "--with-files" => files = Some(true),
            "--without-files" => files = Some(false),
            _ => return Err(wrong()),
        }
    }
    let request = json!({
        "case": case, "path": out, "redact": redact, "redact_names": names,
        "files": files, "leave_out": leave_out,
    });
    call(PathBuf::from(home), "case_export", &request.to_string())
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
