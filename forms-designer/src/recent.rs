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
        memory.recent.truncate(MOST);
        memory
    }

    /// Remembers that a file was open.
    pub fn opened(&mut self, name: &str, path: &Path) {
        self.recent.retain(|known| known.path != path);
        self.recent.insert(
            0,
            Known {
                name: name.to_owned(),
                path: path.to_owned(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_files_are_remembered() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("memory.json");
        let mut memory = Memory::read(&path);
        for number in (0..10).chain([4]) {
            memory.opened("a", Path::new(&format!("/{number}")));
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
