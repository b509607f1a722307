//! What is different between two states of a pack's files, as the pieces in which they differ.

use crate::Files;

/// Going forth and back again gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Delta(Vec<Changed>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Changed {
    path: String,
    change: Change,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    Came(Vec<u8>),
    Went(Vec<u8>),
    /// From a byte on these bytes stood before, and these stand after.
    Piece(usize, [Box<[u8]>; 2]),
}

impl Delta {
    /// None where the files are the same.
    pub fn between(before: &Files, after: &Files) -> Option<Self> {
        let mut changed = Vec::new();
        for (path, old) in before {
            let change = match after.get(path) {
                Some(new) if new == old => continue,
                Some(new) => piece(old, new),
                None => Change::Went(old.clone()),
            };
            let path = path.clone();
            changed.push(Changed { path, change });
        }
        for (path, new) in after.iter().filter(|(path, _)| !before.contains_key(*path)) {
            let (path, change) = (path.clone(), Change::Came(new.clone()));
            changed.push(Changed { path, change });
        }
        (!changed.is_empty()).then_some(Self(changed))
    }

    pub fn forth(&self, files: &mut Files) {
        for Changed { path, change } in &self.0 {
            match change {
                Change::Came(new) => {
                    files.insert(path.clone(), new.clone());
                }
                Change::Went(_) => {
                    files.remove(path);
                }
                Change::Piece(at, [old, new]) => splice(files, path, *at, old, new),
            }
        }
    }

    pub fn back(&self, files: &mut Files) {
        for Changed { path, change } in &self.0 {
            match change {
                Change::Came(_) => {
                    files.remove(path);
                }
                Change::Went(old) => {
                    files.insert(path.clone(), old.clone());
                }
                Change::Piece(at, [old, new]) => splice(files, path, *at, new, old),
            }
        }
    }
}

fn splice(files: &mut Files, path: &str, at: usize, out: &[u8], come: &[u8]) {
    if let Some(content) = files.get_mut(path) {
        let start = at.min(content.len());
        let end = start.saturating_add(out.len()).min(content.len());
        content.splice(start..end, come.iter().copied());
    }
}

/// What two contents have between a same beginning and a same end.
fn piece(old: &[u8], new: &[u8]) -> Change {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old.iter().rev().zip(new.iter().rev());
    let tail = tail.take_while(|(a, b)| a == b).count();
    let middle = |bytes: &[u8]| bytes[..bytes.len() - tail].into();
    Change::Piece(head, [middle(old), middle(new)])
}
