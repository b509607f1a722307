//! The files that were open last.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::write;

/// Most files that are remembered.
pub const MOST: usize = 8;

/// A file that was open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// When it was opened or saved last, in milliseconds since 1970 UTC; 0 where that is not known.
    #[serde(default)]
    pub at_ms: i64,
}

/// What this program remembers from one start to the next.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Memory {
    /// The files, the last one first.
    #[serde(default)]
    pub recent: Vec<Known>,
    /// Whether the tour was shown.
    #[serde(default)]
    pub toured: bool,
}

impl Memory {
    /// What stands in a file; nothing where it cannot be read.
    #[must_use]
    pub fn read(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap_or_default();
        let mut memory: Self = serde_json::from_slice(&bytes).unwrap_or_default();
        // What depends on where the program was started is found nowhere else.
        memory.recent.retain(|known| known.path.is_absolute());
        let mut seen = std::collections::BTreeSet::new();
        memory.recent.retain(|known| seen.insert(same(&known.path)));
        memory.recent.truncate(MOST);
        memory
    }

    /// Remembers that a file was open.
    pub fn opened(&mut self, name: &str, path: &Path, at_ms: i64) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let own = same(&path);
        self.recent.retain(|known| same(&known.path) != own);
        self.recent.insert(
            0,
            Known {
                name: name.to_owned(),
                path,
                at_ms,
            },
        );
        self.recent.truncate(MOST);
    }

    /// Writes it down; what cannot be written is forgotten.
    pub fn keep(&self, path: &Path) {
        let text = serde_json::to_vec_pretty(self).unwrap_or_default();
        let _ = write::whole(path, &text);
    }
}

/// What two ways to the same file have in common.
fn same(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_files_are_remembered() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("memory.json");
        let mut memory = Memory::read(&path);
        for number in (0..10).chain([4]) {
            memory.opened("a", Path::new(&format!("/{number}")), 0);
        }
        memory.keep(&path);
        let memory = Memory::read(&path);
        let paths: Vec<_> = memory
            .recent
            .iter()
            .map(|known| known.path.display().to_string())
            .collect();
        assert_eq!(paths, ["/4", "/9", "/8", "/7", "/6", "/5", "/3", "/2"]);
        fs::write(&path, "?").expect("written");
        assert_eq!(Memory::read(&path), Memory::default());
    }
}
