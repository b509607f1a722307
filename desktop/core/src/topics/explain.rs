//! 為什麼在這裡: what the office knows of why a case is where it is, as codes with facts.

use std::collections::BTreeSet;

use feel::Value;
use office::case::{Case, Leave, Outcome, Role, Status};
use office::decide::Planned;
use office::explain::{
    AtDesk, Came, CameBy, DeskRule, RuleRow, Skipped, StandIn, StandInRule, Stuck, explain,
};
use office::ids::PersonId;
use office::org::{Desk, Org};
use office::world::Stop;
use office::{Event, Stream};

use crate::asks::AskCase;
use crate::session::Session;
use crate::topics::case::find;
use crate::topics::decide::case_id;
use crate::views::{ExplanationView, NextView, Sentence};
use crate::world::Staged;
use crate::{Core, Failure, people, rows};

/// Desks that are told of; a case waits at one or two.
const MAX_DESKS: usize = 3;

pub(crate) fn of_case(core: &Core, ask: AskCase) -> Result<ExplanationView, Failure> {
    let session = core.session()?;
    let world = session.world();
    let id = case_id(ask.case)?;
    let case = find(&world, &id)?;
    let stream = Stream::Case(id.clone());
    let history = history(&session, &world, &stream)?;
    let told = history.iter().map(|(event, at)| (event, *at));
    let explained = match explain(&world, session.me(), &id, told, world.now) {
        Ok(explained) => explained,
        Err(Stop::Refused(refusal)) => return Err(refusal.into()),
        Err(Stop::Fault(fault)) => return Err(fault.into()),
    };
    let org = session.org()?;
    let teller = Teller {
        org: &org,
        case: &case,
        session: &session,
    };
    let desks = explained.desks.iter().take(MAX_DESKS);
    let mut sentences: Vec<Sentence> = desks.flat_map(|desk| teller.desk(desk)).collect();
    sentences.extend(teller.ended());
    // Above it the page says that the flow is stuck.
    if sentences.is_empty() {
        sentences.extend(explained.stuck.iter().map(stuck));
    }
    let returned = explained.desks.iter().flat_map(|desk| &desk.if_returned);
    Ok(ExplanationView {
        sentences: sentences
            .into_iter()
            .map(|s| people::named(&org, s))
            .collect(),
        next: explained.next.iter().map(|p| teller.next(p)).collect(),
        returned: returned.map(|p| teller.next(p)).collect(),
        sources: sources(&explained.rules),
        provisional: world.is_provisional(&stream),
    })
}

/// What the agency said of a stream, and behind it what waits to be sent.
pub(super) fn history(
    session: &Session,
    world: &Staged<'_>,
    stream: &Stream,
) -> Result<Vec<(Event, i64)>, Failure> {
    let mut history = session.store().history(stream, &world.head(stream))?;
    if world.is_provisional(stream) {
        let queue = session.queue();
        let waiting = world.made_by(queue.effective(), stream)?;
        history.extend(waiting.into_iter().map(|event| (event, world.now)));
    }
    Ok(history)
}

/// That the flow cannot go on by itself.
fn stuck(stuck: &Stuck) -> Sentence {
    let name = match stuck.name.is_empty() {
        true => &stuck.element,
        false => &stuck.name,
    };
    said("explain-stuck").fact("name", name).0
}

/// The rules that counted, each once, the newest first.
fn sources(rules: &[RuleRow]) -> Vec<Sentence> {
    let mut told = BTreeSet::new();
    // A list of places is shown as the route itself.
    let is_route = |row: &&RuleRow| matches!(row.says, Value::List(_));
    let rules = rules.iter().rev().filter(|row| !is_route(row));
    let new = rules.filter(|row| told.insert(source_key(row)));
    new.map(source).collect()
}

fn source_key(row: &RuleRow) -> (String, Vec<u32>, String, String) {
    (
        row.table.clone(),
        row.rows.clone(),
        row.version.clone(),
        inputs(row),
    )
}

fn source(row: &RuleRow) -> Sentence {
    let code = match row.rows.is_empty() {
        true => "explain-source-default",
        false => "explain-source",
    };
    by_rule(code, row)
        .fact("inputs", inputs(row))
        .fact("says", plain(&row.says).unwrap_or_default())
        .fact("version", &row.version)
        .0
}

fn inputs(row: &RuleRow) -> String {
    let given = row.inputs.iter().filter_map(|(label, value)| {
        let value = plain(value)?;
        Some(format!("{label} {value}"))
    });
    given.collect::<Vec<_>>().join("、")
}

/// A value that fits into a sentence.
fn plain(value: &Value) -> Option<String> {
    Some(match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Bool(yes) => yes.to_string(),
        // Beside labels of the table, which are the pack's own words.
        Value::Date(day) => format!(
            "{}年{}月{}日",
            office::civil::roc_year(*day),
            day.month(),
            day.day()
        ),
        _ => return None,
    })
}

fn numbers(rows: &[u32]) -> String {
    let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
    rows.join("、")
}

/// A sentence that gets its facts.
struct Said(Sentence);

fn said(code: &str) -> Said {
    Said(Sentence {
        code: code.to_owned(),
        facts: std::collections::BTreeMap::new(),
    })
}

impl Said {
    fn fact(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.0.facts.insert(name.to_owned(), value.to_string());
        self
    }
}

/// Puts the office's facts in sentences for the person at this computer.
struct Teller<'a> {
    org: &'a Org,
    case: &'a Case,
    session: &'a Session,
}

impl Teller<'_> {
    /// Why here; who may act instead; until when.
    fn desk(&self, desk: &AtDesk) -> Vec<Sentence> {
        let mut told = vec![self.here(desk)];
        told.extend(skipped(&desk.skipped));
        told.extend(self.stand_in(desk));
        told.extend(reminder(desk));
        told
    }

    fn here(&self, desk: &AtDesk) -> Sentence {
        let table = desk.rules.iter().rev();
        let mut table = table.filter(|row| row.rows.len() == 1);
        let here = match (table.next(), &self.case.leave) {
            (None, _) => said("explain-here"),
            (Some(row), Some(leave)) => by_rule("explain-here-leave", row).leave(leave),
            (Some(row), None) => by_rule("explain-here-rule", row),
        };
        let here = came(here, desk.came.as_ref());
        let here = self.place(here, desk);
        here.fact("task", task(desk.role)).0
    }

    /// The desk in words: by its rule, with who is there.
    fn place(&self, told: Said, desk: &AtDesk) -> Said {
        let shown = people::at_desk(self.org, &desk.desk, &desk.people, self.session.today());
        let word = match (&desk.by, &desk.desk) {
            (_, Desk::Post(_)) if desk.people.is_empty() => "vacant".to_owned(),
            (DeskRule::Applicant, _) => "applicant".to_owned(),
            (DeskRule::Deputy, _) => "deputy".to_owned(),
            (DeskRule::Head(level @ 1..=2), _) => format!("head-{level}"),
            (DeskRule::Head(_), _) => "head".to_owned(),
            (DeskRule::LastSigner, _) => "last-signer".to_owned(),
            (DeskRule::Office(_), Desk::Office(_)) => "office".to_owned(),
            (DeskRule::Asked(_), _) => "asked".to_owned(),
            (DeskRule::Office(_) | DeskRule::Other(_), _) => "other".to_owned(),
        };
        let level = match desk.by {
            DeskRule::Head(level) => level,
            _ => 0,
        };
        let told = match &desk.by {
            DeskRule::Asked(by) => told.fact("asked_person", by),
            _ => told.fact("asked_person", ""),
        };
        told.fact("desk", word)
            .fact("level", level)
            .fact("who_people", ids(desk.people.iter()))
            .fact("unit", shown.unit)
            .fact("title", shown.title)
    }

    /// Who acts for somebody else; said only where nobody of the desk is there.
    fn stand_in(&self, desk: &AtDesk) -> Option<Sentence> {
        let first = desk.stand_ins.first()?;
        let away = desk.stand_ins.iter().filter(|one| one.absent.is_some());
        if away.count() < desk.people.len() {
            return None;
        }
        let asked = matches!(first.deputies.first(), Some((_, StandInRule::Asked(_))));
        let code = match (&first.absent, first.deputies.is_empty()) {
            _ if asked => "explain-deputised",
            (Some(_), false) => "explain-stands-in",
            (Some(_), true) => "explain-away",
            (None, false) => "explain-vacant",
            (None, true) => "explain-vacant-alone",
        };
        Some(stands_in(said(code), first).0)
    }

    fn next(&self, planned: &Planned) -> NextView {
        let today = self.session.today();
        let who = people::at_desk(self.org, &planned.desk, &planned.people, today);
        NextView {
            role: rows::role(planned.role),
            who,
        }
    }

    /// That nothing is waited for any more.
    fn ended(&self) -> Option<Sentence> {
        let case = self.case;
        let last = case.history.last();
        let by = last
            .and_then(|line| line.by.as_ref())
            .unwrap_or(&case.applicant);
        let told = match case.status {
            Status::Filed => {
                let number = case.file_number.as_deref().unwrap_or_default();
                said("explain-filed").fact("number", number)
            }
            Status::Withdrawn => said("explain-withdrawn"),
            Status::Refused => said("explain-refused"),
            Status::Closed => said("explain-closed"),
            Status::Running | Status::Returned | Status::Approved => return None,
        };
        Some(told.fact("by_person", by).fact("at_ms", case.updated).0)
    }
}

impl Said {
    fn leave(self, leave: &Leave) -> Self {
        self.fact("kind", &leave.kind)
            .fact("leave_minutes", leave.minutes())
    }
}

fn by_rule(code: &str, row: &RuleRow) -> Said {
    said(code)
        .fact("table", &row.table)
        .fact("rows", numbers(&row.rows))
        .fact("noted", if row.notes.is_empty() { "no" } else { "yes" })
        .fact("note", row.notes.join("、"))
}

/// What brought the case here, and who did it.
fn came(told: Said, came: Option<&Came>) -> Said {
    let word = match came.map(|came| came.what) {
        Some(CameBy::Submitted) => "submitted",
        Some(CameBy::Closed(_, Outcome::Returned)) => "returned",
        Some(CameBy::Closed(Role::Consent, _)) => "consented",
        Some(CameBy::Closed(_, Outcome::Decided)) => "decided",
        Some(CameBy::Closed(Role::Approve | Role::Decide, _)) => "approved",
        Some(CameBy::Closed(Role::Consult, _)) => "consulted",
        Some(CameBy::Closed(Role::Vote, _)) => "voted",
        Some(CameBy::Closed(Role::Note, _)) => "noted",
        Some(CameBy::Closed(Role::Correct, _)) => "corrected",
        Some(CameBy::Closed(Role::File, _) | CameBy::Event) | None => "other",
        Some(CameBy::TakenBack) => "taken-back",
        Some(CameBy::Transferred) => "transferred",
        Some(CameBy::Asked) => "asked",
        Some(CameBy::Timer) => "timer",
        Some(CameBy::Failed) => "failed",
        Some(CameBy::Mended) => "mended",
    };
    let by = came.and_then(|came| came.by.as_ref());
    let stood = came.and_then(|came| came.acting_for.as_ref());
    told.fact("came", word)
        .fact("by_person", ids(by.into_iter()))
        .fact("stood", if stood.is_some() { "yes" } else { "no" })
        .fact("for_person", ids(stood.into_iter()))
}

fn task(role: Role) -> &'static str {
    match role {
        Role::Consent => "consent",
        Role::Approve => "approve",
        Role::Note => "note",
        Role::Correct => "correct",
        Role::File => "file",
        Role::Consult => "consult",
        Role::Decide => "decide",
        Role::Vote => "vote",
    }
}

/// Heads that nobody is; said in one sentence.
fn skipped(skipped: &[Skipped]) -> Option<Sentence> {
    let levels = skipped.iter().filter_map(|one| match one.by {
        DeskRule::Head(level) => Some(level),
        _ => None,
    });
    let levels: Vec<u32> = levels.collect();
    let told = || said("explain-skipped").fact("levels", numbers(&levels)).0;
    (!levels.is_empty()).then(told)
}

fn stands_in(told: Said, one: &StandIn) -> Said {
    let mut told = told
        .fact("deputy_people", ids(one.deputies.iter().map(|(p, _)| p)))
        .fact("absent_person", ids(one.absent.iter()));
    if let Some((from, to)) = one.away {
        told = told
            .fact("from_date", from.date())
            .fact("to_date", to.date());
    }
    match one.deputies.first().map(|(_, rule)| rule) {
        Some(StandInRule::Listed { since, .. }) => {
            told.fact("rule", "listed").fact("since_date", since)
        }
        Some(StandInRule::Asked(reason)) => told.fact("reason", reason),
        Some(StandInRule::Above) => told.fact("rule", "above").fact("since_date", ""),
        _ => told.fact("rule", "named").fact("since_date", ""),
    }
}

/// When somebody is, or was last, reminded.
fn reminder(desk: &AtDesk) -> Option<Sentence> {
    if let Some(last) = desk.reminded.last() {
        let count = desk.reminded.len();
        return Some(
            said("explain-reminded")
                .fact("count", count)
                .fact("at_ms", last)
                .0,
        );
    }
    let due = desk.due.iter().find(|due| due.reminds)?;
    Some(said("explain-reminder").fact("due_ms", due.at).0)
}

fn ids<'a>(people: impl Iterator<Item = &'a PersonId>) -> String {
    let ids: Vec<&str> = people.map(PersonId::as_str).collect();
    ids.join(" ")
}
