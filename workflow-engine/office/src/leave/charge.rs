//! What a request for leave costs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::account::Account;
use super::entry::{Cost, LotMinutes};
use super::rules::{KindRule, ProofRule, Rules};
use super::why::Why;
use super::{DAY, Kind, PotName, Slice, minutes};
use crate::Refusal;
use crate::ids::{CaseId, LotId};

/// What a request takes, and what it leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// What it takes of each lot, in the order in which they are drawn.
    pub lots: Vec<LotCharge>,
    /// Minutes beyond every lot, for which pay is cut. 扣俸
    pub pay_cut: i64,
    /// Whether a proof must be attached.
    pub proof: Proof,
}

/// What a request takes of one lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotCharge {
    /// The lot.
    pub lot: LotId,
    /// Its pot.
    pub pot: PotName,
    /// Minutes that are taken.
    pub minutes: i64,
    /// Minutes left before.
    pub before: i64,
    /// Minutes left after.
    pub after: i64,
}

/// Whether a proof must be attached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// It must.
    pub needed: bool,
    /// By which rule: `proof-from-days` (days), `proof-may-be-asked`,
    /// `proof-not-allowed`, `proof-none`.
    pub why: Why,
}

impl Charge {
    /// Minutes of all lots and of the pay cut.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        self.lots
            .iter()
            .fold(self.pay_cut, |sum, lot| sum.saturating_add(lot.minutes))
    }

    /// The same as it is entered in the account.
    #[must_use]
    pub fn cost(&self) -> Cost {
        let charge = |lot: &LotCharge| LotMinutes {
            lot: lot.lot.clone(),
            minutes: lot.minutes,
        };
        Cost {
            charges: self.lots.iter().map(charge).collect(),
            pay_cut: self.pay_cut,
        }
    }
}

/// What a request would cost: from the oldest lot first, each day by the rule
/// and the lots of that day; beyond the lots the next pot, then a pay cut or a
/// refusal, as the kind says. `excluding` is the case itself, when it asks again.
///
/// # Errors
/// `leave-overlap` (case, day_date, from, to, kind), `leave-kind-unknown` (kind,
/// day_date) for a kind that the rules of a day do not know, `leave-limit` (kind, year,
/// limit_minutes, taken_minutes, asked_minutes), `leave-account-not-open` (pot,
/// year), `leave-beyond-quota` (kind, pot, asked_minutes, left_minutes,
/// short_minutes), and what [`Rules`] refuses.
pub fn charge(
    kind: &Kind,
    slices: &[Slice],
    account: &Account,
    rules: &Rules,
    excluding: Option<&CaseId>,
) -> Result<Charge, Refusal> {
    overlap(slices, account, excluding)?;
    let mut drawing = Drawing {
        account,
        rules,
        excluding,
        lots: Vec::new(),
        pay_cut: 0,
        short: 0,
        asked: BTreeMap::new(),
    };
    for slice in slices {
        let rule = rules.kind(kind, slice.date)?;
        drawing.limit(kind, &rule, slice)?;
        drawing.draw(&rule, slice)?;
    }
    if drawing.short > 0 {
        return Err(beyond(kind, slices, rules, &drawing)?);
    }
    let proof = proof(kind, slices, rules)?;
    Ok(Charge {
        lots: drawing.lots,
        pay_cut: drawing.pay_cut,
        proof,
    })
}

fn overlap(slices: &[Slice], account: &Account, excluding: Option<&CaseId>) -> Result<(), Refusal> {
    for absence in account
        .absences()
        .filter(|absence| Some(absence.case) != excluding)
    {
        if let Some(met) = absence
            .slices
            .iter()
            .find(|there| slices.iter().any(|slice| slice.meets(there)))
        {
            return Err(Refusal::new("leave-overlap")
                .with("case", absence.case)
                .with("kind", absence.kind)
                .with("day_date", met.date)
                .with("from", met.from.strftime("%H:%M"))
                .with("to", met.to.strftime("%H:%M")));
        }
    }
    Ok(())
}

struct Drawing<'a> {
    account: &'a Account,
    rules: &'a Rules,
    excluding: Option<&'a CaseId>,
    lots: Vec<LotCharge>,
    pay_cut: i64,
    short: i64,
    /// Minutes asked for so far, by year.
    asked: BTreeMap<i16, i64>,
}

impl Drawing<'_> {
    /// A kind that has days of its own inside of a pot may not go beyond them.
    fn limit(&mut self, kind: &Kind, rule: &KindRule, slice: &Slice) -> Result<(), Refusal> {
        let year = slice.date.year();
        let asked = self.asked.entry(year).or_default();
        *asked += slice.minutes;
        let Some(limit) = rule.limit_days.map(|days| days.saturating_mul(DAY)) else {
            return Ok(());
        };
        let taken = self.account.taken(kind, year, self.excluding);
        if taken.saturating_add(*asked) <= limit {
            return Ok(());
        }
        Err(Refusal::new("leave-limit")
            .with("kind", kind)
            .with("year", year)
            .with("limit_minutes", limit)
            .with("taken_minutes", taken)
            .with("asked_minutes", *asked))
    }

    fn draw(&mut self, rule: &KindRule, slice: &Slice) -> Result<(), Refusal> {
        let mut need = slice.minutes;
        for pot in std::iter::once(&rule.pot).chain(&rule.next_pot) {
            let year = slice.date.year();
            let yearly = self.rules.yearly(pot, slice.date)?.is_some();
            if yearly && !self.account.is_open(pot, year) {
                return Err(Refusal::new("leave-account-not-open")
                    .with("pot", pot)
                    .with("year", year));
            }
            let account = self.account;
            for (lot, _) in account.usable(pot, slice.date) {
                need -= self.take(lot, pot, need);
            }
        }
        if rule.pay_cut_beyond {
            self.pay_cut += need
        } else {
            self.short += need
        }
        Ok(())
    }

    /// Takes up to `need` minutes of a lot, and says how many.
    fn take(&mut self, lot: &LotId, pot: &PotName, need: i64) -> i64 {
        let before = self.account.left_without(lot, self.excluding);
        let place = self.lots.iter().position(|charge| charge.lot == *lot);
        let left = place
            .and_then(|place| self.lots.get(place))
            .map_or(before, |charge| charge.after);
        let taken = need.min(left).max(0);
        match place.and_then(|place| self.lots.get_mut(place)) {
            Some(charge) => {
                charge.minutes += taken;
                charge.after -= taken;
            }
            None if taken > 0 => self.lots.push(LotCharge {
                lot: lot.clone(),
                pot: pot.clone(),
                minutes: taken,
                before,
                after: before - taken,
            }),
            None => {}
        }
        taken
    }
}

fn beyond(
    kind: &Kind,
    slices: &[Slice],
    rules: &Rules,
    drawing: &Drawing<'_>,
) -> Result<Refusal, Refusal> {
    let refusal = Refusal::new("leave-beyond-quota").with("kind", kind);
    let Some(first) = slices.first() else {
        return Ok(refusal);
    };
    let asked = minutes(slices);
    Ok(refusal
        .with("pot", rules.kind(kind, first.date)?.pot)
        .with("asked_minutes", asked)
        .with("left_minutes", asked - drawing.short)
        .with("short_minutes", drawing.short))
}

/// Whether a request needs a proof, by the rule of its first day and the length
/// of the whole (請假規則 art 11).
///
/// # Errors
/// `leave-kind-unknown`, and what [`Rules`] refuses.
pub fn proof(kind: &Kind, slices: &[Slice], rules: &Rules) -> Result<Proof, Refusal> {
    let Some(first) = slices.first() else {
        return Ok(Proof {
            needed: false,
            why: Why::new("proof-none"),
        });
    };
    let asked = minutes(slices);
    Ok(match rules.kind(kind, first.date)?.proof {
        ProofRule::None => Proof {
            needed: false,
            why: Why::new("proof-none"),
        },
        ProofRule::NotAllowed => Proof {
            needed: false,
            why: Why::new("proof-not-allowed"),
        },
        ProofRule::MayBeAsked => Proof {
            needed: false,
            why: Why::new("proof-may-be-asked"),
        },
        ProofRule::FromDays(days) => Proof {
            needed: asked >= days.saturating_mul(DAY),
            why: Why::new("proof-from-days").with("days", days),
        },
    })
}
