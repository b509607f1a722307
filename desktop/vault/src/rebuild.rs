//! What can still be read of a damaged database goes into a new one. Streams,
//! lists and the index queue are left out: the agency has the streams, and the
//! rest is computed from them.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, params_from_iter};

use crate::database::{Database, PARTS, begin_new, put_in_place};
use crate::{VaultError, disk};

const UNFINISHED: &str = "database.rebuilt";

/// What only this computer has, and the order in which each is read.
const TABLES: [(&str, &str); 7] = [
    ("device", "one"),
    ("setting", "name"),
    ("outbox", "place"),
    ("draft", "id"),
    ("receipt", "id"),
    ("blob", "sha256"),
    ("blob_owner", "owner, sha256"),
];

/// How a damaged database was rebuilt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// The names that the damaged files have now.
    pub aside: Vec<String>,
    /// Rows that were carried over.
    pub rows: u64,
    /// The tables of which something could not be read.
    pub incomplete: Vec<&'static str>,
}

/// Until the last rename the damaged database stays where it is.
pub(crate) fn rebuild(place: &Path, damaged: Database) -> Result<Rebuilt, VaultError> {
    let path = place.join(UNFINISHED);
    for part in PARTS {
        remove(&place.join(format!("{UNFINISHED}{part}")))?;
    }
    let mut new = begin_new(&path, damaged.key())?;
    let transaction = new.transaction()?;
    let mut rows = 0;
    let mut incomplete = Vec::new();
    for (table, order) in TABLES {
        let (carried, whole) = carry(&damaged, &transaction, table, order)?;
        rows += carried;
        if !whole {
            incomplete.push(table);
        }
    }
    transaction.commit()?;
    // Closing writes the log back, so that the database is one file.
    new.close().map_err(|(_, error)| VaultError::from(error))?;
    drop(damaged);
    let aside = put_in_place(place, &path)?;
    disk::sync_dir(place)?;
    Ok(Rebuilt {
        aside,
        rows,
        incomplete,
    })
}

/// Reads a table from the front to where it is damaged, and then from the back.
fn carry(
    from: &Database,
    to: &Connection,
    table: &'static str,
    order: &str,
) -> Result<(u64, bool), VaultError> {
    let mut carried = 0;
    for direction in ["ASC", "DESC"] {
        let keys: Vec<_> = order
            .split(", ")
            .map(|key| format!("{key} {direction}"))
            .collect();
        let sql = format!("SELECT * FROM {table} ORDER BY {}", keys.join(", "));
        match from.read(|view| copy(view.connection, to, table, &sql, &mut carried)) {
            Ok(whole) => return Ok((carried, whole)),
            Err(VaultError::Damaged { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok((carried, false))
}

/// Answers whether every row that was read could be kept.
fn copy(
    from: &Connection,
    to: &Connection,
    table: &str,
    sql: &str,
    carried: &mut u64,
) -> Result<bool, VaultError> {
    let mut query = from.prepare(sql)?;
    let columns = query.column_count();
    let marks = vec!["?"; columns].join(", ");
    let mut put = to.prepare(&format!("INSERT OR IGNORE INTO {table} VALUES ({marks})"))?;
    let mut rows = query.query([])?;
    let mut whole = true;
    while let Some(row) = rows.next()? {
        let values = (0..columns).map(|column| row.get(column));
        let values: Vec<Value> = values.collect::<Result<_, _>>()?;
        match put.execute(params_from_iter(values)) {
            Ok(added) => *carried += added as u64,
            // It belongs to a row that is lost.
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                whole = false;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(whole)
}

fn remove(path: &Path) -> Result<(), VaultError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
