//! The ladder of the database's versions: each step is a file that is never
//! changed once it was released.

use rusqlite::Connection;

use super::StoreFault;

const LADDER: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
];

/// Brings a database up to this program's version, each step in a transaction.
///
/// # Errors
/// [`StoreFault::Newer`] when it was written by a later program.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreFault> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = i64::try_from(LADDER.len()).unwrap_or(i64::MAX);
    let done = usize::try_from(found)
        .ok()
        .filter(|done| *done <= LADDER.len());
    let Some(done) = done else {
        return Err(StoreFault::Newer { found, known });
    };
    for (version, sql) in (1i64..).zip(LADDER).skip(done) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}
