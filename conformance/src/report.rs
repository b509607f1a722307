//! What a suite says when it has run.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The outcome of a suite.
#[derive(Debug, Default)]
pub struct Report {
    /// One line for each miss, with its reason, and for what else a person should see.
    pub lines: Vec<String>,
    /// Name, value and unit, in order.
    pub figures: Vec<(String, String, &'static str)>,
    /// The last line.
    pub summary: String,
    /// True when the suite reached what it must.
    pub reached: bool,
}

impl Report {
    /// Adds a figure that counts.
    pub fn count(&mut self, name: &str, value: usize, unit: &'static str) {
        self.figures
            .push((name.to_owned(), value.to_string(), unit));
    }

    /// Adds a figure in per cent, with two places; of nothing it is 100.
    pub fn share(&mut self, name: &str, good: usize, all: usize) {
        let hundredths = (good * 10_000).checked_div(all).unwrap_or(10_000);
        let value = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        self.figures.push((name.to_owned(), value, "%"));
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            writeln!(f, "{line}")?;
        }
        for (name, value, unit) in &self.figures {
            writeln!(f, "{name}: {value} {unit}")?;
        }
        write!(f, "{}", self.summary)
    }
}

/// Every file below a folder whose name ends so, sorted.
///
/// # Errors
/// When a folder cannot be read, or there is no such file.
pub fn files(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let entries = std::fs::read_dir(&next)
            .map_err(|error| io::Error::other(format!("{}: {error}", next.display())))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        let reason = format!("{} holds no file *{ending}", folder.display());
        return Err(io::Error::other(reason));
    }
    Ok(found)
}

/// A path below a folder, for people.
pub fn below(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder)
        .unwrap_or(path)
        .display()
        .to_string()
}
