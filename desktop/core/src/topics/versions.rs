//! The answers of a case over time: what each correction, and each station that filled something in,
//! changed, field by field.

use std::collections::BTreeSet;

use office::case::{Case, CaseEvent, FilledIn};
use office::ids::PersonId;
use office::operation::{Answers, Attachment};
use office::{Event, Stream};
use sync::Hash;

use super::case::Reader;
use crate::Failure;
use crate::answers;
use crate::session::Session;
use crate::views::{AnswerLine, FieldChange, FileChange, VersionView};

/// The newest first; none where the answers never changed.
pub(super) fn of(reader: &Reader<'_>) -> Result<Vec<VersionView>, Failure> {
    let case = reader.case;
    if !case.history.iter().any(|line| changes_answers(&line.what)) {
        return Ok(Vec::new());
    }
    let stream = Stream::Case(case.id.clone());
    let history = super::explain::history(reader.session, reader.world, &stream)?;
    let mut versions = Vec::new();
    let mut before: Vec<AnswerLine> = Vec::new();
    let mut had: &[Attachment] = &[];
    let mut stood = Answers::new();
    for (event, at) in &history {
        let (by, files) = match (answered(event, &case.applicant), filled(event)) {
            (Some((by, given, files)), _) => {
                stood.clone_from(given);
                (by, files)
            }
            (None, Some(filled)) => {
                form_model::fill_in(&mut stood, &filled.answers);
                (&filled.by, had)
            }
            (None, None) => continue,
        };
        let lines = answers::lines_of(reader.session, reader.world, case, &stood, None)?;
        let first = versions.is_empty();
        versions.push(VersionView {
            number: u32::try_from(versions.len() + 1).unwrap_or(u32::MAX),
            at: *at,
            who: reader.brief(by),
            changes: match first {
                true => Vec::new(),
                false => changes(&before, &lines),
            },
            files: match first {
                true => Vec::new(),
                false => file_changes(had, files),
            },
        });
        (before, had) = (lines, files);
    }
    versions.reverse();
    Ok(versions)
}

/// Every file that a case has or had, each once, those that it has first.
pub(super) fn files(session: &Session, case: &Case) -> Result<Vec<Attachment>, Failure> {
    let mut found = case.attachments.clone();
    if !case.history.iter().any(|line| line.what == "corrected") {
        return Ok(found);
    }
    let mut known: BTreeSet<[u8; 32]> = found.iter().map(|file| file.sha256).collect();
    let stream = Stream::Case(case.id.clone());
    for (event, _) in &super::explain::history(session, &session.world(), &stream)? {
        let given = answered(event, &case.applicant).map_or(&[][..], |(_, _, files)| files);
        found.extend(
            given
                .iter()
                .filter(|file| known.insert(file.sha256))
                .cloned(),
        );
    }
    Ok(found)
}

fn changes_answers(what: &str) -> bool {
    matches!(what, "corrected" | "filled-in")
}

fn filled(event: &Event) -> Option<&FilledIn> {
    match event {
        Event::Case(event) => match &**event {
            CaseEvent::FilledIn(filled) => Some(filled),
            _ => None,
        },
        _ => None,
    }
}

type Given<'e> = (&'e PersonId, &'e Answers, &'e [Attachment]);

fn answered<'e>(event: &'e Event, applicant: &'e PersonId) -> Option<Given<'e>> {
    let Event::Case(event) = event else {
        return None;
    };
    match &**event {
        CaseEvent::Submitted(one) => Some((applicant, &one.answers, &one.attachments)),
        CaseEvent::Corrected(one) => Some((&one.by, &one.answers, &one.attachments)),
        _ => None,
    }
}

/// The files that came, and those that went.
fn file_changes(before: &[Attachment], after: &[Attachment]) -> Vec<FileChange> {
    let lacks = |files: &[Attachment], one: &Attachment| {
        let same = |file: &Attachment| (&file.name, file.sha256) == (&one.name, one.sha256);
        !files.iter().any(same)
    };
    let change = |one: &Attachment, gone| FileChange {
        name: one.name.clone(),
        sha256: Hash(one.sha256).to_hex(),
        gone,
    };
    let went = before.iter().filter(|one| lacks(after, one));
    let came = after.iter().filter(|one| lacks(before, one));
    went.map(|one| change(one, true))
        .chain(came.map(|one| change(one, false)))
        .collect()
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
