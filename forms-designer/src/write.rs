//! Files that are there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes a file beside its place and puts it there, so that whoever reads it never finds half.
///
/// # Errors
/// Where the disk refuses.
pub fn whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    put(path, bytes, true)
}

/// As [`whole`], but the disk may keep it in its memory for a while: a program that ends loses
/// nothing, a computer without power may.
///
/// # Errors
/// Where the disk refuses.
pub fn soon(path: &Path, bytes: &[u8]) -> io::Result<()> {
    put(path, bytes, false)
}

fn put(path: &Path, bytes: &[u8], now: bool) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        fs::create_dir_all(folder)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = (|| {
        let mut file = File::create(&part)?;
        file.write_all(bytes)?;
        if now {
            file.sync_all()?;
        }
        fs::rename(&part, path)
    })();
    if written.is_err() {
        // What is left of it is of no use.
        let _ = fs::remove_file(&part);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/b.json");
        whole(&path, b"one").expect("written");
        whole(&path, b"two").expect("written");
        assert_eq!(fs::read(&path).expect("there"), b"two");
        assert_eq!(
            fs::read_dir(folder.path().join("a"))
                .expect("there")
                .count(),
            1
        );
        assert!(whole(&path.join("c"), b"three").is_err());
    }
}
