//! Files that are whole or absent.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::ops::Deref;
use std::path::Path;

use crate::VaultError;

const LOCK_NAME: &str = "lock";

/// Keeps a locked file open; the system lets go of it when the process ends,
/// however it ends.
pub(crate) struct Lock<T>(T);

impl<T> Deref for Lock<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// Makes the folder, readable by its owner only where the system knows that.
pub(crate) fn make_dir(place: &Path) -> io::Result<()> {
    fs::create_dir_all(place)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(place, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

pub(crate) fn lock(place: &Path) -> Result<Lock<File>, VaultError> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(place.join(LOCK_NAME))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(VaultError::InUse),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Writes beside, syncs, renames over, syncs the folder: after a crash the old
/// content or the new, never a piece.
pub(crate) fn replace(place: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    let beside = place.join(format!("{name}.new"));
    let written = (|| {
        let mut file = File::create(&beside)?;
        file.write_all(content)?;
        file.sync_all()
    })();
    if let Err(error) = written {
        // What is left of it is overwritten by the next try.
        let _ = fs::remove_file(&beside);
        return Err(error);
    }
    fs::rename(&beside, place.join(name))?;
    sync_dir(place)
}

/// Makes a rename last (Windows keeps folders by itself).
pub(crate) fn sync_dir(place: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(place)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = place;
    Ok(())
}
