//! Who of a unit is away when, and who stands in for whom. It says when and who,
//! never why somebody is away: the whole unit may see it.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::deputation::{Closing, Deputation, Kept};
use crate::ids::{CaseId, DeputationId, PersonId};

/// The state of a stream `away/UNIT`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Away {
    /// One absence a case.
    pub absences: BTreeMap<CaseId, Absence>,
    /// Who was asked to stand in for people of this unit, and what came of it.
    #[serde(default)]
    pub deputations: BTreeMap<DeputationId, Kept>,
}

/// One absence.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Absence {
    /// The case from which it comes.
    #[n(1)]
    pub case: CaseId,
    /// Who is away.
    #[n(2)]
    pub person: PersonId,
    /// Who stands in.
    #[n(3)]
    pub deputy: Option<PersonId>,
    /// From, on the wall.
    #[cbor(n(4), with = "crate::civil::moment")]
    pub from: DateTime,
    /// To, on the wall, exclusive.
    #[cbor(n(5), with = "crate::civil::moment")]
    pub to: DateTime,
    /// Asked for, not yet decided.
    #[n(6)]
    pub asked: bool,
}

/// What became true of the absences of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum AwayEvent {
    /// An absence is asked for or decided; replaces that of the same case.
    #[n(1)]
    Put(#[n(0)] Absence),
    /// The absence of the case is no more.
    #[n(2)]
    Gone(#[n(0)] CaseId),
    /// Somebody is asked to stand in. 代理
    #[n(3)]
    Asked(#[n(0)] Deputation),
    /// They agreed, at this instant (ms) by their own word.
    #[n(4)]
    Consented(#[n(0)] DeputationId, #[n(1)] i64),
    /// They did not, and why.
    #[n(5)]
    Declined(#[n(0)] DeputationId, #[n(1)] String),
    /// It ended before its time: by whom and why.
    #[n(6)]
    Ended(#[n(0)] DeputationId, #[n(1)] PersonId, #[n(2)] String),
}

impl Away {
    /// Makes an event true; `at` is the agency's time of the event, ms.
    pub fn apply(&mut self, event: &AwayEvent, at: i64) {
        match event {
            AwayEvent::Put(absence) => {
                self.absences.insert(absence.case.clone(), absence.clone());
            }
            AwayEvent::Gone(case) => {
                self.absences.remove(case);
            }
            AwayEvent::Asked(deputation) => {
                let kept = Kept::new(deputation.clone(), at);
                self.deputations.insert(deputation.id.clone(), kept);
            }
            AwayEvent::Consented(id, when) => {
                if let Some(kept) = self.deputations.get_mut(id) {
                    kept.consented = Some(*when);
                }
            }
            AwayEvent::Declined(id, reason) => {
                if let Some(kept) = self.deputations.get_mut(id) {
                    let by = kept.deputation.deputy.clone();
                    kept.closed = Some(Closing::new(at, by, reason));
                }
            }
            AwayEvent::Ended(id, by, reason) => {
                if let Some(kept) = self.deputations.get_mut(id) {
                    kept.closed = Some(Closing::new(at, by.clone(), reason));
                }
            }
        }
    }

    /// The decided absence that covers a moment.
    #[must_use]
    pub fn absent(&self, person: &PersonId, moment: DateTime) -> Option<&Absence> {
        self.absences
            .values()
            .find(|a| !a.asked && a.person == *person && a.from <= moment && moment < a.to)
    }

    /// Absences of a person that meet a span, decided or asked for.
    pub fn meeting(
        &self,
        person: &PersonId,
        from: DateTime,
        to: DateTime,
    ) -> impl Iterator<Item = &Absence> {
        self.absences
            .values()
            .filter(move |a| a.person == *person && a.from < to && from < a.to)
    }
}
