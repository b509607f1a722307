//! Looking for damage: every page, every reference, every chain, every blob.

use rusqlite::Connection;
use sync::event::{Head, extend};

use crate::database::Database;
use crate::{Blobs, VaultError, View};

/// Records of a stream that are looked at together.
const BATCH: u32 = 500;

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable code: `database-page`, `database-structure`,
    /// `database-reference`, `stream-broken`, `blob-missing`, `blob-damaged`.
    pub code: &'static str,
    /// Which page, table, stream or blob.
    pub what: String,
    /// What was noticed.
    pub detail: String,
}

pub(crate) fn check(database: &Database, blobs: &Blobs) -> Result<Vec<Finding>, VaultError> {
    let mut findings = database.with_writer(pages);
    let rest = database.read(|view| {
        let mut found = chains(view)?;
        found.extend(files(view, blobs)?);
        Ok::<_, VaultError>(found)
    });
    match rest {
        Ok(found) => findings.extend(found),
        // Pages so damaged that tables cannot be read are in `findings` already.
        Err(VaultError::Damaged { .. }) if !findings.is_empty() => {}
        Err(error) => return Err(error),
    }
    Ok(findings)
}

fn pages(connection: &Connection) -> Vec<Finding> {
    // A page that cannot be written back is found by the checks below.
    let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    let checks = [
        ("database-page", "PRAGMA cipher_integrity_check"),
        ("database-structure", "PRAGMA integrity_check"),
        ("database-reference", "PRAGMA foreign_key_check"),
    ];
    checks
        .into_iter()
        .flat_map(|(code, sql)| ask(connection, code, sql))
        .collect()
}

fn ask(connection: &Connection, code: &'static str, sql: &str) -> Vec<Finding> {
    let finding = |detail: String| Finding {
        code,
        what: sql.to_owned(),
        detail,
    };
    let answered = connection.prepare(sql).and_then(|mut query| {
        let rows = query.query_map([], |row| row.get::<_, String>(0))?;
        rows.collect::<Result<Vec<_>, _>>()
    });
    match answered {
        Ok(lines) => lines
            .into_iter()
            .filter(|line| line != "ok")
            .map(finding)
            .collect(),
        Err(error) => vec![finding(error.to_string())],
    }
}

fn chains(view: &View<'_>) -> Result<Vec<Finding>, VaultError> {
    let mut findings = Vec::new();
    for last in view.heads("")? {
        if let Err(detail) = chain(view, &last.stream, last.head())? {
            findings.push(Finding {
                code: "stream-broken",
                what: last.stream,
                detail,
            });
        }
    }
    Ok(findings)
}

fn chain(view: &View<'_>, stream: &str, last: Head) -> Result<Result<(), String>, VaultError> {
    let mut head = Head::EMPTY;
    loop {
        let records = view.records(stream, head.seq + 1, BATCH)?;
        if records.is_empty() {
            let whole = head == last;
            return Ok(whole
                .then_some(())
                .ok_or_else(|| format!("ends at {}", head.seq)));
        }
        for bytes in records {
            match extend(stream, &head, &bytes) {
                Ok((_, next)) => head = next,
                Err(error) => return Ok(Err(error.to_string())),
            }
        }
    }
}

fn files(view: &View<'_>, blobs: &Blobs) -> Result<Vec<Finding>, VaultError> {
    let mut findings = Vec::new();
    for note in view.blob_notes(None)? {
        let what = note.id.sha256.to_hex();
        match blobs.verify(&note.id) {
            Ok(()) => {}
            Err(VaultError::BlobMissing(name)) => {
                findings.push(Finding {
                    code: "blob-missing",
                    what,
                    detail: name,
                });
            }
            Err(VaultError::BlobDamaged(name)) => {
                findings.push(Finding {
                    code: "blob-damaged",
                    what,
                    detail: name,
                });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(findings)
}
