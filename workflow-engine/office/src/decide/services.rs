//! The closed list of service tasks by which a flow reaches what two people
//! could each do rightly alone and wrongly together. Each can be undone by its
//! counterpart: `ledger.hold` by `ledger.release`.

use feel::{Context, Number, Value};
use workflow_engine::run::{Decided, Input, OpenService, Rows, ServiceKind};

use super::work::Work;
use crate::away::{Absence, AwayEvent};
use crate::case::{Case, CaseEvent, Leave};
use crate::civil;
use crate::ids::SeriesId;
use crate::leave::{self, AccountEvent, Committed, DAY, Held, Kind, Released, Span, Why};
use crate::operation::Answers;
use crate::pack::Pack;
use crate::series::SeriesEvent;
use crate::stream::Stream;
use crate::world::{Reading, Stop};
use crate::{Event, Refusal};

/// What a service sets in the flow, or the error that it throws.
type Done = Result<Context, String>;

/// Does a service; answers with what the flow then has as its next input.
pub(super) fn perform(
    work: &mut Work<'_>,
    case: &Case,
    pack: &Pack,
    task: &OpenService<'_>,
) -> Result<Input, Stop> {
    let token = task.token;
    if let ServiceKind::Rule { decision, result } = task.kind {
        let (variables, decided) =
            decide_by_table(work.now, pack, case, decision, result, task.element)?;
        return Ok(Input::RuleDecided {
            token,
            variables,
            decided,
        });
    }
    Ok(match serve(work, case, pack, task)? {
        Ok(variables) => Input::ServiceDone { token, variables },
        Err(error_code) => Input::ServiceFailed { token, error_code },
    })
}

fn serve(
    work: &mut Work<'_>,
    case: &Case,
    pack: &Pack,
    task: &OpenService<'_>,
) -> Result<Done, Stop> {
    let service = task.extension.attribute("service").unwrap_or_default();
    match service {
        "ledger.hold" => hold(work, case, pack),
        "ledger.release" => release(work, case),
        "ledger.commit" => commit(work, case),
        "calendar.add" => show_away(work, case, false).map(Ok),
        "number.issue" => issue_number(work, case, pack),
        "notify" => remind(work, case),
        "file.archive" if work.the_case(&case.id)?.paper.is_some() => Ok(Ok(Context::new())),
        "file.archive" => Ok(Err("not-filed".to_owned())),
        _ => Err(Refusal::new("flow-service")
            .with("element", task.element)
            .with("service", service)
            .into()),
    }
}

/// A business rule task: the decision's value goes into the variable that the
/// task names, or, as a context, each entry into its own. With it the rules that
/// counted.
fn decide_by_table(
    now: i64,
    pack: &Pack,
    case: &Case,
    decision: &str,
    result: Option<&str>,
    element: &str,
) -> Result<(Context, Decided), Stop> {
    let answer = pack.decide(decision, &case.flow.variables, now);
    let outcome = answer.outcome;
    let tables = answer.tables.into_iter().map(|asked| Rows {
        table: asked.table.into(),
        rows: asked.rows,
    });
    let decided = Decided {
        version: pack.manifest.version.to_string().into(),
        tables: tables.collect(),
    };
    match (outcome.value, result) {
        (Value::Null, _) => Err(Refusal::new("flow-decision")
            .with("element", element)
            .with("reason", outcome.reason.unwrap_or_default())
            .into()),
        (value, Some(result)) => Ok((Context::from([(result.to_owned(), value)]), decided)),
        (Value::Context(entries), None) => Ok((entries, decided)),
        (_, None) => Err(Refusal::new("flow-decision")
            .with("element", element)
            .into()),
    }
}

/// The leave that answers ask for.
pub(super) fn leave_of(work: &Work<'_>, answers: &Answers) -> Result<Leave, Stop> {
    let kind = answers
        .get("kind")
        .and_then(Value::as_text)
        .and_then(|code| Kind::new(code).ok());
    let kind = kind.ok_or_else(|| {
        Refusal::new("answers-refused")
            .with("field", "kind")
            .with("problem", "required")
    })?;
    let when = answers.get("when");
    let moment = |end: &str| {
        when.and_then(|when| when.get(end))
            .and_then(Value::as_date_time)
    };
    let (Some(from), Some(to)) = (moment("from"), moment("to")) else {
        return Err(Refusal::new("answers-refused")
            .with("field", "when")
            .with("problem", "required")
            .into());
    };
    let span = Span { from, to };
    let org = Work::public(work.org()?, &Stream::Org)?;
    let band = org
        .band
        .as_ref()
        .ok_or_else(|| Refusal::new("band-missing"))?;
    let calendar = Work::public(work.calendar()?, &Stream::Calendar)?;
    let slices = leave::slices(&span, &calendar, band)?;
    Ok(Leave {
        kind,
        span,
        slices,
        cost: None,
        deputy: crate::case::deputy(answers),
    })
}

/// `ledger.hold`: holds what the leave costs. A hold of the same case that is
/// there already is released first, as after a correction.
fn hold(work: &mut Work<'_>, case: &Case, pack: &Pack) -> Result<Done, Stop> {
    let mut leave = leave_of(work, &case.answers)?;
    let stream = Stream::Account(case.applicant.clone());
    if let Some(account) = work.account(&case.applicant)? {
        let cost = leave::charge(
            &leave.kind,
            &leave.slices,
            &account,
            &pack.rules,
            Some(&case.id),
        )?
        .cost();
        if account
            .taking(&case.id)
            .is_some_and(|taking| taking.state == leave::TakingState::Held)
        {
            let why = Why::new("corrected");
            release_from(work, case, why)?;
        }
        let held = AccountEvent::Held(Held {
            case: case.id.clone(),
            kind: leave.kind.clone(),
            slices: leave.slices.clone(),
            cost: cost.clone(),
        });
        let account = Work::public(work.account(&case.applicant)?, &stream)?;
        account.allows(&held)?;
        work.emit(stream, Event::Account(held))?;
        leave.cost = Some(cost);
    }
    let minutes = leave.minutes();
    let org = Work::public(work.org()?, &Stream::Org)?;
    let grade = org
        .posts
        .get(&case.post)
        .map_or(0, |post| i64::from(post.grade));
    let kind = leave.kind.as_str().to_owned();
    work.emit_case(&case.id, CaseEvent::LeaveTaken(leave))?;
    show_away(work, case, true)?;
    Ok(Ok(Context::from([
        ("kind".to_owned(), Value::text(kind)),
        ("minutes".to_owned(), Value::Number(Number::from(minutes))),
        (
            "days".to_owned(),
            Value::Number(Number::from((minutes + DAY - 1) / DAY)),
        ),
        ("grade".to_owned(), Value::Number(Number::from(grade))),
    ])))
}

fn release_from(work: &mut Work<'_>, case: &Case, why: Why) -> Result<(), Stop> {
    let released = AccountEvent::Released(Released {
        case: case.id.clone(),
        why,
    });
    Ok(work.emit(
        Stream::Account(case.applicant.clone()),
        Event::Account(released),
    )?)
}

/// `ledger.release`: gives back what is held.
fn release(work: &mut Work<'_>, case: &Case) -> Result<Done, Stop> {
    let holds = work
        .account(&case.applicant)?
        .is_some_and(|account| account.taking(&case.id).is_some());
    if holds {
        release_from(work, case, Why::new("withdrawn"))?;
    }
    work.emit(
        Stream::Away(case.unit.clone()),
        Event::Away(AwayEvent::Gone(case.id.clone())),
    )?;
    Ok(Ok(Context::new()))
}

/// `ledger.commit`: what was held is taken.
fn commit(work: &mut Work<'_>, case: &Case) -> Result<Done, Stop> {
    let committed = AccountEvent::Committed(Committed {
        case: case.id.clone(),
    });
    if let Some(account) = work.account(&case.applicant)? {
        account.allows(&committed)?;
    }
    work.emit(
        Stream::Account(case.applicant.clone()),
        Event::Account(committed),
    )?;
    work.emit_case(&case.id, CaseEvent::Decided)?;
    show_away(work, case, false)?;
    Ok(Ok(Context::new()))
}

/// Shows the absence to the unit, as asked for or as decided.
fn show_away(work: &mut Work<'_>, case: &Case, asked: bool) -> Result<Context, Stop> {
    let case = work.the_case(&case.id)?;
    if let Some(leave) = &case.leave {
        let absence = Absence {
            case: case.id.clone(),
            person: case.applicant.clone(),
            deputy: leave.deputy.clone(),
            from: leave.span.from,
            to: leave.span.to,
            asked,
        };
        work.emit(
            Stream::Away(case.unit.clone()),
            Event::Away(AwayEvent::Put(absence)),
        )?;
    }
    Ok(Context::new())
}

/// `number.issue`: 檔號 = 年度號/分類號/案次號/卷次號/目次號. Only the agency gives it.
fn issue_number(work: &mut Work<'_>, case: &Case, pack: &Pack) -> Result<Done, Stop> {
    let filing = &pack.manifest.filing;
    let year = civil::roc_year(civil::wall(work.now).date());
    let name = SeriesId::new(
        format!("file-{}-{}-{year}", filing.class, filing.folder).to_ascii_lowercase(),
    )
    .map_err(|_| Refusal::new("pack-filing").with("class", &filing.class))?;
    let Some(series) = work.series(&name)? else {
        return Ok(Ok(Context::new()));
    };
    let item = series.next();
    work.emit(
        Stream::Series(name),
        Event::Series(SeriesEvent::Given(item, case.id.clone())),
    )?;
    let number = format!("{year}/{}/{}/1/{item}", filing.class, filing.folder);
    work.emit_case(&case.id, CaseEvent::FileNumberGiven(number))?;
    Ok(Ok(Context::new()))
}

/// `notify`: reminds whoever is waited for. 稽催
fn remind(work: &mut Work<'_>, case: &Case) -> Result<Done, Stop> {
    let waiting: Vec<_> = case
        .open_stations()
        .map(|station| station.id.clone())
        .collect();
    for station in waiting {
        work.emit_case(&case.id, CaseEvent::Reminded(station))?;
    }
    Ok(Ok(Context::new()))
}
