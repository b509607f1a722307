//! Streams, verdicts and the feed in SQLite, and the one [`Store`] impl that
//! gathers them.

use rusqlite::{Connection, Transaction, params};
use sync::event::{Head, StreamHead};
use sync::verdict::Decision;
use sync::{Hash, OpId};

use super::register::insert_attempts;
use super::sqlite::{Sqlite, count_at, hash_at, row, rows, signed};
use super::{
    Append, Batch, Committed, FeedEntry, FeedItem, Redeemed, Snapshot, Store, StoreFault,
    StoredBlob, StoredCertificate, StoredInvitation, StoredRecord, StoredVerdict,
};

fn number(decision: Decision) -> i64 {
    match decision {
        Decision::Accepted => 1,
        Decision::Refused => 2,
        Decision::Held => 3,
    }
}

fn decision_at(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Decision> {
    match row.get(column)? {
        1 => Ok(Decision::Accepted),
        2 => Ok(Decision::Refused),
        3 => Ok(Decision::Held),
        other => Err(rusqlite::Error::IntegralValueOutOfRange(column, other)),
    }
}

fn verdict_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<StoredVerdict> {
    Ok(StoredVerdict {
        operation: hash_at(row, 0)?,
        decision: decision_at(row, 1)?,
        at: row.get(2)?,
        code: row.get(3)?,
        actor: row.get(4)?,
        device: row.get(5)?,
        skew: row.get(6)?,
        bytes: row.get(7)?,
    })
}

const VERDICT: &str =
    "SELECT operation, decision, at, code, actor, device, skew, bytes FROM verdict";

fn head_of(connection: &Connection, stream: &str) -> Result<Head, StoreFault> {
    let sql = "SELECT seq, hash FROM head WHERE stream = ?1";
    let found = row(connection, sql, [stream], |row| {
        Ok(Head {
            seq: count_at(row, 0)?,
            hash: hash_at(row, 1)?,
        })
    })?;
    Ok(found.unwrap_or(Head::EMPTY))
}

/// Writes the records of one stream; none when it no longer ends at the base.
fn append(transaction: &Transaction<'_>, append: &Append) -> Result<Option<()>, StoreFault> {
    let (stream, head, base) = (&append.stream, append.head, append.base);
    let moved =
        if base == Head::EMPTY {
            transaction
                .prepare_cached("INSERT INTO head VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?
                .execute(params![stream, signed(head.seq), head.hash.0])?
        } else {
            transaction
            .prepare_cached(
                "UPDATE head SET seq = ?2, hash = ?3 WHERE stream = ?1 AND seq = ?4 AND hash = ?5",
            )?
            .execute(params![stream, signed(head.seq), head.hash.0, signed(base.seq), base.hash.0])?
        };
    if moved == 0 {
        return Ok(None);
    }
    let mut insert = transaction.prepare_cached("INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (record, seq) in append.records.iter().zip(base.seq + 1..) {
        insert.execute(params![
            stream,
            signed(seq),
            record.hash.0,
            record.operation.0,
            record.bytes
        ])?;
    }
    transaction
        .prepare_cached("INSERT INTO feed(stream) VALUES (?1)")?
        .execute([stream])?;
    Ok(Some(()))
}

/// Writes a verdict; none when there is one that is not held.
fn decide(
    transaction: &Transaction<'_>,
    verdict: &StoredVerdict,
) -> Result<Option<()>, StoreFault> {
    let id = verdict.operation.0;
    let held = transaction
        .prepare_cached("DELETE FROM verdict WHERE operation = ?1 AND decision = 3")?
        .execute([id])?;
    let written = transaction
        .prepare_cached(
            "INSERT INTO verdict VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            id,
            number(verdict.decision),
            verdict.at,
            verdict.code,
            verdict.actor,
            verdict.device,
            verdict.skew,
            verdict.bytes
        ])?;
    if written == 0 {
        return Ok(None);
    }
    if held > 0 {
        transaction
            .prepare_cached("DELETE FROM missing WHERE operation = ?1")?
            .execute([id])?;
        if verdict.decision != Decision::Held {
            transaction
                .prepare_cached("INSERT INTO feed(operation) VALUES (?1)")?
                .execute([id])?;
        }
    }
    Ok(Some(()))
}

fn beside(transaction: &Transaction<'_>, batch: &Batch) -> Result<(), StoreFault> {
    insert_attempts(transaction, &batch.attempts)?;
    for (id, bytes) in &batch.operations {
        transaction
            .prepare_cached("INSERT INTO operation VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute(params![id.0, bytes])?;
    }
    for (stream, at) in &batch.wakes {
        match at {
            Some(at) => transaction
                .prepare_cached("INSERT OR REPLACE INTO wake VALUES (?1, ?2)")?
                .execute(params![stream, at])?,
            None => transaction
                .prepare_cached("DELETE FROM wake WHERE stream = ?1")?
                .execute([stream])?,
        };
    }
    for (sha256, stream) in &batch.readers {
        transaction
            .prepare_cached("INSERT INTO blob_reader VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute(params![sha256.0, stream])?;
    }
    for (sha256, operation) in &batch.missing {
        transaction
            .prepare_cached("INSERT INTO missing VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute(params![sha256.0, operation.0])?;
    }
    Ok(())
}

fn feed_end_of(connection: &Connection) -> Result<u64, StoreFault> {
    let sql = "SELECT ifnull(max(position), 0) FROM feed";
    Ok(row(connection, sql, [], |row| count_at(row, 0))?.unwrap_or(0))
}

impl Store for Sqlite {
    fn epoch(&self) -> Result<u64, StoreFault> {
        let text: Option<String> = self.read(|c| {
            row(
                c,
                "SELECT value FROM setting WHERE name = 'epoch'",
                [],
                |row| row.get(0),
            )
        })?;
        let epoch = text.and_then(|text| text.parse().ok());
        epoch.ok_or_else(|| StoreFault::Damaged("setting epoch".to_owned()))
    }

    fn head(&self, stream: &str) -> Result<Head, StoreFault> {
        self.read(|c| head_of(c, stream))
    }

    fn heads(&self, after: &str, limit: usize) -> Result<Vec<StreamHead>, StoreFault> {
        let sql = "SELECT stream, seq, hash FROM head WHERE stream > ?1 ORDER BY stream LIMIT ?2";
        self.read(|c| {
            rows(c, sql, params![after, signed(limit as u64)], |row| {
                Ok(StreamHead {
                    stream: row.get(0)?,
                    seq: count_at(row, 1)?,
                    hash: hash_at(row, 2)?,
                })
            })
        })
    }

    fn records(
        &self,
        stream: &str,
        from: u64,
        limit: usize,
        bytes: usize,
    ) -> Result<Vec<StoredRecord>, StoreFault> {
        let sql = "SELECT hash, operation, record FROM event
                   WHERE stream = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3";
        self.read(|c| {
            let mut statement = c.prepare_cached(sql)?;
            let mut found = statement.query(params![stream, signed(from), signed(limit as u64)])?;
            let (mut records, mut total) = (Vec::new(), 0usize);
            while let Some(row) = found.next()? {
                let record = StoredRecord {
                    hash: hash_at(row, 0)?,
                    operation: hash_at(row, 1)?,
                    bytes: row.get(2)?,
                };
                total = total.saturating_add(record.bytes.len());
                if total > bytes && !records.is_empty() {
                    break;
                }
                records.push(record);
            }
            Ok(records)
        })
    }

    fn operation(&self, id: &OpId) -> Result<Option<Vec<u8>>, StoreFault> {
        self.read(|c| {
            row(
                c,
                "SELECT bytes FROM operation WHERE id = ?1",
                [id.0],
                |row| row.get(0),
            )
        })
    }

    fn verdict(&self, id: &OpId) -> Result<Option<StoredVerdict>, StoreFault> {
        let sql = format!("{VERDICT} WHERE operation = ?1");
        self.read(|c| row(c, &sql, [id.0], verdict_of))
    }

    fn verdicts(&self, after: &OpId, limit: usize) -> Result<Vec<StoredVerdict>, StoreFault> {
        let sql = format!("{VERDICT} WHERE operation > ?1 ORDER BY operation LIMIT ?2");
        self.read(|c| rows(c, &sql, params![after.0, signed(limit as u64)], verdict_of))
    }

    fn commit(&self, batch: &Batch) -> Result<Committed, StoreFault> {
        let done = self.write_if(|transaction| {
            for one in &batch.appends {
                if append(transaction, one)?.is_none() {
                    return Ok(None);
                }
            }
            for one in &batch.verdicts {
                if decide(transaction, one)?.is_none() {
                    return Ok(None);
                }
            }
            beside(transaction, batch)?;
            feed_end_of(transaction).map(Some)
        })?;
        Ok(done.map_or(Committed::Lost, Committed::Done))
    }

    fn feed(&self, after: u64, limit: usize) -> Result<Vec<FeedEntry>, StoreFault> {
        let sql = "SELECT position, stream, operation FROM feed
                   WHERE position > ?1 ORDER BY position LIMIT ?2";
        self.read(|c| {
            rows(
                c,
                sql,
                params![signed(after), signed(limit as u64)],
                |row| {
                    let stream: Option<String> = row.get(1)?;
                    let what = match stream {
                        Some(stream) => FeedItem::Stream(stream),
                        None => FeedItem::Decided(hash_at(row, 2)?),
                    };
                    Ok(FeedEntry {
                        position: count_at(row, 0)?,
                        what,
                    })
                },
            )
        })
    }

    fn feed_end(&self) -> Result<u64, StoreFault> {
        self.read(feed_end_of)
    }

    fn snapshot(&self, stream: &str) -> Result<Option<Snapshot>, StoreFault> {
        let sql = "SELECT shape, seq, hash, state FROM snapshot WHERE stream = ?1";
        self.read(|c| {
            row(c, sql, [stream], |row| {
                let head = Head {
                    seq: count_at(row, 1)?,
                    hash: hash_at(row, 2)?,
                };
                Ok(Snapshot {
                    stream: stream.to_owned(),
                    shape: row.get(0)?,
                    head,
                    state: row.get(3)?,
                })
            })
        })
    }

    fn save_snapshots(&self, snapshots: &[Snapshot]) -> Result<(), StoreFault> {
        self.write(|transaction| {
            let sql = "INSERT OR REPLACE INTO snapshot VALUES (?1, ?2, ?3, ?4, ?5)";
            let mut insert = transaction.prepare_cached(sql)?;
            for one in snapshots {
                let head = one.head;
                insert.execute(params![
                    one.stream,
                    one.shape,
                    signed(head.seq),
                    head.hash.0,
                    one.state
                ])?;
            }
            Ok(())
        })
    }

    fn due(&self, now: i64, limit: usize) -> Result<Vec<String>, StoreFault> {
        let sql = "SELECT stream FROM wake WHERE at <= ?1 ORDER BY at, stream LIMIT ?2";
        self.read(|c| rows(c, sql, params![now, signed(limit as u64)], |row| row.get(0)))
    }

    fn next_due(&self) -> Result<Option<i64>, StoreFault> {
        let found = self.read(|c| row(c, "SELECT min(at) FROM wake", [], |row| row.get(0)))?;
        Ok(found.flatten())
    }

    fn put_off(&self, stream: &str, until: i64) -> Result<(), StoreFault> {
        self.write(|transaction| {
            transaction.execute(
                "UPDATE wake SET at = ?2 WHERE stream = ?1",
                params![stream, until],
            )?;
            Ok(())
        })
    }

    fn blob(&self, sha256: &Hash) -> Result<Option<StoredBlob>, StoreFault> {
        self.blob_row(sha256)
    }

    fn blobs(&self, after: &Hash, limit: usize) -> Result<Vec<StoredBlob>, StoreFault> {
        self.blob_rows(after, limit)
    }

    fn sent_bytes(&self, sender: &str) -> Result<u64, StoreFault> {
        self.sent_bytes_of(sender)
    }

    fn put_blob(&self, blob: &StoredBlob) -> Result<Vec<OpId>, StoreFault> {
        self.insert_blob(blob)
    }

    fn blob_readers(&self, sha256: &Hash) -> Result<Vec<String>, StoreFault> {
        self.reader_rows(sha256)
    }

    fn invite(&self, invitation: &StoredInvitation) -> Result<(), StoreFault> {
        self.insert_invitation(invitation)
    }

    fn redeem(
        &self,
        ticket: &str,
        secret: &Hash,
        device: &str,
        now: i64,
    ) -> Result<Redeemed, StoreFault> {
        self.use_invitation(ticket, secret, device, now)
    }

    fn put_certificate(&self, certificate: &StoredCertificate) -> Result<(), StoreFault> {
        self.insert_certificate(certificate)
    }

    fn certificate(&self, serial: &str) -> Result<Option<StoredCertificate>, StoreFault> {
        self.certificate_row(serial)
    }

    fn certificates_of(&self, device: &str) -> Result<Vec<StoredCertificate>, StoreFault> {
        self.certificate_rows(device)
    }

    fn revoke(&self, device: &str, at: i64) -> Result<usize, StoreFault> {
        self.revoke_rows(device, at)
    }

    fn was_shown(&self, device: &str, stream: &str) -> Result<bool, StoreFault> {
        self.shown_row(device, stream)
    }

    fn show(&self, device: &str, streams: &[String]) -> Result<(), StoreFault> {
        self.insert_shown(device, streams)
    }

    fn unshow(&self, device: &str) -> Result<(), StoreFault> {
        self.delete_shown(device)
    }
}
