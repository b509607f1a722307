//! When the agency of a scenario works: Monday to Friday, but its days off.

use std::collections::BTreeSet;

use jiff::civil::Date;
use workflow_engine::time::{Weekdays, WorkSpan, WorkingTime};

/// The usual hours without some days.
#[derive(Clone, Debug, Default)]
pub(super) struct Hours {
    pub off: BTreeSet<Date>,
    /// Saturdays and Sundays on which the agency works. 補行上班日
    pub on: BTreeSet<Date>,
}

impl WorkingTime for Hours {
    fn spans(&self, day: Date) -> Vec<WorkSpan> {
        if self.off.contains(&day) {
            return Vec::new();
        }
        match self.on.contains(&day) {
            true => Weekdays.spans(Date::constant(2026, 3, 2)),
            false => Weekdays.spans(day),
        }
    }
}
