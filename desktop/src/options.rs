//! What the program was started with.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use desktop_core::desks::Desks;
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
}

/// Reads the command line: nothing, `--home FOLDER`, `--demo FOLDER` or `--preview PATH`.
///
/// # Errors
/// A sentence for the person who typed it.
pub fn read(mut args: impl Iterator<Item = OsString>) -> Result<Options, String> {
    let usage = "usage: antou [--home FOLDER | --demo FOLDER | --preview PATH]";
    let Some(option) = args.next() else {
        return desktop_core::host::default_home()
            .map(Options::Home)
            .map_err(|failure| failure.to_string());
    };
    let folder = args
        .next()
        .map(PathBuf::from)
        .filter(|_| args.next().is_none())
        .ok_or(usage)?;
    match option.to_str() {
        Some("--home") => Ok(Options::Home(folder)),
        Some("--demo") => Ok(Options::Demo(folder)),
        Some("--preview") => Ok(Options::Preview(folder)),
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
        }
    }
}
