//! What can be picked in a field: persons, units and posts of a day, rooms and things.

use form_model::{Component, Part};
use jiff::civil::Date;
use office::ids::{PersonId, PostId, UnitId};
use office::org::Org;

use super::{Understood, places};
use crate::Failure;
use crate::directory::Directory;
use crate::people::brief;
use crate::session::Session;
use crate::views::{OptionView, PickView};

/// Most that are offered at a time.
const MAX_OFFERED: usize = 30;
/// Longest text that is looked for, in characters.
const MAX_TEXT: usize = 100;

/// What fits a text in a field.
///
/// # Errors
/// `field-unknown` (field) where the form has no such field, or nothing is picked there.
pub(crate) fn pick(
    session: &Session,
    draft: &Understood,
    field: &str,
    text: &str,
) -> Result<PickView, Failure> {
    let mut place = None;
    draft.filled.each(&mut |seen| {
        if seen.path == field && seen.component.part.as_ref().is_some_and(Part::is_picked) {
            place = Some((seen.component.part.clone(), seen.asked));
        }
    });
    let unknown = || Failure::new("field-unknown").with("field", field);
    let (part, asked) = place.ok_or_else(unknown)?;
    let text: String = text.trim().chars().take(MAX_TEXT).collect();
    let on = asked.on.unwrap_or_else(|| session.today());
    let org = session.org()?;
    let options = match part {
        Some(Part::Unit) => units(&org, &text, on),
        Some(Part::Post) => posts(&org, &text, on),
        Some(Part::Room | Part::StockItem) => {
            let choices = asked.options.iter().flatten();
            let fitting = choices.filter(|choice| fits(&[&choice.label, &choice.value], &text));
            fitting
                .map(|choice| option(choice.value.clone(), choice.label.clone(), None))
                .collect()
        }
        _ => persons(session, &org, &text, on)?,
    };
    let more = options.len() > MAX_OFFERED;
    let options = options.into_iter().take(MAX_OFFERED).collect();
    Ok(PickView { options, more })
}

/// What was picked in a field, to be shown by its name.
pub(super) fn picked(
    session: &Session,
    draft: &Understood,
    component: &Component,
    path: &str,
    on: Option<Date>,
) -> Result<Option<OptionView>, Failure> {
    let value = places::at(&draft.answers, path);
    let Some(id) = value.and_then(feel::Value::as_text) else {
        return Ok(None);
    };
    let (org, on) = (session.org()?, on.unwrap_or_else(|| session.today()));
    Ok(match &component.part {
        Some(Part::Person | Part::Deputy) => PersonId::new(id)
            .ok()
            .map(|person| person_option(&org, &person, on)),
        Some(Part::Unit) => {
            let unit = UnitId::new(id).ok();
            unit.and_then(|unit| unit_option(&org, &unit))
        }
        Some(Part::Post) => {
            let post = PostId::new(id).ok();
            post.and_then(|post| post_option(&org, &post, on))
        }
        _ => None,
    })
}

fn option(value: String, label: String, hint: Option<String>) -> OptionView {
    OptionView {
        value,
        label,
        barred: None,
        hint: hint.filter(|hint| !hint.is_empty()),
    }
}

/// Whether every word of a text stands in one of these.
fn fits(in_these: &[&str], text: &str) -> bool {
    let all = in_these.join("\n").to_lowercase();
    let text = text.to_lowercase();
    text.split_whitespace().all(|word| all.contains(word))
}

fn persons(
    session: &Session,
    org: &std::sync::Arc<Org>,
    text: &str,
    on: Date,
) -> Result<Vec<OptionView>, Failure> {
    let of_today = session.directory()?;
    let other = (!of_today.is_of(org, on)).then(|| Directory::of(org.clone(), on));
    let directory = other.as_ref().unwrap_or(&of_today);
    let found = directory
        .found(text, None)
        .into_iter()
        .take(MAX_OFFERED + 1);
    Ok(found
        .map(|entry| {
            let person = &entry.row.person;
            let hint = format!("{}　{}", person.unit, person.title);
            option(person.id.clone(), person.name.clone(), Some(hint))
        })
        .collect())
}

fn person_option(org: &Org, person: &PersonId, on: Date) -> OptionView {
    let shown = brief(org, person, on);
    let hint = format!("{}　{}", shown.unit, shown.title);
    option(shown.id, shown.name, Some(hint.trim().to_owned()))
}

fn units(org: &Org, text: &str, on: Date) -> Vec<OptionView> {
    let standing = org
        .units
        .values()
        .filter(|unit| org.unit_on(&unit.id, on) == &unit.id && org.unit_stands(&unit.id, on));
    let fitting = standing.filter(|unit| fits(&[&unit.name, unit.id.as_str()], text));
    fitting
        .filter_map(|unit| unit_option(org, &unit.id))
        .take(MAX_OFFERED + 1)
        .collect()
}

fn unit_option(org: &Org, unit: &UnitId) -> Option<OptionView> {
    let unit = org.units.get(unit)?;
    let above = unit.above.as_ref().and_then(|above| org.units.get(above));
    let hint = above.map(|above| above.name.clone());
    Some(option(unit.id.to_string(), unit.name.clone(), hint))
}

fn posts(org: &Org, text: &str, on: Date) -> Vec<OptionView> {
    let standing = org
        .posts
        .values()
        .filter(|post| org.post_stands(&post.id, on));
    let options = standing.filter_map(|post| post_option(org, &post.id, on));
    let fitting = options.filter(|option| {
        let hint = option.hint.as_deref().unwrap_or_default();
        fits(&[&option.label, hint, &option.value], text)
    });
    fitting.take(MAX_OFFERED + 1).collect()
}

fn post_option(org: &Org, post: &PostId, on: Date) -> Option<OptionView> {
    let known = org.posts.get(post)?;
    let unit = org.units.get(org.unit_on(&known.unit, on));
    let unit = unit.map_or("", |unit| unit.name.as_str());
    let holders: Vec<String> = (org.holders(post, on).into_iter())
        .map(|person| brief(org, person, on).name)
        .collect();
    let label = format!("{unit}{}", known.title);
    Some(option(post.to_string(), label, Some(holders.join("、"))))
}
