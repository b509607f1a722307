//! The SQLCipher database: how it is opened, moved to the newest schema, read
//! and written.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{fs, io};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use zeroize::Zeroizing;

use crate::error::damage_met;
use crate::keys::{Secret, hex};
use crate::{VaultError, disk};

const NAME: &str = "database.antou";
/// Files that belong to the database.
pub(crate) const PARTS: [&str; 3] = ["", "-wal", "-shm"];
/// Page caches, KiB: the reader's is the one that screens feel.
const WRITER_CACHE_KIB: i64 = 16 * 1024;
const READER_CACHE_KIB: i64 = 64 * 1024;
const BUSY: Duration = Duration::from_secs(10);
/// How many databases may have been put aside before we give up.
const ASIDE_MAX: u32 = 1000;

/// The ladder: step n leads to `user_version` n.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_proofs.sql"),
    include_str!("migrations/0003_heads.sql"),
];

pub(crate) struct Database {
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    begun_anew: bool,
    path: PathBuf,
    key: Secret,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Writer,
    Reader,
}

/// Reads from one consistent state.
pub struct View<'c> {
    pub(crate) connection: &'c Connection,
}

/// One transaction: reads what it has written.
pub struct Tx<'c> {
    view: View<'c>,
}

impl<'c> Deref for Tx<'c> {
    type Target = View<'c>;
    fn deref(&self) -> &View<'c> {
        &self.view
    }
}

impl Database {
    /// Opens it, or begins an empty one. A file that cannot be read with the
    /// right key is put aside.
    pub fn open(place: &Path, key: Secret) -> Result<Self, VaultError> {
        let path = place.join(NAME);
        let begun_anew = !path.exists();
        let opened = begin(&path, begun_anew, &key);
        if let Err(VaultError::Damaged { detail, .. }) = opened {
            let names = set_aside(place)?;
            return Err(VaultError::Damaged {
                detail,
                aside: names.into_iter().next(),
            });
        }
        let (writer, reader) = opened?;
        Ok(Self {
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            begun_anew,
            path,
            key,
        })
    }

    /// The file was not there when it was opened.
    pub fn begun_anew(&self) -> bool {
        self.begun_anew
    }

    pub fn read<T, E: From<VaultError>>(
        &self,
        work: impl FnOnce(&View<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = held(&self.reader);
        let met = damage_met();
        let done = read(&mut connection, work);
        if damage_met() != met {
            self.renew(&mut connection, Role::Reader);
        }
        done
    }

    pub fn write<T, E: From<VaultError>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = held(&self.writer);
        let met = damage_met();
        let done = write(&mut connection, work);
        if damage_met() != met {
            self.renew(&mut connection, Role::Writer);
        }
        done
    }

    pub fn key(&self) -> &Secret {
        &self.key
    }

    /// The rest of a damaged database stays usable. When it cannot be opened
    /// any more, the old connection goes on saying that it is damaged.
    fn renew(&self, connection: &mut Connection, role: Role) {
        if let Ok(fresh) = connect(&self.path, &self.key, role) {
            *connection = fresh;
        }
    }

    /// Work on the writing connection outside a transaction.
    pub fn with_writer<T>(&self, work: impl FnOnce(&Connection) -> T) -> T {
        work(&held(&self.writer))
    }
}

fn read<T, E: From<VaultError>>(
    connection: &mut Connection,
    work: impl FnOnce(&View<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = connection.transaction().map_err(VaultError::from)?;
    work(&View {
        connection: &transaction,
    })
}

fn write<T, E: From<VaultError>>(
    connection: &mut Connection,
    work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(VaultError::from)?;
    let view = View {
        connection: &transaction,
    };
    let done = work(&Tx { view })?;
    transaction.commit().map_err(VaultError::from)?;
    Ok(done)
}

/// A panic inside `work` has rolled its transaction back on the way out, so the
/// connection behind a poisoned lock is sound.
fn held(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

fn begin(path: &Path, anew: bool, key: &Secret) -> Result<(Connection, Connection), VaultError> {
    // SQLite takes an empty file for a new database: ours never is empty.
    if !anew && fs::metadata(path)?.len() == 0 {
        return Err(VaultError::Damaged {
            detail: "the file is empty".to_owned(),
            aside: None,
        });
    }
    let mut writer = connect(path, key, Role::Writer)?;
    migrate(&mut writer, MIGRATIONS)?;
    let reader = connect(path, key, Role::Reader)?;
    if let Some(place) = path.parent().filter(|_| anew) {
        disk::sync_dir(place)?;
    }
    Ok((writer, reader))
}

/// An empty database of the newest schema at another path.
pub(crate) fn begin_new(path: &Path, key: &Secret) -> Result<Connection, VaultError> {
    let mut connection = connect(path, key, Role::Writer)?;
    migrate(&mut connection, MIGRATIONS)?;
    Ok(connection)
}

/// Puts the database aside and the one at `path` in its place; answers the
/// names of what was put aside.
pub(crate) fn put_in_place(place: &Path, path: &Path) -> Result<Vec<String>, VaultError> {
    let aside = set_aside(place)?;
    fs::rename(path, place.join(NAME))?;
    Ok(aside)
}

fn connect(path: &Path, key: &Secret, role: Role) -> Result<Connection, VaultError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    // The raw key (no key derivation) must be the first statement.
    let statement = Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", hex(key.bytes())));
    connection
        .query_row(&statement, [], |_| Ok(()))
        .or_else(no_row)?;
    connection
        .query_row("PRAGMA cipher_log_level = NONE", [], |_| Ok(()))
        .or_else(no_row)?;
    let version: String = connection
        .query_row("PRAGMA cipher_version", [], |row| row.get(0))
        .or(Err(VaultError::NotEncrypting))?;
    if version.is_empty() {
        return Err(VaultError::NotEncrypting);
    }
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(128);
    // The first read: tells whether the key opens the file.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    let cache_kib = match role {
        Role::Writer => WRITER_CACHE_KIB,
        Role::Reader => READER_CACHE_KIB,
    };
    connection.pragma_update(None, "cache_size", -cache_kib)?;
    connection.pragma_update(None, "query_only", role == Role::Reader)?;
    Ok(connection)
}

/// Some pragmas answer a row in some builds and none in others.
fn no_row(error: rusqlite::Error) -> Result<(), rusqlite::Error> {
    match error {
        rusqlite::Error::QueryReturnedNoRows => Ok(()),
        other => Err(other),
    }
}

/// Each step in its own transaction together with its number.
fn migrate(connection: &mut Connection, ladder: &[&str]) -> Result<(), VaultError> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = i64::try_from(ladder.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(VaultError::Newer { found, known });
    }
    for (step, sql) in (1..).zip(ladder).skip_while(|(step, _)| *step <= found) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", step)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Renames the database's files; answers their new names, none when there was
/// no database. Nothing is deleted.
pub(crate) fn set_aside(place: &Path) -> Result<Vec<String>, VaultError> {
    let present: Vec<&str> = PARTS
        .into_iter()
        .filter(|part| part_path(place, NAME, part).exists())
        .collect();
    if present.is_empty() {
        return Ok(Vec::new());
    }
    let free = (1..=ASIDE_MAX)
        .map(|number| format!("database.aside-{number}"))
        .find(|name| {
            PARTS
                .iter()
                .all(|part| !part_path(place, name, part).exists())
        })
        .ok_or_else(|| VaultError::Disk(io::Error::other("too many databases put aside")))?;
    for part in &present {
        fs::rename(part_path(place, NAME, part), part_path(place, &free, part))?;
    }
    disk::sync_dir(place)?;
    Ok(present.iter().map(|part| format!("{free}{part}")).collect())
}

fn part_path(place: &Path, name: &str, part: &str) -> PathBuf {
    place.join(format!("{name}{part}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_ladder_is_climbed_once_and_a_failed_step_leaves_no_trace() {
        let mut connection = Connection::open_in_memory().unwrap();
        let ladder = [
            "CREATE TABLE a (x)",
            "CREATE TABLE b (x); INSERT INTO b VALUES (1)",
        ];
        migrate(&mut connection, &ladder[..1]).unwrap();
        migrate(&mut connection, &ladder).unwrap();
        migrate(&mut connection, &ladder).unwrap();
        let count: i64 = connection
            .query_row("SELECT count(*) FROM b", [], |row| row.get(0))
            .unwrap();
        assert_eq!(count, 1);

        let broken = [ladder[0], ladder[1], "CREATE TABLE c (x); nonsense"];
        migrate(&mut connection, &broken).unwrap_err();
        let version: i64 = connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .unwrap();
        let tables: i64 = connection
            .query_row(
                "SELECT count(*) FROM sqlite_schema WHERE name = 'c'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!((version, tables), (2, 0));
    }

    #[test]
    fn a_newer_schema_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 9).unwrap();
        let error = migrate(&mut connection, MIGRATIONS).unwrap_err();
        assert_eq!(error.code(), "vault-newer");
        assert_eq!(error.facts()["found"], "9");
    }

    /// SQLite's own limit of pages: it answers SQLITE_FULL as a full disk does.
    #[test]
    fn a_full_database_says_so_and_does_nothing_by_halves() {
        let dir = tempfile::tempdir().unwrap();
        let database = Database::open(dir.path(), Secret::random().unwrap()).unwrap();
        let draft = |id: &str, size: usize| crate::Draft {
            id: id.to_owned(),
            kind: "leave".to_owned(),
            json: vec![b'x'; size],
            changed: 0,
        };
        database
            .write(|tx| tx.save_draft(&draft("kept", 10)))
            .unwrap();
        let limit = |pages: i64| {
            database.with_writer(|connection| {
                connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
            })
        };
        let pages: i64 = database
            .read(|view| {
                let pages = view
                    .connection
                    .query_row("PRAGMA page_count", [], |row| row.get(0));
                pages.map_err(VaultError::from)
            })
            .unwrap();
        limit(pages + 2).unwrap();
        let full = database.write(|tx| {
            tx.save_draft(&draft("kept", 20))?;
            tx.set_setting("half", b"done")?;
            tx.save_draft(&draft("large", 100_000))
        });
        assert_eq!(full.unwrap_err().code(), "disk-full");
        database
            .read(|view| {
                assert_eq!(view.drafts()?, [draft("kept", 10)]);
                assert_eq!(view.setting("half")?, None);
                Ok::<_, VaultError>(())
            })
            .unwrap();
        limit(1_000_000).unwrap();
        database
            .write(|tx| tx.save_draft(&draft("large", 100_000)))
            .unwrap();
    }

    #[test]
    fn every_connection_is_set_up_as_it_must_be() {
        let dir = tempfile::tempdir().unwrap();
        let database = Database::open(dir.path(), Secret::random().unwrap()).unwrap();
        let ask = |connection: &Connection, pragma: &str| {
            connection.query_row(&format!("PRAGMA {pragma}"), [], |row| {
                row.get::<_, rusqlite::types::Value>(0)
            })
        };
        for (pragma, expected) in [
            ("synchronous", 2.into()),
            ("foreign_keys", 1.into()),
            ("journal_mode", "wal".to_owned().into()),
        ] {
            let found = database
                .with_writer(|connection| ask(connection, pragma))
                .unwrap();
            assert_eq!(found, expected, "{pragma}");
            assert_eq!(
                ask(&held(&database.reader), pragma).unwrap(),
                expected,
                "{pragma}"
            );
        }
        let written = held(&database.reader).execute("INSERT INTO setting VALUES ('a', 'b')", []);
        assert!(written.is_err(), "the reader reads");
        let loaded = database.with_writer(|connection| {
            connection.query_row("SELECT load_extension('x')", [], |_| Ok(()))
        });
        assert!(loaded.unwrap_err().to_string().contains("not authorized"));
    }

    /// A list is read in order from an index, never sorted afresh.
    #[test]
    fn lists_are_range_reads() {
        let dir = tempfile::tempdir().unwrap();
        let database = Database::open(dir.path(), Secret::random().unwrap()).unwrap();
        for sql in [
            "SELECT * FROM row WHERE list = 'a' AND mark = 'b' ORDER BY sort, key LIMIT 9",
            "SELECT * FROM row WHERE list = 'a' AND mark = 'b' AND sort >= 'c' ORDER BY sort DESC, key DESC",
            "SELECT * FROM row WHERE list = 'a' ORDER BY sort, key LIMIT 9",
            "SELECT count(*) FROM row WHERE list = 'a' AND mark = 'b'",
        ] {
            let plan = database.with_writer(|connection| {
                let mut query = connection
                    .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
                    .unwrap();
                let lines = query.query_map([], |row| row.get::<_, String>(3)).unwrap();
                lines.map(Result::unwrap).collect::<Vec<_>>().join("; ")
            });
            assert!(plan.starts_with("SEARCH row USING"), "{sql}: {plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{sql}: {plan}");
        }
    }
}
