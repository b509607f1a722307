//! Rows of lists (inbox, mine, …), computed from states so that a list is one
//! range read.

use rusqlite::{OptionalExtension as _, named_params};

use crate::{Tx, VaultError, View};

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which list.
    pub list: String,
    /// What it stands for; once in a list.
    pub key: String,
    /// Where it stands: rows are ordered by this text, then by key.
    pub sort: String,
    /// Which part of the list (tab, filter) it is in.
    pub mark: String,
    /// What is shown, in the caller's form.
    pub body: Vec<u8>,
}

/// Which rows are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowQuery {
    /// Which list.
    pub list: String,
    /// Only rows with this mark.
    pub mark: Option<String>,
    /// Only rows whose `sort` is not before this.
    pub from: Option<String>,
    /// Only rows whose `sort` is before this.
    pub until: Option<String>,
    /// Last first.
    pub descending: bool,
    /// Rows left out at the beginning.
    pub skip: u32,
    /// Most rows.
    pub limit: u32,
}

impl View<'_> {
    /// The rows that are wanted, in order.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn rows(&self, wanted: &RowQuery) -> Result<Vec<Row>, VaultError> {
        let direction = if wanted.descending { "DESC" } else { "ASC" };
        let sql = format!(
            "SELECT list, key, sort, mark, body FROM row WHERE {}
             ORDER BY sort {direction}, key {direction} LIMIT :limit OFFSET :skip",
            condition(wanted)
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        bind(&mut query, wanted)?;
        query.raw_bind_parameter(":limit", wanted.limit)?;
        query.raw_bind_parameter(":skip", wanted.skip)?;
        let mut rows = query.raw_query();
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(row_at(row)?);
        }
        Ok(out)
    }

    /// How many rows are wanted, `skip` and `limit` aside.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn count_rows(&self, wanted: &RowQuery) -> Result<u64, VaultError> {
        let sql = format!("SELECT count(*) FROM row WHERE {}", condition(wanted));
        let mut query = self.connection.prepare_cached(&sql)?;
        bind(&mut query, wanted)?;
        let mut rows = query.raw_query();
        let count = rows.next()?.map(|row| row.get::<_, i64>(0)).transpose()?;
        u64::try_from(count.unwrap_or(0)).map_err(|_| VaultError::Unreadable("count"))
    }

    /// How many rows of a list have each mark, by mark.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn count_marks(&self, list: &str) -> Result<Vec<(String, u64)>, VaultError> {
        let mut query = self.connection.prepare_cached(
            "SELECT mark, count(*) FROM row WHERE list = ?1 GROUP BY mark ORDER BY mark",
        )?;
        let counts = query.query_map([list], |row| Ok((row.get(0)?, super::u64_at(row, 1)?)))?;
        Ok(counts.collect::<Result<_, _>>()?)
    }

    /// One row of a list.
    ///
    /// # Errors
    /// `vault-*`.
    pub fn row(&self, list: &str, key: &str) -> Result<Option<Row>, VaultError> {
        let mut query = self.connection.prepare_cached(
            "SELECT list, key, sort, mark, body FROM row WHERE list = ?1 AND key = ?2",
        )?;
        Ok(query.query_row((list, key), row_at).optional()?)
    }
}

impl Tx<'_> {
    /// Writes a row, new, changed or moved.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn put_row(&self, row: &Row) -> Result<(), VaultError> {
        // REPLACE also removes the row of this key that stood elsewhere.
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO row (list, key, sort, mark, body)
                 VALUES (:list, :key, :sort, :mark, :body)",
            )?
            .execute(named_params! {
                ":list": row.list,
                ":key": row.key,
                ":sort": row.sort,
                ":mark": row.mark,
                ":body": row.body,
            })?;
        Ok(())
    }

    /// Removes a row; answers whether it was there.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn remove_row(&self, list: &str, key: &str) -> Result<bool, VaultError> {
        let removed = self
            .connection
            .prepare_cached("DELETE FROM row WHERE list = ?1 AND key = ?2")?
            .execute((list, key))?;
        Ok(removed > 0)
    }

    /// Empties a list, to compute it anew.
    ///
    /// # Errors
    /// `disk-full`, `vault-*`.
    pub fn clear_rows(&self, list: &str) -> Result<(), VaultError> {
        self.connection
            .prepare_cached("DELETE FROM row WHERE list = ?1")?
            .execute([list])?;
        Ok(())
    }
}

/// Only the conditions that are asked for, so that SQLite picks the index of
/// exactly this question.
fn condition(wanted: &RowQuery) -> String {
    let mut parts = vec!["list = :list"];
    parts.extend(wanted.mark.as_ref().map(|_| "mark = :mark"));
    parts.extend(wanted.from.as_ref().map(|_| "sort >= :from"));
    parts.extend(wanted.until.as_ref().map(|_| "sort < :until"));
    parts.join(" AND ")
}

fn bind(query: &mut rusqlite::Statement<'_>, wanted: &RowQuery) -> rusqlite::Result<()> {
    query.raw_bind_parameter(":list", &wanted.list)?;
    for (name, value) in [
        (":mark", &wanted.mark),
        (":from", &wanted.from),
        (":until", &wanted.until),
    ] {
        if let Some(value) = value {
            query.raw_bind_parameter(name, value)?;
        }
    }
    Ok(())
}

fn row_at(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        list: row.get(0)?,
        key: row.get(1)?,
        sort: row.get(2)?,
        mark: row.get(3)?,
        body: row.get(4)?,
    })
}
