//! 流程異常: cases whose flow cannot go on by itself, and what an administrator does to them.

use std::collections::BTreeSet;
use std::sync::Arc;

use feel::Value;
use office::case::{Case, Line};
use office::decide::SYSTEM;
use office::ids::CaseId;
use office::operation::{Mend, Mending, written};
use office::org::Org;
use office::{Content, Pack, Stream, TokenId, World};

use crate::asks::{AskCase, Nothing};
use crate::session::Session;
use crate::store::Table;
use crate::topics::case::find;
use crate::topics::decide::case_id;
use crate::views::{
    ElementKind, ElementView, MendAct, MendWord, PlaceMark, PlaceView, Sentence, Signed, StuckNote,
    StuckRow, StuckView, ValueText,
};
use crate::world::Staged;
use crate::{Core, Failure};

/// How many cases are stuck; none for who is no administrator.
pub(crate) fn count(session: &Session) -> Result<Option<u32>, Failure> {
    if !is_administrator(session)? {
        return Ok(None);
    }
    let count = session.store().count(Table::Stuck)?;
    Ok(Some(u32::try_from(count).unwrap_or(u32::MAX)))
}

fn is_administrator(session: &Session) -> Result<bool, Failure> {
    let org = session.org()?;
    Ok(org.serves_in(session.me(), SYSTEM, session.today()))
}

fn only_administrators(session: &Session) -> Result<(), Failure> {
    if is_administrator(session)? {
        Ok(())
    } else {
        Err(Failure::new("operation-administrator-only"))
    }
}

pub(crate) fn list(core: &Core, _: Nothing) -> Result<Vec<StuckRow>, Failure> {
    let session = core.session()?;
    only_administrators(&session)?;
    let (world, org) = (session.world(), session.org()?);
    let mut rows = Vec::new();
    for (id, ()) in session.store().rows::<()>(Table::Stuck)? {
        let case = find(&world, &case_id(id)?)?;
        rows.extend(row(&world, &org, &case)?);
    }
    Ok(rows)
}

fn row(world: &Staged<'_>, org: &Org, case: &Case) -> Result<Option<StuckRow>, Failure> {
    let pack = world.pack(&case.pack)?;
    let stuck = case.flow.incidents.values();
    let mut stuck = stuck.map(|one| (one, trouble(&case.history, &one.element)));
    let Some((incident, told)) = stuck.next() else {
        return Ok(None);
    };
    Ok(Some(StuckRow {
        case: case.id.to_string(),
        service: case.service.to_string(),
        number: case.number.clone(),
        unit: unit(org, case),
        name: name_of(pack.as_deref(), &incident.element),
        more: u32::try_from(stuck.count()).unwrap_or(u32::MAX),
        since: told.since,
        tried: told.tried,
        why: why(&incident.code, &incident.reason),
        provisional: world.is_provisional(&Stream::Case(case.id.clone())),
    }))
}

fn unit(org: &Org, case: &Case) -> String {
    let unit = org.units.get(&case.unit);
    unit.map_or_else(|| case.unit.to_string(), |unit| unit.name.clone())
}

/// What an element of the flow is called; its id where it has no name.
pub(crate) fn name_of(pack: Option<&Pack>, element: &str) -> String {
    let node = pack.and_then(|pack| pack.flow.node(element));
    let named = node.map(|node| node.name.as_str());
    named
        .filter(|name| !name.is_empty())
        .unwrap_or(element)
        .to_owned()
}

/// Why a flow is stuck, as a sentence. What the office could not do stands in the reason with its
/// facts behind the code.
fn why(code: &str, reason: &str) -> Sentence {
    let facts = reason.strip_prefix(code).unwrap_or_default();
    let facts = facts.split(' ').filter_map(|fact| fact.split_once('='));
    Sentence {
        code: format!("finding-{code}"),
        facts: facts
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    }
}

fn detail(code: &str, reason: &str) -> String {
    match reason.starts_with(code) {
        true => reason.to_owned(),
        false => format!("{code}: {reason}"),
    }
}

/// How long a flow has been stuck, and how often it was tried again.
#[derive(Debug, PartialEq, Eq)]
struct Trouble {
    since: i64,
    tried: u32,
}

/// A flow that is stuck again by the very operation that tried it is stuck still.
fn trouble(history: &[Arc<Line>], element: &str) -> Trouble {
    let mut told = Trouble { since: 0, tried: 0 };
    let mut last_try = None;
    let here = |line: &&Arc<Line>| line.facts.get("element").is_some_and(|at| at == element);
    for line in history.iter().filter(here) {
        match line.what.as_str() {
            "stuck" if told.since > 0 && last_try == Some(&line.operation) => {}
            "stuck" => {
                told = Trouble {
                    since: line.at,
                    tried: 0,
                }
            }
            "retried" => {
                told.tried += 1;
                last_try = Some(&line.operation);
            }
            _ => {}
        }
    }
    told
}

/// What applicant and signers of a case are told while it is stuck; `waits`: another place of it
/// waits for the reader.
pub(crate) fn notes(
    world: &Staged<'_>,
    org: &Org,
    case: &Case,
    waits: bool,
) -> Result<Vec<StuckNote>, Failure> {
    if !case.is_stuck() {
        return Ok(Vec::new());
    }
    let pack = world.pack(&case.pack)?;
    let told = told(world, org, case);
    let to_do = match (waits, told) {
        (true, _) => "station",
        (false, "nobody") => "tell",
        (false, _) => "nothing",
    };
    let what = |element: &str| Sentence {
        code: "case-stuck".to_owned(),
        facts: [
            ("name", name_of(pack.as_deref(), element)),
            ("told", told.to_owned()),
            ("to_do", to_do.to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into(),
    };
    let stuck = case.flow.incidents.values();
    let note = stuck.map(|one| StuckNote {
        what: what(&one.element),
        why: why(&one.code, &one.reason),
    });
    Ok(note.collect())
}

/// Whether administrators know of it.
fn told(world: &Staged<'_>, org: &Org, case: &Case) -> &'static str {
    let today = office::civil::wall(world.now).date();
    let unit = org.offices.get(SYSTEM);
    match unit.is_some_and(|unit| !org.workers(unit, today).is_empty()) {
        false => "nobody",
        true if world.is_provisional(&Stream::Case(case.id.clone())) => "later",
        true => "yes",
    }
}

pub(crate) fn open(core: &Core, ask: AskCase) -> Result<StuckView, Failure> {
    let session = core.session()?;
    only_administrators(&session)?;
    let (world, org) = (session.world(), session.org()?);
    let case = find(&world, &case_id(ask.case)?)?;
    let pack = world.pack(&case.pack)?;
    let pack = pack.ok_or_else(|| Failure::new("pack-missing"))?;
    let desk = Desk {
        case: &case,
        pack: &pack,
    };
    Ok(StuckView {
        case: case.id.to_string(),
        service: case.service.to_string(),
        number: case.number.clone(),
        unit: unit(&org, &case),
        version: case.pack.version,
        places: desk.places(),
        values: desk.values(),
        elements: desk.elements(),
        provisional: world.is_provisional(&Stream::Case(case.id.clone())),
    })
}

/// One stuck case before an administrator.
struct Desk<'a> {
    case: &'a Case,
    pack: &'a Pack,
}

impl Desk<'_> {
    /// Where its tokens are, what is stuck first.
    fn places(&self) -> Vec<PlaceView> {
        let tokens = self.case.flow.tokens.keys();
        let mut places: Vec<PlaceView> = tokens.filter_map(|token| self.place(*token)).collect();
        places.sort_by_key(|place| place.mark);
        places
    }

    fn place(&self, token: TokenId) -> Option<PlaceView> {
        let flow = &self.case.flow;
        let here = flow.tokens.get(&token)?;
        let incident = flow.incidents.get(&token);
        let told = incident.map(|_| trouble(&self.case.history, &here.element));
        let mark = if incident.is_some() {
            PlaceMark::Stuck
        } else if flow.tasks.contains_key(&token) {
            PlaceMark::Person
        } else if flow.scopes.values().any(|scope| scope.token == Some(token)) {
            PlaceMark::Around
        } else {
            PlaceMark::Waiting
        };
        Some(PlaceView {
            token: token.0,
            name: name_of(Some(self.pack), &here.element),
            element: here.element.to_string(),
            mark,
            since: told.as_ref().map(|told| told.since),
            tried: told.map_or(0, |told| told.tried),
            why: incident.map(|one| why(&one.code, &one.reason)),
            detail: incident.map(|one| detail(&one.code, &one.reason)),
            moves: self.moves(token),
        })
    }

    /// The elements at which a token can go on: of its scope and of those around it.
    fn moves(&self, token: TokenId) -> Vec<String> {
        let flow = &self.case.flow;
        let mut around = BTreeSet::new();
        let mut at = flow.tokens.get(&token).map(|here| here.scope);
        while let Some(scope) = at.and_then(|scope| flow.scopes.get(&scope)) {
            around.insert(scope.token.map(|_| scope.element.as_str()));
            let owner = scope.token.and_then(|owner| flow.tokens.get(&owner));
            at = owner.map(|owner| owner.scope);
        }
        let fits = |element: &&ElementView| around.contains(&element.within.as_deref());
        let elements = self.elements();
        elements
            .iter()
            .filter(fits)
            .map(|one| one.element.clone())
            .collect()
    }

    /// The elements to which a flow leads, in the order of the file.
    fn elements(&self) -> Vec<ElementView> {
        let plan = &self.pack.flow;
        let scopes = self.case.flow.scopes.values();
        let running: BTreeSet<Option<&str>> = scopes
            .map(|scope| scope.token.map(|_| scope.element.as_str()))
            .collect();
        let led_to = plan.nodes().iter().filter(|node| !node.incoming.is_empty());
        let views = led_to.map(|node| {
            let within = node.within.and_then(|within| plan.at(within));
            let within = within.map(|within| within.id.to_string());
            let kind = ["role", "service", "decision"].map(|name| node.extension.attribute(name));
            ElementView {
                element: node.id.to_string(),
                name: node.name.clone(),
                kind: match kind {
                    [Some(_), ..] => ElementKind::Station,
                    [_, Some(_), _] => ElementKind::Service,
                    [.., Some(_)] => ElementKind::Rule,
                    _ => ElementKind::Step,
                },
                begins: running.contains(&within.as_deref()),
                within,
            }
        });
        views.collect()
    }

    /// The variables that the flow and its decisions read, and which of them are known: what a
    /// person wrote for people is not among them.
    fn values(&self) -> Vec<ValueText> {
        let flow = &self.case.flow;
        let seen = match flow.incidents.keys().next() {
            Some(token) => flow.variables_at(*token).into_owned(),
            None => (*flow.variables).clone(),
        };
        let decisions = self.pack.rules.decisions();
        let mut read: BTreeSet<String> = BTreeSet::new();
        for node in self.pack.flow.nodes() {
            let conditions = node.ways.iter().filter_map(|way| way.condition.as_ref());
            read.extend(conditions.flat_map(|one| one.reads().iter().cloned()));
            let decision = node.extension.attribute("decision");
            let needs = decision.and_then(|decision| decisions.needs(decision));
            read.extend(needs.into_iter().flat_map(|needs| needs.into_keys()));
            read.extend(node.extension.attribute("result").map(str::to_owned));
        }
        let value = |name: String| {
            let value = seen.get(&name)?;
            Some(ValueText {
                value: as_written(value),
                name,
            })
        };
        read.into_iter().filter_map(value).collect()
    }
}

/// A value as one writes it in FEEL.
fn as_written(value: &Value) -> String {
    let all = |values: &[Value]| values.iter().map(as_written).collect::<Vec<_>>().join(", ");
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => quoted(text),
        Value::Date(date) => format!("date(\"{date}\")"),
        Value::Time(time) => format!("time(\"{time}\")"),
        Value::DateTime(moment) => format!("date and time(\"{moment}\")"),
        Value::Days(seconds) => format!("duration(\"{}\")", length(*seconds, "PT", "S")),
        Value::Months(months) => format!("duration(\"{}\")", length(*months, "P", "M")),
        Value::List(items) => format!("[{}]", all(items)),
        Value::Context(entries) => {
            let entry = |(name, value): (&String, &Value)| {
                format!("{}: {}", quoted(name), as_written(value))
            };
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", escaped.replace('\n', "\\n").replace('\r', "\\r"))
}

fn length(of: i64, begin: &str, end: &str) -> String {
    let sign = if of < 0 { "-" } else { "" };
    format!("{sign}{begin}{}{end}", of.unsigned_abs())
}

/// An administrator mends the flow of a case.
pub(crate) fn mend(core: &Core, act: MendAct) -> Result<Signed, Failure> {
    let session = core.session()?;
    let case: CaseId = case_id(act.case)?;
    let token = act.token.map(TokenId);
    let at = || token.ok_or_else(|| Failure::new("act-unknown"));
    let element = act.element.ok_or_else(|| Failure::new("act-unknown"));
    let values: Vec<String> = act
        .values
        .iter()
        .map(|one| format!("{}={}", one.name, one.value))
        .collect();
    let values = written(values.iter().map(String::as_str))?;
    let mending = match act.what {
        MendWord::Retry => Mending::Retry(at()?, values),
        MendWord::Move => Mending::Move(at()?, element?),
        MendWord::Cancel => Mending::Cancel(at()?),
        MendWord::Begin => Mending::Begin(element?, None),
        MendWord::Set if values.is_empty() => return Err(Failure::new("value-missing")),
        MendWord::Set => Mending::Set(token, values),
    };
    let content = Content::Mend(Mend {
        case,
        mending,
        reason: act.reason,
    });
    let undo_ms = i64::from(session.settings()?.undo_seconds) * 1_000;
    session.act(&content, None, undo_ms, &|_, _| Ok(()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;

    use office::ids::OperationId;

    use super::*;

    #[test]
    fn a_value_is_written_as_it_is_read() {
        let check = |text: &str| {
            let line = format!("x={text}");
            let read = written([line.as_str()]).unwrap();
            assert_eq!(as_written(&read["x"]), text);
        };
        for text in [
            "true",
            "-1.5",
            "\"他說 \\\"好\\\"\\n\\\\\"",
            "date(\"2026-12-03\")",
            "time(\"08:30:00\")",
            "date and time(\"2026-12-03T08:30:00\")",
            "duration(\"PT90S\")",
            "duration(\"-P14M\")",
            "[1, [\"a\"], null]",
            "{\"from\": 1, \"to x\": {}}",
        ] {
            check(text);
        }
    }

    /// At, operation, what, element.
    type Told<'a> = (i64, u8, &'a str, &'a str);

    #[test]
    fn since_when_and_how_often() {
        let check = |lines: &[Told<'_>], since: i64, tried: u32| {
            let line = |(at, operation, what, element): &Told<'_>| Line {
                at: *at,
                operation: OperationId([*operation; 32]),
                by: None,
                acting_for: None,
                what: (*what).to_owned(),
                facts: BTreeMap::from([("element".to_owned(), (*element).to_owned())]),
                opinion: String::new(),
            };
            let history: Vec<Arc<Line>> = lines.iter().map(line).map(Arc::new).collect();
            assert_eq!(trouble(&history, "a"), Trouble { since, tried });
        };
        let first = (5, 1, "stuck", "a");
        check(&[first], 5, 0);
        check(&[first, (6, 2, "retried", "a"), (6, 2, "stuck", "a")], 5, 1);
        check(&[first, (6, 2, "retried", "b"), (7, 3, "stuck", "b")], 5, 0);
        // It went on, and came back another day.
        check(&[first, (6, 2, "retried", "a"), (9, 3, "stuck", "a")], 9, 0);
    }

    #[test]
    fn what_the_office_could_not_do_keeps_its_facts() {
        let check = |reason: &str, facts: &[(&str, &str)]| {
            let said = why("desk-office", reason);
            assert_eq!(said.code, "finding-desk-office");
            let said = said.facts.iter().map(|(n, v)| (n.as_str(), v.as_str()));
            assert_eq!(said.collect::<Vec<_>>(), facts);
        };
        check("desk-office office=personnel", &[("office", "personnel")]);
        check("something else a=b", &[]);
        check("", &[]);
    }
}
