//! What a person should know before deciding, and how urgent it is.

use super::standing::Standing;
use crate::Refusal;
use crate::away::Away;
use crate::case::{Case, Station};
use crate::civil;
use crate::deputation::Kept;
use crate::ids::PersonId;
use crate::leave::{self, Span};
use crate::world::{Fault, Reading, World};

/// Working days after which an open station is overdue. 稽催
const OVERDUE_DAYS: usize = 2;

/// A code with facts, like a refusal, that refuses nothing.
pub type Remark = Refusal;

/// The section of the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Within every rule. 例行
    Routine,
    /// Something to know first. 要看
    Look,
    /// Waiting too long. 逾期
    Overdue,
    /// For somebody who is away. 代理他人
    Deputy,
}

/// What is unusual about a case: colleagues of the unit who are away at the
/// same time, a deputy who is away, somebody for whom the applicant stands in
/// then, pay that is cut, a proof that is missing.
///
/// # Errors
/// A [`Fault`] when the store cannot be read.
pub fn remarks(world: &dyn World, case: &Case) -> Result<Vec<Remark>, Fault> {
    let Some(leave) = &case.leave else {
        return Ok(Vec::new());
    };
    let span = leave.span;
    let mut remarks = Vec::new();
    if let Some(away) = world.away(&case.unit)? {
        let mut others: Vec<&PersonId> = away
            .absences
            .values()
            .filter(|a| a.person != case.applicant && a.from < span.to && span.from < a.to)
            .map(|a| &a.person)
            .collect();
        others.sort_unstable();
        others.dedup();
        if let Some(deputy) = leave
            .deputy
            .as_ref()
            .filter(|deputy| others.contains(deputy))
        {
            remarks.push(Remark::new("deputy-away").with("person", deputy));
        }
        if others.len() >= 2 {
            let names: Vec<&str> = others.iter().map(|p| p.as_str()).collect();
            remarks.push(
                Remark::new("team-away")
                    .with("count", others.len())
                    .with("people", names.join(" ")),
            );
        }
        remarks.extend(left_alone(&away, case, span));
    }
    if leave.pay_cut() > 0 {
        remarks.push(Remark::new("pay-cut").with("pay_cut_minutes", leave.pay_cut()));
    }
    if let Some(pack) = world.pack(&case.pack)?
        && case.attachments.is_empty()
        && leave::proof(&leave.kind, &leave.slices, &pack.rules).is_ok_and(|proof| proof.needed)
    {
        remarks.push(Remark::new("proof-missing"));
    }
    Ok(remarks)
}

/// For whom of the unit the applicant has agreed to stand in at that time, and has not handed it on.
fn left_alone(away: &Away, case: &Case, span: Span) -> Option<Remark> {
    let agreed = |kept: &&Kept| {
        let asked = &kept.deputation;
        let handed = away.handing_on(&asked.id);
        asked.deputy == case.applicant
            && kept.consented.is_some()
            && kept.closed.is_none()
            && asked.meets(span.from, span.to)
            && !handed.iter().any(|next| next.closed.is_none())
    };
    let kept = away.deputations.values().find(agreed)?;
    Some(Remark::new("deputising-then").with("person", &kept.deputation.principal))
}

/// The section of the inbox to which an open station belongs.
///
/// # Errors
/// A [`Fault`] when the store cannot be read.
pub fn urgency(
    world: &dyn World,
    station: &Station,
    standing: &Standing,
    remarks: &[Remark],
    now: i64,
) -> Result<Urgency, Fault> {
    if standing.acting_for.is_some() {
        return Ok(Urgency::Deputy);
    }
    let opened = civil::wall(station.opened).date();
    let waited = world.calendar()?.map_or(0, |calendar| {
        calendar
            .working_days(opened, civil::wall(now).date())
            .skip(1)
            .count()
    });
    Ok(if waited > OVERDUE_DAYS {
        Urgency::Overdue
    } else if remarks.is_empty() {
        Urgency::Routine
    } else {
        Urgency::Look
    })
}
