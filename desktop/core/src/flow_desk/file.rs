//! The file of a flow: there whole or not at all, and known by what is in it.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use office::pack::flow_file::MAX_FLOW;
use sync::Hash;

use crate::Failure;
use crate::core::disk;

/// The bytes of the file, which must be there.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    read_if_there(path)?.ok_or_else(|| Failure::new("flow-file-gone"))
}

/// The bytes of the file, of one beyond the limit as many as show that.
pub(super) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(disk(&error)),
    };
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_FLOW).unwrap_or(u64::MAX);
    file.take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| disk(&error))?;
    Ok(Some(bytes))
}

/// By what a file is known: the SHA-256 of its bytes; nothing of one that is not there.
pub(super) fn stamp(bytes: Option<&[u8]>) -> String {
    bytes
        .map(|bytes| Hash::of(bytes).to_hex())
        .unwrap_or_default()
}

/// Writes beside the place and puts it there, so that whoever reads never finds half.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = (|| {
        let mut file = File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)
    })();
    written.map_err(|error| {
        // What is left of it is of no use.
        let _ = fs::remove_file(&part);
        disk(&error)
    })
}

/// Takes a file away, if it is there.
pub(super) fn remove_if_there(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(disk(&error)),
        _ => Ok(()),
    }
}
