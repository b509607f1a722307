//! The words of a time.

use jiff::civil::Weekday;

use super::Unread;
use super::numeral::{Numeral, numeral, numeral_of};
use super::words::{FILLERS, MONTHS, UNITS, WEEKDAYS, WORDS};

/// A word with its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Day(Day),
    /// The working week so many weeks from this one.
    Week(i64),
    Part(Part),
    Clock(Clock),
    Noon,
    /// Working minutes; a day is 480.
    Amount(i64),
    /// A number without a unit.
    Number(Numeral),
    /// A month by its English name.
    Month(i8),
    To,
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// Year, month, day.
    Full(i16, i8, i8),
    /// Month and day.
    Month(i8, i8),
    /// Day of a month.
    OfMonth(i8),
    /// So many days from today.
    In(i64),
    /// Of the week so many weeks from this one; none for the next such day.
    Weekday(Option<i64>, Weekday),
}

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Whole,
}

/// A time of day. `fixed`: am or pm was said with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) fixed: bool,
}

/// Reads all words of a text.
pub(super) fn read(text: &str) -> Result<Vec<Token>, Unread> {
    let plain: String = text.chars().map(narrow).collect();
    let mut reading = Reading {
        rest: plain.trim(),
        tokens: Vec::new(),
        unit: 0,
    };
    while !reading.rest.is_empty() {
        if !(reading.skip()
            || reading.word()
            || reading.weekday()
            || reading.month()
            || reading.numeric())
        {
            let rest: String = reading.rest.chars().take(20).collect();
            return Err(Unread::new("when-unread").with("rest", rest));
        }
    }
    if reading.tokens.is_empty() {
        Err(Unread::new("when-empty"))
    } else {
        Ok(reading.tokens)
    }
}

/// Full-width letters, digits and signs as plain ones, in lower case.
fn narrow(c: char) -> char {
    let plain = match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '〜' => '~',
        _ => c,
    };
    plain.to_ascii_lowercase()
}

struct Reading<'a> {
    rest: &'a str,
    tokens: Vec<Token>,
    /// Minutes of the unit of the last amount, which `半` halves.
    unit: i64,
}

impl<'a> Reading<'a> {
    /// Takes a literal off the front; an English word must end there.
    fn take(&mut self, literal: &str) -> bool {
        let Some(after) = self.rest.strip_prefix(literal) else {
            return false;
        };
        let cut = literal.ends_with(|c: char| c.is_ascii_alphabetic())
            && after.starts_with(|c: char| c.is_ascii_alphabetic());
        if !cut {
            self.rest = after;
        }
        !cut
    }

    fn put(&mut self, token: Token) -> bool {
        self.tokens.push(token);
        true
    }

    fn skip(&mut self) -> bool {
        let before = self.rest.len();
        self.rest = self.rest.trim_start();
        self.rest.len() < before || self.bracket() || FILLERS.iter().any(|filler| self.take(filler))
    }

    /// A weekday in brackets behind a date, as a screen shows it: `(四)`.
    fn bracket(&mut self) -> bool {
        let mut chars = self.rest.chars();
        let found = chars.next() == Some('(')
            && chars
                .next()
                .is_some_and(|c| numeral_of(c).is_some() || "日天".contains(c))
            && chars.next() == Some(')');
        if found {
            self.rest = chars.as_str();
        }
        found
    }

    fn word(&mut self) -> bool {
        if self.after_amount() && self.unit > 1 && self.take("半") {
            return self.put(Token::Amount(self.unit / 2));
        }
        WORDS
            .iter()
            .any(|(word, token)| self.take(word) && self.put(*token))
    }

    fn weekday(&mut self) -> bool {
        self.chinese_weekday() || self.english_weekday()
    }

    fn chinese_weekday(&mut self) -> bool {
        let start = self.rest;
        let weeks = if self.take("下下") {
            Some(2)
        } else if self.take("下") {
            Some(1)
        } else if self.take("這") || self.take("本") {
            Some(0)
        } else if self.take("上") {
            Some(-1)
        } else {
            None
        };
        self.take("個");
        if !["週", "周", "星期", "禮拜"]
            .iter()
            .any(|week| self.take(week))
        {
            self.rest = start;
            return false;
        }
        let day = self.rest.chars().next().and_then(weekday_of);
        match (day, weeks) {
            (Some((weekday, length)), _) => {
                self.rest = self.rest.get(length..).unwrap_or_default();
                self.put(Token::Day(Day::Weekday(weeks, weekday)))
            }
            (None, Some(weeks)) => self.put(Token::Week(weeks)),
            (None, None) => {
                self.rest = start;
                false
            }
        }
    }

    fn english_weekday(&mut self) -> bool {
        let start = self.rest;
        let weeks = [("next", 1), ("this", 0), ("last", -1)]
            .iter()
            .find(|(word, _)| self.take(word))
            .map(|w| w.1);
        self.rest = self.rest.trim_start();
        if weeks.is_some() && self.take("week") {
            return self.put(Token::Week(weeks.unwrap_or_default()));
        }
        for (name, weekday) in WEEKDAYS {
            let short = (3..=5).filter_map(|length| name.get(..length));
            if self.take(name) || short.into_iter().any(|short| self.take(short)) {
                return self.put(Token::Day(Day::Weekday(weeks, *weekday)));
            }
        }
        self.rest = start;
        false
    }

    fn month(&mut self) -> bool {
        for (number, name) in (1_i8..).zip(MONTHS) {
            if self.take(name) || self.take(name.get(..3).unwrap_or(name)) {
                self.take(".");
                return self.put(Token::Month(number));
            }
        }
        false
    }

    fn numeric(&mut self) -> bool {
        let start = self.rest;
        let done = self.date() || self.clock() || self.amount() || self.plain();
        if !done {
            self.rest = start;
        }
        done
    }

    /// A whole number in digits or Chinese numerals.
    fn whole(&mut self) -> Option<i64> {
        let start = self.rest;
        let found = numeral(self.rest, false);
        let Some((numeral, length)) = found else {
            self.rest = start;
            return None;
        };
        self.rest = self.rest.get(length..).unwrap_or_default();
        numeral.whole()
    }

    fn back(&mut self, start: &'a str) -> bool {
        self.rest = start;
        false
    }

    fn date(&mut self) -> bool {
        self.signed_date() || self.worded_date() || self.compact_date()
    }

    /// `2026-12-03`, `115/12/3`, `12/3`, `12.3.` is none.
    fn signed_date(&mut self) -> bool {
        let start = self.rest;
        if !start.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let Some(first) = self.whole() else {
            return false;
        };
        let Some(sign) = self.rest.chars().next().filter(|c| "-/.".contains(*c)) else {
            return self.back(start);
        };
        let follows = |rest: &str| {
            rest.strip_prefix(sign)
                .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
        };
        if !follows(self.rest) {
            return self.back(start);
        }
        self.rest = self.rest.get(1..).unwrap_or_default();
        let Some(second) = self.whole() else {
            return self.back(start);
        };
        if first >= 100 && follows(self.rest) {
            self.rest = self.rest.get(1..).unwrap_or_default();
            let Some(third) = self.whole() else {
                return self.back(start);
            };
            return self.full(first, second, third) || self.back(start);
        }
        let day = (sign == '/')
            .then(|| narrowed(first).zip(narrowed(second)))
            .flatten();
        match day {
            Some((month, day)) => self.put(Token::Day(Day::Month(month, day))),
            None => self.back(start),
        }
    }

    /// `115年12月3日`, `12月3日`, `十二月三號`.
    fn worded_date(&mut self) -> bool {
        let start = self.rest;
        let Some(mut first) = self.whole() else {
            return self.back(start);
        };
        let mut year = None;
        self.rest = self.rest.trim_start();
        if self.take("年") {
            self.rest = self.rest.trim_start();
            year = Some(first);
            let Some(month) = self.whole() else {
                return self.back(start);
            };
            first = month;
            self.rest = self.rest.trim_start();
        }
        if !self.take("月") {
            return self.back(start);
        }
        self.rest = self.rest.trim_start();
        let Some(day) = self.whole() else {
            return self.back(start);
        };
        let _ = self.take("日") || self.take("號");
        match (year, narrowed(first).zip(narrowed(day))) {
            (Some(year), _) => self.full(year, first, day) || self.back(start),
            (None, Some((month, day))) => self.put(Token::Day(Day::Month(month, day))),
            _ => self.back(start),
        }
    }

    /// `1151203` (a year of the Republic) and `20261203`.
    fn compact_date(&mut self) -> bool {
        let start = self.rest;
        match numeral(start, false) {
            Some((
                Numeral {
                    hundredths,
                    digits: 7 | 8,
                },
                length,
            )) => {
                let number = hundredths / 100;
                self.rest = start.get(length..).unwrap_or_default();
                self.full(number / 10_000, number / 100 % 100, number % 100) || self.back(start)
            }
            _ => false,
        }
    }

    /// A year below 1000 is one of the Republic.
    fn full(&mut self, year: i64, month: i64, day: i64) -> bool {
        let year = if year < 1000 { year + 1911 } else { year };
        match (i16::try_from(year), narrowed(month), narrowed(day)) {
            (Ok(year), Some(month), Some(day)) => self.put(Token::Day(Day::Full(year, month, day))),
            _ => false,
        }
    }

    /// `13:30`, `13時30分`, `2點半`, `2pm`, `2:30 pm`.
    fn clock(&mut self) -> bool {
        let start = self.rest;
        let Some(hour) = self.whole() else {
            return self.back(start);
        };
        let mut clock = Clock {
            hour,
            minute: 0,
            fixed: false,
        };
        let mut said = false;
        if self.take(":") {
            let Some(minute) = self.whole() else {
                return self.back(start);
            };
            clock.minute = minute;
            said = true;
        } else if self.take("點") || (!self.after_amount() && self.take("時")) {
            clock.minute = if self.take("半") { 30 } else { self.minutes() };
            said = true;
        }
        let before_half = self.rest;
        self.rest = self.rest.trim_start();
        let afternoon = self.take("pm");
        if afternoon || self.take("am") {
            clock.hour = clock.hour % 12 + if afternoon { 12 } else { 0 };
            clock.fixed = true;
            said = true;
        } else {
            self.rest = before_half;
        }
        if said {
            self.put(Token::Clock(clock))
        } else {
            self.back(start)
        }
    }

    /// Minutes behind an hour: `30分`; none is zero.
    fn minutes(&mut self) -> i64 {
        let start = self.rest;
        match self.whole() {
            Some(minute) if self.take("分") => minute,
            _ => {
                self.rest = start;
                0
            }
        }
    }

    fn after_amount(&self) -> bool {
        matches!(self.tokens.last(), Some(Token::Amount(_)))
    }

    /// Whether a day was said on this side of the range.
    fn dated(&self) -> bool {
        let side = self
            .tokens
            .rsplit(|token| *token == Token::To)
            .next()
            .unwrap_or_default();
        side.iter()
            .any(|token| matches!(token, Token::Day(_) | Token::Week(_)))
    }

    fn amount(&mut self) -> bool {
        let start = self.rest;
        let Some((number, length)) = numeral(start, true) else {
            return false;
        };
        self.rest = start.get(length..).unwrap_or_default().trim_start();
        if let Some((_, minutes)) = UNITS.iter().find(|(unit, _)| self.take(unit)) {
            self.unit = *minutes;
            return self.put(Token::Amount(number.hundredths * minutes / 100));
        }
        if self.after_amount() && self.take("時") {
            return self.put(Token::Amount(number.hundredths * 60 / 100));
        }
        let day = number.whole().and_then(narrowed);
        if let Some(day) = day.filter(|_| self.take("號")) {
            return self.put(Token::Day(Day::OfMonth(day)));
        }
        if !self.take("日") {
            return self.back(start);
        }
        match day.filter(|_| !self.dated()) {
            Some(day) => self.put(Token::Day(Day::OfMonth(day))),
            None => {
                self.unit = 480;
                self.put(Token::Amount(number.hundredths * 480 / 100))
            }
        }
    }

    fn plain(&mut self) -> bool {
        let Some((number, length)) = numeral(self.rest, false) else {
            return false;
        };
        self.rest = self.rest.get(length..).unwrap_or_default();
        let _ = ["st", "nd", "rd", "th"]
            .iter()
            .any(|ending| self.take(ending));
        self.put(Token::Number(number))
    }
}

fn narrowed(number: i64) -> Option<i8> {
    i8::try_from(number).ok()
}

fn weekday_of(c: char) -> Option<(Weekday, usize)> {
    let at = "一二三四五六日天".chars().position(|day| day == c)?;
    let number = i8::try_from(at.min(6) + 1).ok()?;
    Weekday::from_monday_one_offset(number)
        .ok()
        .map(|weekday| (weekday, c.len_utf8()))
}
