//! From words to a span.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, Weekday, time};

use super::numeral::Numeral;
use super::token::{Clock, Day, Part, Token};
use super::{MAX_DAYS_AWAY, Unread};
use crate::calendar::Calendar;
use crate::leave::band::Hours;
use crate::leave::{Band, DAY, MAX_SPAN_DAYS, Span, rounding};

/// Before this hour a time without am or pm is in the afternoon.
const EARLIEST_HOUR: i64 = 7;
/// Leave from now on starts at the next half hour.
const STEP_MINUTES: i64 = 30;
/// A day that is missing in this many months, or a year that lacks it this often, does not exist.
const MAX_TRIES: i16 = 12;

/// What was said before or after the `to`.
#[derive(Debug, Clone, Copy, Default)]
struct Side {
    day: Option<Day>,
    week: Option<i64>,
    part: Option<Part>,
    clock: Option<Clock>,
    noon: bool,
    month: Option<i8>,
    number: Option<Numeral>,
}

/// Everything that was said.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    start: Side,
    end: Option<Side>,
    amount: Option<i64>,
}

fn twice(what: &str) -> Unread {
    Unread::new("when-twice").with("what", what)
}

fn once<T>(place: &mut Option<T>, value: T, what: &str) -> Result<(), Unread> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(twice(what)),
    }
}

impl Side {
    fn add(&mut self, token: Token) -> Result<(), Unread> {
        match token {
            // a weekday behind a date only repeats it
            Token::Day(Day::Weekday(None, _)) if self.day.is_some() => Ok(()),
            Token::Day(day) => once(&mut self.day, day, "day"),
            Token::Week(weeks) => once(&mut self.week, weeks, "day"),
            Token::Part(part) => once(&mut self.part, part, "part"),
            Token::Clock(clock) => once(&mut self.clock, clock, "time"),
            Token::Month(month) => once(&mut self.month, month, "day"),
            Token::Number(number) => once(&mut self.number, number, "time"),
            Token::Noon if self.noon => Err(twice("time")),
            Token::Noon => {
                self.noon = true;
                Ok(())
            }
            Token::Amount(_) | Token::To => Ok(()),
        }
    }

    fn has_time(&self) -> bool {
        self.clock.is_some() || self.noon
    }

    /// Gives a number without a unit its meaning: a day beside a month, a time
    /// beside a day or another time, else a day of the month.
    fn settle(&mut self, other_time: bool) -> Result<(), Unread> {
        if let Some(month) = self.month.take() {
            let number = self
                .number
                .take()
                .and_then(Numeral::whole)
                .and_then(|n| i8::try_from(n).ok());
            let day = number.ok_or_else(|| Unread::new("when-no-such-date").with("text", month))?;
            once(&mut self.day, Day::Month(month, day), "day")?;
        }
        let Some(number) = self.number.take() else {
            return Ok(());
        };
        let unread = || Unread::new("when-unread").with("rest", number.hundredths / 100);
        let value = number.whole().ok_or_else(unread)?;
        if self.day.is_some() || other_time {
            let (hour, minute) = if number.digits > 2 {
                (value / 100, value % 100)
            } else {
                (value, 0)
            };
            return once(
                &mut self.clock,
                Clock {
                    hour,
                    minute,
                    fixed: false,
                },
                "time",
            );
        }
        let small = |n: i64| i8::try_from(n).map_err(|_| unread());
        let day = if number.digits == 4 {
            Day::Month(small(value / 100)?, small(value % 100)?)
        } else {
            Day::OfMonth(small(value)?)
        };
        once(&mut self.day, day, "day")
    }
}

impl Said {
    fn read(tokens: &[Token]) -> Result<Self, Unread> {
        let mut said = Self::default();
        for token in tokens {
            match token {
                Token::To if said.end.is_some() => return Err(twice("to")),
                Token::To => said.end = Some(Side::default()),
                Token::Amount(minutes) => {
                    said.amount = Some(said.amount.unwrap_or(0).saturating_add(*minutes))
                }
                token => said.end.as_mut().unwrap_or(&mut said.start).add(*token)?,
            }
        }
        if said.end.is_some() && said.amount.is_some() {
            return Err(twice("amount"));
        }
        said.settle()?;
        Ok(said)
    }

    fn settle(&mut self) -> Result<(), Unread> {
        let long = |side: &Side| side.number.is_some_and(|n| n.digits == 4) && side.day.is_none();
        let Some(end) = &mut self.end else {
            return self.start.settle(false);
        };
        let both_long = long(&self.start) && long(end);
        let end_has_time = end.has_time();
        if let (
            Some(Day::Weekday(..)),
            Some(Numeral {
                hundredths,
                digits: 0,
            }),
        ) = (self.start.day, end.number)
        {
            let weekday = i8::try_from(hundredths / 100)
                .ok()
                .and_then(|n| Weekday::from_monday_one_offset(n).ok());
            if let Some(weekday) = weekday.filter(|_| end.day.is_none()) {
                end.number = None;
                end.day = Some(Day::Weekday(None, weekday));
            }
        }
        self.start.settle(both_long || end_has_time)?;
        end.settle(self.start.has_time())
    }
}

struct Resolving<'a> {
    now: DateTime,
    calendar: &'a Calendar,
    band: &'a Band,
}

pub(super) fn resolve(
    tokens: &[Token],
    now: DateTime,
    calendar: &Calendar,
    band: &Band,
) -> Result<Span, Unread> {
    let said = Said::read(tokens)?;
    let resolving = Resolving {
        now,
        calendar,
        band,
    };
    let span = match (said.start.week, said.end, said.amount) {
        (Some(weeks), None, None) if said.start.day.is_none() => resolving.week(weeks)?,
        (Some(_), ..) => return Err(twice("day")),
        (None, Some(end), _) => resolving.range(&said.start, &end)?,
        (None, None, Some(minutes)) => resolving.amount(&said.start, minutes)?,
        (None, None, None) => resolving.single(&said.start)?,
    };
    if span.from >= span.to {
        return Err(Unread::new("when-backwards")
            .with("from", span.from)
            .with("to", span.to));
    }
    let near =
        |day: Date| (resolving.today().duration_until(day).as_hours() / 24).abs() <= MAX_DAYS_AWAY;
    if !near(span.from.date()) || !near(span.to.date()) || span.days() > MAX_SPAN_DAYS {
        return Err(Unread::new("when-too-far").with("limit_days", MAX_DAYS_AWAY));
    }
    Ok(span)
}

impl Resolving<'_> {
    fn today(&self) -> Date {
        self.now.date()
    }

    fn week(&self, weeks: i64) -> Result<Span, Unread> {
        let monday = self.of_week(weeks, Weekday::Monday)?;
        let friday = self.of_week(weeks, Weekday::Friday)?;
        Ok(self.whole_days(monday, friday))
    }

    fn whole_days(&self, first: Date, last: Date) -> Span {
        Span {
            from: first.to_datetime(self.band.full_day.from),
            to: last.to_datetime(self.band.full_day.to),
        }
    }

    fn of_week(&self, weeks: i64, weekday: Weekday) -> Result<Date, Unread> {
        let today = self.today();
        let since_monday = i64::from(today.weekday().to_monday_zero_offset());
        let ahead = weeks * 7 - since_monday + i64::from(weekday.to_monday_zero_offset());
        self.ahead(ahead)
    }

    fn ahead(&self, days: i64) -> Result<Date, Unread> {
        self.today()
            .checked_add(days.days())
            .map_err(|_| Unread::new("when-too-far").with("limit_days", MAX_DAYS_AWAY))
    }

    /// The day that is meant, not before `after` where the words leave it open.
    fn day(&self, day: Day, after: Date) -> Result<Date, Unread> {
        let missing = |text: String| Unread::new("when-no-such-date").with("text", text);
        match day {
            Day::Full(year, month, day) => {
                Date::new(year, month, day).map_err(|_| missing(format!("{year}-{month}-{day}")))
            }
            Day::Month(month, day) => (0..MAX_TRIES)
                .filter_map(|ahead| Date::new(after.year().checked_add(ahead)?, month, day).ok())
                .find(|date| *date >= after)
                .ok_or_else(|| missing(format!("{month}/{day}"))),
            Day::OfMonth(day) => (0..MAX_TRIES)
                .filter_map(|ahead| {
                    let first = after.first_of_month().checked_add(ahead.months()).ok()?;
                    Date::new(first.year(), first.month(), day).ok()
                })
                .find(|date| *date >= after)
                .ok_or_else(|| missing(day.to_string())),
            Day::In(days) => self.ahead(days),
            Day::Weekday(None, weekday) => (0..7)
                .filter_map(|ahead: i64| after.checked_add(ahead.days()).ok())
                .find(|date| date.weekday() == weekday)
                .ok_or_else(|| missing(String::new())),
            Day::Weekday(Some(0), weekday) => {
                let this = self.of_week(0, weekday)?;
                if this < self.today() {
                    self.of_week(1, weekday)
                } else {
                    Ok(this)
                }
            }
            Day::Weekday(Some(weeks), weekday) => self.of_week(weeks, weekday),
        }
    }

    /// The day of a time without a day: today as long as the time is not over
    /// and the agency works, else the next working day.
    fn open_day(&self, end: Time) -> Date {
        let today = self.today();
        let over = today.to_datetime(end) <= self.now || !self.calendar.is_working(today);
        if over {
            self.calendar.next_working(today).unwrap_or(today)
        } else {
            today
        }
    }

    fn start_time(&self, side: &Side) -> Result<Time, Unread> {
        match (side.clock, side.part) {
            (Some(clock), part) => clock_time(clock, part),
            (None, _) if side.noon => Ok(self.band.lunch.to),
            (None, Some(Part::Afternoon)) => Ok(self.band.lunch.to),
            (None, _) => Ok(self.band.full_day.from),
        }
    }

    /// The end of what a side covers by itself.
    fn end_time(&self, side: &Side) -> Time {
        match side.part {
            Some(Part::Morning) => self.band.lunch.from,
            _ => self.band.full_day.to,
        }
    }

    fn single(&self, side: &Side) -> Result<Span, Unread> {
        let (from, mut to) = (self.start_time(side)?, self.end_time(side));
        if side.has_time() && from >= to {
            to = self.band.full_day.to;
        }
        let day = match side.day {
            Some(day) => self.day(day, self.today())?,
            None => self.open_day(to),
        };
        Ok(Span {
            from: day.to_datetime(from),
            to: day.to_datetime(to),
        })
    }

    fn range(&self, start: &Side, end: &Side) -> Result<Span, Unread> {
        let from = self.start_time(start)?;
        let mut to = match end.clock {
            Some(clock) => clock_time(clock, end.part)?,
            None if end.noon => self.band.lunch.from,
            None => self.end_time(end),
        };
        // 下午1點到8點: the second time is said as the first was
        let bare = |clock: &Clock| {
            !clock.fixed && end.part.is_none() && end.day.is_none() && clock.hour < 12
        };
        if let Some(clock) = end.clock.filter(|clock| bare(clock) && to <= from) {
            to = clock_time(clock, Some(Part::Afternoon))?;
        }
        let first = match start.day {
            Some(day) => self.day(day, self.today())?,
            None if end.day.is_none() => self.open_day(to),
            None => self.open_day(self.band.full_day.to),
        };
        let last = end.day.map_or(Ok(first), |day| self.day(day, first))?;
        Ok(Span {
            from: first.to_datetime(from),
            to: last.to_datetime(to),
        })
    }

    fn amount(&self, side: &Side, minutes: i64) -> Result<Span, Unread> {
        if minutes <= 0 || minutes > MAX_SPAN_DAYS * DAY {
            return Err(Unread::new("when-too-far").with("limit_days", MAX_DAYS_AWAY));
        }
        let timed = side.has_time() || side.part.is_some();
        if !timed && minutes < DAY && matches!(side.day, None | Some(Day::In(0))) {
            return self.soon(side, minutes);
        }
        let from = self.start_time(side)?;
        let day = match side.day {
            Some(day) => self.day(day, self.today())?,
            None => self.open_day(from),
        };
        self.walk(day.to_datetime(from), minutes)
    }

    /// A few hours without a time: from the next half hour on, or the last hours
    /// of the day where no more are left of it.
    fn soon(&self, side: &Side, minutes: i64) -> Result<Span, Unread> {
        let day = if side.day.is_some() {
            self.today()
        } else {
            self.open_day(self.band.full_day.to)
        };
        let start = if day == self.today() {
            self.next_step()
        } else {
            self.band.full_day.from
        };
        let left = self.band.minutes(Hours {
            from: start,
            to: Time::MAX,
        });
        if left >= minutes || !self.calendar.is_working(day) {
            return self.walk(day.to_datetime(start), minutes);
        }
        let (morning, afternoon) = (self.band.morning(), self.band.afternoon());
        let in_afternoon = self.band.minutes(afternoon);
        let from = if minutes <= in_afternoon {
            earlier(afternoon.to, minutes)
        } else {
            earlier(morning.to, minutes - in_afternoon)
        };
        Ok(Span {
            from: day.to_datetime(from),
            to: day.to_datetime(afternoon.to),
        })
    }

    fn next_step(&self) -> Time {
        let now = self.now.time();
        let minutes = Time::MIN.duration_until(now).as_mins();
        let step = rounding::up_to(minutes + i64::from(now.second() > 0), STEP_MINUTES);
        let step = Time::MIN.saturating_add(step.minutes());
        if step < now {
            now
        } else {
            step.max(self.band.full_day.from)
        }
    }

    /// From a moment on so many minutes of working time over the calendar.
    fn walk(&self, from: DateTime, minutes: i64) -> Result<Span, Unread> {
        let far = || Unread::new("when-too-far").with("limit_days", MAX_DAYS_AWAY);
        let last = from
            .date()
            .checked_add(MAX_SPAN_DAYS.days())
            .map_err(|_| far())?;
        let mut start: Option<DateTime> = None;
        let mut need = minutes;
        for day in self.calendar.working_days(from.date(), last) {
            for half in [self.band.morning(), self.band.afternoon()] {
                let first = if day == from.date() {
                    half.from.max(from.time())
                } else {
                    half.from
                };
                let here = self.band.minutes(Hours {
                    from: first,
                    to: half.to,
                });
                if here == 0 {
                    continue;
                }
                let begun = *start.get_or_insert(day.to_datetime(first));
                if need <= here {
                    let end = day.to_datetime(first).saturating_add(need.minutes());
                    return Ok(Span {
                        from: begun,
                        to: end,
                    });
                }
                need -= here;
            }
        }
        Err(far())
    }
}

fn earlier(time: Time, minutes: i64) -> Time {
    time.saturating_sub(minutes.minutes())
}

fn clock_time(clock: Clock, part: Option<Part>) -> Result<Time, Unread> {
    let later = !clock.fixed
        && match part {
            Some(Part::Afternoon) => clock.hour < 12,
            Some(Part::Morning) => false,
            _ => clock.hour < EARLIEST_HOUR,
        };
    let hour = clock.hour + if later { 12 } else { 0 };
    let fits = (0..24).contains(&hour) && (0..60).contains(&clock.minute);
    match (fits, i8::try_from(hour), i8::try_from(clock.minute)) {
        (true, Ok(hour), Ok(minute)) => Ok(time(hour, minute, 0, 0)),
        _ => Err(Unread::new("when-no-such-time")
            .with("text", format!("{}:{:02}", clock.hour, clock.minute))),
    }
}
