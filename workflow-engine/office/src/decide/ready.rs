//! What a person should know before deciding, and how urgent it is.

use feel::Value;

use super::standing::Standing;
use crate::Refusal;
use crate::away::{Absence, Away};
use crate::case::{Case, Station};
use crate::civil;
use crate::deputation::Kept;
use crate::ids::PersonId;
use crate::leave::{self, Span};
use crate::world::{Fault, Reading, World};

/// So many colleagues away at the same time are told where the service says nothing.
const TEAM: i64 = 2;

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
    let known = known(world, case)?;
    let Some(pack) = world.pack(&case.pack)? else {
        return Ok(usual(known));
    };
    let Some(decision) = &pack.manifest.inbox.look else {
        return Ok(usual(known));
    };
    let facts = facts(world, case, &known)?;
    let mut inputs = (*case.flow.variables).clone();
    inputs.extend(facts);
    let at = case.updated;
    let answer = pack.decide(decision, &inputs, at).outcome.value;
    let codes: Vec<&str> = match &answer {
        Value::List(codes) => codes.iter().filter_map(Value::as_text).collect(),
        one => one.as_text().into_iter().collect(),
    };
    let remark = |code: &str| {
        let found = known.iter().find(|remark| remark.code == code);
        found
            .cloned()
            .unwrap_or_else(|| Remark::new("look").with("key", code))
    };
    Ok(codes.into_iter().map(remark).collect())
}

/// What is told where the service says nothing.
fn usual(known: Vec<Remark>) -> Vec<Remark> {
    let is_told = |remark: &Remark| remark.code != "team-away" || count(remark) >= TEAM;
    known.into_iter().filter(is_told).collect()
}

fn count(remark: &Remark) -> i64 {
    let count = remark.facts.get("count");
    count.and_then(|count| count.parse().ok()).unwrap_or(0)
}

/// What the table of a service is asked with, beside the variables of the flow.
fn facts(world: &dyn World, case: &Case, known: &[Remark]) -> Result<Vec<(String, Value)>, Fault> {
    let find = |code: &str| known.iter().find(|remark| remark.code == code);
    let is = |code: &str| Value::Bool(find(code).is_some());
    let number = |number: i64| Value::Number(number.into());
    let others = find("team-away").map_or(0, count);
    let leave = case.leave.as_ref();
    let lot = leave.and_then(|leave| leave.cost.as_ref()?.charges.last());
    let left = match (lot, world.account(&case.applicant)?) {
        (Some(charge), Some(account)) => account.pot(&charge.lot).map(|pot| pot.left),
        _ => None,
    };
    Ok(vec![
        ("同時請假人數".to_owned(), number(others)),
        ("代理人同時請假".to_owned(), is("deputy-away")),
        ("受託代理中".to_owned(), is("deputising-then")),
        ("缺證明".to_owned(), is("proof-missing")),
        (
            "扣薪分鐘".to_owned(),
            number(leave.map_or(0, crate::case::Leave::pay_cut)),
        ),
        ("餘額分鐘".to_owned(), left.map_or(Value::Null, number)),
    ])
}

/// What the office itself finds.
fn known(world: &dyn World, case: &Case) -> Result<Vec<Remark>, Fault> {
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
        if !others.is_empty() {
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

/// For whom of the unit the applicant has agreed to stand in at that time, and has not handed it on:
/// by a deputation, or by a leave that names them.
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
    let asked = away.deputations.values().find(agreed);
    let named = |absence: &&Absence| {
        let meets = absence.from < span.to && span.from < absence.to;
        meets && !absence.asked && absence.deputy.as_ref() == Some(&case.applicant)
    };
    let absent = || Some(&away.absences.values().find(named)?.person);
    let principal = asked
        .map(|kept| &kept.deputation.principal)
        .or_else(absent)?;
    Some(Remark::new("deputising-then").with("person", principal))
}

/// The section of the inbox to which an open station belongs, where more than `overdue` working days
/// are too long. What was urged is no routine. 稽催
///
/// # Errors
/// A [`Fault`] when the store cannot be read.
pub fn urgency(
    world: &dyn World,
    station: &Station,
    standing: &Standing,
    remarks: &[Remark],
    overdue: u8,
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
    Ok(if waited > usize::from(overdue) {
        Urgency::Overdue
    } else if remarks.is_empty() && station.urged.is_none() {
        Urgency::Routine
    } else {
        Urgency::Look
    })
}
