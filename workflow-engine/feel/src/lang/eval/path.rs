//! What stands behind a point (DMN 1.5 tables 53–56, 65).

use super::Machine;
use crate::Number;
use crate::lang::expr::Span;
use crate::lang::time::{Date, DayTime, SECOND, Time};
use crate::lang::val::{Range, Val};

impl Machine<'_> {
    pub(super) fn path(&mut self, span: Span, value: &Val, name: &str) -> Val {
        let found = match value {
            Val::Context(entries) => entries.get(name).cloned(),
            Val::List(items) => {
                if !self.takes(items.len()) {
                    return Val::Null;
                }
                let each = items.iter().map(|item| self.path(span, item, name));
                Some(Val::list(each.collect()))
            }
            Val::Date(date) => of_date(*date, name),
            Val::Time(time) => of_time(time, time.offset(), name),
            Val::DateTime(moment) => {
                of_date(moment.date, name).or_else(|| of_time(&moment.time, moment.offset(), name))
            }
            Val::DayTime(duration) => of_day_time(*duration, name),
            Val::Months(months) => match name {
                "years" => Some(Val::from(months / 12)),
                "months" => Some(Val::from(months % 12)),
                _ => None,
            },
            Val::Range(range) => of_range(range, name),
            _ => None,
        };
        match found {
            Some(value) => value,
            None => self.null_at(
                span,
                "feel-no-entry",
                &[("name", name), ("of_type", value.kind())],
            ),
        }
    }
}

fn of_date(date: Date, name: &str) -> Option<Val> {
    Some(Val::from(match name {
        "year" => date.year(),
        "month" => date.month(),
        "day" => date.day(),
        "weekday" => date.weekday(),
        _ => return None,
    }))
}

fn of_time(time: &Time, offset: Option<i32>, name: &str) -> Option<Val> {
    Some(match name {
        "hour" => Val::from(time.hour()),
        "minute" => Val::from(time.minute()),
        "second" => {
            let nanos = i128::from(time.second()) * SECOND + i128::from(time.fraction());
            Val::Number(Number::new(nanos, -9)?)
        }
        "time offset" => offset
            .map(|seconds| Val::DayTime(DayTime(i128::from(seconds) * SECOND)))
            .into(),
        "timezone" => time.zone().name().map(Val::text).into(),
        _ => return None,
    })
}

fn of_day_time(duration: DayTime, name: &str) -> Option<Val> {
    let seconds = duration.0 / SECOND;
    let part = |n: i128| Number::new(n, 0).map(Val::Number);
    match name {
        "days" => part(seconds / 86_400),
        "hours" => part(seconds / 3_600 % 24),
        "minutes" => part(seconds / 60 % 60),
        "seconds" => Number::new(duration.0 % (60 * SECOND), -9).map(Val::Number),
        _ => None,
    }
}

fn of_range(range: &Range, name: &str) -> Option<Val> {
    Some(match name {
        "start" => range.start.value(),
        "end" => range.end.value(),
        "start included" => Val::Bool(range.start.is_included()),
        "end included" => Val::Bool(range.end.is_included()),
        _ => return None,
    })
}
