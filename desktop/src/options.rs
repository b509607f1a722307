//! What the program was started with.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use desktop_core::desks::Desks;
use desktop_core::flow_desk::FlowDesk;
use desktop_core::host::Host;
use desktop_core::trial::Trial;
use desktop_core::{Core, CoreOptions, Failure};

/// What to open.
#[derive(Debug, PartialEq, Eq)]
pub enum Options {
    /// The home of the person at this computer.
    Home(PathBuf),
    /// The folder of a demo agency, with many homes.
    Demo(PathBuf),
    /// A form or the folder of a pack, to be tried without a home.
    Preview(PathBuf),
    /// A flow or the folder of a pack, to be drawn, and the language of the page.
    Flow(PathBuf, Option<String>),
}

/// Reads the command line: nothing, `--home FOLDER`, `--demo FOLDER`, `--preview PATH` or
/// `--flow PATH`, which may have `--lang en` or `--lang zh-TW` behind it.
///
/// # Errors
/// A sentence for the person who typed it.
pub fn read(mut args: impl Iterator<Item = OsString>) -> Result<Options, String> {
    let usage = "usage: antou [--home FOLDER | --demo FOLDER | --preview PATH | --flow PATH [--lang en|zh-TW]]";
    let Some(option) = args.next() else {
        return desktop_core::host::default_home()
            .map(Options::Home)
            .map_err(|failure| failure.to_string());
    };
    let folder = args.next().map(PathBuf::from).ok_or(usage)?;
    let rest: Vec<String> = args.map(|one| one.to_string_lossy().into_owned()).collect();
    let language = match rest.as_slice() {
        [] => None,
        [word, language] if word == "--lang" && option == "--flow" => Some(language.clone()),
        _ => return Err(usage.to_owned()),
    };
    match option.to_str() {
        Some("--home") => Ok(Options::Home(folder)),
        Some("--demo") => Ok(Options::Demo(folder)),
        Some("--preview") => Ok(Options::Preview(folder)),
        Some("--flow") => Ok(Options::Flow(folder, language)),
        _ => Err(usage.to_owned()),
    }
}

impl Options {
    /// Opens what was asked for.
    ///
    /// # Errors
    /// What the core says, such as a damaged vault.
    pub fn open(&self) -> Result<Arc<dyn Host>, Failure> {
        match self {
            Self::Home(home) => Ok(Core::start(CoreOptions::new(home.clone()))?),
            Self::Demo(folder) => Ok(Arc::new(Desks::open(folder)?)),
            Self::Preview(path) => Ok(Arc::new(Trial::open(path)?)),
            Self::Flow(path, language) => Ok(Arc::new(FlowDesk::open(path, language.as_deref())?)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_command_line_says_what_to_open() {
        let check = |line: &str, expected: Option<Options>| {
            let words = line.split(' ').map(OsString::from);
            assert_eq!(read(words).ok(), expected, "{line}");
        };
        let path = || PathBuf::from("a");
        check("--home a", Some(Options::Home(path())));
        check("--preview a", Some(Options::Preview(path())));
        check("--flow a", Some(Options::Flow(path(), None)));
        check(
            "--flow a --lang en",
            Some(Options::Flow(path(), Some("en".to_owned()))),
        );
        check("--flow", None);
        check("--flow a b", None);
        check("--flow a --lang", None);
        check("--home a --lang en", None);
        check("--elsewhere a", None);
    }
}
