//! What is known as a list: units, posts that nobody holds, and what is held on a day or later.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use office::civil::NO_END;
use office::ids::PostId;
use office::org::{Holding, Org};

use super::column::Column;
use super::read::kind_name;

type Says = BTreeMap<Column, String>;

/// The rows of the list.
pub(super) fn rows(org: &Org, on: Date) -> Vec<Says> {
    let mut rows: Vec<Says> = units(org);
    let mut held: Vec<&Holding> = org.holdings.iter().filter(|one| one.until >= on).collect();
    held.sort_by(|a, b| (&a.person, a.from, &a.post).cmp(&(&b.person, b.from, &b.post)));
    let taken: BTreeSet<&PostId> = held.iter().map(|one| &one.post).collect();
    let vacant = org.posts.keys().filter(|post| !taken.contains(post));
    rows.extend(vacant.map(|id| post(org, id)));
    rows.extend(held.into_iter().map(|one| holding(org, one)));
    rows
}

/// Units, those above first.
fn units(org: &Org) -> Vec<Says> {
    let mut rows: Vec<(usize, Says)> = Vec::new();
    for unit in org.units.values() {
        let mut depth = 0;
        let mut above = unit.above.as_ref();
        while let Some(known) = above.and_then(|id| org.units.get(id)) {
            depth += 1;
            above = known.above.as_ref().filter(|_| depth <= org.units.len());
        }
        let mut says = Says::from([
            (Column::Unit, unit.id.to_string()),
            (Column::UnitName, unit.name.clone()),
        ]);
        if let Some(above) = &unit.above {
            says.insert(Column::Above, above.to_string());
        }
        rows.push((depth, says));
    }
    rows.sort_by_key(|(depth, _)| *depth);
    rows.into_iter().map(|(_, says)| says).collect()
}

fn post(org: &Org, id: &PostId) -> Says {
    let mut says = Says::from([(Column::Post, id.to_string())]);
    let (Some(post), Some(grades)) = (org.posts.get(id), org.grades(id)) else {
        return says;
    };
    says.insert(Column::Unit, post.unit.to_string());
    if let Some(unit) = org.units.get(&post.unit) {
        says.insert(Column::UnitName, unit.name.clone());
    }
    says.insert(Column::Title, post.title.clone());
    let grade = match grades.lowest == post.grade {
        true => post.grade.to_string(),
        false => format!("{}-{}", grades.lowest, post.grade),
    };
    says.insert(Column::Grade, grade);
    let supervisory = if grades.supervisory { "是" } else { "否" };
    says.insert(Column::Supervisory, supervisory.to_owned());
    if let Some(heads) = &post.heads {
        says.insert(Column::Heads, heads.to_string());
    }
    says
}

fn holding(org: &Org, held: &Holding) -> Says {
    let mut says = post(org, &held.post);
    says.insert(Column::Person, held.person.to_string());
    if let Some(person) = org.people.get(&held.person) {
        says.insert(Column::Name, person.name.clone());
        says.insert(Column::FirstPost, person.first_post.to_string());
        says.insert(Column::Credited, person.credited_months.to_string());
    }
    says.insert(Column::Kind, kind_name(held.kind).to_owned());
    says.insert(Column::From, held.from.to_string());
    if held.until != NO_END {
        says.insert(Column::Until, held.until.to_string());
    }
    says
}
