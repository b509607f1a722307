//! The working time of the agency, as its calendar and its office hours say.

use std::sync::Arc;

use jiff::civil::Date;
use workflow_engine::time::{Weekdays, WorkSpan, WorkingTime};

use super::work::Work;
use crate::calendar::Calendar;
use crate::leave::Band;
use crate::world::{Reading, Stop};

/// When the agency works. A computer that has no calendar or no office hours yet takes the usual
/// ones; what it predicts is not final.
pub(super) struct OfficeHours {
    calendar: Option<Arc<Calendar>>,
    band: Option<Band>,
}

impl OfficeHours {
    pub(super) fn of(work: &Work<'_>) -> Result<Self, Stop> {
        let band = work.org()?.and_then(|org| org.band.clone());
        Ok(Self {
            calendar: work.calendar()?,
            band,
        })
    }
}

impl WorkingTime for OfficeHours {
    fn spans(&self, day: Date) -> Vec<WorkSpan> {
        match (&self.calendar, &self.band) {
            (Some(calendar), _) if !calendar.is_working(day) => Vec::new(),
            (None, _) => Weekdays.spans(day),
            (Some(_), None) => Weekdays.spans(Date::constant(2026, 3, 2)),
            (Some(_), Some(band)) => {
                let halves = [
                    (band.full_day.from, band.lunch.from),
                    (band.lunch.to, band.full_day.to),
                ];
                let spans = halves.into_iter().map(|(from, to)| WorkSpan { from, to });
                spans.filter(|span| span.from < span.to).collect()
            }
        }
    }
}
