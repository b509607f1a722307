//! Fields whose text names days: spans, days and moments in plain words.

use feel::{Context, Value};
use form_model::{Component, Kind, Part, Subtype};
use jiff::civil::DateTime;
use office::civil;
use office::leave::when;
use office::world::Reading;

use super::{entry, not_a};
use crate::Failure;
use crate::views::Sentence;
use crate::world::Staged;

/// A field whose text names days: it is read on the day on which it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Timed {
    /// From when to when.
    Span,
    /// One day.
    Day,
    /// One day and a time.
    Moment,
}

/// What a text was read as, or why not.
pub(super) type Read = Result<Result<(DateTime, DateTime), Sentence>, Failure>;

impl Timed {
    pub(super) fn of(field: &Component) -> Option<Self> {
        match (&field.part, &field.kind) {
            (Some(Part::When), _) => Some(Self::Span),
            (_, Kind::Datetime(Subtype::Date)) => Some(Self::Day),
            (_, Kind::Datetime(Subtype::DateTime)) => Some(Self::Moment),
            _ => None,
        }
    }

    pub(super) fn read(self, world: &Staged<'_>, text: &str) -> Read {
        match self {
            Self::Span => read_when(world, text),
            Self::Day => read_day(world, text),
            Self::Moment => {
                let moment = text.trim().parse::<DateTime>().ok();
                if let Some(moment) = moment.filter(|_| text.contains(':')) {
                    return Ok(Ok((moment, moment)));
                }
                let Some((day, time)) = text.trim().rsplit_once(char::is_whitespace) else {
                    return Ok(Err(not_a("dateTime")));
                };
                let Some(time) = entry::time(time) else {
                    return Ok(Err(not_a("dateTime")));
                };
                let at = |(day, _): (DateTime, DateTime)| day.date().to_datetime(time);
                Ok(read_day(world, day)?.map(|day| (at(day), at(day))))
            }
        }
    }

    pub(super) fn value(self, from: DateTime, to: DateTime) -> Value {
        match self {
            Self::Span => span_value(from, to),
            Self::Day => Value::Date(from.date()),
            Self::Moment => Value::DateTime(from),
        }
    }
}

/// One day in plain words: a time within the day is no day.
fn read_day(world: &Staged<'_>, text: &str) -> Read {
    if let Ok(day) = text.trim().parse::<jiff::civil::Date>() {
        let midnight = day.to_datetime(jiff::civil::Time::midnight());
        return Ok(Ok((midnight, midnight)));
    }
    let org = world.org()?.unwrap_or_default();
    let whole = org.band.as_ref().map(|band| band.full_day);
    Ok(read_when(world, text)?.and_then(|(from, to)| {
        let is_whole = whole.is_some_and(|day| from.time() == day.from && to.time() == day.to);
        if from.date() == to.date() && is_whole {
            Ok((from, to))
        } else {
            Err(not_a("date"))
        }
    }))
}

fn span_value(from: DateTime, to: DateTime) -> Value {
    Value::Context(Context::from([
        ("from".to_owned(), Value::DateTime(from)),
        ("to".to_owned(), Value::DateTime(to)),
    ]))
}

/// A time in plain words, from now on.
pub(crate) fn read_when(
    world: &Staged<'_>,
    text: &str,
) -> Result<Result<(DateTime, DateTime), Sentence>, Failure> {
    let org = world.org()?.unwrap_or_default();
    let calendar = world.calendar()?.unwrap_or_default();
    let Some(band) = &org.band else {
        return Err(Failure::new("band-missing"));
    };
    Ok(when::read(text, civil::wall(world.now), &calendar, band)
        .map(|span| (span.from, span.to))
        .map_err(|unread| Sentence {
            code: unread.code.to_owned(),
            facts: unread.facts,
        }))
}
