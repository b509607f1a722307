//! People as rows show them: name, title and unit by the agency's own list.

use jiff::civil::Date;
use office::ids::PersonId;
use office::org::Org;

use crate::views::{PersonBrief, SeenView};

/// A person on a day. One who is not on the list is shown by the id alone.
pub(crate) fn brief(org: &Org, person: &PersonId, on: Date) -> PersonBrief {
    let post = org.main_post(person, on);
    let unit = org.unit_of(person, on).and_then(|unit| org.units.get(unit));
    PersonBrief {
        id: person.to_string(),
        name: org
            .people
            .get(person)
            .map_or_else(|| person.to_string(), |p| p.name.clone()),
        title: post.map(|post| post.title.clone()).unwrap_or_default(),
        unit: unit.map(|unit| unit.name.clone()).unwrap_or_default(),
    }
}

/// A place without a known person.
pub(crate) fn nobody() -> PersonBrief {
    PersonBrief {
        id: String::new(),
        name: String::new(),
        title: String::new(),
        unit: String::new(),
    }
}

/// Who urged, and when; nobody where the agency's own clock did.
pub(crate) fn seen(org: &Org, urged: &office::case::Urged, on: Date) -> SeenView {
    SeenView {
        who: urged
            .by
            .as_ref()
            .map_or_else(nobody, |by| brief(org, by, on)),
        at: urged.at,
    }
}

/// The first of several people, else the desk itself: a post or an office whose
/// people are not known.
pub(crate) fn at_desk(
    org: &Org,
    desk: &office::org::Desk,
    people: &[PersonId],
    on: Date,
) -> PersonBrief {
    use office::org::Desk;
    let office_name = |unit| PersonBrief {
        unit: unit_name(org, org.unit_on(unit, on)),
        ..nobody()
    };
    match desk {
        Desk::Office(unit) if people.len() != 1 => office_name(unit),
        Desk::Person(person) => brief(org, person, on),
        Desk::Office(unit) => people
            .first()
            .map_or_else(|| office_name(unit), |one| brief(org, one, on)),
        Desk::Post(post) => match (people.first(), org.posts.get(org.post_on(post, on))) {
            (Some(person), post) => {
                let mut shown = brief(org, person, on);
                if let Some(post) = post {
                    shown.title.clone_from(&post.title);
                    shown.unit = unit_name(org, org.unit_on(&post.unit, on));
                }
                shown
            }
            (None, Some(post)) => PersonBrief {
                title: post.title.clone(),
                unit: unit_name(org, org.unit_on(&post.unit, on)),
                ..nobody()
            },
            (None, None) => nobody(),
        },
    }
}

fn unit_name(org: &Org, unit: &office::ids::UnitId) -> String {
    org.units
        .get(unit)
        .map_or_else(|| unit.to_string(), |unit| unit.name.clone())
}

/// Adds the names of the people that facts hold by id, so that a sentence can be
/// read on any screen: `person` gets `person_name`, `people` gets `people_name`, and `desk` or
/// `desks` of a line of a case get theirs.
pub(crate) fn name_facts(org: &Org, facts: &mut std::collections::BTreeMap<String, String>) {
    let reads = |name: &str, ids: &str| -> Option<fn(&Org, &str) -> String> {
        match name {
            "desk" | "desks" => ids.contains(':').then_some(desk_name),
            _ if name.ends_with("person") || name.ends_with("people") => Some(name_of),
            _ => None,
        }
    };
    let named: Vec<(String, String)> = facts
        .iter()
        .filter_map(|(name, ids)| {
            let read = reads(name, ids)?;
            let names: Vec<String> = ids.split(' ').map(|id| read(org, id)).collect();
            Some((format!("{name}_name"), names.join("、")))
        })
        .collect();
    for (name, value) in named {
        facts.entry(name).or_insert(value);
    }
}

fn name_of(org: &Org, id: &str) -> String {
    let person = PersonId::new(id).ok().and_then(|id| org.people.get(&id));
    person.map_or_else(|| id.to_owned(), |person| person.name.clone())
}

/// A desk by its unit and title, or whose it is.
fn desk_name(org: &Org, text: &str) -> String {
    use office::org::Desk;
    match Desk::from_text(text) {
        Some(Desk::Person(person)) => name_of(org, person.as_str()),
        Some(Desk::Post(post)) => org.posts.get(&post).map_or_else(
            || post.to_string(),
            |post| format!("{}{}", unit_name(org, &post.unit), post.title),
        ),
        Some(Desk::Office(unit)) => unit_name(org, &unit),
        None => text.to_owned(),
    }
}

/// A sentence whose people have names.
pub(crate) fn named(org: &Org, mut sentence: crate::views::Sentence) -> crate::views::Sentence {
    name_facts(org, &mut sentence.facts);
    sentence
}
