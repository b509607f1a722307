//! By what right a person acts at a station: at the desk himself, or standing
//! in for somebody who is away. 代理

use crate::Refusal;
use crate::case::{Case, Role, Station};
use crate::civil;
use crate::ids::PersonId;
use crate::org::{Desk, Org};
use crate::world::{Fault, Reading, World};

/// The right by which somebody may act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// For whom, when not for himself.
    pub acting_for: Option<PersonId>,
    /// The title under which it is signed.
    pub title: String,
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
    for absent in org.at_desk(&station.desk, civil::wall(now).date()) {
        if let Ok(standing) = entitled(world, case, station, actor, Some(&absent), now)? {
            return Ok(Some(standing));
        }
    }
    Ok(None)
}

/// Checks a claimed right. The inner refusals: `standing-none`,
/// `standing-own-case`, `standing-not-absent`, `standing-not-deputy`.
pub(super) fn entitled(
    world: &dyn World,
    case: &Case,
    station: &Station,
    actor: &PersonId,
    acting_for: Option<&PersonId>,
    now: i64,
) -> Result<Result<Standing, Refusal>, Fault> {
    let Some(org) = world.org()? else {
        return Ok(Err(Refusal::new("standing-none")));
    };
    let on = civil::wall(now).date();
    let at_desk = org.at_desk(&station.desk, on);
    let refuse = |code: &str| {
        Ok(Err(
            Refusal::new(code).with("person", acting_for.unwrap_or(actor))
        ))
    };

    let decides = matches!(station.role, Role::Approve | Role::Consent);
    let alone = at_desk.iter().all(|person| *person == case.applicant);
    if *actor == case.applicant && (decides || station.role == Role::Note && !alone) {
        return refuse("standing-own-case");
    }
    let Some(absent) = acting_for else {
        if at_desk.contains(actor) {
            return Ok(Ok(Standing {
                acting_for: None,
                title: title(&org, actor, &station.desk, on),
            }));
        }
        return Ok(acting_head(&org, &station.desk, actor, on)
            .ok_or_else(|| Refusal::new("standing-none").with("person", actor)));
    };
    if !at_desk.contains(absent) || matches!(station.role, Role::Correct | Role::Consent) {
        return refuse("standing-none");
    }
    let unit = org.main_post(absent, on).map(|post| post.unit.clone());
    let away = match &unit {
        Some(unit) => world.away(unit)?,
        None => None,
    };
    let Some(absence) = away
        .as_ref()
        .and_then(|away| away.absent(absent, civil::wall(now)))
    else {
        return refuse("standing-not-absent");
    };
    if absence.deputy.as_ref() != Some(actor) && !org.deputies_of(absent, on).contains(&actor) {
        return refuse("standing-not-deputy");
    }
    Ok(Ok(Standing {
        acting_for: Some(absent.clone()),
        title: title(&org, absent, &station.desk, on),
    }))
}

/// The deputy of a post that nobody holds.
fn acting_head(
    org: &Org,
    desk: &Desk,
    actor: &PersonId,
    on: jiff::civil::Date,
) -> Option<Standing> {
    let Desk::Post(post) = desk else { return None };
    let vacant = org.holders(post, on).is_empty();
    (vacant && org.deputies_of_post(post, on).contains(actor)).then(|| Standing {
        acting_for: None,
        title: org
            .posts
            .get(post)
            .map(|post| post.title.clone())
            .unwrap_or_default(),
    })
}

fn title(org: &Org, person: &PersonId, desk: &Desk, on: jiff::civil::Date) -> String {
    let post = match desk {
        Desk::Post(post) => org.posts.get(post),
        Desk::Person(_) | Desk::Office(_) => org.main_post(person, on),
    };
    post.map(|post| post.title.clone()).unwrap_or_default()
}
