//! The answers of a case over time: what each correction changed, field by field.

use office::case::CaseEvent;
use office::operation::Answers;
use office::{Event, Stream};

use super::case::Reader;
use crate::Failure;
use crate::answers;
use crate::views::{AnswerLine, FieldChange, VersionView};

/// The newest first; none where the answers were never corrected.
pub(super) fn of(reader: &Reader<'_>) -> Result<Vec<VersionView>, Failure> {
    let case = reader.case;
    if !case.history.iter().any(|line| line.what == "corrected") {
        return Ok(Vec::new());
    }
    let stream = Stream::Case(case.id.clone());
    let history = super::explain::history(reader.session, reader.world, &stream)?;
    let mut versions = Vec::new();
    let mut before: Vec<AnswerLine> = Vec::new();
    for (event, at) in &history {
        let Some((by, given)) = answered(event, &case.applicant) else {
            continue;
        };
        let lines = answers::lines_of(reader.session, reader.world, case, given, None)?;
        let first = versions.is_empty();
        versions.push(VersionView {
            number: u32::try_from(versions.len() + 1).unwrap_or(u32::MAX),
            at: *at,
            who: reader.brief(by),
            changes: match first {
                true => Vec::new(),
                false => changes(&before, &lines),
            },
        });
        before = lines;
    }
    versions.reverse();
    Ok(versions)
}

fn answered<'e>(
    event: &'e Event,
    applicant: &'e office::ids::PersonId,
) -> Option<(&'e office::ids::PersonId, &'e Answers)> {
    let Event::Case(event) = event else {
        return None;
    };
    match &**event {
        CaseEvent::Submitted(submitted) => Some((applicant, &submitted.answers)),
        CaseEvent::Corrected(corrected) => Some((&corrected.by, &corrected.answers)),
        _ => None,
    }
}

/// The fields that differ, in the order of the form; what is gone comes last.
fn changes(before: &[AnswerLine], after: &[AnswerLine]) -> Vec<FieldChange> {
    let find = |lines: &[AnswerLine], key: &str| {
        let line = lines.iter().find(|line| line.key == key);
        line.map(|line| line.value.clone())
    };
    let here = after.iter().map(|line| (line, true));
    let gone = before
        .iter()
        .filter(|line| find(after, &line.key).is_none())
        .map(|line| (line, false));
    let change = |(line, is_here): (&AnswerLine, bool)| {
        let old = find(before, &line.key);
        let new = is_here.then(|| line.value.clone());
        (old != new).then(|| FieldChange {
            key: line.key.clone(),
            label: line.label.clone(),
            before: old,
            after: new,
        })
    };
    here.chain(gone).filter_map(change).collect()
}
