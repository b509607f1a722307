//! What the agency keeps beside its history: the audit log, cards, lists of
//! revocation, time stamps, and what an administrator let go on.

use minicbor::{Decode, Encode};
use rusqlite::{Connection, Transaction, params};
use sync::event::StreamHead;
use sync::{Hash, OpId, cbor};

use super::sqlite::{Sqlite, count_at, hash_at, row, rows, signed};
use super::{StoreFault, StoredCertificate};

/// Bytes of one line of the audit log.
const LINE_BYTES_MAX: usize = 4096;

/// A line of the audit log: no contents, no names of people.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Attempt {
    /// Our time, ms.
    #[n(1)]
    pub at: i64,
    /// What it was: the code with which it was refused.
    #[n(2)]
    pub code: String,
    /// The network address from which it came; empty at the server itself.
    #[n(3)]
    pub place: String,
    /// The person whose device had the connection, proven by TLS; else empty.
    #[n(4)]
    pub by_person: String,
    /// That device; else empty.
    #[n(5)]
    pub by_device: String,
    /// The person that was named; proves nothing.
    #[n(6)]
    pub person: String,
    /// The device that was named; proves nothing.
    #[n(7)]
    pub device: String,
    /// The certificate that was named, by its serial number, hexadecimal.
    #[n(8)]
    pub serial: String,
    /// The operation, where it was one.
    #[n(9)]
    pub operation: Option<Hash>,
}

/// A kept line of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAttempt {
    /// Its place; grows.
    pub position: u64,
    /// Hash of the line before; zero for the first.
    pub before: Hash,
    /// SHA-256 over `before` and the line.
    pub hash: Hash,
    /// The line.
    pub attempt: Attempt,
}

/// A card that the agency bound to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCard {
    /// SHA-256 of its certificate.
    pub sha256: Hash,
    /// Whose it is.
    pub person: String,
    /// Since when, ms.
    pub at: i64,
    /// Until when, ms.
    pub until: i64,
    /// Its certificate, DER.
    pub der: Vec<u8>,
    /// The agency's signed word.
    pub binding: Vec<u8>,
    /// Since when it is withdrawn, ms.
    pub withdrawn: Option<i64>,
}

/// A head that a time stamp proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StampedHead {
    /// The time stamp.
    pub stamp: u64,
    /// The head's place in its tree.
    pub place: u64,
    /// The head.
    pub head: StreamHead,
}

/// A time stamp as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredStamp {
    /// The token (RFC 3161), DER.
    pub token: Vec<u8>,
    /// The heads that it proves, in the order of the leaves of its tree.
    pub heads: Vec<StreamHead>,
}

/// The part of the database that is not history. Every method is one transaction.
///
/// All of them fail with a [`StoreFault`] and have then written nothing.
#[expect(clippy::missing_errors_doc, reason = "said once, above")]
pub trait Register {
    /// Adds lines to the audit log.
    fn note(&self, attempts: &[Attempt]) -> Result<(), StoreFault>;
    /// Lines of the audit log after a position, at most `limit`.
    fn attempts(&self, after: u64, limit: usize) -> Result<Vec<StoredAttempt>, StoreFault>;

    /// Notes a card, or its new binding.
    fn put_card(&self, card: &StoredCard) -> Result<(), StoreFault>;
    /// A card by the hash of its certificate.
    fn card(&self, sha256: &Hash) -> Result<Option<StoredCard>, StoreFault>;
    /// The cards of a person, newest first; of everybody for none.
    fn cards(&self, person: Option<&str>) -> Result<Vec<StoredCard>, StoreFault>;
    /// Withdraws a card; answers whether there was one.
    fn withdraw_card(&self, sha256: &Hash, at: i64) -> Result<bool, StoreFault>;

    /// Keeps a list of revocation unless a newer one of its authority is kept.
    fn put_crl(&self, authority: &Hash, this_update: i64, der: &[u8]) -> Result<(), StoreFault>;
    /// Grows with each list that is kept.
    fn crl_version(&self) -> Result<u64, StoreFault>;
    /// The lists that are kept, DER.
    fn crls(&self) -> Result<Vec<Vec<u8>>, StoreFault>;
    /// Devices' certificates that are revoked and have not ended.
    fn revoked_certificates(&self, now: i64) -> Result<Vec<StoredCertificate>, StoreFault>;

    /// Heads that no time stamp proves yet, by name, at most `limit`.
    fn unstamped(&self, limit: usize) -> Result<Vec<StreamHead>, StoreFault>;
    /// Keeps a time stamp over heads in their order; answers its number.
    fn put_stamp(&self, at: i64, token: &[u8], heads: &[StreamHead]) -> Result<u64, StoreFault>;
    /// The last head of a stream that a time stamp proves.
    fn stamped(&self, stream: &str) -> Result<Option<StampedHead>, StoreFault>;
    /// A time stamp's token and all its heads, in their order.
    fn stamp(&self, number: u64) -> Result<Option<StoredStamp>, StoreFault>;

    /// Operations that are held with one of the codes, at most `limit`.
    fn held(&self, codes: &[&str], limit: usize) -> Result<Vec<OpId>, StoreFault>;
    /// Lets a held operation go on.
    fn release(&self, operation: &OpId, at: i64, reason: &str) -> Result<(), StoreFault>;
    /// Operations that were let go on and are still held, at most `limit`.
    fn let_go(&self, limit: usize) -> Result<Vec<OpId>, StoreFault>;
    /// Whether an operation was let go on.
    fn is_released(&self, operation: &OpId) -> Result<bool, StoreFault>;
}

/// SHA-256 over the hash before and the line.
#[must_use]
pub fn audit_hash(before: &Hash, attempt: &Attempt) -> Hash {
    Hash::of(&[&before.0[..], &cbor::encode(attempt)].concat())
}

pub(super) fn insert_attempts(
    transaction: &Transaction<'_>,
    attempts: &[Attempt],
) -> Result<(), StoreFault> {
    if attempts.is_empty() {
        return Ok(());
    }
    let sql = "SELECT hash FROM audit ORDER BY position DESC LIMIT 1";
    let last = row(transaction, sql, [], |row| hash_at(row, 0))?;
    let mut before = last.unwrap_or(Hash::ZERO);
    let sql = "INSERT INTO audit(before, hash, line) VALUES (?1, ?2, ?3)";
    let mut insert = transaction.prepare_cached(sql)?;
    for attempt in attempts {
        let hash = audit_hash(&before, attempt);
        insert.execute(params![before.0, hash.0, cbor::encode(attempt)])?;
        before = hash;
    }
    Ok(())
}

const CARD: &str = "SELECT sha256, person, at, until, der, binding, withdrawn FROM card";

fn card_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<StoredCard> {
    Ok(StoredCard {
        sha256: hash_at(row, 0)?,
        person: row.get(1)?,
        at: row.get(2)?,
        until: row.get(3)?,
        der: row.get(4)?,
        binding: row.get(5)?,
        withdrawn: row.get(6)?,
    })
}

fn head_at(row: &rusqlite::Row<'_>) -> rusqlite::Result<StreamHead> {
    Ok(StreamHead {
        stream: row.get(0)?,
        seq: count_at(row, 1)?,
        hash: hash_at(row, 2)?,
    })
}

fn heads_of(connection: &Connection, stamp: u64) -> Result<Vec<StreamHead>, StoreFault> {
    let sql = "SELECT stream, seq, hash FROM stamped WHERE stamp = ?1 ORDER BY place";
    rows(connection, sql, [signed(stamp)], head_at)
}

impl Register for Sqlite {
    fn note(&self, attempts: &[Attempt]) -> Result<(), StoreFault> {
        self.write(|transaction| insert_attempts(transaction, attempts))
    }

    fn attempts(&self, after: u64, limit: usize) -> Result<Vec<StoredAttempt>, StoreFault> {
        let sql = "SELECT position, before, hash, line FROM audit WHERE position > ?1 ORDER BY position LIMIT ?2";
        let kept: Vec<(u64, Hash, Hash, Vec<u8>)> = self.read(|c| {
            rows(
                c,
                sql,
                params![signed(after), signed(limit as u64)],
                |row| {
                    Ok((
                        count_at(row, 0)?,
                        hash_at(row, 1)?,
                        hash_at(row, 2)?,
                        row.get(3)?,
                    ))
                },
            )
        })?;
        let read = kept.into_iter().map(|(position, before, hash, line)| {
            let attempt = cbor::decode(&line, LINE_BYTES_MAX)
                .map_err(|error| StoreFault::Damaged(format!("audit {position}: {error}")))?;
            Ok(StoredAttempt {
                position,
                before,
                hash,
                attempt,
            })
        });
        read.collect()
    }

    fn put_card(&self, card: &StoredCard) -> Result<(), StoreFault> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO card VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    card.sha256.0,
                    card.person,
                    card.at,
                    card.until,
                    card.der,
                    card.binding,
                    card.withdrawn
                ],
            )?;
            Ok(())
        })
    }

    fn card(&self, sha256: &Hash) -> Result<Option<StoredCard>, StoreFault> {
        let sql = format!("{CARD} WHERE sha256 = ?1");
        self.read(|c| row(c, &sql, [sha256.0], card_of))
    }

    fn cards(&self, person: Option<&str>) -> Result<Vec<StoredCard>, StoreFault> {
        let sql = format!("{CARD} WHERE person = ifnull(?1, person) ORDER BY at DESC, sha256");
        self.read(|c| rows(c, &sql, [person], card_of))
    }

    fn withdraw_card(&self, sha256: &Hash, at: i64) -> Result<bool, StoreFault> {
        self.write(|transaction| {
            let sql = "UPDATE card SET withdrawn = ?2 WHERE sha256 = ?1 AND withdrawn IS NULL";
            Ok(transaction.execute(sql, params![sha256.0, at])? > 0)
        })
    }

    fn put_crl(&self, authority: &Hash, this_update: i64, der: &[u8]) -> Result<(), StoreFault> {
        self.write(|transaction| {
            let sql = "DELETE FROM crl WHERE authority = ?1 AND this_update <= ?2";
            transaction.execute(sql, params![authority.0, this_update])?;
            let sql = "INSERT INTO crl(authority, this_update, der) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
            transaction.execute(sql, params![authority.0, this_update, der])?;
            Ok(())
        })
    }

    fn crl_version(&self) -> Result<u64, StoreFault> {
        let sql = "SELECT ifnull(max(position), 0) FROM crl";
        Ok(self
            .read(|c| row(c, sql, [], |row| count_at(row, 0)))?
            .unwrap_or(0))
    }

    fn crls(&self) -> Result<Vec<Vec<u8>>, StoreFault> {
        let sql = "SELECT der FROM crl ORDER BY position";
        self.read(|c| rows(c, sql, [], |row| row.get(0)))
    }

    fn revoked_certificates(&self, now: i64) -> Result<Vec<StoredCertificate>, StoreFault> {
        self.revoked_rows(now)
    }

    fn unstamped(&self, limit: usize) -> Result<Vec<StreamHead>, StoreFault> {
        let sql = "SELECT stream, seq, hash FROM head WHERE NOT EXISTS
            (SELECT 1 FROM stamped WHERE stamped.stream = head.stream AND stamped.seq = head.seq)
            ORDER BY stream LIMIT ?1";
        self.read(|c| rows(c, sql, [signed(limit as u64)], head_at))
    }

    fn put_stamp(&self, at: i64, token: &[u8], heads: &[StreamHead]) -> Result<u64, StoreFault> {
        self.write(|transaction| {
            let sql = "INSERT INTO time_stamp(at, token) VALUES (?1, ?2)";
            transaction.execute(sql, params![at, token])?;
            let number = transaction.last_insert_rowid();
            let sql = "INSERT INTO stamped VALUES (?1, ?2, ?3, ?4, ?5)";
            let mut insert = transaction.prepare_cached(sql)?;
            for (head, place) in heads.iter().zip(0i64..) {
                insert.execute(params![
                    head.stream,
                    signed(head.seq),
                    head.hash.0,
                    number,
                    place
                ])?;
            }
            Ok(u64::try_from(number).unwrap_or(0))
        })
    }

    fn stamped(&self, stream: &str) -> Result<Option<StampedHead>, StoreFault> {
        let sql = "SELECT stream, seq, hash, stamp, place FROM stamped WHERE stream = ?1 ORDER BY seq DESC LIMIT 1";
        self.read(|c| {
            row(c, sql, [stream], |row| {
                Ok(StampedHead {
                    head: head_at(row)?,
                    stamp: count_at(row, 3)?,
                    place: count_at(row, 4)?,
                })
            })
        })
    }

    fn stamp(&self, number: u64) -> Result<Option<StoredStamp>, StoreFault> {
        self.read(|c| {
            let sql = "SELECT token FROM time_stamp WHERE number = ?1";
            let token: Option<Vec<u8>> = row(c, sql, [signed(number)], |row| row.get(0))?;
            let Some(token) = token else {
                return Ok(None);
            };
            let heads = heads_of(c, number)?;
            Ok(Some(StoredStamp { token, heads }))
        })
    }

    fn held(&self, codes: &[&str], limit: usize) -> Result<Vec<OpId>, StoreFault> {
        let sql =
            "SELECT operation FROM verdict WHERE decision = 3 AND code = ?1 ORDER BY at LIMIT ?2";
        let mut found = Vec::new();
        for code in codes {
            let left = limit.saturating_sub(found.len());
            found.extend(self.read(|c| {
                rows(c, sql, params![code, signed(left as u64)], |row| {
                    hash_at(row, 0)
                })
            })?);
        }
        Ok(found)
    }

    fn release(&self, operation: &OpId, at: i64, reason: &str) -> Result<(), StoreFault> {
        self.write(|transaction| {
            let sql = "INSERT INTO released VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
            transaction.execute(sql, params![operation.0, at, reason])?;
            Ok(())
        })
    }

    fn let_go(&self, limit: usize) -> Result<Vec<OpId>, StoreFault> {
        let sql = "SELECT operation FROM released JOIN verdict USING (operation) WHERE decision = 3 LIMIT ?1";
        self.read(|c| rows(c, sql, [signed(limit as u64)], |row| hash_at(row, 0)))
    }

    fn is_released(&self, operation: &OpId) -> Result<bool, StoreFault> {
        let sql = "SELECT 1 FROM released WHERE operation = ?1";
        Ok(self
            .read(|c| row(c, sql, [operation.0], |_| Ok(())))?
            .is_some())
    }
}
