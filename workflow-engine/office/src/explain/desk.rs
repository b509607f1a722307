//! Why this desk, who may act at it for somebody else, and until when.

use jiff::civil::Date;
use workflow_engine::plan::Plan;

use super::told::Told;
use super::{DeskRule, Due, StandIn, StandInRule};
use crate::Stream;
use crate::away::Away;
use crate::case::{Case, Role, Station};
use crate::civil;
use crate::decide::{covering, standing};
use crate::ids::{PersonId, PostId};
use crate::org::{Desk, Org};
use crate::scope::may_see;
use crate::world::{Fault, Reading};

/// By which rule of the flow a desk is meant (`antou:desk`).
pub(super) fn desk_rule(plan: Option<&Plan>, element: &str) -> DeskRule {
    let node = plan.and_then(|plan| plan.node(element));
    let text = node.and_then(|node| node.extension.attribute("desk"));
    let text = text.unwrap_or_default();
    let level = text.strip_prefix("head:").and_then(|n| n.parse().ok());
    match (text, level, text.strip_prefix("office:")) {
        ("applicant", _, _) => DeskRule::Applicant,
        ("deputy", _, _) => DeskRule::Deputy,
        ("last-signer", _, _) => DeskRule::LastSigner,
        (_, Some(level), _) => DeskRule::Head(level),
        (_, _, Some(office)) => DeskRule::Office(office.to_owned()),
        _ => DeskRule::Other(text.to_owned()),
    }
}

/// The timers that run for a station, the next one first.
pub(super) fn due(plan: &Plan, case: &Case, station: &Station) -> Vec<Due> {
    let timers = case.flow.timers.values();
    let own = timers.filter(|timer| timer.token == station.token);
    let mut found: Vec<Due> = own
        .map(|timer| {
            let ways = plan.node(&timer.element).map(|node| node.ways.as_slice());
            let next = ways.into_iter().flatten().filter_map(|way| plan.at(way.to));
            Due {
                element: timer.element.to_string(),
                at: timer.due,
                reminds: next
                    .into_iter()
                    .any(|node| node.extension.attribute("service") == Some("notify")),
            }
        })
        .collect();
    found.extend(station.remind_at.map(|at| Due {
        element: station.element.clone(),
        at,
        reminds: true,
    }));
    found.sort_by(|a, b| (a.at, &a.element).cmp(&(b.at, &b.element)));
    found
}

/// Who may act at the station for somebody else, as the reader may know it.
pub(super) fn stand_ins(told: &Told<'_>, station: &Station) -> Result<Vec<StandIn>, Fault> {
    if matches!(station.role, Role::Correct | Role::Consent) {
        return Ok(Vec::new());
    }
    let on = civil::wall(told.now).date();
    let mut found = Vec::new();
    for absent in told.org.at_desk(&station.desk, on) {
        found.extend(for_absent(told, station, &absent, on)?);
    }
    if let Some((post, people)) = covering(&told.org, told.case, station, on) {
        found.extend(for_vacant(told, station, (post, people), on)?);
    }
    Ok(found)
}

fn for_absent(
    told: &Told<'_>,
    station: &Station,
    absent: &PersonId,
    on: Date,
) -> Result<Option<StandIn>, Fault> {
    let Some(unit) = told.org.main_post(absent, on).map(|post| post.unit.clone()) else {
        return Ok(None);
    };
    if !may_see(
        told.world,
        told.reader,
        &Stream::Away(unit.clone()),
        told.now,
    )? {
        return Ok(None);
    }
    let Some(away) = told.world.away(&unit)? else {
        return Ok(None);
    };
    if let Some(asked) = asked_to(told, station, absent, &away)? {
        return Ok(Some(asked));
    }
    let Some(absence) = away.absent(absent, civil::wall(told.now)) else {
        return Ok(None);
    };
    let named = absence
        .deputy
        .iter()
        .map(|p| (p.clone(), StandInRule::Named));
    let desk = match &station.desk {
        Desk::Post(post) => Some(post),
        Desk::Person(_) | Desk::Office(_) => None,
    };
    let held = told.org.held_by(absent, on).map(|holding| &holding.post);
    let listed = desk.into_iter().chain(held);
    let listed = listed.flat_map(|post| listed_for(&told.org, post, on));
    let mut deputies: Vec<(PersonId, StandInRule)> = Vec::new();
    for (person, rule) in named.chain(listed) {
        let new = deputies.iter().all(|(known, _)| *known != person);
        let right = standing(told.world, told.case, station, &person, told.now)?;
        if new && right.is_some_and(|right| right.acting_for.as_ref() == Some(absent)) {
            deputies.push((person, rule));
        }
    }
    Ok(Some(StandIn {
        absent: Some(absent.clone()),
        away: Some((absence.from, absence.to)),
        deputies,
    }))
}

/// Who acts because it was asked of them, also while who asked is there. 代理
fn asked_to(
    told: &Told<'_>,
    station: &Station,
    principal: &PersonId,
    away: &Away,
) -> Result<Option<StandIn>, Fault> {
    let all = away.deputations.values();
    for kept in all.filter(|kept| kept.is_in_force(told.now)) {
        let asked = &kept.deputation;
        let right = standing(told.world, told.case, station, &asked.deputy, told.now)?;
        let by_this = right.is_some_and(|right| right.deputation.as_ref() == Some(&asked.id));
        if asked.principal == *principal && by_this {
            let rule = StandInRule::Asked(asked.reason.clone());
            return Ok(Some(StandIn {
                absent: Some(principal.clone()),
                away: Some((asked.from, asked.to)),
                deputies: vec![(asked.deputy.clone(), rule)],
            }));
        }
    }
    Ok(None)
}

fn for_vacant(
    told: &Told<'_>,
    station: &Station,
    (post, people): (&PostId, Vec<&PersonId>),
    on: Date,
) -> Result<Option<StandIn>, Fault> {
    let mut deputies = Vec::new();
    let listed = listed_for(&told.org, post, on);
    let of_the_list = |person: &PersonId| {
        let mut listed = listed.iter();
        let found = listed.find(|(known, _)| known == person);
        found.map_or(StandInRule::Above, |(_, rule)| rule.clone())
    };
    let covering = people
        .into_iter()
        .map(|one| (one.clone(), of_the_list(one)));
    for (person, rule) in covering {
        if standing(told.world, told.case, station, &person, told.now)?.is_some() {
            deputies.push((person, rule));
        }
    }
    Ok(Some(StandIn {
        absent: None,
        away: None,
        deputies,
    }))
}

/// The list of deputies of a post that is in force on a day, with where it stands.
fn listed_for(org: &Org, post: &PostId, on: Date) -> Vec<(PersonId, StandInRule)> {
    let post = org.post_on(post, on);
    let lists = org.deputies.get(post).into_iter().flatten();
    let in_force = lists.filter(|list| list.from <= on && on <= list.until);
    let Some(list) = in_force.max_by_key(|list| list.from) else {
        return Vec::new();
    };
    let places = list.people.iter().zip(1_usize..);
    let listed = places.map(|(person, place)| {
        let rule = StandInRule::Listed {
            post: post.clone(),
            place,
            since: list.from,
        };
        (person.clone(), rule)
    });
    listed.collect()
}
