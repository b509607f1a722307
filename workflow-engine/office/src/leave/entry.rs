//! The entries of a leave account: its events, and what they add up to for one
//! lot and one case.

use jiff::civil::Date;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::account::Pot;
use super::why::Why;
use super::{Kind, PotName, Slice};
use crate::ids::{CaseId, LotId};

/// What became true of a leave account.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum AccountEvent {
    /// A lot of leave was granted.
    #[n(1)]
    Granted(#[n(0)] Granted),
    /// A case holds leave; replaces what it held before.
    #[n(2)]
    Held(#[n(0)] Held),
    /// What a case held or used is free again.
    #[n(3)]
    Released(#[n(0)] Released),
    /// What a case held is used.
    #[n(4)]
    Committed(#[n(0)] Committed),
    /// A counter row: an earlier grant was wrong.
    #[n(5)]
    Corrected(#[n(0)] Corrected),
}

/// See [`AccountEvent::Granted`].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Granted {
    /// The new lot.
    #[n(1)]
    pub lot: LotId,
    /// The pot to which it belongs.
    #[n(2)]
    pub pot: PotName,
    /// The year for which it is granted; of compensatory leave that of the overtime.
    #[n(3)]
    pub year: i16,
    /// How many minutes.
    #[n(4)]
    pub minutes: i64,
    /// Minutes of it that were used before the account was opened here, such as
    /// at the agency from which the person came.
    #[n(5)]
    pub used: i64,
    /// Minutes that must be taken within the year. 應休
    #[n(6)]
    pub must_take: i64,
    /// First day on which it can be used.
    #[cbor(n(7), with = "crate::civil::day")]
    pub from: Date,
    /// Last day on which it can be used.
    #[cbor(n(8), with = "crate::civil::day")]
    pub until: Date,
    /// Why so much.
    #[n(9)]
    pub why: Why,
}

/// See [`AccountEvent::Held`].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Held {
    /// The case that asks for it.
    #[n(1)]
    pub case: CaseId,
    /// The kind of leave.
    #[n(2)]
    pub kind: Kind,
    /// The working time that it covers.
    #[n(3)]
    pub slices: Vec<Slice>,
    /// What it takes of which lot.
    #[n(4)]
    pub cost: Cost,
}

/// What a request takes: minutes of lots, and minutes for which pay is cut.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Cost {
    /// Minutes by lot; each lot once.
    #[n(1)]
    pub charges: Vec<LotMinutes>,
    /// Minutes beyond every lot, for which pay is cut. 扣俸
    #[n(2)]
    pub pay_cut: i64,
}

impl Cost {
    /// Minutes of all lots and of the pay cut.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        self.charges.iter().fold(self.pay_cut, |sum, charge| {
            sum.saturating_add(charge.minutes)
        })
    }

    /// Minutes of one lot.
    #[must_use]
    pub fn of(&self, lot: &LotId) -> i64 {
        self.charges
            .iter()
            .filter(|charge| charge.lot == *lot)
            .fold(0, |sum, charge| sum.saturating_add(charge.minutes))
    }
}

/// Minutes of a lot.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct LotMinutes {
    /// The lot.
    #[n(1)]
    pub lot: LotId,
    /// How many, above zero.
    #[n(2)]
    pub minutes: i64,
}

/// See [`AccountEvent::Released`].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Released {
    /// The case.
    #[n(1)]
    pub case: CaseId,
    /// Why, such as `leave-withdrawn`.
    #[n(2)]
    pub why: Why,
}

/// See [`AccountEvent::Committed`].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Committed {
    /// The case.
    #[n(1)]
    pub case: CaseId,
}

/// See [`AccountEvent::Corrected`].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Corrected {
    /// The lot.
    #[n(1)]
    pub lot: LotId,
    /// Minutes added to what was granted; below zero they are taken away.
    #[n(2)]
    pub minutes: i64,
    /// Why.
    #[n(3)]
    pub why: Why,
}

/// Where a request for leave stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TakingState {
    /// Asked for.
    Held,
    /// Decided.
    Committed,
    /// Given back.
    Released,
}

/// What a case takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taking {
    /// The kind of leave.
    pub kind: Kind,
    /// The working time that it covers.
    pub slices: Vec<Slice>,
    /// What it takes of which lot.
    pub cost: Cost,
    /// Where it stands.
    pub state: TakingState,
}

/// A lot with what is used and held of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lot {
    pub(super) pot: PotName,
    pub(super) year: i16,
    pub(super) granted: i64,
    pub(super) used: i64,
    pub(super) held: i64,
    pub(super) must_take: i64,
    pub(super) from: Date,
    pub(super) until: Date,
}

impl Lot {
    pub(super) fn new(granted: &Granted) -> Self {
        Self {
            pot: granted.pot.clone(),
            year: granted.year,
            granted: granted.minutes,
            used: granted.used,
            held: 0,
            must_take: granted.must_take,
            from: granted.from,
            until: granted.until,
        }
    }

    pub(super) fn left(&self) -> i64 {
        self.granted
            .saturating_sub(self.used)
            .saturating_sub(self.held)
    }

    pub(super) fn view(&self, id: &LotId) -> Pot {
        Pot {
            lot: id.clone(),
            pot: self.pot.clone(),
            year: self.year,
            granted: self.granted,
            used: self.used,
            held: self.held,
            left: self.left(),
            from: self.from,
            until: self.until,
            must_take: self.must_take,
        }
    }
}
