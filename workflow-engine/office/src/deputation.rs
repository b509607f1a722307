//! Who stands in for whom, from when to when, in what: asked for, agreed to,
//! declined or ended. It changes who may act and never a case. 代理
//!
//! Not to be taken for acting on behalf (代行: the head is in office but away)
//! or deciding by authority (授權決行: by the table of levels).

use jiff::civil::DateTime;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::away::Away;
use crate::case::Role;
use crate::civil;
use crate::ids::{DeputationId, PackId, PersonId};

/// The most deputations of one principal that are not over.
pub const MAX_OPEN: usize = 20;
/// The longest chain of people who hand a deputation on, the first deputy included.
pub const MAX_CHAIN: usize = 5;
/// The most services that one names.
pub const MAX_SERVICES: usize = 50;
/// The longest reason, in characters: it is printed beside the signature.
pub const MAX_REASON: usize = 100;

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Deputation {
    /// Its name, chosen by the computer that asks.
    #[n(1)]
    pub id: DeputationId,
    /// For whom.
    #[n(2)]
    pub principal: PersonId,
    /// Who stands in. 代理人
    #[n(3)]
    pub deputy: PersonId,
    /// From, on the wall, a whole minute.
    #[cbor(n(4), with = "crate::civil::moment")]
    pub from: DateTime,
    /// To, on the wall, a whole minute, exclusive.
    #[cbor(n(5), with = "crate::civil::moment")]
    pub to: DateTime,
    /// In these services; in all when empty.
    #[n(6)]
    pub services: Vec<PackId>,
    /// What stays with the principal.
    #[n(7)]
    pub reserved: Vec<Role>,
    /// Its place among those of the same time: the lower one acts. 代理順位
    #[n(8)]
    pub order: u8,
    /// Why, for the mark beside the signature. 代理原因
    #[n(9)]
    pub reason: String,
    /// The deputation that its deputy hands on by this one. 代理移轉
    #[n(10)]
    pub via: Option<DeputationId>,
    /// Who asked: the principal, a head above, or who hands it on.
    #[n(11)]
    pub asked_by: PersonId,
}

/// A deputation and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What was asked for.
    pub deputation: Deputation,
    /// The agency's time of asking, ms.
    pub asked: i64,
    /// When the deputy agreed by their own word, ms; never before it was asked for.
    pub consented: Option<i64>,
    /// That it was declined or ended.
    pub closed: Option<Closing>,
}

/// That a deputation was declined or ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The agency's time, ms.
    pub at: i64,
    /// By whom.
    pub by: PersonId,
    /// Why; may be empty.
    pub reason: String,
}

impl Closing {
    pub(crate) fn new(at: i64, by: PersonId, reason: &str) -> Self {
        let reason = reason.to_owned();
        Self { at, by, reason }
    }
}

/// Where a deputation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// The deputy has not answered.
    Asked,
    /// Agreed, and its time has not come.
    Ahead,
    /// Agreed, and its time is now.
    InForce,
    /// Its time has passed.
    Over,
    /// Ended before its time.
    Ended,
    /// The deputy did not agree.
    Declined,
}

impl Deputation {
    /// Whether it covers a station of a service.
    #[must_use]
    pub fn covers(&self, service: &PackId, role: Role) -> bool {
        let named = self.services.is_empty() || self.services.contains(service);
        named && !self.reserved.contains(&role)
    }

    /// Whether its time meets a span, the end of which is exclusive.
    #[must_use]
    pub fn meets(&self, from: DateTime, to: DateTime) -> bool {
        self.from < to && from < self.to
    }
}

impl Kept {
    pub(crate) fn new(deputation: Deputation, asked: i64) -> Self {
        Self {
            deputation,
            asked,
            consented: None,
            closed: None,
        }
    }

    /// Where it stands at an instant, ms.
    #[must_use]
    pub fn phase(&self, at: i64) -> Phase {
        let moment = civil::wall(at);
        let closed = self.closed.as_ref().is_some_and(|closed| closed.at <= at);
        match self.consented {
            None if closed && self.is_closed_by_deputy() => Phase::Declined,
            _ if closed => Phase::Ended,
            _ if self.deputation.to <= moment => Phase::Over,
            Some(consented) if consented <= at && self.deputation.from <= moment => Phase::InForce,
            Some(_) => Phase::Ahead,
            None => Phase::Asked,
        }
    }

    fn is_closed_by_deputy(&self) -> bool {
        let closed = self.closed.as_ref();
        closed.is_some_and(|closed| closed.by == self.deputation.deputy)
    }

    /// Neither declined nor ended nor over at an instant, ms.
    #[must_use]
    pub fn is_open(&self, at: i64) -> bool {
        let phase = self.phase(at);
        matches!(phase, Phase::Asked | Phase::Ahead | Phase::InForce)
    }

    /// Whether the deputy has the right from it at an instant, ms, as far as it alone says.
    #[must_use]
    pub fn is_in_force(&self, at: i64) -> bool {
        self.phase(at) == Phase::InForce
    }
}

impl Away {
    /// What was asked for under a name.
    #[must_use]
    pub fn deputation(&self, id: &DeputationId) -> Option<&Kept> {
        self.deputations.get(id)
    }

    /// Those of a principal, by order, then by the time of asking and the name. Those that hand
    /// another on are left out.
    #[must_use]
    pub fn deputations_of(&self, principal: &PersonId) -> Vec<&Kept> {
        let all = self.deputations.values();
        in_order(all.filter(|kept| {
            kept.deputation.principal == *principal && kept.deputation.via.is_none()
        }))
    }

    /// Those by which a deputation is handed on, in order.
    #[must_use]
    pub fn handing_on(&self, base: &DeputationId) -> Vec<&Kept> {
        let all = self.deputations.values();
        in_order(all.filter(|kept| kept.deputation.via.as_ref() == Some(base)))
    }

    /// A deputation and those that it hands on, from the first to itself. Shorter than asked for
    /// when one is not there.
    #[must_use]
    pub fn chain(&self, id: &DeputationId) -> Vec<&Kept> {
        let next = |kept: &&Kept| {
            let via = kept.deputation.via.as_ref()?;
            self.deputations.get(via)
        };
        let start = self.deputations.get(id);
        let mut chain: Vec<&Kept> = std::iter::successors(start, next)
            .take(MAX_CHAIN + 1)
            .collect();
        chain.reverse();
        chain
    }
}

fn in_order<'a>(all: impl Iterator<Item = &'a Kept>) -> Vec<&'a Kept> {
    let mut all: Vec<&Kept> = all.collect();
    all.sort_by_key(|kept| (kept.deputation.order, kept.asked, &kept.deputation.id));
    all
}
