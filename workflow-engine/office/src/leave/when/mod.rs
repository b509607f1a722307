//! When, in the words of a person: `12/3 下午`, `明天`, `下週三到週五`, `12/3 1.5日`,
//! `next wed 2pm-4pm`. Traditional Chinese and English may be mixed.
//!
//! What can be understood in several ways, or without a year or day, is read as
//! the nearest sensible time from now on; the screen shows what was understood.
//! A full date, `昨天` or `上週三` may lie in the past: sick leave is often asked
//! for afterwards.

mod numeral;
mod resolve;
mod token;
mod words;

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::DateTime;

use super::{Band, Span};
use crate::calendar::Calendar;

/// Longest text, in characters.
pub const MAX_TEXT: usize = 100;
/// How far from now a time may lie, in days.
pub const MAX_DAYS_AWAY: i64 = 400;

/// Why the text could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub struct Unread {
    /// `when-empty`, `when-too-long` (limit), `when-unread` (rest),
    /// `when-no-such-date` (text), `when-no-such-time` (text), `when-twice`
    /// (what: day, time, part, amount, to), `when-backwards` (from, to),
    /// `when-too-far` (limit_days).
    pub code: &'static str,
    /// As in a refusal.
    pub facts: BTreeMap<String, String>,
}

impl Unread {
    fn new(code: &'static str) -> Self {
        Self {
            code,
            facts: BTreeMap::new(),
        }
    }

    fn with(mut self, fact: &str, value: impl fmt::Display) -> Self {
        self.facts.insert(fact.to_owned(), value.to_string());
        self
    }
}

/// Reads a time in plain words. `now` is the clock on the wall in Taipei.
///
/// # Errors
/// [`Unread`].
pub fn read(text: &str, now: DateTime, calendar: &Calendar, band: &Band) -> Result<Span, Unread> {
    if text.chars().count() > MAX_TEXT {
        return Err(Unread::new("when-too-long").with("limit", MAX_TEXT));
    }
    let tokens = token::read(text)?;
    resolve::resolve(&tokens, now, calendar, band)
}
