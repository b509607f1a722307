//! Days, times and durations (DMN 1.5 tables 70, 75 and 80).

use super::{Row, number_of, whole_of};
use crate::lang::eval::Machine;
use crate::lang::time::{Date, DateTime, DayTime, SECOND, Time, Zone, read_months};
use crate::lang::val::Val;

pub(super) const ROWS: &[Row] = &[
    Row::new("date", &[&["from"], &["year", "month", "day"]], 1, date),
    Row::new(
        "date and time",
        &[
            &["from"],
            &["date", "time"],
            &["year", "month", "day", "hour", "minute", "second", "offset"],
            &[
                "year", "month", "day", "hour", "minute", "second", "timezone",
            ],
        ],
        1,
        date_and_time,
    ),
    Row::new(
        "time",
        &[&["from"], &["hour", "minute", "second", "offset"]],
        1,
        time,
    ),
    Row::new("duration", &[&["from"]], 1, duration),
    Row::new(
        "years and months duration",
        &[&["from", "to"]],
        2,
        months_between,
    ),
    Row::new("day of year", &[&["date"]], 1, day_of_year),
    Row::new("day of week", &[&["date"]], 1, day_of_week),
    Row::new("month of year", &[&["date"]], 1, month_of_year),
    Row::new("week of year", &[&["date"]], 1, week_of_year),
    Row::new("now", &[&[]], 0, now),
    Row::new("today", &[&[]], 0, today),
];

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What `@"…"` stands for.
pub(crate) fn literal(text: &str) -> Option<Val> {
    Date::read(text)
        .map(Val::Date)
        .or_else(|| {
            text.contains('T')
                .then(|| DateTime::read(text))
                .flatten()
                .map(Val::DateTime)
        })
        .or_else(|| Time::read(text).map(Val::Time))
        .or_else(|| read_duration(text))
}

fn read_duration(text: &str) -> Option<Val> {
    let months = read_months(text).map(Val::Months);
    months.or_else(|| DayTime::read(text).map(Val::DayTime))
}

fn date(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    match arguments {
        [Val::Text(text)] => Date::read(text).map(Val::Date),
        [Val::Date(date)] => Some(Val::Date(*date)),
        [Val::DateTime(moment)] => Some(Val::Date(moment.date)),
        [_, _, _] => {
            let part = |at: usize| whole_of(arguments.get(at));
            Date::new(part(0)?, part(1)?, part(2)?).map(Val::Date)
        }
        _ => None,
    }
}

/// A second with its fraction, in nanoseconds.
fn nanos(value: Option<&Val>) -> Option<i128> {
    let nanos = number_of(value)?.checked_mul(crate::Number::from(1_000_000_000))?;
    nanos.rounded(0, crate::number::Rounding::Down)?.to_i128()
}

fn zone(value: Option<&Val>) -> Option<Zone> {
    match value {
        None | Some(Val::Null) => Some(Zone::Local),
        Some(Val::DayTime(offset)) => Zone::offset(i64::try_from(offset.0 / SECOND).ok()?),
        Some(Val::Text(name)) => Zone::read(&format!("@{name}")),
        Some(_) => None,
    }
}

fn time_of(arguments: &[Val]) -> Option<Time> {
    let (hour, minute) = (whole_of(arguments.first())?, whole_of(arguments.get(1))?);
    Time::new(
        hour,
        minute,
        nanos(arguments.get(2))?,
        zone(arguments.get(3))?,
    )
}

fn time(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    match arguments {
        [Val::Text(text)] => Time::read(text.strip_prefix('T').unwrap_or(text)).map(Val::Time),
        [Val::Time(time)] => Some(Val::Time(time.clone())),
        [Val::DateTime(moment)] => Some(Val::Time(moment.time.clone())),
        [Val::Date(_)] => Some(Val::Time(Time::midnight(Zone::Offset(0)))),
        [_, _, _] => time_of(arguments).map(Val::Time),
        [_, _, _, Val::DayTime(_) | Val::Null] => time_of(arguments).map(Val::Time),
        _ => None,
    }
}

fn date_and_time(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let moment = match arguments {
        [Val::Text(text)] => DateTime::read(text)?,
        [Val::DateTime(moment)] => moment.clone(),
        [Val::Date(date)] => DateTime::new(*date, Time::midnight(Zone::Offset(0))),
        [Val::Date(date), Val::Time(time)] => DateTime::new(*date, time.clone()),
        [Val::DateTime(moment), Val::Time(time)] => DateTime::new(moment.date, time.clone()),
        [_, _, _, rest @ ..] if (3..=4).contains(&rest.len()) => {
            let part = |at: usize| whole_of(arguments.get(at));
            DateTime::new(Date::new(part(0)?, part(1)?, part(2)?)?, time_of(rest)?)
        }
        _ => return None,
    };
    Some(Val::DateTime(moment))
}

fn duration(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    match arguments.first()? {
        Val::Text(text) => read_duration(text),
        value @ (Val::DayTime(_) | Val::Months(_)) => Some(value.clone()),
        _ => None,
    }
}

fn day_of(value: Option<&Val>) -> Option<Date> {
    match value? {
        Val::Date(date) => Some(*date),
        Val::DateTime(moment) => Some(moment.date),
        _ => None,
    }
}

fn months_between(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let (from, to) = (day_of(arguments.first())?, day_of(arguments.get(1))?);
    Some(Val::Months(to.months_since(from)))
}

fn day_of_year(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    day_of(arguments.first())?.day_of_year().map(Val::from)
}

fn day_of_week(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let number = day_of(arguments.first())?.weekday();
    WEEKDAYS
        .get(usize::try_from(number - 1).ok()?)
        .map(|name| Val::text(*name))
}

fn month_of_year(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    let number = day_of(arguments.first())?.month();
    MONTHS
        .get(usize::try_from(number - 1).ok()?)
        .map(|name| Val::text(*name))
}

fn week_of_year(_: &mut Machine<'_>, arguments: &[Val]) -> Option<Val> {
    day_of(arguments.first())?.week_of_year().map(Val::from)
}

fn now(machine: &mut Machine<'_>, _: &[Val]) -> Option<Val> {
    machine.now().cloned().map(Val::DateTime)
}

fn today(machine: &mut Machine<'_>, _: &[Val]) -> Option<Val> {
    machine.now().map(|now| Val::Date(now.date))
}
