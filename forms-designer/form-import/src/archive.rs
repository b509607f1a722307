//! The ZIP in which an office file comes. Its names are looked up and never used as paths.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::problem::Problem;

/// Largest file, in bytes.
pub(crate) const MAX_FILE: usize = 20 * 1024 * 1024;
/// Most bytes that one part may unfold to.
pub(crate) const MAX_PART: u64 = 50 * 1024 * 1024;
/// How many times its size a part may unfold to; a repeated table reaches a hundred.
const MAX_RATIO: u64 = 400;
/// Bytes up to which a part may unfold at any ratio.
const SMALL: u64 = 4 * 1024 * 1024;
/// Most parts.
const MAX_PARTS: usize = 20_000;
/// How an OLE file begins (MS-CFB 2.2): old Word, or a package behind a password.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The parts of an office file.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// `import-too-large`, `import-encrypted`, `import-old-word`, `import-not-zip`,
    /// `import-damaged`, `import-unfolds`.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        if bytes.len() > MAX_FILE {
            return Err(Problem::new("import-too-large").with("limit_bytes", MAX_FILE));
        }
        if bytes.starts_with(OLE) {
            return Err(Problem::new(if names_package(bytes) {
                "import-encrypted"
            } else {
                "import-old-word"
            }));
        }
        if !bytes.starts_with(b"PK") {
            return Err(Problem::new("import-not-zip"));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged("", &error))?;
        if zip.len() > MAX_PARTS {
            return Err(Problem::new("import-unfolds").with("limit", MAX_PARTS));
        }
        Ok(Self { zip })
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The bytes of a part.
    ///
    /// # Errors
    /// `import-damaged`, `import-encrypted`, `import-unfolds`.
    pub fn part(&mut self, name: &str) -> Result<Vec<u8>, Problem> {
        let file = self.zip.by_name(name).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)
            | ZipError::InvalidPassword => Problem::new("import-encrypted"),
            error => damaged(name, &error),
        })?;
        let by_ratio = file.compressed_size().saturating_mul(MAX_RATIO).max(SMALL);
        let limit = by_ratio.min(MAX_PART);
        let mut bytes = Vec::new();
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(name, &error))?;
        if bytes.len() as u64 > limit {
            let problem = Problem::new("import-unfolds").with("limit_bytes", limit);
            return Err(problem.with("part", name));
        }
        Ok(bytes)
    }
}

fn damaged(part: &str, reason: &dyn std::fmt::Display) -> Problem {
    let problem = Problem::new("import-damaged").with("reason", reason);
    problem.with("part", part)
}

/// Whether the OLE file holds an encrypted package (MS-OFFCRYPTO 2.3.4.4): names in its directory
/// are UTF-16.
fn names_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.windows(name.len()).any(|window| window == name)
}
