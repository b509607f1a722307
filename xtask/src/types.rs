//! The page's TypeScript types, written from the command table by a test of
//! `desktop-core`, and kept in the tree.

use std::collections::BTreeMap;

use crate::places::{has, root};
use crate::run::{Failure, cargo, run};

const SOURCE: &str = "desktop/core/tests/types.rs";
const GENERATED: &str = "desktop/ui/src/generated";

/// True when this tree can write the types.
pub fn possible() -> Result<(), Failure> {
    if has(SOURCE) {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "{SOURCE} is missing, and it writes the types"
        )))
    }
}

/// Writes the types. The test is told so by `ANTOU_WRITE_TYPES=1`.
///
/// # Errors
/// When the test fails.
pub fn write() -> Result<(), Failure> {
    possible()?;
    run(generator().env("ANTOU_WRITE_TYPES", "1"))
}

/// Checks that the types in the tree are those that would be written.
///
/// # Errors
/// When they differ.
pub fn check() -> Result<(), Failure> {
    possible()?;
    let before = generated()?;
    run(&mut generator())?;
    if generated()? == before {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "{GENERATED} was out of date and has been written anew; look at it and add it"
        )))
    }
}

fn generator() -> std::process::Command {
    let mut command = cargo();
    // The workspace as the tests build it: of one package alone it would be another build.
    command.args(["test", "--quiet", "--workspace", "--test", "types"]);
    command
}

fn generated() -> Result<BTreeMap<std::path::PathBuf, Vec<u8>>, Failure> {
    let mut files = BTreeMap::new();
    let Ok(folder) = std::fs::read_dir(root().join(GENERATED)) else {
        return Ok(files);
    };
    for entry in folder {
        let path = entry?.path();
        if path.is_file() {
            files.insert(path.clone(), std::fs::read(path)?);
        }
    }
    Ok(files)
}
