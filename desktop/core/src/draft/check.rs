//! What a person sees before signing, found by the decision that will be made.

use std::collections::BTreeMap;

use form_model::Part;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use office::away::Absence;
use office::calendar::Calendar;
use office::decide::{Checked, check_draft, remarks};
use office::ids::{CaseId, PersonId};
use office::leave::Band;
use office::operation::{Correct, Submit};
use office::org::Org;
use office::world::Reading;
use office::{Content, Refusal};

use super::{Stored, Understood, deputies, fields, titles, understand, version};
use crate::queue::Queued;
use crate::session::Session;
use crate::topics::{account, case};
use crate::views::{
    ChargeView, CheckView, DayPart, DraftView, HistoryLine, ProblemView, Sentence, TeamColumn,
    TeamDay, TeamRow, TeamView,
};
use crate::world::Staged;
use crate::{Failure, answers, people};

/// Working days in the team picture.
const TEAM_DAYS: usize = 10;
/// Working days of it before the request.
const TEAM_BEFORE: usize = 3;
/// How far back the picture looks for a working day.
const TEAM_SEARCH_DAYS: i32 = 30;
/// The most people in the picture.
const TEAM_ROWS: usize = 30;

/// The draft as the page shows it.
pub(crate) fn view(session: &Session, id: &str, stored: &Stored) -> Result<DraftView, Failure> {
    let world = session.world();
    let draft = understand(session, &world, stored)?;
    let at = stored.correcting.as_ref();
    let correcting = at.filter(|at| !at.fills).map(|at| &at.case);
    let checked = match draft.filling {
        Some(_) => Checked::default(),
        None => check_draft(
            &world,
            session.me(),
            &draft.pack_ref,
            &draft.answers,
            &draft.attachments,
            correcting,
            world.now,
        )?,
    };
    let minutes = checked.leave.as_ref().map(office::case::Leave::minutes);
    let problems = problems(session, &world, &draft, &checked)?;
    let attachments = case::attachments(session, &stored.attachments)?;
    Ok(DraftView {
        draft: id.to_owned(),
        service: stored.service.to_string(),
        title: titles::of(&draft.pack, &draft.texts, &draft.language, stored),
        case: at.map(|at| at.case.to_string()),
        station: at.filter(|at| at.fills).map(|at| at.station.to_string()),
        returned: returned(session, &world, correcting)?,
        moved: version::told(session, &world, stored)?,
        fields: fields::fields(session, &world, stored, &draft, minutes)?,
        ready: problems.is_empty(),
        problems,
        check: match draft.filling {
            Some(_) => None,
            None => check(session, stored, &draft, &checked)?,
        },
        attachments,
        saved: stored.saved,
    })
}

/// What cannot stay, each beside the field where it can be changed.
fn problems(
    session: &Session,
    world: &Staged<'_>,
    draft: &Understood,
    checked: &Checked,
) -> Result<Vec<ProblemView>, Failure> {
    let org = session.org()?;
    let mut problems: Vec<ProblemView> = draft
        .problems
        .iter()
        .map(|(field, what)| ProblemView {
            field: field.clone(),
            what: what.clone(),
        })
        .collect();
    if let Some(refusal) = checked
        .refusal
        .as_ref()
        .filter(|refusal| !["answers-refused", "answer-not-known"].contains(&refusal.code.as_str()))
    {
        let field = place_of(draft, refusal);
        if problems.iter().all(|problem| problem.field != field) {
            problems.push(ProblemView {
                field,
                what: people::named(&org, Sentence::from(refusal.clone())),
            });
        }
    }
    if draft.filling.is_none()
        && let Some((field, what)) = deputies::barred(session, world, draft)?
        && problems.iter().all(|problem| problem.field != field)
    {
        problems.push(ProblemView { field, what });
    }
    Ok(problems)
}

/// The field at which a refusal can be mended.
fn place_of(draft: &Understood, refusal: &Refusal) -> String {
    let part = match refusal.code.as_str() {
        code if code.starts_with("deputy-") => Part::Deputy,
        "leave-kind-unknown" | "leave-limit" | "leave-beyond-quota" | "leave-account-not-open" => {
            Part::LeaveKind
        }
        code if code.starts_with("attachment") => return "attachments".to_owned(),
        _ => Part::When,
    };
    answers::field_of(&draft.pack, &part)
        .map(|field| field.path.clone())
        .unwrap_or_default()
}

/// The remark with which a case came back.
fn returned(
    session: &Session,
    world: &Staged<'_>,
    case: Option<&CaseId>,
) -> Result<Option<HistoryLine>, Failure> {
    let Some(case) = case else { return Ok(None) };
    let state = case::find(world, case)?;
    let line = state
        .history
        .iter()
        .rev()
        .find(|line| line.what == "returned");
    line.map(|line| case::history_line(session, line))
        .transpose()
}

fn check(
    session: &Session,
    stored: &Stored,
    draft: &Understood,
    checked: &Checked,
) -> Result<Option<CheckView>, Failure> {
    let world = session.world();
    let (org, today) = (session.org()?, session.today());
    let leave = checked.leave.as_ref();
    let is_leave = answers::field_of(&draft.pack, &Part::LeaveKind).is_some();
    if is_leave && leave.is_none() {
        return Ok(None);
    }
    let charge = checked.charge.as_ref();
    let account = match leave {
        Some(_) => world.account(session.me())?,
        None => None,
    };
    let from = leave.map_or(today, |leave| leave.span.from.date());
    let pots = account.map(|account| account.pots(from));
    let pots = pots.unwrap_or_default();
    let mut remarks = unusual(session, stored, draft, checked)?;
    if let Some(charge) =
        charge.filter(|charge| charge.proof.needed && stored.attachments.is_empty())
    {
        let why = Sentence {
            code: charge.proof.why.code.clone(),
            facts: charge.proof.why.facts.clone(),
        };
        remarks.retain(|remark| remark.code != "proof-missing");
        remarks.push(why);
    }
    let lots = charge
        .map(|charge| charge.lots.as_slice())
        .unwrap_or_default();
    Ok(Some(CheckView {
        minutes: leave.map_or(0, office::case::Leave::minutes),
        charges: lots
            .iter()
            .map(|lot| ChargeView {
                pot: lot.pot.to_string(),
                minutes: lot.minutes,
                before: lot.before,
                after: lot.after,
            })
            .collect(),
        pay_cut: charge.map_or(0, |charge| charge.pay_cut),
        pots: pots.iter().map(account::pot_view).collect(),
        route: checked
            .route
            .iter()
            .enumerate()
            .map(|(at, planned)| case::ahead(&org, at, planned, today))
            .collect(),
        team: match leave {
            Some(leave) => {
                let span = (leave.span.from, leave.span.to);
                team(session, &world, span, leave.deputy.as_ref())?
            }
            None => None,
        },
        remarks,
    }))
}

/// What the people who decide will find unusual: asked of the case as it would
/// stand after submitting.
fn unusual(
    session: &Session,
    stored: &Stored,
    draft: &Understood,
    checked: &Checked,
) -> Result<Vec<Sentence>, Failure> {
    if checked.refusal.is_some() {
        return Ok(Vec::new());
    }
    let mut world = session.world();
    let (content, case) = content(stored, draft, "preview")?;
    let supposed = Queued::supposed(&content, world.now);
    if world.add(&supposed)?.is_err() {
        return Ok(Vec::new());
    }
    let org = session.org()?;
    let state = case::find(&world, &case)?;
    Ok(remarks(&world, &state)?
        .into_iter()
        .map(|remark| people::named(&org, Sentence::from(remark)))
        .collect())
}

/// What submitting the draft asks for; a new case gets this id.
pub(crate) fn content(
    stored: &Stored,
    draft: &Understood,
    new_case: &str,
) -> Result<(Content, CaseId), Failure> {
    let answers = draft.answers.clone();
    let attachments = draft.attachments.clone();
    Ok(match &stored.correcting {
        Some(at) => {
            let (case, station) = (at.case.clone(), at.station.clone());
            (
                Content::Correct(Correct {
                    case: case.clone(),
                    station,
                    answers,
                    attachments,
                }),
                case,
            )
        }
        None => {
            let case = CaseId::new(new_case).map_err(|_| Failure::new("case-unknown"))?;
            let pack = draft.pack_ref.clone();
            (
                Content::Submit(Submit {
                    case: case.clone(),
                    pack,
                    answers,
                    attachments,
                }),
                case,
            )
        }
    })
}

/// Who else of the unit is away around the request.
fn team(
    session: &Session,
    world: &Staged<'_>,
    request: (DateTime, DateTime),
    deputy: Option<&PersonId>,
) -> Result<Option<TeamView>, Failure> {
    let (org, today, me) = (session.org()?, session.today(), session.me());
    let Some(post) = org.main_post(me, today) else {
        return Ok(None);
    };
    let (Some(away), Some(calendar)) = (world.away(&post.unit)?, world.calendar()?) else {
        return Ok(None);
    };
    let Some(band) = &org.band else {
        return Ok(None);
    };
    let days = window(&calendar, request.0.date());
    let picture = Picture {
        org: &org,
        band,
        days: &days,
        today,
    };
    let mut rows = vec![picture.row(me, true, false, away.absences.values(), Some(request))];
    let mut members: Vec<&PersonId> = org
        .members(&post.unit, today)
        .into_iter()
        .filter(|p| *p != me)
        .collect();
    if let Some(deputy) = deputy
        && !members.contains(&deputy)
    {
        members.push(deputy);
    }
    members.sort_by_key(|person| (Some(*person) != deputy, (*person).clone()));
    for person in members.into_iter().take(TEAM_ROWS) {
        rows.push(picture.row(
            person,
            false,
            Some(person) == deputy,
            away.absences.values(),
            None,
        ));
    }
    let columns = days
        .iter()
        .map(|day| TeamColumn {
            date: day.to_string(),
            off: !calendar.is_working(*day),
        })
        .collect();
    Ok(Some(TeamView { columns, rows }))
}

/// Calendar days from some working days before the request on, until there are
/// enough working days.
fn window(calendar: &Calendar, from: Date) -> Vec<Date> {
    let earliest = from.saturating_sub(TEAM_SEARCH_DAYS.days());
    let before: Vec<Date> = calendar
        .working_days(earliest, from)
        .filter(|day| *day < from)
        .collect();
    let first = before
        .iter()
        .rev()
        .take(TEAM_BEFORE)
        .next_back()
        .copied()
        .unwrap_or(from);
    let mut days = Vec::new();
    let mut worked = 0;
    let mut day = first;
    while worked < TEAM_DAYS && days.len() < usize::try_from(TEAM_SEARCH_DAYS).unwrap_or(usize::MAX)
    {
        days.push(day);
        worked += usize::from(calendar.is_working(day));
        day = day.saturating_add(1.days());
    }
    days
}

/// What all rows of the picture share.
struct Picture<'a> {
    org: &'a Org,
    band: &'a Band,
    days: &'a [Date],
    today: Date,
}

impl Picture<'_> {
    fn row<'b>(
        &self,
        person: &PersonId,
        me: bool,
        deputy: bool,
        absences: impl Iterator<Item = &'b Absence>,
        request: Option<(DateTime, DateTime)>,
    ) -> TeamRow {
        let mut days: BTreeMap<Date, TeamDay> = BTreeMap::new();
        let known = absences
            .filter(|one| one.person == *person)
            .map(|one| (one.from, one.to, one.asked));
        for (from, to, tentative) in known.chain(request.map(|(from, to)| (from, to, true))) {
            for day in self.days {
                let part = self.part(*day, from, to);
                if part != DayPart::None {
                    let (start, end) = self.shares(*day, from, to);
                    let shown = TeamDay {
                        part,
                        start,
                        end,
                        tentative,
                    };
                    days.insert(*day, shown);
                }
            }
        }
        let none = || TeamDay {
            part: DayPart::None,
            start: 0,
            end: 0,
            tentative: false,
        };
        let days = self
            .days
            .iter()
            .map(|day| days.remove(day).unwrap_or_else(none))
            .collect();
        TeamRow {
            who: people::brief(self.org, person, self.today),
            me,
            deputy,
            days,
        }
    }

    /// Where a span begins and ends within the working day, in percent.
    fn shares(&self, day: Date, from: DateTime, to: DateTime) -> (u32, u32) {
        let minutes = |moment: DateTime| {
            let first = day.to_datetime(self.band.full_day.from);
            moment.duration_since(first).as_mins()
        };
        let whole = minutes(day.to_datetime(self.band.full_day.to)).max(1);
        let share = |moment: DateTime| {
            let percent = minutes(moment).clamp(0, whole) * 100 / whole;
            u32::try_from(percent).unwrap_or(0)
        };
        (share(from), share(to))
    }

    /// Which part of a day a span covers.
    fn part(&self, day: Date, from: DateTime, to: DateTime) -> DayPart {
        let at = |time: Time| day.to_datetime(time);
        let (start, end) = (at(self.band.full_day.from), at(self.band.full_day.to));
        let (noon, after) = (at(self.band.lunch.from), at(self.band.lunch.to));
        if to <= start || end <= from {
            DayPart::None
        } else if from <= start && end <= to {
            DayPart::Full
        } else if from <= start && to >= noon && to <= after {
            DayPart::Morning
        } else if from >= noon && from <= after && end <= to {
            DayPart::Afternoon
        } else {
            DayPart::Hours
        }
    }
}
