//! The leave account of a person: lots of minutes, what cases hold and use of
//! them, and a bank book that says of every row why. 差假帳

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::entry::{Lot, Taking, TakingState};
use super::why::Why;
use super::{AccountEvent, Corrected, Granted, Held, Kind, PotName, Slice};
use crate::Refusal;
use crate::ids::{CaseId, LotId, OperationId};

/// Most minutes of one entry: about 40 years of leave.
const MAX_MINUTES: i64 = 10_000_000;

/// The state of a stream `account/PERSON`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Account {
    lots: BTreeMap<LotId, Lot>,
    takings: BTreeMap<CaseId, Taking>,
    lines: Vec<Line>,
}

/// What a row of the bank book records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// Leave was granted. 核給
    Granted,
    /// A request holds leave. 保留
    Held,
    /// What was held or used is free again. 退還
    Released,
    /// What was held is used. 扣除
    Committed,
    /// A counter row to an earlier one. 更正
    Corrected,
}

/// A row of the bank book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// When, in ms since 1970 UTC, by the agency's clock.
    pub at: i64,
    /// What brought it about.
    pub operation: OperationId,
    /// What it records.
    pub kind: LineKind,
    /// The case, where there is one.
    pub case: Option<CaseId>,
    /// The kind of leave that was asked for, where there is a case.
    pub leave: Option<Kind>,
    /// The lot; none for a pay cut.
    pub lot: Option<LotId>,
    /// The pot; none for a pay cut.
    pub pot: Option<PotName>,
    /// Change of what is left in the lot, in minutes; of a pay cut its minutes, below zero when they are added.
    pub minutes: i64,
    /// What is left in the lot after it, in minutes.
    pub left: i64,
    /// Why.
    pub why: Why,
}

/// One lot of a pot as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pot {
    /// Its id.
    pub lot: LotId,
    /// Which pot.
    pub pot: PotName,
    /// The year for which it was granted.
    pub year: i16,
    /// Minutes granted, corrections included.
    pub granted: i64,
    /// Minutes used.
    pub used: i64,
    /// Minutes that open requests hold.
    pub held: i64,
    /// Minutes left.
    pub left: i64,
    /// First day on which it can be used.
    pub from: Date,
    /// Last day on which it can be used.
    pub until: Date,
    /// Minutes that must be taken within the year. 應休
    pub must_take: i64,
}

/// What a case takes, as far as it concerns other requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absence<'a> {
    /// The case.
    pub case: &'a CaseId,
    /// The kind of leave.
    pub kind: &'a Kind,
    /// The working time that it covers.
    pub slices: &'a [Slice],
    /// Asked for or decided.
    pub state: TakingState,
}

impl Account {
    /// Makes an event true. An entry to a lot or case that is not there changes
    /// nothing: [`Account::allows`] never lets one be written.
    pub fn apply(&mut self, event: &AccountEvent, at: i64, operation: OperationId) {
        let mut book = Book {
            at,
            operation,
            account: self,
        };
        match event {
            AccountEvent::Granted(granted) => book.grant(granted),
            AccountEvent::Held(held) => book.hold(held),
            AccountEvent::Released(released) => book.release(&released.case, &released.why),
            AccountEvent::Committed(committed) => book.commit(&committed.case),
            AccountEvent::Corrected(corrected) => book.correct(corrected),
        }
    }

    /// Whether the event can become true: no lot is ever overdrawn.
    ///
    /// # Errors
    /// `account-lot-exists`, `account-lot-unknown` (lot), `account-overdrawn` (lot,
    /// left_minutes, asked_minutes), `account-sum` (asked_minutes, charged_minutes),
    /// `account-case-state` (case), `account-grant` (lot) for negative minutes or
    /// dates that run backwards, or minutes beyond every measure.
    pub fn allows(&self, event: &AccountEvent) -> Result<(), Refusal> {
        match event {
            AccountEvent::Granted(granted) => self.allows_grant(granted),
            AccountEvent::Held(held) => self.allows_hold(held),
            AccountEvent::Released(x) => {
                self.in_state(&x.case, &[TakingState::Held, TakingState::Committed])
            }
            AccountEvent::Committed(x) => self.in_state(&x.case, &[TakingState::Held]),
            AccountEvent::Corrected(corrected) => {
                let lot = self.lot(&corrected.lot)?;
                if !(-MAX_MINUTES..=MAX_MINUTES).contains(&corrected.minutes) {
                    return Err(Refusal::new("account-grant").with("lot", &corrected.lot));
                }
                overdrawn(&corrected.lot, lot.left(), -corrected.minutes)
            }
        }
    }

    fn allows_grant(&self, granted: &Granted) -> Result<(), Refusal> {
        if self.lots.contains_key(&granted.lot) {
            return Err(Refusal::new("account-lot-exists").with("lot", &granted.lot));
        }
        let fits = (0..=MAX_MINUTES).contains(&granted.minutes)
            && (0..=granted.minutes).contains(&granted.used)
            && (0..=MAX_MINUTES).contains(&granted.must_take)
            && granted.from <= granted.until;
        if fits {
            Ok(())
        } else {
            Err(Refusal::new("account-grant").with("lot", &granted.lot))
        }
    }

    fn allows_hold(&self, held: &Held) -> Result<(), Refusal> {
        if self.takings.contains_key(&held.case) {
            self.in_state(&held.case, &[TakingState::Held, TakingState::Released])?;
        }
        let (asked, charged) = (super::minutes(&held.slices), held.cost.minutes());
        let lots: BTreeSet<&LotId> = held.cost.charges.iter().map(|charge| &charge.lot).collect();
        let fits = asked == charged
            && asked <= MAX_MINUTES
            && held.cost.pay_cut >= 0
            && lots.len() == held.cost.charges.len()
            && held.slices.iter().all(|slice| slice.minutes > 0)
            && held.cost.charges.iter().all(|charge| charge.minutes > 0);
        if !fits {
            return Err(Refusal::new("account-sum")
                .with("asked_minutes", asked)
                .with("charged_minutes", charged));
        }
        held.cost.charges.iter().try_for_each(|charge| {
            self.lot(&charge.lot)?;
            overdrawn(
                &charge.lot,
                self.left_without(&charge.lot, Some(&held.case)),
                charge.minutes,
            )
        })
    }

    fn lot(&self, lot: &LotId) -> Result<&Lot, Refusal> {
        self.lots
            .get(lot)
            .ok_or_else(|| Refusal::new("account-lot-unknown").with("lot", lot))
    }

    fn in_state(&self, case: &CaseId, states: &[TakingState]) -> Result<(), Refusal> {
        match self.takings.get(case) {
            Some(taking) if states.contains(&taking.state) => Ok(()),
            _ => Err(Refusal::new("account-case-state").with("case", case)),
        }
    }

    /// Minutes left in a lot as if a case held nothing of it; 0 for no such lot.
    #[must_use]
    pub fn left_without(&self, lot: &LotId, case: Option<&CaseId>) -> i64 {
        let left = self.lots.get(lot).map_or(0, Lot::left);
        let own = case
            .and_then(|case| self.takings.get(case))
            .filter(|t| t.state != TakingState::Released);
        left.saturating_add(own.map_or(0, |taking| taking.cost.of(lot)))
    }

    /// Minutes left in a pot that can be used on a day.
    #[must_use]
    pub fn balance(&self, pot: &PotName, on: Date) -> i64 {
        self.usable(pot, on)
            .fold(0, |sum, (_, lot)| sum.saturating_add(lot.left()))
    }

    /// The lots of a pot that can be used on a day, the oldest first.
    pub(super) fn usable(&self, pot: &PotName, on: Date) -> impl Iterator<Item = (&LotId, &Lot)> {
        let mut lots: Vec<_> = self
            .lots
            .iter()
            .filter(|(_, lot)| lot.pot == *pot && lot.from <= on && on <= lot.until)
            .collect();
        lots.sort_by_key(|(id, lot)| (lot.year, lot.until, (*id).clone()));
        lots.into_iter()
    }

    /// Whether a lot of the pot was granted for the year.
    #[must_use]
    pub fn is_open(&self, pot: &PotName, year: i16) -> bool {
        self.lots
            .values()
            .any(|lot| lot.pot == *pot && lot.year == year)
    }

    /// All lots that can be used on a day, by pot, the oldest first.
    #[must_use]
    pub fn pots(&self, on: Date) -> Vec<Pot> {
        let names: BTreeSet<&PotName> = self.lots.values().map(|lot| &lot.pot).collect();
        names
            .into_iter()
            .flat_map(|pot| self.usable(pot, on))
            .map(|(id, lot)| lot.view(id))
            .collect()
    }

    /// One lot, whether or not it can be used today.
    #[must_use]
    pub fn pot(&self, lot: &LotId) -> Option<Pot> {
        self.lots.get(lot).map(|found| found.view(lot))
    }

    /// The bank book, the oldest row first.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What cases take that were not released.
    pub fn absences(&self) -> impl Iterator<Item = Absence<'_>> {
        self.takings
            .iter()
            .filter(|(_, taking)| taking.state != TakingState::Released)
            .map(|(case, taking)| Absence {
                case,
                kind: &taking.kind,
                slices: &taking.slices,
                state: taking.state,
            })
    }

    /// What a case takes or took.
    #[must_use]
    pub fn taking(&self, case: &CaseId) -> Option<&Taking> {
        self.takings.get(case)
    }

    /// Minutes of a kind that other cases take within a year. 已請時數
    #[must_use]
    pub fn taken(&self, kind: &Kind, year: i16, excluding: Option<&CaseId>) -> i64 {
        self.absences()
            .filter(|absence| absence.kind == kind && Some(absence.case) != excluding)
            .flat_map(|absence| absence.slices)
            .filter(|slice| slice.date.year() == year)
            .fold(0, |sum, slice| sum.saturating_add(slice.minutes))
    }
}

fn overdrawn(lot: &LotId, left: i64, asked: i64) -> Result<(), Refusal> {
    if asked <= left {
        return Ok(());
    }
    Err(Refusal::new("account-overdrawn")
        .with("lot", lot)
        .with("left_minutes", left)
        .with("asked_minutes", asked))
}

/// A reason that says of which leave: its kind, and its first and last day.
fn days(why: Why, kind: &Kind, slices: &[Slice]) -> Why {
    let why = why.with("kind", kind);
    match (slices.first(), slices.last()) {
        (Some(first), Some(last)) => why.with("from_date", first.date).with("to_date", last.date),
        _ => why,
    }
}

/// The account with what is written beside each row.
struct Book<'a> {
    at: i64,
    operation: OperationId,
    account: &'a mut Account,
}

impl Book<'_> {
    fn write(
        &mut self,
        kind: LineKind,
        of: Option<(&CaseId, &Kind)>,
        lot: Option<&LotId>,
        minutes: i64,
        why: Why,
    ) {
        let found = lot.and_then(|lot| self.account.lots.get(lot));
        let line = Line {
            at: self.at,
            operation: self.operation,
            kind,
            case: of.map(|(case, _)| case.clone()),
            leave: of.map(|(_, leave)| leave.clone()),
            lot: lot.cloned(),
            pot: found.map(|lot| lot.pot.clone()),
            minutes,
            left: found.map_or(0, Lot::left),
            why,
        };
        self.account.lines.push(line);
    }

    fn grant(&mut self, granted: &Granted) {
        self.account
            .lots
            .insert(granted.lot.clone(), Lot::new(granted));
        self.write(
            LineKind::Granted,
            None,
            Some(&granted.lot),
            granted.minutes.saturating_sub(granted.used),
            granted.why.clone(),
        );
    }

    fn hold(&mut self, held: &Held) {
        if self
            .account
            .in_state(&held.case, &[TakingState::Held])
            .is_ok()
        {
            self.release(&held.case, &Why::new("leave-asked-again"));
        }
        let of = Some((&held.case, &held.kind));
        for charge in &held.cost.charges {
            self.shift(&charge.lot, charge.minutes, 0);
            self.write(
                LineKind::Held,
                of,
                Some(&charge.lot),
                -charge.minutes,
                days(Why::new("leave-asked"), &held.kind, &held.slices),
            );
        }
        if held.cost.pay_cut > 0 {
            self.write(
                LineKind::Held,
                of,
                None,
                -held.cost.pay_cut,
                days(Why::new("leave-pay-cut"), &held.kind, &held.slices),
            );
        }
        let taking = Taking {
            kind: held.kind.clone(),
            slices: held.slices.clone(),
            cost: held.cost.clone(),
            state: TakingState::Held,
        };
        self.account.takings.insert(held.case.clone(), taking);
    }

    fn release(&mut self, case: &CaseId, why: &Why) {
        let Some((taking, state)) = self.turn(case, TakingState::Released) else {
            return;
        };
        let (kind, cost) = (taking.kind, taking.cost);
        let why = days(why.clone(), &kind, &taking.slices);
        for charge in &cost.charges {
            let (held, used) = if state == TakingState::Held {
                (charge.minutes, 0)
            } else {
                (0, charge.minutes)
            };
            self.shift(&charge.lot, -held, -used);
            self.write(
                LineKind::Released,
                Some((case, &kind)),
                Some(&charge.lot),
                charge.minutes,
                why.clone(),
            );
        }
        if cost.pay_cut > 0 {
            self.write(
                LineKind::Released,
                Some((case, &kind)),
                None,
                cost.pay_cut,
                why.clone(),
            );
        }
    }

    fn commit(&mut self, case: &CaseId) {
        if self.account.in_state(case, &[TakingState::Held]).is_err() {
            return;
        }
        let Some((taking, _)) = self.turn(case, TakingState::Committed) else {
            return;
        };
        let (kind, cost) = (taking.kind, taking.cost);
        let why = |code: &str| days(Why::new(code), &kind, &taking.slices);
        for charge in &cost.charges {
            self.shift(&charge.lot, -charge.minutes, charge.minutes);
            self.write(
                LineKind::Committed,
                Some((case, &kind)),
                Some(&charge.lot),
                0,
                why("leave-decided"),
            );
        }
        if cost.pay_cut > 0 {
            self.write(
                LineKind::Committed,
                Some((case, &kind)),
                None,
                0,
                why("leave-pay-cut"),
            );
        }
    }

    /// Puts the taking of a case in another state; answers it, and the state that it had.
    fn turn(&mut self, case: &CaseId, to: TakingState) -> Option<(Taking, TakingState)> {
        let taking = self
            .account
            .takings
            .get_mut(case)
            .filter(|taking| taking.state != TakingState::Released)?;
        let before = std::mem::replace(&mut taking.state, to);
        Some((taking.clone(), before))
    }

    fn shift(&mut self, lot: &LotId, held: i64, used: i64) {
        if let Some(lot) = self.account.lots.get_mut(lot) {
            lot.held = lot.held.saturating_add(held);
            lot.used = lot.used.saturating_add(used);
        }
    }

    fn correct(&mut self, corrected: &Corrected) {
        let Some(lot) = self.account.lots.get_mut(&corrected.lot) else {
            return;
        };
        lot.granted = lot.granted.saturating_add(corrected.minutes);
        self.write(
            LineKind::Corrected,
            None,
            Some(&corrected.lot),
            corrected.minutes,
            corrected.why.clone(),
        );
    }
}
