//! Flows that run: which are stuck, how they are mended, and how cases go over to the next version
//! of their service.

mod plan;

pub use plan::{MAX_PLAN, Plan};

use office::case::Case;
use office::ids::{CaseId, OperationId, PackId};
use office::migration::difference;
use office::operation::{GoOver, Mend, Mending, Operation};
use office::pack::PackRef;
use office::{Actor, Content, Decision, Pack, Reading as _, Refusal, Stream, World as _};
use std::sync::Arc;

use crate::agency::Agency;
use crate::problem::Problem;
use crate::storage::StoreFault;

/// Streams that are listed at once.
const PAGE: usize = 1_000;
/// Cases that go over in one round of the deciding thread.
const AT_ONCE: usize = 64;

/// A place at which a flow waits for an administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stuck {
    /// The case.
    pub case: CaseId,
    /// Its service.
    pub service: PackId,
    /// The version of the service.
    pub version: u32,
    /// The token that is stuck, as `t3`.
    pub token: String,
    /// BPMN id of the element.
    pub element: String,
    /// Stable code.
    pub code: String,
    /// What is wrong, for an administrator (English).
    pub reason: String,
}

/// What became of the cases of a service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gone {
    /// They go on by the new version.
    pub went: usize,
    /// They stay with the old one, and why.
    pub stayed: Vec<(CaseId, Refusal)>,
}

fn every_case(
    agency: &Agency,
    mut visit: impl FnMut(&Arc<Case>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut after = "case/".to_owned();
    loop {
        let page = agency.store.heads(&after, PAGE)?;
        for head in &page {
            let Ok(stream @ Stream::Case(_)) = head.stream.parse() else {
                return Ok(());
            };
            if let office::State::Case(Some(case)) = &*agency.states.get(&stream)?.state {
                visit(case)?;
            }
        }
        match page.last() {
            Some(last) => after.clone_from(&last.stream),
            None => return Ok(()),
        }
    }
}

/// Every place at which a flow of the agency is stuck.
///
/// # Errors
/// [`Problem::Store`].
pub fn stuck(agency: &Agency) -> Result<Vec<Stuck>, Problem> {
    let mut found = Vec::new();
    every_case(agency, |case| {
        found.extend(case.flow.incidents.iter().map(|(token, incident)| Stuck {
            case: case.id.clone(),
            service: case.service.clone(),
            version: case.pack.version,
            token: token.to_string(),
            element: incident.element.to_string(),
            code: incident.code.to_string(),
            reason: incident.reason.clone(),
        }));
        Ok(())
    })?;
    Ok(found)
}

/// Mends the flow of a case.
///
/// # Errors
/// [`Problem::Refused`].
pub async fn mend(
    agency: &Agency,
    case: CaseId,
    mending: Mending,
    reason: &str,
) -> Result<(), Problem> {
    let mend = Mend {
        case,
        mending,
        reason: reason.to_owned(),
    };
    agency.ask(&Content::Mend(mend)).await?;
    Ok(())
}

/// A version of a service that was published.
fn version(
    agency: &Agency,
    service: &PackId,
    version: u32,
) -> Result<(PackRef, Arc<Pack>), Problem> {
    let fault = |fault: office::Fault| StoreFault::Database(fault.to_string());
    let unknown = || {
        let refusal = Refusal::new("pack-unknown").with("version", version);
        Problem::Refused(refusal.with("pack", service))
    };
    let packs = agency.states.packs().map_err(fault)?.unwrap_or_default();
    let mut published = packs.published.iter().rev();
    let found = published.find(|(id, pack)| id == service && pack.version == version);
    let (_, reference) = found.ok_or_else(unknown)?;
    let pack = agency.states.pack(reference).map_err(fault)?;
    Ok((reference.clone(), pack.ok_or_else(unknown)?))
}

/// What a migration from one version of a service to another proposes, as a plan to look at and to
/// change.
///
/// # Errors
/// [`Problem::Refused`] `pack-unknown`.
pub fn propose(agency: &Agency, service: &PackId, from: u32, to: u32) -> Result<Plan, Problem> {
    let (_, old) = version(agency, service, from)?;
    let (_, new) = version(agency, service, to)?;
    let found = difference(&old.flow, &new.flow);
    Ok(Plan::proposed(service, from, to, found))
}

/// Brings every running case of a version over by a plan; with `only_look` it says what would
/// happen. A case that cannot go over stays as it is.
///
/// # Errors
/// [`Problem::Refused`] when the plan fits no case, [`Problem::Store`].
pub async fn go_over(
    agency: &Agency,
    plan: &Plan,
    reason: &str,
    only_look: bool,
) -> Result<Gone, Problem> {
    let (from, _) = version(agency, &plan.service, plan.from)?;
    let (to, _) = version(agency, &plan.service, plan.to)?;
    let content = |case: &CaseId| {
        Content::GoOver(GoOver {
            case: case.clone(),
            service: plan.service.clone(),
            to: to.clone(),
            migration: plan.migration.clone(),
            reason: reason.to_owned(),
        })
    };
    let (mut gone, mut ready) = (Gone::default(), Vec::new());
    every_case(agency, |case| {
        if case.pack == from && case.flow.is_running() {
            match looked_at(agency, content(&case.id))? {
                Ok(()) => ready.push(case.id.clone()),
                Err(refusal) => gone.stayed.push((case.id.clone(), refusal)),
            }
        }
        Ok(())
    })?;
    if only_look {
        gone.went = ready.len();
        return Ok(gone);
    }
    for cases in ready.chunks(AT_ONCE) {
        let asked: Vec<Content> = cases.iter().map(content).collect();
        let answers = agency.ask_each(&asked).await?;
        for (case, answer) in cases.iter().zip(answers) {
            match answer {
                Ok(()) => gone.went += 1,
                Err(refusal) => gone.stayed.push((case.clone(), refusal)),
            }
        }
    }
    Ok(gone)
}

/// What the office would decide.
fn looked_at(agency: &Agency, content: Content) -> Result<Result<(), Refusal>, Problem> {
    let operation = Operation {
        id: OperationId([0; 32]),
        actor: Actor::Agency,
        acting_for: None,
        at: agency.now(),
        key: office::operation::Key::Device,
        not_before: None,
        saw: None,
        content,
    };
    let decided = office::decide(&*agency.states, &operation, agency.now());
    match decided.map_err(|fault| StoreFault::Database(fault.to_string()))? {
        Decision::Accepted(_) => Ok(Ok(())),
        Decision::Refused(refusal) => Ok(Err(refusal)),
    }
}
