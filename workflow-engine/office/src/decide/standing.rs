//! By what right a person acts at a station: at the desk himself, or standing
//! in for somebody: who is away, who asked for it, or whose post nobody holds. 代理
//!
//! A claimed right is looked at twice (`docs/decisions/0019`): as of when it was
//! signed and as of when it is decided.

use std::sync::Arc;

use crate::Refusal;
use crate::away::Away;
use crate::case::{Authority, Case, Right, Role, Station};
use crate::civil;
use crate::ids::{DeputationId, PersonId, PostId};
use crate::operation::Operation;
use crate::org::{Desk, Org};
use crate::world::{Fault, Reading, World};

use super::deputy::Matter;

/// The right by which somebody may act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// For whom, when not for himself.
    pub acting_for: Option<PersonId>,
    /// The title under which it is signed.
    pub title: String,
    /// What kind of right it is.
    pub authority: Authority,
    /// Why somebody else acts, for the mark 「代」; may be empty. 代理原因
    pub reason: String,
    /// The deputation from which it comes.
    pub deputation: Option<DeputationId>,
}

impl Standing {
    /// The right of who sits at the desk.
    #[must_use]
    pub fn own(title: String) -> Self {
        Self {
            acting_for: None,
            title,
            authority: Authority::Own,
            reason: String::new(),
            deputation: None,
        }
    }
}

/// A right that was found, with what was found at either time.
pub(super) struct Claim {
    pub(super) standing: Standing,
    at_signing: bool,
    at_arrival: bool,
}

impl Claim {
    /// What is written down of it.
    pub(super) fn right(&self) -> Right {
        Right {
            authority: self.standing.authority,
            reason: self.standing.reason.clone(),
            at_signing: self.at_signing,
            at_arrival: self.at_arrival,
            deputation: self.standing.deputation.clone(),
        }
    }
}

/// By what right a person may act at an open station now, if by any: for
/// himself first, else for the first colleague for whom he stands in.
///
/// # Errors
/// A [`Fault`] when the store cannot be read.
pub fn standing(
    world: &dyn World,
    case: &Case,
    station: &Station,
    actor: &PersonId,
    now: i64,
) -> Result<Option<Standing>, Fault> {
    if let Ok(own) = entitled(world, case, station, actor, None, now)? {
        return Ok(Some(own));
    }
    let Some(org) = world.org()? else {
        return Ok(None);
    };
    let on = civil::wall(now).date();
    let covering = covering(&org, case, station, on).map(|(_, people)| people);
    let covering = covering.into_iter().flatten().cloned();
    for principal in org.at_desk(&station.desk, on).into_iter().chain(covering) {
        if let Ok(standing) = entitled(world, case, station, actor, Some(&principal), now)? {
            return Ok(Some(standing));
        }
    }
    Ok(None)
}

/// Whether a person may see a case at an open station as a deputy of somebody
/// there, whether or not it is their turn.
///
/// # Errors
/// A [`Fault`] when the store cannot be read.
pub(crate) fn is_shown_to_deputy(
    world: &dyn World,
    case: &Case,
    station: &Station,
    person: &PersonId,
    now: i64,
) -> Result<bool, Fault> {
    let Some(org) = world.org()? else {
        return Ok(false);
    };
    let on = civil::wall(now).date();
    for principal in org.at_desk(&station.desk, on) {
        if let Some(away) = away_of(world, &org, &principal, on)? {
            let matter = Matter::new((world, &org), case, station, &principal, now);
            if deputies_may(station.role) && matter.is_shown_to(&away, person) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Checks a claimed right as of the signature and as of now. It holds when it was there at the
/// signature; who sits at the desk now may also have signed before.
pub(super) fn claimed(
    world: &dyn World,
    case: &Case,
    station: &Station,
    actor: &PersonId,
    operation: &Operation,
    now: i64,
) -> Result<Result<Claim, Refusal>, Fault> {
    let acting_for = operation.acting_for.as_ref();
    let look = |at: i64| entitled(world, case, station, actor, acting_for, at);
    let signed = operation
        .signed(now)
        .max(known_since(case, station, actor).unwrap_or(i64::MIN));
    let at_arrival = look(now)?;
    let at_signing = match signed == now {
        true => at_arrival.clone(),
        false => look(signed)?,
    };
    let claim = |standing, at_signing, at_arrival| Claim {
        standing,
        at_signing,
        at_arrival,
    };
    Ok(match (at_signing, at_arrival) {
        (Ok(standing), arrival) => Ok(claim(standing, true, arrival.is_ok())),
        (Err(_), Ok(own)) if own.authority == Authority::Own => Ok(claim(own, false, true)),
        (Err(refusal), _) => Err(refusal),
    })
}

/// Nobody signs at a station that they do not know of: not before it opened (ms), unless the same
/// person opened it, perhaps without a network.
fn known_since(case: &Case, station: &Station, actor: &PersonId) -> Option<i64> {
    let mut lines = case.history.iter().filter(|line| line.at == station.opened);
    let own = lines.any(|line| line.by.as_ref() == Some(actor));
    (!own).then_some(station.opened)
}

/// What nobody does for somebody else: correct their answers, agree to stand in.
fn deputies_may(role: Role) -> bool {
    !matches!(role, Role::Correct | Role::Consent)
}

/// Checks a claimed right as of an instant, ms. The inner refusals: `standing-none`,
/// `standing-own-case`, `standing-not-absent`, `standing-not-deputy`, `deputation-*`.
fn entitled(
    world: &dyn World,
    case: &Case,
    station: &Station,
    actor: &PersonId,
    acting_for: Option<&PersonId>,
    at: i64,
) -> Result<Result<Standing, Refusal>, Fault> {
    let Some(org) = world.org()? else {
        return Ok(Err(Refusal::new("standing-none")));
    };
    let on = civil::wall(at).date();
    let at_desk = org.at_desk(&station.desk, on);
    let refuse = |code: &str| {
        Ok(Err(
            Refusal::new(code).with("person", acting_for.unwrap_or(actor))
        ))
    };

    let decides = station.role.judges();
    let alone = at_desk.iter().all(|person| *person == case.applicant);
    if *actor == case.applicant && (decides || station.role == Role::Note && !alone) {
        return refuse("standing-own-case");
    }
    let Some(principal) = acting_for else {
        if at_desk.contains(actor) {
            return Ok(Ok(Standing::own(title(&org, actor, &station.desk, on))));
        }
        return Ok(acting_head(&org, case, station, (actor, on))
            .ok_or_else(|| Refusal::new("standing-none").with("person", actor)));
    };
    let covers = || acting_head(&org, case, station, (principal, on)).is_some();
    if !deputies_may(station.role) || !at_desk.contains(principal) && !covers() {
        return refuse("standing-none");
    }
    if *principal == case.applicant && decides {
        return refuse("standing-own-case");
    }
    let matter = Matter::new((world, &org), case, station, principal, at);
    Ok(for_somebody(&matter, actor)?.map(|grounds| Standing {
        acting_for: Some(principal.clone()),
        title: title(&org, principal, &station.desk, on),
        ..grounds
    }))
}

/// The right to act for somebody: by what they asked for, or because they are away.
fn for_somebody(matter: &Matter<'_>, actor: &PersonId) -> Result<Result<Standing, Refusal>, Fault> {
    let moment = civil::wall(matter.at);
    let (org, principal) = (matter.org, matter.principal);
    let away = away_of(matter.world, org, principal, moment.date())?;
    let Some(away) = away else {
        return Ok(Err(
            Refusal::new("standing-not-absent").with("person", principal)
        ));
    };
    let none = Standing::own(String::new());
    let asked = match matter.right(&away, actor)? {
        Ok(grant) => {
            return Ok(Ok(Standing {
                authority: grant.authority,
                reason: grant.kept.deputation.reason.clone(),
                deputation: Some(grant.kept.deputation.id.clone()),
                ..none
            }));
        }
        Err(refusal) => refusal,
    };
    let unasked = asked.code == "standing-not-deputy";
    let Some(absence) = away.absent(principal, moment) else {
        let not_absent = || Refusal::new("standing-not-absent").with("person", principal);
        return Ok(Err(if unasked { not_absent() } else { asked }));
    };
    let listed = matter.listed();
    let in_order = || absence.deputy.iter().chain(listed.iter().copied());
    if !in_order().any(|deputy| deputy == actor) {
        return Ok(Err(asked));
    }
    // What somebody asked for or reserved goes before the list of their post.
    if let Some(refusal) = matter.goes_before_the_list(&away)? {
        return Ok(Err(refusal));
    }
    for deputy in in_order() {
        if deputy == actor {
            return Ok(Ok(Standing {
                authority: Authority::Deputy,
                ..none
            }));
        }
        if matter.can_take_the_place(deputy)? {
            return Ok(Err(Refusal::new("deputation-order")
                .with("person", principal)
                .with("by_person", deputy)));
        }
    }
    Ok(Err(asked))
}

fn away_of(
    world: &dyn World,
    org: &Org,
    person: &PersonId,
    on: jiff::civil::Date,
) -> Result<Option<Arc<Away>>, Fault> {
    match org.main_post(person, on) {
        Some(post) => world.away(&post.unit),
        None => Ok(None),
    }
}

/// Who covers a desk at which nobody sits, or where it is judged nobody but the applicant, and by
/// which post.
pub(crate) fn covering<'o>(
    org: &'o Org,
    case: &Case,
    station: &'o Station,
    on: jiff::civil::Date,
) -> Option<(&'o PostId, Vec<&'o PersonId>)> {
    if !deputies_may(station.role) {
        return None;
    }
    let applicant = &case.applicant;
    let at_desk = org.at_desk(&station.desk, on);
    let serves = |person: &PersonId| match &station.desk {
        Desk::Person(person) => org.main_post(person, on).is_some(),
        Desk::Post(_) | Desk::Office(_) => true,
    } && !(station.role.judges() && person == applicant);
    match at_desk.iter().any(serves) {
        true => None,
        false => org.cover_desk(&station.desk, applicant, on),
    }
}

/// The right of who covers a desk.
fn acting_head(
    org: &Org,
    case: &Case,
    station: &Station,
    (actor, on): (&PersonId, jiff::civil::Date),
) -> Option<Standing> {
    let (post, people) = covering(org, case, station, on)?;
    let title = org.posts.get(post).map(|post| post.title.clone());
    people.contains(&actor).then(|| Standing {
        authority: Authority::Vacant,
        ..Standing::own(title.unwrap_or_default())
    })
}

fn title(org: &Org, person: &PersonId, desk: &Desk, on: jiff::civil::Date) -> String {
    let post = match desk {
        Desk::Post(post) => org.posts.get(org.post_on(post, on)),
        Desk::Person(_) | Desk::Office(_) => org.main_post(person, on),
    };
    post.map(|post| post.title.clone()).unwrap_or_default()
}
