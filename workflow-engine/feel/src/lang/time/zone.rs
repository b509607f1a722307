//! Zones of times.

use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use std::fmt;
use std::sync::{Arc, LazyLock};

/// The zones of the IANA database as it was bundled; the computer's own files are not read, so
/// that every computer reckons alike.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The largest offset, in seconds: 14 hours (XML Schema Part 2 §3.2.7.3).
const MAX_OFFSET: i32 = 14 * 3_600;

/// Where a time holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// It is not said.
    Local,
    /// So many seconds east of Greenwich.
    Offset(i32),
    /// In a zone of this name.
    Named(Arc<str>),
}

impl Zone {
    /// Reads what stands behind a time: nothing, `Z`, an offset, or `@` and a zone's name.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match text.chars().next() {
            None => Some(Self::Local),
            Some('Z' | 'z') if text.len() == 1 => Some(Self::Offset(0)),
            Some('@') => {
                let name = text.get(1..)?;
                ZONES.get(name).ok().map(|_| Self::Named(name.into()))
            }
            Some('+' | '-') => read_offset(text).map(Self::Offset),
            Some(_) => None,
        }
    }

    /// An offset in seconds, as `time(h, m, s, offset)` gives it.
    #[must_use]
    pub fn offset(seconds: i64) -> Option<Self> {
        let seconds = i32::try_from(seconds).ok()?;
        (seconds.abs() <= MAX_OFFSET).then_some(Self::Offset(seconds))
    }

    /// Seconds east of Greenwich at a civil time given in seconds since 1970; `None` where that is
    /// not said.
    #[must_use]
    pub fn seconds_at(&self, civil: i128) -> Option<i32> {
        match self {
            Self::Local => None,
            Self::Offset(seconds) => Some(*seconds),
            Self::Named(name) => Some(named_offset(name, civil)),
        }
    }

    /// The zone's name, where it has one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Local | Self::Offset(_) => None,
        }
    }
}

fn named_offset(name: &str, civil: i128) -> i32 {
    let Ok(zone) = ZONES.get(name) else {
        return 0;
    };
    let earliest = i128::from(jiff::Timestamp::MIN.as_second()) + 200_000;
    let latest = i128::from(jiff::Timestamp::MAX.as_second()) - 200_000;
    let clamped = i64::try_from(civil.clamp(earliest, latest)).unwrap_or(0);
    let utc = |seconds: i64| jiff::Timestamp::from_second(seconds).ok();
    utc(clamped).map_or(0, |civil| at(&zone, civil))
}

/// The offset at the moment whose civil time, read as if at Greenwich, is this.
fn at(zone: &TimeZone, civil: jiff::Timestamp) -> i32 {
    let civil = Offset::UTC.to_datetime(civil);
    zone.to_ambiguous_timestamp(civil)
        .compatible()
        .map_or(0, |moment| zone.to_offset(moment).seconds())
}

fn read_offset(text: &str) -> Option<i32> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, rest) = super::digits(text.get(1..)?, 2, 2)?;
    let (minutes, rest) = super::digits(rest.strip_prefix(':')?, 2, 2)?;
    let (seconds, rest) = match rest.strip_prefix(':') {
        Some(rest) => super::digits(rest, 2, 2)?,
        None => (0, rest),
    };
    if !rest.is_empty() || minutes > 59 || seconds > 59 {
        return None;
    }
    let all = i32::try_from(hours * 3_600 + minutes * 60 + seconds).ok()?;
    (all <= MAX_OFFSET).then_some(sign * all)
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Local => Ok(()),
            Self::Offset(0) => write!(f, "Z"),
            Self::Offset(seconds) => {
                let sign = if *seconds < 0 { '-' } else { '+' };
                let size = seconds.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", size / 3_600, size / 60 % 60)?;
                if size % 60 == 0 {
                    Ok(())
                } else {
                    write!(f, ":{:02}", size % 60)
                }
            }
            Self::Named(name) => write!(f, "@{name}"),
        }
    }
}
