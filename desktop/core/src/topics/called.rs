//! Who can be put on a route, be handed a station or be sent a copy: people and units, as typed.

use office::case::Role;
use office::civil;
use office::ids::{PersonId, UnitId};
use office::org::Org;
use office::world::Reading;

use crate::topics::decide::{case_id, head_of};
use crate::views::{Act, DeskQuery, DeskView, DeskWord, PersonBrief, Sentence};
use crate::{Core, Failure, people};

/// Most that are offered at once.
const OFFERED: usize = 20;
/// Longest text that is looked for, in characters.
const TEXT_MAX: usize = 60;

pub(crate) fn find(core: &Core, query: DeskQuery) -> Result<Vec<DeskView>, Failure> {
    let session = core.session()?;
    let world = session.world();
    let case = super::case::find(&world, &case_id(query.case)?)?;
    let (org, today) = (session.org()?, session.today());
    let directory = session.directory()?;
    let text: String = query.text.chars().take(TEXT_MAX).collect();
    let text = text.trim();
    let judges = matches!(query.act, Act::AddSign | Act::Consult | Act::Transfer);
    let mut offered = Vec::new();
    if !text.is_empty() || query.act == Act::Consult {
        let fits = |name: &str| name.contains(text);
        let units = org.units.values().filter(|unit| {
            fits(&unit.name)
                && org.unit_on(&unit.id, today) == &unit.id
                && org.unit_stands(&unit.id, today)
        });
        offered.extend(
            units
                .take(OFFERED / 2)
                .map(|unit| of_unit(&org, &unit.id, today)),
        );
    }
    for entry in directory.found(text, None).into_iter().take(OFFERED) {
        let Ok(person) = PersonId::new(entry.row.person.id.clone()) else {
            continue;
        };
        let own_case = person == case.applicant && judges && Role::Approve.judges();
        let away = match org.main_post(&person, today) {
            Some(post) => world.away(&post.unit)?,
            None => None,
        };
        let moment = civil::wall(world.now);
        let is_away = away.is_some_and(|away| away.absent(&person, moment).is_some());
        let barred = match () {
            () if person == *session.me() => Some("called-yourself"),
            () if own_case => Some("called-applicant"),
            () => None,
        };
        offered.push(DeskView {
            desk: format!("person:{person}"),
            kind: DeskWord::Person,
            who: entry.row.person.clone(),
            away: is_away,
            barred: barred.map(sentence),
        });
    }
    offered.truncate(OFFERED);
    Ok(offered)
}

fn sentence(code: &str) -> Sentence {
    Sentence {
        code: code.to_owned(),
        facts: std::collections::BTreeMap::new(),
    }
}

/// A unit, by whoever heads it.
fn of_unit(org: &Org, unit: &UnitId, today: jiff::civil::Date) -> DeskView {
    let name = org.units.get(unit).map(|unit| unit.name.clone());
    let head = head_of(org, unit);
    let holders = head.map(|post| org.holders(&post.id, today));
    let holder = holders
        .as_ref()
        .and_then(|holders| holders.first().copied());
    let who = match holder {
        Some(person) => people::brief(org, person, today),
        None => PersonBrief {
            title: head.map(|post| post.title.clone()).unwrap_or_default(),
            ..people::nobody()
        },
    };
    DeskView {
        desk: format!("unit:{unit}"),
        kind: DeskWord::Unit,
        who: PersonBrief {
            unit: name.unwrap_or_else(|| unit.to_string()),
            ..who
        },
        away: false,
        barred: holder.is_none().then(|| sentence("called-nobody")),
    }
}
