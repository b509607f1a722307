//! What a person is granted when a year of the account is opened, and what is
//! kept of it when the year ends.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::entry::{AccountEvent, Granted};
use super::rules::Rules;
use super::why::Why;
use super::{DAY, PotName, rounding};
use crate::Refusal;
use crate::ids::LotId;

/// The pot whose days follow from seniority.
const ANNUAL: &str = "annual";
/// The pot of leave for overtime.
const COMP: &str = "comp";

/// Since when a person serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// First day in the present service. 到職日
    pub first_post: Date,
    /// Months of earlier full-time public service that count. 併計年資
    pub credited_months: i64,
}

/// Annual leave of an earlier year that was kept. 保留休假
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The year for which it was granted.
    pub year: i16,
    /// How many minutes of it are still there.
    pub minutes: i64,
}

impl Service {
    /// Whole months of service that count for a year: up to the end of the year
    /// before, the month of arrival counted whole (請假規則 art 7).
    #[must_use]
    pub fn months_before(&self, year: i16) -> i64 {
        let since =
            i64::from(year - self.first_post.year()) * 12 - i64::from(self.first_post.month()) + 1;
        self.credited_months.max(0) + since.max(0)
    }

    /// Months in post within the year of arrival, that of arrival counted whole.
    #[must_use]
    pub fn months_of_first_year(&self) -> i64 {
        13 - i64::from(self.first_post.month())
    }
}

/// The lots that open a year: every yearly pot of the kinds of that year, and
/// what was kept of earlier years, as long as it may be kept.
///
/// # Errors
/// `leave-year` (year) for a year before the first post or outside of the
/// calendar, and what [`Rules`] refuses.
pub fn grants(
    service: &Service,
    year: i16,
    kept: &[Kept],
    rules: &Rules,
) -> Result<Vec<AccountEvent>, Refusal> {
    if year < service.first_post.year() || !(1912..=9000).contains(&year) {
        return Err(Refusal::new("leave-year").with("year", year));
    }
    let from = date(year, 1, 1).max(service.first_post);
    let mut lots = Vec::new();
    for pot in yearly_pots(from, rules)? {
        let Some(yearly) = rules.yearly(&pot, from)? else {
            continue;
        };
        let first = year == service.first_post.year() && service.credited_months <= 0;
        let (minutes, why) = match yearly.days {
            None => annual(service, from, rules)?,
            Some(days) if first && yearly.first_year_by_months => {
                by_months(days, service.months_of_first_year())
            }
            Some(days) => (
                in_minutes(days),
                Why::new("granted-yearly").with("days", days),
            ),
        };
        let must_take = if pot.as_str() == ANNUAL {
            minutes.min(in_minutes(rules.must_take_days(from)?))
        } else {
            0
        };
        let lot = lot_id(&format!("{pot}-{year}"))?;
        lots.push(Granted {
            lot,
            pot,
            year,
            minutes,
            used: 0,
            must_take,
            from,
            until: date(year, 12, 31),
            why,
        });
    }
    for kept in kept {
        lots.extend(keep(*kept, from, rules)?);
    }
    Ok(lots.into_iter().map(AccountEvent::Granted).collect())
}

fn yearly_pots(on: Date, rules: &Rules) -> Result<BTreeSet<PotName>, Refusal> {
    rules
        .kinds(on)?
        .iter()
        .map(|kind| rules.kind(kind, on).map(|rule| rule.pot))
        .collect()
}

fn by_months(days: i64, months: i64) -> (i64, Why) {
    (
        rounding::pro_rata(days, months),
        Why::new("granted-by-months")
            .with("days", days)
            .with("months", months),
    )
}

/// Minutes of annual leave for the year of `on` (請假規則 art 7).
fn annual(service: &Service, on: Date, rules: &Rules) -> Result<(i64, Why), Refusal> {
    let (year, first_year) = (on.year(), service.first_post.year());
    let years = service.months_before(year) / 12;
    let ladder = rules.ladder(years, on)?;
    let first_appointed = service.credited_months <= 0;
    let second_year = if first_appointed && year == first_year + 1 {
        rules.second_year_days(service.first_post.month(), on)?
    } else {
        None
    };
    let (minutes, why) = match second_year {
        Some(days) => by_months(days, service.months_of_first_year()),
        None if year == first_year && !first_appointed && service.months_of_first_year() < 12 => {
            let by_months = rules.return_year_by_months(on)?;
            if by_months {
                self::by_months(ladder, service.months_of_first_year())
            } else {
                (0, Why::new("granted-none"))
            }
        }
        None if ladder == 0 => (0, Why::new("granted-none")),
        None => (
            in_minutes(ladder),
            Why::new("granted-by-seniority")
                .with("years", years)
                .with("days", ladder),
        ),
    };
    let floor = rules.annual_floor(on)?;
    if minutes < in_minutes(floor) {
        Ok((
            in_minutes(floor),
            Why::new("granted-floor").with("days", floor),
        ))
    } else {
        Ok((minutes, why))
    }
}

/// The lot of kept annual leave; none when nothing is left or its time is over.
fn keep(kept: Kept, from: Date, rules: &Rules) -> Result<Option<Granted>, Refusal> {
    let year = kept.year;
    let until = date(
        year.clamp(1912, 9000) + rules.kept_years(from)?.clamp(0, 100),
        12,
        31,
    );
    if kept.minutes <= 0 || until < from || year >= from.year() {
        return Ok(None);
    }
    let why = Why::new("granted-kept")
        .with("year", year)
        .with("until_date", until);
    let pot = name(ANNUAL)?;
    let lot = lot_id(&format!("{ANNUAL}-{year}-kept"))?;
    Ok(Some(Granted {
        lot,
        pot,
        year,
        minutes: kept.minutes,
        used: 0,
        must_take: 0,
        from,
        until,
        why,
    }))
}

/// What is kept of a year's annual leave when it ends: what is left beyond the
/// part that must be taken (請假規則 art 10). None when nothing is.
///
/// # Errors
/// What [`Rules`] refuses.
pub fn kept_at_year_end(
    account: &Account,
    year: i16,
    rules: &Rules,
) -> Result<Option<Granted>, Refusal> {
    let Some(pot) = account.pot(&lot_id(&format!("{ANNUAL}-{year}"))?) else {
        return Ok(None);
    };
    let untaken = (pot.must_take - pot.used).max(0);
    keep(
        Kept {
            year,
            minutes: pot.left - untaken,
        },
        date(year.clamp(1912, 9000) + 1, 1, 1),
        rules,
    )
}

/// The lot of compensatory leave for overtime: hour for hour, gone when its
/// years are over (公務人員保障法 art 23). `minutes` is the overtime.
///
/// # Errors
/// `leave-overtime` (minutes) for overtime that is not in whole hours above
/// zero, and what [`Rules`] refuses.
pub fn comp(lot: LotId, worked: Date, minutes: i64, rules: &Rules) -> Result<Granted, Refusal> {
    if minutes <= 0 || minutes % super::HOUR != 0 || minutes > super::HOUR * 24 {
        return Err(Refusal::new("leave-overtime").with("overtime_minutes", minutes));
    }
    let (rate, years) = rules.comp(worked)?;
    let until = worked.saturating_add(i64::from(years).years());
    let why = Why::new("granted-overtime")
        .with("worked_date", worked)
        .with("overtime_minutes", minutes);
    let pot = name(COMP)?;
    let year = worked.year();
    Ok(Granted {
        lot,
        pot,
        year,
        minutes: minutes.saturating_mul(rate),
        used: 0,
        must_take: 0,
        from: worked,
        until,
        why,
    })
}

fn in_minutes(days: i64) -> i64 {
    days.saturating_mul(DAY)
}

fn lot_id(text: &str) -> Result<LotId, Refusal> {
    LotId::new(text.replace('_', "-")).map_err(|_| Refusal::new("leave-lot-name").with("lot", text))
}

fn name(text: &str) -> Result<PotName, Refusal> {
    PotName::new(text).map_err(|_| Refusal::new("leave-lot-name").with("lot", text))
}
