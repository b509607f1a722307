//! Invitations, certificates, and what each device was told of.

use rusqlite::params;
use sync::Hash;

use super::sqlite::{Sqlite, hash_at, row, rows};
use super::{Redeemed, StoreFault, StoredCertificate, StoredInvitation};

const CERTIFICATE: &str =
    "SELECT serial, person, device, computer, at, until, der, revoked FROM certificate";

fn certificate_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<StoredCertificate> {
    Ok(StoredCertificate {
        serial: row.get(0)?,
        person: row.get(1)?,
        device: row.get(2)?,
        computer: row.get(3)?,
        at: row.get(4)?,
        until: row.get(5)?,
        der: row.get(6)?,
        revoked: row.get(7)?,
    })
}

impl Sqlite {
    pub(super) fn insert_invitation(&self, made: &StoredInvitation) -> Result<(), StoreFault> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO invitation VALUES (?1, ?2, ?3, ?4, ?5, NULL, NULL)",
                params![
                    made.ticket,
                    made.secret.0,
                    made.person,
                    made.expires,
                    made.tries
                ],
            )?;
            Ok(())
        })
    }

    pub(super) fn use_invitation(
        &self,
        ticket: &str,
        secret: &Hash,
        device: &str,
        now: i64,
    ) -> Result<Redeemed, StoreFault> {
        self.write(|transaction| {
            let sql = "SELECT secret, person, expires, tries, device FROM invitation WHERE ticket = ?1 AND tries > 0";
            let found: Option<(Hash, String, i64, u32, Option<String>)> = row(transaction, sql, [ticket], |row| {
                Ok((hash_at(row, 0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })?;
            let Some((right, person, expires, tries, by)) = found else {
                return Ok(Redeemed::Unknown);
            };
            if now >= expires {
                return Ok(Redeemed::Expired);
            }
            if right != *secret {
                transaction.execute("UPDATE invitation SET tries = tries - 1 WHERE ticket = ?1", [ticket])?;
                return Ok(Redeemed::Wrong(tries - 1));
            }
            if let Some(by) = by {
                return Ok(if by == device { Redeemed::Again(person) } else { Redeemed::Used });
            }
            let sql = "UPDATE invitation SET used = ?2, device = ?3 WHERE ticket = ?1";
            transaction.execute(sql, params![ticket, now, device])?;
            Ok(Redeemed::For(person))
        })
    }

    pub(super) fn insert_certificate(&self, one: &StoredCertificate) -> Result<(), StoreFault> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO certificate VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    one.serial,
                    one.person,
                    one.device,
                    one.computer,
                    one.at,
                    one.until,
                    one.der,
                    one.revoked
                ],
            )?;
            Ok(())
        })
    }

    pub(super) fn certificate_row(
        &self,
        serial: &str,
    ) -> Result<Option<StoredCertificate>, StoreFault> {
        let sql = format!("{CERTIFICATE} WHERE serial = ?1");
        self.read(|c| row(c, &sql, [serial], certificate_of))
    }

    pub(super) fn certificate_rows(
        &self,
        device: &str,
    ) -> Result<Vec<StoredCertificate>, StoreFault> {
        let sql = format!("{CERTIFICATE} WHERE device = ?1 ORDER BY at, serial");
        self.read(|c| rows(c, &sql, [device], certificate_of))
    }

    pub(super) fn revoked_rows(&self, now: i64) -> Result<Vec<StoredCertificate>, StoreFault> {
        let sql = format!("{CERTIFICATE} WHERE revoked NOTNULL AND until > ?1 ORDER BY serial");
        self.read(|c| rows(c, &sql, [now], certificate_of))
    }

    pub(super) fn revoke_rows(&self, device: &str, at: i64) -> Result<usize, StoreFault> {
        self.write(|transaction| {
            let sql = "UPDATE certificate SET revoked = ?2 WHERE device = ?1 AND revoked IS NULL";
            Ok(transaction.execute(sql, params![device, at])?)
        })
    }

    pub(super) fn shown_row(&self, device: &str, stream: &str) -> Result<bool, StoreFault> {
        let sql = "SELECT 1 FROM shown WHERE device = ?1 AND stream = ?2";
        Ok(self
            .read(|c| row(c, sql, [device, stream], |_| Ok(())))?
            .is_some())
    }

    pub(super) fn insert_shown(&self, device: &str, streams: &[String]) -> Result<(), StoreFault> {
        let mut fresh = Vec::new();
        for stream in streams {
            if !self.shown_row(device, stream)? {
                fresh.push(stream);
            }
        }
        if fresh.is_empty() {
            return Ok(());
        }
        self.write(|transaction| {
            let sql = "INSERT INTO shown VALUES (?1, ?2) ON CONFLICT DO NOTHING";
            let mut insert = transaction.prepare_cached(sql)?;
            for stream in fresh {
                insert.execute([device, stream.as_str()])?;
            }
            Ok(())
        })
    }

    pub(super) fn delete_shown(&self, device: &str) -> Result<(), StoreFault> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM shown WHERE device = ?1", [device])?;
            Ok(())
        })
    }
}
