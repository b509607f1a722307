//! The fields of a draft as the page draws them.

use std::collections::BTreeMap;

use form_model::{Component, Kind, Part};
use office::ids::PersonId;
use office::leave::Kind as LeaveKind;

use super::{Stored, Understood};
use crate::rows::MineEntry;
use crate::session::Session;
use crate::store::Table;
use crate::views::{FieldView, OptionView, Sentence};
use crate::{Failure, answers, people};

/// The most reasons that are offered to tap.
const MAX_RECENT: usize = 3;

/// How many own cases are looked through for reasons.
const RECENT_CASES: u32 = 20;

/// All fields, row by row.
pub(super) fn fields(
    session: &Session,
    stored: &Stored,
    draft: &Understood,
    minutes: Option<i64>,
) -> Result<Vec<FieldView>, Failure> {
    let mut views = Vec::new();
    level(
        session,
        stored,
        draft,
        draft.pack.form.components(),
        minutes,
        &mut views,
    )?;
    Ok(views)
}

fn level(
    session: &Session,
    stored: &Stored,
    draft: &Understood,
    components: &[Component],
    minutes: Option<i64>,
    views: &mut Vec<FieldView>,
) -> Result<(), Failure> {
    for row in form_model::rows(components) {
        let first = views.len();
        for cell in &row.cells {
            match cell.component.kind {
                Kind::Group => level(
                    session,
                    stored,
                    draft,
                    &cell.component.children,
                    minutes,
                    views,
                )?,
                Kind::DynamicList | Kind::Unknown(_) => {}
                _ => views.push(field(session, stored, draft, cell, first, minutes)?),
            }
        }
    }
    Ok(())
}

fn field(
    session: &Session,
    stored: &Stored,
    draft: &Understood,
    cell: &form_model::Cell<'_>,
    row: usize,
    minutes: Option<i64>,
) -> Result<FieldView, Failure> {
    let component = cell.component;
    let value = stored
        .texts
        .get(&component.path)
        .cloned()
        .unwrap_or_default();
    let mut variables = draft.answers.clone();
    variables.extend(draft.context.clone());
    let shown_text = matches!(component.kind, Kind::Shown(_));
    let said = |key: &str| draft.texts.get(&draft.language, key).map(str::to_owned);
    Ok(FieldView {
        key: if shown_text {
            component.pointer.clone()
        } else {
            component.path.clone()
        },
        kind: kind(component),
        label: said(&format!("field-{}", component.path))
            .unwrap_or_else(|| component.label.clone()),
        hint: said(&format!("field-{}.hint", component.path))
            .or_else(|| Some(component.description.clone()))
            .filter(|hint| !hint.is_empty()),
        required: component.rules.required.value(&variables).is_true(),
        visible: !component.hide.value(&variables).is_true(),
        columns: component.columns.map(u32::from),
        row: Some(format!("r{row}")),
        options: options(session, draft, component)?,
        echo: echo(draft, component, minutes),
        recent: if is_free_text(component) {
            recent(session)?
        } else {
            Vec::new()
        },
        value,
    })
}

fn is_free_text(component: &Component) -> bool {
    component.part.is_none() && component.path == "reason"
}

fn kind(component: &Component) -> String {
    match (&component.part, &component.kind) {
        (Some(Part::When), _) => "antou-when",
        (Some(Part::LeaveKind), _) => "antou-leave-kind",
        (Some(Part::Deputy), _) => "antou-deputy",
        (_, Kind::Textarea) => "textarea",
        (_, Kind::Checkbox) => "checkbox",
        (_, Kind::Radio) => "radio",
        (_, Kind::Select) => "select",
        (_, Kind::Filepicker) => "filepicker",
        (_, Kind::Shown(_)) => "text",
        _ => "textfield",
    }
    .to_owned()
}

/// What a time was understood as.
fn echo(draft: &Understood, component: &Component, minutes: Option<i64>) -> Option<Sentence> {
    if component.part != Some(Part::When) {
        return None;
    }
    let value = answers::at(&draft.answers, &component.path)?;
    let code = if minutes.is_some() {
        "when-echo"
    } else {
        "when-echo-open"
    };
    Some(Sentence {
        code: code.to_owned(),
        facts: answers::span_facts(value, minutes),
    })
}

fn options(
    session: &Session,
    draft: &Understood,
    component: &Component,
) -> Result<Vec<OptionView>, Failure> {
    if component.part == Some(Part::Deputy) {
        return deputies(session);
    }
    let mut variables = draft.answers.clone();
    variables.extend(draft.context.clone());
    let choices = component.options.choices(&variables).unwrap_or_default();
    let barred = if component.part == Some(Part::LeaveKind) {
        barred_kinds(session, draft)?
    } else {
        BTreeMap::new()
    };
    Ok(choices
        .into_iter()
        .map(|choice| {
            let key = format!("{}-{}", component.path, choice.value);
            let label = draft
                .texts
                .get(&draft.language, &key)
                .map_or(choice.label, str::to_owned);
            OptionView {
                barred: barred.get(&choice.value).cloned(),
                value: choice.value,
                label,
            }
        })
        .collect())
}

/// Kinds that the rules of today do not know.
fn barred_kinds(
    session: &Session,
    draft: &Understood,
) -> Result<BTreeMap<String, Sentence>, Failure> {
    let Some(field) = answers::field_of(&draft.pack, &Part::LeaveKind) else {
        return Ok(BTreeMap::new());
    };
    let choices = field.options.choices(&draft.context).unwrap_or_default();
    let today = session.today();
    let mut barred = BTreeMap::new();
    for choice in choices {
        let known =
            LeaveKind::new(choice.value.clone()).map(|kind| draft.pack.rules.kind(&kind, today));
        if let Ok(Err(refusal)) = known {
            barred.insert(choice.value, Sentence::from(refusal));
        }
    }
    Ok(barred)
}

/// The listed deputies first, then the others of the unit.
fn deputies(session: &Session) -> Result<Vec<OptionView>, Failure> {
    let (org, today, me) = (session.org()?, session.today(), session.me());
    let mut found: Vec<PersonId> = org.deputies_of(me, today).into_iter().cloned().collect();
    if let Some(post) = org.main_post(me, today) {
        let members: Vec<PersonId> = org
            .members(&post.unit, today)
            .into_iter()
            .cloned()
            .collect();
        found.extend(members.into_iter().filter(|person| person != me));
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|person| seen.insert(person.clone()));
    let option = |person: &PersonId| {
        let brief = people::brief(&org, person, today);
        let label = [brief.name.as_str(), brief.title.as_str()]
            .join(" ")
            .trim()
            .to_owned();
        OptionView {
            value: person.to_string(),
            label,
            barred: None,
        }
    };
    Ok(found.iter().map(option).collect())
}

/// The last different reasons of own cases.
fn recent(session: &Session) -> Result<Vec<String>, Failure> {
    let mut found: Vec<String> = Vec::new();
    for (_, entry) in session
        .store()
        .newest_some::<MineEntry>(Table::Mine, RECENT_CASES)?
    {
        if let Some(reason) = entry.reason.filter(|reason| !found.contains(reason)) {
            found.push(reason);
        }
        if found.len() == MAX_RECENT {
            break;
        }
    }
    Ok(found)
}
